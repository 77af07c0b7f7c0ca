/* A compressor: LZ77 matches, canonical Huffman codes, a CRC to check it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { WINDOW = 1024, SHORTEST = 3, LONGEST = 34, SYMBOLS = 256 + 32, ROOM = 20000 };

typedef struct Bits {
    uint8_t bytes[ROOM];
    size_t n;         /* bits */
    size_t position;  /* bits that were read */
} Bits;

typedef struct Code {
    unsigned char length[SYMBOLS];
    unsigned short code[SYMBOLS];
} Code;

typedef struct Match { int length, distance; } Match;

static uint8_t text[ROOM], restored[ROOM];
static Bits packed;
static unsigned table[256];

static unsigned crc(const uint8_t *p, size_t n)
{
    unsigned c = ~0u;
    if (!table[1])
        for (unsigned i = 0; i < 256; i++) {
            unsigned v = i;
            for (int k = 0; k < 8; k++)
                v = v & 1 ? v >> 1 ^ 0xedb88320u : v >> 1;
            table[i] = v;
        }
    while (n--)
        c = c >> 8 ^ table[(c ^ *p++) & 255];
    return ~c;
}

static void put_bits(Bits *b, unsigned value, int count)
{
    while (count-- > 0) {
        if (b->n / 8 >= ROOM)
            abort();
        if (value >> count & 1)
            b->bytes[b->n / 8] |= (uint8_t)(128 >> b->n % 8);
        b->n++;
    }
}

static int get_bit(Bits *b)
{
    if (b->position >= b->n)
        return 0;
    size_t i = b->position++;
    return b->bytes[i / 8] >> (7 - i % 8) & 1;
}

static unsigned get_bits(Bits *b, int count)
{
    unsigned v = 0;
    while (count--)
        v = v << 1 | (unsigned)get_bit(b);
    return v;
}

/* ---- matches ---- */

static int common(const uint8_t *a, const uint8_t *b, int most)
{
    int n = 0;
    while (n < most && a[n] == b[n])
        n++;
    return n;
}

static Match longest(size_t at, size_t size)
{
    Match best = {0, 0};
    int most = size - at < LONGEST ? (int)(size - at) : LONGEST;
    for (size_t back = 1; back <= at && back < WINDOW; back++) {
        if (text[at - back] != text[at])
            continue;
        int n = common(&text[at], &text[at - back], most);
        if (n > best.length)
            best = (Match){n, (int)back};
        if (n == most)
            break;
    }
    return best;
}

/* ---- Huffman ---- */

static void lengths(const unsigned *count, Code *c)
{
    unsigned weight[2 * SYMBOLS], parent[2 * SYMBOLS];
    int n = 0, alive[2 * SYMBOLS], living = 0, leaf[SYMBOLS];
    memset(c, 0, sizeof *c);
    for (int s = 0; s < SYMBOLS; s++) {
        if (!count[s])
            continue;
        weight[n] = count[s];
        leaf[n] = s;
        alive[living++] = n++;
    }
    int leaves = n;
    if (leaves == 1)
        c->length[leaf[0]] = 1;
    while (living > 1) {
        int pair[2];
        for (int k = 0; k < 2; k++) {
            int least = 0;
            for (int i = 1; i < living; i++)
                if (weight[alive[i]] < weight[alive[least]])
                    least = i;
            pair[k] = alive[least];
            alive[least] = alive[--living];
        }
        weight[n] = weight[pair[0]] + weight[pair[1]];
        parent[pair[0]] = parent[pair[1]] = (unsigned)n;
        alive[living++] = n++;
    }
    for (int i = 0; i < leaves && leaves > 1; i++) {
        int length = 0;
        for (unsigned p = (unsigned)i; p != (unsigned)n - 1; p = parent[p])
            length++;
        c->length[leaf[i]] = (unsigned char)length;
    }
}

/* Shorter codes first, then by symbol. */
static void assign_codes(Code *c)
{
    unsigned code = 0;
    for (int length = 1; length < 16; length++, code <<= 1)
        for (int s = 0; s < SYMBOLS; s++)
            if (c->length[s] == length)
                c->code[s] = (unsigned short)code++;
}

static int decoded(Bits *b, const Code *c)
{
    unsigned code = 0;
    for (int length = 1; length < 16; length++) {
        code = code << 1 | (unsigned)get_bit(b);
        for (int s = 0; s < SYMBOLS; s++)
            if (c->length[s] == length && c->code[s] == code)
                return s;
    }
    return -1;
}

/* ---- both ways ---- */

static void emit(Bits *b, const Code *c, int symbol, unsigned *count)
{
    if (count)
        count[symbol]++;
    else
        put_bits(b, c->code[symbol], c->length[symbol]);
}

static int pass(size_t size, Bits *b, const Code *c, unsigned *count)
{
    int matches = 0;
    for (size_t at = 0; at < size;) {
        Match m = longest(at, size), next = {0, 0};
        if (m.length >= SHORTEST && at + 1 < size &&
            (next = longest(at + 1, size)).length > m.length)
            m.length = 0; /* the next place has a better one */
        if (m.length < SHORTEST) {
            emit(b, c, text[at++], count);
            continue;
        }
        emit(b, c, 256 + m.length - SHORTEST, count);
        if (!count)
            put_bits(b, (unsigned)m.distance, 10);
        at += (size_t)m.length;
        matches++;
    }
    return matches;
}

static int compressed(size_t size, Bits *b)
{
    unsigned count[SYMBOLS] = {0};
    Code code;
    memset(b, 0, sizeof *b);
    int matches = pass(size, NULL, NULL, count);
    lengths(count, &code);
    assign_codes(&code);
    put_bits(b, (unsigned)size, 16);
    for (int s = 0, zeros; s < SYMBOLS; s++) {
        for (zeros = 0; s + zeros < SYMBOLS && !code.length[s + zeros] && zeros < 63;)
            zeros++;
        if (zeros > 1) {
            put_bits(b, 0, 4);
            put_bits(b, (unsigned)zeros, 6);
            s += zeros - 1;
        } else {
            put_bits(b, code.length[s] ? code.length[s] : 15, 4);
        }
    }
    pass(size, b, &code, NULL);
    return matches;
}

static size_t decompressed(Bits *b, uint8_t *out)
{
    Code code = {0};
    size_t size = get_bits(b, 16), n = 0;
    for (int s = 0; s < SYMBOLS;) {
        unsigned length = get_bits(b, 4);
        if (length)
            code.length[s++] = (unsigned char)(length == 15 ? 0 : length);
        else
            s += (int)get_bits(b, 6);
    }
    assign_codes(&code);
    while (n < size) {
        int symbol = decoded(b, &code);
        if (symbol < 0)
            return 0;
        if (symbol < 256) {
            out[n++] = (uint8_t)symbol;
            continue;
        }
        size_t distance = get_bits(b, 10);
        for (int k = symbol - 256 + SHORTEST; k-- > 0; n++)
            out[n] = out[n - distance];
    }
    return n;
}

/* ---- what is compressed ---- */

static uint32_t state = 12345;

static unsigned next_random(unsigned limit)
{
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state % limit;
}

static size_t prose(uint8_t *out, size_t size)
{
    static const char *const words[] = {
        "the ", "loop ", "task ", "await ", "of ", "runs ", "a ", "future ", "is ",
        "done, ", "cancelled; ", "and ", "then ", "sleeps. ", "nobody ", "wakes ",
    };
    size_t n = 0;
    while (n + 16 < size) {
        const char *w = words[next_random(16)];
        memcpy(out + n, w, strlen(w));
        n += strlen(w);
    }
    return n;
}

static size_t noise(uint8_t *out, size_t size)
{
    for (size_t i = 0; i < size; i++)
        out[i] = (uint8_t)next_random(19);
    return size;
}

static size_t zeros(uint8_t *out, size_t size) { return memset(out, 0, size), size; }

static size_t steps(uint8_t *out, size_t size)
{
    for (size_t i = 0; i < size; i++)
        out[i] = (uint8_t)(i / 7 * 3 + i % 5);
    return size;
}

int main(void)
{
    static const struct { const char *name; size_t (*make)(uint8_t *, size_t); size_t size; }
        inputs[] = {{"prose", prose, 900}, {"noise", noise, 300}, {"zeros", zeros, 500},
                    {"steps", steps, 700}, {"one", zeros, 1}};
    int wrong = 0;
    for (size_t i = 0; i < sizeof inputs / sizeof *inputs; i++) {
        size_t size = inputs[i].make(text, inputs[i].size);
        unsigned before = crc(text, size);
        int matches = compressed(size, &packed);
        size_t n = decompressed(&packed, restored);
        int same = n == size && crc(restored, n) == before;
        printf("%-6s %4d -> %4d bytes, %3d matches, crc %08x, %s\n", inputs[i].name,
               (int)size, (int)(packed.n + 7) / 8, matches, before,
               same ? "restored" : "WRONG");
        wrong += !same;
        packed.bytes[packed.n / 16] ^= 16; /* damaged: another text, or none */
        packed.position = 0;
        n = i == 1 ? decompressed(&packed, restored) : 0;
        if (n)
            printf("       damaged: %d bytes, crc %08x\n", (int)n, crc(restored, n));
    }
    return wrong;
}
