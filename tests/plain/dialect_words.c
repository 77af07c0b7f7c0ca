/* Every word of the dialect as an ordinary name in an ordinary program. */
#include <stdio.h>

typedef struct task task;
struct task {
    int async, await, yield;
    task *next;
};
typedef int future;
enum generator { try = 1, catch, throw };
static int defer;

static int gather(int run, int create_task)
{
    return run + create_task;
}

static int await(int x)
{
    return x + 1;
}

static int shield(struct task *timeout)
{
    int coroutine = await(timeout->await);
    future taskgroup = coroutine * 2;
    for (int async = 0; async < 3; async++)
        taskgroup += async;
    if (taskgroup)
        goto wait_for;
    return 0;
wait_for:
    return gather(taskgroup, throw);
}

int main(void)
{
    task t = {.async = try, .await = catch, .yield = 5}, *run = &t;
    int awaitable = shield(run);
    defer += awaitable;
    run->async = run->await;
    printf("%d %d %d\n", awaitable, defer, t.async);
    return 0;
}
