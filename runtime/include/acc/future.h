/*
 * Futures: a value that somebody will set. Reference-counted; acc_future_new
 * (in acc/abi.h, as are setting and reading) gives one reference.
 */
#ifndef ACC_FUTURE_H
#define ACC_FUTURE_H

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

/* A null future (out of memory when it was made) answers as one that has failed
 * with ENOMEM; setting it gives -ENOMEM. */

int acc_future_done(const acc_future *f);
int acc_future_cancelled(const acc_future *f);
/* Cancels it, and so whoever awaits it. 1; 0 when it is done. Null: 0. */
int acc_future_cancel(acc_future *f);
/* Of a finished future: 0 or the error, which counts as retrieved. */
int acc_future_error(acc_future *f);

acc_future *acc_future_retain(acc_future *f);
void acc_future_release(acc_future *f); /* null: nothing */

/* fn(f, arg) is called on the pass after f is done; on the next pass if it is.
 * f is alive during the call. 0 or -ENOMEM. */
int acc_future_add_callback(acc_future *f, void (*fn)(acc_future *, void *),
                            void *arg);
int acc_future_add_callback_from(const char *place, acc_future *f,
                                 void (*fn)(acc_future *, void *), void *arg);
#define acc_future_add_callback(f, fn, arg) \
    acc_future_add_callback_from(ACC_PLACE(fn), f, fn, arg)
/* Takes back all callbacks fn(f, arg) while f is not done; how many. */
int acc_future_remove_callback(acc_future *f,
                               void (*fn)(acc_future *, void *), void *arg);

#ifdef __cplusplus
}
#endif

#endif
