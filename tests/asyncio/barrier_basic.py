from aio import *


async def child(b, n):
    for r in range(2):
        i = await b.wait()
        say("passed", n, r, i, now())
        await sleep(n)


async def main():
    b = Barrier(3)
    ts = [create_task(child(b, n)) for n in range(3)]
    await sleep(0)
    say("waiting", b.n_waiting)
    for t in ts:
        await t
    say("waiting", b.n_waiting, int(b.broken))


run(main())
