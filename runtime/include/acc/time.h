/*
 * Time: the loop's clock, sleeping, timeout blocks by hand.
 */
#ifndef ACC_TIME_H
#define ACC_TIME_H

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

/* Monotonic time of the loop in nanoseconds, from an arbitrary start. On the
 * virtual clock it stands still but for waiting. */
acc_duration acc_now(void);

/* Suspends for d; 0 or less for one pass of the loop; ACC_FOREVER until
 * cancelled. */
ACC_ASYNC(void) acc_sleep(acc_duration d);
/* Tells acc that the start never comes back with a value, and that its caller is
 * the leaf (__ACC_WAITS_TIMER). */
enum { __acc_suspends_acc_sleep = 2 };

/* What the caller keeps. */
struct __acc_frame_acc_sleep {
    acc_timer_node timer;
};
void __acc_sleep_start(acc_context *c, struct __acc_frame_acc_sleep *f,
                       acc_duration d);
static ACC_ALWAYS_INLINE void __acc_start_acc_sleep(
        acc_context *c, struct __acc_frame_acc_sleep *f, acc_duration d)
{
#if defined __GNUC__
    if (__builtin_constant_p(d <= 0) && d <= 0) {
        __acc_yield_pass(c);
        return;
    }
#endif
    __acc_sleep_start(c, f, d);
}
/* For a caller that leaves by __acc_leave_leaf. */
static ACC_ALWAYS_INLINE void __acc_leaf_acc_sleep(
        acc_context *c, struct __acc_frame_acc_sleep *f, acc_duration d)
{
#if defined __GNUC__
    if (__builtin_constant_p(d <= 0) && d <= 0) {
        __acc_yield_leaf(c);
        return;
    }
#endif
    __acc_sleep_start(c, f, d);
}
void __acc_call_acc_sleep(acc_context *c, acc_duration d);

/* Of a `timeout (d, h)` block: a new time from now (0 or -EINVAL when it has
 * expired or been left); has it expired? */
int acc_timeout_reschedule(acc_timeout *h, acc_duration d);
int acc_timeout_expired(const acc_timeout *h);
/* The time of acc_now() at which it expires or was to; or ACC_FOREVER. */
acc_duration acc_timeout_when(const acc_timeout *h);

#ifdef __cplusplus
}
#endif

#endif
