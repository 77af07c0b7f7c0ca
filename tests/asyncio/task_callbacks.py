from aio import *


def done(n):
    return lambda t: say("callback", n, outcome(t))


async def child(e):
    say("child")
    await sleep(0)
    if e:
        raise E1
    say("child ends")


async def main():
    for e in (0, 1):
        t = create_task(child(e))
        t.add_done_callback(done(1))
        t.add_done_callback(done(2))
        for i in range(5):
            say("pass", i)
            if i == 3:
                t.add_done_callback(done(3))
            await sleep(0)
        say(outcome(t))


run(main())
