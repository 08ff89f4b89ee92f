/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Words at the start of a sentence that tie it to what comes before: 但是 and "but", 于是 and "so".
 */
#ifndef BIHE_MODEL_CONNECTORS_H
#define BIHE_MODEL_CONNECTORS_H

#include "base/buffer.h"

/* What a connector says. */
typedef enum bihe_connector {
    BIHE_CONNECTOR_NONE,
    BIHE_CONNECTOR_CONTRAST,    /* 但是, but */
    BIHE_CONNECTOR_RESULT,      /* 所以, so */
    BIHE_CONNECTOR_CAUSE,       /* 因为, because */
    BIHE_CONNECTOR_CONDITION,   /* 如果, if */
    BIHE_CONNECTOR_CONCESSION,  /* 虽然, although */
    BIHE_CONNECTOR_SEQUENCE,    /* 然后, then */
    BIHE_CONNECTOR_ADDITION,    /* 而且, and */
    BIHE_CONNECTOR_ALTERNATIVE, /* 或者, or */
    BIHE_CONNECTOR_END,         /* 最后, finally */
    BIHE_CONNECTOR_START,       /* 首先, first */
    BIHE_CONNECTOR_POSSIBILITY, /* 也许, perhaps */
} bihe_connector;

/* What `word` says at the start of a sentence of `side` (0: Chinese, Simplified; 1: English, lower
 * case). */
bihe_connector bihe_connector_of(int side, bihe_view word);

#endif
