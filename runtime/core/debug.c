/*
 * ACC_DEBUG=1: calls from the wrong thread, and steps and callbacks that keep the
 * loop busy for too long, with the place. The scheduler runs each entry of the ready queue through here then,
 * and not at all otherwise.
 *
 * A step is reported with the place from which it went on and the one where the
 * task waits now, each that of the innermost function that has a line, which
 * leaves out sleep, locks and the like. A callback is reported with the place
 * where it was registered.
 */
#include "acc/task.h"
#include "core/core.h"

int acc__debugging;

void acc__debug_task(const acc_task *t, const char *what)
{
    if (t)
        acc__loop_by_id(t->loop, what);
}

void acc__debug_future(const acc_future *f, const char *what)
{
    if (f)
        acc__loop_by_id(f->loop, what);
}

/* asyncio's slow_callback_duration. */
#define SLOW (100 * ACC_MSEC)

/* Where a suspended task stands. */
typedef struct Place {
    const char *name, *file;
    unsigned line;
} Place;

static Place place_of(const acc_frame *leaf)
{
    const acc_frame *f = leaf;
    while (f->__acc_parent && acc_coroutine_line(f) == 0)
        f = f->__acc_parent;
    return (Place){ f->__acc_desc->name, f->__acc_desc->file,
                    acc_coroutine_line(f) };
}

static void print_place(const char *word, Place p)
{
    if (p.line)
        acc__print("%s %s (%s:%u)", word, p.name, p.file, p.line);
    else
        acc__print("%s %s", word, p.name);
}

/* The task whose step this entry is, or null. */
static acc_task *task_of(const acc_node *n)
{
    return acc__step_task(n);
}

static void report_step(const acc_task *t, Place from, unsigned ms)
{
    char label[24];
    acc__print("step of task '%s' took %u ms,", acc__task_label(t, label), ms);
    print_place(" from", from);
    if (t->state == ACC__FINISHED)
        acc__print(" to the end");
    else
        print_place(" to", place_of(t->u.leaf));
    acc__print("\n");
}

void acc__debug_run(struct acc_loop *loop, acc_node *n)
{
    acc_task *t = task_of(n);
    const char *callback = t ? NULL : acc__callback_place(n);
    Place from = { NULL, NULL, 0 };
    if (t) {
        from = place_of(t->u.leaf);
        acc_task_retain(t);
    }
    acc_duration start = loop->backend->now(loop);
    n->run(&loop->context, n);
    acc_duration took = loop->backend->now(loop) - start;
    if (took >= SLOW && t)
        report_step(t, from, (unsigned)(took / ACC_MSEC));
    else if (took >= SLOW && callback)
        acc__print("callback %s took %u ms\n", callback,
                   (unsigned)(took / ACC_MSEC));
    if (t)
        acc__task_unref(t);
}
