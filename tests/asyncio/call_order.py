from aio import *


def called(x):
    say("called", x, now())
    if x == "a":
        call_soon(called, "from a")
        call_later(0, called, "later from a")


async def child(x):
    say("task", x)
    await sleep(0)
    say("task again", x)


async def main():
    call_soon(called, "a")
    t = create_task(child(1))
    call_soon(called, "b")
    call_later(2, called, "2 ms")
    asyncio.get_running_loop().call_at(1, called, "at 1")
    never = call_later(1, called, "never")
    soon = call_soon(called, "nor this")
    u = create_task(child(2))
    never.cancel()
    soon.cancel()
    await t
    await u
    await sleep(3)


run(main())
