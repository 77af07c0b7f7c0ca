/*
 * The protocol of all bench programs that are C or C++:
 *
 *     PROG WORKLOAD N [PARAM]
 *
 * prints one line `ops=... ns=... rss_kb=... cpu_ns=...` and exits 0; exits 77
 * when it has no such workload, 2 when it was called wrongly. A program's main
 * calls bench_arguments, then bench_start, its workload and bench_report. What a
 * workload prepares and does not want counted ends with bench_start as well; what
 * it clears away begins with bench_stop.
 */
#ifndef BENCH_PROTOCOL_H
#define BENCH_PROTOCOL_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#if defined __GLIBC__ && !defined __SANITIZE_ADDRESS__
#include <malloc.h>
#endif

static struct {
    const char *workload;
    long n, param;      /* 0 when there is no PARAM */
    long long started, cpu_started; /* ns */
    long long ended, cpu_ended;     /* 0 before bench_stop */
    long long spawned;  /* ns after the start, or 0 */
    long rss0_kb, heap0_kb;
} bench;

/* Where results go, so that no compiler can leave the work out. */
static volatile long bench_sink;
/* 1, and no compiler knows it. */
static volatile long bench_one = 1;

static inline long long bench_clock(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return t.tv_sec * 1000000000LL + t.tv_nsec;
}

static inline long long bench_now(void)
{
    return bench_clock(CLOCK_MONOTONIC);
}

/* A line of /proc/self/status; 0 where there is none. (getrusage's peak
 * includes that of the process that called exec.) */
static inline long bench_status_kb(const char *key)
{
    char line[256];
    long kb = 0;
    FILE *f = fopen("/proc/self/status", "r");
    while (f && fgets(line, sizeof line, f))
        if (!strncmp(line, key, strlen(key)))
            kb = atol(line + strlen(key));
    if (f)
        fclose(f);
    return kb;
}

/* What malloc has given out. */
static inline long bench_heap_kb(void)
{
#if defined __GLIBC__ && !defined __SANITIZE_ADDRESS__ && \
    __GLIBC_PREREQ(2, 33)
    struct mallinfo2 m = mallinfo2();
    return (long)((m.uordblks + m.hblkhd) / 1024);
#else
    return 0;
#endif
}

static inline void bench_arguments(int argc, char **argv)
{
    if (argc < 3 || argc > 4 || atol(argv[2]) < 1) {
        fprintf(stderr, "usage: %s WORKLOAD N [PARAM]\n", argv[0]);
        exit(2);
    }
    bench.workload = argv[1];
    bench.n = atol(argv[2]);
    bench.param = argc > 3 ? atol(argv[3]) : 0;
}

static inline long bench_param(long otherwise)
{
    return bench.param > 0 ? bench.param : otherwise;
}

static inline void bench_start(void)
{
    bench.started = bench_now();
    bench.cpu_started = bench_clock(CLOCK_PROCESS_CPUTIME_ID);
}

static inline void bench_stop(void)
{
    bench.ended = bench_now();
    bench.cpu_ended = bench_clock(CLOCK_PROCESS_CPUTIME_ID);
}

/* For w5: before the first task, and when all sleep. */
static inline void bench_before_spawning(void)
{
    bench.rss0_kb = bench_status_kb("VmRSS:");
    bench.heap0_kb = bench_heap_kb();
    bench_start();
}
static inline void bench_spawned(void)
{
    bench.spawned = bench_now() - bench.started;
    bench.heap0_kb = bench_heap_kb() - bench.heap0_kb;
}

static inline void bench_report(long ops)
{
    if (!bench.ended)
        bench_stop();
    printf("ops=%ld ns=%lld rss_kb=%ld cpu_ns=%lld", ops,
           bench.ended - bench.started, bench_status_kb("VmHWM:"),
           bench.cpu_ended - bench.cpu_started);
    if (bench.spawned)
        printf(" spawn_ns=%lld rss0_kb=%ld heap_kb=%ld", bench.spawned,
               bench.rss0_kb, bench.heap0_kb);
    putchar('\n');
}

#endif
