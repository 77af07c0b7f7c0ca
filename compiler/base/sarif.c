/*
 * All messages of a run as one SARIF 2.1.0 document, for editors and CI:
 * --diagnostics=json. Written when the program ends, however it does.
 *
 * An error or warning is a result; the notes behind it and the macro it came
 * out of are its related locations, what would repair it its fixes. What was
 * not about a place has no location. Columns count UTF-16 code units.
 */
#include "base/message.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static Vec(Message) messages;
static const char *failure; /* of acc itself */

static char *duplicate(const char *s) {
    size_t n = strlen(s) + 1;
    return memcpy(xrealloc(NULL, n), s, n);
}

void sarif_add(const Message *m) {
    Message copy = *m;
    copy.text = duplicate(m->text);
    for (unsigned i = 0; i < m->fixes; i++)
        copy.fix[i].text = duplicate(m->fix[i].text);
    vec_push(&messages, copy);
}

void sarif_bug(const char *text) {
    failure = duplicate(text);
}

/* ---- JSON ---- */

static StrBuf out;
static unsigned depth;
static bool begun; /* the object or list has an item already */

static void put_new_line(void) {
    strbuf_putc(&out, '\n');
    for (unsigned i = 0; i < depth; i++)
        strbuf_puts(&out, "  ");
}

/* s as a string: bytes that are no UTF-8 become U+FFFD. */
static void put_string(const char *s, size_t n) {
    strbuf_putc(&out, '"');
    for (size_t i = 0; i < n;) {
        unsigned long c;
        size_t len = utf8_length((const unsigned char *)s + i, n - i, &c);
        if (c == '"' || c == '\\')
            strbuf_printf(&out, "\\%c", (int)c);
        else if (c < 0x20 || c == 0x7F)
            strbuf_printf(&out, "\\u%04lx", c);
        else if ((len == 1 && c >= 0x80) || (c >= 0xD800 && c <= 0xDFFF)
                 || c > 0x10FFFF)
            strbuf_puts(&out, "\xEF\xBF\xBD");
        else
            strbuf_put(&out, s + i, len);
        i += len;
    }
    strbuf_putc(&out, '"');
}

/* The next member of an object, or item of a list (no name). */
static void put_name(const char *name) {
    if (begun)
        strbuf_putc(&out, ',');
    if (out.n)
        put_new_line();
    begun = true;
    if (name)
        strbuf_printf(&out, "\"%s\": ", name);
}

static void open_(const char *name, char bracket) {
    put_name(name);
    strbuf_putc(&out, bracket);
    depth++;
    begun = false;
}

static void close_(char bracket) {
    depth--;
    if (begun)
        put_new_line();
    strbuf_putc(&out, bracket);
    begun = true;
}

static void put_text(const char *name, const char *text) {
    put_name(name);
    put_string(text, strlen(text));
}

static void put_number(const char *name, unsigned n) {
    put_name(name);
    strbuf_printf(&out, "%u", n);
}

/* { "text": ... } */
static void put_message(const char *name, const char *text) {
    open_(name, '{');
    put_text("text", text);
    close_('}');
}

/* ---- places ---- */

/* A file's name as a URI: relative as it is, absolute with its scheme. */
static void put_artifact(const char *name, const char *file) {
    StrBuf uri = {0};
    if (file[0] == '/')
        strbuf_puts(&uri, "file://");
    for (const unsigned char *s = (const unsigned char *)file; *s; s++)
        if ((*s >= '0' && *s <= '9') || (*s >= 'a' && *s <= 'z')
            || (*s >= 'A' && *s <= 'Z') || strchr("/._-~+,@=()!", *s))
            strbuf_putc(&uri, (char)*s);
        else
            strbuf_printf(&uri, "%%%02X", *s);
    open_(name, '{');
    put_text("uri", uri.n ? uri.s : "");
    close_('}');
    strbuf_free(&uri);
}

/* Byte column to UTF-16 code units, both from 1. */
static unsigned utf16_column(Place at) {
    size_t n;
    const char *s = source_line(at.file, at.line, &n);
    unsigned column = 1;
    for (size_t i = 0; s && i + 1 < at.col && i < n;) {
        unsigned long c;
        i += utf8_length((const unsigned char *)s + i, n - i, &c);
        column += c > 0xFFFF ? 2 : 1;
    }
    return s ? column : at.col;
}

static const char *shown_name(unsigned file, unsigned line) {
    const char *name;
    source_shown(file, line, &name);
    return name;
}

static void put_region(const char *name, Range r) {
    const char *file;
    unsigned line = source_shown(r.from.file, r.from.line, &file);
    open_(name, '{');
    put_number("startLine", line ? line : 1);
    if (r.from.col)
        put_number("startColumn", utf16_column(r.from));
    if (r.to.col && r.from.col) {
        put_number("endLine", line + (r.to.line - r.from.line));
        put_number("endColumn", utf16_column(r.to));
    }
    close_('}');
}

static void put_location(Range r, const char *text) {
    open_(NULL, '{');
    open_("physicalLocation", '{');
    put_artifact("artifactLocation", shown_name(r.from.file, r.from.line));
    put_region("region", r);
    close_('}');
    if (text)
        put_message("message", text);
    close_('}');
}

/* ---- results ---- */

static void put_fixes(const Message *m) {
    bool removes = true;
    for (unsigned i = 0; i < m->fixes; i++)
        removes &= !m->fix[i].text[0];
    open_("fixes", '[');
    open_(NULL, '{');
    put_message("description", removes ? "remove this" : "write this");
    open_("artifactChanges", '[');
    open_(NULL, '{');
    Place first = m->fix[0].at.from;
    put_artifact("artifactLocation", shown_name(first.file, first.line));
    open_("replacements", '[');
    for (unsigned i = 0; i < m->fixes; i++) {
        if (m->fix[i].at.from.file != first.file)
            continue;
        open_(NULL, '{');
        put_region("deletedRegion", m->fix[i].at);
        put_message("insertedContent", m->fix[i].text);
        close_('}');
    }
    close_(']');
    close_('}');
    close_(']');
    close_('}');
    close_(']');
}

static void put_expansion(const Message *m) {
    const DiagMacro *d = &m->macro;
    StrBuf text = {0};
    strbuf_printf(&text, "in expansion of macro '%.*s'", (int)d->len, d->name);
    Range r = m->range;
    if (d->line) {
        r.from = r.to = (Place){d->file, d->line, d->col};
        r.to.col += (unsigned)d->len;
    }
    put_location(r, text.s);
    strbuf_free(&text);
}

/* The message and the notes behind it, up to `end`. */
static void put_result(const Message *m, const Message *end) {
    open_(NULL, '{');
    put_text("ruleId", m->warning ? m->warning : "error");
    put_text("level", m->severity == SEVERITY_ERROR     ? "error"
                      : m->severity == SEVERITY_WARNING ? "warning"
                                                        : "note");
    put_message("message", m->text);
    open_("locations", '[');
    if (m->caret.line)
        put_location(m->range, NULL);
    close_(']');
    if (m + 1 < end || m->macro.name) {
        open_("relatedLocations", '[');
        if (m->macro.name)
            put_expansion(m);
        for (const Message *note = m + 1; note < end; note++) {
            if (note->caret.line)
                put_location(note->range, note->text);
            if (note->macro.name)
                put_expansion(note);
        }
        close_(']');
    }
    const Message *fixed = m;
    while (fixed < end && !fixed->fixes)
        fixed++;
    if (fixed < end)
        put_fixes(fixed);
    close_('}');
}

static void put_rules(void) {
    const char *name;
    bool is_error;
    open_("rules", '[');
    open_(NULL, '{');
    put_text("id", "error");
    put_message("shortDescription", "what makes the program wrong");
    open_("defaultConfiguration", '{');
    put_text("level", "error");
    close_('}');
    close_('}');
    for (unsigned i = 0; (name = diag_warning_name(i, &is_error)) != NULL; i++) {
        StrBuf text = {0};
        strbuf_printf(&text, "-W%s", name);
        open_(NULL, '{');
        put_text("id", name);
        put_message("shortDescription", text.s);
        open_("defaultConfiguration", '{');
        put_text("level", is_error ? "error" : "warning");
        close_('}');
        close_('}');
        strbuf_free(&text);
    }
    close_(']');
}

static bool is_first_of_file(size_t i) {
    const Message *m = &messages.at[i];
    const char *name = shown_name(m->caret.file, m->caret.line);
    for (size_t k = 0; k < i; k++)
        if (messages.at[k].caret.line
            && !strcmp(shown_name(messages.at[k].caret.file,
                                  messages.at[k].caret.line), name))
            return false;
    return true;
}

static void put_artifacts(void) {
    open_("artifacts", '[');
    for (size_t i = 0; i < messages.n; i++) {
        const Message *m = &messages.at[i];
        if (!m->caret.line || !is_first_of_file(i))
            continue;
        open_(NULL, '{');
        put_artifact("location", shown_name(m->caret.file, m->caret.line));
        put_text("sourceLanguage", "c");
        close_('}');
    }
    close_(']');
}

/* Something other than the program was wrong. */
static bool has_failed(void) {
    for (size_t i = 0; i < messages.n; i++)
        if (messages.at[i].severity == SEVERITY_ERROR
            && !messages.at[i].caret.line)
            return true;
    return failure != NULL;
}

static void put_invocation(void) {
    open_("invocations", '[');
    open_(NULL, '{');
    put_name("executionSuccessful");
    strbuf_puts(&out, has_failed() ? "false" : "true");
    if (failure) {
        open_("toolExecutionNotifications", '[');
        open_(NULL, '{');
        put_text("level", "error");
        put_message("message", failure);
        close_('}');
        close_(']');
    }
    close_('}');
    close_(']');
}

void sarif_write(void) {
    static bool written;
    if (written)
        return;
    written = true;
    open_(NULL, '{');
    put_text("$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");
    put_text("version", "2.1.0");
    open_("runs", '[');
    open_(NULL, '{');
    open_("tool", '{');
    open_("driver", '{');
    put_text("name", "acc");
    put_text("version", ACC_VERSION);
    put_rules();
    close_('}');
    close_('}');
    put_invocation();
    put_text("columnKind", "utf16CodeUnits");
    put_artifacts();
    open_("results", '[');
    for (size_t i = 0, end; i < messages.n; i = end) {
        for (end = i + 1; end < messages.n
                          && messages.at[end].severity == SEVERITY_NOTE; end++)
            ;
        put_result(&messages.at[i], &messages.at[0] + end);
    }
    close_(']');
    close_('}');
    close_(']');
    close_('}');
    strbuf_putc(&out, '\n');
    fputs(out.s, stderr);
}
