/* Loops, switches and gotos with calls in every place they have. */
#include <stdio.h>
#include <string.h>

static unsigned seed = 7;

static unsigned next(void)
{
    seed = seed * 1103515245u + 12345u;
    return seed >> 16 & 0x7fff;
}

static int below(int n) { return (int)(next() % (unsigned)n); }
static int same(int n) { return n; }

/* Duff's device: cases inside a loop inside the switch. */
static int copy(char *to, const char *from, int count)
{
    int rounds = (count + 3) / 4;
    switch (same(count) % 4) {
    case 0: do { *to++ = *from++;
    case 3:      *to++ = *from++;
    case 2:      *to++ = (char)same(*from++);
    case 1:      *to++ = *from++;
            } while (same(--rounds) > 0);
    }
    return count;
}

static int collatz(long n)
{
    int steps = 0;
again:
    if (n == 1)
        goto done;
    steps++;
    if (n & 1) {
        n = 3 * n + same(1);
        goto again;
    } else
        n /= same(2);
    goto again;
done:
    return steps;
}

/* Jumps into and out of blocks and loops. */
static int jumps(int start)
{
    int sum = 0, i = 100, rounds = 0;
    if (start & 1)
        goto inside;
    for (i = 0; i < same(5); i++) {
        sum += same(i);
inside:
        sum += 10;
        {
            int local = same(sum) & 3;
            if (local == 2)
                goto out;
            sum += local;
        }
        if (i == 100 && ++rounds < 3) {
            i = same(2);
            continue;
        }
    }
    while (sum < 200) {
        do {
            sum += same(7);
            if (sum % 5 == 0)
                goto out;
            switch (sum % 4) {
            case 1:
                continue;
            case 2:
                break;
            default:
                sum++;
            }
        } while (same(sum) % 3);
        if (sum > 150)
            break;
    }
    sum += 1000;
out:
    return sum;
}

static const char *classify(int c)
{
    switch (same(c)) {
    case 0:
        return "nul";
    case '0': case '1': case '2': case '3': case '4':
        if (same(c) == '3')
            break;
        /* fall through */
    case '5':
        return "digit";
    default:
        switch (c & same(0x60)) {
        case 0x60:
            return "lower";
        case 0x40: {
            int upper = same(1);
            if (upper)
                return "upper";
        }
        }
        return "other";
    }
    return "three";
}

static int primes(int limit)
{
    char sieve[200];
    int count = 0;
    memset(sieve, 1, sizeof sieve);
    for (int i = same(2); i < same(limit); i += same(1)) {
        if (!sieve[i])
            continue;
        count++;
        for (int j = i * i; j < limit; j += same(i))
            sieve[j] = (char)same(0);
    }
    return count;
}

static void triangle(int n)
{
    int row[12] = {1}, width = 1;
    for (int i = 0; same(i) < n; ++i, width += same(1)) {
        for (int k = width; k--; same(k) ? (void)(row[k] += row[k - 1]) : (void)0)
            printf("%d%c", row[width - 1 - k], k ? ' ' : '\n');
        row[width] = 0;
        for (int k = width; k > 0; k--)
            if (row[k] == 0 && row[k - 1])
                row[k] = same(0);
    }
}

static int queens(unsigned columns, unsigned left, unsigned right, int n)
{
    unsigned all = (1u << n) - 1, free = all & ~(columns | left | right);
    int found = columns == all;
    while (free) {
        unsigned bit = free & -free;
        free ^= bit;
        found += queens(columns | bit, (left | bit) << 1, (right | bit) >> 1, n);
    }
    return found;
}

int main(void)
{
    char buffer[32] = "";
    for (int n = 1; n < 12; n++) {
        copy(buffer, "hello, duff's device", n);
        printf("%.*s;", n, buffer);
    }
    putchar('\n');
    for (long n = 1; n < 30; n += 4)
        printf("%d ", collatz(n));
    for (int i = 0; i < 6; i++)
        printf("%d ", jumps(i));
    putchar('\n');
    for (const char *p = "a3Z04!5"; *p; p++)
        printf("%s ", classify(*p));
    printf("%s\n", classify(0));
    printf("%d %d\n", primes(200), queens(0, 0, 0, 6));
    triangle(6);
    int shuffled[10];
    for (int i = 0; i < 10; i++)
        shuffled[i] = i;
    for (int i = 10, k, t; i > 1; k = below(i--), t = shuffled[i],
        shuffled[i] = shuffled[k], shuffled[k] = t)
        if (i < 0)
            return 1;
    for (int i = 0; i < 10; i++)
        printf("%d", shuffled[i]);
    putchar('\n');
    return same(3);
}
