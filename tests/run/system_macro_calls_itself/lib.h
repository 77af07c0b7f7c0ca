/* As libcurl's headers: a macro checks the arguments of the function of its
 * name. */
static int set(int a, int b, void *p)
{
    *(int *)p = a + b;
    return a;
}
#define set(a, b, p) \
    __extension__({  \
        int _b = (b); \
        if (sizeof(p) != sizeof(void *)) \
            _b = -1; \
        set(a, _b, p); \
    })
#define twice(x) twice((x) + 1)
static int (twice)(int x)
{
    return 2 * x;
}
