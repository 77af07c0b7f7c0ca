/*
 * The loop: callbacks, timers, other threads, the virtual clock.
 */
#ifndef ACC_LOOP_H
#define ACC_LOOP_H

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

typedef struct acc_loop acc_loop;
typedef struct acc_timer acc_timer;

/* fn(arg) on the next pass; after d; at loop time `when`. The handle is good for
 * acc_timer_cancel until fn has been called and needs no freeing. Null when out
 * of memory. */
acc_timer *acc_call_soon(void (*fn)(void *), void *arg);
acc_timer *acc_call_later(acc_duration d, void (*fn)(void *), void *arg);
acc_timer *acc_call_at(acc_duration when, void (*fn)(void *), void *arg);
acc_timer *acc_call_soon_from(const char *place, void (*fn)(void *), void *arg);
acc_timer *acc_call_later_from(const char *place, acc_duration d,
                               void (*fn)(void *), void *arg);
acc_timer *acc_call_at_from(const char *place, acc_duration when,
                            void (*fn)(void *), void *arg);
#define acc_call_soon(fn, arg) acc_call_soon_from(ACC_PLACE(fn), fn, arg)
#define acc_call_later(d, fn, arg) acc_call_later_from(ACC_PLACE(fn), d, fn, arg)
#define acc_call_at(when, fn, arg) acc_call_at_from(ACC_PLACE(fn), when, fn, arg)
/* fn will not be called; the handle is gone. Null: nothing. */
void acc_timer_cancel(acc_timer *t);

/* The loop of this thread; null when none runs. */
acc_loop *acc_current_loop(void);

/* From any thread, while `loop` runs: fn(arg) on the loop's thread. 0, -ENOMEM,
 * or -ENOTSUP in a build for one thread. */
int acc_call_threadsafe(acc_loop *loop, void (*fn)(void *), void *arg);
int acc_call_threadsafe_from(const char *place, acc_loop *loop,
                             void (*fn)(void *), void *arg);
#define acc_call_threadsafe(loop, fn, arg) \
    acc_call_threadsafe_from(ACC_PLACE(fn), loop, fn, arg)

/* A loop that stays between runs, asyncio's Runner. While a coroutine runs,
 * SIGINT cancels it (the second kills the program), unless the program handles
 * the signal itself; acc_run and `async int main` then end by that signal.
 * A thread may have several; one runs at a time, and all of it is done by the
 * thread that made it. new: null when out of memory. run: copies the value of o
 * (size bytes); 0, or the error it ended with, ENOMEM for a null runner or
 * coroutine, EBUSY inside of a loop that runs. Tasks that are left go on in the
 * next run, which also begins with the task-local values of the last; close, which is not for inside of a loop either, cancels and awaits
 * them. */
typedef struct acc_runner acc_runner;
acc_runner *acc_runner_new(void);
int acc_runner_run(acc_runner *r, acc_coroutine *o, void *value, size_t size);
/* The same as acc_run is to acc_run_into: gives `value`; without err an error is
 * printed and ends the program. The dialect's runner_run(r, o [, &err]). */
void *acc_runner_run_value(acc_runner *r, acc_coroutine *o, void *value,
                           size_t size, int *err);
void acc_runner_close(acc_runner *r); /* null: nothing */
acc_loop *acc_runner_loop(acc_runner *r); /* for acc_call_threadsafe */

/* Loops opened from now on (1) use the virtual clock: time stands still while
 * anything runs and jumps to the next timer when all wait. The environment
 * variable ACC_CLOCK=virtual does the same. 0: back to real time. */
void acc_loop_use_virtual(int on);
/* On the virtual clock: what runs now takes d of its time. 0, or -ENOTSUP when
 * the loop of this thread has another clock, or there is none. */
int acc_loop_advance(acc_duration d);

#ifdef __cplusplus
}
#endif

#endif
