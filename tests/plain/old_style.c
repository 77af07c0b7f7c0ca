/* Forms that only old C has: K&R definitions, implicit parameters, trigraphs
 * aside; function pointers declared in the strangest ways. */
#include <stdio.h>

int add(a, b)
    int a, b;
{
    return a + b;
}

double average(list, n)
    const double *list;
    unsigned n;
{
    double s = 0;
    unsigned i;
    for (i = 0; i < n; i++)
        s += list[i];
    return n ? s / n : 0;
}

int (*choose(which))(int, int)
    int which;
{
    return which ? add : 0;
}

static int (*(*table[2])(int))(int, int) = {choose, choose};
typedef struct { int x; } T;

static int scope(void)
{
    T T = {4};
    {
        typedef int T;
        T x = 3;
        return (T)x + (int)sizeof(T);
    }
    return T.x;
}

int main(void)
{
    static const double list[] = {1, 2, 3.5};
    T t = {2};
    printf("%d %g\n", add(1, 2), average(list, 3));
    printf("%d %d %d\n", table[1](1)(3, 4), scope(), t.x);
    return 0;
}
