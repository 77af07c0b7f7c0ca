/*
 * Arenas: memory that is freed all at once. Running out of memory is fatal
 * here and nowhere else in the compiler.
 */
#ifndef ACC_BASE_ARENA_H
#define ACC_BASE_ARENA_H

#include <stdarg.h>
#include <stddef.h>
#include <string.h>

typedef struct Arena Arena;
struct ArenaBlock;

struct Arena {
    struct ArenaBlock *blocks; /* newest first */
    char *next, *end;          /* free space of the newest block */
};

enum { ARENA_ALIGN = 8 };

void *arena_in_new_block(Arena *a, size_t size); /* for arena_more */

/* Aligned for pointers and integers, not zeroed. */
static inline void *arena_more(Arena *a, size_t size)
{
    if (size >= (size_t)(a->end - a->next)) /* or there is none */
        return arena_in_new_block(a, size);
    void *p = a->next;
    a->next += (size + ARENA_ALIGN - 1) & ~(size_t)(ARENA_ALIGN - 1);
    return p;
}

static inline void *arena_alloc(Arena *a, size_t size) /* zeroed */
{
    return memset(arena_more(a, size), 0, size);
}

void *arena_copy(Arena *a, const void *data, size_t size);
char *arena_text(Arena *a, const char *s, size_t n); /* and a NUL */
char *arena_printf(Arena *a, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
char *arena_vprintf(Arena *a, const char *fmt, va_list args)
    __attribute__((format(printf, 2, 0)));
void arena_reset(Arena *a); /* frees everything; the arena can be used again */

/* For growable buffers outside of arenas: never null. */
void *xrealloc(void *p, size_t size);

#endif
