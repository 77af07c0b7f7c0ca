from aio import *


async def child(l, n):
    try:
        async with l:
            say("has", n)
            await sleep(2)
    except CancelledError:
        say("cancelled", n, int(l.locked()))
        raise
    say("released", n)


async def main():
    l = Lock()
    ts = [create_task(child(l, n)) for n in range(4)]
    await sleep(1)
    ts[1].cancel()
    await sleep(0)
    await sleep(0)
    say("holder goes")
    ts[0].cancel()
    await sleep(0)
    ts[2].cancel()
    await asyncio.wait(ts)
    say(*map(outcome, ts), int(l.locked()), now())


run(main())
