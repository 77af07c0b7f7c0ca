/* A small web site on the loopback interface, to be crawled. */
#ifndef CRAWL_SITE_H
#define CRAWL_SITE_H

#include "../chat/net.h"

async void site_run(Listener *listener);

#endif
