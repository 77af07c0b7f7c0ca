from aio import *


async def swallows():
    try:
        await sleep(10)
    except CancelledError:
        say("swallowed")


async def fails():
    try:
        await sleep(10)
    except CancelledError:
        raise E1


async def slow():
    try:
        await sleep(10)
    except CancelledError:
        await sleep(4)
        raise


async def just_in_time():
    await sleep(2)
    say("in time")


async def cancels_itself():
    current_task().cancel()
    await sleep(5)


async def main():
    for f in (swallows, fails, slow, just_in_time, cancels_itself):
        try:
            async with timeout(2):
                await f()
                say("goes on", now())
        except BaseException as e:
            say(name(e), now())
        say(current_task().cancelling())
        current_task().uncancel()


run(main())
