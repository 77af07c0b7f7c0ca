/*
 * acc_as_completed, after CPython's asyncio.as_completed: an async generator,
 * written by hand, that gives tasks in the order of their completion.
 *
 * Each task has an arm that is an entry of the ready queue of its own; it holds
 * a reference on the generator, which may be closed while entries are queued, and
 * one on the task, whose owner may join it meanwhile.
 */
#include "acc/task.h"
#include "core/core.h"

typedef struct AsCompleted AsCompleted;

typedef struct Arm {
    acc_node node;         /* at the task; then in the list of completed */
    AsCompleted *of;
    acc_task *task;
    int fired;
} Arm;

enum { YIELDED = 3 }; /* __acc_state; 2: suspended */

struct AsCompleted {
    ACC_FRAME_HEADER
    acc_task *value;       /* of the yield */
    acc_task **tasks;
    size_t n, left;        /* left: not given yet */
    acc__fifo completed;
    acc_task *waiter;      /* suspended here, or null */
    Arm arm[];
};

static void let_go(Arm *a)
{
    if (a->task)
        acc__task_unref(a->task);
}

static void arm_run(acc_context *c, acc_node *n)
{
    Arm *a = acc__container(n, Arm, node);
    AsCompleted *f = a->of;
    a->fired = 1;
    if (f->__acc_state == ACC_STATE_CLOSED)
        let_go(a);
    acc__fifo_push(&f->completed, &a->node);
    if (f->waiter) {
        acc__task_wake(c, f->waiter);
        f->waiter = NULL;
    }
    acc_coroutine_release((acc_coroutine *)(void *)f);
}

static void begin(acc_context *c, AsCompleted *f)
{
    f->left = f->n;
    f->waiter = NULL;
    acc__fifo_init(&f->completed);
    for (size_t i = 0; i < f->n; i++) {
        Arm *a = &f->arm[i];
        *a = (Arm){ { NULL, arm_run }, f, acc_task_retain(f->tasks[i]), 0 };
        acc_coroutine_retain((acc_coroutine *)(void *)f);
        if (acc_task_done(a->task)) /* a null one is */
            acc__ready(c, &a->node);
        else
            acc__task_watch(c, a->task, &a->node);
    }
}

/* At the end, closed or cancelled: entries that are queued run all the same. */
static void withdraw(AsCompleted *f)
{
    f->__acc_state = ACC_STATE_CLOSED;
    for (size_t i = 0; i < f->n; i++) {
        Arm *a = &f->arm[i];
        int waits = !a->fired && !acc_task_done(a->task);
        if (waits) {
            acc__waiters_remove(acc__task_waiters(a->task), &a->node);
            acc_coroutine_release((acc_coroutine *)(void *)f);
        }
        if (waits || a->fired)
            let_go(a);
    }
}

static void completed_resume(acc_context *c, acc_frame *frame);

static void completed_cancel(acc_context *c, acc_frame *frame)
{
    AsCompleted *f = (AsCompleted *)(void *)frame;
    acc_task *waiter = f->waiter;
    (void)c;
    f->waiter = NULL;
    acc_wake_error(waiter, ACC_CANCELLED);
}

static const acc_descriptor completed_descriptor = {
    .resume = completed_resume,
    .cancel = completed_cancel,
    ACC_FRAME_LAYOUT(AsCompleted),
    .result_offset = offsetof(AsCompleted, value),
    .result_size = sizeof(acc_task *),
    .name = "acc_as_completed",
    .file = "acc/task.h",
};

static void completed_resume(acc_context *c, acc_frame *frame)
{
    AsCompleted *f = (AsCompleted *)(void *)frame;
    if (f->__acc_state == ACC_STATE_ENTRY)
        begin(c, f);
    else if (c->status) {
        withdraw(f);
        return;
    }
    acc_node *n = f->completed.head;
    if (n) {
        f->completed.head = n->next;
        if (!n->next)
            f->completed.tail = &f->completed.head;
        f->left--;
        f->value = acc__container(n, Arm, node)->task;
        f->__acc_state = YIELDED;
    } else if (f->left == 0) {
        withdraw(f);
    } else {
        f->waiter = c->task;
        acc_suspend(c, f, &completed_descriptor);
    }
}

acc_generator *acc_as_completed(acc_task **ts, size_t n)
{
    AsCompleted *f = NULL;
    if (n < SIZE_MAX / 2 / sizeof(Arm))
        f = (AsCompleted *)(void *)acc__object_new(&completed_descriptor,
                                                   sizeof *f + n * sizeof(Arm));
    if (f) {
        f->tasks = ts;
        f->n = n;
    }
    return (acc_generator *)(void *)f;
}

int acc__completed_targets(const acc_frame *leaf, acc__awaited *each, void *arg)
{
    const AsCompleted *f = (const AsCompleted *)(const void *)leaf;
    if (leaf->__acc_desc != &completed_descriptor)
        return 0;
    for (size_t i = 0; i < f->n; i++)
        if (!f->arm[i].fired && f->arm[i].task)
            each(f->arm[i].task, 1, arg);
    return 1;
}
