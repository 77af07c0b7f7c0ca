/*
 * The workloads in C++20: a lean task<T> with symmetric transfer and a scheduler
 * of a FIFO of handles and a heap of timers. Frames come from operator new.
 * Leaner than acc and the limit: no cancellation but by a timeout of a sleep, no
 * passes, a waiter of a queue or lock gets the item or the lock itself.
 */
#include <coroutine>
#include <deque>
#include <vector>

#include "protocol.h"
#include "task.hpp"

#define NOINLINE __attribute__((noinline))

static constexpr long long msec = 1000000, sec = 1000 * msec;

/* ---- the scheduler ---- */

class Ready {
    std::vector<std::coroutine_handle<>> ring =
        std::vector<std::coroutine_handle<>>(1024);
    size_t first = 0, count = 0;

    NOINLINE void grow()
    {
        std::vector<std::coroutine_handle<>> larger(ring.size() * 2);
        for (size_t i = 0; i < count; i++)
            larger[i] = ring[(first + i) & (ring.size() - 1)];
        ring.swap(larger);
        first = 0;
    }

public:
    bool empty() const { return count == 0; }
    void push(std::coroutine_handle<> h)
    {
        if (count == ring.size())
            grow();
        ring[(first + count++) & (ring.size() - 1)] = h;
    }
    std::coroutine_handle<> pop()
    {
        auto h = ring[first];
        first = (first + 1) & (ring.size() - 1);
        count--;
        return h;
    }
};

struct Timer {
    long long when = 0;
    unsigned long age = 0;
    size_t index = 0;
    void (*fire)(Timer *) = nullptr;
};

class Timers {
    std::vector<Timer *> heap;
    unsigned long age = 0;

    static bool earlier(const Timer *a, const Timer *b)
    {
        return a->when != b->when ? a->when < b->when : a->age < b->age;
    }
    void set(size_t i, Timer *t)
    {
        heap[i] = t;
        t->index = i;
    }
    void up(size_t i, Timer *t)
    {
        for (; i > 0 && earlier(t, heap[(i - 1) / 2]); i = (i - 1) / 2)
            set(i, heap[(i - 1) / 2]);
        set(i, t);
    }
    void down(size_t i, Timer *t)
    {
        for (size_t child; (child = 2 * i + 1) < heap.size(); i = child) {
            if (child + 1 < heap.size() && earlier(heap[child + 1], heap[child]))
                child++;
            if (!earlier(heap[child], t))
                break;
            set(i, heap[child]);
        }
        set(i, t);
    }

public:
    bool empty() const { return heap.empty(); }
    Timer *first() const { return heap[0]; }
    void add(Timer *t, long long when)
    {
        t->when = when;
        t->age = age++;
        heap.push_back(t);
        up(heap.size() - 1, t);
    }
    void remove(Timer *t)
    {
        Timer *last = heap.back();
        size_t i = t->index;
        heap.pop_back();
        if (last == t)
            return;
        if (i > 0 && earlier(last, heap[(i - 1) / 2]))
            up(i, last);
        else
            down(i, last);
    }
};

static Ready ready;
static Timers timers;
static bool virtual_clock;
static long long virtual_now;

static long long now()
{
    return virtual_clock ? virtual_now : bench_now();
}

static void run(const bool &finished)
{
    int since_timers = 0;
    for (;;) {
        if (!timers.empty() && (ready.empty() || ++since_timers == 64)) {
            since_timers = 0;
            long long time = now();
            if (ready.empty() && timers.first()->when > time) {
                time = timers.first()->when;
                if (virtual_clock) {
                    virtual_now = time;
                } else {
                    timespec t = {time / sec, time % sec};
                    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &t, nullptr);
                }
            }
            while (!timers.empty() && timers.first()->when <= time) {
                Timer *t = timers.first();
                timers.remove(t);
                t->fire(t);
            }
        }
        if (finished)
            return;
        ready.pop().resume();
    }
}

/* ---- tasks ---- */

void schedule(std::coroutine_handle<> h)
{
    ready.push(h);
}

/* Begun at once by the scheduler, owned by nobody. */
struct detached {
    struct promise_type {
        detached get_return_object()
        {
            schedule(std::coroutine_handle<promise_type>::from_promise(*this));
            return {};
        }
        std::suspend_always initial_suspend() noexcept { return {}; }
        std::suspend_never final_suspend() noexcept { return {}; }
        void return_void() {}
        void unhandled_exception() { std::terminate(); }
    };
};

/* ---- what is awaited ---- */

struct yield {
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> h) { ready.push(h); }
    void await_resume() const noexcept {}
};

struct Sleep;

/* What a timeout can end: the sleep in which its task is. */
struct Scope {
    Sleep *sleeping = nullptr;
};

/* Gives false when it was cancelled. */
struct Sleep : Timer {
    long long duration;
    Scope *scope;
    std::coroutine_handle<> waiter;
    bool cancelled = false;

    explicit Sleep(long long d, Scope *s = nullptr) : duration(d), scope(s) {}
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> h)
    {
        waiter = h;
        fire = [](Timer *t) { ready.push(static_cast<Sleep *>(t)->waiter); };
        timers.add(this, now() + duration);
        if (scope)
            scope->sleeping = this;
    }
    bool await_resume() const noexcept
    {
        if (scope)
            scope->sleeping = nullptr;
        return !cancelled;
    }
    void cancel()
    {
        cancelled = true;
        timers.remove(this);
        ready.push(waiter);
    }
};

/* Awaits t; when time is up, cancels the sleep in the scope. Gives the value of
 * t and whether it was in time. */
template <class T> struct with_timeout : Timer {
    task<T> inner;
    long long duration;
    Scope *scope;
    bool fired = false;

    with_timeout(task<T> t, long long d, Scope *s = nullptr)
        : inner(std::move(t)), duration(d), scope(s)
    {
    }
    bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> h)
    {
        fire = [](Timer *t) {
            auto self = static_cast<with_timeout *>(t);
            self->fired = true;
            if (self->scope && self->scope->sleeping)
                self->scope->sleeping->cancel();
        };
        timers.add(this, now() + duration);
        return inner.await_suspend(h);
    }
    std::pair<T, bool> await_resume()
    {
        if (!fired)
            timers.remove(this);
        return {inner.await_resume(), !fired};
    }
};

/* Waiters in a list, in their awaiters. */
template <class W> class List {
    W *head = nullptr, **tail = &head;

public:
    bool empty() const { return !head; }
    void push(W *w)
    {
        w->next = nullptr;
        *tail = w;
        tail = &w->next;
    }
    W *pop()
    {
        W *w = head;
        head = w->next;
        if (!head)
            tail = &head;
        return w;
    }
};

class Queue {
    struct Put {
        Queue &q;
        long item;
        Put *next = nullptr;
        std::coroutine_handle<> waiter = nullptr;

        bool await_ready()
        {
            if (!q.getters.empty()) {
                Get *g = q.getters.pop();
                g->item = item;
                ready.push(g->waiter);
                return true;
            }
            if (q.count == q.ring.size())
                return false;
            q.push(item);
            return true;
        }
        void await_suspend(std::coroutine_handle<> h)
        {
            waiter = h;
            q.putters.push(this);
        }
        void await_resume() {}
    };
    struct Get {
        Queue &q;
        long item = 0;
        Get *next = nullptr;
        std::coroutine_handle<> waiter = nullptr;

        bool await_ready()
        {
            if (q.count == 0)
                return false;
            item = q.ring[q.first];
            q.first = q.first + 1 < q.ring.size() ? q.first + 1 : 0;
            q.count--;
            if (!q.putters.empty()) {
                Put *p = q.putters.pop();
                q.push(p->item);
                ready.push(p->waiter);
            }
            return true;
        }
        void await_suspend(std::coroutine_handle<> h)
        {
            waiter = h;
            q.getters.push(this);
        }
        long await_resume() { return item; }
    };

    std::vector<long> ring;
    size_t first = 0, count = 0;
    List<Put> putters;
    List<Get> getters;

    void push(long item)
    {
        size_t at = first + count++;
        ring[at < ring.size() ? at : at - ring.size()] = item;
    }

public:
    Queue(const Queue &) = delete;
    explicit Queue(long room) : ring(static_cast<size_t>(room)) {}
    Put put(long item) { return Put{*this, item}; }
    Get get() { return Get{*this}; }
};

class Lock {
    struct Acquire {
        Lock &l;
        Acquire *next = nullptr;
        std::coroutine_handle<> waiter = nullptr;

        bool await_ready() { return !std::exchange(l.locked, true); }
        void await_suspend(std::coroutine_handle<> h)
        {
            waiter = h;
            l.waiters.push(this);
        }
        void await_resume() {}
    };
    List<Acquire> waiters;
    bool locked = false;

public:
    Acquire acquire() { return Acquire{*this}; }
    void release()
    {
        if (waiters.empty())
            locked = false;
        else
            ready.push(waiters.pop()->waiter);
    }
};

class Event {
    struct Wait {
        Event &e;
        Wait *next = nullptr;
        std::coroutine_handle<> waiter = nullptr;

        bool await_ready() { return false; }
        void await_suspend(std::coroutine_handle<> h)
        {
            waiter = h;
            e.waiters.push(this);
        }
        void await_resume() {}
    };
    List<Wait> waiters;

public:
    Wait wait() { return Wait{*this}; }
    void wake_all()
    {
        while (!waiters.empty())
            ready.push(waiters.pop()->waiter);
    }
};

/* ---- w1 ---- */

static inline task<long> inlined(long x)
{
    if (x < 0)
        co_await yield();
    co_return x * 3 + 1;
}

static task<long> w1_inline(long n)
{
    long sum = 0;
    for (long i = 0; i < n; i++)
        sum ^= co_await inlined(i);
    bench_sink = sum;
    co_return n;
}

NOINLINE static task<long> out_of_line(long x)
{
    if (x < 0)
        co_await yield();
    co_return x * 3 + 1;
}

static task<long> w1(long n)
{
    long sum = 0;
    for (long i = 0; i < n; i++)
        sum ^= co_await out_of_line(i);
    bench_sink = sum;
    co_return n;
}

static task<long> w1_pointer(long n)
{
    task<long> (*const choice[])(long) = {inlined, out_of_line};
    auto callee = choice[bench_one];
    long sum = 0;
    for (long i = 0; i < n; i++)
        sum ^= co_await callee(i);
    bench_sink = sum;
    co_return n;
}

NOINLINE static task<long> descend(long depth)
{
    if (depth == 0)
        co_return bench_one;
    co_return (co_await descend(depth - 1) ^ depth) + 1;
}

static task<long> w1_recursive(long n)
{
    long sum = 0, done = 0;
    for (; done < n; done += 20)
        sum ^= co_await descend(19);
    bench_sink = sum;
    co_return done;
}

/* ---- w2, w3 ---- */

static task<long> w2(long n)
{
    for (long i = 0; i < n; i++)
        co_await yield();
    co_return n;
}

static task<long> yielder(long n)
{
    for (long i = 0; i < n; i++)
        co_await yield();
    co_return n;
}

static task<long> w2p(long n)
{
    auto a = yielder(n - n / 2).start(), b = yielder(n / 2).start();
    co_await a;
    co_await b;
    co_return n;
}

static task<long> leaf_yields(long depth, long n)
{
    if (depth > 0)
        co_return co_await leaf_yields(depth - 1, n);
    co_return co_await yielder(n);
}

static task<long> w3(long n)
{
    co_return co_await leaf_yields(bench_param(100), n);
}

static task<long> chain(long depth)
{
    if (depth > 0)
        co_return co_await chain(depth - 1) + 1;
    co_await yield();
    co_return 0;
}

static task<long> w3b(long n)
{
    long depth = bench_param(100), done = 0;
    for (; done < n; done += depth)
        bench_sink = co_await chain(depth);
    co_return done;
}

/* ---- w4, fire, w5 ---- */

static task<long> child(long x)
{
    co_return x + 1;
}

static task<long> w4(long n)
{
    long sum = 0;
    for (long i = 0; i < n; i++)
        sum += co_await child(i).start();
    bench_sink = sum;
    co_return n;
}

static task<long> w4g(long n)
{
    constexpr long many = 1000;
    std::vector<task<long>> tasks(many);
    std::vector<long> results(many);
    long done = 0;
    for (; done < n; done += many) {
        for (long i = 0; i < many; i++)
            tasks[i] = child(i).start();
        for (long i = 0; i < many; i++) {
            auto &t = tasks[i];
            results[i] = co_await t;
        }
        bench_sink = results[many - 1];
    }
    co_return done;
}

static long fired;

static detached shot()
{
    fired++;
    co_return;
}

static task<long> fire(long n)
{
    for (long i = 1; i <= n; i++) {
        shot();
        if (i % 100 == 0)
            co_await yield();
    }
    while (fired < n)
        co_await yield();
    co_return n;
}

static long running, asleep;
static Event nobody;

static void end_one()
{
    if (--running == 0)
        nobody.wake_all();
}

static detached sleeper()
{
    asleep++;
    co_await Sleep(10 * sec);
    end_one();
}

static task<long> w5(long n)
{
    bench_before_spawning();
    running = n;
    for (long i = 0; i < n; i++)
        sleeper();
    while (asleep < n)
        co_await yield();
    bench_spawned();
    co_await nobody.wait();
    co_return n;
}

/* ---- w6, ring, sieve ---- */

static task<long> producer(Queue &q, long n)
{
    for (long i = 0; i < n; i++)
        co_await q.put(i);
    co_return n;
}

static task<long> consumer(Queue &q, long n)
{
    long sum = 0;
    for (long i = 0; i < n; i++)
        sum += co_await q.get();
    co_return sum;
}

static task<long> w6(long n)
{
    Queue q(bench_param(1));
    auto p = producer(q, n).start(), c = consumer(q, n).start();
    co_await p;
    bench_sink = co_await c;
    co_return n;
}

static task<void> ring_member(Queue &mine, Queue &next, Event &end)
{
    for (;;) {
        long token = co_await mine.get();
        if (token == 0)
            break;
        co_await next.put(token - 1);
    }
    end.wake_all();
}

static task<long> ring(long n)
{
    size_t members = static_cast<size_t>(bench_param(503));
    std::deque<Queue> queues;
    for (size_t i = 0; i < members; i++)
        queues.emplace_back(1);
    std::vector<task<void>> tasks;
    Event end;
    for (size_t i = 0; i < members; i++)
        tasks.push_back(
            ring_member(queues[i], queues[(i + 1) % members], end).start());
    co_await queues[0].put(n);
    co_await end.wait();
    co_return n;
}

static long items;

static task<void> numbers(Queue &out)
{
    for (long i = 2;; i++)
        co_await out.put(i);
}

static task<void> filter(Queue &in, Queue &out, long prime)
{
    for (;;) {
        long i = co_await in.get();
        items++;
        if (i % prime != 0)
            co_await out.put(i);
    }
}

static task<long> sieve(long n)
{
    size_t many = static_cast<size_t>(n);
    std::deque<Queue> queues;
    for (size_t i = 0; i <= many; i++)
        queues.emplace_back(1);
    std::vector<task<void>> tasks;
    tasks.push_back(numbers(queues[0]).start());
    for (size_t i = 0; i < many; i++) {
        long prime = co_await queues[i].get();
        items++;
        bench_sink = prime;
        tasks.push_back(filter(queues[i], queues[i + 1], prime).start());
    }
    co_return items;
}

/* ---- lock, event ---- */

static Lock the_lock;

static detached locker(long n)
{
    for (long i = 0; i < n; i++) {
        co_await the_lock.acquire();
        co_await yield();
        the_lock.release();
    }
    end_one();
}

static task<long> lock_handover(long n)
{
    long tasks = bench_param(10), each = (n + tasks - 1) / tasks;
    running = tasks;
    for (long i = 0; i < tasks; i++)
        locker(each);
    co_await nobody.wait();
    co_return each * tasks;
}

static Event news;
static long waiting;

static detached listener(long rounds)
{
    for (long i = 0; i < rounds; i++) {
        waiting++;
        co_await news.wait();
    }
    end_one();
}

static task<long> event_broadcast(long n)
{
    long tasks = bench_param(10000), rounds = (n + tasks - 1) / tasks;
    running = tasks;
    for (long i = 0; i < tasks; i++)
        listener(rounds);
    for (long i = 0; i < rounds; i++) {
        while (waiting < tasks)
            co_await yield();
        waiting = 0;
        news.wake_all();
    }
    co_await nobody.wait();
    co_return rounds * tasks;
}

/* ---- w7 ---- */

static task<long> skynet(long number, long size)
{
    if (size == 1)
        co_return number;
    task<long> tasks[10];
    long sum = 0;
    for (long i = 0; i < 10; i++)
        tasks[i] = skynet(number + i * (size / 10), size / 10).start();
    for (auto &t : tasks)
        sum += co_await t;
    co_return sum;
}

static task<long> w7(long n)
{
    long leaves = 1;
    while (leaves < n)
        leaves *= 10;
    bench_sink = co_await skynet(0, leaves);
    if (bench_sink != leaves * (leaves - 1) / 2)
        std::terminate();
    co_return leaves;
}

/* ---- w8, timers ---- */

static task<long> w8a(long n)
{
    long sum = 0;
    for (long i = 0; i < n; i++)
        sum ^= (co_await with_timeout(out_of_line(i), 10 * sec)).first;
    bench_sink = sum;
    co_return n;
}

static task<long> one_yield(long x)
{
    co_await yield();
    co_return x;
}

static task<long> w8b(long n)
{
    long sum = 0;
    for (long i = 0; i < n; i++)
        sum ^= (co_await with_timeout(one_yield(i), 10 * sec)).first;
    bench_sink = sum;
    co_return n;
}

static task<bool> long_sleep(Scope &scope)
{
    co_return co_await Sleep(3600 * sec, &scope);
}

static detached times_out(long i)
{
    Scope scope;
    auto [elapsed, in_time] = co_await with_timeout<bool>(
        long_sleep(scope), (1 + i % 10) * msec, &scope);
    if (elapsed || in_time)
        std::terminate();
    end_one();
}

static task<long> w8c(long n)
{
    running = n;
    for (long i = 0; i < n; i++)
        times_out(i);
    co_await nobody.wait();
    co_return n;
}

static void unexpected(Timer *)
{
    std::terminate();
}

static task<long> timer_churn(long n)
{
    size_t pending = static_cast<size_t>(bench_param(1000000));
    std::vector<Timer *> all(pending);
    unsigned long random = 1;
    for (long i = -static_cast<long>(pending); i < n; i++) {
        random = random * 6364136223846793005 + 1442695040888963407;
        long long d = 100 * sec + static_cast<long long>(random >> 24);
        size_t at = i < 0 ? static_cast<size_t>(i) + pending
                          : (random >> 33) % pending;
        if (all[at]) {
            timers.remove(all[at]);
            delete all[at];
        }
        all[at] = new Timer;
        all[at]->fire = unexpected;
        timers.add(all[at], now() + d);
        if (i == -1)
            bench_start();
    }
    bench_stop();
    for (Timer *t : all) {
        timers.remove(t);
        delete t;
    }
    co_return n;
}

/* ---- all of them ---- */

static const struct {
    const char *name;
    task<long> (*run)(long n);
} workloads[] = {
    {"w1", w1},
    {"w1.inline", w1_inline},
    {"w1.pointer", w1_pointer},
    {"w1.recursive", w1_recursive},
    {"w2", w2},
    {"w2p", w2p},
    {"w3", w3},
    {"w3b", w3b},
    {"w4", w4},
    {"w4g", w4g},
    {"fire", fire},
    {"w5", w5},
    {"w6", w6},
    {"ring", ring},
    {"sieve", sieve},
    {"lock", lock_handover},
    {"event", event_broadcast},
    {"w7", w7},
    {"w8a", w8a},
    {"w8b", w8b},
    {"w8c", w8c},
    {"timers", timer_churn},
};

static detached main_task(task<long> t, long &ops, bool &finished)
{
    ops = co_await t;
    finished = true;
}

int main(int argc, char **argv)
{
    bench_arguments(argc, argv);
    const char *clock = getenv("ACC_CLOCK");
    virtual_clock = clock && !strcmp(clock, "virtual");
    for (auto &w : workloads)
        if (!strcmp(w.name, bench.workload)) {
            long ops = 0;
            bool finished = false;
            bench_start();
            main_task(w.run(bench.n), ops, finished);
            run(finished);
            bench_report(ops);
            return 0;
        }
    return 77;
}
