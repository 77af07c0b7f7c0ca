/* Growable sets of small numbers, 64 to a word. */
#include "base/bitset.h"

#include <string.h>

#include "base/arena.h"

static void grow(Bitset *s, size_t words) {
    if (words <= s->words)
        return;
    s->word = xrealloc(s->word, words * sizeof *s->word);
    memset(s->word + s->words, 0, (words - s->words) * sizeof *s->word);
    s->words = words;
}

void bitset_add_high(Bitset *s, size_t i) {
    if (i / 64 > s->words)
        grow(s, i / 64 + s->words / 2);
    s->word[i / 64 - 1] |= (uint64_t)1 << i % 64;
}

bool bitset_merge_high(Bitset *s, const Bitset *t) {
    bool changed = false;
    grow(s, t->words);
    for (size_t i = 0; i < t->words; i++) {
        changed |= (t->word[i] & ~s->word[i]) != 0;
        s->word[i] |= t->word[i];
    }
    return changed;
}

void bitset_clear_high(Bitset *s) {
    memset(s->word, 0, s->words * sizeof *s->word);
}

void bitset_subtract(Bitset *s, const Bitset *t) {
    s->low &= ~t->low;
    for (size_t i = 0; i < s->words && i < t->words; i++)
        s->word[i] &= ~t->word[i];
}

void bitset_copy(Bitset *s, const Bitset *t) {
    if (s == t)
        return;
    bitset_clear(s);
    bitset_merge(s, t);
}

void bitset_free(Bitset *s) {
    if (s->words)
        xrealloc(s->word, 0);
    *s = (Bitset){0};
}

static unsigned lowest(uint64_t bits) {
#ifdef __GNUC__
    return (unsigned)__builtin_ctzll(bits);
#else
    unsigned i = 0;
    while (!(bits >> i & 1))
        i++;
    return i;
#endif
}

size_t bitset_next(const Bitset *s, size_t from) {
    for (size_t w = from / 64; w <= s->words; w++) {
        uint64_t bits = w ? s->word[w - 1] : s->low;
        if (w == from / 64)
            bits &= ~(uint64_t)0 << from % 64;
        if (bits)
            return w * 64 + lowest(bits);
    }
    return SIZE_MAX;
}
