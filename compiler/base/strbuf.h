/* A growable string, always NUL-terminated once something was put. */
#ifndef ACC_BASE_STRBUF_H
#define ACC_BASE_STRBUF_H

#include <stddef.h>
#include <string.h>

typedef struct StrBuf {
    char *s;
    size_t n, room;
} StrBuf;

void strbuf_grow(StrBuf *b, size_t more);

/* Room for `more` characters and a NUL. */
static inline void strbuf_reserve(StrBuf *b, size_t more) {
    if (more >= b->room - b->n)
        strbuf_grow(b, more);
}

static inline void strbuf_put(StrBuf *b, const char *s, size_t n) {
    strbuf_reserve(b, n);
    if (n)
        memcpy(b->s + b->n, s, n);
    b->n += n;
    b->s[b->n] = '\0';
}

static inline void strbuf_puts(StrBuf *b, const char *s) {
    strbuf_put(b, s, strlen(s));
}

static inline void strbuf_putc(StrBuf *b, char ch) {
    strbuf_reserve(b, 1);
    b->s[b->n++] = ch;
    b->s[b->n] = '\0';
}

void strbuf_printf(StrBuf *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
void strbuf_clear(StrBuf *b); /* keeps the room */
void strbuf_free(StrBuf *b);

#endif
