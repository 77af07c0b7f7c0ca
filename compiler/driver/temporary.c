/*
 * Temporary files: a list of paths that the end of the process, or a signal
 * that ends it, removes. The handler uses calls only that are safe there, and
 * the list is whole at every moment: it grows by one assignment.
 */
#define _DEFAULT_SOURCE /* mkdtemp */
#include "driver/temporary.h"

#include <errno.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/strbuf.h"

typedef struct Path {
    struct Path *next;
    char *name;
    volatile bool kept; /* it is not to be removed any more */
} Path;

static Path *volatile paths;
static char *volatile folder;
static volatile pid_t running;
static pid_t owner; /* a forked child removes nothing */
static const int ending[] = {SIGHUP, SIGINT, SIGPIPE, SIGTERM};
enum { ENDING = sizeof ending / sizeof ending[0] };

void temporary_remove_all(void) {
    if (owner != getpid())
        return;
    for (const Path *p = paths; p; p = p->next)
        if (!p->kept)
            unlink(p->name);
    if (folder)
        rmdir(folder);
}

static void on_signal(int number) {
    if (running > 0 && owner == getpid()) {
        kill(running, number);
        while (waitpid(running, NULL, 0) < 0 && errno == EINTR)
            ;
    }
    temporary_remove_all();
    signal(number, SIG_DFL);
    raise(number); /* delivered when the handler returns */
}

static void begin(void) {
    if (owner)
        return;
    owner = getpid();
    atexit(temporary_remove_all);
    for (int i = 0; i < ENDING; i++) {
        struct sigaction action = {.sa_handler = on_signal}, before;
        for (int k = 0; k < ENDING; k++)
            sigaddset(&action.sa_mask, ending[k]);
        /* what is ignored (nohup) stays so */
        if (sigaction(ending[i], NULL, &before) == 0
            && before.sa_handler == SIG_DFL)
            sigaction(ending[i], &action, NULL);
    }
}

void temporary_add(const char *path) {
    begin();
    Path *p = xrealloc(NULL, sizeof *p);
    p->kept = false;
    p->name = xrealloc(NULL, strlen(path) + 1);
    strcpy(p->name, path);
    p->next = paths;
    paths = p;
}

void temporary_keep(const char *path) {
    for (Path *p = paths; p; p = p->next)
        if (!p->kept && strcmp(p->name, path) == 0) {
            p->kept = true;
            return;
        }
}

const char *temporary_folder(void) {
    if (folder)
        return folder;
    begin();
    const char *where = getenv("TMPDIR");
    StrBuf name = {0};
    strbuf_printf(&name, "%s/acc-XXXXXX", where && *where ? where : "/tmp");
    if (mkdtemp(name.s))
        folder = name.s;
    else
        diag_plain("cannot make a folder '%s': %s", name.s, strerror(errno));
    return folder;
}

void temporary_set_child(pid_t child) {
    running = child;
}

void temporary_leave(void) {
    owner = -1;
}

void temporary_adopt(void) {
    owner = getpid();
}
