from aio import *


async def takes(l, n):
    await l.acquire()
    say(n, "has it")
    return n


async def holds(l, n, until=None):
    async with l:
        say(n, "holds")
        if until:
            await until
        say(n, "lets go")


async def passes(l, n):
    async with l:
        say(n, "passes")


def release(l):
    try:
        l.release()
        say("done")
    except RuntimeError:
        say("refused")


async def acquire():
    l = Lock()
    await l.acquire()
    a, b = create_task(takes(l, 1)), create_task(takes(l, 2))
    await sleep(0)
    say("released")
    l.release()
    await sleep(0)
    await sleep(0)
    c = create_task(takes(l, 3))
    say("released")
    l.release()
    await sleep(0)
    say("released")
    l.release()
    await sleep(0)
    say(await a, await b, await c)


async def acquire_free():
    l = Lock()
    say(int(l.locked()))
    call_soon(say, "a pass")
    await l.acquire()
    say(int(l.locked()))
    await sleep(0)
    l.release()


async def acquire_cancel():
    l = Lock()
    await l.acquire()
    t = create_task(takes(l, 1))
    call_soon(t.cancel)
    await joined(t)
    l.release()
    await l.acquire()
    say(int(l.locked()))


async def cancel_race():
    l = Lock()
    f = future()
    a = create_task(holds(l, 1, f))
    await sleep(0)
    b = create_task(holds(l, 2))
    await sleep(0)
    c = create_task(holds(l, 3))
    await sleep(0)
    f.set_result(None)
    b.cancel()
    await sleep(0)
    say(int(l.locked()), int(a.done()), int(b.done()), int(c.done()))
    await ended(a, b, c)


async def cancel_release_race():
    l = Lock()
    await l.acquire()
    t = [create_task(takes(l, n + 1)) for n in range(3)]
    await sleep(0)

    def cancel_and_release():
        t[0].cancel()
        l.release()

    call_soon(cancel_and_release)
    await asyncio.wait([t[0]])
    say(outcome(t[0]), int(t[1].done()), int(t[2].done()))
    t[2].cancel()
    await ended(*t[1:])


async def finished_waiter_cancelled():
    l = Lock()
    await l.acquire()
    b = create_task(takes(l, 1))
    await sleep(0)
    c = create_task(takes(l, 2))
    b.cancel()
    l.release()
    await sleep(0)
    say(int(l.locked()), int(b.cancelled()))
    await ended(b, c)


async def woken_then_cancelled():
    l = Lock()
    await l.acquire()
    b = create_task(takes(l, 1))
    c = create_task(takes(l, 2))
    await sleep(0)
    l.release()
    b.cancel()
    await sleep(0)
    say(int(l.locked()))
    await sleep(0)
    say(int(l.locked()))
    await ended(b, c)


async def no_barging():
    l = Lock()
    await l.acquire()
    b = create_task(passes(l, 1))
    await sleep(0)
    l.release()
    say("free", int(not l.locked()))
    await passes(l, 2)
    await ended(b)


async def cancelled_only_waiter():
    l = Lock()
    await l.acquire()
    b = create_task(passes(l, 1))
    await sleep(0)
    b.cancel()
    l.release()
    await passes(l, 2)
    await ended(b)


async def release_not_acquired():
    l = Lock()
    release(l)
    await l.acquire()
    release(l)
    release(l)


async def release_no_waiters():
    l = Lock()
    await l.acquire()
    say(int(l.locked()))
    l.release()
    say(int(l.locked()))


async def context_manager():
    l = Lock()
    say(int(l.locked()))
    async with l:
        say(int(l.locked()))
    say(int(l.locked()))
    try:
        async with l:
            raise E1
    except E1:
        say(int(l.locked()))


async def released_by_another():
    l = Lock()
    await l.acquire()
    b = create_task(passes(l, 1))
    call_later(2, l.release)
    await ended(b)


async def waits_with_timeout():
    l = Lock()
    await l.acquire()
    b = create_task(passes(l, 1))
    try:
        await wait_for(l.acquire(), 3)
    except TimeoutError:
        say("timeout", int(l.locked()))
    l.release()
    await ended(b)
    say(int(l.locked()))


cases(acquire, acquire_free, acquire_cancel, cancel_race, cancel_release_race,
      finished_waiter_cancelled, woken_then_cancelled, no_barging,
      cancelled_only_waiter, release_not_acquired, release_no_waiters,
      context_manager, released_by_another, waits_with_timeout)
