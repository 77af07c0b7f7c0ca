from aio import *


async def fails():
    await sleep(1)
    raise E2


async def awaits(t, n):
    try:
        await t
    except Exception as e:
        say(n, name(e))
        raise


async def main():
    t = create_task(fails())
    a = [create_task(awaits(t, n)) for n in range(3)]
    for x in a:
        try:
            await x
        except E2:
            say("main")
    say(outcome(t))


run(main())
