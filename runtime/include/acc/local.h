/*
 * Task-local values, asyncio's context variables. create_task, gather and
 * shield give a coroutine a copy of the creator's values; a direct await and
 * wait_for share them; a callback sees those of the task that registered it.
 */
#ifndef ACC_LOCAL_H
#define ACC_LOCAL_H

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

/* static acc_local v = ACC_LOCAL_INIT(value where none was set); */
typedef struct acc_local {
    void *initial;
} acc_local;
#define ACC_LOCAL_INIT(value) { (value) }

void *acc_local_get(const acc_local *v);
/* For the running task or callback. 0; -ENOMEM; -EPERM outside of a loop. */
int acc_local_set(const acc_local *v, void *value);

#ifdef __cplusplus
}
#endif

#endif
