/*
 * Declarations: declarators become types, names become symbols, at file
 * scope and in blocks; function definitions have their bodies checked.
 * spec.c works the specifiers out, init.c the initialisers.
 */
#include <string.h>

#include "front/parse.h"
#include "sema/spec.h"

Function *cur;
unsigned strict_operands;
const char *await_barrier;
bool unevaluated;
Sym **sema_token_sym;
SymVec sema_async_functions;
Sym *sema_async_main;

/* ---- #pragma pack ---------------------------------------------------- */

typedef struct Pack {
    Pos pos;
    unsigned value; /* in force from pos on; 0: none */
} Pack;

static Vec(Pack) packs;

/* `pack(n)`, `pack()`, `pack(push[, id][, n])`, `pack(pop[, id])`. */
static void read_pack(const char *s, Pos pos, unsigned *now, unsigned *stack,
                      unsigned *depth)
{
    enum { DEEPEST = 64 };
    s += strspn(s, " \t");
    if (*s++ != '(')
        return;
    bool pops = false, any = false, pushes = false;
    for (;;) {
        s += strspn(s, " \t,");
        if (*s == ')' || *s == '\0')
            break;
        if (strncmp(s, "push", 4) == 0 && *depth < DEEPEST) {
            stack[(*depth)++] = *now;
            pushes = any = true;
        } else if (strncmp(s, "pop", 3) == 0) {
            if (*depth)
                *now = stack[--*depth];
            pops = any = true;
        } else if (*s >= '0' && *s <= '9') {
            *now = 0;
            while (*s >= '0' && *s <= '9')
                *now = *now * 10 + (unsigned)(*s++ - '0');
            any = true;
            continue;
        }
        s += strcspn(s, ",)");
    }
    if (!any && !pops && !pushes)
        *now = 0;
    Pack p = {pos, *now};
    vec_push(&packs, p);
}

static void find_packs(void)
{
    unsigned now = 0, stack[64], depth = 0;
    packs.n = 0;
    for (size_t i = 1; i < unit_tokens.n; i++) {
        const Token *t = &unit_tokens.at[i];
        if (t->kind != TK_PRAGMA || !t->str)
            continue;
        const char *s = t->str->s + strspn(t->str->s, " \t#");
        if (strncmp(s, "pragma", 6) == 0)
            s += 6 + strspn(s + 6, " \t");
        if (strncmp(s, "pack", 4) == 0)
            read_pack(s + 4, (Pos)i, &now, stack, &depth);
    }
}

unsigned pragma_pack_at(Pos pos)
{
    size_t low = 0, high = packs.n;
    while (low < high) {
        size_t mid = (low + high) / 2;
        if (packs.at[mid].pos < pos)
            low = mid + 1;
        else
            high = mid;
    }
    return low ? packs.at[low - 1].value : 0;
}

/* ---- declarators ----------------------------------------------------- */

/* One declarator on its way from the outside to the name. */
typedef struct Builder {
    const Specs *specs;
    Declared out;
    bool async;         /* `async` still waits for its function */
    bool definition;    /* the function's own scope stays open */
    Node *body;
    bool in_record;
} Builder;

static Type *build(Builder *b, Node *d, Type *t);

/* The structs whose pointers are handles (acc_task *), as declared. */
static Type *handle_record[HANDLE_AWAITABLE + 1];

static Type *pointer_to(Type *t)
{
    if (t->kind == TY_RECORD && !t->quals && t->tag->name) {
        static const char *const name[] = {
            [HANDLE_COROUTINE] = "acc_frame", [HANDLE_TASK] = "acc_task",
            [HANDLE_FUTURE] = "acc_future",
            [HANDLE_AWAITABLE] = "acc_awaitable"};
        if (strncmp(t->tag->name->s, "acc_", 4) != 0)
            return type_pointer(t);
        for (int k = 0; k <= HANDLE_AWAITABLE; k++) {
            if (strcmp(t->tag->name->s, name[k]) != 0)
                continue;
            if (k == HANDLE_COROUTINE
                && !(t->alias
                     && strcmp(t->alias->name->s, "acc_coroutine") == 0))
                return type_pointer(t);
            handle_record[k] = t;
            return type_untyped((HandleKind)k);
        }
    }
    return type_pointer(t);
}

Type *handle_pointee(const Type *t)
{
    Type *r = t->untyped && t->handle <= HANDLE_AWAITABLE
                  ? handle_record[t->handle] : NULL;
    return r ? r : ty_error;
}

static unsigned pointer_qualifiers(Node *specs, Attributes *a)
{
    unsigned quals = 0;
    for (unsigned i = 0; specs && i < specs->n; i++)
        if (specs->kid[i]->kind == ND_SPEC_WORD)
            quals |= qualifier_of(specs->kid[i]);
        else if (specs->kid[i]->kind == ND_ATTRIBUTES)
            collect_attributes(specs->kid[i], a);
    return quals;
}

static Type *wrap_array(Builder *b, Node *d, Type *t)
{
    Node *size = ast_kid(d, 2);
    long long length = -1;
    bool variable = false;
    if (d->flags & NF_STAR) {
        length = -2;
        variable = true;
    } else if (size) {
        const char *barrier = await_barrier;
        if (!cur || scope_kind() == SCOPE_PROTOTYPE)
            await_barrier = "the bound of an array here";
        Type *st = check_value(size);
        await_barrier = barrier;
        if (st->kind == TY_ERROR)
            return build(b, d->kid[0], ty_error);
        if (!type_is_integer(st)) {
            complain(whole(size), "the size of an array has type '%s', not an "
                     "integer", type_text(st));
            return build(b, d->kid[0], ty_error);
        }
        if (!check_constant(size, &length)) {
            length = -2;
            variable = true;
        } else if (length < 0 && !type_is_unsigned(size->type)) {
            complain(whole(size), "the size of an array is negative");
            length = 0;
        }
    }
    if (t->kind == TY_FUNCTION || t->kind == TY_VOID) {
        complain(d->at, "array of %s", t->kind == TY_VOID ? "void" : "functions");
        t = ty_error;
    }
    Type *a = type_array(t, length, size);
    if (variable && (!cur && scope_kind() == SCOPE_FILE))
        a->variably_modified = false; /* a constant we cannot work out */
    if (b->in_record && variable)
        a->variably_modified = a->base->variably_modified || cur;
    return build(b, d->kid[0], a);
}

static bool is_own_declarator(const Node *inner)
{
    while (inner && inner->kind == ND_D_PAREN)
        inner = ast_kid(inner, 1);
    return inner && inner->kind == ND_D_NAME;
}

static Node *function_declarator(Node *d)
{
    while (d && !(d->kind == ND_D_FUNCTION && is_own_declarator(d->kid[0])))
        d = d->kind == ND_D_POINTER || d->kind == ND_D_PAREN ? ast_kid(d, 1)
            : d->kind == ND_D_FUNCTION || d->kind == ND_D_ARRAY ? d->kid[0]
                                                                 : NULL;
    return d;
}

/* 6.7.6.3p7, p8 */
static Type *adjust_parameter(Type *t, Node *declarator)
{
    if (t->kind == TY_FUNCTION)
        return pointer_to(t);
    if (t->kind != TY_ARRAY)
        return t;
    Type *p = pointer_to(t->base);
    p->variably_modified = t->base->variably_modified;
    while (declarator && declarator->kind == ND_D_PAREN)
        declarator = ast_kid(declarator, 1);
    if (declarator && declarator->kind == ND_D_ARRAY && ast_kid(declarator, 1))
        p = type_qualified(p, pointer_qualifiers(declarator->kid[1],
                                                 &(Attributes){0}));
    return p;
}

void declare_automatic(Sym *s)
{
    s->is_local = true;
    s->function = cur ? cur->sym : NULL;
    s->block = scope_block();
    s->is_automatic = true;
    if (cur)
        s->index = cur->indices++;
}

Type *check_parameter(Node *n, Sym **sym)
{
    Specs specs = check_specs(n->kid[0], false);
    Declared d = {.type = specs.type};
    if (ast_kid(n, 1) || specs.is_async)
        d = check_declarator(ast_kid(n, 1), specs.type, &specs);
    collect_attributes(ast_kid(n, 2), &specs.attributes);
    Attributes type_only = specs.attributes;
    type_only.align = 0;
    n->type = apply_attributes(d.type, &type_only);
    *sym = NULL;
    if (d.name) {
        Sym *s = scope_new(SYM_PARAMETER, d.name->name,
                           adjust_parameter(n->type, ast_kid(n, 1)),
                           d.name->at);
        s->storage = specs.storage;
        s->node = d.name;
        s->declared = n;
        s->is_local = s->is_automatic = s->is_defined = true;
        s->defined_at = s->pos;
        s->has_cleanup = specs.attributes.cleanup != NULL;
        s->address_taken = s->has_cleanup;
        if (scope_find_here(s->name))
            complain(s->pos, "redefinition of parameter '%s'", s->name->s);
        d.name->sym = s;
        n->sym = s;
        scope_resolve(d.name->at, s);
        scope_bind(s);
        *sym = s;
    }
    propagate(n);
    return n->type;
}

static Type *wrap_function(Builder *b, Node *d, Type *t)
{
    Type *f = type_function(t);
    bool own = b->definition && is_own_declarator(d->kid[0]);
    const char *barrier = await_barrier;
    await_barrier = "a parameter list";
    f->variadic = (d->flags & NF_VARIADIC) != 0;
    f->no_prototype = (d->flags & NF_KNR) != 0;
    f->is_noreturn = b->specs && b->specs->attributes.is_noreturn;
    if (b->async) {
        f->is_async = true;
        b->async = false;
        d->flags |= NF_DIALECT;
        if (t->kind == TY_HANDLE && t->handle == HANDLE_GENERATOR) {
            f->is_generator = true;
            f->base = t->base;
        }
    }
    if (t->kind == TY_ARRAY || t->kind == TY_FUNCTION) {
        complain(d->at, "a function cannot give %s",
                 t->kind == TY_ARRAY ? "an array" : "a function");
        f->base = ty_error;
    }
    scope_enter(own ? SCOPE_FUNCTION : SCOPE_PROTOTYPE, own ? b->body : NULL);
    if (d->n > 1)
        f->param = arena_alloc(ast_arena, (d->n - 1) * sizeof *f->param);
    for (unsigned i = 1; i < d->n; i++) {
        Node *k = d->kid[i];
        if (!k || k->kind != ND_PARAM)
            continue; /* names of an old-style definition: see below */
        Param *p = &f->param[f->params];
        p->written = check_parameter(k, &p->sym);
        if (p->written->kind == TY_VOID && !p->sym && d->n == 2
            && !p->written->quals)
            break;
        p->type = adjust_parameter(p->written, ast_kid(k, 1));
        p->name = p->sym ? p->sym->name : NULL;
        p->pos = p->sym ? p->sym->pos : k->first;
        p->node = k;
        if (k->n > 1 && p->type->kind == TY_VOID)
            complain(p->pos, "a parameter of type 'void'");
        f->params++;
    }
    if (!own)
        scope_leave();
    await_barrier = barrier;
    b->out.function = f;
    return build(b, d->kid[0], f);
}

static Type *build(Builder *b, Node *d, Type *t)
{
    Type *result;
    Attributes a = {0};
    if (!d)
        return b->out.type = t;
    switch (d->kind) {
    case ND_D_NAME:
        b->out.name = d;
        result = t;
        break;
    case ND_D_ABSTRACT:
        result = t;
        break;
    case ND_D_PAREN:
        collect_attributes(ast_kid(d, 0), &a);
        result = build(b, ast_kid(d, 1), t);
        break;
    case ND_D_POINTER: {
        unsigned quals = pointer_qualifiers(ast_kid(d, 0), &a);
        /* `async fn *p`, fn a typedef of a function type */
        if (b->async && t->kind == TY_FUNCTION && !function_declarator(d)) {
            t = type_copy(t);
            t->is_async = true;
            t->alias = NULL;
            b->async = false;
        }
        result = build(b, ast_kid(d, 1), type_qualified(pointer_to(t), quals));
        break;
    }
    case ND_D_ARRAY:
        result = wrap_array(b, d, t);
        break;
    case ND_D_FUNCTION:
        result = wrap_function(b, d, t);
        break;
    default:
        bug("a declarator of kind %s", ast_kind_name[d->kind]);
    }
    propagate(d);
    d->type = result;
    if (result->variably_modified)
        d->flags |= NF_VLA_TYPE;
    return b->out.type = result;
}

/* Is there a function in the declarator, or a pointer to one? */
static bool declares_function(Node *d)
{
    while (d && d->kind != ND_D_FUNCTION)
        d = d->kind == ND_D_POINTER || d->kind == ND_D_PAREN ? ast_kid(d, 1)
            : d->kind == ND_D_ARRAY ? d->kid[0] : NULL;
    return d;
}

static Declared run_builder(Builder *b, Node *d, Type *base)
{
    b->async = b->specs && b->specs->is_async;
    if (b->async && base->kind == TY_HANDLE && base->handle == HANDLE_GENERATOR
        && !declares_function(d)) {
        /* async generator(T) g, *p, a[3]; */
        base = type_qualified(type_handle(HANDLE_ASYNC_GENERATOR, base->base),
                              base->quals);
        b->async = false;
    }
    build(b, d, base);
    if (b->async && b->out.type->kind == TY_FUNCTION) {
        Type *t = type_copy(b->out.type); /* async fn f; through a typedef */
        t->is_async = true;
        t->alias = NULL;
        b->out.type = b->out.function = t;
        b->async = false;
        if (b->out.name)
            b->out.name->type = t;
    }
    if (b->async && b->out.type->kind != TY_ERROR) {
        Pos at = b->specs->async->at;
        if (b->out.name)
            diag_error(at, "'async' belongs to a function; '%s' has type '%s'",
                       b->out.name->name->s, type_text(b->out.type));
        else
            diag_error(at, "'async' belongs to a function");
    }
    return b->out;
}

Declared check_declarator(Node *d, Type *base, const Specs *specs)
{
    Builder b = {.specs = specs};
    return run_builder(&b, d, base);
}

Type *check_type_name(Node *n)
{
    if (n->kind != ND_TYPE_NAME) /* specifiers alone */
        return n->type = check_specs(n, false).type;
    if (n->type)
        return n->type;
    Specs specs = check_specs(n->kid[0], false);
    Declared d = {.type = specs.type};
    if (ast_kid(n, 1) || specs.is_async)
        d = check_declarator(ast_kid(n, 1), specs.type, &specs);
    specs.attributes.mode = NULL;
    specs.attributes.vector_size = 0;
    n->type = apply_attributes(d.type, &specs.attributes);
    propagate(n);
    if (n->type->variably_modified)
        n->flags |= NF_VLA_TYPE;
    return n->type;
}

/* ---- symbols of declarations ----------------------------------------- */

/* A second declaration of a name with linkage: both are one symbol. */
static void merge(Sym *s, Type *type, Pos pos)
{
    if (s->type->kind == TY_FUNCTION && type->kind == TY_FUNCTION
        && s->type->is_async != type->is_async) {
        diag_error(pos, type->is_async
                            ? "'%s' is 'async' here but not where it was "
                              "declared before"
                            : "'%s' was declared 'async'; this declaration "
                              "is not",
                   s->name->s);
        diag_note(s->pos, "'%s' is declared here", s->name->s);
        s->type = type;
    } else if (type_compatible(s->type, type)) {
        s->type = type_composite(s->type, type);
    } else {
        bool dialect = type_mentions_dialect(type)
                       || type_mentions_dialect(s->type);
        if (dialect) {
            diag_error(pos, "'%s' has type '%s' here, but '%s' before",
                       s->name->s, type_text(type), type_text(s->type));
            diag_note(s->pos, "'%s' is declared here", s->name->s);
        }
        s->type = type;
    }
    s->pos = pos;
    if (!(unit_tokens.at[pos].flags & TF_SYSTEM))
        s->from_system = false;
}

static void take_specs(Sym *s, const Specs *specs)
{
    if (s->storage == ST_NONE || specs->storage == ST_STATIC)
        s->storage = specs->storage;
    s->is_inline |= specs->is_inline;
    s->is_thread |= specs->is_thread;
    s->is_constexpr |= specs->is_constexpr;
    if (s->type->kind == TY_FUNCTION && s->type->is_async)
        s->is_async = true;
}

static bool has_linkage(const Sym *s)
{
    return s->kind == SYM_FUNCTION
           || (s->kind == SYM_VARIABLE
               && (!s->is_local || s->storage == ST_EXTERN));
}

static SymKind kind_of(const Specs *specs, const Type *t)
{
    return specs->storage == ST_TYPEDEF ? SYM_TYPEDEF
           : t->kind == TY_FUNCTION ? SYM_FUNCTION : SYM_VARIABLE;
}

static void name_typedef(Sym *s)
{
    s->named = type_copy(s->type);
    s->named->alias = s;
    s->named->typeof_node = NULL;
    if (!s->is_local && strcmp(s->name->s, "acc_duration") == 0)
        ty_duration = s->named;
}

static Sym *declare_at_file(Node *name, Type *type, const Specs *specs)
{
    SymKind kind = kind_of(specs, type);
    Sym *s = scope_find_file(name->name);
    if (s && s->kind == kind && kind != SYM_TYPEDEF) {
        merge(s, type, name->at);
    } else if (!s || s->kind != SYM_TYPEDEF || kind != SYM_TYPEDEF) {
        s = scope_new(kind, name->name, type, name->at);
        scope_bind_file(s);
    }
    if (kind == SYM_TYPEDEF && !s->named)
        name_typedef(s);
    return s;
}

static Sym *declare_in_block(Node *name, Type *type, const Specs *specs)
{
    SymKind kind = kind_of(specs, type);
    bool linkage = kind == SYM_FUNCTION
                   || (kind == SYM_VARIABLE && specs->storage == ST_EXTERN);
    Sym *here = scope_find_here(name->name);
    if (linkage) {
        Sym *s = here ? here : scope_find(name->name);
        if (s && !(s->kind == kind && has_linkage(s)))
            s = NULL;
        if (s) {
            merge(s, type, name->at);
            if (!here)
                scope_bind(s);
            return s;
        }
    }
    if (here && !(kind == SYM_TYPEDEF && here->kind == SYM_TYPEDEF)) {
        complain(name->at, "redefinition of '%s'", name->name->s);
        if (is_strict())
            diag_note(here->pos, "'%s' is declared here", name->name->s);
    }
    Sym *s = scope_new(kind, name->name, type, name->at);
    s->is_local = true;
    s->function = cur ? cur->sym : NULL;
    s->block = scope_block();
    if (kind == SYM_VARIABLE && specs->storage != ST_STATIC
        && specs->storage != ST_EXTERN && !specs->is_thread)
        declare_automatic(s);
    if (kind == SYM_TYPEDEF)
        name_typedef(s);
    scope_bind(s);
    return s;
}

static Sym *declare(Node *name, Type *type, const Specs *specs, Node *declared)
{
    Sym *s = cur || scope_depth() ? declare_in_block(name, type, specs)
                                  : declare_at_file(name, type, specs);
    name->sym = s;
    name->type = type;
    s->node = name;
    s->declared = declared;
    scope_resolve(name->at, s);
    take_specs(s, specs);
    return s;
}

Sym *declare_local(Node *name, Type *type, Node *block)
{
    Specs specs = {0};
    Sym *s = declare_in_block(name, type, &specs);
    name->sym = s;
    name->type = type;
    s->node = name;
    s->declared = block;
    s->block = block;
    s->is_defined = true;
    s->defined_at = s->pos;
    scope_resolve(name->at, s);
    return s;
}

/* ---- declarations ---------------------------------------------------- */

static void check_static_assert(Node *n)
{
    long long value;
    const char *barrier = await_barrier;
    await_barrier = "a static assertion";
    check_value(n->kid[0]);
    await_barrier = barrier;
    if (check_constant(n->kid[0], &value) && value == 0) {
        const Node *text = ast_kid(n, 1);
        complain(whole(n->kid[0]), "static assertion failed%s%s",
                 text ? ": " : "",
                 text ? unit_tokens.at[text->first].str->s : "");
    }
    propagate(n);
}

/* `auto x = E`: the type of E, decayed. */
static Type *infer(Node *d, Node **init, const Specs *specs)
{
    if (!init || !*init) {
        complain(d->at, "'auto' needs an initialiser to take the type from");
        return ty_error;
    }
    if ((*init)->kind == ND_INIT_LIST) {
        complain(whole(*init), "'auto' cannot take a type from a list");
        return ty_error;
    }
    Type *t = check_value(*init);
    if (t->kind == TY_VOID) {
        diag_error(whole(*init), "the initialiser has type 'void'");
        return ty_error;
    }
    return type_qualified(t, specs->type->quals);
}

static void check_complete_object(Sym *s, const Specs *specs)
{
    if (s->kind != SYM_VARIABLE || specs->storage == ST_EXTERN)
        return;
    if (!cur || type_is_complete(s->type) || s->type->kind == TY_ERROR)
        return;
    if (!is_missed(s->type))
        return;
    complain(s->pos, "variable '%s' has incomplete type '%s'", s->name->s,
             type_text(s->type));
}

/* Variables that were given a new task or coroutine, of all open functions. */
static Vec(Sym *) tasks;

/* A call of an async function, not of one that hands out a coroutine. */
static bool makes_coroutine(const Node *init)
{
    const Sym *callee = callee_symbol(init);
    return init->kind == ND_CALL && (callee && callee->is_async);
}

static void note_task(Sym *s, const Node *init)
{
    if (cur && s->is_automatic && s->type->kind == TY_HANDLE
        && s->type->handle == HANDLE_COROUTINE && makes_coroutine(init))
        vec_push(&tasks, s);
    if (is_strict() && s->is_automatic && s->type->kind == TY_HANDLE
        && s->type->handle == HANDLE_TASK && init->kind == ND_CALL
        && (init->builtin == BI_CREATE_TASK
            || init->builtin == BI_CREATE_EAGER_TASK))
        vec_push(&tasks, s);
}

static void check_unjoined(size_t first, bool whole_body)
{
    for (size_t i = first; i < tasks.n && whole_body; i++)
        if (tasks.at[i]->is_used)
            continue;
        else if (tasks.at[i]->type->handle == HANDLE_COROUTINE)
            diag_error(tasks.at[i]->pos, "coroutine '%s' is never awaited",
                       tasks.at[i]->name->s);
        else
            diag_warning(tasks.at[i]->pos, "unjoined-task", "task '%s' is "
                         "neither awaited nor detached", tasks.at[i]->name->s);
    tasks.n = first;
}

static void check_declared(Node *n, const Specs *specs)
{
    Node **init = n->n > 2 && n->kid[2] ? &n->kid[2] : NULL;
    Attributes a = specs->attributes;
    Declared d = check_declarator(n->kid[0], specs->type, specs);
    const char *barrier = await_barrier;
    bool is_static = !cur || specs->storage == ST_STATIC || specs->is_constexpr
                     || specs->storage == ST_EXTERN;
    collect_attributes(ast_kid(n, 1), &a);
    if (!d.name)
        return;
    if (is_static)
        await_barrier = "the initialiser of a static object";
    if (specs->infer && d.type->kind == TY_INT) {
        Node *name = d.name;
        d.type = infer(name, init, specs);
        name->type = n->kid[0]->type = d.type;
    }
    Attributes on_type = a;
    on_type.mode = ast_kid(n, 1) ? a.mode : NULL;
    on_type.vector_size = a.vector_size == specs->attributes.vector_size
                              ? 0 : a.vector_size;
    if (specs->storage != ST_TYPEDEF)
        on_type.align = 0; /* of the object, not of its type */
    Type *t = apply_attributes(d.type, &on_type);
    if (specs->is_constexpr)
        t = type_qualified(t, Q_CONST);
    if (a.is_noreturn && t->kind == TY_FUNCTION && !t->is_noreturn) {
        t = type_copy(t);
        t->is_noreturn = true;
    }
    Sym *s = declare(d.name, t, specs, n);
    n->type = t;
    n->sym = s;
    if (a.align > s->align)
        s->align = a.align;
    if (a.cleanup) {
        s->has_cleanup = true;
        s->address_taken = true;
    }
    if (init && cur && (specs->storage == ST_EXTERN
                        || specs->storage == ST_TYPEDEF)) {
        complain(d.name->at, specs->storage == ST_EXTERN
                                 ? "'extern' variable '%s' has an initialiser"
                                 : "type '%s' has an initialiser",
                 s->name->s);
        check_value(*init);
    } else if (init) {
        s->is_defined = true;
        s->defined_at = s->pos;
        if (!specs->infer) {
            Type *done = check_initializer(init, s->type);
            if (done != s->type && s->type->kind == TY_ARRAY)
                s->type = n->type = d.name->type = done;
        }
        note_task(s, *init);
        if (s->is_constexpr && ((*init)->flags & NF_CONSTANT)) {
            s->has_value = true;
            s->value = wrap((*init)->value, s->type);
        }
    } else if (s->kind == SYM_VARIABLE && specs->storage != ST_EXTERN) {
        s->is_defined = true;
        if (!s->defined_at)
            s->defined_at = s->pos;
    }
    await_barrier = barrier;
    check_complete_object(s, specs);
    if (s->type->variably_modified)
        n->flags |= NF_VLA_TYPE;
    if (s->kind == SYM_FUNCTION && s->is_async)
        n->flags |= NF_DIALECT;
    propagate(n);
}

void check_declaration(Node *n)
{
    if (n->kind == ND_STATIC_ASSERT) {
        check_static_assert(n);
        return;
    }
    Specs specs = check_specs(n->kid[0], n->n == 1);
    for (unsigned i = 1; i < n->n; i++)
        if (n->kid[i])
            check_declared(n->kid[i], &specs);
    propagate(n);
}

Sym *check_loop_variable(Node *specs_node, Node *declarator, Type *inferred)
{
    Specs specs = check_specs(specs_node, false);
    Declared d = check_declarator(declarator, specs.type, &specs);
    if (!d.name)
        return NULL;
    if (specs.infer) {
        d.type = type_qualified(inferred, specs.type->quals);
        declarator->type = d.type;
    }
    Sym *s = declare(d.name, d.type, &specs, declarator);
    s->is_defined = true;
    s->defined_at = s->pos;
    return s;
}

/* ---- functions ------------------------------------------------------- */

static bool is_listed(const Node *list, const Str *name)
{
    for (unsigned i = 1; list && i < list->n; i++)
        if (list->kid[i] && list->kid[i]->name == name)
            return true;
    return false;
}

/* Old-style parameters: names in the declarator, types before the body. */
static void declare_old_parameters(Node *n, Node *list, Type *f)
{
    for (unsigned i = 3; i < n->n; i++)
        if (n->kid[i])
            check_declaration(n->kid[i]);
    for (unsigned i = 3; i < n->n; i++)
        for (unsigned k = 1; n->kid[i] && k < n->kid[i]->n; k++) {
            const Sym *s = n->kid[i]->kid[k] ? n->kid[i]->kid[k]->sym : NULL;
            if (s && !is_listed(list, s->name))
                complain(s->pos, "'%s' is no parameter of this function",
                         s->name->s);
        }
    if (!list || list->n < 2)
        return;
    f->param = arena_alloc(ast_arena, (list->n - 1) * sizeof *f->param);
    for (unsigned i = 1; i < list->n; i++) {
        Node *id = list->kid[i];
        if (!id || id->kind != ND_IDENT)
            continue;
        Sym *s = scope_find_here(id->name);
        if (!s) { /* int by default */
            s = scope_new(SYM_PARAMETER, id->name, ty_int, id->at);
            scope_bind(s);
        }
        s->kind = SYM_PARAMETER;
        s->type = adjust_parameter(s->type, NULL);
        s->is_local = s->is_automatic = s->is_defined = true;
        s->node = s->node ? s->node : id;
        id->sym = s;
        scope_resolve(id->at, s);
        Param *p = &f->param[f->params++];
        *p = (Param){.name = id->name, .type = s->type, .written = s->type,
                     .pos = s->pos, .sym = s, .node = s->declared};
    }
}

static void number_parameters(Type *f, Node *body)
{
    for (unsigned i = 0; i < f->params; i++) {
        Sym *s = f->param[i].sym;
        if (!s)
            continue;
        s->function = cur->sym;
        s->block = body;
        s->index = cur->indices++;
    }
}

static void check_async_definition(Sym *s, Type *f)
{
    vec_push(&sema_async_functions, s);
    if (s->storage != ST_STATIC)
        s->needs_constructor = true;
    if (strcmp(s->name->s, "main") != 0)
        return;
    sema_async_main = s;
    s->needs_constructor = true;
    bool good = f->base->kind == TY_INT && (f->params == 0 || f->params == 2
                                            || f->params == 3);
    if (good && f->params >= 2)
        good = f->param[0].type->kind == TY_INT
               && f->param[1].type->kind == TY_POINTER;
    if (!good)
        diag_error(s->pos, "'async main' is 'async int main(void)' or "
                   "'async int main(int argc, char **argv)'");
}

/* Nested functions yield for themselves. */
static bool has_yield(const Node *n)
{
    if (n->kind == ND_YIELD)
        return true;
    for (unsigned i = 0; n->kind != ND_FUNCTION && i < n->n; i++)
        if (n->kid[i] && has_yield(n->kid[i]))
            return true;
    return false;
}

void check_function(Node *n)
{
    Node *body = ast_kid(n, 2);
    Specs specs = check_specs(n->kid[0], false);
    bool nested = cur != NULL;
    Node *own = function_declarator(n->kid[1]);
    Builder b = {.specs = &specs, .definition = own != NULL, .body = body};
    Function function = {.outer = cur, .labels = scope_label_mark()};
    const char *barrier = await_barrier;
    unsigned strict = strict_operands;

    Declared d;
    if (nested) {
        /* Its parameters' scope opens after its name is declared: the name
         * belongs to the block around. */
        b.definition = false;
        d = run_builder(&b, n->kid[1], specs.type);
    } else {
        d = run_builder(&b, n->kid[1], specs.type);
    }
    bool scope_open = b.definition;
    if (!d.name || d.type->kind != TY_FUNCTION) {
        if (scope_open)
            scope_leave();
        if (!parse_failed_in(n->first, n->end))
            complain(n->at, "a function body needs a function declarator");
        return;
    }
    Type *f = d.type;
    Sym *s;
    if (nested) {
        s = declare_in_block(d.name, f, &specs);
        s->is_automatic = false;
    } else {
        s = declare_at_file(d.name, f, &specs);
    }
    take_specs(s, &specs);
    d.name->sym = s;
    d.name->type = f;
    n->sym = s;
    n->type = f;
    scope_resolve(d.name->at, s);
    if (s->is_defined && s->defined_at && (s->is_async || f->is_async)) {
        diag_error(d.name->at, "redefinition of '%s'", s->name->s);
        diag_note(s->defined_at, "'%s' is defined here", s->name->s);
    }
    s->is_defined = true;
    s->defined_at = d.name->at;
    s->node = d.name;
    s->declared = n;
    s->is_async |= f->is_async;
    if (f->is_async && nested)
        diag_error(d.name->at, "'%s' is nested in a function and cannot be "
                   "'async'", s->name->s);

    if (!scope_open) {
        scope_enter(SCOPE_FUNCTION, body);
        for (unsigned i = 0; i < f->params; i++)
            if (f->param[i].sym)
                scope_bind(f->param[i].sym);
    }
    function.sym = s;
    function.type = f;
    function.result = f->base;
    function.is_async = f->is_async;
    if (f->is_generator)
        function.yields = f->base;
    else if (f->base->kind == TY_HANDLE && f->base->handle == HANDLE_GENERATOR)
        function.yields = f->base->base;
    function.is_generator = f->is_generator
                            || (function.yields && body && has_yield(body));
    if (body && body->kind == ND_BLOCK) {
        s->body = body;
        cur = &function;
        strict_operands = 0;
        await_barrier = NULL;
        if (f->no_prototype && own && own->flags & NF_KNR)
            declare_old_parameters(n, own, f);
        number_parameters(f, body);
        for (unsigned i = 0; i < f->params && f->is_async; i++)
            if (!type_is_complete(f->param[i].type)
                && f->param[i].type->kind != TY_ERROR
                && is_missed(f->param[i].type))
                diag_error(f->param[i].pos, "a parameter has incomplete type "
                           "'%s'", type_text(f->param[i].type));
        size_t first_task = tasks.n;
        bool whole_body = !parse_failed_in(body->first, body->end);
        check_body(body);
        check_unjoined(first_task, whole_body);
        if (f->is_async && whole_body && !(body->flags & NF_HAS_AWAIT))
            diag_warning(d.name->at, "async-no-await", "'%s' is async, but it "
                         "awaits nothing", s->name->s);
        if (!nested)
            check_consumed(body);
        if (f->is_async && whole_body)
            check_flow(body);
        if (function.is_generator && !f->is_generator) {
            f = type_copy(f); /* it yields: a call makes a generator */
            f->is_generator = true;
            f->base = function.yields;
            s->type = n->type = d.name->type = f;
        }
        cur = function.outer;
        strict_operands = strict;
        if ((f->is_async || f->is_generator) && !nested)
            check_async_definition(s, f);
    } else if (f->is_async && !diag_errors) {
        diag_error(d.name->at, "the body of '%s' could not be read",
                   s->name->s);
    }
    await_barrier = barrier;
    scope_leave();
    propagate(n);
    if (f->is_async || f->is_generator)
        n->flags |= NF_DIALECT;
    if (nested)
        n->flags &= ~(unsigned)NF_HAS_AWAIT;
}

void check_external(Node *n)
{
    switch (n->kind) {
    case ND_FUNCTION:
        check_function(n);
        break;
    case ND_DECLARATION:
    case ND_STATIC_ASSERT:
        check_declaration(n);
        break;
    default:
        break;
    }
}

void sema_unit(Node *unit)
{
    diag_pass = "sema";
    if (!ty_int)
        type_init(NULL);
    sema_token_sym = xrealloc(sema_token_sym,
                              (unit_tokens.n + 1) * sizeof *sema_token_sym);
    memset(sema_token_sym, 0, (unit_tokens.n + 1) * sizeof *sema_token_sym);
    sema_async_functions.n = 0;
    sema_async_main = NULL;
    cur = NULL;
    await_barrier = NULL;
    unevaluated = false;
    scope_init();
    find_packs();
    for (unsigned i = 0; i < unit->n; i++)
        check_external(unit->kid[i]);
    propagate(unit);
}
