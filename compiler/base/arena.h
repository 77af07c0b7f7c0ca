/*
 * Arenas: memory that is freed all at once. Running out of memory is fatal
 * here and nowhere else in the compiler.
 */
#ifndef ACC_BASE_ARENA_H
#define ACC_BASE_ARENA_H

#include <stddef.h>

typedef struct Arena Arena;
struct ArenaBlock;

struct Arena {
    struct ArenaBlock *blocks; /* newest first */
    char *next, *end;          /* free space of the newest block */
};

void *arena_alloc(Arena *a, size_t size); /* zeroed, aligned to 16 */
void *arena_copy(Arena *a, const void *data, size_t size);
char *arena_printf(Arena *a, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
void arena_reset(Arena *a); /* frees everything; the arena can be used again */

/* For growable buffers outside of arenas: never null. */
void *xrealloc(void *p, size_t size);

#endif
