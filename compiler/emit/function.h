/* What the output holds for one async function. */
#ifndef ACC_EMIT_FUNCTION_H
#define ACC_EMIT_FUNCTION_H

#include "lower/lower.h"

void emit_function(StrBuf *out, Func *f);
/* `T __acc_call_f(acc_context *, params)` without the semicolon. */
void function_entry_prototype(StrBuf *out, const Sym *s);
/* `acc_coroutine *f(params)`. */
void function_constructor_prototype(StrBuf *out, const Sym *s);
/* A definition's heading from the type, parameters named: `int name(int x)`. */
void function_heading(StrBuf *out, const Sym *s, const char *name);
/* `(int x, char *y)`, and the name that a parameter has there. */
void function_params(StrBuf *out, const Sym *s);
const char *function_param_name(const Sym *s, unsigned i);
/* What stands for the constructor where the parameters are in scope. */
const char *function_self(const Sym *s);

#endif
