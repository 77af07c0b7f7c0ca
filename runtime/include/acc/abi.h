/*
 * The contract between emitted code and the runtime: all that the output of
 * acc relies on, and all that a native awaitable written by hand may use.
 *
 * A *frame* is what a suspended function keeps. Every frame, translated or
 * native, begins with ACC_FRAME_HEADER. Where frames live:
 *
 *   embedded   inside the frame of the caller (callee known, not recursive)
 *   a call's   in a block of the loop's (__acc_take), when it needs one
 *   stacked    on the frame stack of the task (acc_push, acc_pop): large ones
 *   own block  behind an acc_task header (acc_frame_new): a coroutine object
 *
 * Protocol. A function is started by a call that gives its value as plain C
 * does. After the call c->status tells: 0, the value is there; otherwise the
 * value is meaningless and the caller leaves too. It is negative (suspended) or
 * a positive error code. When a frame is suspended, c->child is the outermost
 * frame that has left so far; the caller links it (acc_leave). The loop
 * resumes the innermost frame (c->leaf); when a resumed frame finishes, the
 * loop resumes its parent with c->child set to the finished frame and c->status
 * to 0 or the error. Whenever user code runs, c->status is 0.
 *
 * Nested starts: a call that is on a cycle of the call graph, extern, or
 * through a pointer asks __acc_stack_low() first; past the bound its arguments
 * are captured (state ACC_STATE_ENTRY), __acc_defer_start() makes it c->next, and
 * everybody leaves as for a suspension; the loop runs c->next at once.
 */
#ifndef ACC_ABI_H
#define ACC_ABI_H

#ifdef __ACC__
#pragma acc system_header
#endif
#if defined __GNUC__
#pragma GCC system_header
#endif

#if !defined __STDC_HOSTED__ || __STDC_HOSTED__
#include <errno.h>
#endif
#include <stddef.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined __GNUC__ || defined __clang__
#define ACC_MAY_ALIAS __attribute__((__may_alias__))
#define ACC_UNUSED __attribute__((__unused__))
#define ACC_ALWAYS_INLINE inline __attribute__((__always_inline__, __unused__))
#define ACC_NOINLINE __attribute__((__noinline__))
#define ACC_COLD __attribute__((__cold__, __noinline__))
/* Around saves that happen only in states in which the local is assigned: gcc
 * cannot see that. */
#if defined __clang__
#define ACC_MAYBE_UNSET_BEGIN
#define ACC_MAYBE_UNSET_END
#else
#define ACC_MAYBE_UNSET_BEGIN                    \
        _Pragma("GCC diagnostic push")           \
        _Pragma("GCC diagnostic ignored \"-Wmaybe-uninitialized\"")
#define ACC_MAYBE_UNSET_END _Pragma("GCC diagnostic pop")
#endif
#define acc_unlikely(x) __builtin_expect(!!(x), 0)
#define acc_likely(x) __builtin_expect(!!(x), 1)
#define ACC_UNREACHABLE() __builtin_unreachable()
#define __ACC_ASSUME(x) ((x) ? (void)0 : __builtin_unreachable())
#else
#define ACC_MAYBE_UNSET_BEGIN
#define ACC_MAYBE_UNSET_END
#define ACC_MAY_ALIAS
#define ACC_UNUSED
#define ACC_ALWAYS_INLINE inline
#define ACC_NOINLINE
#define ACC_COLD
#define acc_unlikely(x) (x)
#define acc_likely(x) (x)
#define ACC_UNREACHABLE() ((void)0)
#define __ACC_ASSUME(x) ((void)0)
#endif

/* Where the flags of an instruction are the outcome of a statement. */
#if defined __x86_64__ && defined __LP64__ && !defined __TINYC__ \
        && (defined __clang__ || (defined __GNUC__ && __GNUC__ >= 6))
#define __ACC_ASM_X86 1
#endif

#if defined ACC_SINGLE_THREAD || defined __TINYC__ \
        || (defined __STDC_NO_THREADS__ && !defined __GNUC__)
#define ACC_THREAD_LOCAL
#elif defined __cplusplus && __cplusplus < 201103L
#define ACC_THREAD_LOCAL __thread
#elif defined __cplusplus
#define ACC_THREAD_LOCAL thread_local
#else
#define ACC_THREAD_LOCAL _Thread_local
#endif

/* Around what generated headers declare. */
#ifdef __cplusplus
#define ACC_C_BEGIN extern "C" {
#define ACC_C_END }
#else
#define ACC_C_BEGIN
#define ACC_C_END
#endif

/* acc --link-check: a symbol that says what `name` is, as a number. It is
 * absolute and hidden: linkers take several that are equal, it lies nowhere in
 * memory, and no shared library shows it. */
#if defined __ELF__ && (defined __GNUC__ || defined __clang__) \
        && !defined __TINYC__
#define ACC_SIGNATURE(name, number)                       \
        __asm__(".globl __acc_sig_" #name "\n"            \
                "\t.hidden __acc_sig_" #name "\n"         \
                "\t.set __acc_sig_" #name ", " #number "\n");
#else
#define ACC_SIGNATURE(name, number)
#endif

/* Inline functions may look at acc_current: it is what the library says. */
#if defined __GNUC__ && !defined __TINYC__ && !defined __cplusplus
#define __ACC_HAS_INLINE_PATHS 1
#else
#define __ACC_HAS_INLINE_PATHS 0
#endif

/* An asynchronous function of plain C headers: `async T` for acc, the
 * constructor's type for a C compiler, so one header serves both. */
#ifdef __ACC__
#define ACC_ASYNC(T) _Async T
#else
#define ACC_ASYNC(T) acc_coroutine *
#endif

typedef struct acc_frame acc_frame;
typedef struct acc_frame acc_coroutine;  /* a frame with its own block */
typedef struct acc_task acc_task;
typedef struct acc_future acc_future;
typedef struct acc_awaitable acc_awaitable; /* a tagged pointer, see below */
typedef struct acc_context acc_context;
typedef struct acc_descriptor acc_descriptor;
typedef void (*acc_function)(void); /* any function: a constructor's address */

/* How emitted code spells the handle types (the dialect's task(T) ...). */
typedef acc_coroutine *acc_coroutine_ref;
typedef acc_task *acc_task_ref;
typedef acc_future *acc_future_ref;
typedef acc_awaitable *acc_awaitable_ref;
typedef struct acc_queue *acc_queue_ref;
typedef struct acc_generator acc_generator; /* acc/generator.h */
typedef acc_generator *acc_generator_ref;

/* Signed nanoseconds. Negative or 0: already due. */
typedef int64_t acc_duration;
#define ACC_NSEC ((acc_duration)1)
#define ACC_USEC ((acc_duration)1000)
#define ACC_MSEC ((acc_duration)1000000)
#define ACC_SEC ((acc_duration)1000000000)
#define ACC_MIN (60 * ACC_SEC)
#define ACC_HOUR (60 * ACC_MIN)
#define ACC_FOREVER INT64_MAX /* never due */

/* c->status besides 0 and the positive error codes: negative when the chain
 * leaves without a result. */
#define ACC_SUSPENDED (-1)
#define __ACC_DEFERRED (-2) /* c->next is to be run at once */
#define __ACC_YIELDED (-3)  /* the task is in the ready queue again */

/* Error codes beside errno's. */
#define ACC_CANCELLED 0x10001
#define ACC_BROKEN_BARRIER 0x10002
#define ACC_QUEUE_SHUTDOWN 0x10003
#define ACC_GENERATOR_EXIT 0x10004 /* a generator is closed: not catchable */
#define ACC_ERROR_USER 0x20000 /* the program's own codes begin here */

/* States of every frame. Await points are numbered from 2 up. */
#define ACC_STATE_ENTRY 1u          /* arguments captured, body not begun */
#define ACC_STATE_CLOSED 0xFFFFFFFFu /* finished or closed */

/* The first members of every frame. All may be unset until the function
 * really suspends: acc_leave and acc_suspend write them.
 * __acc_parent: the frame that awaits this one; null for the root of a task. */
#define ACC_FRAME_HEADER                \
        const acc_descriptor *__acc_desc; \
        acc_frame *__acc_parent;          \
        unsigned __acc_state;

struct ACC_MAY_ALIAS acc_frame {
        ACC_FRAME_HEADER
};

/* A generator object is a frame too. */
struct ACC_MAY_ALIAS acc_generator {
        ACC_FRAME_HEADER
};

/* One await point (or throw point) of a translated function. */
typedef struct acc_point {
        unsigned line;
        /* What the task waits for when this frame is its leaf: offset in the
         * frame, and kind. 0: nothing, it is in the ready queue; or the frame is
         * not the leaf, or a native one with a cancel of its own. */
        unsigned waits;
} acc_point;
#define ACC_WAITS_HANDLE(offset) ((unsigned)(offset) | 1u) /* acc_awaitable * */
#define __ACC_WAITS_TIMER(offset) ((unsigned)(offset) | 2u) /* acc_sleep's */

/* A saved local, for debuggers and stack printers. */
typedef struct acc_variable {
        const char *name;  /* as in the source */
        const char *type;  /* as C prints it */
        unsigned offset;   /* in the frame, bytes */
        unsigned first, last; /* states in which the slot holds it */
} acc_variable;

/* What is constant about a function. */
struct acc_descriptor {
        /* Runs on from __acc_state. Leaves c->status and, when it finished
         * with a value, the value in the frame at result_offset. */
        void (*resume)(acc_context *c, acc_frame *f);
        /* Native awaitables only (null for translated functions, whose points
         * tell): the task that waits in f is being cancelled. Withdraws and arranges that the
         * frame is resumed with c->status ACC_CANCELLED (acc_wake_error), now
         * or when the operation in flight allows it. */
        void (*cancel)(acc_context *c, acc_frame *f);
        /* Native awaitables: a coroutine object whose body never began is
         * closed; may be null. */
        void (*drop)(acc_frame *f);
        uint32_t size, align;      /* of the frame, bytes */
        uint32_t result_offset;    /* of the value in the frame */
        uint32_t result_size;      /* 0 for void */
        const char *name, *file;
        unsigned line;             /* of the definition */
        unsigned points;           /* entries in point[]; [0] and [1] are the definition */
        const acc_point *point;    /* by state */
        unsigned variables;
        unsigned size_class;       /* of a block for it; 0: to be computed */
        const acc_variable *variable;
};
/* In a descriptor: the size, alignment and class of frames of type T. */
#define ACC_FRAME_LAYOUT(T)                                  \
        .size = sizeof(T), .align = _Alignof(T),             \
        .size_class = _Alignof(T) > 16 ? __ACC_CLASS_LARGE : \
                __ACC_SIZE_CLASS(_Alignof(T) > 8 ? ACC_FRAME_SIZE(T) : sizeof(T))

/* The ready-queue entry and callback node. `run` is called once per wake. */
typedef struct acc_node {
        struct acc_node *next;
        void (*run)(acc_context *c, struct acc_node *n);
} acc_node;

/* What the block behind a header is at present. */
enum {
        __ACC_TASK_FREE,     /* no object */
        __ACC_TASK_NEW,      /* coroutine object, body not begun */
        __ACC_TASK_ACTIVE,   /* coroutine object, being awaited */
        __ACC_TASK_CLOSED,   /* coroutine object, finished or closed, retained */
        __ACC_TASK_QUEUED,   /* task, in the ready queue or in its step */
        __ACC_TASK_WOKEN,    /* task, in its step, and in the queue again */
        __ACC_TASK_NESTING,  /* task, in its step, inside of which another runs */
        __ACC_TASK_WAITING,  /* task, suspended; its leaf arranges the wake-up */
        __ACC_TASK_FINISHED, /* task */
        /* Not of a block: what stands in the place of the state before ... */
        __ACC_FRAME_BLOCK,   /* ... a call's frame that has a block */
        __ACC_FRAME_STACKED  /* ... a frame on the frame stack */
};

/* Header of a task or coroutine object; the root frame follows it. It is here
 * for the inline functions below and nobody else's; 48 bytes where pointers
 * have 8. What most tasks never use is behind `attached`. */
struct acc_task {
        acc_node node;            /* entry in the ready queue */
        union {
                acc_frame *leaf;  /* until finished: where to resume */
                int error;        /* afterwards: 0 or the error */
        } u;
        union {
                acc_node *waiters;  /* who is told of the end, or ... */
                uintptr_t attached; /* ... bit 0 set: more, see core.h */
        } w;
        unsigned refs;            /* handles, and the loop's while unfinished */
        unsigned number;          /* N of "Task-N" */
        unsigned short loop;      /* id of the one it belongs to; 0: none, or
                                     one that is closed */
        unsigned char state;      /* one of the above */
        unsigned char marks;      /* cancellations to deliver */
        unsigned cancelling : 11; /* as asyncio's count; saturates */
        unsigned shield : 11;     /* acc_defer_enter; saturates */
        unsigned named : 1;       /* when it was made: no number of its own */
        unsigned retrieved : 1;   /* somebody has seen the error */
        unsigned char size_class; /* of the block: stays when it is free */
};

/* Loop, state and marks of a task. */
static ACC_ALWAYS_INLINE uint32_t __acc_task_word(const acc_task *t)
{
        uint32_t word;
        memcpy(&word, (const char *)t + offsetof(acc_task, loop), sizeof word);
        return word;
}

/* What stands before the frame of a call that has a block: the end of an
 * acc_task, so that the loop can ask any frame that lies neither in its parent
 * nor on the C stack what it is. */
typedef struct __acc_block {
        unsigned short unused_1;
        unsigned char state;      /* __ACC_FRAME_BLOCK */
        unsigned char unused_2;
        unsigned size_class;      /* of (class + 2) * 16 bytes, with this */
} __acc_block;
#define __ACC_BLOCK_CLASSES 18

/* One for each loop, so one for each thread that runs one. Emitted code and
 * the inline functions below use what stands before `loop`. */
struct acc_context {
        int status;
        unsigned thrown;       /* the place is in the trace already */
        acc_task *task;        /* running now, or null */
        acc_frame *child;      /* see the protocol above */
        acc_node **ready_tail; /* where the next entry is linked */
        acc_node *ready;       /* of the next pass; unset when the tail is here */
        void (*step)(acc_context *c, acc_node *n); /* node.run of a task */
        uintptr_t stack_limit; /* C stack below this: nested starts stop */
        ptrdiff_t room;        /* for blocks of calls, see __acc_enter */
        acc_frame *next;       /* to be run next by the driver */
        /* Frame stack of the running task; all null until it is used in a
         * step. Frames within [sp_low, sp_low + sp_span) are popped at once. */
        char *sp, *sp_limit;
        char *sp_low;
        size_t sp_span;
        void *consumed;        /* what acc_await_end releases, or null */
        acc_function place;    /* constructor that is to run its function */
        void *result;          /* ... and store the value here */
        void **blocks;         /* free blocks by size class, see acc_frame_new */
        unsigned free_classes; /* blocks of lower ones go there when freed */
        __acc_block *chunk;    /* blocks of calls are cut from here on */
        acc_frame *frames[__ACC_BLOCK_CLASSES]; /* free ones */
        unsigned task_number;  /* of the last "Task-N" */
        uint32_t fresh;        /* loop, state and marks of a new object */
        uint32_t spawnable;    /* of one that create_task takes inline */
        unsigned short id;     /* of the loop, among those that are open */
        size_t tasks;          /* unfinished ones */
        acc_duration now;      /* of this pass; negative: not asked for yet */
        struct acc_timeout *unarmed; /* see acc_timeout_begin; innermost first */
        struct acc_loop *loop;
};

/* The context of the loop that runs in this thread; null outside of one. */
extern ACC_THREAD_LOCAL acc_context *acc_current;

/* ---- leaving -------------------------------------------------------- */

/* The caller of a suspended function leaves: links the child, becomes it. d may
 * be null if the frame has left before and was resumed by the loop: it is known,
 * and nobody looks for the child. */
static ACC_ALWAYS_INLINE void acc_leave(acc_context *c, void *frame,
                                        const acc_descriptor *d, unsigned state)
{
        acc_frame *f = (acc_frame *)frame;
        c->child->__acc_parent = f;
        if (d) {
                c->child = f;
                f->__acc_desc = d;
        }
        f->__acc_state = state;
        __ACC_ASSUME(c->status < 0);
}
/* The same where the caller itself is the leaf at each of its points. */
static ACC_ALWAYS_INLINE void __acc_leave_leaf(acc_context *c, void *frame,
                                             const acc_descriptor *d,
                                             unsigned state)
{
        acc_frame *f = (acc_frame *)frame;
        c->task->u.leaf = f;
        if (d) {
                c->child = f;
                f->__acc_desc = d;
        }
        f->__acc_state = state;
        __ACC_ASSUME(c->status < 0);
}

/* Where a frame stands: never at the beginning with its arguments in hand. */
#define acc_state_of(f)                                               \
        ((f)->__acc_state ? (f)->__acc_state : (ACC_UNREACHABLE(), 1u))

/* A generator's body leaves at a yield; its value is in the frame. */
static inline void acc_yield(void *frame, const acc_descriptor *d,
                             unsigned state)
{
        acc_frame *f = (acc_frame *)frame;
        f->__acc_desc = d;
        f->__acc_state = state;
}

/* A native awaitable suspends: its frame becomes the leaf. */
static inline void acc_suspend(acc_context *c, void *frame,
                               const acc_descriptor *d)
{
        acc_frame *f = (acc_frame *)frame;
        f->__acc_desc = d;
        f->__acc_state = 2;
        c->task->u.leaf = c->child = f;
        c->status = ACC_SUSPENDED;
}

/* One without a frame suspends: whoever links the child becomes the leaf, for
 * the child stands in the task such that its parent is u.leaf. */
static ACC_ALWAYS_INLINE void __acc_suspend_caller(acc_context *c, acc_task *t)
{
        c->child = (acc_frame *)(void *)((char *)t + offsetof(acc_task, u)
                                         - offsetof(acc_frame, __acc_parent));
        c->status = ACC_SUSPENDED;
}

/* The running task goes behind what is ready; the caller is what is resumed, and
 * knows it (__acc_leave_leaf) or not. */
static ACC_ALWAYS_INLINE void __acc_yield_leaf(acc_context *c)
{
        acc_task *t = c->task;
        *c->ready_tail = &t->node;
        c->ready_tail = &t->node.next;
        c->status = __ACC_YIELDED;
}
static ACC_ALWAYS_INLINE void __acc_yield_pass(acc_context *c)
{
        __acc_yield_leaf(c);
        __acc_suspend_caller(c, c->task);
        c->status = __ACC_YIELDED;
}

/* Is the C stack past the bound for nested starts? */
static ACC_ALWAYS_INLINE int __acc_stack_low(const acc_context *c)
{
#ifdef __ACC_ASM_X86
        int low; /* asking for the frame's address costs a frame pointer */
        __asm__("cmp{q %1, %%rsp| rsp, %1}" : "=@ccb"(low) : "m"(c->stack_limit));
        return low;
#elif defined __GNUC__ || defined __clang__
        return (uintptr_t)__builtin_frame_address(0) < c->stack_limit;
#else
        volatile char here = 0;
        (void)here;
        return (uintptr_t)&here < c->stack_limit;
#endif
}

/* The callee's arguments are captured in `frame`: the loop shall begin it. */
static inline void __acc_defer_start(acc_context *c, void *frame,
                                   const acc_descriptor *d)
{
        acc_frame *f = (acc_frame *)frame;
        f->__acc_desc = d;
        f->__acc_state = ACC_STATE_ENTRY;
        c->child = c->next = f;
        c->status = __ACC_DEFERRED;
}

/* ---- errors --------------------------------------------------------- */

/* Sets c->status to the error: a negative code becomes its absolute value, 0
 * becomes EINVAL. Begins a new trace with this place. */
ACC_COLD void acc_throw(acc_context *c, int error, const acc_descriptor *d,
                        unsigned state);
/* The error in c->status leaves the function at this point. */
ACC_COLD void __acc_trace_place(acc_context *c, const acc_descriptor *d,
                              unsigned state);
static ACC_ALWAYS_INLINE void acc_trace(acc_context *c, const acc_descriptor *d,
                                        unsigned state)
{
        __acc_trace_place(c, d, state);
        __ACC_ASSUME(c->status > 0);
}
/* The same where a handler takes every error to pass it on in the end: the
 * function is noted here, and not a second time when the error leaves it. */
ACC_COLD void __acc_trace_caught(acc_context *c, const acc_descriptor *d,
                               unsigned state);
/* A handler takes the error: gives it and sets c->status to 0. */
static inline int acc_catch(acc_context *c)
{
        int error = c->status;
        c->status = 0;
        return error;
}
/* The handler that took `error` passes it on unchanged (trace kept). */
static inline void acc_rethrow(acc_context *c, int error)
{
        c->thrown = 0;
        c->status = error;
}

/* Initialises an array that lives in a frame. */
static inline void acc_copy(void *to, const void *from, size_t size)
{
        memcpy(to, from, size);
}
static inline void acc_zero(void *to, size_t size)
{
        memset(to, 0, size);
}

/* ---- frames --------------------------------------------------------- */

/* Before each frame: it says that it is one of these. */
#define __ACC_STACKED_HEADER 16

/* Slow path of acc_push: the first of a step, or the next segment. Null and
 * c->status ENOMEM on failure. */
void *acc_push_slow(acc_context *c, size_t size);
void acc_pop_slow(acc_context *c, void *frame);

/* A frame of `size` bytes (a multiple of 16) on the task's frame stack, LIFO,
 * aligned to 16. Null with c->status ENOMEM when there is no memory. */
static inline void *acc_push(acc_context *c, size_t size)
{
        char *p = c->sp;
        size += __ACC_STACKED_HEADER;
        if (acc_unlikely(size > (size_t)(c->sp_limit - p))) {
                p = (char *)acc_push_slow(c, size);
                if (acc_unlikely(!p))
                        return NULL;
        } else {
                c->sp = p + size;
        }
        p += __ACC_STACKED_HEADER;
        ((__acc_block *)(void *)p)[-1].state = __ACC_FRAME_STACKED;
        return p;
}

/* Gives the topmost frame back. The loop itself does it for a frame that
 * finishes after a suspension. */
static inline void acc_pop(acc_context *c, void *frame)
{
        char *p = (char *)frame - __ACC_STACKED_HEADER;
        if (acc_unlikely((size_t)(p - c->sp_low) >= c->sp_span))
                acc_pop_slow(c, p);
        else
                c->sp = p;
}

/* The same for a frame that needs more than 16: what acc_push gave stands
 * before it, and the header again. */
static inline void *acc_push_aligned(acc_context *c, size_t size, size_t align)
{
        char *base = (char *)acc_push(c, (size + align + 15) / 16 * 16);
        if (!base)
                return NULL;
        char *frame = base + (align - (uintptr_t)base % align);
        *(void **)(void *)(frame - __ACC_STACKED_HEADER) = base;
        ((__acc_block *)(void *)frame)[-1].state = __ACC_FRAME_STACKED;
        return frame;
}

static inline void *acc_push_base(void *frame)
{
        return *(void **)(void *)((char *)frame - __ACC_STACKED_HEADER);
}

/* A frame of type T, and back. */
#define ACC_PUSH_FRAME(c, T)                                            \
        (_Alignof(T) > 16 ? acc_push_aligned(c, sizeof(T), _Alignof(T)) \
                          : acc_push(c, ACC_FRAME_SIZE(T)))
#define ACC_POP_FRAME(c, f, T) \
        acc_pop(c, _Alignof(T) > 16 ? acc_push_base(f) : (void *)(f))

/* The frame of a call by an entry (__acc_call_f) is a block of the loop's, out of
 * lists by size; a large or over-aligned one is on the frame stack, and taken at
 * once. When the call has it: */
enum {
        __ACC_NEVER,   /* only to capture its arguments: it cannot suspend */
        __ACC_LATE,    /* from the first await on whose callee lies in it, or
                          when the function leaves suspended */
        __ACC_AT_ONCE  /* from the beginning: locals live in it */
};
#define __ACC_OF(T, mode) sizeof(T), _Alignof(T), mode
#define __ACC_BLOCK_BYTES(size) \
        (((size) + sizeof(__acc_block) + 15) / 16 * 16)
#define __ACC_IN_BLOCK(size, align) \
        ((align) <= 8 && __ACC_BLOCK_BYTES(size) <= (__ACC_BLOCK_CLASSES + 1) * 16)
#define __ACC_IS_LATE(size, align, mode) \
        ((mode) == __ACC_LATE && __ACC_IN_BLOCK(size, align))

acc_frame *__acc_take_slow(acc_context *c, unsigned size_class);

/* A block of memory that has been reserved, see calls.c. */
static ACC_ALWAYS_INLINE acc_frame *__acc_cut(acc_context *c, unsigned size_class)
{
        __acc_block *b = c->chunk;
        c->chunk = b + (size_class + 2) * 16 / sizeof *b;
        b->state = __ACC_FRAME_BLOCK;
        b->size_class = size_class;
        return (acc_frame *)(void *)(b + 1);
}

/* A frame. Null with c->status ENOMEM when there is no memory. */
static ACC_ALWAYS_INLINE void *__acc_take(acc_context *c, size_t size,
                                          size_t align)
{
        if (!__ACC_IN_BLOCK(size, align))
                return align > 16 ? acc_push_aligned(c, size, align)
                                  : acc_push(c, (size + 15) / 16 * 16);
        unsigned k = (unsigned)(__ACC_BLOCK_BYTES(size) / 16 - 2);
        acc_frame *f = c->frames[k];
        if (acc_unlikely(!f))
                return __acc_take_slow(c, k);
        c->frames[k] = f->__acc_parent;
        return f;
}

/* One whose memory has been reserved, which cannot fail. */
static ACC_ALWAYS_INLINE void *__acc_take_reserved(acc_context *c, size_t size)
{
        unsigned k = (unsigned)(__ACC_BLOCK_BYTES(size) / 16 - 2);
        acc_frame *f = c->frames[k];
        if (acc_unlikely(!f))
                return __acc_cut(c, k);
        c->frames[k] = f->__acc_parent;
        c->room += (ptrdiff_t)__ACC_BLOCK_BYTES(size);
        return f;
}

/* Gives a block back. The loop does it for a frame that has been suspended; its
 * value is there until the next one is taken. */
static ACC_ALWAYS_INLINE void __acc_block_give(acc_context *c, acc_frame *f,
                                               unsigned size_class)
{
        f->__acc_parent = c->frames[size_class];
        c->frames[size_class] = f;
}
static ACC_ALWAYS_INLINE void __acc_give(acc_context *c, void *f, size_t size,
                                         size_t align)
{
        if (__ACC_IN_BLOCK(size, align))
                __acc_block_give(c, (acc_frame *)f,
                                 (unsigned)(__ACC_BLOCK_BYTES(size) / 16 - 2));
        else
                acc_pop(c, align > 16 ? acc_push_base(f) : f);
}

/* An entry begins. No memory, or no room on the C stack? Memory for a frame that
 * is taken late is reserved, since nothing could be done if there were none when
 * the function leaves: c->room is what no call in progress has reserved. */
static ACC_ALWAYS_INLINE int __acc_stops(acc_context *c, size_t size,
                                         size_t align, int mode)
{
        if (!__ACC_IS_LATE(size, align, mode))
                return __acc_stack_low(c);
        int none;
#ifdef __ACC_ASM_X86
        __asm__("sub{q %2, %0| %0, %2}" : "+m"(c->room), "=@ccs"(none)
                : "er"((ptrdiff_t)__ACC_BLOCK_BYTES(size)));
#else
        c->room -= (ptrdiff_t)__ACC_BLOCK_BYTES(size);
        none = c->room < 0;
#endif
        return acc_unlikely(none) || acc_unlikely(__acc_stack_low(c));
}

/* Then, and for an object (c null): the frame to store the arguments in, which
 * the loop is to begin. Null when out of memory. */
void *__acc_entry(acc_context *c, const acc_descriptor *d, int mode);

/* It goes on: the frame, if it is not taken late. */
static ACC_ALWAYS_INLINE void *__acc_enter(acc_context *c, size_t size,
                                           size_t align, int mode)
{
        return __ACC_IS_LATE(size, align, mode) ? NULL
                                                : __acc_take(c, size, align);
}
/* There is no memory for it. */
static ACC_ALWAYS_INLINE int __acc_lacks(const void *f, size_t size,
                                         size_t align, int mode)
{
        return !__ACC_IS_LATE(size, align, mode) && !f;
}

/* The body needs the frame from here on. own: where the entry will look for it;
 * null when another did not leave it to the body. */
#define __ACC_NEED(c, own, f, T)                                            \
        do {                                                                \
                if ((own) && !(f))                                          \
                        (f) = *(own) = (T *)__acc_take_reserved(c, sizeof(T)); \
        } while (0)

/* The entry returns: gives back what it has, unless it leaves suspended. */
static ACC_ALWAYS_INLINE void __acc_exit(acc_context *c, void *f, size_t size,
                                         size_t align, int mode)
{
        if (__ACC_IS_LATE(size, align, mode) && !f)
                c->room += (ptrdiff_t)__ACC_BLOCK_BYTES(size);
        else if (acc_likely(c->status >= 0))
                __acc_give(c, f, size, align);
}

/* An array of variable length, above the frames. */
static inline void *acc_push_array(acc_context *c, size_t size)
{
        return acc_push(c, size ? (size + 15) / 16 * 16 : 16);
}

#define ACC_FRAME_SIZE(T) ((sizeof(T) + 15) / 16 * 16)

/* Blocks of tasks and coroutine objects by the size of the root frame: every
 * multiple of 8 up to 256 from class 1 on, of 16 up to 1024; larger ones are
 * allocated singly. */
#define __ACC_CLASS_LARGE 81u
#define __ACC_SIZE_CLASS(size)                             \
        ((size) <= 256 ? (unsigned)((size) + 7) / 8        \
         : (size) <= 1024 ? (unsigned)((size) - 257) / 16 + 33 \
         : __ACC_CLASS_LARGE)
static ACC_ALWAYS_INLINE size_t __acc_class_size(unsigned size_class)
{
        return size_class <= 32 ? size_class * (size_t)8
                                : 256 + (size_class - 32) * (size_t)16;
}

/* What a constructor calls: a frame in state ACC_STATE_ENTRY with its
 * descriptor set, in a block of its own (preceded by room for a task header).
 * Null when out of memory. */
void *acc_frame_new(const acc_descriptor *d);

/* ---- awaiting handles ----------------------------------------------- */

enum { ACC_KIND_COROUTINE, ACC_KIND_TASK, ACC_KIND_FUTURE };

/* A timer: linked into the loop by itself, so arming one cannot fail. All
 * members are the loop's. */
struct __acc_timer_link {
        struct __acc_timer_link *next, *prev; /* next is null: not armed */
};
typedef struct acc_timer_node {
        struct __acc_timer_link link;
        acc_duration when;            /* loop time */
        uintptr_t what;               /* is to be done then */
} acc_timer_node;

/* Await of a handle. Each gives a pointer to the value (null for void) or leaves
 * c->status set. When that is negative, `wait`, a member of the caller's frame
 * that the point's ACC_WAITS_HANDLE tells of, holds what is waited for: the
 * caller is the leaf. It is resumed with c->status 0 or the error, the handle
 * given back; with 0, acc_await_task_value and acc_await_handle_value give the
 * value.
 * After copying the value the caller calls acc_await_end: the await has
 * consumed the handle and it releases what is to be released.
 * A null handle throws ENOMEM. */
void *acc_await_task(acc_context *c, acc_awaitable **wait, acc_task *t);
void *acc_await_future(acc_context *c, acc_awaitable **wait, acc_future *u);
void *acc_await_any(acc_context *c, acc_awaitable **wait, acc_awaitable *a);
static inline void *acc_await_task_value(acc_context *c, acc_awaitable *wait);
void *acc_await_handle_value(acc_context *c, acc_awaitable *wait);
/* A coroutine object: it becomes the child itself and needs no `wait`. */
void *acc_await_coroutine(acc_context *c, acc_coroutine *o);
/* After resumption: the value of the object c->child. */
void *acc_await_value(acc_context *c);
void acc_await_release(acc_context *c);
static inline void acc_await_end(acc_context *c)
{
        if (c->consumed)
                acc_await_release(c);
}

/* `await fp(x)`: fp is a constructor, and c->place is set to it. One that finds
 * itself there (__acc_called) makes no object: it runs the function at once, as
 * a call of another file's function does. What it returns then is the value, if
 * that is a word (an integer or a pointer), else the value is stored where
 * c->result points. A constructor that does not know this, or a function around
 * one, leaves c->place as it is: what it gave is an object, and awaited. After
 * a resumption the value is acc_await_value's for both, and acc_await_end is
 * called. */
acc_context *__acc_called_slow(acc_function self);
static ACC_ALWAYS_INLINE acc_context *__acc_called(acc_function self)
{
#if __ACC_HAS_INLINE_PATHS
        acc_context *c = acc_current;
        if (!c || c->place != self)
                return NULL;
        c->place = NULL;
        return c;
#else
        return __acc_called_slow(self);
#endif
}
/* What fp(x) returned: the value, or an object with one of `size` bytes. */
uintptr_t __acc_pointer_word_slow(acc_context *c, acc_coroutine *o, size_t size);
static ACC_ALWAYS_INLINE uintptr_t __acc_pointer_word(acc_context *c,
                                                 acc_coroutine *o, size_t size)
{
        if (acc_unlikely(c->place != NULL))
                return __acc_pointer_word_slow(c, o, size);
        return (uintptr_t)o;
}
/* The same for a value that was stored: gives `result`, or where the object's
 * is. */
void *__acc_pointer_stored_slow(acc_context *c, acc_coroutine *o);
static ACC_ALWAYS_INLINE void *__acc_pointer_stored(acc_context *c, acc_coroutine *o,
                                               void *result)
{
        if (acc_unlikely(c->place != NULL))
                return __acc_pointer_stored_slow(c, o);
        return result;
}

/* Where a finished frame keeps its value. */
static inline void *acc_result(void *frame)
{
        return (char *)frame + ((acc_frame *)frame)->__acc_desc->result_offset;
}

static inline void *acc_await_task_value(acc_context *c, acc_awaitable *wait)
{
        c->task->state = __ACC_TASK_QUEUED; /* the target has not told it */
        c->consumed = wait;
        return acc_result((char *)wait - ACC_KIND_TASK + sizeof(acc_task));
}

/* ---- handles -------------------------------------------------------- */

/* awaitable(T): a handle with its kind in the two low bits. Null stays null. */
static inline acc_awaitable *acc_awaitable_of(void *handle, unsigned kind)
{
        return handle ? (acc_awaitable *)((uintptr_t)handle | kind) : NULL;
}

/* create_task: consumes o. name may be null; it is copied. Null when o is null
 * or there was no memory. */
acc_task *__acc_create_task_slow(acc_coroutine *o, const char *name,
                               unsigned handles);
static ACC_ALWAYS_INLINE acc_task *__acc_create_with(acc_coroutine *o,
                                                   const char *name,
                                                   unsigned handles)
{
#if __ACC_HAS_INLINE_PATHS
        acc_context *c = acc_current;
        if (acc_unlikely(name || !o || !c))
                return __acc_create_task_slow(o, name, handles);
        acc_task *t = (acc_task *)(void *)o - 1;
        if (acc_unlikely(__acc_task_word(t) != c->spawnable))
                return __acc_create_task_slow(o, name, handles);
        t->refs += handles; /* the object's own one is now the loop's */
        t->number = ++c->task_number;
        t->state = __ACC_TASK_QUEUED;
        c->tasks++;
        *c->ready_tail = &t->node;
        c->ready_tail = &t->node.next;
        return t;
#else
        return __acc_create_task_slow(o, name, handles);
#endif
}
static inline acc_task *acc_create_task(acc_coroutine *o, const char *name)
{
        return __acc_create_with(o, name, 1);
}
/* create_task of a direct call, in one: the frame of a task that is queued
 * already, in which the caller stores the arguments now; one handle. Null when out
 * of memory. */
void *__acc_task_new(acc_context *c, const acc_descriptor *d);
/* As an expression statement: the handle goes. */
static ACC_ALWAYS_INLINE void __acc_let_go(acc_task *t)
{
        if (acc_likely(t != NULL))
                t->refs--; /* the loop's is left */
}
/* The same, but its first step is taken at once, inside of the caller's: a body
 * that does not suspend has finished when this returns. */
acc_task *acc_create_eager_task(acc_coroutine *o, const char *name);
/* create_task as an expression statement: no handle is left. */
static inline void acc_spawn(acc_coroutine *o, const char *name)
{
        __acc_create_with(o, name, 0);
}

/* The value of a finished task or future. Aborts with a message if it is
 * unfinished or failed. */
void *acc_task_result(acc_task *t);
void *acc_future_result(acc_future *f);

/* future_new: room for a value of `size` bytes; one reference; null when out
 * of memory. set_result copies `size` bytes. 0 or -EALREADY. */
acc_future *acc_future_new(size_t size);
int acc_future_set_result(acc_future *f, const void *value, size_t size);
int acc_future_set_error(acc_future *f, int error);

/* run: a fresh loop, runs o to completion, cancels and drains what is left,
 * closes the loop, copies the value (size bytes) to `value` and gives `value`.
 * err: stores 0 or the error there; null: an uncaught error prints its trace
 * and exits with status 1. */
void *acc_run(acc_coroutine *o, void *value, size_t size, int *err);
/* `async int main`: runs o as acc_run does and gives its value. An error that
 * nobody caught is printed with its trace; then the value is 1. */
int acc_main(acc_coroutine *o);
/* The same, for plain C. Gives 0 or the error (err, if any, gets it too);
 * never exits. */
int acc_run_into(acc_coroutine *o, void *value, size_t size, int *err);

/* ---- gather, wait_for, shield --------------------------------------- */

/* One arm of a gather. Emitted code fills target and flags. */
struct acc_arm {
        acc_awaitable *target;  /* a coroutine is consumed; then its task */
        unsigned flags;         /* ACC_ARM_COLLECT: try(...), error kept */
        int error;              /* after: 0 or the arm's error */
        struct acc_gather *gather; /* these two where the arm has an entry of */
        acc_node node;          /* its own */
};
#define ACC_ARM_COLLECT 1u

/* Frame of `await gather(...)`; arms follow it in the awaiter's frame. */
struct acc_gather {
        ACC_FRAME_HEADER
        unsigned missing;    /* arms not finished yet */
        struct acc_arm *arm;
        size_t n;
        int error;           /* the first; -1 until there is an outcome */
        unsigned flags;
        const struct acc_arm *failed; /* whose error it is, or null */
        acc_node node;       /* the waiter of tasks that have no other */
        acc_task *waiter;
};

/* `await gather`: tasks are made for coroutine arms, in order. Then, unless
 * c->status is set, acc_arm_value for each and acc_gather_end. */
void acc_gather_start(acc_context *c, struct acc_gather *f,
                      struct acc_arm *arm, size_t n);
void *acc_arm_value(struct acc_arm *arm); /* null for void or failed */
void acc_gather_end(acc_context *c, struct acc_gather *f);

/* gather not directly awaited: a future of `size` bytes, consumed by one await.
 * collect(value, arms) copies the values of all arms when they succeeded;
 * arms: copied (target and flags). Null when out of memory. */
acc_future *acc_gather_future(const struct acc_arm *arm, size_t n, size_t size,
                              void (*collect)(void *value, struct acc_arm *arm));

/* gather_all(ts, n, results): awaitable void; results: n values of `size`
 * bytes, or null. A native coroutine. */
acc_coroutine *acc_gather_all(acc_task **ts, size_t n, void *results, size_t size);

/* wait_for not of a direct call: a coroutine object whose value has `size`
 * bytes. Nothing starts until it is awaited. */
acc_coroutine *acc_wait_for(acc_awaitable *a, acc_duration d, size_t size);

/* shield(a): a future of `size` bytes, consumed by one await. A coroutine
 * becomes a task at once. */
acc_future *acc_shield(acc_awaitable *a, size_t size);

/* ---- timeout blocks -------------------------------------------------- */

/* timeout (d) { ... } and wait_for of a direct call. Lives in the frame. */
struct acc_timeout {
        union {
                acc_task *task;   /* whose block it is */
                struct acc_timeout *outer; /* in c->unarmed */
        } u;
        acc_timer_node timer;     /* when: also if it is not armed */
        unsigned state;           /* one of these below */
        unsigned counts;          /* of the task, on entry: see cancel.c */
};
typedef struct acc_timeout acc_timeout;
enum { __ACC_TIMEOUT_ENTERED, __ACC_TIMEOUT_EXPIRING, __ACC_TIMEOUT_EXPIRED,
       __ACC_TIMEOUT_LEFT };
/* A block begins. Its timer is armed when the function leaves suspended, which
 * tells so by acc_timeout_leave: most blocks are over before. What is to be
 * known of the task is the same then: whatever changes it arms the timer. */
static ACC_ALWAYS_INLINE void __acc_timeout_note(acc_context *c, acc_timeout *t,
                                                 acc_duration when)
{
        t->timer.when = when;
        t->state = __ACC_TIMEOUT_ENTERED;
        t->u.outer = c->unarmed;
        c->unarmed = t;
}
void acc_timeout_begin_slow(acc_context *c, acc_timeout *t, acc_duration d);
static ACC_ALWAYS_INLINE void acc_timeout_begin(acc_context *c, acc_timeout *t,
                                                acc_duration d)
{
        acc_duration now = c->now;
        acc_duration when = (acc_duration)((uint64_t)now + (uint64_t)d);
        if (acc_unlikely(d <= 0 || d == ACC_FOREVER || (now | when) < 0)) {
                acc_timeout_begin_slow(c, t, d);
                return;
        }
        __acc_timeout_note(c, t, when);
}
void acc_timeout_leave_slow(acc_context *c);
static inline void acc_timeout_leave(acc_context *c)
{
        if (c->unarmed)
                acc_timeout_leave_slow(c);
}
/* On every way out. c->status 0 or an error: ACC_CANCELLED that was sent by
 * this timeout becomes ETIMEDOUT. CPython: Timeout.__aexit__. */
void acc_timeout_exit_slow(acc_context *c, acc_timeout *t);
/* The same for the error that a handler has taken; it is in c->status again. */
ACC_COLD void __acc_timeout_failed(acc_context *c, acc_timeout *t, int error);
static ACC_ALWAYS_INLINE void acc_timeout_exit(acc_context *c, acc_timeout *t)
{
        if (c->unarmed != t) {
                acc_timeout_exit_slow(c, t);
                return;
        }
        c->unarmed = t->u.outer;
        t->state = __ACC_TIMEOUT_LEFT;
}

/* ---- callbacks --------------------------------------------------------- */

/* What registers a callback is a macro beside the function: it says where that
 * was done, for ACC_DEBUG's reports of slow ones: "tick (a.c:12)". */
#define ACC_PLACE(fn) #fn " (" __FILE__ ":" ACC_PLACE_LINE(__LINE__) ")"
#define ACC_PLACE_LINE(line) ACC_PLACE_TEXT(line)
#define ACC_PLACE_TEXT(line) #line

/* ---- for native awaitables ------------------------------------------ */

/* The task t, suspended in a native frame (or about to be: its start called
 * this before acc_suspend), is resumed on the next pass with c->status 0 or
 * the positive error. Once for each suspension. From the loop's thread only. */
void acc_wake(acc_task *t);
void acc_wake_error(acc_task *t, int error);

/* ---- defers and task groups ----------------------------------------- */

/* A deferred statement that awaits begins and ends: in between a cancellation
 * of the running task is held back (timeouts armed inside work); it is
 * delivered at the next await that suspends. Nests. */
void acc_defer_enter(acc_context *c);
void acc_defer_exit(acc_context *c);

/* taskgroup (g) { ... }: struct acc_taskgroup lives in the frame (at most 128
 * bytes). enter; then create_task(g, ...) in the block; then, whichever way the
 * block is left, an await of acc_taskgroup_join (a published native awaitable,
 * __acc_frame_..., __acc_start_...): `error` is 0, or what leaves the block,
 * which cancels the children first. It throws the error of the whole block. */
typedef struct acc_taskgroup {
        acc_task *parent;
        struct acc_taskgroup_child *first, *last; /* in order of creation */
        size_t unfinished;
        struct __acc_frame_acc_taskgroup_join *joining; /* or null */
        void *trace;           /* of the first error */
        int error;             /* the first; 0: none */
        unsigned char aborting, parent_cancelled;
        unsigned short level;
} acc_taskgroup;
struct __acc_frame_acc_taskgroup_join {
        ACC_FRAME_HEADER
        int error;
        acc_taskgroup *group;
};
void __acc_start_acc_taskgroup_join(acc_context *c,
                                    struct __acc_frame_acc_taskgroup_join *f,
                                    acc_taskgroup *g, int error);
void __acc_call_acc_taskgroup_join(acc_context *c, acc_taskgroup *g, int error);
void acc_taskgroup_enter(acc_context *c, acc_taskgroup *g);
ACC_ASYNC(void) acc_taskgroup_join(acc_taskgroup *g, int error);
acc_task *acc_taskgroup_create_task(acc_taskgroup *g, acc_coroutine *o,
                                    const char *name);
void acc_taskgroup_spawn(acc_taskgroup *g, acc_coroutine *o, const char *name);
/* create_task(g, n = f()): the value goes to `to` when the block ends without
 * an error. */
void acc_taskgroup_spawn_into(acc_taskgroup *g, acc_coroutine *o,
                              const char *name, void *to, size_t size);
/* The same with acc_create_eager_task. The group learns of the end of a child
 * that has finished at once in the next pass. */
acc_task *acc_taskgroup_create_eager_task(acc_taskgroup *g, acc_coroutine *o,
                                          const char *name);
void acc_taskgroup_spawn_eager(acc_taskgroup *g, acc_coroutine *o,
                               const char *name);
void acc_taskgroup_spawn_eager_into(acc_taskgroup *g, acc_coroutine *o,
                                    const char *name, void *to, size_t size);

#ifdef __cplusplus
}
#endif

#endif
