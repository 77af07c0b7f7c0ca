from aio import *


async def child(b, n):
    try:
        say("passed", n, await b.wait())
    except BaseException as e:
        say(n, name(e))


async def main():
    b = Barrier(3)
    for how in range(3):
        ts = [create_task(child(b, n)) for n in range(2)]
        await sleep(1)
        if how == 0:
            ts[0].cancel()
            await sleep(1)
            say("waiting", b.n_waiting)
            await b.reset()
        elif how == 1:
            await b.abort()
            say("broken", int(b.broken))
            await child(b, 8)
            await b.reset()
        else:
            ts.append(create_task(child(b, 2)))
        await asyncio.wait(ts)


run(main())
