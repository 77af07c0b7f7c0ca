from aio import *


async def child(g, n):
    say("begins", n)
    if n < 4:
        g.create_task(child(g, n + 1))
    await sleep(n)
    if n < 4:
        g.create_task(child(g, n + 2))
    say("ends", n, now())


async def main():
    async with TaskGroup() as g:
        g.create_task(child(g, 1))
    say("all", now())


run(main())
