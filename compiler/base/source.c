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
    const char *name; /* or null: unchanged */
} Shift;

static Vec(Shift) shifts; /* of each file ascending */

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

static const Token *token_at(Pos pos) {
    return pos < unit_tokens.n ? &unit_tokens.at[pos] : NULL;
}

static const Shift *shift_of(const Token *t) {
    const Shift *found = NULL;
    for (size_t i = 0; i < shifts.n; i++)
        if (shifts.at[i].file == t->file && shifts.at[i].at < t->line)
            found = &shifts.at[i];
    return found;
}

const char *source_shown_name(Pos pos) {
    const Token *t = token_at(pos);
    if (!t || t->file >= unit_files.n)
        return "";
    const char *name = unit_files.at[t->file].name;
    for (size_t i = 0; i < shifts.n; i++)
        if (shifts.at[i].file == t->file && shifts.at[i].at < t->line
            && shifts.at[i].name)
            name = shifts.at[i].name;
    return name;
}

unsigned source_shown_line(Pos pos) {
    const Token *t = token_at(pos);
    if (!t)
        return 0;
    const Shift *s = shift_of(t);
    return s ? s->line + (t->line - s->at - 1) : t->line;
}

void source_set_line(unsigned file, unsigned at, unsigned line,
                     const char *name) {
    Shift s = {file, at, line, name ? intern_z(name)->s : NULL};
    vec_push(&shifts, s);
}
