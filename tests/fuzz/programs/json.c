/* JSON: a parser with errors in their places, paths, edits, sorted printing. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum Kind { NUL, TRUE, FALSE, NUMBER, STRING, ARRAY, OBJECT } Kind;

typedef struct Json {
    Kind kind;
    union {
        double number;
        char *string;
        struct { struct Json *at; char **key; size_t n, room; };
    };
} Json;

typedef struct Reader {
    const char *text, *p;
    const char *error;
    int depth;
} Reader;

typedef struct Text {
    char *s;
    size_t n, room;
} Text;

static long live; /* allocations that were not freed */

static void *resized(void *p, size_t size)
{
    if (!p && size)
        live++;
    if (p && !size)
        live--;
    void *q = NULL;
    if (size)
        q = realloc(p, size);
    else
        free(p);
    if (size && !q)
        exit(1);
    return q;
}

static void put(Text *t, char c)
{
    if (t->n + 2 > t->room)
        t->s = resized(t->s, t->room = t->room * 2 + 16);
    t->s[t->n++] = c;
    t->s[t->n] = '\0';
}

static void puts_to(Text *t, const char *s)
{
    while (*s)
        put(t, *s++);
}

/* ---- reading ---- */

static int fail(Reader *r, const char *why)
{
    if (!r->error)
        r->error = why;
    return 0;
}

static int peek(Reader *r)
{
    while (*r->p == ' ' || *r->p == '\n' || *r->p == '\t')
        r->p++;
    return (unsigned char)*r->p;
}

static int take(Reader *r, int c)
{
    return peek(r) == c ? r->p++, 1 : 0;
}

static int word(Reader *r, const char *w)
{
    size_t n = strlen(w);
    return !strncmp(r->p, w, n) ? r->p += n, 1 : fail(r, "unknown word");
}

static int hex(int c)
{
    return c >= '0' && c <= '9' ? c - '0'
        : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

static void put_utf8(Text *t, unsigned c)
{
    if (c < 0x80) {
        put(t, (char)c);
    } else if (c < 0x800) {
        put(t, (char)(0xc0 | c >> 6));
        put(t, (char)(0x80 | (c & 63)));
    } else {
        put(t, (char)(0xe0 | c >> 12));
        put(t, (char)(0x80 | (c >> 6 & 63)));
        put(t, (char)(0x80 | (c & 63)));
    }
}

static char *read_string(Reader *r)
{
    Text t = {0};
    puts_to(&t, "");
    if (!take(r, '"'))
        return fail(r, "a string is wanted"), NULL;
    while (*r->p != '"') {
        if ((unsigned char)*r->p < ' ') {
            fail(r, "the string does not end");
            break;
        }
        if (*r->p != '\\') {
            put(&t, *r->p++);
            continue;
        }
        r->p++;
        switch (*r->p++) {
        case 'n': put(&t, '\n'); break;
        case 't': put(&t, '\t'); break;
        case '"': case '\\': case '/':
            put(&t, r->p[-1]);
            break;
        case 'u': {
            unsigned c = 0;
            for (int i = 0; i < 4; i++) {
                int digit = hex(*r->p);
                if (digit < 0) {
                    fail(r, "four digits are wanted");
                    goto bad;
                }
                c = c << 4 | (unsigned)digit;
                r->p++;
            }
            put_utf8(&t, c);
            break;
        }
        default:
            fail(r, "unknown escape");
            goto bad;
        }
    }
    if (!r->error) {
        r->p++;
        if (!t.s)
            t.s = memset(resized(NULL, 1), 0, 1);
        return t.s;
    }
bad:
    resized(t.s, 0);
    return NULL;
}

static double read_number(Reader *r)
{
    double n = 0, scale = 1;
    int negative = *r->p == '-' ? r->p++, 1 : 0;
    if (*r->p < '0' || *r->p > '9')
        return fail(r, "a value is wanted");
    while (*r->p >= '0' && *r->p <= '9')
        n = n * 10 + (*r->p++ - '0');
    if (*r->p == '.')
        for (r->p++; *r->p >= '0' && *r->p <= '9'; r->p++)
            n += (*r->p - '0') * (scale /= 10);
    if ((*r->p | 32) == 'e') {
        int down = r->p[1] == '-', power = 0;
        r->p += 1 + (r->p[1] == '-' || r->p[1] == '+');
        while (*r->p >= '0' && *r->p <= '9')
            power = power * 10 + *r->p++ - '0';
        for (; power > 0 && power < 400; power--)
            n = down ? n / 10 : n * 10;
    }
    return negative ? -n : n;
}

static Json *append(Json *j, char *key)
{
    if (j->n == j->room) {
        j->room = j->room * 2 + 2;
        j->at = resized(j->at, j->room * sizeof *j->at);
        j->key = resized(j->key, j->room * sizeof *j->key);
    }
    j->key[j->n] = key;
    j->at[j->n] = (Json){NUL, {0}};
    return &j->at[j->n++];
}

static Json read_value(Reader *r)
{
    Json j = {.kind = NUL};
    if (r->depth++ > 20)
        fail(r, "nested too deep");
    switch (r->error ? 'n' : peek(r)) {
    case '{':
    case '[': {
        char close = *r->p++ == '{' ? '}' : ']';
        j = (Json){.kind = close == '}' ? OBJECT : ARRAY};
        if (take(r, close))
            break;
        do {
            char *key = close == '}' ? read_string(r) : NULL;
            if (close == '}' && !take(r, ':'))
                fail(r, "':' is wanted");
            Json value = read_value(r);
            *append(&j, key) = value;
        } while (!r->error && take(r, ','));
        if (!r->error && !take(r, close))
            fail(r, close == '}' ? "'}' is wanted" : "']' is wanted");
        break;
    }
    case '"':
        j.string = read_string(r);
        j.kind = j.string ? STRING : NUL;
        break;
    case 't': j.kind = word(r, "true") ? TRUE : NUL; break;
    case 'f': j.kind = word(r, "false") ? FALSE : NUL; break;
    case 'n': if (!r->error) word(r, "null"); break;
    default:
        j.number = read_number(r);
        j.kind = NUMBER;
    }
    r->depth--;
    return j;
}

static void destroy(Json *j)
{
    if (j->kind == STRING)
        resized(j->string, 0);
    if (j->kind != ARRAY && j->kind != OBJECT)
        return;
    while (j->n-- > 0) {
        resized(j->key[j->n], 0);
        destroy(&j->at[j->n]);
    }
    resized(j->at, 0);
    resized(j->key, 0);
}

/* ---- writing ---- */

static void quote(Text *t, const char *s)
{
    char buffer[8];
    for (put(t, '"'); *s; s++)
        switch (*s) {
        case '"': case '\\': put(t, '\\'); put(t, *s); break;
        case '\n': puts_to(t, "\\n"); break;
        default:
            if ((unsigned char)*s < ' ')
                snprintf(buffer, sizeof buffer, "\\u%04x", *s), puts_to(t, buffer);
            else
                put(t, *s);
        }
    put(t, '"');
}

static void write(Text *t, const Json *j, int indent)
{
    static const char *const words[] = {"null", "true", "false"};
    char buffer[40];
    switch (j->kind) {
    case NUL: case TRUE: case FALSE:
        puts_to(t, words[j->kind]);
        return;
    case NUMBER:
        snprintf(buffer, sizeof buffer, "%.10g", j->number);
        puts_to(t, buffer);
        return;
    case STRING:
        quote(t, j->string);
        return;
    case ARRAY: case OBJECT:
        put(t, j->kind == ARRAY ? '[' : '{');
        for (size_t i = 0; i < j->n; i++) {
            if (i)
                put(t, ',');
            if (indent >= 0) {
                put(t, '\n');
                for (int k = 0; k <= indent; k++)
                    puts_to(t, "  ");
            }
            if (j->key[i]) {
                quote(t, j->key[i]);
                puts_to(t, indent >= 0 ? ": " : ":");
            }
            write(t, &j->at[i], indent >= 0 ? indent + 1 : -1);
        }
        if (indent >= 0 && j->n) {
            put(t, '\n');
            for (int k = 0; k < indent; k++)
                puts_to(t, "  ");
        }
        put(t, j->kind == ARRAY ? ']' : '}');
    }
}

/* ---- using ---- */

static Json *member(Json *j, const char *key, size_t n)
{
    for (size_t i = 0; j->kind == OBJECT && i < j->n; i++)
        if (strlen(j->key[i]) == n && !memcmp(j->key[i], key, n))
            return &j->at[i];
    return NULL;
}

/* a.b[2].c */
static Json *find(Json *j, const char *path)
{
    while (j && *path) {
        if (*path == '[') {
            unsigned long i = strtoul(path + 1, (char **)&path, 10);
            path++;
            j = j->kind == ARRAY && i < j->n ? &j->at[i] : NULL;
        } else {
            path += *path == '.';
            size_t n = strcspn(path, ".[");
            j = member(j, path, n);
            path += n;
        }
    }
    return j;
}

static void swap(Json *j, size_t a, size_t b)
{
    Json value = j->at[a];
    char *key = j->key[a];
    j->at[a] = j->at[b], j->key[a] = j->key[b];
    j->at[b] = value, j->key[b] = key;
}

static void sort(Json *j)
{
    if (j->kind == OBJECT)
        for (size_t i = 1; i < j->n; i++)
            for (size_t k = i; k && strcmp(j->key[k - 1], j->key[k]) > 0; k--)
                swap(j, k, k - 1);
    if (j->kind == OBJECT || j->kind == ARRAY)
        for (size_t i = 0; i < j->n; i++)
            sort(&j->at[i]);
}

static double total(const Json *j)
{
    double sum = j->kind == NUMBER ? j->number : 0;
    if (j->kind == ARRAY || j->kind == OBJECT)
        for (const Json *e = j->at; e < j->at + j->n; e++)
            sum += total(e);
    return sum;
}

static void show(Json *j, int indent)
{
    Text t = {0};
    write(&t, j, indent);
    puts(t.s);
    resized(t.s, 0);
}

static int try(const char *text)
{
    Reader r = {text, text, NULL, 0};
    Json j = read_value(&r);
    if (!r.error && peek(&r))
        fail(&r, "more text behind the value");
    if (r.error)
        printf("%d: %s\n", (int)(r.p - r.text), r.error);
    else
        show(&j, -1);
    destroy(&j);
    return r.error != NULL;
}

static const char sample[] =
    "{ \"name\": \"widget\\u00e9\\n\", \"tags\": [\"a\", \"b\\\"c\", \"\"],\n"
    "  \"size\": {\"w\": 12.5, \"h\": -3e2, \"depth\": [1, [2, [3, {\"x\": 4}]]]},\n"
    "  \"ok\": true, \"no\": false, \"nil\": null, \"empty\": {}, \"none\": [] }";

int main(void)
{
    Reader r = {.text = sample, .p = sample};
    Json j = read_value(&r);
    show(&j, 0);
    printf("%g\n", total(&j));
    static const char *const paths[] = {
        "size.depth[1][1][1].x", "tags[1]", "size.w", "tags[7]", "no.such", "size.h",
    };
    for (size_t i = 0; i < sizeof paths / sizeof *paths; i++) {
        Json *found = find(&j, paths[i]);
        printf("%s = ", paths[i]);
        found ? show(found, -1) : (void)puts("nothing");
    }
    Json *h = find(&j, "size.h");
    *h = (Json){.kind = NUMBER, .number = total(find(&j, "size.depth"))};
    sort(&j);
    show(&j, -1);
    destroy(&j);
    static const char *const texts[] = {
        "[1, 2", "{\"a\" 1}", "[tru]", "\"abc", "[1] 2", "{\"a\":\"\\q\"}", "",
        "[[[[[[[[[[[[[[[[[[[[[[[[1]]]]]]]]]]]]]]]]]]]]]]]]", "\"\\u12g4\"", "-",
        " [ ] ", "1.25e+2", "{\"k\":{\"k\":{}}}", "\"\\u20ac\\t\"",
    };
    int bad = 0;
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        bad += try(texts[i]);
    printf("%d bad, %ld live\n", bad, live);
    return bad;
}
