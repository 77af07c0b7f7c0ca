/*
 * What callbacks may do to the things they are called for, and what happens to
 * what is left when a loop ends: no crash, no leak, each thing once.
 */
#include "co.h"

static acc_task *victim;
static acc_future *promise;
static acc_timer *timer;
static acc_queue *queue;

BODY(naps)
{
    BEGIN;
    SLEEP(f->arg * ACC_MSEC); CHECK;
    f->result = f->arg;
    END;
}

BODY(takes)
{
    BEGIN;
    CO_AWAIT(__acc_start_acc_queue_get_into(c, &f->in.get, queue, &f->result),
             (void)0);
    note("%s ", acc_error_name(c->status));
    CHECK;
    END;
}

BODY(expects)
{
    BEGIN;
    AWAIT_FUTURE(promise);
    note("%s ", c->status ? acc_error_name(c->status) : "value");
    CHECK;
    END;
}

/* ---- callbacks ---------------------------------------------------------------- */

static void detaches(acc_task *t, void *arg)
{
    note("detaches ");
    assert_null(arg);
    acc_task_detach(t); /* the last handle; the callback holds one itself */
}

static void releases(acc_future *f, void *arg)
{
    note("releases ");
    assert_null(arg);
    acc_future_release(f);
}

static void registers_again(acc_task *t, void *arg)
{
    int *n = arg;
    note("again %d ", *n);
    if ((*n)-- > 0)
        acc_task_add_callback(t, registers_again, n);
}

static void cancels_timer(void *arg)
{
    (void)arg;
    note("cancels ");
    acc_timer_cancel(timer);
    acc_timer_cancel(acc_call_soon(cancels_timer, NULL));
}

static void cancels_task(void *arg)
{
    (void)arg;
    note("task ");
    acc_task_cancel(victim);
    acc_task_cancel(victim);
}

static void frees_queue(void *arg)
{
    (void)arg;
    note("frees ");
    acc_queue_free(queue);
}

static void sets_promise(void *arg)
{
    long value = 1;
    (void)arg;
    acc_future_set_result(promise, &value, sizeof value);
    acc_future_release(promise); /* those who wait have references */
}

static void starts(void *arg)
{
    (void)arg;
    assert_null(acc_current_task());
    acc_spawn(co_new(naps, 1), "from a callback");
    acc_task_detach(acc_create_eager_task(co_new(naps, 1), NULL));
    acc_coroutine_close(co_new(naps, 1));
    assert_int_equal(acc_all_tasks(NULL, 0), 3);
}

static void runs_loops(void *arg)
{
    int error;
    (void)arg;
    assert_int_equal(acc_run_into(co_new(naps, 1), NULL, 0, &error), EBUSY);
    assert_int_equal(error, EBUSY);
}

BODY(freeing)
{
    static int again = 2;
    BEGIN;
    acc_task_add_callback(task(naps, 1), detaches, NULL);
    acc_future_add_callback(promise = acc_future_new(0), releases, NULL);
    acc_future_set_result(promise, NULL, 0);
    f->t[0] = task(naps, 0);
    acc_task_add_callback(f->t[0], registers_again, &again);
    AWAIT_TASK(f->t[0]); CHECK;
    SLEEP(2 * ACC_MSEC); CHECK;

    timer = acc_call_later(2 * ACC_MSEC, cancels_task, NULL);
    acc_call_later(ACC_MSEC, cancels_timer, NULL);
    SLEEP(3 * ACC_MSEC); CHECK;
    /* In the same pass: due, or queued, but not called yet. */
    acc_call_soon(cancels_timer, NULL);
    timer = acc_call_soon(cancels_task, NULL);
    SLEEP(0); CHECK;

    victim = task(naps, 100);
    SLEEP(0); CHECK;
    acc_call_soon(cancels_task, NULL);
    JOIN(victim); CHECK;
    assert_int_equal(f->got, ACC_CANCELLED);

    queue = acc_queue_new(long, 0);
    f->t[0] = task(takes, 0);
    f->t[1] = task(takes, 0);
    SLEEP(0); CHECK;
    acc_call_soon(frees_queue, NULL);
    JOIN(f->t[0]); CHECK;
    assert_int_equal(f->got, ACC_QUEUE_SHUTDOWN);
    JOIN(f->t[1]); CHECK;

    promise = acc_future_new(sizeof(long));
    f->t[0] = task(expects, 0);
    f->t[1] = task(expects, 0);
    SLEEP(0); CHECK;
    acc_call_soon(sets_promise, NULL);
    JOIN(f->t[0]); CHECK;
    JOIN(f->t[1]); CHECK;

    acc_call_soon(starts, NULL);
    acc_call_soon(runs_loops, NULL);
    SLEEP(5 * ACC_MSEC); CHECK;
    assert_int_equal(acc_all_tasks(NULL, 0), 1);
    END;
}

static void callbacks_free_what_they_are_called_for(void **state)
{
    (void)state;
    forget();
    assert_int_equal(run_co(freeing, 0), 0);
    assert_string_equal(happened,
        "releases again 2 again 1 again 0 detaches cancels cancels task frees "
        "ACC_QUEUE_SHUTDOWN ACC_QUEUE_SHUTDOWN value value ");
}

/* ---- the end of a loop ------------------------------------------------------------ */

static void never(void *arg)
{
    note("called %s ", (char *)arg);
}

static void told(acc_future *f, void *arg)
{
    note("told %d %s ", acc_future_done(f), (char *)arg);
}

BODY(leaves_all)
{
    BEGIN;
    promise = acc_future_new(sizeof(long));
    queue = acc_queue_new(long, 0);
    acc_future_add_callback(promise, told, "later");
    acc_spawn(co_new(expects, 0), NULL);
    acc_spawn(co_new(takes, 0), NULL);
    acc_spawn(co_new(naps, 1000), NULL);
    victim = task(naps, 1000);
    SLEEP(0); CHECK;
    acc_call_later(ACC_HOUR, never, "later");
    acc_spawn(co_new(naps, 1000), "not begun");
    timer = acc_call_later(ACC_HOUR, never, "later");
    f->result = 5;
    END;
}

static void a_loop_ends_with_everything_in_it(void **state)
{
    long value = 0;
    (void)state;
    forget();
    assert_int_equal(run_co(leaves_all, 0), 5);
    /* The wait for the future was cancelled, and it with that, as in asyncio. */
    assert_string_equal(happened, "told 1 later ACC_CANCELLED ACC_CANCELLED ");
    /* Handles outlive the loop. */
    assert_true(acc_task_done(victim));
    assert_true(acc_task_cancelled(victim));
    assert_int_equal(acc_task_cancel(victim), 0);
    assert_string_equal(acc_coroutine_name(acc_task_coroutine(victim)), "co");
    assert_int_equal(acc_task_add_callback(victim, detaches, NULL), -EPERM);
    acc_task_detach(victim);
    assert_true(acc_future_cancelled(promise));
    assert_int_equal(acc_future_add_callback(promise, told, "again"), -EPERM);
    acc_future_release(promise);
    assert_int_equal(acc_queue_put_nowait_from(queue, &value), 0);
    acc_queue_free(queue);
}

static void a_future_outlives_loops(void **state)
{
    long value = 7;
    int error;
    acc_runner *a;
    (void)state;
    forget();
    acc_loop_use_virtual(1);
    promise = acc_future_new(sizeof value);
    assert_int_equal(acc_future_add_callback(promise, told, "A"), 0);
    a = acc_runner_new();
    assert_int_equal(acc_runner_run(a, co_new(naps, 1), NULL, 0), 0);
    acc_runner_close(a);
    promise = acc_future_retain(promise);
    acc_run_into(co_new(naps, 2), &value, sizeof value, &error);
    assert_string_equal(happened, "");
    assert_int_equal(acc_future_remove_callback(promise, told, "A"), 1);
    assert_int_equal(acc_future_set_result(promise, &value, sizeof value), 0);
    assert_int_equal(*(long *)acc_future_result(promise), 2);
    acc_future_release(promise);
    acc_future_release(promise);
}

BODY(stays)
{
    BEGIN;
    f->t[0] = task(naps, 10);
    f->t[1] = task(naps, 20);
    SLEEP(0); CHECK;
    victim = f->t[1];
    acc_task_detach(f->t[0]);
    END;
}

static void a_runner_is_closed_with_tasks_asleep(void **state)
{
    acc_runner *r;
    (void)state;
    acc_loop_use_virtual(1);
    for (int closed_early = 0; closed_early < 2; closed_early++) {
        r = acc_runner_new();
        if (!closed_early)
            assert_int_equal(acc_runner_run(r, co_new(stays, 0), NULL, 0), 0);
        acc_runner_close(r);
        if (!closed_early) {
            assert_true(acc_task_cancelled(victim));
            acc_task_detach(victim);
        }
    }
    /* One that is used up cannot be run; a value of no size is none. */
    r = acc_runner_new();
    assert_int_equal(acc_runner_run(r, NULL, NULL, 0), ENOMEM);
    acc_runner_close(r);
}

/* ---- cancelled, freed, joined ------------------------------------------------------- */

BODY(joins_twice)
{
    BEGIN;
    f->t[0] = task(naps, 1);
    acc_task_retain(f->t[0]);
    acc_task_retain(f->t[0]);
    JOIN(f->t[0]); CHECK;
    assert_int_equal(f->got, 0);
    AWAIT_TASK(f->t[0]); CHECK;
    assert_int_equal(f->got, 1);
    assert_int_equal(acc_task_cancel(f->t[0]), 0);
    acc_task_detach(f->t[0]);

    f->t[0] = task(naps, 1);
    acc_task_cancel(f->t[0]);
    acc_task_detach(f->t[0]); /* not begun, cancelled, given back */
    f->t[0] = task(naps, 1);
    SLEEP(0); CHECK;
    acc_task_cancel(f->t[0]);
    acc_task_detach(f->t[0]); /* asleep, cancelled, given back */
    SLEEP(0); CHECK;
    AWAIT_TASK(acc_current_task());
    assert_int_equal(acc_catch(c), EDEADLK);
    JOIN(acc_current_task());
    assert_int_equal(acc_catch(c), EDEADLK);
    acc_task_cancel(acc_current_task());
    SLEEP(ACC_SEC);
    assert_int_equal(acc_catch(c), ACC_CANCELLED);
    assert_int_equal(acc_task_uncancel(acc_current_task()), 0);
    assert_int_equal(acc_task_uncancel(acc_current_task()), 0);
    f->result = 1;
    END;
}

static void tasks_are_cancelled_and_joined_in_every_state(void **state)
{
    (void)state;
    assert_int_equal(run_co(joins_twice, 0), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(callbacks_free_what_they_are_called_for),
        cmocka_unit_test(a_loop_ends_with_everything_in_it),
        cmocka_unit_test(a_future_outlives_loops),
        cmocka_unit_test(a_runner_is_closed_with_tasks_asleep),
        cmocka_unit_test(tasks_are_cancelled_and_joined_in_every_state),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
