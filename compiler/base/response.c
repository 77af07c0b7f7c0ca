/*
 * Response files: an argument @FILE stands for the words in FILE, as for the
 * C compilers. Build systems use them for long command lines.
 *
 * Needs:  the arguments as main got them.
 * Leaves: the same with every readable @FILE replaced, those in the files as
 *         well. What cannot be read stays as it is: `@x` may be a file's name.
 *
 * Words are separated by white space; '...' and "..." protect it, a backslash
 * takes the next character as it is, in quotes too.
 */
#include "base/response.h"

#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/diag.h"
#include "base/strbuf.h"
#include "base/vec.h"

typedef Vec(const char *) Words;

enum { DEPTH = 64 }; /* files that name files: past it, one names itself */

static bool read_file(const char *path, StrBuf *text) {
    FILE *f = fopen(path, "r");
    if (!f)
        return false;
    char chunk[4096];
    size_t n;
    while ((n = fread(chunk, 1, sizeof chunk, f)) > 0)
        strbuf_put(text, chunk, n);
    bool ok = !ferror(f);
    fclose(f);
    strbuf_put(text, "", 0);
    return ok;
}

/* The word at s, which is not a blank; gives its end. */
static const char *read_word(const char *s, StrBuf *word) {
    char quote = 0;
    strbuf_put(word, "", 0);
    for (; *s && (quote || !isspace((unsigned char)*s)); s++) {
        if (*s == '\\' && s[1])
            strbuf_putc(word, *++s);
        else if (quote ? *s == quote : *s == '\'' || *s == '"')
            quote = quote ? 0 : *s;
        else
            strbuf_putc(word, *s);
    }
    return s;
}

static void expand(const char *arg, int depth, Words *out) {
    StrBuf text = {0};
    if (arg[0] != '@' || !read_file(arg + 1, &text)) {
        vec_push(out, arg);
        strbuf_free(&text);
        return;
    }
    if (depth == 0) {
        diag_plain("'%s': the file names itself", arg);
        exit(2);
    }
    for (const char *s = text.s;;) {
        while (isspace((unsigned char)*s))
            s++;
        if (!*s)
            break;
        StrBuf word = {0};
        s = read_word(s, &word);
        expand(word.s, depth - 1, out); /* the word lives for ever */
    }
    strbuf_free(&text);
}

void response_expand(int *argc, char ***argv) {
    Words out = {0};
    for (int i = 0; i < *argc; i++)
        expand((*argv)[i], DEPTH, &out);
    *argc = (int)out.n;
    vec_push(&out, NULL);
    *argv = (char **)out.at;
}
