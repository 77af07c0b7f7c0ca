/*
 * The order in which tasks, callbacks and timers run: asyncio's, to the pass of
 * the loop. The numbers are those of the table in the language's description,
 * section "Ordering"; CPython 3.13 gives the same.
 */
#include "co.h"
#include "core/core.h"

BODY(nothing)
{
    BEGIN;
    f->result = f->arg;
    END;
}

BODY(sleeper)
{
    BEGIN;
    SLEEP(f->arg); CHECK;
    END;
}

BODY(yielding)
{
    BEGIN;
    SLEEP(0); CHECK;
    f->result = f->arg;
    END;
}


BODY(direct)
{
    BEGIN;
    count_passes();
    AWAIT_CO(co_new(nothing, 4)); CHECK;
    ticking = 0;
    assert_int_equal(f->got, 4);
    f->result = passes;
    END;
}

static void a_direct_await_takes_no_pass(void **state)
{
    (void)state;
    assert_int_equal(run_co(direct, 0), 0);
}

BODY(finished_future)
{
    long seven = 7;
    BEGIN;
    f->u = acc_future_new(sizeof(long));
    acc_future_set_result(f->u, &seven, sizeof seven);
    count_passes();
    AWAIT_FUTURE(f->u); CHECK;
    ticking = 0;
    assert_int_equal(f->got, 7);
    acc_future_release(f->u);
    f->result = passes;
    END;
}

static void a_finished_future_takes_no_pass(void **state)
{
    (void)state;
    assert_int_equal(run_co(finished_future, 0), 0);
}

BODY(finished_task)
{
    BEGIN;
    f->t[0] = task(nothing, 5);
    SLEEP(0); CHECK;
    assert_true(acc_task_done(f->t[0]));
    count_passes();
    AWAIT_TASK(f->t[0]); CHECK;
    ticking = 0;
    assert_int_equal(f->got, 5);
    f->result = passes;
    END;
}

static void a_finished_task_takes_no_pass(void **state)
{
    (void)state;
    assert_int_equal(run_co(finished_task, 0), 0);
}

BODY(waiting_for)
{
    BEGIN;
    count_passes();
    AWAIT_CO(acc_wait_for(acc_awaitable_of(co_new(nothing, 6),
                                           ACC_KIND_COROUTINE),
                          ACC_SEC, sizeof(long))); CHECK;
    ticking = 0;
    assert_int_equal(f->got, 6);
    f->result = passes;
    END;
}

static void wait_for_of_a_coroutine_that_is_ready_takes_no_pass(void **state)
{
    (void)state;
    assert_int_equal(run_co(waiting_for, 0), 0);
}

BODY(empty_gather)
{
    BEGIN;
    count_passes();
    GATHER(0); CHECK;
    ticking = 0;
    f->result = passes;
    END;
}

static void an_empty_gather_takes_no_pass(void **state)
{
    (void)state;
    assert_int_equal(run_co(empty_gather, 0), 0);
}

BODY(sleep_nothing)
{
    BEGIN;
    count_passes();
    SLEEP(f->arg); CHECK;
    ticking = 0;
    f->result = passes;
    END;
}

static void a_sleep_of_nothing_takes_one_pass(void **state)
{
    (void)state;
    assert_int_equal(run_co(sleep_nothing, 0), 1);
    assert_int_equal(run_co(sleep_nothing, -5), 1);
}

BODY(new_task)
{
    BEGIN;
    count_passes();
    f->t[0] = task(nothing, 5);
    AWAIT_TASK(f->t[0]); CHECK;
    ticking = 0;
    f->result = passes;
    END;
}

static void a_new_task_takes_two_passes(void **state)
{
    (void)state;
    assert_int_equal(run_co(new_task, 0), 2);
}

BODY(cancel_sleeper)
{
    BEGIN;
    f->t[0] = task(sleeper, 10 * ACC_SEC);
    SLEEP(0); CHECK;
    count_passes();
    acc_task_cancel(f->t[0]);
    AWAIT_TASK(f->t[0]);
    CATCH;
    ticking = 0;
    assert_int_equal(f->error, ACC_CANCELLED);
    f->result = passes;
    END;
}

static void cancelling_and_awaiting_a_sleeper_takes_two_passes(void **state)
{
    (void)state;
    assert_int_equal(run_co(cancel_sleeper, 0), 2);
}

BODY(timeout_0)
{
    BEGIN;
    count_passes();
    timeout_enter(c, &f->timeout, 0);
    SLEEP(10 * ACC_SEC);
    acc_timeout_exit(c, &f->timeout);
    CATCH;
    ticking = 0;
    assert_int_equal(f->error, ETIMEDOUT);
    f->result = passes;
    END;
}

static void a_timeout_of_0_around_a_sleep_takes_two_passes(void **state)
{
    (void)state;
    assert_int_equal(run_co(timeout_0, 0), 2);
}

BODY(gather_3)
{
    BEGIN;
    count_passes();
    ARM(0, co_new(nothing, 1), ACC_KIND_COROUTINE, 0);
    ARM(1, co_new(nothing, 2), ACC_KIND_COROUTINE, 0);
    ARM(2, co_new(nothing, 3), ACC_KIND_COROUTINE, 0);
    GATHER(3); CHECK;
    ticking = 0;
    assert_int_equal(f->got, 123);
    f->result = passes;
    END;
}

static void a_gather_of_three_takes_three_passes(void **state)
{
    (void)state;
    assert_int_equal(run_co(gather_3, 0), 3);
}

BODY(wait_3)
{
    BEGIN;
    count_passes();
    f->t[0] = task(nothing, 1);
    f->t[1] = task(nothing, 2);
    f->t[2] = task(nothing, 3);
    WAIT(f->t, 3, ACC_ALL, ACC_FOREVER); CHECK;
    ticking = 0;
    assert_int_equal(f->got, 3);
    f->result = passes;
    acc_task_detach(f->t[0]);
    acc_task_detach(f->t[1]);
    acc_task_detach(f->t[2]);
    END;
}

static void acc_wait_of_three_takes_three_passes(void **state)
{
    (void)state;
    assert_int_equal(run_co(wait_3, 0), 3);
}

BODY(shielded)
{
    BEGIN;
    count_passes();
    f->u = acc_shield(acc_awaitable_of(co_new(nothing, 8), ACC_KIND_COROUTINE),
                      sizeof(long));
    AWAIT_FUTURE(f->u); CHECK;
    ticking = 0;
    assert_int_equal(f->got, 8);
    f->result = passes;
    END;
}

static void shield_of_a_coroutine_takes_three_passes(void **state)
{
    (void)state;
    assert_int_equal(run_co(shielded, 0), 3);
}

BODY(never_begun)
{
    fail_msg("the body began");
    (void)c, (void)f;
}

BODY(waiting_for_0)
{
    BEGIN;
    count_passes();
    AWAIT_CO(acc_wait_for(acc_awaitable_of(co_new(never_begun, 6),
                                           ACC_KIND_COROUTINE),
                          0, sizeof(long)));
    CATCH;
    ticking = 0;
    assert_int_equal(f->error, ETIMEDOUT);
    f->result = passes;
    END;
}

static void wait_for_0_takes_three_passes_and_begins_nothing(void **state)
{
    (void)state;
    assert_int_equal(run_co(waiting_for_0, 0), 3);
}

static acc_future *kept(co_body *body)
{
    struct acc_arm arm[2] = {
        { .target = acc_awaitable_of(co_new(body, 1), ACC_KIND_COROUTINE) },
        { .target = acc_awaitable_of(co_new(body, 2), ACC_KIND_COROUTINE) },
    };
    return acc_gather_future(arm, 2, 0, NULL);
}

BODY(gather_future)
{
    BEGIN;
    count_passes();
    f->u = kept(nothing);
    AWAIT_FUTURE(f->u); CHECK;
    ticking = 0;
    f->result = passes;
    END;
}

static void a_gather_kept_as_a_future_takes_three_passes(void **state)
{
    (void)state;
    assert_int_equal(run_co(gather_future, 0), 3);
}

/* ---- who runs before whom ----------------------------------------------- */

BODY(numbered)
{
    BEGIN;
    note("%ld ", f->arg);
    SLEEP(0); CHECK;
    note("%ld' ", f->arg);
    END;
}

static void noting(void *arg)
{
    note("%s ", (const char *)arg);
}

BODY(fifo)
{
    BEGIN;
    acc_spawn(co_new(numbered, 1), NULL);
    acc_call_soon(noting, "soon");
    acc_spawn(co_new(numbered, 2), NULL);
    note("main ");
    SLEEP(0); CHECK;
    note("main' ");
    SLEEP(0); CHECK;
    END;
}

static void tasks_and_callbacks_start_in_the_order_of_creation(void **state)
{
    (void)state;
    forget();
    run_co(fifo, 0);
    assert_string_equal(happened, "main 1 soon 2 main' 1' 2' ");
}

BODY(timers)
{
    BEGIN;
    acc_call_later(2 * ACC_SEC, noting, "2a");
    acc_call_later(1 * ACC_SEC, noting, "1a");
    acc_call_later(2 * ACC_SEC, noting, "2b");
    acc_call_later(1 * ACC_SEC, noting, "1b");
    acc_call_later(3 * ACC_SEC, noting, "3");
    acc_timer_cancel(acc_call_later(2 * ACC_SEC, noting, "never"));
    acc_call_later(2 * ACC_SEC, noting, "2c");
    SLEEP(2 * ACC_SEC); CHECK;
    note("main");
    f->result = acc_now();
    END;
}

static void timers_with_one_deadline_run_in_the_order_of_creation(void **state)
{
    (void)state;
    forget();
    assert_int_equal(run_co(timers, 0), 2 * ACC_SEC);
    assert_string_equal(happened, "1a 1b 2a 2b 2c main");
}

BODY(due)
{
    BEGIN;
    acc_call_later(0, noting, "timer");
    acc_call_soon(noting, "soon");
    acc_spawn(co_new(numbered, 1), NULL);
    SLEEP(0); CHECK;
    note("main ");
    SLEEP(0); CHECK;
    END;
}

static void due_timers_go_behind_what_is_queued(void **state)
{
    (void)state;
    forget();
    run_co(due, 0);
    assert_string_equal(happened, "soon 1 main timer 1' ");
}

BODY(awaiting_first)
{
    BEGIN;
    AWAIT_TASK((acc_task *)f->arg); CHECK;
    note("awaiter ");
    END;
}

static void completed(acc_task *t, void *arg)
{
    assert_true(acc_task_done(t));
    note("%s ", (const char *)arg);
}

BODY(completion)
{
    BEGIN;
    f->t[0] = task(yielding, 1);
    acc_task_add_callback(f->t[0], completed, "first");
    acc_spawn(co_new(awaiting_first, (long)acc_task_retain(f->t[0])), NULL);
    SLEEP(0); CHECK;
    acc_task_add_callback(f->t[0], completed, "third");
    AWAIT_TASK(f->t[0]); CHECK;
    note("main");
    END;
}

static void callbacks_and_awaiters_are_called_in_the_order_they_came(void **state)
{
    (void)state;
    forget();
    run_co(completion, 0);
    assert_string_equal(happened, "first awaiter third main");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_direct_await_takes_no_pass),
        cmocka_unit_test(a_finished_future_takes_no_pass),
        cmocka_unit_test(a_finished_task_takes_no_pass),
        cmocka_unit_test(wait_for_of_a_coroutine_that_is_ready_takes_no_pass),
        cmocka_unit_test(an_empty_gather_takes_no_pass),
        cmocka_unit_test(a_sleep_of_nothing_takes_one_pass),
        cmocka_unit_test(a_new_task_takes_two_passes),
        cmocka_unit_test(cancelling_and_awaiting_a_sleeper_takes_two_passes),
        cmocka_unit_test(a_timeout_of_0_around_a_sleep_takes_two_passes),
        cmocka_unit_test(a_gather_of_three_takes_three_passes),
        cmocka_unit_test(acc_wait_of_three_takes_three_passes),
        cmocka_unit_test(shield_of_a_coroutine_takes_three_passes),
        cmocka_unit_test(wait_for_0_takes_three_passes_and_begins_nothing),
        cmocka_unit_test(a_gather_kept_as_a_future_takes_three_passes),
        cmocka_unit_test(tasks_and_callbacks_start_in_the_order_of_creation),
        cmocka_unit_test(timers_with_one_deadline_run_in_the_order_of_creation),
        cmocka_unit_test(due_timers_go_behind_what_is_queued),
        cmocka_unit_test(callbacks_and_awaiters_are_called_in_the_order_they_came),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
