from aio import *


async def arm(ms, e):
    await sleep(ms)
    if e:
        raise e
    return ms


async def stops():
    await sleep(1)
    raise CancelledError


def show(x):
    return name(x) if isinstance(x, BaseException) else x


async def main():
    r = await gather(arm(2, None), arm(1, E1), stops(), arm(0, E2),
                     return_exceptions=True)
    say(*map(show, r), now())


run(main())
