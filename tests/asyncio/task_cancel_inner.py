from aio import *


async def inner(refuses):
    try:
        await sleep(10)
    except CancelledError:
        say("inner", refuses)
        if not refuses:
            raise
        await sleep(1)
    return 7


async def outer(t):
    try:
        say("outer has", await t)
    except CancelledError:
        say("outer cancelled")
        raise


async def main():
    for refuses in (0, 1):
        i = create_task(inner(refuses))
        o = create_task(outer(i))
        await sleep(0)
        await sleep(0)
        o.cancel()
        await asyncio.wait([o])
        say(outcome(i), outcome(o), i.cancelling(), o.cancelling(), now())


run(main())
