from aio import *

import contextvars

v = contextvars.ContextVar("v", default=0)
w = contextvars.ContextVar("w", default=7)


def show(who):
    say(who, v.get())


async def sub():
    await sleep(10)
    show("sub")
    v.set(2)
    show("sub")


async def copied_at_creation():
    show("main")
    t = create_task(sub())
    v.set(1)
    await t
    show("main")


async def callbacks_have_a_copy():
    def pollutes(f):
        show("callback")
        v.set(99)
        show("callback")

    for j in (1, 2):
        f = future()
        v.set(5)
        f.add_done_callback(pollutes)
        v.set(j)
        call_soon(f.set_result, None)
        await f
        show("main")
        for i in range(3):
            v.set(10 * j + i)
            await sleep(1)
            show("main")


async def counts(n):
    wrong = 0
    for i in range(10):
        v.set(n + i)
        await sleep(n * 7 % 5)
        wrong += v.get() != n + i
    return wrong


async def hundred_tasks():
    say(sum(await gather(*[create_task(counts(n)) for n in range(100)])))
    show("main")


async def sets(n):
    show("before")
    v.set(n)
    await sleep(0)
    show("after")


async def children_of_a_group():
    v.set(1)
    async with TaskGroup() as g:
        g.create_task(sets(2))
        v.set(3)
        g.create_task(sets(4))
    show("main")


async def every_way_to_wait():
    v.set(1)
    await sets(2)
    show("direct")
    await wait_for(sets(3), 5)
    show("wait_for")
    await gather(sets(4), sets(5))
    show("gather")
    await shield(sets(6))
    show("shield")
    await create_task(sets(7))
    show("task")
    try:
        await wait_for(sets(8), 0)
    except TimeoutError:
        show("due")
    try:
        async with timeout(5):
            await sets(9)
    except TimeoutError:
        say("not here")
    show("timeout")


async def fractions(ms, precision):
    v.set(precision)
    before = v.get()
    await sleep(ms)
    say(before, v.get())


async def two_precisions():
    await gather(fractions(10, 3), fractions(20, 6))
    show("main")


async def callbacks_see_the_registering():
    v.set(1)
    call_soon(show, "soon")
    v.set(2)
    call_later(1, show, "later")
    v.set(3)
    await sleep(2)


async def two_variables():
    v.set(1)
    w.set(8)
    t = create_task(sets(2))
    w.set(9)
    await t
    say(v.get(), w.get())


async def yields():
    for i in range(3):
        show("generator")
        v.set(10 + i)
        yield i
        await sleep(0)


async def generators_share():
    v.set(1)
    async for i in yields():
        show("main")
        v.set(20 + i)
    show("main")


async def nested_create(depth):
    show("nested")
    v.set(v.get() + 1)
    if depth > 0:
        await create_task(nested_create(depth - 1))
    show("back")


async def inherited():
    v.set(1)
    await create_task(nested_create(3))
    show("main")


cases(copied_at_creation, callbacks_have_a_copy, hundred_tasks,
      children_of_a_group, every_way_to_wait, two_precisions,
      callbacks_see_the_registering, two_variables, generators_share,
      inherited)
