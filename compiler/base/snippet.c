/*
 * A message as text: the user's line with the range underlined, and what would
 * repair it below.
 *
 *        12 |     int n = count() + 1;
 *           |             ^~~~~~~
 *           |             await
 */
#include "base/message.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static enum { COLOR_UNKNOWN, COLOR_OFF, COLOR_ON } color;

void snippet_set_color(bool on) {
    color = on ? COLOR_ON : COLOR_OFF;
}

static const char *tint(const char *code) {
    if (color == COLOR_UNKNOWN) {
        const char *term = getenv("TERM");
        color = isatty(2) && term && strcmp(term, "dumb") != 0
                        && !getenv("NO_COLOR")
                    ? COLOR_ON
                    : COLOR_OFF;
    }
    return color == COLOR_ON ? code : "";
}

#define BOLD tint("\033[1m")
#define RED tint("\033[1;31m")
#define MAGENTA tint("\033[1;35m")
#define CYAN tint("\033[1;36m")
#define GREEN tint("\033[32m")
#define PLAIN tint("\033[0m")

/* ---- columns ---- */

size_t utf8_length(const unsigned char *s, size_t n, unsigned long *c) {
    size_t len = s[0] < 0xC2 ? 1 : s[0] < 0xE0 ? 2 : s[0] < 0xF0 ? 3
                 : s[0] < 0xF5 ? 4 : 1;
    *c = s[0];
    if (len == 1 || len > n)
        return 1;
    *c = s[0] & (0x7Fu >> len);
    for (size_t i = 1; i < len; i++) {
        if ((s[i] & 0xC0) != 0x80)
            return 1;
        *c = *c << 6 | (s[i] & 0x3F);
    }
    return len;
}

/* Columns that a character takes on a terminal: 0 combining, 2 wide. */
static unsigned width_of(unsigned long c) {
    if ((c >= 0x300 && c <= 0x36F) || (c >= 0x200B && c <= 0x200F)
        || (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0x20D0 && c <= 0x20FF))
        return 0;
    if ((c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF)
        || (c >= 0xAC00 && c <= 0xD7A3) || (c >= 0xF900 && c <= 0xFAFF)
        || (c >= 0xFE30 && c <= 0xFE6F) || (c >= 0xFF00 && c <= 0xFF60)
        || (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1FAFF)
        || (c >= 0x20000 && c <= 0x3FFFD))
        return 2;
    return 1;
}

/* Appends the first n bytes of s with tabs expanded and control characters
 * made visible; gives the column reached. */
static unsigned put_expanded(StrBuf *out, const char *s, size_t n,
                             unsigned column) {
    for (size_t i = 0; i < n;) {
        unsigned long c;
        size_t len = utf8_length((const unsigned char *)s + i, n - i, &c);
        if (s[i] == '\t') {
            do
                strbuf_putc(out, ' ');
            while (++column % 8);
        } else if (c < 0x20 || c == 0x7F || (len == 1 && c >= 0x80)) {
            strbuf_putc(out, '?');
            column++;
        } else {
            strbuf_put(out, s + i, len);
            column += width_of(c);
        }
        i += len;
    }
    return column;
}

/* The terminal's column, from 0, of byte col (from 1) of a line. */
static unsigned column_of(const char *text, size_t n, unsigned col) {
    StrBuf skipped = {0};
    size_t bytes = col ? col - 1 : 0;
    unsigned column = put_expanded(&skipped, text, bytes < n ? bytes : n, 0);
    strbuf_free(&skipped);
    return column;
}

/* ---- the lines of a snippet ---- */

static const char *put_line(StrBuf *out, Place at, size_t *n) {
    const char *text = source_line(at.file, at.line, n), *name;
    if (!text)
        return NULL;
    strbuf_printf(out, "%5u | ", source_shown(at.file, at.line, &name));
    put_expanded(out, text, *n, 0);
    strbuf_putc(out, '\n');
    return text;
}

static void put_blanks(StrBuf *out, unsigned n) {
    while (n--)
        strbuf_putc(out, ' ');
}

static void put_gutter(StrBuf *out, unsigned column) {
    strbuf_puts(out, "      | ");
    put_blanks(out, column);
}

/* `~~^~~`: the part of the range that stands on the caret's line. */
static void put_marks(StrBuf *out, const char *text, size_t n, Place caret,
                      Range r) {
    size_t blank = 0;
    while (blank < n && (text[blank] == ' ' || text[blank] == '\t'))
        blank++;
    unsigned at = column_of(text, n, caret.col);
    unsigned from = r.from.line == caret.line ? column_of(text, n, r.from.col)
                    : r.from.line && r.from.line < caret.line
                        ? column_of(text, n, (unsigned)blank + 1)
                        : at;
    unsigned to = r.to.line == caret.line ? column_of(text, n, r.to.col)
                  : r.to.line > caret.line ? column_of(text, n, (unsigned)n + 1)
                                           : at + 1;
    if (from > at)
        from = at;
    put_gutter(out, from);
    strbuf_puts(out, GREEN);
    while (from < at) {
        strbuf_putc(out, '~');
        from++;
    }
    strbuf_putc(out, '^');
    while (++from < to)
        strbuf_putc(out, '~');
    strbuf_printf(out, "%s\n", PLAIN);
}

static bool is_whole_line(const Fix *f) {
    size_t n = strlen(f->text);
    return n && f->text[n - 1] == '\n';
}

static bool stands_in(const Fix *f, const Message *m, unsigned line) {
    return f->at.from.line == line && f->at.from.file == m->caret.file
           && !is_whole_line(f);
}

/* The fixes of one line, below it. One is shown alone; of several, which
 * stand in their order in the text, the repaired text from the first to the
 * last. */
static void put_fixes(StrBuf *out, const Message *m, unsigned line,
                      const char *text, size_t n) {
    StrBuf repaired = {0};
    unsigned from = 0, reached = 0;
    for (unsigned i = 0; i < m->fixes; i++) {
        const Fix *f = &m->fix[i];
        if (!stands_in(f, m, line))
            continue;
        if (!from)
            from = f->at.from.col;
        else if (f->at.from.col > reached && f->at.from.col <= n + 1)
            strbuf_put(&repaired, text + reached - 1, f->at.from.col - reached);
        strbuf_puts(&repaired, f->text);
        reached = f->at.to.col;
    }
    if (!from)
        return;
    unsigned column = column_of(text, n, from);
    while (repaired.n && repaired.s[repaired.n - 1] == ' ')
        repaired.n--;
    put_gutter(out, column);
    if (repaired.n) {
        strbuf_puts(out, GREEN);
        put_expanded(out, repaired.s, repaired.n, column);
    } else {
        strbuf_puts(out, RED);
        for (unsigned to = column_of(text, n, reached); column < to; column++)
            strbuf_putc(out, '-');
    }
    strbuf_printf(out, "%s\n", PLAIN);
    strbuf_free(&repaired);
}

static void put_other_fixes(StrBuf *out, const Message *m) {
    for (unsigned i = 0; i < m->fixes; i++) {
        const Fix *f = &m->fix[i];
        size_t n;
        if (is_whole_line(f)) {
            strbuf_printf(out, "  %s+++ |+%s%s", GREEN, f->text, PLAIN);
            put_line(out, f->at.from, &n);
        } else if (f->at.from.line != m->caret.line) {
            const char *text = put_line(out, f->at.from, &n);
            if (text)
                put_fixes(out, m, f->at.from.line, text, n);
        }
    }
}

static void put_snippet(StrBuf *out, const Message *m) {
    size_t n;
    const char *text = put_line(out, m->caret, &n);
    if (!text)
        return;
    if (m->caret.col && m->caret.col <= n + 1) {
        put_marks(out, text, n, m->caret, m->range);
        put_fixes(out, m, m->caret.line, text, n);
    }
    put_other_fixes(out, m);
}

/* ---- messages ---- */

static void put_place(StrBuf *out, Place at) {
    const char *name;
    unsigned line = source_shown(at.file, at.line, &name);
    strbuf_printf(out, "%s%s:%u:", BOLD, name, line);
    if (at.col)
        strbuf_printf(out, "%u:", at.col);
    strbuf_printf(out, "%s ", PLAIN);
}

static void put_expansion(StrBuf *out, const Message *m) {
    const DiagMacro *d = &m->macro;
    Place at = {d->file, d->line, d->col};
    if (!d->line) {
        at = m->caret;
        at.col = 0;
    }
    put_place(out, at);
    strbuf_printf(out, "%snote:%s in expansion of macro '%.*s'\n", CYAN, PLAIN,
                  (int)d->len, d->name);
    if (d->line) {
        Message shown = {.caret = at, .range = {at, at}};
        shown.range.to.col += (unsigned)d->len;
        put_snippet(out, &shown);
    }
}

void snippet_put(StrBuf *out, const Message *m) {
    const char *tone = m->severity == SEVERITY_ERROR     ? RED
                       : m->severity == SEVERITY_WARNING ? MAGENTA
                                                         : CYAN;
    if (m->caret.line)
        put_place(out, m->caret);
    else
        strbuf_printf(out, "%sacc:%s ", BOLD, PLAIN);
    strbuf_printf(out, "%s%s:%s %s%s%s", tone,
                  m->severity == SEVERITY_ERROR     ? "error"
                  : m->severity == SEVERITY_WARNING ? "warning"
                                                    : "note",
                  PLAIN, BOLD, m->text, PLAIN);
    if (m->warning)
        strbuf_printf(out, " [%s-W%s%s%s]", tone,
                      m->severity == SEVERITY_ERROR ? "error=" : "",
                      m->warning, PLAIN);
    strbuf_putc(out, '\n');
    if (m->caret.line)
        put_snippet(out, m);
    if (m->macro.name)
        put_expansion(out, m);
}
