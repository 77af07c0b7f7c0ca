/*
 * Diagnostics: the only place of the compiler that reports anything.
 * Shape: `file:line:col: error: text`, the source line, a caret under the
 * place and a line under the range, what to insert or to write instead; with
 * --diagnostics=json a SARIF document (base/sarif.c) instead of all text.
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

/* For the message that comes next. The range tokens [first, end) are
 * underlined around `at`, which is given back: where to point. */
Pos diag_span(Pos at, Pos first, Pos end);
/* What would repair it: text in place of tokens [first, end), in front of
 * one, behind one; a line of its own in front of that of `pos`. */
void diag_replace(Pos first, Pos end, const char *fmt, ...) PRINTF_(3, 4);
void diag_remove(Pos token); /* and the blanks behind it */
void diag_insert(Pos before, const char *fmt, ...) PRINTF_(2, 3);
void diag_append(Pos after, const char *fmt, ...) PRINTF_(2, 3);
void diag_insert_line(unsigned file, unsigned line, const char *fmt, ...)
    PRINTF_(3, 4);
void diag_forget(void); /* the message does not come after all */

/* Takes `name`, `no-name`, `error`, `error=name`, `all`; false: unknown. */
bool diag_option(const char *w);
/* The name of a warning like this one, or null. */
const char *diag_nearest_option(const char *w);
extern bool diag_quiet;     /* -w */
extern unsigned diag_errors; /* reported so far */
extern unsigned diag_warnings;
extern unsigned diag_max_errors;  /* -fmax-errors=N: then exit(1); 0: no end */
extern unsigned diag_large_frame; /* -Wlarge-frame=N, bytes */
void diag_set_color(bool on); /* else: when stderr is a terminal */
/* --diagnostics=json: nothing is printed until the program ends. */
void diag_set_json(void);
extern bool diag_json;
void diag_summary(void);      /* `2 errors, 1 warning`, if any was about the program */
/* What the preprocessor printed on its standard error, for the document. */
void diag_foreign(const char *text);

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
