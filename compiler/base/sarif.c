/*
 * All messages of a run as one SARIF 2.1.0 document, for editors and CI:
 * --diagnostics=json. Written when the program ends, however it does.
 *
 * An error or warning is a result; the notes behind it and the macro it came
 * out of are its related locations, what would repair it its fixes. What was
 * not about a place has no location. Columns count UTF-16 code units.
 */
#include "base/json.h"
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

/* { "text": ... } */
static void put_message(const char *name, const char *text) {
    json_open(name, '{');
    json_text("text", text);
    json_close('}');
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
    json_open(name, '{');
    json_text("uri", uri.n ? uri.s : "");
    json_close('}');
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
    json_open(name, '{');
    json_number("startLine", line ? line : 1);
    if (r.from.col)
        json_number("startColumn", utf16_column(r.from));
    if (r.to.col && r.from.col) {
        json_number("endLine", line + (r.to.line - r.from.line));
        json_number("endColumn", utf16_column(r.to));
    }
    json_close('}');
}

static void put_location(Range r, const char *text) {
    json_open(NULL, '{');
    json_open("physicalLocation", '{');
    put_artifact("artifactLocation", shown_name(r.from.file, r.from.line));
    put_region("region", r);
    json_close('}');
    if (text)
        put_message("message", text);
    json_close('}');
}

/* ---- results ---- */

static void put_fixes(const Message *m) {
    bool removes = true;
    for (unsigned i = 0; i < m->fixes; i++)
        removes &= !m->fix[i].text[0];
    json_open("fixes", '[');
    json_open(NULL, '{');
    put_message("description", removes ? "remove this" : "write this");
    json_open("artifactChanges", '[');
    json_open(NULL, '{');
    Place first = m->fix[0].at.from;
    put_artifact("artifactLocation", shown_name(first.file, first.line));
    json_open("replacements", '[');
    for (unsigned i = 0; i < m->fixes; i++) {
        if (m->fix[i].at.from.file != first.file)
            continue;
        json_open(NULL, '{');
        put_region("deletedRegion", m->fix[i].at);
        put_message("insertedContent", m->fix[i].text);
        json_close('}');
    }
    json_close(']');
    json_close('}');
    json_close(']');
    json_close('}');
    json_close(']');
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
    json_open(NULL, '{');
    json_text("ruleId", m->warning ? m->warning : "error");
    json_text("level", m->severity == SEVERITY_ERROR     ? "error"
                      : m->severity == SEVERITY_WARNING ? "warning"
                                                        : "note");
    put_message("message", m->text);
    json_open("locations", '[');
    if (m->caret.line)
        put_location(m->range, NULL);
    json_close(']');
    if (m + 1 < end || m->macro.name) {
        json_open("relatedLocations", '[');
        if (m->macro.name)
            put_expansion(m);
        for (const Message *note = m + 1; note < end; note++) {
            if (note->caret.line)
                put_location(note->range, note->text);
            if (note->macro.name)
                put_expansion(note);
        }
        json_close(']');
    }
    const Message *fixed = m;
    while (fixed < end && !fixed->fixes)
        fixed++;
    if (fixed < end)
        put_fixes(fixed);
    json_close('}');
}

static void put_rules(void) {
    const char *name;
    bool is_error;
    json_open("rules", '[');
    json_open(NULL, '{');
    json_text("id", "error");
    put_message("shortDescription", "what makes the program wrong");
    json_open("defaultConfiguration", '{');
    json_text("level", "error");
    json_close('}');
    json_close('}');
    for (unsigned i = 0; (name = diag_warning_name(i, &is_error)) != NULL; i++) {
        StrBuf text = {0};
        strbuf_printf(&text, "-W%s", name);
        json_open(NULL, '{');
        json_text("id", name);
        put_message("shortDescription", text.s);
        json_open("defaultConfiguration", '{');
        json_text("level", is_error ? "error" : "warning");
        json_close('}');
        json_close('}');
        strbuf_free(&text);
    }
    json_close(']');
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
    json_open("artifacts", '[');
    for (size_t i = 0; i < messages.n; i++) {
        const Message *m = &messages.at[i];
        if (!m->caret.line || !is_first_of_file(i))
            continue;
        json_open(NULL, '{');
        put_artifact("location", shown_name(m->caret.file, m->caret.line));
        json_text("sourceLanguage", "c");
        json_close('}');
    }
    json_close(']');
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
    json_open("invocations", '[');
    json_open(NULL, '{');
    json_name("executionSuccessful");
    strbuf_puts(&json_out, has_failed() ? "false" : "true");
    if (failure) {
        json_open("toolExecutionNotifications", '[');
        json_open(NULL, '{');
        json_text("level", "error");
        put_message("message", failure);
        json_close('}');
        json_close(']');
    }
    json_close('}');
    json_close(']');
}

void sarif_write(void) {
    static bool written;
    if (written)
        return;
    written = true;
    json_open(NULL, '{');
    json_text("$schema", "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json");
    json_text("version", "2.1.0");
    json_open("runs", '[');
    json_open(NULL, '{');
    json_open("tool", '{');
    json_open("driver", '{');
    json_text("name", "acc");
    json_text("version", ACC_VERSION);
    put_rules();
    json_close('}');
    json_close('}');
    put_invocation();
    json_text("columnKind", "utf16CodeUnits");
    put_artifacts();
    json_open("results", '[');
    for (size_t i = 0, end; i < messages.n; i = end) {
        for (end = i + 1; end < messages.n
                          && messages.at[end].severity == SEVERITY_NOTE; end++)
            ;
        put_result(&messages.at[i], &messages.at[0] + end);
    }
    json_close(']');
    json_close('}');
    json_close(']');
    json_close('}');
    strbuf_putc(&json_out, '\n');
    fputs(json_out.s, stderr);
}
