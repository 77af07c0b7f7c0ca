/*
 * Ordinary C that uses the dialect's words as names in every position. It must
 * parse, as C, and be left alone.
 */
#include <stddef.h>

typedef struct task task; struct task { int await, async, yield; struct task *task; task *next; unsigned throw : 3; int (*catch)(int try); };
enum try { async_value, defer, timeout = 5, taskgroup };
union coroutine { int future, queue; struct { int generator; } awaitable; };
typedef struct queue { struct task *head; int timeout; } queue, *queue_t;
typedef enum { run_a, run_b = 3 } run_kind;
struct async { int x; } async_struct, *async_pointer; struct async *async_list(struct async *async);
int await(int x); int yield(void); void throw(int defer, char *try); extern int async; int future(int), *promise;
int try(int catch) { return catch + 1; }
int shield, create_task, wait_for, run(int gather);
static int catch(int async, task *await) { return async + await->await + await->async; }
int (*generator)(int); int coroutine[3], awaitable = 1;
int (awaitable_in_parens), (*throw_pointer)(int throw);
#define run_it(x) run(x)

int uses(task *task, struct queue *queue, int timeout)
{
    int await = 1, async = 2, yield = 3, try = 4, throw = 5, catch = 6, defer = 7;
    int future[3] = { await, async, yield }, run = 0;
    await = await + async * yield; async++; --yield; try = (try) + (int)throw; throw *= 2; catch = -catch;
    await = async; (await) = 3; await++; if (await) await = 2; else async = 3; await ? async : yield;
    task->await = 1; task->next->task = task; (*task).yield = 2; queue->timeout = timeout; queue->head = task;
    for (await = 0; await < 3; await++) future[await] = await;
    while (try) try--; do defer--; while (defer);
    switch (yield) { case 1: yield = 2; default: break; }
    struct task task2 = { .await = 1, .async = await, yield: 3, .throw = 2 }; (void)task2;
    task->catch(3); run = sizeof task->await + sizeof await + offsetof(struct task, yield);
    if (timeout) goto throw; else goto defer;
throw: yield = 1;
defer: async = 3;
    goto await; await: goto async; async: goto catch; catch: goto try; try: ;
    return await + async + yield + try + throw + catch + defer + run;
}

int calls(int x)
{
    await(x); yield(); throw(1, 0); try(2); if (yield()) return await(3); x = future(x) + yield(); (void)shield, (void)create_task;
    x = try(x); x += try (x) + catch (x, 0); run(x); run_it(x);
    generator(x); coroutine[0] = awaitable; (await)(3); (*await)(2); &await; return (yield)();
}

int tags(void)
{
    enum { await, yield } async = await; union coroutine u = { .future = 1 }; struct async async2 = { async };
    { typedef int defer; defer x = yield; defer(y) = 3; (void)x, (void)y; }
    typedef long await_t; await_t catch = 3; u.awaitable.generator = u.queue + async2.x;
    return (int)catch;
}

int old(async, await, future, throw) int async; char *await; struct queue future; long throw; { return async + await[0] + future.timeout + (int)throw; }
static int statics(int async) { static int await; extern int awaitable; register int yield = async; auto int try = 2; const int defer = 1; volatile int throw = 3; return await + yield + awaitable + try + defer + throw; }
int prototypes(int async, int await, int yield, int (*try)(int throw, int defer), task *head, int future[], int (catch), int timeout(int), int queue);
int block_scope(int n) { for (int await = n; await; await--) { int async = await; n += async; } { int throw = 3; n += throw; } return n; }
struct wrapper { struct task task; struct queue *queue, timeout; int future : 3, defer[3], (*yield)(void); enum try try; } wrapper = { .task = { .await = 1 }, .queue = 0, .defer = { [1] = 2 } };
int conditional(int await) { int yield = await ? await : -await; return await ?: yield; }
static void *table[] = { (void *)await, (void *)yield };
timeout_function(timeout) { return timeout; }
