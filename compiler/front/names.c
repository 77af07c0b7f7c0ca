/*
 * Names while parsing: typedef name or variable, in persistent scopes, and the
 * bit per name that tells whether its type has to do with the dialect.
 *
 * Needs:  the grammar's actions in source order (a name is declared at the end
 *         of its declarator, before its initialiser: 6.2.1p7).
 * Leaves: Str.binding for front/parse.c, which classifies each identifier when
 *         the parser asks, and Str.mentions_dialect for the decision which
 *         function bodies are parsed.
 */
#include "front/names.h"

#include "grammar/tokens.h"

int lang_c23;
int lang_gnu = 1;

static Binding *newest;
static unsigned depth;
static Pos last_mention;
static Arena arena;

static void bind(Str *name, NameKind kind, unsigned op, Pos at)
{
    Binding *old = name->binding;
    if (old && old->depth == depth && old->kind == kind)
        return; /* declared again: the first place stands */
    Binding *b = arena_alloc(&arena, sizeof *b);
    *b = (Binding){name, kind, (unsigned short)op, depth, at, old, newest};
    newest = b;
    name->binding = b;
}

static void unbind_newest(void)
{
    newest->name->binding = newest->shadowed;
    newest = newest->older;
}

typedef struct Spelling {
    const char *s;
    unsigned short token;
    enum { ALWAYS, GNU, C23, WORD } when;
} Spelling;

static const Spelling spellings[] = {
#define K(spelling, token, when) {spelling, token, when},
#include "grammar/keywords.def"
};
static const Spelling type_names[] = {
#define K(spelling, token, when)
#define T(spelling, token) {spelling, token, ALWAYS},
#include "grammar/keywords.def"
};
static const char *const builtin_names[] = {
#define B(id, short_name, long_name) short_name, long_name,
#include "sema/builtins.def"
#undef B
};

#define COUNT(a) (sizeof(a) / sizeof *(a))

void names_init(void)
{
    while (newest)
        unbind_newest();
    depth = 0;
    last_mention = 0;
    for (size_t i = 0; i < COUNT(spellings); i++)
        intern_z(spellings[i].s)->keyword = 0;
    for (size_t i = 0; i < COUNT(spellings); i++) {
        const Spelling *k = &spellings[i];
        Str *s = intern_z(k->s);
        if ((k->when == GNU && !lang_gnu) || (k->when == C23 && !lang_c23))
            continue;
        s->keyword = k->token;
        if (k->when == WORD)
            s->word = WORD_CONTEXTUAL;
    }
    for (size_t i = 0; i < COUNT(builtin_names); i++)
        intern_z(builtin_names[i])->word = WORD_BUILTIN;
    for (size_t i = 0; i < COUNT(type_names); i++)
        bind(intern_z(type_names[i].s), NAME_PREDECLARED, type_names[i].token,
             0);
}

Scope names_save(void)
{
    Scope s = {newest, depth};
    depth++;
    return s;
}

void names_restore(Scope outer)
{
    while (newest && newest != outer.newest)
        unbind_newest();
    depth = outer.depth;
}

void names_file_scope(void)
{
    while (newest && newest->depth > 0)
        unbind_newest();
    depth = 0;
}

void names_declare_variable(Str *name, Pos at)
{
    bind(name, NAME_VARIABLE, 0, at);
}

Node *names_declarator_name(Node *d)
{
    for (;;)
        switch (d->kind) {
        case ND_D_PAREN:
        case ND_D_POINTER:
            d = d->kid[1];
            break;
        case ND_D_ARRAY:
        case ND_D_FUNCTION:
            d = d->kid[0];
            break;
        default:
            return d;
        }
}

static bool has_word(const Node *specs, int op)
{
    for (unsigned i = 0; i < specs->n; i++)
        if (specs->kid[i]->kind == ND_SPEC_WORD && specs->kid[i]->op == op)
            return true;
    return false;
}

void names_declare(Node *specs, Node *declarator)
{
    Node *d = names_declarator_name(declarator);
    if (d->kind != ND_D_NAME)
        return;
    bind(d->name, has_word(specs, TK_TYPEDEF) ? NAME_TYPE : NAME_VARIABLE, 0,
         d->at);
    names_spread_mention(d->name, specs->first);
}

/* Enumerators declared in parameters' types belong to the function's scope as
 * the parameters do. */
static void declare_enumerators(Node *n)
{
    if (n->kind == ND_D_FUNCTION || n->kind == ND_STMT_EXPR)
        return;
    if (n->kind == ND_ENUMERATOR)
        names_declare_variable(n->name, n->at);
    for (unsigned i = 0; i < n->n; i++)
        if (n->kid[i])
            declare_enumerators(n->kid[i]);
}

void names_declare_parameters(Node *declarator)
{
    /* The innermost function declarator is the one being defined. */
    Node *function = NULL;
    for (Node *d = declarator; d->n > 0;) {
        if (d->kind == ND_D_FUNCTION)
            function = d;
        d = d->kind == ND_D_PAREN || d->kind == ND_D_POINTER ? d->kid[1]
                                                             : d->kid[0];
    }
    if (!function)
        return;
    for (unsigned i = 1; i < function->n; i++) {
        Node *param = function->kid[i];
        if (param->kind == ND_IDENT) { /* old style */
            names_declare_variable(param->name, param->at);
            continue;
        }
        declare_enumerators(param);
        names_declare(param->kid[0], param->kid[1]);
    }
}

void names_mention(Pos at)
{
    if (at > last_mention)
        last_mention = at;
}

bool names_mentioned_since(Pos first)
{
    return last_mention >= first && last_mention > 0;
}

void names_spread_mention(Str *name, Pos first)
{
    if (names_mentioned_since(first))
        name->mentions_dialect = true;
}
