from aio import *

import contextvars

v = contextvars.ContextVar("v", default=0)


async def copied_at_creation():
    async def child():
        await sleep(10)
        say("child", v.get())
        v.set(5)

    say("main", v.get())
    t = create_task(child())
    v.set(1)
    await t
    say("main", v.get())


async def callbacks_do_not_leak():
    def called(f):
        say("callback", v.get())
        v.set(9)

    for j in range(2):
        f = future()
        f.add_done_callback(called)
        v.set(j)
        call_soon(f.set_result, None)
        await f
        say(v.get())
        for i in range(3):
            v.set(10 * i + j)
            await sleep(1)
            say(v.get())


async def hundred_tasks():
    wrong = 0

    async def child(n):
        nonlocal wrong
        for i in range(10):
            v.set((n + i) % 10)
            await sleep((n * 7 + i * 3) % 5)
            wrong += v.get() != (n + i) % 10

    await gather(*[create_task(child(n)) for n in range(100)])
    say(wrong, v.get())


async def direct_await_shares():
    async def callee(n):
        v.set(n)
        await sleep(0)

    await callee(3)
    say(v.get())
    await wait_for(callee(4), 10)
    say(v.get())
    await gather(callee(5))
    say(v.get())
    await shield(callee(6))
    say(v.get())
    await create_task(callee(7))
    say(v.get())
    async with TaskGroup() as g:
        g.create_task(callee(8))
    say(v.get())
    async with timeout(10):
        await callee(9)
    say(v.get())


async def task_callback_sees_registration():
    async def child():
        v.set(4)

    def called(t):
        say("callback", v.get())

    v.set(1)
    t = create_task(child())
    t.add_done_callback(called)
    v.set(2)
    t.add_done_callback(called)
    v.set(3)
    await t
    await sleep(0)


async def grandchildren():
    async def leaf():
        say("leaf", v.get())

    async def child():
        v.set(2)
        t = create_task(leaf())
        v.set(3)
        await t

    v.set(1)
    await create_task(child())
    say("main", v.get())


async def two_variables():
    w = contextvars.ContextVar("w", default=7)

    async def child():
        w.set(5)
        say(v.get(), w.get())
        await sleep(0)
        say(v.get(), w.get())

    v.set(2)
    t = create_task(child())
    await sleep(0)
    v.set(3)
    await t
    say(v.get(), w.get())


async def of_a_cancelled_task():
    async def child():
        v.set(6)
        try:
            await sleep(5)
        finally:
            say("finally", v.get())

    t = create_task(child())
    await sleep(0)
    v.set(1)
    t.cancel()
    await asyncio.wait([t])
    say(v.get())


cases(copied_at_creation, callbacks_do_not_leak, hundred_tasks,
      direct_await_shares, task_callback_sees_registration, grandchildren,
      two_variables, of_a_cancelled_task)
