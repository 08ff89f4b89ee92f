/* SPDX-License-Identifier: Apache-2.0 */
/* Numbers of model.yaml, each with its default and range in one table. */
#include "model/config.h"

#include "base/error.h"
#include "text/utf8.h"

#include <stddef.h>

typedef struct parameter {
    const char *key;
    size_t field; /* offset in bihe_align_parameters */
    double fallback, least, most;
} parameter;

/* Defaults are those of models/zh-en/model.yaml. */
static const parameter align_parameters[] = {
    {"ratio", offsetof(bihe_align_parameters, ratio), 3.4, 0.01, 100},
    {"variance", offsetof(bihe_align_parameters, variance), 6.8, 0.01, 1000},
    {"length_weight", offsetof(bihe_align_parameters, length_weight), 0.5, 0, 100},
    {"merge_penalty", offsetof(bihe_align_parameters, merge_penalty), -1.2, -100, 0},
    {"passage_penalty", offsetof(bihe_align_parameters, passage_penalty), -5, -1000, 0},
    {"edge_penalty", offsetof(bihe_align_parameters, edge_penalty), -1, -1000, 0},
    {"kind_penalty", offsetof(bihe_align_parameters, kind_penalty), -2, -1000, 0},
    {"zh_word_weight", offsetof(bihe_align_parameters, word_weight[0]), 0.25, 0, 100},
    {"en_word_weight", offsetof(bihe_align_parameters, word_weight[1]), 0.35, 0, 100},
    {"omission", offsetof(bihe_align_parameters, omission), -12.6, -1000, 0},
};
enum { ALIGN_PARAMETERS = sizeof align_parameters / sizeof *align_parameters };

static bihe_status check_keys(const bihe_yaml *align, const char *name, bihe_error *err)
{
    for (const bihe_yaml *child = align->first; child != NULL; child = child->next) {
        bool known = false;
        for (size_t k = 0; k < ALIGN_PARAMETERS && !known; k++)
            known = bihe_view_is(child->key, align_parameters[k].key);
        if (!known)
            return bihe_fail_at(err, BIHE_ERROR_MODEL, name, child->line, child->column,
                                "align: unknown parameter '%.*s'", (int)child->key.len,
                                child->key.ptr);
    }
    return BIHE_OK;
}

bihe_status bihe_config_align(const bihe_yaml *align, bihe_align_parameters *out, const char *name,
                              bihe_error *err)
{
    if (align != NULL && align->kind != BIHE_YAML_MAP)
        return bihe_fail_at(err, BIHE_ERROR_MODEL, name, align->line, align->column,
                            "align: a map of parameters is expected");
    if (align != NULL) {
        const bihe_status status = check_keys(align, name, err);
        if (status != BIHE_OK) return status;
    }
    for (size_t k = 0; k < ALIGN_PARAMETERS; k++) {
        const parameter *p = &align_parameters[k];
        double value;
        const bihe_status status = bihe_yaml_number(align, p->key, p->fallback, &value, name, err);
        if (status != BIHE_OK) return status;
        if (!(value >= p->least && value <= p->most)) {
            const bihe_yaml *node = bihe_yaml_get(align, p->key);
            return bihe_fail_at(err, BIHE_ERROR_MODEL, name, node->line, node->column,
                                "align: %s must be between %g and %g", p->key, p->least, p->most);
        }
        *(double *)((char *)out + p->field) = value;
    }
    return BIHE_OK;
}
