from aio import *


async def child(n, ms, e=None):
    try:
        await sleep(ms)
        if e:
            raise e
    except CancelledError:
        say("child", n, "cancelled", now())
        await sleep(3)
        raise


async def parent(body, e):
    try:
        async with TaskGroup() as g:
            g.create_task(child(1, 20))
            g.create_task(child(2, 2, e))
            await sleep(body)
    except BaseException as x:
        say("parent", name(x), now(), current_task().cancelling())
        raise


async def main():
    for body, e, when in ((10, None, 1), (0, None, 1), (0, E1, 4), (10, E1, 2)):
        t = create_task(parent(body, e))
        await sleep(when)
        t.cancel()
        await asyncio.wait([t])
        say(outcome(t), now(), t.cancelling())


run(main())
