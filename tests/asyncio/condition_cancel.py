from aio import *


async def child(c, n):
    try:
        async with c:
            await c.wait()
            say("woke", n)
    except CancelledError:
        say("cancelled", n, now())
        raise


async def holds(c):
    async with c:
        say("holds")
        await sleep(3)


async def main():
    c = Condition()
    ts = [create_task(child(c, n)) for n in range(4)]
    await sleep(1)
    h = create_task(holds(c))
    await sleep(0)
    ts[0].cancel()
    await h
    async with c:
        c.notify(1)
        ts[1].cancel()
        say("notified one, cancelled it")
    await sleep(1)
    async with c:
        c.notify_all()
    await asyncio.wait(ts)
    say(*map(outcome, ts))


run(main())
