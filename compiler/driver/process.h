/*
 * Running other programs.
 */
#ifndef ACC_DRIVER_PROCESS_H
#define ACC_DRIVER_PROCESS_H

#include "driver/driver.h"

/* The command of the C compiler: $CC, or cc. */
const char *process_cc(void);

/* tcc lacks some of what gcc and clang agree on. */
bool process_cc_is_tcc(void);

/* Splits a command as a shell would at blanks; '...' and "..." protect. */
void process_words(const char *s, ArgVec *words);

/* Runs argv, with `in` (or nothing) on its standard input and its standard
 * output in `out`, of which `more` (or null) is told as it comes, and when
 * nothing comes. Gives its wait status, or -1 with errno set. */
int process_capture(char *const *argv, const StrBuf *in, StrBuf *out,
                    bool (*more)(StrBuf *out, bool idle));

/* Runs argv with the files that are open here. A signal that would end this
 * process ends the child first. Gives its wait status, or -1 with errno set. */
int process_call(char *const *argv);

/* The file that is being executed, and how it was called. */
void process_set_self(const char *argv0);
const char *process_self(void);

#endif
