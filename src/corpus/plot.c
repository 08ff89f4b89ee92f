/* SPDX-License-Identifier: Apache-2.0 */
/* Bar charts: places in units of the view box, whole ones or tenths. */
#include "corpus/plot.h"

#include "text/utf8.h"
#include "write/xml.h"

enum {
    WIDTH = 720,
    LINE = 22,           /* height of a lying bar with its gap */
    BAR = 16,            /* of that, the bar */
    LETTER = 7,          /* width of a Latin character, half that of a Chinese one */
    LABEL_LETTERS = 34,  /* the longest label beside a bar, in Latin characters */
    NUMBER_ROOM = 90,    /* for the number after the longest bar */
    HEIGHT = 240,        /* of a chart of standing bars, */
    TOP = 16,            /* with so much free above, */
    FOOT = 36,           /* below, */
    SIDE = 64,           /* and at the left */
    COLUMN_LETTERS = 12, /* the longest label below a bar */
    MOST_SERIES = 8,     /* colours; what comes after shares the last one */
    MOST_BARS = 60,      /* lying ones; the table has the rest */
};

void bihe_plot_text(bihe_buffer *out, bihe_view text)
{
    bihe_buffer clean, valid;
    bihe_buffer_init(&clean, &out->allocator);
    bihe_buffer_init(&valid, &out->allocator);
    (void)bihe_utf8_append_valid(&valid, text);
    (void)bihe_xml_append_clean(&clean, bihe_buffer_view(&valid));
    out->failed = out->failed || clean.failed || valid.failed;
    bihe_xml_append_text(out, bihe_buffer_view(&clean));
    bihe_buffer_clear(&clean);
    bihe_buffer_clear(&valid);
}

static void append_number(bihe_buffer *out, const char *name, double value)
{
    bihe_buffer_append_format(out, " %s=\"", name);
    bihe_buffer_append_fixed(out, value, 1);
    bihe_buffer_append_byte(out, '"');
}

/* Width in Latin characters. */
static size_t letters_of(bihe_view text)
{
    size_t letters = 0;
    for (size_t i = 0; i < text.len;)
        letters += bihe_char_is_wide(bihe_utf8_next(text, &i)) ? 2 : 1;
    return letters;
}

/* A text element; what is longer than `most` ends in an ellipsis. */
static void append_label(bihe_buffer *out, const char *kind, const double at[2], bihe_view text,
                         size_t most)
{
    size_t end = text.len;
    if (letters_of(text) > most) {
        size_t letters = 0;
        for (end = 0; letters + 2 < most;)
            letters += bihe_char_is_wide(bihe_utf8_next(text, &end)) ? 2 : 1;
    }
    bihe_buffer_append_format(out, "<text class=\"%s\"", kind);
    append_number(out, "x", at[0]);
    append_number(out, "y", at[1]);
    bihe_buffer_append_byte(out, '>');
    bihe_plot_text(out, bihe_view_slice(text, 0, end));
    if (end < text.len) bihe_buffer_append_text(out, "…");
    bihe_buffer_append_text(out, "</text>");
}

/* A bar {x, y, width, height} that says what it is when pointed at. */
static void append_bar(bihe_buffer *out, size_t series, const double box[4],
                       const bihe_figure *figure)
{
    static const char *const names[] = {"x", "y", "width", "height"};
    bihe_buffer_append_format(out, "<rect class=\"s%zu\"", series);
    for (size_t k = 0; k < 4; k++)
        append_number(out, names[k], box[k]);
    bihe_buffer_append_text(out, "><title>");
    bihe_plot_text(out, figure->label);
    if (figure->detail.len > 0) bihe_buffer_append_text(out, ", ");
    bihe_plot_text(out, figure->detail);
    bihe_buffer_append_format(out, ": %lld</title></rect>", (long long)figure->count);
}

static void begin(bihe_buffer *out, const char *title, size_t height)
{
    bihe_buffer_append_format(out, "<svg viewBox=\"0 0 %d %zu\" role=\"img\" aria-label=\"", WIDTH,
                              height);
    bihe_buffer_append_format(out, "Bar chart: %s. The table below has its figures.\">\n", title);
}

/* --- lying bars -------------------------------------------------------------------------- */

static void append_lying(bihe_buffer *out, const char *title, const bihe_figures *f)
{
    const size_t count = f->count < MOST_BARS ? f->count : MOST_BARS;
    size_t letters = 1;
    int64_t most = 1;
    for (size_t i = 0; i < count; i++) {
        const size_t own = letters_of(f->rows[i].label);
        if (own > letters) letters = own;
        if (f->rows[i].count > most) most = f->rows[i].count;
    }
    if (letters > LABEL_LETTERS) letters = LABEL_LETTERS;
    const double left = (double)(letters * LETTER + 16);
    const double room = WIDTH - left - NUMBER_ROOM;
    begin(out, title, count * LINE + 4);
    for (size_t i = 0; i < count; i++) {
        const bihe_figure *row = &f->rows[i];
        const double y = (double)(i * LINE);
        const double width = (double)row->count / (double)most * room;
        const double label[2] = {left - 8, y + BAR}, number[2] = {left + width + 6, y + BAR};
        const double box[4] = {left, y + 3, width, BAR};
        append_label(out, "end", label, row->label, LABEL_LETTERS);
        append_bar(out, 0, box, row);
        bihe_buffer_append_format(out, "<text class=\"faint\"");
        append_number(out, "x", number[0]);
        append_number(out, "y", number[1]);
        bihe_buffer_append_format(out, ">%lld</text>\n", (long long)row->count);
    }
    bihe_buffer_append_text(out, "</svg>\n");
}

/* --- standing bars ----------------------------------------------------------------------- */

/* Rows of one label are one column; their details are its parts. */
typedef struct columns {
    const bihe_figures *figures;
    size_t count;
    int64_t top; /* the upper end of the axis */
    int64_t tick;
    bihe_view series[MOST_SERIES];
    size_t series_count;
} columns;

static size_t series_of(columns *c, bihe_view name)
{
    for (size_t k = 0; k < c->series_count; k++) {
        if (bihe_view_equal(c->series[k], name)) return k;
    }
    if (c->series_count == MOST_SERIES) return MOST_SERIES - 1;
    c->series[c->series_count] = name;
    return c->series_count++;
}

static bool starts_column(const bihe_figures *f, size_t i)
{
    return i == 0 || !bihe_view_equal(f->rows[i].label, f->rows[i - 1].label);
}

/* A step of 1, 2 or 5 times a power of ten that takes at most five to reach `most`. */
static int64_t tick_for(int64_t most)
{
    int64_t tick = 1;
    for (int k = 0; tick < most / 5 + (most % 5 != 0); k++)
        tick = k % 3 == 1 ? tick / 2 * 5 : tick * 2;
    return tick;
}

static void measure(columns *c, const bihe_figures *f)
{
    int64_t sum = 0, most = 1;
    *c = (columns){.figures = f};
    for (size_t i = 0; i < f->count; i++) {
        if (starts_column(f, i)) {
            sum = 0;
            c->count++;
        }
        sum += f->rows[i].count;
        if (sum > most) most = sum;
        (void)series_of(c, f->rows[i].detail);
    }
    c->tick = tick_for(most);
    c->top = (most + c->tick - 1) / c->tick * c->tick;
}

static double height_of(const columns *c, int64_t count)
{
    return (double)count / (double)c->top * (HEIGHT - TOP - FOOT);
}

static void append_axis(bihe_buffer *out, const columns *c)
{
    for (int64_t value = 0; value <= c->top; value += c->tick) {
        const double y = HEIGHT - FOOT - height_of(c, value);
        bihe_buffer_append_format(out, "<line class=\"grid\" x1=\"%d\" x2=\"%d\"", SIDE, WIDTH);
        append_number(out, "y1", y);
        append_number(out, "y2", y);
        bihe_buffer_append_format(out, "/><text class=\"end faint\" x=\"%d\"", SIDE - 8);
        append_number(out, "y", y + 4);
        bihe_buffer_append_format(out, ">%lld</text>\n", (long long)value);
    }
}

static void append_columns(bihe_buffer *out, columns *c)
{
    const bihe_figures *f = c->figures;
    const double step = (double)(WIDTH - SIDE) / (double)c->count;
    const double bar = step < 90 ? step * 0.8 : 72;
    /* as many labels as have room */
    size_t longest = 1, column = 0;
    for (size_t i = 0; i < f->count; i++) {
        const size_t own = letters_of(f->rows[i].label);
        if (own > longest) longest = own < COLUMN_LETTERS ? own : COLUMN_LETTERS;
    }
    const size_t every = 1 + (size_t)((double)((longest + 1) * LETTER) / step);
    double y = 0;
    for (size_t i = 0; i < f->count; i++) {
        if (starts_column(f, i)) {
            column++;
            y = HEIGHT - FOOT;
        }
        const double middle = SIDE + step * ((double)column - 0.5);
        const double height = height_of(c, f->rows[i].count);
        y -= height;
        const double box[4] = {middle - bar / 2, y, bar, height};
        append_bar(out, series_of(c, f->rows[i].detail), box, &f->rows[i]);
        const double label[2] = {middle, HEIGHT - FOOT + 18};
        if (starts_column(f, i) && (column - 1) % every == 0)
            append_label(out, "middle", label, f->rows[i].label, COLUMN_LETTERS);
        bihe_buffer_append_byte(out, '\n');
    }
}

static void append_legend(bihe_buffer *out, const columns *c)
{
    bihe_buffer_append_text(out, "<p class=\"legend\" aria-hidden=\"true\">");
    for (size_t k = 0; k < c->series_count; k++) {
        const bool shared = k + 1 == MOST_SERIES;
        bihe_buffer_append_format(out,
                                  "<span><svg viewBox=\"0 0 10 10\"><rect class=\"s%zu\""
                                  " width=\"10\" height=\"10\"/></svg> ",
                                  k);
        bihe_plot_text(out, shared ? BIHE_VIEW("others") : c->series[k]);
        bihe_buffer_append_text(out, "</span> ");
    }
    bihe_buffer_append_text(out, "</p>\n");
}

static void append_standing(bihe_buffer *out, const char *title, const bihe_figures *f)
{
    columns c;
    measure(&c, f);
    if (c.series_count > 1) append_legend(out, &c);
    begin(out, title, HEIGHT);
    append_axis(out, &c);
    append_columns(out, &c);
    bihe_buffer_append_text(out, "</svg>\n");
}

void bihe_plot_append(bihe_buffer *out, const bihe_table *table, const bihe_figures *figures)
{
    if (table->kind == BIHE_TABLE_COUNTS)
        append_lying(out, table->title, figures);
    else
        append_standing(out, table->title, figures);
}
