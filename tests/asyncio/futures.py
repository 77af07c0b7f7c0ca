from aio import *


def add(f, n):
    def called(g):
        say("callback", n, outcome(g))
    f.add_done_callback(called)
    return called


async def refused(f):
    for _ in range(2):
        try:
            f.set_result(0)
            say("set")
        except asyncio.InvalidStateError:
            say("refused")
    try:
        f.set_exception(E3())
        say("set")
    except asyncio.InvalidStateError:
        say("refused")


async def initial_state():
    f = future()
    say(int(f.done()), int(f.cancelled()))
    f.cancel()
    say(int(f.done()), int(f.cancelled()))


async def cancel():
    f = future()
    say(int(f.cancel()), int(f.cancelled()), int(f.done()), outcome(f))
    await refused(f)
    say(int(f.cancel()))
    try:
        await f
    except CancelledError:
        say("cancelled")


async def result():
    f = future()
    f.set_result(42)
    say(int(f.cancelled()), int(f.done()), f.result(), name(f.exception()))
    await refused(f)
    say(int(f.cancel()), f.result())


async def error():
    f = future()
    f.set_exception(E1())
    say(int(f.cancelled()), int(f.done()), name(f.exception()))
    await refused(f)
    say(int(f.cancel()), name(f.exception()))


async def awaited_twice():
    f = future()

    async def waits():
        say("A")
        say("B", await f)
        say("C", await f)

    t = create_task(waits())
    await sleep(0)
    f.set_result(42)
    await sleep(0)
    say(int(t.done()))


async def error_awaited_often():
    f = future()
    call_soon(f.set_exception, E1())
    for i in range(5):
        try:
            await f
        except E1:
            say(i, "E1")


async def callbacks_result():
    f = future()
    add(f, 1)
    add(f, 2)
    f.set_result(5)
    say("set")
    await sleep(0)
    say(f.result())


async def callbacks_error():
    f = future()
    add(f, 1)
    f.set_exception(E1())
    await sleep(0)
    say(name(f.exception()))


async def callbacks_cancel():
    f = future()
    add(f, 1)
    f.cancel()
    add(f, 2)
    say("cancelled")
    await sleep(0)
    say("end")


async def removes_first():
    f = future()
    a, b, c = add(f, 1), add(f, 2), add(f, 3)
    say(f.remove_done_callback(a), f.remove_done_callback(a))
    f.set_result(5)
    await sleep(0)


async def removes_first_and_second():
    f = future()
    a, b, c = add(f, 1), add(f, 2), add(f, 3)
    say(f.remove_done_callback(a), f.remove_done_callback(b),
        f.remove_done_callback(a))
    f.set_result(5)
    await sleep(0)


async def removes_third():
    f = future()
    a, b, c = add(f, 1), add(f, 2), add(f, 3)
    say(f.remove_done_callback(c), f.remove_done_callback(c))
    f.set_result(5)
    await sleep(0)


async def removes_several():
    f = future()
    a, b = add(f, 1), add(f, 2)
    say(f.remove_done_callback(b))
    say(f.remove_done_callback(say))
    f.add_done_callback(b)
    for _ in range(5):
        f.add_done_callback(a)
    say(f.remove_done_callback(a))
    f.set_result(5)
    await sleep(0)


async def removes_beside_waiters():
    f = future()

    async def waits(n):
        say("waiter", n, await f)

    ts = [create_task(waits(1))]
    await sleep(0)
    a = add(f, 1)
    ts.append(create_task(waits(2)))
    await sleep(0)
    add(f, 2)
    say(f.remove_done_callback(a))
    f.set_result(5)
    await sleep(0)
    say(f.remove_done_callback(a), *(int(t.done()) for t in ts))


async def removes_too_late():
    f = future()

    def removes(g):
        say("removes", g.remove_done_callback(called))

    def called(g):
        say("called")

    f.add_done_callback(removes)
    f.add_done_callback(called)
    f.add_done_callback(called)
    f.set_result(1)
    await sleep(0)


async def callbacks_add():
    f = future()

    def adds(g):
        say("adds")
        add(g, 2)

    f.add_done_callback(adds)
    add(f, 1)
    f.set_result(1)
    await sleep(0)
    say("next pass")
    await sleep(0)


async def callbacks_of_a_task():
    async def work():
        await sleep(1)

    def called(t):
        say("called", outcome(t))

    def other(t):
        say("other", outcome(t))

    t = create_task(work())
    t.add_done_callback(called)
    t.add_done_callback(other)
    t.add_done_callback(called)
    say(t.remove_done_callback(called), t.remove_done_callback(called))
    await t
    await sleep(0)
    say(t.remove_done_callback(other))


async def set_unless_cancelled():
    f = future()
    f.cancel()

    def sets():
        if not f.cancelled():
            f.set_result(2)

    call_soon(sets)
    await sleep(0)
    say(int(f.cancelled()))


async def large_results():
    f = future()
    call_soon(f.set_result, (1, 2, 3))
    say(*await f)


async def never_set():
    f = future()
    try:
        await wait_for(f, 5)
    except TimeoutError:
        say("timeout", int(f.cancelled()), now())


async def set_by_a_callback_of_another():
    f, g = future(), future()
    f.add_done_callback(lambda _: g.set_result(f.result() + 1))
    call_soon(f.set_result, 1)
    say(await g)


async def outcome_handed_on():
    def hand_on(f, g):
        if f.cancelled():
            g.cancel()
        elif f.exception():
            g.set_exception(f.exception())
        else:
            g.set_result(f.result())
        return g

    f, e, c = future(), future(), future()
    f.set_result(10)
    e.set_exception(E1())
    c.cancel()
    for x in (f, e, c):
        y = hand_on(x, future())
        say(int(y.done()), int(y.cancelled()), outcome(y))


async def waiter_cancelled():
    f = future()

    async def waits():
        try:
            await f
        except CancelledError:
            say("cancelled")
            raise

    t, u = create_task(waits()), create_task(waits())
    await sleep(0)
    t.cancel()
    say(int(f.cancelled()))
    await asyncio.wait([t, u])
    say(outcome(t), outcome(u), t.cancelling(), u.cancelling())


cases(initial_state, cancel, result, error, awaited_twice,
      error_awaited_often, callbacks_result, callbacks_error,
      callbacks_cancel, removes_first, removes_first_and_second,
      removes_third, removes_several, removes_beside_waiters,
      removes_too_late, callbacks_add, callbacks_of_a_task,
      set_unless_cancelled, large_results, never_set,
      set_by_a_callback_of_another, outcome_handed_on, waiter_cancelled)
