/* Plain C that only knows what a C compiler sees of the others. */
#include <acc/acc.h>

extern acc_coroutine *other_helper(int x);
int plain_run(int x);

int plain_run(int x)
{
    acc_coroutine *c = other_helper(x);
    if (!c)
        return -1;
    acc_coroutine_close(c);
    return x;
}
