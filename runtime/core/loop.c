/*
 * Loops: opening, entering and closing them, and which are open. A thread may
 * have several (runners keep theirs between runs); one of them runs at a time,
 * and is the thread's current one meanwhile.
 *
 * What belongs to a loop knows it by its id. A call that finds another loop
 * current, or none, looks the owner up here: it is the caller's own thread that
 * has it, between two runs, or the call was made from the wrong thread.
 */
#include "core/core.h"
#include "core/port.h"

#include <string.h>

/* The address is what tells threads from one another. */
ACC_THREAD_LOCAL acc_context *acc_current;

/* ---- the loops that are open --------------------------------------------- */

static struct acc_loop *open_loops;
static unsigned short last_id;

#ifndef ACC_SINGLE_THREAD
static atomic_flag taken = ATOMIC_FLAG_INIT;

static void lock(void)
{
    while (atomic_flag_test_and_set_explicit(&taken, memory_order_acquire))
        ;
}

static void unlock(void)
{
    atomic_flag_clear_explicit(&taken, memory_order_release);
}
#else
#define lock() ((void)0)
#define unlock() ((void)0)
#endif

static struct acc_loop *find(unsigned id)
{
    struct acc_loop *loop = open_loops;
    while (loop && loop->context.id != id)
        loop = loop->next;
    return loop;
}

/* Ids come round again only after all others, so that one which is out of use
 * is hardly ever mistaken for that of another loop. 0 or -1. */
static int enrol(struct acc_loop *loop)
{
    unsigned tries = 0;
    lock();
    do {
        last_id++;
    } while ((last_id == 0 || find(last_id)) && ++tries <= USHRT_MAX);
    if (tries <= USHRT_MAX) {
        loop->context.id = last_id;
        loop->next = open_loops;
        open_loops = loop;
    }
    unlock();
    return tries <= USHRT_MAX ? 0 : -1;
}

static void strike(struct acc_loop *loop)
{
    struct acc_loop **place = &open_loops;
    lock();
    while (*place != loop)
        place = &(*place)->next;
    *place = loop->next;
    unlock();
}

struct acc_loop *acc__loop_by_id(unsigned id, const char *what)
{
    const void *thread = NULL;
    lock();
    struct acc_loop *loop = id ? find(id) : NULL;
    if (loop)
        thread = loop->thread;
    unlock();
    if (loop && thread != &acc_current)
        acc__panic("%s: called from another thread than that of the loop "
                   "(acc_call_threadsafe is the way in)", what);
    return loop;
}

acc_context *acc__context_elsewhere(const acc_task *t)
{
    struct acc_loop *loop = acc__loop_by_id(t->loop, "waking or cancelling a "
                                            "task");
    if (!loop)
        acc__panic("a task is woken or cancelled whose loop is closed");
    return &loop->context;
}

void acc__task_foreign(const acc_task *t)
{
    char label[24];
    acc__loop_by_id(t->loop, "awaiting a task");
    acc__panic("task '%s' is awaited in another loop than its own",
               acc__task_label(t, label));
}

/* ---- entering ------------------------------------------------------------- */

void acc__loop_enter(struct acc_loop *loop)
{
    if (acc_current)
        acc__task_numbers_save(acc_current);
    acc_current = &loop->context;
    acc__task_numbers_load(acc_current);
    /* The stack grows downwards from about here. */
    loop->context.stack_limit = (uintptr_t)&loop > acc__port_stack()
        ? (uintptr_t)&loop - acc__port_stack() : 0;
}

void acc__loop_leave(acc_context *previous)
{
    if (acc_current)
        acc__task_numbers_save(acc_current);
    acc_current = previous;
    if (previous)
        acc__task_numbers_load(previous);
}

/* ---- opening and closing -------------------------------------------------- */

struct acc_loop *acc__loop_open(void)
{
    struct acc_loop *loop = acc__port_alloc(sizeof *loop);
    if (!loop)
        return NULL;
    memset(loop, 0, sizeof *loop);
    loop->context.ready_tail = &loop->context.ready;
    loop->context.step = acc__task_run;
    loop->context.loop = loop;
    loop->context.now = -1;
    acc__timers_init(&loop->timers);
    acc__attend(loop);
    loop->thread = &acc_current;
    if (acc__port_debug())
        loop->debug = acc__debugging = 1;
    loop->pool = acc__pool_acquire();
    if (!loop->pool)
        goto no_pool;
    loop->context.blocks = acc__pool_blocks(loop->pool);
    loop->context.free_classes = acc__debugging ? 0 : __ACC_CLASS_LARGE;
    loop->backend = acc__port_backend();
    if (loop->backend->open(loop) < 0)
        goto no_backend;
    if (enrol(loop) < 0)
        goto no_id;
    acc_task fresh = { .loop = loop->context.id, .state = ACC__NEW };
    loop->context.fresh = loop->context.spawnable = __acc_task_word(&fresh);
    return loop;

no_id:
    loop->backend->close(loop);
no_backend:
    acc__pool_release(loop->pool);
no_pool:
    acc__port_free(loop, sizeof *loop);
    return NULL;
}

/* What outlives the loop is nobody's. */
static void disown(acc_task *t, void *arg)
{
    (void)arg;
    t->loop = 0;
    acc__block_disown(t);
#ifdef ACC_FAULTS
    if (t->state == ACC__FINISHED)
        acc__port_keep(t);
#endif
}

/* Nothing unfinished is left but callbacks and timers, which are freed
 * without being called. */
void acc__loop_close(struct acc_loop *loop)
{
    acc_context *c = &loop->context;
    acc_timer_node *timer;
    loop->closing = 1;
    while ((timer = acc__timer_take_any(&loop->timers)) != NULL)
        if (!(timer->what & ACC__TIMER_TASK))
            ((const acc__timer_kind *)timer->what)->due(c, timer);
    acc__loop_take_remote(loop);
    acc__loop_run_ready(loop);
    acc__block_each(loop, disown, NULL);
    loop->backend->close(loop);
    acc__stack_close(loop);
    acc__calls_close(loop);
    strike(loop);
    acc__task_numbers_save(c);
    acc_current = NULL;
    acc__pool_release(loop->pool);
    acc__port_free(loop, sizeof *loop);
}
