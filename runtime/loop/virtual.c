/*
 * The virtual clock: time stands still while anything runs, and jumps to the
 * next timer when all tasks wait. Deterministic, and nobody sleeps; for tests
 * and simulation.
 *
 * It stands before the real backend, which goes on doing the I/O and threads of
 * the program: as long as operations of that kind are in flight (loop->io), time
 * does not jump but they are waited for.
 */
#include "acc/loop.h"
#include "core/core.h"
#include "core/port.h"

#include <errno.h>

typedef struct Virtual {
    acc_duration now;
    const acc__backend *inner;   /* null where there is none */
} Virtual;

/* loop->backend_data is the inner backend's, which knows nothing of this. */
static Virtual *virtual_of(struct acc_loop *loop)
{
    return loop->clock_data;
}

static int virtual_open(struct acc_loop *loop)
{
    Virtual *v = acc__port_alloc(sizeof *v);
    if (!v)
        return -ENOMEM;
    v->now = 0;
    v->inner = acc__port_inner_backend();
    loop->clock_data = v;
    int error = v->inner ? v->inner->open(loop) : 0;
    if (error < 0)
        acc__port_free(v, sizeof *v);
    return error;
}

static void virtual_close(struct acc_loop *loop)
{
    Virtual *v = virtual_of(loop);
    if (v->inner)
        v->inner->close(loop);
    acc__port_free(v, sizeof *v);
}

static acc_duration virtual_now(struct acc_loop *loop)
{
    return virtual_of(loop)->now;
}

static int virtual_wait(struct acc_loop *loop, acc_duration until)
{
    Virtual *v = virtual_of(loop);
    if (v->inner && (until == 0 || loop->io > 0))
        return v->inner->wait(loop, until ? ACC_FOREVER : 0);
    if (v->inner && loop->watched) {
        v->inner->wait(loop, 0);
        if (acc__is_ready(&loop->context))
            return 0;
        if (until == ACC_FOREVER)
            return v->inner->wait(loop, until);
    }
    if (until == ACC_FOREVER)
        return -EDEADLK;
    if (until > v->now)
        v->now = until;
    return 0;
}

static void virtual_wake(struct acc_loop *loop)
{
    Virtual *v = virtual_of(loop);
    if (v->inner)
        v->inner->wake(loop);
}

static int virtual_thread(struct acc_loop *loop, acc_thread_work *work)
{
    Virtual *v = virtual_of(loop);
    return v->inner && v->inner->thread ? v->inner->thread(loop, work) : -ENOTSUP;
}

static int virtual_thread_cancel(struct acc_loop *loop, acc_thread_work *work)
{
    return virtual_of(loop)->inner->thread_cancel(loop, work);
}

int acc_loop_advance(acc_duration d)
{
    struct acc_loop *loop = acc_current ? acc__loop(acc_current) : NULL;
    if (!loop || loop->backend != &acc__backend_virtual)
        return -ENOTSUP;
    Virtual *v = virtual_of(loop);
    if (d > 0)
        v->now = d > ACC_FOREVER - v->now ? ACC_FOREVER : v->now + d;
    loop->context.now = -1;
    return 0;
}

const acc__backend acc__backend_virtual = {
    .name = "virtual",
    .open = virtual_open,
    .close = virtual_close,
    .now = virtual_now,
    .wait = virtual_wait,
    .wake = virtual_wake,
    .thread = virtual_thread,
    .thread_cancel = virtual_thread_cancel,
};
