// C++: the generated header has C's linkage.
#include "gen/prices.h"
#include "gen/store.h"
#include <cstdio>

extern "C" int cpp_part(void);

namespace {
struct Order : order {
    Order(const char *name, enum kind k, int n) { order_make_sync(name, k, n, this); }
};
}

extern "C" int cpp_part(void)
{
    Order o("apples", APPLE, 5);
    long total = 0;
    store s = store();
    std::printf("C++: %s", o.name);
    std::printf(" %d", store_total_sync(&s, &o, 1, &total));
    std::printf(" %ld", total);
    acc_coroutine *c = deliver(&o);
    int n = 0;
    std::printf(" %d", acc_run_into(c, &n, sizeof n, NULL));
    std::printf(" %d\n", n);
    return 0;
}
