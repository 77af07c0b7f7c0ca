from aio import *


async def child(s, n):
    try:
        await s.acquire()
        say("has", n)
    except CancelledError:
        say("cancelled", n, int(s.locked()))
        raise


async def main():
    s = Semaphore(0)
    ts = [create_task(child(s, n)) for n in range(4)]
    await sleep(0)
    ts[0].cancel()
    s.release()
    say("released")
    await sleep(0)
    s.release()
    ts[2].cancel()
    await sleep(0)
    await sleep(0)
    say(*(int(t.done()) for t in ts), int(s.locked()))
    s.release()
    await asyncio.wait(ts)
    say(*map(outcome, ts), int(s.locked()))


run(main())
