from aio import *


async def child():
    for i in range(2):
        try:
            await sleep(100)
        except CancelledError:
            say("swallowed", i, current_task().cancelling())
    say("left", current_task().uncancel(), current_task().uncancel())
    await sleep(100)


async def main():
    t = create_task(child())
    await sleep(1)
    t.cancel()
    await sleep(1)
    t.cancel()
    t.cancel()
    await sleep(1)
    say("cancelling", t.cancelling())
    t.cancel()
    await asyncio.wait([t])
    say(outcome(t), t.cancelling(), now())


run(main())
