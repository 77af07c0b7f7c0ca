/*
 * Options: the command line of a translation.
 */
#define _POSIX_C_SOURCE 200809L
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/diag.h"
#include "base/spell.h"
#include "driver/driver.h"
#include "driver/process.h"
#include "driver/temporary.h"
#include "dump.h"
#include "emit/line.h"
#include "emit/unit.h"

static const char help[] =
    "Usage: acc [options] file.ac... [-o file.c]    C with async and await to C\n"
    "       acc run [options] file.ac [arguments]   a program, at once\n"
    "       acc cc [options] files...               the C compiler, with .ac files\n"
    "Link the output of acc with -lacc. See also: acc run --help, acc cc --help.\n"
    "\n"
    "Output:\n"
    "  -o FILE            write FILE, or into the folder FILE (default: file.c here;\n"
    "                     of file.ach: file.h). FILE.h: a header for C and C++\n"
    "  -                  as the input: standard input; as FILE: standard output\n"
    "  -l, --no-lines     no #line directives\n"
    "  --path-prefix-map OLD=NEW, -ffile-prefix-map=OLD=NEW\n"
    "                     in names of files, begin with NEW instead of OLD\n"
    "  --sync-wrappers    for each exported async f: int f_sync(..., T *value)\n"
    "  --link-check       let the linker compare the types of async functions\n"
    "\n"
    "Preprocessor ($CC -E, by default cc -E):\n"
    "  -I DIR  -D NAME[=VALUE]  -U NAME  -include FILE  -imacros FILE\n"
    "  -isystem DIR  -iquote DIR  -idirafter DIR  -isysroot DIR  --sysroot=DIR\n"
    "  -std=STANDARD  -ansi  -trigraphs  -nostdinc  -pthread  -m...  -f...  -O...\n"
    "                     handed on as they are\n"
    "  --cpp-arg=ARG      hand on any other argument\n"
    "  --cc=COMMAND       instead of $CC\n"
    "\n"
    "Warnings and errors:\n"
    "  -Wall  -WNAME  -Wno-NAME  -Werror  -Werror=NAME  -w\n"
    "  -fmax-errors=N     stop after N errors\n"
    "  --color=WHEN       auto, always or never\n"
    "  --diagnostics=json one SARIF document on standard error instead of text\n"
    "\n"
    "Dependencies, for make:\n"
    "  -MD  -MMD          write file.d; without system headers\n"
    "  -M  -MM            print them, and translate nothing\n"
    "  -MF FILE  -MT TARGET  -MQ TARGET  -MP\n"
    "\n"
    "Other:\n"
    "  --frame-report     print what the frame of each async function takes, and\n"
    "                     why; =json for programs; -o FILE: there\n"
    "  --dump=PASS        print what PASS leaves: tokens, tree, typed, desugar,\n"
    "                     literal, vla, cleanup, spill, cfg, live, frame, split\n"
    "  @FILE              more arguments, read from FILE\n"
    "  --version  --help, -h\n";

static Options *o; /* what is being filled in */
static Arena strings;

static _Noreturn void usage(const char *fmt, const char *what) {
    diag_plain(fmt, what);
    if (!diag_json)
        fputs("acc: try 'acc --help'\n", stderr);
    exit(2);
}

/* The value of option `name`, joined to it or the next argument; null: the
 * argument is another option. */
static const char *value_of(const char *name, int argc, char **argv, int *i) {
    size_t n = strlen(name);
    const char *arg = argv[*i];
    if (strncmp(arg, name, n) != 0)
        return NULL;
    if (arg[n])
        return arg[n] == '=' && name[1] == '-' ? arg + n + 1 : arg + n;
    if (*i + 1 >= argc)
        usage("option '%s' needs a value", name);
    return argv[++*i];
}

static bool starts(const char *s, const char *prefix) {
    return strncmp(s, prefix, strlen(prefix)) == 0;
}

/* Options of the preprocessor that take a value. */
static bool preprocessor_value(int argc, char **argv, int *i) {
    static const char *const names[] = {"-include", "-imacros", "-isystem",
                                        "-iquote",  "-idirafter", "-isysroot",
                                        "--sysroot", "-I", "-D", "-U"};
    for (size_t k = 0; k < sizeof names / sizeof names[0]; k++) {
        const char *arg = argv[*i], *value = value_of(names[k], argc, argv, i);
        if (!value)
            continue;
        if (arg == argv[*i]) { /* joined */
            vec_push(&o->cpp, arg);
        } else {
            vec_push(&o->cpp, names[k]);
            vec_push(&o->cpp, value);
        }
        return true;
    }
    return false;
}

/* OLD=NEW */
static bool map_prefix(const char *value) {
    const char *equals = strchr(value, '=');
    if (equals)
        source_map_prefix(value, (size_t)(equals - value), equals + 1);
    return equals != NULL;
}

static bool preprocessor_option(const char *arg) {
    if (starts(arg, "-ffile-prefix-map=")
        && !map_prefix(arg + strlen("-ffile-prefix-map=")))
        usage("'%s': wanted OLD=NEW", arg);
    if (starts(arg, "-std="))
        o->trigraphs = starts(arg, "-std=c") && !starts(arg, "-std=c2");
    else if (strcmp(arg, "-ansi") == 0 || strcmp(arg, "-trigraphs") == 0)
        o->trigraphs = true;
    else if (!starts(arg, "-m") && !starts(arg, "-f") && !starts(arg, "-O")
             && strcmp(arg, "-pthread") != 0 && strcmp(arg, "-nostdinc") != 0)
        return false;
    vec_push(&o->cpp, arg);
    return true;
}

static void add_target(const char *name, bool quoted) {
    if (o->deps_target.n)
        strbuf_putc(&o->deps_target, ' ');
    if (quoted)
        driver_quote(&o->deps_target, name);
    else
        strbuf_puts(&o->deps_target, name);
}

/* -MD and its relatives. */
static bool dependency_option(int argc, char **argv, int *i) {
    const char *arg = argv[*i], *value;
    if (strcmp(arg, "-MD") == 0 || strcmp(arg, "-MMD") == 0) {
        o->deps = true;
        o->deps_user = arg[2] == 'M';
    } else if (strcmp(arg, "-M") == 0 || strcmp(arg, "-MM") == 0) {
        o->deps = o->deps_only = true;
        o->deps_user = arg[2] == 'M';
    } else if (strcmp(arg, "-MP") == 0) {
        o->deps_phony = true;
    } else if ((value = value_of("-MF", argc, argv, i)) != NULL) {
        o->deps_file = value;
    } else if ((value = value_of("-MT", argc, argv, i)) != NULL) {
        add_target(value, false);
    } else if ((value = value_of("-MQ", argc, argv, i)) != NULL) {
        add_target(value, true);
    } else {
        return false;
    }
    return true;
}

static bool is_folder(const char *path) {
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static void set_max_errors(const char *value) {
    char *end;
    unsigned long n = strtoul(value, &end, 10);
    if (*end || end == value)
        usage("'-fmax-errors=%s' is no number", value);
    diag_max_errors = (unsigned)n;
}

static void set_color(const char *when) {
    if (strcmp(when, "always") == 0)
        diag_set_color(true);
    else if (strcmp(when, "never") == 0)
        diag_set_color(false);
    else if (strcmp(when, "auto") != 0)
        usage("'--color=%s': wanted auto, always or never", when);
}

static void set_diagnostics(const char *how) {
    if (strcmp(how, "json") == 0)
        diag_set_json();
    else if (strcmp(how, "text") != 0)
        usage("'--diagnostics=%s': wanted text or json", how);
}

static void set_warning(const char *name) {
    if (diag_option(name))
        return;
    const char *no = starts(name, "no-") ? "no-" : "";
    const char *near = diag_nearest_option(name + strlen(no));
    StrBuf text = {0};
    strbuf_printf(&text, "unknown warning '-W%s'", name);
    if (near)
        strbuf_printf(&text, "; did you mean '-W%s%s'?", no, near);
    usage("%s", text.s);
}

/* What was meant by an option that is none. */
static _Noreturn void unknown_option(const char *arg) {
    static const char *const known[] = {
        "--color", "--cc", "--cpp-arg", "--diagnostics", "--dump",
        "--frame-report", "--help", "--link-check", "--no-lines",
        "--path-prefix-map", "--sync-wrappers", "--sysroot", "--version",
        "-ansi", "-include", "-idirafter", "-imacros", "-iquote", "-isysroot",
        "-isystem", "-nostdinc", "-pthread", "-trigraphs", "-MD", "-MMD", "-MM",
        "-MF", "-MT", "-MQ", "-MP"};
    size_t n = strcspn(arg, "=");
    Speller speller = spell_begin(arg, n);
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        spell_try(&speller, known[i], strlen(known[i]));
    StrBuf text = {0};
    strbuf_printf(&text, "unknown option '%s'", arg);
    if (speller.best)
        strbuf_printf(&text, "; did you mean '%s'?", speller.best);
    usage("%s", text.s);
}

/* What names one file cannot be said of several. */
static void check_several(void) {
    if (o->named_output && !is_folder(o->named_output))
        usage("'-o %s' with several input files; a folder could be named",
              o->named_output);
    if (o->deps_file)
        usage("'-MF %s' with several input files", o->deps_file);
    if (o->deps_target.n)
        usage("target '%s' with several input files", o->deps_target.s);
    if (diag_json)
        usage("%s", "'--diagnostics=json' with several input files");
    if (o->frame_report && strcmp(o->frame_report, "json") == 0)
        usage("%s", "'--frame-report=json' with several input files");
}

static void read_arguments(int argc, char **argv) {
    bool only_files = false;
    for (int i = 1; i < argc; i++) {
        const char *arg = argv[i], *value;
        if (only_files || arg[0] != '-' || !arg[1]) {
            vec_push(&o->inputs, arg);
        } else if (strcmp(arg, "--") == 0) {
            only_files = true;
        } else if (strcmp(arg, "--help") == 0 || strcmp(arg, "-h") == 0) {
            fputs(help, stdout);
            exit(0);
        } else if (strcmp(arg, "--version") == 0) {
            puts("acc " ACC_VERSION);
            exit(0);
        } else if (strcmp(arg, "-l") == 0 || strcmp(arg, "--no-lines") == 0) {
            line_enabled = false;
        } else if (strcmp(arg, "-w") == 0) {
            diag_quiet = true;
        } else if (starts(arg, "-fmax-errors=")) {
            set_max_errors(arg + strlen("-fmax-errors="));
        } else if (starts(arg, "--color=")) {
            set_color(arg + strlen("--color="));
        } else if (starts(arg, "--diagnostics=")) {
            set_diagnostics(arg + strlen("--diagnostics="));
        } else if (starts(arg, "--dump=")) {
            o->dump = arg + strlen("--dump=");
            if (!dump_choose(o->dump))
                usage("'%s': --help lists the passes", arg);
        } else if (strcmp(arg, "--frame-report") == 0
                   || starts(arg, "--frame-report=")) {
            o->frame_report = arg[14] ? arg + 15 : "text";
            if (strcmp(o->frame_report, "text") != 0
                && strcmp(o->frame_report, "json") != 0)
                usage("'%s': wanted text or json", arg);
        } else if ((value = value_of("--path-prefix-map", argc, argv, &i))
                   != NULL) {
            if (!map_prefix(value))
                usage("'--path-prefix-map %s': wanted OLD=NEW", value);
            /* __FILE__ is the preprocessor's to tell */
            if (!process_cc_is_tcc())
                vec_push(&o->cpp, arena_printf(&strings,
                                               "-fmacro-prefix-map=%s", value));
        } else if (strcmp(arg, "--sync-wrappers") == 0) {
            emit_options.sync_wrappers = true;
        } else if (strcmp(arg, "--link-check") == 0) {
            emit_options.link_check = true;
        } else if (starts(arg, "--cc=")) {
            setenv("CC", arg + strlen("--cc="), 1);
        } else if (starts(arg, "--cpp-arg=")) {
            vec_push(&o->cpp, arg + strlen("--cpp-arg="));
        } else if (starts(arg, "-W")) {
            set_warning(arg + 2);
        } else if (starts(arg, "-M")) {
            if (!dependency_option(argc, argv, &i))
                unknown_option(arg);
        } else if (preprocessor_value(argc, argv, &i)
                   || preprocessor_option(arg)) {
            continue;
        } else if ((value = value_of("-o", argc, argv, &i)) != NULL) {
            o->named_output = value;
        } else {
            unknown_option(arg);
        }
    }
    if (!o->inputs.n)
        usage("%s", "no input file");
    if (o->inputs.n > 1)
        check_several();
}

/* file.c, in the current folder, for a/b/file.ac; - for standard input. */
static const char *default_output(const char *input) {
    if (strcmp(input, "-") == 0)
        return "-";
    const char *name = strrchr(input, '/');
    name = name ? name + 1 : input;
    const char *dot = strrchr(name, '.');
    return arena_printf(&strings, "%.*s%s",
                        dot && dot != name ? (int)(dot - name)
                                           : (int)strlen(name), name,
                        dot && strcmp(dot, ".ach") == 0 ? ".h" : ".c");
}

static bool is_header(const char *name) {
    const char *dot = strrchr(name, '.');
    return dot && (strcmp(dot, ".h") == 0 || strcmp(dot, ".hh") == 0
                   || strcmp(dot, ".hpp") == 0);
}

static bool is_same_file(const char *a, const char *b) {
    struct stat x, y;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev
           && x.st_ino == y.st_ino && S_ISREG(x.st_mode);
}

void options_choose(Options *options, const char *input) {
    o = options;
    o->input = input;
    o->output = o->named_output;
    if (o->frame_report) {
        if (!temporary_folder())
            exit(1);
        o->report_to = o->named_output;
        o->output = arena_printf(&strings, "%s/report.c", temporary_folder());
    }
    if (o->deps_only) {
        if (!o->deps_file)
            o->deps_file = o->output ? o->output : "-";
        o->output = NULL;
    }
    if (!o->output) {
        o->output = default_output(o->input);
    } else if (is_folder(o->output) && strcmp(o->input, "-") != 0) {
        size_t n = strlen(o->output);
        o->output = arena_printf(&strings, "%s%s%s", o->output,
                                 o->output[n - 1] == '/' ? "" : "/",
                                 default_output(o->input));
    }
    emit_options.header = o->header = is_header(o->output);
    if (is_same_file(o->input, o->output)) {
        diag_plain("the output '%s' is the input", o->output);
        exit(2);
    }
}

bool options_is_own(const char *arg) {
    static const char *const own[] = {"--no-lines", "--color=", "--cpp-arg=",
                                      "--cc=",
                                      "--sync-wrappers", "--link-check",
                                      "--diagnostics="};
    for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
        if (starts(arg, own[i]))
            return true;
    return false;
}

void options_read(Options *options, int argc, char **argv) {
    o = options;
    read_arguments(argc, argv);
}
