// A native awaitable with all three entries, for acc and for a C compiler.
#ifndef TICK_H
#define TICK_H

#include <acc/acc.h>

ACC_ASYNC(int) next_tick(int step);

struct __acc_frame_next_tick {
    ACC_FRAME_HEADER
    int __acc_result;
    int step;
    acc_task *waiter;
    struct __acc_frame_next_tick *next;
};
int __acc_start_next_tick(acc_context *c, struct __acc_frame_next_tick *f,
                          int step);
int __acc_call_next_tick(acc_context *c, int step);

void tick(void); /* wakes all who wait */

#endif
