/*
 * Arenas: blocks of memory, each at least twice as useful as its header; a
 * request that does not fit opens a new block. What is handed out is zeroed
 * then, not the block before: it comes into the cache once.
 */
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/format.h"

struct ArenaBlock {
    struct ArenaBlock *older;
    size_t size;
};

enum {
    HEADER = (sizeof(struct ArenaBlock) + ARENA_ALIGN - 1) / ARENA_ALIGN
             * ARENA_ALIGN,
    FIRST_BLOCK = 1 << 14,
    LARGEST_BLOCK = 1 << 22,
};

static _Noreturn void out_of_memory(void) {
    fputs("acc: error: out of memory\n", stderr);
    exit(1);
}

static void add_block(Arena *a, size_t need) {
    size_t size = a->blocks ? a->blocks->size * 2 : FIRST_BLOCK;
    if (size > LARGEST_BLOCK)
        size = LARGEST_BLOCK;
    if (size < need + HEADER)
        size = need + HEADER;
    struct ArenaBlock *b = malloc(size);
    if (!b)
        out_of_memory();
    b->older = a->blocks;
    b->size = size;
    a->blocks = b;
    a->next = (char *)b + HEADER;
    a->end = (char *)b + size;
}

void *arena_in_new_block(Arena *a, size_t size) {
    if (size > SIZE_MAX / 2)
        out_of_memory();
    size = (size + ARENA_ALIGN - 1) / ARENA_ALIGN * ARENA_ALIGN;
    add_block(a, size);
    void *p = a->next;
    a->next += size;
    return p;
}

void *arena_copy(Arena *a, const void *data, size_t size) {
    void *p = arena_more(a, size);
    if (size)
        memcpy(p, data, size);
    return p;
}

char *arena_text(Arena *a, const char *s, size_t n) {
    char *copy = arena_more(a, n + 1);
    if (n)
        memcpy(copy, s, n);
    copy[n] = '\0';
    return copy;
}

char *arena_vprintf(Arena *a, const char *fmt, va_list args) {
    char text[120];
    va_list again;
    va_copy(again, args);
    size_t n = format_text(text, sizeof text, fmt, args);
    char *s = arena_more(a, n + 1);
    if (n < sizeof text)
        memcpy(s, text, n + 1);
    else
        format_text(s, n + 1, fmt, again);
    va_end(again);
    return s;
}

char *arena_printf(Arena *a, const char *fmt, ...) {
    va_list args;
    va_start(args, fmt);
    char *s = arena_vprintf(a, fmt, args);
    va_end(args);
    return s;
}

void arena_reset(Arena *a) {
    for (struct ArenaBlock *b = a->blocks, *older; b; b = older) {
        older = b->older;
        free(b);
    }
    a->blocks = NULL;
    a->next = a->end = NULL;
}

void *xrealloc(void *p, size_t size) {
    if (!size) {
        free(p);
        return NULL;
    }
    p = realloc(p, size);
    if (!p)
        out_of_memory();
    return p;
}
