/*
 * `acc cc` and `acc run`.
 */
#ifndef ACC_DRIVER_CC_H
#define ACC_DRIVER_CC_H

#include "driver/driver.h"

/* `acc cc ARGUMENTS...`: gives the exit status. */
int cc_main(int argc, char **argv);

/* The same for arguments in a list. */
int cc_build(const ArgVec *arguments);

/* How many arguments the option takes besides itself: 0 or 1. */
int cc_values(const char *option);

/* `acc run [options] FILE [arguments]`: gives the exit status, or becomes the
 * program. */
int run_main(int argc, char **argv);

#endif
