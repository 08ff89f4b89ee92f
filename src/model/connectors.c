/* SPDX-License-Identifier: Apache-2.0 */
/* Written by hand: the connectors of Chinese and English that grammars list, by what they say. */
#include "model/connectors.h"

#include <stdlib.h>
#include <string.h>

typedef struct entry {
    const char *word;
    bihe_connector says;
} entry;

/* In the order of strcmp. */
static const entry zh[] = {
    {"不料", BIHE_CONNECTOR_CONTRAST},    {"不过", BIHE_CONNECTOR_CONTRAST},
    {"也许", BIHE_CONNECTOR_POSSIBILITY}, {"于是", BIHE_CONNECTOR_RESULT},
    {"从而", BIHE_CONNECTOR_RESULT},      {"但", BIHE_CONNECTOR_CONTRAST},
    {"但是", BIHE_CONNECTOR_CONTRAST},    {"何况", BIHE_CONNECTOR_ADDITION},
    {"倘若", BIHE_CONNECTOR_CONDITION},   {"假如", BIHE_CONNECTOR_CONDITION},
    {"再说", BIHE_CONNECTOR_ADDITION},    {"反而", BIHE_CONNECTOR_CONTRAST},
    {"另外", BIHE_CONNECTOR_ADDITION},    {"可", BIHE_CONNECTOR_CONTRAST},
    {"可是", BIHE_CONNECTOR_CONTRAST},    {"可能", BIHE_CONNECTOR_POSSIBILITY},
    {"同时", BIHE_CONNECTOR_ADDITION},    {"后来", BIHE_CONNECTOR_SEQUENCE},
    {"否则", BIHE_CONNECTOR_ALTERNATIVE}, {"因为", BIHE_CONNECTOR_CAUSE},
    {"因此", BIHE_CONNECTOR_RESULT},      {"因而", BIHE_CONNECTOR_RESULT},
    {"大概", BIHE_CONNECTOR_POSSIBILITY}, {"如", BIHE_CONNECTOR_CONDITION},
    {"如果", BIHE_CONNECTOR_CONDITION},   {"尽管", BIHE_CONNECTOR_CONCESSION},
    {"并", BIHE_CONNECTOR_ADDITION},      {"并且", BIHE_CONNECTOR_ADDITION},
    {"忽然", BIHE_CONNECTOR_SEQUENCE},    {"或", BIHE_CONNECTOR_ALTERNATIVE},
    {"或者", BIHE_CONNECTOR_ALTERNATIVE}, {"或许", BIHE_CONNECTOR_POSSIBILITY},
    {"所以", BIHE_CONNECTOR_RESULT},      {"接着", BIHE_CONNECTOR_SEQUENCE},
    {"最后", BIHE_CONNECTOR_END},         {"最终", BIHE_CONNECTOR_END},
    {"此后", BIHE_CONNECTOR_SEQUENCE},    {"此外", BIHE_CONNECTOR_ADDITION},
    {"然后", BIHE_CONNECTOR_SEQUENCE},    {"然而", BIHE_CONNECTOR_CONTRAST},
    {"由于", BIHE_CONNECTOR_CAUSE},       {"突然", BIHE_CONNECTOR_SEQUENCE},
    {"第一", BIHE_CONNECTOR_START},       {"终于", BIHE_CONNECTOR_END},
    {"而", BIHE_CONNECTOR_CONTRAST},      {"而且", BIHE_CONNECTOR_ADDITION},
    {"若", BIHE_CONNECTOR_CONDITION},     {"虽然", BIHE_CONNECTOR_CONCESSION},
    {"要是", BIHE_CONNECTOR_CONDITION},   {"还有", BIHE_CONNECTOR_ADDITION},
    {"随后", BIHE_CONNECTOR_SEQUENCE},    {"首先", BIHE_CONNECTOR_START},
};

static const entry en[] = {
    {"accordingly", BIHE_CONNECTOR_RESULT},
    {"additionally", BIHE_CONNECTOR_ADDITION},
    {"afterwards", BIHE_CONNECTOR_SEQUENCE},
    {"also", BIHE_CONNECTOR_ADDITION},
    {"although", BIHE_CONNECTOR_CONCESSION},
    {"and", BIHE_CONNECTOR_ADDITION},
    {"because", BIHE_CONNECTOR_CAUSE},
    {"besides", BIHE_CONNECTOR_ADDITION},
    {"but", BIHE_CONNECTOR_CONTRAST},
    {"consequently", BIHE_CONNECTOR_RESULT},
    {"despite", BIHE_CONNECTOR_CONCESSION},
    {"eventually", BIHE_CONNECTOR_END},
    {"finally", BIHE_CONNECTOR_END},
    {"first", BIHE_CONNECTOR_START},
    {"firstly", BIHE_CONNECTOR_START},
    {"furthermore", BIHE_CONNECTOR_ADDITION},
    {"hence", BIHE_CONNECTOR_RESULT},
    {"however", BIHE_CONNECTOR_CONTRAST},
    {"if", BIHE_CONNECTOR_CONDITION},
    {"instead", BIHE_CONNECTOR_CONTRAST},
    {"lastly", BIHE_CONNECTOR_END},
    {"later", BIHE_CONNECTOR_SEQUENCE},
    {"maybe", BIHE_CONNECTOR_POSSIBILITY},
    {"meanwhile", BIHE_CONNECTOR_ADDITION},
    {"moreover", BIHE_CONNECTOR_ADDITION},
    {"nevertheless", BIHE_CONNECTOR_CONTRAST},
    {"next", BIHE_CONNECTOR_SEQUENCE},
    {"or", BIHE_CONNECTOR_ALTERNATIVE},
    {"otherwise", BIHE_CONNECTOR_ALTERNATIVE},
    {"perhaps", BIHE_CONNECTOR_POSSIBILITY},
    {"possibly", BIHE_CONNECTOR_POSSIBILITY},
    {"probably", BIHE_CONNECTOR_POSSIBILITY},
    {"since", BIHE_CONNECTOR_CAUSE},
    {"so", BIHE_CONNECTOR_RESULT},
    {"still", BIHE_CONNECTOR_CONTRAST},
    {"subsequently", BIHE_CONNECTOR_SEQUENCE},
    {"suddenly", BIHE_CONNECTOR_SEQUENCE},
    {"then", BIHE_CONNECTOR_SEQUENCE},
    {"therefore", BIHE_CONNECTOR_RESULT},
    {"though", BIHE_CONNECTOR_CONCESSION},
    {"thus", BIHE_CONNECTOR_RESULT},
    {"ultimately", BIHE_CONNECTOR_END},
    {"unless", BIHE_CONNECTOR_CONDITION},
    {"whereas", BIHE_CONNECTOR_CONTRAST},
    {"yet", BIHE_CONNECTOR_CONTRAST},
};

static int compare(const void *key, const void *item)
{
    const bihe_view *word = key;
    const char *other = ((const entry *)item)->word;
    const size_t len = strlen(other);
    const int order = memcmp(word->ptr, other, word->len < len ? word->len : len);
    return order != 0 ? order : (word->len > len) - (word->len < len);
}

bihe_connector bihe_connector_of(int side, bihe_view word)
{
    const entry *found = side == 0
                             ? bsearch(&word, zh, sizeof zh / sizeof *zh, sizeof *zh, compare)
                             : bsearch(&word, en, sizeof en / sizeof *en, sizeof *en, compare);
    return found != NULL ? found->says : BIHE_CONNECTOR_NONE;
}
