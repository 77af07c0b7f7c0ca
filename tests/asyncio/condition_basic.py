from aio import *


async def child(c, n):
    async with c:
        say("waits", n)
        await c.wait()
        say("woke", n, int(c.locked()))
        await sleep(1)


async def main():
    c = Condition()
    ts = [create_task(child(c, n)) for n in range(5)]
    await sleep(1)
    async with c:
        c.notify(2)
        say("notified 2")
    await sleep(1)
    async with c:
        c.notify_all()
        say("notified all", now())
    for t in ts:
        await t
    try:
        c.notify()
    except RuntimeError:
        say("not locked")


run(main())
