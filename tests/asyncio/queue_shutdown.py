from aio import *


async def getter(q, n):
    try:
        say("got", n, await q.get())
    except QueueShutDown:
        say("get", n, "shutdown")


async def putter(q, n):
    try:
        await q.put(n)
        say("put", n)
    except QueueShutDown:
        say("put", n, "shutdown")


async def joiner(q):
    await q.join()
    say("joined")


async def main():
    for immediate in (False, True):
        q = Queue(1)
        q.put_nowait(5)
        ts = [create_task(putter(q, n)) for n in range(2)]
        ts.append(create_task(joiner(q)))
        await sleep(0)
        q.shutdown(immediate)
        await sleep(1)
        say("size", q.qsize())
        await getter(q, 8)
        await getter(q, 9)
        if not immediate:
            q.task_done()
        await asyncio.wait(ts)
    q = Queue()
    ts = [create_task(getter(q, n)) for n in range(2)]
    await sleep(0)
    q.shutdown()
    await asyncio.wait(ts)


run(main())
