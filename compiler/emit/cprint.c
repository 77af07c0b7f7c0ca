/*
 * The C printer of emit/: gives back C text for a tree in which nothing
 * asynchronous is left, and for the declarations of the dialect.
 *
 * Needs:  lower/ done.
 * Leaves: text. Nodes that cover tokens print as those tokens, with holes where
 *         a kid was rewritten (Node.repl) and with names substituted
 *         (Sym.emit); made nodes print by their kind, ND_TEMPLATE by its text.
 */
#include "emit/cprint.h"

#include <ctype.h>
#include <string.h>

#include "base/diag.h"
#include "emit/function.h"
#include "emit/line.h"
#include "front/align.h"
#include "front/macro.h"
#include "grammar/tokens.h"
#include "lower/lower.h"

static StrBuf *out;
static int indent;
const char *cprint_function_name;

/* ---- characters and tokens ------------------------------------------- */

static bool is_word(char ch)
{
    return isalnum((unsigned char)ch) || ch == '_' || ch == '$'
        || (unsigned char)ch >= 128;
}

static char last_char(void)
{
    return out->n ? out->s[out->n - 1] : '\n';
}

/* Would `next` melt into what stands before it? */
static bool melts(char next)
{
    char last = last_char();
    if (is_word(last) && (is_word(next) || next == '"' || next == '\''))
        return true;
    if (last == '/' && (next == '/' || next == '*'))
        return true;
    return strchr("+-&|<>=*%^!:#", last) && last && strchr("+-&|<>=", next)
        && (last == next || next == '=' || (last == '-' && next == '>'));
}

static void put_word(const char *s)
{
    if (melts(*s))
        strbuf_putc(out, ' ');
    strbuf_puts(out, s);
}

static void put_indent(int extra)
{
    static const char blanks[] = "                                ";
    size_t n = indent + extra > 0 ? (size_t)(indent + extra) * 4 : 0;
    for (; n > sizeof blanks - 1; n -= sizeof blanks - 1)
        strbuf_put(out, blanks, sizeof blanks - 1);
    strbuf_put(out, blanks, n);
}

bool cprint_is_function_name(Pos i)
{
    static const Str *name[3];
    if (!name[0]) {
        name[0] = intern_z("__func__");
        name[1] = intern_z("__FUNCTION__");
        name[2] = intern_z("__PRETTY_FUNCTION__");
    }
    const Str *s = unit_tokens.at[i].str;
    return s == name[0] || s == name[1] || s == name[2];
}

/* The name of a macro of a system header that calls the function of its name:
 * it came out of an expansion and would be expanded once more. */
static bool is_painted(Pos i)
{
    const Token *t = &unit_tokens.at[i];
    if (t->kind != TK_IDENT || !t->str->macro_history
        || i + 1 >= unit_tokens.n || unit_tokens.at[i + 1].kind != '(')
        return false;
    const Macro *m = macro_at(t->str, i);
    return m && m->system && m->function_like && !m->dynamic;
}

static Pos last_token; /* printed before, to keep the source's line breaks */

static void put_token(Pos i)
{
    const Token *t = &unit_tokens.at[i];
    const Token *before = &unit_tokens.at[last_token];
    const Sym *s = sema_token_sym ? sema_token_sym[i] : NULL;
    if (t->kind == TK_PRAGMA) {
        while (last_char() == ' ') /* a line of its own, on the line it had */
            out->n--;
        if (last_char() != '\n')
            strbuf_putc(out, '\n');
        strbuf_puts(out, t->str->s);
        strbuf_putc(out, '\n');
        last_token = i;
        return;
    }
    if (last_token && t->file == before->file && t->line > before->line
        && t->line - before->line < 40 && !(t->flags & TF_MACRO)) {
        for (unsigned k = before->line; k < t->line; k++)
            strbuf_putc(out, '\n');
        put_indent(1);
    } else if (last_char() != '\n' && last_char() != ' ' && last_char() != '('
               && (t->flags & (TF_SPACE | TF_LINE_START))) {
        strbuf_putc(out, ' ');
    }
    last_token = i;
    if (s && (s->emit || s->name != t->str)) {
        put_word(s->emit ? s->emit : s->name->s); /* TimeoutError: ETIMEDOUT */
        return;
    }
    if (cprint_function_name && t->kind == TK_IDENT
        && cprint_is_function_name(i)) {
        put_word(cprint_function_name);
        return;
    }
    if (is_painted(i)) {
        strbuf_printf(out, "(%s)", t->str->s);
        return;
    }
    put_word(t->str->s);
}

void cprint_tokens(Pos first, Pos end)
{
    for (Pos i = first; i < end; i++)
        put_token(i);
}

void cprint_raw_tokens(StrBuf *to, Pos first, Pos end)
{
    StrBuf *saved = out;
    out = to;
    for (Pos i = first; i < end; i++) {
        const Token *t = &unit_tokens.at[i];
        if (i > first && (t->flags & (TF_SPACE | TF_LINE_START)))
            strbuf_putc(out, ' ');
        put_word(t->str->s);
    }
    out = saved;
}

void cprint_begin(StrBuf *to, int depth)
{
    out = to;
    indent = depth;
    last_token = 0;
}

/* ---- nodes that cover tokens ------------------------------------------ */

static void put_declaration(Node *n);

static bool is_made(const Node *n)
{
    return n->first >= n->end;
}

/* Kids in the order of their tokens. */
static void put_holes(Node *n)
{
    Node *small[8], **kid = small;
    unsigned count = 0;
    if (n->n > 8)
        kid = xrealloc(NULL, n->n * sizeof *kid);
    for (unsigned i = 0; i < n->n; i++) {
        Node *k = n->kid[i];
        if (!k || is_made(k))
            continue;
        unsigned at = count++;
        while (at > 0 && kid[at - 1]->first > k->first) {
            kid[at] = kid[at - 1];
            at--;
        }
        kid[at] = k;
    }
    Pos pos = n->first;
    for (unsigned i = 0; i < count; i++) {
        if (kid[i]->first < pos)
            continue;
        cprint_tokens(pos, kid[i]->first);
        cprint_node(kid[i]);
        pos = kid[i]->end;
        last_token = pos - 1;
    }
    cprint_tokens(pos, n->end);
    if (kid != small)
        xrealloc(kid, 0);
}

static bool is_rewritten(const Node *n)
{
    if (n->repl)
        return true;
    for (unsigned i = 0; i < n->n; i++)
        if (n->kid[i] && is_rewritten(n->kid[i]))
            return true;
    return false;
}

/* A whole use of a system header's macro prints as it was spelled. */
static bool put_macro(Node *n)
{
    const char *text;
    size_t len;
    if (!(unit_tokens.at[n->first].flags & TF_MACRO)
        || !align_macro_invocation(n->first, n->end, &text, &len)
        || is_rewritten(n))
        return false;
    for (Pos i = n->first; i < n->end; i++)
        if ((sema_token_sym[i] && sema_token_sym[i]->emit)
            || (cprint_function_name && cprint_is_function_name(i)))
            return false;
    if (last_char() != '\n' && last_char() != ' ' && last_char() != '(')
        strbuf_putc(out, ' ');
    for (size_t i = 0; i < len; i++) /* one line */
        strbuf_putc(out, text[i] == '\n' ? ' ' : text[i]);
    last_token = n->end - 1;
    return true;
}

static void put_spaced(const char *s)
{
    if (last_char() != '\n' && last_char() != ' ' && last_char() != '(')
        strbuf_putc(out, ' ');
    strbuf_puts(out, s);
}

static const char *tag_keyword(const Tag *tag)
{
    return tag->keyword == TK_UNION ? "union"
         : tag->keyword == TK_ENUM ? "enum" : "struct";
}

static const char *handle_name(int op)
{
    switch (op) {
    case TK_COROUTINE: return "acc_coroutine_ref";
    case TK_TASK: return "acc_task_ref";
    case TK_FUTURE: return "acc_future_ref";
    case TK_AWAITABLE: return "acc_awaitable_ref";
    case TK_QUEUE: return "acc_queue_ref";
    default: return "acc_generator_ref";
    }
}

static bool mentions_async_function(const Type *t)
{
    for (; t; t = t->base) {
        if (t->kind == TY_FUNCTION) {
            if (t->is_async)
                return !t->alias;
            for (unsigned i = 0; i < t->params; i++)
                if (mentions_async_function(t->param[i].type))
                    return true;
        }
        if (t->kind != TY_POINTER && t->kind != TY_ARRAY
            && t->kind != TY_FUNCTION)
            return false;
        if (t->alias)
            return false;
    }
    return false;
}

static void put_type(const Type *t, const char *name)
{
    StrBuf b = {0};
    type_declare(&b, t, name);
    put_spaced(b.s);
    strbuf_free(&b);
}

static void put_covered(Node *n)
{
    switch (n->kind) {
    case ND_SPEC_HANDLE:
        put_spaced(handle_name(n->op));
        last_token = n->end - 1;
        return;
    case ND_SPEC_RECORD: case ND_SPEC_ENUM: {
        const Tag *tag = n->type ? n->type->tag : NULL;
        if (!tag || !tag->emit_name)
            break;
        put_spaced(tag_keyword(tag));
        put_word(tag->emit_name->s);
        last_token = n->end - 1;
        return;
    }
    case ND_SPEC_WORD:
        if (n->op == TK_ASYNC) {
            last_token = n->end - 1;
            return;
        }
        break;
    case ND_TYPE_NAME:
        if (n->type && mentions_async_function(n->type)) {
            put_type(n->type, "");
            last_token = n->end - 1;
            return;
        }
        break;
    case ND_DECLARATION:
        put_declaration(n);
        return;
    case ND_FIELD_DECL: {
        bool any = false;
        for (unsigned i = 1; i < n->n; i++)
            any |= n->kid[i] && mentions_async_function(n->kid[i]->type);
        if (!any)
            break;
        for (unsigned i = 1; i < n->n; i++) {
            const Node *d = ast_declared(n->kid[i]->kid[0]);
            put_type(n->kid[i]->type, d->name ? d->name->s : "");
            strbuf_putc(out, ';');
        }
        last_token = n->end - 1;
        return;
    }
    case ND_PARAM:
        if (n->type && mentions_async_function(n->type)) {
            const Node *d = ast_declared(n->kid[1]);
            put_type(n->type, d->name ? d->name->s : "");
            last_token = n->end - 1;
            return;
        }
        break;
    }
    if (put_macro(n))
        return;
    put_holes(n);
}

/* ---- made nodes --------------------------------------------------------- */

static void put_stmt_inline(Node *n);

static bool is_statement(const Node *n)
{
    return n->kind == ND_BLOCK || n->kind == ND_EXPR_STMT
        || n->kind == ND_DECLARATION || n->kind == ND_IF || n->kind == ND_FOR;
}

/* The text of a template: '@' is the next kid; after a line break, the
 * current indentation. With #line on, a template that belongs to one source
 * line stays on one line. */
static void put_template(Node *n, bool one_line)
{
    unsigned next = 0;
    int extra = 0;
    if (melts(*n->text))
        strbuf_putc(out, ' ');
    for (const char *p = n->text; *p; p++) {
        if (*p == '@' && next < n->n) {
            Node *kid = now(n->kid[next++]);
            int saved = indent;
            indent += extra;
            last_token = 0;
            if (is_statement(kid))
                put_stmt_inline(kid);
            else
                cprint_node(kid);
            last_token = 0;
            indent = saved;
        } else if (*p == '\n') {
            extra = 0;
            while (p[1] == ' ' && p[2] == ' ' && p[3] == ' ' && p[4] == ' ')
                p += 4, extra++;
            if (one_line) {
                strbuf_putc(out, ' ');
            } else {
                strbuf_putc(out, '\n');
                put_indent(extra);
            }
        } else {
            const char *rest = p;
            while (p[1] && p[1] != '@' && p[1] != '\n')
                p++;
            strbuf_put(out, rest, (size_t)(p + 1 - rest));
        }
    }
}

static void put_made(Node *n)
{
    switch (n->kind) {
    case ND_TEMPLATE:
        put_template(n, line_enabled);
        return;
    case ND_IDENT:
        put_word(n->sym->emit ? n->sym->emit : n->sym->name->s);
        return;
    case ND_ASSIGN:
        if (type_has_const_member(n->kid[0]->type)) {
            put_template(make_text(assign_text(n->kid[0]->type, "@", "@"), 3,
                                   n->kid[0], n->kid[1], n->kid[0]),
                         line_enabled);
            return;
        }
        cprint_node(n->kid[0]);
        strbuf_puts(out, " = ");
        cprint_node(n->kid[1]);
        return;
    case ND_UNARY:
        strbuf_putc(out, (char)n->op);
        cprint_node(n->kid[0]);
        return;
    case ND_PAREN:
        strbuf_putc(out, '(');
        cprint_node(n->kid[0]);
        strbuf_putc(out, ')');
        return;
    default:
        bug("made node '%s' in an expression", ast_kind_name[n->kind]);
    }
}

void cprint_node(Node *n)
{
    const Node *was = n;
    n = now(n);
    if (is_made(n)) {
        if (!is_made(was) && !strchr("\n (", last_char())
            && (unit_tokens.at[was->first].flags & (TF_SPACE | TF_LINE_START)))
            strbuf_putc(out, ' ');
        put_made(n);
    }
    else
        put_covered(n);
}

void cprint_text(const char *text)
{
    put_word(text);
}

/* ---- declarations --------------------------------------------------------- */

static bool is_storage(const Node *spec)
{
    if (spec->kind == ND_ATTRIBUTES || spec->kind == ND_SPEC_ALIGNAS)
        return true;
    if (spec->kind != ND_SPEC_WORD)
        return false;
    switch (spec->op) {
    case TK_STATIC: case TK_EXTERN: case TK_INLINE: case TK_TYPEDEF:
    case TK_REGISTER: case TK_THREAD_LOCAL: case TK_EXTENSION:
        return true;
    }
    return false;
}

void cprint_attributes(Node *specs)
{
    for (unsigned i = 0; i < specs->n; i++)
        if (specs->kid[i] && specs->kid[i]->kind == ND_ATTRIBUTES) {
            last_token = 0;
            cprint_node(specs->kid[i]);
            strbuf_putc(out, ' ');
        }
    last_token = 0;
}

void cprint_storage(Node *specs, Node *declared)
{
    for (unsigned i = 0; i < specs->n; i++)
        if (specs->kid[i] && is_storage(specs->kid[i])) {
            last_token = 0;
            if (last_char() != '\n' && last_char() != ' ')
                strbuf_putc(out, ' ');
            cprint_node(specs->kid[i]);
        }
    Node *attributes = declared ? ast_kid(declared, 1) : NULL;
    if (attributes && declared->kind == ND_DECLARED) {
        last_token = 0;
        strbuf_putc(out, ' ');
        cprint_node(attributes);
    }
    if (last_char() != '\n' && last_char() != ' ')
        strbuf_putc(out, ' ');
    last_token = 0;
}

/* `auto x = E;`: no type was written. */
static bool is_inferred(const Node *specs)
{
    bool automatic = false;
    for (unsigned i = 0; i < specs->n; i++) {
        const Node *s = specs->kid[i];
        if (!s || is_storage(s))
            continue;
        if (s->kind == ND_SPEC_WORD && s->op == TK_AUTO)
            automatic = true;
        else if (s->kind != ND_SPEC_WORD
                 || (s->op != TK_CONST && s->op != TK_VOLATILE))
            return false;
    }
    return automatic;
}

static void put_init(Node *declared, const Sym *s, bool zero)
{
    Node *init = ast_kid(declared, 2);
    if (init) {
        strbuf_puts(out, " = ");
        last_token = 0;
        cprint_node(init);
    } else if (zero) {
        TypeKind k = s->type->kind;
        strbuf_puts(out, k == TY_RECORD || k == TY_VECTOR || k == TY_ARRAY
                                 || k == TY_VA_LIST ? " = {0}" : " = 0");
    }
}

/* An async function's prototype: its constructor and its entry. */
static void put_prototype(Node *specs, Node *declared, Sym *s)
{
    Func *f = lower_func(s);
    bool defined = f != NULL;
    bool first = true;
    if (!s->type->variadic && (!defined || f->needs_constructor)) {
        cprint_storage(specs, declared);
        function_constructor_prototype(out, s);
        strbuf_putc(out, ';');
        first = false;
    }
    if (defined ? f->needs_call
                : s->storage != ST_STATIC && !s->type->is_generator) {
        if (!first) {
            strbuf_putc(out, '\n');
            put_indent(0);
        }
        cprint_storage(specs, declared);
        function_entry_prototype(out, s);
        strbuf_putc(out, ';');
    }
}

static void put_declaration(Node *n)
{
    if (!n->n) { /* a temporary */
        type_declare(out, n->sym->type, n->sym->name->s);
        if (n->value)
            put_init(n, n->sym, true);
        strbuf_putc(out, ';');
        return;
    }
    Node *specs = n->kid[0];
    bool inferred = is_inferred(specs), special = inferred;
    for (unsigned i = 1; i < n->n; i++) {
        Sym *s = ast_declared(n->kid[i]->kid[0])->sym;
        special |= s && mentions_async_function(s->type);
    }
    if (!special && is_made(n) == false && !is_rewritten(n)) {
        put_holes(n);
        return;
    }
    if (!special) {
        cprint_node(specs);
        for (unsigned i = 1; i < n->n; i++) {
            Node *d = n->kid[i];
            if (i > 1)
                strbuf_putc(out, ',');
            if (!strchr(" (", last_char()))
                strbuf_putc(out, ' ');
            cprint_node(d->kid[0]);
            if (d->kid[1]) {
                strbuf_putc(out, ' ');
                cprint_node(d->kid[1]);
            }
            put_init(d, ast_declared(d->kid[0])->sym, n->value);
        }
        strbuf_putc(out, ';');
        last_token = 0;
        return;
    }
    for (unsigned i = 1; i < n->n; i++) {
        Node *d = n->kid[i];
        Sym *s = ast_declared(d->kid[0])->sym;
        if (i > 1) {
            strbuf_putc(out, '\n');
            put_indent(0);
        }
        if (s->type->kind == TY_FUNCTION && s->kind == SYM_FUNCTION
            && s->type->is_async) {
            put_prototype(specs, d, s);
            continue;
        }
        cprint_storage(specs, d);
        type_declare(out, s->type, s->name->s);
        put_init(d, s, n->value);
        strbuf_putc(out, ';');
    }
    last_token = 0;
}

void cprint_type_definition(Node *spec)
{
    const Tag *tag = spec->type->tag;
    Pos brace = spec->first;
    while (unit_tokens.at[brace].kind != '{')
        brace++;
    last_token = 0;
    for (Pos i = spec->first; i < brace; i++)
        put_token(i);
    if (!tag->name)
        put_spaced(tag->emit_name->s);
    Node body = *spec;
    body.first = brace;
    body.repl = NULL;
    put_holes(&body);
    strbuf_puts(out, ";\n");
    last_token = 0;
}

/* ---- statements ------------------------------------------------------------ */

static void put_body(Node *n);

static void put_items(Node *b)
{
    for (unsigned i = 0; i < b->n; i++)
        cprint_stmt(b->kid[i]);
}

static void put_braces(Node *b)
{
    strbuf_puts(out, "{\n");
    indent++;
    if (b->kind == ND_BLOCK && !b->op)
        put_items(b);
    else
        cprint_stmt(b);
    indent--;
    if (b->kind == ND_BLOCK && !is_made(b) && !b->op)
        line_sync(out, b->end - 1);
    put_indent(0);
    strbuf_putc(out, '}');
    last_token = 0;
}

/* A statement in the middle of a line, without the line's end. */
static void put_stmt_inline(Node *n)
{
    n = now(n);
    switch (n->kind) {
    case ND_BLOCK:
        put_braces(n);
        return;
    case ND_DECLARATION:
        put_declaration(n);
        return;
    case ND_EXPR_STMT:
        last_token = 0;
        cprint_node(n->kid[0]);
        strbuf_putc(out, ';');
        return;
    case ND_IF:
        strbuf_puts(out, "if (");
        last_token = 0;
        cprint_node(n->kid[0]);
        strbuf_puts(out, ")");
        put_body(n->kid[1]);
        if (n->kid[2]) {
            Node *els = now(n->kid[2]);
            if (last_char() == '}') {
                strbuf_puts(out, " else");
            } else {
                strbuf_putc(out, '\n');
                put_indent(0);
                strbuf_puts(out, "else");
            }
            if (els->kind == ND_IF) {
                strbuf_putc(out, ' ');
                put_stmt_inline(els);
            } else {
                put_body(els);
            }
        }
        return;
    case ND_SWITCH: case ND_WHILE:
        strbuf_puts(out, n->kind == ND_SWITCH ? "switch (" : "while (");
        last_token = 0;
        cprint_node(n->kid[0]);
        strbuf_putc(out, ')');
        put_body(n->kid[1]);
        return;
    case ND_DO:
        strbuf_puts(out, "do");
        put_body(n->kid[0]);
        if (last_char() == '}') {
            strbuf_putc(out, ' ');
        } else {
            strbuf_putc(out, '\n');
            put_indent(0);
        }
        strbuf_puts(out, "while (");
        last_token = 0;
        cprint_node(n->kid[1]);
        strbuf_puts(out, ");");
        return;
    case ND_FOR:
        strbuf_puts(out, "for (");
        last_token = 0;
        if (n->kid[0] && now(n->kid[0])->kind == ND_DECLARATION) {
            put_declaration(now(n->kid[0]));
        } else {
            if (n->kid[0])
                cprint_node(n->kid[0]);
            strbuf_putc(out, ';');
        }
        for (int i = 1; i <= 2; i++) {
            if (n->kid[i]) {
                strbuf_putc(out, ' ');
                cprint_node(n->kid[i]);
            }
            if (i == 1)
                strbuf_putc(out, ';');
        }
        strbuf_putc(out, ')');
        put_body(n->kid[3]);
        return;
    case ND_RETURN:
        strbuf_puts(out, "return");
        if (n->kid[0]) {
            strbuf_putc(out, ' ');
            last_token = 0;
            cprint_node(n->kid[0]);
        }
        strbuf_putc(out, ';');
        return;
    case ND_GOTO_COMPUTED:
        strbuf_puts(out, "goto *");
        last_token = 0;
        cprint_node(n->kid[0]);
        strbuf_putc(out, ';');
        return;
    case ND_GOTO:
        if (!is_made(n))
            break;
        strbuf_printf(out, "goto %s;", n->name->s);
        return;
    case ND_BREAK:
        strbuf_puts(out, "break;");
        return;
    case ND_CONTINUE:
        strbuf_puts(out, "continue;");
        return;
    case ND_EMPTY:
        strbuf_putc(out, ';');
        return;
    }
    last_token = 0;
    cprint_node(n);
}

/* Does it print as one line, whatever it contains? */
static bool is_simple(const Node *n)
{
    switch (n->kind) {
    case ND_EXPR_STMT: case ND_RETURN: case ND_GOTO: case ND_BREAK:
    case ND_CONTINUE: case ND_EMPTY: case ND_GOTO_COMPUTED:
        return true;
    }
    return false;
}

/* The body of an if or a loop. */
static void put_body(Node *n)
{
    n = now(n);
    if (!is_simple(n)) {
        strbuf_putc(out, ' ');
        put_braces(n);
        return;
    }
    strbuf_putc(out, '\n');
    indent++;
    if (n->at)
        line_sync(out, n->at);
    put_indent(0);
    put_stmt_inline(n);
    indent--;
}

static void put_label(Node *n)
{
    Node *s = n->kid[n->n - 1];
    indent--;
    put_indent(n->kind == ND_LABEL ? 0 : 1);
    indent++;
    if (unit_tokens.at[n->first].flags & TF_FALLTHROUGH)
        strbuf_puts(out, "/* fall through */ ");
    last_token = 0;
    if (is_made(n)) {
        strbuf_printf(out, "%s:", n->name->s);
    } else if (n->kind == ND_LABEL) {
        put_word(n->sym && n->sym->emit ? n->sym->emit : n->name->s);
        strbuf_putc(out, ':');
        Pos colon = n->first + 1;
        if (unit_tokens.at[colon].kind == ':' && colon + 1 < s->first)
            cprint_tokens(colon + 1, s->first); /* attributes */
    } else {
        cprint_tokens(n->first, n->first + 1);
        for (unsigned i = 0; i + 1 < n->n; i++) {
            if (!n->kid[i])
                continue;
            strbuf_puts(out, i ? " ... " : " ");
            last_token = 0;
            cprint_node(n->kid[i]);
        }
        strbuf_putc(out, ':');
    }
    s = now(s);
    bool empty = s->kind == ND_BLOCK && s->op && !s->n;
    Node *lead = s;
    while (lead->kind == ND_BLOCK && lead->op && lead->n)
        lead = now(lead->kid[0]);
    if (empty || lead->kind == ND_DECLARATION || s->kind == ND_EMPTY)
        strbuf_putc(out, ';');
    strbuf_putc(out, '\n');
    if (!empty && s->kind != ND_EMPTY)
        cprint_stmt(s);
}

void cprint_stmt(Node *n)
{
    n = now(n);
    if (!n)
        return;
    if (n->kind == ND_BLOCK && n->op) {
        for (unsigned i = 0; i < n->n; i++) {
            Node *kid = now(n->kid[i]);
            bool made = n->at && !kid->at && is_made(kid);
            if (made)
                kid->at = n->at;
            if (made && i && kid->kind == ND_TEMPLATE && line_enabled && last_char() == '\n') {
                /* stays on the line, so that it belongs there */
                out->s[out->n - 1] = ' ';
                put_template(kid, true);
                strbuf_putc(out, '\n');
                continue;
            }
            cprint_stmt(kid);
        }
        return;
    }
    Pos at = is_made(n) ? n->at : n->first;
    bool label = n->kind == ND_LABEL || n->kind == ND_CASE
              || n->kind == ND_DEFAULT;
    bool joined = at && !label && line_join(out, at);
    if (at)
        line_sync(out, at);
    else
        line_generated(out);
    if (label) {
        put_label(n);
        return;
    }
    if (!joined)
        put_indent(0);
    last_token = 0;
    if (n->kind == ND_TEMPLATE)
        put_template(n, line_enabled && n->at);
    else
        put_stmt_inline(n);
    if (last_char() != '\n')
        strbuf_putc(out, '\n');
}

/* ---- external declarations --------------------------------------------------- */

/* Tokens of a stretch, with their own lines. */
static void put_plain(Node *n)
{
    line_sync(out, n->first);
    last_token = 0;
    const Token *before = NULL;
    for (Pos i = n->first; i < n->end; i++) {
        const Token *t = &unit_tokens.at[i];
        if (before && (t->file != before->file || t->line < before->line
                       || t->line - before->line >= 40)) {
            if (last_char() != '\n')
                strbuf_putc(out, '\n');
            line_sync(out, i);
            last_token = 0;
        }
        put_token(i);
        before = t;
    }
    if (last_char() != '\n')
        strbuf_putc(out, '\n');
}

static void put_plain_function(Node *n)
{
    line_sync(out, n->first);
    last_token = 0;
    Node *body = n->kid[2];
    Sym *s = n->sym;
    if (s && mentions_async_function(s->type)) {
        cprint_storage(n->kid[0], NULL);
        function_heading(out, s, s->name->s);
    } else {
        Node head = *n;
        head.end = body->first;
        head.kid = xrealloc(NULL, n->n * sizeof *head.kid);
        head.n = 0;
        for (unsigned i = 0; i < n->n; i++)
            if (n->kid[i] && n->kid[i] != body)
                head.kid[head.n++] = n->kid[i];
        put_holes(&head);
        xrealloc(head.kid, 0);
    }
    if (last_char() != '\n')
        strbuf_putc(out, '\n');
    if (body->kind != ND_BLOCK) { /* plain C, which was not looked into */
        put_plain(body);
        return;
    }
    line_sync(out, body->first);
    put_braces(body);
    strbuf_putc(out, '\n');
}

void emit_external(StrBuf *to, Node *n)
{
    cprint_begin(to, 0);
    lower_print_before(out, n);
    if (!(n->flags & NF_DIALECT)) {
        put_plain(n);
        return;
    }
    if (n->kind == ND_FUNCTION) {
        Func *f = lower_func(n->sym);
        if (f && f->node == n)
            emit_function(out, f);
        else
            put_plain_function(n);
        return;
    }
    line_sync(out, n->first);
    cprint_node(n);
    if (last_char() != '\n')
        strbuf_putc(out, '\n');
}
