from aio import *


async def child(n, e=None):
    say("begins", n)
    try:
        await sleep(10)
    except CancelledError:
        say("cancelled", n)
        if e:
            raise e
        raise


async def main():
    for late in (0, 1):
        for e in (None, E2):
            try:
                async with TaskGroup() as g:
                    g.create_task(child(1, e))
                    g.create_task(child(2))
                    if late:
                        await sleep(1)
                    raise E1
            except Error as x:
                say("thrown", name(x), current_task().cancelling())


run(main())
