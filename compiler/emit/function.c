/*
 * An async function as C: frame type, descriptor, body, entries.
 *
 * Needs:  a Func after split.
 * Leaves: text, in this order: types moved out of the function, the frame, the
 *         tables, the body, and of the entries those that somebody uses:
 *
 *     __acc_start_f   into a frame embedded in the caller's
 *     __acc_call_f    takes its frame from the frame stack of the task
 *     __acc_resume_f  runs on, for the loop
 *     f               the constructor: makes a coroutine object
 */
#include "emit/function.h"

#include <string.h>

#include "emit/cprint.h"
#include "emit/line.h"
#include "grammar/tokens.h"


static const char *str(const Func *f) { return f->sym->name->s; }

static const char *object_type(const Sym *s)
{
    return s->type->is_generator ? "acc_generator" : "acc_coroutine";
}

/* ---- parameters ---------------------------------------------------------- */

static const char *param_name(const Param *p, unsigned i)
{
    return p->name ? p->name->s : arena_printf(ast_arena, "__acc_a%u", i + 1);
}

static Node *param_attributes(const Param *p)
{
    return p->node && p->node->kind == ND_PARAM ? ast_kid(p->node, 2) : NULL;
}

/* A pointer whose type has a variable length, between acc's own functions. */
static const char *opaque_type(const Param *p)
{
    const Type *t = p->type->base;
    while (t->kind == TY_ARRAY)
        t = t->base;
    return t->quals & Q_CONST ? "const void *" : "void *";
}

/* `first, int x, char *y`: the parameters, after what comes before them. */
static void put_params(StrBuf *out, const Sym *s, const char *first, bool list)
{
    const Type *t = s->type;
    strbuf_printf(out, "(%s", first);
    for (unsigned i = 0; i < t->params; i++) {
        const Param *p = &t->param[i];
        if (i || *first)
            strbuf_puts(out, ", ");
        if (p->type->variably_modified && p->node) {
            /* as written for the user, without its lengths inside */
            if (*first)
                strbuf_printf(out, "%s%s", opaque_type(p), param_name(p, i));
            else
                cprint_raw_tokens(out, p->node->first, p->node->end);
            continue;
        }
        type_declare(out, type_unqualified(p->type), param_name(p, i));
        Node *a = param_attributes(p);
        if (a && a->first < a->end) {
            strbuf_putc(out, ' ');
            cprint_node(a);
        } else if (!p->name) {
            strbuf_puts(out, " ACC_UNUSED");
        }
    }
    if (t->variadic)
        strbuf_puts(out, list ? ", va_list *__acc_va" : ", ...");
    else if (!t->params && !*first)
        strbuf_puts(out, "void");
    strbuf_putc(out, ')');
}

void function_params(StrBuf *out, const Sym *s)
{
    put_params(out, s, "", false);
}

const char *function_param_name(const Sym *s, unsigned i)
{
    return param_name(&s->type->param[i], i);
}

/* list: variable arguments come as a va_list *. */
static void put_heading(StrBuf *out, const Sym *s, Type *result,
                        const char *name, const char *first, bool list)
{
    StrBuf b = {0};
    strbuf_puts(&b, name);
    put_params(&b, s, first, list);
    type_declare(out, result, b.s);
    strbuf_free(&b);
}

void function_heading(StrBuf *out, const Sym *s, const char *name)
{
    put_heading(out, s, s->type->base, name, "", false);
}

void function_constructor_prototype(StrBuf *out, const Sym *s)
{
    bool variable = false;
    for (unsigned i = 0; i < s->type->params; i++)
        variable |= s->type->param[i].type->variably_modified;
    if (!variable) {
        type_declare(out, s->type, s->name->s);
        return;
    }
    /* a length may name another parameter */
    strbuf_printf(out, "%s *%s", object_type(s), s->name->s);
    put_params(out, s, "", false);
}

void function_entry_prototype(StrBuf *out, const Sym *s)
{
    const Type *t = s->type;
    StrBuf b = {0};
    strbuf_printf(&b, "__acc_call_%s(acc_context *", s->name->s);
    for (unsigned i = 0; i < t->params; i++) {
        strbuf_puts(&b, ", ");
        if (t->param[i].type->variably_modified)
            strbuf_puts(&b, opaque_type(&t->param[i]));
        else
            type_declare(&b, type_unqualified(t->param[i].type), "");
    }
    strbuf_puts(&b, t->variadic ? ", ...)" : ")");
    type_declare(out, t->base, b.s);
    strbuf_free(&b);
}

static void put_args(StrBuf *out, const Func *f)
{
    const Type *t = f->sym->type;
    for (unsigned i = 0; i < t->params; i++)
        strbuf_printf(out, ", %s", param_name(&t->param[i], i));
}

/* ---- the frame ------------------------------------------------------------ */

static void put_layout(StrBuf *out, const Layout *l, int depth)
{
    if (l->kind == LAYOUT_ITEM) {
        strbuf_printf(out, "%*s", depth * 4, "");
        if (l->item->forced_align)
            strbuf_printf(out, "_Alignas(%u) ", l->item->forced_align);
        if (l->item->text)
            strbuf_puts(out, l->item->text);
        else
            type_declare(out, l->item->type, l->item->name);
        strbuf_puts(out, ";\n");
        return;
    }
    bool braces = depth > 1 || l->kind == LAYOUT_UNION; /* else the frame */
    if (braces)
        strbuf_printf(out, "%*s%s {\n", depth * 4, "",
                      l->kind == LAYOUT_UNION ? "union" : "struct");
    for (size_t i = 0; i < l->parts.n; i++)
        put_layout(out, l->parts.at[i], depth + braces);
    if (braces)
        strbuf_printf(out, "%*s};\n", depth * 4, "");
}

/* The value takes the place of everything else: it is stored when the
 * function is over. A small one fits in behind the header's last member. */
static void put_frame(StrBuf *out, const Func *f)
{
    strbuf_printf(out, "struct __acc_frame_%s {\n    ACC_FRAME_HEADER\n", str(f));
    bool value = f->value->kind != TY_VOID;
    const Layout *l = f->layout;
    bool beside = value && (!l || f->is_generator || (type_size(f->value) <= 4 && l->align > 4));
    if (beside) {
        strbuf_puts(out, "    ");
        type_declare(out, type_unqualified(f->value), "__acc_result");
        strbuf_puts(out, ";\n");
    }
    if (l && value && !beside) {
        strbuf_puts(out, "    union {\n        ");
        type_declare(out, type_unqualified(f->value), "__acc_result");
        strbuf_puts(out, ";\n");
        if (l->kind == LAYOUT_STRUCT)
            strbuf_puts(out, "        struct {\n");
        if (l->kind == LAYOUT_ITEM)
            put_layout(out, l, 2);
        for (size_t i = 0; i < l->parts.n; i++)
            put_layout(out, l->parts.at[i], l->kind == LAYOUT_STRUCT ? 3 : 2);
        if (l->kind == LAYOUT_STRUCT)
            strbuf_puts(out, "        };\n");
        strbuf_puts(out, "    };\n");
    } else if (l) {
        put_layout(out, l, 1);
    }
    strbuf_puts(out, "};\n");
}

/* ---- tables ----------------------------------------------------------------- */

static void put_tables(StrBuf *out, const Func *f)
{
    const char *name = str(f);
    unsigned line = source_shown_line(f->sym->defined_at);
    strbuf_printf(out, "static const acc_point __acc_points_%s[] = {{%u, 0}, "
                       "{%u, 0}", name, line, line);
    for (size_t i = 0; i < f->points.n; i++) {
        const Point *p = f->points.at[i];
        bool waits = p->is_leaf || p->kind == POINT_ANY;
        strbuf_puts(out, waits || i % 10 == 8 ? ",\n    " : ", ");
        strbuf_printf(out, "{%u, ", source_shown_line(p->pos));
        if (waits)
            strbuf_printf(out, "%s(offsetof(struct __acc_frame_%s, %s))}",
                          p->kind == POINT_START ? "__ACC_WAITS_TIMER"
                                                 : "ACC_WAITS_HANDLE",
                          name, p->child_name);
        else
            strbuf_puts(out, "0}");
    }
    strbuf_puts(out, "};\n");
    unsigned variables = 0;
    for (size_t i = 0; i < f->locals.n; i++)
        variables += f->locals.at[i]->item && !f->locals.at[i]->is_temp;
    if (variables)
        strbuf_printf(out, "static const acc_variable __acc_variables_%s[] = {\n",
                      name);
    for (size_t i = 0; i < f->locals.n; i++) {
        const Local *l = f->locals.at[i];
        if (!l->item || l->is_temp)
            continue;
        StrBuf type = {0};
        type_declare(&type, l->item->type, "");
        strbuf_printf(out, "    {\"%s\", \"%s\", offsetof(struct __acc_frame_%s, "
                           "%s), %u, %u},\n", l->sym->name->s, type.s, name,
                      l->item->name, l->first, l->last);
        strbuf_free(&type);
    }
    if (variables)
        strbuf_puts(out, "};\n");
    strbuf_printf(out,
                  "static void __acc_resume_%s(acc_context *, acc_frame *);\n"
                  "static const acc_descriptor __acc_desc_%s ACC_UNUSED = {\n"
                  "    .resume = __acc_resume_%s,\n"
                  "    ACC_FRAME_LAYOUT(struct __acc_frame_%s),\n",
                  name, name, name, name);
    if (f->value->kind != TY_VOID)
        strbuf_printf(out,
                      "    .result_offset = offsetof(struct __acc_frame_%s, "
                      "__acc_result),\n"
                      "    .result_size = sizeof(((struct __acc_frame_%s *)0)"
                      "->__acc_result),\n", name, name);
    strbuf_printf(out, "    .name = \"%s\", .file = \"", name);
    source_put_name(out, source_shown_name(f->sym->defined_at));
    strbuf_printf(out, "\", .line = %u,\n"
                       "    .points = %u, .point = __acc_points_%s,\n", line,
                  (unsigned)f->points.n + 2, name);
    if (variables)
        strbuf_printf(out, "    .variables = %u, .variable = __acc_variables_%s,\n",
                      variables, name);
    strbuf_puts(out, "};\n");
}

/* ---- the body ----------------------------------------------------------------- */

static const char *frame_param(const Func *f, const char *state)
{
    return arena_printf(ast_arena, "acc_context *__acc_c, struct __acc_frame_%s "
                        "*__acc_f%s", str(f), state);
}

/* The body's parameters before the function's own. */
static const char *body_param(const Func *f)
{
    const char *own = "";
    if (has_late_frame(f))
        own = arena_printf(ast_arena, ", struct __acc_frame_%s **__acc_own",
                           str(f));
    return frame_param(f, arena_printf(ast_arena, "%s, unsigned __acc_state", own));
}

/* `__acc_body_f(c, f`, and who looks for the frame of a call, if the body does
 * not have it from the beginning. */
static void put_body_call(StrBuf *out, const Func *f, const char *own)
{
    strbuf_printf(out, "__acc_body_%s(__acc_c, __acc_f%s", str(f),
                  has_late_frame(f) ? own : "");
}

static bool mentions_name(const Func *f)
{
    const Node *body = f->node->kid[2];
    for (Pos i = body->first; i < body->end; i++)
        if (cprint_is_function_name(i))
            return true;
    return false;
}

static void put_body(StrBuf *out, Func *f)
{
    if (mentions_name(f)) {
        cprint_function_name = arena_printf(ast_arena, "__acc_name_%s", str(f));
        strbuf_printf(out, "static const char %s[] = \"%s\";\n",
                      cprint_function_name, str(f));
    }
    bool uses_frame = f->awaits > 0;
    for (size_t i = 0; i < f->locals.n; i++)
        uses_frame |= f->locals.at[i]->is_param && f->locals.at[i]->item;
    cprint_begin(out, 0);
    line_sync(out, f->sym->defined_at);
    strbuf_puts(out, f->one_copy ? "static ACC_NOINLINE "
                                 : "static ACC_ALWAYS_INLINE ");
    put_heading(out, f->sym, f->result,
                arena_printf(ast_arena, "__acc_body_%s", str(f)),
                body_param(f), true);
    strbuf_putc(out, '\n');
    Node *body = make_block(true);
    body->first = f->body->first, body->end = f->body->end;
    if (f->sym->type->variadic)
        ast_add(body, make_text("(void)__acc_va;", 0));
    if (!f->points.n)
        ast_add(body, make_text("(void)__acc_c;", 0));
    if (!uses_frame)
        ast_add(body, make_text("(void)__acc_f;", 0));
    if (!f->points.n && !f->needs_entry)
        ast_add(body, make_text("(void)__acc_state;", 0));
    for (unsigned i = 0; i < f->body->n; i++)
        ast_add(body, f->body->kid[i]);
    cprint_stmt(body);
    cprint_function_name = NULL;
}

/* ---- entries ------------------------------------------------------------------- */

static const char *give_value(const Func *f)
{
    return f->result->kind == TY_VOID ? "" : "return ";
}

static void put_zero_args(StrBuf *out, const Func *f)
{
    const Type *t = f->sym->type;
    for (unsigned i = 0; i < t->params; i++) {
        Type *p = t->param[i].type;
        if (type_is_scalar(p)) {
            strbuf_puts(out, ", 0");
        } else {
            strbuf_puts(out, ", (");
            type_declare(out, type_unqualified(p), "");
            strbuf_puts(out, "){0}");
        }
    }
    if (t->variadic)
        strbuf_puts(out, ", NULL");
}

static void put_start(StrBuf *out, const Func *f)
{
    const char *name = arena_printf(ast_arena, "__acc_start_%s", str(f));
    strbuf_puts(out, "static ACC_UNUSED ");
    cprint_begin(out, 0);
    cprint_attributes(f->node->kid[0]);
    put_heading(out, f->sym, f->result, name, frame_param(f, ""), true);
    strbuf_printf(out, "\n{\n    %s", give_value(f));
    put_body_call(out, f, ", NULL");
    strbuf_puts(out, ", 0");
    put_args(out, f);
    strbuf_puts(out, ");\n}\n");
}

static void put_resume(StrBuf *out, const Func *f)
{
    strbuf_printf(out, "static void __acc_resume_%s(acc_context *__acc_c, "
                       "acc_frame *__acc_h)\n{\n"
                       "    struct __acc_frame_%s *__acc_f = "
                       "(void *)__acc_h;\n    ",
                  str(f), str(f));
    if (f->result->kind != TY_VOID) {
        type_declare(out, type_unqualified(f->result), "__acc_v");
        strbuf_puts(out, " = ");
    }
    put_body_call(out, f, ", NULL");
    strbuf_puts(out, ", acc_state_of(__acc_f)");
    put_zero_args(out, f);
    strbuf_puts(out, ");\n");
    if (f->is_generator)
        strbuf_puts(out, "    if (!__acc_v && __acc_c->status >= 0)\n"
                         "        __acc_f->__acc_state = ACC_STATE_CLOSED;\n");
    else if (f->result->kind != TY_VOID)
        strbuf_printf(out, "    if (!__acc_c->status)\n        %s;\n",
                      assign_text(f->result, "__acc_f->__acc_result",
                                  "__acc_v"));
    strbuf_puts(out, "}\n");
}

static void put_captures(StrBuf *out, const Func *f, const char *indent)
{
    for (size_t i = 0; i < f->locals.n; i++) {
        const Local *l = f->locals.at[i];
        if (!l->is_param || !l->item)
            continue;
        const char *slot = arena_printf(ast_arena, "__acc_f->%s", l->item->name);
        strbuf_printf(out, "%s%s;\n", indent,
                      assign_text(l->item->type, slot, l->sym->name->s));
    }
}

static const char *frame_mode(const Func *f)
{
    static const char *const modes[] = {
        [FRAME_NEVER] = "__ACC_NEVER", [FRAME_LATE] = "__ACC_LATE",
        [FRAME_AT_ONCE] = "__ACC_AT_ONCE",
    };
    return modes[f->call_frame];
}

static bool captures(const Func *f)
{
    for (size_t i = 0; i < f->locals.n; i++)
        if (f->locals.at[i]->is_param && f->locals.at[i]->item)
            return true;
    return false;
}

/* What the loop is to begin: a call for which there was no room, or an object.
 * Apart, so that the entry and the constructor need no registers for it. */
static void put_entry(StrBuf *out, const Func *f)
{
    const char *name = str(f);
    strbuf_puts(out, "static ACC_NOINLINE ");
    put_heading(out, f->sym, ty_void_ptr,
                arena_printf(ast_arena, "__acc_entry_%s", name),
                "acc_context *__acc_c", false);
    strbuf_printf(out, "\n{\n    struct __acc_frame_%s *__acc_f =\n"
                       "        __acc_entry(__acc_c, &__acc_desc_%s, %s);\n", name,
                  name, frame_mode(f));
    if (captures(f)) {
        strbuf_puts(out, "    if (!__acc_f)\n        return NULL;\n");
        put_captures(out, f, "    ");
    }
    strbuf_puts(out, "    return __acc_f;\n}\n");
}

static void put_call(StrBuf *out, const Func *f)
{
    const char *name = str(f);
    const char *entry = arena_printf(ast_arena, "__acc_call_%s", name);
    const char *frame = arena_printf(ast_arena, "struct __acc_frame_%s", name);
    const char *of = arena_printf(ast_arena, "__ACC_OF(%s, %s)", frame,
                                  frame_mode(f));
    const char *zero = "";
    if (f->result->kind != TY_VOID) {
        StrBuf b = {0};
        if (type_is_scalar(f->result) || type_is_arithmetic(f->result)) {
            zero = " 0";
        } else {
            type_declare(&b, type_unqualified(f->result), "");
            zero = arena_printf(ast_arena, " (%s){0}", b.s);
        }
        strbuf_free(&b);
    }
    bool variadic = f->sym->type->variadic;
    if (!variadic)
        put_entry(out, f);
    cprint_begin(out, 0);
    cprint_storage(f->node->kid[0], NULL);
    if (f->sym->storage == ST_STATIC)
        strbuf_puts(out, "ACC_UNUSED ");
    put_heading(out, f->sym, f->result, entry, "acc_context *__acc_c", false);
    strbuf_puts(out, "\n{\n");
    if (!variadic) {
        /* A word that means nothing is returned as it comes: no registers are
         * needed for that. */
        bool word = fits_word(f->result);
        strbuf_printf(out, "    if (acc_unlikely(__acc_stops(__acc_c, %s)))%s\n"
                           "        ", of, word ? "" : " {");
        if (word)
            strbuf_printf(out, "return (%s)(uintptr_t)",
                          type_string(type_unqualified(f->result)));
        strbuf_printf(out, "__acc_entry_%s(__acc_c", name);
        put_args(out, f);
        strbuf_puts(out, ");\n");
        if (!word)
            strbuf_printf(out, "        return%s;\n    }\n", zero);
    }
    if (f->call_frame == FRAME_NEVER) {
        strbuf_printf(out, "    %s__acc_body_%s(__acc_c, NULL, 0", give_value(f),
                      name);
        put_args(out, f);
        strbuf_puts(out, ");\n}\n");
        return;
    }
    strbuf_printf(out, "    %s *__acc_f =\n        __acc_enter(__acc_c, %s);\n"
                       "    if (acc_unlikely(__acc_lacks(__acc_f, %s)))\n"
                       "        return%s;\n", frame, of, of, zero);
    if (variadic)
        strbuf_printf(out, "    va_list __acc_va;\n"
                           "    va_start(__acc_va, %s);\n",
                      param_name(&f->sym->type->param[f->sym->type->params - 1],
                                 f->sym->type->params - 1));
    strbuf_puts(out, "    ");
    if (f->result->kind != TY_VOID) {
        type_declare(out, type_unqualified(f->result), "__acc_v");
        strbuf_puts(out, " = ");
    }
    put_body_call(out, f, ", &__acc_f");
    strbuf_puts(out, ", 0");
    put_args(out, f);
    strbuf_puts(out, variadic ? ", &__acc_va);\n    va_end(__acc_va);\n" : ");\n");
    strbuf_printf(out, "    __acc_exit(__acc_c, __acc_f, %s);\n", of);
    if (f->result->kind != TY_VOID)
        strbuf_puts(out, "    return __acc_v;\n");
    strbuf_puts(out, "}\n");
}

const char *function_self(const Sym *s)
{
    for (unsigned i = 0; i < s->type->params; i++)
        if (s->type->param[i].name == s->name)
            return arena_printf(ast_arena, "__acc_self_%s", s->name->s);
    return s->name->s;
}

/* `async int f(int f)`: in it the name is the parameter's. */
static void put_self(StrBuf *out, const Func *f)
{
    const char *self = function_self(f->sym);
    if (self == f->sym->name->s)
        return;
    function_constructor_prototype(out, f->sym);
    StrBuf b = {0};
    strbuf_printf(&b, "(*const %s)", self);
    function_params(&b, f->sym);
    strbuf_printf(out, ";\nstatic %s *%s = %s;\n", object_type(f->sym), b.s,
                  str(f));
    strbuf_free(&b);
}

/* The constructor was called by `await fp(x)`: it runs the function. */
static void put_called(StrBuf *out, const Func *f)
{
    strbuf_printf(out, "    acc_context *__acc_c = __acc_called((acc_function)%s);\n"
                       "    if (__acc_c)%s", function_self(f->sym),
                  fits_word(f->value) ? "\n        return " : " {\n        ");
    StrBuf call = {0};
    strbuf_printf(&call, "__acc_call_%s(__acc_c", str(f));
    put_args(&call, f);
    strbuf_putc(&call, ')');
    if (fits_word(f->value)) {
        strbuf_printf(out, "(acc_coroutine *)(uintptr_t)%s;\n", call.s);
    } else {
        const char *store = call.s;
        if (f->value->kind != TY_VOID) {
            type_declare(out, type_pointer(type_unqualified(f->value)), "__acc_r");
            strbuf_puts(out, " = __acc_c->result;\n        ");
            store = assign_text(f->value, "*__acc_r", call.s);
        }
        strbuf_printf(out, "%s;\n        return NULL;\n    }\n", store);
    }
    strbuf_free(&call);
}

static void put_constructor(StrBuf *out, const Func *f)
{
    const char *name = str(f);
    bool is_main = sema_async_main == f->sym;
    if (f->is_callable)
        put_self(out, f);
    cprint_begin(out, 0);
    if (is_main)
        strbuf_puts(out, "static ");
    else
        cprint_storage(f->node->kid[0], NULL);
    if (f->needs_task)
        strbuf_puts(out, "ACC_UNUSED ");
    strbuf_printf(out, "%s *%s", object_type(f->sym), is_main ? "__acc_main" : name);
    put_params(out, f->sym, "", false);
    strbuf_puts(out, "\n{\n");
    if (f->is_callable) {
        put_called(out, f);
        strbuf_printf(out, "    return __acc_entry_%s(NULL", name);
        put_args(out, f);
        strbuf_puts(out, ");\n}\n");
        return;
    }
    strbuf_printf(out, "    struct __acc_frame_%s *__acc_f = acc_frame_new("
                       "&__acc_desc_%s);\n", name, name);
    if (captures(f)) {
        strbuf_puts(out, "    if (!__acc_f)\n        return NULL;\n");
        put_captures(out, f, "    ");
    }
    strbuf_printf(out, "    return (%s *)__acc_f;\n}\n", object_type(f->sym));
}

/* create_task(f(x)) in one; prototype or definition. */
static void put_task(StrBuf *out, const Func *f, bool definition)
{
    const char *name = str(f);
    StrBuf b = {0};
    strbuf_printf(&b, "acc_task *__acc_task_%s", name);
    put_params(&b, f->sym, "acc_context *__acc_c", false);
    strbuf_printf(out, "static ACC_UNUSED %s%s", b.s, definition ? "\n{\n" : ";\n");
    strbuf_free(&b);
    if (!definition)
        return;
    strbuf_printf(out, "    struct __acc_frame_%s *__acc_f = __acc_task_new("
                       "__acc_c, &__acc_desc_%s);\n"
                       "    if (!__acc_f)\n        return NULL;\n", name, name);
    put_captures(out, f, "    ");
    strbuf_puts(out, "    return (acc_task *)(void *)__acc_f - 1;\n}\n");
}

static void put_main(StrBuf *out, const Func *f)
{
    const Type *t = f->sym->type;
    cprint_begin(out, 0);
    strbuf_puts(out, "int main");
    put_params(out, f->sym, "", false);
    strbuf_puts(out, "\n{\n    return acc_main(__acc_main(");
    for (unsigned i = 0; i < t->params; i++)
        strbuf_printf(out, "%s%s", i ? ", " : "", param_name(&t->param[i], i));
    strbuf_puts(out, "));\n}\n");
}

/* What the body may name before it is defined. */
static void put_forward(StrBuf *out, Func *f)
{
    cprint_begin(out, 0);
    if (f->needs_constructor && sema_async_main != f->sym) {
        cprint_storage(f->node->kid[0], NULL);
        function_constructor_prototype(out, f->sym);
        strbuf_puts(out, ";\n");
    }
    if (f->needs_call) {
        cprint_storage(f->node->kid[0], NULL);
        function_entry_prototype(out, f->sym);
        strbuf_puts(out, ";\n");
    }
    if (f->needs_task)
        put_task(out, f, false);
}

/* ---- #pragma pack -------------------------------------------------------------- */

/* What follows is packed as `wanted`, not as `now` has it. */
static void begin_pack(StrBuf *out, unsigned now, unsigned wanted)
{
    if (now != wanted)
        strbuf_printf(out, "#pragma pack(push, %u)\n", wanted ? wanted : 16);
}

static void end_pack(StrBuf *out, unsigned now, unsigned wanted)
{
    if (now != wanted)
        strbuf_puts(out, "#pragma pack(pop)\n");
}

void emit_function(StrBuf *out, Func *f)
{
    unsigned pack = pragma_pack_at(f->node->first);
    lower_names(f, true);
    for (size_t i = 0; i < f->types.n; i++) {
        Node *t = f->types.at[i];
        unsigned its = pragma_pack_at(t->end ? t->end - 1 : t->first);
        begin_pack(out, pack, its);
        line_sync(out, t->first);
        cprint_type_definition(t);
        end_pack(out, pack, its);
    }
    line_generated(out);
    begin_pack(out, pack, 0);
    put_frame(out, f);
    end_pack(out, pack, 0);
    put_forward(out, f);
    put_tables(out, f);
    put_body(out, f);
    line_generated(out);
    if (f->needs_start)
        put_start(out, f);
    put_resume(out, f);
    if (f->needs_call)
        put_call(out, f);
    if (f->needs_task)
        put_task(out, f, true);
    if (f->needs_constructor)
        put_constructor(out, f);
    if (sema_async_main == f->sym)
        put_main(out, f);
    lower_names(f, false);
}
