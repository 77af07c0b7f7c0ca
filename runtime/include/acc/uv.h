/*
 * The libuv loop behind a loop of acc, for programs that bind libuv handles of
 * their own: callbacks run between passes, may set futures and wake tasks.
 */
#ifndef ACC_UV_H
#define ACC_UV_H

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

struct uv_loop_s; /* uv_loop_t */

/* Of the loop that runs in this thread; null when none runs or it is not driven
 * by libuv. The program's handles must be closed, their close callbacks called,
 * before the main coroutine ends. */
struct uv_loop_s *acc_uv_loop(void);

#ifdef __cplusplus
}
#endif

#endif
