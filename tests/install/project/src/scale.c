#include "count.h"

int scale(int x)
{
    return SCALE * x;
}
