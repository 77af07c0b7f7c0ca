/*
 * The timers of a loop against a plain array that is searched from one end to
 * the other: random deadlines, near and far, equal ones, stops anywhere, time
 * that creeps and jumps.
 */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <cmocka.h>

#include "core/core.h"

enum { MANY = 600 };

static struct acc_loop loop;
static acc_timer_node timer[MANY];
static unsigned long age[MANY];       /* 0: not armed */
static unsigned long ages;
static acc_duration now;
static uint64_t seed;

static uint64_t random_bits(void)
{
    seed ^= seed << 13;
    seed ^= seed >> 7;
    seed ^= seed << 17;
    return seed * 0x2545F4914F6CDD1D;
}

static unsigned below(unsigned n)
{
    return (unsigned)((random_bits() >> 32) * n >> 32);
}

static void begin(acc_duration at)
{
    acc__timers_init(&loop.timers);
    for (int i = 0; i < MANY; i++) {
        age[i] = 0;
        acc__timer_idle(&timer[i]);
    }
    now = loop.context.now = at;
    seed = 88172645463325252;
}

static void arm(int i, acc_duration when)
{
    static const acc__timer_kind kind;
    age[i] = ++ages;
    acc__timer_start(&loop, &timer[i], when, &kind);
}

static void stop(int i)
{
    acc__timer_stop(&timer[i]);
    age[i] = 0;
}

/* The first of those armed, or -1. */
static int first(void)
{
    int least = -1;
    for (int i = 0; i < MANY; i++)
        if (age[i] && (least < 0 || timer[i].when < timer[least].when
                       || (timer[i].when == timer[least].when
                           && age[i] < age[least])))
            least = i;
    return least;
}

static acc_duration first_when(void)
{
    int i = first();
    return i < 0 ? ACC_FOREVER : timer[i].when;
}

/* What the loop does in a pass; each that is due is the array's first. Some are
 * stopped, and some armed, while others are run. */
static void pass(int disturb)
{
    loop.context.now = now;
    assert_true(loop.timers.next <= first_when());
    if (loop.timers.next > now)
        return;
    acc__timer_collect(&loop.timers, now);
    for (acc_timer_node *n; (n = acc__timer_take_due(&loop.timers)) != NULL;) {
        int i = (int)(n - timer);
        assert_int_equal(i, first());
        assert_true(n->when <= now);
        assert_false(acc__timer_is_armed(n));
        age[i] = 0;
        if (disturb && below(4) == 0)
            stop((int)below(MANY));
    }
    assert_true(first_when() > now || first_when() == ACC_FOREVER);
}

static acc_duration later(acc_duration by)
{
    return by < ACC_FOREVER - now ? now + by : ACC_FOREVER;
}

static acc_duration random_deadline(void)
{
    switch (below(10)) {
    case 0: return later((acc_duration)below(3) - 1);
    case 1: return later((acc_duration)below(20) * 1000);
    case 2: case 3: return later((acc_duration)(random_bits() >> below(64) >> 1));
    case 4: return (acc_duration)(random_bits() >> below(64));
    case 5: return first_when();
    case 6: return timer[below(MANY)].when;
    default: return later(5000 + (acc_duration)below(4) * 1000);
    }
}

static void step(void)
{
    int i = (int)below(MANY);
    switch (below(8)) {
    case 0: case 1: case 2: case 3:
        if (!age[i])
            arm(i, random_deadline());
        break;
    case 4: case 5:
        stop(i);
        break;
    case 6:
        now = later(below(3000));
        pass(1);
        break;
    default:
        /* As when nothing is ready: time comes to the first deadline, by way
         * of some earlier ones. */
        for (int tries = 0;; tries++) {
            acc_duration next = acc__timer_next(&loop.timers);
            assert_true(next <= first_when());
            assert_true(tries <= 64);
            if (first_when() - 1 >= later(below(2) ? 100000 : ACC_FOREVER))
                break;
            int last = first_when() == next;
            now = next > now ? next : now;
            pass(1);
            if (last)
                break;
        }
    }
}

static void like_an_array(void **state)
{
    (void)state;
    begin(0);
    for (int i = 0; i < 300000; i++) {
        step();
        if (i % 60000 == 0)
            begin((acc_duration)(random_bits() >> (i / 60000) * 12 >> 1));
    }
}

static void empties_in_order_at_once(void **state)
{
    (void)state;
    begin(1000);
    for (int round = 0; round < 50; round++) {
        for (int i = 0; i < MANY; i++)
            arm(i, now + 1 + (acc_duration)(random_bits() >> (14 + round)));
        now = ACC_FOREVER / 2;
        pass(round % 2);
        assert_int_equal(first(), -1);
        assert_false(acc__timers_any(&loop.timers));
        begin(round * 77777);
    }
}

/* Time goes from deadline to deadline; where many lie together it may stop at the
 * beginning of a stretch of them besides, not often. */
static void crowds_are_not_waited_for_exactly(void **state)
{
    (void)state;
    for (int round = 0; round < 20; round++) {
        int wakes = 0;
        begin(round * 7777777);
        for (int i = 0; i < MANY; i++)
            arm(i, now + ACC_SEC + (acc_duration)(random_bits() >> (20 + round)));
        while (first() >= 0) {
            acc_duration next = acc__timer_next(&loop.timers);
            assert_true(next > now && next <= first_when());
            now = next;
            pass(0);
            wakes++;
        }
        assert_in_range(wakes, MANY * 9 / 10, MANY + MANY / 4);
    }
}

static void extremes(void **state)
{
    (void)state;
    begin(5);
    arm(0, INT64_MAX);
    arm(1, INT64_MIN);
    arm(2, INT64_MAX - 1);
    arm(3, 0);
    arm(4, INT64_MAX);
    arm(5, INT64_MIN);
    arm(6, -1);
    pass(0); /* 1, 5, 6, 3 */
    assert_true(age[0] && age[2] && age[4] && !age[1] && !age[3] && !age[5]);
    now = INT64_MAX - 2;
    pass(0);
    assert_true(age[2] != 0);
    now = INT64_MAX;
    pass(0);
    assert_true(age[0] && !age[2] && age[4]); /* never is never due */
    assert_int_equal(acc__timer_next(&loop.timers), ACC_FOREVER);
    assert_true(acc__timers_any(&loop.timers));
    stop(0);
    stop(4);
    assert_false(acc__timers_any(&loop.timers));
}

/* Deadlines before the clock's zero. */
static void negative_times(void **state)
{
    (void)state;
    begin(INT64_MIN);
    for (int i = 0; i < MANY; i++)
        arm(i, (acc_duration)random_bits());
    for (int i = 0; i < 64 && first() >= 0; i++) {
        now = (acc_duration)((uint64_t)INT64_MIN + ((uint64_t)i << 58)
                             + (random_bits() >> 6));
        pass(0);
    }
}

/* One far off, armed first, is no reason to sort the others; ties with it and
 * with what was stopped keep the order. */
static void ties_of_list_and_wheel(void **state)
{
    (void)state;
    begin(0);
    arm(0, 1000);
    arm(1, 10);      /* 0 gives way */
    arm(2, 20);
    arm(3, 15);      /* the wheel */
    arm(4, 1000);
    stop(2);
    arm(5, 15);
    arm(6, 20);
    arm(7, 1000);
    stop(6);
    arm(8, 15);
    arm(9, 20);
    now = 15;
    pass(0);
    assert_true(!age[1] && !age[3] && !age[5] && !age[8] && age[9]);
    now = 2000;
    pass(0);
    assert_int_equal(first(), -1);
}

/* What is armed, of whatever kind, is found when the loop closes. */
static void all_can_be_taken(void **state)
{
    int taken = 0;
    (void)state;
    begin(50);
    arm(0, 100);
    arm(1, 60);
    arm(2, 5);
    arm(3, INT64_MAX);
    arm(4, 100);
    arm(5, 101);
    acc__timer_collect(&loop.timers, 60);
    while (acc__timer_take_any(&loop.timers))
        taken++;
    assert_int_equal(taken, 6);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(like_an_array),
        cmocka_unit_test(empties_in_order_at_once),
        cmocka_unit_test(crowds_are_not_waited_for_exactly),
        cmocka_unit_test(extremes),
        cmocka_unit_test(negative_times),
        cmocka_unit_test(ties_of_list_and_wheel),
        cmocka_unit_test(all_can_be_taken),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
