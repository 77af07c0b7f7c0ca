/*
 * The port for a hosted C library: malloc, clock_gettime, stderr, environment.
 *
 * ACC_DEBUG=1 reports mistakes, ACC_CLOCK=virtual selects the virtual clock.
 * Compiled with -DACC_FAULTS, ACC_FAIL_ALLOC=n makes the n-th allocation of the
 * process fail, and acc__port_fail_alloc(n) the n-th from now; ACC_CANCEL_AT=n
 * cancels the task that suspends in the n-th suspension of all.
 */
#if !defined _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif

#include "acc/loop.h"
#include "core/core.h"
#include "core/port.h"

#include <errno.h>
#ifndef ACC_SINGLE_THREAD
#include <pthread.h>
#endif
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* C stack that nested starts may use: little enough for the threads of small
 * systems, enough that programs seldom reach it. */
#ifndef ACC_STACK_BUDGET
#define ACC_STACK_BUDGET (size_t)(64 * 1024)
#endif

/* The backend of the real clock. */
#ifndef ACC_BACKEND
#define ACC_BACKEND acc__backend_uv
#endif

#ifdef ACC_FAULTS
static long until_failure = -1; /* allocations; negative: none fails */

void acc__port_fail_alloc(long n)
{
    until_failure = n;
}

static long from_environment(const char *name, long otherwise)
{
    const char *n = getenv(name);
    return n ? atol(n) : otherwise;
}

/* Counts down to the fault, which is told to the test. */
static int is_now(long *left, const char *what)
{
    if (*left <= 0 || --*left > 0)
        return 0;
    if (getenv("ACC_FAULT_REPORT"))
        acc__port_write(what, strlen(what));
    return 1;
}

static int allocation_fails(void)
{
    static int asked;
    if (!asked) {
        asked = 1;
        until_failure = from_environment("ACC_FAIL_ALLOC", until_failure);
    }
    return is_now(&until_failure, "fault: allocation\n");
}

int acc__port_cancels(void)
{
    static long left;
    static int asked;
    if (!asked) {
        asked = 1;
        left = from_environment("ACC_CANCEL_AT", -1);
    }
    return is_now(&left, "fault: cancellation\n");
}

void acc__port_keep(void *task)
{
    static void *kept[4096];
    static atomic_uint n;
    unsigned i = atomic_fetch_add(&n, 1);
    if (i < sizeof kept / sizeof *kept)
        kept[i] = task;
}
#else
#define allocation_fails() 0
#endif

void *acc__port_alloc(size_t size)
{
    return allocation_fails() ? NULL : malloc(size);
}

void acc__port_free(void *p, size_t size)
{
    (void)size;
    free(p);
}

acc_duration acc__port_clock(void)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (acc_duration)now.tv_sec * ACC_SEC + now.tv_nsec;
}

void acc__port_write(const char *text, size_t length)
{
    fflush(stdout);
    fwrite(text, 1, length, stderr);
}

_Noreturn void acc__port_abort(void)
{
    abort();
}

_Noreturn void acc__port_exit(int status)
{
    exit(status);
}

const char *acc__port_strerror(int error)
{
    return strerror(error);
}

static int environment_is(const char *name, const char *value)
{
    const char *v = getenv(name);
    return v && strcmp(v, value) == 0;
}

int acc__port_debug(void)
{
    return environment_is("ACC_DEBUG", "1");
}

/* ---- SIGINT ---------------------------------------------------------------- */

static void (*interrupt_handler)(void);
static volatile sig_atomic_t interrupts;

static void on_signal(int signal_number)
{
    int saved = errno;
    if (interrupts++ == 0) {
        interrupt_handler();
    } else {
        signal(signal_number, SIG_DFL);
        raise(signal_number);
    }
    errno = saved;
}

int acc__port_watch_interrupt(void (*fn)(void))
{
    struct sigaction action;
    if (sigaction(SIGINT, NULL, &action) < 0 || (action.sa_flags & SA_SIGINFO)
        || action.sa_handler != SIG_DFL)
        return 0;
    interrupts = 0;
    interrupt_handler = fn;
    memset(&action, 0, sizeof action);
    action.sa_handler = on_signal;
    action.sa_flags = SA_RESTART;
    return sigaction(SIGINT, &action, NULL) == 0;
}

void acc__port_unwatch_interrupt(void)
{
    struct sigaction action;
    if (sigaction(SIGINT, NULL, &action) == 0 && !(action.sa_flags & SA_SIGINFO)
        && action.sa_handler == on_signal)
        signal(SIGINT, SIG_DFL);
}

void acc__port_interrupted(void)
{
    fflush(stdout);
    signal(SIGINT, SIG_DFL);
    raise(SIGINT);
}

/* ---- threads that wait ----------------------------------------------------- */

#ifndef ACC_SINGLE_THREAD
struct acc__gate {
    pthread_mutex_t mutex;
    pthread_cond_t opened;
    int is_open;
};

struct acc__gate *acc__port_gate_new(void)
{
    struct acc__gate *g = acc__port_alloc(sizeof *g);
    if (!g)
        return NULL;
    g->is_open = 0;
    if (pthread_mutex_init(&g->mutex, NULL) != 0)
        goto no_mutex;
    if (pthread_cond_init(&g->opened, NULL) != 0)
        goto no_condition;
    return g;

no_condition:
    pthread_mutex_destroy(&g->mutex);
no_mutex:
    acc__port_free(g, sizeof *g);
    return NULL;
}

void acc__port_gate_free(struct acc__gate *g)
{
    if (!g)
        return;
    pthread_cond_destroy(&g->opened);
    pthread_mutex_destroy(&g->mutex);
    acc__port_free(g, sizeof *g);
}

void acc__port_gate_open(struct acc__gate *g)
{
    pthread_mutex_lock(&g->mutex);
    g->is_open = 1;
    pthread_cond_signal(&g->opened);
    pthread_mutex_unlock(&g->mutex);
}

int acc__port_gate_wait(struct acc__gate *g, acc_duration d)
{
    struct timespec end;
    clock_gettime(CLOCK_REALTIME, &end);
    /* A century is forever, and fits into any time_t. */
    if (d > (acc_duration)100 * 365 * 24 * 3600 * ACC_SEC)
        d = ACC_FOREVER;
    acc_duration nanoseconds = end.tv_nsec + (d > 0 ? d % ACC_SEC : 0);
    end.tv_sec += (time_t)(d > 0 ? d / ACC_SEC : 0)
        + (time_t)(nanoseconds / ACC_SEC);
    end.tv_nsec = (long)(nanoseconds % ACC_SEC);
    pthread_mutex_lock(&g->mutex);
    int error = 0;
    while (!g->is_open && error == 0)
        error = d == ACC_FOREVER
            ? pthread_cond_wait(&g->opened, &g->mutex)
            : pthread_cond_timedwait(&g->opened, &g->mutex, &end);
    int is_open = g->is_open;
    pthread_mutex_unlock(&g->mutex);
    return is_open;
}
#endif

size_t acc__port_stack(void)
{
    return ACC_STACK_BUDGET;
}

static int use_virtual = -1; /* -1: as the environment says */

void acc_loop_use_virtual(int on)
{
    use_virtual = on;
}

const acc__backend *acc__port_backend(void)
{
    if (use_virtual < 0 ? environment_is("ACC_CLOCK", "virtual") : use_virtual)
        return &acc__backend_virtual;
    return &ACC_BACKEND;
}

const acc__backend *acc__port_inner_backend(void)
{
    return &ACC_BACKEND;
}
