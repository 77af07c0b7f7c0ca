/*
 * Formatted text: %s, %.*s, %*s, %u, %d and %c without a stream behind them.
 * What holds anything else is vsnprintf's.
 */
#include "base/format.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

/* Where the text goes; what there is no room for is only counted. */
typedef struct Output {
    char *at, *end; /* the NUL fits at the end */
    size_t lost;
} Output;

static inline Output put(Output o, const char *s, size_t n) {
    size_t room = (size_t)(o.end - o.at);
    if (n > room) {
        o.lost += n - room;
        n = room;
    }
    memcpy(o.at, s, n);
    o.at += n;
    return o;
}

static inline Output put_number(Output o, unsigned value, bool negative) {
    char digits[12], *p = digits + sizeof digits;
    do
        *--p = (char)('0' + value % 10);
    while (value /= 10);
    if (negative)
        *--p = '-';
    return put(o, p, (size_t)(digits + sizeof digits - p));
}

static Output put_blanks(Output o, int n) {
    for (; n > 0; n--)
        o = put(o, " ", 1);
    return o;
}

size_t format_text(char *to, size_t room, const char *fmt, va_list args) {
    const char *whole = fmt;
    char nowhere;
    Output o = {to, to + room - 1, 0};
    if (!room)
        o.at = o.end = &nowhere;
    char *begin = o.at;
    va_list ours;
    va_copy(ours, args);
    for (;;) {
        const char *percent = strchr(fmt, '%');
        if (!percent)
            break;
        o = put(o, fmt, (size_t)(percent - fmt));
        fmt = percent + 2;
        switch (percent[1]) {
        case 's': {
            const char *s = va_arg(ours, const char *);
            o = put(o, s, strlen(s));
            continue;
        }
        case 'u':
            o = put_number(o, va_arg(ours, unsigned), false);
            continue;
        case 'd': {
            int value = va_arg(ours, int);
            o = put_number(o, value < 0 ? 0 - (unsigned)value : (unsigned)value,
                           value < 0);
            continue;
        }
        case 'c': {
            char ch = (char)va_arg(ours, int);
            o = put(o, &ch, 1);
            continue;
        }
        case '*':
            if (*fmt++ == 's') {
                int width = va_arg(ours, int);
                const char *s = va_arg(ours, const char *);
                size_t n = strlen(s);
                o = put_blanks(o, width - (int)n);
                o = put(o, s, n);
                continue;
            }
            break;
        case '.':
            if (fmt[0] == '*' && fmt[1] == 's') {
                int most = va_arg(ours, int);
                const char *s = va_arg(ours, const char *);
                o = put(o, s, strnlen(s, (size_t)most));
                fmt += 2;
                continue;
            }
            break;
        }
        va_end(ours);
        return (size_t)vsnprintf(to, room, whole, args);
    }
    va_end(ours);
    o = put(o, fmt, strlen(fmt));
    *o.at = '\0';
    return (size_t)(o.at - begin) + o.lost;
}
