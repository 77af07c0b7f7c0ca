/*
 * Where the runtime lies.
 */
#ifndef ACC_DRIVER_INSTALL_H
#define ACC_DRIVER_INSTALL_H

#include "driver/driver.h"

/* The folder that holds acc/acc.h; null (and a message): not found. */
const char *install_include(void);

/* Adds what links a program: the library of acc and what it needs. For a
 * shared library the shared one. False (and a message): not found. */
bool install_libraries(ArgVec *command, bool shared);

#endif
