/*
 * The token stream of the translation unit, and where its tokens come from.
 * Filled by the scanner (kinds, spellings, lines of the preprocessed text) and
 * by the alignment with the original text (raw offsets, columns).
 *
 * A position (Pos) is the index of a token in `unit_tokens`; 0 is a dummy that
 * means "no position".
 */
#ifndef ACC_BASE_SOURCE_H
#define ACC_BASE_SOURCE_H

#include <stdbool.h>

#include "base/intern.h"
#include "base/strbuf.h"
#include "base/vec.h"

typedef unsigned Pos;

enum {
    TF_SPACE = 1,        /* white space before it in the preprocessed text */
    TF_LINE_START = 2,   /* first on its line of the preprocessed text */
    TF_SYSTEM = 4,       /* from a system header (or acc's own headers) */
    TF_MAIN = 8,         /* from the main file */
    TF_FALLTHROUGH = 16, /* a fall-through comment stands before it */
    TF_MACRO = 32,       /* came out of a macro; raw is the invocation */
    TF_PRAGMA = 64,      /* a whole #pragma line: kind TK_PRAGMA */
    TF_STRAY = 128,      /* behind it stood what is no token: reported */
};

typedef struct Token {
    Str *str;             /* spelling; of a TK_PRAGMA the whole line */
    unsigned line;        /* physical line in its file, from 1 */
    unsigned raw;         /* main file: byte offset + 1 in the original text */
    unsigned short file;  /* index in unit_files */
    unsigned short col;   /* column in its file in bytes, from 1; 0: unknown */
    unsigned short kind;  /* TK_*, as the parser numbers them */
    unsigned char flags;  /* TF_* */
} Token;

typedef struct SourceFile {
    const char *name;     /* as the line markers spell it */
    char *text;           /* original text, read when first needed; or null */
    size_t size;
    bool is_system, is_main;
    bool unreadable;
} SourceFile;

typedef Vec(Token) TokenVec;
typedef Vec(SourceFile) FileVec;

extern TokenVec unit_tokens;
extern FileVec unit_files;

/* The line markers `# line "file" flags` of the preprocessed text, in order:
 * where the unit enters and leaves files. Filled by the scanner. */
typedef struct Marker {
    Pos before_token;
    unsigned line;          /* that the next line has */
    unsigned short file;
    bool enter, leave, system; /* flags 1, 2, 3 */
} Marker;
typedef Vec(Marker) MarkerVec;
extern MarkerVec unit_markers;

/* The #define and #undef lines that -dD leaves in the preprocessed text, in
 * order. Filled by the scanner. */
typedef struct Directive {
    Pos before_token;
    const char *text;       /* the line from its #, ended by \n or NUL */
    const char *rest;       /* what stands behind the macro's name */
    Str *name;              /* the macro's; null: it is something else */
    bool defines;
    unsigned line;          /* physical line in its file */
    unsigned short file;
} Directive;
typedef Vec(Directive) DirectiveVec;
extern DirectiveVec unit_directives;

unsigned source_file(const char *name); /* index, added when new */
/* The text of a line (without newline; length in *len), or null. */
const char *source_line(unsigned file, unsigned line, size_t *len);
/* File name and line that diagnostics and #line show: a `#line` of the user's
 * applied to the physical line. */
const char *source_shown_name(Pos pos);
unsigned source_shown_line(Pos pos);
unsigned source_shown(unsigned file, unsigned line, const char **name);
/* --path-prefix-map: names that begin with `from` are printed with `to`. The
 * last that fits counts. */
void source_map_prefix(const char *from, size_t n, const char *to);
/* The name as the output shows it; as the inside of a string literal. */
const char *source_mapped(const char *name);
void source_put_name(StrBuf *out, const char *name);
/* A user's `#line line "name"` on physical line `at` of a file. */
void source_set_line(unsigned file, unsigned at, unsigned line, const char *name);

#endif
