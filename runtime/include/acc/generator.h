/*
 * Generators: objects that give one value after the other. A generator(T) of
 * the dialect is an acc_generator * in C. Its owner closes it once, at any
 * time; `for (T x : g)` does.
 */
#ifndef ACC_GENERATOR_H
#define ACC_GENERATOR_H

#ifdef __ACC__
#pragma acc system_header
#endif
#if defined __GNUC__
#pragma GCC system_header
#endif

#include "acc/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

/* Runs to the next yield: 1, and the value is in *value (which may be null); or
 * 0: the body has ended, or g is null. Needs no loop. */
int acc_generator_next(acc_generator *g, void *value);
/* Runs the defers of a body that has begun and not ended; frees g. Null is
 * fine. */
void acc_generator_close(acc_generator *g);

/* The same for an async generator. next throws what the body throws, ENOMEM
 * for a null g and EBUSY when the body is running already. The defers of close
 * may await; an error they throw is dropped. */
ACC_ASYNC(int) acc_async_generator_next(acc_generator *g, void *value);
ACC_ASYNC(void) acc_async_generator_close(acc_generator *g);

struct __acc_frame_acc_async_generator_next {
    ACC_FRAME_HEADER
    int __acc_result;
    acc_generator *generator;
    void *value;
};
int __acc_start_acc_async_generator_next(
    acc_context *c, struct __acc_frame_acc_async_generator_next *f,
    acc_generator *g, void *value);
int __acc_call_acc_async_generator_next(acc_context *c, acc_generator *g,
                                        void *value);

struct __acc_frame_acc_async_generator_close {
    ACC_FRAME_HEADER
    acc_generator *generator;
};
void __acc_start_acc_async_generator_close(
    acc_context *c, struct __acc_frame_acc_async_generator_close *f,
    acc_generator *g);
void __acc_call_acc_async_generator_close(acc_context *c, acc_generator *g);

#ifdef __cplusplus
}
#endif

#endif
