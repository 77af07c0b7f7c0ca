/*
 * Blocks: memory for tasks and coroutine objects, and for the small objects
 * of the runtime, so that nothing is malloc'ed in the steady state.
 *
 * Each thread that runs loops has one pool. A task's block is cut from a slab of
 * its size class, some at a time, and goes back to the class's free list; walking
 * the slabs is how all tasks are found, so a task carries no links for that.
 * Frames above about a kilobyte, over-aligned ones, and objects made while no loop
 * runs (they may be handed to another thread) have blocks of their own, linked in
 * a ring.
 * The pool outlives the loop while something allocated from it is alive.
 *
 * Under AddressSanitizer every block is its own, so that it sees each use
 * after free and each leak.
 */
#include "core/core.h"
#include "core/port.h"

#include <string.h>

#if defined __SANITIZE_ADDRESS__
#define NO_SLABS 1
#elif defined __has_feature
#if __has_feature(address_sanitizer)
#define NO_SLABS 1
#endif
#endif
#ifndef NO_SLABS
#define NO_SLABS 0
#endif

#define CLASSES (__ACC_CLASS_LARGE + 1)
#define SMALL_CLASSES 16     /* small objects of 16, 32, ... 256 bytes */
/* Bytes of the first slab of a class, and of the largest. Where there is no
 * operating system memory is short. */
#ifndef ACC_SLAB_FIRST
#define ACC_SLAB_FIRST (__STDC_HOSTED__ ? 4096 : 512)
#endif
#ifndef ACC_SLAB_LAST
#define ACC_SLAB_LAST (__STDC_HOSTED__ ? 65536 : 4096)
#endif

typedef struct Slab {
    struct Slab *next;
    size_t size;             /* in bytes, this header included */
} Slab;

#define CARVED 16             /* blocks that are linked at a time */

#define SLAB_HEADER ((sizeof(Slab) + 15) / 16 * 16)

/* One size class. Blocks never used yet are between bump and end, in the
 * newest slab; those given back are linked by their first word in `free`. */
typedef struct Class {
    char *bump, *end;
    Slab *slab;              /* newest first */
    size_t block;            /* bytes of each; also read by debuggers */
} Class;

/* Stands before the header of a block of its own. */
typedef struct Large {
    struct Large *prev, *next; /* ring; alone while no loop knows the block */
    void *base;                /* what the port gave */
    size_t size;
} Large;

struct acc__pool {
    void *free_task[CLASSES];
    void *free_small[SMALL_CLASSES];
    Class task[CLASSES];
    Class small[SMALL_CLASSES];
    Large large;             /* anchor of the ring */
    size_t live;             /* small blocks handed out; while no loop uses the
                                pool, those of tasks as well */
    unsigned loops;          /* that use it */
    struct Quarantine *quarantine; /* ACC_DEBUG: or null */
    int plain;               /* loops use it, and there is no quarantine */
};

/* With ACC_DEBUG=1 the block of a task is used again only after as many others
 * have been freed, so that a handle which is joined twice is noticed. */
#define QUARANTINE 512
struct Quarantine {
    acc_task *block[QUARANTINE];
    unsigned next;
};

static ACC_THREAD_LOCAL struct acc__pool *pool;

static inline size_t block_size(unsigned class)
{
    return sizeof(acc_task) + __acc_class_size(class);
}

/* Calls each for every block of a slab that is in use. */
static void blocks_each(struct acc__pool *p, void (*each)(acc_task *t, void *arg),
                        void *arg)
{
    for (unsigned i = 0; i < CLASSES; i++) {
        Class *k = &p->task[i];
        size_t step = block_size(i);
        for (Slab *s = k->slab; s; s = s->next) {
            char *b = (char *)s + SLAB_HEADER;
            char *end = s == k->slab
                ? k->bump : b + (s->size - SLAB_HEADER) / step * step;
            for (; b < end; b += step) {
                acc_task *t = (acc_task *)(void *)b;
                if (t->state != ACC__FREE)
                    each(t, arg);
            }
        }
    }
}

static void count(acc_task *t, void *arg)
{
    (void)t;
    ++*(size_t *)arg;
}

static size_t task_blocks(struct acc__pool *p)
{
    size_t n = 0;
    blocks_each(p, count, &n);
    return n;
}

static void free_slabs(Class *k)
{
    for (Slab *s = k->slab, *next; s; s = next) {
        next = s->next;
        acc__port_free(s, s->size);
    }
}

static void pool_drop_if_unused(struct acc__pool *p)
{
    if (p->loops > 0 || p->live > 0)
        return;
    for (unsigned i = 0; i < CLASSES; i++)
        free_slabs(&p->task[i]);
    for (unsigned i = 0; i < SMALL_CLASSES; i++)
        free_slabs(&p->small[i]);
    p->large.prev->next = p->large.next;
    p->large.next->prev = p->large.prev;
    if (p->quarantine)
        acc__port_free(p->quarantine, sizeof *p->quarantine);
    acc__port_free(p, sizeof *p);
    pool = NULL;
}

static struct acc__pool *pool_get(void)
{
    if (!pool) {
        pool = acc__port_alloc(sizeof *pool);
        if (!pool)
            return NULL;
        memset(pool, 0, sizeof *pool);
        pool->large.prev = pool->large.next = &pool->large;
    }
    return pool;
}

struct acc__pool *acc__pool_acquire(void)
{
    if (!pool_get())
        return NULL;
    if (pool->loops++ == 0)
        pool->live -= task_blocks(pool);
    if (acc__debugging && !pool->quarantine) {
        pool->quarantine = acc__port_alloc(sizeof *pool->quarantine);
        if (pool->quarantine)
            memset(pool->quarantine, 0, sizeof *pool->quarantine);
    }
    pool->plain = !pool->quarantine;
    return pool;
}

void acc__pool_release(struct acc__pool *p)
{
    if (--p->loops == 0) {
        p->live += task_blocks(p);
        p->plain = 0;
    }
    pool_drop_if_unused(p);
}

/* A fresh block of `size` bytes when the free list is empty. */
static ACC_NOINLINE void *class_refill(Class *k, size_t size)
{
    if (acc_unlikely((size_t)(k->end - k->bump) < size)) {
        size_t bytes = k->slab ? k->slab->size * 2 : ACC_SLAB_FIRST;
        if (bytes > ACC_SLAB_LAST)
            bytes = ACC_SLAB_LAST;
        if (bytes < SLAB_HEADER + size)
            bytes = SLAB_HEADER + size;
        Slab *s = acc__port_alloc(bytes);
        if (!s)
            return NULL;
        s->size = bytes;
        s->next = k->slab;
        k->slab = s;
        k->block = size;
        k->bump = (char *)s + SLAB_HEADER;
        /* Whole blocks only, so that walking a full slab needs no more. */
        k->end = k->bump + (bytes - SLAB_HEADER) / size * size;
    }
    void *p = k->bump;
    k->bump += size;
    return p;
}

static inline void *class_take(Class *k, void **list, size_t size)
{
    void *p = *list;
    if (acc_unlikely(!p))
        return class_refill(k, size);
    *list = *(void **)p;
    return p;
}

static Large *large_of(acc_task *t)
{
    return (Large *)(void *)t - 1;
}

static ACC_COLD acc_task *large_new(size_t size, size_t align)
{
    size_t extra = align > 16 ? align : 0;
    size_t bytes = sizeof(Large) + sizeof(acc_task) + extra;
    if (size > SIZE_MAX / 2 - bytes)
        return NULL;
    bytes += size;
    char *base = acc__port_alloc(bytes);
    if (!base)
        return NULL;
    char *frame = base + sizeof(Large) + sizeof(acc_task);
    if (extra)
        frame = (char *)(((uintptr_t)frame + align - 1) & ~(uintptr_t)(align - 1));
    acc_task *t = acc__task_of((acc_frame *)(void *)frame);
    Large *l = large_of(t);
    l->base = base;
    l->size = bytes;
    l->prev = l->next = l;
    t->size_class = __ACC_CLASS_LARGE;
    return t;
}

void acc__block_adopt(acc_task *t)
{
    Large *l = large_of(t);
    if (t->size_class != __ACC_CLASS_LARGE || l->next != l || !pool)
        return;
    l->prev = pool->large.prev;
    l->next = &pool->large;
    l->prev->next = l;
    l->next->prev = l;
}

static void ring_leave(Large *l)
{
    l->prev->next = l->next;
    l->next->prev = l->prev;
    l->prev = l->next = l;
}

void acc__block_disown(acc_task *t)
{
    if (t->size_class == __ACC_CLASS_LARGE)
        ring_leave(large_of(t));
}

/* Several fresh blocks of a class that has none, linked; or null. */
static ACC_NOINLINE acc_task *carve(struct acc__pool *p, unsigned class)
{
    Class *k = &p->task[class];
    size_t size = block_size(class);
    char *first = class_refill(k, size);
    if (!first)
        return NULL;
    size_t n = 1 + (size_t)(k->end - k->bump) / size;
    if (n > CARVED)
        n = CARVED;
    k->bump = first + n * size;
    acc_node *next = NULL;
    while (n-- > 0) {
        acc_task *t = (acc_task *)(void *)(first + n * size);
        t->node.next = next;
        t->state = ACC__FREE;
        t->size_class = (unsigned char)class;
        next = &t->node;
    }
    return (acc_task *)(void *)first;
}

acc_task *acc__block_new(size_t size, size_t align)
{
    if (align > 8)
        size = (size + 15) & ~(size_t)15;
    unsigned class = __ACC_SIZE_CLASS(size);
    if (NO_SLABS || acc_unlikely(class == __ACC_CLASS_LARGE || align > 16
                                 || !acc_current)) {
        acc_task *t = large_new(size, align);
        if (!t)
            return NULL;
        if (acc_current) {
            acc__header_init(acc_current, t);
            acc__block_adopt(t);
        } else {
            static const acc_context nowhere = { .fresh = 0 };
            acc__header_init(&nowhere, t);
            t->state = ACC__NEW;
        }
        return t;
    }
    struct acc_loop *loop = acc__loop(acc_current);
    void **list = &loop->pool->free_task[class];
    acc_task *t = *list;
    if (acc_likely(t || (t = carve(loop->pool, class)) != NULL)) {
        *list = t->node.next;
        acc__header_init(&loop->context, t);
    }
    return t;
}

static inline void class_give(struct acc__pool *p, acc_task *t)
{
    *(void **)(void *)t = p->free_task[t->size_class];
    p->free_task[t->size_class] = t;
}

/* Keeps t; the one that leaves for it may be used again. */
static ACC_COLD void quarantine(struct acc__pool *p, acc_task *t)
{
    struct Quarantine *q = p->quarantine;
    unsigned i = q->next++ % QUARANTINE;
    if (q->block[i])
        class_give(p, q->block[i]);
    q->block[i] = t;
}

static ACC_COLD void large_free(acc_task *t)
{
    Large *l = large_of(t);
    ring_leave(l);
    acc__port_free(l->base, l->size);
}

static ACC_NOINLINE void block_free_specially(struct acc__pool *p, acc_task *t)
{
    if (t->size_class == __ACC_CLASS_LARGE) {
        large_free(t);
        return;
    }
    if (p->quarantine)
        quarantine(p, t);
    else
        class_give(p, t);
    if (p->loops == 0 && --p->live == 0)
        pool_drop_if_unused(p);
}

void acc__block_free(acc_task *t)
{
    struct acc__pool *p = pool;
    t->state = ACC__FREE;
    if (acc_likely(t->size_class != __ACC_CLASS_LARGE && p->plain))
        class_give(p, t);
    else
        block_free_specially(p, t);
}

void **acc__pool_blocks(struct acc__pool *p)
{
    return p->free_task;
}

typedef struct Each {
    unsigned loop;
    void (*each)(acc_task *t, void *arg);
    void *arg;
} Each;

static void of_loop(acc_task *t, void *arg)
{
    const Each *e = arg;
    if (t->loop == e->loop)
        e->each(t, e->arg);
}

void acc__block_each(struct acc_loop *loop,
                     void (*each)(acc_task *t, void *arg), void *arg)
{
    if (!pool)
        return;
    Each e = { loop->context.id, each, arg };
    blocks_each(pool, of_loop, &e);
    for (Large *l = pool->large.next, *next; l != &pool->large; l = next) {
        acc_task *t = (acc_task *)(void *)(l + 1);
        next = l->next;
        if (t->loop == loop->context.id)
            each(t, arg);
    }
}

void *acc__alloc(size_t size)
{
    struct acc__pool *p = NO_SLABS ? NULL : pool_get();
    if (NO_SLABS || size > SMALL_CLASSES * 16)
        return acc__port_alloc(size ? size : 1);
    if (!p)
        return NULL;
    unsigned class = size ? (unsigned)((size - 1) / 16) : 0;
    void *m = class_take(&p->small[class], &p->free_small[class],
                         ((size_t)class + 1) * 16);
    if (m)
        p->live++;
    else
        pool_drop_if_unused(p);
    return m;
}

void acc__free(void *m, size_t size)
{
    if (!m)
        return;
    if (NO_SLABS || size > SMALL_CLASSES * 16) {
        acc__port_free(m, size ? size : 1);
        return;
    }
    void **list = &pool->free_small[size ? (size - 1) / 16 : 0];
    *(void **)m = *list;
    *list = m;
    if (--pool->live == 0)
        pool_drop_if_unused(pool);
}
