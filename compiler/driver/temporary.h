/*
 * Files that must not stay: removed when the process ends, by a signal too.
 */
#ifndef ACC_DRIVER_TEMPORARY_H
#define ACC_DRIVER_TEMPORARY_H

#include <sys/types.h>

/* A fresh folder, made by the first call; null (and a message) if there can be
 * none. It is removed with all that was added. */
const char *temporary_folder(void);

/* The file will be removed; it need not exist. */
void temporary_add(const char *path);
/* It is no longer to be removed: it was renamed. */
void temporary_keep(const char *path);
/* The child that a signal ends first; 0: none. */
void temporary_set_child(pid_t child);
/* This process leaves them alone; that one will remove them. */
void temporary_leave(void);
void temporary_adopt(void);
void temporary_remove_all(void);

#endif
