/*
 * The parser behind one function: hands tokens to the grammar and decides what
 * the grammar cannot.
 *
 * Needs:  unit_tokens, filled by scan_unit.
 * Leaves: the tree of external declarations (parse_unit).
 *
 * Decided here, because the whole token vector can be looked at:
 *   - what an identifier is (variable, type, word of the dialect), when the
 *     grammar asks for the token after IDENT;
 *   - runs of attributes, which become one token;
 *   - which function bodies are parsed, each by a parser of its own, so that an
 *     error or a failed attempt stays inside the body;
 *   - where to go on after an error.
 */
#include "front/parse.h"

#include "base/diag.h"
#include "base/spell.h"
#include "front/foreign.h"
#include "grammar/tokens.h"

#include <string.h>

/* Parsers inside of each other: nested functions, attributes. */
enum { MAX_NESTED_PARSERS = 200 };
static unsigned nested_parsers;

bool parse_every_body;

static const Token *token_at(Pos i)
{
    return &unit_tokens.at[i < unit_tokens.n ? i : 0];
}

static int kind_at(Pos i)
{
    return i < unit_tokens.n ? token_at(i)->kind : 0;
}

/* ---- brackets ---- */

/* The other bracket of each bracket, each kind by itself; 0: there is none. */
static Vec(Pos) partner;

static void match_brackets(void)
{
    Vec(Pos) open[3] = {{0}};
    vec_reserve(&partner, unit_tokens.n);
    partner.n = unit_tokens.n;
    for (Pos i = 0; i < unit_tokens.n; i++) {
        int k = kind_at(i);
        int which = k == '(' || k == ')' ? 0 : k == '[' || k == ']' ? 1 : 2;
        partner.at[i] = 0;
        if (k == '(' || k == '[' || k == '{') {
            vec_push(&open[which], i);
        } else if ((k == ')' || k == ']' || k == '}') && open[which].n > 0) {
            Pos o = open[which].at[--open[which].n];
            partner.at[i] = o;
            partner.at[o] = i;
        }
    }
    for (int which = 0; which < 3; which++)
        vec_free(&open[which]);
}

Pos parse_match(Pos open, Pos limit)
{
    Pos close = partner.at[open];
    return close > open && close < limit ? close : limit;
}

/* [[attribute]] or __attribute__((...)): the token after it, or i. */
static Pos skip_attribute(const Parser *p, Pos i)
{
    Pos open = i;
    if (kind_at(i) == TK_ATTRIBUTE && kind_at(i + 1) == '(')
        open = i + 1;
    else if (kind_at(i) != '[' || kind_at(i + 1) != '[')
        return i;
    Pos close = parse_match(open, p->limit);
    return close < p->limit ? close + 1 : i;
}

static Pos skip_attributes(const Parser *p, Pos i)
{
    for (Pos next; (next = skip_attribute(p, i)) != i;)
        i = next;
    return i;
}

/* ---- words of the dialect ---- */

static bool is_system(Pos i)
{
    return token_at(i)->flags & TF_SYSTEM;
}

/* After these a name has a name space of its own. */
static bool is_after_name_space(Pos i)
{
    switch (kind_at(i - 1)) {
    case '.': case TK_ARROW: case TK_STRUCT: case TK_UNION: case TK_ENUM:
    case TK_GOTO:
        return true;
    default:
        return false;
    }
}

/* The word that identifier `i` may be: its token, or 0. */
static int dialect_word(Pos i)
{
    const Token *t = token_at(i);
    if (t->kind != TK_IDENT) /* a reserved spelling */
        return t->kind >= TK_ASYNC && t->kind <= TK_GENERATOR ? t->kind : 0;
    if (t->str->word != WORD_CONTEXTUAL || is_after_name_space(i))
        return 0;
    if (t->str->s[0] == 'a' && t->str->s[1] == 'c') /* acc_queue(T) */
        return kind_at(i + 1) == '(' && kind_at(i + 2) != '*' ? TK_QUEUE : 0;
    if (is_system(i) || names_lookup(t->str) || kind_at(i + 1) == ':')
        return 0;
    return t->str->keyword;
}

/* May the token begin or continue declaration specifiers? */
static bool is_specifier(const Parser *p, Pos i)
{
    switch (kind_at(i)) {
    case TK_AUTO: case TK_CHAR_TYPE: case TK_CONST: case TK_DOUBLE:
    case TK_ENUM: case TK_EXTERN: case TK_FLOAT: case TK_INLINE: case TK_INT:
    case TK_LONG: case TK_REGISTER: case TK_RESTRICT: case TK_SHORT:
    case TK_SIGNED: case TK_STATIC: case TK_STRUCT: case TK_TYPEDEF:
    case TK_UNION: case TK_UNSIGNED: case TK_VOID: case TK_VOLATILE:
    case TK_ALIGNAS: case TK_ATOMIC: case TK_BOOL: case TK_COMPLEX:
    case TK_NORETURN: case TK_THREAD_LOCAL: case TK_BITINT: case TK_CONSTEXPR:
    case TK_TYPEOF_UNQUAL: case TK_TYPEOF: case TK_AUTO_TYPE: case TK_INT128:
    case TK_ADDRESS_SPACE: case TK_ATTRIBUTE:
    case TK_ASYNC: case TK_COROUTINE: case TK_TASK: case TK_FUTURE:
    case TK_AWAITABLE: case TK_QUEUE: case TK_GENERATOR:
        return true;
    case '[':
        return skip_attribute(p, i) != i;
    case TK_IDENT: {
        int word = dialect_word(i);
        return names_is_type(token_at(i)->str) || word == TK_ASYNC ||
               (word >= TK_COROUTINE && kind_at(i + 1) == '(');
    }
    default:
        return false;
    }
}

/* What stands in the first column and may begin a declaration does so. */
static bool begins_declaration_line(const Parser *p, Pos i)
{
    return (token_at(i)->flags & TF_LINE_START) && token_at(i)->col == 1 &&
           is_specifier(p, i);
}

/* `async` is a word where specifiers may follow it. `async x` with an unknown
 * x is taken as such, for the error message's sake: it is never plain C. */
static bool is_async_word(const Parser *p, Pos i)
{
    if (dialect_word(i) != TK_ASYNC)
        return false;
    if (kind_at(i) != TK_IDENT)
        return true;
    Pos next = skip_attributes(p, i + 1);
    return is_specifier(p, next) || kind_at(next) == TK_IDENT ||
           (next == i + 1 && kind_at(next) == TK_FOR);
}

/* The token to give for word `i` in this state of the parser, or 0. */
static int word_class(const Parser *p, Pos i, int state)
{
    int word = dialect_word(i);
    int next = kind_at(i + 1);
    int class = word;
    bool reserved = kind_at(i) != TK_IDENT;
    switch (word) {
    case 0:
        return 0;
    case TK_COROUTINE: case TK_TASK: case TK_FUTURE: case TK_AWAITABLE:
    case TK_QUEUE: case TK_GENERATOR:
        class = TK_HANDLE;
        if (next != '(')
            return 0;
        break;
    case TK_TRY:
        if (!reserved && next != '{' && next != '(')
            return 0;
        break;
    case TK_TIMEOUT: case TK_TASKGROUP:
        if (!reserved &&
            (next != '(' ||
             kind_at(parse_match(i + 1, p->limit) + 1) != '{'))
            return 0;
        break;
    }
    return grammar_accepts(state, class) ? class : 0;
}

/* ---- names: the token after IDENT ---- */

static int name_class(Parser *p, Pos i, int state)
{
    Str *s = token_at(i)->str;
    if (s->mentions_dialect)
        names_mention(i);
    int word = word_class(p, i, state);
    if (word)
        return word;
    if (names_is_type(s))
        return grammar_accepts(state, TK_TYPE) ? TK_TYPE : TK_REDECLARED;
    return TK_VARIABLE;
}

/* ---- tokens that stand for more, or for nothing ---- */

/* A function or object at file scope without specifiers, as before C99. */
static bool begins_implicit_int(const Parser *p, Pos i)
{
    if (kind_at(i) != TK_IDENT || names_is_type(token_at(i)->str))
        return false;
    switch (kind_at(i + 1)) {
    case '=': case ';': case ',': case '[':
        return true;
    case '(': {
        Pos after = parse_match(i + 1, p->limit) + 1;
        if (kind_at(after) == '{')
            return true;
        return !dialect_word(i) &&
               (kind_at(after) == ';' || is_specifier(p, after));
    }
    default:
        return false;
    }
}

/* Specifiers without a type stand before i: does the declarator begin here?
 * `static foo x` is not taken for a declaration of foo. */
static bool lacks_type(const Parser *p, Pos i)
{
    if (is_specifier(p, i) || kind_at(i) == TK_EXTENSION ||
        is_async_word(p, i - 1))
        return false;
    int next = kind_at(i + 1);
    return kind_at(i) != TK_IDENT || (next != TK_IDENT && next != '*');
}

/* __extension__ in front of a declaration is part of it and says nothing. */
static bool is_extension_of_declaration(const Parser *p, Pos i)
{
    while (kind_at(i) == TK_EXTENSION)
        i++;
    return is_specifier(p, i) || kind_at(i) == TK_STATIC_ASSERT ||
           kind_at(i) == TK_ASM;
}

/* C23's [[...]] in the middle of a declarator: `int a [[x]] [3]`, or at the
 * end of one in parentheses. */
static bool is_inner_attribute(const Parser *p, Pos i)
{
    int next = kind_at(skip_attributes(p, i));
    if (kind_at(i) != '[' || (next != '[' && next != '(' && next != ')'))
        return false;
    int before = kind_at(i - 1);
    return before == ']' ||
           (before == TK_IDENT && !names_is_type(token_at(i - 1)->str));
}

/* `enum E : int`, as opposed to a bit-field of type `enum E`. */
static bool is_enum_colon(Pos i)
{
    if (kind_at(i - 1) != TK_ENUM &&
        (kind_at(i - 1) != TK_IDENT || kind_at(i - 2) != TK_ENUM))
        return false;
    switch (kind_at(i + 1)) {
    case TK_CHAR_TYPE: case TK_SHORT: case TK_INT: case TK_LONG:
    case TK_SIGNED: case TK_UNSIGNED: case TK_BOOL: case TK_BITINT:
    case TK_INT128: case TK_CONST: case TK_VOLATILE: case TK_TYPEOF:
    case TK_TYPEOF_UNQUAL:
        return true;
    case TK_IDENT:
        return names_is_type(token_at(i + 1)->str);
    default:
        return false;
    }
}

/* The bracket that is closed at `close`, or 0. */
static Pos match_back(Pos close)
{
    return partner.at[close];
}

/* Back over attributes that end before i. */
static Pos attributes_before(Pos i)
{
    while (kind_at(i - 1) == ')' || kind_at(i - 1) == ']') {
        Pos open = match_back(i - 1);
        if (open == 0)
            return i;
        i = kind_at(open - 1) == TK_ATTRIBUTE ? open - 1 : open;
    }
    return i;
}

/* Does `}` at i close a struct or union whose last semicolon is missing? */
static bool lacks_semicolon(Pos i)
{
    int before = kind_at(i - 1);
    if (before == ';' || before == '{' || before == TK_PRAGMA ||
        match_back(i) == 0)
        return false;
    Pos head = attributes_before(match_back(i));
    if (kind_at(head - 1) == TK_IDENT)
        head = attributes_before(head - 1);
    return kind_at(head - 1) == TK_STRUCT || kind_at(head - 1) == TK_UNION;
}

/* Does the brace that closes at `close` end a block, as opposed to a record,
 * enum or initialiser? */
static bool closes_block(Pos close)
{
    switch (kind_at(match_back(close) - 1)) {
    case ')': case ';': case '{': case '}': case ':': case TK_ELSE: case TK_DO:
        return true;
    default:
        return false;
    }
}

/* A pragma is a token where a declaration or statement may stand; elsewhere it
 * is passed over and comes out with the text around it. */
static bool is_pragma_item(Pos i)
{
    Pos before = i - 1;
    while (kind_at(before) == TK_PRAGMA)
        before--;
    switch (kind_at(before)) {
    case 0:
    case ';':
        return true;
    case '{': {
        int opener = kind_at(before - 1);
        return opener != '=' && opener != ',' && opener != '{' &&
               opener != TK_ENUM && kind_at(before - 2) != TK_ENUM;
    }
    case '}': {
        Pos after = i;
        while (kind_at(after) == TK_PRAGMA)
            after++;
        int next = kind_at(after);
        if (next == ';' || next == ',' || next == ')' || next == TK_ELSE ||
            next == TK_WHILE)
            return false;
        return closes_block(before) || next != TK_IDENT;
    }
    default:
        return false;
    }
}

/* At file scope, the beginning of a declaration inside of a record, enum or
 * initialiser that has no end: reported, and the end put before it. */
static bool lacks_brace(const Parser *p, Pos i, int state)
{
    if (!begins_declaration_line(p, i) || !grammar_accepts(state, '}'))
        return false;
    for (Pos open = p->external; open < i; open++)
        if (kind_at(open) == '{' && partner.at[open] == 0) {
            partner.at[open] = i; /* it has its end now */
            diag_error(i, "expected '}' before '%s'", token_at(i)->str->s);
            diag_note(open, "the '{' to close is here");
            return true;
        }
    return false;
}

/* ---- function bodies ---- */

/* Why a body is parsed. */
enum {
    WANTS_NOTHING,
    WANTS_WORD,    /* a word or a predeclared function: perhaps only names */
    WANTS_MENTION, /* a name whose type has to do with the dialect */
};

/* Does anything in the body have to do with the dialect? Too much is harmless:
 * the body is parsed, and nothing is found. */
static int wants_parse(Pos open, Pos close)
{
    int wants = WANTS_NOTHING;
    for (Pos i = open; i < close; i++) {
        const Token *t = token_at(i);
        if (t->kind >= TK_ASYNC && t->kind <= TK_GENERATOR)
            return WANTS_MENTION;
        if (t->kind != TK_IDENT)
            continue;
        const Str *s = t->str;
        if (s->mentions_dialect)
            return WANTS_MENTION;
        if (s->word != WORD_NONE && !(t->flags & TF_SYSTEM) &&
            !names_lookup(s) && !is_after_name_space(i))
            wants = WANTS_WORD;
    }
    return wants;
}

static Node *skipped_body(Pos open, Pos end)
{
    return ast_node(ND_SKIPPED_BODY, open, end, 0);
}

static Node *parse_body(Parser *p, Pos open, Pos end, int wants)
{
    if (nested_parsers >= MAX_NESTED_PARSERS) {
        diag_error(open, "functions are nested too deeply");
        return skipped_body(open, end);
    }
    Parser body = {
        .next = open,
        .limit = end,
        .start = TK_START_BODY,
        .in_body = true,
        .tentative = !p->body_is_async && !parse_every_body,
        .dialect_before = build_dialect_constructs,
        .unclosed = p->unclosed,
        .last_resync = open,
    };
    Scope outside = names_save();
    unsigned errors_before = diag_errors;
    nested_parsers++;
    bool parsed = yyparse(&body) == 0 && !body.failed && body.result;
    nested_parsers--;
    names_restore(outside);
    /* Words that turned out to be the program's own names: plain C. */
    if (wants == WANTS_WORD &&
        build_dialect_constructs == body.dialect_before
        && diag_errors == errors_before)
        parsed = false;
    return parsed ? body.result : skipped_body(open, end);
}

static void pass_over(const Parser *p, Pos at, Pos end);

/* Where a body without its last brace probably ends: at what looks like the
 * first line of the next declaration. */
static Pos unclosed_end(const Parser *p, Pos open)
{
    for (Pos i = open + 1; i < p->limit; i++)
        if (begins_declaration_line(p, i))
            return i;
    return p->limit;
}

/* The column of the first token on the line of i. */
static unsigned indentation(Pos i)
{
    while (i > 1 && !(token_at(i)->flags & TF_LINE_START))
        i--;
    return token_at(i)->col;
}

/* The brace in [open, end) whose partner is missing, judged by how the lines
 * are indented. */
static Pos unclosed_brace(Pos open, Pos end)
{
    Vec(Pos) around = {0};
    Pos found = open;
    for (Pos i = open; i < end; i++) {
        if (kind_at(i) == '{') {
            vec_push(&around, i);
        } else if (kind_at(i) == '}' && around.n > 1) {
            Pos inner = around.at[--around.n];
            if ((token_at(i)->flags & TF_LINE_START)
                && indentation(inner) > token_at(i)->col) {
                found = inner;
                break;
            }
        }
        if (i + 1 == end && around.n)
            found = around.at[around.n - 1];
    }
    vec_free(&around);
    return found;
}

static void report_unclosed(Pos open, Pos end, Pos limit)
{
    if (end < limit)
        diag_error(end, "expected '}' before '%s'", token_at(end)->str->s);
    else
        diag_error(end - 1, "expected '}' before the end of the input");
    diag_note(unclosed_brace(open, end), "the '{' to close is here");
}

/* The body whose `{` is `open`; it has already been handed out. */
static Node *function_body(Parser *p, Pos open)
{
    p->body_pending = false;
    Pos close = parse_match(open, p->limit);
    Pos end = close < p->limit ? close + 1 : unclosed_end(p, open);
    p->next = end;
    if (!p->head_is_function) {
        diag_error(open, "unexpected '{': '%s' is no function",
                   token_at(open - 1)->str->s);
        pass_over(p, open, end);
        return skipped_body(open, end);
    }
    if (close == p->limit && p->body_is_async) {
        unsigned before = diag_errors;
        p->unclosed = open;
        Node *body = parse_body(p, open, end, WANTS_MENTION);
        p->unclosed = 0;
        if (diag_errors == before) {
            report_unclosed(open, end, p->limit);
            body = skipped_body(open, end);
        }
        pass_over(p, open, end);
        return body;
    }
    if (close == p->limit) {
        report_unclosed(open, end, p->limit);
        pass_over(p, open, end);
        return skipped_body(open, end);
    }
    int wants = p->body_is_async || parse_every_body ? WANTS_MENTION
                : is_system(open)                    ? WANTS_NOTHING
                                                     : wants_parse(open, close);
    return wants ? parse_body(p, open, end, wants) : skipped_body(open, end);
}

/* ---- the next token ---- */

int parse_token(YYSTYPE *value, Span *at, Parser *p, int state)
{
    *at = (Span){p->next, p->next};
    if (p->start) {
        int start = p->start;
        p->start = 0;
        return start;
    }
    if (p->name) {
        Pos name = p->name;
        p->name = 0;
        *at = (Span){name, name + 1};
        return name_class(p, name, state);
    }
    if (p->failed)
        return TK_YYEOF;
    if (p->resync) {
        p->next = p->last_resync = p->resync;
        p->resync = 0;
        *at = (Span){p->next, p->next};
        return TK_RESYNC;
    }
    if (p->body_pending && p->next > 1 && kind_at(p->next - 1) == '{') {
        Pos open = p->next - 1;
        value->node = function_body(p, open);
        at->end = p->next;
        return TK_BODY;
    }
    for (;;) {
        Pos i = p->next;
        if (i >= p->limit) {
            *at = (Span){p->limit, p->limit};
            return TK_YYEOF;
        }
        int kind = kind_at(i);
        if (p->at_external && kind != TK_EXTENSION && kind != TK_PRAGMA &&
            skip_attribute(p, i) == i) {
            p->at_external = false;
            if (begins_implicit_int(p, i)) {
                *at = (Span){i, i};
                return TK_IMPLICIT_SPECS;
            }
        }
        if (grammar_accepts(state, TK_IMPLICIT_INT) && lacks_type(p, i)) {
            *at = (Span){i, i};
            return TK_IMPLICIT_INT;
        }
        if (i == p->closed || (!p->in_body && lacks_brace(p, i, state))) {
            bool closed = i == p->closed; /* now its ';' */
            p->closed = closed ? 0 : i;
            *at = (Span){i, i};
            return closed ? ';' : '}';
        }
        if (kind == '}' && lacks_semicolon(i) && i != p->completed) {
            p->completed = i;
            *at = (Span){i, i};
            return ';';
        }
        p->next = i + 1;
        *at = (Span){p->extension ? p->extension : i, i + 1};
        p->extension = 0;
        switch (kind) {
        case TK_IDENT:
            if (is_async_word(p, i))
                return TK_ASYNC;
            if (dialect_word(i) == TK_CATCH && kind_at(i - 1) == '}' &&
                kind_at(i + 1) == '(')
                return TK_CATCH;
            p->name = i;
            return TK_IDENT;
        case TK_AWAIT: case TK_TRY: case TK_THROW: case TK_DEFER:
        case TK_YIELD: case TK_TIMEOUT: case TK_TASKGROUP: case TK_COROUTINE:
        case TK_TASK: case TK_FUTURE: case TK_AWAITABLE: case TK_QUEUE:
        case TK_GENERATOR:
            p->name = i;
            return TK_IDENT;
        case TK_EXTENSION:
            if (!is_extension_of_declaration(p, i))
                return kind;
            p->extension = at->first;
            continue;
        case TK_PRAGMA:
            if (is_pragma_item(i))
                return kind;
            continue;
        case TK_ATTRIBUTE:
        case '[': {
            Pos end = skip_attributes(p, i);
            if (end == i)
                return kind;
            p->next = end;
            if (is_inner_attribute(p, i))
                continue;
            at->end = end;
            value->node = build_attributes((Span){i, end});
            return TK_ATTRIBUTES;
        }
        case TK_ATOMIC:
            return kind_at(i + 1) == '(' ? TK_ATOMIC_OF : kind;
        case ':':
            return is_enum_colon(i) ? TK_ENUM_COLON : kind;
        default:
            return kind;
        }
    }
}

/* ---- errors ---- */

/* Where there was a syntax error. */
static Vec(Pos) errors;

bool parse_failed_in(Pos first, Pos end)
{
    for (size_t i = 0; i < errors.n; i++)
        if (errors.at[i] >= first && errors.at[i] < end)
            return true;
    return false;
}

static bool is_expected(const int *expected, int n, int token)
{
    for (int i = 0; i < n; i++)
        if (expected[i] == token)
            return true;
    return false;
}

/* ... of an initialiser or enum. */
static bool lacks_list_end(const int *expected, int n)
{
    return is_expected(expected, n, '}') && !is_expected(expected, n, TK_INT);
}

/* What the parser wanted, for the message; null: too much to tell. */
static const char *expected_text(const int *expected, int n)
{
    static const struct { int token; const char *text; } choices[] = {
        {';', "';'"}, {TK_NUMBER, "an expression"}, {')', "')'"},
        {']', "']'"}, {TK_CATCH, "'catch'"}, {TK_WHILE, "'while'"},
        {'{', "'{'"}, {'(', "'('"}, {':', "':'"},
        {',', "','"}, {'=', "'='"},
    };
    if (is_expected(expected, n, ';') && is_expected(expected, n, TK_INT))
        return NULL; /* any statement or declaration */
    if (lacks_list_end(expected, n))
        return "',' or '}'";
    for (size_t i = 0; i < sizeof choices / sizeof *choices; i++)
        if (is_expected(expected, n, choices[i].token))
            return choices[i].text;
    if (is_expected(expected, n, TK_IDENT))
        return is_expected(expected, n, TK_INT) ? "a type" : "a name";
    return NULL;
}

static bool is_unknown_name(Pos i)
{
    return kind_at(i) == TK_IDENT && !names_lookup(token_at(i)->str) &&
           !is_after_name_space(i);
}

/* `foo x`: two names in a row, the first of them unknown. */
static bool is_unknown_type(Pos at)
{
    return is_unknown_name(at - 1) &&
           (kind_at(at) == TK_IDENT ||
            (kind_at(at) == '*' && kind_at(at + 1) == TK_IDENT));
}

/* A declared name that switched a word of the dialect off, near the error. */
static const Binding *switched_off(Pos at)
{
    for (Pos i = at; i > 0 && i + 2 > at; i--) {
        const Token *t = token_at(i);
        const Binding *b = t->kind == TK_IDENT ? names_lookup(t->str) : NULL;
        if (b && t->str->word == WORD_CONTEXTUAL && b->at)
            return b;
    }
    return NULL;
}

static bool is_unterminated(Pos i)
{
    const Token *t = token_at(i);
    return (t->kind == TK_STRING || t->kind == TK_CHAR) &&
           (t->str->len < 2 || !strchr("'\"", t->str->s[t->str->len - 1]));
}

/* Where the statement or declaration with token `at` begins. */
static Pos statement_begin(const Parser *p, Pos at)
{
    while (at > 1 && at > p->last_resync) {
        int k = kind_at(at - 1);
        if (k == ';' || (k == '{' && p->in_body) || k == '}')
            break;
        at--;
    }
    return at;
}

/* Keywords, words of the dialect and names of types. */
static void try_word(Str *s, void *speller)
{
    if (s->s[0] != '_' && (s->keyword || names_is_type(s)))
        spell_try(speller, s->s, s->len);
}

/* An unknown name before the error that is nearly a word. */
static bool report_misspelled(const Parser *p, Pos at, const int *expected,
                              int n)
{
    Pos i = is_unknown_name(at - 1) ? at - 1 : at;
    if (!is_unknown_name(i) || token_at(i)->flags & TF_SYSTEM || i >= p->limit
        || (i == at && (is_expected(expected, n, TK_VARIABLE)
                        || is_expected(expected, n, TK_IDENT))))
        return false;
    Str *name = token_at(i)->str;
    Speller speller = spell_begin(name->s, name->len);
    if (name->keyword)
        return false;
    intern_each(try_word, &speller);
    if (!speller.best)
        return false;
    diag_replace(i, i + 1, "%s", speller.best);
    diag_error(i, "unknown word '%s'; did you mean '%s'?", name->s,
               speller.best);
    return true;
}

static void report(Parser *p, Pos at, const int *expected, int n)
{
    if (is_unterminated(at - 1) || is_unterminated(at)
        || (token_at(at - 1)->flags & TF_STRAY))
        return; /* the scanner has said so */
    const Binding *off = switched_off(at);
    if (off && off->name->in_error)
        return; /* said before */
    if (at >= p->limit && p->unclosed) {
        if (!parse_failed_in(p->unclosed, p->limit))
            report_unclosed(p->unclosed, p->limit, (Pos)unit_tokens.n);
        return;
    }
    const char *want = expected_text(expected, n);
    bool is_end = at >= p->limit;
    const char *found = is_end ? NULL : token_at(at)->str->s;
    Pos where = is_end && at > 0 ? at - 1 : at;

    if (foreign_report(statement_begin(p, at), at)
        || report_misspelled(p, at, expected, n))
        return;
    if (is_end)
        diag_error(where, want ? "expected %s before the end of the %s"
                               : "unexpected end%.0s of the %s",
                   want ? want : "", p->in_body ? "function" : "input");
    else if (kind_at(at - 1) == TK_ASYNC || is_async_word(p, at - 1))
        diag_error(at, "'async' needs the type of the result before '%s'",
                   found);
    else if (want && strcmp(want, "'catch'") == 0)
        diag_error(at - 1, "a 'try' block needs a 'catch' behind it");
    else if (is_unknown_type(at))
        diag_error(at - 1, "unknown type name '%s'", token_at(at - 1)->str->s);
    else if (is_unknown_name(at) && is_expected(expected, n, TK_TYPE) &&
             !is_expected(expected, n, TK_VARIABLE))
        diag_error(at, dialect_word(at) && !p->in_body
                           ? "'%s' can only stand in a function"
                           : "unknown type name '%s'", found);
    else if (want && (token_at(at)->flags & TF_LINE_START)) {
        if (strcmp(want, "';'") == 0 || strcmp(want, "')'") == 0)
            diag_append(at - 1, "%c", want[1]);
        diag_error(at - 1, "expected %s after '%s'", want,
                   token_at(at - 1)->str->s);
    } else if (want) {
        if (strcmp(want, "';'") == 0)
            diag_append(at - 1, ";");
        diag_error(at, "expected %s before '%s'", want, found);
    } else
        diag_error(at, "unexpected '%s'", found);
    if (off)
        diag_note(off->at,
                  "'%s' is declared here, so it is not the dialect's word; "
                  "write '_%c%s'", off->name->s,
                  off->name->s[0] - 'a' + 'A', off->name->s + 1);
}

/* Does the statement go on at i, behind the block that began at `open`? */
static bool continues_statement(Pos open, Pos i)
{
    switch (kind_at(i)) {
    case TK_WHILE:
        return kind_at(open - 1) == TK_DO;
    case TK_ELSE: case ';': case ',': case ')': case ']':
    case '=': case '.': case '(': case '[': case TK_ARROW:
        return true;
    case TK_IDENT:
        return dialect_word(i) == TK_CATCH;
    default:
        return kind_at(i) == TK_CATCH;
    }
}

static bool is_indented(Pos i)
{
    return (token_at(i)->flags & TF_LINE_START) && token_at(i)->col > 1;
}

/* The next statement or declaration: behind the `;` or block that ends this
 * one, or in front of the `}` that ends the block around it. */
static Pos find_resync(const Parser *p, Pos at, bool semicolon_missing)
{
    if (semicolon_missing && (token_at(at)->flags & TF_LINE_START) &&
        at > p->last_resync)
        return at;
    Pos i = at;
    if (!p->in_body && is_indented(p->external)) {
        /* statements of a function that was thought to have ended */
        do
            i++;
        while (i < p->limit && !begins_declaration_line(p, i));
        return i;
    }
    while (i < p->limit) {
        /* At file scope, what looks like a declaration's first line is one. */
        if (!p->in_body && i > at && begins_declaration_line(p, i))
            return i;
        switch (kind_at(i)) {
        case ';':
            return i + 1;
        case '}':
            /* not beyond the block, record or list in which the error is */
            if (i > p->last_resync && (p->in_body ||
                                       match_back(i) >= p->external))
                return i;
            return i + 1;
        case '(': {
            Pos close = parse_match(i, p->limit);
            i = close < p->limit ? close + 1 : i + 1;
            break;
        }
        case '{': {
            Pos close = parse_match(i, p->limit);
            if (close == p->limit)
                return p->limit;
            if (kind_at(close + 1) == ';')
                return close + 2;
            if (!continues_statement(i, close + 1))
                return close + 1;
            i = close + 1;
            break;
        }
        default:
            i++;
        }
    }
    return p->limit;
}

/* What is passed over: from the beginning of the statement or declaration in
 * which the error is. What it would have declared is not known. */
static void pass_over(const Parser *p, Pos at, Pos end)
{
    Pos begin = statement_begin(p, at);
    vec_push(&errors, at < p->limit ? at : p->limit - 1);
    if (!p->in_body && p->external < begin)
        begin = p->external;
    for (; begin < end && begin < unit_tokens.n; begin++)
        if (kind_at(begin) == TK_IDENT)
            token_at(begin)->str->in_error = true;
}

void parse_syntax_error(Parser *p, Pos at, const int *expected, int n)
{
    bool pending = p->body_pending;
    p->name = 0;
    p->extension = 0;
    p->body_pending = false;
    if (p->tentative && build_dialect_constructs == p->dialect_before) {
        p->failed = true;
        return;
    }
    p->tentative = false; /* it has dialect in it: report all its errors */
    if (pending && p->head_end < at && !p->head_is_old) {
        /* `int n` and a declaration in the next line */
        diag_append(p->head_end - 1, ";");
        diag_error(p->head_end - 1, "expected ';' after '%s'",
                   token_at(p->head_end - 1)->str->s);
        p->resync = p->head_end;
        pass_over(p, p->head_end, p->head_end);
        return;
    }
    if (at != p->last_resync || !lacks_list_end(expected, n))
        report(p, at, expected, n);
    p->resync = find_resync(p, at, is_expected(expected, n, ';'));
    pass_over(p, at, p->resync);
}

void parse_too_deep(Parser *p, Pos at)
{
    diag_error(at < p->limit ? at : p->limit - 1, "nesting is too deep");
    p->failed = true;
}

/* ---- for the grammar ---- */

void parse_result(Parser *p, Node *result)
{
    p->result = result;
}

void parse_external(Parser *p)
{
    names_file_scope();
    p->at_external = true;
    p->external = p->next;
    p->body_pending = false;
}

/* ---- entries ---- */

Node *parse_expression(Pos first, Pos end)
{
    Parser p = {.next = first,
                .limit = end,
                .start = TK_START_EXPRESSION,
                .tentative = true,
                .dialect_before = build_dialect_constructs};
    if (nested_parsers >= MAX_NESTED_PARSERS)
        return NULL;
    nested_parsers++;
    bool parsed = yyparse(&p) == 0 && !p.failed;
    nested_parsers--;
    return parsed ? p.result : NULL;
}

Node *parse_unit(void)
{
    Parser p = {.next = 1,
                .limit = (Pos)unit_tokens.n,
                .start = TK_START_UNIT};
    diag_pass = "parse";
    errors.n = 0;
    match_brackets();
    if (p.limit < 1)
        p.limit = 1;
    yyparse(&p);
    vec_free(&partner);
    if (!p.result)
        p.result = build_unit();
    return p.result;
}
