#pragma once
/* A comment of the header. */
#define HEADER_MAX 10
async int header_get(int key);
struct header_entry { int key; task(int) pending; };
