from aio import *


async def producer(q, n):
    for i in range(3):
        await q.put(n * 10 + i)
        say("put", n * 10 + i)


async def consumer(q, n):
    while True:
        x = await q.get()
        say("got", n, x, q.qsize())
        await sleep(n)
        q.task_done()


async def main():
    q = Queue(2)
    ps = [create_task(producer(q, n)) for n in range(2)]
    cs = [create_task(consumer(q, n)) for n in (1, 2)]
    for p in ps:
        await p
    await q.join()
    say("joined", now(), int(q.empty()), int(q.full()))
    for c in cs:
        c.cancel()
    await asyncio.wait(cs)
    try:
        q.task_done()
    except ValueError:
        say("too often")


run(main())
