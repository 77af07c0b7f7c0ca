/* For w1.file: the callee of limit.c that stands in another file. */
#include "limit.h"

static void other_resume(Task *t, Frame *frame)
{
    Callee *f = (Callee *)(void *)frame;
    if (!t->status)
        f->base.value = f->x * 3 + 1;
}

long other_file(Task *t, Callee *f, long x)
{
    if (UNLIKELY(x < 0)) {
        f->base.frame.resume = other_resume;
        f->x = x;
        yield(t, &f->base.frame);
        return 0;
    }
    return x * 3 + 1;
}
