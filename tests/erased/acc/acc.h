/*
 * The dialect erased: with this header in place of the real one, an async
 * program whose awaits are all of its own functions and of acc_sleep is an
 * ordinary C program, and its output says what the translation must print.
 */
#ifndef ACC_ERASED_H
#define ACC_ERASED_H

#include <stddef.h>
#include <stdint.h>

#define async
#define await
#define _Async
#define _Await

typedef int64_t acc_duration;
#define ACC_MSEC ((acc_duration)1000000)
#define ACC_SEC ((acc_duration)1000000000)

static inline void acc_sleep(acc_duration d)
{
    (void)d;
}

#endif
