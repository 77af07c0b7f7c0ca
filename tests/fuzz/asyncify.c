/*
 * Makes a C program asynchronous: every function of the file `async`, every
 * call of one awaited, a suspension at each function's entry (-d: and after
 * each statement). The result, translated by acc, must behave as the original.
 *
 *     asyncify [-d] < program.c > program.ac
 *
 * Works on tokens. A function stays as it is when its name is used otherwise
 * than in a call (a callback), in a directive, or when a function that stays
 * calls it.
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Token {
    const char *s;
    size_t n;
    enum { SPACE, NAME, OTHER, DIRECTIVE } kind;
    int match;         /* of a bracket: index of its partner */
    int after;         /* closing parentheses to be printed behind it */
    bool await, async, entry, pause;
} Token;

typedef struct Function {
    const Token *name;
    bool defined, kept;
    int body, end; /* tokens */
} Function;

static Token *tokens;
static int count;
static Function functions[10000];
static int function_count;

static void die(const char *why)
{
    fprintf(stderr, "asyncify: %s\n", why);
    exit(1);
}

static char *read_all(void)
{
    size_t n = 0, room = 1 << 16;
    char *text = malloc(room);
    while (text) {
        size_t got = fread(text + n, 1, room - n - 1, stdin);
        if (!got)
            break;
        n += got;
        if (room - n < 2)
            text = realloc(text, room *= 2);
    }
    if (!text)
        die("out of memory");
    text[n] = '\0';
    return text;
}

static const char *skip_literal(const char *p)
{
    char quote = *p++;
    while (*p && *p != quote)
        p += *p == '\\' && p[1] ? 2 : 1;
    return *p ? p + 1 : p;
}

/* To the end of the line, over continued lines and comments. */
static const char *skip_directive(const char *p)
{
    while (*p && *p != '\n') {
        if (*p == '\\' && p[1])
            p += 2;
        else if (p[0] == '/' && p[1] == '*') {
            p = strstr(p, "*/");
            p = p ? p + 2 : "";
        } else
            p++;
    }
    return p;
}

static const char *one_token(const char *p, Token *t, bool line_start)
{
    const char *s = p;
    if (isspace((unsigned char)*p)) {
        while (isspace((unsigned char)*p))
            p++;
        t->kind = SPACE;
    } else if (p[0] == '/' && p[1] == '/') {
        p += strcspn(p, "\n");
        t->kind = SPACE;
    } else if (p[0] == '/' && p[1] == '*') {
        const char *end = strstr(p, "*/");
        p = end ? end + 2 : p + strlen(p);
        t->kind = SPACE;
    } else if (*p == '#' && line_start) {
        p = skip_directive(p);
        t->kind = DIRECTIVE;
    } else if (isalpha((unsigned char)*p) || *p == '_') {
        while (isalnum((unsigned char)*p) || *p == '_')
            p++;
        t->kind = NAME;
        if ((*p == '"' || *p == '\'') && p - s <= 2) {
            p = skip_literal(p);
            t->kind = OTHER;
        }
    } else {
        t->kind = OTHER;
        if (*p == '"' || *p == '\'')
            p = skip_literal(p);
        else if (isdigit((unsigned char)*p))
            while (isalnum((unsigned char)*p) || *p == '.' ||
                   ((*p == '+' || *p == '-') && strchr("eEpP", p[-1])))
                p++;
        else if (p[0] == '-' && p[1] == '>')
            p += 2;
        else
            p++;
    }
    t->s = s;
    t->n = (size_t)(p - s);
    return p;
}

static void scan(const char *p)
{
    int room = 0, open[10000], depth = 0;
    bool line_start = true;
    while (*p) {
        if (count == room) {
            room = room * 2 + 1000;
            tokens = realloc(tokens, (size_t)room * sizeof *tokens);
            if (!tokens)
                die("out of memory");
        }
        Token *t = &tokens[count];
        *t = (Token){.match = -1};
        p = one_token(p, t, line_start);
        line_start = t->kind == DIRECTIVE ||
            (t->kind == SPACE && (line_start || memchr(t->s, '\n', t->n)));
        if (t->kind == OTHER && strchr("([{", *t->s)) {
            if (depth == 10000)
                die("too deep");
            open[depth++] = count;
        } else if (t->kind == OTHER && strchr(")]}", *t->s)) {
            if (!depth)
                die("brackets do not match");
            t->match = open[--depth];
            tokens[t->match].match = count;
        }
        count++;
    }
}

static bool is(int i, const char *s)
{
    return i >= 0 && i < count && tokens[i].n == strlen(s) &&
        !strncmp(tokens[i].s, s, tokens[i].n);
}

static int next(int i)
{
    do
        i++;
    while (i < count && (tokens[i].kind == SPACE || tokens[i].kind == DIRECTIVE));
    return i;
}

static int previous(int i)
{
    do
        i--;
    while (i >= 0 && (tokens[i].kind == SPACE || tokens[i].kind == DIRECTIVE));
    return i;
}

static bool is_word(int i)
{
    static const char *const words[] = {
        "if", "while", "for", "switch", "return", "sizeof", "do", "else",
        "case", "__attribute__", "_Alignof", "__asm__", "asm", "typeof",
        "__typeof__", "_Static_assert", "_Alignas", "defined", "goto",
    };
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (is(i, words[k]))
            return true;
    return false;
}

static Function *find(const Token *name)
{
    for (int k = 0; k < function_count; k++) {
        const Token *t = functions[k].name;
        if (t->n == name->n && !strncmp(t->s, name->s, t->n))
            return &functions[k];
    }
    return NULL;
}

/* An external declaration from token i on; gives the first one after it. */
static int external(int i)
{
    int start = i, name = -1;
    bool is_typedef = is(i, "typedef");
    for (; i < count; i = next(i)) {
        if (is(i, ";"))
            return next(i);
        if (is(i, "=")) { /* a variable */
            while (i < count && !is(i, ";"))
                i = tokens[i].match > i ? next(tokens[i].match) : next(i);
            return next(i);
        }
        if (is(i, "__attribute__")) {
            i = tokens[next(i)].match;
        } else if (is(i, "(")) {
            int before = previous(i), after = next(tokens[i].match);
            while (is(after, "__attribute__"))
                after = next(tokens[next(after)].match);
            if (name < 0 && before >= start && tokens[before].kind == NAME &&
                !is_word(before) && !is_typedef &&
                (is(after, "{") || is(after, ";")))
                name = before;
            else if (name < 0)
                name = -2; /* a declarator too clever for us */
            i = tokens[i].match;
        } else if (is(i, "{")) {
            if (is(previous(i), ")") && name >= 0) {
                Function *f = find(&tokens[name]);
                if (!f) {
                    f = &functions[function_count++];
                    *f = (Function){.name = &tokens[name]};
                }
                if (function_count == 10000)
                    die("too many functions");
                f->defined = true;
                f->body = i;
                f->end = tokens[i].match;
                return next(tokens[i].match);
            }
            i = tokens[i].match; /* a record */
            if (name == -2 && is(previous(start), "}"))
                return next(i);
        }
    }
    return i;
}

/* Does the brace at i begin a block of statements? */
static bool is_block(int i)
{
    int p = previous(i);
    return is(p, ")") || is(p, "{") || is(p, "}") || is(p, ";") ||
        is(p, ":") || is(p, "do") || is(p, "else");
}

static void keep_uncalled(void)
{
    /* Used otherwise than in a call or a declaration; in a directive. */
    for (int i = 0; i < count; i++) {
        Function *f;
        if (tokens[i].kind == NAME && (f = find(&tokens[i])) != NULL) {
            int p = previous(i);
            if (is(p, ".") || is(p, "->"))
                continue;
            if (!is(next(i), "(") || is(p, "sizeof"))
                f->kept = true;
        }
        if (tokens[i].kind == DIRECTIVE) {
            for (int k = 0; k < function_count; k++) {
                const Token *n = functions[k].name;
                char name[256];
                snprintf(name, sizeof name, "%.*s", (int)n->n, n->s);
                const char *at = strstr(tokens[i].s, name);
                if (at && at < tokens[i].s + tokens[i].n)
                    functions[k].kept = true;
            }
        }
    }
    for (bool changed = true; changed;) {
        changed = false;
        for (int k = 0; k < function_count; k++) {
            Function *f = &functions[k], *g;
            for (int i = f->body; f->kept && f->defined && i < f->end; i++) {
                if (tokens[i].kind == NAME && (g = find(&tokens[i])) &&
                    !g->kept)
                    g->kept = changed = true;
            }
        }
    }
}

/* The first token of the declaration whose declarator's name is at i. */
static int declaration_start(int i)
{
    int p = i;
    while ((p = previous(p)) >= 0 && !is(p, ";") && !is(p, "}"))
        i = p;
    return i;
}

static void mark(bool dense)
{
    int depth = 0, body_end = -1;
    for (int i = 0; i < count; i = next(i)) {
        Function *f = tokens[i].kind == NAME ? find(&tokens[i]) : NULL;
        if (is(i, "{"))
            depth++;
        if (is(i, "}"))
            depth--;
        if (!depth && f && f->defined && !f->kept && is(next(i), "(")) {
            tokens[declaration_start(i)].async = true;
            if (next(tokens[next(i)].match) == f->body) {
                tokens[f->body].entry = true;
                body_end = f->end;
            }
        } else if (depth && f && !f->kept && f->defined && is(next(i), "(") &&
                   !is(previous(i), ".") && !is(previous(i), "->")) {
            tokens[i].await = true;
            tokens[tokens[next(i)].match].after++;
        }
        if (dense && i < body_end && is(i, ";") && !is(next(i), "else") &&
            !is(next(i), "while")) {
            /* In a block, not in the head of a for. */
            int open = i;
            while (--open >= 0)
                if (tokens[open].match > i && tokens[open].kind == OTHER)
                    break;
            if (is(open, "{") && is_block(open))
                tokens[i].pause = true;
        }
    }
}

int main(int argc, char **argv)
{
    bool dense = argc > 1 && !strcmp(argv[1], "-d");
    scan(read_all());
    for (int i = next(-1); i < count;)
        i = external(i);
    keep_uncalled();
    mark(dense);
    puts("#include <acc/acc.h>");
    for (int i = 0; i < count; i++) {
        const Token *t = &tokens[i];
        if (t->async)
            fputs("async ", stdout);
        if (t->await)
            fputs("(await ", stdout);
        fwrite(t->s, 1, t->n, stdout);
        for (int k = 0; k < t->after; k++)
            putchar(')');
        if (t->entry)
            fputs(" await acc_sleep(0);", stdout);
        if (t->pause)
            fputs(" await acc_sleep(0);", stdout);
    }
    return 0;
}
