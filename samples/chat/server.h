#ifndef CHAT_SERVER_H
#define CHAT_SERVER_H

#include "net.h"

/* Serves until it is cancelled; then all sessions are told, and have ended when
 * this has. */
async void server_run(Listener *listener);

#endif
