/*
 * Around each `defer S` of a program under test: it is counted where it is
 * reached, when S runs, and when it is over. At the end of the program the three
 * numbers must be the same for every line.
 */
#ifndef ACC_TESTS_PROBE_H
#define ACC_TESTS_PROBE_H

void probe_reached(const char *file, int line);
int probe_runs(const char *file, int line);   /* 0 */
void probe_over(const char *file, int line);

#ifdef __ACC__
#define defer                                       \
    probe_reached(__FILE__, __LINE__);              \
    _Defer probe_over(__FILE__, __LINE__);          \
    _Defer if (probe_runs(__FILE__, __LINE__)) { } else
#endif

#endif
