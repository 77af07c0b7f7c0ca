from aio import *


async def child(n, ms):
    try:
        await sleep(1000)
    except CancelledError:
        say(n, "cancelled")
        await sleep(ms)
        say(n, "done", now())
        raise


async def main():
    global kept
    kept = [create_task(child(n, 10 - 3 * n)) for n in range(3)]
    await sleep(1)
    say("main ends")


run(main())
