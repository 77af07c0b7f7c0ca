from aio import *


async def takes(s, n):
    await s.acquire()
    say(n, "has it")
    return n


async def passes(s, n):
    async with s:
        say(n, "passes")
        await sleep(0)


def locked(s):
    say(int(s.locked()))


def release(s):
    try:
        s.release()
        say("done")
    except ValueError:
        say("refused")


async def initial_value_zero():
    s = Semaphore(0)
    locked(s)
    s.release()
    locked(s)


async def acquire():
    s = Semaphore(3)
    await s.acquire()
    await s.acquire()
    locked(s)
    a, b, c = (create_task(takes(s, n)) for n in (1, 2, 3))
    await sleep(0)
    locked(s)
    d = create_task(takes(s, 4))
    s.release()
    s.release()
    await sleep(0)
    say(int(s.locked()), int(d.done()))
    s.release()
    await ended(a, b, c, d)


async def acquire_cancel():
    s = Semaphore(1)
    await s.acquire()
    t = create_task(takes(s, 1))
    call_soon(t.cancel)
    await joined(t)
    s.release()
    locked(s)


async def cancel_before_awoken():
    s = Semaphore(0)
    t = [create_task(takes(s, i + 1)) for i in range(4)]
    await sleep(0)
    t[0].cancel()
    t[1].cancel()
    s.release()
    await sleep(0)
    await sleep(0)
    say(int(t[2].done()), int(t[3].done()))
    t[2].cancel()
    t[3].cancel()
    await ended(*t)


async def acquire_hang():
    s = Semaphore(0)
    a, b = create_task(takes(s, 1)), create_task(takes(s, 2))
    await sleep(0)
    a.cancel()
    s.release()
    await sleep(0)
    await sleep(0)
    say(int(s.locked()), int(b.done()))
    await ended(a, b)


async def acquire_no_hang():
    s = Semaphore(1)

    async def first_of_two():
        await passes(s, 1)
        b.cancel()

    a = create_task(first_of_two())
    b = create_task(passes(s, 2))
    await ended(a, b)
    await wait_for(s.acquire(), 10)
    say("acquired")


async def bounded():
    s = BoundedSemaphore(1)
    release(s)
    await s.acquire()
    release(s)
    release(s)
    release(BoundedSemaphore(2))
    release(Semaphore(1))


async def release_no_waiters():
    s = Semaphore(1)
    await s.acquire()
    locked(s)
    s.release()
    locked(s)


async def twice(s, n):
    for i in (1, 2):
        await s.acquire()
        say(n, "for the", f"{i}. time")
        await sleep(10)
        s.release()


async def fifo_order():
    s = Semaphore(1)
    async with TaskGroup() as g:
        for n in (1, 2, 3):
            g.create_task(twice(s, n))


async def releases_and_takes(s):
    await s.acquire()
    say("2 has it")
    s.release()
    await s.acquire()
    say("2 has it again")


async def fifo_order_2():
    s = Semaphore(1)
    a = create_task(takes(s, 1))
    b = create_task(releases_and_takes(s))
    c = create_task(takes(s, 3))
    await sleep(0)
    s.release()
    s.release()
    await ended(a, b, c)


async def fifo_order_3():
    s = Semaphore(0)
    a, b, c = (create_task(takes(s, n)) for n in (1, 2, 3))
    await sleep(0)
    a.cancel()
    await sleep(0)
    s.release()
    s.release()
    await ended(a, b, c)


async def says_four():
    say("4")


async def fifo_order_4():
    s = Semaphore(0)
    d = None

    async def makes_fourth():
        nonlocal d
        await s.acquire()
        d = create_task(says_four())
        say("1 has it")

    async def releases_three():
        for _ in range(3):
            s.release()
        say("locked", int(s.locked()))
        await s.acquire()
        say("2 has it")

    a, b = create_task(makes_fourth()), create_task(releases_three())
    c = create_task(takes(s, 3))
    await sleep(0)
    await sleep(0)
    await ended(a, b, c, d)


async def context_manager():
    s = Semaphore(2)
    async with s:
        locked(s)
        async with s:
            locked(s)
    locked(s)


async def no_barging():
    s = Semaphore(0)
    a = create_task(passes(s, 1))
    await sleep(0)
    s.release()
    await passes(s, 2)
    await ended(a)


async def cancel_after_release():
    s = Semaphore(0)
    a, b = create_task(takes(s, 1)), create_task(takes(s, 2))
    await sleep(0)
    s.release()
    a.cancel()
    await ended(a, b)
    locked(s)


async def limits():
    s = Semaphore(3)
    running = most = 0
    start = now()

    async def worker():
        nonlocal running, most
        async with s:
            running += 1
            most = max(most, running)
            await sleep(1)
            running -= 1

    async with TaskGroup() as g:
        for _ in range(10):
            g.create_task(worker())
    say(most, "in", now() - start)


cases(initial_value_zero, acquire, acquire_cancel, cancel_before_awoken,
      acquire_hang, acquire_no_hang, bounded, release_no_waiters, fifo_order,
      fifo_order_2, fifo_order_3, fifo_order_4, context_manager, no_barging,
      cancel_after_release, limits)
