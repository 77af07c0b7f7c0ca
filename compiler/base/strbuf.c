/* A growable string. */
#include "base/strbuf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/arena.h"

static void make_room(StrBuf *b, size_t more) {
    if (more < b->room - b->n)
        return;
    b->room = (b->n + more + 1) * 3 / 2 + 32;
    b->s = xrealloc(b->s, b->room);
}

void strbuf_put(StrBuf *b, const char *s, size_t n) {
    make_room(b, n);
    if (n)
        memcpy(b->s + b->n, s, n);
    b->n += n;
    b->s[b->n] = '\0';
}

void strbuf_puts(StrBuf *b, const char *s) {
    strbuf_put(b, s, strlen(s));
}

void strbuf_putc(StrBuf *b, char ch) {
    make_room(b, 1);
    b->s[b->n++] = ch;
    b->s[b->n] = '\0';
}

void strbuf_printf(StrBuf *b, const char *fmt, ...) {
    va_list args;
    make_room(b, 80);
    va_start(args, fmt);
    int n = vsnprintf(b->s + b->n, b->room - b->n, fmt, args);
    va_end(args);
    if ((size_t)n >= b->room - b->n) {
        make_room(b, (size_t)n + 1);
        va_start(args, fmt);
        vsnprintf(b->s + b->n, (size_t)n + 1, fmt, args);
        va_end(args);
    }
    b->n += (size_t)n;
}

void strbuf_clear(StrBuf *b) {
    b->n = 0;
    if (b->s)
        b->s[0] = '\0';
}

void strbuf_free(StrBuf *b) {
    xrealloc(b->s, 0);
    *b = (StrBuf){0};
}
