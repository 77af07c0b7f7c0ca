from aio import *


async def child(n, ms, e=None):
    try:
        await sleep(ms)
        if e:
            raise e
        say("ends", n)
    except CancelledError:
        say("cancelled", n)
        await sleep(n)
        say("clean", n, now())
        raise


async def main():
    for body in (0, 10):
        try:
            async with TaskGroup() as g:
                g.create_task(child(1, 10))
                g.create_task(child(2, 1))
                g.create_task(child(3, 2, E1))
                g.create_task(child(4, 20))
                try:
                    await sleep(body)
                except CancelledError:
                    say("body cancelled", current_task().cancelling())
                    raise
        except E1:
            say("thrown", now(), current_task().cancelling())


run(main())
