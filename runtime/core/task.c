/*
 * Coroutine objects and tasks. A coroutine object is a block with an acc_task
 * header and the root frame; making a task of it fills in the header and puts
 * it into the ready queue, nothing is allocated.
 *
 * References: an unfinished task has one of the loop's, and each handle is one.
 * An error that nobody has seen when the last reference goes is reported, as
 * asyncio does.
 */
#include "acc/task.h"
#include "core/core.h"
#include "core/port.h"

#include <errno.h>
#include <string.h>

/* ---- coroutine objects -------------------------------------------------- */

/* A root frame whose arguments are about to be stored. */
static inline acc_frame *at_entry(void *frame, const acc_descriptor *d)
{
    acc_frame *f = frame;
    f->__acc_desc = d;
    f->__acc_parent = NULL;
    f->__acc_state = ACC_STATE_ENTRY;
    return f;
}

acc_coroutine *acc__object_new(const acc_descriptor *d, size_t size)
{
    acc_task *t = acc__block_new(size, d->align);
    return t ? at_entry(acc__task_frame(t), d) : NULL;
}

static ACC_NOINLINE void *frame_new_slowly(const acc_descriptor *d)
{
    return acc__object_new(d, d->size);
}

/* There are no free blocks of class 0, which is none, and of large ones. */
void *acc_frame_new(const acc_descriptor *d)
{
    acc_context *c = acc_current;
    acc_task *t;
    if (acc_unlikely(!c || (t = c->blocks[d->size_class]) == NULL))
        return frame_new_slowly(d);
    c->blocks[d->size_class] = t->node.next;
    acc__header_init(c, t);
    return at_entry(acc__task_frame(t), d);
}

void acc__object_done(acc_coroutine *o)
{
    acc_task *t = acc__task_of(o);
    o->__acc_state = ACC_STATE_CLOSED;
    t->state = ACC__CLOSED;
    if (--t->refs == 0)
        acc__block_free(t);
}

void acc__object_drop(acc_coroutine *o)
{
    if (o->__acc_desc->drop)
        o->__acc_desc->drop(o);
    acc__object_done(o);
}

int acc_coroutine_state(const acc_coroutine *o)
{
    if (!o)
        return ACC_COROUTINE_CLOSED;
    const acc_task *t = acc__task_of(o);
    const acc_frame *root = o;
    switch (t->state) {
    case ACC__NEW: return ACC_COROUTINE_CREATED;
    case ACC__WOKEN:
    case ACC__NESTING: return ACC_COROUTINE_RUNNING;
    case ACC__WAITING: return ACC_COROUTINE_SUSPENDED;
    case ACC__QUEUED:
        if (acc_current && acc_current->task == t)
            return ACC_COROUTINE_RUNNING;
        return o->__acc_state == ACC_STATE_ENTRY ? ACC_COROUTINE_CREATED
                                                 : ACC_COROUTINE_SUSPENDED;
    case ACC__ACTIVE: break;
    default: return ACC_COROUTINE_CLOSED;
    }
    /* Awaited. Before it first leaves it runs; later its links tell whose
     * chain it is in. */
    if (o->__acc_state == ACC_STATE_ENTRY)
        return ACC_COROUTINE_RUNNING;
    while (root->__acc_parent)
        root = root->__acc_parent;
    return acc_current && acc_current->task == acc__task_of(root)
        ? ACC_COROUTINE_RUNNING : ACC_COROUTINE_SUSPENDED;
}

const char *acc_coroutine_name(const acc_coroutine *o)
{
    return o ? o->__acc_desc->name : "";
}

const char *acc_coroutine_file(const acc_coroutine *o)
{
    return o ? o->__acc_desc->file : "";
}

unsigned acc_coroutine_line(const acc_coroutine *o)
{
    if (!o)
        return 0;
    const acc_descriptor *d = o->__acc_desc;
    return o->__acc_state < d->points ? d->point[o->__acc_state].line : d->line;
}

int acc_coroutine_close(acc_coroutine *o)
{
    if (!o)
        return 0;
    if (acc__task_of(o)->state != ACC__NEW)
        return acc__task_of(o)->state == ACC__CLOSED ? 0 : -EBUSY;
    acc__object_drop(o);
    return 0;
}

acc_coroutine *acc_coroutine_retain(acc_coroutine *o)
{
    if (o)
        acc__task_of(o)->refs++;
    return o;
}

void acc_coroutine_release(acc_coroutine *o)
{
    if (!o)
        return;
    acc_task *t = acc__task_of(o);
    if (acc__is_task(t))
        acc__task_unref(t);
    else if (--t->refs == 0)
        acc__block_free(t);
}

/* ---- making a task ------------------------------------------------------ */

/* Of this thread: what c->task_number begins with, and the order among tasks
 * with names. */
static ACC_THREAD_LOCAL unsigned task_number;
static ACC_THREAD_LOCAL uint64_t task_order;

void acc__task_numbers_load(acc_context *c)
{
    c->task_number = task_number;
}

void acc__task_numbers_save(acc_context *c)
{
    task_number = c->task_number;
}

acc__extra *acc__task_extra(acc_task *t)
{
    acc__extra *x = acc__task_extra_or_null(t);
    if (x)
        return x;
    x = acc__alloc(sizeof *x);
    if (!x)
        return NULL;
    memset(x, 0, sizeof *x);
    acc__segment *s = acc__task_segment(t);
    if (s) {
        s->extra = x;
    } else {
        x->waiters = t->w.waiters;
        t->w.attached = (uintptr_t)x | ACC__ATTACHED;
    }
    return x;
}

/* Of a task that is not suspended: no frame stack is attached. */
static void extra_free(acc_task *t)
{
    acc__extra *x = acc__task_extra_or_null(t);
    acc__free(x->name, x->name_size);
    acc__trace_free(x->trace);
    acc__locals_release(x->locals);
    t->w.waiters = x->waiters;
    acc__free(x, sizeof *x);
}

/* What a new task needs beyond its header. */
static ACC_COLD int task_decorate(acc_task *t, const char *name,
                                  acc__locals *locals)
{
    acc__extra *x = acc__task_extra(t);
    if (!x)
        return -ENOMEM;
    if (locals)
        x->locals = acc__locals_share(locals);
    if (name && acc_task_set_name(t, name) < 0) {
        extra_free(t);
        return -ENOMEM;
    }
    x->order = ++task_order;
    return 0;
}

/* A task of o with `handles` references beside the loop's; not yet queued. */
static inline acc_task *task_new(acc_coroutine *o, const char *name,
                                 unsigned handles)
{
    acc_context *c = acc_current;
    if (acc_unlikely(!o))
        return NULL;
    if (acc_unlikely(!c))
        acc__panic("create_task: no loop is running in this thread");
    acc_task *t = acc__task_of(o);
    if (acc_unlikely(t->state != ACC__NEW))
        acc__panic("create_task: coroutine '%s' is used up already",
                   o->__acc_desc->name);
    t->node.run = acc__task_run; /* the object may come from without a loop */
    acc__locals *locals = acc__locals_current(c);
    if (acc_unlikely(name || locals) && task_decorate(t, name, locals) < 0) {
        acc__object_drop(o);
        return NULL;
    }
    t->named = name != NULL;
    t->number = name ? c->task_number : ++c->task_number;
    t->refs += handles; /* the object's own one is now the loop's */
    t->state = ACC__QUEUED;
    t->loop = c->id;
    if (acc_unlikely(t->size_class == __ACC_CLASS_LARGE))
        acc__block_adopt(t);
    c->tasks++;
    return t;
}

acc_task *__acc_create_task_slow(acc_coroutine *o, const char *name,
                               unsigned handles)
{
    acc_task *t = task_new(o, name, handles);
    if (acc_likely(t))
        acc__ready(acc_current, &t->node);
    return t;
}

static ACC_NOINLINE void *task_new_slowly(const acc_descriptor *d)
{
    acc_coroutine *o = acc_frame_new(d);
    acc_task *t = o ? __acc_create_task_slow(o, NULL, 1) : NULL;
    return t ? acc__task_frame(t) : NULL;
}

void *__acc_task_new(acc_context *c, const acc_descriptor *d)
{
    acc_task *t = c->blocks[d->size_class];
    if (acc_unlikely(!t || !c->spawnable))
        return task_new_slowly(d);
    c->blocks[d->size_class] = t->node.next;
    acc__header_init(c, t);
    t->refs = 2;
    t->number = ++c->task_number;
    t->state = ACC__QUEUED;
    c->tasks++;
    acc__ready(c, &t->node);
    return at_entry(acc__task_frame(t), d);
}

/* CPython: an eager task's __eager_start. */
acc_task *acc_create_eager_task(acc_coroutine *o, const char *name)
{
    acc_task *t = task_new(o, name, 1);
    if (!t)
        return NULL;
    if (__acc_stack_low(acc_current))
        acc__ready(acc_current, &t->node);
    else
        acc__task_run_nested(acc_current, t);
    return t;
}

/* Was a created before b? Tasks without a number of their own follow the
 * numbered one before them. */
int acc__task_before(const acc_task *a, const acc_task *b)
{
    if (a->number != b->number)
        return a->number < b->number;
    if (!a->named || !b->named)
        return !a->named && b->named;
    return acc__task_extra_or_null(a)->order < acc__task_extra_or_null(b)->order;
}

/* ---- references --------------------------------------------------------- */

void acc__task_report_error(acc_task *t)
{
    char label[24];
    if (t->u.error == 0 || t->retrieved || t->u.error == ACC_CANCELLED)
        return;
    t->retrieved = 1;
    acc__print("error of task '%s' (%s) was never retrieved: ",
               acc__task_label(t, label),
               acc__task_frame(t)->__acc_desc->name);
    acc__print_error(t->u.error);
    acc__print("\n");
    acc__trace_print(acc__task_trace(t));
}

void acc__task_free(acc_task *t)
{
    if (acc_unlikely(t->u.error))
        acc__task_report_error(t);
    if (acc_unlikely(t->w.attached & ACC__ATTACHED))
        extra_free(t);
    acc__block_free(t);
}

void acc__task_unref(acc_task *t)
{
    if (--t->refs == 0)
        acc__task_free(t);
}

void acc__task_joined(acc_task *t)
{
    t->retrieved = 1;
    acc__task_unref(t);
}

static ACC_COLD _Noreturn void given_back(const char *what)
{
    acc__panic("%s: the task handle was joined or given back before", what);
}

void acc__task_check(const acc_task *t, const char *what)
{
    ACC__CHECK_TASK(t, what);
    if (acc_unlikely(t && !acc__is_task(t)))
        given_back(what);
}

void acc_task_detach(acc_task *t)
{
    acc__task_check(t, "acc_task_detach");
    if (t)
        acc__task_unref(t);
}

acc_task *acc_task_retain(acc_task *t)
{
    acc__task_check(t, "acc_task_retain");
    if (t)
        t->refs++;
    return t;
}

void acc_task_release(acc_task *t)
{
    acc_task_detach(t);
}

/* ---- inspection --------------------------------------------------------- */

acc_task *acc_current_task(void)
{
    return acc_current ? acc_current->task : NULL;
}

/* A null task is one that failed for want of memory. */

int acc_task_done(const acc_task *t)
{
    return !t || t->state == ACC__FINISHED;
}

int acc_task_cancelled(const acc_task *t)
{
    return t && t->state == ACC__FINISHED && t->u.error == ACC_CANCELLED;
}

int acc_task_error(acc_task *t)
{
    ACC__CHECK_TASK(t, "acc_task_error");
    if (!t)
        return ENOMEM;
    if (t->state != ACC__FINISHED)
        return 0;
    t->retrieved = 1;
    return t->u.error;
}

void *acc_task_result(acc_task *t)
{
    if (!t)
        acc__panic("task_result: null task");
    if (t->state != ACC__FINISHED)
        acc__panic("task_result: the task has not finished");
    if (t->u.error)
        acc__panic("task_result: the task failed with error %d", t->u.error);
    return acc_result(acc__task_frame(t));
}

acc_coroutine *acc_task_coroutine(acc_task *t)
{
    return t ? acc__task_frame(t) : NULL;
}

const char *acc_task_name(acc_task *t)
{
    char label[24];
    ACC__CHECK_TASK(t, "acc_task_name");
    if (!t)
        return "";
    acc__extra *x = acc__task_extra_or_null(t);
    if ((!x || !x->name)
        && acc_task_set_name(t, acc__task_label(t, label)) < 0)
        return "Task";
    return acc__task_extra_or_null(t)->name;
}

int acc_task_set_name(acc_task *t, const char *name)
{
    size_t size = strlen(name) + 1;
    ACC__CHECK_TASK(t, "acc_task_set_name");
    acc__extra *x = t ? acc__task_extra(t) : NULL;
    char *copy = x ? acc__alloc(size) : NULL;
    if (!copy)
        return -ENOMEM;
    memcpy(copy, name, size);
    acc__free(x->name, x->name_size);
    x->name = copy;
    x->name_size = size;
    return 0;
}

/* ---- all of them -------------------------------------------------------- */

/* A list of tasks being filled; those beyond its size are only counted. */
typedef struct Collection {
    acc_task **list;
    size_t n, size;
    int finished;             /* these, or the others */
} Collection;

static void collect(acc_task *t, void *arg)
{
    Collection *k = arg;
    if (!acc__is_task(t) || (t->state == ACC__FINISHED) != k->finished)
        return;
    if (k->n < k->size)
        k->list[k->n] = t;
    k->n++;
}

/* Sorts by creation: merges runs bottom up, so an ordered list costs one
 * comparison each. */
static void merge(acc_task **from, acc_task **to, size_t low, size_t middle,
                  size_t high)
{
    size_t i = low, j = middle;
    for (size_t k = low; k < high; k++) {
        int right = i == middle
            || (j < high && acc__task_before(from[j], from[i]));
        to[k] = right ? from[j++] : from[i++];
    }
}

static acc_task **sort(acc_task **a, acc_task **b, size_t n)
{
    for (size_t width = 1; width < n; width *= 2) {
        for (size_t low = 0; low < n; low += 2 * width) {
            size_t middle = low + width < n ? low + width : n;
            size_t high = middle + width < n ? middle + width : n;
            merge(a, b, low, middle, high);
        }
        acc_task **swap = a;
        a = b;
        b = swap;
    }
    return a;
}

int acc__tasks_list(struct acc_loop *loop, int finished, acc_task ***list,
                    size_t *n)
{
    Collection k = { NULL, 0, 0, finished };
    *list = NULL;
    *n = 0;
    if (finished) {
        acc__block_each(loop, collect, &k);
        if (k.n == 0)
            return 0;
    }
    k.size = finished ? k.n : loop->context.tasks;
    k.n = 0;
    size_t bytes = k.size * sizeof **list;
    acc_task **other = acc__alloc(bytes);
    k.list = acc__alloc(bytes);
    if (!k.list || !other) {
        acc__free(k.list, bytes);
        acc__free(other, bytes);
        return -ENOMEM;
    }
    acc__block_each(loop, collect, &k);
    *n = k.n;
    *list = sort(k.list, other, k.n);
    acc__free(*list == other ? k.list : other, bytes);
    for (size_t i = 0; i < *n; i++)
        (*list)[i]->refs++;
    return 0;
}

size_t acc_all_tasks(acc_task **list, size_t size)
{
    acc_task **all;
    size_t n;
    if (!acc_current)
        return 0;
    struct acc_loop *loop = acc__loop(acc_current);
    if (!list || size == 0 || acc__tasks_list(loop, 0, &all, &n) < 0)
        return loop->context.tasks;
    for (size_t i = 0; i < n; i++) {
        if (i < size)
            list[i] = all[i];
        all[i]->refs--;
    }
    acc__free(all, n * sizeof *all);
    return n;
}
