/* A growable string, always NUL-terminated once something was put. */
#ifndef ACC_BASE_STRBUF_H
#define ACC_BASE_STRBUF_H

#include <stddef.h>

typedef struct StrBuf {
    char *s;
    size_t n, room;
} StrBuf;

void strbuf_put(StrBuf *b, const char *s, size_t n);
void strbuf_puts(StrBuf *b, const char *s);
void strbuf_putc(StrBuf *b, char ch);
void strbuf_printf(StrBuf *b, const char *fmt, ...)
    __attribute__((format(printf, 2, 3)));
void strbuf_clear(StrBuf *b); /* keeps the room */
void strbuf_free(StrBuf *b);

#endif
