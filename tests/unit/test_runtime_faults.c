/*
 * Every allocation of a scenario fails in turn: the program sees ENOMEM where
 * the language's description says, or nothing at all, and nothing leaks or
 * hangs. The test brings its own port, one that can fail.
 */
#define ACC_FAULTS
#include "port/hosted.c"

#include "co.h"
#include "core/core.h"

static acc_local variable = ACC_LOCAL_INIT(NULL);

BODY(deep)
{
    BEGIN;
    if (f->arg > 0) {
        CALL(deep, f->arg - 1); CHECK;
    } else {
        SLEEP(ACC_SEC); CHECK;
    }
    f->result = f->arg;
    END;
}

BODY(failing)
{
    BEGIN;
    SLEEP(ACC_SEC); CHECK;
    THROW(EIO);
    END;
}

static void called(void *arg)
{
    (void)arg;
}

static void task_called(acc_task *t, void *arg)
{
    (void)t, (void)arg;
}

#define WITH_ERROR \
    if (c->status && c->status != ENOMEM) \
        assert_int_equal(c->status, f->i); \
    CATCH

BODY(scenario)
{
    BEGIN;
    acc_local_set(&variable, f);
    f->t[0] = task(deep, 40);
    f->i = 0;
    AWAIT_TASK(f->t[0]); WITH_ERROR;

    f->t[0] = acc_create_task(co_new(failing, 0), "named");
    if (f->t[0]) {
        acc_task_add_callback(f->t[0], task_called, NULL);
        acc_task_name(f->t[0]);
    }
    f->i = EIO;
    AWAIT_TASK(f->t[0]); WITH_ERROR;

    ARM(0, co_new(deep, 1), ACC_KIND_COROUTINE, 0);
    ARM(1, co_new(deep, 2), ACC_KIND_COROUTINE, 0);
    ARM(2, co_new(failing, 0), ACC_KIND_COROUTINE, ACC_ARM_COLLECT);
    f->i = 0;
    GATHER(3); WITH_ERROR;

    ARM(0, co_new(deep, 1), ACC_KIND_COROUTINE, 0);
    f->u = acc_gather_future(f->arm, 1, 0, NULL);
    AWAIT_FUTURE(f->u); WITH_ERROR;

    f->p = acc_wait_for(acc_awaitable_of(co_new(deep, 1), ACC_KIND_COROUTINE),
                        ACC_MSEC, sizeof(long));
    f->i = ETIMEDOUT;
    AWAIT_CO(f->p); WITH_ERROR;

    timeout_enter(c, &f->timeout, 0);
    SLEEP(ACC_SEC);
    acc_timeout_exit(c, &f->timeout); WITH_ERROR;

    f->i = 0;
    f->u = acc_shield(acc_awaitable_of(co_new(deep, 3), ACC_KIND_COROUTINE),
                      sizeof(long));
    AWAIT_FUTURE(f->u); WITH_ERROR;

    f->t[0] = task(deep, 1);
    f->t[1] = task(deep, 2);
    WAIT(f->t, 2, ACC_ALL, ACC_FOREVER); WITH_ERROR;
    acc_task_detach(f->t[0]);
    acc_task_detach(f->t[1]);

    acc_call_soon(called, NULL);
    acc_call_later(ACC_SEC, called, NULL);
    acc_spawn(co_new(deep, 1), NULL);     /* drained by the end of run */
    f->result = 1;
    END;
}

/* ---- every other function that allocates ---------------------------------------- */

static int by_value(const void *a, const void *b)
{
    return (int)(*(const long *)a - *(const long *)b);
}

static void future_called(acc_future *f, void *arg)
{
    (void)f, (void)arg;
}

static void *in_thread(void *arg)
{
    return arg;
}

/* An answer of a function that may fail for want of memory. */
#define OR_NO_MEMORY(x) \
    do { \
        int answer_ = (x); \
        if (answer_ != 0) \
            assert_int_equal(answer_, -ENOMEM); \
    } while (0)

/* The group: it ends, with ENOMEM or without an error. */
BODY(grouping)
{
    BEGIN;
    acc_taskgroup_enter(c, &f->group);
    f->t[0] = acc_taskgroup_create_task(&f->group, co_new(deep, 1), "child");
    f->t[1] = acc_taskgroup_create_eager_task(&f->group, co_new(deep, 1), NULL);
    acc_taskgroup_spawn(&f->group, co_new(deep, 1), NULL);
    acc_taskgroup_spawn_eager(&f->group, co_new(deep, 1), NULL);
    acc_taskgroup_spawn_into(&f->group, co_new(deep, 1), NULL, &f->got,
                             sizeof f->got);
    acc_taskgroup_spawn_eager_into(&f->group, co_new(deep, 1), NULL, &f->got,
                                   sizeof f->got);
    END_GROUP; WITH_ERROR;
    acc_task_detach(f->t[0]);
    acc_task_detach(f->t[1]);
    END;
}

BODY(the_rest)
{
    static acc_queue *q;
    static acc_timer *timer;
    long item = 0;
    BEGIN;
    f->i = 0;
    /* queues: made, grown, awaited as objects */
    for (f->arg = 0; f->arg < 3; f->arg++) {
        q = acc_queue_create(sizeof item, 0, (int)f->arg, by_value);
        for (item = 0; item < 20; item++)
            OR_NO_MEMORY(acc_queue_put_nowait_from(q, &item));
        item = 1;
        f->p = acc_queue_put_copy(q, &item);
        AWAIT_CO(f->p); WITH_ERROR;
        f->p = acc_queue_get(q);
        if (q && acc_queue_size(q) == 0)
            acc_coroutine_close(f->p);
        else {
            AWAIT_CO(f->p); WITH_ERROR;
        }
        acc_queue_free(q);
    }
    /* callbacks and timers */
    timer = acc_call_later(ACC_SEC, called, NULL);
    acc_timer_cancel(timer);
    acc_call_at(ACC_SEC, called, NULL);
    OR_NO_MEMORY(acc_call_threadsafe(acc_current_loop(), called, NULL));
    f->u = acc_future_new(8);
    OR_NO_MEMORY(acc_future_add_callback(f->u, future_called, NULL));
    acc_future_cancel(f->u);
    OR_NO_MEMORY(acc_future_add_callback(f->u, future_called, NULL));
    acc_future_release(f->u);
    /* eager tasks, names, lists */
    f->t[0] = acc_create_eager_task(co_new(deep, 3), "eager");
    acc_task_name(f->t[0]);
    OR_NO_MEMORY(acc_task_set_name(f->t[0], "renamed"));
    acc_all_tasks(f->t + 1, 1);
    OR_NO_MEMORY(acc_task_add_callback(f->t[0], task_called, NULL));
    AWAIT_AS(int, acc_join(f->t[0]));
    if (c->status)
        acc_task_detach(f->t[0]); /* no memory for the join itself */
    WITH_ERROR;
    OR_NO_MEMORY(acc_local_set(&variable, q));
    /* several at once */
    f->t[0] = task(deep, 1);
    f->t[1] = task(deep, 2);
    f->p = acc_as_completed(f->t, 2);
    for (;;) {
        f->got = 0;
        AWAIT_AS(int, acc_async_generator_next(f->p, &f->t[2])); WITH_ERROR;
        if (f->error || !(int)f->got)
            break;
    }
    AWAIT_CO(acc_async_generator_close(f->p)); WITH_ERROR;
    if (f->error)
        acc_generator_close(f->p); /* without await: nothing in it does */
    f->p = acc_gather_all(f->t, 2, NULL, 0);
    if (!f->p) {
        acc_task_detach(f->t[0]);
        acc_task_detach(f->t[1]);
    }
    AWAIT_CO(f->p); WITH_ERROR;
    AWAIT_CO(acc_to_thread(in_thread, NULL)); WITH_ERROR;
    CALL(grouping, 0); WITH_ERROR;
    f->result = 1;
    END;
}

static void fail_in_turn(co_body *body)
{
    long n = 0;
    int failures = 0;
    acc_loop_use_virtual(1);
    do {
        long value = 0;
        int error = 0;
        acc_coroutine *main;
        acc__port_fail_alloc(++n);
        main = co_new(body, 0);
        acc_run_into(main, &value, sizeof value, &error);
        if (error)
            assert_int_equal(error, ENOMEM);
        else
            assert_int_equal(value, 1);
        failures += error != 0;
    } while (until_failure <= 0);
    assert_true(n > 10);
    assert_true(failures > 0);
    acc__port_fail_alloc(-1);
}

static void every_allocation_may_fail(void **state)
{
    (void)state;
    fail_in_turn(scenario);
}

static void in_every_function_that_allocates(void **state)
{
    (void)state;
    fail_in_turn(the_rest);
}

static void a_runner_may_lack_memory(void **state)
{
    long n = 0;
    (void)state;
    acc_loop_use_virtual(1);
    do {
        acc_runner *r;
        long value = 0;
        acc__port_fail_alloc(++n);
        r = acc_runner_new();
        for (int i = 0; i < 2; i++) {
            int error = acc_runner_run(r, co_new(deep, 3), &value, sizeof value);
            assert_true(error == 0 || error == ENOMEM);
        }
        acc_runner_close(r);
        OR_NO_MEMORY(acc_error_register(ACC_ERROR_USER + 5, "X", "x"));
    } while (until_failure <= 0);
    assert_true(n > 5);
    acc__port_fail_alloc(-1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(in_every_function_that_allocates),
        cmocka_unit_test(a_runner_may_lack_memory),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
