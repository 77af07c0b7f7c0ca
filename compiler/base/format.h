/* Formatted text: vsnprintf for the few conversions that acc prints most. */
#ifndef ACC_BASE_FORMAT_H
#define ACC_BASE_FORMAT_H

#include <stdarg.h>
#include <stddef.h>

/* As vsnprintf, but text may come out longer than an int counts. */
size_t format_text(char *to, size_t room, const char *fmt, va_list args)
    __attribute__((format(printf, 3, 0)));

#endif
