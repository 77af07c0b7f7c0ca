/*
 * acc: translates async C to C. The passes in order (pass.h tells what each
 * needs and leaves).
 *
 * Exit status: 0, 1 for errors in the program, 2 for a wrong command line.
 */
#define _DEFAULT_SOURCE /* madvise */

#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#ifdef __GLIBC__
#include <malloc.h>
#include <sys/mman.h>
#endif

#include "base/diag.h"
#include "base/response.h"
#include "driver/cc.h"
#include "driver/process.h"
#include "dump.h"
#include "pass.h"
#include "report.h"

static Options options;

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

/* ---- memory ---- */

static size_t input_size;

/* What one pass frees the next one takes, instead of fresh pages from the
 * kernel. */
static void keep_freed_memory(void) {
#ifdef __GLIBC__
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_TOP_PAD, 1 << 24);
    mallopt(M_MMAP_MAX, 0);
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
#endif
}

enum { LARGE_PAGE = 1 << 21 };
static char *large_begin, *large_end; /* what take_large_pages took */

static inline char *to_large_page(char *p) {
    return p + (LARGE_PAGE - (uintptr_t)p % LARGE_PAGE);
}

/* Where much memory will probably be needed, as much of malloc's free space in
 * large pages: asking the kernel for small ones was a third of acc's time for
 * 200,000 lines. */
static void take_large_pages(size_t size) {
#if defined __GLIBC__ && defined MADV_HUGEPAGE
    char *space = size < 10 << 20 ? NULL : malloc(size);
    if (!space)
        return;
    large_begin = to_large_page(space);
    large_end = space + size;
    large_end -= (uintptr_t)large_end % LARGE_PAGE;
    if (madvise(large_begin, (size_t)(large_end - large_begin), MADV_HUGEPAGE))
        large_begin = large_end = NULL;
    free(space);
#else
    (void)size;
    large_begin = large_end = NULL;
#endif
}

/* What the asynchronous functions will take, by their tokens. */
static size_t lowered_size(void) {
    size_t tokens = 0;
    for (size_t i = 0; i < sema_async_functions.n; i++) {
        const Node *n = sema_async_functions.at[i]->declared;
        tokens += n->end - n->first;
    }
    return tokens * 360;
}

/* While acc waits for the preprocessor it has the kernel clear pages that the
 * passes behind the scanner will need: 40 bytes a token, which is less than
 * they take. False: there is nothing to do now. */
static bool take_page_ahead(void) {
#if defined __GLIBC__ && defined MADV_POPULATE_WRITE
    static char *begin, *next;
    if (!large_begin)
        return false;
    if (!next) {
        char *free_space = malloc(LARGE_PAGE);
        begin = next = free_space ? to_large_page(free_space) : NULL;
        free(free_space);
    }
    if (next < large_begin || next + LARGE_PAGE > large_end
        || (size_t)(next - begin) + LARGE_PAGE > unit_tokens.n * 40)
        return false;
    if (madvise(next, LARGE_PAGE, MADV_POPULATE_WRITE)) {
        large_begin = NULL; /* the kernel is older than that */
        return false;
    }
    next += LARGE_PAGE;
    return true;
#else
    return false;
#endif
}

/* The preprocessor's text is scanned while it runs, from where its own macros
 * have told the language. */
static bool scanning;

static bool scan_what_is_there(StrBuf *text, bool idle) {
    static size_t looked;
    if (idle)
        return scanning && take_page_ahead();
    if (!scanning) {
        static const char behind_macros[] = "\"<command";
        size_t from = looked > sizeof behind_macros
                          ? looked - sizeof behind_macros : 0;
        looked = text->n;
        if (!strstr(text->s + from, behind_macros))
            return false;
        set_language(text->s);
        scan_begin(input_size);
        scanning = true;
    }
    scan_part(text, false);
    if (!process_cc_is_tcc()) /* its line numbers are corrected later */
        align_ahead(options.trigraphs);
    return true;
}

static void scan_rest(StrBuf *text) {
    if (!scanning) {
        set_language(text->s);
        scan_begin(input_size);
    }
    scan_part(text, true);
}

/* The main file is file 0, with its text. */
static void set_main_file(const StrBuf *original) {
    unsigned index = source_file(driver_input_name(&options));
    SourceFile *f = &unit_files.at[index];
    f->text = original->s;
    f->size = original->n;
    f->is_main = true;
}

/* The passes, in order. */
static void *translate(void *unused) {
    StrBuf original = {0}, preprocessed = {0}, out = {0};
    static Arena tree;
    (void)unused;

    diag_pass = "driver";
    struct stat st;
    if (stat(options.input, &st) == 0)
        input_size = (size_t)st.st_size;
    take_large_pages(input_size * 40);
    strbuf_reserve(&original, input_size + (1 << 17)); /* it is read at once */
    if (!driver_read(options.input, &original))
        finish(false);
    options.script = driver_blank_script_line(&original);
    set_main_file(&original);
    if (!driver_preprocess(&options, &original, &preprocessed,
                           scan_what_is_there))
        finish(false);

    diag_pass = "scan";
    scan_rest(&preprocessed);
    strbuf_free(&preprocessed);
    if (options.deps_only)
        finish(driver_write_deps(&options));

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

    diag_pass = "sema";
    set_data_model();
    sema_unit(unit);
    if (dump_tree("typed", unit))
        finish(true);
    stop_on_errors();

    diag_pass = "lower";
    take_large_pages(lowered_size());
    lower_every_constructor = emit_options.header;
    lower_unit(unit);
    if (options.dump)
        finish(true);
    stop_on_errors();

    diag_pass = "emit";
    emit_unit(&out, unit, options.input, options.output);
    stop_on_errors();

    diag_pass = "driver";
    if (options.frame_report)
        finish(report_frames(&options, &out));
    if (options.deps && !driver_write_deps(&options))
        finish(false);
    finish(driver_write(options.output, out.s, out.n));
}

/* The passes call themselves for what is nested; a stack that the deepest
 * program the parser takes fits in costs address space only. */
enum { STACK_MEGABYTES = 2048 };

static void translate_in_thread(void) {
    pthread_t thread;
    pthread_attr_t attributes;
    pthread_attr_init(&attributes);
    pthread_attr_setstacksize(&attributes, (size_t)STACK_MEGABYTES << 20);
    if (pthread_create(&thread, &attributes, translate, NULL))
        translate(NULL); /* address space is limited here */
    pthread_join(thread, NULL);
}

/* Several inputs: a process for each, one after the other. */
static int translate_each(void) {
    int worst = 0;
    for (size_t i = 0; i < options.inputs.n; i++) {
        fflush(NULL);
        pid_t child = fork();
        if (child == 0) {
            options_choose(&options, options.inputs.at[i]);
            translate_in_thread();
        }
        int status = 1 << 8;
        while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
            ;
        if (child < 0)
            diag_plain("cannot start a process: %s", strerror(errno));
        status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
        if (status > worst)
            worst = status;
    }
    return worst;
}

int main(int argc, char **argv) {
    process_set_self(argv[0]);
    if (argc > 1 && strcmp(argv[1], "run") == 0)
        return run_main(argc - 2, argv + 2);
    if (argc > 1 && strcmp(argv[1], "cc") == 0) {
        response_expand(&argc, &argv);
        return cc_main(argc - 2, argv + 2);
    }
    keep_freed_memory();
    for (int i = 1; i < argc; i++) /* for mistakes that stand before it, too */
        if (strcmp(argv[i], "--diagnostics=json") == 0)
            diag_set_json();
    response_expand(&argc, &argv);
    options_read(&options, argc, argv);

    if (options.inputs.n > 1)
        return translate_each();
    options_choose(&options, options.inputs.at[0]);
    translate_in_thread();
}
