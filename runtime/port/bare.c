/*
 * The port for a machine without an operating system. What the hosted port
 * asks of the C library comes from the hooks of acc/bare.h; memory is one array
 * of the program's, handed out first fit and joined again when freed. The
 * runtime asks for few and large pieces (slabs, stack segments), so that is
 * enough.
 */
#include "acc/bare.h"
#include "acc/loop.h"
#include "core/core.h"
#include "core/port.h"

/* A free piece; in order of address. Sizes are multiples of 16. */
typedef struct Piece {
    struct Piece *next;
    size_t size;
} Piece;

static const struct acc_bare *hooks;
static Piece *pieces;
static int use_virtual;

static size_t rounded(size_t size)
{
    return size ? (size + 15) & ~(size_t)15 : 16;
}

void acc_bare_init(const struct acc_bare *h)
{
    char *start = (char *)(((uintptr_t)h->memory + 15) & ~(uintptr_t)15);
    size_t lost = (size_t)(start - (char *)h->memory);
    hooks = h;
    pieces = NULL;
    if (h->size >= lost + sizeof(Piece) + 15) {
        pieces = (Piece *)(void *)start;
        pieces->next = NULL;
        pieces->size = (h->size - lost) & ~(size_t)15;
    }
}

size_t acc_bare_free(size_t *largest)
{
    size_t sum = 0, most = 0;
    for (const Piece *p = pieces; p; p = p->next) {
        sum += p->size;
        if (p->size > most)
            most = p->size;
    }
    if (largest)
        *largest = most;
    return sum;
}

void *acc__port_alloc(size_t size)
{
    if (size > SIZE_MAX - 15)
        return NULL;
    size = rounded(size);
    for (Piece **link = &pieces; *link; link = &(*link)->next) {
        Piece *p = *link;
        if (p->size < size)
            continue;
        if (p->size == size) {
            *link = p->next;
        } else {
            Piece *rest = (Piece *)(void *)((char *)p + size);
            rest->next = p->next;
            rest->size = p->size - size;
            *link = rest;
        }
        return p;
    }
    return NULL;
}

static int touches(const Piece *a, const Piece *b)
{
    return (const char *)a + a->size == (const char *)b;
}

void acc__port_free(void *memory, size_t size)
{
    Piece *p = memory, *before = NULL, *after = pieces;
    if (!p)
        return;
    while (after && after < p) {
        before = after;
        after = after->next;
    }
    p->size = rounded(size);
    p->next = after;
    if (after && touches(p, after)) {
        p->size += after->size;
        p->next = after->next;
    }
    if (!before) {
        pieces = p;
    } else if (touches(before, p)) {
        before->size += p->size;
        before->next = p->next;
    } else {
        before->next = p;
    }
}

acc_duration acc__port_clock(void)
{
    return hooks->clock();
}

void acc__port_write(const char *text, size_t length)
{
    if (hooks && hooks->write)
        hooks->write(text, length);
}

_Noreturn void acc__port_exit(int status)
{
    if (hooks && hooks->halt)
        hooks->halt(status);
    for (;;)
        ;
}

_Noreturn void acc__port_abort(void)
{
    acc__port_exit(134);
}

const char *acc__port_strerror(int error)
{
    (void)error;
    return NULL;
}

int acc__port_debug(void)
{
    return 0;
}

int acc__port_watch_interrupt(void (*fn)(void))
{
    (void)fn;
    return 0;
}

void acc__port_unwatch_interrupt(void)
{
}

void acc__port_interrupted(void)
{
}

size_t acc__port_stack(void)
{
    return hooks->stack ? hooks->stack : 2048;
}

int acc__bare_can_wait(void)
{
    return hooks->wait != NULL;
}

void acc__bare_wait(acc_duration until)
{
    hooks->wait(until);
}

void acc_loop_use_virtual(int on)
{
    use_virtual = on;
}

const acc__backend *acc__port_backend(void)
{
    return use_virtual ? &acc__backend_virtual : &acc__backend_bare;
}

const acc__backend *acc__port_inner_backend(void)
{
    return NULL;
}
