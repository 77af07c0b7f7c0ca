from aio import *


async def arm(n):
    try:
        await sleep(10)
        say("done", n)
    except CancelledError:
        say("arm", n, "cancelled")
        await sleep(n)
        raise


async def all_of():
    try:
        await gather(arm(1), arm(2), arm(3))
    except CancelledError:
        say("gather cancelled", now())
        raise


async def main():
    t = create_task(all_of())
    await sleep(1)
    t.cancel()
    await asyncio.wait([t])
    say(outcome(t), now())
    ts = [create_task(arm(n)) for n in (4, 5)]
    g = create_task(all_tasks(ts))
    await sleep(1)
    ts[0].cancel()
    await asyncio.wait([g])
    await sleep(20)
    say(outcome(g), outcome(ts[0]), outcome(ts[1]))


async def all_tasks(ts):
    try:
        await gather(*ts)
    except CancelledError:
        say("sees it", now(), current_task().cancelling())


run(main())
