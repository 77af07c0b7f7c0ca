/* Interned strings: one hash table for the whole run, chained. */
#include "base/intern.h"

#include <stdint.h>
#include <string.h>

#include "base/arena.h"

static Arena strings;
static Str **table; /* `slots` chains, a power of two */
static size_t slots, count;

static unsigned hash_of(const char *s, size_t len) {
    uint64_t h = len * 0x9E3779B97F4A7C15u;
    for (; len >= 8; s += 8, len -= 8) {
        uint64_t word;
        memcpy(&word, s, 8);
        h = (h ^ word) * 0xD6E8FEB86659FD93u;
        h ^= h >> 32;
    }
    uint64_t tail = 0;
    while (len--)
        tail = tail << 8 | (unsigned char)s[len];
    h = (h ^ tail) * 0xD6E8FEB86659FD93u;
    return (unsigned)(h ^ h >> 32);
}

static void grow(void) {
    size_t more = slots ? slots * 2 : 4096;
    Str **wider = xrealloc(NULL, more * sizeof *wider);
    memset(wider, 0, more * sizeof *wider);
    for (size_t i = 0; i < slots; i++)
        for (Str *s = table[i], *next; s; s = next) {
            next = s->next;
            s->next = wider[s->hash & (more - 1)];
            wider[s->hash & (more - 1)] = s;
        }
    xrealloc(table, 0);
    table = wider;
    slots = more;
}

Str *intern(const char *s, size_t len) {
    unsigned h = hash_of(s, len);
    if (count >= slots)
        grow();
    Str **chain = &table[h & (slots - 1)];
    for (Str *p = *chain; p; p = p->next)
        if (p->hash == h && p->len == len && memcmp(p->s, s, len) == 0)
            return p;
    char *copy = arena_text(&strings, s, len);
    Str *p = arena_alloc(&strings, sizeof *p);
    *p = (Str){.s = copy, .len = (unsigned)len, .hash = h, .next = *chain};
    *chain = p;
    count++;
    return p;
}

Str *intern_z(const char *s) {
    return intern(s, strlen(s));
}

void intern_each(void (*visit)(Str *s, void *with), void *with) {
    for (size_t i = 0; i < slots; i++)
        for (Str *s = table[i]; s; s = s->next)
            visit(s, with);
}
