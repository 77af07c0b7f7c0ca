/*
 * For programs of several cases; ended() and joined() of aio.py are the Python
 * side.
 */
#ifndef CASES_H
#define CASES_H

#include "pair.h"

/* Waits for these tasks, says how each ended, gives the handles back. */
#define ENDED(...)                            \
    ended((acc_task *[]){__VA_ARGS__},        \
          sizeof((acc_task *[]){__VA_ARGS__}) / sizeof(acc_task *))

static inline async void ended(acc_task **ts, size_t n)
{
    await acc_wait(ts, n, ACC_ALL, ACC_FOREVER);
    printf("ended");
    for (size_t i = 0; i < n; i++) {
        printf(" %s", outcome(ts[i]));
        acc_task_detach(ts[i]);
    }
    puts("");
}

/* Joins a task and says how it ended. */
static inline async void joined(acc_task *t)
{
    int e = await acc_join(t);
    printf("joined %s\n", e ? err(e) : "value");
}

/* For acc_call_soon and acc_call_later. */
static inline void cancel_it(void *t)
{
    acc_task_cancel(t);
}

static inline void release_it(void *lock)
{
    acc_lock_release(lock);
}

static inline void set_it(void *event)
{
    acc_event_set(event);
}

static inline void say_it(void *text)
{
    puts(text);
}

#endif
