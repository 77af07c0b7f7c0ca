from aio import *


async def quick():
    return 5


async def child(how):
    current_task().cancel()
    say("goes on", await quick())
    if how == 0:
        return
    if how == 1:
        current_task().uncancel()
    try:
        await sleep(1)
        say("slept")
    except CancelledError:
        say("delivered")
        raise


async def main():
    for how in range(3):
        t = create_task(child(how))
        await asyncio.wait([t])
        say(how, outcome(t), now())


run(main())
