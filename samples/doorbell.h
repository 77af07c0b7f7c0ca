/*
 * A callback library as there are many, in C; it knows nothing of acc.
 * Whoever waits for the next visitor is called when the bell rings.
 */
#ifndef DOORBELL_H
#define DOORBELL_H

typedef struct DoorbellRequest {
    void (*fn)(int visitor, void *arg);
    void *arg;
    struct DoorbellRequest *next;
} DoorbellRequest;

void doorbell_wait(DoorbellRequest *r, void (*fn)(int visitor, void *arg),
                   void *arg);
void doorbell_forget(DoorbellRequest *r);
/* Somebody rings: calls all who wait, in the order in which they came. */
void doorbell_ring(int visitor);

#endif
