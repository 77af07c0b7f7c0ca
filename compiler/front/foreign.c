/*
 * Habits from other languages: tables of words, and rules for what is made of
 * signs. Every message says what to write instead.
 */
#include "front/foreign.h"

#include <string.h>

#include "base/diag.h"
#include "front/names.h"
#include "grammar/tokens.h"

static int kind_at(Pos i)
{
    return i > 0 && i < unit_tokens.n ? unit_tokens.at[i].kind : 0;
}

static bool is_word(Pos i, const char *word)
{
    return i > 0 && i < unit_tokens.n && unit_tokens.at[i].str
           && strcmp(unit_tokens.at[i].str->s, word) == 0;
}

/* A name that the program does not declare. */
static bool is_unknown(Pos i)
{
    return kind_at(i) == TK_IDENT && !names_lookup(unit_tokens.at[i].str)
           && kind_at(i - 1) != '.' && kind_at(i - 1) != TK_ARROW;
}

/* ---- words ---- */

typedef struct Word {
    const char *word;
    const char *text;    /* the message */
    const char *instead; /* to be written in its place, or null */
} Word;

/* Words that make the grammar stumble. */
static const Word words[] = {
    {"co_await", "'co_await' is C++; write 'await'", "await"},
    {"co_return", "'co_return' is C++; write 'return'", "return"},
    {"co_yield", "'co_yield' is C++; write 'yield'", "yield"},
    {"def", "'def' is Python; write 'async T name(parameters) { ... }'", NULL},
    {"except", "'except' is Python; write 'catch (int e) { ... }', or "
     "'catch (CODE) { ... }'", NULL},
    {"finally", "there is no 'finally'; write 'defer { ... }' in front: it "
     "runs however the block is left", NULL},
    {"raise", "'raise' is Python; write 'throw'", "throw"},
    {"with", "'with' is Python; a time limit is 'timeout (duration) { ... }', "
     "a group 'taskgroup (g) { ... }', cleaning up 'defer'", NULL},
    {"elif", "'elif' is Python; write 'else if'", "else if"},
    {"lambda", "'lambda' is Python; C has no functions inside of expressions",
     NULL},
    {"and", "'and' is Python; write '&&'", "&&"},
    {"or", "'or' is Python; write '||'", "||"},
    {"not", "'not' is Python; write '!'", "!"},
    {"pass", "'pass' is Python; the empty statement is ';'", ""},
    {"fn", "'fn' is Rust; write 'async T name(parameters) { ... }'", NULL},
    {"function", "'function' is JavaScript; write 'async T name(parameters) "
     "{ ... }', for a generator 'generator(T) name(parameters) { ... }'", NULL},
    {"move", "'async move' is Rust; declare an async function and call it: "
     "its arguments are captured", NULL},
    {"let", "'let' is JavaScript and Rust; write 'auto', or the type", "auto"},
    {"var", "'var' is JavaScript and C#; write 'auto', or the type", "auto"},
    {"new", "'new' is C++; 'malloc' allocates", NULL},
    {"foreach", "'foreach' is C#; write 'for (T x : generator)', or 'async "
     "for'", NULL},
    {"go", "'go' is Go; write 'create_task(...);'", NULL},
    {"Promise", "'Promise' is JavaScript; a coroutine that was started is a "
     "'task(T)', a value to come a 'future(T)'", NULL},
    {"Task", "'Task' is C#; an async function names its result, 'async int "
     "f(void)', and a handle is 'task(int)'", NULL},
    {"throws", "'throws' is Java; every async function may throw", NULL},
    {"begin", "a block begins with '{'", NULL},
};

/* Names that are undeclared, in what is otherwise C. */
static const Word names[] = {
    {"None", "'None' is Python; write 'NULL'", "NULL"},
    {"True", "'True' is Python; write '1', or 'true' of <stdbool.h>", "1"},
    {"False", "'False' is Python; write '0', or 'false' of <stdbool.h>", "0"},
    {"nullptr", "'nullptr' is C++ and C23; write 'NULL'", "NULL"},
    {"pass", "'pass' is Python; the empty statement is ';'", ""},
    {"this", "there is no 'this'; hand the object on as a parameter", NULL},
    {"self", "there is no 'self'; hand the object on as a parameter", NULL},
};

static const Word *find(const Word *table, size_t n, Pos at)
{
    for (size_t i = 0; i < n; i++)
        if (is_word(at, table[i].word))
            return &table[i];
    return NULL;
}

#define FIND(table, at) find(table, sizeof table / sizeof *table, at)

static void report_word(const Word *w, Pos at)
{
    if (w->instead && !w->instead[0])
        diag_remove(at);
    else if (w->instead)
        diag_replace(at, at + 1, "%s", w->instead);
    diag_error(at, "%s", w->text);
}

/* ---- libraries: asyncio.sleep, Promise.all ---- */

typedef struct Member {
    const char *library, *member;
    const char *instead; /* the name here, or null */
} Member;

static const Member members[] = {
    {"asyncio", "sleep", "acc_sleep"},
    {"asyncio", "run", "run"},
    {"asyncio", "gather", "gather"},
    {"asyncio", "create_task", "create_task"},
    {"asyncio", "ensure_future", "create_task"},
    {"asyncio", "wait_for", "wait_for"},
    {"asyncio", "shield", "shield"},
    {"asyncio", "wait", "acc_wait"},
    {"asyncio", "as_completed", "acc_as_completed"},
    {"asyncio", "timeout", "timeout"},
    {"asyncio", "TaskGroup", "taskgroup"},
    {"asyncio", "Queue", "acc_queue_new"},
    {"asyncio", "Lock", "acc_lock"},
    {"asyncio", "Event", "acc_event"},
    {"asyncio", "Condition", "acc_condition"},
    {"asyncio", "Semaphore", "acc_semaphore"},
    {"asyncio", "to_thread", "acc_to_thread"},
    {"asyncio", "current_task", "acc_current_task"},
    {"asyncio", "TimeoutError", "TimeoutError"},
    {"asyncio", "CancelledError", "CancelledError"},
    {"Promise", "all", "gather"},
    {"Promise", "race", "acc_wait"},
    {"Promise", "any", "acc_wait"},
    {"Task", "Delay", "acc_sleep"},
    {"Task", "Run", "create_task"},
    {"Task", "WhenAll", "gather"},
    {"Task", "WhenAny", "acc_wait"},
    {"tokio", "spawn", "create_task"},
    {"time", "sleep", "acc_sleep"},
};

bool foreign_library(Pos at)
{
    if (kind_at(at + 1) != '.' || kind_at(at + 2) != TK_IDENT)
        return false;
    for (size_t i = 0; i < sizeof members / sizeof *members; i++) {
        const Member *m = &members[i];
        if (!is_word(at, m->library) || !is_word(at + 2, m->member))
            continue;
        diag_replace(at, at + 3, "%s", m->instead);
        diag_error(diag_span(at, at, at + 3), "there is no '%s.%s'; write '%s'",
                   m->library, m->member, m->instead);
        return true;
    }
    if (!is_word(at, "asyncio") && !is_word(at, "Promise"))
        return false;
    diag_error(diag_span(at, at, at + 3), "there is no '%s'; the functions "
               "stand alone: 'gather', 'create_task', 'acc_sleep'",
               unit_tokens.at[at].str->s);
    return true;
}

bool foreign_name(Pos at)
{
    const Word *w = FIND(names, at);
    if (!w)
        return foreign_library(at);
    report_word(w, at);
    return true;
}

bool foreign_member(Pos object, Pos at)
{
    if (is_word(at, "await")) {
        diag_insert(object, "await ");
        diag_replace(at - 1, at + 1, "%s", "");
        diag_error(at, "'.await' is Rust; 'await' stands in front: 'await f()'");
        return true;
    }
    if (is_word(at, "then") || is_word(at, "catch") || is_word(at, "finally")) {
        diag_error(at, "'.%s' is JavaScript; 'await' gives the value, 'try' and "
                   "'catch' take its errors", unit_tokens.at[at].str->s);
        return true;
    }
    return false;
}

/* ---- signs ---- */

/* Do the two tokens stand beside each other? */
static bool touches(Pos i)
{
    const Token *a = &unit_tokens.at[i], *b = a + 1;
    return i + 1 < unit_tokens.n && a->line == b->line && a->file == b->file
           && a->col && a->col + a->str->len == b->col;
}

static bool is_pair(Pos i, int first, int second)
{
    return kind_at(i) == first && kind_at(i + 1) == second && touches(i);
}

/* `task<int>`: where it begins, or 0. */
static Pos angle_handle(Pos at)
{
    static const char *const handles[] = {"task", "future", "coroutine",
                                          "generator", "awaitable"};
    for (Pos i = at > 2 ? at - 2 : 1; i <= at; i++)
        for (size_t k = 0; k < sizeof handles / sizeof *handles; k++)
            if (is_word(i, handles[k]) && kind_at(i + 1) == '<')
                return i;
    return 0;
}

static void report_angle(Pos i)
{
    Pos close = i + 2;
    while (close < i + 8 && kind_at(close) && kind_at(close) != '>')
        close++;
    if (kind_at(close) == '>') {
        diag_replace(i + 1, i + 2, "(");
        diag_replace(close, close + 1, ")");
    }
    diag_error(i, "a handle is written '%s(T)', with parentheses",
               unit_tokens.at[i].str->s);
}

static bool report_signs(Pos begin, Pos at)
{
    Pos angle = angle_handle(at);
    if (angle) {
        report_angle(angle);
        return true;
    }
    if (kind_at(at) == TK_ELLIPSIS && kind_at(at - 1) == '('
        && is_word(at - 2, "catch")) {
        diag_replace(at, at + 1, "int e");
        diag_error(at, "'catch (...)' is C++; 'catch (int e)' takes every "
                   "error");
        return true;
    }
    for (Pos i = at > 1 ? at - 1 : at; i <= at; i++) {
        if (is_pair(i, '=', '>')) {
            diag_error(diag_span(i, i, i + 2), "'=>' is JavaScript; C has no "
                       "functions inside of expressions: declare an async "
                       "function and call it");
            return true;
        }
        if (!is_pair(i, ':', ':'))
            continue;
        for (Pos k = begin; k < i; k++)
            if (is_word(k, "catch") || is_word(k, "throw")) {
                diag_error(diag_span(i, i, i + 2), "there are no exception "
                           "objects; an error is an 'int': 'throw CODE;' and "
                           "'catch (int e)'");
                return true;
            }
        diag_error(diag_span(i, i, i + 2), "'::' is C++; names have no "
                   "qualifiers in C");
        return true;
    }
    if (kind_at(at - 1) == '?' && (kind_at(at) == ';' || kind_at(at) == ')')) {
        diag_remove(at - 1);
        diag_error(at - 1, "'?' is Rust; 'await' throws the error by itself");
        return true;
    }
    if (kind_at(at) == '[' && (kind_at(at - 1) == '=' || kind_at(at - 1) == '('
                               || kind_at(at - 1) == ',')) {
        diag_error(at, "a lambda is C++; C has no functions inside of "
                   "expressions");
        return true;
    }
    return false;
}

/* ---- statements ---- */

static bool is_loop_in(Pos begin, Pos at)
{
    bool loop = false;
    for (Pos i = begin; i < at + 3 && i < unit_tokens.n; i++) {
        loop |= kind_at(i) == TK_FOR;
        if (loop && (is_word(i, "in") || is_word(i, "of")) && is_unknown(i))
            return true;
    }
    return false;
}

static bool report_statement(Pos begin, Pos at)
{
    for (Pos i = begin; i <= at; i++)
        if (is_word(i, "yield") && is_word(i + 1, "from")) {
            diag_error(diag_span(i, i, i + 2), "'yield from' is Python; write "
                       "'for (T x : generator) yield x;'");
            return true;
        }
    if (is_loop_in(begin, at)) {
        diag_error(at, "a generator is iterated by 'for (T x : generator)', an "
                   "asynchronous one by 'async for'");
        return true;
    }
    if (is_word(at, "await") && kind_at(at - 1) == TK_FOR) {
        diag_replace(at - 1, at + 1, "async for");
        diag_error(at, "'for await' is JavaScript; write 'async for'");
        return true;
    }
    for (Pos i = at; i >= begin && i > 0; i--) {
        if (is_word(i, "catch") && is_unknown(i)
            && (kind_at(i - 1) != '}' || i == at)) {
            diag_error(i, "this 'catch' has no 'try' block in front of it");
            return true;
        }
        if (is_word(i, "taskgroup") && is_unknown(i) && i + 1 == at
            && kind_at(at) == '{') {
            diag_append(i, " (g)");
            diag_error(i, "a 'taskgroup' has a name: 'taskgroup (g) { ... }'");
            return true;
        }
        if (is_word(i, "timeout") && is_unknown(i) && i + 1 == at) {
            diag_error(i, "the time of a 'timeout' stands in parentheses: "
                       "'timeout (2 * ACC_SEC) { ... }'");
            return true;
        }
    }
    return false;
}

/* The word nearest to the error explains it. */
bool foreign_report(Pos begin, Pos at)
{
    enum { FARTHEST = 8 };
    if (at > FARTHEST && begin + FARTHEST < at)
        begin = at - FARTHEST;
    if (begin == 0)
        begin = 1;
    if (report_statement(begin, at) || report_signs(begin, at))
        return true;
    for (Pos i = at; i >= begin && i > 0; i--) {
        const Word *w = is_unknown(i) ? FIND(words, i) : NULL;
        if (is_unknown(i) && foreign_library(i))
            return true;
        if (w) {
            report_word(w, i);
            return true;
        }
    }
    return false;
}
