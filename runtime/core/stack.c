/*
 * The frame stack: frames that are neither embedded in their caller's frame
 * nor coroutine objects (recursive calls, calls through pointers or into other
 * files). Each task has its own, strictly LIFO, in segments of 1 KiB growing to
 * 64 KiB; a larger frame has a segment to itself.
 *
 * The context holds the running task's current segment. A task keeps segments
 * only while something is on its stack; an empty one stays with the context
 * for whoever runs next. Of a task's first segment c->sp_base is null, so that
 * popping its first frame takes the short way. A released segment's bytes
 * remain readable until the next push: the value of a finished frame is read
 * after the frame was popped.
 */
#include "core/core.h"
#include "core/port.h"

#include <errno.h>

#define SEGMENT_FIRST 1024

static char *data_of(acc__segment *s)
{
    return (char *)(s + 1);
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

static void make_current(acc_context *c, acc__segment *s)
{
    struct acc_loop *loop = acc__loop(c);
    loop->segment = s;
    c->sp_limit = s->end;
    c->sp_base = NULL;
    if (s->prev)
        c->sp_base = data_of(s);
}

void *acc_push_slow(acc_context *c, size_t size)
{
    struct acc_loop *loop = acc__loop(c);
    acc__segment *top = loop->segment;
    /* Twice the one before, as long as that has a free list. */
    size_t wanted = top ? top->size * 2 : SEGMENT_FIRST;
    if (wanted > (size_t)SEGMENT_FIRST << (ACC__SEGMENTS - 1))
        wanted = (size_t)SEGMENT_FIRST << (ACC__SEGMENTS - 1);
    if (wanted < size + sizeof(acc__segment))
        wanted = size + sizeof(acc__segment);
    acc__segment *s = size > SIZE_MAX / 2 ? NULL : segment_new(loop, wanted);
    if (!s) {
        c->status = ENOMEM;
        return NULL;
    }
    if (top && c->sp == loop->stack_bottom) {
        /* Nothing is on the stack: the new segment becomes the first. */
        segment_release(loop, top);
        top = NULL;
    }
    if (top)
        top->sp = c->sp;
    s->prev = top;
    make_current(c, s);
    if (!top)
        loop->stack_bottom = data_of(s);
    c->sp = data_of(s) + size;
    return data_of(s);
}

void acc_pop_slow(acc_context *c, void *frame)
{
    struct acc_loop *loop = acc__loop(c);
    acc__segment *s = loop->segment, *prev = s->prev;
    (void)frame;
    make_current(c, prev);
    c->sp = prev->sp;
    segment_release(loop, s);
}

int acc__stack_owns(acc_context *c, const void *frame)
{
    acc__segment *s = acc__loop(c)->segment;
    uintptr_t f = (uintptr_t)frame;
    return s && f >= (uintptr_t)(s + 1) && f < (uintptr_t)c->sp;
}

/* The task is suspended with frames on its stack: it takes the segments. */
void acc__stack_unload(acc_context *c, acc_task *t)
{
    struct acc_loop *loop = acc__loop(c);
    loop->segment->sp = c->sp;
    t->stack = loop->segment;
    loop->segment = NULL;
    loop->stack_bottom = c->sp = c->sp_limit = c->sp_base = NULL;
}

/* The task goes on: its segments become current. */
void acc__stack_load(acc_context *c, acc_task *t)
{
    struct acc_loop *loop = acc__loop(c);
    if (loop->segment)
        segment_release(loop, loop->segment);
    acc__segment *s = t->stack;
    t->stack = NULL;
    make_current(c, s);
    c->sp = s->sp;
    while (s->prev)
        s = s->prev;
    loop->stack_bottom = data_of(s);
}

/* The task has finished; whatever is left on the stack is dropped. */
void acc__stack_reset(acc_context *c)
{
    struct acc_loop *loop = acc__loop(c);
    while (loop->segment->prev)
        acc_pop_slow(c, NULL);
    c->sp = loop->stack_bottom;
}

void acc__stack_close(struct acc_loop *loop)
{
    if (loop->segment)
        segment_release(loop, loop->segment);
    if (loop->free_big)
        acc__port_free(loop->free_big, loop->free_big->size);
    for (unsigned i = 0; i < ACC__SEGMENTS; i++) {
        for (acc__segment *s = loop->free_segment[i], *next; s; s = next) {
            next = s->prev;
            acc__port_free(s, s->size);
        }
    }
}
