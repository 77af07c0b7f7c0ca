/*
 * Interned strings: every spelling exists once, so names are compared by
 * pointer. A Str lives as long as the compiler.
 */
#ifndef ACC_BASE_INTERN_H
#define ACC_BASE_INTERN_H

#include <stdbool.h>
#include <stddef.h>

typedef struct Str Str;

struct Str {
    const char *s;      /* NUL-terminated */
    unsigned len;
    unsigned hash;
    Str *next;          /* in the hash chain */
    unsigned short keyword; /* token kind, or 0: set once from keywords.def */
    unsigned char word;     /* it is a contextual word of the dialect */
    /* Some declaration of this name (ordinary, typedef, tag or member) has a
     * type that mentions a handle or an async function. Set by names.c. */
    bool mentions_dialect;
    /* It stands in what was passed over after a syntax error, perhaps as a
     * declaration: later mistakes with this name are not reported. */
    bool in_error;
    bool ever_macro;    /* some #define of the unit has this name */
    void *macro, *macro_history; /* macro.c: definition in force, or null;
                                    all that there were, newest first */
    void *binding;      /* names.c: innermost declaration, persistent list */
};

Str *intern(const char *s, size_t len);
Str *intern_z(const char *s);
void intern_each(void (*visit)(Str *s, void *with), void *with);

#endif
