/*
 * Queues of items between the tasks of one loop, after asyncio: first in first
 * out, last in first out, or smallest first (equal items in the order they
 * came). The dialect types them: acc_queue_new(T, max), acc_queue_put(q, v),
 * acc_queue_get(q) and the like become the functions below, which copy items of
 * the queue's size; a C program uses them as they are. A null queue is one for
 * which there was no memory: putting and getting fail with ENOMEM.
 */
#ifndef ACC_QUEUE_H
#define ACC_QUEUE_H

#ifdef __ACC__
#pragma acc system_header
#endif
#if defined __GNUC__
#pragma GCC system_header
#endif

#include "acc/abi.h"
#include "acc/sync.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct acc_queue acc_queue;

enum { ACC_QUEUE_FIFO, ACC_QUEUE_LIFO, ACC_QUEUE_PRIORITY };

/* Items of `size` bytes, at most `max` of them (0: no bound). cmp as qsort's,
 * for a priority queue; else null. Null when out of memory. */
acc_queue *acc_queue_create(size_t size, size_t max, int kind,
                            int (*cmp)(const void *, const void *));
/* Whoever waits in it gets ACC_QUEUE_SHUTDOWN (a join just ends), and the last of
 * them frees it. Null: nothing. */
void acc_queue_free(acc_queue *q);

/* Waits for room, puts the item. *item must stay until this has finished. Throws
 * ACC_QUEUE_SHUTDOWN, ENOMEM. */
ACC_ASYNC(void) acc_queue_put_from(acc_queue *q, const void *item);
/* Waits for an item, moves it to *item. Throws ACC_QUEUE_SHUTDOWN when the queue
 * is shut down and empty. A get that is cancelled loses no item. */
ACC_ASYNC(void) acc_queue_get_into(acc_queue *q, void *item);
/* Waits until acc_queue_task_done was called for every item that was put. */
ACC_ASYNC(void) acc_queue_join(acc_queue *q);

#ifndef __ACC__
/* In C, what the dialect calls acc_queue_new(T, max) and so on. */
#define acc_queue_new(T, max) \
    acc_queue_create(sizeof(T), (max), ACC_QUEUE_FIFO, NULL)
#define acc_queue_new_lifo(T, max) \
    acc_queue_create(sizeof(T), (max), ACC_QUEUE_LIFO, NULL)
#define acc_queue_new_priority(T, max, cmp) \
    acc_queue_create(sizeof(T), (max), ACC_QUEUE_PRIORITY, (cmp))

/* Coroutine objects that keep the item themselves: a put of a copy, and a get
 * whose value it is. Null when out of memory, or when q is null. */
acc_coroutine *acc_queue_put_copy(acc_queue *q, const void *item);
acc_coroutine *acc_queue_get(acc_queue *q);
#endif

/* 0; -EAGAIN when full or empty; -ACC_QUEUE_SHUTDOWN; -ENOMEM. */
int acc_queue_put_nowait_from(acc_queue *q, const void *item);
int acc_queue_get_nowait(acc_queue *q, void *item);

size_t acc_queue_size(const acc_queue *q);
int acc_queue_full(const acc_queue *q);
int acc_queue_empty(const acc_queue *q);

/* An item that was got has been dealt with. 0; -EINVAL when that was said of all
 * of them already. */
int acc_queue_task_done(acc_queue *q);

/* No more puts; gets until it is empty, or (immediate) its items are dropped and
 * count as done. Wakes everybody who waits. */
void acc_queue_shutdown(acc_queue *q, int immediate);

/* What a queue begins with, for the two inline functions below only. Item i is
 * at items[i & mask], if it is first in first out. */
struct __acc_queue_ring {
    size_t puts, gets;        /* how many there were; the difference is there */
    size_t room;              /* puts beyond so many items go the slow way */
    size_t mask;
    char *items;
    size_t plain;             /* size of the items; 0: another kind of queue */
    acc_waiters getters, putters;
};

/* Items of 8 and of 4 bytes are copied inline. Mostly the C compiler knows the
 * size of this one; else the ring is asked. */
#if defined __OPTIMIZE_SIZE__
#define __ACC_QUEUE_SIZE(r, item) ((size_t)0)
#elif defined __GNUC__
#define __ACC_QUEUE_SIZE(r, item)                                         \
    (__builtin_object_size((item), 1) != (size_t)-1                       \
     ? __builtin_object_size((item), 1) : (r) ? (r)->plain : 0)
#else
#define __ACC_QUEUE_SIZE(r, item) ((r) ? (r)->plain : 0)
#endif
#if defined __clang__
#define __ACC_QUEUE_ITEM const __attribute__((__pass_object_size__(1)))
#else
#define __ACC_QUEUE_ITEM const
#endif
static ACC_ALWAYS_INLINE void __acc_queue_copy(void *to, const void *from,
                                               size_t size)
{
    if (size == 8)
        memcpy(to, from, 8);
    else
        memcpy(to, from, 4);
}

struct __acc_frame_acc_queue_put_from {
    ACC_FRAME_HEADER
    acc_waiter waiter;
    acc_queue *queue;
    const void *item;
};
void __acc_queue_put_start(acc_context *c,
                           struct __acc_frame_acc_queue_put_from *f,
                           acc_queue *q, const void *item);
static ACC_ALWAYS_INLINE void __acc_start_acc_queue_put_from(
    acc_context *c, struct __acc_frame_acc_queue_put_from *f, acc_queue *q,
    const void *__ACC_QUEUE_ITEM item)
{
    struct __acc_queue_ring *r = (struct __acc_queue_ring *)(void *)q;
    size_t size = __ACC_QUEUE_SIZE(r, item);
    if (acc_likely((size == 8 || size == 4) && r && r->plain == size
                   && r->puts - r->gets < r->room && !r->getters.first)) {
        __acc_queue_copy(r->items + (r->puts++ & r->mask) * size, item, size);
        __ACC_ASSUME(c->status == 0);
        return;
    }
    __acc_queue_put_start(c, f, q, item);
}
void __acc_call_acc_queue_put_from(acc_context *c, acc_queue *q,
                                   const void *item);

struct __acc_frame_acc_queue_get_into {
    ACC_FRAME_HEADER
    acc_waiter waiter;
    acc_queue *queue;
    void *item;
};
void __acc_queue_get_start(acc_context *c,
                           struct __acc_frame_acc_queue_get_into *f,
                           acc_queue *q, void *item);
static ACC_ALWAYS_INLINE void __acc_start_acc_queue_get_into(
    acc_context *c, struct __acc_frame_acc_queue_get_into *f, acc_queue *q,
    void *__ACC_QUEUE_ITEM item)
{
    struct __acc_queue_ring *r = (struct __acc_queue_ring *)(void *)q;
    size_t size = __ACC_QUEUE_SIZE(r, item);
    if (acc_likely((size == 8 || size == 4) && r && r->plain == size
                   && r->puts != r->gets && !r->putters.first)) {
        __acc_queue_copy(item, r->items + (r->gets++ & r->mask) * size, size);
        __ACC_ASSUME(c->status == 0);
        return;
    }
    __acc_queue_get_start(c, f, q, item);
}
void __acc_call_acc_queue_get_into(acc_context *c, acc_queue *q, void *item);

struct __acc_frame_acc_queue_join {
    ACC_FRAME_HEADER
    acc_waiter waiter;
    acc_queue *queue;
};
void __acc_start_acc_queue_join(acc_context *c,
                                struct __acc_frame_acc_queue_join *f,
                                acc_queue *q);
void __acc_call_acc_queue_join(acc_context *c, acc_queue *q);

#ifdef __cplusplus
}
#endif

#endif
