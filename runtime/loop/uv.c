/*
 * libuv drives the loop: I/O, threads, waking from other threads, and sleeping
 * until the next timer. One uv_timer_t and one uv_async_t for all that acc does;
 * timers themselves are the core's.
 */
#if !defined _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L /* for uv.h */
#endif

#include "acc/uv.h"
#include "core/core.h"
#include "core/port.h"

#include <errno.h>
#include <uv.h>

typedef struct Uv {
    uv_loop_t loop;
    uv_timer_t timer;      /* ends a wait */
    uv_async_t async;      /* wake */
} Uv;

static Uv *uv_of(struct acc_loop *loop)
{
    return loop->backend_data;
}

static void woken(uv_async_t *async)
{
    (void)async; /* that uv_run returns is all */
}

static void timer_fired(uv_timer_t *timer)
{
    (void)timer;
}

static int backend_open(struct acc_loop *loop)
{
    Uv *u = acc__port_alloc(sizeof *u);
    int error = -ENOMEM;
    if (!u)
        return error;
    if ((error = uv_loop_init(&u->loop)) < 0)
        goto no_loop;
    if ((error = uv_async_init(&u->loop, &u->async, woken)) < 0)
        goto no_async;
    uv_timer_init(&u->loop, &u->timer);
    uv_unref((uv_handle_t *)&u->timer);
    u->loop.data = loop;
    loop->backend_data = u;
    return 0;

no_async:
    uv_loop_close(&u->loop);
no_loop:
    acc__port_free(u, sizeof *u);
    return error;
}

/* The program ought to have closed it: the loop would wait for it for ever. */
static void close_left_open(uv_handle_t *h, void *debug)
{
    if (uv_is_closing(h))
        return;
    if (debug)
        acc__print("libuv handle (%s) was never closed\n",
                   uv_handle_type_name(h->type));
    uv_close(h, NULL);
}

static void backend_close(struct acc_loop *loop)
{
    Uv *u = uv_of(loop);
    uv_close((uv_handle_t *)&u->timer, NULL);
    uv_close((uv_handle_t *)&u->async, NULL);
    uv_walk(&u->loop, close_left_open, loop->debug ? u : NULL);
    uv_run(&u->loop, UV_RUN_DEFAULT);
    uv_loop_close(&u->loop);
    acc__port_free(u, sizeof *u);
}

static acc_duration backend_now(struct acc_loop *loop)
{
    (void)loop;
    return acc__port_clock();
}

static int backend_wait(struct acc_loop *loop, acc_duration until)
{
    Uv *u = uv_of(loop);
    if (until == 0) {
        uv_run(&u->loop, UV_RUN_NOWAIT);
        return 0;
    }
    if (until == ACC_FOREVER) {
        uv_run(&u->loop, UV_RUN_ONCE);
        return 0;
    }
    acc_duration left = until <= 0 ? 0 : until - acc__port_clock();
    if (left <= 0) {
        uv_run(&u->loop, UV_RUN_NOWAIT);
        return 0;
    }
    /* libuv counts milliseconds from its cached time: round up, so that a
     * timer is never early. */
    uv_update_time(&u->loop);
    uv_timer_start(&u->timer, timer_fired,
                   (uint64_t)((left + ACC_MSEC - 1) / ACC_MSEC), 0);
    uv_run(&u->loop, UV_RUN_ONCE);
    uv_timer_stop(&u->timer);
    return 0;
}

static void backend_wake(struct acc_loop *loop)
{
    uv_async_send(&uv_of(loop)->async);
}

struct uv_loop_s *acc_uv_loop(void)
{
    struct acc_loop *loop = acc_current ? acc__loop(acc_current) : NULL;
    if (!loop || !loop->backend_data)
        return NULL;
    loop->watched = 1;
    acc__attend(loop);
    return &uv_of(loop)->loop;
}

/* ---- threads ------------------------------------------------------------ */

typedef struct Work {
    uv_work_t request;
    acc_thread_work *work;
    struct acc_loop *loop;
} Work;

static void work_run(uv_work_t *request)
{
    acc_thread_work *work = ((Work *)request->data)->work;
    work->run(work);
}

static void work_done(uv_work_t *request, int status)
{
    Work *w = request->data;
    w->loop->io--;
    w->work->done(w->work, status == UV_ECANCELED);
    acc__port_free(w, sizeof *w);
}

static int backend_thread(struct acc_loop *loop, acc_thread_work *work)
{
    Work *w = acc__port_alloc(sizeof *w);
    if (!w)
        return -ENOMEM;
    w->request.data = w;
    w->work = work;
    w->loop = loop;
    int error = uv_queue_work(&uv_of(loop)->loop, &w->request, work_run,
                              work_done);
    if (error < 0) {
        acc__port_free(w, sizeof *w);
        return error;
    }
    work->backend = w;
    loop->io++;
    acc__attend(loop);
    return 0;
}

static int backend_thread_cancel(struct acc_loop *loop, acc_thread_work *work)
{
    (void)loop;
    return uv_cancel((uv_req_t *)&((Work *)work->backend)->request) == 0;
}

const acc__backend acc__backend_uv = {
    .name = "uv",
    .open = backend_open,
    .close = backend_close,
    .now = backend_now,
    .wait = backend_wait,
    .wake = backend_wake,
    .thread = backend_thread,
    .thread_cancel = backend_thread_cancel,
};
