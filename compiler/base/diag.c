/*
 * Diagnostics: formats a message, shows the user's line with the token
 * underlined, counts, and knows the names of the warnings.
 */
#include "base/diag.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/strbuf.h"

bool diag_quiet;
unsigned diag_errors, diag_warnings;
static bool any_place; /* was a message about the program? */
unsigned diag_max_errors;
unsigned diag_large_frame = 4096;
const char *diag_pass = "options";
DiagMacro (*diag_macro)(Pos pos);

typedef enum Level { IGNORED, WARNING, ERROR } Level;

/* Every warning there is. `usual` is what neither -Wname nor -Wall changed. */
static struct Warning {
    const char *name;
    Level usual;
    bool in_all;
    signed char on;     /* -Wname: 1, -Wno-name: -1 */
    signed char strict; /* -Werror=name: 1, -Wno-error=name: -1 */
} warnings[] = {
    {"async-no-await", IGNORED, true, 0, 0},
    {"blocking", WARNING, true, 0, 0},
    {"duration", ERROR, true, 0, 0},
    {"escaping-local", WARNING, true, 0, 0},
    {"gather-await", WARNING, true, 0, 0},
    {"large-frame", WARNING, true, 0, 0},
    {"lock-across-await", WARNING, true, 0, 0},
    {"missing-return", WARNING, true, 0, 0},
    {"swallowed-cancel", WARNING, true, 0, 0},
    {"uninitialized", WARNING, true, 0, 0},
    {"unjoined-task", WARNING, true, 0, 0},
};
enum { WARNINGS = sizeof warnings / sizeof warnings[0] };

static bool all_on, all_strict;
static enum { COLOR_UNKNOWN, COLOR_OFF, COLOR_ON } color;

static struct Warning *find_warning(const char *name, size_t len) {
    for (int i = 0; i < WARNINGS; i++)
        if (strncmp(warnings[i].name, name, len) == 0
            && !warnings[i].name[len])
            return &warnings[i];
    return NULL;
}

bool diag_option(const char *w) {
    bool on = strncmp(w, "no-", 3) != 0;
    if (!on)
        w += 3;
    if (strcmp(w, "all") == 0) {
        all_on = on;
        return true;
    }
    if (strcmp(w, "error") == 0) {
        all_strict = on;
        return true;
    }
    bool strict = strncmp(w, "error=", 6) == 0;
    if (strict)
        w += 6;
    const char *value = strchr(w, '=');
    struct Warning *warning =
        find_warning(w, value ? (size_t)(value - w) : strlen(w));
    if (!warning)
        return false;
    if (value) {
        char *end;
        unsigned long n = strtoul(value + 1, &end, 10);
        if (strcmp(warning->name, "large-frame") != 0 || *end || end == value + 1)
            return false;
        diag_large_frame = n > ~0u ? ~0u : (unsigned)n;
    }
    if (strict)
        warning->strict = on ? 1 : -1;
    if (!strict || on)
        warning->on = on ? 1 : -1;
    return true;
}

static Level level_of(const struct Warning *w) {
    Level level = w->on > 0 || (all_on && w->in_all && w->usual == IGNORED)
                      ? (w->usual == ERROR ? ERROR : WARNING)
                      : w->usual;
    if (w->on < 0)
        return IGNORED;
    if (level == WARNING && (w->strict > 0 || (all_strict && !w->strict)))
        return ERROR;
    if (level == ERROR && w->strict < 0)
        return WARNING;
    return level;
}

void diag_set_color(bool on) {
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
#define GREEN tint("\033[1;32m")
#define PLAIN tint("\033[0m")

/* Length of the UTF-8 sequence at s; 1 for a byte that begins none. */
static size_t utf8_length(const unsigned char *s, size_t n, unsigned long *c) {
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

/* The source line, and a caret under column col (bytes, from 1) with the rest
 * of `len` bytes underlined. */
static void put_snippet(StrBuf *out, unsigned file, unsigned line,
                        unsigned col, size_t len) {
    size_t n;
    const char *text = source_line(file, line, &n);
    if (!text)
        return;
    const char *name;
    strbuf_printf(out, "%5u | ", source_shown(file, line, &name));
    put_expanded(out, text, n, 0);
    strbuf_putc(out, '\n');
    if (!col || col > n + 1)
        return;
    StrBuf skipped = {0};
    unsigned from = put_expanded(&skipped, text, col - 1, 0);
    if (len > n - (col - 1))
        len = n - (col - 1);
    unsigned to = put_expanded(&skipped, text + col - 1, len, from);
    strbuf_free(&skipped);
    strbuf_puts(out, "      | ");
    for (unsigned i = 0; i < from; i++)
        strbuf_putc(out, ' ');
    strbuf_puts(out, GREEN);
    strbuf_putc(out, '^');
    while (++from < to)
        strbuf_putc(out, '~');
    strbuf_printf(out, "%s\n", PLAIN);
}

static void put_head(StrBuf *out, Pos pos, const char *tone, const char *kind) {
    if (!pos || pos >= unit_tokens.n) {
        strbuf_printf(out, "%sacc:%s ", BOLD, PLAIN);
    } else {
        strbuf_printf(out, "%s%s:%u:", BOLD, source_shown_name(pos),
                      source_shown_line(pos));
        if (unit_tokens.at[pos].col)
            strbuf_printf(out, "%u:", unit_tokens.at[pos].col);
        strbuf_printf(out, "%s ", PLAIN);
    }
    strbuf_printf(out, "%s%s:%s ", tone, kind, PLAIN);
}

static void put_formatted(StrBuf *out, const char *fmt, va_list args) {
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, fmt, again);
    va_end(again);
    char *s = xrealloc(NULL, (size_t)n + 1);
    vsnprintf(s, (size_t)n + 1, fmt, args);
    strbuf_put(out, s, (size_t)n);
    xrealloc(s, 0);
}

static void put_place(StrBuf *out, Pos pos) {
    if (!pos || pos >= unit_tokens.n)
        return;
    const Token *t = &unit_tokens.at[pos];
    DiagMacro m = {0};
    if (t->flags & TF_MACRO && diag_macro)
        m = diag_macro(pos);
    put_snippet(out, t->file, t->line, t->col, m.name ? m.len : t->str->len);
    if (m.name) {
        strbuf_puts(out, BOLD);
        if (m.line)
            strbuf_printf(out, "%s:%u:%u:", unit_files.at[m.file].name, m.line,
                          m.col);
        else
            strbuf_printf(out, "%s:%u:", source_shown_name(pos),
                          source_shown_line(pos));
        strbuf_printf(out, "%s %snote:%s in expansion of macro '%.*s'\n", PLAIN,
                      CYAN, PLAIN, (int)m.len, m.name);
        if (m.line)
            put_snippet(out, m.file, m.line, m.col, m.len);
    }
}

static bool note_belongs; /* was the message that a note follows shown? */

static void show(Pos pos, const char *tone, const char *kind, const char *name,
                 const char *fmt, va_list args) {
    static StrBuf last;
    StrBuf out = {0};
    bool is_note = strcmp(kind, "note") == 0;
    put_head(&out, pos, tone, kind);
    strbuf_puts(&out, BOLD);
    put_formatted(&out, fmt, args);
    strbuf_puts(&out, PLAIN);
    if (name)
        strbuf_printf(&out, " [%s-W%s%s%s]", tone,
                      strcmp(kind, "error") == 0 ? "error=" : "", name, PLAIN);
    strbuf_putc(&out, '\n');
    put_place(&out, pos);
    bool again = !is_note && last.s && strcmp(last.s, out.s) == 0;
    if (!is_note) {
        strbuf_clear(&last);
        strbuf_puts(&last, out.s);
        note_belongs = !again;
    }
    any_place |= pos != 0;
    if (!again) {
        fputs(out.s, stderr);
        if (strcmp(kind, "error") == 0)
            diag_errors++;
        else if (!is_note)
            diag_warnings++;
    }
    strbuf_free(&out);
}

/* Called before a message that needs room for one more error. */
static void check_limit(void) {
    if (diag_max_errors && diag_errors >= diag_max_errors) {
        diag_summary();
        fprintf(stderr, "acc: stopped after %u error%s (-fmax-errors)\n",
                diag_max_errors, diag_max_errors == 1 ? "" : "s");
        exit(1);
    }
}

void diag_error(Pos pos, const char *fmt, ...) {
    check_limit();
    va_list args;
    va_start(args, fmt);
    show(pos, RED, "error", NULL, fmt, args);
    va_end(args);
}

void diag_note(Pos pos, const char *fmt, ...) {
    if (!note_belongs)
        return;
    va_list args;
    va_start(args, fmt);
    show(pos, CYAN, "note", NULL, fmt, args);
    va_end(args);
}

bool diag_warning(Pos pos, const char *name, const char *fmt, ...) {
    struct Warning *w = find_warning(name, strlen(name));
    if (!w)
        bug("no warning is called '%s'", name);
    Level level = level_of(w);
    bool in_system =
        pos < unit_tokens.n && pos && unit_tokens.at[pos].flags & TF_SYSTEM;
    if (level == IGNORED || (level == WARNING && (diag_quiet || in_system))) {
        note_belongs = false;
        return false;
    }
    if (level == ERROR)
        check_limit();
    va_list args;
    va_start(args, fmt);
    show(pos, level == ERROR ? RED : MAGENTA,
         level == ERROR ? "error" : "warning", name, fmt, args);
    va_end(args);
    return true;
}

void diag_plain(const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    show(0, RED, "error", NULL, fmt, args);
    va_end(args);
}

static void put_count(unsigned n, const char *what) {
    fprintf(stderr, "%u %s%s", n, what, n == 1 ? "" : "s");
}

void diag_summary(void) {
    if (!any_place || (!diag_errors && !diag_warnings))
        return;
    fputs("acc: ", stderr);
    if (diag_errors)
        put_count(diag_errors, "error");
    if (diag_errors && diag_warnings)
        fputs(", ", stderr);
    if (diag_warnings)
        put_count(diag_warnings, "warning");
    fputc('\n', stderr);
}

void diag_bug(const char *file, int line, const char *fmt, ...) {
    fprintf(stderr, "acc: internal error in pass '%s' (%s:%d): ", diag_pass,
            file, line);
    va_list args;
    va_start(args, fmt);
    vfprintf(stderr, fmt, args);
    va_end(args);
    fputs("\nacc: this is a mistake in acc, not in your program; "
          "please report it with the input\n", stderr);
    abort();
}
