/*
 * Blocking calls in threads.
 */
#ifndef ACC_THREAD_H
#define ACC_THREAD_H

#ifdef __ACC__
#pragma acc system_header
#endif
#if defined __GNUC__
#pragma GCC system_header
#endif

#include "acc/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Runs fn(arg) in a thread of the pool, gives its value; fn sees the task-local
 * values of the caller, and cannot change them. A cancellation takes
 * back a call that has not begun and waits for one that has, then throws.
 * Throws ENOMEM, or ENOTSUP where there are no threads. */
ACC_ASYNC(void *) acc_to_thread(void *(*fn)(void *), void *arg);

/* From a thread in which no loop runs; `loop` runs until this returns. o, made in
 * this thread, becomes a task of the loop; waits for its end and copies its value
 * (size bytes). 0 or its error; ACC_CANCELLED also when the loop ends before it
 * begins. When timeout (real time; ACC_FOREVER: none) is over the task is
 * cancelled, not waited for: ETIMEDOUT. Uses up o in any case: EDEADLK where a
 * loop runs, ENOMEM, ENOTSUP in a build for one thread. */
int acc_run_threadsafe(struct acc_loop *loop, acc_coroutine *o, void *value,
                       size_t size, acc_duration timeout);

/* What a backend is given to run in a thread. */
typedef struct acc_thread_work {
    void (*run)(struct acc_thread_work *w);                 /* in the thread */
    void (*done)(struct acc_thread_work *w, int cancelled); /* on the loop */
    void *backend;                                          /* the backend's */
} acc_thread_work;

struct __acc_frame_acc_to_thread {
    ACC_FRAME_HEADER
    int cancelled;
    void *__acc_result;
    void *(*fn)(void *);
    void *arg;
    acc_task *waiter;
    struct acc__locals *locals;
    acc_thread_work work;
};
void *__acc_start_acc_to_thread(acc_context *c,
                                struct __acc_frame_acc_to_thread *f,
                                void *(*fn)(void *), void *arg);
void *__acc_call_acc_to_thread(acc_context *c, void *(*fn)(void *), void *arg);

#ifdef __cplusplus
}
#endif

#endif
