from aio import *


async def child(e):
    await sleep(3)
    if e:
        raise e
    say("child ends", now())


async def main():
    try:
        await shield(child(E1))
    except E1:
        say("E1", now())
    t = create_task(child(None))
    s = shield(t)
    await sleep(1)
    t.cancel()
    try:
        await s
    except CancelledError:
        say("inner cancelled", current_task().cancelling())
    t = create_task(child(None))
    try:
        async with timeout(1):
            await shield(t)
    except TimeoutError:
        say("timeout", now(), int(t.done()))
    await t


run(main())
