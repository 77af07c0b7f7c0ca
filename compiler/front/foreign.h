/*
 * Habits from other languages: what was meant by words and signs that stand
 * where C has no use for them. Asked only when something is wrong already.
 */
#ifndef ACC_FRONT_FOREIGN_H
#define ACC_FRONT_FOREIGN_H

#include "base/source.h"

/* Reports the syntax error at `at` as the habit that it looks like; `begin` is
 * where its statement or declaration begins. False: it is none. */
bool foreign_report(Pos begin, Pos at);
/* Likewise an undeclared name at `at`. */
bool foreign_name(Pos at);
/* `library.member` at `at`, such as asyncio.sleep. */
bool foreign_library(Pos at);
/* A member of a coroutine, such as f().await. */
bool foreign_member(Pos object, Pos at);

#endif
