from aio import *


ticks = 0


async def ticker():
    global ticks
    while True:
        ticks += 1
        await sleep(0)


async def quick():
    return 1


async def forever():
    await sleep(10000)


async def timed():
    try:
        async with timeout(0):
            await sleep(10000)
    except TimeoutError:
        pass


async def due():
    try:
        await wait_for(forever(), 0)
    except TimeoutError:
        pass


async def group():
    async with TaskGroup() as g:
        for _ in range(3):
            g.create_task(quick())


async def cancels():
    t = create_task(forever())
    await sleep(0)
    t.cancel()
    try:
        await t
    except CancelledError:
        pass


async def empty():
    await gather()


async def three():
    await gather(quick(), quick(), quick())


async def waits():
    await asyncio.wait([create_task(quick()) for _ in range(3)])


async def main():
    t = create_task(ticker())
    await sleep(0)
    for f in (quick, timed, due, group, cancels, empty, three, waits):
        before = ticks
        await f()
        say(f.__name__, ticks - before)
    for a in (wait_for(quick(), 1000), shield(quick()), sleep(0), sleep(-1)):
        before = ticks
        await a
        say(ticks - before)
    t.cancel()


run(main())
