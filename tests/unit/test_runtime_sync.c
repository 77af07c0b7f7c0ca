/*
 * Locks, events, conditions, semaphores, barriers, queues, task groups, calls in
 * threads: order, fairness, and what a cancellation leaves behind.
 */
#include "co.h"

#include "acc/uv.h"

#include <unistd.h>
#include <uv.h>

#define ACQUIRE(x) CO_AWAIT(__acc_start_acc_lock_acquire(c, &f->in.acquire, x), (void)0)
#define EVENT_WAIT(x) \
    CO_AWAIT(__acc_start_acc_event_wait(c, &f->in.event, x), (void)0)
#define CONDITION_WAIT(x) \
    CO_AWAIT(__acc_start_acc_condition_wait(c, &f->in.condition, x), (void)0)
#define SEMAPHORE(x) \
    CO_AWAIT(__acc_start_acc_semaphore_acquire(c, &f->in.semaphore, x), (void)0)
#define BARRIER(x) \
    CO_AWAIT(f->got = __acc_start_acc_barrier_wait(c, &f->in.barrier, x), \
             f->got = f->in.barrier.__acc_result)
#define PUT(q, item) \
    CO_AWAIT(__acc_start_acc_queue_put_from(c, &f->in.put, q, item), (void)0)
#define GET(q, item) \
    CO_AWAIT(__acc_start_acc_queue_get_into(c, &f->in.get, q, item), (void)0)

/* ---- lock --------------------------------------------------------------- */

static acc_lock lock;

BODY(locking)
{
    BEGIN;
    ACQUIRE(&lock); CHECK;
    note("%ld+ ", f->arg);
    SLEEP(ACC_SEC);
    note("%ld- ", f->arg);
    acc_lock_release(&lock);
    CHECK;
    END;
}

BODY(lock_order)
{
    BEGIN;
    acc_lock_init(&lock);
    assert_int_equal(acc_lock_release(&lock), -EPERM);
    f->t[0] = task(locking, 1);
    f->t[1] = task(locking, 2);
    f->t[2] = task(locking, 3);
    f->t[3] = task(locking, 4);
    SLEEP(0); CHECK;
    assert_int_equal(acc_lock_locked(&lock), 1);
    acc_task_cancel(f->t[1]);
    SLEEP(ACC_SEC); CHECK;
    SLEEP(0); CHECK;
    acc_task_cancel(f->t[2]);    /* woken or in possession: passes it on */
    AWAIT_CO(acc_gather_all(f->t, 4, NULL, 0));
    CATCH;
    SLEEP(5 * ACC_SEC); CHECK;
    f->result = acc_lock_locked(&lock);
    END;
}

static void a_lock_is_fair_and_survives_cancelled_waiters(void **state)
{
    (void)state;
    forget();
    assert_int_equal(run_co(lock_order, 0), 0);
    assert_string_equal(happened, "1+ 1- 3+ 3- 4+ 4- ");
}

/* ---- event, condition, semaphore ---------------------------------------- */

static acc_event event = ACC_EVENT_INIT;

BODY(listening)
{
    BEGIN;
    EVENT_WAIT(&event); CHECK;
    note("%ld ", f->arg);
    END;
}

BODY(broadcast)
{
    BEGIN;
    for (long i = 1; i < 5; i++)
        acc_spawn(co_new(listening, i), NULL);
    SLEEP(0); CHECK;
    acc_event_set(&event);
    SLEEP(0); CHECK;
    assert_int_equal(acc_event_is_set(&event), 1);
    acc_event_clear(&event);
    SLEEP(0); CHECK;
    END;
}

static void an_event_wakes_all_in_order(void **state)
{
    (void)state;
    forget();
    assert_int_equal(run_co(broadcast, 0), 0);
    assert_string_equal(happened, "1 2 3 4 ");
}

static acc_condition condition = ACC_CONDITION_INIT(&lock);

BODY(notified)
{
    BEGIN;
    ACQUIRE(&lock); CHECK;
    CONDITION_WAIT(&condition);
    note("%ld%s ", f->arg, c->status ? "!" : "");
    assert_int_equal(acc_lock_locked(&lock), 1);
    acc_lock_release(&lock);
    CHECK;
    END;
}

BODY(notifying)
{
    BEGIN;
    acc_lock_init(&lock);
    CONDITION_WAIT(&condition);
    CATCH;
    assert_int_equal(f->error, EPERM);
    for (long i = 0; i < 4; i++)
        f->t[i] = task(notified, i);
    SLEEP(0); CHECK;
    assert_int_equal(acc_condition_notify(&condition, 1), -EPERM);
    ACQUIRE(&lock); CHECK;
    acc_condition_notify(&condition, 2);
    acc_task_cancel(f->t[3]);
    acc_lock_release(&lock);
    SLEEP(ACC_SEC); CHECK;
    note("| ");
    ACQUIRE(&lock); CHECK;
    acc_condition_notify_all(&condition);
    acc_lock_release(&lock);
    AWAIT_CO(acc_gather_all(f->t, 4, NULL, 0));
    CATCH;
    END;
}

static void a_condition_notifies_and_relocks_even_when_cancelled(void **state)
{
    (void)state;
    forget();
    assert_int_equal(run_co(notifying, 0), 0);
    /* The cancelled one notifies another in its place. */
    assert_string_equal(happened, "0 1 3! 2 | ");
}

static acc_semaphore semaphore;

BODY(using)
{
    BEGIN;
    SEMAPHORE(&semaphore); CHECK;
    note("%ld ", f->arg);
    SLEEP(ACC_SEC); CHECK;
    acc_semaphore_release(&semaphore);
    END;
}

BODY(limiting)
{
    BEGIN;
    acc_bounded_semaphore_init(&semaphore, 2);
    for (long i = 0; i < 4; i++)
        f->t[i] = task(using, i);
    SLEEP(0); CHECK;
    assert_int_equal(acc_semaphore_locked(&semaphore), 1);
    note("| ");
    AWAIT_CO(acc_gather_all(f->t, 4, NULL, 0)); CHECK;
    assert_int_equal(acc_semaphore_release(&semaphore), -EINVAL);
    f->result = acc_now() / ACC_SEC;
    END;
}

static void a_semaphore_lets_so_many_in(void **state)
{
    (void)state;
    forget();
    assert_int_equal(run_co(limiting, 0), 2);
    assert_string_equal(happened, "0 1 | 2 3 ");
}

/* ---- barrier ------------------------------------------------------------ */

static acc_barrier barrier = ACC_BARRIER_INIT(3);

BODY(meeting)
{
    BEGIN;
    SLEEP(f->arg * ACC_SEC); CHECK;
    BARRIER(&barrier); CHECK;
    f->result = f->got;
    note("%ld@%ld ", f->arg, (long)(acc_now() / ACC_SEC));
    END;
}

BODY(barrier_round)
{
    BEGIN;
    ARM(0, co_new(meeting, 1), ACC_KIND_COROUTINE, 0);
    ARM(1, co_new(meeting, 2), ACC_KIND_COROUTINE, 0);
    ARM(2, co_new(meeting, 3), ACC_KIND_COROUTINE, 0);
    GATHER(3); CHECK;
    assert_int_equal(f->got, 12);    /* 0, 1, 2 */
    f->t[0] = task(meeting, 0);
    SLEEP(ACC_SEC); CHECK;
    assert_int_equal(acc_barrier_waiting(&barrier), 1);
    CO_AWAIT(__acc_start_acc_barrier_abort(c, &f->in.abort, &barrier), (void)0); CHECK;
    JOIN(f->t[0]); CHECK;
    assert_int_equal(f->got, ACC_BROKEN_BARRIER);
    assert_int_equal(acc_barrier_broken(&barrier), 1);
    END;
}

static void a_barrier_waits_for_all(void **state)
{
    (void)state;
    forget();
    assert_int_equal(run_co(barrier_round, 0), 0);
    assert_string_equal(happened, "3@3 1@3 2@3 ");
}

/* ---- queues ------------------------------------------------------------- */

static acc_queue *queue;

BODY(producing)
{
    BEGIN;
    for (f->i = 0; f->i < f->arg; f->i++) {
        PUT(queue, &f->i); CHECK;
    }
    END;
}

BODY(consuming)
{
    BEGIN;
    f->result = 0;
    for (f->i = 0; f->i < f->arg; f->i++) {
        GET(queue, &f->got); CHECK;
        assert_int_equal(f->got, f->i);
        f->result += f->got;
        acc_queue_task_done(queue);
    }
    END;
}

BODY(through_queue)
{
    BEGIN;
    queue = acc_queue_create(sizeof(long), (size_t)f->arg, ACC_QUEUE_FIFO, NULL);
    f->t[0] = task(producing, 1000);
    f->t[1] = task(consuming, 1000);
    AWAIT_TASK(f->t[1]); CHECK;
    f->result = f->got;
    AWAIT_TASK(f->t[0]); CHECK;
    assert_int_equal(acc_queue_empty(queue), 1);
    acc_queue_free(queue);
    END;
}

static void items_pass_in_order_at_every_capacity(void **state)
{
    (void)state;
    assert_int_equal(run_co(through_queue, 0), 499500);
    assert_int_equal(run_co(through_queue, 1), 499500);
    assert_int_equal(run_co(through_queue, 7), 499500);
    assert_int_equal(run_co(through_queue, 128), 499500);
}

static int by_tens(const void *a, const void *b)
{
    long x = *(const long *)a / 10, y = *(const long *)b / 10;
    return (x > y) - (x < y);
}

BODY(kinds)
{
    static const long in[] = { 31, 12, 33, 11, 32, 25 };
    long out;
    BEGIN;
    for (int kind = ACC_QUEUE_LIFO; kind <= ACC_QUEUE_PRIORITY; kind++) {
        queue = acc_queue_create(sizeof(long), 6, kind, by_tens);
        for (size_t i = 0; i < 6; i++)
            assert_int_equal(acc_queue_put_nowait_from(queue, &in[i]), 0);
        assert_int_equal(acc_queue_put_nowait_from(queue, &in[0]), -EAGAIN);
        assert_int_equal(acc_queue_full(queue), 1);
        while (acc_queue_get_nowait(queue, &out) == 0)
            note("%ld ", out);
        note("| ");
        acc_queue_free(queue);
    }
    END;
}

static void lifo_and_priority_queues_order_their_items(void **state)
{
    (void)state;
    forget();
    assert_int_equal(run_co(kinds, 0), 0);
    assert_string_equal(happened, "25 32 11 33 12 31 | 12 11 25 31 33 32 | ");
}

BODY(getting)
{
    BEGIN;
    GET(queue, &f->got);
    note("%ld:%ld ", f->arg, c->status ? -1 : f->got);
    CHECK;
    END;
}

BODY(cancelled_get)
{
    long one = 1, two = 2;
    BEGIN;
    queue = acc_queue_create(sizeof(long), 0, ACC_QUEUE_FIFO, NULL);
    f->t[0] = task(getting, 0);
    f->t[1] = task(getting, 1);
    f->t[2] = task(getting, 2);
    SLEEP(0); CHECK;
    acc_queue_put_nowait_from(queue, &one);
    acc_task_cancel(f->t[0]);     /* woken already: passes it on */
    SLEEP(0); CHECK;
    SLEEP(0); CHECK;
    acc_task_cancel(f->t[2]);
    acc_queue_put_nowait_from(queue, &two);
    AWAIT_CO(acc_gather_all(f->t, 3, NULL, 0));
    CATCH;
    SLEEP(0); CHECK;
    f->result = (long)acc_queue_size(queue);
    acc_queue_shutdown(queue, 0);
    acc_queue_get_nowait(queue, &one);
    GET(queue, &f->got);
    CATCH;
    assert_int_equal(f->error, ACC_QUEUE_SHUTDOWN);
    PUT(queue, &f->got);
    CATCH;
    assert_int_equal(f->error, ACC_QUEUE_SHUTDOWN);
    acc_queue_free(queue);
    END;
}

static void a_cancelled_get_loses_no_item(void **state)
{
    (void)state;
    forget();
    assert_int_equal(run_co(cancelled_get, 0), 1);
    assert_string_equal(happened, "0:-1 1:1 2:-1 ");
}

/* ---- task groups -------------------------------------------------------- */

BODY(child)
{
    BEGIN;
    SLEEP((f->arg & 15) * ACC_SEC);
    if (c->status)
        note("%ld cancelled ", f->arg & 15);
    CHECK;
    if (f->arg & 16)
        THROW(EIO);
    note("%ld ", f->arg & 15);
    f->result = f->arg;
    END;
}

BODY(group_of_three)
{
    BEGIN;
    acc_taskgroup_enter(c, &f->group);
    f->i = 0;
    acc_taskgroup_spawn_into(&f->group, co_new(child, 3), NULL, &f->i,
                             sizeof f->i);
    acc_taskgroup_spawn(&f->group, co_new(child, 1), NULL);
    f->t[0] = acc_taskgroup_create_task(&f->group, co_new(child, 2), NULL);
    END_GROUP; CHECK;
    note("end ");
    AWAIT_TASK(f->t[0]); CHECK;
    f->result = f->i * 10 + f->got;
    END;
}

static void a_group_waits_for_its_children(void **state)
{
    (void)state;
    forget();
    assert_int_equal(run_co(group_of_three, 0), 32);
    assert_string_equal(happened, "1 2 3 end ");
}

BODY(failing_group)
{
    BEGIN;
    acc_taskgroup_enter(c, &f->group);
    acc_taskgroup_spawn(&f->group, co_new(child, 5), NULL);
    acc_taskgroup_spawn(&f->group, co_new(child, 2 | 16), NULL);
    acc_taskgroup_spawn(&f->group, co_new(child, 4), NULL);
    SLEEP(10 * ACC_SEC);
    if (c->status == ACC_CANCELLED)
        note("body ");
    END_GROUP;
    CATCH;
    assert_int_equal(f->error, EIO);
    assert_int_equal(acc_task_cancelling(acc_current_task()), 0);
    SLEEP(ACC_SEC); CHECK;           /* not cancelled itself */
    f->result = acc_now() / ACC_SEC;
    END;
}

static void the_first_error_cancels_the_rest_of_the_group(void **state)
{
    (void)state;
    forget();
    assert_int_equal(run_co(failing_group, 0), 3);
    assert_string_equal(happened, "5 cancelled 4 cancelled body ");
}

BODY(throwing_body)
{
    BEGIN;
    acc_taskgroup_enter(c, &f->group);
    acc_taskgroup_spawn(&f->group, co_new(child, 5), NULL);
    SLEEP(ACC_SEC);
    acc_throw(c, EPERM, &co_descriptor, 2);
    END_GROUP; CHECK;
    END;
}

static void an_error_of_the_body_cancels_the_children(void **state)
{
    (void)state;
    forget();
    assert_int_equal(run_co(throwing_body, 0), -EPERM);
    assert_string_equal(happened, "5 cancelled ");
}

/* ---- as completed ------------------------------------------------------- */

#define NEXT(g, value) \
    CO_AWAIT(f->got = __acc_start_acc_async_generator_next(c, &f->in.next, g, \
                                                           value), \
             f->got = f->in.next.__acc_result)

BODY(completing)
{
    BEGIN;
    f->t[0] = task(child, 3);
    f->t[1] = task(child, 1);
    f->t[2] = task(child, 2);
    f->u = (void *)acc_as_completed(f->t, 3);
    for (;;) {
        NEXT((acc_generator *)(void *)f->u, &f->p); CHECK;
        if (!f->got)
            break;
        note("<%d> ", (int)*(long *)acc_task_result(f->p));
        if (f->arg && acc_task_result(f->p) == acc_task_result(f->t[1]))
            break;
    }
    CO_AWAIT(__acc_start_acc_async_generator_close(
                 c, &f->in.close, (acc_generator *)(void *)f->u), (void)0);
    AWAIT_CO(acc_gather_all(f->t, 3, NULL, 0)); CHECK;
    END;
}

static void tasks_come_in_the_order_of_completion(void **state)
{
    (void)state;
    forget();
    assert_int_equal(run_co(completing, 0), 0);
    assert_string_equal(happened, "1 <1> 2 <2> 3 <3> ");
    forget();
    assert_int_equal(run_co(completing, 1), 0);
    assert_string_equal(happened, "1 <1> 2 3 ");
}

/* ---- threads ------------------------------------------------------------ */

static void *blocking(void *arg)
{
    usleep(1000);
    return (char *)arg + 1;
}

typedef struct Threaded {
    co co;
    struct __acc_frame_acc_to_thread call;
} Threaded;

static void threaded_resume(acc_context *c, acc_frame *frame);
static const acc_descriptor threaded_descriptor = {
    .resume = threaded_resume,
    .size = sizeof(Threaded),
    .align = _Alignof(Threaded),
    .result_offset = offsetof(co, result),
    .result_size = sizeof(long),
    .name = "threaded",
    .file = "test",
};

static void threaded_resume(acc_context *c, acc_frame *frame)
{
    Threaded *f = (Threaded *)(void *)frame;
    if (frame->__acc_state == ACC_STATE_ENTRY) {
        __acc_start_acc_to_thread(c, &f->call, blocking, (void *)(intptr_t)41);
        if (c->status == ACC_SUSPENDED) {
            acc_leave(c, f, &threaded_descriptor, 2);
            return;
        }
    }
    if (!c->status)
        f->co.result = (long)(intptr_t)f->call.__acc_result;
}

static acc_coroutine *threaded(void)
{
    return acc_frame_new(&threaded_descriptor);
}

BODY(cancelling_thread)
{
    BEGIN;
    f->t[0] = acc_create_task(threaded(), NULL);
    SLEEP(0); CHECK;
    acc_task_cancel(f->t[0]);
    JOIN(f->t[0]); CHECK;
    f->result = f->got;
    END;
}

static void a_blocking_call_runs_in_a_thread(void **state)
{
    long value;
    int error;
    (void)state;
    for (int is_virtual = 0; is_virtual < 2; is_virtual++) {
        acc_loop_use_virtual(is_virtual);
        acc_run(threaded(), &value, sizeof value, &error);
        assert_int_equal(error, 0);
        assert_int_equal(value, 42);
        acc_run(co_new(cancelling_thread, 0), &value, sizeof value, &error);
        assert_int_equal(error, 0);
        assert_int_equal(value, ACC_CANCELLED);
    }
}

/* ---- handles of the program's own --------------------------------------- */

static void closed(uv_handle_t *handle)
{
    long one = 1;
    acc_future_set_result(handle->data, &one, sizeof one);
}

static void fired(uv_timer_t *timer)
{
    uv_close((uv_handle_t *)timer, closed);
}

static uv_timer_t uv_timer;

BODY(own_handle)
{
    BEGIN;
    f->u = acc_future_new(sizeof(long));
    uv_timer_init(acc_uv_loop(), &uv_timer);
    uv_timer.data = f->u;
    uv_timer_start(&uv_timer, fired, 1, 0);
    /* Seen even while something is always ready. */
    while (!acc_future_done(f->u)) {
        SLEEP(0); CHECK;
    }
    AWAIT_FUTURE(f->u); CHECK;
    acc_future_release(f->u);
    f->result = f->got;
    END;
}

static void handles_of_the_program_run_on_the_same_loop(void **state)
{
    long value = 0;
    int error;
    (void)state;
    assert_null(acc_uv_loop());
    for (int is_virtual = 0; is_virtual < 2; is_virtual++) {
        acc_loop_use_virtual(is_virtual);
        acc_run(co_new(own_handle, 0), &value, sizeof value, &error);
        assert_int_equal(error, 0);
        assert_int_equal(value, 1);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_lock_is_fair_and_survives_cancelled_waiters),
        cmocka_unit_test(an_event_wakes_all_in_order),
        cmocka_unit_test(a_condition_notifies_and_relocks_even_when_cancelled),
        cmocka_unit_test(a_semaphore_lets_so_many_in),
        cmocka_unit_test(a_barrier_waits_for_all),
        cmocka_unit_test(items_pass_in_order_at_every_capacity),
        cmocka_unit_test(lifo_and_priority_queues_order_their_items),
        cmocka_unit_test(a_cancelled_get_loses_no_item),
        cmocka_unit_test(a_group_waits_for_its_children),
        cmocka_unit_test(the_first_error_cancels_the_rest_of_the_group),
        cmocka_unit_test(an_error_of_the_body_cancels_the_children),
        cmocka_unit_test(tasks_come_in_the_order_of_completion),
        cmocka_unit_test(a_blocking_call_runs_in_a_thread),
        cmocka_unit_test(handles_of_the_program_run_on_the_same_loop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
