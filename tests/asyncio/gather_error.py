from aio import *


async def arm(n, ms, e):
    try:
        await sleep(ms)
        say("arm", n)
        if e:
            raise e
    except CancelledError:
        say("cancelled", n)
        raise


async def main():
    try:
        await gather(arm(1, 3, None), arm(2, 1, E1), arm(3, 2, E2))
    except E1:
        say("thrown", now())
    await sleep(5)
    say("end")


run(main())
