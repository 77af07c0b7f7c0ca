from aio import *


async def main():
    for kind in (Queue, LifoQueue, PriorityQueue):
        q = kind()
        for x in (5, 1, 4, 1, 3):
            q.put_nowait(x)
        say(*[await q.get() for _ in range(3)])
        q.put_nowait(2)
        say(*[q.get_nowait() for _ in range(3)])
        try:
            q.get_nowait()
        except asyncio.QueueEmpty:
            say("empty")


run(main())
