/*
 * The hooks by which the core reaches the machine. port/hosted.c implements
 * them on a C library, port/bare.c on what a firmware gives. Nothing else in
 * core/ calls the outside world, but memcpy and its kin, which every C
 * implementation has.
 */
#ifndef ACC_CORE_PORT_H
#define ACC_CORE_PORT_H

#include "acc/abi.h"

/* Memory aligned to 16, or null. acc__port_free is given the same size. */
void *acc__port_alloc(size_t size);
void acc__port_free(void *p, size_t size);

/* Monotonic time in nanoseconds. */
acc_duration acc__port_clock(void);

/* Diagnostic text for the user (standard error). */
void acc__port_write(const char *text, size_t length);

/* Ends the program: after a broken contract, and after an uncaught error. */
_Noreturn void acc__port_abort(void);
_Noreturn void acc__port_exit(int status);

/* Text for an errno code, or null. */
const char *acc__port_strerror(int error);

/* Shall mistakes that asyncio's debug mode reports be reported (ACC_DEBUG=1)? */
int acc__port_debug(void);

/* SIGINT calls fn from its handler, the second time kills the program. 0: there
 * are no signals, or the program handles this one itself. */
int acc__port_watch_interrupt(void (*fn)(void));
void acc__port_unwatch_interrupt(void);
/* Ends the program as SIGINT does. */
void acc__port_interrupted(void);

/* How many bytes of C stack nested starts may use below the loop. */
size_t acc__port_stack(void);

#ifndef ACC_SINGLE_THREAD
/* A door at which a thread waits until another opens it, once. */
struct acc__gate;
struct acc__gate *acc__port_gate_new(void);      /* null when out of memory */
void acc__port_gate_free(struct acc__gate *g);
void acc__port_gate_open(struct acc__gate *g);
/* 1; 0 when it is shut after d, real time. */
int acc__port_gate_wait(struct acc__gate *g, acc_duration d);
#endif

#ifdef ACC_FAULTS
/* Asked at each suspension: shall the task be cancelled there? */
int acc__port_cancels(void);
/* The program holds a handle of this finished task: it shall not count as a
 * leak. */
void acc__port_keep(void *task);
#endif

/* The backend for a loop opened in this thread. */
const struct acc__backend *acc__port_backend(void);
/* The backend behind the virtual clock, or null. */
const struct acc__backend *acc__port_inner_backend(void);

/* Of port/bare.c, for loop/bare.c. */
int acc__bare_can_wait(void);
void acc__bare_wait(acc_duration until);

#endif
