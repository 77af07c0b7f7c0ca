/*
 * Frame report: for each async function of the unit what its frame takes, what
 * is kept at each await, which frames lie inside of it.
 *
 * Needs:  the lowered functions, and the text that was made of them.
 * Leaves: the report on standard output, or where -o says.
 *
 * Sizes are the target's, so its compiler tells them: to the translation comes
 * a constant array with the digits of every `sizeof` that is wanted, it is
 * compiled, and the digits are looked for in the object file. Nothing is run.
 *
 *     {'a', ..., '0' + sizeof(struct __acc_frame_f) / 1000000000 % 10, ...}
 */
#define _POSIX_C_SOURCE 200809L
#include "report.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/diag.h"
#include "base/json.h"
#include "driver/process.h"
#include "driver/temporary.h"
#include "lower/lower.h"

static Arena arena;

/* ---- sizes ---------------------------------------------------------- */

enum { DIGITS = 10 };
#define MARK "\1acc sizes\2"

static StrBuf questions;     /* the array's initialiser */
static Vec(unsigned) sizes;  /* the answers */

/* The number of the question what the expression is worth. */
static size_t ask(const char *expression)
{
    strbuf_printf(&questions, "    __ACC_DIGITS(%s),\n", expression);
    vec_push(&sizes, 0);
    return sizes.n - 1;
}

static size_t ask_member(const Func *f, const char *member)
{
    /* a macro of the program's may have its name */
    return ask(arena_printf(&arena, "\n#undef %s\nsizeof(((struct __acc_frame_%s "
                            "*)0)->%s)", member, f->sym->name->s, member));
}

static void put_array(StrBuf *out)
{
    strbuf_puts(out, "\n#define __ACC_DIGIT(x, p) (unsigned char)('0' + (x) / p "
                     "% 10)\n#define __ACC_DIGITS(x) ");
    unsigned long p = 1;
    for (int i = 1; i < DIGITS; i++)
        p *= 10;
    for (; p; p /= 10)
        strbuf_printf(out, "%s__ACC_DIGIT(x, %luul)", p == 1000000000 ? "" : ", ",
                      p);
    strbuf_puts(out, "\nextern const unsigned char __acc_sizes[];\n"
                     "const unsigned char __acc_sizes[] = {");
    for (const char *s = MARK; *s; s++)
        strbuf_printf(out, "%d, ", *s);
    strbuf_puts(out, "\n");
    strbuf_puts(out, questions.s);
    strbuf_puts(out, "};\n");
}

static bool read_sizes(const StrBuf *object)
{
    for (size_t i = 0; i + strlen(MARK) + sizes.n * DIGITS <= object->n; i++) {
        const char *s = object->s + i;
        if (memcmp(s, MARK, strlen(MARK)) != 0)
            continue;
        s += strlen(MARK);
        for (size_t k = 0; k < sizes.n * DIGITS; k++, s++)
            if (*s >= '0' && *s <= '9')
                sizes.at[k / DIGITS] = sizes.at[k / DIGITS] * 10
                                     + (unsigned)(*s - '0');
        return true;
    }
    diag_plain("the object file of '%s' does not tell the sizes", process_cc());
    return false;
}

/* The translation lies in the folder for temporary files. */
static bool find_sizes(const Options *o, const StrBuf *translation)
{
    const char *source = o->output;
    const char *object = arena_printf(&arena, "%s/report.o", temporary_folder());
    StrBuf text = {0}, bytes = {0};
    ArgVec command = {0};
    strbuf_put(&text, translation->s, translation->n);
    put_array(&text);
    temporary_add(source);
    temporary_add(object);
    if (!driver_write(source, text.s, text.n))
        return false;
    process_words(process_cc(), &command);
    for (size_t i = 0; i < o->cpp.n; i++)
        if (strncmp(o->cpp.at[i], "-flto", 5) != 0)
            vec_push(&command, o->cpp.at[i]);
    const char *const rest[] = {"-w", "-c", "-o", object, source, NULL};
    for (size_t i = 0; i < sizeof rest / sizeof rest[0]; i++)
        vec_push(&command, rest[i]);
    int status = process_call((char *const *)command.at);
    if (status)
        diag_plain(status == -1 ? "cannot run '%s': %s"
                                : "'%s' did not compile the translation",
                   command.at[0], strerror(errno));
    bool ok = !status && driver_read(object, &bytes) && read_sizes(&bytes);
    strbuf_free(&bytes);
    strbuf_free(&text);
    vec_free(&command);
    return ok;
}

/* ---- what is wanted -------------------------------------------------- */

typedef struct Kept {
    const Local *local;
    size_t size;
} Kept;

typedef struct Await {
    const Point *point;
    Vec(Kept) kept;
    size_t child;          /* size of what it embeds, if it does */
} Await;

typedef struct Row {
    const Func *f;
    size_t size, align, value;
    Vec(Kept) slots;       /* every local that has one */
    Vec(Await) awaits;
} Row;

static Vec(Row) rows;
static size_t header_size;

static bool is_kept(const Local *l, const Point *p)
{
    if (!l->item)
        return false;
    return l->in_frame ? l->first <= p->state && p->state <= l->last
                       : bitset_has(&p->live, l->index);
}

static void collect_function(const Func *f)
{
    const char *name = f->sym->name->s;
    Row r = {.f = f};
    r.size = ask(arena_printf(&arena, "sizeof(struct __acc_frame_%s)", name));
    r.align = ask(arena_printf(&arena, "_Alignof(struct __acc_frame_%s)", name));
    if (f->value->kind != TY_VOID)
        r.value = ask_member(f, "__acc_result");
    for (size_t i = 0; i < f->locals.n; i++)
        if (f->locals.at[i]->item) {
            Kept k = {f->locals.at[i], ask_member(f, f->locals.at[i]->item->name)};
            vec_push(&r.slots, k);
        }
    for (size_t i = 0; i < f->awaits; i++) {
        Await a = {.point = f->points.at[i]};
        for (size_t k = 0; k < r.slots.n; k++)
            if (is_kept(r.slots.at[k].local, a.point))
                vec_push(&a.kept, r.slots.at[k]);
        if (a.point->child)
            a.child = ask_member(f, a.point->child->name);
        vec_push(&r.awaits, a);
    }
    vec_push(&rows, r);
}

static const Row *row_of(const Sym *callee)
{
    for (size_t i = 0; i < rows.n; i++)
        if (rows.at[i].f->sym == callee)
            return &rows.at[i];
    return NULL;
}

/* ---- what is told ----------------------------------------------------- */

static const char *target_name(const Point *p)
{
    static const char *const kinds[] = {
        [POINT_POINTER] = "a function pointer", [POINT_OBJECT] = "a coroutine",
        [POINT_TASK] = "a task",  [POINT_FUTURE] = "a future",
        [POINT_ANY] = "an awaitable", [POINT_GATHER] = "gather",
        [POINT_YIELD] = "yield"};
    return p->callee ? p->callee->name->s : kinds[p->kind];
}

static const char *local_name(const Local *l)
{
    if (!l->is_temp)
        return l->sym->name->s;
    return type_is_tag_named(l->sym->type, "acc_timeout")     ? "timeout"
           : type_is_tag_named(l->sym->type, "acc_taskgroup") ? "taskgroup"
                                                              : "(temporary)";
}

/* What acc adds at the end of a block or loop has no place of its own. */
static unsigned await_line(const Row *r, size_t i)
{
    while (i && !r->awaits.at[i].point->pos)
        i--;
    return source_shown_line(r->awaits.at[i].point->pos);
}

static unsigned kept_bytes(const Await *a)
{
    unsigned sum = 0;
    for (size_t i = 0; i < a->kept.n; i++)
        sum += sizes.at[a->kept.at[i].size];
    return sum;
}

/* The await whose embedded frame is the largest; null: there is none. */
static const Await *largest_child(const Row *r)
{
    const Await *largest = NULL;
    for (size_t i = 0; i < r->awaits.n; i++) {
        const Await *a = &r->awaits.at[i];
        if (a->point->child
            && (!largest || sizes.at[a->child] > sizes.at[largest->child]))
            largest = a;
    }
    return largest;
}

/* Calls put(name, bytes) for the frames inside each other, outermost first. */
static void walk_chain(const Row *r, void (*put)(const char *, unsigned))
{
    put(r->f->sym->name->s, sizes.at[r->size]);
    for (const Await *a; r && (a = largest_child(r)) != NULL;) {
        r = a->point->callee ? row_of(a->point->callee) : NULL;
        put(target_name(a->point), sizes.at[a->child]);
    }
}

/* The local, not made by acc, with the largest slot; null: there is none. */
static const Kept *largest_local(const Row *r)
{
    const Kept *largest = NULL;
    for (size_t i = 0; i < r->slots.n; i++)
        if (!r->slots.at[i].local->is_temp
            && (!largest
                || sizes.at[r->slots.at[i].size] > sizes.at[largest->size]))
            largest = &r->slots.at[i];
    return largest;
}

static int by_size(const void *a, const void *b)
{
    const Kept *x = a, *y = b;
    unsigned m = sizes.at[x->size], n = sizes.at[y->size];
    if (m != n)
        return m < n ? 1 : -1;
    return x->local->index < y->local->index ? -1
                                             : x->local->index > y->local->index;
}

static void sort_kept(void)
{
    for (size_t i = 0; i < rows.n; i++)
        for (size_t k = 0; k < rows.at[i].awaits.n; k++) {
            Await *a = &rows.at[i].awaits.at[k];
            if (a->kept.n)
                qsort(a->kept.at, a->kept.n, sizeof a->kept.at[0], by_size);
        }
}

static StrBuf text;

static void put_link(const char *name, unsigned bytes)
{
    strbuf_printf(&text, "%s%s %u",
                  text.s[text.n - 1] == ':' ? " " : " > ", name, bytes);
}

static void put_text_row(const Row *r)
{
    const Func *f = r->f;
    Pos at = f->sym->defined_at;
    strbuf_printf(&text, "%s:%u: %s: %u bytes", source_shown_name(at),
                  source_shown_line(at), f->sym->name->s, sizes.at[r->size]);
    strbuf_printf(&text, " (header %u", sizes.at[header_size]);
    if (f->value->kind != TY_VOID)
        strbuf_printf(&text, ", value %u", sizes.at[r->value]);
    strbuf_printf(&text, ", alignment %u)\n", sizes.at[r->align]);
    const Kept *largest = largest_local(r);
    if (largest)
        strbuf_printf(&text, "    largest local: %s, %u bytes (line %u)\n",
                      local_name(largest->local), sizes.at[largest->size],
                      source_shown_line(largest->local->sym->pos));
    if (largest_child(r)) {
        strbuf_puts(&text, "    frames inside:");
        walk_chain(r, put_link);
        strbuf_putc(&text, '\n');
    }
    for (size_t i = 0; i < r->awaits.n; i++) {
        const Await *a = &r->awaits.at[i];
        strbuf_printf(&text, "    line %u, %s: keeps %u bytes",
                      await_line(r, i), target_name(a->point),
                      kept_bytes(a));
        for (size_t k = 0; k < a->kept.n; k++)
            strbuf_printf(&text, "%s%s %u", k ? ", " : ": ",
                          local_name(a->kept.at[k].local),
                          sizes.at[a->kept.at[k].size]);
        if (a->point->child)
            strbuf_printf(&text, "; embeds %u", sizes.at[a->child]);
        strbuf_putc(&text, '\n');
    }
}

static void put_json_link(const char *name, unsigned bytes)
{
    json_open(NULL, '{');
    json_text("name", name);
    json_number("bytes", bytes);
    json_close('}');
}

static void put_json_local(const char *member, const Kept *k)
{
    json_open(member, '{');
    json_text("name", local_name(k->local));
    json_number("bytes", sizes.at[k->size]);
    if (k->local->is_temp) {
        json_name("made");
        strbuf_puts(&json_out, "true");
    } else {
        json_number("line", source_shown_line(k->local->sym->pos));
    }
    json_close('}');
}

static void put_json_row(const Row *r)
{
    const Func *f = r->f;
    Pos at = f->sym->defined_at;
    json_open(NULL, '{');
    json_text("name", f->sym->name->s);
    json_text("file", source_shown_name(at));
    json_number("line", source_shown_line(at));
    json_number("bytes", sizes.at[r->size]);
    json_number("alignment", sizes.at[r->align]);
    json_number("header", sizes.at[header_size]);
    json_number("value", f->value->kind != TY_VOID ? sizes.at[r->value] : 0);
    const Kept *largest = largest_local(r);
    if (largest)
        put_json_local("largest_local", largest);
    json_open("frames_inside", '[');
    walk_chain(r, put_json_link);
    json_close(']');
    json_open("awaits", '[');
    for (size_t i = 0; i < r->awaits.n; i++) {
        const Await *a = &r->awaits.at[i];
        json_open(NULL, '{');
        json_number("state", a->point->state);
        json_number("line", await_line(r, i));
        json_text("awaits", target_name(a->point));
        json_number("kept", kept_bytes(a));
        json_open("keeps", '[');
        for (size_t k = 0; k < a->kept.n; k++)
            put_json_local(NULL, &a->kept.at[k]);
        json_close(']');
        json_number("embeds", a->point->child ? sizes.at[a->child] : 0);
        json_close('}');
    }
    json_close(']');
    json_close('}');
}

bool report_frames(const Options *o, const StrBuf *translation)
{
    header_size = ask("sizeof(acc_frame)");
    for (size_t i = 0; i < sema_async_functions.n; i++) {
        const Func *f = lower_func(sema_async_functions.at[i]);
        if (f && f->node)
            collect_function(f);
    }
    if (rows.n && !find_sizes(o, translation))
        return false;
    sort_kept();
    const char *to = o->report_to ? o->report_to : "-";
    if (strcmp(o->frame_report, "json") != 0) {
        for (size_t i = 0; i < rows.n; i++)
            put_text_row(&rows.at[i]);
        return driver_write(to, text.n ? text.s : "", text.n);
    }
    json_open(NULL, '{');
    json_text("input", driver_input_name(o));
    json_open("functions", '[');
    for (size_t i = 0; i < rows.n; i++)
        put_json_row(&rows.at[i]);
    json_close(']');
    json_close('}');
    strbuf_putc(&json_out, '\n');
    bool ok = driver_write(to, json_out.s, json_out.n);
    strbuf_clear(&json_out);
    return ok;
}
