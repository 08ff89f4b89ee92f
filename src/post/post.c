/* SPDX-License-Identifier: Apache-2.0 */
/* Front matter, then blocks. */
#include "post/post.h"

bihe_status bihe_post_read(bihe_post *post, const bihe_source *source, bool html, bihe_arena *arena,
                           bihe_error *err)
{
    *post = (bihe_post){.html = html};
    const bihe_status status = bihe_frontmatter_read(post, source, arena, err);
    if (status != BIHE_OK) return status;
    return html ? bihe_html_read(post, source, arena, err)
                : bihe_markdown_read(post, source, arena, err);
}
