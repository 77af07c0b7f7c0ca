from aio import *


async def child(l, n):
    say("wants", n)
    async with l:
        say("has", n)
        await sleep(0)
    say("released", n)


async def main():
    l = Lock()
    ts = [create_task(child(l, n)) for n in range(3)]
    await sleep(0)
    await sleep(0)
    ts.append(create_task(child(l, 3)))
    say("locked", int(l.locked()))
    for t in ts:
        await t
    say("locked", int(l.locked()))


run(main())
