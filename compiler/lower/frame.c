/*
 * Frame: decides where each local lives and lays out what a suspended function
 * keeps. Eighth step of lower/; it fills tables, split acts on them.
 *
 * Needs:  liveness at every point.
 * Leaves: Local.in_frame, Local.saved and their ranges of states; the items of
 *         the frame and their layout; SaveScope.kept.
 *
 * An item is kept over a range of states [first, last]. States number the
 * awaits in source order, so ranges that do not meet may share space: the
 * layout is a tree of structures (together) and unions (instead of each other).
 */
#include "lower/lower.h"

#include <stdlib.h>

#include "base/diag.h"

/* ---- where locals live ---------------------------------------------- */

/* The states from its declaration to the end of its block, if any. */
static bool awaits_in_scope(const Func *f, const Local *l, unsigned *first,
                            unsigned *last)
{
    const SaveScope *s = l->scope;
    if (!s)
        return false;
    for (unsigned st = s->first < 2 ? 2 : s->first; st <= s->last; st++)
        if (f->points.at[st - 2]->order > l->declared
            || f->points.at[st - 2]->order >= s->label_order) {
            *first = st;
            *last = s->last;
            return true;
        }
    return false;
}

/* Cannot be stored and assigned again as a C local is. */
static bool needs_memory(const Type *t)
{
    return t->kind == TY_ARRAY || (t->quals & (Q_CONST | Q_VOLATILE | Q_ATOMIC))
        || type_has_const_member(t);
}

/* Types whose values mean nothing once the C stack is left. */
static bool is_of_the_stack(const Type *t)
{
    while (t->kind == TY_ARRAY)
        t = t->base;
    return t->kind == TY_VA_LIST || type_is_tag_named(t, "__jmp_buf_tag")
        || type_is_tag_named(t, "__va_list_tag");
}

static void place_locals(Func *f)
{
    for (size_t i = 0; i < f->awaits; i++) {
        Point *p = f->points.at[i];
        for (size_t k = bitset_next(&p->live, 0); k != SIZE_MAX;
             k = bitset_next(&p->live, k + 1)) {
            Local *l = f->locals.at[k];
            if (!l->first)
                l->first = p->state;
            l->last = p->state;
        }
    }
    for (size_t i = 0; i < f->locals.n; i++) {
        Local *l = f->locals.at[i];
        const Type *t = l->sym->type;
        if (l->is_param)
            t = type_unqualified(l->sym->type);
        unsigned first, last;
        if (is_of_the_stack(t)) {
            if (l->first) {
                Pos at = f->points.at[l->first - 2]->pos;
                diag_error(l->sym->pos, "'%s' is used after an await, when the "
                           "C stack that it points to is gone", l->sym->name->s);
                diag_note(at, "the await is here");
            }
            continue;
        }
        bool fixed = l->sym->address_taken || l->sym->has_cleanup
                  || (l->sym->type->quals & (Q_VOLATILE | Q_ATOMIC));
        if (fixed) {
            bool any = awaits_in_scope(f, l, &first, &last);
            l->first = any ? first : 0;
            l->last = any ? last : 0;
            l->in_frame = any;
        } else if (l->first) {
            l->in_frame = needs_memory(t);
            l->saved = !l->in_frame;
            if (l->in_frame && awaits_in_scope(f, l, &first, &last)) {
                l->first = first; /* it is there from its declaration on */
                l->last = last;
            }
        }
    }
}

/* Saved locals times awaits, above which they live in the frame: for each pair
 * the C compiler has to merge values where the save block begins (2,000 awaits
 * in one expression: 76 s of gcc -O0 instead of one). */
enum { SAVES_AT_MOST = 16384 };

static void limit_saves(Func *f)
{
    unsigned long saved = 0;
    for (size_t i = 0; i < f->locals.n; i++)
        saved += f->locals.at[i]->saved && !f->locals.at[i]->is_param;
    if (saved * f->awaits <= SAVES_AT_MOST)
        return;
    for (size_t i = 0; i < f->locals.n; i++) {
        Local *l = f->locals.at[i];
        if (!l->saved || l->is_param)
            continue;
        /* memory that is read and written between awaits: its own for as
         * long as its block is open, whenever its value is needed */
        l->saved = false;
        l->in_frame = awaits_in_scope(f, l, &l->first, &l->last);
    }
}

/* ---- items ------------------------------------------------------------ */

/* The names of the members, and for each the last number put behind it. */
typedef struct Taken {
    const Str *name;
    unsigned number;
} Taken;

static struct {
    Taken *at;
    size_t n, room;
} taken;

static Taken *look_up(const Str *name)
{
    size_t i = name->hash & (taken.room - 1);
    while (taken.at[i].name && taken.at[i].name != name)
        i = (i + 1) & (taken.room - 1);
    return &taken.at[i];
}

static void forget_names(void)
{
    for (size_t i = 0; i < taken.room; i++)
        taken.at[i] = (Taken){0};
    taken.n = 0;
}

static void grow(void)
{
    Taken *old = taken.at;
    size_t room = taken.room;
    taken.room = room ? room * 2 : 64;
    taken.at = xrealloc(NULL, taken.room * sizeof *taken.at);
    forget_names();
    for (size_t i = 0; i < room; i++)
        if (old[i].name) {
            *look_up(old[i].name) = old[i];
            taken.n++;
        }
    if (old)
        xrealloc(old, 0);
}

/* Its entry, added when new. */
static Taken *entry_of(const Str *name)
{
    if (taken.n * 2 >= taken.room)
        grow();
    Taken *t = look_up(name);
    if (!t->name) {
        t->name = name;
        taken.n++;
    }
    return t;
}

static bool take(const Str *name)
{
    size_t before = taken.n;
    entry_of(name);
    return taken.n > before;
}

static const char *member_name(const char *wanted, bool numbered)
{
    Str *s = intern_z(wanted);
    if (!numbered && take(s))
        return s->s;
    for (;;) {
        unsigned number = ++entry_of(s)->number + !numbered;
        Str *with = intern_z(arena_printf(ast_arena, "%s_%u", wanted, number));
        if (take(with))
            return with->s;
    }
}

static Item *add_item(Func *f, const char *name, Type *t, unsigned first,
                      unsigned last)
{
    Item *it = arena_alloc(ast_arena, sizeof *it);
    it->name = name;
    it->type = t;
    it->first = first;
    it->last = last;
    if (t) {
        it->size = type_size(t);
        it->align = type_align(t);
    }
    if (!it->align)
        it->align = 16;
    vec_push(&f->items, it);
    return it;
}

/* What the frame holds for it: the type without const; a parameter as it was
 * adjusted. */
static Type *slot_type(Type *t)
{
    if (t->kind == TY_ARRAY) {
        Type *e = slot_type(t->base);
        if (e == t->base)
            return t;
        return type_array(e, t->length, t->length_node);
    }
    if (!(t->quals & Q_CONST))
        return t;
    unsigned keep = t->quals & ~(unsigned)(Q_CONST | Q_RESTRICT);
    return type_qualified(type_unqualified(t), keep);
}

static unsigned long long frame_size(const Func *f)
{
    return f && f->layout ? 24 + f->layout->size : 64;
}

static unsigned frame_align(const Func *f)
{
    return f && f->layout && f->layout->align > 8 ? f->layout->align : 8;
}

static void add_children(Func *f)
{
    static const char *const wait_name[] = {
        [POINT_TASK] = "task_wait", [POINT_FUTURE] = "future_wait",
        [POINT_ANY] = "wait",
    };
    for (size_t i = 0; i < f->awaits; i++) {
        Point *p = f->points.at[i];
        Item *it;
        switch (p->kind) {
        case POINT_START: {
            const char *callee = p->callee->name->s;
            it = add_item(f, member_name(callee, true), NULL, p->state, p->state);
            it->text = arena_printf(ast_arena, "struct __acc_frame_%s %s", callee,
                                    it->name);
            it->size = frame_size(lower_func(p->callee));
            it->align = frame_align(lower_func(p->callee));
            break;
        }
        case POINT_TASK: case POINT_FUTURE: case POINT_ANY:
            it = add_item(f, member_name(wait_name[p->kind], true), NULL,
                          p->state, p->state);
            it->text = arena_printf(ast_arena, "acc_awaitable_ref %s", it->name);
            it->size = 8;
            it->align = 8;
            break;
        case POINT_GATHER:
            it = add_item(f, p->child_name, NULL, p->state, p->state);
            it->text = p->arms
                ? arena_printf(ast_arena, "struct { struct acc_gather gather; "
                               "struct acc_arm arm[%u]; } %s", p->arms, it->name)
                : arena_printf(ast_arena, "struct { struct acc_gather gather; }"
                               " %s", it->name);
            it->size = 72 + 56 * p->arms;
            it->align = 8;
            break;
        default:
            continue;
        }
        p->child = it;
        p->child_name = it->name;
    }
}

static void add_locals(Func *f)
{
    for (size_t i = 0; i < f->locals.n; i++) {
        Local *l = f->locals.at[i];
        bool entry = l->is_param && f->needs_entry && l->sym->name;
        if (!l->in_frame && !l->saved && !entry)
            continue;
        if (entry) {
            l->first = 1;
            if (l->last < 1)
                l->last = 1;
        }
        const char *name = l->is_temp ? l->sym->name->s + 6 : l->sym->name->s;
        l->item = add_item(f, member_name(name, false), slot_type(l->sym->type),
                           l->first, l->last);
        unsigned align = l->sym->align;
        if (l->sym->type->align > align)
            align = l->sym->type->align;
        l->item->forced_align = align;
        if (align > l->item->align)
            l->item->align = align;
        if (!l->in_frame)
            continue;
        bool cast = l->sym->type->kind == TY_ARRAY
                        ? slot_type(l->sym->type) != l->sym->type
                        : l->sym->type->quals & Q_CONST;
        if (cast)
            l->sym->emit = arena_printf(ast_arena, "(*(%s)&__acc_f->%s)",
                                        type_string(type_pointer(l->sym->type)),
                                        l->item->name);
        else
            l->sym->emit = arena_printf(ast_arena, "__acc_f->%s", l->item->name);
    }
}

/* ---- layout ------------------------------------------------------------ */

static Layout *new_layout(int kind)
{
    Layout *l = arena_alloc(ast_arena, sizeof *l);
    l->kind = kind;
    l->align = 1;
    return l;
}

static void add_part(Layout *l, Layout *part)
{
    vec_push(&l->parts, part);
}

static Layout *item_layout(Item *it)
{
    Layout *l = new_layout(LAYOUT_ITEM);
    l->item = it;
    l->size = it->size;
    l->align = it->align;
    return l;
}

static int by_range(const void *a, const void *b)
{
    const Item *x = *(Item *const *)a, *y = *(Item *const *)b;
    if (x->first != y->first)
        return x->first < y->first ? -1 : 1;
    if (x->last != y->last)
        return x->last > y->last ? -1 : 1;
    if (x->size != y->size)
        return x->size > y->size ? -1 : 1;
    return 0;
}

static int by_align(const void *a, const void *b)
{
    const Layout *x = *(Layout *const *)a, *y = *(Layout *const *)b;
    return (x->align < y->align) - (x->align > y->align);
}

/* Sizes, and parts in an order without needless padding (a stable sort). */
static void finish(Layout *l)
{
    if (l->kind == LAYOUT_STRUCT && l->parts.n > 1) {
        for (size_t i = 1; i < l->parts.n; i++)
            for (size_t k = i; k > 0 && by_align(&l->parts.at[k - 1],
                                                 &l->parts.at[k]) > 0; k--) {
                Layout *t = l->parts.at[k];
                l->parts.at[k] = l->parts.at[k - 1];
                l->parts.at[k - 1] = t;
            }
    }
    for (size_t i = 0; i < l->parts.n; i++) {
        const Layout *p = l->parts.at[i];
        if (p->align > l->align)
            l->align = p->align;
        if (l->kind == LAYOUT_UNION)
            l->size = p->size > l->size ? p->size : l->size;
        else
            l->size = (l->size + p->align - 1) / p->align * p->align + p->size;
    }
    l->size = (l->size + l->align - 1) / l->align * l->align;
}

/* The boundary between two states that the fewest bytes cross, nearest to the
 * middle among equals: items that cross it stand beside the two halves. */
static unsigned best_cut(Item **at, size_t n, unsigned lo, unsigned hi)
{
    size_t width = hi - lo;
    long long *delta = xrealloc(NULL, (width + 1) * sizeof *delta);
    for (size_t i = 0; i <= width; i++)
        delta[i] = 0;
    for (size_t i = 0; i < n; i++) {
        long long size = at[i]->size ? at[i]->size : 1;
        delta[at[i]->first - lo] += size;
        delta[at[i]->last - lo] -= size;
    }
    long long crossing = 0, best = -1;
    unsigned cut = lo;
    size_t distance = 0;
    for (size_t b = 0; b < width; b++) { /* between lo+b and lo+b+1 */
        crossing += delta[b];
        size_t d = b * 2 > width ? b * 2 - width : width - b * 2;
        if (best < 0 || crossing < best || (crossing == best && d < distance)) {
            best = crossing;
            cut = lo + b;
            distance = d;
        }
    }
    xrealloc(delta, 0);
    return cut;
}

enum { DEEPEST = 24 }; /* unions inside each other */

/* at[]: sorted by first state. */
static Layout *lay_out(Item **at, size_t n, int depth)
{
    if (n == 1)
        return item_layout(at[0]);
    unsigned lo = at[0]->first, hi = 0;
    for (size_t i = 0; i < n; i++)
        if (at[i]->last > hi)
            hi = at[i]->last;
    Layout *s = new_layout(LAYOUT_STRUCT);
    Item **rest = xrealloc(NULL, n * sizeof *rest);
    size_t left = 0;
    for (size_t i = 0; i < n; i++)
        if ((at[i]->first == lo && at[i]->last == hi) || depth == DEEPEST)
            add_part(s, item_layout(at[i]));
        else
            rest[left++] = at[i];
    if (left) {
        /* components that never meet take each other's place */
        Layout *u = new_layout(LAYOUT_UNION);
        size_t from = 0;
        unsigned end = rest[0]->last;
        for (size_t i = 1; i <= left; i++) {
            if (i < left && rest[i]->first <= end) {
                if (rest[i]->last > end)
                    end = rest[i]->last;
                continue;
            }
            if (from == 0 && i == left)
                break; /* one component */
            add_part(u, lay_out(rest + from, i - from, depth + 1));
            from = i;
            if (i < left)
                end = rest[i]->last;
        }
        if (u->parts.n) {
            finish(u);
            add_part(s, u);
        } else {
            unsigned low = rest[0]->first;
            unsigned cut = low;
            if (end > low)
                cut = best_cut(rest, left, low, end);
            Item **half = xrealloc(NULL, left * sizeof *half);
            size_t a = 0;
            for (size_t i = 0; i < left; i++)
                if (end == low || (rest[i]->first <= cut && rest[i]->last > cut))
                    add_part(s, item_layout(rest[i]));
                else
                    half[a++] = rest[i];
            if (a)
                add_part(s, lay_out(half, a, depth + 1));
            xrealloc(half, 0);
        }
    }
    xrealloc(rest, 0);
    if (s->parts.n == 1)
        return s->parts.at[0];
    finish(s);
    return s;
}

static void mark_shared(Layout *l, bool shared)
{
    if (l->kind == LAYOUT_ITEM)
        l->item->shared = shared;
    shared |= l->kind == LAYOUT_UNION;
    for (size_t i = 0; i < l->parts.n; i++)
        mark_shared(l->parts.at[i], shared);
}

/* ---- which scopes have blocks of their own ---------------------------- */

static void keep_scopes(Func *f)
{
    for (size_t i = 0; i < f->scopes.n; i++) {
        SaveScope *s = f->scopes.at[i];
        s->kept = !s->parent || s->handler;
        for (size_t k = 0; k < s->locals.n && !s->kept; k++)
            s->kept = s->locals.at[k]->saved;
        s->target = s->kept ? s : s->parent->target;
    }
}

/* -Wlarge-frame=N, with the largest local as a hint. Of main there is one. */
static void check_size(const Func *f)
{
    unsigned long long size = frame_size(f) + type_size(f->value);
    if (size <= diag_large_frame || f->sym == sema_async_main
        || !diag_warning(f->sym->pos, "large-frame", "the frame of '%s' takes "
                         "about %llu bytes, more than %u", f->sym->name->s,
                         size, diag_large_frame))
        return;
    const Local *largest = NULL;
    for (size_t i = 0; i < f->locals.n; i++) {
        const Local *l = f->locals.at[i];
        if (l->item && !l->is_temp
            && (!largest || l->item->size > largest->item->size))
            largest = l;
    }
    if (largest && largest->item->size > size / 2)
        diag_note(largest->sym->pos, "'%s' takes %llu of them",
                  largest->sym->name->s, largest->item->size);
}

static CallFrame call_frame(const Func *f)
{
    if (f->sym->type->variadic || f->one_copy)
        return FRAME_AT_ONCE; /* longjmp would forget that there is one */
    for (size_t i = 0; i < f->locals.n; i++)
        if (f->locals.at[i]->in_frame)
            return FRAME_AT_ONCE;
    return f->awaits ? FRAME_LATE : FRAME_NEVER;
}

void frame(Func *f)
{
    forget_names();
    f->needs_entry = (f->needs_constructor || f->needs_call)
                  && !f->sym->type->variadic;
    if (f->awaits) {
        place_locals(f);
        limit_saves(f);
    }
    f->call_frame = call_frame(f);
    add_locals(f);
    add_children(f);
    keep_scopes(f);
    if (!f->items.n)
        return;
    qsort(f->items.at, f->items.n, sizeof *f->items.at, by_range);
    f->layout = lay_out(f->items.at, f->items.n, 0);
    mark_shared(f->layout, false);
    check_size(f);
}
