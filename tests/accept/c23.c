/* C23, as far as compilers of 2023 have it. */
/* acc: -std=gnu2x */
[[nodiscard]] int c1(void);
[[deprecated("reason"), gnu::unused]] static int c2 [[maybe_unused]] = 1;
struct [[gnu::packed]] c3 { char c; [[gnu::aligned(8)]] int i [[gnu::unused]], j; [[]] int k : 3 [[gnu::unused]]; };
enum [[gnu::packed]] c4 { C4_A [[deprecated]], C4_B [[maybe_unused]] = 4, };
enum c5 : unsigned char { C5_A, C5_B }; enum c6 : long; enum c7 : short { C7_A } c7;
enum : unsigned { C8_A = 3 };
struct c9 { enum c5 bits : 2; enum c5 : 3; int : 0; };
int c10 [[maybe_unused]] [3] = {}, (*c11 [[maybe_unused]])(int [[maybe_unused]], int n [[maybe_unused]]);
static_assert(sizeof(int) == 4); static_assert(true, "text"); _Static_assert(1);
constexpr int c12 = 1'000'000 + 0x1'F + 0b1010'1010, c13 = 'a';
thread_local int c14; alignas(16) char c15; alignas(double) char c16; typeof_unqual(const int) c17; typeof(c12) c18; typeof(nullptr) c19 = nullptr;
_BitInt(17) c20; unsigned _BitInt(4) c21; bool c22 = true, c23 = false;
int variadic_only(...);
int unnamed(int, char *) { return 0; }
int c24(void)
{
    auto x = 1; auto const y = 2.0; static auto z = 3;
    int empty[3] = {}; (void)(struct c3){}; (void)(static int){1};
    switch (x) { [[likely]] case 1: x++; [[fallthrough]]; case 2: int late = 3; x += late; break; default: }
    if (x) [[likely]] { x = 1; } else [[unlikely]] x = 2;
    [[maybe_unused]] int unused; [[maybe_unused]] label: ; int after; after: label2: label3: int more; (void)more;
    goto after;
    for (constexpr int i = 3; x < i; x++) { }
    { end: } 
    return (int)(x + y + z) + alignof(int) + u8'x' + (empty[0] ? c22 : !c23);
}
bool c25(bool b) { return b == true || b != false; }
