// One header for acc and for a C compiler.
#include <acc/acc.h>

ACC_ASYNC(int) number(int n, acc_duration d);
ACC_ASYNC(void) fail(int error);
ACC_ASYNC(int) sum(acc_queue *q);
ACC_ASYNC(void) all(acc_coroutine *(*step)(int), int n);
#ifdef __ACC__
async generator(int) upto(int n);
generator(int) squares(int n);
#else
acc_generator *upto(int n);
acc_generator *squares(int n);
#endif
