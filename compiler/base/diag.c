/*
 * Diagnostics: makes messages of positions and texts, counts them, and knows
 * the names of the warnings. snippet.c and sarif.c show them.
 */
#define _GNU_SOURCE /* memmem */
#include "base/message.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/spell.h"

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
    {"incompatible-pointer-types", WARNING, true, 0, 0},
    {"int-conversion", WARNING, true, 0, 0},
    {"large-frame", WARNING, true, 0, 0},
    {"lock-across-await", WARNING, true, 0, 0},
    {"missing-return", WARNING, true, 0, 0},
    {"swallowed-cancel", WARNING, true, 0, 0},
    {"uninitialized", WARNING, true, 0, 0},
    {"unjoined-task", WARNING, true, 0, 0},
};
enum { WARNINGS = sizeof warnings / sizeof warnings[0] };

static bool all_on, all_strict;

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

const char *diag_warning_name(unsigned i, bool *is_error) {
    *is_error = i < WARNINGS && warnings[i].usual == ERROR;
    return i < WARNINGS ? warnings[i].name : NULL;
}

const char *diag_nearest_option(const char *w) {
    Speller s = spell_begin(w, strcspn(w, "="));
    for (int i = 0; i < WARNINGS; i++)
        spell_try(&s, warnings[i].name, strlen(warnings[i].name));
    return s.best;
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
    snippet_set_color(on);
}

/* ---- places ---- */

/* What the next message is said to be about, apart from its place. */
static struct {
    Pos at, first, end;
    Fix fix[MAX_FIXES];
    unsigned fixes;
} next;

void diag_forget(void) {
    for (unsigned i = 0; i < next.fixes; i++)
        free(next.fix[i].text);
    memset(&next, 0, sizeof next);
}

Pos diag_span(Pos at, Pos first, Pos end) {
    next.at = at;
    next.first = first;
    next.end = end;
    return at;
}

static bool is_place(Pos pos) {
    return pos && pos < unit_tokens.n;
}

static Place place_of(Pos pos) {
    const Token *t = &unit_tokens.at[pos];
    return (Place){t->file, t->line, t->col};
}

/* The end of a macro invocation that begins at `at` and whose name has len
 * bytes: behind its arguments, if they end on this line. */
static unsigned invocation_end(Place at, size_t len) {
    size_t n;
    const char *s = source_line(at.file, at.line, &n);
    unsigned end = at.col + (unsigned)len;
    size_t i = end - 1;
    while (s && i < n && (s[i] == ' ' || s[i] == '\t'))
        i++;
    if (!s || i >= n || s[i] != '(')
        return end;
    for (unsigned depth = 0; i < n; i++)
        if (s[i] == '(')
            depth++;
        else if (s[i] == ')' && --depth == 0)
            return (unsigned)i + 2;
    return end;
}

static DiagMacro macro_behind(Pos pos) {
    if (is_place(pos) && unit_tokens.at[pos].flags & TF_MACRO && diag_macro)
        return diag_macro(pos);
    return (DiagMacro){0};
}

/* Behind the token, or behind the invocation that it came out of. */
static Place end_of(Pos pos) {
    Place p = place_of(pos);
    DiagMacro m = macro_behind(pos);
    if (p.col)
        p.col = m.name ? invocation_end(p, m.len)
                       : p.col + unit_tokens.at[pos].str->len;
    return p;
}

static void set_place(Message *m, Pos pos) {
    m->caret = place_of(pos);
    m->macro = macro_behind(pos);
    m->range = (Range){m->caret, m->caret};
    if (m->caret.col)
        m->range.to.col += m->macro.name ? (unsigned)m->macro.len
                                         : unit_tokens.at[pos].str->len;
    if (next.at != pos || !is_place(next.first) || next.end <= next.first
        || next.end > unit_tokens.n)
        return;
    Place from = place_of(next.first), to = end_of(next.end - 1);
    if (from.file == m->caret.file && from.col
        && (from.line < m->caret.line
            || (from.line == m->caret.line && from.col <= m->caret.col)))
        m->range.from = from;
    if (to.file == m->caret.file && to.col
        && (to.line > m->range.to.line
            || (to.line == m->range.to.line && to.col > m->range.to.col)))
        m->range.to = to;
}

/* ---- what would repair it ---- */

static char *formatted(const char *fmt, va_list args) {
    va_list again;
    va_copy(again, args);
    int n = vsnprintf(NULL, 0, fmt, again);
    va_end(again);
    char *s = xrealloc(NULL, (size_t)n + 1);
    vsnprintf(s, (size_t)n + 1, fmt, args);
    return s;
}

static char *copied(const char *s, size_t n) {
    char *copy = xrealloc(NULL, n + 1);
    memcpy(copy, s, n);
    copy[n] = '\0';
    return copy;
}

/* Takes over the text. */
static void add_fix(Place from, Place to, char *text) {
    if (next.fixes == MAX_FIXES || !from.col || !to.col
        || from.file != to.file || from.line != to.line) {
        xrealloc(text, 0);
        return;
    }
    next.fix[next.fixes++] = (Fix){{from, to}, text};
}

/* The user wrote the token there, and not in a system header. */
static bool is_written(Pos pos) {
    return is_place(pos)
           && !(unit_tokens.at[pos].flags & (TF_MACRO | TF_SYSTEM));
}

#define WITH_ARGUMENTS(call)   \
    do {                       \
        va_list args;          \
        va_start(args, fmt);   \
        call;                  \
        va_end(args);          \
    } while (0)

void diag_replace(Pos first, Pos end, const char *fmt, ...) {
    if (is_written(first) && is_written(end - 1))
        WITH_ARGUMENTS(add_fix(place_of(first), end_of(end - 1), formatted(fmt, args)));
}

void diag_remove(Pos token) {
    if (!is_written(token))
        return;
    Place from = place_of(token), to = end_of(token);
    size_t n;
    const char *s = source_line(to.file, to.line, &n);
    while (s && to.col && to.col <= n && s[to.col - 1] == ' ')
        to.col++;
    add_fix(from, to, copied("", 0));
}

void diag_insert(Pos before, const char *fmt, ...) {
    if (is_written(before))
        WITH_ARGUMENTS(add_fix(place_of(before), place_of(before), formatted(fmt, args)));
}

void diag_append(Pos after, const char *fmt, ...) {
    if (is_written(after))
        WITH_ARGUMENTS(add_fix(end_of(after), end_of(after), formatted(fmt, args)));
}

void diag_insert_line(unsigned file, unsigned line, const char *fmt, ...) {
    Place at = {file, line, 1};
    WITH_ARGUMENTS(add_fix(at, at, formatted(fmt, args)));
}

/* ---- messages ---- */

static bool note_belongs; /* was the message that a note follows shown? */

/* Prints the message, or keeps it; false: it was the same as the last. */
static bool deliver(const Message *m) {
    static StrBuf last;
    StrBuf out = {0};
    bool is_note = m->severity == SEVERITY_NOTE;
    snippet_put(&out, m);
    bool again = !is_note && last.s && strcmp(last.s, out.s) == 0;
    if (!is_note) {
        strbuf_clear(&last);
        strbuf_puts(&last, out.s);
        note_belongs = !again;
    }
    if (!again && diag_json)
        sarif_add(m);
    else if (!again)
        fputs(out.s, stderr);
    strbuf_free(&out);
    return !again;
}

static void show(Pos pos, Severity severity, const char *name, const char *fmt,
                 va_list args) {
    Message m = {.severity = severity, .warning = name,
                 .text = formatted(fmt, args)};
    if (is_place(pos))
        set_place(&m, pos);
    memcpy(m.fix, next.fix, sizeof m.fix);
    m.fixes = next.fixes;
    any_place |= pos != 0;
    if (deliver(&m)) {
        diag_errors += severity == SEVERITY_ERROR;
        diag_warnings += severity == SEVERITY_WARNING;
    }
    xrealloc(m.text, 0);
    diag_forget();
}

/* Called before a message that needs room for one more error. */
static void check_limit(void) {
    if (diag_max_errors && diag_errors >= diag_max_errors) {
        diag_summary();
        if (!diag_json)
            fprintf(stderr, "acc: stopped after %u error%s (-fmax-errors)\n",
                    diag_max_errors, diag_max_errors == 1 ? "" : "s");
        exit(1);
    }
}

void diag_error(Pos pos, const char *fmt, ...) {
    check_limit();
    WITH_ARGUMENTS(show(pos, SEVERITY_ERROR, NULL, fmt, args));
}

void diag_note(Pos pos, const char *fmt, ...) {
    if (note_belongs)
        WITH_ARGUMENTS(show(pos, SEVERITY_NOTE, NULL, fmt, args));
    diag_forget();
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
        diag_forget();
        return false;
    }
    if (level == ERROR)
        check_limit();
    WITH_ARGUMENTS(show(pos, level == ERROR ? SEVERITY_ERROR : SEVERITY_WARNING,
                        w->name, fmt, args));
    return true;
}

void diag_plain(const char *fmt, ...) {
    diag_forget();
    WITH_ARGUMENTS(show(0, SEVERITY_ERROR, NULL, fmt, args));
}

static void put_count(unsigned n, const char *what) {
    fprintf(stderr, "%u %s%s", n, what, n == 1 ? "" : "s");
}

void diag_summary(void) {
    if (diag_json || !any_place || (!diag_errors && !diag_warnings))
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

/* ---- the document ---- */

bool diag_json;

void diag_set_json(void) {
    if (!diag_json)
        atexit(sarif_write);
    diag_json = true;
}

/* `NAME:LINE[:COL]: KIND: text`, or a KIND without a place. */
static bool read_foreign(const char *s, size_t n, Message *m) {
    static const struct { const char *word; Severity severity; } kinds[] = {
        {"error: ", SEVERITY_ERROR}, {"warning: ", SEVERITY_WARNING},
        {"note: ", SEVERITY_NOTE}};
    for (size_t k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        const char *at = memmem(s, n, kinds[k].word, strlen(kinds[k].word));
        if (!at)
            continue;
        const char *place = s;
        unsigned line = 0, col = 0;
        while (place < at && !(place[0] == ':' && place[1] >= '0'
                               && place[1] <= '9'))
            place++;
        m->severity = kinds[k].severity;
        if (place == at || sscanf(place, ":%u:%u:", &line, &col) < 1) {
            m->text = copied(s, n);
            return true;
        }
        char *name = copied(s, (size_t)(place - s));
        m->caret = (Place){source_file(name), line, col};
        m->range = (Range){m->caret, m->caret};
        m->range.to.col += col != 0;
        xrealloc(name, 0);
        at += strlen(kinds[k].word);
        m->text = copied(at, (size_t)(s + n - at));
        return true;
    }
    return false;
}

void diag_foreign(const char *text) {
    while (*text) {
        size_t n = strcspn(text, "\n");
        Message m = {0};
        if (read_foreign(text, n, &m)) {
            if (deliver(&m))
                diag_warnings += m.severity == SEVERITY_WARNING;
            xrealloc(m.text, 0);
        }
        text += n + (text[n] == '\n');
    }
}

void diag_bug(const char *file, int line, const char *fmt, ...) {
    char *text;
    WITH_ARGUMENTS(text = formatted(fmt, args));
    StrBuf s = {0};
    strbuf_printf(&s, "internal error in pass '%s' (%s:%d): %s", diag_pass,
                  file, line, text);
    if (diag_json) {
        sarif_bug(s.s);
        sarif_write();
    } else {
        fprintf(stderr, "acc: %s\nacc: this is a mistake in acc, not in your "
                        "program; please report it with the input\n", s.s);
    }
    abort();
}
