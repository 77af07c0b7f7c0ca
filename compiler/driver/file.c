/*
 * Files: reads inputs whole, replaces outputs at one go. What cannot be done is
 * reported in one line.
 */
#define _DEFAULT_SOURCE /* fchmod, lstat, mkstemp */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/diag.h"
#include "driver/driver.h"
#include "driver/temporary.h"

bool driver_read_some(int fd, StrBuf *text) {
    enum { LEAST = 1 << 16 };
    ssize_t n;
    strbuf_reserve(text, LEAST);
    do
        n = read(fd, text->s + text->n, text->room - text->n - 1);
    while (n < 0 && errno == EINTR);
    if (n < 0)
        return false;
    text->n += (size_t)n;
    text->s[text->n] = '\0';
    errno = 0;
    return n > 0;
}

/* Appends what fd gives until its end. */
bool driver_read_all(int fd, StrBuf *text) {
    while (driver_read_some(fd, text))
        ;
    return errno == 0;
}

bool driver_read(const char *path, StrBuf *text) {
    bool is_stdin = strcmp(path, "-") == 0;
    int fd = is_stdin ? 0 : open(path, O_RDONLY | O_CLOEXEC);
    bool ok = fd >= 0 && driver_read_all(fd, text);
    if (!ok)
        diag_plain("cannot read '%s': %s", is_stdin ? "<stdin>" : path,
                   strerror(errno));
    if (fd > 0)
        close(fd);
    strbuf_put(text, "", 0);
    return ok;
}

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
        int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
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
        temporary_add(temporary.s);
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
        temporary_keep(temporary.s);
    }
    strbuf_free(&temporary);
    if (error)
        diag_plain("cannot write '%s': %s", path, strerror(error));
    return !error;
}
