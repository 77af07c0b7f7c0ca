from aio import *


async def run_both(outer, inner):
    try:
        async with timeout(outer) as o:
            try:
                async with timeout(inner) as i:
                    await sleep(10)
            except TimeoutError:
                say("inner", now(), int(o.expired()), int(i.expired()))
            await sleep(3)
            say("body ends")
    except TimeoutError:
        say("outer", now(), int(o.expired()), int(i.expired()))
    say(current_task().cancelling())


async def main():
    for o, i in ((9, 2), (2, 9), (3, 3), (4, 2), (0, 1), (1, 0), (0, 0)):
        say("-", o, i)
        await run_both(o, i)


run(main())
