from aio import *


async def child(n):
    await sleep(3)
    say("child", n)


async def parent():
    async with TaskGroup() as g:
        g.create_task(child(1))
        try:
            await sleep(10)
        except CancelledError:
            say("swallowed", current_task().uncancel())
        g.create_task(child(2))
    say("group ends", now())
    await sleep(1)


async def main():
    t = create_task(parent())
    await sleep(1)
    t.cancel()
    await asyncio.wait([t])
    say(outcome(t), now())


run(main())
