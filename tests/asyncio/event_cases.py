from aio import *


async def waits(e, n):
    await e.wait()
    say(n, "goes on, set", int(e.is_set()))
    return n


def done(*tasks):
    say(*[int(t.done()) for t in tasks])


async def wait_three():
    e = Event()
    say(int(e.is_set()))
    a, b = create_task(waits(e, 1)), create_task(waits(e, 2))
    await sleep(0)
    c = create_task(waits(e, 3))
    e.set()
    await sleep(0)
    done(a, b, c)
    await ended(a, b, c)


async def wait_on_set():
    e = Event()
    e.set()
    call_soon(say, "a pass")
    say(await waits(e, 1))
    await sleep(0)


async def wait_cancel():
    e = Event()
    t = create_task(waits(e, 1))
    call_soon(t.cancel)
    await joined(t)
    e.set()
    say(await waits(e, 2))


async def clear():
    e = Event()
    e.set()
    say(int(e.is_set()))
    e.clear()
    say(int(e.is_set()))
    e.clear()
    say(int(e.is_set()))


async def clear_with_waiters():
    e = Event()
    t = create_task(waits(e, 1))
    await sleep(0)
    e.set()
    e.clear()
    say(int(e.is_set()))
    e.set()
    e.set()
    await sleep(0)
    done(t)
    await ended(t)


async def set_and_clear_wakes():
    e = Event()
    a, b = create_task(waits(e, 1)), create_task(waits(e, 2))
    await sleep(0)
    e.set()
    e.clear()
    c = create_task(waits(e, 3))
    await sleep(1)
    done(a, b, c)
    e.set()
    await ended(a, b, c)


async def cancel_after_set():
    e = Event()
    a, b = create_task(waits(e, 1)), create_task(waits(e, 2))
    await sleep(0)
    e.set()
    a.cancel()
    await ended(a, b)


async def waits_with_timeout():
    e = Event()
    try:
        await wait_for(waits(e, 1), 2)
    except TimeoutError:
        say("timeout", int(e.is_set()))
    call_later(1, e.set)
    say(await wait_for(waits(e, 2), 2))


async def strikes(mine, other, text):
    for i in range(3):
        await mine.wait()
        mine.clear()
        say(text, i)
        other.set()


async def ping_pong():
    ping, pong = Event(), Event()
    async with TaskGroup() as g:
        g.create_task(strikes(ping, pong, "ping"))
        g.create_task(strikes(pong, ping, "pong"))
        ping.set()


cases(wait_three, wait_on_set, wait_cancel, clear, clear_with_waiters,
      set_and_clear_wakes, cancel_after_set, waits_with_timeout, ping_pong)
