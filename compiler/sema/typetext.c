/*
 * Types as text: C declarations for emitted code (type_declare) and what the
 * user wrote or would write, for messages (type_text).
 *
 * A declarator is written around the name: what stands before it comes out on
 * the way in to the base type, what stands after it on the way back.
 */
#include "sema/sym.h"

#include <stdio.h>
#include <string.h>

#include "base/diag.h"
#include "grammar/tokens.h"

typedef struct Printer {
    StrBuf *out;
    bool user;      /* for messages: handles and async as the dialect has them */
    bool glue;      /* what comes next needs a space in front */
} Printer;

static void put(Printer *p, const char *s)
{
    if (p->glue)
        strbuf_putc(p->out, ' ');
    p->glue = false;
    strbuf_puts(p->out, s);
}

static void put_word(Printer *p, const char *s)
{
    put(p, s);
    p->glue = true;
}

static void put_quals(Printer *p, unsigned quals)
{
    if (quals & Q_CONST)
        put_word(p, "const");
    if (quals & Q_VOLATILE)
        put_word(p, "volatile");
    if (quals & Q_RESTRICT)
        put_word(p, p->user ? "restrict" : "__restrict");
    if (quals & Q_ATOMIC)
        put_word(p, "_Atomic");
}

static const char *const basic_name[TY_HANDLE + 1] = {
    [TY_ERROR] = "int", [TY_VOID] = "void", [TY_BOOL] = "_Bool",
    [TY_CHAR] = "char", [TY_SCHAR] = "signed char", [TY_UCHAR] = "unsigned char",
    [TY_SHORT] = "short", [TY_USHORT] = "unsigned short", [TY_INT] = "int",
    [TY_UINT] = "unsigned int", [TY_LONG] = "long", [TY_ULONG] = "unsigned long",
    [TY_LLONG] = "long long", [TY_ULLONG] = "unsigned long long",
    [TY_INT128] = "__int128", [TY_UINT128] = "unsigned __int128",
    [TY_FLOAT] = "float", [TY_DOUBLE] = "double", [TY_LDOUBLE] = "long double",
    [TY_NULLPTR] = "__typeof__(nullptr)", [TY_VA_LIST] = "__builtin_va_list",
};

static const char *const handle_name[] = {
    [HANDLE_COROUTINE] = "coroutine", [HANDLE_TASK] = "task",
    [HANDLE_FUTURE] = "future", [HANDLE_AWAITABLE] = "awaitable",
    [HANDLE_QUEUE] = "queue", [HANDLE_GENERATOR] = "generator",
    [HANDLE_ASYNC_GENERATOR] = "async generator",
};

static const char *const handle_c_name[] = {
    [HANDLE_COROUTINE] = "acc_coroutine", [HANDLE_TASK] = "acc_task",
    [HANDLE_FUTURE] = "acc_future", [HANDLE_AWAITABLE] = "acc_awaitable",
    [HANDLE_QUEUE] = "acc_queue", [HANDLE_GENERATOR] = "acc_generator",
    [HANDLE_ASYNC_GENERATOR] = "acc_generator",
};

static void declare(Printer *p, const Type *t, const char *name);

static void put_tag(Printer *p, const Type *t)
{
    Tag *tag = t->tag;
    const Str *name = !p->user && tag->emit_name ? tag->emit_name : tag->name;
    put_word(p, tag->keyword == TK_UNION ? "union"
                : tag->keyword == TK_ENUM ? "enum" : "struct");
    if (name)
        put_word(p, name->s);
    else if (p->user)
        put_word(p, "(unnamed)");
    else if (tag->keyword == TK_ENUM) {
        /* Nothing else names it: its integer type is as good. */
        p->out->n -= strlen("enum");
        p->out->s[p->out->n] = '\0';
        p->glue = false;
        declare(p, tag->base ? tag->base : ty_uint, "");
        p->glue = true;
    } else {
        put(p, "{ ");
        for (unsigned i = 0; i < tag->members; i++) {
            declare(p, tag->member[i].type,
                    tag->member[i].name ? tag->member[i].name->s : "");
            if (tag->member[i].bits >= 0)
                strbuf_printf(p->out, " : %d", tag->member[i].bits);
            p->glue = false;
            put(p, "; ");
        }
        put_word(p, "}");
    }
}

/* The specifiers of a type that no declarator is needed for. */
static void specifiers(Printer *p, const Type *t)
{
    put_quals(p, t->quals);
    switch (t->kind) {
    case TY_COMPLEX:
        put_word(p, "_Complex");
        specifiers(p, t->base);
        break;
    case TY_BITINT: {
        char text[40];
        snprintf(text, sizeof text, "%s_BitInt(%u)",
                 t->is_unsigned ? "unsigned " : "", t->bits);
        put_word(p, text);
        break;
    }
    case TY_FLOATN:
        put_word(p, t->word->s);
        break;
    case TY_VECTOR: {
        char text[60];
        snprintf(text, sizeof text, "__attribute__((vector_size(%u)))",
                 t->vector_size);
        put_word(p, text);
        declare(p, t->base, "");
        p->glue = true;
        break;
    }
    case TY_RECORD: case TY_ENUM:
        put_tag(p, t);
        break;
    case TY_HANDLE: /* for messages; emitted code has a pointer */
        put(p, handle_name[t->handle]);
        put(p, "(");
        declare(p, t->base, "");
        p->glue = false;
        put_word(p, ")");
        break;
    default:
        put_word(p, basic_name[t->kind] ? basic_name[t->kind] : "int");
    }
}

/* The typedef name that stands for t here, or null. */
static const Sym *printable_alias(const Printer *p, const Type *t)
{
    const Sym *s = t->alias;
    if (!s || !s->type || t->kind == TY_ERROR)
        return NULL;
    return !p->user && s->is_local && !s->emit ? NULL : s;
}

static void put_alias(Printer *p, const Type *t, const Sym *alias)
{
    put_quals(p, t->quals & ~alias->type->quals);
    put_word(p, !p->user && alias->emit ? alias->emit : alias->name->s);
}

static bool is_c_handle(const Printer *p, const Type *t)
{
    return t->kind == TY_HANDLE && (!p->user || t->untyped);
}

/* A pointer's `*` binds weaker than what follows: it needs parentheses. */
static bool needs_paren(const Printer *p, const Type *base)
{
    return !printable_alias(p, base)
           && (base->kind == TY_ARRAY || base->kind == TY_FUNCTION);
}

static void put_before(Printer *p, const Type *t)
{
    const Sym *alias = printable_alias(p, t);
    if (alias) {
        put_alias(p, t, alias);
        return;
    }
    if (is_c_handle(p, t)) {
        put_word(p, handle_c_name[t->handle]);
        put(p, "*");
        put_quals(p, t->quals);
        return;
    }
    switch (t->kind) {
    case TY_POINTER:
        put_before(p, t->base);
        put(p, needs_paren(p, t->base) ? "(*" : "*");
        put_quals(p, t->quals);
        break;
    case TY_ARRAY:
        put_before(p, t->base);
        break;
    case TY_FUNCTION:
        if (p->user) {
            if (t->is_async)
                put_word(p, "async");
            if (t->is_generator) {
                put(p, "generator(");
                declare(p, t->base, "");
                p->glue = false;
                put_word(p, ")");
                break;
            }
            put_before(p, t->base);
        } else if (t->is_generator) {
            put_word(p, "acc_generator");
            put(p, "*");
        } else if (t->is_async) {
            put_word(p, "acc_coroutine");
            put(p, "*");
        } else {
            put_before(p, t->base);
        }
        break;
    default:
        specifiers(p, t);
    }
}

static void put_tokens(Printer *p, const Node *n)
{
    for (Pos i = n->first; i < n->end; i++) {
        const Token *k = &unit_tokens.at[i];
        const Sym *s = sema_token_sym ? sema_token_sym[i] : NULL;
        if (i > n->first && (k->flags & TF_SPACE))
            strbuf_putc(p->out, ' ');
        strbuf_puts(p->out, s && s->emit ? s->emit : k->str->s);
    }
}

static void put_length(Printer *p, const Type *t)
{
    p->glue = false;
    put(p, "[");
    if (t->length >= 0)
        strbuf_printf(p->out, "%lld", t->length);
    else if (t->length == -2 && t->length_node && t->length_node->kind == ND_IDENT
             && t->length_node->sym)
        put(p, t->length_node->sym->emit ? t->length_node->sym->emit
                                         : t->length_node->sym->name->s);
    else if (t->length == -2 && t->length_node && t->length_node->first)
        put_tokens(p, t->length_node);
    else if (t->length == -2)
        put(p, "*");
    put(p, "]");
}

static void put_after(Printer *p, const Type *t)
{
    if (printable_alias(p, t) || is_c_handle(p, t))
        return;
    switch (t->kind) {
    case TY_POINTER:
        if (needs_paren(p, t->base)) {
            p->glue = false;
            put(p, ")");
        }
        put_after(p, t->base);
        break;
    case TY_ARRAY:
        put_length(p, t);
        put_after(p, t->base);
        break;
    case TY_FUNCTION:
        p->glue = false;
        put(p, "(");
        for (unsigned i = 0; i < t->params && !t->no_prototype; i++) {
            if (i)
                put_word(p, ",");
            declare(p, t->param[i].type, "");
            p->glue = false;
        }
        if (t->variadic)
            put(p, t->params ? ", ..." : "...");
        else if (t->params == 0 && !t->no_prototype)
            put(p, "void");
        put(p, ")");
        if (!(t->is_generator || (t->is_async && !p->user)))
            put_after(p, t->base);
        break;
    default:
        break;
    }
}

static void declare(Printer *p, const Type *t, const char *name)
{
    put_before(p, t);
    if (*name)
        put(p, name);
    else if (t->kind == TY_FUNCTION && !printable_alias(p, t))
        put(p, ""); /* int (void), not int(void) */
    put_after(p, t);
    p->glue = false;
}

void type_declare(StrBuf *out, const Type *t, const char *name)
{
    Printer p = {.out = out};
    declare(&p, t, name);
}

const char *type_text(const Type *t)
{
    static StrBuf text[4];
    static unsigned next;
    StrBuf *out = &text[next++ % 4];
    Printer p = {.out = out, .user = true};
    strbuf_clear(out);
    declare(&p, t, "");
    return out->s;
}
