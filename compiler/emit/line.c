/*
 * #line directives: keeps track of the line that the next output line is
 * taken for, and prints a directive where that is not the wanted one. A gap of
 * a few lines is bridged by empty ones, which reads better.
 *
 * The number of an output line is known only in the end, so a directive that
 * names the output file is a line of bytes MARK, as long as it may become, until
 * line_finish.
 */
#include "emit/line.h"

#include <limits.h>
#include <string.h>

enum { MARK = '\1', BRIDGE = 3 };

bool line_enabled = true;

/* The output line that begins at or before offset `from` counts as `line` of
 * `name`; a null name: it is not known, or made up. */
static struct {
    size_t from;
    const char *name;
    unsigned line;
    bool generated;
    size_t joined; /* where a line was last continued: not behind a directive */
} state;

static const char *own_name;
static StrBuf place; /* where a directive that names it will be */

void line_forget(void) {
    state.name = NULL;
    state.generated = false;
}

static bool at_line_start(const StrBuf *out) {
    return !out->n || out->s[out->n - 1] == '\n';
}

/* Counts the newlines since the last look. */
static void catch_up(const StrBuf *out) {
    const char *s = out->s + state.from, *end = out->s + out->n;
    while (s < end && (s = memchr(s, '\n', (size_t)(end - s))) != NULL) {
        s++;
        state.line++;
    }
    state.from = out->n;
}

static void put_line(StrBuf *out, unsigned line, const char *name) {
    strbuf_printf(out, "#line %u \"", line);
    source_put_name(out, name);
    strbuf_puts(out, "\"\n");
}

static void sync(StrBuf *out, const char *name, unsigned line) {
    if (!line_enabled)
        return;
    if (state.name)
        catch_up(out);
    if (state.name == name && state.line == line)
        return;
    if (!at_line_start(out)) {
        strbuf_putc(out, '\n');
        state.line++;
    }
    state.from = out->n;
    if (state.name == name && line >= state.line
        && line - state.line <= BRIDGE) {
        for (; state.line < line; state.line++)
            strbuf_putc(out, '\n');
    } else {
        put_line(out, line, name);
    }
    state.from = out->n;
    state.name = name;
    state.line = line;
    state.generated = false;
}

void line_sync(StrBuf *out, Pos pos) {
    if (pos && pos < unit_tokens.n && source_shown_line(pos))
        sync(out, source_shown_name(pos), source_shown_line(pos));
}

/* Is the last line a directive, to which nothing may be added? */
static bool is_behind_directive(const StrBuf *out) {
    size_t n = out->n - 1;
    for (; n && out->s[n - 1] != '\n'; n--)
        if (n == state.joined)
            return false;
    return out->s[n] == '#';
}

bool line_join(StrBuf *out, Pos pos) {
    if (!line_enabled || !state.name || !at_line_start(out) || !out->n)
        return false;
    catch_up(out);
    if (state.line != source_shown_line(pos) + 1
        || state.name != source_shown_name(pos) || is_behind_directive(out))
        return false;
    out->s[out->n - 1] = ' ';
    state.joined = out->n;
    state.line--;
    return true;
}

void line_sync_at(StrBuf *out, unsigned file, unsigned line) {
    const char *name;
    line = source_shown(file, line, &name);
    sync(out, name, line);
}

void line_set_output(const char *output_name) {
    own_name = output_name;
    line_forget();
    strbuf_clear(&place);
    put_line(&place, UINT_MAX, output_name);
    memset(place.s, MARK, place.n - 1);
}

void line_generated(StrBuf *out) {
    if (!line_enabled || state.generated)
        return;
    if (!at_line_start(out))
        strbuf_putc(out, '\n');
    strbuf_put(out, place.s, place.n);
    state.name = NULL;
    state.generated = true;
}

void line_insert(StrBuf *out, size_t at, const StrBuf *text) {
    StrBuf rest = {0};
    strbuf_put(&rest, out->s + at, out->n - at);
    size_t begin = at;
    out->n = at;
    strbuf_put(out, text->s, text->n);
    strbuf_put(out, rest.s, rest.n);
    if (state.name && state.from >= begin)
        state.from += text->n;
    strbuf_free(&rest);
}

void line_finish(StrBuf *out) {
    if (!out->n || !memchr(out->s, MARK, out->n))
        return;
    const char *s = out->s, *end = out->s + out->n;
    char *to = out->s;
    unsigned line = 1;
    while (s < end) {
        const char *mark = memchr(s, MARK, (size_t)(end - s));
        const char *stop = mark ? mark : end;
        for (const char *p = s;
             p < stop && (p = memchr(p, '\n', (size_t)(stop - p))) != NULL; p++)
            line++;
        bool starts = stop == out->s || stop[-1] == '\n';
        memmove(to, s, (size_t)(stop - s));
        to += stop - s;
        if (!mark)
            break;
        if (starts && (size_t)(end - mark) >= place.n
            && memcmp(mark, place.s, place.n) == 0) {
            s = mark + place.n;
            if (strncmp(s, "#line", 5) == 0)
                continue; /* nothing stands between */
            StrBuf directive = {0};
            put_line(&directive, ++line, own_name);
            memcpy(to, directive.s, directive.n);
            to += directive.n;
            strbuf_free(&directive);
        } else {
            *to++ = MARK; /* a byte of the user's */
            s = mark + 1;
        }
    }
    out->n = (size_t)(to - out->s);
    *to = '\0';
}
