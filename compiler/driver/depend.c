/*
 * Dependencies: what -MD and its relatives write.
 *
 * Needs:  the scanned unit, whose markers tell which files were entered.
 * Leaves: a rule for make.
 */
#include <string.h>

#include "base/source.h"
#include "driver/driver.h"

void driver_quote(StrBuf *out, const char *name) {
    for (; *name; name++) {
        if (*name == '$')
            strbuf_putc(out, '$');
        else if (*name == ' ' || *name == '\t' || *name == '#')
            strbuf_putc(out, '\\');
        strbuf_putc(out, *name);
    }
}

static bool is_dependency(const Options *o, size_t file) {
    const SourceFile *f = &unit_files.at[file];
    return f->name[0] != '<' && !f->is_main
           && !(o->deps_user && f->is_system)
           && strcmp(f->name, driver_input_name(o)) != 0;
}

bool driver_write_deps(const Options *o) {
    StrBuf out = {0}, path = {0};
    /* Only files that were entered, not those of a header's own #line. */
    Vec(bool) entered = {0};
    vec_reserve(&entered, unit_files.n + 1);
    memset(entered.at, 0, unit_files.n);
    for (size_t i = 0; i < unit_markers.n; i++)
        if (unit_markers.at[i].enter)
            entered.at[unit_markers.at[i].file] = true;
    if (o->deps_target.n)
        strbuf_puts(&out, o->deps_target.s);
    else
        driver_quote(&out, o->output);
    strbuf_puts(&out, ": ");
    if (strcmp(o->input, "-") != 0)
        driver_quote(&out, o->input);
    for (size_t i = 0; i < unit_files.n; i++)
        if (entered.at[i] && is_dependency(o, i)) {
            strbuf_puts(&out, " \\\n  ");
            driver_quote(&out, unit_files.at[i].name);
        }
    strbuf_putc(&out, '\n');
    for (size_t i = 0; o->deps_phony && i < unit_files.n; i++)
        if (entered.at[i] && is_dependency(o, i)) {
            strbuf_putc(&out, '\n');
            driver_quote(&out, unit_files.at[i].name);
            strbuf_puts(&out, ":\n");
        }
    if (o->deps_file) {
        strbuf_puts(&path, o->deps_file);
    } else {
        const char *name = strcmp(o->output, "-") ? o->output : "a.c";
        const char *dot = strrchr(name, '.');
        if (!dot || strchr(dot, '/'))
            dot = name + strlen(name);
        strbuf_put(&path, name, (size_t)(dot - name));
        strbuf_puts(&path, ".d");
    }
    bool ok = driver_write(path.s, out.s, out.n);
    strbuf_free(&out);
    strbuf_free(&path);
    vec_free(&entered);
    return ok;
}
