/* SPDX-License-Identifier: Apache-2.0 */
/* Front matter, then blocks. */
#include "post/post.h"

#include "post/markup.h"
#include "text/utf8.h"

bool bihe_post_is_html(const char *name)
{
    static const char *const endings[] = {".html", ".htm", ".xhtml"};
    const bihe_view all = bihe_view_of(name);
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        const bihe_view ending = bihe_view_of(endings[i]);
        if (all.len > ending.len &&
            bihe_markup_same_name(bihe_view_slice(all, all.len - ending.len, all.len), ending))
            return true;
    }
    return false;
}

bihe_status bihe_post_read(bihe_post *post, const bihe_source *source, bool html, bihe_arena *arena,
                           bihe_error *err)
{
    *post = (bihe_post){.html = html};
    const bihe_status status = bihe_frontmatter_read(post, source, arena, err);
    if (status != BIHE_OK) return status;
    return html ? bihe_html_read(post, source, arena, err)
                : bihe_markdown_read(post, source, arena, err);
}
