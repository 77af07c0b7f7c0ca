/*
 * What the grammar's actions call: one function per shape of node. Spans are
 * the grammar's locations; an operator, keyword or name is the last token of
 * the span that is passed for it.
 */
#ifndef ACC_FRONT_BUILD_H
#define ACC_FRONT_BUILD_H

#include "front/ast.h"
#include "front/names.h"

typedef struct Parser Parser;

/* Tokens [first, end); empty for an empty rule. */
typedef struct Span {
    Pos first, end;
} Span;

/* Constructs of the dialect recognised so far. */
extern unsigned build_dialect_constructs;

/* ---- by shape ---- */
Node *build_leaf(NodeKind kind, Span all);       /* name: first spelling */
Node *build_name(NodeKind kind, Span all, Span name);
Node *build_1(NodeKind kind, Span all, Span at, Node *a);
Node *build_2(NodeKind kind, Span all, Span at, Node *a, Node *b);
Node *build_3(NodeKind kind, Span all, Span at, Node *a, Node *b, Node *c);
Node *build_operator(NodeKind kind, Span all, Span op, Node *a);
Node *build_dialect_1(NodeKind kind, Span all, Span at, Node *a);

/* ---- lists: a node of the kind they will belong to ---- */
Node *build_list(NodeKind kind, Span all, Node *first); /* null: empty */
Node *build_append(Node *list, Span all, Node *item);   /* null: nothing */
Node *build_prepend(Node *list, Span all, Node *item);
Node *build_join(Node *list, Node *more);
Node *build_extend(Node *n, Span all);           /* now covers all */
Node *build_extend_front(Node *n, Span all);
Node *build_empty_list(Span open, Span close);   /* { } */
Node *build_braces(Span open, Span close, Node *list);

/* ---- expressions ---- */
Node *build_identifier(Span all);
Node *build_binary(Span all, Span op, Node *left, Node *right);
Node *build_assign(Span all, Span op, Node *left, Node *right);
Node *build_call(Span all, Span paren, Node *function, Node *arguments);
Node *build_member(Span all, Span op, Span name, Node *object);
Node *build_generic(Span all, Node *control, Node *associations);
Node *build_offsetof(Span all, Node *type, Node *designators);
Node *build_designated(Span all, Node *designators, Node *value);

/* ---- declarations ---- */
Node *build_declaration(Span all, Node *specs, Node *declared);
/* Adds to list, or begins it when null. */
Node *build_declared(Node *list, Span all, Node *before, Node *declarator,
                     Node *after, Node *init);
Node *build_word(Span all);
Node *build_typedef_name(Span all);
Node *build_append_attributes(Node *specs, Span all, Node *attributes);
Node *build_record(Span all, Node *head, Node *fields);
Node *build_record_named(Span all, Span name, Node *head, Node *fields);
Node *build_field_declaration(Span all, Node *specs, Node *fields);
Node *build_field(Node *list, Span all, Node *before, Node *declarator,
                  Node *width, Node *after);
Node *build_enum(Span all, Node *head, Node *base, Node *enumerators);
Node *build_enum_named(Span all, Span name, Node *head, Node *base,
                       Node *enumerators);
Node *build_enumerator(Span all, Span name, Node *value);
Node *build_attributes(Span all);                /* for front/parse.c */

/* ---- declarators ---- */
Node *build_no_name(Span before);
Node *build_paren(Span all, Scope outer, Node *attributes, Node *inner);
Node *build_suffix(Span all, Node *inner, Node *array);
Node *build_array(Span all, unsigned flags, Node *specs, Node *size);
Node *build_function(Span all, Span paren, Scope outer, Node *inner,
                     Node *parameters);
Node *build_variadic(Node *parameters, Span all);
Node *build_parameter(Span all, Node *specs, Node *declarator,
                      Node *attributes);
Node *build_type_name(Span all, Node *specs, Node *declarator);

/* ---- statements ---- */
Node *build_labeled(Span all, Node *label, Node *statement);
Node *build_block(Span all, Node *items);
Node *build_block_item(Node *block, Span all, Node *item);
Node *build_attributed(Span all, Node *statement);
Node *build_for(Span all, Node *init, Node *cond, Node *step, Node *body);

/* ---- external definitions ---- */
Node *build_unit(void);
Node *build_function_begin(Parser *p, Span all, Node *specs, Node *declarator,
                           Node *attributes);
Node *build_function_end(Parser *p, Span all, Node *head, Node *knr,
                         Node *body);
Node *build_knr(Node *list, Span all, Node *declaration);

/* ---- the dialect ---- */
Node *build_handle(Span all, Span word, Node *type);
Node *build_try(Span all, Node *block, Node *catches);
Node *build_catch(Span all, Node *head, Node *block);
Node *build_catch_named(Span all, Node *parameter, Node *codes);
Node *build_timeout(Span all, Node *duration, Node *name, Node *block);
Node *build_taskgroup(Span all, Node *name, Node *block);
Node *build_named(Span all);
Node *build_for_each(Span all, unsigned flags, Node *specs, Node *declarator,
                     Node *expr, Node *body);

#endif
