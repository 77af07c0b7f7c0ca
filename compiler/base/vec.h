/*
 * Growable arrays: `Vec(T) v = {0}; vec_push(&v, x); v.at[i]; v.n`.
 * Freed by vec_free, or never where they live as long as the compiler.
 */
#ifndef ACC_BASE_VEC_H
#define ACC_BASE_VEC_H

#include "base/arena.h"

#define Vec(T) struct { T *at; size_t n, room; }

#define vec_reserve(v, want)                                              \
    do {                                                                  \
        size_t want_ = (want);                                            \
        if (want_ > (v)->room) {                                          \
            (v)->room = want_ < 8 ? 8 : want_ + want_ / 2;                \
            (v)->at = xrealloc((v)->at, (v)->room * sizeof *(v)->at);     \
        }                                                                 \
    } while (0)
#define vec_push(v, x)                                                    \
    do {                                                                  \
        vec_reserve(v, (v)->n + 1);                                       \
        (v)->at[(v)->n++] = (x);                                          \
    } while (0)
#define vec_free(v) (xrealloc((v)->at, 0), (v)->at = NULL, (v)->n = (v)->room = 0)

#endif
