from aio import *


async def getter(q, n):
    try:
        say("got", n, await q.get())
    except CancelledError:
        say("get cancelled", n)
        raise


async def putter(q, n):
    try:
        await q.put(n)
        say("put", n)
    except CancelledError:
        say("put cancelled", n)
        raise


async def main():
    q = Queue(1)
    ts = [create_task(getter(q, n)) for n in range(3)]
    await sleep(0)
    q.put_nowait(7)
    ts[0].cancel()
    await sleep(0)
    await sleep(0)
    say("size", q.qsize())
    ts[1].cancel()
    await sleep(1)
    q.put_nowait(8)
    await asyncio.wait(ts)
    say("size", q.qsize())
    q = Queue(1)
    q.put_nowait(0)
    ts = [create_task(putter(q, n)) for n in (1, 2, 3)]
    await sleep(0)
    say("took", q.get_nowait())
    ts[0].cancel()
    await sleep(1)
    say("took", q.get_nowait())
    ts[2].cancel()
    await asyncio.wait(ts)
    say("size", q.qsize())


run(main())
