from aio import *


async def main():
    try:
        async with timeout(2) as h:
            await sleep(1)
            h.reschedule(4)
            await sleep(3)
            say("still here", now(), int(h.expired()))
            h.reschedule(None)
            await sleep(50)
            say("and here", now())
            h.reschedule(0)
            say("not yet", int(h.expired()))
            await sleep(5)
    except TimeoutError:
        say("timeout", now(), int(h.expired()))
    async with timeout(None) as h:
        h.reschedule(3)
        await sleep(1)
    say("left", int(h.expired()), now())
    await sleep(5)
    async with timeout(0):
        say("no await, no timeout")


run(main())
