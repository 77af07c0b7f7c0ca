/* Regular expressions: compiled to a small machine that is run in two ways,
 * by backtracking with captures and by all states at once. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum Op { CHAR, ANY, CLASS, SPLIT, JUMP, SAVE, BOL, EOL, MATCH } Op;
typedef struct Inst { Op op; int a, b; } Inst;
typedef struct Set { unsigned char bits[32]; } Set;

typedef struct Regex {
    Inst code[400];
    Set sets[20];
    int n, set_count, groups;
    const char *p, *error;
} Regex;

typedef struct Captures { const char *at[20]; } Captures;

static long steps;

static int add(Regex *r, Op op, int a, int b)
{
    if (r->n == 400) {
        r->error = "too long";
        r->n--;
    }
    r->code[r->n] = (Inst){op, a, b};
    return r->n++;
}

/* Makes room for one instruction at `at`; jumps behind it move with it. */
static void insert(Regex *r, int at, Op op, int a, int b)
{
    add(r, MATCH, 0, 0);
    memmove(&r->code[at + 1], &r->code[at], (size_t)(r->n - 1 - at) * sizeof *r->code);
    for (int i = at + 1; i < r->n; i++) {
        Inst *in = &r->code[i];
        if (in->op == JUMP || in->op == SPLIT) {
            in->a += in->a >= at;
            if (in->op == SPLIT)
                in->b += in->b >= at;
        }
    }
    r->code[at] = (Inst){op, a, b};
}

static void include(Set *s, int from, int to)
{
    for (int c = from; c <= to; c++)
        s->bits[c / 8] |= (unsigned char)(1 << c % 8);
}

static int contains(const Set *s, int c) { return s->bits[c / 8] >> c % 8 & 1; }

static void named_class(Set *s, int name)
{
    switch (name) {
    case 'd': include(s, '0', '9'); break;
    case 'w':
        include(s, 'a', 'z');
        include(s, 'A', 'Z');
        include(s, '_', '_');
        include(s, '0', '9');
        break;
    case 's':
        include(s, '\t', '\r');
        include(s, ' ', ' ');
        break;
    default:
        include(s, name, name);
    }
}

static int parse_class(Regex *r)
{
    Set s = {{0}};
    int negated = *r->p == '^' ? r->p++, 1 : 0;
    do {
        if (!*r->p) {
            r->error = "']' is missing";
            return 0;
        }
        int c = (unsigned char)*r->p++;
        if (c == '\\')
            named_class(&s, (unsigned char)*r->p++);
        else if (*r->p == '-' && r->p[1] != ']' && r->p[1])
            include(&s, c, (unsigned char)r->p[1]), r->p += 2;
        else
            include(&s, c, c);
    } while (*r->p != ']');
    r->p++;
    for (int i = 0; negated && i < 32; i++)
        s.bits[i] ^= 255;
    r->sets[r->set_count % 20] = s;
    return r->set_count++ % 20;
}

static void alternatives(Regex *r);

static int atom(Regex *r)
{
    switch (*r->p) {
    case '\0': case '|': case ')':
        return 0;
    case '.': r->p++; add(r, ANY, 0, 0); break;
    case '^': r->p++; add(r, BOL, 0, 0); break;
    case '$': r->p++; add(r, EOL, 0, 0); break;
    case '[': r->p++; add(r, CLASS, parse_class(r), 0); break;
    case '(': {
        int capture = strncmp(r->p, "(?:", 3) != 0, group = 0;
        r->p += capture ? 1 : 3;
        if (capture)
            add(r, SAVE, 2 * (group = ++r->groups), 0);
        alternatives(r);
        if (*r->p != ')')
            r->error = "')' is missing";
        else
            r->p++;
        if (capture)
            add(r, SAVE, 2 * group + 1, 0);
        break;
    }
    case '\\':
        r->p++;
        if (*r->p && strchr("dws", *r->p)) {
            Set s = {{0}};
            named_class(&s, *r->p++);
            r->sets[r->set_count % 20] = s;
            add(r, CLASS, r->set_count++ % 20, 0);
            break;
        }
        /* fall through */
    default:
        add(r, CHAR, (unsigned char)*r->p++, 0);
    }
    return 1;
}

static void repeated(Regex *r)
{
    while (!r->error) {
        int start = r->n;
        if (!atom(r))
            return;
        for (;;) {
            int c = *r->p, lazy;
            if (c != '*' && c != '+' && c != '?')
                break;
            lazy = *++r->p == '?' ? r->p++, 1 : 0;
            int into = start + 1, past;
            switch (c) {
            case '*':
                past = r->n + 2;
                insert(r, start, SPLIT, 0, 0);
                add(r, JUMP, start, 0);
                break;
            case '+':
                past = r->n + 1;
                add(r, SPLIT, 0, 0);
                r->code[r->n - 1] = lazy ? (Inst){SPLIT, past, start}
                                         : (Inst){SPLIT, start, past};
                continue;
            default:
                past = r->n + 1;
                insert(r, start, SPLIT, 0, 0);
            }
            r->code[start] = lazy ? (Inst){SPLIT, past, into} : (Inst){SPLIT, into, past};
        }
    }
}

static void alternatives(Regex *r)
{
    int start = r->n;
    repeated(r);
    while (*r->p == '|' && !r->error) {
        r->p++;
        insert(r, start, SPLIT, start + 1, r->n + 2);
        int jump = add(r, JUMP, 0, 0);
        start = r->n;
        alternatives(r);
        r->code[jump].a = r->n;
    }
}

static const char *compile(Regex *r, const char *pattern)
{
    memset(r, 0, sizeof *r);
    r->p = pattern;
    add(r, SAVE, 0, 0);
    alternatives(r);
    if (!r->error && *r->p)
        r->error = "stray ')'";
    add(r, SAVE, 1, 0);
    add(r, MATCH, 0, 0);
    return r->error;
}

static int accepts(const Regex *r, const Inst *in, const char *start, const char *s)
{
    switch (in->op) {
    case CHAR: return (unsigned char)*s == in->a;
    case ANY: return *s != '\0' && *s != '\n';
    case CLASS: return *s && contains(&r->sets[in->a], (unsigned char)*s);
    case BOL: return s == start || s[-1] == '\n';
    case EOL: return !*s || *s == '\n';
    default: return 0;
    }
}

static int backtrack(const Regex *r, int pc, const char *start, const char *s,
                     Captures *c, int depth)
{
    for (;; steps++) {
        const Inst *in = &r->code[pc];
        if (depth > 300)
            return 0;
        switch (in->op) {
        case MATCH:
            return 1;
        case JUMP:
            pc = in->a;
            continue;
        case SPLIT: {
            Captures saved = *c;
            if (backtrack(r, in->a, start, s, c, depth + 1))
                return 1;
            *c = saved;
            pc = in->b;
            continue;
        }
        case SAVE: {
            const char *was = c->at[in->a];
            c->at[in->a] = s;
            if (backtrack(r, pc + 1, start, s, c, depth + 1))
                return 1;
            c->at[in->a] = was;
            return 0;
        }
        case BOL: case EOL:
            if (!accepts(r, in, start, s))
                return 0;
            pc++;
            continue;
        default:
            if (!accepts(r, in, start, s))
                return 0;
            s++;
            pc++;
        }
    }
}

/* Adds a state and all that follow from it without a character. */
static void enter(const Regex *r, unsigned char *states, int pc, const char *start,
                  const char *s)
{
    if (states[pc])
        return;
    states[pc] = 1;
    const Inst *in = &r->code[pc];
    if (in->op == JUMP)
        enter(r, states, in->a, start, s);
    else if (in->op == SPLIT)
        enter(r, states, in->a, start, s), enter(r, states, in->b, start, s);
    else if (in->op == SAVE ||
             ((in->op == BOL || in->op == EOL) && accepts(r, in, start, s)))
        enter(r, states, pc + 1, start, s);
}

/* Does it match anywhere? */
static int simulate(const Regex *r, const char *text)
{
    unsigned char now[400] = {0}, next[400];
    for (const char *s = text;; s++) {
        enter(r, now, 0, text, s);
        if (now[r->n - 1])
            return 1;
        if (!*s)
            return 0;
        memset(next, 0, sizeof next);
        for (int pc = 0; pc < r->n; pc++)
            if (now[pc] && r->code[pc].op <= CLASS &&
                accepts(r, &r->code[pc], text, s))
                enter(r, next, pc + 1, text, s + 1);
        memcpy(now, next, sizeof now);
    }
}

static void try(const char *pattern, const char *text)
{
    Regex r;
    const char *error = compile(&r, pattern);
    printf("/%s/ ", pattern);
    if (error) {
        printf("%s\n", error);
        return;
    }
    int found = 0;
    Captures c;
    for (const char *s = text; !found; s++) {
        memset(&c, 0, sizeof c);
        found = backtrack(&r, 0, text, s, &c, 0);
        if (!*s)
            break;
    }
    if (found != simulate(&r, text))
        printf("DISAGREE ");
    if (!found)
        printf("no match");
    for (int i = 0; found && i <= r.groups; i++)
        if (c.at[2 * i] && c.at[2 * i + 1])
            printf("%d[%d,%d)='%.*s' ", i, (int)(c.at[2 * i] - text),
                   (int)(c.at[2 * i + 1] - text),
                   (int)(c.at[2 * i + 1] - c.at[2 * i]), c.at[2 * i]);
        else
            printf("%d- ", i);
    putchar('\n');
}

static int count_words(const char *text)
{
    Regex r;
    int n = 0;
    compile(&r, "\\w+");
    for (Captures c = {{0}}; *text; memset(&c, 0, sizeof c))
        if (backtrack(&r, 0, text, text, &c, 0))
            text = c.at[1], n++;
        else
            text++;
    return n;
}

int main(void)
{
    static const struct { const char *pattern, *text; } cases[] = {
        {"abc", "xxabcx"}, {"a*b", "aaab"}, {"(a|b)*c", "ababx abbac"},
        {"(\\d+)-(\\d+)", "tel 555-1234"}, {"^x.*z$", "axz\nxyyz\n"},
        {"[a-c]+[^a-c]", "xxabcabd"}, {"(a+)(a*)", "aaaa"}, {"(a+?)(a*)", "aaaa"},
        {"(?:ab)+?(c)?", "ababc"}, {"((x)|(y))+", "xyx"}, {"a?a?a?aaa", "aaa"},
        {"(\\w+)@(\\w+)\\.(com|org)", "mail joe@site.org now"}, {"[", "x"}, {"(a", "a"},
        {"a)", "a"}, {"\\s\\S", "a S"}, {"", "anything"}, {"x|y|", "z"},
        {"(a|ab)(c|bcd)(d*)", "abcd"}, {"[\\d.]+", "v1.25b"}, {"a**", "aa"},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
        try(cases[i].pattern, cases[i].text);
    int words = count_words("to be, or not to be: that_is it");
    printf("%d words, %ld steps\n", words, steps);
    return (int)(steps % 100);
}
