/*
 * The runtime without an operating system: memory from one static array, a clock
 * and an interrupt of the test's. The hosted port stays out of the program.
 */
#include "port/bare.c"

#include "loop/bare.c"

#include "co.h"

#include "acc/bare.h"

static acc_duration now;
static acc_future *pin;        /* set by the "interrupt" */
static acc_duration pin_time;
static char text[512];

static acc_duration clock_now(void)
{
    return now;
}

/* Sleeps, in no time; the interrupt comes at pin_time. */
static void wait_until(acc_duration until)
{
    if (pin && pin_time <= until) {
        long level = 1;
        if (now < pin_time)
            now = pin_time;
        acc_future_set_result(pin, &level, sizeof level);
        pin = NULL;
    } else if (until > now) {
        now = until;
    }
}

static void write_text(const char *s, size_t n)
{
    if (strlen(text) + n < sizeof text)
        strncat(text, s, n);
}

static _Alignas(16) char memory[256 * 1024];
static struct acc_bare machine = {
    .memory = memory,
    .size = sizeof memory,
    .clock = clock_now,
    .wait = wait_until,
    .write = write_text,
    .stack = 16 * 1024,
};

static long run_bare(co_body *body, long arg)
{
    long value = 0;
    int error;
    size_t largest;
    acc_bare_init(&machine);
    size_t before = acc_bare_free(&largest);
    assert_int_equal(before, largest);
    acc_run(co_new(body, arg), &value, sizeof value, &error);
    /* All of it has come back, in one piece. */
    assert_int_equal(acc_bare_free(&largest), before);
    assert_int_equal(largest, before);
    return error ? -error : value;
}

BODY(deep)
{
    BEGIN;
    if (f->arg > 0) {
        CALL(deep, f->arg - 1); CHECK;
        f->result = f->got + 1;
    } else {
        SLEEP(ACC_MSEC); CHECK;
    }
    END;
}

BODY(blinking)
{
    BEGIN;
    f->t[0] = task(deep, 20);
    SLEEP(10 * ACC_MSEC); CHECK;
    AWAIT_TASK(f->t[0]); CHECK;
    f->result = f->got + now / ACC_MSEC;
    END;
}

static void tasks_and_timers_run_in_static_memory(void **state)
{
    (void)state;
    now = 0;
    assert_int_equal(run_bare(blinking, 0), 30);
}

BODY(waiting_for_pin)
{
    BEGIN;
    pin_time = 7 * ACC_MSEC;
    pin = f->u = acc_future_new(sizeof(long));
    f->t[0] = task(deep, 0);
    AWAIT_FUTURE(f->u); CHECK;
    acc_future_release(f->u);
    AWAIT_TASK(f->t[0]); CHECK;
    f->result = now / ACC_MSEC;
    END;
}

static void an_interrupt_wakes_a_task(void **state)
{
    (void)state;
    now = 0;
    assert_int_equal(run_bare(waiting_for_pin, 0), 7);
}

BODY(greedy)
{
    BEGIN;
    for (f->i = 0; (f->t[0] = task(deep, 1)) != NULL; f->i++)
        acc_task_detach(f->t[0]);
    f->result = f->i;
    END;
}

static void running_out_of_memory_is_an_error_not_a_crash(void **state)
{
    (void)state;
    now = 0;
    assert_in_range(run_bare(greedy, 0), 100, 1000);
}

BODY(throwing)
{
    BEGIN;
    THROW(EIO);
    END;
}

static void errors_are_written_through_the_hook(void **state)
{
    (void)state;
    text[0] = '\0';
    assert_int_equal(acc_main(co_new(throwing, 0)), 1);
    assert_string_equal(text, "uncaught error: EIO (5): Unknown error\n"
                              "    at co (co.h:2)\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tasks_and_timers_run_in_static_memory),
        cmocka_unit_test(an_interrupt_wakes_a_task),
        cmocka_unit_test(running_out_of_memory_is_an_error_not_a_crash),
        cmocka_unit_test(errors_are_written_through_the_hook),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
