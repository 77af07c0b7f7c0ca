#pragma once
#include <acc/acc.h>
#include "kinds.h"

extern async int price_of(enum kind k);
/* One function for each kind: price_APPLE(n), price_PEAR(n). */
#define PRICE(name, price) async long price_##name(int n);
KINDS(PRICE)
#undef PRICE
#ifdef DISCOUNT
#define REDUCED(x) ((x) - DISCOUNT)
#else
#define REDUCED(x) (x)
#endif
