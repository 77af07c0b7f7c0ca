/*
 * What main.c asks of the operating system: reading, preprocessing with the
 * host's compiler, writing. Every failure is reported here in one line.
 */
#ifndef ACC_DRIVER_H
#define ACC_DRIVER_H

#include <stdbool.h>

#include "base/strbuf.h"
#include "base/vec.h"

typedef Vec(const char *) ArgVec;

/* The command line. Strings belong to argv or live for ever. */
typedef struct Options {
    ArgVec inputs;          /* "-": standard input */
    const char *named_output; /* -o, or null */
    const char *input;      /* the one that is translated */
    const char *output;     /* of it; "-": standard output */
    const char *dump;       /* --dump=PASS, or null */
    const char *frame_report; /* text, json, or null */
    const char *report_to;  /* its file, or null: standard output */
    bool header;            /* the output is one */
    bool script;            /* the input began with a line `#!` */
    ArgVec cpp;             /* for the preprocessor, in order */
    bool trigraphs;         /* translation phase 1 replaces them */
    bool deps;              /* -MD, -MMD */
    bool deps_only;         /* -M, -MM: nothing else */
    bool deps_user;         /* -MMD: without system headers */
    bool deps_phony;        /* -MP */
    const char *deps_file;  /* -MF, or null */
    StrBuf deps_target;     /* -MT, -MQ: as printed; empty: the output */
} Options;

/* The command line of a translation; ends the process where it is wrong. */
void options_read(Options *o, int argc, char **argv);
/* Chooses one of the inputs, and what its output is called. */
void options_choose(Options *o, const char *input);

/* Is it an option that only acc has, and no compiler? */
bool options_is_own(const char *arg);

/* The name under which the main file appears in markers and messages. */
const char *driver_input_name(const Options *o);

/* Appends what fd gives now; false: there is no more, or it cannot be read. */
bool driver_read_some(int fd, StrBuf *text);

/* Appends what fd gives until its end. */
bool driver_read_all(int fd, StrBuf *text);

/* The whole input, byte for byte. */
bool driver_read(const char *path, StrBuf *text);

/* A first line `#!...` becomes blanks: was there one? */
bool driver_blank_script_line(StrBuf *text);

/* Runs `$CC -E -dD` on the input, whose text is `original`. `more`, if not null,
 * is called with what is there each time that something came; and `idle` while
 * nothing comes, until it is false that it has something to do. */
bool driver_preprocess(const Options *o, const StrBuf *original, StrBuf *out,
                       bool (*more)(StrBuf *text, bool idle));

/* Replaces the file at one go: a reader sees the old or the new text. */
bool driver_write(const char *path, const char *s, size_t n);

/* Appends a file name as make reads it in a rule. */
void driver_quote(StrBuf *out, const char *name);

/* Writes what -MD and its relatives ask for. Needs the scanned unit. */
bool driver_write_deps(const Options *o);

#endif
