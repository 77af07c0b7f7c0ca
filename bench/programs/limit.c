/*
 * The workloads of acc.ac as state machines written by hand, on limit.h: the
 * same tasks, waits and lists, function by function. A function `f` that can
 * suspend has a frame `struct f`; f(t, frame) begins or continues it. Locals
 * live in C variables until it suspends.
 */
#include "limit.h"

/* ---- w1: a call that could suspend but does not ---- */

static void callee_resume(Task *t, Frame *frame)
{
    Callee *f = (Callee *)(void *)frame;
    if (!t->status)
        f->base.value = f->x * 3 + 1;
}

static long callee_suspends(Task *t, Callee *f, long x)
{
    f->base.frame.resume = callee_resume;
    f->x = x;
    yield(t, &f->base.frame);
    return 0;
}

static inline long inlined(Task *t, Callee *f, long x)
{
    if (UNLIKELY(x < 0))
        return callee_suspends(t, f, x);
    return x * 3 + 1;
}

static __attribute__((noinline)) long out_of_line(Task *t, Callee *f, long x)
{
    if (UNLIKELY(x < 0))
        return callee_suspends(t, f, x);
    return x * 3 + 1;
}

typedef long Call(Task *, Callee *, long);
static Call *const choice[] = {out_of_line, other_file};

/* One loop for the four kinds of callee; the compiler sees which it is. */
struct w1 {
    Valued base;
    Callee callee;
    long i, sum;
};

static inline __attribute__((always_inline)) void
w1_loop(Task *t, Frame *frame, Call *callee)
{
    struct w1 *f = (struct w1 *)(void *)frame;
    long n = bench.n, i = 0, sum = 0, v;
    if (frame->state == 1) {
        if (t->status)
            return;
        i = f->i;
        sum = f->sum;
        v = f->callee.base.value;
        goto resumed;
    }
    for (; i < n; i++) {
        v = callee(t, &f->callee, i);
        if (UNLIKELY(t->status)) {
            f->callee.base.frame.parent = frame;
            frame->state = 1;
            f->i = i;
            f->sum = sum;
            return;
        }
    resumed:
        sum ^= v;
    }
    bench_sink = sum;
    f->base.value = n;
}

static void w1(Task *t, Frame *frame)
{
    w1_loop(t, frame, out_of_line);
}

static void w1_inline(Task *t, Frame *frame)
{
    w1_loop(t, frame, inlined);
}

static void w1_file(Task *t, Frame *frame)
{
    w1_loop(t, frame, other_file);
}

static void w1_pointer(Task *t, Frame *frame)
{
    w1_loop(t, frame, choice[bench_one]);
}

/* Recursive functions take their frame when they suspend, the innermost first;
 * the caller finds it in `left`, then and when it has finished. */
struct descend {
    Valued base;
    long depth;
};

static void descend_resume(Task *t, Frame *frame)
{
    struct descend *f = (struct descend *)(void *)frame;
    if (frame->state == 0) {
        if (!t->status)
            f->base.value = bench_one;
        return;
    }
    long v = ((Valued *)(void *)left)->value;
    give(left, blocks_of(sizeof *f));
    f->base.value = (v ^ f->depth) + 1;
}

static __attribute__((noinline)) void descend_leaves(Task *t, int state,
                                                     long depth)
{
    struct descend *f = (struct descend *)take(blocks_of(sizeof *f));
    f->base.frame.resume = descend_resume;
    f->base.frame.parent = NULL;
    f->base.frame.state = state;
    f->depth = depth;
    if (state == 0)
        yield(t, &f->base.frame);
    else
        left->parent = &f->base.frame;
    left = &f->base.frame;
}

static __attribute__((noinline)) long descend(Task *t, long depth)
{
    if (depth == 0) {
        if (UNLIKELY(bench_one < 0))
            descend_leaves(t, 0, 0);
        return bench_one;
    }
    long v = descend(t, depth - 1);
    if (UNLIKELY(t->status)) {
        descend_leaves(t, 1, depth);
        return 0;
    }
    return (v ^ depth) + 1;
}

struct w1_recursive {
    Valued base;
    long sum, done;
};

static void w1_recursive(Task *t, Frame *frame)
{
    struct w1_recursive *f = (struct w1_recursive *)(void *)frame;
    long n = bench.n, sum = 0, done = 0, v;
    if (frame->state == 1) {
        if (t->status)
            return;
        sum = f->sum;
        done = f->done;
        v = ((Valued *)(void *)left)->value;
        give(left, blocks_of(sizeof(struct descend)));
        goto resumed;
    }
    for (; done < n; done += 20) {
        v = descend(t, 19);
        if (UNLIKELY(t->status)) {
            left->parent = frame;
            frame->state = 1;
            f->sum = sum;
            f->done = done;
            return;
        }
    resumed:
        sum ^= v;
    }
    bench_sink = sum;
    f->base.value = done;
}

/* ---- w2, w3: suspend and resume ---- */

struct yielder {
    Valued base;
    long i, n;
};

static void yielder(Task *t, Frame *frame)
{
    struct yielder *f = (struct yielder *)(void *)frame;
    if (UNLIKELY(t->status))
        return;
    if (f->i == f->n) {
        f->base.value = f->n;
        return;
    }
    f->i++;
    yield(t, frame);
}

static Task *yielder_task(long n)
{
    Task *t = TASK(yielder);
    FRAME(yielder, t)->i = 0;
    FRAME(yielder, t)->n = n;
    return t;
}

struct w2 {
    struct yielder all;
};

static void w2(Task *t, Frame *frame)
{
    struct w2 *f = (struct w2 *)(void *)frame;
    f->all.i = 0;
    f->all.n = bench.n;
    frame->resume = yielder;
    yielder(t, frame);
}

struct w2p {
    Valued base;
    Gather gather;
    Task *tasks[2];
    long results[2];
};

static void w2p(Task *t, Frame *frame)
{
    struct w2p *f = (struct w2p *)(void *)frame;
    if (frame->state == 0) {
        f->tasks[0] = yielder_task(bench.n - bench.n / 2);
        f->tasks[1] = yielder_task(bench.n / 2);
        frame->state = 1;
        if (!gather_start(t, frame, &f->gather, f->tasks, 2, f->results))
            return;
    }
    gather_end(t, &f->gather);
    f->base.value = bench.n;
}

/* A chain of `depth` awaits; what they await yields n times. */
struct leaf_yields {
    Frame frame;
};

static void leaf_yields_resume(Task *t, Frame *frame)
{
    (void)t;
    give(left, blocks_of(frame->state == 1 ? sizeof(struct yielder)
                                           : sizeof(struct leaf_yields)));
}

static void leaf_yields(Task *t, long depth, long n)
{
    if (depth > 0) {
        leaf_yields(t, depth - 1, n);
        if (!t->status)
            return;
    } else {
        struct yielder *y = (struct yielder *)take(blocks_of(sizeof *y));
        y->base.frame.resume = yielder;
        y->base.frame.state = 0;
        y->i = 0;
        y->n = n;
        left = &y->base.frame;
        yielder(t, left);
    }
    Frame *f = (Frame *)take(blocks_of(sizeof(struct leaf_yields)));
    f->resume = leaf_yields_resume;
    f->state = depth == 0 ? 1 : 2;
    left->parent = f;
    left = f;
}

struct w3 {
    Valued base;
};

static void w3(Task *t, Frame *frame)
{
    struct w3 *f = (struct w3 *)(void *)frame;
    if (frame->state == 0) {
        frame->state = 1;
        leaf_yields(t, bench_param(100), bench.n);
        left->parent = frame;
        return;
    }
    give(left, blocks_of(sizeof(struct leaf_yields)));
    f->base.value = bench.n;
}

static void chain_resume(Task *t, Frame *frame)
{
    Valued *f = (Valued *)(void *)frame;
    if (frame->state == 0) {
        f->value = 0;
        return;
    }
    long v = ((Valued *)(void *)left)->value;
    give(left, blocks_of(sizeof *f));
    if (!t->status)
        f->value = v + 1;
}

static __attribute__((noinline)) void chain_leaves(Task *t, int state)
{
    Frame *f = (Frame *)take(blocks_of(sizeof(Valued)));
    f->resume = chain_resume;
    f->state = state;
    if (state == 0)
        yield(t, f);
    else
        left->parent = f;
    left = f;
}

static __attribute__((noinline)) long chain(Task *t, long depth)
{
    if (depth > 0) {
        long v = chain(t, depth - 1);
        if (!t->status)
            return v + 1;
    }
    chain_leaves(t, depth > 0);
    return 0;
}

struct w3b {
    Valued base;
    long done;
};

static void w3b(Task *t, Frame *frame)
{
    struct w3b *f = (struct w3b *)(void *)frame;
    long depth = bench_param(100), done = 0;
    if (frame->state == 1) {
        done = f->done;
        bench_sink = ((Valued *)(void *)left)->value;
        give(left, blocks_of(sizeof(Valued)));
        if (t->status)
            return;
        done += depth;
    }
    if (done >= bench.n) {
        f->base.value = done;
        return;
    }
    frame->state = 1;
    f->done = done;
    chain(t, depth);
    left->parent = frame;
}

/* ---- w4, fire: tasks ---- */

struct child {
    Valued base;
    long x;
};

static void child(Task *t, Frame *frame)
{
    struct child *f = (struct child *)(void *)frame;
    if (!t->status)
        f->base.value = f->x + 1;
}

static inline Task *child_task(long x)
{
    Task *t = TASK(child);
    FRAME(child, t)->x = x;
    return t;
}

struct w4 {
    Valued base;
    Join join;
    long i, sum;
};

static void w4(Task *t, Frame *frame)
{
    struct w4 *f = (struct w4 *)(void *)frame;
    if (frame->state == 0) {
        frame->state = 1;
        f->i = f->sum = 0;
    } else {
        long v = join_end(t, &f->join);
        if (UNLIKELY(t->status))
            return;
        f->sum += v;
        f->i++;
    }
    if (f->i < bench.n) {
        join_start(t, frame, &f->join, child_task(f->i));
        return;
    }
    bench_sink = f->sum;
    f->base.value = f->i;
}

enum { MANY = 1000 };

struct w4g {
    Valued base;
    Gather gather;
    long done;
};

static void w4g(Task *t, Frame *frame)
{
    static Task *tasks[MANY];
    static long results[MANY];
    struct w4g *f = (struct w4g *)(void *)frame;
    if (frame->state == 0) {
        frame->state = 1;
        f->done = 0;
    } else {
        gather_end(t, &f->gather);
        if (UNLIKELY(t->status))
            return;
        bench_sink = results[MANY - 1];
        f->done += MANY;
    }
    if (f->done < bench.n) {
        for (long i = 0; i < MANY; i++)
            tasks[i] = child_task(i);
        gather_start(t, frame, &f->gather, tasks, MANY, results);
        return;
    }
    f->base.value = f->done;
}

static long fired;

struct shot {
    Frame frame;
};

static void shot(Task *t, Frame *frame)
{
    (void)frame;
    if (!t->status)
        fired++;
}

struct fire {
    Valued base;
    long i;
};

static void fire(Task *t, Frame *frame)
{
    struct fire *f = (struct fire *)(void *)frame;
    if (t->status)
        return;
    if (frame->state == 0) {
        frame->state = 1;
        f->i = 0;
    }
    while (f->i < bench.n) {
        f->i++;
        task_detach(TASK(shot));
        if (f->i % 100 == 0) {
            yield(t, frame);
            return;
        }
    }
    if (fired < bench.n)
        yield(t, frame);
    f->base.value = bench.n;
}

/* ---- w5: many sleepers ---- */

static long running;
static Event nobody;

static void end_one(void)
{
    if (--running == 0)
        event_set(&nobody);
}

static long asleep;

struct sleeper {
    Frame frame;
    Sleep sleep;
};

static void sleeper(Task *t, Frame *frame)
{
    struct sleeper *f = (struct sleeper *)(void *)frame;
    if (t->status)
        return;
    if (frame->state == 0) {
        frame->state = 1;
        asleep++;
        sleep_start(t, frame, &f->sleep, 10 * SEC);
    } else {
        end_one();
    }
}

struct w5 {
    Valued base;
    Waiter waiter;
};

static void w5(Task *t, Frame *frame)
{
    struct w5 *f = (struct w5 *)(void *)frame;
    if (t->status)
        return;
    switch (frame->state) {
    case 0:
        frame->state = 1;
        bench_before_spawning();
        running = bench.n;
        for (long i = 0; i < bench.n; i++)
            task_detach(TASK(sleeper));
        /* fall through */
    case 1:
        if (asleep < bench.n) {
            yield(t, frame);
            return;
        }
        bench_spawned();
        frame->state = 2;
        waiter_start(t, frame, &nobody.waiters, &f->waiter);
        return;
    default:
        f->base.value = bench.n;
    }
}

/* ---- w6, ring, sieve: queues ---- */

struct producer {
    Valued base;
    Waiter waiter;
    Queue *q;
    long i, n;
};

static void producer(Task *t, Frame *frame)
{
    struct producer *f = (struct producer *)(void *)frame;
    Queue *q = f->q;
    if (UNLIKELY(t->status)) {
        queue_put_failed(q);
        return;
    }
    for (long i = f->i, n = f->n; i < n; i++)
        if (!queue_put(t, frame, q, &f->waiter, i)) {
            f->i = i;
            return;
        }
}

struct consumer {
    Valued base;
    Waiter waiter;
    Queue *q;
    long i, n, sum;
};

static void consumer(Task *t, Frame *frame)
{
    struct consumer *f = (struct consumer *)(void *)frame;
    Queue *q = f->q;
    long sum = f->sum, item;
    if (UNLIKELY(t->status)) {
        queue_get_failed(q);
        return;
    }
    for (long i = f->i, n = f->n; i < n; i++) {
        if (!queue_get(t, frame, q, &f->waiter, &item)) {
            f->i = i;
            f->sum = sum;
            return;
        }
        sum += item;
    }
    f->base.value = sum;
}

struct w6 {
    Valued base;
    Gather gather;
    Task *tasks[2];
    long results[2];
    Queue *q;
};

static void w6(Task *t, Frame *frame)
{
    struct w6 *f = (struct w6 *)(void *)frame;
    if (frame->state == 0) {
        frame->state = 1;
        f->q = queue_new(bench_param(1));
        f->tasks[0] = TASK(producer);
        struct producer *p = FRAME(producer, f->tasks[0]);
        p->q = f->q;
        p->i = 0;
        p->n = bench.n;
        f->tasks[1] = TASK(consumer);
        struct consumer *c = FRAME(consumer, f->tasks[1]);
        c->q = f->q;
        c->i = c->sum = 0;
        c->n = bench.n;
        gather_start(t, frame, &f->gather, f->tasks, 2, f->results);
        return;
    }
    gather_end(t, &f->gather);
    free(f->q);
    bench_sink = f->results[1];
    f->base.value = bench.n;
}

struct ring_member {
    Frame frame;
    Waiter waiter;
    Queue *mine, *next;
    Event *end;
    long token;
};

static void ring_member(Task *t, Frame *frame)
{
    struct ring_member *f = (struct ring_member *)(void *)frame;
    if (frame->state == 1)
        goto putting;
    if (UNLIKELY(t->status)) {
        queue_get_failed(f->mine);
        return;
    }
    for (;;) {
        if (!queue_get(t, frame, f->mine, &f->waiter, &f->token))
            return;
        if (f->token == 0)
            break;
        f->token--;
        frame->state = 1;
    putting:
        if (UNLIKELY(t->status)) {
            queue_put_failed(f->next);
            return;
        }
        if (!queue_put(t, frame, f->next, &f->waiter, f->token))
            return;
        frame->state = 0;
    }
    event_set(f->end);
}

struct ring {
    Valued base;
    Waiter waiter;
    Join join;
    Event end;
    Queue **queues;
    Task **tasks;
    long i;
};

static void ring(Task *t, Frame *frame)
{
    struct ring *f = (struct ring *)(void *)frame;
    long members = bench_param(503);
    switch (frame->state) {
    case 0:
        f->queues = (Queue **)calloc((size_t)members, sizeof *f->queues);
        f->tasks = (Task **)calloc((size_t)members, sizeof *f->tasks);
        if (!f->queues || !f->tasks)
            abort();
        ring_init(&f->end.waiters);
        for (long i = 0; i < members; i++)
            f->queues[i] = queue_new(1);
        for (long i = 0; i < members; i++) {
            f->tasks[i] = TASK(ring_member);
            struct ring_member *m = FRAME(ring_member, f->tasks[i]);
            m->mine = f->queues[i];
            m->next = f->queues[(i + 1) % members];
            m->end = &f->end;
        }
        queue_put(t, frame, f->queues[0], &f->waiter, bench.n);
        frame->state = 1;
        waiter_start(t, frame, &f->end.waiters, &f->waiter);
        return;
    case 1:
        frame->state = 2;
        f->i = 0;
        break;
    default:
        join_end(t, &f->join);
        free(f->queues[f->i++]);
        t->status = 0; /* it was cancelled, or had ended */
    }
    while (f->i < members) {
        task_cancel(f->tasks[f->i]);
        if (!join_start(t, frame, &f->join, f->tasks[f->i]))
            return;
        join_end(t, &f->join);
        t->status = 0;
        free(f->queues[f->i++]);
    }
    free(f->tasks);
    free(f->queues);
    f->base.value = bench.n;
}

static long items;

struct numbers {
    Frame frame;
    Waiter waiter;
    Queue *out;
    long i;
};

static void numbers(Task *t, Frame *frame)
{
    struct numbers *f = (struct numbers *)(void *)frame;
    if (UNLIKELY(t->status)) {
        queue_put_failed(f->out);
        return;
    }
    while (queue_put(t, frame, f->out, &f->waiter, f->i))
        f->i++;
}

struct filter {
    Frame frame;
    Waiter waiter;
    Queue *in, *out;
    long prime, i;
};

static void filter(Task *t, Frame *frame)
{
    struct filter *f = (struct filter *)(void *)frame;
    long prime = f->prime;
    if (frame->state == 1)
        goto putting;
    if (UNLIKELY(t->status)) {
        queue_get_failed(f->in);
        return;
    }
    for (;;) {
        if (!queue_get(t, frame, f->in, &f->waiter, &f->i))
            return;
        items++;
        if (f->i % prime == 0)
            continue;
        frame->state = 1;
    putting:
        if (UNLIKELY(t->status)) {
            queue_put_failed(f->out);
            return;
        }
        if (!queue_put(t, frame, f->out, &f->waiter, f->i))
            return;
        frame->state = 0;
    }
}

struct sieve {
    Valued base;
    Waiter waiter;
    Join join;
    Queue **queues;
    Task **tasks;
    long i;
};

static void sieve(Task *t, Frame *frame)
{
    struct sieve *f = (struct sieve *)(void *)frame;
    long n = bench.n, prime;
    if (frame->state == 0) {
        frame->state = 1;
        f->queues = (Queue **)calloc((size_t)n + 1, sizeof *f->queues);
        f->tasks = (Task **)calloc((size_t)n + 1, sizeof *f->tasks);
        if (!f->queues || !f->tasks)
            abort();
        f->queues[0] = queue_new(1);
        f->tasks[0] = TASK(numbers);
        FRAME(numbers, f->tasks[0])->out = f->queues[0];
        FRAME(numbers, f->tasks[0])->i = 2;
        f->i = 0;
    }
    if (frame->state == 1) {
        for (; f->i < n; f->i++) {
            if (!queue_get(t, frame, f->queues[f->i], &f->waiter, &prime))
                return;
            items++;
            bench_sink = prime;
            f->queues[f->i + 1] = queue_new(1);
            f->tasks[f->i + 1] = TASK(filter);
            struct filter *c = FRAME(filter, f->tasks[f->i + 1]);
            c->in = f->queues[f->i];
            c->out = f->queues[f->i + 1];
            c->prime = prime;
        }
        frame->state = 2;
        f->i = 0;
    } else {
        join_end(t, &f->join);
        t->status = 0;
        f->i++;
    }
    for (; f->i <= n; f->i++) {
        task_cancel(f->tasks[f->i]);
        if (!join_start(t, frame, &f->join, f->tasks[f->i]))
            return;
        join_end(t, &f->join);
        t->status = 0;
    }
    for (long i = 0; i <= n; i++)
        free(f->queues[i]);
    free(f->tasks);
    free(f->queues);
    f->base.value = items;
}

/* ---- lock, event: tasks whose end is counted ---- */

static Lock lock;

struct locker {
    Frame frame;
    Waiter waiter;
    long i, n;
};

static void locker(Task *t, Frame *frame)
{
    struct locker *f = (struct locker *)(void *)frame;
    switch (frame->state) {
    case 0:
        if (t->status)
            return;
        f->i = 0;
        break;
    case 1:
        lock_acquired(t, &lock, &f->waiter);
        if (UNLIKELY(t->status))
            return;
        goto locked;
    default:
        lock_release(&lock);
        if (UNLIKELY(t->status))
            return;
        f->i++;
    }
    if (f->i < f->n) {
        if (!lock_acquire(t, frame, &lock, &f->waiter)) {
            frame->state = 1;
            return;
        }
    locked:
        frame->state = 2;
        yield(t, frame);
        return;
    }
    end_one();
}

/* Starts `running` tasks when first called, then waits for their end. */
struct group {
    Valued base;
    Waiter waiter;
};

static void lock_handover(Task *t, Frame *frame)
{
    struct group *f = (struct group *)(void *)frame;
    long tasks = bench_param(10), each = (bench.n + tasks - 1) / tasks;
    if (frame->state == 0) {
        running = tasks;
        for (long i = 0; i < tasks; i++) {
            Task *child = TASK(locker);
            task_detach(child);
            FRAME(locker, child)->n = each;
        }
        frame->state = 1;
        waiter_start(t, frame, &nobody.waiters, &f->waiter);
        return;
    }
    f->base.value = each * tasks;
}

static Event news;
static long waiting;

struct listener {
    Frame frame;
    Waiter waiter;
    long i, rounds;
};

static void listener(Task *t, Frame *frame)
{
    struct listener *f = (struct listener *)(void *)frame;
    if (UNLIKELY(t->status))
        return;
    if (f->i++ < f->rounds) {
        waiting++;
        waiter_start(t, frame, &news.waiters, &f->waiter);
        return;
    }
    end_one();
}

struct event_broadcast {
    Valued base;
    Waiter waiter;
    long i;
};

static void event_broadcast(Task *t, Frame *frame)
{
    struct event_broadcast *f = (struct event_broadcast *)(void *)frame;
    long tasks = bench_param(10000), rounds = (bench.n + tasks - 1) / tasks;
    switch (frame->state) {
    case 0:
        frame->state = 1;
        f->i = 0;
        running = tasks;
        for (long i = 0; i < tasks; i++) {
            Task *child = TASK(listener);
            task_detach(child);
            FRAME(listener, child)->i = 0;
            FRAME(listener, child)->rounds = rounds;
        }
        /* fall through */
    case 1:
        if (t->status)
            return;
        for (; f->i < rounds; f->i++) {
            if (waiting < tasks) {
                yield(t, frame);
                return;
            }
            waiting = 0;
            event_set(&news);
            news.is_set = 0;
        }
        frame->state = 2;
        waiter_start(t, frame, &nobody.waiters, &f->waiter);
        return;
    default:
        f->base.value = rounds * tasks;
    }
}

/* ---- w7: skynet ---- */

struct skynet {
    Valued base;
    Gather gather;
    Task *tasks[10];
    long sums[10];
    long number, size;
};

static Task *skynet_task(long number, long size);

static void skynet(Task *t, Frame *frame)
{
    struct skynet *f = (struct skynet *)(void *)frame;
    if (frame->state == 0) {
        if (t->status)
            return;
        if (f->size == 1) {
            f->base.value = f->number;
            return;
        }
        long size = f->size / 10;
        for (long i = 0; i < 10; i++)
            f->tasks[i] = skynet_task(f->number + i * size, size);
        frame->state = 1;
        gather_start(t, frame, &f->gather, f->tasks, 10, f->sums);
        return;
    }
    gather_end(t, &f->gather);
    long sum = 0;
    for (long i = 0; i < 10; i++)
        sum += f->sums[i];
    f->base.value = sum;
}

static Task *skynet_task(long number, long size)
{
    Task *t = TASK(skynet);
    FRAME(skynet, t)->number = number;
    FRAME(skynet, t)->size = size;
    return t;
}

struct w7 {
    Valued base;
    Join join;
    long leaves;
};

static void w7(Task *t, Frame *frame)
{
    struct w7 *f = (struct w7 *)(void *)frame;
    if (frame->state == 0) {
        frame->state = 1;
        f->leaves = 1;
        while (f->leaves < bench.n)
            f->leaves *= 10;
        join_start(t, frame, &f->join, skynet_task(0, f->leaves));
        return;
    }
    bench_sink = join_end(t, &f->join);
    if (bench_sink != f->leaves * (f->leaves - 1) / 2)
        abort();
    f->base.value = f->leaves;
}

/* ---- w8, timers ---- */

struct w8 {
    Valued base;
    Timeout timeout;
    Callee callee;
    long i, sum;
};

static inline __attribute__((always_inline)) void
w8_loop(Task *t, Frame *frame, Call *callee)
{
    struct w8 *f = (struct w8 *)(void *)frame;
    long n = bench.n, i = 0, sum = 0, v;
    if (frame->state == 1) {
        timeout_end(t, &f->timeout);
        if (UNLIKELY(t->status))
            return;
        i = f->i;
        sum = f->sum;
        v = f->callee.base.value;
        goto resumed;
    }
    for (; i < n; i++) {
        v = callee(t, &f->callee, i);
        if (UNLIKELY(t->status)) {
            timeout_arm(t, &f->timeout, 10 * SEC);
            f->callee.base.frame.parent = frame;
            frame->state = 1;
            f->i = i;
            f->sum = sum;
            return;
        }
    resumed:
        sum ^= v;
    }
    bench_sink = sum;
    f->base.value = n;
}

static void w8a(Task *t, Frame *frame)
{
    w8_loop(t, frame, out_of_line);
}

static void one_yield_resume(Task *t, Frame *frame)
{
    Callee *f = (Callee *)(void *)frame;
    if (!t->status)
        f->base.value = f->x;
}

static long one_yield(Task *t, Callee *f, long x)
{
    f->base.frame.resume = one_yield_resume;
    f->x = x;
    yield(t, &f->base.frame);
    return 0;
}

static void w8b(Task *t, Frame *frame)
{
    w8_loop(t, frame, one_yield);
}

struct times_out {
    Frame frame;
    Sleep sleep;
    Timeout timeout;
    long i;
};

static void times_out(Task *t, Frame *frame)
{
    struct times_out *f = (struct times_out *)(void *)frame;
    if (frame->state == 0) {
        if (t->status)
            return;
        frame->state = 1;
        sleep_start(t, frame, &f->sleep, 3600 * SEC);
        timeout_arm(t, &f->timeout, (1 + f->i % 10) * MSEC);
        return;
    }
    timeout_end(t, &f->timeout);
    if (t->status != ETIMEDOUT)
        abort();
    t->status = 0;
    end_one();
}

static void w8c(Task *t, Frame *frame)
{
    struct group *f = (struct group *)(void *)frame;
    if (frame->state == 0) {
        running = bench.n;
        for (long i = 0; i < bench.n; i++) {
            Task *child = TASK(times_out);
            task_detach(child);
            FRAME(times_out, child)->i = i;
        }
        frame->state = 1;
        waiter_start(t, frame, &nobody.waiters, &f->waiter);
        return;
    }
    f->base.value = bench.n;
}

static void unexpected(Timer *t)
{
    (void)t;
    abort();
}

static void timers(Task *t, Frame *frame)
{
    (void)t;
    long pending = bench_param(1000000);
    Timer **all = (Timer **)calloc((size_t)pending, sizeof *all);
    unsigned blocks = blocks_of(sizeof(Timer));
    unsigned long random = 1;
    if (!all)
        abort();
    for (long i = -pending; i < bench.n; i++) {
        random = random * 6364136223846793005 + 1442695040888963407;
        long long d = 100 * SEC + (long long)(random >> 24);
        long at = i < 0 ? i + pending : (long)(random >> 33) % pending;
        if (all[at]) {
            timer_remove(all[at]);
            give(all[at], blocks);
        }
        all[at] = (Timer *)take(blocks);
        timer_add(all[at], TIMER_CALL, (void *)unexpected, now() + d);
        if (i == -1)
            bench_start();
    }
    bench_stop();
    for (long i = 0; i < pending; i++)
        timer_remove(all[i]);
    free(all);
    ((Valued *)(void *)frame)->value = bench.n;
}

/* ---- all of them ---- */

static const struct Workload {
    const char *name;
    void (*begin)(Task *, Frame *);
    size_t size;
} workloads[] = {
    {"w1", w1, sizeof(struct w1)},
    {"w1.inline", w1_inline, sizeof(struct w1)},
    {"w1.file", w1_file, sizeof(struct w1)},
    {"w1.pointer", w1_pointer, sizeof(struct w1)},
    {"w1.recursive", w1_recursive, sizeof(struct w1_recursive)},
    {"w2", w2, sizeof(struct w2)},
    {"w2p", w2p, sizeof(struct w2p)},
    {"w3", w3, sizeof(struct w3)},
    {"w3b", w3b, sizeof(struct w3b)},
    {"w4", w4, sizeof(struct w4)},
    {"w4g", w4g, sizeof(struct w4g)},
    {"fire", fire, sizeof(struct fire)},
    {"w5", w5, sizeof(struct w5)},
    {"w6", w6, sizeof(struct w6)},
    {"ring", ring, sizeof(struct ring)},
    {"sieve", sieve, sizeof(struct sieve)},
    {"lock", lock_handover, sizeof(struct group)},
    {"event", event_broadcast, sizeof(struct event_broadcast)},
    {"w7", w7, sizeof(struct w7)},
    {"w8a", w8a, sizeof(struct w8)},
    {"w8b", w8b, sizeof(struct w8)},
    {"w8c", w8c, sizeof(struct group)},
    {"timers", timers, sizeof(Valued)},
};

int main(int argc, char **argv)
{
    bench_arguments(argc, argv);
    ring_init(&nobody.waiters);
    ring_init(&news.waiters);
    ring_init(&lock.waiters);
    for (size_t i = 0; i < sizeof workloads / sizeof *workloads; i++) {
        const struct Workload *w = &workloads[i];
        if (strcmp(w->name, bench.workload))
            continue;
        bench_start();
        Task *t = task_new(w->begin, w->size);
        loop_run(t);
        if (t->status)
            return 1;
        bench_report(((Valued *)(void *)ROOT(t))->value);
        return 0;
    }
    return 77;
}
