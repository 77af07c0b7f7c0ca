/*
 * The workloads with Asio's awaitables: co_spawn, post for a yield, timers,
 * experimental::channel for queues. It has no lock and no event to wait for.
 */
#include <asio.hpp>
#include <asio/experimental/awaitable_operators.hpp>
#include <asio/experimental/channel.hpp>
#include <deque>
#include <vector>

#include "protocol.h"

using asio::awaitable;
using asio::use_awaitable;
using namespace asio::experimental::awaitable_operators;
using namespace std::chrono_literals;
using Channel = asio::experimental::channel<void(asio::error_code, long)>;

static asio::io_context io(1);

static awaitable<void> yield()
{
    return asio::post(io, use_awaitable);
}

/* A task whose result is awaited later. */
template <class T> using Handle = asio::experimental::channel<void(
    asio::error_code, T)>;

static auto start(awaitable<long> a)
{
    auto done = std::make_unique<Handle<long>>(io, 1);
    asio::co_spawn(io, std::move(a),
                   [d = done.get()](std::exception_ptr, long value) {
                       d->try_send(asio::error_code(), value);
                   });
    return done;
}

/* ---- w1 ---- */

__attribute__((noinline)) static awaitable<long> out_of_line(long x)
{
    if (x < 0)
        co_await yield();
    co_return x * 3 + 1;
}

static awaitable<long> w1(long n)
{
    long sum = 0;
    for (long i = 0; i < n; i++)
        sum ^= co_await out_of_line(i);
    bench_sink = sum;
    co_return n;
}

static awaitable<long> descend(long depth)
{
    if (depth == 0)
        co_return bench_one;
    co_return (co_await descend(depth - 1) ^ depth) + 1;
}

static awaitable<long> w1_recursive(long n)
{
    long sum = 0, done = 0;
    for (; done < n; done += 20)
        sum ^= co_await descend(19);
    bench_sink = sum;
    co_return done;
}

/* ---- w2, w3 ---- */

static awaitable<long> yielder(long n)
{
    for (long i = 0; i < n; i++)
        co_await yield();
    co_return n;
}

static awaitable<long> w2p(long n)
{
    auto a = start(yielder(n - n / 2)), b = start(yielder(n / 2));
    co_await a->async_receive(use_awaitable);
    co_await b->async_receive(use_awaitable);
    co_return n;
}

static awaitable<long> leaf_yields(long depth, long n)
{
    if (depth > 0)
        co_return co_await leaf_yields(depth - 1, n);
    co_return co_await yielder(n);
}

static awaitable<long> w3(long n)
{
    co_return co_await leaf_yields(bench_param(100), n);
}

static awaitable<long> chain(long depth)
{
    if (depth > 0)
        co_return co_await chain(depth - 1) + 1;
    co_await yield();
    co_return 0;
}

static awaitable<long> w3b(long n)
{
    long depth = bench_param(100), done = 0;
    for (; done < n; done += depth)
        bench_sink = co_await chain(depth);
    co_return done;
}

/* ---- w4, fire, w5 ---- */

static awaitable<long> child(long x)
{
    co_return x + 1;
}

static awaitable<long> w4(long n)
{
    long sum = 0;
    for (long i = 0; i < n; i++)
        sum += co_await asio::co_spawn(io, child(i), use_awaitable);
    bench_sink = sum;
    co_return n;
}

static awaitable<long> w4g(long n)
{
    constexpr long many = 1000;
    std::vector<std::unique_ptr<Handle<long>>> tasks(many);
    long done = 0, sum = 0;
    for (; done < n; done += many) {
        for (long i = 0; i < many; i++)
            tasks[i] = start(child(i));
        for (auto &t : tasks)
            sum += co_await t->async_receive(use_awaitable);
    }
    bench_sink = sum;
    co_return done;
}

static long fired;

static awaitable<void> shot()
{
    fired++;
    co_return;
}

static awaitable<long> fire(long n)
{
    for (long i = 1; i <= n; i++) {
        asio::co_spawn(io, shot(), asio::detached);
        if (i % 100 == 0)
            co_await yield();
    }
    while (fired < n)
        co_await yield();
    co_return n;
}

static long running, asleep;
static Channel nobody(io, 1);

static void end_one()
{
    if (--running == 0)
        nobody.try_send(asio::error_code(), 0L);
}

static awaitable<void> sleeper()
{
    asleep++;
    asio::steady_timer timer(io, 10s);
    co_await timer.async_wait(use_awaitable);
    end_one();
}

static awaitable<long> w5(long n)
{
    bench_before_spawning();
    running = n;
    for (long i = 0; i < n; i++)
        asio::co_spawn(io, sleeper(), asio::detached);
    while (asleep < n)
        co_await yield();
    bench_spawned();
    co_await nobody.async_receive(use_awaitable);
    co_return n;
}

/* ---- w6, ring, sieve ---- */

static awaitable<long> producer(Channel &q, long n)
{
    for (long i = 0; i < n; i++)
        co_await q.async_send(asio::error_code(), i, use_awaitable);
    co_return n;
}

static awaitable<long> consumer(Channel &q, long n)
{
    long sum = 0;
    for (long i = 0; i < n; i++)
        sum += co_await q.async_receive(use_awaitable);
    co_return sum;
}

static awaitable<long> w6(long n)
{
    Channel q(io, static_cast<size_t>(bench_param(1)));
    auto p = start(producer(q, n)), c = start(consumer(q, n));
    co_await p->async_receive(use_awaitable);
    bench_sink = co_await c->async_receive(use_awaitable);
    co_return n;
}

static awaitable<void> ring_member(Channel &mine, Channel &next)
{
    for (;;) {
        long token = co_await mine.async_receive(use_awaitable);
        if (token == 0)
            break;
        co_await next.async_send(asio::error_code(), token - 1, use_awaitable);
    }
    nobody.try_send(asio::error_code(), 0L);
}

/* What is left at the end is not waited for. */
static std::deque<Channel> queues;

static awaitable<long> ring(long n)
{
    size_t members = static_cast<size_t>(bench_param(503));
    for (size_t i = 0; i < members; i++)
        queues.emplace_back(io, 1);
    for (size_t i = 0; i < members; i++)
        asio::co_spawn(io, ring_member(queues[i], queues[(i + 1) % members]),
                       asio::detached);
    co_await queues[0].async_send(asio::error_code(), n, use_awaitable);
    co_await nobody.async_receive(use_awaitable);
    co_return n;
}

static long items;

static awaitable<void> numbers(Channel &out)
{
    for (long i = 2;; i++)
        co_await out.async_send(asio::error_code(), i, use_awaitable);
}

static awaitable<void> filter(Channel &in, Channel &out, long prime)
{
    for (;;) {
        long i = co_await in.async_receive(use_awaitable);
        items++;
        if (i % prime != 0)
            co_await out.async_send(asio::error_code(), i, use_awaitable);
    }
}

static awaitable<long> sieve(long n)
{
    queues.emplace_back(io, 1);
    asio::co_spawn(io, numbers(queues[0]), asio::detached);
    for (long i = 0; i < n; i++) {
        Channel &in = queues.back();
        long prime = co_await in.async_receive(use_awaitable);
        items++;
        bench_sink = prime;
        queues.emplace_back(io, 1);
        asio::co_spawn(io, filter(in, queues.back(), prime), asio::detached);
    }
    co_return items;
}

/* ---- w7 ---- */

static awaitable<long> skynet(long number, long size)
{
    if (size == 1)
        co_return number;
    std::unique_ptr<Handle<long>> tasks[10];
    long sum = 0;
    for (long i = 0; i < 10; i++)
        tasks[i] = start(skynet(number + i * (size / 10), size / 10));
    for (auto &t : tasks)
        sum += co_await t->async_receive(use_awaitable);
    co_return sum;
}

static awaitable<long> w7(long n)
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

static awaitable<long> with_timeout(awaitable<long> a,
                                    asio::steady_timer::duration d)
{
    asio::steady_timer timer(io, d);
    auto v = co_await (std::move(a) || timer.async_wait(use_awaitable));
    co_return v.index() == 0 ? std::get<0>(v) : -1;
}

static awaitable<long> w8a(long n)
{
    long sum = 0;
    for (long i = 0; i < n; i++)
        sum ^= co_await with_timeout(out_of_line(i), 10s);
    bench_sink = sum;
    co_return n;
}

static awaitable<long> one_yield(long x)
{
    co_await yield();
    co_return x;
}

static awaitable<long> w8b(long n)
{
    long sum = 0;
    for (long i = 0; i < n; i++)
        sum ^= co_await with_timeout(one_yield(i), 10s);
    bench_sink = sum;
    co_return n;
}

static awaitable<long> long_sleep()
{
    asio::steady_timer timer(io, 3600s);
    co_await timer.async_wait(use_awaitable);
    co_return 1;
}

static awaitable<void> times_out(long i)
{
    long result = co_await with_timeout(long_sleep(),
                                        std::chrono::milliseconds(1 + i % 10));
    if (result != -1)
        std::terminate();
    end_one();
}

static awaitable<long> w8c(long n)
{
    running = n;
    for (long i = 0; i < n; i++)
        asio::co_spawn(io, times_out(i), asio::detached);
    co_await nobody.async_receive(use_awaitable);
    co_return n;
}

static awaitable<long> timers(long n)
{
    size_t pending = static_cast<size_t>(bench_param(1000000));
    std::deque<asio::steady_timer> all;
    unsigned long random = 1;
    for (size_t i = 0; i < pending; i++)
        all.emplace_back(io);
    for (long i = -static_cast<long>(pending); i < n; i++) {
        random = random * 6364136223846793005 + 1442695040888963407;
        size_t at = i < 0 ? static_cast<size_t>(i) + pending
                          : (random >> 33) % pending;
        all[at].expires_after(100s + std::chrono::nanoseconds(random >> 24));
        all[at].async_wait([](asio::error_code) {});
        if (i == -1)
            bench_start();
    }
    bench_stop();
    all.clear();
    co_return n;
}

/* ---- all of them ---- */

static const struct {
    const char *name;
    awaitable<long> (*run)(long n);
} workloads[] = {
    {"w1", w1},         {"w1.recursive", w1_recursive},
    {"w2", yielder},    {"w2p", w2p},
    {"w3", w3},         {"w3b", w3b},
    {"w4", w4},         {"w4g", w4g},
    {"fire", fire},     {"w5", w5},
    {"w6", w6},         {"ring", ring},
    {"sieve", sieve},   {"w7", w7},
    {"w8a", w8a},       {"w8b", w8b},
    {"w8c", w8c},       {"timers", timers},
};

int main(int argc, char **argv)
{
    bench_arguments(argc, argv);
    for (auto &w : workloads)
        if (!strcmp(w.name, bench.workload)) {
            bench_start();
            asio::co_spawn(io, w.run(bench.n),
                           [](std::exception_ptr e, long ops) {
                               if (e)
                                   std::rethrow_exception(e);
                               bench_report(ops);
                               fflush(stdout);
                               std::_Exit(0);
                           });
            io.run();
            return 1;
        }
    return 77;
}
