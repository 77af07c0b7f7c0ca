from aio import *


async def child():
    say("never")


async def awaits(t):
    try:
        await t
    except CancelledError:
        say("awaiter sees it", t.cancelled())


async def main():
    t = create_task(child())
    a = create_task(awaits(t))
    say(int(t.cancel()), int(t.cancel()), int(t.done()))
    await sleep(0)
    say(int(t.done()), int(t.cancel()))
    await a


run(main())
