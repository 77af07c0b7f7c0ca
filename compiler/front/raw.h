/*
 * The tokens and directives of a source file as it was written, before the
 * preprocessor: what align.c lays beside the preprocessed tokens.
 */
#ifndef ACC_FRONT_RAW_H
#define ACC_FRONT_RAW_H

#include <stdbool.h>
#include <stddef.h>

#include "base/source.h"
#include "base/strbuf.h"
#include "base/vec.h"

typedef enum RawKind {
    RAW_IDENT, RAW_NUMBER, RAW_QUOTED, RAW_PUNCT,
    RAW_RUN             /* several: see RawTwin */
} RawKind;

enum {
    RAW_SPACE = 1,       /* white space or a comment stands before it */
    RAW_LINE_START = 2,  /* first on its line */
    RAW_SPLICED = 4,     /* holds a spliced newline or a trigraph */
    RAW_FALLTHROUGH = 8, /* a fall-through comment stands before it */
};

typedef struct RawToken {
    unsigned begin, end; /* bytes in the text */
    unsigned line;       /* physical, from 1; a run: its first unit token */
    unsigned short col;  /* in bytes, from 1; 0: past what fits; a run: how
                            many unit tokens */
    unsigned char kind, flags;
} RawToken;

typedef enum RawDirectiveKind {
    RAW_IF, RAW_IFDEF, RAW_IFNDEF, RAW_ELIF, RAW_ELSE, RAW_ENDIF,
    RAW_INCLUDE,        /* include_next, import and embed too */
    RAW_DEFINE, RAW_UNDEF, RAW_PRAGMA,
    RAW_LINE,           /* #line 5 "x", # 5 "x" */
    RAW_OTHER
} RawDirectiveKind;

typedef struct RawDirective {
    RawDirectiveKind kind;
    unsigned begin;      /* of the # */
    unsigned arguments;  /* after the keyword and blanks */
    unsigned end;        /* of the newline that ends it, or of the text */
    unsigned line, last_line;
    unsigned before;     /* index of the next token */
    unsigned next;       /* if, elif, else: the next of the group; else 0 */
    unsigned col;
} RawDirective;

typedef struct RawText {
    const char *text;    /* NUL-terminated, not owned */
    size_t size;
    bool trigraphs;
    Vec(RawToken) tokens;
    Vec(RawDirective) directives;
} RawText;

void raw_scan(RawText *raw, const char *text, size_t n, bool trigraphs);

/* The unit tokens [next, end), of which those of `file` came out of the text.
 * What begins a line, is the same in both and names nothing that is ever a
 * macro need not be scanned: it becomes one raw token, a run, and the unit
 * tokens get their places. No run lies in what may be arguments of a macro. */
typedef struct RawTwin {
    Pos next, end;
    unsigned file;
} RawTwin;
void raw_scan_beside(RawText *raw, const char *text, size_t n, bool trigraphs,
                     RawTwin twin);
/* The same, begun while the unit's tokens still come: as far as the beginning of
 * line `until`, before which they are all there. Goes on where it stopped; for
 * one text only, of which raw_scan_beside does the rest. */
void raw_scan_ahead(const char *text, size_t n, bool trigraphs, RawTwin twin,
                    unsigned until);
/* If token i is a run, makes it the tokens that it stands for; the unit tokens
 * lose their places. Gives how many tokens there are more. */
unsigned raw_unfold(RawText *raw, unsigned i);
void raw_free(RawText *raw);

/* The spelling of text[begin, end) without splices and trigraphs. */
void raw_spelling(const RawText *raw, unsigned begin, unsigned end,
                  StrBuf *out);

/* Scans tokens only, as in a macro's body. */
void raw_scan_line(RawText *raw, const char *text, size_t n);

#endif
