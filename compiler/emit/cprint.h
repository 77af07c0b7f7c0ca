/*
 * The C printer: trees as C text. What nobody rewrote comes out token by
 * token, as it was written; made nodes by their kind.
 */
#ifndef ACC_EMIT_CPRINT_H
#define ACC_EMIT_CPRINT_H

#include "sema/sym.h"

/* One external declaration, with #line where needed; ends a line. */
void emit_external(StrBuf *out, Node *external);

/* For the other files of emit/. They print to the same place. */
void cprint_begin(StrBuf *out, int indent);
void cprint_stmt(Node *n);              /* a statement on lines of its own */
void cprint_node(Node *n);              /* inline */
void cprint_text(const char *text);
void cprint_tokens(Pos first, Pos end); /* names substituted */
/* As they are, on one line, to any buffer. */
void cprint_raw_tokens(StrBuf *to, Pos first, Pos end);
/* A record or enum that moves in front of its function. */
void cprint_type_definition(Node *spec);
/* Storage, inline and attributes of an async function's specifiers. */
void cprint_storage(Node *specs, Node *declared);
void cprint_attributes(Node *specs);    /* the attributes alone */
bool cprint_is_function_name(Pos i);    /* __func__, or one of its spellings? */
extern const char *cprint_function_name; /* what __func__ names, or null */

#endif
