/* An X-macro and macros used later; no dialect. */
#ifndef KINDS_H
#define KINDS_H
#define KINDS(X) \
    X(APPLE, 3)  \
    X(PEAR, 5)
#define KIND_NAME(name, price) name,
enum kind { KINDS(KIND_NAME) KIND_COUNT };
#define MAX_NAME 16
#endif
