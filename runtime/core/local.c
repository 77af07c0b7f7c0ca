/*
 * Task-local values: a small table from variable to value, shared between the
 * tasks that have not changed it since it was handed on (copy on write).
 */
#include "acc/local.h"
#include "core/core.h"

#include <errno.h>
#include <string.h>

struct acc__locals {
    unsigned refs;
    unsigned n;
    struct {
        const acc_local *variable;
        void *value;
    } entry[];
};

static size_t size_of(unsigned n)
{
    return sizeof(acc__locals) + n * sizeof ((acc__locals *)NULL)->entry[0];
}

/* Where the running task or callback keeps its table; null when there is no
 * place yet. */
static acc__locals **place(acc_context *c)
{
    if (!c->task)
        return &acc__loop(c)->locals;
    acc__extra *x = acc__task_extra_or_null(c->task);
    return x ? &x->locals : NULL;
}

acc__locals *acc__locals_share(acc__locals *l)
{
    if (l)
        l->refs++;
    return l;
}

void acc__locals_release(acc__locals *l)
{
    if (l && --l->refs == 0)
        acc__free(l, size_of(l->n));
}

acc__locals *acc__locals_enter(acc_context *c, acc__locals *l)
{
    acc__locals *previous = acc__loop(c)->locals;
    acc__loop(c)->locals = l;
    if (l)
        c->spawnable = 0; /* create_task looks at what tasks inherit */
    return previous;
}

acc__locals *acc__locals_leave(acc_context *c, acc__locals *previous)
{
    acc__locals *l = acc__loop(c)->locals;
    acc__loop(c)->locals = previous;
    return l;
}

ACC_THREAD_LOCAL const acc__locals *acc__thread_locals;

void *acc_local_get(const acc_local *v)
{
    const acc__locals *l = acc_current ? acc__locals_current(acc_current)
                                       : acc__thread_locals;
    for (unsigned i = 0; l && i < l->n; i++)
        if (l->entry[i].variable == v)
            return l->entry[i].value;
    return v->initial;
}

/* A table that is nobody else's, with room for v; entry v's index in *at. */
static acc__locals *own(acc__locals *old, const acc_local *v, unsigned *at)
{
    unsigned n = old ? old->n : 0, i = 0;
    while (i < n && old->entry[i].variable != v)
        i++;
    *at = i;
    if (i < n && old->refs == 1)
        return old;
    unsigned wanted = i < n ? n : n + 1;
    acc__locals *l = acc__alloc(size_of(wanted));
    if (!l)
        return NULL;
    if (old)
        memcpy(l, old, size_of(n));
    l->refs = 1;
    l->n = wanted;
    l->entry[i].variable = v;
    acc__locals_release(old);
    return l;
}

int acc_local_set(const acc_local *v, void *value)
{
    acc_context *c = acc_current;
    unsigned at;
    if (!c)
        return -EPERM;
    if (c->task && !acc__task_extra(c->task))
        return -ENOMEM;
    acc__locals **l = place(c);
    acc__locals *table = own(*l, v, &at);
    if (!table)
        return -ENOMEM;
    table->entry[at].value = value;
    c->spawnable = 0;
    *l = table;
    return 0;
}
