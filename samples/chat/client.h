#ifndef CHAT_CLIENT_H
#define CHAT_CLIENT_H

#include <acc/acc.h>

/* Plays a script, a null-terminated list: "> text" is sent, "< text" waited for,
 * "<eof" is the end, "!" sets `event`. What comes meanwhile is skipped. Throws
 * EPROTO when the connection ends too early. */
async void client_run(int port, const char *const *script, acc_event *event);

#endif
