/*
 * acc: translates async C to C. The command line, then the passes in order
 * (pass.h tells what each needs and leaves).
 *
 * Exit status: 0, 1 for errors in the program, 2 for a wrong command line.
 */
#define _POSIX_C_SOURCE 200809L

#include <stdio.h>
#include <stdlib.h>
#include <pthread.h>
#include <string.h>
#include <sys/stat.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "base/diag.h"
#include "base/response.h"
#include "dump.h"
#include "emit/line.h"
#include "pass.h"

static const char help[] =
    "Usage: acc [options] file.ac [-o file.c]\n"
    "Translates C with async and await to C. Link the result with -lacc.\n"
    "\n"
    "Output:\n"
    "  -o FILE            write FILE (default: file.c, in this folder)\n"
    "  -                  as the input: standard input; as FILE: standard output\n"
    "  -l, --no-lines     no #line directives\n"
    "\n"
    "Preprocessor ($CC -E, by default cc -E):\n"
    "  -I DIR  -D NAME[=VALUE]  -U NAME  -include FILE  -isystem DIR\n"
    "  -iquote DIR  -idirafter DIR  --sysroot=DIR  -std=STANDARD\n"
    "  -m...  -f...  -O...  -pthread  -ansi  -trigraphs  -nostdinc\n"
    "                     handed on as they are\n"
    "  --cpp-arg=ARG      hand on any other argument\n"
    "  --cc=COMMAND       instead of $CC\n"
    "\n"
    "Warnings and errors:\n"
    "  -Wall  -WNAME  -Wno-NAME  -Werror  -Werror=NAME  -w\n"
    "  -fmax-errors=N     stop after N errors\n"
    "  --color=WHEN       auto, always or never\n"
    "\n"
    "Dependencies, for make:\n"
    "  -MD  -MMD          write file.d; without system headers\n"
    "  -MF FILE  -MT TARGET  -MQ TARGET  -MP\n"
    "\n"
    "Other:\n"
    "  --dump=PASS        print what PASS leaves: tokens, tree, typed, desugar,\n"
    "                     literal, vla, cleanup, spill, cfg, live, frame, split\n"
    "  @FILE              more arguments, read from FILE\n"
    "  --version  --help\n";

static Options options;

static _Noreturn void usage(const char *fmt, const char *what) {
    diag_plain(fmt, what);
    fputs("acc: try 'acc --help'\n", stderr);
    exit(2);
}

/* ---- the command line ---- */

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
            vec_push(&options.cpp, arg);
        } else {
            vec_push(&options.cpp, names[k]);
            vec_push(&options.cpp, value);
        }
        return true;
    }
    return false;
}

static bool preprocessor_option(const char *arg) {
    if (starts(arg, "-std="))
        options.trigraphs = starts(arg, "-std=c") && !starts(arg, "-std=c2");
    else if (strcmp(arg, "-ansi") == 0 || strcmp(arg, "-trigraphs") == 0)
        options.trigraphs = true;
    else if (!starts(arg, "-m") && !starts(arg, "-f") && !starts(arg, "-O")
             && strcmp(arg, "-pthread") != 0 && strcmp(arg, "-nostdinc") != 0)
        return false;
    vec_push(&options.cpp, arg);
    return true;
}

static void add_target(const char *name, bool quoted) {
    if (options.deps_target.n)
        strbuf_putc(&options.deps_target, ' ');
    if (quoted)
        driver_quote(&options.deps_target, name);
    else
        strbuf_puts(&options.deps_target, name);
}

/* -MD and its relatives. */
static bool dependency_option(int argc, char **argv, int *i) {
    const char *arg = argv[*i], *value;
    if (strcmp(arg, "-MD") == 0 || strcmp(arg, "-MMD") == 0) {
        options.deps = true;
        options.deps_user = arg[2] == 'M';
    } else if (strcmp(arg, "-MP") == 0) {
        options.deps_phony = true;
    } else if ((value = value_of("-MF", argc, argv, i)) != NULL) {
        options.deps_file = value;
    } else if ((value = value_of("-MT", argc, argv, i)) != NULL) {
        add_target(value, false);
    } else if ((value = value_of("-MQ", argc, argv, i)) != NULL) {
        add_target(value, true);
    } else {
        return false;
    }
    return true;
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

static void set_input(const char *name) {
    if (options.input)
        usage("more than one input file; the second is '%s'", name);
    options.input = name;
}

static void read_options(int argc, char **argv) {
    bool only_files = false;
    for (int i = 1; i < argc; i++) {
        const char *arg = argv[i], *value;
        if (only_files || arg[0] != '-' || !arg[1]) {
            set_input(arg);
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
        } else if (starts(arg, "--dump=")) {
            options.dump = arg + strlen("--dump=");
            if (!dump_choose(options.dump))
                usage("'%s': --help lists the passes", arg);
        } else if (starts(arg, "--cc=")) {
            setenv("CC", arg + strlen("--cc="), 1);
        } else if (starts(arg, "--cpp-arg=")) {
            vec_push(&options.cpp, arg + strlen("--cpp-arg="));
        } else if (starts(arg, "-W")) {
            if (!diag_option(arg + 2))
                usage("unknown warning '%s'", arg);
        } else if (starts(arg, "-M")) {
            if (!dependency_option(argc, argv, &i))
                usage("unknown option '%s'", arg);
        } else if (preprocessor_value(argc, argv, &i)
                   || preprocessor_option(arg)) {
            continue;
        } else if ((value = value_of("-o", argc, argv, &i)) != NULL) {
            options.output = value;
        } else {
            usage("unknown option '%s'", arg);
        }
    }
    if (!options.input)
        usage("%s", "no input file");
}

/* file.c, in the current folder, for a/b/file.ac; - for standard input. */
static const char *default_output(const char *input) {
    if (strcmp(input, "-") == 0)
        return "-";
    const char *name = strrchr(input, '/');
    name = name ? name + 1 : input;
    const char *dot = strrchr(name, '.');
    StrBuf s = {0};
    strbuf_put(&s, name, dot && dot != name ? (size_t)(dot - name) : strlen(name));
    strbuf_puts(&s, ".c");
    return s.s;
}

static bool is_same_file(const char *a, const char *b) {
    struct stat x, y;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev
           && x.st_ino == y.st_ino && S_ISREG(x.st_mode);
}

static void complete_options(void) {
    if (!options.output)
        options.output = default_output(options.input);
    if (is_same_file(options.input, options.output)) {
        diag_plain("the output '%s' is the input", options.output);
        exit(2);
    }
}

/* ---- what the preprocessor's own macros tell ---- */

/* The value of a predefined macro, or null. */
static const char *predefined(const char *text, const char *name) {
    const char *end = strstr(text, "\"<command");
    for (const char *s = text; (s = strstr(s, name)) != NULL; s++) {
        size_t n = strlen(name);
        if (end && s > end)
            break;
        if (s - text >= 8 && memcmp(s - 8, "#define ", 8) == 0
            && (s[n] == ' ' || s[n] == '\n'))
            return s + n;
    }
    return NULL;
}

static void set_language(const char *text) {
    const char *version = predefined(text, "__STDC_VERSION__");
    lang_c23 = version && strtol(version, NULL, 10) > 201710L;
    lang_gnu = predefined(text, "__STRICT_ANSI__") == NULL;
}

static void set_data_model(void) {
    DataModel model = type_model_default;
    for (size_t i = 0; i < unit_directives.n; i++) {
        const Directive *d = &unit_directives.at[i];
        if (unit_files.at[d->file].name[0] != '<'
            || strncmp(d->text, "#define ", 8) != 0)
            break;
        const char *name = d->text + 8;
        size_t n = strcspn(name, " \n");
        if (n > 60 || memchr(name, '(', n))
            continue;
        char word[64];
        char value[256];
        snprintf(word, sizeof word, "%.*s", (int)n, name);
        name += n + (name[n] == ' ');
        snprintf(value, sizeof value, "%.*s", (int)strcspn(name, "\n"), name);
        type_model_macro(&model, word, value);
    }
    type_init(&model);
}

/* ---- the passes ---- */

static _Noreturn void finish(bool ok) {
    diag_summary();
    exit(ok && !diag_errors ? 0 : 1);
}

static void stop_on_errors(void) {
    if (diag_errors)
        finish(false);
}

/* The main file is file 0, with its text. */
static void set_main_file(const StrBuf *original) {
    unsigned index = source_file(driver_input_name(&options));
    SourceFile *f = &unit_files.at[index];
    f->text = original->s;
    f->size = original->n;
    f->is_main = true;
}

/* What one pass frees the next one takes, instead of fresh pages from the
 * kernel: a sixth of the time for half a million lines. */
static void keep_freed_memory(void) {
#ifdef __GLIBC__
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
#endif
}

/* The passes, in order. */
static void *translate(void *unused) {
    StrBuf original = {0}, preprocessed = {0}, out = {0};
    static Arena tree;
    (void)unused;

    diag_pass = "driver";
    if (!driver_read(options.input, &original))
        finish(false);
    set_main_file(&original);
    if (!driver_preprocess(&options, &original, &preprocessed))
        finish(false);

    diag_pass = "scan";
    set_language(preprocessed.s);
    scan_unit(preprocessed.s, preprocessed.n);
    strbuf_free(&preprocessed);

    diag_pass = "align";
    align_unit(options.trigraphs);
    if (dump_tokens("tokens"))
        finish(true);

    diag_pass = "parse";
    ast_arena = &tree;
    parse_every_body = options.dump && !strcmp(options.dump, "tree");
    Node *unit = parse_unit();
    if (dump_tree("tree", unit))
        finish(true);
    stop_on_errors();

    diag_pass = "sema";
    set_data_model();
    sema_unit(unit);
    if (dump_tree("typed", unit))
        finish(true);
    stop_on_errors();

    diag_pass = "lower";
    lower_unit(unit);
    if (options.dump)
        finish(true);
    stop_on_errors();

    diag_pass = "emit";
    emit_unit(&out, unit, options.input, options.output);
    stop_on_errors();

    diag_pass = "driver";
    if (options.deps && !driver_write_deps(&options))
        finish(false);
    finish(driver_write(options.output, out.s, out.n));
}

/* The passes call themselves for what is nested; a stack that the deepest
 * program the parser takes fits in costs address space only. */
enum { STACK_MEGABYTES = 2048 };

int main(int argc, char **argv) {
    keep_freed_memory();
    response_expand(&argc, &argv);
    read_options(argc, argv);
    complete_options();

    pthread_t thread;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, (size_t)STACK_MEGABYTES << 20);
    if (pthread_create(&thread, &attributes, translate, NULL))
        translate(NULL); /* address space is limited here */
    pthread_join(thread, NULL);
}
