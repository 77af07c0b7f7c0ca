/* All of acc's runtime. */
#ifndef ACC_ACC_H
#define ACC_ACC_H

#ifdef __ACC__
#pragma acc system_header
#endif
#if defined __GNUC__
#pragma GCC system_header
#endif

#include "acc/abi.h"
#include "acc/error.h"
#include "acc/future.h"
#include "acc/generator.h"
#include "acc/local.h"
#include "acc/loop.h"
#include "acc/queue.h"
#include "acc/sync.h"
#include "acc/task.h"
#include "acc/thread.h"
#include "acc/time.h"

#endif
