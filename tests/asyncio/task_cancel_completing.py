from aio import *


async def waits(f, n):
    try:
        say(n, "got", await f)
    except CancelledError:
        say(n, "cancelled")
        raise


async def main():
    f = future()
    t = create_task(waits(f, 1))
    await sleep(0)
    f.set_result(3)
    say(int(t.cancel()))
    await asyncio.wait([t])
    say(outcome(t))
    f = future()
    t = create_task(waits(f, 2))
    await sleep(0)
    t.cancel()
    say(int(f.done()), int(f.cancelled()))
    await asyncio.wait([t])
    say(outcome(t))
    c = create_task(sleep(5, 9))
    t = create_task(waits(c, 3))
    await sleep(5)
    t.cancel()
    await asyncio.wait([t])
    say(outcome(c), outcome(t))


run(main())
