/*
 * acc_run: a loop from beginning to end, after asyncio.run. The main task is
 * run until its completion callback stops the loop; then what is left is
 * cancelled, in order of creation, and run until it has finished; then the loop
 * is closed. acc_runner does the same in three steps, after asyncio.Runner.
 *
 * While a main task runs, SIGINT cancels it, unless the program handles that
 * signal itself; a second one kills the program.
 */
#include "acc/loop.h"
#include "acc/task.h"
#include "core/core.h"
#include "core/port.h"

#include <errno.h>
#include <string.h>

static void stop(acc_context *c, acc_node *n)
{
    (void)n;
    acc__loop(c)->stop = 1;
    acc__attend(acc__loop(c));
}

/* ---- SIGINT -------------------------------------------------------------- */

#ifndef ACC_SINGLE_THREAD
/* Of the run that the signal goes to: one at a time, the first. */
static struct {
    atomic_flag taken;
    atomic_int sent;              /* node is on its way to the loop */
    int delivered;
    int late;                     /* ... when main had finished */
    struct acc_loop *loop;
    acc_task *main;               /* null: it has ended */
    acc_node node;
} interrupt = { .taken = ATOMIC_FLAG_INIT };

static void interrupt_arrived(acc_context *c, acc_node *n)
{
    (void)c, (void)n;
    atomic_store(&interrupt.sent, 0);
    if (interrupt.main) {
        interrupt.delivered = 1;
        interrupt.late = !acc__task_cancel(interrupt.main, 0);
    }
}

/* In the signal handler. */
static void on_interrupt(void)
{
    if (!atomic_exchange(&interrupt.sent, 1)) {
        interrupt.node.run = interrupt_arrived;
        acc__loop_send(interrupt.loop, &interrupt.node);
    }
}

static int interrupt_watch(struct acc_loop *loop, acc_task *t)
{
    if (atomic_flag_test_and_set(&interrupt.taken))
        return 0;
    interrupt.loop = loop;
    interrupt.main = t;
    interrupt.delivered = interrupt.late = 0;
    if (acc__port_watch_interrupt(on_interrupt))
        return 1;
    interrupt.main = NULL;
    atomic_flag_clear(&interrupt.taken);
    return 0;
}

/* The signal has come, but not to the loop: the node is taken back, for this run
 * is over and the next one's signals need it. */
static int interrupt_is_late(struct acc_loop *loop)
{
    if (!atomic_load(&interrupt.sent))
        return interrupt.late;
    do
        acc__loop_take_remote(loop);
    while (!acc__ready_remove(&loop->context, &interrupt.node));
    atomic_store(&interrupt.sent, 0);
    return 1;
}

/* Has the signal, and nothing else, cancelled the task? If it came too late for
 * that, the task counts as cancelled, unless it failed. CPython: Runner.run, the
 * KeyboardInterrupt unless somebody else cancelled it as well. */
static int interrupt_unwatch(struct acc_loop *loop, acc_task *t)
{
    unsigned requests = t->cancelling;
    acc__port_unwatch_interrupt();
    interrupt.main = NULL;
    if (interrupt_is_late(loop)) {
        interrupt.delivered = 1;
        requests++;
        if (t->u.error == 0)
            t->u.error = ACC_CANCELLED;
    }
    int interrupted = interrupt.delivered && t->u.error == ACC_CANCELLED
        && requests <= 1;
    atomic_flag_clear(&interrupt.taken);
    return interrupted;
}
#else
#define interrupt_watch(loop, t) 0
#define interrupt_unwatch(loop, t) 0
#endif

/* ---- a run --------------------------------------------------------------- */

static void run_until_done(struct acc_loop *loop, acc_task *t)
{
    acc_node end = { NULL, stop };
    acc__waiters_add(acc__task_waiters(t), &end);
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
    while (passes-- > 0 && acc__is_ready(&loop->context))
        acc__loop_pass(loop);
}

/* Cancels what is there and runs until all of it has finished; again for what
 * was begun meanwhile. */
static void drain(struct acc_loop *loop)
{
    while (loop->context.tasks > 0) {
        acc_task **list;
        size_t n;
        if (acc__tasks_list(loop, 0, &list, &n) < 0) {
            /* No memory for order. */
            acc__block_each(loop, cancel_if_unfinished, NULL);
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

/* ---- what is left at the end ------------------------------------------------ */

static void report_object(acc_task *t, void *arg)
{
    const acc_descriptor *d = acc__task_frame(t)->__acc_desc;
    (void)arg;
    if (t->state == ACC__NEW)
        acc__print("coroutine '%s' was never awaited (%s:%u)\n", d->name,
                   d->file, d->line);
}

static void report_task(acc_task *t, void *arg)
{
    struct acc_loop *loop = arg;
    char label[24];
    if (t->state != ACC__FINISHED)
        return;
    acc__task_report_error(t);
    if (loop->debug)
        acc__print("task '%s' (%s) was never joined nor detached\n",
                   acc__task_label(t, label),
                   acc__task_frame(t)->__acc_desc->name);
}

/* Handles that nobody has given back, in order of creation. */
static void report_leftovers(struct acc_loop *loop)
{
    acc_task **list;
    size_t n;
    if (loop->debug)
        acc__block_each(loop, report_object, NULL);
    if (acc__tasks_list(loop, 1, &list, &n) < 0) {
        acc__block_each(loop, report_task, loop); /* no memory for order */
        return;
    }
    for (size_t i = 0; i < n; i++) {
        list[i]->refs--;
        report_task(list[i], loop);
    }
    acc__free(list, n * sizeof *list);
}

/* ---- the main task ------------------------------------------------------------ */

static void print_uncaught(int error, const acc__trace *trace)
{
    acc__print("uncaught error: ");
    acc__print_error(error);
    acc__print("\n");
    acc__trace_print(trace);
}

/* Runs the main task to its end. *interrupted: SIGINT was what ended it. */
/* Null when out of memory. */
static acc_task *run_main(struct acc_loop *loop, acc_coroutine *o,
                          acc__locals *locals, int *interrupted)
{
    acc__locals *previous = acc__locals_enter(&loop->context, locals);
    acc_task *t = acc_create_task(o, NULL);
    acc__locals_leave(&loop->context, previous);
    *interrupted = 0;
    if (!t)
        return NULL;
    int watching = interrupt_watch(loop, t);
    loop->stop = 0;
    run_until_done(loop, t);
    *interrupted = watching && interrupt_unwatch(loop, t);
    return t;
}

/* Copies the value; gives 0 or the error. */
static int take_main(acc_task *t, void *value, size_t size, int print)
{
    if (!t) {
        if (print)
            print_uncaught(ENOMEM, NULL);
        return ENOMEM;
    }
    int error = t->u.error;
    t->retrieved = 1;
    if (error == 0 && size > 0)
        memcpy(value, acc_result(acc__task_frame(t)), size);
    if (error != 0 && print)
        print_uncaught(error, acc__task_trace(t));
    acc__task_unref(t);
    return error;
}

static void close_loop(struct acc_loop *loop)
{
    report_leftovers(loop);
    acc__loop_close(loop);
    acc__loop_leave(NULL);
}

/* Gives 0 or the error; print: an error is reported, an interrupt kills. */
static int run(acc_coroutine *o, void *value, size_t size, int print)
{
    int error = ENOMEM, interrupted;
    if (!o)
        goto failed;
    if (acc_current) {
        error = EBUSY; /* a loop runs in this thread */
        acc_coroutine_close(o);
        goto failed;
    }
    struct acc_loop *loop = acc__loop_open();
    if (!loop) {
        acc_coroutine_close(o);
        goto failed;
    }
    acc__loop_enter(loop);
    acc_task *t = run_main(loop, o, NULL, &interrupted);
    drain(loop);
    error = take_main(t, value, size, print && !interrupted);
    close_loop(loop);
    if (interrupted && print)
        acc__port_interrupted();
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

/* ---- a loop that stays between runs ---------------------------------------- */

struct acc_runner {
    struct acc_loop *loop;
    acc__locals *locals;          /* as the last main task left them */
};

acc_runner *acc_runner_new(void)
{
    acc_runner *r = acc__port_alloc(sizeof *r);
    if (!r)
        return NULL;
    r->loop = acc__loop_open();
    if (!r->loop) {
        acc__port_free(r, sizeof *r);
        return NULL;
    }
    r->locals = NULL;
    return r;
}

/* As in asyncio only running one inside of another is an error. */
static int may_run(const acc_runner *r)
{
    return !acc_current && r->loop->thread == &acc_current;
}

/* Gives 0 or the error; print: an error is reported, an interrupt kills. */
static int runner_run(acc_runner *r, acc_coroutine *o, void *value, size_t size,
                      int print)
{
    int error = r && o ? EBUSY : ENOMEM, interrupted;
    if (!r || !o || !may_run(r)) {
        acc_coroutine_close(o);
        if (print)
            print_uncaught(error, NULL);
        return error;
    }
    acc__loop_enter(r->loop);
    acc_task *t = run_main(r->loop, o, r->locals, &interrupted);
    if (t) {
        acc__locals_release(r->locals);
        const acc__extra *x = acc__task_extra_or_null(t);
        r->locals = acc__locals_share(x ? x->locals : NULL);
    }
    error = take_main(t, value, size, print && !interrupted);
    acc__loop_leave(NULL);
    if (interrupted && print)
        acc__port_interrupted();
    return error;
}

int acc_runner_run(acc_runner *r, acc_coroutine *o, void *value, size_t size)
{
    return runner_run(r, o, value, size, 0);
}

void *acc_runner_run_value(acc_runner *r, acc_coroutine *o, void *value,
                           size_t size, int *err)
{
    int error = runner_run(r, o, value, size, !err);
    if (err)
        *err = error;
    else if (error)
        acc__port_exit(1);
    return value;
}

acc_loop *acc_runner_loop(acc_runner *r)
{
    return r ? r->loop : NULL;
}

void acc_runner_close(acc_runner *r)
{
    if (!r)
        return;
    if (!may_run(r))
        acc__panic("acc_runner_close: inside of a loop, or in another thread");
    acc__loop_enter(r->loop);
    drain(r->loop);
    acc__locals_release(r->locals);
    close_loop(r->loop);
    acc__port_free(r, sizeof *r);
}
