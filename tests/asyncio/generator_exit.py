from aio import *


from contextlib import aclosing


async def ticks(n):
    try:
        for i in range(n):
            await sleep(1)
            yield i
        say("ran out")
    finally:
        say("closed", now())


async def upto(n):
    async with aclosing(ticks(4)) as g:
        async for i in g:
            if i == n:
                break
            say(i, now())
    say("after")


async def fails():
    async with aclosing(ticks(4)) as g:
        async for i in g:
            raise E1


async def main():
    await upto(2)
    await upto(9)
    try:
        await fails()
    except E1:
        say("E1")
    t = create_task(upto(9))
    await sleep(2)
    t.cancel()
    await asyncio.wait([t])
    say(outcome(t), now())


run(main())
