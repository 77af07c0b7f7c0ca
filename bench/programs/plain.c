/*
 * w1 with plain calls in place of awaits: what an await is compared with. Where
 * the others could suspend, this calls a function that the compiler cannot see.
 */
#include "protocol.h"

long plain_other_file(long x);
long plain_unknown(long x);

static inline long inlined(long x)
{
    if (x < 0)
        return plain_unknown(x);
    return x * 3 + 1;
}

static __attribute__((noinline)) long out_of_line(long x)
{
    if (x < 0)
        return plain_unknown(x);
    return x * 3 + 1;
}

static long w1_inline(long n)
{
    long sum = 0;
    for (long i = 0; i < n; i++)
        sum ^= inlined(i);
    bench_sink = sum;
    return n;
}

static long w1(long n)
{
    long sum = 0;
    for (long i = 0; i < n; i++)
        sum ^= out_of_line(i);
    bench_sink = sum;
    return n;
}

static long w1_file(long n)
{
    long sum = 0;
    for (long i = 0; i < n; i++)
        sum ^= plain_other_file(i);
    bench_sink = sum;
    return n;
}

static long w1_pointer(long n)
{
    long (*const choice[])(long) = {out_of_line, plain_other_file};
    long (*callee)(long) = choice[bench_one];
    long sum = 0;
    for (long i = 0; i < n; i++)
        sum ^= callee(i);
    bench_sink = sum;
    return n;
}

static __attribute__((noinline)) long descend(long depth)
{
    if (depth == 0)
        return bench_one;
    return (descend(depth - 1) ^ depth) + 1;
}

static long w1_recursive(long n)
{
    long sum = 0, done = 0;
    for (; done < n; done += 20)
        sum ^= descend(19);
    bench_sink = sum;
    return done;
}

static const struct Workload {
    const char *name;
    long (*run)(long n);
} workloads[] = {
    {"w1", w1},
    {"w1.inline", w1_inline},
    {"w1.file", w1_file},
    {"w1.pointer", w1_pointer},
    {"w1.recursive", w1_recursive},
};

int main(int argc, char **argv)
{
    bench_arguments(argc, argv);
    for (size_t i = 0; i < sizeof workloads / sizeof *workloads; i++)
        if (!strcmp(workloads[i].name, bench.workload)) {
            bench_start();
            bench_report(workloads[i].run(bench.n));
            return 0;
        }
    return 77;
}
