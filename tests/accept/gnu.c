/* GNU C in every position that headers and kernels use. */
#include <stddef.h>

/* attributes */
__attribute__((unused)) static int a1;
static __attribute__((unused)) int a2;
static int __attribute__((unused)) a3, __attribute__((unused)) a4 = 1;
static int a5 __attribute__((unused)) = 1, a6 __attribute__((aligned(16), unused));
int *__attribute__((unused)) a7, *const __attribute__((unused)) *a8;
int (__attribute__((unused)) *a9)(void), (__attribute__((noreturn)) *a10)(int);
void a11(void) __asm__("a11_real") __attribute__((noreturn, cold));
extern int a12 asm("a12" "_real");
struct __attribute__((packed)) a13 { char c; int i; } __attribute__((aligned(4)));
struct a14 { char c; int i __attribute__((packed)); int __attribute__((aligned(8))) j, k __attribute__((aligned(4))); } a15;
union __attribute__((transparent_union)) a16 { int *i; float *f; };
typedef union { int *i; float *f; } a17 __attribute__((__transparent_union__));
enum __attribute__((packed)) a18 { A1 __attribute__((deprecated)), A2 __attribute__((deprecated)) = 5, A3 } __attribute__((aligned(8)));
typedef int a19 __attribute__((vector_size(16))), a20 __attribute__((mode(DI)));
typedef float a21 __attribute__((__vector_size__(4 * sizeof(float)), __aligned__(sizeof(int) * 2)));
int a22(int a __attribute__((unused)), __attribute__((unused)) int b, int __attribute__((unused)), int (*f)(void) __attribute__((unused)));
int a23(char *, int *restrict p[static 3], const char [const restrict volatile static 4], ...) __attribute__((format(printf, 1, 4)));
struct a24; typedef struct a24 __attribute__((aligned(4))) *a25;
__attribute__((always_inline)) inline __attribute__((gnu_inline)) extern int a26(void) { return 1; }
int __attribute__((noinline)) __attribute__((weak)) a27(int n) { return n; }
struct a28 { int bit : 3 __attribute__((packed)), : 0, other : 2; int; int flexible[]; };
struct a29 { struct { int x, y; }; union { int z; float w; } named; __extension__ struct { int deep; }; };

/* empty and unfinished structs, zero-length arrays, omitted semicolon */
struct e1 { }; struct e2 { int n; int tail[0]; }; struct e3 { int a; int b } e4; struct e5 { ; ; int a; ; };
union e6 { struct { int a } x; };
;

/* types */
typedef __builtin_va_list t1; typedef __int128 t2; typedef unsigned __int128 t3; typedef __uint128_t t4;
typedef _Complex double t5; typedef float _Complex t6; typedef __complex__ int t7; typedef long double _Complex t8;
typedef _Float128 t9; typedef _Complex _Float64 t10; typedef _Float32x t11; typedef __float128 t12; typedef _Decimal64 t13;
typedef __typeof__(int) t14; typedef typeof(sizeof(int)) t15; extern __typeof(a1) t16; __typeof__(int *) t17, t18;
typedef long unsigned int long t19; short typedef signed t20; __signed__ char t21; __volatile__ __const int *__restrict t22;
__thread int t23; static __thread int t24; extern _Thread_local int t25; _Noreturn void t26(void); _Alignas(8) char t27; _Alignas(double) char t28;
int t29[3][4], (*t30)[4], *(*(*t31)(void))[3], (*(*t32[2])(int (*)(int), ...))(void);

/* expressions */
int x1(int a, int *p, struct a29 *s)
{
    __label__ again, done;
    int b = a ?: 3, c = ({ int t = a; t + 1; }), d = __extension__ (a + 1), e = __extension__ ({ 1; });
    void *table[] = { &&again, &&done }, *where = &&done;
    b += __builtin_types_compatible_p(int, typeof(a)) + __builtin_choose_expr(1, a, b) + __builtin_offsetof(struct a29, named.z);
    b += (int)offsetof(struct a14, j) + __alignof__(int) + __alignof__ a + _Alignof(int) + sizeof a + sizeof(int[a]) + sizeof *p;
    b += _Generic(a, int: 1, const char *: 2, default: 3) + _Generic((char)1, char: ({ 5; }));
    _Complex double z = 1.0 + 2.0i; b += __real__ z + __imag z; __real__ z = 3;
    a19 v = { 1, 2, 3, 4 }; b += v[0]; v = __builtin_convertvector(v, a19);
    b += (struct a13){ .c = 1 }.c + ((int[]){ 1, 2, 3 })[1] + (int){ a } + *(int[1]){ 3 };
    __auto_type copy = b; typeof(b) other = copy; __typeof__(int[2]) pair = { 0 };
    switch (a) { case 1 ... 3: b++; break; case 'a'...'z': case 4: { default: b--; } }
    if (a) goto *table[b & 1]; else goto again;
    if (a) ; else if (b) { } else ;
again: __attribute__((unused));
    for (;;) { if (b++ > 3) break; else continue; }
    do { a--; } while (a > 0);
    while (a--) if (a) if (b) b = 1; else b = 2; else b = 3;
    int nested(int n) { return n + a; }
    auto int later(void);
    int later(void) { return 3; }
    b += nested(3) + later();
    asm("nop"); asm volatile ("nop" : : : "memory"); __asm__ __volatile__("" : "+r"(a), [out] "=m"(*p) : "r"(b), [in] "i"(3) : "cc", "memory");
    asm goto ("" : : "r"(a) : : done, again); asm("" :: "r"(a + b)); asm volatile inline ("" : "=r"(a));
    (void)where, (void)c, (void)d, (void)e, (void)other, (void)pair, (void)s;
    switch (b) case 3: case 4: if (a) default: b = 3;
    struct a29 local = { .named.z = 1, named: { 3 }, .x = 4, .y = 5, }, list[] = { [0 ... 2] = { 1 }, [3].named.w = 2, [4] { 3 } };
    int values[] = { [2] = 1, [5 ... 7] = 2, 3, }, empty[] = {}; (void)values, (void)empty, (void)local, (void)list;
    const char *text = "a" "b" "\""; (void)text;
    int (*fp)(int) = 0; (*fp)(1); (fp)(2); (***fp)(3); fp ? fp(1) : (void)0;
    b = a = 3, b <<= 2, b >>= 1, b &= ~a, b |= !a, b ^= +a, b %= -3, b *= 2, b /= 2, b -= 1, b += a++ + ++a - a-- - --a;
    b = a < 1 > 2 <= 3 >= 4 == 5 != 6 & 7 | 8 ^ 9 && 10 || 11 ? 12 : 13;
    { int i; { } ; }
done:
    return b;
}

/* definitions as they were before prototypes */
implicit(a, b) int *b; { return a + *b; }
static implicit_static() { return 1; }
implicit_object = 1;
char *(knr)(a, f) register char a[]; int (*f)(); { return f ? a : 0; }
const implicit_const = 3; extern implicit_extern;
int trailing_label(int n) { if (n) goto out; n++; out: ; }
#pragma GCC diagnostic push
int after_pragma(void)
{
#pragma GCC unroll 4
    for (int i = 0; i < 3; i++)
        ;
    _Pragma("GCC diagnostic pop")
    if (1) {
#pragma GCC ivdep
        while (0)
            ;
    }
    return 0;
}
struct pragma_inside {
#pragma pack(push, 1)
    int a;
#pragma pack(pop)
};
int $dollar = 0x1p-3 > 1e+3f ? 0b101 : 017ULL, \u00e9t\u00e9, größe = u8"ü"[0] + L'x' + u'y' + U'z' + 'ab' + '\'' + '"';
float f1[] = { 1., .5, 1.e3, 1e3L, 0x.8p1, 0xAp-2F, 3.0Q, 2i, 1.0if };
char raw[] = R"x(a "quoted" \ )y )x", dig<::> = <% 1, 2 %>;
__attribute__((noinline)) implicit_with_attribute(n) int n; { return n; }
