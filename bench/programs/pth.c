/*
 * The workloads with GNU Pth: threads in user space, with a stack of 16 KiB each.
 * An await of a call is the call itself. A queue is a mutex and two conditions.
 */
#include <pth.h>
#include "protocol.h"

static pth_attr_t small;

static pth_t spawn(void *(*f)(void *), void *arg)
{
    pth_t t = pth_spawn(small, f, arg);
    if (!t)
        abort();
    return t;
}

static void *yielder(void *arg)
{
    for (long i = (long)arg; i > 0; i--)
        pth_yield(NULL);
    return arg;
}

static long w2(long n)
{
    yielder((void *)n);
    return n;
}

static long w2p(long n)
{
    pth_t a = spawn(yielder, (void *)(n - n / 2));
    pth_t b = spawn(yielder, (void *)(n / 2));
    pth_join(a, NULL);
    pth_join(b, NULL);
    return n;
}

static __attribute__((noinline)) long leaf_yields(long depth, long n)
{
    if (depth == 0)
        return w2(n);
    return leaf_yields(depth - 1, n) ^ depth;
}

static long w3(long n)
{
    bench_sink = leaf_yields(bench_param(100), n);
    return n;
}

static __attribute__((noinline)) long chain(long depth)
{
    if (depth > 0)
        return (chain(depth - 1) ^ depth) + 1;
    pth_yield(NULL);
    return 0;
}

static long w3b(long n)
{
    long depth = bench_param(100), done = 0;
    for (; done < n; done += depth)
        bench_sink = chain(depth);
    return done;
}

static void *child(void *arg)
{
    return (void *)((long)arg + 1);
}

static long w4(long n)
{
    long sum = 0;
    for (long i = 0; i < n; i++) {
        void *value;
        pth_join(spawn(child, (void *)i), &value);
        sum += (long)value;
    }
    bench_sink = sum;
    return n;
}

static long w4g(long n)
{
    enum { MANY = 1000 };
    static pth_t tasks[MANY];
    long done = 0;
    for (; done < n; done += MANY) {
        for (long i = 0; i < MANY; i++)
            tasks[i] = spawn(child, (void *)i);
        for (long i = 0; i < MANY; i++) {
            void *value;
            pth_join(tasks[i], &value);
            bench_sink = (long)value;
        }
    }
    return done;
}

static long asleep, running;

static void *sleeper(void *arg)
{
    asleep++;
    pth_sleep(10);
    running--;
    return arg;
}

static long w5(long n)
{
    bench_before_spawning();
    running = n;
    for (long i = 0; i < n; i++) {
        pth_t t = spawn(sleeper, NULL);
        pth_attr_t a = pth_attr_of(t);
        pth_attr_set(a, PTH_ATTR_JOINABLE, FALSE);
        pth_attr_destroy(a);
    }
    while (asleep < n)
        pth_yield(NULL);
    bench_spawned();
    while (running > 0)
        pth_nap(pth_time(0, 10000));
    return n;
}

static struct {
    pth_mutex_t lock;
    pth_cond_t room, some;
    long *items, size, first, count;
} q = {.lock = PTH_MUTEX_INIT, .room = PTH_COND_INIT, .some = PTH_COND_INIT};

static void *producer(void *arg)
{
    for (long i = 0; i < (long)arg; i++) {
        pth_mutex_acquire(&q.lock, FALSE, NULL);
        while (q.count == q.size)
            pth_cond_await(&q.room, &q.lock, NULL);
        q.items[(q.first + q.count++) % q.size] = i;
        pth_cond_notify(&q.some, FALSE);
        pth_mutex_release(&q.lock);
    }
    return NULL;
}

static void *consumer(void *arg)
{
    long sum = 0;
    for (long i = 0; i < (long)arg; i++) {
        pth_mutex_acquire(&q.lock, FALSE, NULL);
        while (q.count == 0)
            pth_cond_await(&q.some, &q.lock, NULL);
        sum += q.items[q.first];
        q.first = (q.first + 1) % q.size;
        q.count--;
        pth_cond_notify(&q.room, FALSE);
        pth_mutex_release(&q.lock);
    }
    return (void *)sum;
}

static long w6(long n)
{
    q.size = bench_param(1);
    q.items = calloc((size_t)q.size, sizeof *q.items);
    pth_t p = spawn(producer, (void *)n), c = spawn(consumer, (void *)n);
    void *sum;
    pth_join(p, NULL);
    pth_join(c, &sum);
    bench_sink = (long)sum;
    free(q.items);
    return n;
}

static pth_mutex_t mutex = PTH_MUTEX_INIT;

static void *locker(void *arg)
{
    for (long i = (long)arg; i > 0; i--) {
        pth_mutex_acquire(&mutex, FALSE, NULL);
        pth_yield(NULL);
        pth_mutex_release(&mutex);
    }
    return NULL;
}

static long lock_handover(long n)
{
    long tasks = bench_param(10), each = (n + tasks - 1) / tasks;
    pth_t *all = calloc((size_t)tasks, sizeof *all);
    for (long i = 0; i < tasks; i++)
        all[i] = spawn(locker, (void *)each);
    for (long i = 0; i < tasks; i++)
        pth_join(all[i], NULL);
    free(all);
    return each * tasks;
}

static const struct Workload {
    const char *name;
    long (*run)(long n);
} workloads[] = {
    {"w2", w2}, {"w2p", w2p}, {"w3", w3}, {"w3b", w3b},
    {"w4", w4}, {"w4g", w4g}, {"w5", w5}, {"w6", w6},
    {"lock", lock_handover},
};

int main(int argc, char **argv)
{
    bench_arguments(argc, argv);
    pth_init();
    small = pth_attr_new();
    pth_attr_set(small, PTH_ATTR_STACK_SIZE, 16 * 1024);
    for (size_t i = 0; i < sizeof workloads / sizeof *workloads; i++)
        if (!strcmp(workloads[i].name, bench.workload)) {
            bench_start();
            bench_report(workloads[i].run(bench.n));
            return 0;
        }
    return 77;
}
