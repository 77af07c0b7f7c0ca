from aio import *


async def child(e, n):
    await e.wait()
    say("woke", n, int(e.is_set()))


async def main():
    e = Event()
    ts = [create_task(child(e, n)) for n in range(3)]
    await sleep(1)
    ts[1].cancel()
    e.set()
    e.clear()
    say("set and cleared")
    await asyncio.wait(ts)
    say(*map(outcome, ts))
    e.set()
    await child(e, 9)


run(main())
