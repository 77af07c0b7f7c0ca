/* Counts what probe.h reports, and complains at the end with status 97. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST = 256 };

static struct place {
    const char *file;
    int line;
    long reached, run, over;
} places[MOST];
static int n;

static void check(void)
{
    int wrong = 0;
    for (int i = 0; i < n; i++) {
        struct place *p = &places[i];
        if (p->reached == p->run && p->run == p->over)
            continue;
        fprintf(stderr, "probe: the defer at %s:%d was reached %ld times, ran "
                "%ld times and ended %ld times\n", p->file, p->line,
                p->reached, p->run, p->over);
        wrong = 1;
    }
    if (wrong) {
        fflush(NULL);
        _exit(97);
    }
}

static struct place *at(const char *file, int line)
{
    for (int i = 0; i < n; i++)
        if (places[i].line == line && strcmp(places[i].file, file) == 0)
            return &places[i];
    if (n == 0)
        atexit(check);
    if (n == MOST)
        abort();
    places[n] = (struct place){ file, line, 0, 0, 0 };
    return &places[n++];
}

void probe_reached(const char *file, int line) { at(file, line)->reached++; }
void probe_over(const char *file, int line) { at(file, line)->over++; }

int probe_runs(const char *file, int line)
{
    at(file, line)->run++;
    return 0;
}
