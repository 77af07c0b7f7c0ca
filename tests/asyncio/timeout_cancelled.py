from aio import *


async def child():
    try:
        async with timeout(3):
            try:
                await sleep(10)
            except CancelledError:
                await sleep(2)
                raise
    except TimeoutError:
        say("timeout", now(), current_task().cancelling())
    except CancelledError:
        say("cancelled", now(), current_task().cancelling())
        raise


async def main():
    for ms in (1, 3, 4):
        t = create_task(child())
        await sleep(ms)
        t.cancel()
        await asyncio.wait([t])
        say(ms, outcome(t), now())


run(main())
