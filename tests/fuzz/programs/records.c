/* Structs and unions by value, bit-fields, arrays, compound literals, VLAs. */
#include <stdint.h>
#include <stdio.h>
#include <string.h>

struct vec { double x, y, z; };
struct flags { unsigned a : 3; int b : 5; unsigned long long c : 40; _Bool d : 1; };
struct node { int key; struct node *left, *right; };
struct big { char name[20]; struct vec v[2]; union { int i; float f; char b[4]; } u; };
union number { int64_t i; double d; unsigned char bytes[8]; };
typedef int row[4];

static struct node pool[64];
static int used;

static int same(int n) { return n; }
static struct vec vec(double x, double y, double z) { return (struct vec){x, y, z}; }
static struct vec add(struct vec a, struct vec b) { return vec(a.x + b.x, a.y + b.y, a.z + b.z); }
static struct vec scaled(struct vec a, double k) { a.x *= k; a.y *= k; a.z *= k; return a; }
static double dot(struct vec a, struct vec b) { return a.x * b.x + a.y * b.y + a.z * b.z; }

static struct flags flags(int n)
{
    struct flags f = {.c = 1ULL << 39, .a = (unsigned)same(n) & 7};
    f.b = same(n) % 16;
    f.a += same(2);
    f.c |= (unsigned long long)same(n) << 10;
    f.d = same(n);
    f.b -= same(1);
    f.a ^= same(5);
    return f;
}

static struct big filled(const char *name, struct vec v)
{
    struct big b = {.v = {v, scaled(v, same(2))}, .u.i = same(0x40490fdb)};
    strncpy(b.name, name, sizeof b.name - same(1));
    return b;
}

static struct node *node(int key, struct node *left, struct node *right)
{
    struct node *n = &pool[used++];
    *n = (struct node){key, left, right};
    return n;
}

static struct node *insert(struct node *tree, int key)
{
    if (!tree)
        return node(key, NULL, NULL);
    if (key < tree->key)
        tree->left = insert(tree->left, key);
    else if (key > tree->key)
        tree->right = insert(tree->right, key);
    return tree;
}

static int height(const struct node *n)
{
    if (!n)
        return 0;
    int l = height(n->left), r = height(n->right);
    return 1 + (l > r ? l : r);
}

static int *walk(const struct node *n, int *out)
{
    return !n ? out
        : walk(n->right, (*(out = walk(n->left, out)) = n->key, out + 1));
}

static void multiply(row *c, const row *a, const row *b)
{
    for (int i = 0; i < 4; i++)
        for (int j = 0; j < 4; j++) {
            c[i][j] = 0;
            for (int k = 0; k < 4; k++)
                c[i][j] += a[i][k] * same(b[k][j]);
        }
}

/* Arrays of variable length, one and two dimensions. */
static long pascal(int n)
{
    long triangle[n + 1][n + 1], sum = 0;
    for (int i = 0; i <= n; i++) {
        long line[i + 1];
        for (int k = 0; k <= i; k++) {
            line[k] = k == 0 || k == i ? same(1)
                : triangle[i - 1][k - 1] + triangle[i - 1][k];
            triangle[i][k] = line[k];
        }
        sum += line[i / 2] + (long)(sizeof line / sizeof *line) * same(1);
    }
    return sum;
}

static int sum_of(const int *numbers, int n)
{
    int sum = 0;
    while (n-- > 0)
        sum += same(numbers[n]);
    return sum;
}

static const char *text_of(struct flags f, char *buffer)
{
    sprintf(buffer, "%u/%d/%llx/%d", (unsigned)f.a, f.b, (unsigned long long)f.c, f.d);
    return buffer;
}

int main(void)
{
    char buffer[80];
    struct vec a = vec(1, 2, 3), b = add(scaled(a, 2), vec(same(1), 0, -1));
    printf("%g %g %g %g\n", b.x, add(a, b).y, scaled(b, 0.5).z, dot(a, add(a, b)));
    for (int i = -3; i < 6; i += 4)
        printf("%s ", text_of(flags(i), buffer));
    putchar('\n');
    struct big copies[3] = {[1] = filled("one", a), filled("two", b)};
    copies[0] = copies[same(2)];
    copies[0].v[same(1)].y += same(10);
    printf("%s %s %g %g %x %d\n", copies[0].name, copies[1].name, copies[0].v[1].y,
           copies[1].v[1].x, copies[2].u.i, filled("x", a).u.b[0] == copies[1].u.b[0]);
    static const int keys[] = {50, 30, 70, 20, 40, 60, 80, 10, 90, 30, 65, 66, 67};
    struct node *tree = NULL;
    for (unsigned i = 0; i < sizeof keys / sizeof *keys; i++)
        tree = insert(tree, keys[i]);
    int sorted[16], n = (int)(walk(tree, sorted) - sorted);
    for (int i = 0; i < n; i++)
        printf("%d ", sorted[i]);
    printf("height %d\n", height(tree));
    row m[4] = {{1, 2}, {[3] = same(5)}, {0, 1, 0, 1}, {same(2), same(3), 4, 1}}, r[4];
    multiply(r, (const row *)m, (const row *)m);
    multiply(m, (const row *)r, (const row *)r);
    for (int i = 0; i < 4; i++)
        printf("%d %d %d %d;", m[i][0], m[i][1], m[i][2], m[i][3]);
    printf("\n%ld %d\n", pascal(10),
           sum_of((int[]){same(1), same(2), [5] = same(30), 4}, 7));
    union number u = {.i = same(0x1234)};
    u.bytes[7] = (unsigned char)same(0x40);
    u.i += same(1);
    printf("%llx\n", (long long)u.i);
    const struct vec *kept = &(struct vec){same(1), same(2), same(3)};
    struct vec *other = &(struct vec){.y = dot(*kept, *kept)};
    other->x = same(9);
    printf("%g %g %g\n", kept->z, other->x, other->y);
    return 0;
}
