/*
 * Blocks: memory for tasks and coroutine objects, and for the small objects
 * of the runtime, so that nothing is malloc'ed in the steady state.
 *
 * Each thread that runs loops has one pool. A task's block comes from a slab of
 * its size class and goes back to the class's free list; walking the slabs is
 * how all tasks are found, so a task carries no links for that. Frames above
 * about a kilobyte, over-aligned ones, and objects made while no loop runs (they
 * may be handed to another thread) have blocks of their own, linked in a ring.
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

#define CLASSES ACC__LARGE   /* frames of 16, 32, ... 1008 bytes */
#define SMALL_CLASSES 16     /* small objects of 16, 32, ... 256 bytes */
/* Bytes of the first slab of a class, and of the largest; a firmware with
 * little memory sets both lower. */
#ifndef ACC_SLAB_FIRST
#define ACC_SLAB_FIRST 4096
#endif
#ifndef ACC_SLAB_LAST
#define ACC_SLAB_LAST 65536
#endif

typedef struct Slab {
    struct Slab *next;
    size_t size;             /* in bytes, this header included */
} Slab;

/* One size class. Blocks never used yet are between bump and end, in the
 * newest slab. */
typedef struct Class {
    void *free;              /* linked by the first word */
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
    Class task[CLASSES];
    Class small[SMALL_CLASSES];
    Large large;             /* anchor of the ring */
    size_t live;             /* blocks handed out, but for large ones */
    unsigned loops;          /* that use it */
    struct Quarantine *quarantine; /* ACC_DEBUG: or null */
};

/* With ACC_DEBUG=1 the block of a task is used again only after as many others
 * have been freed, so that a handle which is joined twice is noticed. */
#define QUARANTINE 512
struct Quarantine {
    acc_task *block[QUARANTINE];
    unsigned next;
};

static ACC_THREAD_LOCAL struct acc__pool *pool;

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
    pool->loops++;
    if (acc__debugging && !pool->quarantine) {
        pool->quarantine = acc__port_alloc(sizeof *pool->quarantine);
        if (pool->quarantine)
            memset(pool->quarantine, 0, sizeof *pool->quarantine);
    }
    return pool;
}

void acc__pool_release(struct acc__pool *p)
{
    p->loops--;
    pool_drop_if_unused(p);
}

/* A fresh block of `size` bytes when the free list is empty. */
static ACC_COLD void *class_refill(Class *k, size_t size)
{
    if ((size_t)(k->end - k->bump) < size) {
        size_t bytes = k->slab ? k->slab->size * 2 : ACC_SLAB_FIRST;
        if (bytes > ACC_SLAB_LAST)
            bytes = ACC_SLAB_LAST;
        if (bytes < sizeof(Slab) + size)
            bytes = sizeof(Slab) + size;
        Slab *s = acc__port_alloc(bytes);
        if (!s)
            return NULL;
        s->size = bytes;
        s->next = k->slab;
        k->slab = s;
        k->block = size;
        k->bump = (char *)s + sizeof *s;
        /* Whole blocks only, so that walking a full slab needs no more. */
        k->end = k->bump + (bytes - sizeof *s) / size * size;
    }
    void *p = k->bump;
    k->bump += size;
    return p;
}

static inline void *class_take(Class *k, size_t size)
{
    void *p = k->free;
    if (acc_unlikely(!p))
        return class_refill(k, size);
    k->free = *(void **)p;
    return p;
}

static inline size_t block_size(unsigned class)
{
    return sizeof(acc_task) + ((size_t)class + 1) * 16;
}

static Large *large_of(acc_task *t)
{
    return (Large *)(void *)t - 1;
}

/* All bits of the byte, so that it is one store. */
static inline void set_class(acc_task *t, unsigned class)
{
    t->class = class & ACC__LARGE;
    t->numbered = 0;
    t->retrieved = 0;
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
    set_class(t, ACC__LARGE);
    return t;
}

void acc__block_adopt(acc_task *t)
{
    Large *l = large_of(t);
    if (t->class != ACC__LARGE || l->next != l || !pool)
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
    if (t->class == ACC__LARGE)
        ring_leave(large_of(t));
}

acc_task *acc__block_new(size_t size, size_t align)
{
    unsigned class = size ? (unsigned)((size - 1) / 16) : 0;
    if (NO_SLABS || acc_unlikely(size > CLASSES * 16 || align > 16
                                 || !acc_current)) {
        acc_task *t = large_new(size, align);
        if (!t)
            return NULL;
        t->loop = acc_current ? acc__loop(acc_current)->id : 0;
        if (acc_current)
            acc__block_adopt(t);
        return t;
    }
    struct acc_loop *loop = acc__loop(acc_current);
    struct acc__pool *p = loop->pool;
    acc_task *t = class_take(&p->task[class], block_size(class));
    if (acc_likely(t)) {
        p->live++;
        set_class(t, class);
        t->loop = loop->id;
    }
    return t;
}

static inline void class_give(struct acc__pool *p, acc_task *t)
{
    Class *k = &p->task[t->class];
    *(void **)(void *)t = k->free;
    k->free = t;
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

void acc__block_free(acc_task *t)
{
    struct acc__pool *p = pool;
    t->state = ACC__FREE;
    if (acc_unlikely(t->class == ACC__LARGE)) {
        large_free(t);
        return;
    }
    if (acc_likely(!p->quarantine))
        class_give(p, t);
    else
        quarantine(p, t);
    if (acc_unlikely(--p->live == 0))
        pool_drop_if_unused(p);
}

void acc__block_each(struct acc_loop *loop,
                     void (*each)(acc_task *t, void *arg), void *arg)
{
    if (!pool)
        return;
    for (unsigned i = 0; i < CLASSES; i++) {
        Class *k = &pool->task[i];
        size_t step = k->block;
        for (Slab *s = k->slab; s; s = s->next) {
            char *p = (char *)s + sizeof *s;
            char *end = s == k->slab
                ? k->bump : p + (s->size - sizeof *s) / step * step;
            for (; p < end; p += step) {
                acc_task *t = (acc_task *)(void *)p;
                if (t->state != ACC__FREE && t->loop == loop->id)
                    each(t, arg);
            }
        }
    }
    for (Large *l = pool->large.next, *next; l != &pool->large; l = next) {
        acc_task *t = (acc_task *)(void *)(l + 1);
        next = l->next;
        if (t->loop == loop->id)
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
    void *m = class_take(&p->small[class], ((size_t)class + 1) * 16);
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
    Class *k = &pool->small[size ? (size - 1) / 16 : 0];
    *(void **)m = k->free;
    k->free = m;
    if (--pool->live == 0)
        pool_drop_if_unused(pool);
}
