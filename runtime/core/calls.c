/*
 * Blocks for the frames of calls by an entry (__acc_call_f), so that a call that
 * is over at once needs none: abi.h has the usual case, inline, this file what
 * happens when a list of free blocks is empty.
 *
 * Blocks are cut from chunks of 1 KiB growing to 64 KiB, which belong to the
 * loop and stay until it is closed. What a chunk has left is for two: c->room
 * bytes for who asks, the others reserved by calls in progress, each of which
 * may yet leave suspended and cannot be told then that there is no memory. A
 * call takes a free block if there is one, and what it had reserved goes back
 * to the room.
 */
#include "core/core.h"
#include "core/port.h"

#include <errno.h>

#define CHUNK_FIRST 1024
#define CHUNK_LAST 65536
#define HEADER ((sizeof(acc__segment) + 15) / 16 * 16)

/* The two stand in the same place before a frame. */
_Static_assert(sizeof(acc_task) - offsetof(acc_task, state)
                   == sizeof(__acc_block) - offsetof(__acc_block, state),
               "acc_task ends as __acc_block does");

static inline size_t bytes_of(unsigned size_class)
{
    return (size_class + 2) * (size_t)16;
}

static size_t left(acc_context *c)
{
    const acc__segment *s = acc__loop(c)->chunk;
    return s ? (size_t)(s->end - (char *)c->chunk) : 0;
}

/* What the chunk has left becomes free blocks. */
static void use_up(acc_context *c)
{
    for (size_t n; (n = left(c) / 16) >= 2; ) {
        unsigned k = n < __ACC_BLOCK_CLASSES + 2 ? (unsigned)n - 2
                                                 : __ACC_BLOCK_CLASSES - 1;
        __acc_block_give(c, __acc_cut(c, k), k);
    }
}

/* A new chunk, with room for `more` bytes and all that is reserved. 0 or -1,
 * with c->status ENOMEM. */
static int grow(acc_context *c, size_t more)
{
    struct acc_loop *loop = acc__loop(c);
    size_t reserved = (size_t)((ptrdiff_t)left(c) - c->room);
    size_t size = loop->chunk ? loop->chunk->size * 2 : CHUNK_FIRST;
    if (size > CHUNK_LAST)
        size = CHUNK_LAST;
    while (size - HEADER < reserved + more)
        size *= 2;
    acc__segment *s = acc__port_alloc(size);
    if (acc_unlikely(!s)) {
        acc__fail(c, ENOMEM);
        return -1;
    }
    use_up(c);
    s->size = size;
    s->end = (char *)s + size;
    s->prev = loop->chunk;
    loop->chunk = s;
    c->chunk = (__acc_block *)(void *)((char *)s + HEADER);
    c->room = (ptrdiff_t)(left(c) - reserved);
    return 0;
}

acc_frame *__acc_take_slow(acc_context *c, unsigned size_class)
{
    ptrdiff_t bytes = (ptrdiff_t)bytes_of(size_class);
    if (c->room < bytes && grow(c, (size_t)bytes) < 0)
        return NULL;
    c->room -= bytes;
    return __acc_cut(c, size_class);
}

/* For a call that stops: what it reserved may be more than there was. */
static acc_frame *take_any(acc_context *c, const acc_descriptor *d, int mode)
{
    if (!__ACC_IS_LATE(d->size, d->align, mode))
        return __acc_take(c, d->size, d->align);
    if (c->room < 0 && grow(c, 0) < 0) {
        c->room += (ptrdiff_t)__ACC_BLOCK_BYTES(d->size);
        return NULL;
    }
    return __acc_take_reserved(c, d->size);
}

void *__acc_entry(acc_context *c, const acc_descriptor *d, int mode)
{
    if (!c)
        return acc_frame_new(d);
    acc_frame *f = take_any(c, d, mode);
    if (f)
        __acc_defer_start(c, f, d);
    return f;
}

void acc__calls_close(struct acc_loop *loop)
{
    for (acc__segment *s = loop->chunk, *prev; s; s = prev) {
        prev = s->prev;
        acc__port_free(s, s->size);
    }
}
