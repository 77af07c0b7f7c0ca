from aio import *


async def child(n, ms):
    say("begins", n)
    await sleep(ms)
    say("ends", n)
    return n


async def main():
    async with TaskGroup() as g:
        a = g.create_task(child(1, 3))
        g.create_task(child(2, 0))
        say("body")
        await sleep(1)
        g.create_task(child(3, 0))
        say("body ends")
    say("after", now(), await a)
    async with TaskGroup() as g:
        say("empty")
    say("passed")


run(main())
