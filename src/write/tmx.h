/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The names that our TMX gives to what it knows of a unit; writing and reading go by the same.
 */
#ifndef BIHE_WRITE_TMX_H
#define BIHE_WRITE_TMX_H

/* Props of our own, without their x-; NULL at the end. */
extern const char *const bihe_tmx_props[];

#endif
