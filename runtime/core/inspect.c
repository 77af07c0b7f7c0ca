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
static void print_frames(const acc_frame *leaf)
{
    size_t depth = 0;
    for (const acc_frame *f = leaf; f; f = f->__acc_parent)
        depth++;
    while (depth-- > 0) {
        const acc_frame *f = leaf;
        for (size_t i = 0; i < depth; i++)
            f = f->__acc_parent;
        print_place(f);
    }
}

static const char *state_name(const acc_task *t)
{
    switch (t->state) {
    case ACC__QUEUED: return "ready";
    case ACC__RUNNING: return "running";
    case ACC__WAITING: return "suspended";
    default: return t->u.error ? "failed" : "finished";
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
    if (t->state == ACC__WAITING || t->state == ACC__QUEUED)
        print_frames(t->u.leaf);
    else if (t->state == ACC__FINISHED && t->extra)
        acc__trace_print(t->extra->trace);
}

void acc_print_call_graph(void)
{
    acc_task **list;
    size_t n;
    if (!acc_current || acc__tasks_list(acc__loop(acc_current), 0, &list, &n) < 0)
        return;
    for (size_t i = 0; i < n; i++) {
        char label[24];
        print_title(list[i]);
        acc_task *target = list[i]->state == ACC__WAITING
            ? acc__await_target(list[i]->u.leaf) : NULL;
        if (list[i]->state == ACC__WAITING || list[i]->state == ACC__QUEUED)
            print_frames(list[i]->u.leaf);
        if (target)
            acc__print("    awaits %s\n", acc__task_label(target, label));
        list[i]->refs--;
    }
    acc__free(list, n * sizeof *list);
}
