/*
 * acc on a machine without an operating system (port/bare.c, loop/bare.c): the
 * program gives memory, a clock and a way to wait. Everything runs in one
 * thread; compile with -DACC_SINGLE_THREAD.
 */
#ifndef ACC_BARE_H
#define ACC_BARE_H

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

struct acc_bare {
    /* All memory the runtime may use; aligned to 16 inside. */
    void *memory;
    size_t size;

    /* Monotonic time in nanoseconds. */
    acc_duration (*clock)(void);

    /* Sleeps until `until` (ACC_FOREVER: without end; 0: not at all) or until an
     * interrupt. It runs on the loop, so what interrupts have left behind it may
     * hand on there and then: set futures, wake tasks. May return early. Null:
     * nothing but timers ever happens, and time is waited for by looking. */
    void (*wait)(acc_duration until);

    /* Messages (uncaught errors, broken contracts); may be null. */
    void (*write)(const char *text, size_t length);

    /* Does not return: after a broken contract (status 134) or an uncaught
     * error of acc_run (1). Null: an endless loop. */
    void (*halt)(int status);

    /* C stack that nested starts may use, in bytes; 0 for 2048. */
    size_t stack;
};

/* Before anything else of acc; *hooks must stay. */
void acc_bare_init(const struct acc_bare *hooks);

/* What is left of the memory, and the largest piece of it, in bytes. */
size_t acc_bare_free(size_t *largest);

#ifdef __cplusplus
}
#endif

#endif
