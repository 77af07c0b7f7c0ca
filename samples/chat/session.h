#ifndef CHAT_SESSION_H
#define CHAT_SESSION_H

#include "net.h"
#include "room.h"

/* Talks with one client to the end; owns the connection. Never throws but when
 * cancelled; the client is told then. */
async void session_run(Conn *conn, Room *room);

#endif
