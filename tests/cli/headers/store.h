/* What everybody includes: .ac files as it is, C and C++ as acc makes it. */
#ifndef STORE_H
#define STORE_H

#include "prices.h"
#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef task(int) delivery;

struct order {
    char name[MAX_NAME];
    enum kind kind;
    int count;
    delivery running;
    future(void) done;
    async int (*step)(struct order *);
};

struct store {
    queue(int) returned;
    struct order *first;
    long cash;
};

async int deliver(struct order *o);
async struct order order_make(const char *name, enum kind k, int count);
ACC_ASYNC(long) store_total(struct store *s, struct order *orders, size_t n);
extern ACC_ASYNC(void) store_fail(int error);
generator(int) countdown(int from);

/* In every file that includes it. */
static inline async int deliver_twice(struct order *o)
{
    int n = await deliver(o);
    return n + await deliver(o);
}

static inline int order_size(const struct order *o)
{
    return REDUCED(o->count) * (int)sizeof o->name; /* plain C */
}

int report(const char *title, long value);

#ifdef __cplusplus
}
#endif
#endif /* STORE_H */
