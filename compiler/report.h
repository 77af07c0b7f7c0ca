/* acc --frame-report: what a task of each async function costs. */
#ifndef ACC_REPORT_H
#define ACC_REPORT_H

#include "driver/driver.h"
#include "front/ast.h"

/* `translation`: the text of the output. False (and a message): the C compiler
 * did not take it, or the report cannot be written. */
bool report_frames(const Options *o, const StrBuf *translation);

#endif
