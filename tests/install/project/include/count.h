/* Shared by src/main.ac, src/count.ac and src/scale.c. */
#ifndef COUNT_H
#define COUNT_H

#include <acc/acc.h>

#define STEP 2

ACC_ASYNC(int) count(int n);
int scale(int x);

#endif
