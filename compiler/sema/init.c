/*
 * Initialisers (6.7.9): which item initialises what, through designators and
 * left-out braces; arrays get their length; handles are converted.
 *
 * A cursor walks the items of one { } list. An aggregate without braces of
 * its own takes items from the cursor of the list around it.
 */
#include "sema/check.h"

typedef struct Cursor {
    Node *list;
    unsigned item;
    unsigned used;      /* designators of the item that are applied already */
} Cursor;

static Type *braced(Node *list, Type *t);
static void element(Cursor *c, Type *t);

static Node *current(const Cursor *c)
{
    return c->list->kid[c->item];
}

static unsigned designators(const Node *item)
{
    return item->kind == ND_DESIGNATED ? item->n - 1 : 0;
}

/* Where the current item's value stands. */
static Node **value_slot(const Cursor *c)
{
    Node *item = current(c);
    return item->kind == ND_DESIGNATED ? &item->kid[item->n - 1]
                                       : &c->list->kid[c->item];
}

static void advance(Cursor *c)
{
    Node *item = current(c);
    if (item->kind == ND_DESIGNATED) {
        item->type = item->kid[item->n - 1]->type;
        propagate(item);
    }
    c->item++;
    c->used = 0;
}

static bool is_character(const Type *t)
{
    return t->kind == TY_CHAR || t->kind == TY_SCHAR || t->kind == TY_UCHAR;
}

/* The string literal that initialises an array of type t, or null. */
static Node *string_for(Node *n, const Type *t)
{
    Node *s = ast_strip(n);
    if (t->kind != TY_ARRAY || s->kind != ND_STRING || !type_is_integer(t->base))
        return NULL;
    check_expr(n);
    const Type *e = s->type->base;
    return is_character(t->base) ? (is_character(e) ? s : NULL)
           : type_size(e) == type_size(t->base) && !is_character(e) ? s : NULL;
}

static Type *completed(Type *t, long long length)
{
    if (t->kind != TY_ARRAY || t->length != -1)
        return t;
    Type *a = type_copy(t);
    a->length = length;
    a->alias = NULL;
    return a;
}

static void check_item(Node **slot, Type *t)
{
    check_value(*slot);
    convert_assign(slot, t, "initialisation");
}

/* An item that nothing is left for. */
static void excess(Cursor *c)
{
    Node **slot = value_slot(c);
    if ((*slot)->kind == ND_INIT_LIST)
        braced(*slot, ty_error);
    else
        check_value(*slot);
    advance(c);
}

/* ---- aggregates ------------------------------------------------------ */

static bool has_designator(const Cursor *c)
{
    return c->used < designators(current(c));
}

/* Gives one more than the greatest index. own: the list is this array's;
 * otherwise a designator of the next item belongs to somebody around. */
static long long array_items(Cursor *c, Type *t, bool own)
{
    long long index = 0, most = 0, length = t->kind == TY_VECTOR
        ? (long long)(t->vector_size / (type_size(t->base) ? type_size(t->base)
                                                           : 1))
        : t->length;
    for (bool first = true; c->item < c->list->n; first = false) {
        unsigned item = c->item, used = c->used;
        if (has_designator(c)) {
            Node *d = current(c)->kid[c->used];
            long long at = 0, last = 0;
            if (!own && !first)
                break;
            if (d->kind == ND_DESIGNATOR_MEMBER) {
                complain(d->at, "'.%s' designates a member, but this is an "
                         "array", d->name->s);
                excess(c);
                continue;
            }
            for (unsigned i = 0; i < d->n; i++)
                check_value(d->kid[i]);
            if (!check_constant(d->kid[0], &at)
                && d->kid[0]->type->kind != TY_ERROR)
                complain(d->at, "the index of a designator is not constant");
            if (d->kind == ND_DESIGNATOR_RANGE && check_constant(d->kid[1], &last)
                && last > at)
                at = last;
            if (length >= 0 && at >= length)
                complain(d->at, "index %lld is outside of the array", at);
            index = at;
            c->used++;
        } else if (length >= 0 && index >= length) {
            if (!own)
                break;
            excess(c);
            continue;
        }
        element(c, t->base);
        index++;
        if (index > most)
            most = index;
        if (c->item == item && c->item < c->list->n && c->used == used)
            excess(c); /* an element of no size took nothing */
    }
    return most;
}

static bool can_initialize(const Member *m)
{
    return m->name || m->bits < 0;
}

/* The direct member of tag that is or holds the one called name. */
static unsigned find_member(const Tag *tag, const Str *name)
{
    unsigned i = 0;
    for (; i < tag->members; i++) {
        const Member *m = &tag->member[i];
        if (m->name == name
            || (!m->name && m->bits < 0 && type_member(m->type, name)))
            break;
    }
    return i;
}

static void record_items(Cursor *c, Type *t, bool own)
{
    Tag *tag = t->tag;
    unsigned m = 0;
    bool done = false; /* a union takes one */
    for (bool first = true; c->item < c->list->n; first = false) {
        if (has_designator(c)) {
            Node *d = current(c)->kid[c->used];
            if (!own && !first)
                break;
            if (d->kind != ND_DESIGNATOR_MEMBER) {
                complain(d->at, "an index designates an element, but this is "
                         "'%s'", type_text(t));
                excess(c);
                continue;
            }
            m = find_member(tag, d->name);
            if (m == tag->members) {
                complain(d->at, "'%s' has no member '%s'", type_text(t),
                         d->name->s);
                excess(c);
                continue;
            }
            if (tag->member[m].name)
                c->used++; /* else it is looked up again in there */
            d->type = tag->member[m].type;
            done = false;
        } else {
            while (m < tag->members && !can_initialize(&tag->member[m]))
                m++;
            if (m >= tag->members || done) {
                if (!own)
                    break;
                excess(c);
                continue;
            }
        }
        element(c, tag->member[m].type);
        m++;
        done = tag->keyword == TK_UNION;
    }
}

/* One object of type t, from the current item on. */
static void element(Cursor *c, Type *t)
{
    Node **slot = value_slot(c);
    bool aggregate = t->kind == TY_ARRAY || t->kind == TY_RECORD;
    if (has_designator(c)) {
        if (t->kind == TY_ARRAY)
            array_items(c, t, false);
        else if (t->kind == TY_RECORD)
            record_items(c, t, false);
        else {
            if (t->kind != TY_ERROR)
                complain(whole(current(c)), "a designator for '%s', which has "
                         "no parts", type_text(t));
            excess(c);
        }
        return;
    }
    if ((*slot)->kind == ND_INIT_LIST) {
        braced(*slot, t);
        advance(c);
        return;
    }
    if (string_for(*slot, t)) {
        advance(c);
        return;
    }
    if (aggregate) {
        Type *from = check_expr(*slot);
        bool whole = from->kind == TY_ERROR
                     || (from->kind == t->kind
                         && type_compatible(type_unqualified(from),
                                            type_unqualified(t)));
        if (t->kind == TY_ARRAY && from->kind == TY_ARRAY && whole
            && ast_strip(*slot)->kind == ND_COMPOUND_LITERAL) {
            advance(c);
            return;
        }
        if (!whole || t->kind == TY_ARRAY) {
            if (t->kind == TY_ARRAY)
                array_items(c, t, false);
            else
                record_items(c, t, false);
            return;
        }
    }
    check_item(slot, t);
    advance(c);
}

static Type *braced(Node *list, Type *t)
{
    Cursor c = {.list = list};
    list->type = t;
    if (list->n == 1 && list->kid[0]->kind != ND_DESIGNATED
        && list->kid[0]->kind != ND_INIT_LIST && string_for(list->kid[0], t)) {
        t = completed(t, ast_strip(list->kid[0])->type->length);
    } else if (t->kind == TY_ARRAY || t->kind == TY_VECTOR) {
        t = completed(t, array_items(&c, t, true));
    } else if (t->kind == TY_RECORD && t->tag->complete) {
        record_items(&c, t, true);
    } else {
        /* a scalar in braces; the rest is too much, or _Complex's parts */
        while (c.item < list->n) {
            if (c.item == 0 && !has_designator(&c)
                && (*value_slot(&c))->kind != ND_INIT_LIST
                && t->kind != TY_ERROR && t->kind != TY_COMPLEX) {
                check_item(value_slot(&c), t);
                advance(&c);
            } else if ((*value_slot(&c))->kind == ND_INIT_LIST) {
                braced(*value_slot(&c), t);
                advance(&c);
            } else {
                excess(&c);
            }
        }
    }
    list->type = t;
    propagate(list);
    return t;
}

Type *check_initializer(Node **slot, Type *type)
{
    Node *n = *slot, *s;
    if (n->kind == ND_INIT_LIST)
        return braced(n, type);
    if ((s = string_for(n, type)) != NULL)
        return completed(type, s->type->length);
    if (type->kind == TY_ARRAY) {
        /* GNU C: a compound literal of the same type */
        Type *from = check_expr(n);
        if (from->kind == TY_ARRAY)
            return completed(type, from->length);
        if (from->kind != TY_ERROR && type->base->kind != TY_ERROR)
            complain(whole(n), "an array is initialised with '%s'; it needs "
                     "a list in braces", type_text(from));
        return type;
    }
    check_item(slot, type);
    return type;
}
