/*
 * The public functions that the other tests of the runtime have no need of,
 * from plain C: coroutine objects of the library's own awaitables, callbacks,
 * runners, every kind of queue, frames on the frame stack, null handles.
 */
#include "co.h"
#include "core/core.h"

#include "acc/uv.h"

/* ---- synchronisation -------------------------------------------------------- */

static acc_lock lock;
static acc_event event;
static acc_condition condition;
static acc_semaphore semaphore, bounded = ACC_BOUNDED_SEMAPHORE_INIT(1);
static acc_barrier barrier;
static acc_queue *queue;

BODY(waits_for_notice)
{
    BEGIN;
    AWAIT_CO(acc_lock_acquire(&lock)); CHECK;
    AWAIT_CO(acc_condition_wait(&condition)); CHECK;
    note("noticed %ld ", f->arg);
    assert_int_equal(acc_lock_release(&lock), 0);
    END;
}

BODY(meets)
{
    BEGIN;
    AWAIT_AS(int, acc_barrier_wait(&barrier));
    CATCH;
    note(f->error ? "broken " : "met ");
    END;
}

BODY(objects)
{
    BEGIN;
    acc_lock_init(&lock);
    acc_event_init(&event);
    acc_condition_init(&condition, &lock);
    acc_semaphore_init(&semaphore, 1);
    acc_barrier_init(&barrier, 2);
    for (f->i = 0; f->i < 3; f->i++)
        f->t[f->i] = task(waits_for_notice, f->i);
    SLEEP(0); CHECK;
    SLEEP(0); CHECK;
    assert_int_equal(acc_condition_notify(&condition, 1), -EPERM);
    AWAIT_CO(acc_lock_acquire(&lock)); CHECK;
    assert_int_equal(acc_condition_notify(&condition, 1), 0);
    assert_int_equal(acc_condition_notify_all(&condition), 0);
    assert_true(acc_lock_locked(&lock));
    acc_lock_release(&lock);
    for (f->i = 0; f->i < 3; f->i++) {
        AWAIT_AS(int, acc_join(f->t[f->i])); CHECK;
    }
    assert_int_equal(acc_lock_release(&lock), -EPERM);

    assert_false(acc_event_is_set(&event));
    acc_event_set(&event);
    AWAIT_CO(acc_event_wait(&event)); CHECK;
    acc_event_clear(&event);
    assert_false(acc_event_is_set(&event));

    AWAIT_CO(acc_semaphore_acquire(&semaphore)); CHECK;
    assert_true(acc_semaphore_locked(&semaphore));
    assert_int_equal(acc_semaphore_release(&semaphore), 0);
    assert_int_equal(acc_semaphore_release(&bounded), -EINVAL);
    acc_bounded_semaphore_init(&semaphore, 2);
    assert_int_equal(acc_semaphore_release(&semaphore), -EINVAL);

    f->t[0] = task(meets, 0);
    SLEEP(0); CHECK;
    assert_int_equal(acc_barrier_waiting(&barrier), 1);
    AWAIT_AS(int, acc_barrier_wait(&barrier)); CHECK;
    AWAIT_TASK(f->t[0]); CHECK;
    f->t[0] = task(meets, 0);
    SLEEP(0); CHECK;
    AWAIT_CO(acc_barrier_abort(&barrier)); CHECK;
    AWAIT_TASK(f->t[0]); CHECK;
    assert_true(acc_barrier_broken(&barrier));
    AWAIT_CO(acc_barrier_reset(&barrier)); CHECK;
    assert_false(acc_barrier_broken(&barrier));
    END;
}

static void every_primitive_is_awaited_as_an_object(void **state)
{
    (void)state;
    forget();
    assert_int_equal(run_co(objects, 0), 0);
    assert_string_equal(happened, "noticed 0 noticed 1 noticed 2 met broken ");
}

/* ---- waiting for tasks --------------------------------------------------------- */

BODY(naps)
{
    BEGIN;
    SLEEP(f->arg * ACC_USEC); CHECK;
    if (f->arg == 2)
        THROW(EIO);
    f->result = f->arg;
    END;
}

BODY(waiting)
{
    BEGIN;
    for (f->i = 0; f->i < 3; f->i++)
        f->t[f->i] = task(naps, f->i + 1);
    AWAIT_AS(size_t, acc_wait(f->t, 3, ACC_FIRST_COMPLETED, ACC_FOREVER)); CHECK;
    note("%ld ", f->got);
    AWAIT_AS(size_t, acc_wait(f->t, 3, ACC_FIRST_ERROR, ACC_HOUR)); CHECK;
    note("%ld ", f->got);
    AWAIT_AS(size_t, acc_wait(f->t, 3, ACC_ALL, 1 * ACC_NSEC)); CHECK;
    note("%ld ", f->got);
    AWAIT_AS(size_t, acc_wait(f->t, 3, ACC_ALL, ACC_MIN)); CHECK;
    note("%ld: ", f->got);
    f->p = acc_as_completed(f->t, 3);
    for (;;) {
        AWAIT_AS(int, acc_async_generator_next(f->p, &f->t[3])); CHECK;
        if (!(int)f->got)
            break;
        note("%d ", acc_task_error(f->t[3]));
    }
    AWAIT_CO(acc_async_generator_close(f->p)); CHECK;
    for (f->i = 0; f->i < 3; f->i++)
        acc_task_release(f->t[f->i]);
    END;
}

static void tasks_are_waited_for_in_three_modes(void **state)
{
    (void)state;
    forget();
    assert_int_equal(run_co(waiting, 0), 0);
    assert_string_equal(happened, "1 2 2 3: 0 5 0 ");
}

/* ---- queues ----------------------------------------------------------------------- */

static int by_value(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

BODY(queues)
{
    static int x, given[3] = { 2, 3, 1 };
    BEGIN;
    for (f->i = 0; f->i < 3; f->i++) {
        queue = f->i == 0 ? acc_queue_new(int, 3)
            : f->i == 1 ? acc_queue_new_lifo(int, 3)
            : acc_queue_new_priority(int, 3, by_value);
        AWAIT_CO(acc_queue_put_from(queue, &given[0])); CHECK;
        AWAIT_CO(acc_queue_put_copy(queue, &given[1])); CHECK;
        assert_int_equal(acc_queue_put_nowait_from(queue, &given[2]), 0);
        assert_true(acc_queue_full(queue));
        assert_int_equal(acc_queue_put_nowait_from(queue, &x), -EAGAIN);
        AWAIT_CO(acc_queue_get_into(queue, &x)); CHECK;
        note("%d", x);
        f->p = acc_queue_get(queue);
        AWAIT_AS(int, f->p); CHECK;
        note("%d", (int)f->got);
        assert_int_equal(acc_queue_get_nowait(queue, &x), 0);
        note("%d ", x);
        assert_true(acc_queue_empty(queue));
        assert_int_equal(acc_queue_size(queue), 0);
        while (acc_queue_task_done(queue) == 0)
            ;
        AWAIT_CO(acc_queue_join(queue)); CHECK;
        acc_queue_shutdown(queue, 0);
        assert_int_equal(acc_queue_get_nowait(queue, &x), -ACC_QUEUE_SHUTDOWN);
        acc_queue_free(queue);
    }
    queue = acc_queue_create(sizeof x, 0, ACC_QUEUE_FIFO, NULL);
    acc_queue_free(queue);
    queue = acc_queue_create(sizeof x, 1, ACC_QUEUE_LIFO, NULL);
    acc_queue_free(queue);
    queue = acc_queue_create(sizeof x, 1, ACC_QUEUE_PRIORITY, by_value);
    acc_queue_free(queue);
    END;
}

static void queues_of_each_kind_from_c(void **state)
{
    (void)state;
    forget();
    assert_int_equal(run_co(queues, 0), 0);
    assert_string_equal(happened, "231 132 123 ");
}

/* ---- callbacks, other loops ---------------------------------------------------- */

static void say(void *text)
{
    note("%s ", (char *)text);
}

static void task_ended(acc_task *t, void *text)
{
    note("%s:%d ", (char *)text, acc_task_done(t));
}

static void future_ended(acc_future *f, void *text)
{
    note("%s:%d ", (char *)text, acc_future_done(f));
}

BODY(callbacks)
{
    BEGIN;
    /* The functions, and the macros that say where. */
    (acc_call_soon)(say, "a");
    acc_call_soon(say, "b");
    (acc_call_later)(ACC_MSEC, say, "c");
    acc_call_later(ACC_MSEC, say, "d");
    (acc_call_at)(acc_now() + ACC_MSEC, say, "e");
    acc_call_at(acc_now() + ACC_MSEC, say, "f");
    assert_int_equal((acc_call_threadsafe)(acc_current_loop(), say, "g"), 0);
    assert_int_equal(acc_call_threadsafe(acc_current_loop(), say, "h"), 0);
    acc_timer_cancel(acc_call_soon(say, "never"));
    acc_timer_cancel(acc_call_later(ACC_MSEC, say, "never"));
    acc_timer_cancel(NULL);
    SLEEP(2 * ACC_MSEC); CHECK;

    f->u = acc_future_new(0);
    assert_int_equal((acc_future_add_callback)(f->u, future_ended, "i"), 0);
    assert_int_equal(acc_future_add_callback(f->u, future_ended, "j"), 0);
    assert_int_equal(acc_future_add_callback(f->u, future_ended, "j"), 0);
    assert_int_equal(acc_future_remove_callback(f->u, future_ended, "x"), 0);
    assert_ptr_equal(acc_future_retain(f->u), f->u);
    acc_future_release(f->u);
    acc_future_set_result(f->u, NULL, 0);
    f->t[0] = task(naps, 1);
    assert_int_equal((acc_task_add_callback)(f->t[0], task_ended, "k"), 0);
    assert_int_equal(acc_task_add_callback(f->t[0], task_ended, "l"), 0);
    f->p = "gone";
    acc_task_add_callback(f->t[0], task_ended, f->p);
    assert_int_equal(acc_task_remove_callback(f->t[0], task_ended, f->p), 1);
    AWAIT_TASK(acc_task_retain(f->t[0])); CHECK;
    assert_ptr_equal(acc_coroutine_name(acc_task_coroutine(f->t[0])),
                     co_descriptor.name);
    assert_int_equal(acc_task_add_callback(f->t[0], task_ended, "m"), 0);
    acc_task_release(f->t[0]);
    SLEEP(0); CHECK;
    acc_future_release(f->u);

    assert_int_equal(acc_loop_advance(ACC_SEC), 0);
    assert_int_equal(acc_now(), 2 * ACC_MSEC + 1 * ACC_USEC + ACC_SEC);
    assert_non_null(acc_uv_loop());
    END;
}

static void callbacks_run_in_order(void **state)
{
    (void)state;
    forget();
    assert_int_equal(run_co(callbacks, 0), 0);
    assert_string_equal(happened,
                        "a b g h c d e f i:1 j:1 j:1 k:1 l:1 m:1 ");
    assert_int_equal(acc_loop_advance(ACC_SEC), -ENOTSUP);
}

BODY(counts)
{
    BEGIN;
    SLEEP(ACC_SEC); CHECK;
    f->result = acc_now() / ACC_SEC;
    END;
}

static void runners_are_used_in_turns(void **state)
{
    acc_runner *a, *b;
    long value = 0;
    int error = -1;
    (void)state;
    acc_loop_use_virtual(1);
    a = acc_runner_new();
    b = acc_runner_new();
    assert_non_null(acc_runner_loop(a));
    assert_ptr_not_equal(acc_runner_loop(a), acc_runner_loop(b));
    assert_int_equal(acc_runner_run(a, co_new(counts, 0), &value, sizeof value), 0);
    assert_int_equal(acc_runner_run(a, co_new(counts, 0), &value, sizeof value), 0);
    assert_int_equal(value, 2);
    acc_runner_run_value(b, co_new(counts, 0), &value, sizeof value, &error);
    assert_int_equal(error, 0);
    assert_int_equal(value, 1);
    acc_runner_close(a);
    acc_runner_close(b);
    acc_runner_close(NULL);
    assert_null(acc_runner_loop(NULL));
}

/* ---- eager tasks ---------------------------------------------------------------- */

BODY(eager)
{
    BEGIN;
    f->t[0] = acc_create_eager_task(co_new(naps, 1), NULL);
    assert_false(acc_task_done(f->t[0]));
    AWAIT_TASK(f->t[0]); CHECK;
    f->result = f->got;
    acc_taskgroup_enter(c, &f->group);
    f->t[0] = acc_taskgroup_create_eager_task(&f->group, co_new(naps, 3), "named");
    acc_taskgroup_spawn_eager(&f->group, co_new(naps, 4), NULL);
    acc_taskgroup_spawn_eager_into(&f->group, co_new(naps, 5), NULL, &f->got,
                                   sizeof f->got);
    f->p = acc_taskgroup_join(&f->group, 0);
    AWAIT_CO(f->p); CHECK;
    f->result = f->result * 10 + *(long *)acc_task_result(f->t[0]);
    acc_task_detach(f->t[0]);
    END;
}

static void eager_tasks_begin_at_once_in_groups_too(void **state)
{
    (void)state;
    assert_int_equal(run_co(eager, 0), 13);
}

/* ---- what emitted code does -------------------------------------------------------- */

BODY(frames)
{
    static char *array, *aligned;
    BEGIN;
    array = acc_push_array(c, 5000);
    assert_non_null(array);
    memset(array, 1, 5000);
    aligned = acc_push_aligned(c, 100, 64);
    assert_int_equal((uintptr_t)aligned % 64, 0);
    assert_true((char *)acc_push_base(aligned) < aligned);
    acc_copy(aligned, array, 100);
    acc_zero(array, 5000);
    assert_int_equal(aligned[99] + array[99], 1);
    f->p = ACC_PUSH_FRAME(c, co);
    assert_true(ACC_FRAME_SIZE(co) >= sizeof(co));
    ACC_POP_FRAME(c, f->p, co);
    SLEEP(0); CHECK; /* what is below stays */
    assert_int_equal(aligned[0], 1);
    acc_pop(c, acc_push_base(aligned));
    acc_pop(c, array);
    assert_false(__acc_stack_low(c));

    acc_throw(c, EIO, &co_descriptor, 2);
    f->error = acc_catch(c);
    acc_rethrow(c, f->error);
    assert_int_equal(c->status, EIO);
    CATCH;
    f->result = acc_state_of(f);
    END;
}

static void frames_and_errors_of_emitted_code(void **state)
{
    (void)state;
    assert_int_equal(run_co(frames, 0), 4);
}

/* What the entries of functions do for their frames. */
static unsigned chunks(acc_context *c)
{
    unsigned n = 0;
    for (acc__segment *s = acc__loop(c)->chunk; s; s = s->prev)
        n++;
    return n;
}

BODY(blocks_of_calls)
{
    static void *p[64];
    ptrdiff_t room;
    BEGIN;
    p[0] = __acc_take(c, 100, 8);
    p[1] = __acc_take(c, 100, 8);
    memset(p[0], 1, 100);
    memset(p[1], 1, 100);
    __acc_give(c, p[0], 100, 8);
    assert_ptr_equal(__acc_take(c, 98, 8), p[0]);
    __acc_give(c, p[1], 100, 8);
    __acc_give(c, p[0], 100, 8);

    /* Reserved and not taken, out of the list, cut: the room is the same. */
    room = c->room;
    assert_false(__acc_stops(c, __ACC_OF(char[100], __ACC_LATE)));
    assert_int_equal(c->room, room - 112);
    __acc_exit(c, NULL, 100, 8, __ACC_LATE);
    assert_int_equal(c->room, room);
    assert_false(__acc_stops(c, 100, 8, __ACC_LATE));
    assert_ptr_equal(__acc_take_reserved(c, 100), p[0]);
    assert_int_equal(c->room, room);
    __acc_exit(c, p[0], 100, 8, __ACC_LATE);
    assert_false(__acc_stops(c, 200, 8, __ACC_LATE));
    p[2] = __acc_take_reserved(c, 200);
    assert_int_equal(c->room, room - 208);
    __acc_exit(c, p[2], 200, 8, __ACC_LATE);

    /* There is no more room: the call stops, and is begun in a new chunk; what is
     * reserved stays so. */
    assert_int_equal(chunks(c), 1);
    int calls = 0;
    while (!__acc_stops(c, 296, 8, __ACC_LATE))
        calls++;
    f->p = __acc_entry(c, &co_descriptor, __ACC_NEVER);
    assert_int_equal(c->status, __ACC_DEFERRED);
    c->status = 0;
    c->next = NULL;
    assert_int_equal(chunks(c), 1); /* that one is on the frame stack */
    c->room += 304; /* the call that stopped was not begun */
    p[3] = __acc_take(c, 250, 8);
    assert_int_equal(chunks(c), 2);
    for (int i = 0; i < calls; i++) {
        p[4 + i] = __acc_take_reserved(c, 296);
        memset(p[4 + i], i, 296);
    }
    assert_int_equal(chunks(c), 2);
    while (calls > 0)
        __acc_give(c, p[4 + --calls], 296, 8);
    __acc_give(c, p[3], 250, 8);
    ACC_POP_FRAME(c, f->p, co);

    /* In the steady state there are enough of them. */
    for (int i = 0; i < 10000; i++) {
        p[i % 8] = __acc_take(c, 24 + i % 8 * 16, 8);
        if (i % 8 == 7)
            for (int k = 0; k < 8; k++)
                __acc_give(c, p[(k * 3 + i) % 8], 24 + (k * 3 + i) % 8 * 16, 8);
    }
    f->result = chunks(c);
    END;
}

static void frames_of_calls_are_blocks(void **state)
{
    (void)state;
    assert_int_equal(run_co(blocks_of_calls, 0), 2);
}

/* A start for which the C stack has no room: the loop begins the frame. */
BODY(begun_later)
{
    BEGIN;
    f->result = 40 + f->arg;
    END;
}

BODY(starts_later)
{
    BEGIN;
    f->p = acc_push(c, ACC_FRAME_SIZE(co));
    memcpy(f->p, f, sizeof *f);
    ((co *)f->p)->body = begun_later;
    ((co *)f->p)->arg = 2;
    CO_AWAIT(__acc_defer_start(c, f->p, &co_descriptor), (void)0); CHECK;
    f->result = *(long *)acc_result(f->p);
    acc_await_end(c);
    END;
}

static void a_start_is_put_off(void **state)
{
    (void)state;
    assert_int_equal(run_co(starts_later, 0), 42);
}

static void *runs_on(void *loop)
{
    static long value;
    return acc_run_threadsafe(loop, co_new(begun_later, 3), &value, sizeof value,
                              ACC_FOREVER) == 0 ? &value : NULL;
}

BODY(with_thread)
{
    BEGIN;
    CO_AWAIT(f->value = acc_await_coroutine(
                 c, acc_to_thread(runs_on, acc_current_loop())),
             f->value = acc_await_value(c)); CHECK;
    f->p = *(void **)f->value;
    acc_await_end(c);
    f->result = f->p ? *(long *)f->p : 0;
    END;
}

static void a_thread_runs_a_coroutine_on_the_loop(void **state)
{
    (void)state;
    assert_int_equal(run_co(with_thread, 0), 43);
}

/* A generator by hand: 1, 2, end. */
static void two_resume(acc_context *c, acc_frame *frame)
{
    co *f = (co *)(void *)frame;
    if (c->status || f->result == 2)
        f->__acc_state = ACC_STATE_CLOSED;
    else {
        f->result++;
        acc_yield(f, &co_descriptor, 2);
    }
}

static void a_generator_yields_by_hand(void **state)
{
    static acc_descriptor d;
    long x = 0, sum = 0;
    acc_generator *g;
    (void)state;
    d = co_descriptor;
    d.resume = two_resume;
    g = acc_frame_new(&d);
    ((co *)(void *)g)->result = 0;
    while (acc_generator_next(g, &x)) {
        g->__acc_desc = &d;
        sum = sum * 10 + x;
    }
    assert_int_equal(sum, 12);
    acc_generator_close(g);
}

static void constants_are_what_they_were(void **state)
{
    (void)state;
    assert_int_equal(ACC_HOUR, 60 * ACC_MIN);
    assert_int_equal(ACC_SEC, 1000 * ACC_MSEC);
    assert_int_equal(ACC_MSEC, 1000 * ACC_USEC);
    assert_int_equal(ACC_USEC, 1000 * ACC_NSEC);
    assert_int_equal(ACC_KIND_COROUTINE, 0);
    assert_true(ACC_KIND_TASK != ACC_KIND_FUTURE);
    char place[256];
    snprintf(place, sizeof place, "say (%s:%d)", __FILE__, __LINE__ + 1);
    assert_string_equal(ACC_PLACE(say), place);
    assert_true(ACC_STATE_CLOSED > ACC_STATE_ENTRY);
}

/* ---- null handles ------------------------------------------------------------------ */

BODY(nulls)
{
    static acc_task *none[2];
    long x = 0;
    BEGIN;
    assert_int_equal(acc_task_done(NULL), 1);
    assert_int_equal(acc_task_cancelled(NULL), 0);
    assert_int_equal(acc_task_error(NULL), ENOMEM);
    assert_int_equal(acc_task_cancel(NULL), 0);
    assert_int_equal(acc_task_cancelling(NULL), 0);
    assert_int_equal(acc_task_uncancel(NULL), 0);
    assert_null(acc_task_retain(NULL));
    acc_task_release(NULL);
    acc_task_detach(NULL);
    assert_string_equal(acc_task_name(NULL), "");
    assert_int_equal(acc_task_set_name(NULL, "x"), -ENOMEM);
    assert_null(acc_task_coroutine(NULL));
    assert_int_equal(acc_task_add_callback(NULL, task_ended, ""), -ENOMEM);
    assert_int_equal(acc_task_remove_callback(NULL, task_ended, ""), 0);
    acc_task_print_stack(NULL);
    assert_int_equal(acc_future_done(NULL), 1);
    assert_int_equal(acc_future_cancelled(NULL), 0);
    assert_int_equal(acc_future_error(NULL), ENOMEM);
    assert_int_equal(acc_future_cancel(NULL), 0);
    assert_null(acc_future_retain(NULL));
    acc_future_release(NULL);
    assert_int_equal(acc_future_set_result(NULL, NULL, 0), -ENOMEM);
    assert_int_equal(acc_future_set_error(NULL, EIO), -ENOMEM);
    assert_int_equal(acc_future_add_callback(NULL, future_ended, ""), -ENOMEM);
    assert_int_equal(acc_future_remove_callback(NULL, future_ended, ""), 0);
    assert_int_equal(acc_coroutine_state(NULL), ACC_COROUTINE_CLOSED);
    assert_string_equal(acc_coroutine_name(NULL), "");
    assert_string_equal(acc_coroutine_file(NULL), "");
    assert_int_equal(acc_coroutine_line(NULL), 0);
    assert_int_equal(acc_coroutine_close(NULL), 0);
    assert_null(acc_coroutine_retain(NULL));
    acc_coroutine_release(NULL);
    assert_int_equal(acc_queue_put_nowait_from(NULL, &x), -ENOMEM);
    assert_int_equal(acc_queue_get_nowait(NULL, &x), -ENOMEM);
    assert_int_equal(acc_queue_size(NULL), 0);
    assert_int_equal(acc_queue_full(NULL), 0);
    assert_int_equal(acc_queue_empty(NULL), 1);
    assert_int_equal(acc_queue_task_done(NULL), -EINVAL);
    acc_queue_shutdown(NULL, 1);
    acc_queue_free(NULL);
    assert_int_equal(acc_generator_next(NULL, &x), 0);
    acc_generator_close(NULL);
    assert_int_equal(acc_timeout_reschedule(NULL, ACC_SEC), -EINVAL);
    assert_int_equal(acc_timeout_expired(NULL), 0);
    assert_int_equal(acc_timeout_when(NULL), ACC_FOREVER);
    assert_null(acc_create_task(NULL, "x"));
    assert_null(acc_create_eager_task(NULL, "x"));
    acc_spawn(NULL, NULL);
    assert_null(acc_shield(NULL, 0));
    assert_int_equal(acc_all_tasks(NULL, 5), 1);

    AWAIT_TASK(NULL); assert_int_equal(acc_catch(c), ENOMEM);
    AWAIT_FUTURE(NULL); assert_int_equal(acc_catch(c), ENOMEM);
    AWAIT_CO(NULL); assert_int_equal(acc_catch(c), ENOMEM);
    AWAIT_ANY(NULL); assert_int_equal(acc_catch(c), ENOMEM);
    AWAIT_AS(int, acc_join(NULL)); CHECK;
    assert_int_equal((int)f->got, ENOMEM);
    AWAIT_AS(size_t, acc_wait(none, 2, ACC_ALL, ACC_FOREVER)); CHECK;
    assert_int_equal(f->got, 2);
    AWAIT_CO(acc_queue_put_from(NULL, &x)); assert_int_equal(acc_catch(c), ENOMEM);
    AWAIT_CO(acc_queue_get_into(NULL, &x)); assert_int_equal(acc_catch(c), ENOMEM);
    AWAIT_CO(acc_queue_join(NULL)); CHECK;
    AWAIT_CO(acc_wait_for(NULL, ACC_SEC, 0)); assert_int_equal(acc_catch(c), ENOMEM);
    AWAIT_CO(acc_wait_for(NULL, 0, 0)); assert_int_equal(acc_catch(c), ENOMEM);
    AWAIT_CO(acc_gather_all(none, 2, NULL, 0)); assert_int_equal(acc_catch(c), ENOMEM);
    f->result = 1;
    END;
}

static void null_handles_fail_cleanly(void **state)
{
    int error = 0;
    (void)state;
    assert_int_equal(run_co(nulls, 0), 1);
    assert_int_equal(acc_run_into(NULL, NULL, 0, &error), ENOMEM);
    assert_int_equal(error, ENOMEM);
    assert_int_equal(acc_runner_run(NULL, NULL, NULL, 0), ENOMEM);
    assert_null(acc_current_loop());
    assert_null(acc_current_task());
    assert_int_equal(acc_all_tasks(NULL, 0), 0);
    acc_print_call_graph();
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_primitive_is_awaited_as_an_object),
        cmocka_unit_test(tasks_are_waited_for_in_three_modes),
        cmocka_unit_test(queues_of_each_kind_from_c),
        cmocka_unit_test(callbacks_run_in_order),
        cmocka_unit_test(runners_are_used_in_turns),
        cmocka_unit_test(eager_tasks_begin_at_once_in_groups_too),
        cmocka_unit_test(frames_and_errors_of_emitted_code),
        cmocka_unit_test(frames_of_calls_are_blocks),
        cmocka_unit_test(a_start_is_put_off),
        cmocka_unit_test(a_thread_runs_a_coroutine_on_the_loop),
        cmocka_unit_test(a_generator_yields_by_hand),
        cmocka_unit_test(constants_are_what_they_were),
        cmocka_unit_test(null_handles_fail_cleanly),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
