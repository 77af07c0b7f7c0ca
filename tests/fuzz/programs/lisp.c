/* A Lisp interpreter: reader, printer, closures, tail calls, a collector. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef enum Tag { NIL, NUMBER, SYMBOL, PAIR, PRIMITIVE, CLOSURE } Tag;
typedef struct Value Value;
typedef Value *(*Primitive)(Value *arguments);

struct Value {
    Tag tag;
    unsigned marked;
    union {
        long number;
        char name[12];
        Primitive primitive;
        struct { Value *head, *tail; };
        struct { Value *parameters, *body, *scope; };
    };
};

enum { CELLS = 6000, ROOTS = 4000 };

static Value cells[CELLS], nil, *free_list;
static Value *roots[ROOTS];
static int root_count, collections, peak;
static Value *symbols, *globals, *truth, *quote, *lambda, *define, *if_word,
    *let_word, *begin;
static const char *input;

static void fail(const char *what)
{
    printf("error: %s\n", what);
    exit(3);
}

/* ---- memory ---- */

static void mark(Value *v)
{
    while (v && v->tag != NIL && !v->marked) {
        v->marked = 1;
        if (v->tag == PAIR) {
            mark(v->head);
            v = v->tail;
        } else if (v->tag == CLOSURE) {
            mark(v->parameters);
            mark(v->body);
            v = v->scope;
        }
    }
}

static int sweep(void)
{
    int freed = 0;
    free_list = NULL;
    for (int i = CELLS; i-- > 0; cells[i].marked = 0) {
        if (cells[i].marked)
            continue;
        cells[i].tag = PAIR;
        cells[i].tail = free_list;
        cells[i].head = NULL;
        free_list = &cells[i];
        freed++;
    }
    return freed;
}

static Value *keep(Value *v)
{
    if (root_count == ROOTS)
        fail("too deep");
    if (root_count > peak)
        peak = root_count;
    return roots[root_count++] = v;
}

static Value *cell(Tag tag)
{
    if (!free_list) {
        for (int i = 0; i < root_count; i++)
            mark(roots[i]);
        mark(symbols);
        mark(globals);
        collections++;
        if (!sweep())
            fail("out of memory");
    }
    Value *v = free_list;
    free_list = v->tail;
    v->tag = tag;
    v->head = v->tail = v->scope = &nil;
    return keep(v);
}

/* A value that outlives what was kept since `base`. */
static Value *result(int base, Value *v)
{
    root_count = base;
    return keep(v);
}

static Value *number(long n)
{
    Value *v = cell(NUMBER);
    v->number = n;
    return v;
}

static Value *pair(Value *head, Value *tail)
{
    keep(head);
    keep(tail);
    Value *v = cell(PAIR);
    v->head = head;
    v->tail = tail;
    return v;
}

static Value *symbol(const char *name, int length)
{
    for (Value *s = symbols; s->tag == PAIR; s = s->tail)
        if ((int)strlen(s->head->name) == length &&
            !memcmp(s->head->name, name, (size_t)length))
            return s->head;
    Value *v = cell(SYMBOL);
    memset(v->name, 0, sizeof v->name);
    memcpy(v->name, name, length < 11 ? (size_t)length : 11);
    symbols = pair(v, symbols);
    return v;
}

/* ---- text ---- */

static int skip(void)
{
    while (isspace((unsigned char)*input) || *input == ';')
        if (*input == ';')
            while (*input && *input != '\n')
                input++;
        else
            input++;
    return *input;
}

static Value *read(void);

static Value *read_list(void)
{
    int base = root_count;
    if (skip() == ')')
        return input++, &nil;
    if (!*input)
        fail("the list does not end");
    Value *head = read();
    if (skip() == '.' && isspace((unsigned char)input[1])) {
        input++;
        Value *tail = read();
        if (skip() != ')')
            fail("')' is wanted");
        input++;
        return result(base, pair(head, tail));
    }
    return result(base, pair(head, read_list()));
}

static Value *read(void)
{
    int c = skip();
    if (c == '(')
        return input++, read_list();
    if (c == '\'') {
        input++;
        return pair(quote, pair(read(), &nil));
    }
    if (isdigit(c) || (c == '-' && isdigit((unsigned char)input[1]))) {
        char *end;
        long n = strtol(input, &end, 10);
        input = end;
        return number(n);
    }
    const char *start = input;
    while (*input && !isspace((unsigned char)*input) && !strchr("();'", *input))
        input++;
    if (input == start)
        fail("stray character");
    return symbol(start, (int)(input - start));
}

static void print(const Value *v)
{
    switch (v->tag) {
    case NIL: printf("()"); break;
    case NUMBER: printf("%ld", v->number); break;
    case SYMBOL: printf("%s", v->name); break;
    case PRIMITIVE: printf("#primitive"); break;
    case CLOSURE: printf("#lambda"); break;
    case PAIR:
        putchar('(');
        for (;; putchar(' ')) {
            print(v->head);
            v = v->tail;
            if (v->tag != PAIR)
                break;
        }
        if (v->tag != NIL) {
            printf(" . ");
            print(v);
        }
        putchar(')');
    }
}

/* ---- evaluation ---- */

static Value *lookup(Value *name, Value *scope)
{
    for (; scope->tag == PAIR; scope = scope->tail)
        if (scope->head->head == name)
            return scope->head;
    for (scope = globals; scope->tag == PAIR; scope = scope->tail)
        if (scope->head->head == name)
            return scope->head;
    return NULL;
}

static Value *evaluate(Value *v, Value *scope);

static Value *evaluate_all(Value *list, Value *scope)
{
    if (list->tag != PAIR)
        return &nil;
    Value *head = evaluate(list->head, scope);
    return pair(head, evaluate_all(list->tail, scope));
}

static Value *bind(Value *names, Value *values, Value *scope)
{
    for (; names->tag == PAIR && values->tag == PAIR;
         names = names->tail, values = values->tail)
        scope = pair(pair(names->head, values->head), scope);
    return names->tag == SYMBOL ? pair(pair(names, values), scope) : scope;
}

static Value *define_global(Value *name, Value *value)
{
    Value *old = lookup(name, &nil);
    if (old)
        old->tail = value;
    else
        globals = pair(pair(name, value), globals);
    return name;
}

static Value *evaluate(Value *v, Value *scope)
{
    int base = root_count;
    for (;;) {
        result(base, v);
        keep(scope);
        if (v->tag == SYMBOL) {
            Value *found = lookup(v, scope);
            if (!found)
                fail(v->name);
            return result(base, found->tail);
        }
        if (v->tag != PAIR)
            return result(base, v);
        Value *word = v->head, *rest = v->tail;
        if (word == quote)
            return result(base, rest->head);
        if (word == if_word) {
            v = evaluate(rest->head, scope)->tag != NIL ? rest->tail->head
                : rest->tail->tail->tag == PAIR ? rest->tail->tail->head : &nil;
            continue;
        }
        if (word == lambda) {
            Value *c = cell(CLOSURE);
            c->parameters = rest->head;
            c->body = rest->tail;
            c->scope = scope;
            return result(base, c);
        }
        if (word == define)
            return result(base, define_global(rest->head,
                                              evaluate(rest->tail->head, scope)));
        if (word == let_word) {
            for (Value *b = rest->head; b->tag == PAIR; b = b->tail)
                scope = pair(pair(b->head->head,
                                  evaluate(b->head->tail->head, scope)), scope);
            rest = rest->tail;
            goto sequence;
        }
        if (word == begin)
            goto sequence;
        Value *f = evaluate(word, scope), *values = evaluate_all(rest, scope);
        if (f->tag == PRIMITIVE)
            return result(base, f->primitive(values));
        if (f->tag != CLOSURE)
            fail("this is no function");
        scope = bind(f->parameters, values, f->scope);
        rest = f->body;
sequence:
        for (; rest->tail->tag == PAIR; rest = rest->tail)
            evaluate(rest->head, scope);
        v = rest->head;
    }
}

/* ---- primitives ---- */

static long first(Value *list) { return list->head->number; }
static long second(Value *list) { return first(list->tail); }
static Value *boolean(int b) { return b ? truth : &nil; }

static Value *add(Value *a)
{
    long sum = 0;
    for (; a->tag == PAIR; a = a->tail)
        sum += first(a);
    return number(sum);
}

static Value *subtract(Value *a)
{
    return number(a->tail->tag == PAIR ? first(a) - second(a) : -first(a));
}

static Value *multiply(Value *a) { return number(first(a) * second(a)); }
static Value *divide(Value *a) { return second(a) ? number(first(a) / second(a)) : &nil; }
static Value *modulo(Value *a) { return number(first(a) % second(a)); }
static Value *less(Value *a) { return boolean(first(a) < second(a)); }
static Value *car(Value *a) { return a->head->tag == PAIR ? a->head->head : &nil; }
static Value *cdr(Value *a) { return a->head->tag == PAIR ? a->head->tail : &nil; }
static Value *cons(Value *a) { return pair(a->head, a->tail->head); }
static Value *is_null(Value *a) { return boolean(a->head->tag == NIL); }
static Value *is_pair(Value *a) { return boolean(a->head->tag == PAIR); }

static Value *equal(Value *a)
{
    Value *x = a->head, *y = a->tail->head;
    return boolean(x == y || (x->tag == NUMBER && y->tag == NUMBER &&
                              x->number == y->number));
}

static const struct { const char *name; Primitive run; } primitives[] = {
    {"+", add}, {"-", subtract}, {"*", multiply}, {"/", divide}, {"%", modulo},
    {"<", less}, {"=", equal}, {"car", car}, {"cdr", cdr}, {"cons", cons},
    {"null?", is_null}, {"pair?", is_pair},
};

static void start(void)
{
    sweep();
    symbols = globals = &nil;
    static const struct { Value **place; const char *name; } words[] = {
        {&truth, "t"}, {&quote, "quote"}, {&lambda, "lambda"}, {&define, "define"},
        {&if_word, "if"}, {&let_word, "let"}, {&begin, "begin"},
    };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        *words[i].place = symbol(words[i].name, (int)strlen(words[i].name));
    define_global(truth, truth);
    for (size_t i = 0; i < sizeof primitives / sizeof *primitives; i++) {
        Value *p = cell(PRIMITIVE);
        p->primitive = primitives[i].run;
        define_global(symbol(primitives[i].name, (int)strlen(primitives[i].name)), p);
    }
    root_count = 0;
}

static const char program[] =
    "(define not (lambda (x) (if x '() t)))\n"
    "(define map (lambda (f l) (if (null? l) l (cons (f (car l)) (map f (cdr l))))))\n"
    "(define fold (lambda (f a l) (if (null? l) a (fold f (f a (car l)) (cdr l)))))\n"
    "(define range (lambda (a b) (if (< a b) (cons a (range (+ a 1) b)) '())))\n"
    "(map (lambda (x) (* x x)) (range 0 10)) ; squares\n"
    "(fold + 0 (range 0 60))\n"
    "(define fib (lambda (n) (if (< n 2) n (+ (fib (- n 1)) (fib (- n 2))))))\n"
    "(fib 12)\n"
    "(define loop (lambda (n a) (if (= n 0) a (loop (- n 1) (+ a n)))))\n"
    "(loop 2000 0)\n"
    "(define adder (lambda (n) (lambda (x) (+ x n))))\n"
    "((adder 5) 10)\n"
    "(let ((x 2) (y (+ x 3))) (* x y))\n"
    "(define x 10)\n"
    "(let ((x 2) (y (+ x 3))) (begin (define z y) (cons x (cons y z))))\n"
    "'(a (b . c) . d)\n"
    "(define filter (lambda (p l) (if (null? l) l (if (p (car l))\n"
    "  (cons (car l) (filter p (cdr l))) (filter p (cdr l))))))\n"
    "(define sieve (lambda (l) (if (null? l) l (cons (car l)\n"
    "  (sieve (filter (lambda (n) (not (= (% n (car l)) 0))) (cdr l)))))))\n"
    "(sieve (range 2 50))\n"
    "((lambda rest (cdr rest)) 1 2 3)\n"
    "(/ 7 0)\n"
    "(unknown 1)\n";

int main(void)
{
    start();
    for (input = program; skip();) {
        print(evaluate(read(), &nil));
        printf("  ; %d kept, %d collections\n", peak, collections);
        root_count = peak = 0;
    }
    return 0;
}
