#ifndef SHARED_H
#define SHARED_H

#include <acc/acc.h>

struct item {
    int id;
    const char *name;
};

async int other_helper(int x);
extern async int ping(int n);
async int pong(int n);
async struct item make_item(int id);
extern async int (*current)(int);
async int counted(void);
int plain_run(int x);

static inline async int inline_helper(int x)
{
    await acc_sleep(0);
    return x / 2;
}

#endif
