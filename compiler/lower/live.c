/*
 * Liveness: what must survive each await. Seventh step of lower/.
 *
 * Needs:  numbered points, locals with indices.
 * Leaves: Point.live: the locals whose value some path from the point reads
 *         before it writes them. Backward data flow over bitsets, in rounds from the
 *         end to the beginning until nothing changes.

 * -Wuninitialized comes from here as well: once a local is restored after an
 * await, the C compiler takes it for assigned.
 */
#include "lower/cfg.h"

#include <string.h>

typedef struct Sets {
    Bitset use, def;   /* use: read before any write in the block */
    Bitset in;
} Sets;

static Cfg g;

static void summarize(const Block *b, Sets *s)
{
    for (unsigned i = b->first_event; i; i = g.events.at[i].next) {
        Event e = g.events.at[i];
        if (e.kind == EV_USE) {
            if (!bitset_has(&s->def, e.local))
                bitset_add(&s->use, e.local);
        } else if (e.kind != EV_MAYBE) {
            bitset_add(&s->def, e.local);
        }
    }
}

static void out_of(const Sets *sets, size_t i, Bitset *out)
{
    bitset_clear(out);
    for (unsigned k = g.blocks.at[i].first_edge; k; k = g.edges.at[k].next)
        bitset_merge(out, &sets[g.edges.at[k].to].in);
}

/* What alloca gave, or setjmp noted, is gone when the function suspends. */
static void check_stack_call(size_t from)
{
    Node *call = g.blocks.at[from].stack_call;
    Bitset seen = {0};
    Vec(size_t) todo = {0};
    vec_push(&todo, from);
    while (todo.n) {
        size_t i = todo.at[--todo.n];
        if (bitset_has(&seen, i))
            continue;
        bitset_add(&seen, i);
        const Block *b = &g.blocks.at[i];
        if (b->point) {
            diag_error(call->first, is_alloca(call)
                           ? "memory from 'alloca' does not outlive an await, "
                             "and one can follow; use an array, or malloc"
                           : "an await can follow this 'setjmp'; the stack "
                             "that it notes is gone then");
            diag_note(b->point->pos, "the await is here");
            break;
        }
        for (unsigned k = b->first_edge; k; k = g.edges.at[k].next)
            vec_push(&todo, g.edges.at[k].to);
    }
    vec_free(&todo);
    bitset_free(&seen);
}

/* Is it seen when something is assigned to it? */
static bool is_judged(const Local *l)
{
    const Type *t = l->sym->type;
    return !l->is_temp && !l->sym->address_taken && type_is_scalar(t)
        && t->kind != TY_VA_LIST && t->kind != TY_COMPLEX;
}

static void assign(const Func *f, Event e, Bitset *assigned)
{
    if (e.kind == EV_DECLARE && is_judged(f->locals.at[e.local]))
        bitset_remove(assigned, e.local);
    else if (e.kind != EV_USE)
        bitset_add(assigned, e.local);
}

/* Reads of locals that no way to them assigns, of those alive over an await. */
static void check_uninitialized(const Func *f, const Bitset *saved)
{
    static Vec(Bitset) room;
    size_t n = g.blocks.n;
    vec_reserve(&room, n);
    Bitset *assigned = memset(room.at, 0, n * sizeof *assigned);
    Bitset reached = {0}, now = {0}, reported = {0};
    bitset_add(&reached, 0);
    for (size_t i = 0; i < f->locals.n; i++)
        if (f->locals.at[i]->is_param)
            bitset_add(&assigned[0], i);
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = 0; i < n; i++) {
            const Block *b = &g.blocks.at[i];
            if (!bitset_has(&reached, i))
                continue;
            bitset_copy(&now, &assigned[i]);
            for (unsigned k = b->first_event; k; k = g.events.at[k].next)
                assign(f, g.events.at[k], &now);
            for (unsigned k = b->first_edge; k; k = g.edges.at[k].next) {
                unsigned to = g.edges.at[k].to;
                changed |= !bitset_has(&reached, to);
                bitset_add(&reached, to);
                changed |= bitset_merge(&assigned[to], &now);
            }
        }
    }
    for (size_t i = 0; i < n; i++) {
        unsigned k = bitset_has(&reached, i) ? g.blocks.at[i].first_event : 0;
        bitset_copy(&now, &assigned[i]);
        for (; k; k = g.events.at[k].next) {
            unsigned local = g.events.at[k].local;
            if (g.events.at[k].kind == EV_USE && bitset_has(saved, local)
                && is_judged(f->locals.at[local])
                && !bitset_has(&now, local) && !bitset_has(&reported, local)) {
                const Sym *s = f->locals.at[local]->sym;
                diag_warning(s->pos, "uninitialized", "'%s' is used, but "
                             "nothing is assigned to it before", s->name->s);
                bitset_add(&reported, local);
            }
            assign(f, g.events.at[k], &now);
        }
        bitset_free(&assigned[i]);
    }
    bitset_free(&reached);
    bitset_free(&now);
    bitset_free(&reported);
}

/* Parameters that keep the value of the call. (asm may write what it is given.) */
static void find_constants(const Func *f)
{
    for (size_t i = 0; i < f->locals.n; i++) {
        Local *l = f->locals.at[i];
        l->constant = l->is_param && type_is_scalar(l->sym->type)
                   && !l->sym->is_written && !l->sym->address_taken;
    }
    for (size_t i = 1; i < g.events.n; i++)
        if (g.events.at[i].kind != EV_USE)
            f->locals.at[g.events.at[i].local]->constant = false;
}

void live(Func *f)
{
    if (!f->points.n)
        return;
    static Vec(Sets) room;
    cfg_build(f, &g);
    find_constants(f);
    size_t n = g.blocks.n;
    for (size_t i = 0; i < n; i++)
        if (g.blocks.at[i].stack_call)
            check_stack_call(i);
    vec_reserve(&room, n);
    Sets *sets = memset(room.at, 0, n * sizeof *sets);
    for (size_t i = 0; i < n; i++) {
        summarize(&g.blocks.at[i], &sets[i]);
        bitset_copy(&sets[i].in, &sets[i].use);
    }
    Bitset out = {0};
    for (bool changed = true; changed;) {
        changed = false;
        for (size_t i = n; i-- > 0;) {
            out_of(sets, i, &out);
            bitset_subtract(&out, &sets[i].def);
            changed |= bitset_merge(&sets[i].in, &out);
        }
    }
    for (size_t i = 0; i < n; i++)
        if (g.blocks.at[i].point)
            out_of(sets, i, &g.blocks.at[i].point->live);
    bitset_clear(&out);
    for (size_t i = 0; i < f->points.n; i++)
        bitset_merge(&out, &f->points.at[i]->live);
    check_uninitialized(f, &out);
    for (size_t i = 0; i < n; i++) {
        bitset_free(&sets[i].use);
        bitset_free(&sets[i].def);
        bitset_free(&sets[i].in);
    }
    bitset_free(&out);
}
