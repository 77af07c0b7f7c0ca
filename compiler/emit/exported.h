/* What an async function has for other files besides its entries. */
#ifndef ACC_EMIT_EXPORTED_H
#define ACC_EMIT_EXPORTED_H

#include "emit/unit.h"
#include "lower/lower.h"

/* Does --sync-wrappers make a `f_sync` for it? */
bool exported_has_wrapper(const Sym *s);
/* `int f_sync(params, T *);` */
void exported_wrapper_prototype(StrBuf *out, const Sym *s);
/* The same, and the function. */
void exported_wrapper(StrBuf *out, const Func *f);

/* --link-check: a symbol for each function of the unit that other files see;
 * its value tells the type. */
void exported_signatures(StrBuf *out);

#endif
