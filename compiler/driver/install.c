/*
 * Install: finds the runtime's headers and library from the place of acc
 * itself, so that an installation can be moved:
 *
 *     PREFIX/bin/acc    PREFIX/include/acc/acc.h   PREFIX/lib/libacc.a
 *     BUILD/acc         BUILD/include (a link)     BUILD/libacc.a
 *
 * and then where it was meant to be installed.
 */
#include "driver/install.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/diag.h"
#include "driver/process.h"

static Arena strings;

/* The first of the folders, relative to acc's own, that holds the file. */
static const char *find(const char *const *folders, const char *file,
                        const char *installed) {
    const char *self = process_self(), *slash = strrchr(self, '/');
    for (; *folders; folders++) {
        const char *folder =
            arena_printf(&strings, "%.*s%s%s", slash ? (int)(slash - self) : 1,
                         slash ? self : ".", **folders ? "/" : "", *folders);
        if (access(arena_printf(&strings, "%s/%s", folder, file), R_OK) == 0)
            return folder;
    }
    if (access(arena_printf(&strings, "%s/%s", installed, file), R_OK) == 0)
        return installed;
    diag_plain("cannot find '%s', neither near '%s' nor in '%s'", file, self,
               installed);
    return NULL;
}

const char *install_include(void) {
    static const char *const folders[] = {"include", "../include", NULL};
    return find(folders, "acc/acc.h", ACC_PREFIX "/include");
}

/* On Debian libraries lie in a folder named after the machine. */
#if defined __linux__ && defined __x86_64__
#define MULTIARCH "../lib/x86_64-linux-gnu",
#elif defined __linux__ && defined __aarch64__
#define MULTIARCH "../lib/aarch64-linux-gnu",
#else
#define MULTIARCH
#endif

bool install_libraries(ArgVec *command, bool shared) {
    static const char *const folders[] = {"", "../lib", MULTIARCH "../lib64",
                                          NULL};
    const char *file = shared ? "libacc.so" : "libacc.a";
    const char *folder = find(folders, file, ACC_PREFIX "/lib");
    if (!folder)
        return false;
    if (shared) {
        vec_push(command, arena_printf(&strings, "-L%s", folder));
        vec_push(command, "-lacc");
    } else {
        vec_push(command, arena_printf(&strings, "%s/%s", folder, file));
    }
    process_words(ACC_UV_LIBS, command);
    return true;
}
