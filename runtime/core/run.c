/*
 * acc_run: a loop from beginning to end, after asyncio.run. The main task is
 * run until its completion callback stops the loop; then what is left is
 * cancelled, in order of creation, and run until it has finished; then the loop
 * is closed.
 */
#include "acc/task.h"
#include "core/core.h"
#include "core/port.h"

#include <errno.h>
#include <string.h>

static void stop(acc_context *c, acc_node *n)
{
    (void)n;
    acc__loop(c)->stop = 1;
}

static void run_until_done(struct acc_loop *loop, acc_task *t)
{
    acc_node end = { NULL, stop };
    acc__waiters_add(&t->waiters, &end);
    acc__loop_run(loop);
}

static void cancel_if_unfinished(acc_task *t, void *arg)
{
    (void)arg;
    if (acc__is_task(t))
        acc__task_cancel(t, 0);
}

/* Passes in which nothing is waited for; asyncio.run makes some after the last
 * task has finished, so that completion callbacks are still called. */
static void run_ready(struct acc_loop *loop, int passes)
{
    while (passes-- > 0 && loop->ready.head)
        acc__loop_pass(loop);
}

/* Cancels what is there and runs until all of it has finished; again for what
 * was begun meanwhile. */
static void drain(struct acc_loop *loop)
{
    while (loop->tasks > 0) {
        acc_task **list;
        size_t n;
        if (acc__tasks_list(loop, &list, &n) < 0) {
            /* No memory for order. */
            acc__block_each(cancel_if_unfinished, NULL);
            acc__loop_pass(loop);
            continue;
        }
        for (size_t i = 0; i < n; i++)
            acc__task_cancel(list[i], 0);
        for (size_t i = 0; i < n; i++) {
            while (list[i]->state != ACC__FINISHED)
                acc__loop_pass(loop);
            acc__task_unref(list[i]);
        }
        acc__free(list, n * sizeof *list);
        run_ready(loop, 2); /* asyncio's gather of the cancelled tasks */
    }
    run_ready(loop, 4); /* its shutdown of generators and threads */
}

static void report_leftover(acc_task *t, void *arg)
{
    struct acc_loop *loop = arg;
    const acc_descriptor *d = acc__task_frame(t)->__acc_desc;
    char label[24];
    if (t->state == ACC__NEW && loop->debug) {
        acc__print("coroutine '%s' was never awaited (%s:%u)\n", d->name,
                   d->file, d->line);
    } else if (t->state == ACC__FINISHED) {
        acc__task_report_error(t);
        if (loop->debug)
            acc__print("task '%s' (%s) was never joined nor detached\n",
                       acc__task_label(t, label), d->name);
    }
}

static void print_uncaught(int error, const acc__trace *trace)
{
    acc__print("uncaught error: ");
    acc__print_error(error);
    acc__print("\n");
    acc__trace_print(trace);
}

/* Gives 0 or the error; print: an error is reported. */
static int run(acc_coroutine *o, void *value, size_t size, int print)
{
    struct acc_loop *loop;
    acc_task *t;
    int error = ENOMEM;
    if (!o)
        goto failed;
    if (acc_current) {
        error = EBUSY; /* a loop runs in this thread */
        acc_coroutine_close(o);
        goto failed;
    }
    loop = acc__loop_open();
    if (!loop) {
        acc_coroutine_close(o);
        goto failed;
    }
    t = acc_create_task(o, NULL);
    run_until_done(loop, t);
    drain(loop);
    error = t->u.error;
    t->retrieved = 1;
    if (error == 0 && size > 0)
        memcpy(value, acc_result(acc__task_frame(t)), size);
    if (error != 0 && print)
        print_uncaught(error, t->extra ? t->extra->trace : NULL);
    acc__task_unref(t);
    acc__block_each(report_leftover, loop);
    acc__loop_close(loop);
    return error;

failed:
    if (print)
        print_uncaught(error, NULL);
    return error;
}

void *acc_run(acc_coroutine *o, void *value, size_t size, int *err)
{
    int error = run(o, value, size, !err);
    if (err)
        *err = error;
    else if (error)
        acc__port_exit(1);
    return value;
}

int acc_run_into(acc_coroutine *o, void *value, size_t size, int *err)
{
    int error = run(o, value, size, 0);
    if (err)
        *err = error;
    return error;
}

int acc_main(acc_coroutine *o)
{
    int value = 0;
    return run(o, &value, sizeof value, 1) ? 1 : value;
}
