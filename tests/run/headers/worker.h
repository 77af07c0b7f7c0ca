/* A header with dialect, included by two files and by another header. */
#ifndef WORKER_H
#define WORKER_H
#include <acc/acc.h>
#include "config.h"

#define WORKER_TITLE "worker"

struct worker {
    int number;
    task(int) running;
};

async int worker_run(struct worker *w);

/* Defined in each file that includes it. */
static inline async int worker_twice(int value)
{
    await acc_sleep(config_step * ACC_MSEC);
    return 2 * value;
}

static inline int worker_name_length(void)
{
    return (int)sizeof WORKER_TITLE - 1; /* plain: as it is written */
}
#endif
