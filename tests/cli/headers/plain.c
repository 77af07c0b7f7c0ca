/* Plain C: coroutine functions through the generated header. */
#include "gen/prices.h"
#include "gen/store.h"
#include "gen/store.h"
#include "kinds.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>

extern acc_coroutine *started(struct order *o);
extern acc_coroutine *with_callback(void (*event)(void *), void *arg);
int plain_part(void);

int report(const char *title, long value)
{
    return printf("%s: %ld\n", title, value);
}

/* A callback of some library that starts a task. */
static void on_event(void *arg)
{
    acc_task_detach(acc_create_task(started(arg), "started"));
}

int plain_part(void)
{
    struct order o;
    struct store s = {0};
    long total = 0;
    int n = 0, generated;
    printf("make %d\n", order_make_sync("pears", PEAR, 2, &o));
    printf("%s %d, step %d\n", o.name, o.count, o.step == deliver);
    printf("total %d", store_total_sync(&s, &o, 1, &total));
    printf(" %ld\n", total);
    printf("fail %d\n", store_fail_sync(EIO) == -EIO);
    o.count = -1;
    printf("range %d %d\n", deliver_sync(&o, &n) == -ERANGE, n);
    o.count = 7;
    printf("null %d\n", deliver_sync(&o, NULL));
    printf("price %d", price_APPLE_sync(3, &total));
    printf(" %ld\n", total);
    acc_run_into(deliver_twice(&o), &n, sizeof n, NULL);
    printf("twice %d, size %d\n", n, order_size(&o));
    acc_generator *g = countdown(3);
    while (acc_generator_next(g, &generated))
        printf("%d ", generated);
    acc_generator_close(g);
    printf("\n");
    return acc_run_into(with_callback(on_event, &o), NULL, 0, NULL);
}
