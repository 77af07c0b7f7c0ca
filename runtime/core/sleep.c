/*
 * acc_sleep, the simplest native awaitable: its frame holds the timer, nothing
 * is allocated. As in asyncio a timer that is due wakes the task, which runs on
 * the next pass; a sleep of nothing yields for one pass.
 */
#include "acc/time.h"
#include "core/core.h"
#include "core/port.h"

typedef struct __acc_frame_acc_sleep Sleep;

static void sleep_resume(acc_context *c, acc_frame *f);

static void sleep_cancel(acc_context *c, acc_frame *frame)
{
    Sleep *f = (Sleep *)(void *)frame;
    (void)c;
    acc__timer_stop(&f->timer);
    acc_wake_error(acc__timer_task(&f->timer), ACC_CANCELLED);
}

static const acc_descriptor sleep_descriptor = {
    .resume = sleep_resume,
    .cancel = sleep_cancel,
    .size = sizeof(Sleep),
    .align = _Alignof(Sleep),
    .name = "acc_sleep",
    .file = "acc/time.h",
};

void __acc_sleep_start(acc_context *c, Sleep *f, acc_duration d)
{
    if (d <= 0) {
        __acc_yield_pass(c); /* the caller is the leaf */
        return;
    }
    struct acc_loop *loop = acc__loop(c);
    acc_suspend(c, f, &sleep_descriptor);
    if (acc_unlikely(d == ACC_FOREVER))
        acc__timer_never(&f->timer, c->task);
    else
        acc__timer_start_task(loop, &f->timer, acc__deadline(loop, d), c->task);
}

/* Begun as a coroutine object, or woken: then the status says it all. */
static void sleep_resume(acc_context *c, acc_frame *frame)
{
    Sleep *f = (Sleep *)(void *)frame;
    if (f->__acc_state != ACC_STATE_ENTRY)
        return;
    __acc_sleep_start(c, f, f->timer.when);
    if (c->status == __ACC_YIELDED)
        acc_leave(c, f, &sleep_descriptor, 2);
}

void __acc_call_acc_sleep(acc_context *c, acc_duration d)
{
    Sleep *f;
    if (d <= 0)
        __acc_yield_pass(c);
    else if ((f = acc_push(c, ACC_FRAME_SIZE(Sleep))) != NULL)
        __acc_sleep_start(c, f, d);
}

acc_coroutine *acc_sleep(acc_duration d)
{
    Sleep *f = acc_frame_new(&sleep_descriptor);
    if (f)
        f->timer.when = d;
    return (acc_coroutine *)(void *)f;
}

acc_duration acc_now(void)
{
    acc_context *c = acc_current;
    if (!c)
        return acc__port_clock();
    /* Sleeps begun later in this pass are measured from here, so that none is
     * shorter than the program can see. */
    acc__loop(c)->now_known = 0;
    return acc__loop_now(acc__loop(c));
}
