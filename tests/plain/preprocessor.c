/* What a preprocessor does is done once, by the C compiler's. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#define STR_(x) #x
#define STR(x) STR_(x)
#define CAT(a, b) a##b
#define COUNT(...) COUNT_(__VA_ARGS__, 4, 3, 2, 1, 0)
#define COUNT_(a, b, c, d, n, ...) n
#define LIST(X) X(red, 1) X(green, 2) X(blue, 4)

#define AS_ENUM(name, value) name = value,
enum colour { LIST(AS_ENUM) };
#undef AS_ENUM
#define AS_CASE(name, value) case value: return STR(name);
static const char *colour_name(enum colour c)
{
    switch (c) { LIST(AS_CASE) }
    return "?";
}

#ifdef __GNUC__
# define UNUSED __attribute__((unused))
#else
# define UNUSED
#endif

#pragma pack(push, 1)
struct packed { char c; int i; };
#pragma pack(pop)

static int UNUSED
#ifdef NOT_DEFINED
    first
#else
    second
#endif
    (int a, ...)
{
    va_list ap;
    va_start(ap, a);
    a += va_arg(ap, int);
    va_end(ap);
    return a;
}

_Static_assert(sizeof(struct packed) == 5, "packed");

#line 100 "another.c"
int main(void)
{
    printf("%s %d %s\n", STR(CAT(a, b)), COUNT(x, y, z), colour_name(green));
    printf("%s %d\n", __FILE__, __LINE__);
    printf("%d %s\n", second(1, 2), __func__);
    return EXIT_SUCCESS;
}
