/*
 * acc run: translates, compiles and links a file in a temporary folder and
 * becomes the program, so that it has the process's number, its signals, its
 * files, its exit status. The folder is removed when the program has ended, by
 * a process that waits for that.
 */
#define _GNU_SOURCE
#include "driver/cc.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/diag.h"
#include "driver/temporary.h"

static const char help[] =
    "Usage: acc run [options] FILE.ac [arguments]\n"
    "Translates, compiles and runs a program of one file. The options are those\n"
    "of `acc cc`, -lNAME among them; the exit status is the program's. As the\n"
    "first line of an executable file: #!/usr/bin/env -S acc run\n";

/* Waits until the process has ended. */
static void wait_for_end(pid_t process) {
#ifdef SYS_pidfd_open
    int fd = (int)syscall(SYS_pidfd_open, process, 0);
    if (fd >= 0) {
        struct pollfd p = {.fd = fd, .events = POLLIN};
        while (poll(&p, 1, -1) < 0 && errno == EINTR)
            ;
        return;
    }
#endif
    while (kill(process, 0) == 0 || errno == EPERM)
        usleep(200 * 1000);
}

/* Starts the process that removes the temporary files after this one. It is
 * nobody's child, and holds no file open. */
static void leave_cleaner(void) {
    pid_t self = getpid();
    pid_t child = fork();
    if (child == 0) {
        if (setsid() < 0 || fork() != 0)
            _exit(0);
        static const int ignored[] = {SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGPIPE};
        for (size_t i = 0; i < sizeof ignored / sizeof ignored[0]; i++)
            signal(ignored[i], SIG_IGN);
        long most = sysconf(_SC_OPEN_MAX);
        for (int fd = 0; fd < (most > 0 && most < 4096 ? most : 4096); fd++)
            close(fd);
        wait_for_end(self);
        temporary_adopt();
        temporary_remove_all();
        _exit(0);
    }
    if (child > 0)
        waitpid(child, NULL, 0);
}

int run_main(int argc, char **argv) {
    static ArgVec arguments;
    static StrBuf program;
    int i = 0;
    if (argc && strcmp(argv[0], "--help") == 0) {
        fputs(help, stdout);
        return 0;
    }
    for (; i < argc && argv[i][0] == '-' && argv[i][1]; i++) {
        if (strcmp(argv[i], "--") == 0) {
            i++;
            break;
        }
        vec_push(&arguments, argv[i]);
        if (cc_values(argv[i]) && i + 1 < argc)
            vec_push(&arguments, argv[++i]);
    }
    if (i >= argc) {
        diag_plain("acc run: no input file");
        return 2;
    }
    const char *folder = temporary_folder();
    if (!folder)
        return 1;
    strbuf_printf(&program, "%s/program", folder);
    temporary_add(program.s);
    const char *dot = strrchr(argv[i], '.');
    vec_push(&arguments, "-x");
    vec_push(&arguments, dot && strcmp(dot, ".c") == 0 ? "none" : "ac");
    vec_push(&arguments, "-o");
    vec_push(&arguments, program.s);
    vec_push(&arguments, "--");
    vec_push(&arguments, argv[i]);
    int status = cc_build(&arguments);
    if (status || access(program.s, X_OK) != 0)
        return status; /* -c, -### and the like leave no program */
    leave_cleaner();
    temporary_leave();
    execv(program.s, argv + i);
    diag_plain("cannot run '%s': %s", program.s, strerror(errno));
    temporary_adopt();
    return 1;
}
