/*
 * Cancellation of tasks in each state and of each thing they wait for, timeout
 * blocks, shields; futures, timers, other threads.
 */
#include "co.h"
#include "core/core.h"

#include <pthread.h>

BODY(nothing)
{
    BEGIN;
    note("body ");
    f->result = f->arg;
    END;
}

BODY(sleeper)
{
    BEGIN;
    SLEEP(f->arg);
    if (c->status == ACC_CANCELLED)
        note("cancelled ");
    CHECK;
    f->result = f->arg;
    END;
}

/* Swallows f->arg cancellations, each during a sleep. */
BODY(stubborn)
{
    BEGIN;
    while (f->arg > 0) {
        SLEEP(ACC_SEC);
        if (!c->status)
            break;
        CATCH;
        f->arg--;
    }
    SLEEP(ACC_SEC); CHECK;
    f->result = 9;
    END;
}

/* ---- states ------------------------------------------------------------- */

BODY(before_first_step)
{
    BEGIN;
    f->t[0] = task(nothing, 0);
    assert_int_equal(acc_task_cancel(f->t[0]), 1);
    AWAIT_TASK(f->t[0]);
    CATCH;
    f->result = f->error;
    END;
}

static void a_task_cancelled_before_its_first_step_never_begins(void **state)
{
    (void)state;
    forget();
    assert_int_equal(run_co(before_first_step, 0), ACC_CANCELLED);
    assert_string_equal(happened, "");
}

BODY(cancelling_itself)
{
    BEGIN;
    acc_task_cancel(acc_current_task());
    note("on ");
    AWAIT_CO(co_new(nothing, 4)); CHECK;   /* does not suspend */
    SLEEP(ACC_SEC);
    note("%d ", c->status == ACC_CANCELLED);
    CHECK;
    END;
}

static void a_task_that_cancels_itself_learns_at_its_next_suspension(void **state)
{
    (void)state;
    forget();
    assert_int_equal(run_co(cancelling_itself, 0), -ACC_CANCELLED);
    assert_string_equal(happened, "on body 1 ");
}

BODY(cancelled_and_done)
{
    BEGIN;
    acc_task_cancel(acc_current_task());
    f->result = 3;
    END;
}

static void a_value_returned_after_a_cancellation_is_lost(void **state)
{
    (void)state;
    assert_int_equal(run_co(cancelled_and_done, 0), -ACC_CANCELLED);
}

BODY(finished)
{
    BEGIN;
    f->t[0] = task(nothing, 0);
    SLEEP(0); CHECK;
    assert_int_equal(acc_task_cancel(f->t[0]), 0);
    assert_int_equal(acc_task_cancelled(f->t[0]), 0);
    assert_int_equal(acc_task_cancel(NULL), 0);
    acc_task_detach(f->t[0]);
    END;
}

static void a_finished_task_cannot_be_cancelled(void **state)
{
    (void)state;
    assert_int_equal(run_co(finished, 0), 0);
}

BODY(twice)
{
    BEGIN;
    f->t[0] = task(stubborn, 1);
    SLEEP(0); CHECK;
    acc_task_cancel(f->t[0]);
    acc_task_cancel(f->t[0]);
    assert_int_equal(acc_task_cancelling(f->t[0]), 2);
    assert_int_equal(acc_task_uncancel(f->t[0]), 1);
    AWAIT_TASK(f->t[0]); CHECK;
    f->result = f->got;
    END;
}

static void two_cancels_before_delivery_are_one(void **state)
{
    (void)state;
    assert_int_equal(run_co(twice, 0), 9);
}

BODY(uncancelled)
{
    BEGIN;
    acc_task_cancel(acc_current_task());
    assert_int_equal(acc_task_uncancel(acc_current_task()), 0);
    SLEEP(ACC_SEC); CHECK;
    f->result = 1;
    END;
}

static void a_cancellation_taken_back_is_not_delivered(void **state)
{
    (void)state;
    assert_int_equal(run_co(uncancelled, 0), 1);
}

/* ---- what it waits for -------------------------------------------------- */

BODY(awaiting_task)
{
    BEGIN;
    AWAIT_TASK((acc_task *)f->arg); CHECK;
    f->result = f->got;
    END;
}

BODY(chain)
{
    BEGIN;
    f->t[0] = task(sleeper, ACC_SEC);
    f->t[1] = task(awaiting_task, (long)f->t[0]);
    f->t[2] = task(awaiting_task, (long)f->t[1]);
    SLEEP(0); CHECK;
    acc_task_retain(f->t[0]);
    acc_task_cancel(f->t[2]);
    JOIN(f->t[2]); CHECK;
    f->result = f->got;
    assert_true(acc_task_cancelled(f->t[0]));
    acc_task_detach(f->t[0]);
    END;
}

static void cancelling_an_awaiter_cancels_what_it_awaits(void **state)
{
    (void)state;
    forget();
    assert_int_equal(run_co(chain, 0), ACC_CANCELLED);
    assert_string_equal(happened, "cancelled ");
}

BODY(long_chain)
{
    BEGIN;
    f->t[0] = task(sleeper, ACC_SEC);
    for (long i = 0; i < f->arg; i++)
        f->t[0] = task(awaiting_task, (long)f->t[0]);
    SLEEP(1); CHECK;
    acc_task_cancel(f->t[0]);
    JOIN(f->t[0]); CHECK;
    f->result = f->got;
    END;
}

static void a_long_chain_of_awaiters_is_cancelled_without_recursion(void **state)
{
    (void)state;
    assert_int_equal(run_co(long_chain, 100000), ACC_CANCELLED);
}

BODY(stubborn_target)
{
    BEGIN;
    f->t[0] = task(stubborn, 1);
    f->t[1] = task(awaiting_task, (long)f->t[0]);
    SLEEP(0); CHECK;
    SLEEP(0); CHECK;
    acc_task_cancel(f->t[1]);
    AWAIT_TASK(f->t[1]); CHECK;
    f->result = f->got;
    END;
}

static void a_target_that_swallows_it_gives_its_value_to_the_awaiter(void **state)
{
    (void)state;
    assert_int_equal(run_co(stubborn_target, 0), 9);
}

BODY(awaiting_future)
{
    BEGIN;
    AWAIT_FUTURE((acc_future *)f->arg); CHECK;
    f->result = f->got;
    END;
}

BODY(future_cancelled_with_awaiter)
{
    long one = 1;
    BEGIN;
    f->u = acc_future_new(sizeof(long));
    f->t[0] = task(awaiting_future, (long)f->u);
    SLEEP(0); CHECK;
    acc_task_cancel(f->t[0]);
    assert_true(acc_future_cancelled(f->u));
    assert_int_equal(acc_future_set_result(f->u, &one, sizeof one), -EALREADY);
    JOIN(f->t[0]); CHECK;
    f->result = f->got;
    acc_future_release(f->u);
    END;
}

static void cancelling_an_awaiter_cancels_the_future(void **state)
{
    (void)state;
    assert_int_equal(run_co(future_cancelled_with_awaiter, 0), ACC_CANCELLED);
}

BODY(late)
{
    long one = 1;
    BEGIN;
    f->u = acc_future_new(sizeof(long));
    f->t[0] = task(awaiting_future, (long)f->u);
    SLEEP(0); CHECK;
    acc_future_set_result(f->u, &one, sizeof one);
    assert_int_equal(acc_task_cancel(f->t[0]), 1);
    JOIN(f->t[0]); CHECK;
    f->result = f->got;
    acc_future_release(f->u);
    END;
}

static void a_cancellation_wins_over_a_value_in_the_same_pass(void **state)
{
    (void)state;
    assert_int_equal(run_co(late, 0), ACC_CANCELLED);
}

BODY(joining)
{
    BEGIN;
    JOIN((acc_task *)f->arg); CHECK;
    END;
}

BODY(join_cancelled)
{
    BEGIN;
    f->t[0] = task(sleeper, ACC_SEC);
    f->t[1] = task(joining, (long)f->t[0]);
    SLEEP(0); CHECK;
    acc_task_cancel(f->t[1]);
    JOIN(f->t[1]); CHECK;
    assert_int_equal(f->got, ACC_CANCELLED);
    AWAIT_TASK(f->t[0]); CHECK;      /* goes on; the handle is still ours */
    f->result = f->got;
    END;
}

static void cancelling_a_join_leaves_the_task_alone(void **state)
{
    (void)state;
    assert_int_equal(run_co(join_cancelled, 0), ACC_SEC);
}

/* ---- timeout blocks ----------------------------------------------------- */

BODY(in_time)
{
    BEGIN;
    acc_timeout_begin(c, &f->timeout, 2 * ACC_SEC);
    acc_timeout_leave(c);
    SLEEP(ACC_SEC);
    acc_timeout_exit(c, &f->timeout); CHECK;
    assert_int_equal(acc_timeout_expired(&f->timeout), 0);
    SLEEP(5 * ACC_SEC); CHECK;
    f->result = acc_now() / ACC_SEC;
    END;
}

static void a_block_that_ends_in_time_is_not_disturbed(void **state)
{
    (void)state;
    assert_int_equal(run_co(in_time, 0), 6);
}

BODY(too_late)
{
    BEGIN;
    timeout_enter(c, &f->timeout, 2 * ACC_SEC);
    SLEEP(5 * ACC_SEC);
    acc_timeout_exit(c, &f->timeout);
    CATCH;
    assert_int_equal(f->error, ETIMEDOUT);
    assert_int_equal(acc_timeout_expired(&f->timeout), 1);
    assert_int_equal(acc_task_cancelling(acc_current_task()), 0);
    f->result = acc_now() / ACC_SEC;
    END;
}

static void a_block_that_is_late_throws_at_its_end(void **state)
{
    (void)state;
    assert_int_equal(run_co(too_late, 0), 2);
}

BODY(swallowing)
{
    BEGIN;
    timeout_enter(c, &f->timeout, 2 * ACC_SEC);
    SLEEP(5 * ACC_SEC);
    CATCH;
    acc_timeout_exit(c, &f->timeout); CHECK;
    f->result = acc_now() / ACC_SEC;
    END;
}

static void a_block_that_swallows_it_goes_on(void **state)
{
    (void)state;
    assert_int_equal(run_co(swallowing, 0), 2);
}

BODY(inside_a_block)
{
    BEGIN;
    timeout_enter(c, &f->timeout, f->arg);
    SLEEP(5 * ACC_SEC);
    acc_timeout_exit(c, &f->timeout);
    CHECK;
    END;
}

BODY(cancelled_from_outside)
{
    BEGIN;
    f->t[0] = task(inside_a_block, 2 * ACC_SEC);
    SLEEP(ACC_SEC); CHECK;
    acc_task_cancel(f->t[0]);
    JOIN(f->t[0]); CHECK;
    f->result = f->got;
    END;
}

static void a_cancellation_from_outside_is_not_a_timeout(void **state)
{
    (void)state;
    assert_int_equal(run_co(cancelled_from_outside, 0), ACC_CANCELLED);
}

BODY(rescheduling)
{
    BEGIN;
    timeout_enter(c, &f->timeout, ACC_SEC);
    assert_int_equal(acc_timeout_reschedule(&f->timeout, 3 * ACC_SEC), 0);
    SLEEP(10 * ACC_SEC);
    acc_timeout_exit(c, &f->timeout);
    CATCH;
    assert_int_equal(f->error, ETIMEDOUT);
    assert_int_equal(acc_timeout_reschedule(&f->timeout, 1), -EINVAL);
    f->result = acc_now() / ACC_SEC;
    END;
}

static void a_block_can_be_given_more_time(void **state)
{
    (void)state;
    assert_int_equal(run_co(rescheduling, 0), 3);
}

BODY(due_and_left)
{
    BEGIN;
    timeout_enter(c, &f->timeout, 0);
    acc_timeout_exit(c, &f->timeout); CHECK;
    SLEEP(ACC_SEC); CHECK;
    f->result = 1;
    END;
}

static void a_due_block_that_never_suspends_is_left_normally(void **state)
{
    (void)state;
    assert_int_equal(run_co(due_and_left, 0), 1);
}

/* ---- defers ------------------------------------------------------------- */

BODY(cleaning_up)
{
    BEGIN;
    SLEEP(10 * ACC_SEC);
    f->error = acc_catch(c);
    acc_defer_enter(c);
    SLEEP(ACC_SEC);
    note("%d ", c->status);
    timeout_enter(c, &f->timeout, ACC_SEC);
    SLEEP(10 * ACC_SEC);
    acc_timeout_exit(c, &f->timeout);
    note("%d ", c->status == ETIMEDOUT);
    acc_catch(c);
    acc_defer_exit(c);
    SLEEP(0);
    note("%d ", c->status == ACC_CANCELLED);
    acc_catch(c);
    c->status = f->error; CHECK;
    END;
}

BODY(shielded_defer)
{
    BEGIN;
    f->t[0] = task(cleaning_up, 0);
    SLEEP(ACC_SEC); CHECK;
    acc_task_cancel(f->t[0]);
    SLEEP(0); CHECK;
    SLEEP(0); CHECK;
    acc_task_cancel(f->t[0]);     /* while it cleans up */
    JOIN(f->t[0]); CHECK;
    f->result = acc_now() / ACC_SEC;
    END;
}

static void a_defer_is_shielded_but_for_timeouts_of_its_own(void **state)
{
    (void)state;
    forget();
    assert_int_equal(run_co(shielded_defer, 0), 3);
    assert_string_equal(happened, "0 1 1 ");
}

/* ---- futures ------------------------------------------------------------ */

static void future_called(acc_future *u, void *arg)
{
    note("%s%d ", (const char *)arg, acc_future_error(u));
}

BODY(future_states)
{
    long five = 5;
    BEGIN;
    f->u = acc_future_new(sizeof(long));
    assert_int_equal(acc_future_done(f->u), 0);
    acc_future_add_callback(f->u, future_called, "a");
    assert_int_equal(acc_future_set_result(f->u, &five, sizeof five), 0);
    assert_int_equal(acc_future_set_result(f->u, &five, sizeof five), -EALREADY);
    assert_int_equal(acc_future_set_error(f->u, EIO), -EALREADY);
    assert_int_equal(acc_future_cancel(f->u), 0);
    assert_int_equal(*(long *)acc_future_result(f->u), 5);
    acc_future_add_callback(f->u, future_called, "b");
    acc_future_release(f->u);
    f->u = acc_future_new(0);
    acc_future_set_error(f->u, -EIO);
    AWAIT_FUTURE(f->u);
    CATCH;
    assert_int_equal(f->error, EIO);
    acc_future_release(f->u);
    SLEEP(0); CHECK;
    f->u = NULL;
    AWAIT_FUTURE(f->u);
    CATCH;
    f->result = f->error;
    END;
}

static void a_future_is_set_once(void **state)
{
    (void)state;
    forget();
    assert_int_equal(run_co(future_states, 0), ENOMEM);
    assert_string_equal(happened, "a0 b0 ");
}

/* ---- timers ------------------------------------------------------------- */

static acc_duration last_due;
static unsigned count_due;

static void in_order(void *arg)
{
    (void)arg;
    assert_true(acc_now() >= last_due);
    last_due = acc_now();
    count_due++;
}

BODY(random_timers)
{
    BEGIN;
    acc_timer *timer[1000];
    unsigned seed = (unsigned)f->arg;
    last_due = 0;
    count_due = 0;
    for (int i = 0; i < 1000; i++) {
        seed = seed * 1103515245u + 12345u;
        timer[i] = acc_call_later((acc_duration)(seed >> 16) % 500, in_order,
                                  NULL);
    }
    for (int i = 0; i < 1000; i += 3)
        acc_timer_cancel(timer[i]);
    SLEEP(1000); CHECK;
    f->result = count_due;
    END;
}

static void timers_are_due_in_order_of_their_deadlines(void **state)
{
    (void)state;
    for (long seed = 1; seed < 20; seed++)
        assert_int_equal(run_co(random_timers, seed), 666);
}

/* ---- task-local values -------------------------------------------------- */

static acc_local variable = ACC_LOCAL_INIT("initial");

static void local_noted(void *arg)
{
    (void)arg;
    note("%s ", (char *)acc_local_get(&variable));
}

BODY(reading_local)
{
    BEGIN;
    local_noted(NULL);
    acc_local_set(&variable, "child");
    SLEEP(0); CHECK;
    local_noted(NULL);
    END;
}

BODY(locals)
{
    BEGIN;
    local_noted(NULL);
    acc_local_set(&variable, "main");
    f->t[0] = task(reading_local, 0);
    acc_call_soon(local_noted, NULL);
    acc_local_set(&variable, "later");
    AWAIT_TASK(f->t[0]); CHECK;
    local_noted(NULL);
    AWAIT_CO(co_new(reading_local, 0)); CHECK;
    local_noted(NULL);
    END;
}

static void a_task_has_its_own_copy_of_local_values(void **state)
{
    (void)state;
    forget();
    assert_int_equal(run_co(locals, 0), 0);
    assert_string_equal(happened, "initial main main child later later child child ");
}

/* ---- other threads ------------------------------------------------------ */

static acc_loop *the_loop;
static acc_future *from_thread;

static void set_from_thread(void *arg)
{
    acc_future_set_result(from_thread, &arg, sizeof arg);
}

static void *thread_main(void *arg)
{
    acc_call_threadsafe(the_loop, set_from_thread, arg);
    return NULL;
}

BODY(waiting_for_thread)
{
    pthread_t thread;
    BEGIN;
    the_loop = acc_current_loop();
    from_thread = f->u = acc_future_new(sizeof(long));
    pthread_create(&thread, NULL, thread_main, (void *)(intptr_t)11);
    pthread_detach(thread);
    AWAIT_FUTURE(f->u); CHECK;
    acc_future_release(f->u);
    f->result = f->got;
    END;
}

static void another_thread_wakes_the_loop(void **state)
{
    long value;
    int error;
    (void)state;
    acc_loop_use_virtual(0);
    acc_run(co_new(waiting_for_thread, 0), &value, sizeof value, &error);
    assert_int_equal(error, 0);
    assert_int_equal(value, 11);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_task_cancelled_before_its_first_step_never_begins),
        cmocka_unit_test(
            a_task_that_cancels_itself_learns_at_its_next_suspension),
        cmocka_unit_test(a_value_returned_after_a_cancellation_is_lost),
        cmocka_unit_test(a_finished_task_cannot_be_cancelled),
        cmocka_unit_test(two_cancels_before_delivery_are_one),
        cmocka_unit_test(a_cancellation_taken_back_is_not_delivered),
        cmocka_unit_test(cancelling_an_awaiter_cancels_what_it_awaits),
        cmocka_unit_test(
            a_long_chain_of_awaiters_is_cancelled_without_recursion),
        cmocka_unit_test(
            a_target_that_swallows_it_gives_its_value_to_the_awaiter),
        cmocka_unit_test(cancelling_an_awaiter_cancels_the_future),
        cmocka_unit_test(a_cancellation_wins_over_a_value_in_the_same_pass),
        cmocka_unit_test(cancelling_a_join_leaves_the_task_alone),
        cmocka_unit_test(a_block_that_ends_in_time_is_not_disturbed),
        cmocka_unit_test(a_block_that_is_late_throws_at_its_end),
        cmocka_unit_test(a_block_that_swallows_it_goes_on),
        cmocka_unit_test(a_cancellation_from_outside_is_not_a_timeout),
        cmocka_unit_test(a_block_can_be_given_more_time),
        cmocka_unit_test(a_due_block_that_never_suspends_is_left_normally),
        cmocka_unit_test(a_defer_is_shielded_but_for_timeouts_of_its_own),
        cmocka_unit_test(a_future_is_set_once),
        cmocka_unit_test(timers_are_due_in_order_of_their_deadlines),
        cmocka_unit_test(a_task_has_its_own_copy_of_local_values),
        cmocka_unit_test(another_thread_wakes_the_loop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
