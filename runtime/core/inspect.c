/*
 * Printing tasks for people: where one is suspended, and who awaits whom. All
 * of it is read from frames and descriptors; running tasks pay nothing for it.
 */
#include "acc/task.h"
#include "core/core.h"

static void print_place(const acc_frame *f)
{
    const acc_descriptor *d = f->__acc_desc;
    unsigned line = acc_coroutine_line(f);
    if (line)
        acc__print("    at %s (%s:%u)\n", d->name, d->file, line);
    else
        acc__print("    at %s\n", d->name);
}

/* Frames are linked from the inside out and printed from the outside in. */
static void print_frames(const acc_task *t)
{
    const acc_frame *leaf = t->u.leaf;
    size_t depth = 0;
    for (const acc_frame *f = leaf; f; f = f->__acc_parent)
        depth++;
    while (depth-- > 0) {
        const acc_frame *f = leaf;
        for (size_t i = 0; i < depth; i++)
            f = f->__acc_parent;
        print_place(f);
    }
    if (t->state == ACC__WAITING && acc__is_sleeping(leaf))
        acc__print("    at acc_sleep\n");
}

/* In a step, not in the queue. */
static int is_running(const acc_task *t)
{
    return acc_current && acc_current->task == t;
}

static int has_frames(const acc_task *t)
{
    return t->state == ACC__WAITING
        || (t->state == ACC__QUEUED && !is_running(t));
}

static const char *state_name(const acc_task *t)
{
    switch (t->state) {
    case ACC__QUEUED: return is_running(t) ? "running" : "ready";
    case ACC__WOKEN:
    case ACC__NESTING: return "running";
    case ACC__WAITING: return "suspended";
    default:
        return t->u.error == ACC_CANCELLED ? "cancelled"
            : t->u.error ? "failed" : "finished";
    }
}

static void print_title(const acc_task *t)
{
    char label[24];
    acc__print("%s (%s), %s\n", acc__task_label(t, label),
               acc__task_frame((acc_task *)t)->__acc_desc->name, state_name(t));
}

void acc_task_print_stack(acc_task *t)
{
    ACC__CHECK_TASK(t, "acc_task_print_stack");
    if (!t)
        return;
    print_title(t);
    if (has_frames(t))
        print_frames(t);
    else if (t->state == ACC__FINISHED && acc__task_trace(t))
        acc__trace_print(acc__task_trace(t));
}

/* ---- who awaits whom -------------------------------------------------------- */

void acc__future_targets(const acc_future *f, acc__awaited *each, void *arg)
{
    if (!acc__gathered_by(f, each, arg))
        acc__shielded_by(f, each, arg);
}

static void print_awaited(acc_task *t, int shielded, void *arg)
{
    char label[24];
    (void)arg;
    acc__print("    awaits %s (%s)%s\n", acc__task_label(t, label),
               acc__task_frame(t)->__acc_desc->name,
               shielded ? ", without cancelling it" : "");
}

/* A suspended task is cancelled through what its leaf awaits. */
static void print_targets(const acc_frame *leaf)
{
    typedef int Targets(const acc_frame *, acc__awaited *, void *);
    static Targets *const kinds[] = {
        acc__await_targets, acc__wait_targets, acc__wait_for_targets,
        acc__completed_targets, acc__group_targets, acc__gather_targets,
    };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (kinds[i](leaf, print_awaited, NULL))
            return;
}

void acc_print_call_graph(void)
{
    acc_task **list;
    size_t n;
    if (!acc_current)
        return;
    if (acc__tasks_list(acc__loop(acc_current), 0, &list, &n) < 0) {
        acc__print("no memory for the call graph\n");
        return;
    }
    for (size_t i = 0; i < n; i++) {
        acc_task *t = list[i];
        print_title(t);
        if (has_frames(t))
            print_frames(t);
        if (t->state == ACC__WAITING)
            print_targets(t->u.leaf);
        t->refs--;
    }
    acc__free(list, n * sizeof *list);
}
