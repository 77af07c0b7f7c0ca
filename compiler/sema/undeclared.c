/*
 * Names that mean nothing here: which one was meant, or which header declares
 * it; and words of the dialect in plain functions.
 */
#include <string.h>

#include "base/spell.h"
#include "front/align.h"
#include "front/foreign.h"
#include "sema/check.h"

/* ---- headers ---- */

/* What newcomers use without its header, by header. */
static const struct {
    const char *header, *names;
} headers[] = {
    {"stdio.h", " printf fprintf sprintf snprintf puts putchar fputs fputc "
     "fopen fclose fread fwrite fgets fflush getchar perror scanf sscanf "
     "stdin stdout stderr FILE EOF "},
    {"stdlib.h", " malloc calloc realloc free exit abort atoi strtol strtoul "
     "strtod qsort rand srand getenv EXIT_SUCCESS EXIT_FAILURE "},
    {"string.h", " strlen strcmp strncmp strcpy strncpy strcat strchr strrchr "
     "strstr strdup memcpy memmove memset memcmp strerror "},
    {"errno.h", " errno EINVAL ENOMEM ENOENT EAGAIN ETIMEDOUT ECONNRESET EPIPE "
     "EBUSY EIO "},
    {"stddef.h", " NULL offsetof "},
    {"stdbool.h", " true false bool "},
    {"stdint.h", " INT32_MAX INT64_MAX UINT32_MAX UINT64_MAX SIZE_MAX "},
    {"limits.h", " INT_MAX INT_MIN LONG_MAX LONG_MIN UINT_MAX CHAR_BIT "},
    {"unistd.h", " read write close sleep usleep getpid "},
    {"assert.h", " assert "},
    {"ctype.h", " isdigit isalpha isspace toupper tolower "},
    {"math.h", " sqrt sin cos pow floor ceil fabs "},
    {"time.h", " time clock localtime strftime nanosleep "},
};

static const char *header_of(const Str *name)
{
    if (strncmp(name->s, "acc_", 4) == 0 || strncmp(name->s, "ACC_", 4) == 0)
        return scope_find_file(intern_z("acc_frame")) ? NULL : "acc/acc.h";
    for (size_t i = 0; i < sizeof headers / sizeof *headers; i++) {
        const char *s = headers[i].names;
        while ((s = strstr(s, name->s)) != NULL) {
            if (s[-1] == ' ' && s[name->len] == ' ')
                return headers[i].header;
            s += name->len;
        }
    }
    return NULL;
}

/* The line of the first #include of the main file, or 1. */
static unsigned first_include(unsigned file)
{
    size_t n;
    const char *s;
    for (unsigned line = 1; (s = source_line(file, line, &n)) != NULL; line++) {
        size_t i = 0;
        while (i < n && (s[i] == ' ' || s[i] == '#'))
            i++;
        if (i && n - i > 7 && memcmp(s + i, "include", 7) == 0)
            return line;
    }
    return 1;
}

static void note_header(const Node *n, const char *header)
{
    unsigned file = unit_inclusions.at[0].file;
    if (unit_tokens.at[n->at].file == file)
        diag_insert_line(file, first_include(file), "#include <%s>\n", header);
    diag_note(n->at, "'%s' is declared in <%s>", n->name->s, header);
}

/* ---- undeclared names ---- */

static void try_macro(Str *s, void *speller)
{
    if (s->macro && s->s[0] != '_')
        spell_try(speller, s->s, s->len);
}

/* The declared name, or else the macro, that is most like this one. */
static const char *nearest_name(Str *name)
{
    Sym *near = scope_nearest(name);
    if (near)
        return near->name->s;
    Speller speller = spell_begin(name->s, name->len);
    intern_each(try_macro, &speller);
    return speller.best;
}

static Vec(Str *) reported; /* in this function */
static const Sym *reported_in;

static bool is_reported(Str *name)
{
    if (reported_in != cur->sym)
        reported.n = 0;
    reported_in = cur->sym;
    for (size_t i = 0; i < reported.n; i++)
        if (reported.at[i] == name)
            return true;
    vec_push(&reported, name);
    return false;
}

void report_undeclared(Node *n, bool called)
{
    unsigned id;
    if (n->name->word == WORD_CONTEXTUAL && cur && !cur->is_async
        && !n->name->in_error) {
        report_plain_function(n->at, n->name->s);
        return;
    }
    if (is_dialect_builtin(n, &id)) {
        diag_error(n->at, "'%s' must be called: it has no address",
                   n->name->s);
        return;
    }
    if (!cur || n->name->in_error || is_reported(n->name))
        return;
    if (is_strict() ? foreign_name(n->at) : foreign_library(n->at)
        || !is_strict())
        return;
    const char *header = header_of(n->name);
    const char *near = header ? NULL : nearest_name(n->name);
    const char *what = called ? "function " : "name ";
    if (near) {
        diag_replace(n->at, n->at + 1, "%s", near);
        diag_error(n->at, "undeclared %s'%s'; did you mean '%s'?", what,
                   n->name->s, near);
        return;
    }
    diag_error(n->at, "undeclared %s'%s'", what, n->name->s);
    if (header)
        note_header(n, header);
}

/* ---- plain functions ---- */

void report_plain_function(Pos at, const char *word)
{
    Sym *f = cur->sym;
    if (cur->outer && cur->outer->is_async) {
        diag_error(at, "'%s' in the nested function '%s'; it can stand in the "
                   "async function itself only", word, f->name->s);
        return;
    }
    if (f->is_plain_reported)
        return;
    f->is_plain_reported = true;
    diag_error(at, "'%s' in '%s', which is not 'async'", word, f->name->s);
    if (!f->declared)
        return;
    diag_insert(f->declared->first, "async ");
    diag_note(f->pos, "declare '%s' 'async'%s", f->name->s,
              strcmp(word, "await") == 0 || strcmp(word, "_Await") == 0
                  ? ", or let 'run(...)' run a coroutine to its end" : "");
}
