/*
 * The passes, in running order: what each needs, what it leaves.
 *
 *   driver_preprocess  needs the input; leaves what `cc -E -dD` makes of it
 *   scan_part          needs that text, or what is there of it while the
 *                      preprocessor runs; leaves unit_tokens, unit_files, the
 *                      line markers and macro definitions
 *   align_unit         needs the tokens and the original text; leaves places
 *                      in the original text, and which directives took effect
 *   parse_unit         needs the tokens; leaves the tree, without what is
 *                      wrong in it; bodies without dialect as their tokens
 *   sema_unit          needs the tree; leaves types and symbols in it, and
 *                      reports what is wrong with the program
 *   lower_unit         needs a typed tree without errors; leaves nothing
 *                      asynchronous in it (its own passes: lower/lower.h)
 *   emit_unit          needs the lowered tree and the original text; leaves
 *                      the text of the output
 *   driver_write       needs that; leaves the file
 */
#ifndef ACC_PASS_H
#define ACC_PASS_H

#include "driver/driver.h"
#include "emit/unit.h"
#include "front/align.h"
#include "front/ast.h"
#include "front/parse.h"
#include "lower/lower.h"
#include "sema/sema.h"

#endif
