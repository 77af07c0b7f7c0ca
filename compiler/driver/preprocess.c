/*
 * Preprocess: `$CC -E -dD` on the input.
 *
 * Needs:  the options and the original text.
 * Leaves: the preprocessed text in memory.
 *
 * A `#line` in the input makes the markers of the preprocessor speak of other
 * places than the physical ones, by which the two texts are aligned. Such an
 * input goes through standard input, with `_Pragma("acc at 7")` in front of
 * line 7 that follows a `#line`: the preprocessor hands it through, and the
 * scanner learns where the numbers change (grammar/c.l).
 */
#define _GNU_SOURCE /* memmem */
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/diag.h"
#include "driver/driver.h"
#include "driver/install.h"
#include "driver/process.h"
#include "front/raw.h"

static Arena strings; /* of the preprocessor's command line */

const char *driver_input_name(const Options *o) {
    return strcmp(o->input, "-") == 0 ? "<stdin>" : o->input;
}

/* The folder part of a path with its slash: "a/b.c" gives "a/", "b.c" "". */
static int folder_length(const char *path) {
    const char *slash = strrchr(path, '/');
    return slash ? (int)(slash - path) + 1 : 0;
}

/* In a main file it is a mistake, and compilers say so. */
static bool is_once(const RawText *raw, const RawDirective *d) {
    return d->kind == RAW_PRAGMA
           && strncmp(raw->text + d->arguments, "once", 4) == 0;
}

/* Is the line an ordinary one, before which an operator may stand? */
static bool is_ordinary_line(const char *s, const char *end) {
    while (s < end && (*s == ' ' || *s == '\t'))
        s++;
    return s < end && *s != '#' && strncmp(s, "%:", 2) != 0
           && strncmp(s, "?\?=", 3) != 0;
}

/* A `#line`. The next line tells its physical number, if it can; otherwise the
 * directive becomes a pragma as a whole, for this way or that the number of
 * lines must not change: the directive may be in a group that is left out. */
static size_t put_line_directive(const RawText *raw, const RawDirective *d,
                                 bool renumber, StrBuf *out) {
    const char *end = raw->text + raw->size, *next = raw->text + d->end + 1;
    const char *s = raw->text + d->arguments;
    if (!renumber || d->end >= raw->size || !is_ordinary_line(next, end)) {
        strbuf_puts(out, "#pragma acc line ");
        return d->arguments;
    }
    const char *quote = memchr(s, '"', (size_t)(raw->text + d->end - s));
    if (raw->text[d->begin] == '#' && *s >= '0' && *s <= '9' && quote
        && d->line == d->last_line) {
        /* `# 5 "x" 1 3`, as a preprocessor writes it: without the flags */
        const char *close = strchr(quote + 1, '"');
        if (close && close < raw->text + d->end)
            strbuf_printf(out, "#line %.*s", (int)(close + 1 - s), s);
    } else {
        strbuf_put(out, raw->text + d->begin, d->end - d->begin);
    }
    strbuf_printf(out, "\n_Pragma(\"acc at %u\") ", d->last_line + 1);
    return d->end + 1;
}

/* A copy of the text with each `#line` told of, and `#pragma once` in a header
 * hidden. Quoted includes that lie beside the input are spelled from the
 * current folder, for on standard input that is the folder in which the
 * preprocessor looks first. */
static void put_changed(const char *name, const RawText *raw, bool header,
                        StrBuf *out) {
    int folder = folder_length(name);
    size_t done = 0;
    /* tcc has no _Pragma */
    bool renumber = !process_cc_is_tcc();
    strbuf_puts(out, "# 1 \"");
    for (const char *p = name; *p; p++) {
        if (*p == '"' || *p == '\\')
            strbuf_putc(out, '\\');
        strbuf_putc(out, *p);
    }
    strbuf_puts(out, "\"\n");
    for (size_t i = 0; i < raw->directives.n; i++) {
        const RawDirective *d = &raw->directives.at[i];
        if (d->kind == RAW_LINE) {
            strbuf_put(out, raw->text + done, d->begin - done);
            done = put_line_directive(raw, d, renumber, out);
        } else if (header && is_once(raw, d)) {
            strbuf_put(out, raw->text + done, d->begin - done);
            for (unsigned line = d->line; line < d->last_line; line++)
                strbuf_putc(out, '\n');
            done = d->end;
        } else if (d->kind == RAW_INCLUDE && folder
                   && raw->text[d->arguments] == '"') {
            const char *s = raw->text + d->arguments + 1;
            int n = (int)strcspn(s, "\"\n");
            const char *path =
                arena_printf(&strings, "%.*s%.*s", folder, name, n, s);
            if (s[0] != '/' && access(path, R_OK) == 0) {
                strbuf_put(out, raw->text + done, d->arguments + 1 - done);
                strbuf_printf(out, "%.*s", folder, name);
                done = d->arguments + 1;
            }
        }
    }
    strbuf_put(out, raw->text + done, raw->size - done);
}

/* Is there anything that looks like a #line? Saves the scan of most inputs. */
static bool may_have_line(const StrBuf *text) {
    const char *s = text->s, *end = text->s + text->n;
    for (; (s = memchr(s, '#', (size_t)(end - s))) != NULL; s++) {
        const char *p = s + 1;
        while (*p == ' ' || *p == '\t' || *p == '\\' || *p == '\n' || *p == '/'
               || *p == '*')
            p++;
        if (*p == 'l' || *p == '?' || (*p >= '0' && *p <= '9'))
            return true;
    }
    for (s = text->s; (s = memchr(s, '%', (size_t)(end - s))) != NULL; s++)
        if (s[1] == ':')
            return true;
    return false;
}

static bool has_changed_directive(const RawText *raw, bool header) {
    for (size_t i = 0; i < raw->directives.n; i++)
        if (raw->directives.at[i].kind == RAW_LINE
            || (header && is_once(raw, &raw->directives.at[i])))
            return true;
    return false;
}

/* `#include NAME`: what it names may lie beside the input. */
static bool has_computed_include(const RawText *raw) {
    for (size_t i = 0; i < raw->directives.n; i++) {
        const RawDirective *d = &raw->directives.at[i];
        if (d->kind == RAW_INCLUDE && raw->text[d->arguments] != '"'
            && raw->text[d->arguments] != '<')
            return true;
    }
    return false;
}

bool driver_blank_script_line(StrBuf *text) {
    size_t i = text->n >= 3 && memcmp(text->s, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
    if (text->n < i + 2 || memcmp(text->s + i, "#!", 2) != 0)
        return false;
    for (; i < text->n && text->s[i] != '\n' && text->s[i] != '\r'; i++)
        text->s[i] = ' ';
    return true;
}

/* Where the runtime's headers are, if the input wants them and no option leads
 * to them; else null. */
static const char *headers_missed(const StrBuf *text, const ArgVec *argv) {
    if (!memmem(text->s, text->n, "acc/acc.h", 9))
        return NULL;
    static const char *const usual[] = {"/usr/include", "/usr/local/include"};
    for (size_t i = 0; i < argv->n + 1; i++) { /* but for the null at its end */
        const char *folder = i < 2 ? usual[i] : argv->at[i - 2];
        if (i >= 2 && strncmp(folder, "-I", 2) == 0)
            folder += 2;
        if (access(arena_printf(&strings, "%s/acc/acc.h", folder), R_OK) == 0)
            return NULL;
    }
    return install_include();
}

bool driver_preprocess(const Options *o, const StrBuf *original, StrBuf *out,
                       bool (*more)(StrBuf *text, bool idle)) {
    const char *cc = process_cc();
    ArgVec argv = {0};
    process_words(cc, &argv);
    static const char *const fixed[] = {"-E", "-dD", "-x", "c"};
    for (size_t i = 0; i < sizeof fixed / sizeof fixed[0]; i++)
        vec_push(&argv, fixed[i]);
    unsigned major = 0, minor = 0, patch = 0;
    sscanf(ACC_VERSION, "%u.%u.%u", &major, &minor, &patch);
    vec_push(&argv, arena_printf(&strings, "-D__ACC__=%u",
                                 major * 10000 + minor * 100 + patch));
    for (size_t i = 0; i < o->cpp.n; i++)
        vec_push(&argv, o->cpp.at[i]);

    const char *name = driver_input_name(o);
    RawText raw = {0};
    StrBuf fed = {0};
    bool computed = false; /* fed, and a folder to search is needed */
    struct stat st;
    bool feed = o->input[0] == '-' || o->script /* an option for the compiler */
                || (stat(o->input, &st) == 0
                    && !S_ISREG(st.st_mode)); /* a pipe has been read */
    if (feed || o->header || o->trigraphs || may_have_line(original)) {
        raw_scan(&raw, original->s, original->n, o->trigraphs);
        feed |= has_changed_directive(&raw, o->header);
        if (feed)
            put_changed(name, &raw, o->header, &fed);
        computed = feed && has_computed_include(&raw);
        raw_free(&raw);
    }
    if (feed) {
        if (computed && folder_length(name))
            vec_push(&argv, arena_printf(&strings, "-I%.*s",
                                         folder_length(name), name));
        vec_push(&argv, "-");
    } else {
        vec_push(&argv, o->input);
    }
    vec_push(&argv, NULL);

    struct sigaction ignore = {.sa_handler = SIG_IGN}, before;
    sigaction(SIGPIPE, &ignore, &before);
    strbuf_reserve(out, original->n + original->n / 4 + (1 << 17));
    int status = process_capture((char *const *)argv.at, feed ? &fed : NULL,
                                 out, more);
    int error = errno;
    sigaction(SIGPIPE, &before, NULL);
    if (status == -1)
        diag_plain("cannot run the C compiler '%s'%s: %s", argv.at[0],
                   getenv("CC") ? " ($CC)" : "", strerror(error));
    else if (WIFSIGNALED(status))
        diag_plain("the preprocessor '%s -E' was killed by signal %d", cc,
                   WTERMSIG(status));
    else if (status) {
        const char *headers = headers_missed(original, &argv);
        if (headers)
            diag_plain("the preprocessor '%s -E' failed on '%s': say -I%s, here "
                       "and to the C compiler, or use 'acc cc'", cc, name, headers);
        else
            diag_plain("the preprocessor '%s -E' failed on '%s'", cc, name);
    }
    strbuf_free(&fed);
    vec_free(&argv);
    arena_reset(&strings);
    strbuf_put(out, "", 0);
    return status == 0;
}
