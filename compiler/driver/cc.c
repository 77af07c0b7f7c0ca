/*
 * acc cc: a C compiler's command line on which .ac files stand beside .c and
 * .o files. Each .ac file is translated by a process of its own; its C takes
 * its place on the command line that the C compiler gets.
 *
 *     acc cc -O2 -o prog a.ac b.c
 *     =>  acc -O2 -I.../include a.ac -o prog.a.acc.c
 *         cc -O2 -I.../include -o prog prog.a.acc.c b.c libacc.a -luv
 *
 * The C files in between lie beside the output under names that follow from
 * it: several of us may run at once, and a compiler cache sees the same names
 * again. They are removed in the end.
 */
#include "driver/cc.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/diag.h"
#include "driver/install.h"
#include "driver/process.h"
#include "driver/temporary.h"

/* An input file, in the place where it stood. */
typedef struct Input {
    const char *name;
    const char *language;  /* of -x, or null: by the suffix */
    bool is_async;         /* to be translated */
    bool is_library;       /* -lNAME, -Wl,...: for the linker only */
    const char *made;      /* its C, or its object */
} Input;

static struct {
    char mode;             /* 'c' 'S' 'E' 'M', or 0: up to the program */
    bool only_print, print; /* -### and -v */
    bool shared, no_libraries, keep, keep_beside, lto;
    const char *output;    /* -o, or null */
    const char *deps_file; /* -MF */
    ArgVec options;        /* for the C compiler, not of the linker */
    ArgVec translation;    /* for acc */
    ArgVec deps;           /* -MD and its relatives but -MF */
    bool deps_target;      /* -MT, -MQ among them */
    Vec(Input) inputs;
    size_t files, async;   /* how many of them are files; are to be translated */
} line;

static Arena strings;

static bool starts(const char *s, const char *prefix) {
    return strncmp(s, prefix, strlen(prefix)) == 0;
}

static bool is_one_of(const char *s, const char *const *list) {
    for (; *list; list++)
        if (strcmp(s, *list) == 0)
            return true;
    return false;
}

/* ---- the command line ---- */

/* Options whose value may be the next argument. First those that the
 * preprocessor wants, under the names that acc takes too. */
static const char *const shared_values[] = {
    "-I", "-D", "-U", "-include", "-imacros", "-isystem", "-iquote",
    "-idirafter", "-isysroot", "--sysroot", NULL};
/* ... those that acc hands on with --cpp-arg */
static const char *const cpp_values[] = {
    "-Xpreprocessor", "-target", "-arch", "-B", "-iprefix", "-iwithprefix",
    "-iwithprefixbefore", "-A", NULL};
/* ... and acc's own */
static const char *const own_values[] = {"--path-prefix-map", NULL};
static const char *const linker_values[] = {
    "-L", "-l", "-u", "-T", "-Xlinker", "-z", "-e", "-framework", NULL};
static const char *const other_values[] = {
    "-o", "-x", "-MF", "-MT", "-MQ", "-Xassembler", "-Xclang", "-mllvm",
    "--param", "-aux-info", "-G", "-wrapper", "-dumpbase", "-dumpdir",
    "-dumpbase-ext", NULL};

int cc_values(const char *option) {
    return is_one_of(option, own_values) || is_one_of(option, shared_values)
           || is_one_of(option, cpp_values)
           || is_one_of(option, linker_values)
           || is_one_of(option, other_values);
}

static bool has_suffix(const char *name, const char *suffix) {
    size_t n = strlen(name), k = strlen(suffix);
    return n > k && strcmp(name + n - k, suffix) == 0;
}

static void add_input(const char *name, const char *language) {
    Input in = {.name = name, .language = language};
    in.is_async = language ? strcmp(language, "ac") == 0
                           : has_suffix(name, ".ac");
    if (name[0] == '-' && name[1]) /* behind -- */
        in.name = arena_printf(&strings, "./%s", name);
    line.files++;
    line.async += in.is_async;
    vec_push(&line.inputs, in);
}

static void add_linker_word(const char *word) {
    Input in = {.name = word, .is_library = true};
    vec_push(&line.inputs, in);
}

/* -Wname: acc's own, the compiler's, or both. */
static void add_warning(const char *arg) {
    const char *name = arg + 2;
    if (starts(name, "p,")) {
        vec_push(&line.translation, arena_printf(&strings, "--cpp-arg=%s", arg));
        vec_push(&line.options, arg);
        return;
    }
    bool known = diag_option(name);
    if (known)
        vec_push(&line.translation, arg);
    const char *plain = starts(name, "no-") ? name + 3 : name;
    if (starts(plain, "error="))
        plain += 6;
    if (!known || strcmp(plain, "all") == 0 || strcmp(plain, "error") == 0
        || strcmp(plain, "uninitialized") == 0)
        vec_push(&line.options, arg);
}

static void add_dependency_option(const char *arg, const char *value) {
    if (strcmp(arg, "-M") == 0 || strcmp(arg, "-MM") == 0)
        line.mode = 'M';
    if (value && strcmp(arg, "-MF") == 0) {
        line.deps_file = value;
        return;
    }
    vec_push(&line.deps, arg);
    if (value)
        vec_push(&line.deps, value);
    line.deps_target |= value != NULL;
}

/* Both print names of files. */
static void add_prefix_map(const char *value) {
    vec_push(&line.translation, "--path-prefix-map");
    vec_push(&line.translation, value);
    if (!process_cc_is_tcc())
        vec_push(&line.options,
                 arena_printf(&strings, "-ffile-prefix-map=%s", value));
}

/* An option that takes no further argument. */
static void add_single(const char *arg) {
    static const char *const both[] = {"-ansi", "-trigraphs", "-pthread",
                                       "-nostdinc", "-w", NULL};
    static const char *const without[] = {"-nostdlib", "-nodefaultlibs", "-r",
                                          NULL};
    if (arg[1] && strchr("cSE", arg[1]) && !arg[2]) {
        line.mode = arg[1];
        return;
    }
    if (starts(arg, "-W") && !starts(arg, "-Wl,") && !starts(arg, "-Wa,")) {
        add_warning(arg);
        return;
    }
    if (starts(arg, "-Wl,") || starts(arg, "-l") || starts(arg, "-L")) {
        add_linker_word(arg);
        return;
    }
    if (starts(arg, "-M")) {
        for (size_t i = 0; i < 3; i++) {
            static const char *const joined[] = {"-MF", "-MT", "-MQ"};
            if (starts(arg, joined[i]) && arg[3]) {
                add_dependency_option(joined[i], arg + 3);
                return;
            }
        }
        add_dependency_option(arg, NULL);
        return;
    }
    if (starts(arg, "--path-prefix-map=")) {
        add_prefix_map(strchr(arg, '=') + 1);
        return;
    }
    if (options_is_own(arg)) {
        vec_push(&line.translation, arg);
        return;
    }
    if (strcmp(arg, "-###") == 0) {
        line.only_print = line.print = true;
        return;
    }
    line.print |= strcmp(arg, "-v") == 0 || strcmp(arg, "--verbose") == 0;
    line.shared |= strcmp(arg, "-shared") == 0;
    line.no_libraries |= is_one_of(arg, without);
    if (starts(arg, "-flto") || strcmp(arg, "-fno-lto") == 0)
        line.lto = arg[2] == 'l';
    if (starts(arg, "-save-temps") || starts(arg, "--save-temps")) {
        line.keep = true;
        line.keep_beside = has_suffix(arg, "=obj");
    } else if (starts(arg, "-std=") || starts(arg, "-m") || starts(arg, "-f")
               || starts(arg, "-O") || is_one_of(arg, both)) {
        vec_push(&line.translation, arg);
    } else if (starts(arg, "--target=") || starts(arg, "-specs=")
               || starts(arg, "-B") || strcmp(arg, "-undef") == 0) {
        vec_push(&line.translation, arena_printf(&strings, "--cpp-arg=%s", arg));
    } else {
        for (size_t i = 0; shared_values[i]; i++)
            if (starts(arg, shared_values[i])) {
                vec_push(&line.translation, arg);
                break;
            }
    }
    vec_push(&line.options, arg);
}

static void add_pair(const char *arg, const char *value) {
    if (strcmp(arg, "-o") == 0) {
        line.output = value;
    } else if (starts(arg, "-M")) {
        add_dependency_option(arg, value);
    } else if (is_one_of(arg, own_values)) {
        add_prefix_map(value);
    } else if (is_one_of(arg, linker_values)) {
        add_linker_word(arg);
        add_linker_word(value);
    } else {
        if (is_one_of(arg, shared_values)) {
            vec_push(&line.translation, arg);
            vec_push(&line.translation, value);
        } else if (is_one_of(arg, cpp_values)) {
            vec_push(&line.translation, arena_printf(&strings, "--cpp-arg=%s", arg));
            vec_push(&line.translation,
                     arena_printf(&strings, "--cpp-arg=%s", value));
        }
        vec_push(&line.options, arg);
        vec_push(&line.options, value);
    }
}

static bool read_line(const ArgVec *args) {
    const char *language = NULL;
    bool only_files = false;
    for (size_t i = 0; i < args->n; i++) {
        const char *arg = args->at[i];
        if (only_files || arg[0] != '-' || !arg[1]) {
            add_input(arg, language);
            continue;
        }
        const char *value = NULL;
        if (cc_values(arg)) {
            if (i + 1 == args->n) {
                diag_plain("option '%s' needs a value", arg);
                return false;
            }
            value = args->at[++i];
        }
        if (strcmp(arg, "--") == 0)
            only_files = true;
        else if (value && strcmp(arg, "-x") == 0)
            language = strcmp(value, "none") == 0 ? NULL : value;
        else if (value)
            add_pair(arg, value);
        else if (starts(arg, "-x"))
            language = strcmp(arg + 2, "none") == 0 ? NULL : arg + 2;
        else if (starts(arg, "-o"))
            line.output = arg + 2;
        else
            add_single(arg);
    }
    return true;
}

/* ---- names ---- */

/* "a/b.ac": "b". */
static const char *stem(const char *path) {
    const char *name = strrchr(path, '/');
    name = name ? name + 1 : path;
    const char *dot = strrchr(name, '.');
    if (strcmp(name, "-") == 0)
        return "stdin";
    return arena_printf(&strings, "%.*s",
                        dot && dot != name ? (int)(dot - name) : (int)strlen(name),
                        name);
}

/* Can a file be made beside it? Not beside a device. */
static bool has_room_beside(const char *path) {
    struct stat st;
    if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
        return false;
    const char *slash = strrchr(path, '/');
    const char *folder = !slash ? "."
                         : slash == path
                             ? "/"
                             : arena_printf(&strings, "%.*s",
                                            (int)(slash - path), path);
    return access(folder, W_OK | X_OK) == 0;
}

/* What the C of the input is called that makes `output` alone or, if that is
 * null, with others. */
static const char *name_between(const Input *in, const char *output) {
    if (line.keep) {
        const char *folder = "";
        const char *slash = output ? strrchr(output, '/') : NULL;
        if (line.keep_beside && slash)
            folder = arena_printf(&strings, "%.*s/", (int)(slash - output), output);
        return arena_printf(&strings, "%s%s.acc.c", folder, stem(in->name));
    }
    const char *program = line.output ? line.output : "a.out";
    const char *place = output ? output : program;
    const char *label = "";
    if (!output || line.mode == 'E') {
        unsigned same = 0;
        for (const Input *k = line.inputs.at; k < in; k++)
            same += k->is_async && strcmp(stem(k->name), stem(in->name)) == 0;
        label = same ? arena_printf(&strings, ".%s.%u", stem(in->name), same)
                     : arena_printf(&strings, ".%s", stem(in->name));
    }
    bool beside = line.mode != 'E' && has_room_beside(place);
    const char *name = strrchr(place, '/');
    name = name ? name + 1 : place;
    const char *path =
        line.only_print && !beside
            ? arena_printf(&strings, "/tmp/%s%s.acc.c", name, label)
        : beside ? arena_printf(&strings, "%s%s.acc.c", place, label)
        : temporary_folder()
            ? arena_printf(&strings, "%s/%s%s.acc.c", temporary_folder(), name, label)
            : NULL;
    if (path && !line.only_print)
        temporary_add(path);
    return path;
}

/* ---- running ---- */

static void print_command(const ArgVec *command) {
    for (size_t i = 0; i < command->n; i++) {
        const char *s = command->at[i];
        bool plain = *s && !s[strspn(s, "abcdefghijklmnopqrstuvwxyz"
                                        "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                        "0123456789-_=+./:,%@^")];
        fputs(i ? " " : "", stderr);
        if (plain) {
            fputs(s, stderr);
            continue;
        }
        fputc('\'', stderr);
        for (; *s; s++)
            fputs(*s == '\'' ? "'\\''" : (char[]){*s, 0}, stderr);
        fputc('\'', stderr);
    }
    fputc('\n', stderr);
}

/* Runs it, unless it is only printed; gives the exit status. */
static int call(ArgVec *command) {
    if (line.print)
        print_command(command);
    if (line.only_print)
        return 0;
    vec_push(command, NULL);
    int status = process_call((char *const *)command->at);
    if (status == -1) {
        diag_plain("cannot run '%s': %s", command->at[0], strerror(errno));
        return 1;
    }
    if (WIFSIGNALED(status)) {
        diag_plain("'%s' was killed by signal %d", command->at[0],
                   WTERMSIG(status));
        return 128 + WTERMSIG(status);
    }
    return WEXITSTATUS(status);
}

static void add_all(ArgVec *command, const ArgVec *words) {
    for (size_t i = 0; i < words->n; i++)
        vec_push(command, words->at[i]);
}

static void add_include(ArgVec *command) {
    const char *include = install_include();
    if (include)
        vec_push(command, arena_printf(&strings, "-I%s", include));
}

/* The options for dependencies, of what becomes `target`, in `file`. */
static void add_dependencies(ArgVec *command, const char *target,
                             const char *file) {
    if (!line.deps.n)
        return;
    add_all(command, &line.deps);
    if (file) {
        vec_push(command, "-MF");
        vec_push(command, file);
    }
    if (!line.deps_target && target) {
        vec_push(command, "-MQ");
        vec_push(command, target);
    }
}

/* Where the compilers write them: beside the output, `label` in its name. */
static const char *dependencies_beside(const char *output, const char *label) {
    if (line.deps_file || !output)
        return line.deps_file;
    const char *slash = strrchr(output, '/'), *dot = strrchr(output, '.');
    bool has_dot = dot && dot != output && (!slash || dot > slash + 1);
    return arena_printf(&strings, "%.*s%s.d",
                        has_dot ? (int)(dot - output) : (int)strlen(output),
                        output, label);
}

/* acc on the input; its dependencies are those of `target`. */
static int translate(Input *in, const char *target, const char *deps_file) {
    ArgVec command = {0};
    vec_push(&command, process_self());
    for (size_t i = 0; i < line.translation.n; i++)
        /* the symbols would come from assembly, of which clang's LTO knows
         * only that there are two */
        if (!line.lto || strcmp(line.translation.at[i], "--link-check") != 0)
            vec_push(&command, line.translation.at[i]);
    add_include(&command);
    if (target)
        add_dependencies(&command, target, deps_file);
    vec_push(&command, "-o");
    vec_push(&command, in->made ? in->made : "-");
    vec_push(&command, "--");
    vec_push(&command, in->name);
    int status = call(&command);
    vec_free(&command);
    return status;
}

/* `cc OPTIONS`: the beginning of each command. */
static void begin_command(ArgVec *command) {
    process_words(process_cc(), command);
    add_all(command, &line.options);
    if (line.files)
        add_include(command);
    if (line.mode && line.mode != 'M')
        vec_push(command, line.mode == 'c'   ? "-c"
                          : line.mode == 'S' ? "-S"
                                             : "-E");
}

static void add_output(ArgVec *command, const char *output) {
    if (output) {
        vec_push(command, "-o");
        vec_push(command, output);
    }
}

/* The input, or what was made of it, in its language; *language: of the
 * last. */
static void put_input(ArgVec *command, const Input *in, const char **language) {
    const char *wanted = in->is_async || in->is_library ? NULL : in->language;
    if (in->is_library ? false
                       : wanted ? !*language || strcmp(wanted, *language) != 0
                                : *language != NULL) {
        vec_push(command, "-x");
        vec_push(command, wanted ? wanted : "none");
        *language = wanted;
    }
    vec_push(command, in->made ? in->made : in->name);
}

/* The input up to its object, assembly or preprocessed text. Its dependencies
 * are those of `target`. */
static int compile(Input *in, const char *output, const char *target,
                   const char *deps_file) {
    ArgVec command = {0};
    const char *language = NULL;
    if (in->is_async) {
        in->made = name_between(in, output);
        int status = in->made ? translate(in, target, deps_file) : 1;
        if (status)
            return status;
    }
    begin_command(&command);
    if (!line.mode)
        vec_push(&command, "-c");
    if (!in->is_async)
        add_dependencies(&command, target, deps_file);
    add_output(&command, output);
    put_input(&command, in, &language);
    int status = call(&command);
    vec_free(&command);
    return status;
}

/* -c, -S: each .ac file by itself, the others together. */
static int compile_all(void) {
    ArgVec command = {0};
    const char *language = NULL;
    int status = 0;
    for (size_t i = 0; i < line.inputs.n && !status; i++) {
        Input *in = &line.inputs.at[i];
        const char *output = line.output;
        if (!in->is_async)
            continue;
        if (!output)
            output = arena_printf(&strings, "%s.%c", stem(in->name),
                                  line.mode == 'c' ? 'o' : 's');
        status = compile(in, output, output, dependencies_beside(output, ""));
    }
    if (status || line.files == line.async)
        return status;
    begin_command(&command);
    add_dependencies(&command, NULL, line.deps_file);
    add_output(&command, line.output);
    for (size_t i = 0; i < line.inputs.n; i++)
        if (!line.inputs.at[i].is_async)
            put_input(&command, &line.inputs.at[i], &language);
    status = call(&command);
    vec_free(&command);
    return status;
}

/* -E, -M, -MM: one text behind the other. */
static int preprocess_all(void) {
    int status = 0;
    for (size_t i = 0; i < line.inputs.n && !status; i++) {
        Input *in = &line.inputs.at[i];
        const char *object = arena_printf(&strings, "%s.o", stem(in->name));
        if (in->is_library)
            continue;
        if (in->is_async && line.mode == 'M') {
            in->made = line.output;
            status = translate(in, object, line.deps_file);
        } else {
            status = compile(in, line.output,
                             line.mode == 'M' ? object : line.output,
                             dependencies_beside(line.output, ""));
        }
    }
    return status;
}

/* Does the compiler compile it, or is it for the linker? */
static bool is_source(const Input *in) {
    static const char *const suffixes[] = {".c", ".i", ".s", ".S", ".cc", ".cpp",
                                           ".cxx", ".C", ".m"};
    if (in->is_async || in->language)
        return !in->is_library;
    for (size_t i = 0; i < sizeof suffixes / sizeof suffixes[0]; i++)
        if (has_suffix(in->name, suffixes[i]))
            return true;
    return false;
}

/* The dependencies of an .ac file are not those of the C made of it: with them
 * every source is compiled by itself. */
static int compile_apart(void) {
    const char *program = line.output ? line.output : "a.out";
    size_t sources = 0;
    int status = 0;
    for (size_t i = 0; i < line.inputs.n; i++)
        sources += is_source(&line.inputs.at[i]);
    for (size_t i = 0; i < line.inputs.n && !status; i++) {
        Input *in = &line.inputs.at[i];
        if (!is_source(in))
            continue;
        const char *folder = line.only_print ? "/tmp" : temporary_folder();
        if (!folder)
            return 1;
        const char *object = arena_printf(&strings, "%s/%zu.%s.o", folder, i,
                                          stem(in->name));
        const char *label =
            sources > 1 ? arena_printf(&strings, "-%s", stem(in->name)) : "";
        temporary_add(object);
        status = compile(in, object, program,
                         dependencies_beside(program, label));
        *in = (Input){.name = in->name, .made = object};
    }
    return status;
}

/* Up to the program. */
static int link_all(void) {
    int status = 0;
    if (line.deps.n) {
        status = compile_apart();
        line.deps.n = 0;
    }
    for (size_t i = 0; i < line.inputs.n && !status; i++) {
        Input *in = &line.inputs.at[i];
        if (!in->is_async)
            continue;
        in->made = name_between(in, NULL);
        status = in->made ? translate(in, NULL, NULL) : 1;
    }
    if (status)
        return status;
    ArgVec command = {0};
    const char *language = NULL;
    begin_command(&command);
    add_output(&command, line.output);
    for (size_t i = 0; i < line.inputs.n; i++)
        put_input(&command, &line.inputs.at[i], &language);
    if (language) {
        vec_push(&command, "-x");
        vec_push(&command, "none");
    }
    if (!line.no_libraries && !install_libraries(&command, line.shared))
        return 1;
    status = call(&command);
    vec_free(&command);
    return status;
}

/* Nothing to compile: --version and the like. */
static int ask_compiler(void) {
    ArgVec command = {0};
    begin_command(&command);
    for (size_t i = 0; i < line.inputs.n; i++)
        vec_push(&command, line.inputs.at[i].name);
    return call(&command);
}

int cc_build(const ArgVec *arguments) {
    if (!read_line(arguments))
        return 2;
    if (!line.files)
        return ask_compiler();
    if (line.files > 1 && line.mode && line.output) {
        diag_plain("'-o %s' with '-%c' and several input files", line.output,
                   line.mode);
        return 2;
    }
    if (line.files > 1 && line.async && line.deps_file && line.deps.n) {
        diag_plain("'-MF %s' with several input files", line.deps_file);
        return 2;
    }
    if (!line.mode)
        return link_all();
    if (line.mode == 'E' || line.mode == 'M')
        return preprocess_all();
    return compile_all();
}

static const char help[] =
    "Usage: acc cc [options] files...\n"
    "The C compiler ($CC, by default cc), which takes .ac files beside .c and .o\n"
    "files: `acc cc -O2 -o prog a.ac b.c`. Adds the runtime's headers and, when\n"
    "linking, its library. All options of the compiler are taken; among them\n"
    "\n"
    "  -c  -S  -E  -o FILE  -MD ...  as the compiler has them, of the .ac file\n"
    "  -x ac              the files behind it are async C, whatever their names\n"
    "  -save-temps[=obj]  keep the translation of FILE.ac in FILE.acc.c\n"
    "  -v  -###           print the commands; and do not run them\n"
    "  --OPTION           of acc itself, for the translation (acc --help)\n";

int cc_main(int argc, char **argv) {
    static ArgVec arguments;
    for (int i = 0; i < argc; i++)
        vec_push(&arguments, argv[i]);
    if (!argc || strcmp(argv[0], "--help") == 0) {
        fputs(help, argc ? stdout : stderr);
        return argc ? 0 : 2;
    }
    return cc_build(&arguments);
}
