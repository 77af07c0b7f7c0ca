/* In front of every program of docs/mistakes.md. */
#include <acc/acc.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

struct user { int id; const char *name; };
async int fetch(int id);
async void save(int value);
async struct user find(int id);
generator(int) count_to(int n);
async generator(int) ticks(int n);
int plain(int n);
