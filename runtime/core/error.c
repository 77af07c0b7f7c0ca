/*
 * Names and texts of error codes: errno's names from the table in errno.def,
 * acc's own, and those that the program registered.
 */
#include "acc/error.h"
#include "core/core.h"
#include "core/port.h"

#include <errno.h>

typedef struct Registered {
    struct Registered *next;
    int code;
    const char *name, *text;
} Registered;

static Registered *registered;

static const struct {
    int code;
    const char *name, *text;
} own[] = {
    { ACC_CANCELLED, "ACC_CANCELLED", "Cancelled" },
    { ACC_BROKEN_BARRIER, "ACC_BROKEN_BARRIER", "Barrier is broken" },
    { ACC_QUEUE_SHUTDOWN, "ACC_QUEUE_SHUTDOWN", "Queue is shut down" },
};

static const struct {
    int code;
    const char *name;
} names[] = {
#define ACC__ERRNO(e) { e, #e },
#include "core/errno.def"
#undef ACC__ERRNO
};

static const Registered *find(int code)
{
    const Registered *r = registered;
    while (r && r->code != code)
        r = r->next;
    return r;
}

const char *acc_error_name(int error)
{
    const Registered *r = find(error);
    if (r)
        return r->name;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (own[i].code == error)
            return own[i].name;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (names[i].code == error)
            return names[i].name;
    return NULL;
}

const char *acc_strerror(int error)
{
    const Registered *r = find(error);
    if (r)
        return r->text;
    for (size_t i = 0; i < sizeof own / sizeof *own; i++)
        if (own[i].code == error)
            return own[i].text;
    if (error == 0)
        return "Success";
    if (error >= ACC_ERROR_USER)
        return "Error of the program";
    const char *text = acc__port_strerror(error);
    return text ? text : "Unknown error";
}

int acc_error_register(int code, const char *name, const char *text)
{
    if (code < ACC_ERROR_USER)
        return -EINVAL;
    Registered *r = acc__port_alloc(sizeof *r);
    if (!r)
        return -ENOMEM;
    *r = (Registered){ registered, code, name, text };
    registered = r;
    return 0;
}
