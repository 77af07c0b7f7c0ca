/*
 * Diagnostics: the only place of the compiler that reports anything.
 * Shape: `file:line:col: error: text`, the source line, a caret.
 * Text: lower case, no full stop, names in quotes ('x').
 */
#ifndef ACC_BASE_DIAG_H
#define ACC_BASE_DIAG_H

#include "base/source.h"

#define PRINTF_(a, b) __attribute__((format(printf, a, b)))

void diag_error(Pos pos, const char *fmt, ...) PRINTF_(2, 3);
void diag_note(Pos pos, const char *fmt, ...) PRINTF_(2, 3);
/* Warnings have the name that -Wname, -Wno-name and -Werror=name take. */
bool diag_warning(Pos pos, const char *name, const char *fmt, ...)
    PRINTF_(3, 4); /* was it shown? */
/* One line `acc: error: ...` without a place: files, options, the host. */
void diag_plain(const char *fmt, ...) PRINTF_(1, 2);
/* Takes `name`, `no-name`, `error`, `error=name`, `all`; false: unknown. */
bool diag_option(const char *w);
extern bool diag_quiet;     /* -w */
extern unsigned diag_errors; /* reported so far */
extern unsigned diag_warnings;
extern unsigned diag_max_errors;  /* -fmax-errors=N: then exit(1); 0: no end */
extern unsigned diag_large_frame; /* -Wlarge-frame=N, bytes */
void diag_set_color(bool on); /* else: when stderr is a terminal */
void diag_summary(void);      /* `2 errors, 1 warning`, if any was about the program */

/* How a token came out of a macro: the macro's name (null: it did not), and
 * where it is defined (line 0: unknown). Set by front/align.c. */
typedef struct DiagMacro {
    const char *name;
    size_t len;
    unsigned file, line, col;
} DiagMacro;
extern DiagMacro (*diag_macro)(Pos pos);

/* A mistake in acc itself: names file, line and pass, and aborts. */
extern const char *diag_pass; /* the pass that is running */
#define bug(...) diag_bug(__FILE__, __LINE__, __VA_ARGS__)
_Noreturn void diag_bug(const char *file, int line, const char *fmt, ...)
    PRINTF_(3, 4);

#endif
