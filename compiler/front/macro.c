/*
 * Macros: the table that -dD fills, and an expander for single invocations
 * (6.10.3 with GNU extensions). It works as the C compilers' own do: a stack
 * of token lists being read, a macro disabled while its list is on the stack.
 *
 * What only the preprocessor can know (__COUNTER__, the exact text of #x)
 * comes out as a token without spelling that matches any.
 */
#include "front/macro.h"

#include <ctype.h>
#include <string.h>

#include "base/diag.h"

static Arena macros;
static Vec(Macro *) pushed; /* by #pragma push_macro; to.. is not used */
static Vec(Str *) names;    /* that are or were macros */

/* What macros of the user's there are, for texts that most likely name none:
 * built when it is first asked for. */
static struct {
    bool built, any;
    bool shape[4096];   /* of the names that some macro of the user's has */
    bool in_name[256];
    bool begins[256];   /* one of these names */
} user;

/* ---- the table ---- */

static Macro *define(Str *name, Pos from) {
    Macro *m = arena_alloc(&macros, sizeof *m);
    Macro *older = name->macro_history;
    if (!older)
        vec_push(&names, name);
    if (older && older->to > from)
        older->to = from;
    *m = (Macro){.name = name, .from = from, .to = ~0u, .older = older};
    name->macro_history = m;
    name->macro = m;
    return m;
}

static void undefine(Str *name, Pos at) {
    Macro *m = name->macro_history;
    if (m && m->to > at)
        m->to = at;
    name->macro = NULL;
}

void macro_start(void) {
    static const char *const dynamic[] = {
        "__LINE__", "__FILE__", "__COUNTER__", "__DATE__", "__TIME__",
        "__TIMESTAMP__", "__INCLUDE_LEVEL__", "__BASE_FILE__",
        "__FILE_NAME__"};
    for (size_t i = 0; i < names.n; i++)
        names.at[i]->macro = names.at[i]->macro_history = NULL;
    names.n = pushed.n = 0;
    memset(&user, 0, sizeof user);
    for (size_t i = 0; i < sizeof dynamic / sizeof dynamic[0]; i++) {
        Macro *m = define(intern_z(dynamic[i]), 0);
        m->dynamic = m->system = m->parsed = true;
    }
}

static size_t name_length(const char *s) {
    size_t n = 0;
    while (((s[n] | 0x20) >= 'a' && (s[n] | 0x20) <= 'z')
           || (s[n] >= '0' && s[n] <= '9') || s[n] == '_' || s[n] == '$'
           || s[n] == '\\' || (unsigned char)s[n] >= 0x80)
        n++;
    return n;
}

static const char *skip_blanks(const char *s) {
    while (*s == ' ' || *s == '\t')
        s++;
    return s;
}

void macro_read_directive(Directive *d) {
    const char *s = skip_blanks(d->text + 1); /* past the # */
    d->defines = strncmp(s, "define", 6) == 0;
    if (!d->defines && strncmp(s, "undef", 5) != 0)
        return;
    s = skip_blanks(s + name_length(s));
    size_t n = name_length(s);
    d->name = intern(s, n);
    d->rest = s + n;
    d->name->ever_macro |= d->defines;
}

Macro *macro_directive(const Directive *d) {
    if (!d->name)
        return NULL;
    if (!d->defines) {
        undefine(d->name, d->before_token);
        return NULL;
    }
    Macro *m = define(d->name, d->before_token);
    const SourceFile *f = &unit_files.at[d->file];
    m->text = d->rest;
    m->function_like = *d->rest == '(';
    m->line = d->line;
    m->file = d->file;
    m->system = f->is_system || strcmp(f->name, "<built-in>") == 0;
    return m;
}

void macro_pragma(const char *text, size_t n, Pos at) {
    const char *open = memchr(text, '"', n);
    const char *close =
        open ? memchr(open + 1, '"', n - (size_t)(open + 1 - text)) : NULL;
    if (!close)
        return;
    Str *name = intern(open + 1, (size_t)(close - open - 1));
    if (strncmp(text, "push_macro", 10) == 0) {
        /* A macro without text remembers that the name was none. */
        Macro *saved = arena_alloc(&macros, sizeof *saved);
        if (name->macro)
            *saved = *(Macro *)name->macro;
        saved->name = name;
        vec_push(&pushed, saved);
    } else if (strncmp(text, "pop_macro", 9) == 0) {
        for (size_t i = pushed.n; i-- > 0;) {
            if (pushed.at[i]->name != name)
                continue;
            Macro saved = *pushed.at[i];
            memmove(pushed.at + i, pushed.at + i + 1,
                    (pushed.n - i - 1) * sizeof pushed.at[0]);
            pushed.n--;
            if (saved.text || saved.dynamic) {
                Macro *m = define(name, at);
                saved.older = m->older;
                saved.from = at;
                saved.to = ~0u;
                *m = saved;
            } else {
                undefine(name, at);
            }
            return;
        }
    }
}

Macro *macro_at(const Str *name, Pos at) {
    for (Macro *m = name->macro_history; m; m = m->older)
        if (m->from <= at && at < m->to)
            return m;
    return NULL;
}

/* ---- texts without macros ---- */

/* Names are told apart from most others by their first and last character and
 * their length. */
static unsigned shape(const char *s, size_t n) {
    return ((unsigned char)s[0] * 31u + (unsigned char)s[n - 1] * 7u
            + (unsigned)n * 131u) % 4096;
}

static void build_user(void) {
    const Str *own = intern_z("__ACC__"); /* expanded in all that is printed */
    user.built = true;
    for (size_t i = 0; i < names.n; i++)
        for (const Macro *m = names.at[i]->macro_history; m; m = m->older)
            if (!m->system && m->name != own) {
                user.any = true;
                user.shape[shape(m->name->s, m->name->len)] = true;
                user.begins[(unsigned char)m->name->s[0]] = true;
            }
    for (unsigned ch = 0; ch < 256; ch++)
        user.in_name[ch] = (ch >= '0' && ch <= '9') || (ch >= 'a' && ch <= 'z')
                        || (ch >= 'A' && ch <= 'Z') || ch == '_' || ch == '$'
                        || ch >= 128;
}

bool macro_may_be_in(const char *text, size_t n, Pos at) {
    if (!user.built)
        build_user();
    if (!user.any)
        return false;
    const char *p = text, *end = text + n; /* a NUL */
    while (p < end) {
        if (!user.in_name[(unsigned char)*p]) {
            if (*p == '\\' && isspace((unsigned char)p[1]))
                return true; /* a name may go on in the next line */
            p++;
            continue;
        }
        const char *name = p;
        do
            p++;
        while (user.in_name[(unsigned char)*p]);
        if (!user.begins[(unsigned char)*name] || !user.shape[shape(name, (size_t)(p - name))])
            continue;
        const Macro *m = macro_at(intern(name, (size_t)(p - name)), at);
        if (m && !m->system)
            return true;
    }
    return false;
}

static Str *raw_str(const RawText *raw, const RawToken *t) {
    if (!(t->flags & RAW_SPLICED))
        return intern(raw->text + t->begin, t->end - t->begin);
    StrBuf clean = {0};
    raw_spelling(raw, t->begin, t->end, &clean);
    Str *s = intern(clean.s, clean.n);
    strbuf_free(&clean);
    return s;
}

static bool is_punct(const MacroToken *t, const char *s) {
    return t->kind == RAW_PUNCT && t->str && strcmp(t->str->s, s) == 0;
}

void macro_spelled(Macro *m, const char *s, const char *end) {
    size_t n = name_length(s);
    if (!m || m->name->len != n || memcmp(m->name->s, s, n) != 0
        || s[n] == '\\' || s[n] == '?')
        return;
    m->text = s + n;
    m->end = end;
    m->function_like = s[n] == '(';
}

/* The definition's text. tcc 0.9.27 prints ## as <a6>. */
static void definition_text(const Macro *m, StrBuf *out) {
    if (m->end) {
        RawText whole = {.text = m->text, .size = (size_t)(m->end - m->text)};
        raw_spelling(&whole, 0, (unsigned)whole.size, out);
        strbuf_put(out, "", 0);
        return;
    }
    for (const char *s = m->text; *s && *s != '\n'; s++) {
        if (strncmp(s, "<a6>", 4) == 0) {
            strbuf_puts(out, " ## ");
            s += 3;
        } else {
            strbuf_putc(out, *s);
        }
    }
    strbuf_put(out, "", 0);
}

/* Reads the definition when it is first needed. */
static void parse(Macro *m) {
    if (m->parsed)
        return;
    m->parsed = true;
    StrBuf text = {0};
    RawText line;
    definition_text(m, &text);
    raw_scan_line(&line, text.s, text.n);
    MacroTokenVec all = {0};
    for (size_t i = 0; i < line.tokens.n; i++) {
        const RawToken *t = &line.tokens.at[i];
        MacroToken x = {.str = raw_str(&line, t), .kind = t->kind,
                        .space = (t->flags & RAW_SPACE) != 0};
        vec_push(&all, x);
    }
    size_t i = 0;
    if (m->function_like) {
        for (i = 1; i < all.n && !is_punct(&all.at[i], ")"); i++) {
            if (is_punct(&all.at[i], "...")) {
                m->variadic = true;
                if (i == 1 || is_punct(&all.at[i - 1], ","))
                    vec_push(&m->param, intern_z("__VA_ARGS__"));
            } else if (all.at[i].kind == RAW_IDENT) {
                vec_push(&m->param, all.at[i].str);
                /* tcc does not print the dots */
                if (strcmp(all.at[i].str->s, "__VA_ARGS__") == 0)
                    m->variadic = true;
            }
        }
        i++;
    }
    m->params = (unsigned)m->param.n;
    bool hash = false;
    for (; i < all.n; i++) {
        MacroToken x = all.at[i];
        if (is_punct(&x, "##") || is_punct(&x, "%:%:")) {
            if (m->body.n)
                m->body.at[m->body.n - 1].paste = true;
            continue;
        }
        for (unsigned k = 0; x.kind == RAW_IDENT && k < m->params; k++)
            if (m->param.at[k] == x.str)
                x.param = (unsigned char)(k + 1);
        x.stringify = hash;
        hash = m->function_like && (is_punct(&x, "#") || is_punct(&x, "%:"));
        if (!hash)
            vec_push(&m->body, x);
    }
    vec_free(&all);
    raw_free(&line);
    strbuf_free(&text);
}

/* ---- expansion ---- */

typedef struct Context {
    const MacroToken *at;
    size_t i, n;
    Macro *macro; /* enabled again when the list is read, or null */
    MacroToken *owned;
} Context;

typedef struct Expander {
    RawText *raw;
    unsigned i, end; /* what follows the invocation in the text */
    Vec(Context) stack;
    size_t base;     /* lists below are out of reach */
    bool isolated;   /* and so is the text */
    bool failed;
    bool counts;     /* __COUNTER__ was met */
    unsigned steps, depth;
} Expander;

/* Beyond these the expansion is given up and the alignment guesses. */
enum { MOST_STEPS = 1 << 22, DEEPEST = 1 << 12, DEEPEST_ARGUMENT = 500 };

static void push(Expander *e, MacroToken *t, size_t n, Macro *m, bool owned) {
    Context c = {t, 0, n, m, owned ? t : NULL};
    if (m)
        m->disabled++;
    vec_push(&e->stack, c);
    if (e->stack.n > DEEPEST)
        e->failed = true;
}

static void pop(Expander *e) {
    Context *c = &e->stack.at[--e->stack.n];
    if (c->macro)
        c->macro->disabled--;
    xrealloc(c->owned, 0);
}

static void drop_finished(Expander *e) {
    while (e->stack.n > e->base
           && e->stack.at[e->stack.n - 1].i == e->stack.at[e->stack.n - 1].n)
        pop(e);
}

static void paint(MacroToken *t) {
    Macro *m = t->kind == RAW_IDENT && t->str ? t->str->macro : NULL;
    if (m && m->disabled)
        t->painted = true;
}

/* The next token, from the text too if `text`. False: there is none. */
static bool next(Expander *e, MacroToken *t, bool text) {
    drop_finished(e);
    if (++e->steps > MOST_STEPS)
        e->failed = true;
    if (e->failed)
        return false;
    if (e->stack.n > e->base) {
        Context *c = &e->stack.at[e->stack.n - 1];
        *t = c->at[c->i++];
        paint(t);
        return true;
    }
    if (!text || e->isolated || e->i >= e->end)
        return false;
    e->end += raw_unfold(e->raw, e->i);
    const RawToken *r = &e->raw->tokens.at[e->i++];
    *t = (MacroToken){.str = raw_str(e->raw, r), .kind = r->kind,
                      .space = (r->flags & RAW_SPACE) != 0};
    paint(t);
    return true;
}

static bool parenthesis_follows(Expander *e) {
    drop_finished(e);
    if (e->stack.n > e->base) {
        const Context *c = &e->stack.at[e->stack.n - 1];
        return is_punct(&c->at[c->i], "(");
    }
    if (e->isolated || e->i >= e->end)
        return false;
    e->end += raw_unfold(e->raw, e->i);
    const RawToken *r = &e->raw->tokens.at[e->i];
    return r->kind == RAW_PUNCT && e->raw->text[r->begin] == '(';
}

static void run(Expander *e, MacroTokenVec *out);

/* An argument and what it expands to. */
typedef struct Argument {
    MacroTokenVec raw, full;
    bool expanded, given;
} Argument;
typedef Vec(Argument) ArgumentVec;

/* Reads ( ... ). The opening parenthesis is next. */
static bool read_arguments(Expander *e, const Macro *m, ArgumentVec *args) {
    MacroToken t;
    Argument empty = {.given = true};
    unsigned depth = 0;
    if (!next(e, &t, true))
        return false;
    vec_push(args, empty);
    for (;;) {
        if (!next(e, &t, true))
            return false;
        if (is_punct(&t, "("))
            depth++;
        if (is_punct(&t, ")") && depth-- == 0)
            break;
        if (is_punct(&t, ",") && !depth
            && !(m->variadic && args->n >= m->params)) {
            vec_push(args, empty);
            continue;
        }
        Argument *a = &args->at[args->n - 1];
        vec_push(&a->raw, t);
    }
    if (m->params == 0 && args->n == 1 && !args->at[0].raw.n)
        return true;
    if (args->n > m->params)
        return false;
    empty.given = false;
    while (args->n < m->params)
        vec_push(args, empty);
    return true;
}

static void expand_argument(Expander *e, Argument *a) {
    if (a->expanded)
        return;
    a->expanded = true;
    if (++e->depth > DEEPEST_ARGUMENT)
        e->failed = true;
    size_t base = e->base;
    bool isolated = e->isolated;
    e->base = e->stack.n;
    e->isolated = true;
    push(e, a->raw.at, a->raw.n, NULL, false);
    run(e, &a->full);
    while (e->stack.n > e->base)
        pop(e);
    e->base = base;
    e->isolated = isolated;
    e->depth--;
}

static MacroToken pasted(const MacroToken *a, const MacroToken *b) {
    MacroToken t = {.kind = a->kind, .space = a->space};
    if (!a->str || !b->str)
        return t;
    StrBuf s = {0};
    strbuf_put(&s, a->str->s, a->str->len);
    strbuf_put(&s, b->str->s, b->str->len);
    t.str = intern(s.s, s.n);
    if (b->kind == RAW_QUOTED)
        t.kind = RAW_QUOTED;
    else if (a->kind == RAW_PUNCT && b->kind == RAW_NUMBER)
        t.kind = RAW_NUMBER; /* . ## 5 */
    strbuf_free(&s);
    paint(&t);
    return t;
}

/* The body's [i, n) with arguments in place, appended to out. */
static void substitute(Expander *e, Macro *m, size_t i, size_t n,
                       ArgumentVec *args, MacroTokenVec *out) {
    bool glue = false;    /* ## stands before the next token */
    bool nothing = false; /* what stands left of it was empty */
    for (; i < n && !e->failed; i++) {
        MacroToken t = m->body.at[i];
        MacroTokenVec piece = {0};
        bool paste = t.paste;
        bool keep_paste = true;
        if (m->variadic && t.kind == RAW_IDENT && !t.param
            && strcmp(t.str->s, "__VA_OPT__") == 0 && i + 1 < n
            && is_punct(&m->body.at[i + 1], "(")) {
            size_t close = i + 2;
            for (unsigned depth = 1; close < n; close++) {
                depth += is_punct(&m->body.at[close], "(");
                depth -= is_punct(&m->body.at[close], ")");
                if (!depth)
                    break;
            }
            Argument *rest = &args->at[m->params - 1];
            expand_argument(e, rest);
            if (rest->full.n)
                substitute(e, m, i + 2, close, args, &piece);
            paste = close < n && m->body.at[close].paste;
            i = close;
            if (t.stringify) {
                MacroToken any = {.kind = RAW_QUOTED};
                piece.n = 0;
                vec_push(&piece, any);
            }
        } else if (t.stringify) {
            MacroToken any = {.kind = RAW_QUOTED, .space = t.space};
            vec_push(&piece, any);
        } else if (t.param) {
            Argument *a = &args->at[t.param - 1];
            bool comma = glue && out->n && is_punct(&out->at[out->n - 1], ",")
                         && m->variadic && t.param == m->params;
            if (comma) { /* , ## __VA_ARGS__ */
                if (!a->given || (!a->raw.n && m->params > 1))
                    out->n--;
                keep_paste = false;
            }
            if ((glue || paste) && !comma) {
                for (size_t k = 0; k < a->raw.n; k++)
                    vec_push(&piece, a->raw.at[k]);
            } else {
                expand_argument(e, a);
                for (size_t k = 0; k < a->full.n; k++)
                    vec_push(&piece, a->full.at[k]);
            }
        } else {
            vec_push(&piece, t);
        }
        size_t k = 0;
        if (glue && keep_paste && !nothing && out->n && piece.n) {
            out->at[out->n - 1] = pasted(&out->at[out->n - 1], &piece.at[0]);
            k = 1;
        }
        bool empty = !piece.n && (!glue || nothing || !out->n);
        for (; k < piece.n; k++) {
            MacroToken x = piece.at[k];
            x.paste = x.stringify = false;
            x.param = 0;
            vec_push(out, x);
        }
        vec_free(&piece);
        glue = paste;
        nothing = empty;
    }
}

static bool enter(Expander *e, Macro *m) {
    MacroTokenVec list = {0};
    ArgumentVec args = {0};
    parse(m);
    bool ok = !m->function_like || read_arguments(e, m, &args);
    if (ok)
        substitute(e, m, 0, m->body.n, &args, &list);
    else
        e->failed = true;
    for (size_t i = 0; i < args.n; i++) {
        vec_free(&args.at[i].raw);
        vec_free(&args.at[i].full);
    }
    vec_free(&args);
    push(e, list.at, list.n, m, true);
    return ok;
}

/* Expands the token, or appends it to out. */
static void step(Expander *e, MacroToken t, MacroTokenVec *out) {
    Macro *m = t.kind == RAW_IDENT && t.str && !t.painted ? t.str->macro : NULL;
    if (m && m->dynamic) {
        e->counts |= strcmp(m->name->s, "__COUNTER__") == 0;
        t.str = NULL;
        t.kind = RAW_NUMBER;
        m = NULL;
    }
    if (m && (!m->function_like || parenthesis_follows(e)))
        enter(e, m);
    else
        vec_push(out, t);
}

static void run(Expander *e, MacroTokenVec *out) {
    MacroToken t;
    while (next(e, &t, false))
        step(e, t, out);
}

Macro *macro_invoked(RawText *raw, unsigned i, unsigned end) {
    const RawToken *t = &raw->tokens.at[i];
    if (t->kind != RAW_IDENT)
        return NULL;
    Macro *m = raw_str(raw, t)->macro;
    if (!m || !m->function_like)
        return m;
    if (i + 1 >= end)
        return NULL;
    raw_unfold(raw, i + 1);
    t = &raw->tokens.at[i + 1];
    return t->kind == RAW_PUNCT && raw->text[t->begin] == '(' ? m : NULL;
}

bool macro_expand(RawText *raw, unsigned *i, unsigned *end,
                  MacroTokenVec *out, bool *counts) {
    Expander e = {.raw = raw, .i = *i, .end = *end};
    MacroToken t;
    if (next(&e, &t, true)) {
        step(&e, t, out);
        run(&e, out);
    }
    while (e.stack.n)
        pop(&e);
    vec_free(&e.stack);
    *i = e.i;
    *end = e.end;
    *counts = e.counts;
    return !e.failed;
}
