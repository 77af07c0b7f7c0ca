/* Calls in every operand: order, short circuits, side effects, conversions. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

static unsigned long trace = 5381, total;
static int depth;

/* C leaves the order of most operands open: only the sum may be looked at. */
static int note(int id, int value)
{
    total += (unsigned long)(id * id + value);
    return value;
}

/* Where C orders them, the order is part of the result. */
static int ordered(int id, int value)
{
    trace = (trace * 33 ^ (unsigned long)id) & 0xffffffffUL;
    return value;
}

static long twice(long n) { return note(1, 0) + n * 2; }
static double half(double x) { return note(2, 0) + x / 2; }
static unsigned char narrow(int n) { return (unsigned char)n; }
static const char *word(int n) { return n & 1 ? "odd" : "even"; }
static int is_small(int n) { return ordered(n, n < 10); }

static int *slot(int *array, int i)
{
    note(3, i);
    return &array[i & 7];
}

static int fibonacci(int n)
{
    return n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2);
}

static int ackermann(int m, int n)
{
    return !m ? n + 1
        : ackermann(m - 1, !n ? 1 : (depth++, ackermann(m, n - 1)));
}

static int eight(int a, long b, char c, double d, const char *e, unsigned f,
                 short g, uint64_t h)
{
    return a + (int)b + c + (int)d + (int)strlen(e) + (int)f + g + (int)h;
}

static int short_circuits(int n)
{
    int k = 0;
    if (is_small(n) && is_small(n + 5) && ordered(20, n))
        k |= 1;
    if (is_small(n) || ordered(21, 0) || is_small(n - 8))
        k |= 2;
    k |= (is_small(n) ? is_small(n + 1) ? 4 : 8 : ordered(22, 16));
    k += !is_small(n) << 5;
    k += (ordered(23, 1), ordered(24, 2), is_small(-n)) ? 64 : 0;
    return k;
}

static void assignments(void)
{
    int a[8] = {0};
    for (int i = 0; i < 8; i++) {
        *slot(a, i) = note(30, i) + fibonacci(i);
        a[i & 3] += note(31, i);
        *slot(a, i + 1) ^= (int)twice(i);
        a[note(32, i)] <<= 1 + note(33, 1);
        (*slot(a, i + 2))++;
        --*slot(a, i + 3);
        a[i] = a[i] % 1000 - *slot(a, i + 5) / note(34, 3);
    }
    for (int i = 0; i < 8; i++)
        printf("%d%c", a[i], i == 7 ? '\n' : ' ');
    int x, y, z;
    x = y = z = note(35, 41) + 1;
    x += y -= z *= note(36, 2);
    printf("%d %d %d\n", x, y, z);
}

static void conversions(void)
{
    unsigned char c = narrow(300) + narrow(250);
    short s = (short)twice(20000);
    float f = (float)half(7);
    unsigned u = (unsigned)note(40, -1) >> narrow(28);
    long long l = (long long)twice(1) << 40 | narrow(513);
    _Bool b = half(0.5);
    printf("%d %d %.2f %u %lld %d\n", c, s, f, u, l, b);
    printf("%d %d %d\n", -1 < (int)narrow(3) - 2, note(41, -1) < 1,
           (unsigned)note(42, -1) > 1u);
    printf("%s %s %c\n", word(3), word(fibonacci(3)), word(1)[note(43, 2)]);
    printf("%d\n", eight(note(50, 1), twice(2), (char)narrow(3), half(8), word(5),
                         (unsigned)note(51, 6), (short)twice(3), narrow(8)));
    printf("%d\n", (int)sizeof(int[3]) + ~note(44, 5) + +note(45, 6) -
                       -note(46, 7));
}

int main(void)
{
    for (int i = -2; i < 14; i += 3)
        printf("%d%c", short_circuits(i), i + 3 < 14 ? ' ' : '\n');
    assignments();
    conversions();
    int ack = ackermann(2, 3);
    printf("%d %d\n", ack, depth);
    printf("%08lx %lu\n", trace, total);
    return (int)(trace % 100);
}
