/*
 * The frame stack: frames of calls (calls.c) that are too large or too strictly
 * aligned for a block, those of native awaitables that another file calls, and
 * arrays of variable length. Each task has its own, strictly LIFO, in segments of 1 KiB growing to
 * 64 KiB; a larger frame has a segment to itself.
 *
 * The context knows a stack only from a step's first push or pop on: a step
 * that needs none pays for none, however deep the chain is. A suspended task
 * with frames there is attached to its topmost segment. A released segment's
 * bytes remain readable until the next push: the value of a finished frame is
 * read after the frame was popped.
 */
#include "core/core.h"
#include "core/port.h"

#include <errno.h>

#define SEGMENT_FIRST 1024
#define HEADER ((sizeof(acc__segment) + 15) / 16 * 16)

static char *data_of(acc__segment *s)
{
    return (char *)s + HEADER;
}

/* Index of the free list, or ACC__SEGMENTS for a size that has none. */
static unsigned class_of(size_t size)
{
    unsigned class = 0;
    size_t s = SEGMENT_FIRST;
    while (class < ACC__SEGMENTS && s < size) {
        class++;
        s *= 2;
    }
    return class;
}

static acc__segment *segment_new(struct acc_loop *loop, size_t least)
{
    unsigned class = class_of(least);
    if (class < ACC__SEGMENTS) {
        acc__segment *s = loop->free_segment[class];
        if (s) {
            loop->free_segment[class] = s->prev;
            return s;
        }
        least = (size_t)SEGMENT_FIRST << class;
    } else if (loop->free_big && loop->free_big->size >= least) {
        acc__segment *s = loop->free_big;
        loop->free_big = NULL;
        return s;
    }
    acc__segment *s = acc__port_alloc(least);
    if (s) {
        s->size = least;
        s->end = (char *)s + least;
    }
    return s;
}

static void segment_release(struct acc_loop *loop, acc__segment *s)
{
    unsigned class = class_of(s->size);
    if (class < ACC__SEGMENTS) {
        s->prev = loop->free_segment[class];
        loop->free_segment[class] = s;
        return;
    }
    /* One of these is kept: its bytes may still be read. */
    if (loop->free_big)
        acc__port_free(loop->free_big, loop->free_big->size);
    loop->free_big = s;
}

/* c->sp is the caller's to set. */
static void make_current(acc_context *c, acc__segment *s)
{
    acc__loop(c)->segment = s;
    c->sp_limit = s->end;
    c->sp_low = data_of(s);
    c->sp_span = (size_t)(s->end - data_of(s));
    if (s->prev) {
        /* The first frame of a further segment is popped in the slow way. */
        c->sp_low++;
        c->sp_span--;
    }
}

static void make_none(acc_context *c)
{
    acc__loop(c)->segment = NULL;
    c->sp = c->sp_limit = c->sp_low = NULL;
    c->sp_span = 0;
}

/* The running task's frames, if it has some that are not loaded. */
static acc__segment *load(acc_context *c)
{
    acc_task *t = c->task;
    acc__segment *s = t ? acc__task_segment(t) : NULL;
    if (!s)
        return NULL;
    t->w.waiters = s->waiters;
    if (s->extra) {
        s->extra->waiters = s->waiters;
        t->w.attached = (uintptr_t)s->extra | ACC__ATTACHED;
    }
    make_current(c, s);
    c->sp = s->sp;
    return s;
}

void *acc_push_slow(acc_context *c, size_t size)
{
    struct acc_loop *loop = acc__loop(c);
    acc__segment *top = loop->segment;
    if (!top && (top = load(c)) != NULL && size <= (size_t)(c->sp_limit - c->sp)) {
        char *p = c->sp;
        c->sp += size;
        return p;
    }
    /* Twice the one before, as long as that has a free list. */
    size_t wanted = top ? top->size * 2 : SEGMENT_FIRST;
    if (wanted > (size_t)SEGMENT_FIRST << (ACC__SEGMENTS - 1))
        wanted = (size_t)SEGMENT_FIRST << (ACC__SEGMENTS - 1);
    if (wanted < size + HEADER)
        wanted = size + HEADER;
    acc__segment *s = size > SIZE_MAX / 2 ? NULL : segment_new(loop, wanted);
    if (acc_unlikely(!s)) {
        c->status = ENOMEM;
        return NULL;
    }
    if (top && !top->prev && c->sp == data_of(top)) {
        /* Nothing is on the stack: the new segment becomes the first. */
        segment_release(loop, top);
        top = NULL;
    }
    if (top)
        top->sp = c->sp;
    s->prev = top;
    make_current(c, s);
    c->sp = data_of(s) + size;
    return data_of(s);
}

void acc_pop_slow(acc_context *c, void *frame)
{
    struct acc_loop *loop = acc__loop(c);
    acc__segment *s = loop->segment, *prev;
    if (!s)
        s = load(c);
    prev = s->prev;
    if (!prev || (char *)frame != data_of(s)) {
        c->sp = frame;
        return;
    }
    make_current(c, prev);
    c->sp = prev->sp;
    segment_release(loop, s);
}

void acc__stack_unload(acc_context *c, acc_task *t)
{
    acc__segment *s = acc__loop(c)->segment;
    if (!s->prev && c->sp == data_of(s)) {
        segment_release(acc__loop(c), s);
    } else if (t) {
        s->sp = c->sp;
        s->waiters = *acc__task_waiters(t);
        s->extra = acc__task_extra_or_null(t);
        t->w.attached = (uintptr_t)s | ACC__ATTACHED | ACC__HAS_STACK;
    }
    make_none(c);
}

void acc__stack_drop(acc_context *c, acc_task *t)
{
    c->task = t;
    if (!acc__loop(c)->segment && !load(c))
        return;
    for (acc__segment *s = acc__loop(c)->segment, *prev; s; s = prev) {
        prev = s->prev;
        segment_release(acc__loop(c), s);
    }
    make_none(c);
}

void acc__stack_close(struct acc_loop *loop)
{
    if (loop->free_big)
        acc__port_free(loop->free_big, loop->free_big->size);
    for (unsigned i = 0; i < ACC__SEGMENTS; i++) {
        for (acc__segment *s = loop->free_segment[i], *next; s; s = next) {
            next = s->prev;
            acc__port_free(s, s->size);
        }
    }
}
