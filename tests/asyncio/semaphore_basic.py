from aio import *


async def child(s, n):
    async with s:
        say("in", n, int(s.locked()))
        await sleep(2)
    say("out", n)


async def main():
    s = Semaphore(2)
    ts = [create_task(child(s, n)) for n in range(5)]
    await sleep(1)
    s.release()
    say("one more")
    for t in ts:
        await t
    say(now(), int(s.locked()))
    b = BoundedSemaphore(1)
    await b.acquire()
    say(int(b.locked()))
    b.release()
    try:
        b.release()
    except ValueError:
        say("too often")


run(main())
