#pragma once
#include "worker.h"

struct team {
    struct worker workers[WORKERS];
    int total;
};

async int team_run(struct team *t);
