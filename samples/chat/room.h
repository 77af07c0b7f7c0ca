/* Who is in the room, and what is said to them. */
#ifndef CHAT_ROOM_H
#define CHAT_ROOM_H

#include <acc/acc.h>
#include <stdbool.h>

enum { NAME_SIZE = 16, LINE_SIZE = 256 };

typedef struct Member {
    char name[NAME_SIZE];
    queue(char *) outgoing; /* lines, owned by the queue until taken */
    struct Member *next;
} Member;

typedef struct Room {
    Member *first;
} Room;

/* False when the name is taken or none. */
bool room_enter(Room *r, Member *m, const char *name);
void room_leave(Room *r, Member *m);
void room_names(const Room *r, char *names, size_t size);

/* A line for one member, as printf has it. Who does not read what is sent to
 * him loses lines. */
void member_tell(Member *m, const char *format, ...);
/* ... for everybody. */
void room_tell(Room *r, const char *format, ...);

#endif
