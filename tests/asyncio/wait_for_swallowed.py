from aio import *


async def stubborn():
    try:
        await sleep(10)
    except CancelledError:
        say("swallowed")
    return 4


async def slow():
    try:
        await sleep(10)
    except CancelledError:
        await sleep(7)
        say("clean", now())
        raise


async def main():
    say(await wait_for(stubborn(), 1), now())
    try:
        await wait_for(slow(), 1)
    except TimeoutError:
        say("timeout", now())
    try:
        say(await wait_for(wait_for(slow(), 3), 2))
    except TimeoutError:
        say("outer", now())


run(main())
