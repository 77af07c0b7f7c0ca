from aio import *

import inspect


async def answer(n):
    return n


async def nothing():
    pass


async def task_basics():
    async def outer():
        a = await answer(42)
        b = await answer(1000)
        return a + b

    say(await outer(), await create_task(outer()))


async def task_class():
    t = create_task(answer(7))
    say(int(t.done()), int(t.cancelled()))
    await asyncio.wait([t])
    say(int(t.done()), int(t.cancelled()), outcome(t), t.result())
    say(await t)


async def create_task_twice():
    for _ in range(2):
        t = create_task(nothing())
        say(int(t.done()))
        await t
        say(int(t.done()))


async def create_task_bare():
    say(await create_task(answer(1)))


async def create_task_named():
    t = create_task(nothing(), name="No-op")
    say(t.get_name())
    await t
    say(t.get_name())


async def set_name():
    t = create_task(nothing())
    t.set_name("first")
    say(t.get_name())
    t.set_name("second, which is longer")
    await t
    say(t.get_name())
    t.set_name("third")
    say(t.get_name())


async def names_generated():
    a = create_task(nothing())
    b = create_task(nothing())
    n, m = (int(t.get_name().removeprefix("Task-")) for t in (a, b))
    say(m - n)
    await a
    await b


async def current_task_is():
    async def child():
        say("child", current_task().get_name())
        await sleep(0)
        say("child", current_task().get_name())

    async def callee():
        say("callee", current_task().get_name())

    def callback():
        say("callback", int(current_task() is None))

    current_task().set_name("main")
    t = create_task(child(), name="one")
    call_soon(callback)
    await callee()
    await t
    say("main", current_task().get_name())


async def current_task_interleaved():
    f, g = future(), future()

    async def first():
        say("first", int(current_task() is a))
        await f
        say("first", int(current_task() is a))
        g.set_result(True)

    async def second():
        say("second", int(current_task() is b))
        f.set_result(True)
        await g
        say("second", int(current_task() is b))

    a = create_task(first())
    b = create_task(second())
    await asyncio.wait([a, b])
    say("main", int(current_task() is a or current_task() is b))


async def all_tasks_counted():
    def count():
        return len(asyncio.all_tasks())

    say(count())
    a = create_task(sleep(1))
    b = create_task(nothing())
    say(count())
    await b
    say(count())
    await a
    say(count())


async def awaits_on_itself():
    async def itself():
        try:
            await current_task()
        except RuntimeError:
            say("refused")

    await create_task(itself())


async def gives_a_future():
    f = future()

    async def gives():
        return f

    async def sets():
        f.set_result(5)

    t = create_task(gives())
    u = create_task(sets())
    g = await t
    say(int(g is f), int(u.done()), int(f.done()))
    await u
    say(g.result())


async def awaits_a_future():
    f = future()
    got = []

    async def waits():
        got.append(await f)

    t = create_task(waits())
    await sleep(0)
    say(len(got), int(t.done()))
    f.set_result(3)
    say(len(got), int(t.done()))
    await sleep(0)
    say(got[0], int(t.done()), outcome(t))


async def kinds():
    def plain():
        pass

    c = nothing()
    t = create_task(nothing())
    f = future()
    say(int(inspect.iscoroutinefunction(nothing)),
        int(inspect.iscoroutinefunction(plain)))
    say(int(inspect.iscoroutine(c)), int(inspect.iscoroutine(t)),
        int(inspect.iscoroutine(f)), int(inspect.iscoroutine(5)))
    say(int(inspect.isawaitable(c)), int(inspect.isawaitable(t)),
        int(inspect.isawaitable(f)), int(inspect.isawaitable(5)))
    await c
    await t


async def coroutine_of():
    c = answer(4)
    t = create_task(c)
    say(t.get_coro().__name__, inspect.getcoroutinestate(t.get_coro()))
    await sleep(0)
    say(t.get_coro().__name__, inspect.getcoroutinestate(t.get_coro()))
    say(await t)


async def states_of_a_coroutine():
    async def waits():
        await sleep(1)

    t = create_task(waits())
    c = t.get_coro()
    say(inspect.getcoroutinestate(c))
    await sleep(0)
    say(inspect.getcoroutinestate(c))
    await t
    say(inspect.getcoroutinestate(c))


async def error_kept():
    async def fails():
        raise E2

    t = create_task(fails())
    await sleep(0)
    say(int(t.done()), int(t.cancelled()), name(t.exception()))
    for _ in range(3):
        try:
            await t
        except E2 as e:
            say("again", name(e))


async def errors_chain():
    async def fails():
        raise E2

    try:
        raise E1
    except E1:
        try:
            await create_task(fails())
        except Error as e:
            say(name(e))


async def error_comes_back():
    async def passes_on(e):
        raise e

    try:
        try:
            raise E1
        except E1 as e:
            await create_task(passes_on(e))
    except Error as e:
        say(name(e))


async def callback_sets_result():
    f = future()

    async def waits():
        return await f

    t = create_task(waits())
    call_soon(f.set_result, 6)
    say(await t)
    g = future()
    call_later(3, g.set_result, 1)
    say(await g, now())


async def uncaught_by_nobody():
    async def fails():
        raise E3

    t = create_task(fails())
    await asyncio.wait([t])
    t.exception()
    say("main goes on")


async def many_tasks():
    ts = [create_task(answer(i)) for i in range(100)]
    say(sum(await gather(*ts)))


cases(task_basics, task_class, create_task_twice, create_task_bare,
      create_task_named, set_name, names_generated, current_task_is,
      current_task_interleaved, all_tasks_counted, awaits_on_itself,
      gives_a_future, awaits_a_future, kinds, coroutine_of,
      states_of_a_coroutine, error_kept, errors_chain, error_comes_back,
      callback_sets_result, uncaught_by_nobody, many_tasks)
