/*
 * Coroutine objects, tasks and the frame stack: states, references, names,
 * nesting without bound, errors and their traces.
 */
#include "co.h"

#include <unistd.h>

/* ---- what is printed ---------------------------------------------------- */

static char printed[4096];

/* Runs the body with standard error going to `printed`. */
static long run_printing(co_body *body, long arg)
{
    FILE *file = tmpfile();
    int saved = dup(2);
    fflush(stderr);
    dup2(fileno(file), 2);
    long value = run_co(body, arg);
    fflush(stderr);
    dup2(saved, 2);
    close(saved);
    rewind(file);
    printed[fread(printed, 1, sizeof printed - 1, file)] = '\0';
    fclose(file);
    return value;
}

/* ---- coroutine objects -------------------------------------------------- */

static acc_coroutine *object;

static void look_from_outside(void *arg)
{
    (void)arg;
    assert_int_equal(acc_coroutine_state(object), ACC_COROUTINE_SUSPENDED);
    assert_int_equal(acc_coroutine_line(object), 2);
    note("looked ");
}

BODY(looking_at_itself)
{
    BEGIN;
    assert_int_equal(acc_coroutine_state(object), ACC_COROUTINE_RUNNING);
    acc_call_soon(look_from_outside, NULL);
    SLEEP(ACC_SEC); CHECK;
    assert_int_equal(acc_coroutine_state(object), ACC_COROUTINE_RUNNING);
    f->result = 3;
    END;
}

BODY(states)
{
    BEGIN;
    object = co_new(looking_at_itself, 0);
    assert_int_equal(acc_coroutine_state(object), ACC_COROUTINE_CREATED);
    assert_string_equal(acc_coroutine_name(object), "co");
    assert_string_equal(acc_coroutine_file(object), "co.h");
    acc_coroutine_retain(object);
    if (f->arg) {
        AWAIT_CO(object); CHECK;
    } else {
        AWAIT_TASK(acc_create_task(object, NULL)); CHECK;
    }
    assert_int_equal(f->got, 3);
    assert_int_equal(acc_coroutine_state(object), ACC_COROUTINE_CLOSED);
    if (f->arg) {
        AWAIT_CO(object);
        CATCH;
        assert_int_equal(f->error, EALREADY);
    }
    acc_coroutine_release(object);
    END;
}

static void an_object_is_created_running_suspended_closed(void **state)
{
    (void)state;
    forget();
    assert_int_equal(run_co(states, 1), 0);
    assert_int_equal(run_co(states, 0), 0);
    assert_string_equal(happened, "looked looked ");
}

BODY(nothing)
{
    BEGIN;
    f->result = f->arg;
    END;
}

static void an_object_made_before_the_loop_can_be_closed(void **state)
{
    (void)state;
    acc_coroutine *o = co_new(nothing, 1);
    assert_int_equal(acc_coroutine_state(o), ACC_COROUTINE_CREATED);
    assert_int_equal(acc_coroutine_close(o), 0);
    assert_int_equal(acc_coroutine_close(NULL), 0);
}

static void running_gives_the_value(void **state)
{
    int error = -1;
    long value = 0;
    (void)state;
    acc_loop_use_virtual(1);
    assert_int_equal(acc_run_into(co_new(nothing, 5), &value, sizeof value,
                                  &error), 0);
    assert_int_equal(value, 5);
    assert_int_equal(error, 0);
    assert_int_equal(acc_run_into(NULL, &value, sizeof value, &error), ENOMEM);
}

BODY(nested_run)
{
    BEGIN;
    f->result = acc_run_into(co_new(nothing, 5), NULL, 0, NULL);
    END;
}

static void a_loop_in_a_loop_is_refused(void **state)
{
    (void)state;
    assert_int_equal(run_co(nested_run, 0), EBUSY);
}

/* ---- nesting ------------------------------------------------------------ */

/* Goes f->arg levels down; the innermost suspends if f->p says so. */
static int suspends;

BODY(deep)
{
    BEGIN;
    if (f->arg > 0) {
        CALL(deep, f->arg - 1); CHECK;
        f->result = f->got + 1;
    } else if (suspends) {
        SLEEP(ACC_SEC); CHECK;
    }
    END;
}

static void calls_nest_beyond_the_c_stack(void **state)
{
    (void)state;
    for (suspends = 0; suspends < 2; suspends++) {
        assert_int_equal(run_co(deep, 10), 10);
        assert_int_equal(run_co(deep, 100000), 100000);
    }
}

BODY(deep_objects)
{
    BEGIN;
    if (f->arg > 0) {
        AWAIT_CO(co_new(deep_objects, f->arg - 1)); CHECK;
        f->result = f->got + 1;
    } else {
        SLEEP(ACC_SEC); CHECK;
    }
    END;
}

static void awaited_objects_nest_too(void **state)
{
    (void)state;
    assert_int_equal(run_co(deep_objects, 50000), 50000);
}

BODY(two_deep)
{
    BEGIN;
    suspends = 1;
    f->t[0] = task(deep, 300);
    f->t[1] = task(deep, 5000);
    f->t[2] = task(deep, 1);
    AWAIT_TASK(f->t[1]); CHECK;
    f->result = f->got;
    AWAIT_TASK(f->t[0]); CHECK;
    f->result += f->got;
    AWAIT_TASK(f->t[2]); CHECK;
    f->result += f->got;
    END;
}

static void each_task_has_its_own_frame_stack(void **state)
{
    (void)state;
    assert_int_equal(run_co(two_deep, 0), 5301);
}

BODY(pushing)
{
    BEGIN;
    f->p = acc_push(c, 1000000);
    memset(f->p, 1, 1000000);
    f->value = acc_push(c, 16);
    SLEEP(ACC_SEC); CHECK;
    assert_int_equal(((char *)f->p)[999999], 1);
    acc_pop(c, f->value);
    acc_pop(c, f->p);
    f->p = acc_push(c, 500);
    acc_pop(c, f->p);
    END;
}

static void a_large_frame_has_a_segment_to_itself(void **state)
{
    (void)state;
    assert_int_equal(run_co(pushing, 0), 0);
}

/* ---- tasks -------------------------------------------------------------- */

BODY(sleeper)
{
    BEGIN;
    SLEEP(f->arg); CHECK;
    f->result = f->arg;
    END;
}

BODY(names)
{
    unsigned first;
    BEGIN;
    assert_int_equal(sscanf(acc_task_name(acc_current_task()), "Task-%u", &first),
                     1);
    f->arg = first;
    f->t[0] = task(sleeper, 1);
    f->t[1] = acc_create_task(co_new(sleeper, 1), "by hand");
    f->t[2] = task(sleeper, 1);
    sscanf(acc_task_name(f->t[0]), "Task-%u", &first);
    assert_int_equal(first, f->arg + 1);
    sscanf(acc_task_name(f->t[2]), "Task-%u", &first);
    assert_int_equal(first, f->arg + 2);
    assert_string_equal(acc_task_name(f->t[1]), "by hand");
    assert_int_equal(acc_task_set_name(f->t[0], "other"), 0);
    assert_string_equal(acc_task_name(f->t[0]), "other");

    acc_task *all[3];
    assert_int_equal(acc_all_tasks(all, 3), 4);
    assert_ptr_equal(all[0], acc_current_task());
    assert_ptr_equal(all[1], f->t[0]);
    assert_ptr_equal(all[2], f->t[1]);
    acc_task_detach(f->t[0]);
    acc_task_detach(f->t[1]);
    acc_task_detach(f->t[2]);
    END;
}

static void tasks_are_named_and_listed_in_the_order_of_creation(void **state)
{
    (void)state;
    assert_int_equal(run_co(names, 0), 0);
}

BODY(several_handles)
{
    BEGIN;
    f->t[0] = task(sleeper, 5);
    acc_task_retain(f->t[0]);
    assert_int_equal(acc_task_done(f->t[0]), 0);
    AWAIT_TASK(f->t[0]); CHECK;
    assert_int_equal(f->got, 5);
    assert_int_equal(acc_task_done(f->t[0]), 1);
    assert_int_equal(*(long *)acc_task_result(f->t[0]), 5);
    JOIN(f->t[0]); CHECK;
    assert_int_equal(f->got, 0);
    END;
}

static void a_retained_task_is_joined_twice(void **state)
{
    (void)state;
    assert_int_equal(run_co(several_handles, 0), 0);
}

static int body_finished;

BODY(finishing)
{
    BEGIN;
    SLEEP(ACC_SEC); CHECK;
    body_finished = 1;
    END;
}

BODY(detaching)
{
    BEGIN;
    acc_task_detach(task(finishing, 0));
    acc_spawn(co_new(finishing, 0), NULL);
    SLEEP(2 * ACC_SEC); CHECK;
    END;
}

static void the_loop_holds_a_detached_task(void **state)
{
    (void)state;
    body_finished = 0;
    assert_int_equal(run_co(detaching, 0), 0);
    assert_int_equal(body_finished, 1);
}

BODY(leaving_some)
{
    BEGIN;
    acc_spawn(co_new(finishing, 0), NULL);
    acc_spawn(co_new(finishing, 0), NULL);
    END;
}

static void what_is_left_when_main_ends_is_cancelled(void **state)
{
    (void)state;
    body_finished = 0;
    assert_int_equal(run_co(leaving_some, 0), 0);
    assert_int_equal(body_finished, 0);
}

BODY(many)
{
    BEGIN;
    f->p = malloc((size_t)f->arg * sizeof(acc_task *));
    for (long i = 0; i < f->arg; i++)
        ((acc_task **)f->p)[i] = task(sleeper, f->arg - i);
    f->value = malloc((size_t)f->arg * sizeof(long));
    f->u = f->value;
    AWAIT_CO(acc_gather_all(f->p, (size_t)f->arg, f->u, sizeof(long))); CHECK;
    f->result = 0;
    for (long i = 0; i < f->arg; i++)
        f->result += ((long *)(void *)f->u)[i] == f->arg - i;
    free(f->p);
    free(f->u);
    END;
}

static void gather_all_joins_a_thousand_tasks(void **state)
{
    (void)state;
    assert_int_equal(run_co(many, 1000), 1000);
}

/* ---- errors ------------------------------------------------------------- */

BODY(throwing)
{
    BEGIN;
    SLEEP(1); CHECK;
    THROW((int)f->arg);
    END;
}

BODY(passing_on)
{
    BEGIN;
    AWAIT_CO(co_new(throwing, f->arg)); CHECK;
    END;
}

BODY(error_of_task)
{
    BEGIN;
    f->t[0] = task(passing_on, f->arg);
    AWAIT_TASK(f->t[0]); CHECK;
    END;
}

static void an_error_goes_through_awaits_and_tasks(void **state)
{
    (void)state;
    assert_int_equal(run_co(error_of_task, EIO), -EIO);
    assert_int_equal(run_co(error_of_task, -EIO), -EIO);
    assert_int_equal(run_co(error_of_task, 0), -EINVAL);
    assert_int_equal(run_co(error_of_task, ACC_ERROR_USER + 5),
                     -(ACC_ERROR_USER + 5));
}

static int run_main(acc_coroutine *o)
{
    FILE *file = tmpfile();
    int saved = dup(2);
    dup2(fileno(file), 2);
    int status = acc_main(o);
    fflush(stderr);
    dup2(saved, 2);
    close(saved);
    rewind(file);
    printed[fread(printed, 1, sizeof printed - 1, file)] = '\0';
    fclose(file);
    return status;
}

static void an_uncaught_error_is_printed_with_its_trace(void **state)
{
    (void)state;
    acc_loop_use_virtual(1);
    assert_int_equal(run_main(co_new(error_of_task, -ETIMEDOUT)), 1);
    assert_string_equal(printed,
                        "uncaught error: ETIMEDOUT (110): Connection timed out\n"
                        "    at co (co.h:2)\n"
                        "    (thrown as -110)\n"
                        "    at co (co.h:2)\n"
                        "    at co (co.h:2)\n");
    assert_int_equal(run_main(co_new(nothing, 7)), 7);
    assert_string_equal(printed, "");
}

BODY(losing)
{
    BEGIN;
    acc_spawn(co_new(throwing, EIO), "lost");
    f->t[0] = acc_create_task(co_new(throwing, EPERM), "kept");
    SLEEP(ACC_SEC); CHECK;
    if (f->arg)
        assert_int_equal(acc_task_error(f->t[0]), EPERM);
    acc_task_detach(f->t[0]);
    END;
}

static void an_error_that_nobody_saw_is_reported(void **state)
{
    (void)state;
    assert_int_equal(run_printing(losing, 0), 0);
    assert_string_equal(printed,
                        "error of task 'lost' (co) was never retrieved: "
                        "EIO (5): Input/output error\n"
                        "    at co (co.h:2)\n"
                        "error of task 'kept' (co) was never retrieved: "
                        "EPERM (1): Operation not permitted\n"
                        "    at co (co.h:2)\n");
    assert_int_equal(run_printing(losing, 1), 0);
    assert_null(strstr(printed, "kept"));
}

static acc_task *unjoined;

BODY(never_awaiting)
{
    BEGIN;
    object = co_new(nothing, 0);
    unjoined = acc_create_task(co_new(nothing, 0), "unjoined");
    SLEEP(ACC_SEC); CHECK;
    END;
}

static void debug_reports_what_was_never_awaited_or_joined(void **state)
{
    (void)state;
    setenv("ACC_DEBUG", "1", 1);
    assert_int_equal(run_printing(never_awaiting, 0), 0);
    unsetenv("ACC_DEBUG");
    assert_non_null(strstr(printed, "coroutine 'co' was never awaited (co.h:1)"));
    assert_non_null(strstr(printed,
                           "task 'unjoined' (co) was never joined nor detached"));
    /* Handles outlive the loop. */
    acc_coroutine_close(object);
    assert_int_equal(acc_task_done(unjoined), 1);
    acc_task_detach(unjoined);
}

BODY(printing_stacks)
{
    BEGIN;
    f->t[0] = acc_create_task(co_new(passing_on, EIO), "inner");
    SLEEP(0); CHECK;
    acc_task_print_stack(f->t[0]);
    JOIN(f->t[0]); CHECK;
    END;
}

static void a_stack_is_printed_from_the_outside_in(void **state)
{
    (void)state;
    assert_int_equal(run_printing(printing_stacks, 0), 0);
    assert_string_equal(printed, "inner (co), suspended\n"
                                 "    at co (co.h:2)\n"
                                 "    at co (co.h:2)\n"
                                 "    at acc_sleep\n");
}

static void errors_have_names_and_texts(void **state)
{
    (void)state;
    assert_string_equal(acc_error_name(ETIMEDOUT), "ETIMEDOUT");
    assert_string_equal(acc_error_name(EAGAIN), "EAGAIN");
    assert_string_equal(acc_error_name(ACC_CANCELLED), "ACC_CANCELLED");
    assert_string_equal(acc_strerror(EIO), "Input/output error");
    assert_null(acc_error_name(ACC_ERROR_USER + 77));
    assert_int_equal(acc_error_register(EIO, "X", "x"), -EINVAL);
    assert_int_equal(acc_error_register(ACC_ERROR_USER + 77, "MINE", "Mine"), 0);
    assert_string_equal(acc_error_name(ACC_ERROR_USER + 77), "MINE");
    assert_string_equal(acc_strerror(ACC_ERROR_USER + 77), "Mine");
}

/* What a descriptor says of the block is what the pool makes of the size. */
static void classes_of_blocks_are_the_smallest_that_fit(void **state)
{
    (void)state;
    for (size_t size = 1; size <= 1024; size++) {
        unsigned k = __ACC_SIZE_CLASS(size);
        assert_in_range(k, 1, __ACC_CLASS_LARGE - 1);
        assert_true(__acc_class_size(k) >= size);
        assert_true(k == 1 || __acc_class_size(k - 1) < size);
    }
    assert_int_equal(__ACC_SIZE_CLASS((size_t)1025), __ACC_CLASS_LARGE);
    struct wide {
        ACC_FRAME_HEADER
        _Alignas(16) char c;
    };
    static const acc_descriptor wide = { ACC_FRAME_LAYOUT(struct wide) };
    assert_int_equal(wide.size, sizeof(struct wide));
    assert_int_equal(wide.align, 16);
    assert_int_equal(wide.size_class, __ACC_SIZE_CLASS(sizeof(struct wide)));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(classes_of_blocks_are_the_smallest_that_fit),
        cmocka_unit_test(an_object_is_created_running_suspended_closed),
        cmocka_unit_test(an_object_made_before_the_loop_can_be_closed),
        cmocka_unit_test(running_gives_the_value),
        cmocka_unit_test(a_loop_in_a_loop_is_refused),
        cmocka_unit_test(calls_nest_beyond_the_c_stack),
        cmocka_unit_test(awaited_objects_nest_too),
        cmocka_unit_test(each_task_has_its_own_frame_stack),
        cmocka_unit_test(a_large_frame_has_a_segment_to_itself),
        cmocka_unit_test(tasks_are_named_and_listed_in_the_order_of_creation),
        cmocka_unit_test(a_retained_task_is_joined_twice),
        cmocka_unit_test(the_loop_holds_a_detached_task),
        cmocka_unit_test(what_is_left_when_main_ends_is_cancelled),
        cmocka_unit_test(gather_all_joins_a_thousand_tasks),
        cmocka_unit_test(an_error_goes_through_awaits_and_tasks),
        cmocka_unit_test(an_uncaught_error_is_printed_with_its_trace),
        cmocka_unit_test(an_error_that_nobody_saw_is_reported),
        cmocka_unit_test(debug_reports_what_was_never_awaited_or_joined),
        cmocka_unit_test(a_stack_is_printed_from_the_outside_in),
        cmocka_unit_test(errors_have_names_and_texts),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
