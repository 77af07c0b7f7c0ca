/*
 * Runs a command and tells what it took:
 *
 *     spent RUNS COMMAND...
 *
 * prints the median of its processor time and of its wall time in milliseconds,
 * with all processes that it starts, and the peak resident memory in KiB of its
 * own process alone (looked at every half a millisecond, in a run of its own).
 */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static double seconds(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static pid_t start(char **command)
{
    pid_t pid = fork();
    if (pid == 0) {
        execvp(command[0], command);
        perror(command[0]);
        _exit(127);
    }
    if (pid < 0) {
        perror("fork");
        exit(1);
    }
    return pid;
}

static void check(int status)
{
    if (status != 0) {
        fprintf(stderr, "spent: the command has failed\n");
        exit(1);
    }
}

static long peak_kb(pid_t pid)
{
    char path[64], text[4096];
    snprintf(path, sizeof path, "/proc/%d/status", (int)pid);
    int fd = open(path, O_RDONLY);
    if (fd < 0)
        return 0;
    ssize_t n = read(fd, text, sizeof text - 1);
    close(fd);
    text[n > 0 ? n : 0] = 0;
    const char *line = strstr(text, "VmHWM:");
    return line ? atol(line + 6) : 0;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(double *v, int n)
{
    qsort(v, (size_t)n, sizeof *v, by_size);
    return n % 2 ? v[n / 2] : (v[n / 2 - 1] + v[n / 2]) / 2;
}

int main(int argc, char **argv)
{
    int runs = argc > 2 ? atoi(argv[1]) : 0, status;
    if (runs < 1) {
        fprintf(stderr, "usage: spent RUNS COMMAND...\n");
        return 2;
    }
    double *wall = calloc((size_t)runs, sizeof *wall);
    double *processor = calloc((size_t)runs, sizeof *processor);
    if (!wall || !processor)
        return 1;
    for (int i = 0; i < runs; i++) {
        struct rusage used;
        double begin = seconds();
        pid_t pid = start(argv + 2);
        if (wait4(pid, &status, 0, &used) != pid)
            return 1;
        check(status);
        wall[i] = (seconds() - begin) * 1e3;
        processor[i] =
            (double)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e3 +
            (double)(used.ru_utime.tv_usec + used.ru_stime.tv_usec) / 1e3;
    }
    long peak = 0;
    pid_t pid = start(argv + 2);
    while (waitpid(pid, &status, WNOHANG) == 0) {
        long now = peak_kb(pid);
        if (now > peak)
            peak = now;
        nanosleep(&(struct timespec){0, 500000}, NULL);
    }
    check(status);
    printf("%.2f %.2f %ld\n", median(processor, runs), median(wall, runs), peak);
    return 0;
}
