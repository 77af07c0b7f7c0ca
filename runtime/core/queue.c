/*
 * Queues, after CPython's asyncio.queues. A put or get that has to wait is woken
 * when there is room or an item, and looks again in its own step; nothing is
 * handed over, so a cancelled get loses no item but wakes the next getter.
 *
 * Items are copied into one array: a ring for FIFO, a stack for LIFO, a binary
 * heap for priority, whose items carry the number of their put so that equal
 * ones stay in order.
 */
#include "acc/queue.h"
#include "core/port.h"
#include "core/waiter.h"

#include <errno.h>
#include <string.h>

struct acc_queue {
    acc_waiters getters, putters, joiners;
    char *items;
    size_t size, stride;      /* of an item, bytes; between two in the array */
    size_t count, capacity;   /* items in the array; room for so many */
    size_t first;             /* FIFO: index of the first */
    size_t max;               /* 0: unbounded */
    size_t unfinished;        /* puts without a task_done */
    uint64_t serial;          /* of the next put (priority) */
    int (*cmp)(const void *, const void *);
    size_t waiting;           /* frames that will look at it when resumed */
    unsigned char kind, is_shutdown;
    unsigned char is_freed;   /* goes when nobody waits any more */
};

acc_queue *acc_queue_create(size_t size, size_t max, int kind,
                            int (*cmp)(const void *, const void *))
{
    acc_queue *q = acc__port_alloc(sizeof *q);
    if (!q)
        return NULL;
    memset(q, 0, sizeof *q);
    q->size = q->stride = size;
    if (kind == ACC_QUEUE_PRIORITY)
        q->stride = (size + 7) / 8 * 8 + sizeof q->serial;
    q->max = max;
    q->kind = (unsigned char)kind;
    q->cmp = cmp;
    return q;
}

static void destroy(acc_queue *q)
{
    acc__port_free(q->items, q->capacity * q->stride);
    acc__port_free(q, sizeof *q);
}

/* Who waits is told that the queue is shut down; the last of them frees it. */
void acc_queue_free(acc_queue *q)
{
    if (!q)
        return;
    if (acc_likely(q->waiting == 0)) {
        destroy(q);
        return;
    }
    q->is_freed = 1;
    q->unfinished = 0;
    acc_queue_shutdown(q, 1);
}

/* A frame suspends in the queue; it has been resumed and has done with it, but
 * for waiting again. */
static inline void wait_in(acc_queue *q)
{
    q->waiting++;
}

static inline void leave(acc_queue *q)
{
    if (acc_unlikely(--q->waiting == 0 && q->is_freed))
        destroy(q);
}

size_t acc_queue_size(const acc_queue *q)
{
    return q ? q->count : 0;
}

int acc_queue_full(const acc_queue *q)
{
    return q && q->max > 0 && q->count >= q->max;
}

int acc_queue_empty(const acc_queue *q)
{
    return !q || q->count == 0;
}

/* ---- the array ---------------------------------------------------------- */

/* Most items are a pointer or a number: no call for those. */
static inline void copy(void *to, const void *from, size_t size)
{
    if (size == 8)
        memcpy(to, from, 8);
    else if (size == 4)
        memcpy(to, from, 4);
    else if (size > 0)
        memcpy(to, from, size);
}

static char *at(acc_queue *q, size_t i)
{
    return q->items + i * q->stride;
}

static ACC_COLD int grow(acc_queue *q)
{
    size_t wanted = q->capacity ? q->capacity * 2 : 8;
    if (q->max > 0 && wanted > q->max)
        wanted = q->max;
    if (q->stride > 0 && wanted > SIZE_MAX / 2 / q->stride)
        return -ENOMEM;
    char *items = acc__port_alloc(wanted * q->stride + !q->stride);
    if (!items)
        return -ENOMEM;
    size_t tail = q->capacity - q->first; /* items up to the end of the ring */
    if (tail > q->count)
        tail = q->count;
    if (q->items) {
        memcpy(items, at(q, q->first), tail * q->stride);
        memcpy(items + tail * q->stride, q->items, (q->count - tail) * q->stride);
        acc__port_free(q->items, q->capacity * q->stride);
    }
    q->items = items;
    q->capacity = wanted;
    q->first = 0;
    return 0;
}

static uint64_t *serial_of(acc_queue *q, char *item)
{
    return (uint64_t *)(void *)(item + q->stride - sizeof(uint64_t));
}

static int heap_before(acc_queue *q, size_t i, size_t j)
{
    int order = q->cmp(at(q, i), at(q, j));
    return order ? order < 0 : *serial_of(q, at(q, i)) < *serial_of(q, at(q, j));
}

static void heap_swap(acc_queue *q, size_t i, size_t j)
{
    char *a = at(q, i), *b = at(q, j);
    for (size_t k = 0; k < q->stride; k++) {
        char byte = a[k];
        a[k] = b[k];
        b[k] = byte;
    }
}

static void heap_up(acc_queue *q, size_t i)
{
    for (; i > 0 && heap_before(q, i, (i - 1) / 2); i = (i - 1) / 2)
        heap_swap(q, i, (i - 1) / 2);
}

static void heap_down(acc_queue *q)
{
    for (size_t i = 0, least; ; i = least) {
        least = 2 * i + 1;
        if (least >= q->count)
            return;
        if (least + 1 < q->count && heap_before(q, least + 1, least))
            least++;
        if (!heap_before(q, least, i))
            return;
        heap_swap(q, least, i);
    }
}

static int array_put(acc_queue *q, const void *item)
{
    if (q->count == q->capacity && grow(q) < 0)
        return -ENOMEM;
    size_t i = q->count;
    if (q->kind == ACC_QUEUE_FIFO) {
        i += q->first;
        if (i >= q->capacity)
            i -= q->capacity;
    }
    copy(at(q, i), item, q->size);
    q->count++;
    if (q->kind == ACC_QUEUE_PRIORITY) {
        *serial_of(q, at(q, i)) = q->serial++;
        heap_up(q, i);
    }
    return 0;
}

static void array_get(acc_queue *q, void *item)
{
    q->count--;
    switch (q->kind) {
    case ACC_QUEUE_FIFO:
        copy(item, at(q, q->first), q->size);
        if (++q->first == q->capacity)
            q->first = 0;
        break;
    case ACC_QUEUE_LIFO: copy(item, at(q, q->count), q->size); break;
    default:
        copy(item, at(q, 0), q->size);
        if (q->count > 0) {
            memcpy(at(q, 0), at(q, q->count), q->stride);
            heap_down(q);
        }
        break;
    }
}

/* ---- waking ------------------------------------------------------------- */

/* Wakes the first that is still pending; who has been looked at is no longer in
 * the list (CPython: Queue._wakeup_next). */
static inline void wake_next(acc_waiters *q)
{
    acc_waiter *w;
    while ((w = q->first) != NULL) {
        acc__waiter_unlink(q, w);
        w->prev = w; /* not in the list */
        if (w->state == ACC__WAITER_PENDING) {
            acc__waiter_wake(w);
            break;
        }
    }
}

static ACC_NOINLINE void wake_one(acc_waiters *q)
{
    wake_next(q);
}

static void wake_all(acc_waiters *q)
{
    while (q->first)
        wake_next(q);
}

static void wake_joiners(acc_queue *q)
{
    for (acc_waiter *w = q->joiners.first; w; w = w->next)
        if (w->state == ACC__WAITER_PENDING)
            acc__waiter_wake(w);
}

/* A cancelled waiter leaves; 1 if it had been woken, and somebody else should
 * be. */
static int give_up(acc_waiters *q, acc_waiter *w)
{
    if (w->prev != w)
        acc__waiter_unlink(q, w);
    return w->state == ACC__WAITER_WOKEN;
}

/* ---- put ---------------------------------------------------------------- */

static ACC_NOINLINE int put_slowly(acc_queue *q, const void *item)
{
    if (acc_unlikely(!q))
        return -ENOMEM;
    if (acc_unlikely(q->is_shutdown))
        return -ACC_QUEUE_SHUTDOWN;
    if (acc_queue_full(q))
        return -EAGAIN;
    if (array_put(q, item) < 0)
        return -ENOMEM;
    q->unfinished++;
    wake_next(&q->getters);
    return 0;
}

/* First in, first out, not shut down, room in the array: the usual case. */
static ACC_ALWAYS_INLINE int put_now(acc_queue *q, const void *item)
{
    if (acc_unlikely(!q || q->kind != ACC_QUEUE_FIFO || q->is_shutdown))
        return put_slowly(q, item);
    if (q->max > 0 && q->count >= q->max)
        return -EAGAIN;
    if (acc_unlikely(q->count == q->capacity))
        return put_slowly(q, item);
    size_t i = q->first + q->count;
    if (i >= q->capacity)
        i -= q->capacity;
    copy(at(q, i), item, q->size);
    q->count++;
    q->unfinished++;
    if (q->getters.first)
        wake_one(&q->getters);
    return 0;
}

int acc_queue_put_nowait_from(acc_queue *q, const void *item)
{
    return put_now(q, item);
}

typedef struct __acc_frame_acc_queue_put_from Put;

static void put_resume(acc_context *c, acc_frame *frame);

static const acc_descriptor put_descriptor = {
    .resume = put_resume,
    .cancel = acc__waiting_cancel,
    .size = sizeof(Put),
    .align = _Alignof(Put),
    .name = "acc_queue_put",
    .file = "acc/queue.h",
};

void __acc_start_acc_queue_put_from(acc_context *c, Put *f, acc_queue *q,
                                    const void *item)
{
    int error = put_now(q, item);
    if (acc_likely(error == 0))
        return;
    if (error != -EAGAIN) {
        acc__fail(c, -error);
        return;
    }
    f->queue = q;
    f->item = item;
    wait_in(q);
    acc__waiter_add(c, &q->putters, &f->waiter);
    acc_suspend(c, f, &put_descriptor);
}

static void put_resume(acc_context *c, acc_frame *frame)
{
    Put *f = (Put *)(void *)frame;
    acc_queue *q = f->queue;
    if (f->__acc_state == ACC_STATE_ENTRY) {
        __acc_start_acc_queue_put_from(c, f, q, f->item);
        return;
    }
    if (acc_likely(!c->status))
        __acc_start_acc_queue_put_from(c, f, q, f->item);
    else if (give_up(&q->putters, &f->waiter) && !acc_queue_full(q))
        wake_next(&q->putters);
    leave(q);
    if (c->status >= 0)
        acc__leaf_done(c, frame);
}

void __acc_call_acc_queue_put_from(acc_context *c, acc_queue *q,
                                   const void *item)
{
    Put *f = acc_push(c, ACC_FRAME_SIZE(Put));
    if (!f)
        return;
    __acc_start_acc_queue_put_from(c, f, q, item);
    if (c->status >= 0)
        acc_pop(c, f);
}

acc_coroutine *acc_queue_put_from(acc_queue *q, const void *item)
{
    Put *f = acc_frame_new(&put_descriptor);
    if (f) {
        f->queue = q;
        f->item = item;
    }
    return (acc_coroutine *)(void *)f;
}

/* Where an object of its own keeps the item. */
#define ITEM_OFFSET(Frame) ((sizeof(Frame) + 15) / 16 * 16)

acc_coroutine *acc_queue_put_copy(acc_queue *q, const void *item)
{
    Put *f = !q ? NULL
        : (Put *)(void *)acc__object_new(&put_descriptor,
                                         ITEM_OFFSET(Put) + q->size);
    if (f) {
        char *own = (char *)f + ITEM_OFFSET(Put);
        copy(own, item, q->size);
        f->queue = q;
        f->item = own;
    }
    return (acc_coroutine *)(void *)f;
}

/* ---- get ---------------------------------------------------------------- */

static ACC_NOINLINE int get_slowly(acc_queue *q, void *item)
{
    if (acc_unlikely(!q))
        return -ENOMEM;
    if (q->count == 0)
        return q->is_shutdown ? -ACC_QUEUE_SHUTDOWN : -EAGAIN;
    array_get(q, item);
    wake_next(&q->putters);
    return 0;
}

static ACC_ALWAYS_INLINE int get_now(acc_queue *q, void *item)
{
    if (acc_unlikely(!q || q->kind != ACC_QUEUE_FIFO || q->is_shutdown))
        return get_slowly(q, item);
    if (q->count == 0)
        return -EAGAIN;
    copy(item, at(q, q->first), q->size);
    q->count--;
    if (++q->first == q->capacity)
        q->first = 0;
    if (q->putters.first)
        wake_one(&q->putters);
    return 0;
}

int acc_queue_get_nowait(acc_queue *q, void *item)
{
    return get_now(q, item);
}

typedef struct __acc_frame_acc_queue_get_into Get;

static void get_resume(acc_context *c, acc_frame *frame);

static const acc_descriptor get_descriptor = {
    .resume = get_resume,
    .cancel = acc__waiting_cancel,
    .size = sizeof(Get),
    .align = _Alignof(Get),
    .name = "acc_queue_get",
    .file = "acc/queue.h",
};

void __acc_start_acc_queue_get_into(acc_context *c, Get *f, acc_queue *q,
                                    void *item)
{
    int error = get_now(q, item);
    if (acc_likely(error == 0))
        return;
    if (error != -EAGAIN) {
        acc__fail(c, -error);
        return;
    }
    f->queue = q;
    f->item = item;
    wait_in(q);
    acc__waiter_add(c, &q->getters, &f->waiter);
    acc_suspend(c, f, &get_descriptor);
}

static void get_resume(acc_context *c, acc_frame *frame)
{
    Get *f = (Get *)(void *)frame;
    acc_queue *q = f->queue;
    const acc_descriptor *d = frame->__acc_desc;
    int resumed = f->__acc_state != ACC_STATE_ENTRY;
    if (acc_likely(!resumed || !c->status)) {
        __acc_start_acc_queue_get_into(c, f, q, f->item);
        frame->__acc_desc = d;
    } else if (give_up(&q->getters, &f->waiter) && q->count > 0) {
        wake_next(&q->getters);
    }
    if (!resumed)
        return;
    leave(q);
    if (c->status >= 0)
        acc__leaf_done(c, frame);
}

void __acc_call_acc_queue_get_into(acc_context *c, acc_queue *q, void *item)
{
    Get *f = acc_push(c, ACC_FRAME_SIZE(Get));
    if (!f)
        return;
    __acc_start_acc_queue_get_into(c, f, q, item);
    if (c->status >= 0)
        acc_pop(c, f);
}

acc_coroutine *acc_queue_get_into(acc_queue *q, void *item)
{
    Get *f = acc_frame_new(&get_descriptor);
    if (f) {
        f->queue = q;
        f->item = item;
    }
    return (acc_coroutine *)(void *)f;
}

static const acc_descriptor get_object_descriptor = {
    .resume = get_resume,
    .cancel = acc__waiting_cancel,
    .size = ITEM_OFFSET(Get),
    .align = 16,
    .result_offset = ITEM_OFFSET(Get),
    .result_size = 1, /* in truth the size of the queue's items */
    .name = "acc_queue_get",
    .file = "acc/queue.h",
};

acc_coroutine *acc_queue_get(acc_queue *q)
{
    Get *f = !q ? NULL
        : (Get *)(void *)acc__object_new(&get_object_descriptor,
                                         ITEM_OFFSET(Get) + q->size);
    if (f) {
        f->queue = q;
        f->item = (char *)f + ITEM_OFFSET(Get);
    }
    return (acc_coroutine *)(void *)f;
}

/* ---- join, shutdown ----------------------------------------------------- */

int acc_queue_task_done(acc_queue *q)
{
    if (!q || q->unfinished == 0)
        return -EINVAL;
    if (--q->unfinished == 0)
        wake_joiners(q);
    return 0;
}

typedef struct __acc_frame_acc_queue_join Join;

static void join_resume(acc_context *c, acc_frame *frame);

static const acc_descriptor join_descriptor = {
    .resume = join_resume,
    .cancel = acc__waiting_cancel,
    .size = sizeof(Join),
    .align = _Alignof(Join),
    .name = "acc_queue_join",
    .file = "acc/queue.h",
};

void __acc_start_acc_queue_join(acc_context *c, Join *f, acc_queue *q)
{
    if (!q || q->unfinished == 0)
        return;
    f->queue = q;
    wait_in(q);
    acc__waiter_add(c, &q->joiners, &f->waiter);
    acc_suspend(c, f, &join_descriptor);
}

static void join_resume(acc_context *c, acc_frame *frame)
{
    Join *f = (Join *)(void *)frame;
    if (f->__acc_state == ACC_STATE_ENTRY) {
        __acc_start_acc_queue_join(c, f, f->queue);
        return;
    }
    acc__waiter_unlink(&f->queue->joiners, &f->waiter);
    leave(f->queue);
}

ACC__NATIVE(acc_queue_join, join_descriptor, acc_queue, queue)

void acc_queue_shutdown(acc_queue *q, int immediate)
{
    if (!q)
        return;
    q->is_shutdown = 1;
    if (immediate) {
        q->unfinished -= q->count < q->unfinished ? q->count : q->unfinished;
        q->count = q->first = 0;
        if (q->unfinished == 0)
            wake_joiners(q);
    }
    wake_all(&q->getters);
    wake_all(&q->putters);
}
