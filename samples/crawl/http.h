/*
 * HTTP for coroutines: libcurl's multi interface, which calls back, on libuv's
 * loop behind acc's.
 */
#ifndef CRAWL_HTTP_H
#define CRAWL_HTTP_H

#include <acc/acc.h>
#include <stddef.h>

typedef struct Http Http;

typedef struct Page {
    long status; /* 200 */
    char *text;  /* to be freed */
    size_t size;
} Page;

Http *http_open(void); /* null when out of memory */
async void http_close(Http *h);

/* Any number of them at the same time. Throws a CURLcode as HTTP_ERROR + code.
 * Cancelling gives the transfer up at once. */
async Page http_get(Http *h, const char *url);

enum { HTTP_ERROR = ACC_ERROR_USER };

#endif
