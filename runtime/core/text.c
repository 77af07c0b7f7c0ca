/*
 * Messages to the user of a program: a small formatter over the port's write,
 * since the core has no stdio, and the names of tasks and errors in messages.
 */
#include "acc/error.h"
#include "core/core.h"
#include "core/port.h"

#include <stdarg.h>
#include <string.h>

/* Text on its way out, written in pieces. */
typedef struct Out {
    char text[240];
    size_t length;
} Out;

static void put(Out *o, const char *s, size_t n)
{
    while (n > 0) {
        size_t room = sizeof o->text - o->length;
        size_t part = n < room ? n : room;
        memcpy(o->text + o->length, s, part);
        o->length += part;
        s += part;
        n -= part;
        if (o->length == sizeof o->text) {
            acc__port_write(o->text, o->length);
            o->length = 0;
        }
    }
}

static char *digits(char *end, uint64_t v)
{
    do
        *--end = (char)('0' + v % 10);
    while ((v /= 10) > 0);
    return end;
}

static void put_number(Out *o, int negative, uint64_t v)
{
    char buffer[24], *end = buffer + sizeof buffer, *p = digits(end, v);
    if (negative)
        *--p = '-';
    put(o, p, (size_t)(end - p));
}

static void print(const char *format, va_list args)
{
    Out o = { .length = 0 };
    for (const char *p; *format; format = p + 2) {
        p = strchr(format, '%');
        if (!p) {
            put(&o, format, strlen(format));
            break;
        }
        put(&o, format, (size_t)(p - format));
        switch (p[1]) {
        case 's': {
            const char *s = va_arg(args, const char *);
            put(&o, s, strlen(s));
            break;
        }
        case 'd': {
            int64_t v = va_arg(args, int);
            put_number(&o, v < 0, (uint64_t)(v < 0 ? -v : v));
            break;
        }
        case 'u': put_number(&o, 0, va_arg(args, unsigned)); break;
        case 'z': put_number(&o, 0, va_arg(args, size_t)); break;
        default: put(&o, p + 1, 1); break;
        }
    }
    if (o.length > 0)
        acc__port_write(o.text, o.length);
}

void acc__print(const char *format, ...)
{
    va_list args;
    va_start(args, format);
    print(format, args);
    va_end(args);
}

void acc__panic(const char *format, ...)
{
    va_list args;
    acc__print("acc: ");
    va_start(args, format);
    print(format, args);
    va_end(args);
    acc__print("\n");
    acc__port_abort();
}

void acc__print_error(int error)
{
    const char *name = acc_error_name(error);
    if (name)
        acc__print("%s (%d): %s", name, error, acc_strerror(error));
    else
        acc__print("error %d: %s", error, acc_strerror(error));
}

const char *acc__task_label(const acc_task *t, char *buffer)
{
    const acc__extra *x = acc__task_extra_or_null(t);
    if (x && x->name)
        return x->name;
    char *end = buffer + 24, *p;
    *--end = '\0';
    p = digits(end, t->number);
    memcpy(p -= 5, "Task-", 5);
    return p;
}
