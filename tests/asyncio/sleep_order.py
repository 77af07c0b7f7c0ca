from aio import *


async def child(n, ms):
    await sleep(ms)
    say(n, now())


async def main():
    ts = [create_task(child(n, ms)) for n, ms in
          enumerate([5, 3, 5, 0, 3, 1, -4, 5])]
    for t in ts:
        await t


run(main())
