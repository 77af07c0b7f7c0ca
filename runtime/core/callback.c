/*
 * Plain functions as entries of the ready queue: acc_call_soon and its kin, and
 * callbacks on the completion of tasks and futures. Each is a small block that
 * frees itself when it has run. A callback sees the task-local values of the
 * task that registered it.
 */
#include "acc/future.h"
#include "acc/loop.h"
#include "acc/task.h"
#include "core/core.h"
#include "core/port.h"

#include <errno.h>

/* ---- soon, later, at ---------------------------------------------------- */

struct acc_timer {
    union {
        acc_timer_node timer;  /* until it is due */
        acc_node node;         /* in the ready queue, or run */
    } u;
    void (*fn)(void *);        /* null: cancelled, while queued */
    void *arg;
    acc__locals *locals;
    const char *place;         /* where it was registered, or null */
    unsigned loop;             /* its id */
    int queued;                /* it is the node that is in use */
};

static void timer_free(acc_timer *t)
{
    acc__locals_release(t->locals);
    acc__free(t, sizeof *t);
}

static void timer_run(acc_context *c, acc_node *n)
{
    acc_timer *t = acc__container(n, acc_timer, u.node);
    if (t->fn && !acc__loop(c)->closing) {
        acc__locals *previous = acc__locals_enter(c, t->locals);
        t->fn(t->arg);
        t->locals = acc__locals_leave(c, previous);
    }
    timer_free(t);
}

static void to_be_run(acc_timer *t)
{
    t->queued = 1;
    t->u.node.run = timer_run;
}

static void timer_due(acc_context *c, acc_timer_node *n)
{
    acc_timer *t = acc__container(n, acc_timer, u.timer);
    to_be_run(t);
    acc__run_entry(c, &t->u.node);
}

static const acc__timer_kind callback_timer = { timer_due };

static acc_timer *timer_new(const char *place, void (*fn)(void *), void *arg)
{
    if (!acc_current)
        acc__panic("acc_call_*: no loop is running in this thread "
                   "(acc_call_threadsafe is the way in)");
    acc_timer *t = acc__alloc(sizeof *t);
    if (t) {
        t->queued = 0;
        t->fn = fn;
        t->arg = arg;
        t->place = place;
        t->loop = acc_current->id;
        t->locals = acc__locals_share(acc__locals_current(acc_current));
    }
    return t;
}

acc_timer *acc_call_soon_from(const char *place, void (*fn)(void *), void *arg)
{
    acc_timer *t = timer_new(place, fn, arg);
    if (t) {
        to_be_run(t);
        acc__ready(acc_current, &t->u.node);
    }
    return t;
}

acc_timer *acc_call_later_from(const char *place, acc_duration d,
                               void (*fn)(void *), void *arg)
{
    acc_timer *t = timer_new(place, fn, arg);
    if (t) {
        struct acc_loop *loop = acc__loop(acc_current);
        acc__timer_start(loop, &t->u.timer, acc__deadline(loop, d),
                         &callback_timer);
    }
    return t;
}

acc_timer *acc_call_at_from(const char *place, acc_duration when,
                            void (*fn)(void *), void *arg)
{
    acc_timer *t = timer_new(place, fn, arg);
    if (t)
        acc__timer_start(acc__loop(acc_current), &t->u.timer, when,
                         &callback_timer);
    return t;
}

/* The functions behind the macros of the same names. */
acc_timer *(acc_call_soon)(void (*fn)(void *), void *arg)
{
    return acc_call_soon_from(NULL, fn, arg);
}

acc_timer *(acc_call_later)(acc_duration d, void (*fn)(void *), void *arg)
{
    return acc_call_later_from(NULL, d, fn, arg);
}

acc_timer *(acc_call_at)(acc_duration when, void (*fn)(void *), void *arg)
{
    return acc_call_at_from(NULL, when, fn, arg);
}

void acc_timer_cancel(acc_timer *t)
{
    if (!t)
        return;
    struct acc_loop *loop = acc_current ? acc__loop(acc_current) : NULL;
    if (acc_unlikely(!loop || loop->context.id != t->loop))
        loop = acc__loop_by_id(t->loop, "acc_timer_cancel");
    if (!loop)
        return;
    if (t->queued) {
        t->fn = NULL; /* freed when it comes up */
    } else {
        acc__timer_stop(&t->u.timer);
        timer_free(t);
    }
}

/* ---- completion --------------------------------------------------------- */

/* Waits for a task or a future, on which it holds a reference. */
typedef struct Completion {
    acc_node node;
    void *target;
    union {
        void (*task)(acc_task *, void *);
        void (*future)(acc_future *, void *);
    } fn;
    void *arg;
    acc__locals *locals;
    const char *place;
} Completion;

static void task_completed(acc_context *c, acc_node *n)
{
    Completion *k = acc__container(n, Completion, node);
    if (!acc__loop(c)->closing) {
        acc__locals *previous = acc__locals_enter(c, k->locals);
        k->fn.task(k->target, k->arg);
        k->locals = acc__locals_leave(c, previous);
    }
    acc__locals_release(k->locals);
    acc__task_unref(k->target);
    acc__free(k, sizeof *k);
}

static void future_completed(acc_context *c, acc_node *n)
{
    Completion *k = acc__container(n, Completion, node);
    if (!acc__loop(c)->closing) {
        acc__locals *previous = acc__locals_enter(c, k->locals);
        k->fn.future(k->target, k->arg);
        k->locals = acc__locals_leave(c, previous);
    }
    acc__locals_release(k->locals);
    acc_future_release(k->target);
    acc__free(k, sizeof *k);
}

/* A reference on an unfinished future has been given back. When all that are
 * left are those of its callbacks, nobody can finish it: they go, and the
 * future with them. */
void acc__future_abandoned(acc_future *f)
{
    acc_node *last = f->waiters, *n = last;
    unsigned callbacks = 0;
    do {
        n = n->next;
        if (n->run != future_completed || ++callbacks > f->refs)
            return;
    } while (n != last);
    if (callbacks != f->refs)
        return;
    n = last->next;
    last->next = NULL;
    f->waiters = NULL;
    while (n) {
        acc_node *next = n->next;
        Completion *k = acc__container(n, Completion, node);
        acc__locals_release(k->locals);
        acc__free(k, sizeof *k);
        acc_future_release(f);
        n = next;
    }
}

/* Where the callback of something that belongs to loop `id` is called: there if
 * that is open, else here, if anywhere. */
static acc_context *context_for(unsigned id, const char *what)
{
    acc_context *c = acc_current;
    if (acc_likely(c && c->id == id))
        return c;
    struct acc_loop *loop = acc__loop_by_id(id, what);
    return loop ? &loop->context : c;
}

static Completion *completion_new(const char *place, void *target, void *arg)
{
    Completion *k = acc__alloc(sizeof *k);
    if (k) {
        k->target = target;
        k->arg = arg;
        k->place = place;
        k->locals = NULL;
        if (acc_current)
            k->locals = acc__locals_share(acc__locals_current(acc_current));
    }
    return k;
}

int acc_task_add_callback_from(const char *place, acc_task *t,
                               void (*fn)(acc_task *, void *), void *arg)
{
    acc_context *c = t ? context_for(t->loop, "acc_task_add_callback") : NULL;
    if (t && !c)
        return -EPERM;
    Completion *k = t ? completion_new(place, t, arg) : NULL;
    if (!k)
        return -ENOMEM;
    k->node.run = task_completed;
    k->fn.task = fn;
    t->refs++;
    if (t->state == ACC__FINISHED)
        acc__ready(c, &k->node);
    else
        acc__waiters_add(acc__task_waiters(t), &k->node);
    return 0;
}

int acc_future_add_callback_from(const char *place, acc_future *f,
                                 void (*fn)(acc_future *, void *), void *arg)
{
    acc_context *c = f ? context_for(f->loop, "acc_future_add_callback") : NULL;
    if (f && !c && f->state == ACC__DONE)
        return -EPERM;
    Completion *k = f ? completion_new(place, f, arg) : NULL;
    if (!k)
        return -ENOMEM;
    k->node.run = future_completed;
    k->fn.future = fn;
    f->refs++;
    if (f->state == ACC__DONE)
        acc__ready(c, &k->node);
    else if (c)
        acc__future_watch(c, f, &k->node);
    else
        acc__waiters_add(&f->waiters, &k->node);
    return 0;
}

int (acc_task_add_callback)(acc_task *t, void (*fn)(acc_task *, void *),
                            void *arg)
{
    return acc_task_add_callback_from(NULL, t, fn, arg);
}

int (acc_future_add_callback)(acc_future *f, void (*fn)(acc_future *, void *),
                              void *arg)
{
    return acc_future_add_callback_from(NULL, f, fn, arg);
}

/* Takes the callbacks fn(..., arg) out of a list of waiters; gives how many. */
static int remove_callbacks(acc_node **waiters,
                            void (*run)(acc_context *, acc_node *),
                            int (*is_it)(const Completion *, const Completion *),
                            const Completion *like)
{
    int removed = 0;
    acc_node *last = *waiters, *n = last ? last->next : NULL;
    if (!last)
        return 0;
    last->next = NULL;
    *waiters = NULL;
    while (n) {
        acc_node *next = n->next;
        Completion *k = acc__container(n, Completion, node);
        if (n->run == run && k->arg == like->arg && is_it(k, like)) {
            acc__locals_release(k->locals);
            acc__free(k, sizeof *k);
            removed++;
        } else {
            acc__waiters_add(waiters, n);
        }
        n = next;
    }
    return removed;
}

static int same_for_task(const Completion *a, const Completion *b)
{
    return a->fn.task == b->fn.task;
}

static int same_for_future(const Completion *a, const Completion *b)
{
    return a->fn.future == b->fn.future;
}

int acc_task_remove_callback(acc_task *t, void (*fn)(acc_task *, void *),
                             void *arg)
{
    Completion like = { .fn.task = fn, .arg = arg };
    if (!t)
        return 0;
    ACC__CHECK_TASK(t, "acc_task_remove_callback");
    int n = t->state == ACC__FINISHED ? 0
        : remove_callbacks(acc__task_waiters(t), task_completed, same_for_task,
                           &like);
    for (int i = 0; i < n; i++)
        acc__task_unref(t);
    return n;
}

int acc_future_remove_callback(acc_future *f,
                               void (*fn)(acc_future *, void *), void *arg)
{
    Completion like = { .fn.future = fn, .arg = arg };
    if (!f)
        return 0;
    ACC__CHECK_FUTURE(f, "acc_future_remove_callback");
    int n = remove_callbacks(&f->waiters, future_completed, same_for_future,
                             &like);
    for (int i = 0; i < n; i++)
        acc_future_release(f);
    return n;
}

/* ---- other threads ------------------------------------------------------ */

acc_loop *acc_current_loop(void)
{
    return acc_current ? acc__loop(acc_current) : NULL;
}

#ifndef ACC_SINGLE_THREAD
/* From another thread: in memory of the port, the pool being the loop's. */
typedef struct Remote {
    acc_node node;
    void (*fn)(void *);
    void *arg;
    const char *place;
} Remote;

static void remote_run(acc_context *c, acc_node *n)
{
    Remote *r = acc__container(n, Remote, node);
    if (!acc__loop(c)->closing)
        r->fn(r->arg);
    acc__port_free(r, sizeof *r);
}

void acc__loop_send(struct acc_loop *loop, acc_node *n)
{
    /* What is sent may end the loop before this thread has woken it. */
    atomic_fetch_add_explicit(&loop->senders, 1, memory_order_relaxed);
    acc_node *head = atomic_load_explicit(&loop->remote, memory_order_relaxed);
    do
        n->next = head;
    while (!atomic_compare_exchange_weak_explicit(&loop->remote, &head, n,
                                                  memory_order_release,
                                                  memory_order_relaxed));
    acc__attend(loop);
    loop->backend->wake(loop);
    atomic_fetch_sub_explicit(&loop->senders, 1, memory_order_release);
}

int acc_call_threadsafe_from(const char *place, acc_loop *loop,
                             void (*fn)(void *), void *arg)
{
    if (acc_current && acc__loop(acc_current) == loop)
        return acc_call_soon_from(place, fn, arg) ? 0 : -ENOMEM; /* of this thread */
    Remote *r = acc__port_alloc(sizeof *r);
    if (!r)
        return -ENOMEM;
    *r = (Remote){ { NULL, remote_run }, fn, arg, place };
    acc__loop_send(loop, &r->node);
    return 0;
}
#else
int acc_call_threadsafe_from(const char *place, acc_loop *loop,
                             void (*fn)(void *), void *arg)
{
    (void)place, (void)loop, (void)fn, (void)arg;
    return -ENOTSUP;
}
#endif

int (acc_call_threadsafe)(acc_loop *loop, void (*fn)(void *), void *arg)
{
    return acc_call_threadsafe_from(NULL, loop, fn, arg);
}

/* ---- for reports ----------------------------------------------------------- */

const char *acc__callback_place(const acc_node *n)
{
    const char *place = NULL;
    if (n->run == timer_run)
        place = acc__container(n, acc_timer, u.node)->place;
    else if (n->run == task_completed || n->run == future_completed)
        place = acc__container(n, Completion, node)->place;
#ifndef ACC_SINGLE_THREAD
    else if (n->run == remote_run)
        place = acc__container(n, Remote, node)->place;
#endif
    else
        return NULL;
    return place ? place : "of an unknown place";
}
