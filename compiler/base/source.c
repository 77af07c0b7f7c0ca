/*
 * The token stream of the unit, its files, and the places that `#line` of the
 * user's gives to physical lines.
 */
#include "base/source.h"

#include <stdio.h>
#include <string.h>

TokenVec unit_tokens;
FileVec unit_files;
MarkerVec unit_markers;
DirectiveVec unit_directives;

/* A `#line`: from physical line `at + 1` on, lines count from `line`. */
typedef struct Shift {
    unsigned file, at, line;
    const char *name;
} Shift;

static Vec(Shift) shifts; /* ascending; only the main file has some */

unsigned source_file(const char *name) {
    name = intern_z(name)->s;
    for (size_t i = unit_files.n; i-- > 0;)
        if (unit_files.at[i].name == name)
            return (unsigned)i;
    SourceFile f = {.name = name};
    vec_push(&unit_files, f);
    return (unsigned)unit_files.n - 1;
}

static void read_text(SourceFile *f) {
    FILE *in = f->name[0] == '<' ? NULL : fopen(f->name, "rb");
    if (!in) {
        f->unreadable = true;
        return;
    }
    Vec(char) text = {0};
    size_t got;
    do {
        vec_reserve(&text, text.n + 65536);
        got = fread(text.at + text.n, 1, 65536 - 1, in);
        text.n += got;
    } while (got);
    f->unreadable = ferror(in) != 0;
    fclose(in);
    text.at[text.n] = '\0';
    f->text = text.at;
    f->size = text.n;
}

const char *source_line(unsigned file, unsigned line, size_t *len) {
    *len = 0;
    if (file >= unit_files.n || !line)
        return NULL;
    SourceFile *f = &unit_files.at[file];
    if (!f->text && !f->unreadable)
        read_text(f);
    if (!f->text)
        return NULL;
    const char *s = f->text, *end = f->text + f->size;
    while (--line) {
        const char *newline = memchr(s, '\n', (size_t)(end - s));
        if (!newline)
            return NULL;
        s = newline + 1;
    }
    const char *newline = memchr(s, '\n', (size_t)(end - s));
    *len = (size_t)((newline ? newline : end) - s);
    if (*len && s[*len - 1] == '\r')
        --*len;
    return s;
}

unsigned source_shown(unsigned file, unsigned line, const char **name) {
    size_t low = 0, high = shifts.n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (shifts.at[middle].at < line)
            low = middle + 1;
        else
            high = middle;
    }
    *name = unit_files.at[file].name;
    if (!low || shifts.at[0].file != file)
        return line;
    const Shift *s = &shifts.at[low - 1];
    *name = s->name;
    return s->line + (line - s->at - 1);
}

const char *source_shown_name(Pos pos) {
    const char *name = "";
    if (pos < unit_tokens.n)
        source_shown(unit_tokens.at[pos].file, unit_tokens.at[pos].line, &name);
    return name;
}

unsigned source_shown_line(Pos pos) {
    const char *name;
    if (pos >= unit_tokens.n)
        return 0;
    return source_shown(unit_tokens.at[pos].file, unit_tokens.at[pos].line,
                        &name);
}

/* ---- names in the output ---- */

typedef struct Prefix {
    const char *from, *to;
    size_t n;
} Prefix;

static Vec(Prefix) prefixes;

void source_map_prefix(const char *from, size_t n, const char *to) {
    Prefix p = {from, to, n};
    vec_push(&prefixes, p);
}

const char *source_mapped(const char *name) {
    for (size_t i = prefixes.n; i-- > 0;) {
        const Prefix *p = &prefixes.at[i];
        if (strncmp(name, p->from, p->n) != 0)
            continue;
        StrBuf s = {0};
        strbuf_printf(&s, "%s%s", p->to, name + p->n);
        name = intern(s.s, s.n)->s;
        strbuf_free(&s);
        break;
    }
    return name;
}

void source_put_name(StrBuf *out, const char *name) {
    static const char *last; /* names are interned; most lines have one file */
    static StrBuf text;
    if (name != last) {
        last = name;
        strbuf_clear(&text);
        for (name = source_mapped(name); *name; name++) {
            if (*name == '"' || *name == '\\')
                strbuf_putc(&text, '\\');
            strbuf_putc(&text, *name);
        }
    }
    strbuf_put(out, text.s, text.n);
}

void source_set_line(unsigned file, unsigned at, unsigned line,
                     const char *name) {
    const char *before;
    source_shown(file, at, &before);
    Shift s = {file, at, line, name ? intern_z(name)->s : before};
    vec_push(&shifts, s);
}
