/* The whole output: what was written, with the dialect replaced. */
#ifndef ACC_EMIT_UNIT_H
#define ACC_EMIT_UNIT_H

#include "base/strbuf.h"
#include "front/ast.h"

/* The C text of the unit. `input` and `output` are the names the user gave
 * ("-": standard input, output). Was anything of the dialect translated? */
bool emit_unit(StrBuf *out, Node *unit, const char *input,
               const char *output);

#endif
