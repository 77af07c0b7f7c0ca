/* A growable string. */
#include "base/strbuf.h"

#include <stdarg.h>

#include "base/arena.h"
#include "base/format.h"

/* Small buffers that were freed: most live for one line only. */
enum { SPARE = 8, SPARE_AT_MOST = 4096 };
static StrBuf spare[SPARE];
static unsigned spares;

void strbuf_grow(StrBuf *b, size_t more) {
    if (!b->room && spares && more < spare[spares - 1].room) {
        *b = spare[--spares];
        return;
    }
    b->room = (b->n + more + 1) * 3 / 2 + 32;
    b->s = xrealloc(b->s, b->room);
}

void strbuf_printf(StrBuf *b, const char *fmt, ...) {
    va_list args;
    strbuf_reserve(b, 80);
    va_start(args, fmt);
    size_t n = format_text(b->s + b->n, b->room - b->n, fmt, args);
    va_end(args);
    if (n >= b->room - b->n) {
        strbuf_reserve(b, n);
        va_start(args, fmt);
        format_text(b->s + b->n, n + 1, fmt, args);
        va_end(args);
    }
    b->n += n;
}

void strbuf_clear(StrBuf *b) {
    b->n = 0;
    if (b->s)
        b->s[0] = '\0';
}

void strbuf_free(StrBuf *b) {
    if (b->room && b->room <= SPARE_AT_MOST && spares < SPARE) {
        b->n = 0;
        spare[spares++] = *b;
    } else {
        xrealloc(b->s, 0);
    }
    *b = (StrBuf){0};
}
