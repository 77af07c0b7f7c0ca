from aio import *


import contextvars

v = contextvars.ContextVar("v", default=0)


async def sets(n):
    before = v.get()
    v.set(n)
    await sleep(1)
    say("set", before, v.get())


async def main():
    v.set(1)
    t = create_task(sets(2))
    await sets(3)
    await t
    say("main", v.get())
    await gather(sets(4), sets(5))
    say("main", v.get())
    await wait_for(sets(6), 9)
    say("main", v.get())
    await shield(sets(7))
    say("main", v.get())
    call_soon(lambda: say("callback", v.get()))
    v.set(8)
    await sleep(0)


run(main())
