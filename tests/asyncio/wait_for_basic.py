from aio import *


async def work(ms, e=None):
    say("begins")
    try:
        await sleep(ms)
    except CancelledError:
        say("cancelled", now())
        raise
    if e:
        raise e
    return ms


async def main():
    say(await wait_for(work(1), 5))
    for ms, e, limit in ((9, None, 2), (1, E1, 5), (1, None, 0), (1, None, -1)):
        try:
            await wait_for(work(ms, e), limit)
        except Exception as x:
            say(name(x), now(), current_task().cancelling())


run(main())
