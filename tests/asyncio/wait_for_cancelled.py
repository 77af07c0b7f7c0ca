from aio import *


async def slow():
    try:
        await sleep(10)
    except CancelledError:
        say("cleans up", now())
        await sleep(5)
        raise


async def waits():
    try:
        await wait_for(slow(), 4)
    except BaseException as e:
        say(name(e), now(), current_task().cancelling())
        raise


async def main():
    for ms in (1, 6):
        t = create_task(waits())
        await sleep(ms)
        t.cancel()
        await asyncio.wait([t])
        say(outcome(t), now())


run(main())
