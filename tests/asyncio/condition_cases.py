from aio import *


class Shared:
    def __init__(self):
        self.lock = Lock()
        self.changed = Condition(self.lock)
        self.state = 0


def locked(s):
    say("locked", int(s.lock.locked()))


async def keeps(s, n):
    await s.lock.acquire()
    await s.changed.wait()
    say(n, "notified")


async def lets_go(s, n):
    async with s.changed:
        await s.changed.wait()
        say(n, "notified")


async def notify(s, n):
    async with s.changed:
        s.changed.notify(n)


def refused(f, *args):
    try:
        f(*args)
        say("done")
    except RuntimeError:
        say("refused")


async def wait_three():
    s = Shared()
    a, b, c = (create_task(keeps(s, n)) for n in (1, 2, 3))
    await sleep(0)
    locked(s)
    await s.lock.acquire()
    s.changed.notify()
    await sleep(0)
    locked(s)
    s.lock.release()
    await sleep(0)
    locked(s)
    s.changed.notify(2)
    await sleep(0)
    locked(s)
    s.lock.release()
    await sleep(0)
    locked(s)
    s.lock.release()
    await sleep(0)
    locked(s)
    await ended(a, b, c)


async def wait_cancel():
    s = Shared()
    await s.lock.acquire()
    t = create_task(s.changed.wait())
    call_soon(t.cancel)
    await joined(t)
    locked(s)


async def wait_cancel_contested():
    s = Shared()
    await s.lock.acquire()
    t = create_task(s.changed.wait())
    await sleep(0)
    locked(s)
    await s.lock.acquire()
    s.changed.notify()
    call_soon(t.cancel)
    call_soon(s.lock.release)
    await joined(t)
    locked(s)


async def wait_cancel_after_notify():
    s = Shared()
    t = create_task(lets_go(s, 1))
    await sleep(0)
    await s.lock.acquire()
    s.changed.notify()
    await sleep(0)
    t.cancel()
    await sleep(0)
    s.lock.release()
    await sleep(0)
    say(int(t.cancelled()))
    await ended(t)
    locked(s)


async def not_acquired():
    s = Shared()
    try:
        await s.changed.wait()
        say("done")
    except RuntimeError:
        say("refused")
    refused(s.changed.notify)
    refused(s.changed.notify_all)


async def until_state(s, n):
    await s.changed.wait_for(lambda: s.state == n)


async def waits_for_two(s):
    async with s.changed:
        await until_state(s, 2)
        say("two")


async def wait_for_state():
    s = Shared()
    t = create_task(waits_for_two(s))
    for i in (1, 2):
        await sleep(0)
        s.state = i
        await notify(s, 1)
        await sleep(0)
        say(i, "done", int(t.done()))
    await ended(t)


async def wait_for_unacquired():
    s = Shared()
    await until_state(s, 0)
    try:
        await until_state(s, 1)
        say("done")
    except RuntimeError:
        say("refused")


async def notify_some():
    s = Shared()
    a, b, c = (create_task(lets_go(s, n)) for n in (1, 2, 3))
    await sleep(0)
    await notify(s, 1)
    await sleep(0)
    say("more")
    async with s.changed:
        s.changed.notify(1)
        s.changed.notify(2048)
    await sleep(0)
    say(int(a.done()), int(b.done()), int(c.done()))
    await ended(a, b, c)


async def notify_all():
    s = Shared()
    a, b = create_task(lets_go(s, 1)), create_task(lets_go(s, 2))
    await sleep(0)
    async with s.changed:
        s.changed.notify_all()
    await sleep(0)
    say(int(a.done()), int(b.done()))
    await ended(a, b)


async def notify_nobody():
    s = Shared()
    await notify(s, 1)
    t = create_task(lets_go(s, 1))
    await sleep(1)
    say(int(t.done()))
    await notify(s, 1)
    await ended(t)


async def context_manager():
    s = Shared()
    locked(s)
    async with s.changed:
        locked(s)
    locked(s)


async def explicit_lock():
    l = Lock()
    first, second = Condition(l), Condition(l)
    async with l:
        first.notify()
        second.notify()
        say(0, 0)
    try:
        first.notify()
        say(0)
    except RuntimeError:
        say(1)


async def timeout_in_block():
    s = Shared()
    async with s.changed:
        try:
            await wait_for(s.changed.wait(), 5)
        except TimeoutError:
            say("timeout")
        locked(s)


async def sees_cancellation(s):
    async with s.changed:
        try:
            await until_state(s, 1)
        except CancelledError:
            print("cancelled, ", end="")
            locked(s)
            raise


async def cancelled_error_wakeup():
    s = Shared()
    t = create_task(sees_cancellation(s))
    await sleep(0)
    t.cancel()
    await joined(t)
    locked(s)


async def cancelled_error_reacquire():
    s = Shared()
    t = create_task(sees_cancellation(s))
    await sleep(0)
    await s.lock.acquire()
    s.state = 1
    s.changed.notify()
    await sleep(0)
    t.cancel()
    s.lock.release()
    await joined(t)
    locked(s)


async def cancelled_twice_reacquire():
    s = Shared()
    t = create_task(sees_cancellation(s))
    await sleep(0)
    await s.lock.acquire()
    for i in range(3):
        t.cancel()
        await sleep(0)
        say(int(t.done()))
    s.lock.release()
    await joined(t)


async def consumer(s, n):
    async with s.changed:
        while True:
            await s.changed.wait_for(lambda: s.state != 0)
            if s.state < 0:
                return
            say(n, "consumes")
            s.state -= 1


async def lost_wakeup(relock):
    s = Shared()
    a, b = create_task(consumer(s, 1)), create_task(consumer(s, 2))
    await sleep(0)
    async with s.changed:
        s.state += 1
        s.changed.notify(1)
        if relock:
            await sleep(0)
        a.cancel()
        try:
            async with timeout(10):
                await s.changed.wait_for(lambda: s.state == 0)
        except TimeoutError:
            say("timeout")
        say("state", s.state)
        s.state = -1
        s.changed.notify_all()
    await ended(a, b)


async def cancelled_wakeup():
    await lost_wakeup(False)


async def cancelled_wakeup_relock():
    await lost_wakeup(True)


async def two_conditions():
    l = Lock()
    changed, other = Condition(l), Condition(l)
    t = create_task(other.wait())
    await l.acquire()
    await sleep(0)
    say(int(l.locked()))
    await l.acquire()
    changed.notify_all()
    l.release()
    await sleep(1)
    say(int(t.done()))
    await l.acquire()
    other.notify_all()
    l.release()
    await ended(t)


cases(wait_three, wait_cancel, wait_cancel_contested, wait_cancel_after_notify,
      not_acquired, wait_for_state, wait_for_unacquired, notify_some,
      notify_all, notify_nobody, context_manager, explicit_lock,
      timeout_in_block, cancelled_error_wakeup, cancelled_error_reacquire,
      cancelled_twice_reacquire, cancelled_wakeup, cancelled_wakeup_relock,
      two_conditions)
