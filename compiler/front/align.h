/*
 * The original text of the main file and of the user's headers beside the
 * preprocessed tokens. Filled by align_unit, read by emit/unit.c.
 */
#ifndef ACC_FRONT_ALIGN_H
#define ACC_FRONT_ALIGN_H

#include "base/source.h"
#include "front/macro.h"
#include "front/raw.h"

/* One reading of a file: the main file, or a header at its #include. */
typedef struct Inclusion {
    unsigned file;
    unsigned parent;       /* in unit_inclusions; the main file: itself */
    unsigned directive;    /* the #include among the parent's directives */
    Pos first, end;        /* its tokens and those of what it includes */
    bool system;           /* its text is not looked at: raw is empty */
    bool read;             /* the text is there */
    bool exact;            /* all of it was aligned */
    RawText raw;
    unsigned char *state;  /* DIRECTIVE_* of each directive */
    unsigned *child;       /* of each #include: its inclusion, or 0 */
    Pos *at;               /* of each active directive: the next token */
} Inclusion;

enum {
    DIRECTIVE_SKIPPED,     /* it, or all of its group, is not active */
    DIRECTIVE_ACTIVE,      /* #if...: active, its own branch is not taken */
    DIRECTIVE_TAKEN        /* #if, #elif, #else: its branch is taken */
};

/* Tokens that came out of one macro invocation. */
typedef struct Invocation {
    Pos first, end;
    unsigned begin, finish; /* bytes of the invocation in the text */
    unsigned line;
    unsigned inclusion;
    bool counts;           /* __COUNTER__ was expanded in it */
    Macro *macro;
} Invocation;

extern Vec(Inclusion) unit_inclusions; /* [0]: the main file */
extern Vec(Invocation) unit_invocations; /* by first */

/* What can be done of it while the unit is still being scanned. */
void align_ahead(bool trigraphs);

/* Needs the scanned unit and the text of the main file. */
void align_unit(bool trigraphs);

/* The invocation that gave the token, or null. */
const Invocation *align_invocation(Pos pos);

/* The innermost inclusion whose file the token stands in. */
unsigned align_inclusion(Pos pos);

/* Do tokens [first, end) come exactly from one invocation of a macro of a
 * system header in the main file or a user's header? Then its spelling. */
bool align_macro_invocation(Pos first, Pos end, const char **text,
                            size_t *len);

#endif
