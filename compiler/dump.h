/* --dump=PASS: what a pass left, as text on standard output. */
#ifndef ACC_DUMP_H
#define ACC_DUMP_H

#include <stdbool.h>

#include "front/ast.h"
#include "lower/lower.h"

/* Chooses the pass; false: there is none of that name. */
bool dump_choose(const char *pass);

/* Each prints if its pass was chosen. Was it? */
bool dump_tokens(const char *pass);
bool dump_tree(const char *pass, Node *unit);
bool dump_function(const char *pass, Func *f);

#endif
