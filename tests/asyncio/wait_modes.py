from aio import *


async def child(ms, e=None):
    await sleep(ms)
    if e:
        raise e


async def waits(ts):
    try:
        await wait(ts)
    except CancelledError:
        say("waiter cancelled", *(int(t.done()) for t in ts))


async def main():
    for mode in (FIRST_COMPLETED, FIRST_EXCEPTION, ALL_COMPLETED):
        for ms in (None, 2, 0):
            ts = [create_task(child(1)), create_task(child(3, E1)),
                  create_task(child(5))]
            start = now()
            n = await wait(ts, mode, ms)
            say(n, now() - start)
            say(await wait(ts), now() - start)
            say(await wait(ts), now() - start)
    ts = [create_task(child(3)), create_task(child(4))]
    w = create_task(waits(ts))
    await sleep(1)
    w.cancel()
    await w
    say(await wait(ts))


run(main())
