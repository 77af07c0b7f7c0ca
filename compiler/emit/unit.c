/*
 * Unit: the output file, made of the original text. Last pass.
 *
 * Needs:  the lowered tree; the alignment of tokens with the original text.
 * Leaves: C text. All that is not dialect is copied byte for byte; external
 *         declarations with dialect in them are printed anew in their place.
 *
 *     #ifdef FAST                =>    [comment naming the condition]
 *     async int f(void) { ... }  =>    what emit_external prints
 *     #else                      =>    [comment, the other branch is left out]
 *
 * For each file (the main file, and a header that holds dialect, at its
 * #include) a list of edits is made: parts of the text and what comes in their
 * stead. A declaration that does not begin and end at known places of the text
 * takes its neighbours with it, so edits begin and end between external
 * declarations, outside of macro invocations. Directives inside of an edit
 * keep their effect: they are printed before or behind the declaration.
 */
#include "emit/unit.h"

#include <ctype.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/bitset.h"
#include "base/diag.h"
#include "emit/cprint.h"
#include "emit/exported.h"
#include "emit/line.h"
#include "front/align.h"
#include "lower/lower.h"

/* An external declaration in the text of one file. */
typedef struct External {
    Node *node;
    unsigned begin, end;        /* its bytes */
    bool begin_known, end_known;
    bool printed;               /* anew, not copied */
    bool nested;                /* lies in a header that is included here */
} External;
typedef Vec(External) ExternalVec;

typedef enum EditKind {
    EDIT_PRINT,    /* externals [first, last) */
    EDIT_COMMENT,  /* text */
    EDIT_HEADER,   /* inclusion `first` */
    EDIT_TEXT      /* text, on the same line */
} EditKind;

typedef struct Edit {
    EditKind kind;
    unsigned begin, end;
    size_t first, last;
    char *text;
} Edit;

typedef struct File {
    const Inclusion *inc;
    unsigned index;             /* in unit_inclusions */
    ExternalVec externals;
    Vec(Edit) edits;
    bool *resolved;             /* by directive: the group it begins */
} File;

EmitOptions emit_options;

static Arena arena;
static Node *unit_node;
static const char *output_folder; /* with its slash, or "" */
static bool *replaced;            /* by inclusion: its text comes in place */
static bool abi_included;
static Bitset counted;            /* by external: uses __COUNTER__ */

/* ---- which headers are replaced ---- */

/* The place counts, not the token: ACC_ASYNC, of a system header, may be its
 * beginning. */
static bool is_dialect(const Node *n) {
    return (n->flags & NF_DIALECT) && n->first < n->end
           && !unit_inclusions.at[align_inclusion(n->first)].system;
}

/* The innermost inclusion that holds all of the node. */
static unsigned inclusion_of(const Node *n) {
    unsigned i = align_inclusion(n->first);
    while (i && unit_inclusions.at[i].end < n->end)
        i = unit_inclusions.at[i].parent;
    return i;
}

static bool find_replaced(void) {
    bool any = false;
    replaced = arena_alloc(&arena, unit_inclusions.n);
    for (unsigned i = 0; i < unit_node->n; i++) {
        if (!is_dialect(unit_node->kid[i]))
            continue;
        any = true;
        for (unsigned k = inclusion_of(unit_node->kid[i]); k;
             k = unit_inclusions.at[k].parent)
            replaced[k] = !unit_inclusions.at[k].system;
    }
    return any;
}

/* With __COUNTER__ in the unit every use is printed as the number it had. */
static void mark_counters(void) {
    unsigned i = 0;
    for (size_t k = 0; k < unit_invocations.n; k++) {
        const Invocation *v = &unit_invocations.at[k];
        if (!v->counts)
            continue;
        while (i < unit_node->n && unit_node->kid[i]->end <= v->first)
            i++;
        if (i < unit_node->n)
            bitset_add(&counted, i);
    }
}

/* ---- places of externals in the text ---- */

/* The directive of file `index` through which the token came in. */
static const RawDirective *way_in(unsigned index, Pos pos) {
    unsigned i = align_inclusion(pos);
    while (i && unit_inclusions.at[i].parent != index)
        i = unit_inclusions.at[i].parent;
    const Inclusion *inc = &unit_inclusions.at[index];
    return i ? &inc->raw.directives.at[unit_inclusions.at[i].directive] : NULL;
}

static bool begin_of(unsigned index, Pos pos, unsigned *begin) {
    const Token *t = &unit_tokens.at[pos];
    if (align_inclusion(pos) != index) {
        const RawDirective *d = way_in(index, pos);
        *begin = d ? d->begin : 0;
        return d != NULL;
    }
    *begin = t->raw ? t->raw - 1 : 0;
    return t->raw != 0;
}

static bool end_of(unsigned index, Pos pos, unsigned *end) {
    const Token *t = &unit_tokens.at[pos];
    if (align_inclusion(pos) != index) {
        const RawDirective *d = way_in(index, pos);
        *end = d ? d->end : 0;
        return d != NULL;
    }
    if (!t->raw)
        return false;
    const Invocation *v = t->flags & TF_MACRO ? align_invocation(pos) : NULL;
    *end = v ? v->finish : t->raw - 1 + t->str->len;
    return true;
}

/* The first external that begins at or after the token. */
static unsigned external_from(Pos pos) {
    unsigned low = 0, high = unit_node->n;
    while (low < high) {
        unsigned middle = (low + high) / 2;
        if (unit_node->kid[middle]->first < pos)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* A #pragma line is a directive of the text; it is copied with it. */
static bool is_directive_line(const Node *n) {
    const Token *t = &unit_tokens.at[n->first];
    return t->flags & TF_PRAGMA && !(t->flags & TF_MACRO);
}

/* Is an async function declared in it whose wrapper a header declares too? */
static bool declares_wrapper(const Node *n) {
    if (!emit_options.header || n->kind != ND_DECLARATION)
        return false;
    for (unsigned i = 1; i < n->n; i++)
        if (n->kid[i]->kind == ND_DECLARED
            && exported_has_wrapper(n->kid[i]->sym))
            return true;
    return false;
}

static void collect(File *f) {
    const Inclusion *inc = f->inc;
    for (unsigned i = external_from(inc->first); i < unit_node->n; i++) {
        Node *n = unit_node->kid[i];
        if (n->first >= inc->end)
            break;
        if (n->first >= n->end || is_directive_line(n))
            continue;
        unsigned home = inclusion_of(n);
        External e = {.node = n, .nested = home != f->index};
        e.printed = !e.nested && (is_dialect(n) || bitset_has(&counted, i)
                                  || declares_wrapper(n));
        if (e.nested) {
            /* all that a header holds is one place of the text */
            while (home && unit_inclusions.at[home].parent != f->index)
                home = unit_inclusions.at[home].parent;
            if (!home) /* begins before the header that holds the rest */
                continue;
            unsigned next = external_from(unit_inclusions.at[home].end);
            if (next > i + 1)
                i = next - 1;
        }
        e.begin_known = begin_of(f->index, n->first, &e.begin);
        e.end_known = end_of(f->index, n->end - 1, &e.end);
        vec_push(&f->externals, e);
    }
}

/* Gives a place to externals that are to be printed and have none: up to the
 * nearest known place on either side. */
static void find_places(File *f) {
    ExternalVec *x = &f->externals;
    for (size_t i = 0; i < x->n; i++) {
        External *e = &x->at[i];
        if (!e->begin_known)
            e->begin = i ? x->at[i - 1].end : 0;
        if (!e->end_known)
            e->end = e->begin;
    }
    for (size_t i = x->n; i-- > 0;) {
        External *e = &x->at[i];
        unsigned next = i + 1 < x->n ? x->at[i + 1].begin
                                     : (unsigned)f->inc->raw.size;
        if (!e->end_known)
            e->end = next > e->begin ? next : e->begin;
    }
}

/* ---- groups that cannot stay ---- */

static unsigned line_begin(const RawText *raw, unsigned at) {
    while (at && raw->text[at - 1] != '\n')
        at--;
    return at;
}

static unsigned line_end(const RawText *raw, unsigned at) { /* with newline */
    while (at < raw->size && raw->text[at] != '\n')
        at++;
    return at < raw->size ? at + 1 : at;
}

/* The first directive that begins at or behind the place. */
static unsigned directive_from(const RawText *raw, unsigned place) {
    unsigned low = 0, high = (unsigned)raw->directives.n;
    while (low < high) {
        unsigned middle = (low + high) / 2;
        if (raw->directives.at[middle].begin < place)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool is_group(const RawDirective *d) {
    return d->kind <= RAW_IFNDEF;
}

static unsigned group_end(const RawText *raw, unsigned d) {
    while (raw->directives.at[d].next)
        d = raw->directives.at[d].next;
    return d;
}

/* The first external that ends behind the place. */
static size_t external_at(const File *f, unsigned place) {
    size_t low = 0, high = f->externals.n;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (f->externals.at[middle].end <= place)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static bool holds_replaced(const File *f, unsigned first, unsigned last) {
    for (unsigned d = first; d < last; d++)
        if (f->inc->child[d] && replaced[f->inc->child[d]])
            return true;
    return false;
}

/* No token in the text? */
static bool is_blank(const char *text, size_t n) {
    RawText raw;
    raw_scan(&raw, text, n, false);
    bool blank = raw.tokens.n == 0;
    raw_free(&raw);
    return blank;
}

/* `#ifndef X`, `#define X`, and an `#endif` behind everything else. */
static bool is_guarded(const RawText *raw) {
    if (raw->directives.n < 3)
        return false;
    const RawDirective *d = raw->directives.at;
    const RawDirective *last = d + raw->directives.n - 1;
    if (d[0].kind > RAW_IFNDEF || d[1].kind != RAW_DEFINE || d[0].before
        || d[0].next != raw->directives.n - 1
        || !is_blank(raw->text + last->end, raw->size - last->end))
        return false;
    const char *name = raw->text + d[0].arguments;
    if (d[0].kind == RAW_IF) { /* !defined X, !defined(X) */
        name += *name == '!';
        name += strspn(name, " \t");
        if (strncmp(name, "defined", 7) != 0)
            return false;
        name += 7;
        name += strspn(name, " \t(");
    } else if (d[0].kind != RAW_IFNDEF) {
        return false;
    }
    const char *other = raw->text + d[1].arguments;
    size_t n = strcspn(name, " \t\r\n)/"), m = strcspn(other, " \t\r\n/");
    return n && n == m && memcmp(name, other, n) == 0;
}

/* A printed external in a group: the group is resolved. Any external that
 * holds a line of a resolved group is printed. Two externals of one macro
 * invocation are printed both or none. */
static void close_over(File *f) {
    const RawText *raw = &f->inc->raw;
    f->resolved = arena_alloc(&arena, raw->directives.n + 1);
    bool again = true;
    while (again) {
        again = false;
        for (unsigned d = 0; d < raw->directives.n; d++) {
            const RawDirective *open = &raw->directives.at[d];
            if (!is_group(open) || f->resolved[d]
                || f->inc->state[d] == DIRECTIVE_SKIPPED
                || (emit_options.header && d == 0 && is_guarded(raw)))
                continue;
            unsigned last = group_end(raw, d);
            unsigned end = raw->directives.at[last].end;
            bool resolve = holds_replaced(f, d, last);
            for (size_t i = external_at(f, open->begin);
                 !resolve && i < f->externals.n
                 && f->externals.at[i].begin < end;
                 i++)
                resolve = f->externals.at[i].printed;
            if (!resolve)
                continue;
            f->resolved[d] = again = true;
            for (unsigned k = d;; k = raw->directives.at[k].next) {
                unsigned at = raw->directives.at[k].begin;
                size_t i = external_at(f, at);
                if (i < f->externals.n && f->externals.at[i].begin < at
                    && !f->externals.at[i].nested)
                    f->externals.at[i].printed = true;
                if (k == last)
                    break;
            }
        }
        for (size_t i = 0; i + 1 < f->externals.n; i++) {
            External *a = &f->externals.at[i], *b = a + 1;
            if (a->end > b->begin && a->printed != b->printed && !a->nested
                && !b->nested)
                a->printed = b->printed = again = true;
        }
        for (size_t i = f->externals.n; i-- > 1;) {
            External *b = &f->externals.at[i], *a = b - 1;
            if (a->end > b->begin && a->printed != b->printed && !a->nested
                && !b->nested)
                a->printed = b->printed = again = true;
        }
    }
}

/* ---- the edits ---- */

static void add_edit(File *f, Edit e) {
    vec_push(&f->edits, e);
}

/* A directive on one line, for a comment; without the user's comments. */
static char *directive_text(const File *f, const RawDirective *d) {
    StrBuf clean = {0}, s = {0};
    raw_spelling(&f->inc->raw, d->begin, d->end, &clean);
    strbuf_put(&clean, "", 0);
    for (const char *p = clean.s; *p; p++) {
        if (p[0] == '/' && p[1] == '/')
            break;
        if (p[0] == '/' && p[1] == '*') {
            p = strstr(p + 2, "*/");
            if (!p)
                break;
            p++;
            continue;
        }
        bool blank = strchr(" \t\r\n", *p) != NULL;
        if (!blank || (s.n && s.s[s.n - 1] != ' '))
            strbuf_putc(&s, blank ? ' ' : *p);
    }
    while (s.n && s.s[s.n - 1] == ' ')
        s.n--;
    strbuf_put(&s, "", 0);
    char *text = arena_printf(&arena, "%s", s.s);
    strbuf_free(&clean);
    strbuf_free(&s);
    return text;
}

static void resolve_group(File *f, unsigned d) {
    const RawText *raw = &f->inc->raw;
    const char *opening = directive_text(f, &raw->directives.at[d]);
    for (unsigned k = d;; k = raw->directives.at[k].next) {
        const RawDirective *line = &raw->directives.at[k];
        Edit e = {EDIT_COMMENT, .begin = line_begin(raw, line->begin),
                  .end = line_end(raw, line->end)};
        if (!line->next) {
            e.text = arena_printf(&arena, "/* end of %s */", opening);
        } else if (f->inc->state[k] == DIRECTIVE_TAKEN) {
            e.text = arena_printf(&arena, "/* %s: taken */",
                                  directive_text(f, line));
        } else {
            e.text = arena_printf(&arena, "/* %s: left out */",
                                  directive_text(f, line));
            e.end = line_begin(raw, raw->directives.at[line->next].begin);
        }
        add_edit(f, e);
        if (!line->next)
            break;
    }
}

/* The folder part of a path with its slash, or "". */
static char *folder_of(const char *path) {
    const char *slash = strrchr(path, '/');
    return arena_printf(&arena, "%.*s", slash ? (int)(slash - path) + 1 : 0,
                        path);
}

/* The path without "./" and "name/.." parts. */
static char *normal_path(const char *path) {
    Vec(const char *) parts = {0};
    char *copy = arena_printf(&arena, "%s", path), *save = NULL;
    for (char *p = strtok_r(copy, "/", &save); p; p = strtok_r(NULL, "/", &save)) {
        if (strcmp(p, ".") == 0)
            continue;
        if (strcmp(p, "..") == 0 && parts.n
            && strcmp(parts.at[parts.n - 1], "..") != 0)
            parts.n--;
        else
            vec_push(&parts, p);
    }
    StrBuf s = {0};
    for (size_t i = 0; i < parts.n; i++)
        strbuf_printf(&s, "%s%s", i || path[0] == '/' ? "/" : "", parts.at[i]);
    char *normal = arena_printf(&arena, "%s", s.n ? s.s : "");
    strbuf_free(&s);
    vec_free(&parts);
    return normal;
}

static char *real_path(const char *path) {
    char *real = realpath(*path ? path : ".", NULL);
    char *copy = real ? arena_printf(&arena, "%s", real) : normal_path(path);
    free(real);
    return copy;
}

/* How the output names a file that lies at `path` from here. */
static char *path_from_output(const char *path) {
    char *folder = normal_path(output_folder), *target = normal_path(path);
    /* an absolute name that shall not be seen becomes a relative one */
    bool hidden = target[0] == '/' && source_mapped(target) != target;
    if ((target[0] == '/' || !*folder) && !hidden)
        return target;
    if (hidden || folder[0] == '/' || strncmp(folder, "..", 2) == 0) {
        folder = real_path(output_folder);
        target = real_path(path);
    }
    /* leave what they share, step back what the folder has more */
    size_t shared = 0, i = 0;
    while (folder[i] && folder[i] == target[i])
        if (folder[i++] == '/')
            shared = i;
    if (!folder[i] && target[i] == '/')
        return target + i + 1;
    StrBuf s = {0};
    for (const char *p = folder + shared; p; p = strchr(p, '/')) {
        strbuf_puts(&s, "../");
        p += *p == '/';
    }
    strbuf_puts(&s, target + shared);
    char *result = arena_printf(&arena, "%s", s.s);
    strbuf_free(&s);
    return result;
}

/* The name between the quotes or brackets of an #include; null: computed. */
static char *included_name(const File *f, const RawDirective *d) {
    const char *s = f->inc->raw.text + d->arguments;
    if (*s != '"' && *s != '<')
        return NULL;
    size_t n = strcspn(s + 1, *s == '"' ? "\"\n" : ">\n");
    return arena_printf(&arena, "%.*s", (int)n, s + 1);
}

/* Was the header replaced before? Then it must not come again. `path`: where
 * it is if it lies beside the file that includes it. */
static bool was_replaced(const char *name, const char *path) {
    size_t n = strlen(name);
    for (size_t i = 1; i < unit_inclusions.n; i++) {
        if (!replaced[i])
            continue;
        const char *file =
            normal_path(unit_files.at[unit_inclusions.at[i].file].name);
        size_t length = strlen(file);
        if (strcmp(file, path) == 0
            || (length >= n && strcmp(file + length - n, name) == 0
                && (length == n || file[length - n - 1] == '/')))
            return true;
    }
    return false;
}

static void edit_include(File *f, unsigned number) {
    const RawText *raw = &f->inc->raw;
    const RawDirective *d = &raw->directives.at[number];
    unsigned child = f->inc->child[number];
    bool active = f->inc->state[number] != DIRECTIVE_SKIPPED;
    char *name = included_name(f, d), *path = NULL;
    if (name)
        path = normal_path(arena_printf(
            &arena, "%s%s", folder_of(unit_files.at[f->inc->file].name), name));
    Edit e = {.begin = line_begin(raw, d->begin), .end = line_end(raw, d->end)};
    if (child && replaced[child]) {
        e.kind = EDIT_HEADER;
        e.first = child;
        e.text = directive_text(f, d);
        add_edit(f, e);
    } else if (active && !child && name && was_replaced(name, path)) {
        e.kind = EDIT_COMMENT;
        e.text = arena_printf(&arena, "/* %s: see above */",
                              directive_text(f, d));
        add_edit(f, e);
    } else if (name && raw->text[d->arguments] == '"' && name[0] != '/') {
        char *there = arena_printf(&arena, "%s%s", output_folder, name);
        if (strcmp(path, normal_path(there)) != 0 && access(path, R_OK) == 0) {
            e.kind = EDIT_TEXT;
            e.begin = d->arguments + 1;
            e.end = e.begin + (unsigned)strlen(name);
            e.text = path_from_output(path);
            add_edit(f, e);
        }
    }
}

static void edit_directives(File *f) {
    const RawText *raw = &f->inc->raw;
    for (unsigned d = 0; d < raw->directives.n; d++) {
        const RawDirective *line = &raw->directives.at[d];
        if (is_group(line) && f->resolved[d]) {
            resolve_group(f, d);
        } else if (line->kind == RAW_INCLUDE) {
            edit_include(f, d);
        } else if (line->kind == RAW_PRAGMA && f->index
                   && strncmp(raw->text + line->arguments, "once", 4) == 0) {
            Edit e = {EDIT_COMMENT, .begin = line_begin(raw, line->begin),
                      .end = line_end(raw, line->end),
                      .text = arena_printf(&arena, "/* #pragma once */")};
            add_edit(f, e);
        }
    }
}

static void edit_externals(File *f) {
    const ExternalVec *x = &f->externals;
    for (size_t i = 0; i < x->n; i++) {
        if (!x->at[i].printed)
            continue;
        Edit e = {EDIT_PRINT, .begin = x->at[i].begin, .end = x->at[i].end,
                  .first = i, .last = i + 1};
        while (e.last < x->n && x->at[e.last].begin < e.end
               && !x->at[e.last].nested) {
            if (x->at[e.last].end > e.end)
                e.end = x->at[e.last].end;
            e.last++;
        }
        add_edit(f, e);
        i = e.last - 1;
    }
}

static int by_begin(const void *a, const void *b) {
    const Edit *x = a, *y = b;
    if (x->begin != y->begin)
        return x->begin < y->begin ? -1 : 1;
    return x->end > y->end ? -1 : x->end < y->end;
}

/* ---- printing ---- */

/* Blanks that were copied in front of an edit on its line. */
static void drop_indent(StrBuf *out) {
    size_t n = out->n;
    while (n && (out->s[n - 1] == ' ' || out->s[n - 1] == '\t'))
        n--;
    if (!n || out->s[n - 1] == '\n') {
        out->n = n;
        strbuf_put(out, "", 0);
    }
}

static void start_line(StrBuf *out) {
    drop_indent(out);
    if (out->n && out->s[out->n - 1] != '\n')
        strbuf_putc(out, '\n');
}

/* Names in the printed text that are macros of the user's here would be
 * expanded once more: they are undefined around it. */
static void protect(StrBuf *out, size_t from, Pos pos) {
    RawText text;
    Vec(Str *) names = {0};
    if (!macro_may_be_in(out->s + from, out->n - from, pos))
        return;
    raw_scan(&text, out->s + from, out->n - from, false);
    for (size_t i = 0; i < text.tokens.n; i++) {
        const RawToken *t = &text.tokens.at[i];
        if (t->kind != RAW_IDENT)
            continue;
        Str *name = intern(text.text + t->begin, t->end - t->begin);
        const Macro *m = name->macro_history ? macro_at(name, pos) : NULL;
        if (!m || m->system)
            continue;
        if (m->function_like
            && (i + 1 >= text.tokens.n
                || text.text[text.tokens.at[i + 1].begin] != '('))
            continue;
        size_t k = 0;
        while (k < names.n && names.at[k] != name)
            k++;
        if (k == names.n)
            vec_push(&names, name);
    }
    raw_free(&text);
    if (!names.n)
        return;
    StrBuf before = {0};
    for (size_t i = 0; i < names.n; i++)
        strbuf_printf(&before, "#pragma push_macro(\"%s\")\n#undef %s\n",
                      names.at[i]->s, names.at[i]->s);
    line_insert(out, from, &before);
    start_line(out);
    for (size_t i = names.n; i-- > 0;)
        strbuf_printf(out, "#pragma pop_macro(\"%s\")\n", names.at[i]->s);
    strbuf_free(&before);
    vec_free(&names);
}

static void include_abi(StrBuf *out, Pos pos) {
    if (abi_included)
        return;
    abi_included = true;
    for (size_t i = 0; i < unit_markers.n; i++) {
        const char *name = unit_files.at[unit_markers.at[i].file].name;
        size_t n = strlen(name);
        if (unit_markers.at[i].before_token <= pos && n >= 9
            && strcmp(name + n - 9, "acc/abi.h") == 0)
            return;
    }
    line_generated(out);
    strbuf_puts(out, "#include <acc/abi.h>\n");
    line_forget();
}

/* The wrappers of the async functions that a header declares. */
static void put_wrapper_prototypes(StrBuf *out, const Node *n) {
    for (unsigned i = 1; i < n->n; i++)
        if (n->kid[i]->kind == ND_DECLARED
            && exported_has_wrapper(n->kid[i]->sym)) {
            line_generated(out);
            exported_wrapper_prototype(out, n->kid[i]->sym);
        }
}

static void put_wrapper(StrBuf *out, const Node *n) {
    const Func *f = n->kind == ND_FUNCTION ? lower_func(n->sym) : NULL;
    if (f && f->node == n && exported_has_wrapper(n->sym)) {
        line_generated(out);
        exported_wrapper(out, f);
    }
}

/* Does it declare a function or an object? */
static bool declares_linkage(const Node *n) {
    for (unsigned i = 1; n->kind == ND_DECLARATION && i < n->n; i++)
        if (n->kid[i]->kind == ND_DECLARED && n->kid[i]->sym
            && n->kid[i]->sym->kind != SYM_TYPEDEF)
            return true;
    return false;
}

/* What a header holds of the dialect is for C++ too: declarations have C's
 * linkage there, and functions are left out. */
static void print_in_header(StrBuf *out, Node *n) {
    if (n->kind == ND_FUNCTION) {
        strbuf_puts(out, "#ifndef __cplusplus\n");
        emit_external(out, n);
        start_line(out);
        put_wrapper(out, n);
        strbuf_puts(out, "#endif\n");
    } else if (declares_linkage(n)) {
        strbuf_puts(out, "ACC_C_BEGIN\n");
        emit_external(out, n);
        start_line(out);
        put_wrapper_prototypes(out, n);
        strbuf_puts(out, "ACC_C_END\n");
    } else {
        emit_external(out, n);
    }
}

static void print_external(StrBuf *out, Node *n) {
    start_line(out);
    if ((n->flags & NF_DIALECT) || declares_wrapper(n))
        include_abi(out, n->first);
    line_forget(); /* the first line has its directive, whatever comes before */
    size_t from = out->n;
    if (emit_options.header
        && ((n->flags & NF_DIALECT) || declares_wrapper(n))) {
        print_in_header(out, n);
    } else {
        emit_external(out, n);
        start_line(out);
        put_wrapper(out, n);
    }
    protect(out, from, n->first);
}

/* Was the pragma kept as a token? Then it was printed with the others. */
static bool is_token(const Inclusion *inc, unsigned number, Pos first,
                     Pos end) {
    for (Pos p = first; p < end; p++)
        if (unit_tokens.at[p].flags & TF_PRAGMA
            && unit_tokens.at[p].raw
                   == inc->raw.directives.at[number].begin + 1)
            return true;
    return false;
}

/* The #define and #undef lines that stand between the tokens. */
static void put_definitions(StrBuf *out, Pos first, Pos end, unsigned file) {
    for (size_t i = 0; i < unit_directives.n; i++) {
        const Directive *d = &unit_directives.at[i];
        if (d->before_token < first || d->before_token > end
            || d->file == file)
            continue;
        start_line(out);
        strbuf_put(out, d->text, strcspn(d->text, "\n"));
        strbuf_putc(out, '\n');
    }
}

/* A directive from inside of an edit, for its effect on what follows. */
static void put_directive(StrBuf *out, const File *f, unsigned number, Pos first,
                          Pos end) {
    const Inclusion *inc = f->inc;
    const RawDirective *d = &inc->raw.directives.at[number];
    switch (d->kind) {
    case RAW_PRAGMA:
        if (is_token(inc, number, first, end))
            return;
        break;
    case RAW_INCLUDE: {
        unsigned child = inc->child[number];
        if (child && unit_inclusions.at[child].first
                         < unit_inclusions.at[child].end) {
            put_definitions(out, unit_inclusions.at[child].first,
                            unit_inclusions.at[child].end, inc->file);
            return;
        }
        break;
    }
    case RAW_DEFINE:
    case RAW_UNDEF:
        break;
    default:
        return;
    }
    start_line(out);
    line_sync_at(out, inc->file, d->line);
    strbuf_put(out, inc->raw.text + d->begin, d->end - d->begin);
    strbuf_putc(out, '\n');
}

static void print_edit(StrBuf *out, const File *f, const Edit *e) {
    const Inclusion *inc = f->inc;
    unsigned d = directive_from(&inc->raw, e->begin);
    unsigned stop = directive_from(&inc->raw, e->end);
    Pos first = f->externals.at[e->first].node->first;
    for (size_t i = e->first; i < e->last; i++) {
        Node *n = f->externals.at[i].node;
        for (; d < stop && (!inc->state[d] || inc->at[d] <= n->first); d++)
            if (inc->state[d])
                put_directive(out, f, d, first, n->first);
        print_external(out, n);
        first = n->first;
    }
    for (; d < stop; d++)
        if (inc->state[d])
            put_directive(out, f, d, first,
                          f->externals.at[e->last - 1].node->end);
}

/* Does the header itself define functions `static inline`? In a header they
 * may go unused without a warning, in the text of the main file only gcc
 * allows it. */
static bool has_inline(unsigned index) {
    const Inclusion *inc = &unit_inclusions.at[index];
    for (unsigned i = external_from(inc->first); i < unit_node->n; i++) {
        const Node *n = unit_node->kid[i];
        if (n->first >= inc->end)
            break;
        if (n->kind != ND_FUNCTION || align_inclusion(n->first) != index)
            continue;
        for (Pos p = n->first; p < n->end && p < n->first + 4; p++)
            if (strstr(unit_tokens.at[p].str->s, "inline"))
                return true;
    }
    return false;
}

static void put_file(StrBuf *out, unsigned index);

static bool is_once(const RawText *raw) {
    for (unsigned d = 0; d < raw->directives.n; d++)
        if (raw->directives.at[d].kind == RAW_PRAGMA
            && strncmp(raw->text + raw->directives.at[d].arguments, "once", 4)
                   == 0)
            return true;
    return false;
}

/* The text of a header with #pragma once may come in several generated headers:
 * a guard named after it stands for the pragma. */
static void put_once(StrBuf *out, unsigned index) {
    const Inclusion *inc = &unit_inclusions.at[index];
    if (!emit_options.header || !inc->read || !is_once(&inc->raw)) {
        put_file(out, index);
        return;
    }
    uint32_t hash = 2166136261u;
    for (size_t i = 0; i < inc->raw.size; i++)
        hash = (hash ^ (unsigned char)inc->raw.text[i]) * 16777619u;
    const char *name = unit_files.at[inc->file].name;
    const char *slash = strrchr(name, '/');
    char *guard = arena_printf(&arena, "ACC_ONCE_%s_%08lX",
                               slash ? slash + 1 : name, (unsigned long)hash);
    for (char *p = guard; *p; p++)
        if (!isalnum((unsigned char)*p))
            *p = '_';
    strbuf_printf(out, "#ifndef %s\n#define %s\n", guard, guard);
    line_forget();
    put_file(out, index);
    start_line(out);
    strbuf_puts(out, "#endif\n");
    line_forget();
}

static void put_edit(StrBuf *out, const File *f, const Edit *e, unsigned line) {
    switch (e->kind) {
    case EDIT_PRINT:
        print_edit(out, f, e);
        break;
    case EDIT_COMMENT:
        start_line(out);
        line_sync_at(out, f->inc->file, line);
        strbuf_printf(out, "%s\n", e->text);
        break;
    case EDIT_HEADER:
        start_line(out);
        line_sync_at(out, f->inc->file, line);
        strbuf_printf(out, "/* %s */\n", e->text);
        if (has_inline((unsigned)e->first))
            strbuf_puts(out, "#if defined __clang__\n"
                             "#pragma clang diagnostic push\n"
                             "#pragma clang diagnostic ignored "
                             "\"-Wunused-function\"\n"
                             "#endif\n");
        put_once(out, (unsigned)e->first);
        start_line(out);
        if (has_inline((unsigned)e->first))
            strbuf_puts(out, "#if defined __clang__\n"
                             "#pragma clang diagnostic pop\n"
                             "#endif\n");
        strbuf_printf(out, "/* end of %s */\n", e->text);
        break;
    case EDIT_TEXT:
        strbuf_puts(out, e->text);
        break;
    }
}

/* Text copied as it is, that begins on the line. */
static void copy(StrBuf *out, const File *f, unsigned begin, unsigned end,
                 unsigned line) {
    const Inclusion *inc = f->inc;
    if (begin >= end)
        return;
    line_sync_at(out, inc->file, line);
    strbuf_put(out, inc->raw.text + begin, end - begin);
    for (unsigned d = directive_from(&inc->raw, begin);
         d < inc->raw.directives.n && inc->raw.directives.at[d].begin < end;
         d++)
        if (inc->raw.directives.at[d].kind == RAW_LINE)
            line_forget();
}

/* Where the text goes on behind an edit: not with an empty rest of a line. */
static unsigned past_blank_line(const RawText *raw, unsigned at) {
    unsigned p = at;
    while (p < raw->size && (raw->text[p] == ' ' || raw->text[p] == '\t'
                             || raw->text[p] == '\r'))
        p++;
    return p < raw->size && raw->text[p] == '\n' ? p + 1 : at;
}

static unsigned count_lines(const char *s, unsigned begin, unsigned end) {
    unsigned n = 0;
    for (const char *p = s + begin, *stop = s + end;
         p < stop && (p = memchr(p, '\n', (size_t)(stop - p))) != NULL; p++)
        n++;
    return n;
}

/* A header whose text is not there or could not be followed at all. */
static void put_tokens_only(StrBuf *out, const Inclusion *inc) {
    size_t d = 0;
    for (unsigned i = external_from(inc->first);
         i < unit_node->n && unit_node->kid[i]->end <= inc->end; i++) {
        Node *n = unit_node->kid[i];
        for (; d < unit_directives.n
               && unit_directives.at[d].before_token <= n->first;
             d++)
            if (unit_directives.at[d].before_token >= inc->first
                && unit_directives.at[d].file == inc->file) {
                start_line(out);
                strbuf_put(out, unit_directives.at[d].text,
                           strcspn(unit_directives.at[d].text, "\n"));
                strbuf_putc(out, '\n');
            }
        print_external(out, n);
    }
}

static void put_file(StrBuf *out, unsigned index) {
    File f = {.inc = &unit_inclusions.at[index], .index = index};
    const RawText *raw = &f.inc->raw;
    if (!f.inc->read) {
        put_tokens_only(out, f.inc);
        return;
    }
    collect(&f);
    find_places(&f);
    close_over(&f);
    edit_externals(&f);
    edit_directives(&f);
    if (f.edits.n)
        qsort(f.edits.at, f.edits.n, sizeof f.edits.at[0], by_begin);
    unsigned done = raw->size >= 3 && memcmp(raw->text, "\xEF\xBB\xBF", 3) == 0
                        ? 3 : 0;
    unsigned line = 1;
    for (size_t i = 0; i < f.edits.n; i++) {
        const Edit *e = &f.edits.at[i];
        if (e->end < done || (e->end == done && e->kind != EDIT_PRINT)
            || (e->begin < done && e->kind == EDIT_TEXT))
            continue;
        unsigned begin = e->begin > done ? e->begin : done;
        copy(out, &f, done, begin, line);
        line += count_lines(raw->text, done, begin);
        put_edit(out, &f, e, line);
        unsigned next = e->kind == EDIT_PRINT ? past_blank_line(raw, e->end)
                                              : e->end;
        if (next < begin)
            next = begin;
        line += count_lines(raw->text, begin, next);
        done = next;
    }
    copy(out, &f, done, (unsigned)raw->size, line);
    vec_free(&f.externals);
    vec_free(&f.edits);
}

/* The file name in a comment. */
static void put_name(StrBuf *out, const char *name) {
    for (name = source_mapped(name); *name; name++) {
        strbuf_putc(out, *name == '\n' ? ' ' : *name);
        if (name[0] == '*' && name[1] == '/')
            strbuf_putc(out, ' ');
    }
}

/* What the output is called in #line: as it would be without -o, so that the
 * same input gives the same bytes wherever they go. A header could then have
 * the name of what it was made of. */
static char *own_name(const char *input, const char *output) {
    if (emit_options.header)
        return arena_printf(&arena, "%s", output + strlen(folder_of(output)));
    if (strcmp(input, "-") == 0)
        return arena_printf(&arena, "<stdout>");
    const char *name = strrchr(input, '/');
    name = name ? name + 1 : input;
    const char *dot = strrchr(name, '.');
    return arena_printf(&arena, "%.*s.c",
                        dot && dot != name ? (int)(dot - name) : (int)strlen(name),
                        name);
}

bool emit_unit(StrBuf *out, Node *unit, const char *input,
               const char *output) {
    unit_node = unit;
    output_folder = strcmp(output, "-") == 0 ? "" : folder_of(output);
    bool any = find_replaced();
    if (any)
        mark_counters();
    strbuf_reserve(out, unit_inclusions.at[0].raw.size
                            + sema_async_functions.n * 4096); /* about */
    line_set_output(intern_z(own_name(input, output))->s);
    strbuf_puts(out, "/* Generated by acc " ACC_VERSION " from ");
    put_name(out, strcmp(input, "-") == 0 ? "<stdin>" : input);
    strbuf_puts(out, ". */\n");
    if (any && !emit_options.header)
        strbuf_puts(out, "#define __ACC_OUTPUT__ 1\n");
    line_sync_at(out, unit_inclusions.at[0].file, 1);
    put_once(out, 0);
    if (emit_options.link_check && !emit_options.header) {
        start_line(out);
        line_generated(out);
        exported_signatures(out);
    }
    line_finish(out);
    arena_reset(&arena);
    return any;
}
