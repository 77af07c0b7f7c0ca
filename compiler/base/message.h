/*
 * One message, between diag.c, which makes it, and the two that show it:
 * snippet.c as text, sarif.c as a part of a document.
 */
#ifndef ACC_BASE_MESSAGE_H
#define ACC_BASE_MESSAGE_H

#include "base/diag.h"
#include "base/strbuf.h"

/* A physical place; the column in bytes from 1, 0: unknown. Line 0: none. */
typedef struct Place {
    unsigned file, line, col;
} Place;

/* From a byte to behind another. */
typedef struct Range {
    Place from, to;
} Range;

typedef struct Fix {
    Range at;
    char *text;         /* ends with \n: a line of its own */
} Fix;

enum { MAX_FIXES = 4 };

typedef enum Severity { SEVERITY_NOTE, SEVERITY_WARNING, SEVERITY_ERROR } Severity;

typedef struct Message {
    Severity severity;
    const char *warning; /* its name, or null */
    char *text;
    Place caret;
    Range range;        /* around the caret */
    DiagMacro macro;    /* that the place came out of */
    Fix fix[MAX_FIXES];
    unsigned fixes;
} Message;

/* ---- snippet.c ---- */
void snippet_put(StrBuf *out, const Message *m); /* the whole message */
void snippet_set_color(bool on);

/* ---- sarif.c ---- */
void sarif_add(const Message *m);       /* keeps a copy */
void sarif_bug(const char *text);       /* acc itself failed */
void sarif_write(void);                 /* to stderr */

/* The UTF-8 sequence at s: its length (1 for a byte that begins none) and
 * character. */
size_t utf8_length(const unsigned char *s, size_t n, unsigned long *c);
/* A warning's name and whether it is an error as a rule, by number; null
 * behind the last. */
const char *diag_warning_name(unsigned i, bool *is_error);

#endif
