from aio import *


def done(f):
    say("outcome", outcome(f))


async def passes(n=3):
    for _ in range(n):
        await sleep(0)


async def of(f):
    return await f


async def success():
    a, b, c = future(), future(), future()
    f = gather(a, b, c)
    f.add_done_callback(done)
    b.set_result(1)
    a.set_result(2)
    await passes()
    say(int(f.done()))
    c.set_result(3)
    say(int(f.done()))
    await passes()
    say(*f.result())


async def success_coroutines():
    a, b, c = future(), future(), future()
    f = gather(of(a), of(b), of(c))
    f.add_done_callback(done)
    await passes(1)
    b.set_result(1)
    a.set_result(2)
    await passes()
    say(int(f.done()))
    c.set_result(3)
    await passes()
    say(*f.result())


async def one_error():
    a, b, c, d, e = (future() for _ in range(5))
    f = gather(a, b, c, d, e)
    f.add_done_callback(done)
    a.set_result(1)
    b.set_exception(E1())
    await passes()
    say(int(f.done()), name(f.exception()))
    c.set_result(3)
    d.cancel()
    e.set_exception(E2())
    e.exception()
    await passes()
    say(int(f.done()), name(f.exception()))


async def one_error_coroutines():
    a, b, c, d, e = (future() for _ in range(5))
    f = gather(of(a), of(b), of(c), of(d), of(e))
    f.add_done_callback(done)
    await passes(1)
    a.set_result(1)
    b.set_exception(E1())
    await passes()
    say(int(f.done()), name(f.exception()))
    c.set_result(3)
    d.cancel()
    e.set_exception(E2())
    await passes()
    say(int(f.done()), name(f.exception()))


async def collects(*aws):
    r = await gather(*aws, return_exceptions=True)
    say(*(name(x) if isinstance(x, BaseException) else x for x in r))


async def collected_success():
    a, b, c = future(), future(), future()
    t = create_task(collects(a, b, c))
    await passes(1)
    b.set_result(1)
    a.set_result(2)
    await passes()
    say(int(t.done()))
    c.set_result(3)
    await t


async def collected_errors():
    a, b, c, d = (future() for _ in range(4))
    t = create_task(collects(a, b, c, d))
    await passes(1)
    b.set_result(1)
    c.set_exception(E1())
    a.set_result(3)
    await passes()
    say(int(t.done()))
    d.set_exception(E2())
    await t


async def collected_errors_coroutines():
    a, b, c, d = (future() for _ in range(4))
    t = create_task(collects(of(a), of(b), of(c), of(d)))
    await passes(2)
    b.set_result(1)
    c.set_exception(E1())
    a.set_result(3)
    await passes()
    say(int(t.done()))
    d.set_exception(E2())
    await t


async def one_cancelled():
    a, b, c, d, e = (future() for _ in range(5))
    f = gather(a, b, c, d, e)
    a.set_result(1)
    b.cancel()
    await passes()
    say(int(f.done()))
    c.set_result(3)
    d.cancel()
    e.set_exception(E2())
    e.exception()
    try:
        await f
    except CancelledError:
        say("cancelled", current_task().cancelling())


async def collected_cancelled():
    a, b, c, d, e, f = (future() for _ in range(6))
    t = create_task(collects(a, b, c, d, e, f))
    await passes(1)
    a.set_result(1)
    b.set_exception(E1())
    c.cancel()
    await passes()
    say(int(t.done()))
    d.set_result(3)
    e.cancel()
    f.set_exception(E2())
    await t


async def empty():
    f = gather()
    say(int(f.done()))
    say(len(await f))


async def twice_the_same():
    f = future()
    g = gather(f, f, f)
    call_soon(f.set_result, 4)
    say(*await g)


async def broadcast():
    waiter = future()
    proof = 0

    async def inner():
        nonlocal proof
        await waiter
        proof += 1

    async def outer():
        nonlocal proof
        await gather(a, b)
        proof += 100

    a = create_task(inner())
    b = create_task(inner())
    t = create_task(outer())
    await passes(1)
    say(int(t.cancel()))
    await asyncio.wait([t])
    say(outcome(t), outcome(a), outcome(b), int(waiter.cancelled()))
    await passes(1)
    say(proof, int(t.cancel()))


async def errors_marked():
    async def inner(f):
        await f
        raise E1

    async def outer(a, b):
        await gather(inner(a), inner(b))

    a, b = future(), future()
    t = create_task(outer(a, b))
    await passes(2)
    a.set_result(None)
    await passes(2)
    b.set_result(None)
    await passes(2)
    say(outcome(t))


async def refuses_cancel():
    f = future()
    g = gather(of(f))
    await passes(1)

    def cancels(_):
        say("cancel", int(g.cancel()))

    f.add_done_callback(cancels)
    f.set_result(42)
    say(*await g)


async def refuses_cancel_later():
    f = future()
    t = create_task(of(f))
    g = gather(t)
    await passes(1)
    t.add_done_callback(lambda _: say("cancel", int(g.cancel())))
    f.set_result(42)
    say(*await g)


async def collecting_is_cancelled():
    async def repeats():
        n = 0
        while n < 20:
            await gather(sleep(5), return_exceptions=True)
            n += 1

    t = create_task(repeats())
    await sleep(22)
    t.cancel()
    await asyncio.wait([t])
    say(outcome(t), now())


async def all_done_before():
    a, b = future(), create_task(of(sleep(0)))
    a.set_result(1)
    await b
    f = gather(a, b)
    say(int(f.done()))
    await f
    c = future()
    c.set_exception(E3())
    f = gather(a, c, future())
    say(int(f.done()), name(f.exception()))


async def some_done_before():
    a, b = future(), future()
    a.set_result(1)
    call_soon(say, "soon")
    f = gather(a, b)
    b.set_result(2)
    f.add_done_callback(lambda _: say("gather"))
    call_soon(say, "later")
    await f


async def cancelled_from_outside():
    async def arm(n):
        try:
            await sleep(10)
        except CancelledError:
            say("arm", n)
            await sleep(n)
            raise

    g = gather(arm(1), arm(2))
    await sleep(1)
    say(int(g.cancel()), int(g.done()))
    try:
        await g
    except CancelledError:
        say("cancelled", now())


async def arm_swallows():
    async def arm(n):
        try:
            await sleep(10)
        except CancelledError:
            return n

    async def both():
        return await gather(arm(1), arm(2))

    t = create_task(both())
    await sleep(1)
    t.cancel()
    await asyncio.wait([t])
    say(outcome(t))


async def arm_fails_when_cancelled():
    async def arm(e):
        try:
            await sleep(10)
        except CancelledError:
            raise e

    async def both():
        await gather(arm(E1), arm(E2))

    t = create_task(both())
    await sleep(1)
    t.cancel()
    await asyncio.wait([t])
    say(outcome(t))


async def cancelled_before_start():
    async def arm():
        say("never")

    async def both():
        await gather(arm(), arm())

    t = create_task(both())
    await passes(1)
    t.cancel()
    await asyncio.wait([t])
    say(outcome(t))


async def nested():
    async def arm(n):
        await sleep(n)
        return n

    a, b = await gather(gather(arm(1), arm(2)), gather(arm(3), arm(4)))
    say(*a, *b, now())


async def waiters_of_one():
    async def waits(n, f):
        try:
            say(n, await f)
        except E1:
            say(n, "E1")

    f, g = future(), future()
    ts = [create_task(waits(1, f)), create_task(waits(2, f))]
    h = gather(f, g)
    await passes(1)
    f.set_exception(E1())
    try:
        await h
    except E1:
        say("gather")
    for t in ts:
        await t


cases(success, success_coroutines, one_error, one_error_coroutines,
      collected_success, collected_errors, collected_errors_coroutines,
      one_cancelled, collected_cancelled, empty, twice_the_same, broadcast,
      errors_marked, refuses_cancel, refuses_cancel_later,
      collecting_is_cancelled, all_done_before, some_done_before,
      cancelled_from_outside, arm_swallows, arm_fails_when_cancelled,
      cancelled_before_start, nested, waiters_of_one)
