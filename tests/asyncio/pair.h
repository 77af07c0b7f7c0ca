/*
 * What the .ac halves of the pairs share; aio.py is the Python side.
 */
#ifndef PAIR_H
#define PAIR_H

#include <acc/acc.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { E1 = ACC_ERROR_USER, E2, E3 };

#define MS(n) ((n) * ACC_MSEC)

static inline const char *err(int e)
{
    switch (e) {
    case 0: return "none";
    case ACC_CANCELLED: return "cancelled";
    case ETIMEDOUT: return "timeout";
    case ACC_BROKEN_BARRIER: return "broken";
    case ACC_QUEUE_SHUTDOWN: return "shutdown";
    case E1: return "E1";
    case E2: return "E2";
    case E3: return "E3";
    }
    return acc_error_name(e);
}

static inline const char *outcome(acc_task *t)
{
    int e = acc_task_error(t);
    return e ? err(e) : "value";
}

static inline int now_ms(void)
{
    return (int)(acc_now() / ACC_MSEC);
}

/* One of many small cases in a pair: on a loop of its own, after a line with
 * its name. Python's half: cases(f, ...). */
#define CASE(f) (puts("-- " #f), run(f()))

#endif
