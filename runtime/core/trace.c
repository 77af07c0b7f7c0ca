/*
 * Error traces: where an error was thrown and through which awaits it came.
 *
 * The loop keeps the trace of the error under way; emitted code adds a place
 * for each function the error leaves (acc_trace). A task that fails takes a
 * copy with it; whoever awaits the task goes on from that copy. The running
 * trace survives a suspension of the handler as long as no other task throws
 * in the meantime; then a rethrown error's trace begins anew. Running out of
 * memory costs the trace, never the error.
 */
#include "core/core.h"

#include <errno.h>
#include <limits.h>
#include <string.h>

/* Beyond this many entries the rest goes round in the second half. */
#define HALF (ACC__TRACE_DEPTH / 2)

static void add(acc__trace *t, const acc_descriptor *place, unsigned state)
{
    unsigned i = t->count++;
    if (i >= ACC__TRACE_DEPTH)
        i = HALF + (i - HALF) % HALF;
    t->entry[i] = (acc__trace_entry){ place, state };
}

static void begin(acc_context *c, int error)
{
    acc__trace *t = &acc__loop(c)->trace;
    t->error = error;
    t->task = c->task;
    t->count = 0;
    t->noted = 0;
}

static int is_of(const acc__trace *t, const acc_task *task, int error)
{
    return t->count > 0 && t->error == error && t->task == task;
}

void acc__fail(acc_context *c, int error)
{
    c->status = error;
    c->thrown = 0;
    begin(c, error);
}

void acc__fail_as(acc_context *c, int error)
{
    acc__trace *t = &acc__loop(c)->trace;
    if (t->error == c->status && t->task == c->task)
        t->error = error;
    else
        begin(c, error);
    c->status = error;
}

static size_t entries(const acc__trace *t)
{
    return t->count < ACC__TRACE_DEPTH ? t->count : ACC__TRACE_DEPTH;
}

static size_t size_of(const acc__trace *t)
{
    return offsetof(acc__trace, entry) + entries(t) * sizeof *t->entry;
}

void acc__fail_from(acc_context *c, int error, const acc__trace *from)
{
    acc__fail(c, error);
    if (from) {
        acc__trace *t = &acc__loop(c)->trace;
        memcpy(t, from, size_of(from));
        t->error = error;
        t->task = c->task;
    }
}

void acc_throw(acc_context *c, int error, const acc_descriptor *d,
               unsigned state)
{
    int given = error;
    if (error < 0 && error != INT_MIN)
        error = -error;
    else if (error <= 0)
        error = EINVAL;
    acc__fail(c, error);
    if (d)
        add(&acc__loop(c)->trace, d, state);
    c->thrown = d != NULL;
    if (given <= 0)
        add(&acc__loop(c)->trace, NULL, (unsigned)given);
}

void __acc_trace_place(acc_context *c, const acc_descriptor *d, unsigned state)
{
    acc__trace *t = &acc__loop(c)->trace;
    unsigned thrown = c->thrown;
    c->thrown = 0;
    if (t->error != c->status || t->task != c->task)
        begin(c, c->status);
    else if (thrown && t->entry[0].place == d)
        return; /* acc_throw has noted the place */
    int known = t->noted > 0 && t->noted == t->count;
    t->noted = 0;
    if (!known)
        add(t, d, state);
}

void __acc_trace_caught(acc_context *c, const acc_descriptor *d, unsigned state)
{
    __acc_trace_place(c, d, state);
    acc__trace *t = &acc__loop(c)->trace;
    t->noted = t->count;
}

void acc__trace_note(acc_context *c, int error, int other)
{
    acc__trace *t = &acc__loop(c)->trace;
    if (t->error == error && t->task == c->task)
        add(t, NULL, (unsigned)other);
}

acc__trace *acc__trace_clone(const acc__trace *trace)
{
    if (!trace)
        return NULL;
    acc__trace *t = acc__alloc(size_of(trace));
    if (t)
        memcpy(t, trace, size_of(trace));
    return t;
}

acc__trace *acc__trace_copy(acc_context *c, const acc_task *task, int error)
{
    const acc__trace *t = &acc__loop(c)->trace;
    return is_of(t, task, error) ? acc__trace_clone(t) : NULL;
}

void acc__trace_free(acc__trace *trace)
{
    if (trace)
        acc__free(trace, size_of(trace));
}

static void print_entry(const acc__trace_entry *e)
{
    if (e->place) {
        const acc_descriptor *d = e->place;
        unsigned line = e->state < d->points ? d->point[e->state].line : 0;
        line = line ? line : d->line;
        if (line)
            acc__print("    at %s (%s:%u)\n", d->name, d->file, line);
        else
            acc__print("    at %s\n", d->name);
    } else if ((int)e->state <= 0) {
        acc__print("    (thrown as %d)\n", (int)e->state);
    } else {
        acc__print("    also: ");
        acc__print_error((int)e->state);
        acc__print("\n");
    }
}

void acc__trace_print(const acc__trace *t)
{
    if (!t)
        return;
    if (t->count <= ACC__TRACE_DEPTH) {
        for (unsigned i = 0; i < t->count; i++)
            print_entry(&t->entry[i]);
        return;
    }
    for (unsigned i = 0; i < HALF; i++)
        print_entry(&t->entry[i]);
    acc__print("    ... %u more\n", t->count - ACC__TRACE_DEPTH);
    for (unsigned i = 0; i < HALF; i++)
        print_entry(&t->entry[HALF + (t->count + i) % HALF]);
}
