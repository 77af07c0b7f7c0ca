/* Growable sets of small numbers. A zeroed Bitset is the empty set. */
#ifndef ACC_BASE_BITSET_H
#define ACC_BASE_BITSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

typedef struct Bitset {
    uint64_t *word;
    size_t words;
} Bitset;

void bitset_add(Bitset *s, size_t i);
void bitset_remove(Bitset *s, size_t i);
bool bitset_has(const Bitset *s, size_t i);
bool bitset_merge(Bitset *s, const Bitset *t); /* s |= t; did s change? */
void bitset_subtract(Bitset *s, const Bitset *t);
void bitset_copy(Bitset *s, const Bitset *t);
void bitset_clear(Bitset *s);
void bitset_free(Bitset *s);
/* The first element >= from, or SIZE_MAX. */
size_t bitset_next(const Bitset *s, size_t from);

#endif
