/*
 * Generators. The object is a coroutine object whose body leaves with status 0
 * at each yield, the value in its frame; __acc_state tells a yield from the
 * end (ACC_STATE_CLOSED). An async generator's body is the child of the frame
 * that awaits the next value, so the loop resumes that frame at a yield as it
 * does when a function ends.
 *
 * Closing resumes the body with ACC_GENERATOR_EXIT, which no catch clause takes:
 * only its defers run.
 */
#include "acc/generator.h"
#include "core/core.h"

#include <errno.h>
#include <string.h>

typedef struct __acc_frame_acc_async_generator_next Next;
typedef struct __acc_frame_acc_async_generator_close Close;

/* The context of bodies that run while no loop does: they need a status. */
static ACC_THREAD_LOCAL struct acc_loop idle;

static acc_frame *frame_of(acc_generator *g)
{
    return (acc_frame *)(void *)g;
}

static int has_begun(const acc_generator *g)
{
    return g->__acc_state != ACC_STATE_ENTRY
        && g->__acc_state != ACC_STATE_CLOSED;
}

static void take_value(acc_generator *g, void *value)
{
    const acc_descriptor *d = g->__acc_desc;
    if (value)
        memcpy(value, (char *)g + d->result_offset, d->result_size);
}

/* ---- plain generators -------------------------------------------------- */

/* Runs the body from where it stands, with a status for it to find. */
static void run(acc_context *c, acc_generator *g, int status)
{
    acc_task *t = acc__task_of(frame_of(g));
    t->state = ACC__ACTIVE;
    c->status = status;
    g->__acc_desc->resume(c, frame_of(g));
    c->status = 0;
    t->state = ACC__NEW;
}

int acc_generator_next(acc_generator *g, void *value)
{
    if (!g || g->__acc_state == ACC_STATE_CLOSED
        || acc__task_of(frame_of(g))->state == ACC__ACTIVE)
        return 0;
    run(acc_current ? acc_current : &idle.context, g, 0);
    if (g->__acc_state == ACC_STATE_CLOSED)
        return 0;
    take_value(g, value);
    return 1;
}

void acc_generator_close(acc_generator *g)
{
    if (!g)
        return;
    if (has_begun(g))
        run(acc_current ? acc_current : &idle.context, g, ACC_GENERATOR_EXIT);
    acc__object_done(frame_of(g));
}

/* ---- async generators ---------------------------------------------------- */

static void next_resume(acc_context *c, acc_frame *frame);
static void close_resume(acc_context *c, acc_frame *frame);

static void next_drop(acc_frame *frame)
{
    (void)frame; /* the generator is its owner's */
}

static const acc_descriptor next_descriptor = {
    .resume = next_resume,
    .drop = next_drop,
    ACC_FRAME_LAYOUT(Next),
    .result_offset = offsetof(Next, __acc_result),
    .result_size = sizeof(int),
    .name = "acc_async_generator_next",
    .file = "acc/generator.h",
};

static const acc_descriptor close_descriptor = {
    .resume = close_resume,
    ACC_FRAME_LAYOUT(Close),
    .name = "acc_async_generator_close",
    .file = "acc/generator.h",
};

/* The body has left: at a yield, at its end, or with an error. */
static int next_left(acc_context *c, Next *f)
{
    acc_generator *g = f->generator;
    acc_task *t = acc__task_of(frame_of(g));
    if (c->status < 0) {
        t->refs++; /* see keep */
        c->child = frame_of(g);
        acc_leave(c, f, &next_descriptor, 2);
        return 0;
    }
    t->state = ACC__NEW;
    if (c->status) {
        g->__acc_state = ACC_STATE_CLOSED;
        return 0;
    }
    if (g->__acc_state == ACC_STATE_CLOSED)
        return 0;
    take_value(g, f->value);
    return 1;
}

int __acc_start_acc_async_generator_next(acc_context *c, Next *f,
                                         acc_generator *g, void *value)
{
    if (!g) {
        acc__fail(c, ENOMEM);
        return 0;
    }
    acc_task *t = acc__task_of(frame_of(g));
    if (t->state == ACC__ACTIVE) {
        acc__fail(c, EBUSY);
        return 0;
    }
    if (g->__acc_state == ACC_STATE_CLOSED)
        return 0;
    f->generator = g;
    f->value = value;
    t->state = ACC__ACTIVE;
    g->__acc_desc->resume(c, frame_of(g));
    return next_left(c, f);
}

/* The body's object came back from the loop as one that an await has used up:
 * after an error it has lost a reference, otherwise it is offered for that. The
 * one taken when the body was suspended makes up for it. */
static void keep(acc_context *c, acc_generator *g)
{
    c->consumed = NULL;
    if (!c->status)
        acc__task_of(frame_of(g))->refs--;
}

static void next_resume(acc_context *c, acc_frame *frame)
{
    Next *f = (Next *)(void *)frame;
    if (f->__acc_state == ACC_STATE_ENTRY) {
        f->__acc_result = __acc_start_acc_async_generator_next(
            c, f, f->generator, f->value);
        return;
    }
    keep(c, f->generator);
    f->__acc_result = next_left(c, f);
}

static void close_left(acc_context *c, Close *f)
{
    if (c->status < 0) {
        acc__task_of(frame_of(f->generator))->refs++;
        c->child = frame_of(f->generator);
        acc_leave(c, f, &close_descriptor, 2);
        return;
    }
    c->status = 0;
    acc__object_done(frame_of(f->generator));
}

void __acc_start_acc_async_generator_close(acc_context *c, Close *f,
                                           acc_generator *g)
{
    if (!g)
        return;
    f->generator = g;
    if (!has_begun(g)) {
        acc__object_done(frame_of(g));
        return;
    }
    acc__task_of(frame_of(g))->state = ACC__ACTIVE;
    c->status = ACC_GENERATOR_EXIT;
    g->__acc_desc->resume(c, frame_of(g));
    close_left(c, f);
}

static void close_resume(acc_context *c, acc_frame *frame)
{
    Close *f = (Close *)(void *)frame;
    if (f->__acc_state == ACC_STATE_ENTRY) {
        __acc_start_acc_async_generator_close(c, f, f->generator);
        return;
    }
    keep(c, f->generator);
    close_left(c, f);
}

int __acc_call_acc_async_generator_next(acc_context *c, acc_generator *g,
                                        void *value)
{
    Next *f = acc_push(c, ACC_FRAME_SIZE(Next));
    if (!f)
        return 0;
    int more = __acc_start_acc_async_generator_next(c, f, g, value);
    if (c->status >= 0)
        acc_pop(c, f);
    return more;
}

void __acc_call_acc_async_generator_close(acc_context *c, acc_generator *g)
{
    Close *f = acc_push(c, ACC_FRAME_SIZE(Close));
    if (!f)
        return;
    __acc_start_acc_async_generator_close(c, f, g);
    if (c->status >= 0)
        acc_pop(c, f);
}

acc_coroutine *acc_async_generator_next(acc_generator *g, void *value)
{
    Next *f = acc_frame_new(&next_descriptor);
    if (f) {
        f->generator = g;
        f->value = value;
    }
    return (acc_coroutine *)(void *)f;
}

acc_coroutine *acc_async_generator_close(acc_generator *g)
{
    Close *f = acc_frame_new(&close_descriptor);
    if (f)
        f->generator = g;
    return (acc_coroutine *)(void *)f;
}
