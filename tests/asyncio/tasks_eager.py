from aio import *

import contextvars


async def awaits_a_future():
    f = future()

    async def sets():
        f.set_result(7)

    t = create_eager_task(sets())
    say(int(t.done()))
    say(await f)


async def completes():
    async def quick():
        return 5

    t = create_eager_task(quick())
    say(int(t.done()), outcome(t))
    say(await t)


async def blocks():
    async def slow():
        say("begins")
        await sleep(1)
        return 6

    t = create_eager_task(slow())
    say(int(t.done()))
    v = await t
    say(v, int(t.done()), now())


async def fails_at_once():
    async def fails():
        raise E1

    t = create_eager_task(fails())
    say(int(t.done()), outcome(t))
    try:
        await t
    except E1:
        say("E1")


async def cancelled_when_done():
    async def quick():
        return 5

    t = create_eager_task(quick())
    say(int(t.cancel()), int(t.cancelled()))
    say(await t)


async def cancelled_when_blocked():
    async def slow():
        await sleep(1)

    t = create_eager_task(slow())
    say(int(t.cancel()), t.cancelling())
    try:
        await t
    except CancelledError:
        say("cancelled", now())


async def current_task_inside():
    async def looks():
        say(current_task().get_name())
        await sleep(1)
        say(current_task().get_name())

    current_task().set_name("main")
    t = create_eager_task(looks(), name="eager")
    say(current_task().get_name())
    await t
    say(current_task().get_name())


async def name_inside():
    async def looks():
        say("named", current_task().get_name())

    t = create_eager_task(looks(), name="test name")
    say(t.get_name())
    await t


async def lazy_name():
    async def looks():
        say("named", current_task().get_name())

    t = create_task(looks(), name="example")
    say(int(t.done()))
    await t


async def all_tasks_completed():
    async def counts():
        say("inside", len(asyncio.all_tasks()))

    create_eager_task(counts())
    say(len(asyncio.all_tasks()))


async def all_tasks_blocked():
    f, g = future(), future()

    async def counts():
        say("inside", len(asyncio.all_tasks()))
        await f
        g.set_result(None)

    t = create_eager_task(counts())
    say(len(asyncio.all_tasks()))
    f.set_result(None)
    await g
    say(len(asyncio.all_tasks()), int(t.done()))


async def context_vars():
    v = contextvars.ContextVar("v", default=0)

    async def child():
        say("child", v.get())
        v.set(2)
        await sleep(1)
        say("child", v.get())
        v.set(3)

    v.set(1)
    t = create_eager_task(child())
    say("main", v.get())
    await t
    say("main", v.get())


async def coroutine_of_done():
    async def quick():
        pass

    t = create_eager_task(quick())
    await t
    say(int(t.done()))


async def chain():
    async def awaits(n):
        return 0 if n == 0 else 1 + await awaits(n - 1)

    say(await create_eager_task(awaits(100)))


async def nested_eager():
    async def nest(n):
        if n == 0:
            return 0
        return 1 + await create_eager_task(nest(n - 1))

    t = create_eager_task(nest(50))
    say(int(t.done()), t.result())


made = 0


async def recursive_gather():
    global made
    made = 0

    async def level(depth):
        global made
        made += 1
        if depth:
            await gather(*[create_eager_task(level(depth - 1))
                           for _ in range(5)])

    await level(4)
    say(made)


async def recursive_gather_lazy():
    global made
    made = 0

    async def level(depth):
        global made
        made += 1
        if depth:
            await gather(*[level(depth - 1) for _ in range(5)])

    await level(4)
    say(made)


async def recursive_groups():
    global made
    made = 0

    async def level(depth):
        global made
        made += 1
        if depth:
            async with TaskGroup() as g:
                for _ in range(5):
                    g.create_eager_task(level(depth - 1))

    await level(4)
    say(made)


async def recursive_groups_lazy():
    global made
    made = 0

    async def level(depth):
        global made
        made += 1
        if depth:
            async with TaskGroup() as g:
                for _ in range(5):
                    g.create_task(level(depth - 1))

    await level(4)
    say(made)


async def gather_takes_no_pass():
    async def quick(n):
        return n

    call_soon(say, "soon")
    say(*await gather(create_eager_task(quick(1)), create_eager_task(quick(2))))
    await sleep(0)


async def order_of_steps():
    async def work(n):
        say(n, "first")
        await sleep(0)
        say(n, "second")

    ts = [create_task(work(1)), create_eager_task(work(2)),
          create_task(work(3))]
    say("main")
    await gather(*ts)


async def wakes_others():
    f = future()

    async def waits():
        say("woken", await f)

    async def sets():
        f.set_result(1)
        say("set")

    t = create_task(waits())
    await sleep(0)
    create_eager_task(sets())
    say("main")
    await t


async def cancels_itself():
    async def itself():
        current_task().cancel()
        await sleep(1)
        say("never")

    t = create_eager_task(itself())
    say(int(t.done()))
    await asyncio.wait([t])
    say(outcome(t), now())


async def cancels_its_parent():
    async def child(parent):
        parent.cancel()

    async def parent():
        create_eager_task(child(current_task()))
        say("still running")
        await sleep(1)

    t = create_task(parent())
    await asyncio.wait([t])
    say(outcome(t))


async def from_a_callback():
    async def work():
        say("work", int(current_task() is not None))
        await sleep(0)
        say("work again")

    ts = []

    def callback():
        ts.append(create_eager_task(work()))
        say("callback", int(current_task() is None))

    call_soon(callback)
    await sleep(0)
    await ts[0]


async def group_of_eager():
    async def work(n):
        say(n, "begins")
        await sleep(n)
        say(n, "ends", now())

    async with TaskGroup() as g:
        g.create_eager_task(work(2))
        say("body")
        g.create_eager_task(work(1))
        say("body ends")
    say("after")


async def group_eager_fails():
    async def fails():
        raise E1

    async def sleeps():
        try:
            await sleep(10)
        except CancelledError:
            say("cancelled")
            raise

    try:
        async with TaskGroup() as g:
            g.create_eager_task(sleeps())
            g.create_eager_task(fails())
            say("body goes on")
            await sleep(10)
            say("never")
    except E1:
        say("E1", now(), current_task().cancelling())


async def group_eager_done():
    async def quick():
        return 3

    call_soon(say, "soon")
    async with TaskGroup() as g:
        t = g.create_eager_task(quick())
        say(int(t.done()))
    say("after", t.result())
    await sleep(0)


cases(awaits_a_future, completes, blocks, fails_at_once, cancelled_when_done,
      cancelled_when_blocked, current_task_inside, name_inside, lazy_name,
      all_tasks_completed, all_tasks_blocked, context_vars,
      coroutine_of_done, chain, nested_eager, recursive_gather,
      recursive_gather_lazy, recursive_groups, recursive_groups_lazy,
      gather_takes_no_pass, order_of_steps, wakes_others, cancels_itself,
      cancels_its_parent, from_a_callback, group_of_eager,
      group_eager_fails, group_eager_done)
