/*
 * What an async function has for other files, when it is asked for:
 *
 *   --sync-wrappers   a plain function that runs it to its end:
 *
 *       int f_sync(int x, long *value);
 *
 *   --link-check      an absolute symbol named after it whose value is made of
 *                     its type. Every file that defines or uses the function
 *                     has one. Linkers accept several definitions that are
 *                     equal, and report two that are not: files that disagree
 *                     about the function are not linked. Nothing of it is in
 *                     the program's memory.
 */
#include "emit/exported.h"

#include <stdint.h>
#include <string.h>

#include "base/bitset.h"
#include "emit/cprint.h"
#include "emit/function.h"
#include "sema/scope.h"

/* ---- wrappers ---------------------------------------------------------- */

bool exported_has_wrapper(const Sym *s)
{
    if (!emit_options.sync_wrappers || !s || s->kind != SYM_FUNCTION
        || !s->is_async || s->type->is_generator || s->type->variadic
        || s->storage == ST_STATIC || s->from_system || s == sema_async_main)
        return false;
    for (unsigned i = 0; i < s->type->params; i++)
        if (s->type->param[i].type->variably_modified)
            return false;
    return true;
}

static void put_wrapper_heading(StrBuf *out, const Sym *s)
{
    strbuf_printf(out, "int %s_sync", s->name->s);
    StrBuf params = {0};
    function_params(&params, s);
    if (s->type->base->kind == TY_VOID) {
        strbuf_puts(out, params.s);
    } else {
        if (s->type->params)
            strbuf_printf(out, "%.*s, ", (int)params.n - 1, params.s);
        else
            strbuf_putc(out, '(');
        type_declare(out, type_pointer(type_unqualified(s->type->base)),
                     "__acc_value");
        strbuf_putc(out, ')');
    }
    strbuf_free(&params);
}

void exported_wrapper_prototype(StrBuf *out, const Sym *s)
{
    put_wrapper_heading(out, s);
    strbuf_puts(out, ";\n");
}

void exported_wrapper(StrBuf *out, const Func *f)
{
    const Sym *s = f->sym;
    exported_wrapper_prototype(out, s);
    cprint_begin(out, 0);
    cprint_storage(f->node->kid[0], NULL);
    put_wrapper_heading(out, s);
    strbuf_printf(out, "\n{\n    return -acc_run_into(%s(", function_self(s));
    for (unsigned i = 0; i < s->type->params; i++)
        strbuf_printf(out, "%s%s", i ? ", " : "", function_param_name(s, i));
    strbuf_puts(out, s->type->base->kind == TY_VOID
                         ? "), NULL, 0, NULL);\n}\n"
                         : "), __acc_value,\n                         "
                           "__acc_value ? sizeof *__acc_value : 0, NULL);\n}\n");
}

/* ---- signatures -------------------------------------------------------- */

/* The type as all files see it that agree on it: compatible types give the same
 * text. What they may write in different ways (tags without a name, functions
 * without a prototype) is left out. */
static void put_signature(StrBuf *out, const Type *t)
{
    if (t->quals & Q_CONST)
        strbuf_putc(out, 'K');
    if (t->quals & Q_VOLATILE)
        strbuf_putc(out, 'V');
    if (t->quals & Q_ATOMIC)
        strbuf_putc(out, 'A');
    switch (t->kind) {
    case TY_POINTER:
        strbuf_putc(out, '*');
        put_signature(out, t->base);
        break;
    case TY_ARRAY:
        strbuf_puts(out, "[]");
        put_signature(out, t->base);
        break;
    case TY_FUNCTION:
        strbuf_puts(out, t->is_async ? "async()" : "()");
        break;
    case TY_RECORD:
        strbuf_printf(out, "%d{%s}", t->tag->keyword,
                      t->tag->name ? t->tag->name->s : "");
        break;
    case TY_ENUM:
        if (t->tag->base)
            put_signature(out, t->tag->base);
        else
            put_signature(out, ty_uint);
        break;
    case TY_FLOATN:
        strbuf_puts(out, t->word->s);
        break;
    case TY_HANDLE:
        /* a header for C too has the untyped one */
        strbuf_printf(out, "h%d", t->handle);
        break;
    case TY_COMPLEX: case TY_VECTOR:
        strbuf_printf(out, "v%u_%d", t->vector_size, t->kind);
        put_signature(out, t->base);
        break;
    default:
        strbuf_printf(out, "%d,%u%d;", t->kind, t->bits, t->is_unsigned);
    }
}

/* FNV-1a, never PLAIN. */
static uint32_t hash_of(const Type *t)
{
    StrBuf text = {0};
    uint32_t hash = 2166136261u;
    strbuf_puts(&text, t->is_generator ? "generator " : "async ");
    put_signature(&text, type_unqualified(t->base));
    for (unsigned i = 0; i < t->params; i++) {
        strbuf_putc(&text, '(');
        put_signature(&text, type_unqualified(t->param[i].type));
    }
    if (t->variadic)
        strbuf_puts(&text, "...");
    for (const char *s = text.s; *s; s++)
        hash = (hash ^ (unsigned char)*s) * 16777619u;
    strbuf_free(&text);
    return hash | 2;
}

enum { PLAIN = 1 };

static bool is_known_elsewhere(const Sym *s)
{
    if (!s || s->kind != SYM_FUNCTION || s->is_local || s->storage == ST_STATIC
        || s->from_system || s == sema_async_main)
        return false;
    if (s->is_async || s->type->is_generator)
        return s->is_defined || s->is_used;
    /* plain: not what C sees of an async function, nor main */
    return (s->is_defined || s->is_used) && !s->is_inline
           && strcmp(s->name->s, "main") != 0
           && !(s->type->base->kind == TY_HANDLE);
}

void exported_signatures(StrBuf *out)
{
    Bitset seen = {0}; /* by the place of the declaration */
    for (Pos i = 1; i < unit_tokens.n; i++) {
        const Sym *s = sema_token_sym[i];
        if (!is_known_elsewhere(s) || bitset_has(&seen, s->pos))
            continue;
        bitset_add(&seen, s->pos);
        strbuf_printf(out, "ACC_SIGNATURE(%s, 0x%lx)\n", s->name->s,
                      s->is_async || s->type->is_generator
                          ? (unsigned long)hash_of(s->type)
                          : (unsigned long)PLAIN);
    }
    bitset_free(&seen);
}
