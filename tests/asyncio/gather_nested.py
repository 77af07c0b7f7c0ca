from aio import *


async def leaf(n, e):
    await sleep(n)
    say("leaf", n)
    if e:
        raise E3
    return n


async def pair(a, b, e):
    x, y = await gather(leaf(a, 0), leaf(b, e))
    return x + y


async def main():
    say(*await gather(pair(1, 2, 0), pair(3, 1, 0)))
    try:
        await gather(pair(1, 2, 1), pair(3, 4, 0))
    except E3:
        say("caught", now())
    await sleep(3)


run(main())
