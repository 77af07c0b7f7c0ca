/* Spelling: which of several words was meant by one that is none of them. */
#ifndef ACC_BASE_SPELL_H
#define ACC_BASE_SPELL_H

#include <stdbool.h>
#include <stddef.h>

typedef struct Speller {
    const char *word;
    size_t len;
    unsigned distance;  /* of the best so far; a worse one is not taken */
    const char *best;   /* null: nothing is near */
} Speller;

Speller spell_begin(const char *word, size_t len);
/* Is this the nearest so far? Of equally near ones, the first stays. */
bool spell_try(Speller *s, const char *candidate, size_t len);
/* How far the candidate is; more than what may be a slip counts as ~0u. */
unsigned spell_distance(const char *word, size_t len, const char *candidate,
                        size_t candidate_len);

#endif
