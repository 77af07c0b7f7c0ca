/* Pointers to functions: tables, typedefs, parameters, members, results. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef int (*binary)(int, int);
typedef struct stack { int items[32]; int n; } stack;

struct operation { const char *name; int arity; binary apply; };
struct shape { const struct class *class; double a, b; };
struct class { const char *name; double (*area)(const struct shape *); struct shape (*grown)(struct shape, double); };

static int plus(int a, int b) { return a + b; }
static int minus(int a, int b) { return a - b; }
static int times(int a, int b) { return a * b; }
static int power(int a, int b) { return b ? times(a, power(a, b - 1)) : 1; }
static int negated(int a, int b) { return minus(b, a); }

static const struct operation operations[] = {
    {"+", 2, plus}, {"-", 2, minus}, {"*", 2, times}, {"^", 2, power}, {"neg", 1, negated},
};

static void push(stack *s, int v) { s->items[s->n++] = v; }
static int pop(stack *s) { return s->items[--s->n]; }

static binary chosen(const char *name)
{
    for (size_t i = 0; i < sizeof operations / sizeof *operations; i++)
        if (!strcmp(operations[i].name, name))
            return operations[i].apply;
    return NULL;
}

static int evaluated(const char *text)
{
    stack s = {.n = 0};
    char word[16];
    int length;
    while (sscanf(text, "%15s%n", word, &length) == 1) {
        text += length;
        binary f = chosen(word);
        if (!f) {
            push(&s, atoi(word));
        } else {
            int b = pop(&s);
            push(&s, f(!strcmp(word, "neg") ? 0 : pop(&s), b));
        }
    }
    return pop(&s);
}

static int folded(const int *v, int n, int start, int (*f)(int, int))
{
    for (int i = 0; i < n; i++)
        start = (*f)(start, v[i]);
    return start;
}

static int composed(binary f, binary g, int a, int b) { return f(g(a, b), g(b, a)); }

static double circle_area(const struct shape *s) { return 3 * s->a * s->a; }
static double box_area(const struct shape *s) { return s->a * s->b; }
static struct shape both_grown(struct shape s, double k) { s.a *= k; s.b *= k; return s; }
static struct shape width_grown(struct shape s, double k) { s.a *= k; return s; }

static const struct class circle = {"circle", circle_area, both_grown};
static const struct class box = {.area = box_area, .grown = width_grown, .name = "box"};

static double total(const struct shape *shapes, int n)
{
    double sum = 0;
    while (n--)
        sum += shapes[n].class->area(&shapes[n]);
    return sum;
}

/* Handed to the library: stays plain, and what it calls too. */
static int sign(int n) { return (n > 0) - (n < 0); }
static int compare(const void *a, const void *b) { return sign(*(const int *)a - *(const int *)b); }

static int even(unsigned n);
static int odd(unsigned n) { return n ? even(n - 1) : 0; }
static int even(unsigned n) { return n ? odd(n - 1) : 1; }

int main(void)
{
    printf("%d %d %d\n", evaluated("3 4 + 2 *"), evaluated("2 10 ^ 24 -"), evaluated("5 neg 7 + 3 *"));
    int numbers[] = {5, -3, 12, 7, 0, -9, 4};
    int n = (int)(sizeof numbers / sizeof *numbers);
    printf("%d %d %d\n", folded(numbers, n, 0, plus), folded(numbers, 4, 1, times), folded(numbers, n, 0, &minus));
    qsort(numbers, (size_t)n, sizeof *numbers, compare);
    for (int i = 0; i < n; i++)
        printf("%d ", numbers[i]);
    printf("%d\n", composed(minus, power, 2, 3));
    struct shape shapes[] = {{&circle, 2, 0}, {&box, 3, 4}, {&box, 1, 1}};
    printf("%g ", total(shapes, 3));
    for (int i = 0; i < 3; i++)
        shapes[i] = shapes[i].class->grown(shapes[i], 2);
    printf("%g %s\n", total(shapes, 3), shapes[1].class->name);
    int (*table[3])(int, int) = {plus, [2] = times};
    table[1] = n > 3 ? minus : plus;
    for (int i = 0; i < 3; i++)
        printf("%d ", table[i](10, i) + chosen("+")(i, i) + (i ? plus : minus)(1, 2));
    printf("%d %d\n", even(10), odd(4));
    return table[0] == plus ? 0 : 1;
}
