/*
 * Macros of the unit, as -dD tells them, and their expansion: align.c expands
 * an invocation again to know which preprocessed tokens came out of it.
 */
#ifndef ACC_FRONT_MACRO_H
#define ACC_FRONT_MACRO_H

#include "base/source.h"
#include "front/raw.h"

typedef struct Macro Macro;

/* A token of a replacement list or of an expansion. */
typedef struct MacroToken {
    Str *str;              /* null in an expansion: any one token */
    unsigned char kind;    /* RAW_* */
    unsigned char param;   /* 1 + index of the parameter, else 0 */
    bool painted;          /* a name that is not expanded any more */
    bool stringify;        /* # stands before it */
    bool paste;            /* ## stands behind it */
    bool space;
} MacroToken;
typedef Vec(MacroToken) MacroTokenVec;

struct Macro {
    Str *name;
    const char *text;      /* behind the name; ended by newline or NUL */
    const char *end;       /* or here, if not null */
    Pos from, to;          /* in force for tokens [from, to) */
    Macro *older;          /* the definition before */
    unsigned line;
    unsigned short file;
    bool system;           /* defined in a system header or predefined */
    bool dynamic;          /* __LINE__ and the like: gives any one token */
    bool function_like, variadic, parsed;
    unsigned params;
    unsigned disabled;     /* being expanded now */
    Vec(Str *) param;
    MacroTokenVec body;
};

void macro_start(void); /* forgets all but the dynamic ones */
/* Reads which macro the directive is about, from its text. */
void macro_read_directive(Directive *d);
Macro *macro_directive(const Directive *d); /* null for #undef */
/* The definition as written, from its name to the end of the directive: truer
 * than what the preprocessor prints. */
void macro_spelled(Macro *m, const char *s, const char *end);
/* #pragma push_macro("x"), pop_macro("x") before token `at`. */
void macro_pragma(const char *text, size_t n, Pos at);
/* The definition of a name that is in force at a token, after alignment. */
Macro *macro_at(const Str *name, Pos at);
/* Can it be that some name in the text, behind which is a NUL, is a macro of the user's at a token? */
bool macro_may_be_in(const char *text, size_t n, Pos at);
/* Does token i of the text name a macro that is expanded there? */
Macro *macro_invoked(RawText *raw, unsigned i, unsigned end);
/* Expands the invocation at token *i, moving *i behind it. Tokens from *end
 * on are not there; it is moved where a line is unfolded. False: that cannot be told. *counts: it holds __COUNTER__. */
bool macro_expand(RawText *raw, unsigned *i, unsigned *end,
                  MacroTokenVec *out, bool *counts);

#endif
