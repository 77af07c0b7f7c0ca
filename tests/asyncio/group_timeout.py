from aio import *


async def child(n, ms):
    try:
        await sleep(ms)
        say("ends", n, now())
    except CancelledError:
        say("cancelled", n, now())
        raise


async def limited():
    try:
        async with timeout(2):
            await child(9, 8)
    except TimeoutError:
        say("limited")


async def main():
    try:
        async with timeout(4):
            async with TaskGroup() as g:
                g.create_task(child(1, 3))
                g.create_task(child(2, 6))
                g.create_task(limited())
                t = g.create_task(child(3, 6))
                await sleep(1)
                t.cancel()
    except TimeoutError:
        say("timeout", now(), current_task().cancelling())


run(main())
