/*
 * acc_to_thread: a blocking call in a thread of the backend's pool. The frame
 * holds what the thread works on, so it is given up only when the thread has
 * left it: a cancellation waits for that.
 */
#include "acc/thread.h"
#include "core/core.h"

#include <errno.h>

typedef struct __acc_frame_acc_to_thread Call;

static void call_resume(acc_context *c, acc_frame *frame);

static void call_cancel(acc_context *c, acc_frame *frame)
{
    Call *f = (Call *)(void *)frame;
    struct acc_loop *loop = acc__loop(c);
    if (!f->cancelled)
        loop->backend->thread_cancel(loop, &f->work);
    f->cancelled = 1;
}

static const acc_descriptor call_descriptor = {
    .resume = call_resume,
    .cancel = call_cancel,
    ACC_FRAME_LAYOUT(Call),
    .result_offset = offsetof(Call, __acc_result),
    .result_size = sizeof(void *),
    .name = "acc_to_thread",
    .file = "acc/thread.h",
};

/* In the thread. */
static void work_run(acc_thread_work *work)
{
    Call *f = acc__container(work, Call, work);
    acc__thread_locals = f->locals;
    f->__acc_result = f->fn(f->arg);
    acc__thread_locals = NULL;
}

static void work_done(acc_thread_work *work, int cancelled)
{
    Call *f = acc__container(work, Call, work);
    acc__locals_release(f->locals);
    acc_wake_error(f->waiter,
                   cancelled || f->cancelled ? ACC_CANCELLED : 0);
}

void *__acc_start_acc_to_thread(acc_context *c, Call *f, void *(*fn)(void *),
                                void *arg)
{
    struct acc_loop *loop = acc__loop(c);
    f->cancelled = 0;
    f->fn = fn;
    f->arg = arg;
    f->waiter = c->task;
    f->locals = acc__locals_share(acc__locals_current(c));
    f->work = (acc_thread_work){ work_run, work_done, NULL };
    int error = loop->backend->thread
        ? loop->backend->thread(loop, &f->work) : -ENOTSUP;
    if (error < 0) {
        acc__locals_release(f->locals);
        acc__fail(c, -error);
    } else {
        acc_suspend(c, f, &call_descriptor);
    }
    return NULL;
}

static void call_resume(acc_context *c, acc_frame *frame)
{
    Call *f = (Call *)(void *)frame;
    if (f->__acc_state == ACC_STATE_ENTRY)
        __acc_start_acc_to_thread(c, f, f->fn, f->arg);
}

void *__acc_call_acc_to_thread(acc_context *c, void *(*fn)(void *), void *arg)
{
    Call *f = acc_push(c, ACC_FRAME_SIZE(Call));
    if (!f)
        return NULL;
    __acc_start_acc_to_thread(c, f, fn, arg);
    if (c->status >= 0)
        acc_pop(c, f);
    return NULL;
}

acc_coroutine *acc_to_thread(void *(*fn)(void *), void *arg)
{
    Call *f = acc_frame_new(&call_descriptor);
    if (f) {
        f->fn = fn;
        f->arg = arg;
    }
    return (acc_coroutine *)(void *)f;
}
