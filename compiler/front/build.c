/*
 * What the grammar's actions call: makes the nodes, declares names, and enters
 * and leaves the scopes of function definitions.
 *
 * Needs:  spans of unit_tokens; kids in source order.
 * Leaves: one node for each construct as front/ast.def lists it, covering
 *         exactly its tokens, with `at` on the operator or name.
 */
#include "front/build.h"

#include "grammar/tokens.h"

unsigned build_dialect_constructs;

/* The token of an operator, keyword or name: the last of its span, because a
 * dropped __extension__ may stand before it. */
static const Token *token_of(Span s)
{
    return &unit_tokens.at[s.end > 0 ? s.end - 1 : 0];
}

static Pos pos_of(Span s)
{
    return s.end > 0 ? s.end - 1 : 0;
}

static Node *node(NodeKind kind, Span all, Pos at, unsigned n, Node *a,
                  Node *b, Node *c)
{
    Node *made = ast_node(kind, all.first, all.end, n, a, b, c);
    made->at = at;
    return made;
}

static Node *cover(Node *n, Span all)
{
    n->first = all.first;
    n->end = all.end;
    return n;
}

static Span span_at(Pos pos)
{
    return (Span){pos, pos};
}

/* ---- by shape ---- */

Node *build_leaf(NodeKind kind, Span all)
{
    Node *n = node(kind, all, all.first, 0, NULL, NULL, NULL);
    if (all.first < all.end) {
        n->name = unit_tokens.at[all.first].str;
        n->op = unit_tokens.at[all.first].kind;
    }
    return n;
}

Node *build_name(NodeKind kind, Span all, Span name)
{
    Node *n = node(kind, all, pos_of(name), 0, NULL, NULL, NULL);
    n->name = token_of(name)->str;
    return n;
}

Node *build_1(NodeKind kind, Span all, Span at, Node *a)
{
    return node(kind, all, pos_of(at), 1, a, NULL, NULL);
}

Node *build_2(NodeKind kind, Span all, Span at, Node *a, Node *b)
{
    return node(kind, all, pos_of(at), 2, a, b, NULL);
}

Node *build_3(NodeKind kind, Span all, Span at, Node *a, Node *b, Node *c)
{
    return node(kind, all, pos_of(at), 3, a, b, c);
}

Node *build_operator(NodeKind kind, Span all, Span op, Node *a)
{
    Node *n = build_1(kind, all, op, a);
    n->op = token_of(op)->kind;
    return n;
}

Node *build_dialect_1(NodeKind kind, Span all, Span at, Node *a)
{
    build_dialect_constructs++;
    return build_1(kind, all, at, a);
}

/* ---- lists ---- */

Node *build_list(NodeKind kind, Span all, Node *first)
{
    Node *list = node(kind, all, all.first, first != NULL, first, NULL, NULL);
    return list;
}

Node *build_append(Node *list, Span all, Node *item)
{
    if (item)
        ast_add(list, item);
    return build_extend(list, all);
}

/* A new first kid. Lists are short or built once, so moving is cheap. */
Node *build_prepend(Node *list, Span all, Node *item)
{
    ast_add(list, NULL);
    for (unsigned i = list->n - 1; i > 0; i--)
        list->kid[i] = list->kid[i - 1];
    list->kid[0] = item;
    if (list->at >= all.end)
        list->at = all.first; /* it was empty */
    return cover(list, all);
}

Node *build_join(Node *list, Node *more)
{
    for (unsigned i = 0; i < more->n; i++)
        ast_add(list, more->kid[i]);
    return list;
}

Node *build_extend(Node *n, Span all)
{
    if (all.first < n->first || n->first == 0)
        n->first = all.first;
    n->end = all.end;
    return n;
}

Node *build_extend_front(Node *n, Span all)
{
    return cover(n, all);
}

Node *build_empty_list(Span open, Span close)
{
    Span all = {open.first, close.end};
    return build_list(ND_INIT_LIST, all, NULL);
}

Node *build_braces(Span open, Span close, Node *list)
{
    list->at = open.first;
    return cover(list, (Span){open.first, close.end});
}

/* ---- expressions ---- */

Node *build_identifier(Span all)
{
    return build_name(ND_IDENT, all, all);
}

Node *build_binary(Span all, Span op, Node *left, Node *right)
{
    Node *n = build_2(ND_BINARY, all, op, left, right);
    n->op = token_of(op)->kind;
    return n;
}

Node *build_assign(Span all, Span op, Node *left, Node *right)
{
    Node *n = build_2(ND_ASSIGN, all, op, left, right);
    n->op = token_of(op)->kind;
    return n;
}

Node *build_call(Span all, Span paren, Node *function, Node *arguments)
{
    if (!arguments)
        arguments = build_list(ND_CALL, paren, NULL);
    const Node *named = ast_strip(function);
    if (named->kind == ND_IDENT && named->name->word == WORD_BUILTIN &&
        !names_lookup(named->name))
        build_dialect_constructs++;
    build_prepend(arguments, all, function);
    arguments->at = function->at;
    return arguments;
}

Node *build_member(Span all, Span op, Span name, Node *object)
{
    Node *n = build_1(ND_MEMBER, all, name, object);
    n->op = token_of(op)->kind;
    n->name = token_of(name)->str;
    return n;
}

Node *build_generic(Span all, Node *control, Node *associations)
{
    build_prepend(associations, all, control);
    associations->at = all.first;
    return associations;
}

Node *build_offsetof(Span all, Node *type, Node *designators)
{
    build_prepend(designators, all, type);
    designators->at = all.first;
    return designators;
}

Node *build_designated(Span all, Node *designators, Node *value)
{
    return build_append(designators, all, value);
}

/* ---- attributes ---- */

typedef struct AttributeName {
    const char *s;
    unsigned flag;
} AttributeName;

/* Those that change types or run code; the rest is printed, not understood. */
static const AttributeName attribute_names[] = {
    {"packed", NF_PACKED},
    {"aligned", NF_ALIGNED},
    {"mode", NF_MODE},
    {"vector_size", NF_VECTOR_SIZE},
    {"cleanup", NF_CLEANUP},
    {"transparent_union", NF_TRANSPARENT_UNION},
};

static unsigned attribute_flag(const Str *s)
{
    const char *name = s->s;
    size_t len = s->len;
    if (len > 4 && name[0] == '_' && name[1] == '_' && name[len - 1] == '_' &&
        name[len - 2] == '_') {
        name += 2;
        len -= 4;
    }
    for (size_t i = 0; i < sizeof attribute_names / sizeof *attribute_names;
         i++) {
        const char *want = attribute_names[i].s;
        size_t k = 0;
        while (k < len && want[k] == name[k])
            k++;
        if (k == len && want[k] == '\0')
            return attribute_names[i].flag;
    }
    return 0;
}

/* One attribute that has an operand, as a node of its own: its name at `at`,
 * its operand between the parentheses at `open` and `close`. */
static Node *attribute_with_operand(unsigned flag, Pos at, Pos open, Pos close)
{
    Node *n = ast_node(ND_ATTRIBUTES, at, close + 1, 0);
    n->flags = flag;
    if (flag == NF_MODE) {
        if (open + 1 < close)
            n->name = unit_tokens.at[open + 1].str;
        return n;
    }
    Node *operand = parse_expression(open + 1, close);
    if (operand)
        ast_add(n, operand);
    return n;
}

/* A run of __attribute__((...)) and [[...]], whose tokens are `all`. */
Node *build_attributes(Span all)
{
    Node *n = ast_node(ND_ATTRIBUTES, all.first, all.end, 0);
    for (Pos i = all.first; i < all.end; i++) {
        const Token *t = &unit_tokens.at[i];
        if (t->kind != TK_IDENT) /* `const` can be an attribute, too */
            continue;
        unsigned flag = attribute_flag(t->str);
        Pos after = i + 1;
        bool operand = after < all.end && unit_tokens.at[after].kind == '(';
        Pos close = operand ? parse_match(after, all.end) : after;
        n->flags |= flag;
        if (operand && flag && flag != NF_PACKED && close < all.end &&
            close > after + 1)
            ast_add(n, attribute_with_operand(flag, i, after, close));
        if (operand)
            i = close;
    }
    if (n->n == 1) { /* the usual case: the operand is kid 0 */
        Node *only = n->kid[0];
        n->name = only->name;
        n->n = 0;
        if (only->n > 0)
            ast_add(n, only->kid[0]);
    }
    return n;
}

/* Attributes from two places of one construct. */
static Node *merge_attributes(Node *a, Node *b)
{
    if (!a || !b)
        return a ? a : b;
    Node *both = ast_node(ND_ATTRIBUTES, a->first, b->end, 2, a, b);
    both->flags = a->flags | b->flags;
    return both;
}

/* ---- declarations ---- */

/* Where to point at what a declarator declares: its name, if it has one. */
static void point_at_name(Node *n, Node *declarator)
{
    const Node *name = names_declarator_name(declarator);
    n->at = name->kind == ND_D_NAME ? name->at : n->first;
}

Node *build_declaration(Span all, Node *specs, Node *declared)
{
    if (!declared)
        declared = build_list(ND_DECLARATION, all, NULL);
    return build_prepend(declared, all, specs);
}

Node *build_declared(Node *list, Span all, Node *before, Node *declarator,
                     Node *after, Node *init)
{
    Pos first = before ? before->first : declarator->first;
    Node *attributes = merge_attributes(before, after);
    Node *d = ast_node(ND_DECLARED, first, all.end, 3, declarator, attributes,
                       init);
    point_at_name(d, declarator);
    return list ? build_append(list, all, d)
                : build_list(ND_DECLARATION, all, d);
}

Node *build_word(Span all)
{
    Node *n = build_name(ND_SPEC_WORD, all, all);
    n->op = token_of(all)->kind;
    if (n->op == TK_IDENT) /* the contextual `async` */
        n->op = n->name->keyword;
    if (n->op == TK_ASYNC) {
        build_dialect_constructs++;
        names_mention(n->at);
    }
    return n;
}

Node *build_typedef_name(Span all)
{
    Node *n = build_name(ND_SPEC_TYPEDEF, all, all);
    const Binding *b = names_lookup(n->name);
    if (b && b->kind == NAME_PREDECLARED) {
        n->kind = ND_SPEC_WORD;
        n->op = b->op;
    }
    return n;
}

/* Attributes right after the closing brace of a record or enum are its own. */
Node *build_append_attributes(Node *specs, Span all, Node *attributes)
{
    Node *last = specs->kid[specs->n - 1];
    bool is_record = last->kind == ND_SPEC_RECORD || last->kind == ND_SPEC_ENUM;
    if (!is_record || !(last->flags & NF_BODY))
        return build_append(specs, all, attributes);
    last->kid[0] = merge_attributes(last->kid[0], attributes);
    last->end = all.end;
    return build_extend(specs, all);
}

Node *build_record(Span all, Node *head, Node *fields)
{
    if (fields) {
        head->flags |= NF_BODY;
        build_join(head, fields);
    }
    return cover(head, all);
}

Node *build_record_named(Span all, Span name, Node *head, Node *fields)
{
    head->name = token_of(name)->str;
    head->at = pos_of(name);
    if (fields)
        names_spread_mention(head->name, all.first);
    return build_record(all, head, fields);
}

Node *build_field_declaration(Span all, Node *specs, Node *fields)
{
    if (!fields)
        fields = build_list(ND_FIELD_DECL, all, NULL);
    for (unsigned i = 0; i < fields->n; i++) {
        Node *name = names_declarator_name(fields->kid[i]->kid[0]);
        if (name->kind == ND_D_NAME)
            names_spread_mention(name->name, specs->first);
    }
    return build_prepend(fields, all, specs);
}

Node *build_field(Node *list, Span all, Node *before, Node *declarator,
                  Node *width, Node *after)
{
    if (!declarator)
        declarator = build_no_name(span_at(
            before ? before->end : width->first > 0 ? width->first - 1 : 0));
    Pos first = before ? before->first : declarator->first;
    Node *f = ast_node(ND_FIELD, first, all.end, 3, declarator, width,
                       merge_attributes(before, after));
    point_at_name(f, declarator);
    return list ? build_append(list, all, f)
                : build_list(ND_FIELD_DECL, all, f);
}

Node *build_enum(Span all, Node *head, Node *base, Node *enumerators)
{
    ast_add(head, base);
    return build_record(all, head, enumerators);
}

Node *build_enum_named(Span all, Span name, Node *head, Node *base,
                       Node *enumerators)
{
    head->name = token_of(name)->str;
    head->at = pos_of(name);
    return build_enum(all, head, base, enumerators);
}

Node *build_enumerator(Span all, Span name, Node *value)
{
    Node *n = build_1(ND_ENUMERATOR, all, name, value);
    n->name = token_of(name)->str;
    names_declare_variable(n->name, n->at);
    return n;
}

/* ---- declarators ---- */

Node *build_no_name(Span before)
{
    return ast_node(ND_D_ABSTRACT, before.end, before.end, 0);
}

/* The parenthesis was entered as a scope, because it might have held
 * parameters. */
Node *build_paren(Span all, Scope outer, Node *attributes, Node *inner)
{
    names_restore(outer);
    return ast_node(ND_D_PAREN, all.first, all.end, 2, attributes, inner);
}

Node *build_suffix(Span all, Node *inner, Node *array)
{
    array->kid[0] = inner ? inner : build_no_name(span_at(all.first));
    return cover(array, all);
}

Node *build_array(Span all, unsigned flags, Node *specs, Node *size)
{
    Node *n = build_3(ND_D_ARRAY, all, (Span){all.first, all.first + 1}, NULL,
                      specs, size);
    n->flags |= flags;
    return n;
}

Node *build_function(Span all, Span paren, Scope outer, Node *inner,
                     Node *parameters)
{
    names_restore(outer);
    if (!parameters)
        parameters = build_list(ND_D_FUNCTION, paren, NULL);
    if (!(parameters->flags & NF_VARIADIC) &&
        (parameters->n == 0 || parameters->kid[0]->kind == ND_IDENT))
        parameters->flags |= NF_KNR;
    parameters->at = paren.first;
    if (!inner)
        inner = build_no_name(span_at(all.first));
    return build_prepend(parameters, all, inner);
}

Node *build_variadic(Node *parameters, Span all)
{
    parameters->flags |= NF_VARIADIC;
    return build_extend(parameters, all);
}

Node *build_parameter(Span all, Node *specs, Node *declarator,
                      Node *attributes)
{
    if (!declarator)
        declarator = build_no_name(span_at(specs->end));
    Node *n = ast_node(ND_PARAM, all.first, all.end, 3, specs, declarator,
                       attributes);
    point_at_name(n, declarator);
    names_declare(specs, declarator);
    return n;
}

Node *build_type_name(Span all, Node *specs, Node *declarator)
{
    if (!declarator)
        declarator = build_no_name(span_at(specs->end));
    return ast_node(ND_TYPE_NAME, all.first, all.end, 2, specs, declarator);
}

/* ---- statements ---- */

static bool is_label(const Node *n)
{
    return n->kind == ND_LABEL || n->kind == ND_CASE || n->kind == ND_DEFAULT;
}

static bool is_statement(const Node *n)
{
    switch (n->kind) {
    case ND_DECLARATION:
    case ND_STATIC_ASSERT:
    case ND_FUNCTION:
    case ND_LOCAL_LABELS:
    case ND_PRAGMA:
        return false;
    default:
        return true;
    }
}

Node *build_labeled(Span all, Node *label, Node *statement)
{
    return build_append(label, all, statement);
}

/*
 * In a block a label is an item of its own. The one that still lacks its
 * statement is kept in the block's `repl` while the block is parsed; labels in
 * a row form a chain below the block's last item.
 */
static void close_labels(Node *block, Node *statement)
{
    Node *open = block->repl;
    ast_add(open, statement);
    for (Node *l = block->kid[block->n - 1]; is_label(l);
         l = l->kid[l->n - 1]) {
        l->end = statement->end;
        if (l == open)
            break;
    }
    block->repl = NULL;
}

Node *build_block_item(Node *block, Span all, Node *item)
{
    if (block->repl && is_label(item)) {
        ast_add(block->repl, item);
        block->repl = item;
        return build_extend(block, all);
    }
    if (block->repl && is_statement(item)) {
        close_labels(block, item);
        return build_extend(block, all);
    }
    if (block->repl)
        close_labels(block, ast_node(ND_EMPTY, item->first, item->first, 0));
    if (is_label(item))
        block->repl = item;
    return build_append(block, all, item);
}

Node *build_block(Span all, Node *items)
{
    if (items->repl)
        close_labels(items, ast_node(ND_EMPTY, all.end - 1, all.end - 1, 0));
    items->at = all.first;
    return cover(items, all);
}

Node *build_attributed(Span all, Node *statement)
{
    if (statement->kind == ND_EMPTY)
        statement->kind = ND_ATTRIBUTE_STMT;
    return cover(statement, all);
}

Node *build_for(Span all, Node *init, Node *cond, Node *step, Node *body)
{
    return ast_node(ND_FOR, all.first, all.end, 4, init, cond, step, body);
}

/* ---- external definitions ---- */

Node *build_unit(void)
{
    return ast_node(ND_UNIT, 1, 1, 0);
}

static bool defines_async(const Node *specs)
{
    for (unsigned i = 0; i < specs->n; i++) {
        const Node *s = specs->kid[i];
        if (s->op == TK_ASYNC ||
            (s->kind == ND_SPEC_HANDLE && s->op == TK_GENERATOR))
            return true;
    }
    return false;
}

static const Node *function_in(const Node *declarator)
{
    while (declarator && declarator->kind != ND_D_FUNCTION)
        declarator = declarator->kind == ND_D_POINTER
                             || declarator->kind == ND_D_PAREN
                         ? ast_kid(declarator, 1)
                         : declarator->kind == ND_D_ARRAY
                         ? ast_kid(declarator, 0) : NULL;
    return declarator;
}

/* The function's name is declared outside; its parameters stay declared until
 * build_function_end. */
Node *build_function_begin(Parser *p, Span all, Node *specs, Node *declarator,
                           Node *attributes)
{
    (void)attributes; /* printed with the definition's tokens */
    names_declare(specs, declarator);
    p->function_scope = names_save();
    names_declare_parameters(declarator);
    p->body_pending = true;
    p->body_is_async = defines_async(specs);
    p->head_end = all.end;
    const Node *function = function_in(declarator);
    p->head_is_function = function != NULL;
    p->head_is_old = function && (function->flags & NF_KNR) && function->n > 1;
    Node *f = ast_node(ND_FUNCTION, all.first, all.end, 2, specs, declarator);
    point_at_name(f, declarator);
    return f;
}

Node *build_function_end(Parser *p, Span all, Node *head, Node *knr,
                         Node *body)
{
    ast_add(head, body);
    if (knr)
        build_join(head, knr);
    names_restore(p->function_scope);
    return cover(head, all);
}

Node *build_knr(Node *list, Span all, Node *declaration)
{
    return list ? build_append(list, all, declaration)
                : build_list(ND_FUNCTION, all, declaration);
}

/* ---- the dialect ---- */

Node *build_handle(Span all, Span word, Node *type)
{
    Node *n = build_dialect_1(ND_SPEC_HANDLE, all, word, type);
    n->name = token_of(word)->str;
    n->op = n->name->keyword;
    names_mention(n->at);
    return n;
}

Node *build_try(Span all, Node *block, Node *catches)
{
    build_dialect_constructs++;
    build_prepend(catches, all, block);
    catches->at = all.first;
    return catches;
}

Node *build_catch(Span all, Node *head, Node *block)
{
    build_append(head, all, block);
    head->at = all.first;
    return cover(head, all);
}

Node *build_catch_named(Span all, Node *parameter, Node *codes)
{
    return build_prepend(codes, all, parameter);
}

Node *build_timeout(Span all, Node *duration, Node *name, Node *block)
{
    build_dialect_constructs++;
    return ast_node(ND_TIMEOUT, all.first, all.end, 3, duration, name, block);
}

Node *build_taskgroup(Span all, Node *name, Node *block)
{
    build_dialect_constructs++;
    return ast_node(ND_TASKGROUP, all.first, all.end, 2, name, block);
}

Node *build_named(Span all)
{
    Node *n = build_name(ND_D_NAME, all, all);
    names_declare_variable(n->name, n->at);
    return n;
}

Node *build_for_each(Span all, unsigned flags, Node *specs, Node *declarator,
                     Node *expr, Node *body)
{
    build_dialect_constructs++;
    Node *n = ast_node(ND_FOR_EACH, all.first, all.end, 4, specs, declarator,
                       expr, body);
    n->flags |= flags;
    return n;
}
