/* The whole output: what was written, with the dialect replaced. */
#ifndef ACC_EMIT_UNIT_H
#define ACC_EMIT_UNIT_H

#include "base/strbuf.h"
#include "front/ast.h"

/* What the command line asks of the output. */
typedef struct EmitOptions {
    bool header;            /* it will be included, by C and C++ */
    bool sync_wrappers;     /* f_sync for each exported async function f */
    bool link_check;        /* symbols by which a linker compares types */
} EmitOptions;
extern EmitOptions emit_options;

/* The C text of the unit. `input` and `output` are the names the user gave
 * ("-": standard input, output). Was anything of the dialect translated? */
bool emit_unit(StrBuf *out, Node *unit, const char *input,
               const char *output);

#endif
