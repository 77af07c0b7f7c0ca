#include "doorbell.h"
#include <stddef.h>

static DoorbellRequest *waiting;

void doorbell_wait(DoorbellRequest *r, void (*fn)(int visitor, void *arg),
                   void *arg)
{
    DoorbellRequest **end = &waiting;
    while (*end)
        end = &(*end)->next;
    *r = (DoorbellRequest){fn, arg, NULL};
    *end = r;
}

void doorbell_forget(DoorbellRequest *r)
{
    DoorbellRequest **p = &waiting;
    while (*p && *p != r)
        p = &(*p)->next;
    if (*p)
        *p = r->next;
}

void doorbell_ring(int visitor)
{
    DoorbellRequest *r = waiting;
    waiting = NULL;
    while (r) {
        DoorbellRequest *next = r->next; /* fn may use *r again */
        r->fn(visitor, r->arg);
        r = next;
    }
}
