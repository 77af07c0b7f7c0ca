/*
 * Makes a C program asynchronous: every function of the file `async`, every
 * call of one awaited, a real suspension at each function's entry. The result,
 * translated by acc, must behave exactly as the original.
 *
 *     int f(int n) { return n; }   =>   async int f(int n) {
 *     ... x = f(1);                         await acc_sleep(0); return n; }
 *                                       ... x = (await f(1));
 *
 *     asyncify [options] [program.c] > program.ac
 *         --dense            suspend after each statement as well
 *         --sparse P         keep each suspension with a chance of P percent
 *         --seed N           ... chosen by this seed
 *         --plain-pointers   do not make pointers to functions async
 *
 * It works on tokens, before the preprocessor (or after it, where no system
 * header was included: <acc/acc.h> would include it again); comments,
 * directives and layout stay. A function stays plain when something demands
 * it: it is variadic, handed to a function of another file, named in a
 * directive or an unevaluated operand, has setjmp, alloca or asm in it, or a
 * plain function calls it. Pointers to functions become async all together or
 * not at all.
 */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Token {
    const char *s;
    size_t n;
    bool is_name;
    bool in_system;       /* line markers say: text of a system header */
    int match;            /* of a bracket: its partner, else -1 */
    char *before, *after; /* what is printed around it, or null */
} Token;

typedef struct Function {
    int name;       /* token; -1 when its declarator is too clever for us */
    int body, end;  /* braces; 0: only declared */
    bool plain;
    bool as_value;  /* named otherwise than in a call */
} Function;

/* The beginning of a declaration of a function. */
typedef struct Declaration {
    int function, start;
} Declaration;

static const char *text;
static Token *tokens;
static int token_count;
static Function *functions;
static int function_count;
static Declaration *declarations;
static int declaration_count;
static char **directive_names; /* every name in a directive */
static int directive_name_count;
static int *types, type_count; /* names of typedefs: tokens */
static int *pointer_types, pointer_type_count; /* of functions, pointers */
static int *pointers, pointer_count;  /* objects, members, parameters */

/* The reserved spellings where the program has those names itself. */
static const char *async_text = "async ", *await_text = "(await ",
    *pause_text = " await acc_sleep(0);";

static bool dense, async_pointers = true, marking;
static unsigned long percent = 100, seed = 1;

/* ---- small things -------------------------------------------------------- */

static void die(const char *why)
{
    fprintf(stderr, "asyncify: %s\n", why);
    exit(1);
}

static void *grown(void *p, int count, size_t size)
{
    if ((count & (count - 1)) == 0) /* 0, 1, 2, 4, ... are full */
        p = realloc(p, (size_t)(count ? count * 2 : 1) * size);
    if (!p)
        die("out of memory");
    return p;
}

static void append(char **s, const char *more)
{
    size_t n = *s ? strlen(*s) : 0;
    *s = realloc(*s, n + strlen(more) + 1);
    if (!*s)
        die("out of memory");
    strcpy(*s + n, more);
}

static bool chance(void)
{
    seed = seed * 6364136223846793005UL + 1442695040888963407UL;
    return (seed >> 33) % 100 < percent;
}

static bool is(int i, const char *s)
{
    return i >= 0 && i < token_count && tokens[i].n == strlen(s) &&
        !strncmp(tokens[i].s, s, tokens[i].n);
}

static bool is_one_of(int i, const char *const *list)
{
    for (; *list; list++)
        if (is(i, *list))
            return true;
    return false;
}

static bool is_name(int i)
{
    return i >= 0 && i < token_count && tokens[i].is_name;
}

static bool same_name(int a, int b)
{
    return tokens[a].n == tokens[b].n &&
        !strncmp(tokens[a].s, tokens[b].s, tokens[a].n);
}

static bool is_in(const int *list, int count, int i)
{
    for (int k = 0; k < count; k++)
        if (same_name(list[k], i))
            return true;
    return false;
}

static bool is_statement_word(int i)
{
    static const char *const words[] = {
        "if", "while", "for", "switch", "return", "do", "else", "case",
        "goto", "break", "continue", "default", NULL,
    };
    return is_one_of(i, words);
}

/* Words before parentheses that are no call and no declarator. */
static bool is_operator_word(int i)
{
    static const char *const words[] = {
        "sizeof", "_Alignof", "_Alignas", "__alignof__", "alignof", "alignas",
        "typeof", "__typeof__", "__typeof", "_Generic", "_Static_assert",
        "static_assert", "_Atomic", "__attribute__", "__attribute",
        "__declspec", "asm", "__asm__", "__asm", NULL,
    };
    return is_one_of(i, words);
}

static bool is_unevaluated_word(int i)
{
    static const char *const words[] = {
        "sizeof", "_Alignof", "__alignof__", "alignof", "typeof",
        "__typeof__", "__typeof", "_Generic", "_Static_assert",
        "static_assert", "__builtin_constant_p", "__builtin_choose_expr",
        "__builtin_types_compatible_p", "__attribute__", NULL,
    };
    return is_one_of(i, words);
}

static bool is_type_start(int i)
{
    static const char *const words[] = {
        "void", "char", "short", "int", "long", "float", "double", "signed",
        "unsigned", "_Bool", "bool", "_Complex", "struct", "union", "enum",
        "const", "volatile", "restrict", "register", "static", "extern",
        "typedef", "inline", "size_t", "FILE", "_Atomic", "__extension__",
        "va_list", NULL,
    };
    if (!is_name(i))
        return false;
    return is_one_of(i, words) ||
        (tokens[i].n > 2 && !strncmp(tokens[i].s + tokens[i].n - 2, "_t", 2)) ||
        is_in(types, type_count, i);
}

/* ---- tokens -------------------------------------------------------------- */

static char *read_all(FILE *file)
{
    size_t n = 0, room = 1 << 16, got;
    char *all = malloc(room);
    while (all && (got = fread(all + n, 1, room - n - 1, file)) != 0) {
        n += got;
        if (room - n < 2)
            all = realloc(all, room *= 2);
    }
    if (!all)
        die("out of memory");
    all[n] = '\0';
    return all;
}

static const char *skip_comment(const char *p)
{
    if (p[1] == '/') {
        while (*p && *p != '\n')
            p += p[0] == '\\' && p[1] ? 2 : 1;
        return p;
    }
    const char *end = strstr(p + 2, "*/");
    return end ? end + 2 : p + strlen(p);
}

static bool is_comment(const char *p)
{
    return p[0] == '/' && (p[1] == '/' || p[1] == '*');
}

static const char *skip_literal(const char *p)
{
    char quote = *p++;
    while (*p && *p != quote && *p != '\n')
        p += *p == '\\' && p[1] ? 2 : 1;
    return *p == quote ? p + 1 : p;
}

static const char *skip_name(const char *p)
{
    while (isalnum((unsigned char)*p) || *p == '_' || *p == '$' || *p & 0x80)
        p++;
    return p;
}

static bool starts_name(const char *p)
{
    return isalpha((unsigned char)*p) || *p == '_' || *p == '$' || *p & 0x80;
}

/* Over a directive, to the end of its (continued) line. A line marker tells
 * whether a system header follows; the names of others are collected. */
static const char *skip_directive(const char *p, bool *in_system)
{
    p += 1 + strspn(p + 1, " \t");
    if (isdigit((unsigned char)*p)) {
        const char *quote = memchr(p, '"', strcspn(p, "\n"));
        p += strcspn(p, "\n");
        if (quote) {
            quote = skip_literal(quote);
            *in_system = memchr(quote, '3', (size_t)(p - quote)) != NULL;
        }
        return p;
    }
    while (*p && *p != '\n') {
        if (is_comment(p)) {
            p = skip_comment(p);
        } else if (*p == '"' || *p == '\'') {
            p = skip_literal(p);
        } else if (starts_name(p)) {
            const char *end = skip_name(p);
            directive_names = grown(directive_names, directive_name_count,
                                    sizeof *directive_names);
            char *name = malloc((size_t)(end - p) + 1);
            if (!name)
                die("out of memory");
            sprintf(name, "%.*s", (int)(end - p), p);
            directive_names[directive_name_count++] = name;
            p = end;
        } else {
            p += *p == '\\' && p[1] ? 2 : 1;
        }
    }
    return p;
}

static const char *skip_token(const char *p, Token *t)
{
    if (starts_name(p)) {
        const char *end = skip_name(p);
        if ((*end == '"' || *end == '\'') && end - p <= 2)
            return skip_literal(end);
        t->is_name = true;
        return end;
    }
    if (*p == '"' || *p == '\'')
        return skip_literal(p);
    if (isdigit((unsigned char)*p) ||
        (*p == '.' && isdigit((unsigned char)p[1]))) {
        while (isalnum((unsigned char)*p) || *p == '.' ||
               ((*p == '+' || *p == '-') && strchr("eEpP", p[-1])))
            p++;
        return p;
    }
    if (p[0] == '-' && p[1] == '>')
        return p + 2;
    if (p[0] == '=' && p[1] == '=')
        return p + 2;
    return p + (strncmp(p, "...", 3) ? 1 : 3);
}

static void scan(const char *p)
{
    int *open = NULL, depth = 0;
    bool line_start = true, in_system = false;
    while (*p) {
        if (isspace((unsigned char)*p)) {
            line_start |= *p++ == '\n';
        } else if (is_comment(p)) {
            p = skip_comment(p);
        } else if (p[0] == '\\' && p[1] == '\n') {
            p += 2;
        } else if (*p == '#' && line_start) {
            p = skip_directive(p, &in_system);
        } else {
            tokens = grown(tokens, token_count, sizeof *tokens);
            Token *t = &tokens[token_count];
            *t = (Token){.s = p, .in_system = in_system, .match = -1};
            p = skip_token(p, t);
            t->n = (size_t)(p - t->s);
            line_start = false;
            if (strchr("([{", *t->s)) {
                open = grown(open, depth, sizeof *open);
                open[depth++] = token_count;
            } else if (strchr(")]}", *t->s)) {
                if (!depth)
                    die("brackets do not match: preprocess it first");
                t->match = open[--depth];
                tokens[t->match].match = token_count;
            }
            token_count++;
        }
    }
    if (depth)
        die("brackets do not match: preprocess it first");
    free(open);
}

/* The token behind i, or behind the bracket that opens at i. */
static int past(int i)
{
    return (tokens[i].match > i ? tokens[i].match : i) + 1;
}

/* ---- external declarations ----------------------------------------------- */

static int find(int name)
{
    for (int k = 0; k < function_count; k++)
        if (functions[k].name >= 0 && same_name(functions[k].name, name))
            return k;
    return -1;
}

static int declare(int name, int start)
{
    int k = name < 0 ? -1 : find(name);
    if (k < 0) {
        functions = grown(functions, function_count, sizeof *functions);
        k = function_count++;
        functions[k] = (Function){.name = name, .plain = name < 0};
    }
    declarations =
        grown(declarations, declaration_count, sizeof *declarations);
    declarations[declaration_count++] = (Declaration){k, start};
    return k;
}

/* Parentheses with nothing but names and commas, as of old-style parameters? */
static bool is_name_list(int open)
{
    if (open + 1 == tokens[open].match || is_type_start(open + 1))
        return false;
    for (int i = open + 1; i < tokens[open].match; i++)
        if (!is_name(i) && !is(i, ","))
            return false;
    return true;
}

static bool is_variadic(int open)
{
    return is(tokens[open].match - 1, "...");
}

/* Attributes whose functions the system calls, or that forbid side effects. */
static bool demands_plain(int open)
{
    static const char *const words[] = {
        "constructor", "destructor", "const", "pure", "malloc", "alias",
        "__constructor__", "__destructor__", "__const__", "__pure__",
        "__malloc__", "__alias__", "ifunc", "naked", "interrupt", NULL,
    };
    for (int i = open; i < tokens[open].match; i++)
        if (is_one_of(i, words))
            return true;
    return false;
}

/* An external declaration from token i on; gives the first one after it. */
static int external(int i)
{
    int start = i, name = -1, open = 0;
    bool is_typedef = false, record = false, several = false, plain = false;
    bool clever = false, initialised = false, old_style = false;
    for (; i < token_count; i = past(i)) {
        if (is(i, ";") && !old_style)
            break;
        if (is(i, "typedef"))
            is_typedef = true;
        if (is(i, "struct") || is(i, "union") || is(i, "enum"))
            record = true;
        if (is(i, ","))
            several = true;
        if (is(i, "="))
            initialised = true;
        if (is(i, "(") && !initialised) {
            if (is_operator_word(i - 1)) {
                plain |= demands_plain(i);
                continue;
            }
            record = false;
            if (is_name(i - 1) && !is_type_start(i - 1) && !is(i + 1, "*") &&
                name < 0 && !clever) {
                name = i - 1;
                open = i;
                old_style = is_name_list(i) && is_name(past(i)) &&
                    !is_operator_word(past(i));
            } else if (name < 0) {
                clever = true;
            }
        }
        if (!is(i, "{") || initialised)
            continue;
        if (record) {
            record = false;
        } else if (name >= 0 || clever) {
            int f = declare(clever ? -1 : name, start);
            functions[f].body = i;
            functions[f].end = tokens[i].match;
            functions[f].plain |= plain || (name >= 0 && is_variadic(open)) ||
                name == start || tokens[start].in_system;
            return past(i);
        }
    }
    int last = i - 1;
    while (is(last, "]"))
        last = tokens[last].match - 1;
    if (is_typedef && is_name(last)) {
        types = grown(types, type_count, sizeof *types);
        types[type_count++] = last;
    }
    if (is_typedef && (name >= 0 || clever)) {
        /* typedef int f(int); typedef int (*f)(int); */
        if (clever)
            for (name = start; name < i; name++)
                if (is(name, "(") && is(name + 1, "*") && is_name(name + 2)) {
                    name += 2;
                    break;
                }
        pointer_types =
            grown(pointer_types, pointer_type_count, sizeof *pointer_types);
        pointer_types[pointer_type_count++] = name;
        types = grown(types, type_count, sizeof *types);
        types[type_count++] = name;
    } else if (name >= 0 && !is_typedef && !initialised && name > start) {
        int f = declare(name, start);
        functions[f].plain |= plain || several || is_variadic(open);
    }
    return i + 1;
}

/* ---- pointers to functions ----------------------------------------------- */

/* Does a declarator of a pointer to function open at i: `(*name)(int)`? */
static bool is_pointer_declarator(int i)
{
    if (!is(i, "(") || !is(i + 1, "*") || !is(tokens[i].match + 1, "(") ||
        !(is_name(i - 1) || is(i - 1, "*")) || is_statement_word(i - 1) ||
        is_operator_word(i - 1) || tokens[i].in_system)
        return false;
    int open = tokens[i].match + 1;
    return is_type_start(open + 1) || is(open + 1, ")");
}

/* Is i the name of a parameter of function type: `int f(int)`? */
static bool is_function_parameter(int i)
{
    return is_name(i) && is(i + 1, "(") && !tokens[i].in_system &&
        (is_type_start(i + 2) || is(i + 2, ")")) &&
        (is_type_start(i - 1) || is(i - 1, "*")) &&
        (is(past(i + 1), ",") || is(past(i + 1), ")"));
}

/* The first of the specifiers that stand before token i, behind those that
 * are a storage class. */
static int specifiers(int i)
{
    static const char *const words[] = {
        "typedef", "static", "extern", "register", "__extension__", NULL,
    };
    while (i > 0 && (is_name(i - 1) || is(i - 1, "*")) &&
           !is_statement_word(i - 1))
        i--;
    while (is_one_of(i, words))
        i++;
    return i;
}

static void add_pointer(int name)
{
    if (is_in(pointers, pointer_count, name))
        return;
    pointers = grown(pointers, pointer_count, sizeof *pointers);
    pointers[pointer_count++] = name;
}

/* Names declared with a type that is a pointer to function. */
static void collect_pointers(void)
{
    for (int i = 0; i < token_count; i++) {
        if (is_pointer_declarator(i)) {
            int name = i + 2;
            while (is(name, "const") || is(name, "volatile") || is(name, "*"))
                name++;
            if (is_name(name))
                add_pointer(name);
        }
        if (is_function_parameter(i))
            add_pointer(i);
        if (!is_name(i) || !is_in(pointer_types, pointer_type_count, i))
            continue;
        /* T a, *b[2]; but in a list of parameters only the next one. */
        int k = i + 1;
        for (;;) {
            while (is(k, "*") || is(k, "const"))
                k++;
            if (!is_name(k) || is(k + 1, "("))
                break;
            add_pointer(k++);
            while (is(k, "["))
                k = past(k);
            if (!is(k, ",") || is_type_start(k + 1) || is_name(k + 2))
                break;
            k++;
        }
    }
}

/* The opening parenthesis or brace around token i, or -1. */
static int enclosing(int i)
{
    while (--i >= 0) {
        if (tokens[i].match >= 0 && tokens[i].match < i)
            i = tokens[i].match;
        else if (tokens[i].match > i)
            return i;
    }
    return -1;
}

static bool is_pointer(int i)
{
    return is_name(i) && is_in(pointers, pointer_count, i);
}

/* Is the value at token i handed to a function of another file? */
static bool is_exported(int i)
{
    int open = enclosing(i);
    while (open > 0 && is(open, "(") && !is_name(open - 1)) {
        if (is(past(open), "("))
            return false; /* (c ? f : g)(x) */
        open = enclosing(open);
    }
    return open > 0 && is(open, "(") && is_name(open - 1) &&
        !is_statement_word(open - 1) && !is_operator_word(open - 1) &&
        !is_pointer(open - 1) &&
        (find(open - 1) < 0 || !functions[find(open - 1)].body);
}

/* If the parenthesis at i opens a call through a pointer: the first token of
 * the called expression; else -1. */
static int indirect_call(int i)
{
    if (!is(i, "(") || i == 0)
        return -1;
    int start = i - 1;
    bool through = false;
    if (is(start, ")") && !is_name(tokens[start].match - 1)) {
        start = tokens[start].match; /* (*fp)(x), (c ? f : g)(x) */
        for (int k = start; k < i && !through; k++)
            through = is_pointer(k) || (is_name(k) && find(k) >= 0 &&
                functions[find(k)].as_value && !is(k + 1, "("));
    } else {
        while (is(start, "]"))
            start = tokens[start].match - 1;
        if (is(start, ")")) /* get(x)(y) */
            through = is_name(start = tokens[start].match - 1) &&
                find(start) >= 0 && !is_operator_word(start);
        else
            through = is_pointer(start) && find(start) < 0;
    }
    if (!through)
        return -1;
    while (is(start - 1, ".") || is(start - 1, "->")) {
        start -= 2;
        while (is(start, ")") || is(start, "]")) {
            start = tokens[start].match;
            if (is_name(start - 1) || is(start - 1, ")") || is(start - 1, "]"))
                start--;
        }
    }
    /* A declaration: `fn *f(int)`, `int (*f)(int)` */
    if (is_pointer_declarator(start) || is_function_parameter(start))
        return -1;
    return start;
}

/* ---- which functions stay plain ------------------------------------------ */

static void plain_by_name(int i)
{
    int f = is_name(i) ? find(i) : -1;
    if (f >= 0)
        functions[f].plain = true;
}

static bool is_own_declaration(int name)
{
    int f = find(name);
    for (int k = 0; k < declaration_count; k++) {
        int at = declarations[k].start;
        if (declarations[k].function != f)
            continue;
        while (at < name && !is(at, ";") && !is(at, "{"))
            at++;
        if (at == name && enclosing(name) == enclosing(declarations[k].start))
            return true;
    }
    return false;
}

/* What the text itself demands. */
static void find_plain(void)
{
    static const char *const unfit[] = {
        "setjmp", "_setjmp", "sigsetjmp", "__builtin_setjmp", "alloca",
        "__builtin_alloca", "va_start", "__builtin_va_start", "asm",
        "__asm__", "__asm", "vfork", NULL,
    };
    for (int k = 0; k < directive_name_count; k++)
        for (int f = 0; f < function_count; f++) {
            const Token *t = &tokens[functions[f].name];
            if (functions[f].name >= 0 &&
                strlen(directive_names[k]) == t->n &&
                !strncmp(directive_names[k], t->s, t->n))
                functions[f].plain = true;
        }
    for (int k = 0; k < function_count; k++) {
        Function *f = &functions[k];
        f->plain |= !f->body;
        for (int i = f->body; i < f->end; i++)
            f->plain |= is_one_of(i, unfit);
    }
    for (int i = 0; i < token_count; i++) {
        if (is_unevaluated_word(i)) {
            int end = is(i + 1, "(") ? past(i + 1) : i + 1;
            while (!is(i, "__attribute__") && end < token_count &&
                   (is_name(end) || is(end, "(") || is(end, "[") ||
                    is(end, ".") || is(end, "->")))
                end = past(end);
            for (int k = i + 1; k < end; k++)
                plain_by_name(k);
        }
        int f = is_name(i) ? find(i) : -1;
        if (f < 0 || is(i + 1, "(") || is(i - 1, ".") || is(i - 1, "->") ||
            is_own_declaration(i))
            continue;
        functions[f].as_value = true;
        if (!async_pointers || is_exported(i))
            functions[f].plain = true;
    }
}

/* A plain function can call plain functions only. */
static void spread_plain(void)
{
    for (bool changed = true; changed;) {
        changed = false;
        for (int k = 0; k < function_count; k++) {
            for (int i = functions[k].body;
                 functions[k].plain && i < functions[k].end; i++) {
                int f = is_name(i) ? find(i) : -1;
                if (f >= 0 && !functions[f].plain)
                    functions[f].plain = changed = true;
            }
        }
    }
}

/* Can the pointers be async, all of them? */
static bool are_pointers_consistent(void)
{
    for (int k = 0; k < function_count; k++) {
        const Function *f = &functions[k];
        for (int i = f->body; f->plain && i < f->end; i++)
            if (indirect_call(i) >= 0)
                return false;
    }
    for (int i = 0; i < token_count; i++) {
        int f = is_name(i) ? find(i) : -1;
        if (f >= 0 && functions[f].plain && !is(i + 1, "(") &&
            !is(i - 1, ".") && !is(i - 1, "->") && !is_own_declaration(i) &&
            !is_exported(i))
            return false;
        if (is_pointer_declarator(i) && is(i + 2, "("))
            return false; /* int (*(*f)(int))(int) */
        if (is_pointer(i) && is(i - 1, ",") && (is(i + 1, ",") ||
            is(i + 1, ")")) && is_exported(i))
            return false;
    }
    return true;
}

static void decide(void)
{
    bool *given = calloc((size_t)function_count + 1, sizeof *given);
    if (!given)
        die("out of memory");
    for (int k = 0; k < function_count; k++)
        given[k] = functions[k].plain;
    collect_pointers();
    find_plain();
    spread_plain();
    if (async_pointers && !are_pointers_consistent()) {
        async_pointers = false;
        for (int k = 0; k < function_count; k++)
            functions[k].plain = given[k];
        find_plain();
        spread_plain();
    }
    free(given);
}

/* ---- statements ---------------------------------------------------------- */


static int block(int i, bool has_value);
static int statement(int i);

/* The statement expressions within tokens i .. end. */
static void inside(int i, int end)
{
    for (; i < end; i++)
        if (is(i, "(") && is(i + 1, "{"))
            i = block(i + 1, true);
}

static int past_case(int i)
{
    int questions = 0;
    for (; i < token_count; i = past(i)) {
        questions += is(i, "?");
        if (is(i, ":") && questions-- == 0)
            return i + 1;
    }
    return i;
}

/* May nothing follow the statement at i: it jumps away, or what comes next
 * must follow directly? */
static bool is_closed(int i)
{
    for (;;) {
        if (is(i, "case"))
            i = past_case(i);
        else if (is_name(i) && is(i + 1, ":"))
            i += 2;
        else
            break;
    }
    return is(i, "return") || is(i, "goto") || is(i, "break") ||
        is(i, "continue") || is(i, "__label__") || is(i, "__attribute__") ||
        is(i, "[");
}

static void pause_after(int i)
{
    if (marking && dense && (is(i, ";") || is(i, "}")) && chance())
        append(&tokens[i].after, pause_text);
}

/* The body of an if or a loop: gets braces for its suspension. */
static int body(int i)
{
    if (is(i, "{") || is_closed(i) || !marking || !dense || !chance())
        return statement(i);
    append(&tokens[i].before, "{ ");
    int next = statement(i);
    append(&tokens[next - 1].after, pause_text);
    append(&tokens[next - 1].after, " }");
    return next;
}

/* A declaration of a function in a block: `extern int f(int);` */
static void local_prototype(int i, int end)
{
    for (int k = i; k < end && (is_name(k) || is(k, "*")); k++)
        if (is(k + 1, "(") && is_name(k) && k > i && find(k) >= 0 &&
            (is_type_start(i) || is_name(k - 1)) && !is_statement_word(i)) {
            declare(k, i);
            return;
        }
}

/* The statement or declaration at i; gives the token after it. */
static int statement(int i)
{
    if (is(i, "{"))
        return block(i, false);
    if (is(i, "case"))
        return statement(past_case(i));
    if ((is(i, "default") || is_name(i)) && is(i + 1, ":"))
        return is(i + 2, "}") ? i + 2 : statement(i + 2);
    if (is(i, "if") || is(i, "while") || is(i, "for") || is(i, "switch")) {
        bool is_if = is(i, "if");
        inside(i, past(i + 1));
        i = body(past(i + 1));
        return is_if && is(i, "else") ? body(i + 1) : i;
    }
    if (is(i, "do")) {
        i = body(i + 1);
        inside(i, past(i + 1));
        return past(i + 1) + 1;
    }
    if (is_name(i) && !is_statement_word(i) && !is_operator_word(i) &&
        is(i + 1, "(") && is(past(i + 1), "{"))
        return body(past(i + 1)); /* a macro that is a loop */
    int end = i;
    while (end < token_count && !is(end, ";") && !is(end, "}"))
        end = past(end);
    if (!marking)
        local_prototype(i, end);
    inside(i, end);
    return is(end, ";") ? end + 1 : end;
}

/* Is there a function within the body from i to end? */
static bool has_nested(int i, int end)
{
    while (++i < end)
        if (is(i, "{") && is(i - 1, ")")) {
            int open = tokens[i - 1].match;
            if (is_name(open - 1) && is_name(open - 2) &&
                !is_statement_word(open - 1) && !is_statement_word(open - 2))
                return true;
        }
    return false;
}

/* Gives the token behind the closing brace. */
static int block(int i, bool has_value)
{
    int end = tokens[i].match;
    for (i++; i < end;) {
        int next = statement(i);
        if (!is_closed(i) && !(has_value && next == end))
            pause_after(next - 1);
        i = next;
    }
    return end + 1;
}

/* ---- marking ------------------------------------------------------------- */

static bool is_async(int i)
{
    int f = is_name(i) ? find(i) : -1;
    return f >= 0 && !functions[f].plain && functions[f].body;
}

static void mark_call(int start, int open)
{
    append(&tokens[start].before, await_text);
    append(&tokens[tokens[open].match].after, ")");
}

static void mark_body(const Function *f)
{
    int entry = f->body;
    while (is(entry + 1, "__label__"))
        while (!is(++entry, ";"))
            ;
    if (chance())
        append(&tokens[entry].after, pause_text);
    if (dense)
        block(f->body, false);
    for (int i = f->body; i < f->end; i++) {
        int start;
        if (is_unevaluated_word(i) && is(i + 1, "(")) {
            i = past(i + 1) - 1;
        } else if (is_async(i) && is(i + 1, "(") && !is(i - 1, ".") &&
                   !is(i - 1, "->") && !is_own_declaration(i)) {
            mark_call(i, i + 1);
        } else if (async_pointers && (start = indirect_call(i)) >= 0) {
            mark_call(start, i);
        }
    }
}

static void mark_pointers(void)
{
    for (int i = 0; i < token_count; i++)
        if (is_pointer_declarator(i) || is_function_parameter(i))
            append(&tokens[specifiers(i)].before, async_text);
    for (int k = 0; k < pointer_type_count; k++) /* typedef int f(int); */
        if (is(pointer_types[k] + 1, "("))
            append(&tokens[specifiers(pointer_types[k])].before, async_text);
}

static void mark(void)
{
    marking = true;
    for (int k = 0; k < declaration_count; k++) {
        int start = declarations[k].start;
        if (is(start, "__extension__"))
            start++;
        if (!functions[declarations[k].function].plain)
            append(&tokens[start].before, async_text);
    }
    if (async_pointers)
        mark_pointers();
    for (int k = 0; k < function_count; k++)
        if (!functions[k].plain && functions[k].body)
            mark_body(&functions[k]);
}

static void print(void)
{
    const char *p = text;
    puts("#include <acc/acc.h>\n#line 1");
    for (int i = 0; i < token_count; i++) {
        const Token *t = &tokens[i];
        fwrite(p, 1, (size_t)(t->s - p), stdout);
        fputs(t->before ? t->before : "", stdout);
        fwrite(t->s, 1, t->n, stdout);
        fputs(t->after ? t->after : "", stdout);
        p = t->s + t->n;
    }
    fputs(p, stdout);
}

static void analyse(void)
{
    for (int i = 0; i < token_count; i++)
        if (is(i, "async") || is(i, "await")) {
            async_text = "_Async ";
            await_text = "(_Await ";
            pause_text = " _Await acc_sleep(0);";
        }
    for (int i = 0; i < token_count;)
        i = external(i);
    for (int k = 0, n = function_count; k < n; k++) {
        if (!functions[k].body)
            continue;
        if (has_nested(functions[k].body, functions[k].end))
            functions[k].plain = true;
        else
            block(functions[k].body, false);
    }
    decide();
}

int main(int argc, char **argv)
{
    FILE *file = stdin;
    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "--dense"))
            dense = true;
        else if (!strcmp(argv[i], "--sparse") && i + 1 < argc)
            percent = strtoul(argv[++i], NULL, 10);
        else if (!strcmp(argv[i], "--seed") && i + 1 < argc)
            seed = strtoul(argv[++i], NULL, 10);
        else if (!strcmp(argv[i], "--plain-pointers"))
            async_pointers = false;
        else if (argv[i][0] == '-')
            die("usage: asyncify [--dense] [--sparse P] [--seed N] "
                "[--plain-pointers] [program.c]");
        else if (!(file = fopen(argv[i], "r")))
            die("cannot read the file");
    }
    text = read_all(file);
    scan(text);
    analyse();
    mark();
    print();
    return 0;
}
