/*
 * Align: lays the original text of the main file and of the user's headers
 * beside the preprocessed tokens.
 *
 * Needs:  unit_tokens, unit_markers, unit_directives, as scanned; the text of
 *         the main file in unit_files.
 * Leaves: in each token of these files its place in the original text (raw,
 *         line, col, TF_MACRO, TF_FALLTHROUGH); which directives took effect
 *         (unit_inclusions), what each macro invocation became.
 *
 * Both sides are walked together. A name that is a macro is expanded again
 * and the result compared, so a place is known or known to be unknown: tokens
 * without one have raw == 0. Which branch of a conditional group was taken is
 * told by the lines of the tokens that follow.
 */
#include "front/align.h"

#include <stdlib.h>
#include <string.h>

#include "base/diag.h"

/* The vectors' types are anonymous: declared in align.h. */
__typeof__(unit_inclusions) unit_inclusions;
__typeof__(unit_invocations) unit_invocations;

/* Where the walk over the whole unit stands. */
static Pos now;             /* next token */
static size_t now_directive; /* in unit_directives */
static size_t now_marker;    /* in unit_markers */
static bool use_trigraphs;

/* The walk over one file. */
typedef struct Walk {
    unsigned index;      /* in unit_inclusions */
    unsigned file;
    Pos end;             /* its tokens end before */
    RawText raw;
    unsigned char *state;
    unsigned *child;
    Pos *at;
    unsigned r, d;       /* next raw token, next directive */
    bool exact;
} Walk;

/* ---- markers ---- */

static bool has_prefix(const char *s, const char *prefix) {
    return strncmp(s, prefix, strlen(prefix)) == 0;
}

static bool is_system_folder(const char *name) {
    return has_prefix(name, "/usr/include/") || has_prefix(name, "/usr/lib/")
           || has_prefix(name, "/usr/local/include/")
           || has_prefix(name, "/usr/local/lib/") || has_prefix(name, "/opt/")
           || strstr(name, "/tcc/include/");
}

/* tcc marks neither system headers nor the first header it enters. A header
 * is known as the system's by the marker that enters it. */
static void complete_markers(void) {
    bool any_system = false;
    for (size_t i = 0; i < unit_markers.n; i++)
        any_system |= unit_markers.at[i].system;
    Vec(unsigned short) open = {0};
    for (size_t i = 1; i < unit_tokens.n; i++)
        if (!unit_tokens.at[i].raw)
            unit_tokens.at[i].col = 0; /* that of the preprocessed text */
    for (size_t i = 0; i < unit_markers.n; i++) {
        Marker *m = &unit_markers.at[i];
        const char *name = unit_files.at[m->file].name;
        if (!m->enter && !m->leave && open.n
            && open.at[open.n - 1] != m->file
            && has_prefix(unit_files.at[open.at[open.n - 1]].name, "<command")) {
            m->enter = !unit_files.at[m->file].is_main;
            open.n--;
        }
        if (m->enter || !open.n) {
            vec_push(&open, m->file);
        } else if (m->leave) {
            while (open.n > 1 && open.at[open.n - 1] != m->file)
                open.n--;
        }
        if (!any_system && is_system_folder(name))
            m->system = true;
        if (m->system && (m->enter || !any_system))
            unit_files.at[m->file].is_system = true;
    }
    vec_free(&open);
    if (!any_system)
        for (size_t i = 1; i < unit_tokens.n; i++)
            if (unit_files.at[unit_tokens.at[i].file].is_system)
                unit_tokens.at[i].flags |= TF_SYSTEM;
}

/* The marker that leaves what marker i enters, or the number of markers. */
static size_t leaving(size_t i) {
    size_t depth = 0;
    for (; i < unit_markers.n; i++) {
        if (unit_markers.at[i].enter)
            depth++;
        else if (unit_markers.at[i].leave && --depth == 0)
            break;
    }
    return i;
}

/* ---- tokens ---- */

static Token *token_now(void) {
    return &unit_tokens.at[now];
}

static bool is_here(const Walk *w) {
    return now < w->end && token_now()->file == w->file;
}

static void place(Token *t, const RawToken *r) {
    t->raw = r->begin + 1;
    t->line = r->line;
    t->col = r->col;
    if (r->flags & RAW_FALLTHROUGH)
        t->flags |= TF_FALLTHROUGH;
}

static bool same_bytes(const Walk *w, const RawToken *r, const Str *s) {
    return r->end - r->begin == s->len
           && memcmp(w->raw.text + r->begin, s->s, s->len) == 0;
}

static bool is_exotic(const Str *s) {
    for (unsigned i = 0; i < s->len; i++)
        if (s->s[i] == '\\' || (unsigned char)s->s[i] >= 0x80)
            return true;
    return false;
}

static Str *str_of(const Walk *w, const RawToken *r) {
    StrBuf clean = {0};
    raw_spelling(&w->raw, r->begin, r->end, &clean);
    Str *s = intern(clean.s, clean.n);
    strbuf_free(&clean);
    return s;
}

/* The raw token is the token now. */
static void take(Walk *w, const RawToken *r) {
    place(token_now(), r);
    now++;
    w->r++;
}

/* The raw token, no macro, against the tokens from `now` on: usually one, but
 * scanners differ in what they take for one punctuator. */
static bool match_plain(Walk *w, const RawToken *r) {
    Token *t = token_now();
    Str *s = t->str;
    if (!same_bytes(w, r, s)) {
        s = str_of(w, r);
        if (s != t->str
            && !(r->kind == RAW_IDENT && is_exotic(s) && is_exotic(t->str))) {
            unsigned done = 0;
            Pos p = now;
            while (r->kind == RAW_PUNCT && p < w->end && done < s->len
                   && unit_tokens.at[p].str->len <= s->len - done
                   && memcmp(unit_tokens.at[p].str->s, s->s + done,
                             unit_tokens.at[p].str->len) == 0)
                done += unit_tokens.at[p++].str->len;
            if (!s->len || done != s->len)
                return false;
            for (unsigned part = 0; now < p; now++) {
                place(token_now(), r);
                token_now()->raw += part;
                if (token_now()->col)
                    token_now()->col = (unsigned short)(r->col + part);
                part += token_now()->str->len;
            }
            w->r++;
            return true;
        }
    }
    take(w, r);
    return true;
}

/* ---- invocations ---- */

/* Raw tokens may be taken up to the next directive. */
static unsigned raw_limit(const Walk *w) {
    return w->d < w->raw.directives.n ? w->raw.directives.at[w->d].before
                                      : (unsigned)w->raw.tokens.n;
}

static bool is_pragma_operator(const MacroTokenVec *x, size_t i) {
    return i + 3 < x->n && x->at[i].str
           && strcmp(x->at[i].str->s, "_Pragma") == 0;
}

/* The expansion x against the tokens from p on; gives where they end, or 0. */
static Pos match_expansion(const Walk *w, const MacroTokenVec *x, Pos p) {
    for (size_t i = 0; i < x->n; i++) {
        if (p >= w->end)
            return 0;
        const Token *t = &unit_tokens.at[p];
        if (t->file != w->file)
            return 0;
        if (t->flags & TF_PRAGMA && is_pragma_operator(x, i)) {
            p++;
            i += 3;
            continue;
        }
        const Str *s = x->at[i].str;
        if (s && s != t->str && !(is_exotic(s) && is_exotic(t->str))) {
            unsigned done = 0;
            while (x->at[i].kind == RAW_PUNCT && p < w->end && done < s->len
                   && unit_tokens.at[p].str->len <= s->len - done
                   && memcmp(unit_tokens.at[p].str->s, s->s + done,
                             unit_tokens.at[p].str->len) == 0)
                done += unit_tokens.at[p++].str->len;
            if (done != s->len)
                return 0;
            continue;
        }
        p++;
    }
    return p;
}

static bool match_macro(Walk *w, const RawToken *r, Macro *m) {
    MacroTokenVec x = {0};
    unsigned i = w->r, end = raw_limit(w);
    bool counts = false;
    bool known = macro_expand(&w->raw, &i, &end, &x, &counts);
    Pos p = known ? match_expansion(w, &x, now) : 0;
    vec_free(&x);
    if (!p)
        return false;
    Invocation v = {.first = now, .end = p, .begin = r->begin,
                    .finish = w->raw.tokens.at[i - 1].end, .line = r->line,
                    .inclusion = w->index, .macro = m, .counts = counts};
    if (p > now)
        vec_push(&unit_invocations, v);
    unsigned char flags = r->flags;
    for (; now < p; now++) {
        RawToken first = *r;
        first.flags = flags;
        place(token_now(), &first);
        token_now()->flags |= TF_MACRO;
        flags = 0;
    }
    w->r = i;
    return true;
}

static bool match_pragma_operator(Walk *w) {
    if (!(token_now()->flags & TF_PRAGMA) || w->r + 3 >= raw_limit(w))
        return false;
    raw_unfold(&w->raw, w->r + 3);
    const RawToken *r = &w->raw.tokens.at[w->r];
    if (strcmp(str_of(w, r)->s, "_Pragma") != 0)
        return false;
    Invocation v = {.first = now, .end = now + 1, .begin = r->begin,
                    .finish = w->raw.tokens.at[w->r + 3].end, .line = r->line,
                    .inclusion = w->index};
    vec_push(&unit_invocations, v);
    place(token_now(), r);
    token_now()->flags |= TF_MACRO;
    now++;
    w->r += 4;
    return true;
}

static bool match(Walk *w) {
    RawToken r = w->raw.tokens.at[w->r];
    bool here = is_here(w);
    if (r.kind == RAW_RUN) {
        if (here && now == r.line) {
            if (r.flags & RAW_FALLTHROUGH)
                token_now()->flags |= TF_FALLTHROUGH;
            now += r.col;
            w->r++;
            return true;
        }
        raw_unfold(&w->raw, w->r);
        r = w->raw.tokens.at[w->r];
    }
    if (here && !token_now()->str->macro
        && same_bytes(w, &r, token_now()->str)) {
        take(w, &r);
        return true;
    }
    Macro *m = macro_invoked(&w->raw, w->r, raw_limit(w));
    if (m && match_macro(w, &r, m))
        return true;
    if (!here)
        return false;
    return (!m && match_plain(w, &r)) || match_pragma_operator(w);
}

/* ---- directives ---- */

/* Takes the #define or #undef of the unit that the directive is; also what
 * was missed before. */
static void take_directive(const Walk *w, const RawDirective *r) {
    for (; now_directive < unit_directives.n; now_directive++) {
        const Directive *d = &unit_directives.at[now_directive];
        bool missed = d->before_token < now
                      || (d->before_token == now && d->file == w->file
                          && d->line < r->line);
        if (!missed
            && (d->file != w->file || d->before_token > now
                || d->line > r->last_line))
            return;
        Macro *m = macro_directive(d);
        if (!missed)
            macro_spelled(m, w->raw.text + r->arguments, w->raw.text + r->end);
    }
}

/* All that stand before the marker, for files that are not looked at. */
static void take_directives_until(size_t marker) {
    unsigned file = ~0u;
    Pos before = (Pos)unit_tokens.n;
    if (marker < unit_markers.n) {
        file = unit_markers.at[marker].file;
        before = unit_markers.at[marker].before_token;
    }
    while (now_directive < unit_directives.n
           && unit_directives.at[now_directive].before_token <= before
           && (unit_directives.at[now_directive].file != file
               || unit_directives.at[now_directive].before_token < before))
        macro_directive(&unit_directives.at[now_directive++]);
}

/* Markers that lie behind, and those that only say on which line of the same
 * file the text goes on. */
static void skip_line_markers(void) {
    for (; now_marker < unit_markers.n; now_marker++) {
        const Marker *m = &unit_markers.at[now_marker];
        if (m->before_token > now
            || (m->before_token == now && (m->enter || m->leave)))
            return;
    }
}

/* Does anything of the unit stand on lines (first, last) of this file? */
static bool is_evidence(Walk *w, unsigned first, unsigned last) {
    if (now_directive < unit_directives.n) {
        const Directive *d = &unit_directives.at[now_directive];
        if (d->file == w->file && d->before_token <= now && d->line > first
            && d->line < last)
            return true;
    }
    skip_line_markers();
    if (now_marker < unit_markers.n && unit_markers.at[now_marker].enter
        && unit_markers.at[now_marker].before_token <= now) {
        size_t back = leaving(now_marker);
        return back < unit_markers.n && unit_markers.at[back].line > first
               && unit_markers.at[back].line <= last;
    }
    return is_here(w) && token_now()->line > first && token_now()->line < last;
}

/* What an #if says without evaluating much: 1, 0, or -1 for unknown. */
static int simple_condition(const Walk *w, const RawDirective *d) {
    StrBuf text = {0};
    raw_spelling(&w->raw, d->arguments, d->end, &text);
    strbuf_put(&text, "", 0);
    RawText line;
    raw_scan_line(&line, text.s, text.n);
    int answer = -1;
    if (line.tokens.n >= 1) {
        const RawToken *t = &line.tokens.at[0];
        const char *s = text.s + t->begin;
        size_t n = t->end - t->begin;
        if (d->kind == RAW_IFDEF || d->kind == RAW_IFNDEF)
            answer = (intern(s, n)->macro != NULL) == (d->kind == RAW_IFDEF);
        else if (d->kind == RAW_IF && line.tokens.n == 1
                 && t->kind == RAW_NUMBER)
            answer = strtol(s, NULL, 0) != 0;
    }
    raw_free(&line);
    strbuf_free(&text);
    return answer;
}

static unsigned end_of_group(const Walk *w, unsigned d) {
    while (w->raw.directives.at[d].next)
        d = w->raw.directives.at[d].next;
    return d;
}

/* Goes on at directive d: it is the next, and the tokens before it are
 * passed over. */
static void go_to(Walk *w, unsigned d) {
    w->d = d;
    if (w->r < w->raw.directives.at[d].before)
        w->r = w->raw.directives.at[d].before;
}

/* Enters the taken branch of the group that begins at directive d. */
static void conditional(Walk *w, unsigned d) {
    unsigned taken = ~0u;
    for (unsigned k = d; w->raw.directives.at[k].next;
         k = w->raw.directives.at[k].next) {
        const RawDirective *next =
            &w->raw.directives.at[w->raw.directives.at[k].next];
        w->state[k] = DIRECTIVE_ACTIVE;
        w->at[k] = now;
        if (taken == ~0u
            && is_evidence(w, w->raw.directives.at[k].last_line, next->line))
            taken = k;
    }
    unsigned last = end_of_group(w, d);
    w->state[last] = DIRECTIVE_ACTIVE;
    w->at[last] = now;
    if (taken == ~0u) {
        int answer = simple_condition(w, &w->raw.directives.at[d]);
        unsigned next = w->raw.directives.at[d].next;
        if (answer == 1)
            taken = d;
        else if (answer == 0 && next
                 && w->raw.directives.at[next].kind == RAW_ELSE)
            taken = next;
    }
    if (taken == ~0u) {
        go_to(w, last);
        w->d = last + 1;
        return;
    }
    w->state[taken] = DIRECTIVE_TAKEN;
    go_to(w, taken);
    w->d = taken + 1;
}

static void pragma(Walk *w, const RawDirective *d) {
    macro_pragma(w->raw.text + d->arguments, d->end - d->arguments, now);
    if (is_here(w) && token_now()->flags & TF_PRAGMA
        && token_now()->line == d->line) {
        RawToken place_of = {.begin = d->begin, .line = d->line,
                             .col = (unsigned short)d->col};
        place(token_now(), &place_of);
        now++;
    }
}

static void align_file(unsigned index);

/* Can the #include have found the file of that name? */
static bool is_named(const Walk *w, const RawDirective *d, const char *name) {
    const char *s = w->raw.text + d->arguments;
    if (*s != '"' && *s != '<')
        return true;
    size_t n = strcspn(s + 1, "\">\n"), length = strlen(name);
    return n <= length && memcmp(name + length - n, s + 1, n) == 0;
}

static void include(Walk *w, const RawDirective *d, unsigned number) {
    skip_line_markers();
    if (now_marker >= unit_markers.n || !unit_markers.at[now_marker].enter
        || unit_markers.at[now_marker].before_token > now)
        return; /* a guard kept it out */
    size_t back = leaving(now_marker);
    const Marker *m = &unit_markers.at[now_marker];
    if (back >= unit_markers.n || unit_markers.at[back].file != w->file
        || !is_named(w, d, unit_files.at[m->file].name))
        return;
    /* tcc sometimes goes on with the line of the #include itself */
    if (unit_markers.at[back].line != d->last_line + 1
        && unit_markers.at[back].line != d->last_line)
        return;
    Inclusion inc = {.file = m->file, .parent = w->index, .directive = number,
                     .first = now, .end = unit_markers.at[back].before_token,
                     .system = unit_files.at[m->file].is_system};
    w->child[number] = (unsigned)unit_inclusions.n;
    vec_push(&unit_inclusions, inc);
    now_marker++;
    if (!inc.system)
        align_file(w->child[number]);
    take_directives_until(back);
    now = inc.end;
    now_marker = back + 1;
}

static void directive(Walk *w) {
    unsigned number = w->d++;
    const RawDirective *d = &w->raw.directives.at[number];
    w->state[number] = DIRECTIVE_ACTIVE;
    w->at[number] = now;
    switch (d->kind) {
    case RAW_IF:
    case RAW_IFDEF:
    case RAW_IFNDEF:
        conditional(w, number);
        break;
    case RAW_ELIF:
    case RAW_ELSE: { /* the end of the taken branch */
        unsigned last = end_of_group(w, number);
        go_to(w, last);
        w->d = last + 1;
        break;
    }
    case RAW_INCLUDE:
        include(w, d, number);
        break;
    case RAW_DEFINE:
    case RAW_UNDEF:
        take_directive(w, d);
        break;
    case RAW_PRAGMA:
        pragma(w, d);
        break;
    case RAW_LINE: /* the scanner has met it as a pragma */
    case RAW_ENDIF:
    case RAW_OTHER:
        break;
    }
}

/* ---- one file ---- */

static bool agrees(Walk *w, unsigned r, Pos p) {
    for (int i = 0; i < 4; i++, r++, p++) {
        if (r >= raw_limit(w) || p >= w->end)
            return i > 0;
        raw_unfold(&w->raw, r);
        const Token *t = &unit_tokens.at[p];
        if (t->file != w->file || t->str->macro
            || !same_bytes(w, &w->raw.tokens.at[r], t->str))
            return false;
    }
    return true;
}

/* The walk has lost its way: looks for a line with which both sides go on. */
static void find_way(Walk *w) {
    w->exact = false;
    for (w->r++; w->r < raw_limit(w); w->r++) {
        raw_unfold(&w->raw, w->r);
        RawToken first = w->raw.tokens.at[w->r], *r = &first;
        if (!(r->flags & RAW_LINE_START))
            continue;
        Pos p = now;
        while (p < w->end
               && (unit_tokens.at[p].file != w->file
                   || unit_tokens.at[p].line < r->line))
            p++;
        for (; p < w->end && unit_tokens.at[p].file == w->file
               && unit_tokens.at[p].line == r->line;
             p++)
            if (agrees(w, w->r, p)) {
                now = p;
                return;
            }
    }
    unsigned line = w->d < w->raw.directives.n
                        ? w->raw.directives.at[w->d].line
                        : ~0u;
    while (is_here(w) && token_now()->line < line)
        now++;
}

static void walk(Walk *w) {
    for (;;) {
        if (w->d < w->raw.directives.n
            && w->raw.directives.at[w->d].before <= w->r)
            directive(w);
        else if (w->r >= w->raw.tokens.n)
            return;
        else if (!match(w))
            find_way(w);
    }
}

static Arena arena;

/* Gives the file its text if it has none yet. */
static bool has_text(unsigned file) {
    size_t n;
    source_line(file, 1, &n);
    return unit_files.at[file].text != NULL;
}

static void align_file(unsigned index) {
    Inclusion *inc = &unit_inclusions.at[index];
    if (!has_text(inc->file))
        return;
    const SourceFile *f = &unit_files.at[inc->file];
    Walk w = {.index = index, .file = inc->file, .end = inc->end,
              .exact = true};
    raw_scan_beside(&w.raw, f->text, f->size, use_trigraphs,
                    (RawTwin){inc->first, inc->end, inc->file});
    w.state = arena_alloc(&arena, w.raw.directives.n + 1);
    w.child = arena_alloc(&arena,
                          (w.raw.directives.n + 1) * sizeof *w.child);
    w.at = arena_alloc(&arena, (w.raw.directives.n + 1) * sizeof *w.at);
    walk(&w);
    vec_free(&w.raw.tokens);
    inc = &unit_inclusions.at[index];
    inc->raw = w.raw;
    inc->state = w.state;
    inc->child = w.child;
    inc->at = w.at;
    inc->read = true;
    inc->exact = w.exact && now == inc->end;
}

/* ---- the unit ---- */

static int by_first(const void *key, const void *element) {
    Pos pos = *(const Pos *)key;
    const Invocation *v = element;
    return pos < v->first ? -1 : pos >= v->end;
}

const Invocation *align_invocation(Pos pos) {
    if (!unit_invocations.n)
        return NULL;
    return bsearch(&pos, unit_invocations.at, unit_invocations.n,
                   sizeof unit_invocations.at[0], by_first);
}

unsigned align_inclusion(Pos pos) {
    size_t low = 0, high = unit_inclusions.n;
    while (high - low > 1) { /* the last that begins at or before pos */
        size_t middle = (low + high) / 2;
        if (unit_inclusions.at[middle].first <= pos)
            low = middle;
        else
            high = middle;
    }
    while (low && unit_inclusions.at[low].end <= pos)
        low = unit_inclusions.at[low].parent;
    return (unsigned)low;
}

/* Does the invocation's text name a macro of the user's? Then it would need
 * that macro to be defined where it is printed. */
static bool names_user_macro(const Invocation *v) {
    RawText text;
    bool found = false;
    raw_scan_line(&text, unit_inclusions.at[v->inclusion].raw.text + v->begin,
                  v->finish - v->begin);
    for (size_t i = 0; i < text.tokens.n && !found; i++) {
        const RawToken *t = &text.tokens.at[i];
        if (t->kind != RAW_IDENT)
            continue;
        const Macro *m = macro_at(intern(text.text + t->begin,
                                         t->end - t->begin), v->first);
        found = m && !m->system;
    }
    raw_free(&text);
    return found;
}

bool align_macro_invocation(Pos first, Pos end, const char **text,
                            size_t *len) {
    const Invocation *v =
        unit_tokens.at[first].flags & TF_MACRO ? align_invocation(first) : NULL;
    if (!v || v->first != first || v->end != end || !v->macro
        || !v->macro->system || v->counts || names_user_macro(v))
        return false;
    *text = unit_inclusions.at[v->inclusion].raw.text + v->begin;
    *len = v->finish - v->begin;
    return true;
}

static DiagMacro macro_of(Pos pos) {
    DiagMacro d = {0};
    const Invocation *v = align_invocation(pos);
    if (!v || !v->macro)
        return d;
    const Macro *m = v->macro;
    d.name = m->name->s;
    d.len = m->name->len;
    if (m->system)
        return d;
    size_t n;
    const char *line = source_line(m->file, m->line, &n);
    for (size_t i = 0; line && i + d.len <= n; i++)
        if (memcmp(line + i, d.name, d.len) == 0) {
            d.file = m->file;
            d.line = m->line;
            d.col = (unsigned)i + 1;
            break;
        }
    return d;
}

/* tcc 0.9.27 counts a #define on line 1 as line 2, and goes on from there to
 * its next line marker. */
static void correct_first_line(unsigned file) {
    const char *s = unit_files.at[file].text;
    s += strspn(s, " \t");
    s += *s == '#';
    s += strspn(s, " \t");
    if (!has_prefix(s, "define") || now_directive >= unit_directives.n
        || unit_directives.at[now_directive].file != file
        || unit_directives.at[now_directive].line != 2)
        return;
    const Marker *m = NULL;
    if (now_marker < unit_markers.n)
        m = &unit_markers.at[now_marker];
    for (Pos p = now; p < (m ? m->before_token : unit_tokens.n); p++)
        unit_tokens.at[p].line--;
    for (size_t i = now_directive; i < unit_directives.n; i++) {
        Directive *d = &unit_directives.at[i];
        if (d->file != file || (m && d->before_token > m->before_token)
            || (m && m->file == file && d->line >= m->line
                && d->before_token == m->before_token))
            break;
        d->line--;
    }
}

/* Passes over what stands before the main file: predefined macros, -D,
 * -include; in regions with names like <built-in>. */
static void start(unsigned file) {
    size_t begin = 0;
    now = 1;
    now_directive = 0;
    for (size_t i = 0; i < unit_markers.n; i++)
        if (unit_files.at[unit_markers.at[i].file].name[0] == '<'
            && unit_markers.at[i].file != file)
            begin = i + 1;
    now_marker = begin;
    if (begin) {
        const Marker *m = &unit_markers.at[begin - 1];
        now = m->before_token;
        while (now < unit_tokens.n && unit_tokens.at[now].file == m->file)
            now++;
    }
    if (begin < unit_markers.n && !unit_markers.at[begin].enter) {
        now = unit_markers.at[begin].before_token;
        now_marker++;
    }
    for (; now_directive < unit_directives.n; now_directive++) {
        const Directive *d = &unit_directives.at[now_directive];
        if (d->before_token > now || d->file == file
            || (d->before_token == now && now_marker < unit_markers.n
                && unit_markers.at[now_marker].enter
                && d->file == unit_markers.at[now_marker].file))
            break;
        macro_directive(d);
    }
    correct_first_line(file);
}

static unsigned main_file(void) {
    unsigned file = 0;
    while (file < unit_files.n && !unit_files.at[file].is_main)
        file++;
    return file;
}

void align_ahead(bool trigraphs) {
    const Token *last = &unit_tokens.at[unit_tokens.n - 1];
    unsigned file = main_file();
    if (unit_tokens.n < 2 || last->file != file)
        return;
    const SourceFile *f = &unit_files.at[file];
    RawTwin twin = {.next = 1, .end = (Pos)unit_tokens.n, .file = file};
    if (f->text)
        raw_scan_ahead(f->text, f->size, trigraphs, twin, last->line);
}

void align_unit(bool trigraphs) {
    use_trigraphs = trigraphs;
    for (size_t i = 0; i < unit_inclusions.n; i++)
        raw_free(&unit_inclusions.at[i].raw);
    unit_inclusions.n = unit_invocations.n = 0;
    diag_macro = macro_of;
    macro_start();
    complete_markers();
    unsigned file = main_file();
    if (file == unit_files.n)
        bug("the unit has no main file");
    start(file);
    Inclusion main_file = {.file = file, .first = now,
                           .end = (Pos)unit_tokens.n};
    vec_push(&unit_inclusions, main_file);
    align_file(0);
}
