/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The sources of the review page (page.css, page.html and the scripts beside this file, one after
 * the other), put into the library when it is built.
 */
#ifndef BIHE_WRITE_REVIEW_PAGE_H
#define BIHE_WRITE_REVIEW_PAGE_H

#include "bihe/error.h"

extern const bihe_view bihe_review_css;
extern const bihe_view bihe_review_body;
extern const bihe_view bihe_review_js;

#endif
