/*
 * Growable sets of small numbers. A zeroed Bitset is the empty set; one that
 * has no member above 63 takes no memory of its own.
 */
#ifndef ACC_BASE_BITSET_H
#define ACC_BASE_BITSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Bitset {
    uint64_t low;          /* 0 to 63 */
    uint64_t *word;        /* the others, 64 to a word; missing ones are empty */
    size_t words;
} Bitset;

/* For members above 63. */
void bitset_add_high(Bitset *s, size_t i);
bool bitset_merge_high(Bitset *s, const Bitset *t);
void bitset_clear_high(Bitset *s);

static inline bool bitset_has(const Bitset *s, size_t i) {
    if (i < 64)
        return s->low >> i & 1;
    return i / 64 <= s->words && s->word[i / 64 - 1] >> i % 64 & 1;
}

static inline void bitset_add(Bitset *s, size_t i) {
    if (i < 64)
        s->low |= (uint64_t)1 << i;
    else
        bitset_add_high(s, i);
}

static inline void bitset_remove(Bitset *s, size_t i) {
    if (i < 64)
        s->low &= ~((uint64_t)1 << i);
    else if (i / 64 <= s->words)
        s->word[i / 64 - 1] &= ~((uint64_t)1 << i % 64);
}

/* s |= t; did s change? */
static inline bool bitset_merge(Bitset *s, const Bitset *t) {
    bool changed = (t->low & ~s->low) != 0;
    s->low |= t->low;
    if (t->words)
        changed |= bitset_merge_high(s, t);
    return changed;
}

static inline void bitset_clear(Bitset *s) {
    s->low = 0;
    if (s->words)
        bitset_clear_high(s);
}

void bitset_subtract(Bitset *s, const Bitset *t);
void bitset_copy(Bitset *s, const Bitset *t);
void bitset_free(Bitset *s);
/* The first element >= from, or SIZE_MAX. */
size_t bitset_next(const Bitset *s, size_t from);

#endif
