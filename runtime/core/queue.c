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
    struct __acc_queue_ring ring;
    acc_waiters joiners;
    size_t size, stride;      /* of an item, bytes; between two in the array */
    size_t capacity;          /* of the array, in items: a power of two */
    size_t limit;             /* items that may be there */
    size_t done;              /* of `puts`, those a task_done was called for */
    uint64_t serial;          /* of the next put (priority) */
    int (*cmp)(const void *, const void *);
    size_t waiting;           /* frames that will look at it when resumed */
    unsigned char kind, is_shutdown;
    unsigned char is_freed;   /* goes when nobody waits any more */
};

static inline size_t count(const acc_queue *q)
{
    return q->ring.puts - q->ring.gets;
}

/* Puts without a task_done. */
static inline size_t unfinished(const acc_queue *q)
{
    return q->ring.puts - q->done;
}

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
    q->limit = max > 0 ? max : SIZE_MAX;
    q->kind = (unsigned char)kind;
    q->ring.plain = kind == ACC_QUEUE_FIFO ? size : 0;
    q->cmp = cmp;
    return q;
}

static void destroy(acc_queue *q)
{
    acc__port_free(q->ring.items, q->capacity * q->stride);
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
    q->done = q->ring.puts;
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
    return q ? count(q) : 0;
}

int acc_queue_full(const acc_queue *q)
{
    return q && count(q) >= q->limit;
}

int acc_queue_empty(const acc_queue *q)
{
    return !q || count(q) == 0;
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

static inline char *at(acc_queue *q, size_t i)
{
    return q->ring.items + i * q->stride;
}

static ACC_COLD int grow(acc_queue *q)
{
    struct __acc_queue_ring *r = &q->ring;
    size_t wanted = q->capacity ? q->capacity * 2 : 1, n = count(q);
    while (wanted < 8 && wanted < q->limit)
        wanted *= 2;
    if (q->stride > 0 && wanted > SIZE_MAX / 2 / q->stride)
        return -ENOMEM;
    char *items = acc__port_alloc(wanted * q->stride + !q->stride);
    if (!items)
        return -ENOMEM;
    size_t first = q->kind == ACC_QUEUE_FIFO ? r->gets & r->mask : 0;
    size_t tail = q->capacity - first; /* items up to the end of the ring */
    if (tail > n)
        tail = n;
    if (r->items) {
        memcpy(items, at(q, first), tail * q->stride);
        memcpy(items + tail * q->stride, r->items, (n - tail) * q->stride);
        acc__port_free(r->items, q->capacity * q->stride);
    }
    r->items = items;
    r->mask = wanted - 1;
    r->room = q->limit < wanted ? q->limit : wanted;
    q->capacity = wanted;
    q->done -= r->gets;
    r->gets = 0; /* the first is at the beginning */
    r->puts = n;
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
        if (least >= count(q))
            return;
        if (least + 1 < count(q) && heap_before(q, least + 1, least))
            least++;
        if (!heap_before(q, least, i))
            return;
        heap_swap(q, least, i);
    }
}

static inline int array_put(acc_queue *q, const void *item)
{
    struct __acc_queue_ring *r = &q->ring;
    size_t i = count(q);
    if (acc_unlikely(i == q->capacity) && grow(q) < 0)
        return -ENOMEM;
    if (acc_likely(q->kind == ACC_QUEUE_FIFO))
        i = r->puts & r->mask;
    copy(at(q, i), item, q->size);
    r->puts++;
    if (acc_unlikely(q->kind == ACC_QUEUE_PRIORITY)) {
        *serial_of(q, at(q, i)) = q->serial++;
        heap_up(q, i);
    }
    return 0;
}

static inline void array_get(acc_queue *q, void *item)
{
    struct __acc_queue_ring *r = &q->ring;
    size_t left = count(q) - 1;
    if (acc_likely(q->kind == ACC_QUEUE_FIFO)) {
        copy(item, at(q, r->gets++ & r->mask), q->size);
        return;
    }
    r->gets++;
    if (q->kind == ACC_QUEUE_LIFO) {
        copy(item, at(q, left), q->size);
        return;
    }
    copy(item, at(q, 0), q->size);
    if (left > 0) {
        memcpy(at(q, 0), at(q, left), q->stride);
        heap_down(q);
    }
}

/* ---- waking ------------------------------------------------------------- */

static inline void take_first(acc_waiters *q, acc_waiter *w)
{
    q->first = w->next;
    if (acc_unlikely(w->next != NULL))
        w->next->prev = NULL;
    else
        q->last = NULL;
    w->prev = w; /* not in the list */
}

/* Wakes the first that is still pending; who has been looked at is no longer in
 * the list (CPython: Queue._wakeup_next). c: the running loop's, or null. */
static inline void wake_next(acc_context *c, acc_waiters *q)
{
    acc_waiter *w;
    while ((w = q->first) != NULL) {
        take_first(q, w);
        if (acc_likely(w->state == ACC__WAITER_PENDING)) {
            acc__waiter_wake(c, w);
            break;
        }
    }
}

/* The same where the first, if there is one, is pending and of this loop. */
static inline int is_simple(const acc_context *c, const acc_waiter *first)
{
    return !first || (first->state == ACC__WAITER_PENDING
                      && first->task->loop == c->id);
}

static inline void wake_simply(acc_context *c, acc_waiters *q, acc_waiter *first)
{
    if (first) {
        take_first(q, first);
        first->state = ACC__WAITER_WOKEN;
        first->task->state = ACC__QUEUED;
        acc__ready(c, &first->task->node);
    }
}

static void wake_all(acc_waiters *q)
{
    while (q->first)
        wake_next(acc_current, q);
}

static void wake_joiners(acc_queue *q)
{
    for (acc_waiter *w = q->joiners.first; w; w = w->next)
        if (w->state == ACC__WAITER_PENDING)
            acc__waiter_wake(acc_current, w);
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

static int put_now(acc_context *c, acc_queue *q,
                                     const void *item)
{
    if (acc_unlikely(!q))
        return -ENOMEM;
    if (acc_unlikely(q->is_shutdown))
        return -ACC_QUEUE_SHUTDOWN;
    if (count(q) >= q->limit)
        return -EAGAIN;
    if (acc_unlikely(array_put(q, item) < 0))
        return -ENOMEM;
    wake_next(c, &q->ring.getters);
    return 0;
}

int acc_queue_put_nowait_from(acc_queue *q, const void *item)
{
    return put_now(acc_current, q, item);
}

typedef struct __acc_frame_acc_queue_put_from Put;

static void put_resume(acc_context *c, acc_frame *frame);

static const acc_descriptor put_descriptor = {
    .resume = put_resume,
    .cancel = acc__waiting_cancel,
    ACC_FRAME_LAYOUT(Put),
    .name = "acc_queue_put",
    .file = "acc/queue.h",
};

static inline void put_wait(acc_context *c, Put *f, acc_queue *q,
                            const void *item)
{
    f->queue = q;
    f->item = item;
    wait_in(q);
    acc__waiter_add(c, &q->ring.putters, &f->waiter);
    acc_suspend(c, f, &put_descriptor);
}

static ACC_NOINLINE void put_slowly(acc_context *c, Put *f, acc_queue *q,
                                    const void *item)
{
    int error = put_now(c, q, item);
    if (error == -EAGAIN)
        put_wait(c, f, q, item);
    else if (acc_unlikely(error != 0))
        acc__fail(c, -error);
}

void __acc_queue_put_start(acc_context *c, Put *f, acc_queue *q,
                           const void *item)
{
    if (acc_likely(q && count(q) >= q->limit && !q->is_shutdown))
        put_wait(c, f, q, item);
    else
        put_slowly(c, f, q, item);
}

static ACC_NOINLINE void put_resume_slowly(acc_context *c, Put *f)
{
    acc_queue *q = f->queue;
    int resumed = f->__acc_state != ACC_STATE_ENTRY;
    if (!resumed || !c->status)
        put_slowly(c, f, q, f->item);
    else if (give_up(&q->ring.putters, &f->waiter) && !acc_queue_full(q))
        wake_next(c, &q->ring.putters);
    if (!resumed)
        return;
    leave(q);
    if (c->status >= 0)
        acc__leaf_done(c, (acc_frame *)(void *)f);
}

static void put_resume(acc_context *c, acc_frame *frame)
{
    Put *f = (Put *)(void *)frame;
    acc_queue *q = f->queue;
    if (acc_likely(f->__acc_state != ACC_STATE_ENTRY && !c->status)) {
        struct __acc_queue_ring *r = &q->ring;
        acc_waiter *getter = r->getters.first;
        if (acc_likely(r->plain == 8 && count(q) < r->room
                       && is_simple(c, getter))) {
            memcpy(r->items + (r->puts++ & r->mask) * 8, f->item, 8);
            wake_simply(c, &r->getters, getter);
            q->waiting--; /* a queue that is freed has no room */
            acc__leaf_done(c, frame);
            return;
        }
    }
    put_resume_slowly(c, f);
}

void __acc_call_acc_queue_put_from(acc_context *c, acc_queue *q,
                                   const void *item)
{
    Put *f = acc_push(c, ACC_FRAME_SIZE(Put));
    if (!f)
        return;
    __acc_queue_put_start(c, f, q, item);
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

static int get_now(acc_context *c, acc_queue *q, void *item)
{
    if (acc_unlikely(!q))
        return -ENOMEM;
    if (count(q) == 0)
        return q->is_shutdown ? -ACC_QUEUE_SHUTDOWN : -EAGAIN;
    array_get(q, item);
    wake_next(c, &q->ring.putters);
    return 0;
}

int acc_queue_get_nowait(acc_queue *q, void *item)
{
    return get_now(acc_current, q, item);
}

typedef struct __acc_frame_acc_queue_get_into Get;

static void get_resume(acc_context *c, acc_frame *frame);

static const acc_descriptor get_descriptor = {
    .resume = get_resume,
    .cancel = acc__waiting_cancel,
    ACC_FRAME_LAYOUT(Get),
    .name = "acc_queue_get",
    .file = "acc/queue.h",
};

/* d: the frame's. */
static inline void get_wait(acc_context *c, Get *f, acc_queue *q, void *item,
                            const acc_descriptor *d)
{
    f->queue = q;
    f->item = item;
    wait_in(q);
    acc__waiter_add(c, &q->ring.getters, &f->waiter);
    acc_suspend(c, f, d);
}

static ACC_NOINLINE void get_slowly(acc_context *c, Get *f, acc_queue *q,
                                    void *item, const acc_descriptor *d)
{
    int error = get_now(c, q, item);
    if (error == -EAGAIN)
        get_wait(c, f, q, item, d);
    else if (acc_unlikely(error != 0))
        acc__fail(c, -error);
}

void __acc_queue_get_start(acc_context *c, Get *f, acc_queue *q, void *item)
{
    if (acc_likely(q && count(q) == 0 && !q->is_shutdown))
        get_wait(c, f, q, item, &get_descriptor);
    else
        get_slowly(c, f, q, item, &get_descriptor);
}

static ACC_NOINLINE void get_resume_slowly(acc_context *c, Get *f)
{
    acc_queue *q = f->queue;
    int resumed = f->__acc_state != ACC_STATE_ENTRY;
    if (!resumed || !c->status)
        get_slowly(c, f, q, f->item, f->__acc_desc);
    else if (give_up(&q->ring.getters, &f->waiter) && count(q) > 0)
        wake_next(c, &q->ring.getters);
    if (!resumed)
        return;
    leave(q);
    if (c->status >= 0)
        acc__leaf_done(c, (acc_frame *)(void *)f);
}

static void get_resume(acc_context *c, acc_frame *frame)
{
    Get *f = (Get *)(void *)frame;
    acc_queue *q = f->queue;
    if (acc_likely(f->__acc_state != ACC_STATE_ENTRY && !c->status)) {
        struct __acc_queue_ring *r = &q->ring;
        acc_waiter *putter = r->putters.first;
        if (acc_likely(r->plain == 8 && r->puts != r->gets
                       && is_simple(c, putter))) {
            memcpy(f->item, r->items + (r->gets++ & r->mask) * 8, 8);
            wake_simply(c, &r->putters, putter);
            q->waiting--; /* a queue that is freed has no items */
            acc__leaf_done(c, frame);
            return;
        }
    }
    get_resume_slowly(c, f);
}

void __acc_call_acc_queue_get_into(acc_context *c, acc_queue *q, void *item)
{
    Get *f = acc_push(c, ACC_FRAME_SIZE(Get));
    if (!f)
        return;
    __acc_queue_get_start(c, f, q, item);
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
    if (!q || unfinished(q) == 0)
        return -EINVAL;
    q->done++;
    if (unfinished(q) == 0)
        wake_joiners(q);
    return 0;
}

typedef struct __acc_frame_acc_queue_join Join;

static void join_resume(acc_context *c, acc_frame *frame);

static const acc_descriptor join_descriptor = {
    .resume = join_resume,
    .cancel = acc__waiting_cancel,
    ACC_FRAME_LAYOUT(Join),
    .name = "acc_queue_join",
    .file = "acc/queue.h",
};

void __acc_start_acc_queue_join(acc_context *c, Join *f, acc_queue *q)
{
    if (!q || unfinished(q) == 0)
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
    q->ring.room = 0;
    if (immediate) {
        size_t n = count(q), left = unfinished(q);
        q->done += n < left ? n : left;
        q->ring.gets = q->ring.puts;
        if (unfinished(q) == 0)
            wake_joiners(q);
    }
    wake_all(&q->ring.getters);
    wake_all(&q->ring.putters);
}
