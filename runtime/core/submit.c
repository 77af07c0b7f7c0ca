/*
 * acc_run_threadsafe: another thread has a coroutine run on a loop and waits for
 * its end, after CPython's asyncio.run_coroutine_threadsafe(c, loop).result().
 *
 * What the two share is a block of the port's memory, referred to by each. Its
 * node goes to the loop, where it makes the task, and then waits at the task.
 */
#include "acc/thread.h"
#include "acc/task.h"
#include "core/core.h"
#include "core/port.h"

#include <errno.h>
#include <string.h>

#ifndef ACC_SINGLE_THREAD
typedef struct Submitted {
    acc_node node;            /* on the loop: begin, then ended */
    acc_node cancel;          /* sent when the thread waits no longer */
    atomic_uint refs;         /* the thread's, the loop's, that of cancel */
    struct acc__gate *gate;   /* open: error and value are there */
    acc_coroutine *coroutine;
    acc_task *task;           /* on the loop, until it has ended */
    int error;
    size_t size;
    char value[];
} Submitted;

static void unref(Submitted *s)
{
    if (atomic_fetch_sub_explicit(&s->refs, 1, memory_order_acq_rel) > 1)
        return;
    acc__port_gate_free(s->gate);
    acc__port_free(s, sizeof *s + s->size);
}

static void finish(Submitted *s, int error)
{
    s->error = error;
    acc__port_gate_open(s->gate);
    unref(s);
}

static void ended(acc_context *c, acc_node *n)
{
    Submitted *s = acc__container(n, Submitted, node);
    acc_task *t = s->task;
    int error = t->u.error;
    (void)c;
    s->task = NULL;
    if (error == 0 && s->size > 0)
        memcpy(s->value, acc_result(acc__task_frame(t)), s->size);
    acc__task_joined(t);
    finish(s, error);
}

static void begin(acc_context *c, acc_node *n)
{
    Submitted *s = acc__container(n, Submitted, node);
    if (acc__loop(c)->closing) {
        acc_coroutine_close(s->coroutine);
        finish(s, ACC_CANCELLED);
        return;
    }
    s->task = acc_create_task(s->coroutine, NULL);
    if (!s->task) {
        finish(s, ENOMEM);
        return;
    }
    s->node.run = ended;
    acc__task_watch(c, s->task, &s->node);
}

static void cancelled(acc_context *c, acc_node *n)
{
    Submitted *s = acc__container(n, Submitted, cancel);
    (void)c;
    acc__task_cancel(s->task, 0);
    unref(s);
}

static Submitted *submitted_new(acc_coroutine *o, size_t size)
{
    Submitted *s = size < SIZE_MAX / 2 ? acc__port_alloc(sizeof *s + size) : NULL;
    if (!s)
        return NULL;
    memset(s, 0, sizeof *s);
    s->gate = acc__port_gate_new();
    if (!s->gate) {
        acc__port_free(s, sizeof *s + size);
        return NULL;
    }
    s->node.run = begin;
    s->cancel.run = cancelled;
    atomic_init(&s->refs, 2);
    s->coroutine = o;
    s->size = size;
    return s;
}

int acc_run_threadsafe(struct acc_loop *loop, acc_coroutine *o, void *value,
                       size_t size, acc_duration timeout)
{
    Submitted *s = NULL;
    if (acc_current) {
        acc_coroutine_close(o);
        return EDEADLK; /* its loop would stand still */
    }
    if (loop && o)
        s = submitted_new(o, size);
    if (!s) {
        acc_coroutine_close(o);
        return ENOMEM;
    }
    acc__loop_send(loop, &s->node);
    int error = ETIMEDOUT;
    if (acc__port_gate_wait(s->gate, timeout)) {
        error = s->error;
        if (error == 0 && size > 0)
            memcpy(value, s->value, size);
    } else {
        atomic_fetch_add_explicit(&s->refs, 1, memory_order_relaxed);
        acc__loop_send(loop, &s->cancel);
    }
    unref(s);
    return error;
}
#else
int acc_run_threadsafe(struct acc_loop *loop, acc_coroutine *o, void *value,
                       size_t size, acc_duration timeout)
{
    (void)loop, (void)value, (void)size, (void)timeout;
    acc_coroutine_close(o);
    return ENOTSUP;
}
#endif
