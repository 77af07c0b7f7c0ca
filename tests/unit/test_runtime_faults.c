/*
 * Every allocation of a scenario fails in turn: the program sees ENOMEM where
 * the language's description says, or nothing at all, and nothing leaks or
 * hangs. The test brings its own port, one that can fail.
 */
#define ACC_FAULTS
#include "port/hosted.c"

#include "co.h"

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

    acc_timeout_enter(c, &f->timeout, 0);
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

static void every_allocation_may_fail(void **state)
{
    long n = 0;
    int failures = 0;
    (void)state;
    acc_loop_use_virtual(1);
    do {
        long value = 0;
        int error = 0;
        acc_coroutine *main;
        acc__port_fail_alloc(++n);
        main = co_new(scenario, 0);
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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_allocation_may_fail),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
