/*
 * What a loop asks of the thing that drives it: a clock, a way to wait, a way
 * to be woken from another thread. The core calls a backend through this table
 * only; uv.c (libuv), bare.c (a machine without an OS) and virtual.c (time that
 * jumps) each give one.
 */
#ifndef ACC_LOOP_BACKEND_H
#define ACC_LOOP_BACKEND_H

#include "acc/thread.h"

struct acc_loop;

typedef struct acc__backend {
    const char *name;

    /* Makes the backend's state for a loop and stores it in loop->backend_data.
     * 0 or a negative errno code. close undoes it. */
    int (*open)(struct acc_loop *loop);
    void (*close)(struct acc_loop *loop);

    /* Monotonic time, nanoseconds. */
    acc_duration (*now)(struct acc_loop *loop);

    /* Waits until loop time `until` or until something happened, whichever is
     * first, and handles what happened (which makes tasks ready). until 0: only
     * looks; ACC_FOREVER: waits for an event. May return early. Gives 0, or
     * -EDEADLK when nothing can ever happen. */
    int (*wait)(struct acc_loop *loop, acc_duration until);

    /* Makes wait return soon. The only operation for other threads. */
    void (*wake)(struct acc_loop *loop);

    /* Runs work->run(work) in a thread, then calls work->done(work, 0) on the
     * loop. 0 or a negative errno code; null when there are no threads. */
    int (*thread)(struct acc_loop *loop, struct acc_thread_work *work);
    /* Withdraws work that has not begun: 1 if it will not run (done is called
     * with `cancelled` set all the same), 0 if it must be waited for. */
    int (*thread_cancel)(struct acc_loop *loop, struct acc_thread_work *work);
} acc__backend;

extern const acc__backend acc__backend_uv;
extern const acc__backend acc__backend_virtual;
extern const acc__backend acc__backend_bare;

#endif
