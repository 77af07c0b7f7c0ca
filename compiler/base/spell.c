/*
 * Spelling: the edit distance between two words, and how much of it may be a
 * slip of the fingers.
 */
#include "base/spell.h"

/* Edits (insert, delete, replace, swap neighbours; a letter's case is half an
 * edit, all count double) from a to b, at most max. */
static unsigned edits(const char *a, size_t n, const char *b, size_t m,
                      unsigned max) {
    enum { LONGEST = 64 };
    unsigned row[3][LONGEST + 1];
    if (n > LONGEST || m > LONGEST || 2 * (n > m ? n - m : m - n) > max)
        return max + 1;
    for (unsigned j = 0; j <= m; j++)
        row[0][j] = 2 * j;
    for (unsigned i = 1; i <= n; i++) {
        unsigned *now = row[i % 3], *last = row[(i + 2) % 3],
                 *before = row[(i + 1) % 3], least = 2 * i;
        now[0] = 2 * i;
        for (unsigned j = 1; j <= m; j++) {
            char x = a[i - 1], y = b[j - 1];
            unsigned d = last[j - 1]
                         + (x == y ? 0 : (x | 32) == (y | 32) ? 1 : 2);
            if (last[j] + 2 < d)
                d = last[j] + 2;
            if (now[j - 1] + 2 < d)
                d = now[j - 1] + 2;
            if (i > 1 && j > 1 && x == b[j - 2] && a[i - 2] == y
                && before[j - 2] + 2 < d)
                d = before[j - 2] + 2;
            now[j] = d;
            if (d < least)
                least = d;
        }
        if (least > max)
            return max + 1;
    }
    return row[n % 3][m];
}

/* How much may be a slip in a word of this length: a third of it, as compilers
 * have it; of short words nothing. */
static unsigned tolerance(size_t len) {
    return len < 2 ? 0 : len < 3 ? 1 : len < 6 ? 2 : len < 12 ? 4 : 6;
}

unsigned spell_distance(const char *word, size_t len, const char *candidate,
                        size_t candidate_len) {
    unsigned most = tolerance(len),
             d = most ? edits(word, len, candidate, candidate_len, most) : 1;
    return d > most ? ~0u : d;
}

Speller spell_begin(const char *word, size_t len) {
    return (Speller){word, len, ~0u, NULL};
}

bool spell_try(Speller *s, const char *candidate, size_t len) {
    unsigned d = spell_distance(s->word, s->len, candidate, len);
    if (d >= s->distance)
        return false;
    s->distance = d;
    s->best = candidate;
    return true;
}
