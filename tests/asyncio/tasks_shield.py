from aio import *


async def of(f):
    return await f


async def shielded(f):
    return await shield(f)


async def ended(t):
    await asyncio.wait([t])
    say(outcome(t), t.cancelling())


async def shield_result():
    inner = future()
    outer = shield(inner)
    inner.set_result(42)
    say(int(outer.done()))
    say(await outer)


async def shield_error():
    inner = future()
    outer = shield(inner)
    await sleep(0)
    inner.set_exception(E1())
    await sleep(0)
    say(int(outer.done()), name(outer.exception()))


async def shield_cancel_inner():
    inner = future()
    outer = shield(inner)
    await sleep(0)
    inner.cancel()
    await sleep(0)
    say(int(outer.cancelled()))


async def shield_cancel_outer():
    inner = future()
    outer = shield(inner)
    await sleep(0)
    say(int(outer.cancel()))
    await sleep(0)
    say(int(outer.cancelled()), int(inner.done()))
    inner.set_result(1)
    await sleep(0)
    say(int(outer.cancelled()), inner.result())


async def shield_shortcut():
    f = future()
    f.set_result(42)
    outer = shield(f)
    say(int(outer.done()))
    say(await outer)


async def shield_shortcut_cancelled():
    f = future()
    f.cancel()
    outer = shield(f)
    say(int(outer.cancelled()))
    try:
        await outer
    except CancelledError:
        say("cancelled", current_task().cancelling())


async def shield_effect():
    waiter = future()
    proof = 0

    async def inner():
        nonlocal proof
        await waiter
        proof += 1

    async def outer():
        nonlocal proof
        await shield(inner())
        proof += 100

    t = create_task(outer())
    await sleep(0)
    t.cancel()
    await ended(t)
    waiter.set_result(None)
    await sleep(0)
    say(proof)


async def shield_of_gather():
    a, b = future(), future()
    parent = gather(a, b)
    outer = shield(parent)
    await sleep(0)
    outer.cancel()
    await sleep(0)
    say(int(outer.cancelled()))
    a.set_result(1)
    b.set_result(2)
    await sleep(0)
    say(*parent.result())


async def gather_of_shields():
    a, b = future(), future()
    p, q = shield(a), shield(b)
    parent = gather(p, q)
    await sleep(0)
    parent.cancel()
    await sleep(0)
    try:
        await parent
    except CancelledError:
        say("cancelled")
    say(int(p.cancelled()), int(q.cancelled()))
    a.set_result(1)
    b.set_result(2)
    await sleep(0)
    say(a.result(), b.result())


async def shield_coroutine():
    async def quick():
        return 42

    outer = shield(quick())
    say(int(outer.done()))
    say(await outer)


async def shield_task():
    f = future()
    t = create_task(of(f))
    u = create_task(shielded(t))
    await sleep(0)
    await sleep(0)
    u.cancel()
    await ended(u)
    say(int(t.done()))
    f.set_result(8)
    say(await t)


async def shield_task_cancelled():
    f = future()
    t = create_task(of(f))
    u = create_task(shielded(t))
    await sleep(0)
    await sleep(0)
    t.cancel()
    await ended(u)
    say(outcome(t), int(f.cancelled()))


async def shield_of_shield():
    f = future()
    a = shield(f)
    b = shield(a)
    await sleep(0)
    b.cancel()
    say(int(a.done()), int(b.cancelled()))
    f.set_result(3)
    say(await a)


async def shield_twice():
    f = future()
    ts = [create_task(shielded(f)) for _ in range(3)]
    await sleep(0)
    ts[1].cancel()
    await sleep(0)
    f.set_result(7)
    await asyncio.wait(ts)
    say(*(outcome(t) for t in ts))


async def shield_and_wait_for():
    async def slow():
        await sleep(5)
        say("slow ends", now())

    try:
        await wait_for(shield(slow()), 2)
    except TimeoutError:
        say("timeout", now())
    await sleep(5)


async def shield_in_handler():
    async def cleans():
        await sleep(3)
        say("clean", now())

    async def works():
        try:
            await sleep(10)
        except CancelledError:
            await shield(cleans())
            raise

    t = create_task(works())
    await sleep(1)
    t.cancel()
    await sleep(1)
    t.cancel()
    await ended(t)
    await sleep(5)


async def shield_cancelled_with_result():
    f = future()
    t = create_task(shielded(f))
    await sleep(0)
    f.set_result(1)
    await sleep(0)
    say(int(t.cancel()))
    await ended(t)


async def shield_outer_after_inner():
    f = future()
    outer = shield(f)
    f.set_result(5)
    say(int(outer.cancel()), int(outer.cancelled()))
    await sleep(0)
    say(int(outer.cancelled()))


cases(shield_result, shield_error, shield_cancel_inner, shield_cancel_outer,
      shield_shortcut, shield_shortcut_cancelled, shield_effect,
      shield_of_gather, gather_of_shields, shield_coroutine, shield_task,
      shield_task_cancelled, shield_of_shield, shield_twice,
      shield_and_wait_for, shield_in_handler, shield_cancelled_with_result,
      shield_outer_after_inner)
