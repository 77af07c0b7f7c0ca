#ifndef ACC_BASE_RESPONSE_H
#define ACC_BASE_RESPONSE_H

/* Replaces @FILE arguments by the words in the files. */
void response_expand(int *argc, char ***argv);

#endif
