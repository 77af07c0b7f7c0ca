/*
 * acc_sleep. A function that awaits it is the task's leaf, and its frame holds
 * the timer, nothing else; nothing is allocated. As in asyncio a timer that is
 * due wakes the task, which runs on the next pass; a sleep of nothing yields for
 * one pass.
 */
#include "acc/time.h"
#include "core/core.h"
#include "core/port.h"

typedef struct __acc_frame_acc_sleep Sleep;

void acc__sleep_cancel(acc_context *c, acc_frame *leaf)
{
    Sleep *f = (Sleep *)(void *)((char *)leaf + (acc__waits(leaf) & ~3u));
    (void)c;
    acc__timer_stop(&f->timer);
    acc_wake_error(acc__timer_task(&f->timer), ACC_CANCELLED);
}

void __acc_sleep_start(acc_context *c, Sleep *f, acc_duration d)
{
    if (d <= 0) {
        __acc_yield_pass(c);
        return;
    }
    struct acc_loop *loop = acc__loop(c);
    __acc_suspend_caller(c, c->task);
    if (acc_unlikely(d == ACC_FOREVER))
        acc__timer_never(&f->timer, c->task);
    else
        acc__timer_start_task(loop, &f->timer, acc__deadline(loop, d), c->task);
}

/* ---- with a frame of its own -------------------------------------------- */

/* A coroutine object, or a frame on the frame stack. */
typedef struct Object {
    ACC_FRAME_HEADER
    acc_duration duration;
    Sleep sleep;
} Object;

static void object_resume(acc_context *c, acc_frame *f);

static const acc_point object_points[] = {
    {0, 0}, {0, 0}, {0, __ACC_WAITS_TIMER(offsetof(Object, sleep))},
};

static const acc_descriptor object_descriptor = {
    .resume = object_resume,
    ACC_FRAME_LAYOUT(Object),
    .name = "acc_sleep",
    .file = "acc/time.h",
    .points = 3,
    .point = object_points,
};

static void object_start(acc_context *c, Object *f, acc_duration d)
{
    __acc_sleep_start(c, &f->sleep, d);
    acc_leave(c, f, &object_descriptor, 2);
}

/* Begun, or woken: then the status says it all. */
static void object_resume(acc_context *c, acc_frame *frame)
{
    Object *f = (Object *)(void *)frame;
    if (f->__acc_state == ACC_STATE_ENTRY)
        object_start(c, f, f->duration);
}

void __acc_call_acc_sleep(acc_context *c, acc_duration d)
{
    Object *f = acc_push(c, ACC_FRAME_SIZE(Object));
    if (f)
        object_start(c, f, d);
}

acc_coroutine *acc_sleep(acc_duration d)
{
    Object *f = acc_frame_new(&object_descriptor);
    if (f)
        f->duration = d;
    return (acc_coroutine *)(void *)f;
}

acc_duration acc_now(void)
{
    acc_context *c = acc_current;
    if (!c)
        return acc__port_clock();
    /* Sleeps begun later in this pass are measured from here, so that none is
     * shorter than the program can see. */
    c->now = -1;
    return acc__loop_now(acc__loop(c));
}
