/*
 * Error codes and their names. A coroutine fails with a positive int: an errno
 * code, one of acc's own (acc/abi.h), or the program's, from ACC_ERROR_USER up.
 */
#ifndef ACC_ERROR_H
#define ACC_ERROR_H

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

/* Text for an error; never null. Valid until the next call in this thread. */
const char *acc_strerror(int error);

/* "ETIMEDOUT", "ACC_CANCELLED", the registered name; null when there is none. */
const char *acc_error_name(int error);

/* Gives a code of the program, from ACC_ERROR_USER up, a name and a text. The
 * strings are not copied; a later call for the same code wins. Before threads
 * are started. 0, -EINVAL for another code, -ENOMEM. */
int acc_error_register(int code, const char *name, const char *text);

#ifdef __cplusplus
}
#endif

#endif
