/* A clock that is ticked by hand, and a native awaitable that waits for it. */
#include "tick.h"

typedef struct __acc_frame_next_tick Tick;

static Tick *waiting;
static int now;

static void tick_resume(acc_context *c, acc_frame *frame);
static void tick_cancel(acc_context *c, acc_frame *frame);

static const acc_descriptor descriptor = {
    .resume = tick_resume,
    .cancel = tick_cancel,
    ACC_FRAME_LAYOUT(Tick),
    .result_offset = offsetof(Tick, __acc_result),
    .result_size = sizeof(int),
    .name = "next_tick",
    .file = "tick.c",
};

void tick(void)
{
    Tick *f = waiting;
    waiting = NULL;
    now++;
    for (; f; f = f->next) {
        f->__acc_result = now * f->step;
        acc_wake(f->waiter);
    }
}

static void tick_cancel(acc_context *c, acc_frame *frame)
{
    Tick *f = (Tick *)(void *)frame, **p = &waiting;
    (void)c;
    while (*p != f)
        p = &(*p)->next;
    *p = f->next;
    acc_wake_error(f->waiter, ACC_CANCELLED);
}

/* Gives the value, fails, or suspends. */
int __acc_start_next_tick(acc_context *c, Tick *f, int step)
{
    if (step == 0)
        return f->__acc_result = 0; /* nothing to wait for */
    if (step < 0) {
        acc_throw(c, step, &descriptor, 0);
        return 0;
    }
    f->step = step;
    f->waiter = c->task;
    f->next = waiting;
    waiting = f;
    acc_suspend(c, f, &descriptor);
    return 0;
}

/* The same with a frame of the task's frame stack. */
int __acc_call_next_tick(acc_context *c, int step)
{
    Tick *f = ACC_PUSH_FRAME(c, Tick);
    if (!f)
        return 0;
    int value = __acc_start_next_tick(c, f, step);
    if (c->status != ACC_SUSPENDED)
        ACC_POP_FRAME(c, f, Tick);
    return value;
}

/* The constructor: captures the argument, runs nothing. */
acc_coroutine *next_tick(int step)
{
    Tick *f = acc_frame_new(&descriptor);
    if (f)
        f->step = step;
    return (acc_coroutine *)(void *)f;
}

/* Begins an object or a task; or goes on after acc_wake: then all is done. */
static void tick_resume(acc_context *c, acc_frame *frame)
{
    Tick *f = (Tick *)(void *)frame;
    if (f->__acc_state == ACC_STATE_ENTRY)
        __acc_start_next_tick(c, f, f->step);
}
