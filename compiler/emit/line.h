/*
 * #line: which source line the C compiler, debuggers and coverage tools take
 * an output line for. Text that acc made up itself belongs to the output file,
 * as bison and flex have it.
 */
#ifndef ACC_EMIT_LINE_H
#define ACC_EMIT_LINE_H

#include <stdbool.h>

#include "base/source.h"
#include "base/strbuf.h"

extern bool line_enabled; /* cleared by -l, --no-lines */

/* What is printed next stands on the line of the token; or was made up. The
 * output goes to a new line if it has to. */
void line_sync(StrBuf *out, Pos pos);
void line_generated(StrBuf *out);
/* Is the line just ended the token's line too? Then it is continued. */
bool line_join(StrBuf *out, Pos pos);

/* For unit.c. */
void line_sync_at(StrBuf *out, unsigned file, unsigned line);
void line_forget(void);   /* nothing is known of the lines from here on */
/* Puts whole lines in front of offset `at`; they change the lines of what
 * follows up to its next directive. */
void line_insert(StrBuf *out, size_t at, const StrBuf *text);
/* What the output is called; before anything is printed. */
void line_set_output(const char *output_name);
/* Completes the directives of made-up text, when the output has its shape. */
void line_finish(StrBuf *out);

#endif
