/* A printer of JSON. A null name: an item of a list, or the whole. */
#ifndef ACC_BASE_JSON_H
#define ACC_BASE_JSON_H

#include <stddef.h>

#include "base/strbuf.h"

extern StrBuf json_out;

/* s as a string: bytes that are no UTF-8 become U+FFFD. */
void json_string(const char *s, size_t n);
/* The next member of an object, or item of a list; its value follows. */
void json_name(const char *name);
void json_open(const char *name, char bracket);
void json_close(char bracket);
void json_text(const char *name, const char *text);
void json_number(const char *name, unsigned n);

#endif
