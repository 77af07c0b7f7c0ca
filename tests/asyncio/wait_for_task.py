from aio import *


async def child():
    try:
        await sleep(10)
    except CancelledError:
        say("child cancelled")
        raise


async def other(t):
    try:
        await t
    except CancelledError:
        say("other too", now())


async def main():
    t = create_task(child())
    o = create_task(other(t))
    try:
        await wait_for(t, 2)
    except TimeoutError:
        say("timeout", outcome(t))
    await o
    f = future()
    try:
        await wait_for(f, 1)
    except TimeoutError:
        say("future", int(f.cancelled()))


run(main())
