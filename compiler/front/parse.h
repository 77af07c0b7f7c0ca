/*
 * Scanner and parser, as the rest of the compiler sees them, and the state of
 * one parser, as the grammar and build.c see it.
 */
#ifndef ACC_FRONT_PARSE_H
#define ACC_FRONT_PARSE_H

#include "front/build.h"

/* Scans preprocessed text into unit_tokens (from index 1), unit_files,
 * unit_markers and unit_directives. */
void scan_unit(const char *text, size_t size);
/* The same in parts: `text` grows from one call to the next, and what is there
 * of it need not be scanned before the last. Nothing is reported before that.
 * `original`: about how many bytes the program has. */
void scan_begin(size_t original);
void scan_part(StrBuf *text, bool last);

/* For tests: skips no body, and keeps none that does not parse. */
extern bool parse_every_body;

/* One run of the generated parser over a range of tokens: the unit, a function
 * body, or an expression inside an attribute. */
struct Parser {
    Pos next;            /* token to hand out next */
    Pos limit;           /* and where they end */
    int start;           /* TK_START_*: what to parse */
    Node *result;
    bool in_body;        /* of a function; else the unit or an expression */

    Pos name;            /* identifier whose class is asked for next, or 0 */
    Pos completed;       /* the } before which a ';' was put */
    Pos closed;          /* the token before which a '}' was put */
    Pos extension;       /* dropped __extension__ before the next token, or 0 */
    bool at_external;    /* an external declaration begins here */
    Pos external;        /* where the current one began */

    bool body_pending;   /* the next { begins the body of a definition */
    bool body_is_async;
    Pos head_end;        /* behind the head of that definition */
    bool head_is_function;
    bool head_is_old;    /* declarations of its parameters may follow */
    Pos unclosed;        /* the { of this body, if its } is missing */
    Scope function_scope; /* outside of that definition */

    bool tentative;      /* plain body: kept verbatim if it does not parse */
    unsigned dialect_before; /* build_dialect_constructs when it began */
    bool failed;
    Pos resync;          /* after an error: where to go on, or 0 */
    Pos last_resync;
};

/* For the grammar. */
void parse_result(Parser *p, Node *result);
void parse_external(Parser *p);
void parse_syntax_error(Parser *p, Pos at, const int *expected, int n);
void parse_too_deep(Parser *p, Pos at);

/* Was there a syntax error in tokens [first, end)? */
bool parse_failed_in(Pos first, Pos end);

/* Parses tokens [first, end) as one expression; null after an error. */
Node *parse_expression(Pos first, Pos end);
/* The token that closes the bracket at `open`, or `limit`. */
Pos parse_match(Pos open, Pos limit);

#endif
