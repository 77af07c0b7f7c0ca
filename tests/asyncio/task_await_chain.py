from aio import *


async def link(n, t):
    say("link", n)
    if t:
        r = await t
        say("link", n, "has", r)
        return r + 1
    await sleep(1)
    return 0


async def main():
    t = None
    for i in range(4):
        t = create_task(link(i, t))
    say("created")
    say(await t)


run(main())
