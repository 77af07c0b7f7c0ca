/*
 * libFuzzer's entry to the compiler: any text behind a prelude goes through
 * scanner, alignment, parser and sema, and, when there is no error in it,
 * through lower and emit. `make fuzz-front` builds and runs it.
 *
 *     ACC_FUZZ_PRELUDE=FILE front [libFuzzer's options] [corpus or input...]
 *
 * The prelude is what `cc -E -dD` makes of some headers. The compiler frees
 * nothing and may exit, so each input runs in a process of its own, which
 * hands its coverage back through shared memory. An input is a finding when
 * that process dies by a signal, takes longer than 10 s, or a sanitizer ends
 * it; it is then run again, with its report visible.
 */
#define _DEFAULT_SOURCE

#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/diag.h"
#include "pass.h"

enum { TIME_LIMIT = 10, SANITIZER_STATUS = 77 };

/* The counters that -fsanitize=fuzzer puts into every branch. */
extern char __start___sancov_cntrs[], __stop___sancov_cntrs[];

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__asan_default_options(void);
const char *__ubsan_default_options(void);

static StrBuf prelude;
static char *shared;

const char *__asan_default_options(void)
{
    return "exitcode=77:detect_leaks=0:allocator_may_return_null=0";
}

const char *__ubsan_default_options(void)
{
    return "exitcode=77:halt_on_error=1:print_stacktrace=1";
}

static size_t counters(void)
{
    return (size_t)(__stop___sancov_cntrs - __start___sancov_cntrs);
}

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc, (void)argv;
    const char *path = getenv("ACC_FUZZ_PRELUDE");
    if (path && !driver_read(path, &prelude))
        exit(2);
    shared = mmap(NULL, counters() + 1, PROT_READ | PROT_WRITE,
                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED)
        exit(2);
    return 0;
}

static void compile(const char *text, size_t size)
{
    static Arena tree;
    StrBuf all = {0}, original = {0}, out = {0};
    strbuf_put(&original, text, size);
    strbuf_put(&all, prelude.s, prelude.n);
    strbuf_put(&all, text, size);
    strbuf_putc(&all, '\n');
    unsigned index = source_file("<stdin>");
    SourceFile *f = &unit_files.at[index];
    f->text = original.s;
    f->size = original.n;
    f->is_main = true;
    lang_gnu = true;
    diag_pass = "scan";
    scan_unit(all.s, all.n);
    diag_pass = "align";
    align_unit(false);
    diag_pass = "parse";
    ast_arena = &tree;
    Node *unit = parse_unit();
    if (diag_errors)
        return;
    diag_pass = "sema";
    type_init(&type_model_default);
    sema_unit(unit);
    if (diag_errors)
        return;
    diag_pass = "lower";
    lower_unit(unit);
    emit_unit(&out, unit, "-", "-");
}

/* Last thing in the child, however it comes to its end. */
static void hand_back(void)
{
    memcpy(shared, __start___sancov_cntrs, counters());
    _exit(0);
}

/* Gives the child's wait status. */
static int run_in_child(const uint8_t *data, size_t size, bool quiet)
{
    pid_t child = fork();
    if (child < 0)
        return 0;
    if (child == 0) {
        signal(SIGALRM, SIG_DFL);
        signal(SIGABRT, SIG_DFL);
        alarm(TIME_LIMIT);
        atexit(hand_back);
        if (quiet)
            dup2(open("/dev/null", O_WRONLY), 2);
        dup2(open("/dev/null", O_WRONLY), 1);
        compile((const char *)data, size);
        hand_back();
    }
    int status = 0;
    waitpid(child, &status, 0);
    return status;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    if (memchr(data, 0, size))
        return 0;
    memset(shared, 0, counters());
    int status = run_in_child(data, size, true);
    if (status) {
        run_in_child(data, size, false);
        if (WIFSIGNALED(status))
            fprintf(stderr, "the compiler died of signal %d\n",
                    WTERMSIG(status));
        abort();
    }
    for (size_t i = 0; i < counters(); i++)
        __start___sancov_cntrs[i] |= shared[i];
    return 0;
}
