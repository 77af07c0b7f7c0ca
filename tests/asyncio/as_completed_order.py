from aio import *


async def child(n, ms, e=None):
    try:
        await sleep(ms)
    except CancelledError:
        say("cancelled", n)
        raise
    if e:
        raise e
    return n


async def main():
    ts = [create_task(child(1, 5)), create_task(child(2, 1)),
          create_task(child(3, 3, E1)), create_task(child(4, 9)),
          create_task(child(5, 1))]
    call_later(2, ts[3].cancel)
    for f in as_completed(ts):
        try:
            say("value", await f, now())
        except BaseException as e:
            say(name(e), now())
    say("end")


run(main())
