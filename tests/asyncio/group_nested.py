from aio import *


async def child(n, ms, e=None):
    try:
        await sleep(ms)
        if e:
            raise e
        say("ends", n)
    except CancelledError:
        say("cancelled", n)
        raise


async def inner(e):
    async with TaskGroup() as g:
        g.create_task(child(1, 5))
        g.create_task(child(2, 1, e))


async def main():
    for e in (None, E3):
        try:
            async with TaskGroup() as g:
                g.create_task(child(3, 7))
                g.create_task(inner(e))
                async with TaskGroup() as h:
                    h.create_task(child(4, 3))
                say("inner block ends")
        except E3:
            say("E3", now(), current_task().cancelling())
        say("-")


run(main())
