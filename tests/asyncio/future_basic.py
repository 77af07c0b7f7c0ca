from aio import *


async def waits(f, n):
    try:
        say(n, await f)
    except Exception as e:
        say(n, name(e))


def done(f):
    say("callback", outcome(f))


async def main():
    for e in (None, E1):
        f = future()
        f.add_done_callback(done)
        ts = [create_task(waits(f, n)) for n in range(3)]
        await sleep(0)
        f.add_done_callback(done)
        if e:
            f.set_exception(e())
        else:
            f.set_result(8)
        say("set", int(f.done()), int(f.cancel()))
        for t in ts:
            await t
        await waits(f, 9)


run(main())
