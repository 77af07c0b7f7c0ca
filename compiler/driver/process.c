/*
 * Other programs: the C compiler's command, running it with its input and output
 * in memory.
 */
#define _DEFAULT_SOURCE
#include "driver/process.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/diag.h"
#include "driver/temporary.h"

extern char **environ;

static Arena strings; /* words of commands */

const char *process_cc(void) {
    const char *cc = getenv("CC");
    return cc && cc[strspn(cc, " \t\n")] ? cc : "cc";
}

bool process_cc_is_tcc(void) {
    return strstr(process_cc(), "tcc") != NULL;
}

/* Splits a command as a shell would at blanks; '...' and "..." protect. */
void process_words(const char *s, ArgVec *words) {
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

/* Feeds `in` to the pipe `to` while everything from `from` goes to out. */
static void pump(int to, const StrBuf *in, int from, StrBuf *out,
                 bool (*more)(StrBuf *out, bool idle)) {
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
            if (!driver_read_some(from, out))
                break;
            if (more)
                more(out, false);
        }
    }
    if (to >= 0)
        close(to);
    for (;;) {
        struct pollfd p = {.fd = from, .events = POLLIN};
        while (more && poll(&p, 1, 0) == 0 && more(out, true))
            ;
        if (!driver_read_some(from, out))
            break;
        if (more)
            more(out, false);
    }
}

/* Hands what a program printed on its standard error to diag. */
static void report_errors_of(FILE *errors) {
    StrBuf text = {0};
    lseek(fileno(errors), 0, SEEK_SET);
    driver_read_all(fileno(errors), &text);
    strbuf_put(&text, "", 0);
    diag_foreign(text.s);
    strbuf_free(&text);
    fclose(errors);
}

/* Runs argv, with `in` (or nothing) on its standard input and its standard
 * output in `out`, of which `more` (or null) is told as it comes, and when
 * nothing comes. Gives its wait status, or -1 with errno set. */
int process_capture(char *const *argv, const StrBuf *in, StrBuf *out,
                    bool (*more)(StrBuf *out, bool idle)) {
    FILE *errors = diag_json ? tmpfile() : NULL;
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
    if (errors)
        posix_spawn_file_actions_adddup2(&actions, fileno(errors), 2);
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
        pump(input[1], in, output[0], out, more);
        input[1] = -1;
        while (waitpid(child, &status, 0) < 0 && errno == EINTR)
            ;
        child = 0;
        posix_spawn_file_actions_destroy(&actions);
        close(output[0]);
        if (errors)
            report_errors_of(errors);
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
    if (errors)
        fclose(errors);
    errno = status;
    return -1;
}

int process_call(char *const *argv) {
    pid_t child = 0;
    int status = posix_spawnp(&child, argv[0], NULL, NULL, argv, environ);
    if (status) {
        errno = status;
        return -1;
    }
    temporary_set_child(child);
    while (waitpid(child, &status, 0) < 0 && errno == EINTR)
        ;
    temporary_set_child(0);
    return status;
}

/* ---- this program ---- */

static char self[4096];

void process_set_self(const char *argv0) {
    ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
    if (n > 0) {
        self[n] = '\0';
        return;
    }
    const char *path = getenv("PATH");
    if (strchr(argv0, '/') || !path) {
        char *real = realpath(argv0, NULL);
        snprintf(self, sizeof self, "%s", real ? real : argv0);
        free(real);
        return;
    }
    for (; *path; path += *path == ':') {
        size_t length = strcspn(path, ":");
        StrBuf name = {0};
        strbuf_printf(&name, "%.*s/%s", (int)length, path, argv0);
        char *real = access(name.s, X_OK) == 0 ? realpath(name.s, NULL) : NULL;
        strbuf_free(&name);
        if (real) {
            snprintf(self, sizeof self, "%s", real);
            free(real);
            return;
        }
        path += length;
    }
    snprintf(self, sizeof self, "%s", argv0);
}

const char *process_self(void) {
    return self;
}
