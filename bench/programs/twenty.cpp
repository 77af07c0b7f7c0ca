/* Twenty typical functions: twenty.ac in C++20. With -DREPORT a program that
 * prints the size of each frame. */
#include <cstddef>
#include <cstdlib>
#include <stdexcept>

#define BENCH_FRAME_MEMORY
#ifdef REPORT
static std::size_t frame_size;
struct FrameMemory {
    static void *operator new(std::size_t size)
    {
        frame_size = size;
        return std::malloc(size);
    }
    static void operator delete(void *p) { std::free(p); }
};
#else
struct FrameMemory {};
#endif
#include "task.hpp"

task<long> op(long kind, long x);
task<long> read_into(char *buffer, long size);
task<long> write_from(const char *buffer, long size);
void undo(long x);

struct Record {
    long id, price, count, flags;
};

struct Tree {
    Tree *left, *right;
    long value;
};

task<long> one(long x)
{
    co_return co_await op(1, x);
}

task<long> two(long x)
{
    long a = co_await op(1, x);
    co_return a + co_await op(2, a);
}

task<long> ten(long x)
{
    x += co_await op(1, x);
    x += co_await op(2, x);
    x += co_await op(3, x);
    x += co_await op(4, x);
    x += co_await op(5, x);
    x += co_await op(6, x);
    x += co_await op(7, x);
    x += co_await op(8, x);
    x += co_await op(9, x);
    x += co_await op(10, x);
    co_return x;
}

task<long> loop(long n)
{
    long sum = 0;
    for (long i = 0; i < n; i++)
        sum += co_await op(i, sum);
    co_return sum;
}

task<long> nested_loops(long n, long m)
{
    long sum = 0;
    for (long i = 0; i < n; i++)
        for (long k = 0; k < m; k++)
            sum += co_await op(i, k);
    co_return sum;
}

task<long> branches(long x)
{
    if (x > 100)
        x += co_await op(1, x);
    else if (x > 10)
        x -= co_await op(2, x);
    else
        x = co_await op(3, x);
    co_return x * 2;
}

task<long> dispatch(long kind, long x)
{
    switch (kind) {
    case 0:
        co_return co_await op(10, x);
    case 1:
        x += co_await op(11, x);
        break;
    case 2:
        x += co_await op(12, x);
        x += co_await op(13, x);
        break;
    default:
        x = -1;
    }
    co_return x;
}

task<long> retry(long x)
{
    for (int tries = 0;; tries++) {
        try {
            co_return co_await op(1, x);
        } catch (int e) {
            if (tries == 3)
                throw e;
        }
        co_await op(2, tries);
    }
}

task<long> small_buffer(long x)
{
    char buffer[64];
    long n = co_await read_into(buffer, sizeof buffer);
    co_return n > 0 ? buffer[0] + x : -1;
}

task<long> two_buffers(long x)
{
    long sum = 0;
    {
        char header[256];
        sum += co_await read_into(header, sizeof header);
        sum += header[x & 255];
    }
    {
        char body[256];
        sum += co_await read_into(body, sizeof body);
        sum += body[x & 255];
    }
    co_return sum;
}

task<long> many_locals(long a)
{
    long b = a * 2, c = a * 3, d = a * 5, e = a * 7, f = a * 11, g = a * 13,
         h = a * 17;
    long r = co_await op(a, b);
    co_return r + a + b + c + d + e + f + g + h;
}

task<long> dead_locals(long a)
{
    long b = a * 2, c = b * 3, d = c * 5;
    long r = co_await op(b, c + d);
    long e = r * 7, f = e * 11;
    long s = co_await op(e, f);
    co_return r + s;
}

task<Record> load(long id)
{
    Record r = {id, 0, 0, 0};
    r.price = co_await op(1, id);
    r.count = co_await op(2, id);
    r.flags = co_await op(3, id);
    co_return r;
}

task<long> total(long id)
{
    Record a = co_await load(id), b = co_await load(id + 1);
    co_return a.price * a.count + b.price * b.count;
}

task<long> three_children(long x)
{
    long a = co_await ten(x);
    long b = co_await loop(a);
    co_return co_await many_locals(b);
}

task<long> tree_sum(const Tree *t)
{
    if (!t)
        co_return 0;
    co_return co_await tree_sum(t->left) + co_await op(0, t->value) +
        co_await tree_sum(t->right);
}

task<long> transaction(long x)
{
    long id = co_await op(1, x);
    struct Undo {
        long id;
        ~Undo() { undo(id); }
    } guard{id};
    long a = co_await op(2, id);
    if (a < 0)
        co_return -1;
    co_return co_await op(3, a);
}

task<long> copy()
{
    char buffer[4096];
    long n, sum = 0;
    while ((n = co_await read_into(buffer, sizeof buffer)) > 0)
        sum += co_await write_from(buffer, n);
    co_return sum;
}

task<long> number()
{
    long value = 0;
    char c;
    while (co_await read_into(&c, 1) == 1) {
        if (c == '\n')
            break;
        if (c < '0' || c > '9')
            throw std::invalid_argument("number");
        value = value * 10 + c - '0';
    }
    co_return value;
}

task<long> expression(long x)
{
    long a = co_await op(1, x), b = co_await op(2, x);
    long c = co_await op(a, b);
    if (x > 5)
        c += co_await op(3, x);
    else
        c += 7;
    co_return c;
}

#ifdef REPORT
#include <cstdio>

/* The compiler must not look into them. */
#define OPAQUE __attribute__((noinline))
OPAQUE task<long> op(long, long x)
{
    asm volatile("" : : : "memory");
    co_return x;
}
OPAQUE task<long> read_into(char *buffer, long size)
{
    asm volatile("" : : "r"(buffer) : "memory");
    co_return size;
}
OPAQUE task<long> write_from(const char *buffer, long size)
{
    asm volatile("" : : "r"(buffer) : "memory");
    co_return size;
}
void undo(long)
{
}
void schedule(std::coroutine_handle<>)
{
}

#define SHOW(NAME, ...)                                                        \
    do {                                                                       \
        auto t = NAME(__VA_ARGS__);                                            \
        asm volatile("" : : "r"(&t) : "memory"); /* not elided */              \
        std::printf(#NAME " %zu\n", frame_size);                               \
    } while (0)

int main()
{
    SHOW(one, 1);
    SHOW(two, 1);
    SHOW(ten, 1);
    SHOW(loop, 1);
    SHOW(nested_loops, 1, 1);
    SHOW(branches, 1);
    SHOW(dispatch, 1, 1);
    SHOW(retry, 1);
    SHOW(small_buffer, 1);
    SHOW(two_buffers, 1);
    SHOW(many_locals, 1);
    SHOW(dead_locals, 1);
    SHOW(load, 1);
    SHOW(total, 1);
    SHOW(three_children, 1);
    SHOW(tree_sum, nullptr);
    SHOW(transaction, 1);
    SHOW(copy);
    SHOW(number);
    SHOW(expression, 1);
}
#endif
