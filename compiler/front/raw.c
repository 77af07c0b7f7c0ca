/*
 * Raw scanner: translation phases 1 to 3 of C over the original text of a
 * file: trigraphs, spliced lines, comments, tokens, directive lines. Nothing
 * is evaluated: tokens of skipped groups are there as well.
 */
#include "front/raw.h"

#include <string.h>

typedef struct Scan {
    RawText *raw;
    const char *s, *end;
    const char *line_begin;
    unsigned line;
    bool trigraphs;
    bool no_directives;
    Vec(unsigned) open; /* conditional groups: directive last seen of each */
    RawTwin *twin;      /* or null */
    unsigned depth;     /* of parentheses since the last run */
    unsigned until;     /* the line to stop at */
} Scan;

enum { SPACE = 1, LETTER = 2, DIGIT = 4, SPECIAL = 8, SINGLE = 16, LATER = 32 };

/* SPECIAL: may begin a splice or trigraph. SINGLE: a punctuator that is no
 * part of a longer one. LATER: may be the second character of a punctuator.
 * Bytes above 127 are letters. */
static unsigned char class_of[256];

static void fill_classes(void) {
    if (class_of['a'])
        return;
    for (int c = 128; c < 256; c++)
        class_of[c] = LETTER;
    for (int c = 'a'; c <= 'z'; c++)
        class_of[c] = class_of[c - 'a' + 'A'] = LETTER;
    for (int c = '0'; c <= '9'; c++)
        class_of[c] = DIGIT;
    class_of['_'] = class_of['$'] = LETTER;
    class_of[' '] = class_of['\t'] = class_of['\v'] = class_of['\f'] =
        class_of['\r'] = class_of[0] = SPACE;
    class_of['\\'] = class_of['?'] = SPECIAL;
    for (const char *s = ";,(){}[]~"; *s; s++)
        class_of[(unsigned char)*s] = SINGLE;
    for (const char *s = "><=+-&|#:%."; *s; s++)
        class_of[(unsigned char)*s] = LATER;
}

static bool is_class(char c, int classes) {
    return (class_of[(unsigned char)c] & classes) != 0;
}

/* The length of a splice at s (backslash, blanks, newline), or 0. */
static size_t splice_length(const Scan *c, const char *s) {
    const char *p = s;
    if (*p == '\\')
        p++;
    else if (c->trigraphs && p[0] == '?' && p[1] == '?' && p[2] == '/')
        p += 3;
    else
        return 0;
    while (p < c->end && (*p == ' ' || *p == '\t' || *p == '\r'))
        p++;
    return p < c->end && *p == '\n' ? (size_t)(p + 1 - s) : 0;
}

/* Skips splices where the scan stands; were there any? */
static bool skip_splices(Scan *c) {
    bool any = false;
    size_t n;
    while (is_class(*c->s, SPECIAL) && (n = splice_length(c, c->s)) != 0) {
        c->s += n;
        c->line++;
        c->line_begin = c->s;
        any = true;
    }
    return any;
}

static char trigraph(const char *s) {
    static const char from[] = "=/'()!<>-", to[] = "#\\^[]|{}~";
    const char *p = s[0] == '?' && s[1] == '?' && s[2] ? strchr(from, s[2])
                                                       : NULL;
    return p ? to[p - from] : 0;
}

/* The character of phase 2 where the scan stands, splices skipped; *n is its
 * length in the text. 0 at the end. */
static char peek(Scan *c, size_t *n) {
    skip_splices(c);
    *n = c->s < c->end;
    if (c->s >= c->end)
        return 0;
    if (c->trigraphs && *c->s == '?') {
        char t = trigraph(c->s);
        if (t) {
            *n = 3;
            return t;
        }
    }
    return *c->s;
}

void raw_spelling(const RawText *raw, unsigned begin, unsigned end,
                  StrBuf *out) {
    RawText whole = *raw;
    Scan c = {.raw = &whole,
              .s = raw->text + begin,
              .end = raw->text + raw->size,
              .trigraphs = raw->trigraphs};
    const char *stop = raw->text + end;
    fill_classes();
    while (c.s < stop) {
        size_t n;
        char ch = peek(&c, &n);
        if (c.s < stop)
            strbuf_putc(out, ch);
        c.s += n;
    }
}

/* ---- comments ---- */

static bool skip_word(const char **s, const char *end, const char *word) {
    const char *p = *s;
    for (; *word; word++, p++)
        if (p >= end || (*p | 0x20) != (*word | 0x20))
            return false;
    *s = p;
    return true;
}

/* Would gcc's -Wimplicit-fallthrough accept the comment text? */
static bool is_fallthrough(const char *s, const char *end) {
    if (end - s < 8 || end - s > 200)
        return false;
    if (*s == '@' || *s == '-') {
        char mark = *s++;
        return skip_word(&s, end, "fallthrough")
               && (mark == '-' ? s == end : s + 1 == end && *s == '@');
    }
    if (skip_word(&s, end, "lint "))
        s += s < end && *s == '-';
    while (s < end && strchr(" \t.!*\r\n", *s))
        s++;
    if (skip_word(&s, end, "else")) {
        s += s < end && *s == ',';
        s += s < end && *s == ' ';
    } else if (skip_word(&s, end, "intentional")) {
        skip_word(&s, end, "ly");
        s += s < end && *s == ' ';
    }
    if (!skip_word(&s, end, "fall"))
        return false;
    if (!skip_word(&s, end, "s ") && s < end && (*s == ' ' || *s == '-'))
        s++;
    if (!skip_word(&s, end, "through") && !skip_word(&s, end, "thru"))
        return false;
    while (s < end && strchr(" \t.!*\r\n", *s))
        s++;
    return s == end || *s == '-';
}

static void newline(Scan *c) { /* the scan stands behind it */
    c->line++;
    c->line_begin = c->s;
}

/* The scan stands behind the two characters that open a comment. */
static void block_comment(Scan *c, unsigned *flags) {
    const char *begin = c->s, *stop = c->end;
    for (;;) {
        if (c->s >= c->end)
            break;
        const char *p = c->s;
        while (p < c->end && *p != '\n' && *p != '*')
            p++;
        if (p == c->end) {
            c->s = p;
            break;
        }
        c->s = p + 1;
        if (*p == '\n') {
            newline(c);
        } else {
            size_t n;
            char next = peek(c, &n);
            if (next == '/') {
                stop = c->s - 1;
                c->s += n;
                break;
            }
        }
    }
    if (is_fallthrough(begin, stop))
        *flags |= RAW_FALLTHROUGH;
}

static void line_comment(Scan *c, unsigned *flags) {
    const char *begin = c->s;
    while (c->s < c->end && *c->s != '\n') {
        if (is_class(*c->s, SPECIAL) && skip_splices(c))
            continue;
        c->s++;
    }
    if (is_fallthrough(begin, c->s))
        *flags |= RAW_FALLTHROUGH;
}

/* Is there a comment where the scan stands? Then it is skipped. */
static bool comment(Scan *c, unsigned *flags) {
    if (*c->s != '/')
        return false;
    if (c->s[1] == '*') {
        c->s += 2;
        block_comment(c, flags);
        return true;
    }
    if (c->s[1] == '/') {
        c->s += 2;
        line_comment(c, flags);
        return true;
    }
    if (c->s + 1 >= c->end || !is_class(c->s[1], SPECIAL))
        return false;
    Scan saved = *c;
    size_t n;
    c->s++;
    char ch = peek(c, &n);
    if (ch == '*' || ch == '/') {
        c->s += n;
        if (ch == '*')
            block_comment(c, flags);
        else
            line_comment(c, flags);
        return true;
    }
    c->s = saved.s;
    c->line = saved.line;
    c->line_begin = saved.line_begin;
    return false;
}

/* ---- tokens ---- */

/* Letters and digits; true if a splice was met. */
static bool skip_letters(Scan *c) {
    bool spliced = false;
    for (;;) {
        const char *p = c->s;
        while (is_class(*p, LETTER | DIGIT))
            p++;
        c->s = p;
        if (*c->s == '\\' && (c->s[1] == 'u' || c->s[1] == 'U')) {
            c->s += 2;
            continue;
        }
        const char *at = c->s;
        if (!is_class(*at, SPECIAL))
            return spliced;
        Scan saved = *c;
        if (!skip_splices(c) || !is_class(*c->s, LETTER | DIGIT)) {
            *c = saved;
            return spliced;
        }
        spliced = true;
    }
}

static bool skip_number(Scan *c) {
    bool spliced = false;
    for (;;) {
        while (is_class(*c->s, LETTER | DIGIT) || *c->s == '.'
               || ((*c->s == '+' || *c->s == '-')
                   && strchr("eEpP", c->s[-1]))
               || (*c->s == '\'' && is_class(c->s[-1], LETTER | DIGIT)
                   && is_class(c->s[1], LETTER | DIGIT)))
            c->s++;
        Scan saved = *c;
        if (!is_class(*c->s, SPECIAL) || !skip_splices(c)
            || !(is_class(*c->s, LETTER | DIGIT) || *c->s == '.')) {
            *c = saved;
            return spliced;
        }
        spliced = true;
    }
}

/* The scan stands behind the opening quote. A literal that is not closed ends
 * at the newline, as lone apostrophes in skipped groups do. */
static bool skip_quoted(Scan *c, char quote) {
    bool spliced = false;
    while (c->s < c->end && *c->s != '\n') {
        char ch = *c->s;
        if (is_class(ch, SPECIAL)) {
            if (skip_splices(c)) {
                spliced = true;
                continue;
            }
            bool escape = ch == '\\';
            if (c->trigraphs && trigraph(c->s)) {
                escape = trigraph(c->s) == '\\';
                c->s += 2;
                spliced = true;
            }
            c->s++;
            if (escape) {
                spliced |= skip_splices(c);
                if (c->s < c->end && *c->s != '\n')
                    c->s++;
            }
            continue;
        }
        c->s++;
        if (ch == quote)
            break;
    }
    return spliced;
}

static bool is_encoding(const char *s, size_t n) {
    return (n == 1 && strchr("LuU", s[0])) || (n == 2 && s[0] == 'u'
                                               && s[1] == '8');
}

/* R"x( ... )x": the scan stands at the quote. False: it is none. */
static bool skip_raw_string(Scan *c) {
    const char *mark = c->s + 1, *p = mark;
    while (p < c->end && p - mark <= 16 && !strchr("()\\\"\n ", *p))
        p++;
    if (p >= c->end || *p != '(')
        return false;
    size_t n = (size_t)(p - mark);
    while ((p = memchr(p, ')', (size_t)(c->end - p))) != NULL) {
        p++;
        if ((size_t)(c->end - p) > n && memcmp(p, mark, n) == 0 && p[n] == '"')
            break;
    }
    if (!p)
        return false;
    for (p += n + 1; c->s < p; c->s++)
        if (*c->s == '\n') {
            c->line++;
            c->line_begin = c->s + 1;
        }
    return true;
}

/* How many characters of `s` (phase 2 characters) are one punctuator. */
static unsigned punct_length(const char *s) {
    static const char *const three[] = {"<<=", ">>=", "..."};
    static const char two[] = "->++--<<>><=>===!=&&||*=/=%=+=-=&=^=|=##"
                              "<::><%%>%:";
    if (memcmp(s, "%:%:", 4) == 0)
        return 4;
    for (int i = 0; i < 3; i++)
        if (memcmp(s, three[i], 3) == 0)
            return 3;
    for (const char *p = two; *p; p += 2)
        if (p[0] == s[0] && p[1] == s[1])
            return 2;
    return 1;
}

static bool skip_punct(Scan *c) {
    /* The four characters ahead, as phase 3 sees them. */
    char ahead[5] = {0};
    size_t n;
    if (is_class(*c->s, SINGLE)
        || !(is_class(*c->s, SPECIAL) || is_class(c->s[1], LATER | SPECIAL))) {
        c->s++;
        return false;
    }
    Scan saved = *c;
    for (int i = 0; i < 4; i++) {
        ahead[i] = peek(c, &n);
        if (!ahead[i] || ahead[i] == '\n')
            break;
        c->s += n;
    }
    *c = saved;
    unsigned length = punct_length(ahead);
    const char *begin = c->s;
    for (unsigned i = 0; i < length; i++) {
        peek(c, &n);
        c->s += n ? n : 1;
    }
    return (size_t)(c->s - begin) != length;
}

/* One token; the scan stands at its first character. */
static void token(Scan *c, unsigned flags) {
    RawToken t = {.begin = (unsigned)(c->s - c->raw->text), .line = c->line};
    size_t col = (size_t)(c->s - c->line_begin) + 1;
    t.col = col < 0xFFFF ? (unsigned short)col : 0;
    char ch = *c->s;
    bool spliced = false;
    if (is_class(ch, LETTER) || (ch == '\\' && (c->s[1] == 'u' || c->s[1] == 'U'))) {
        const char *begin = c->s;
        spliced = skip_letters(c);
        t.kind = RAW_IDENT;
        if ((*c->s == '"' || *c->s == '\'')
            && is_encoding(begin, (size_t)(c->s - begin))) {
            char quote = *c->s++;
            spliced |= skip_quoted(c, quote);
            t.kind = RAW_QUOTED;
        } else if (*c->s == '"' && c->s[-1] == 'R'
                   && (c->s - begin == 1
                       || is_encoding(begin, (size_t)(c->s - begin - 1)))
                   && skip_raw_string(c)) {
            t.kind = RAW_QUOTED;
        }
    } else if (is_class(ch, DIGIT) || (ch == '.' && is_class(c->s[1], DIGIT))) {
        c->s++;
        spliced = skip_number(c);
        t.kind = RAW_NUMBER;
    } else if (ch == '"' || ch == '\'') {
        c->s++;
        spliced = skip_quoted(c, ch);
        t.kind = RAW_QUOTED;
    } else {
        spliced = skip_punct(c);
        t.kind = RAW_PUNCT;
    }
    t.end = (unsigned)(c->s - c->raw->text);
    t.flags = (unsigned char)(flags | (spliced ? RAW_SPLICED : 0u));
    vec_push(&c->raw->tokens, t);
}

/* ---- directives ---- */

static void skip_blanks(Scan *c) {
    unsigned flags = 0;
    for (;;) {
        if (c->s < c->end && is_class(*c->s, SPACE))
            c->s++;
        else if (!(is_class(*c->s, SPECIAL) && skip_splices(c))
                 && !comment(c, &flags))
            return;
    }
}

static RawDirectiveKind directive_kind(const char *s, size_t n) {
    static const struct {
        const char *word;
        RawDirectiveKind kind;
    } words[] = {
        {"if", RAW_IF}, {"ifdef", RAW_IFDEF}, {"ifndef", RAW_IFNDEF},
        {"elif", RAW_ELIF}, {"elifdef", RAW_ELIF}, {"elifndef", RAW_ELIF},
        {"else", RAW_ELSE}, {"endif", RAW_ENDIF}, {"include", RAW_INCLUDE},
        {"include_next", RAW_INCLUDE}, {"import", RAW_INCLUDE},
        {"embed", RAW_INCLUDE}, {"define", RAW_DEFINE}, {"undef", RAW_UNDEF},
        {"pragma", RAW_PRAGMA}, {"line", RAW_LINE},
    };
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (strlen(words[i].word) == n && memcmp(words[i].word, s, n) == 0)
            return words[i].kind;
    return n && is_class(s[0], DIGIT) ? RAW_LINE : RAW_OTHER;
}

static void link_group(Scan *c, RawDirectiveKind kind, unsigned index) {
    if (kind >= RAW_ELIF && kind <= RAW_ENDIF && c->open.n)
        c->raw->directives.at[c->open.at[--c->open.n]].next = index;
    if (kind <= RAW_ELSE)
        vec_push(&c->open, index);
}

/* A directive line; the scan stands at its #, `marks` bytes long. */
static void directive(Scan *c, size_t marks) {
    RawDirective d = {.begin = (unsigned)(c->s - c->raw->text),
                      .line = c->line,
                      .col = (unsigned)(c->s - c->line_begin) + 1,
                      .before = (unsigned)c->raw->tokens.n};
    c->s += marks;
    skip_blanks(c);
    const char *word = c->s;
    if (is_class(*c->s, DIGIT)) {
        d.kind = RAW_LINE; /* the number is an argument already */
    } else {
        bool spliced = skip_letters(c);
        StrBuf clean = {0};
        if (spliced)
            raw_spelling(c->raw, (unsigned)(word - c->raw->text),
                         (unsigned)(c->s - c->raw->text), &clean);
        d.kind = spliced ? directive_kind(clean.s, clean.n)
                         : directive_kind(word, (size_t)(c->s - word));
        strbuf_free(&clean);
    }
    skip_blanks(c);
    d.arguments = (unsigned)(c->s - c->raw->text);
    unsigned flags = 0;
    if (d.kind == RAW_INCLUDE && *c->s == '<')
        while (c->s < c->end && *c->s != '>' && *c->s != '\n')
            c->s++;
    while (c->s < c->end && *c->s != '\n') {
        if (is_class(*c->s, SPECIAL) && skip_splices(c))
            continue;
        if (comment(c, &flags))
            continue;
        char ch = *c->s++;
        if (ch == '"' || ch == '\'')
            skip_quoted(c, ch);
    }
    d.end = (unsigned)(c->s - c->raw->text);
    d.last_line = c->line;
    link_group(c, d.kind, (unsigned)c->raw->directives.n);
    vec_push(&c->raw->directives, d);
}

/* ---- runs ---- */

static bool is_blank(char ch) {
    return ch == ' ' || (ch >= '\t' && ch <= '\r' && ch != '\n');
}

/* Does a token that ends at s end there for certain? */
static bool is_boundary(const char *s) {
    return *s == ' ' || *s == '\n' || is_class(*s, SPACE)
           || (*s == '/' && (s[1] == '/' || s[1] == '*'));
}

/* The unit tokens from `first` on against the text, which begins with a line's
 * first token: gives those places that are the same for certain, and how many.
 * *end: where they end. */
static unsigned place_same(const Scan *c, Pos first, const char **end) {
    const char *s = c->s;
    unsigned n = 0;
    Pos p = first;
    for (; p < c->twin->end && p - first < 0xFFFF; p++) {
        Token *t = &unit_tokens.at[p];
        const Str *str = t->str;
        if (t->line != c->line || t->file != c->twin->file || str->ever_macro
            || t->flags & TF_PRAGMA)
            break;
        if (p > first && is_blank(*s) != ((t->flags & TF_SPACE) != 0))
            break;
        while (is_blank(*s))
            s++;
        unsigned len = str->len;
        if (*s != *str->s || len > (size_t)(c->end - s)
            || (len > 1 && memcmp(s + 1, str->s + 1, len - 1) != 0)
            || s - c->line_begin >= 0xFFFE)
            break;
        t->raw = (unsigned)(s - c->raw->text) + 1;
        t->col = (unsigned short)(s - c->line_begin + 1);
        s += len;
        if (is_boundary(s)) {
            *end = s;
            n = p + 1 - first;
        }
    }
    while (p-- > first + n)
        unit_tokens.at[p].raw = unit_tokens.at[p].col = 0;
    return n;
}

/* The scan stands at the first token of a line: is it the beginning of a run?
 * A name that is a macro may take its arguments from the lines behind it. */
static bool run(Scan *c, unsigned flags) {
    RawTwin *twin = c->twin;
    const Token *t = &unit_tokens.at[twin->next];
    while (twin->next < twin->end
           && (t->file != twin->file || t->line < c->line))
        t = &unit_tokens.at[++twin->next];
    if (twin->next >= twin->end || t->line != c->line || c->depth
        || (*c->s == '(' && c->raw->tokens.n
            && c->raw->tokens.at[c->raw->tokens.n - 1].kind != RAW_RUN))
        return false;
    const char *end;
    unsigned n = place_same(c, twin->next, &end);
    if (n == 0)
        return false;
    RawToken r = {.begin = (unsigned)(c->s - c->raw->text),
                  .end = (unsigned)(end - c->raw->text),
                  .line = twin->next, .col = (unsigned short)n,
                  .kind = RAW_RUN, .flags = (unsigned char)flags};
    vec_push(&c->raw->tokens, r);
    twin->next += n;
    c->s = end;
    return true;
}

static void count_parentheses(Scan *c) {
    const RawToken *t = &c->raw->tokens.at[c->raw->tokens.n - 1];
    char ch = c->raw->text[t->begin];
    if (t->kind == RAW_PUNCT && ch == '(')
        c->depth++;
    else if (t->kind == RAW_PUNCT && ch == ')' && c->depth)
        c->depth--;
}

/* Gives the flags of the token behind the end. */
static unsigned scan(Scan *c, unsigned flags) {
    fill_classes();
    while (c->s < c->end) {
        char ch = *c->s;
        if (ch == '\n') {
            c->s++;
            newline(c);
            flags |= RAW_LINE_START | RAW_SPACE;
            if (c->line >= c->until)
                return flags;
        } else if (is_class(ch, SPACE)) {
            const char *p = c->s + 1;
            while (*p == ' ')
                p++;
            c->s = p;
            flags |= RAW_SPACE;
        } else if ((ch == '/' && comment(c, &flags))
                   || (is_class(ch, SPECIAL) && skip_splices(c))) {
            flags |= RAW_SPACE;
        } else {
            size_t mark = flags & RAW_LINE_START && !c->no_directives
                              ? ch == '#'                      ? 1
                                : ch == '%' && c->s[1] == ':' ? 2
                                : ch == '?' && c->trigraphs
                                        && trigraph(c->s) == '#'
                                    ? 3
                                    : 0
                              : 0;
            if (mark) {
                directive(c, mark);
                c->depth = 0;
            } else if (!c->twin || !(flags & RAW_LINE_START)
                       || !run(c, flags)) {
                token(c, flags);
                if (c->twin)
                    count_parentheses(c);
            }
            flags = 0;
        }
    }
    vec_free(&c->open);
    return flags;
}

/* A scan of a whole file, at its beginning. */
static Scan begin(RawText *raw, const char *text, size_t n, bool trigraphs,
                  RawTwin *twin) {
    *raw = (RawText){.text = text, .size = n, .trigraphs = trigraphs};
    vec_reserve(&raw->tokens, n / (twin ? 24 : 6) + 16);
    Scan c = {.raw = raw, .s = text, .end = text + n, .line_begin = text,
              .line = 1, .trigraphs = trigraphs, .twin = twin, .until = ~0u};
    if (n >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0)
        c.s += 3;
    return c;
}

void raw_scan(RawText *raw, const char *text, size_t n, bool trigraphs) {
    Scan c = begin(raw, text, n, trigraphs, NULL);
    scan(&c, RAW_LINE_START);
}

/* What raw_scan_ahead has done. */
static struct {
    bool begun;
    RawText raw;
    RawTwin twin;
    Scan scan;
    unsigned flags;
} ahead;

void raw_scan_ahead(const char *text, size_t n, bool trigraphs, RawTwin twin,
                    unsigned until) {
    if (!ahead.begun) {
        ahead.begun = true;
        ahead.twin = twin;
        ahead.scan = begin(&ahead.raw, text, n, trigraphs, &ahead.twin);
        ahead.flags = RAW_LINE_START;
    }
    ahead.twin.end = twin.end;
    ahead.scan.until = until;
    if (ahead.scan.line < until)
        ahead.flags = scan(&ahead.scan, ahead.flags);
}

void raw_scan_beside(RawText *raw, const char *text, size_t n, bool trigraphs,
                     RawTwin twin) {
    if (ahead.begun && ahead.raw.text == text) {
        ahead.begun = false;
        ahead.twin.end = twin.end;
        ahead.scan.until = ~0u;
        scan(&ahead.scan, ahead.flags);
        *raw = ahead.raw;
        return;
    }
    Scan c = begin(raw, text, n, trigraphs, &twin);
    scan(&c, RAW_LINE_START);
}

unsigned raw_unfold(RawText *raw, unsigned i) {
    RawToken r = raw->tokens.at[i];
    if (r.kind != RAW_RUN)
        return 0;
    const Token *first = &unit_tokens.at[r.line];
    RawText line = {.text = raw->text, .size = raw->size};
    const char *s = raw->text + r.begin;
    Scan c = {.raw = &line, .s = s, .end = raw->text + r.end,
              .line_begin = s - (first->col - 1), .line = first->line,
              .no_directives = true, .until = ~0u};
    scan(&c, r.flags);
    for (Pos p = r.line; p < r.line + r.col; p++)
        unit_tokens.at[p].raw = unit_tokens.at[p].col = 0;
    unsigned more = (unsigned)line.tokens.n - 1;
    vec_reserve(&raw->tokens, raw->tokens.n + more);
    memmove(raw->tokens.at + i + 1 + more, raw->tokens.at + i + 1,
            (raw->tokens.n - i - 1) * sizeof r);
    memcpy(raw->tokens.at + i, line.tokens.at, line.tokens.n * sizeof r);
    raw->tokens.n += more;
    for (size_t d = 0; d < raw->directives.n; d++)
        if (raw->directives.at[d].before > i)
            raw->directives.at[d].before += more;
    raw_free(&line);
    return more;
}

void raw_scan_line(RawText *raw, const char *text, size_t n) {
    *raw = (RawText){.text = text, .size = n};
    Scan c = {.raw = raw, .s = text, .end = text + n, .line_begin = text,
              .line = 1, .no_directives = true, .until = ~0u};
    scan(&c, RAW_LINE_START);
}

void raw_free(RawText *raw) {
    vec_free(&raw->tokens);
    vec_free(&raw->directives);
}
