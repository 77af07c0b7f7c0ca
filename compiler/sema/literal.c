/*
 * Constants and string literals: their types and values, from the spelling.
 */
#include <stdlib.h>
#include <string.h>

#include "sema/check.h"

/* ---- numbers --------------------------------------------------------- */

static bool is_float_spelling(const char *s)
{
    bool hex = s[0] == '0' && (s[1] == 'x' || s[1] == 'X');
    for (; *s; s++)
        if (*s == '.' || (hex ? *s == 'p' || *s == 'P' : *s == 'e' || *s == 'E'))
            return true;
    return false;
}

/* The digits, without C23's separators. */
static size_t without_quotes(char *out, size_t room, const char *s)
{
    size_t n = 0;
    for (; *s && n + 1 < room; s++)
        if (*s != '\'')
            out[n++] = *s;
    out[n] = '\0';
    return n;
}

static void float_type(Node *n, const char *suffix)
{
    char plain[16];
    size_t len = 0;
    bool imaginary = false;
    for (; *suffix && len + 1 < sizeof plain; suffix++) {
        if (*suffix == 'i' || *suffix == 'j' || *suffix == 'I' || *suffix == 'J')
            imaginary = true;
        else
            plain[len++] = (char)(*suffix >= 'A' && *suffix <= 'Z'
                                      ? *suffix + 32 : *suffix);
    }
    plain[len] = '\0';
    static const struct {
        const char *suffix, *word;
    } words[] = {
        {"f16", "_Float16"}, {"f32", "_Float32"}, {"f64", "_Float64"},
        {"f128", "_Float128"}, {"f32x", "_Float32x"}, {"f64x", "_Float64x"},
        {"q", "__float128"}, {"w", "__float80"}, {"df", "_Decimal32"},
        {"dd", "_Decimal64"}, {"dl", "_Decimal128"}, {"bf16", "__bf16"},
    };
    n->type = plain[0] == 'f' && !plain[1] ? ty_float
              : plain[0] == 'l' ? ty_ldouble : ty_double;
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        if (strcmp(plain, words[i].suffix) == 0)
            n->type = type_floatn(intern_z(words[i].word));
    if (imaginary)
        n->type = type_complex(n->type);
}

/* 6.4.4.1p5: the first type of the list that holds the value */
static Type *integer_type(unsigned long long value, bool decimal, bool u,
                          unsigned longs)
{
    static const TypeKind kinds[] = {TY_INT, TY_LONG, TY_LLONG};
    for (unsigned i = longs; i < 3; i++) {
        Type *t = type_basic(kinds[i]);
        unsigned bits = type_bits(t);
        unsigned long long top = bits >= 64 ? ~0ULL >> 1
                                            : (1ULL << (bits - 1)) - 1;
        if (!u && value <= top)
            return t;
        if ((u || !decimal) && value <= top * 2 + 1)
            return type_basic((TypeKind)(t->kind + 1));
    }
    return decimal && !u ? ty_int128 : ty_ullong;
}

void check_number(Node *n)
{
    char text[512], *end;
    const Str *str = unit_tokens.at[n->first].str;
    if (n->op == TK_TRUE || n->op == TK_FALSE) {
        n->type = ty_bool;
        n->value = n->op == TK_TRUE;
        n->flags |= NF_CONSTANT;
        return;
    }
    if (n->op == TK_NULLPTR) {
        n->type = ty_nullptr;
        return;
    }
    if (!str) { /* made by acc */
        n->type = ty_int;
        return;
    }
    without_quotes(text, sizeof text, str->s);
    const char *s = text;
    bool hex = s[0] == '0' && (s[1] == 'x' || s[1] == 'X');
    if (is_float_spelling(text)) {
        const char *p = s;
        while (*p && !(hex ? *p == 'p' || *p == 'P' : *p == 'e' || *p == 'E'))
            p++;
        if (*p) {
            p++;
            p += *p == '+' || *p == '-';
            p += strspn(p, "0123456789");
        } else {
            p = s + strspn(s, "0123456789.");
        }
        float_type(n, p);
        return;
    }
    bool binary = s[0] == '0' && (s[1] == 'b' || s[1] == 'B');
    int base = hex ? 16 : binary ? 2 : s[0] == '0' ? 8 : 10;
    unsigned long long value = strtoull(binary ? s + 2 : s, &end, base);
    bool u = false, imaginary = false, wb = false;
    unsigned longs = 0;
    for (; *end; end++) {
        if (*end == 'u' || *end == 'U')
            u = true;
        else if (*end == 'l' || *end == 'L')
            longs++;
        else if (*end == 'i' || *end == 'j' || *end == 'I' || *end == 'J')
            imaginary = true;
        else if (*end == 'w' || *end == 'W')
            wb = true;
    }
    n->type = integer_type(value, base == 10, u, longs);
    n->value = (long long)value;
    if (wb) {
        unsigned bits = u ? 1 : 2;
        while (bits < 64 && value >> (bits - !u))
            bits++;
        n->type = type_bitint(bits, u);
    }
    if (imaginary)
        n->type = type_complex(n->type);
    else if (n->type != ty_int128)
        n->flags |= NF_CONSTANT;
}

/* ---- characters ------------------------------------------------------ */

typedef enum Encoding { ENC_PLAIN, ENC_UTF8, ENC_CHAR16, ENC_CHAR32, ENC_WIDE }
    Encoding;

static Encoding encoding_of(const char **s)
{
    Encoding e = ENC_PLAIN;
    if ((*s)[0] == 'L')
        e = ENC_WIDE;
    else if ((*s)[0] == 'U')
        e = ENC_CHAR32;
    else if ((*s)[0] == 'u')
        e = (*s)[1] == '8' ? ENC_UTF8 : ENC_CHAR16;
    *s += e == ENC_UTF8 ? 2 : e != ENC_PLAIN;
    return e;
}

static Type *element_of(Encoding e)
{
    switch (e) {
    case ENC_CHAR16:
        return type_basic(type_model.char16_type);
    case ENC_CHAR32:
        return type_basic(type_model.char32_type);
    case ENC_WIDE:
        return ty_wchar;
    default:
        return ty_char;
    }
}

static int hex_digit(char c)
{
    return c >= '0' && c <= '9' ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* One character or escape at *s; is_code: a code point (to be encoded), not
 * the number of a code unit. */
static unsigned long read_char(const char **s, bool *is_code)
{
    const unsigned char *p = (const unsigned char *)*s;
    unsigned long c = *p++;
    *is_code = false;
    if (c == '\\') {
        unsigned n = 0;
        c = *p++;
        switch (c) {
        case 'n': c = '\n'; break;
        case 't': c = '\t'; break;
        case 'r': c = '\r'; break;
        case 'a': c = '\a'; break;
        case 'b': c = '\b'; break;
        case 'f': c = '\f'; break;
        case 'v': c = '\v'; break;
        case 'e': case 'E': c = 27; break;
        case 'x':
            for (c = 0; hex_digit((char)*p) >= 0; p++)
                c = c * 16 + (unsigned long)hex_digit((char)*p);
            break;
        case 'u': case 'U': {
            unsigned digits = c == 'u' ? 4 : 8;
            for (c = 0; n < digits && hex_digit((char)*p) >= 0; n++, p++)
                c = c * 16 + (unsigned long)hex_digit((char)*p);
            *is_code = true;
            break;
        }
        default:
            if (c >= '0' && c <= '7') {
                c -= '0';
                for (n = 1; n < 3 && *p >= '0' && *p <= '7'; n++, p++)
                    c = c * 8 + (unsigned long)(*p - '0');
            } else if (c == '\0') {
                p--;
            }
        }
    } else if (c >= 0xC2) {
        unsigned more = c >= 0xF0 ? 3 : c >= 0xE0 ? 2 : 1;
        unsigned long code = c & (0x3Fu >> more);
        unsigned i = 0;
        for (; i < more && (p[i] & 0xC0) == 0x80; i++)
            code = code << 6 | (p[i] & 0x3Fu);
        if (i == more) {
            c = code;
            p += more;
            *is_code = true;
        }
    }
    *s = (const char *)p;
    return c;
}

/* How many elements the character takes. */
static unsigned units_of(unsigned long c, bool is_code, unsigned size)
{
    if (!is_code)
        return 1;
    if (size == 1)
        return c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
    return size == 2 && c >= 0x10000 ? 2 : 1;
}

void check_character(Node *n)
{
    const char *s = unit_tokens.at[n->first].str->s;
    Encoding e = encoding_of(&s);
    bool is_code;
    unsigned long value = 0;
    unsigned count = 0;
    n->type = e == ENC_PLAIN ? ty_int : e == ENC_UTF8 ? ty_uchar
                                                      : element_of(e);
    n->flags |= NF_CONSTANT;
    if (*s == '\'')
        s++;
    while (*s && *s != '\'') {
        unsigned long c = read_char(&s, &is_code);
        value = e == ENC_PLAIN ? value << 8 | (c & 0xFF) : c;
        count++;
    }
    if (e != ENC_PLAIN)
        n->value = wrap((long long)value, n->type);
    else if (count > 1)
        n->value = (int)(unsigned)value;
    else
        n->value = wrap((long long)value, ty_char);
}

void check_string(Node *n)
{
    Encoding e = ENC_PLAIN;
    long long length = 1;
    for (Pos i = n->first; i < n->end; i++) {
        const char *s = unit_tokens.at[i].str->s;
        Encoding own = encoding_of(&s);
        if (own != ENC_PLAIN)
            e = own;
    }
    unsigned size = (unsigned)type_size(element_of(e));
    for (Pos i = n->first; i < n->end; i++) {
        const Str *str = unit_tokens.at[i].str;
        const char *s = str->s, *end = str->s + str->len;
        bool is_code;
        encoding_of(&s);
        if (*s != '"')
            continue;
        for (s++; s < end && *s != '"';) {
            unsigned long c = read_char(&s, &is_code);
            length += units_of(c, is_code, size);
        }
    }
    n->type = type_array(element_of(e), length, NULL);
    n->flags |= NF_LVALUE;
}
