from aio import *


async def child():
    try:
        await sleep(100)
    except CancelledError:
        say("cleans up")
        try:
            await sleep(10)
            say("clean")
        except CancelledError:
            say("interrupted")
        raise


async def main():
    for twice in (0, 1):
        t = create_task(child())
        await sleep(1)
        t.cancel()
        await sleep(1)
        if twice:
            t.cancel()
        await asyncio.wait([t])
        say(outcome(t), now(), t.cancelling())


run(main())
