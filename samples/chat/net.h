/*
 * TCP for coroutines, on libuv's loop behind acc's. Errors are thrown as errno
 * codes. An operation that is cancelled has ended when its task goes on, so
 * whatever was handed to it may be reused.
 */
#ifndef CHAT_NET_H
#define CHAT_NET_H

#include <acc/acc.h>
#include <stdbool.h>
#include <stddef.h>

typedef struct Listener Listener;
typedef struct Conn Conn;

/* Port 0: any that is free; net_port tells which. */
async Listener *net_listen(const char *address, int port);
int net_port(Listener *l);
async Conn *net_accept(Listener *l);
async void net_listen_end(Listener *l);

async Conn *net_connect(const char *address, int port);
/* A line without its end; false when there are no more. One that is too long
 * throws EMSGSIZE. One reader at a time. */
async bool net_read_line(Conn *c, char *line, size_t size);
async void net_write(Conn *c, const char *text);
async void net_close(Conn *c);

#endif
