/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What it takes to write XML 1.0 that every parser accepts: characters it forbids are left out and
 * counted, the markup characters escaped. Bad UTF-8 becomes U+FFFD.
 */
#ifndef BIHE_WRITE_XML_H
#define BIHE_WRITE_XML_H

#include "base/buffer.h"

/* Appends `text` as the content of an element that must stay on one line: forbidden characters are
 * dropped, every line break (LF, CR, CRLF, VT, FF, U+0085, U+2028, U+2029) becomes a space. Nothing
 * is escaped. Returns the number of code points dropped. */
size_t bihe_xml_append_clean(bihe_buffer *out, bihe_view text);

/* Appends clean text with & < > escaped. */
void bihe_xml_append_text(bihe_buffer *out, bihe_view text);

/* Appends ` name="value"` with the value cleaned and escaped. `name` is written as it is. */
void bihe_xml_append_attribute(bihe_buffer *out, const char *name, bihe_view value);

#endif
