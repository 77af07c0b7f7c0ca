from aio import *


async def waits(f, n):
    try:
        await f
    except CancelledError:
        say(n, "cancelled", current_task().cancelling())
        raise


async def main():
    for how in range(2):
        f = future()
        ts = [create_task(waits(f, n)) for n in range(3)]
        await sleep(0)
        say(int(f.cancel() if how == 0 else ts[1].cancel()), int(f.cancelled()))
        await asyncio.wait(ts)
        say(*map(outcome, ts))
        try:
            await f
        except CancelledError:
            say("main too", current_task().cancelling())


run(main())
