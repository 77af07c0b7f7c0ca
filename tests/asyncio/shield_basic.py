from aio import *


async def child():
    await sleep(5)
    say("child ends", now())
    return 3


async def waits(t):
    try:
        say(await shield(t))
    except CancelledError:
        say("waiter cancelled", now())
        raise


async def main():
    t = create_task(child())
    w = create_task(waits(t))
    await sleep(1)
    w.cancel()
    await asyncio.wait([w])
    say(outcome(w), int(t.done()))
    say(await t)
    say(await shield(child()))
    s = shield(child())
    await sleep(6)
    say(await s)


run(main())
