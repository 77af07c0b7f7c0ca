/*
 * Timers of a loop: which are armed, which are due. Arming one and stopping one
 * take constant time however many there are; timers with equal deadlines are
 * due in the order of their creation.
 *
 * Most programs arm timers in the order in which they fall due (one timeout
 * value for all requests, say): such a timer goes to the end of a sorted list.
 * The others stand in a wheel. `last` is a time that all of them lie after; one
 * stands at the level of the highest digit in which its time differs from
 * `last`, in the slot of that digit:
 *
 *     last          4 1 7 2
 *     a timer at    4 3 5 5      level 2, slot 3 (any 4 3 x x is here)
 *
 * So a slot holds a stretch of time, those of one level follow one another, and
 * all of a lower level are earlier. As `last` becomes the present, whole slots
 * are due, and one of a single level, the one that the present lies in, is
 * divided: what is still to come of it goes to lower levels, in the order in
 * which it stood there. Each timer is moved once for each level at most, and
 * most are stopped before. What is due is sorted, taking ascending stretches as
 * they are. A timer armed for `last` or before waits for that in `past`.
 *
 * Equal deadlines are always in one place, and in order of creation, as each
 * place is a function of deadline and `last`. But for the list: it takes nothing
 * before `latest`, the last deadline in it, and nothing from `limit` on, so its
 * deadlines are later than those of the wheel when they came, or smaller than
 * what is there from `limit` on: of equal ones the list has the elder.
 *
 * A pass moves what is due to a ring of its own, behind everything that was
 * ready, as asyncio's _run_once does; a timer may be stopped even there.
 */
#include "core/timer.h"

enum { SLOTS = ACC__TIMER_SLOTS, DIGIT = ACC_TIMER_DIGIT };

/* How many of a slot are looked at for the first of them. */
#define LOOK_AT 16

#if defined __GNUC__
#define highest_bit(x) (63u - (unsigned)__builtin_clzll(x))
#define lowest_bit(x) ((unsigned)__builtin_ctzll(x))
#else
static unsigned highest_bit(uint64_t x)
{
    unsigned bit = 0;
    while (x >>= 1)
        bit++;
    return bit;
}

static unsigned lowest_bit(uint64_t x)
{
    return highest_bit(x & (0 - x));
}
#endif

static acc_timer_node *node_of(acc__timer_link *l)
{
    return acc__container(l, acc_timer_node, link);
}

static int is_empty(const acc__timer_link *end)
{
    return end->next == end;
}

/* Times in the order of unsigned numbers. */
static uint64_t digits(acc_duration when)
{
    return (uint64_t)when ^ (uint64_t)1 << 63;
}

/* Of two times that differ. */
static unsigned level_of(acc_duration a, acc_duration b)
{
    return highest_bit(digits(a) ^ digits(b)) / DIGIT;
}

/* The number of the slot, the first being 1: that of `last` itself is not
 * needed, as its times are at lower levels. */
static unsigned digit_at(unsigned level, acc_duration when)
{
    return (unsigned)(digits(when) >> level * DIGIT) & SLOTS;
}

static acc__timer_link *slot_of(acc__timers *t, unsigned level, unsigned digit)
{
    return &t->slot[level * SLOTS + digit - 1];
}

void acc__timers_init(acc__timers *t)
{
    t->next = t->limit = ACC_FOREVER;
    t->latest = t->last = INT64_MIN;
    acc__timer_ring(&t->list);
    acc__timer_ring(&t->due);
    acc__timer_ring(&t->past);
    t->taken = &t->past;
    for (size_t i = 0; i < sizeof t->slot / sizeof *t->slot; i++)
        acc__timer_ring(&t->slot[i]);
}

/* ---- arming ------------------------------------------------------------- */

/* Into the wheel. */
static inline void place(acc__timers *t, acc_timer_node *n)
{
    if (acc_unlikely(n->when <= t->last)) {
        acc__timer_append(&t->past, n);
        return;
    }
    unsigned level = level_of(n->when, t->last);
    acc__timer_link *end = slot_of(t, level, digit_at(level, n->when));
    t->levels |= (uint64_t)1 << level;
    t->taken = end;
    acc__timer_append(end, n);
}

/* The first slot of the wheel in which anything is, or null. */
static acc__timer_link *first_slot(acc__timers *t, unsigned *level,
                                   unsigned *digit)
{
    while (t->levels) {
        *level = lowest_bit(t->levels);
        for (*digit = 1; *digit <= SLOTS; ++*digit) {
            acc__timer_link *end = slot_of(t, *level, *digit);
            if (!is_empty(end))
                return end;
        }
        t->levels &= t->levels - 1;
    }
    return NULL;
}

static int wheel_is_empty(acc__timers *t)
{
    unsigned level, digit;
    return is_empty(t->taken) && is_empty(&t->past)
        && !first_slot(t, &level, &digit);
}

/* Nothing is in the wheel: the list need look at nothing but itself. If there
 * is a single timer in it, then far off, that one is better put away. */
static void begin_list(acc__timers *t, acc_duration when)
{
    acc__timer_link *only = t->list.next;
    t->limit = ACC_FOREVER;
    t->latest = is_empty(&t->list) ? INT64_MIN : node_of(t->list.prev)->when;
    if (when < t->latest && only == t->list.prev) {
        acc__timer_stop(node_of(only));
        place(t, node_of(only));
        t->limit = t->latest;
        t->latest = INT64_MIN;
    }
}

void acc__timer_place(acc__timers *t, acc_timer_node *n, acc_duration now)
{
    if (wheel_is_empty(t)) {
        t->last = now > t->last ? now : t->last;
        begin_list(t, n->when);
        if (n->when >= t->latest && n->when < t->limit) {
            t->latest = n->when;
            acc__timer_append(&t->list, n);
            return;
        }
    }
    place(t, n);
}

int acc__timers_any_placed(acc__timers *t)
{
    return !wheel_is_empty(t);
}

/* ---- the next ------------------------------------------------------------- */

/* The first of a slot that begins at `start`, or no later time. */
static acc_duration first_of(const acc__timer_link *end, acc_duration start)
{
    acc_duration first = ACC_FOREVER;
    const acc__timer_link *l = end->next;
    for (int i = 0; l != end; l = l->next) {
        acc_duration when = ((const acc_timer_node *)(const void *)l)->when;
        if (i++ == LOOK_AT)
            return start;
        if (when < first)
            first = when;
    }
    return first;
}

acc_duration acc__timer_next(acc__timers *t)
{
    unsigned level, digit;
    acc_duration first = ACC_FOREVER;
    acc__timer_link *end;
    if (!is_empty(&t->past)) {
        first = first_of(&t->past, INT64_MIN);
    } else if ((end = first_slot(t, &level, &digit)) != NULL) {
        /* Its digit, what `last` has above and nothing below. */
        unsigned shift = level * DIGIT;
        uint64_t above = digits(t->last) >> shift & ~(uint64_t)SLOTS;
        first = first_of(end, (acc_duration)digits(
            (acc_duration)((above | digit) << shift)));
    }
    if (!is_empty(&t->list) && node_of(t->list.next)->when < first)
        first = node_of(t->list.next)->when;
    return t->next = first;
}

/* ---- what is due ---------------------------------------------------------- */

/* Linked by `next` and ending with null: what is being collected. */
typedef struct Batch {
    acc__timer_link *first, **tail;
} Batch;

/* All of a ring. */
static void batch_take(Batch *b, acc__timer_link *end)
{
    if (is_empty(end))
        return;
    *b->tail = end->next;
    b->tail = &end->prev->next;
    acc__timer_ring(end);
}

static int is_later(acc__timer_link *a, acc__timer_link *b)
{
    return node_of(a)->when > node_of(b)->when;
}

/* Two sorted lists become one; of equal ones those of a precede. */
static acc__timer_link *merge(acc__timer_link *a, acc__timer_link *b)
{
    acc__timer_link *first, **tail = &first;
    while (a && b) {
        acc__timer_link **least = is_later(a, b) ? &b : &a;
        *tail = *least;
        tail = &(*least)->next;
        *least = *tail;
    }
    *tail = a ? a : b;
    return first;
}

/* Takes the ascending stretch that *rest begins with. */
static acc__timer_link *take_run(acc__timer_link **rest)
{
    acc__timer_link *run = *rest, *last = run;
    while (last->next && !is_later(last, last->next))
        last = last->next;
    *rest = last->next;
    last->next = NULL;
    return run;
}

/* Merges runs as they come, always two of about equally many. */
static acc__timer_link *sort(acc__timer_link *rest)
{
    enum { BINS = 24 };
    acc__timer_link *all = take_run(&rest);
    if (!rest)
        return all;
    acc__timer_link *bin[BINS] = { all };
    int bins = 1;
    while (rest) {
        acc__timer_link *run = take_run(&rest);
        int i = 0;
        for (; i < bins && bin[i]; i++) {
            run = merge(bin[i], run);
            bin[i] = NULL;
        }
        if (i == BINS)
            i--;
        bin[i] = run;
        bins = i < bins ? bins : i + 1;
    }
    all = NULL;
    for (int i = 0; i < bins; i++)
        all = merge(bin[i], all);
    return all;
}

/* `last` becomes now: what is due of the wheel. */
static acc__timer_link *turn(acc__timers *t, acc_duration now)
{
    Batch b = { NULL, &b.first }, divided = { NULL, &divided.first };
    unsigned level, digit;
    acc__timer_link *end;
    batch_take(&b, &t->past);
    if (now > t->last) {
        unsigned top = level_of(now, t->last), at = digit_at(top, now);
        while ((end = first_slot(t, &level, &digit)) != NULL
               && (level < top || (level == top && digit < at)))
            batch_take(&b, end);
        if (end && level == top && digit == at)
            batch_take(&divided, end);
        t->last = now;
    }
    *divided.tail = NULL;
    for (acc__timer_link *l = divided.first, *next; l; l = next) {
        next = l->next;
        if (node_of(l)->when <= now) {
            *b.tail = l;
            b.tail = &l->next;
        } else {
            place(t, node_of(l));
        }
    }
    *b.tail = NULL;
    return b.first ? sort(b.first) : NULL;
}

/* The beginning of the list, as far as it is due. */
static acc__timer_link *take_listed(acc__timers *t, acc_duration now)
{
    acc__timer_link *first = t->list.next, *l = first;
    while (l != &t->list && node_of(l)->when <= now)
        l = l->next;
    if (l == first)
        return NULL;
    l->prev->next = NULL;
    t->list.next = l;
    l->prev = &t->list;
    return first;
}

int acc__timer_collect(acc__timers *t, acc_duration now)
{
    if (now == ACC_FOREVER)
        now--; /* which is never */
    acc__timer_link *listed = take_listed(t, now), *all = turn(t, now);
    if (listed)
        all = merge(listed, all);
    while (all) {
        acc__timer_link *l = all;
        all = l->next;
        acc__timer_append(&t->due, node_of(l));
    }
    acc__timer_next(t);
    return !is_empty(&t->due);
}

static acc_timer_node *take_first(acc__timer_link *end)
{
    if (is_empty(end))
        return NULL;
    acc_timer_node *n = node_of(end->next);
    acc__timer_stop(n);
    return n;
}

acc_timer_node *acc__timer_take_due(acc__timers *t)
{
    return take_first(&t->due);
}

acc_timer_node *acc__timer_take_any(acc__timers *t)
{
    unsigned level, digit;
    acc__timer_link *end = &t->due;
    if (is_empty(end))
        end = &t->list;
    if (is_empty(end))
        end = &t->past;
    if (is_empty(end))
        end = first_slot(t, &level, &digit);
    return end ? take_first(end) : NULL;
}
