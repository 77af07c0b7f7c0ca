/*
 * The backend for a machine without an operating system: the clock and the way
 * to wait are the program's (acc/bare.h).
 */
#include "core/core.h"
#include "core/port.h"

#include <errno.h>

static int bare_open(struct acc_loop *loop)
{
    /* Its wait also hands on what interrupts left, so it is to be called now and
     * then while tasks are ready. */
    loop->watched = acc__bare_can_wait() ? 1 : 0;
    return 0;
}

static void bare_close(struct acc_loop *loop)
{
    (void)loop;
}

static acc_duration bare_now(struct acc_loop *loop)
{
    (void)loop;
    return acc__port_clock();
}

static int bare_wait(struct acc_loop *loop, acc_duration until)
{
    (void)loop;
    if (acc__bare_can_wait())
        acc__bare_wait(until);
    else if (until == ACC_FOREVER)
        return -EDEADLK;
    else
        while (acc__port_clock() < until)
            ;
    return 0;
}

static void bare_wake(struct acc_loop *loop)
{
    (void)loop;
}

const acc__backend acc__backend_bare = {
    .name = "bare",
    .open = bare_open,
    .close = bare_close,
    .now = bare_now,
    .wait = bare_wait,
    .wake = bare_wake,
};
