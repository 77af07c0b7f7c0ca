/*
 * Driver: everything before the scanner and after the printer that touches
 * the operating system.
 *
 * Needs:  the command line.
 * Leaves: the original text and the preprocessed one in memory; in the end,
 *         the output in its file.
 *
 * A `#line` in the input would make the markers of the preprocessor speak of
 * other places than the physical ones, by which the two texts are aligned.
 * Such an input goes through standard input with each `#line` turned into
 * `#pragma acc line`, which the preprocessor hands through.
 */
#define _GNU_SOURCE /* memmem */
#include "driver.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/diag.h"
#include "front/raw.h"

extern char **environ;

static Arena strings; /* of the preprocessor's command line */

const char *driver_input_name(const Options *o) {
    return strcmp(o->input, "-") == 0 ? "<stdin>" : o->input;
}

/* ---- reading ---- */

/* Appends what fd gives until its end. */
static bool read_all(int fd, StrBuf *text) {
    char chunk[1 << 16];
    for (;;) {
        ssize_t n = read(fd, chunk, sizeof chunk);
        if (n < 0 && errno == EINTR)
            continue;
        if (n <= 0)
            return n == 0;
        strbuf_put(text, chunk, (size_t)n);
    }
}

bool driver_read(const char *path, StrBuf *text) {
    bool is_stdin = strcmp(path, "-") == 0;
    int fd = is_stdin ? 0 : open(path, O_RDONLY | O_CLOEXEC);
    bool ok = fd >= 0 && read_all(fd, text);
    if (!ok)
        diag_plain("cannot read '%s': %s", is_stdin ? "<stdin>" : path,
                   strerror(errno));
    if (fd > 0)
        close(fd);
    strbuf_put(text, "", 0);
    return ok;
}

/* ---- the preprocessor ---- */

/* Splits a command as a shell would at blanks; '...' and "..." protect. */
static void split_words(const char *s, ArgVec *words) {
    while (*s) {
        StrBuf word = {0};
        s += strspn(s, " \t\n");
        if (!*s)
            break;
        while (*s && !strchr(" \t\n", *s)) {
            if (*s == '\'' || *s == '"') {
                const char *end = strchr(s + 1, *s);
                if (!end)
                    end = s + strlen(s) - 1;
                strbuf_put(&word, s + 1, (size_t)(end - s - 1));
                s = end + 1;
            } else {
                strbuf_putc(&word, *s++);
            }
        }
        vec_push(words, arena_printf(&strings, "%s", word.n ? word.s : ""));
        strbuf_free(&word);
    }
}

/* The folder part of a path with its slash: "a/b.c" gives "a/", "b.c" "". */
static int folder_length(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? (int)(slash - path) + 1 : 0;
}

/* A copy of the text with `#line` hidden. Quoted includes that lie beside the
 * input are spelled from the current folder, for on standard input that is
 * the folder in which the preprocessor looks first. */
static void hide_lines(const char *name, const RawText *raw, StrBuf *out) {
    int folder = folder_length(name);
    size_t done = 0;
    strbuf_puts(out, "# 1 \"");
    for (const char *p = name; *p; p++) {
        if (*p == '"' || *p == '\\')
            strbuf_putc(out, '\\');
        strbuf_putc(out, *p);
    }
    strbuf_puts(out, "\"\n");
    for (size_t i = 0; i < raw->directives.n; i++) {
        const RawDirective *d = &raw->directives.at[i];
        if (d->kind == RAW_LINE) {
            strbuf_put(out, raw->text + done, d->begin - done);
            strbuf_puts(out, "#pragma acc line ");
            done = d->arguments;
        } else if (d->kind == RAW_INCLUDE && folder
                   && raw->text[d->arguments] == '"') {
            const char *s = raw->text + d->arguments + 1;
            int n = (int)strcspn(s, "\"\n");
            const char *path =
                arena_printf(&strings, "%.*s%.*s", folder, name, n, s);
            if (s[0] != '/' && access(path, R_OK) == 0) {
                strbuf_put(out, raw->text + done, d->arguments + 1 - done);
                strbuf_printf(out, "%.*s", folder, name);
                done = d->arguments + 1;
            }
        }
    }
    strbuf_put(out, raw->text + done, raw->size - done);
}

/* Is there anything that looks like a #line? Saves the scan of most inputs. */
static bool may_have_line(const StrBuf *text) {
    const char *s = text->s, *end = text->s + text->n;
    for (; (s = memchr(s, '#', (size_t)(end - s))) != NULL; s++) {
        const char *p = s + 1;
        while (*p == ' ' || *p == '\t' || *p == '\\' || *p == '\n' || *p == '/'
               || *p == '*')
            p++;
        if (*p == 'l' || *p == '?' || (*p >= '0' && *p <= '9'))
            return true;
    }
    return memmem(text->s, text->n, "%:", 2) != NULL;
}

static bool has_line_directive(const RawText *raw) {
    for (size_t i = 0; i < raw->directives.n; i++)
        if (raw->directives.at[i].kind == RAW_LINE)
            return true;
    return false;
}

/* `#include NAME`: what it names may lie beside the input. */
static bool has_computed_include(const RawText *raw) {
    for (size_t i = 0; i < raw->directives.n; i++) {
        const RawDirective *d = &raw->directives.at[i];
        if (d->kind == RAW_INCLUDE && raw->text[d->arguments] != '"'
            && raw->text[d->arguments] != '<')
            return true;
    }
    return false;
}

/* Feeds `in` to the pipe `to` while everything from `from` goes to out. */
static bool pump(int to, const StrBuf *in, int from, StrBuf *out) {
    size_t sent = 0;
    if (to >= 0)
        fcntl(to, F_SETFL, O_NONBLOCK);
    while (to >= 0) {
        struct pollfd p[2] = {{.fd = from, .events = POLLIN},
                              {.fd = to, .events = POLLOUT}};
        if (poll(p, 2, -1) < 0 && errno != EINTR)
            break;
        if (p[1].revents) {
            ssize_t n = write(to, in->s + sent, in->n - sent);
            if (n > 0)
                sent += (size_t)n;
            if (sent == in->n || (n < 0 && errno != EAGAIN && errno != EINTR)) {
                close(to);
                to = -1;
            }
        }
        if (p[0].revents) {
            char chunk[1 << 16];
            ssize_t n = read(from, chunk, sizeof chunk);
            if (n > 0)
                strbuf_put(out, chunk, (size_t)n);
            if (n == 0)
                break;
        }
    }
    if (to >= 0)
        close(to);
    return read_all(from, out);
}

/* Runs argv, with `in` (or nothing) on its standard input and its standard
 * output in `out`. Gives its wait status, or -1 with errno set. */
static int run(char *const *argv, const StrBuf *in, StrBuf *out) {
    int input[2] = {-1, -1}, output[2] = {-1, -1}, status = -1;
    pid_t child = 0;
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    if (pipe(output) < 0 || (in && pipe(input) < 0)) {
        status = errno;
        goto done;
    }
    if (in) {
        posix_spawn_file_actions_adddup2(&actions, input[0], 0);
        posix_spawn_file_actions_addclose(&actions, input[0]);
        posix_spawn_file_actions_addclose(&actions, input[1]);
    } else {
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    }
    posix_spawn_file_actions_adddup2(&actions, output[1], 1);
    posix_spawn_file_actions_addclose(&actions, output[0]);
    posix_spawn_file_actions_addclose(&actions, output[1]);
    status = posix_spawnp(&child, argv[0], &actions, NULL, argv, environ);
    close(output[1]);
    output[1] = -1;
    if (in) {
        close(input[0]);
        input[0] = -1;
    }
    if (status == 0) {
        pump(input[1], in, output[0], out);
        input[1] = -1;
        while (waitpid(child, &status, 0) < 0 && errno == EINTR)
            ;
        child = 0;
        posix_spawn_file_actions_destroy(&actions);
        close(output[0]);
        return status;
    }
done:
    for (int i = 0; i < 2; i++) {
        if (input[i] >= 0)
            close(input[i]);
        if (output[i] >= 0)
            close(output[i]);
    }
    posix_spawn_file_actions_destroy(&actions);
    errno = status;
    return -1;
}

bool driver_preprocess(const Options *o, const StrBuf *original, StrBuf *out) {
    const char *cc = getenv("CC");
    if (!cc || !cc[strspn(cc, " \t\n")])
        cc = "cc";
    ArgVec argv = {0};
    split_words(cc, &argv);
    static const char *const fixed[] = {"-E", "-dD", "-x", "c"};
    for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++)
        vec_push(&argv, fixed[i]);
    unsigned major = 0, minor = 0, patch = 0;
    sscanf(ACC_VERSION, "%u.%u.%u", &major, &minor, &patch);
    vec_push(&argv, arena_printf(&strings, "-D__ACC__=%u",
                                 major * 10000 + minor * 100 + patch));
    for (size_t i = 0; i < o->cpp.n; i++)
        vec_push(&argv, o->cpp.at[i]);

    const char *name = driver_input_name(o);
    RawText raw = {0};
    StrBuf fed = {0};
    bool computed = false; /* fed, and a folder to search is needed */
    bool feed = strcmp(o->input, "-") == 0;
    if (feed || o->trigraphs || may_have_line(original)) {
        raw_scan(&raw, original->s, original->n, o->trigraphs);
        feed |= has_line_directive(&raw);
        if (feed)
            hide_lines(name, &raw, &fed);
        computed = feed && has_computed_include(&raw);
        raw_free(&raw);
    }
    if (feed) {
        if (computed && folder_length(name))
            vec_push(&argv, arena_printf(&strings, "-I%.*s",
                                         folder_length(name), name));
        vec_push(&argv, "-");
    } else {
        vec_push(&argv, o->input);
    }
    vec_push(&argv, NULL);

    struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
    sigaction(SIGPIPE, &ignore, &before);
    int status = run((char *const *)argv.at, feed ? &fed : NULL, out);
    int error = errno;
    sigaction(SIGPIPE, &before, NULL);
    if (status == -1)
        diag_plain("cannot run the C compiler '%s'%s: %s", argv.at[0],
                   getenv("CC") ? " ($CC)" : "", strerror(error));
    else if (WIFSIGNALED(status))
        diag_plain("the preprocessor '%s -E' was killed by signal %d", cc,
                   WTERMSIG(status));
    else if (status)
        diag_plain("the preprocessor '%s -E' failed on '%s'", cc, name);
    strbuf_free(&fed);
    vec_free(&argv);
    arena_reset(&strings);
    strbuf_put(out, "", 0);
    return status == 0;
}

/* ---- writing ---- */

/* Writes to fd and closes it; gives 0 or errno's value. */
static int write_all(int fd, const char *s, size_t n) {
    int error = 0;
    while (n && !error) {
        ssize_t done = write(fd, s, n);
        if (done > 0) {
            s += done;
            n -= (size_t)done;
        } else if (done < 0 && errno != EINTR) {
            error = errno;
        }
    }
    if (fd != 1 && close(fd) < 0 && !error)
        error = errno;
    return error;
}

/* Can the file be replaced by rename? Devices, pipes and links cannot. */
static bool is_replaceable(const char *path) {
    struct stat st;
    return lstat(path, &st) < 0 || S_ISREG(st.st_mode);
}

bool driver_write(const char *path, const char *s, size_t n) {
    int error = 0;
    if (strcmp(path, "-") == 0) {
        error = write_all(1, s, n);
        if (error)
            diag_plain("cannot write to standard output: %s", strerror(error));
        return !error;
    }
    if (!is_replaceable(path)) {
        int fd = open(path, O_WRONLY | O_TRUNC | O_CLOEXEC);
        error = fd < 0 ? errno : write_all(fd, s, n);
        if (error)
            diag_plain("cannot write '%s': %s", path, strerror(error));
        return !error;
    }
    StrBuf temporary = {0};
    strbuf_printf(&temporary, "%s.XXXXXX", path);
    int fd = mkstemp(temporary.s);
    if (fd < 0) {
        error = errno;
    } else {
        /* mkstemp's 0600 becomes what open would have given. */
        struct stat st;
        mode_t mask = umask(0);
        umask(mask);
        fchmod(fd, stat(path, &st) == 0 ? st.st_mode & 0777 : 0666 & ~mask);
        error = write_all(fd, s, n);
        if (!error && rename(temporary.s, path) < 0)
            error = errno;
        if (error)
            unlink(temporary.s);
    }
    strbuf_free(&temporary);
    if (error)
        diag_plain("cannot write '%s': %s", path, strerror(error));
    return !error;
}

/* ---- dependencies ---- */

void driver_quote(StrBuf *out, const char *name) {
    for (; *name; name++) {
        if (*name == '$')
            strbuf_putc(out, '$');
        else if (*name == ' ' || *name == '\t' || *name == '#')
            strbuf_putc(out, '\\');
        strbuf_putc(out, *name);
    }
}

static bool is_dependency(const Options *o, size_t file) {
    const SourceFile *f = &unit_files.at[file];
    return f->name[0] != '<' && !f->is_main
           && !(o->deps_user && f->is_system)
           && strcmp(f->name, driver_input_name(o)) != 0;
}

bool driver_write_deps(const Options *o) {
    StrBuf out = {0}, path = {0};
    /* Only files that were entered, not those of a header's own #line. */
    Vec(bool) entered = {0};
    vec_reserve(&entered, unit_files.n + 1);
    memset(entered.at, 0, unit_files.n);
    for (size_t i = 0; i < unit_markers.n; i++)
        if (unit_markers.at[i].enter)
            entered.at[unit_markers.at[i].file] = true;
    if (o->deps_target.n)
        strbuf_puts(&out, o->deps_target.s);
    else
        driver_quote(&out, o->output);
    strbuf_puts(&out, ": ");
    if (strcmp(o->input, "-") != 0)
        driver_quote(&out, o->input);
    for (size_t i = 0; i < unit_files.n; i++)
        if (entered.at[i] && is_dependency(o, i)) {
            strbuf_puts(&out, " \\\n  ");
            driver_quote(&out, unit_files.at[i].name);
        }
    strbuf_putc(&out, '\n');
    for (size_t i = 0; o->deps_phony && i < unit_files.n; i++)
        if (entered.at[i] && is_dependency(o, i)) {
            strbuf_putc(&out, '\n');
            driver_quote(&out, unit_files.at[i].name);
            strbuf_puts(&out, ":\n");
        }
    if (o->deps_file) {
        strbuf_puts(&path, o->deps_file);
    } else {
        const char *name = strcmp(o->output, "-") ? o->output : "a.c";
        const char *dot = strrchr(name, '.');
        if (!dot || strchr(dot, '/'))
            dot = name + strlen(name);
        strbuf_put(&path, name, (size_t)(dot - name));
        strbuf_puts(&path, ".d");
    }
    bool ok = driver_write(path.s, out.s, out.n);
    strbuf_free(&out);
    strbuf_free(&path);
    vec_free(&entered);
    return ok;
}
