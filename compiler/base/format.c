/*
 * Formatted text: %s, %.*s, %*s, %u, %d and %c without a stream behind them.
 * What holds anything else is vsnprintf's.
 */
#include "base/format.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>

typedef struct Output {
    char *to;
    size_t room, n; /* n may be more than there is room for */
} Output;

static inline void put(Output *o, const char *s, size_t n) {
    if (n < o->room - o->n && o->n < o->room)
        memcpy(o->to + o->n, s, n);
    else if (o->n < o->room)
        memcpy(o->to + o->n, s, o->room - o->n);
    o->n += n;
}

static void put_number(Output *o, unsigned value, bool negative) {
    char digits[12], *p = digits + sizeof digits;
    do
        *--p = (char)('0' + value % 10);
    while (value /= 10);
    if (negative)
        *--p = '-';
    put(o, p, (size_t)(digits + sizeof digits - p));
}

/* Text that has at least `width` characters, and of s at most `most`. */
static void put_string(Output *o, const char *s, int width, size_t most) {
    size_t n = most == (size_t)-1 ? strlen(s) : strnlen(s, most);
    for (; width > 0 && (size_t)width > n; width--)
        put(o, " ", 1);
    put(o, s, n);
}

/* One conversion, *fmt behind its %. False: not one of ours. */
static bool convert(Output *o, const char **fmt, va_list *args) {
    const char *p = *fmt;
    int width = 0;
    size_t most = (size_t)-1;
    if (p[0] == '*' && p[1] == 's') {
        width = va_arg(*args, int);
        p++;
    } else if (p[0] == '.' && p[1] == '*' && p[2] == 's') {
        most = (size_t)va_arg(*args, int);
        p += 2;
    }
    switch (*p) {
    case 's':
        put_string(o, va_arg(*args, const char *), width, most);
        break;
    case 'u':
        put_number(o, va_arg(*args, unsigned), false);
        break;
    case 'd': {
        int value = va_arg(*args, int);
        put_number(o, value < 0 ? 0 - (unsigned)value : (unsigned)value,
                   value < 0);
        break;
    }
    case 'c': {
        char ch = (char)va_arg(*args, int);
        put(o, &ch, 1);
        break;
    }
    default:
        return false;
    }
    *fmt = p + 1;
    return true;
}

size_t format_text(char *to, size_t room, const char *fmt, va_list args) {
    Output o = {to, room, 0};
    va_list ours;
    va_copy(ours, args);
    for (const char *p = fmt;;) {
        const char *percent = strchr(p, '%');
        put(&o, p, percent ? (size_t)(percent - p) : strlen(p));
        if (!percent)
            break;
        p = percent + 1;
        if (!convert(&o, &p, &ours)) {
            va_end(ours);
            return (size_t)vsnprintf(to, room, fmt, args);
        }
    }
    va_end(ours);
    if (room)
        to[o.n < room ? o.n : room - 1] = '\0';
    return o.n;
}
