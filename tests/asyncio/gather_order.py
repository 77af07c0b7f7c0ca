from aio import *


async def arm(n, ms):
    say("begins", n)
    if ms:
        await sleep(ms)
    say("ends", n)
    return n * 10


async def main():
    r = await gather(arm(1, 3), arm(2, 0), arm(3, 1))
    say(*r, now())
    say(await gather())


run(main())
