/*
 * JSON, printed member by member with indentation into json_out.
 */
#include "base/json.h"

#include <stdbool.h>
#include <string.h>

#include "base/message.h"

StrBuf json_out;
static unsigned depth;
static bool begun; /* the object or list has an item already */

static void put_new_line(void) {
    strbuf_putc(&json_out, '\n');
    for (unsigned i = 0; i < depth; i++)
        strbuf_puts(&json_out, "  ");
}

void json_string(const char *s, size_t n) {
    strbuf_putc(&json_out, '"');
    for (size_t i = 0; i < n;) {
        unsigned long c;
        size_t len = utf8_length((const unsigned char *)s + i, n - i, &c);
        if (c == '"' || c == '\\')
            strbuf_printf(&json_out, "\\%c", (int)c);
        else if (c < 0x20 || c == 0x7F)
            strbuf_printf(&json_out, "\\u%04lx", c);
        else if ((len == 1 && c >= 0x80) || (c >= 0xD800 && c <= 0xDFFF)
                 || c > 0x10FFFF)
            strbuf_puts(&json_out, "\xEF\xBF\xBD");
        else
            strbuf_put(&json_out, s + i, len);
        i += len;
    }
    strbuf_putc(&json_out, '"');
}

void json_name(const char *name) {
    if (begun)
        strbuf_putc(&json_out, ',');
    if (json_out.n)
        put_new_line();
    begun = true;
    if (name)
        strbuf_printf(&json_out, "\"%s\": ", name);
}

void json_open(const char *name, char bracket) {
    json_name(name);
    strbuf_putc(&json_out, bracket);
    depth++;
    begun = false;
}

void json_close(char bracket) {
    depth--;
    if (begun)
        put_new_line();
    strbuf_putc(&json_out, bracket);
    begun = true;
}

void json_text(const char *name, const char *text) {
    json_name(name);
    json_string(text, strlen(text));
}

void json_number(const char *name, unsigned n) {
    json_name(name);
    strbuf_printf(&json_out, "%u", n);
}
