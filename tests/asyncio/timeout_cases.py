from aio import *


def when(t):
    return -1 if t.expires is None else int(t.expires)


def me(where):
    say(f"{where}: at", now(), "cancelling", current_task().cancelling())


async def basic():
    try:
        async with timeout(10) as h:
            try:
                await sleep(100)
            finally:
                say("expired", int(h.expired()), "when", when(h))
    except TimeoutError:
        me("timeout")


async def at_a_time():
    await sleep(3)
    deadline = now() + 10
    try:
        async with timeout(deadline - now()) as h:
            say("when", when(h))
            await sleep(100)
    except TimeoutError:
        me("timeout")


async def nested_same_deadline():
    try:
        async with timeout(10) as o:
            try:
                try:
                    async with timeout(10) as i:
                        try:
                            await sleep(100)
                        finally:
                            say("inner expired", int(i.expired()))
                except BaseException as e:
                    say("inner", name(e))
                    raise
            finally:
                say("outer expired", int(o.expired()))
    except TimeoutError:
        me("timeout")


async def waiter_cancelled():
    try:
        async with timeout(10):
            try:
                await sleep(100)
            except CancelledError:
                me("cancelled")
                raise
    except TimeoutError:
        me("timeout")


async def not_called():
    async with timeout(100) as h:
        await sleep(10)
        say("expired", int(h.expired()), "when", when(h), "now", now())
    await sleep(200)
    me("after")


async def disabled():
    async with timeout(None) as h:
        await sleep(10)
        say("expired", int(h.expired()), "when", when(h))
    me("after")


async def zero(d, n):
    try:
        async with timeout(d) as h:
            try:
                await sleep(n)
                say("slept")
            finally:
                say("expired", int(h.expired()))
    except TimeoutError:
        me("timeout")


async def timeout_zero():
    await zero(0, 10)


async def zero_sleep_zero():
    await zero(0, 0)


async def past_sleep_zero():
    await zero(-11, 0)


async def zero_without_await():
    async with timeout(0) as h:
        say("expired", int(h.expired()))
    await sleep(0)
    me("after")


async def foreign_error():
    try:
        async with timeout(10) as h:
            try:
                raise E1
            finally:
                say("expired", int(h.expired()))
    except E1:
        me("E1")
    await sleep(20)


async def crash():
    try:
        await sleep(100)
    except CancelledError:
        raise E1


async def foreign_error_on_timeout():
    try:
        async with timeout(10):
            await crash()
    except E1:
        me("E1")


async def foreign_error_on_timeout_2():
    try:
        async with timeout(10):
            try:
                try:
                    raise E2
                except E2:
                    await crash()
            except BaseException as e:
                say(name(e))
                raise E3
    except Exception as e:
        me(name(e))


async def error_then_cleanup():
    try:
        async with timeout(10):
            try:
                raise E2
            except E2:
                await sleep(100)
    except Exception as e:
        me(name(e))


async def foreign_cancel():
    async with timeout(100) as h:
        try:
            current_task().cancel()
            await sleep(10)
        finally:
            say("expired", int(h.expired()))


async def foreign_cancel_is_none():
    await joined(create_task(foreign_cancel()))


async def task_is_not_cancelled():
    await ended(create_task(basic()))


async def nested_inner_first():
    try:
        async with timeout(20):
            try:
                async with timeout(10):
                    await sleep(100)
            except TimeoutError:
                me("inner")
            await sleep(100)
    except TimeoutError:
        me("outer")


async def nested_outer_first():
    try:
        async with timeout(2):
            try:
                async with timeout(100):
                    await sleep(1000)
            except TimeoutError:
                say("not here")
    except TimeoutError:
        me("outer")


async def reschedulable():
    global handle
    async with timeout(10) as handle:
        try:
            await sleep(50)
            say("slept")
        finally:
            say("expired", int(handle.expired()))


async def reschedule():
    t = create_task(reschedulable())
    await sleep(0)
    say(when(handle))
    handle.reschedule(30)
    say(0)
    say(when(handle))
    handle.reschedule(None)
    say(when(handle))
    t.cancel()
    await joined(t)


async def rescheduled_later():
    t = create_task(reschedulable())
    await sleep(0)
    handle.reschedule(30)
    await joined(t)
    me("joined")


async def rescheduled_to_the_past():
    t = create_task(reschedulable())
    await sleep(0)
    handle.reschedule(-5)
    await joined(t)
    me("joined")


async def rescheduled_never():
    t = create_task(reschedulable())
    await sleep(9)
    handle.reschedule(None)
    await joined(t)
    me("joined")


async def in_cleanup():
    try:
        async with timeout(10):
            try:
                await sleep(100)
            except CancelledError:
                try:
                    async with timeout(10):
                        await sleep(100)
                except TimeoutError:
                    me("inner")
                raise
    except TimeoutError:
        me("outer")


async def after_cancellation():
    try:
        current_task().cancel()
        await sleep(10)
    except CancelledError:
        me("cancelled")
    try:
        async with timeout(0):
            await sleep(10)
    except TimeoutError:
        me("timeout")


async def cancel_after_cancellation():
    try:
        current_task().cancel()
        await sleep(10)
    except CancelledError:
        me("cancelled")
    try:
        async with timeout(10):
            current_task().cancel()
            await sleep(20)
    except BaseException as e:
        me(name(e))


async def expiring():
    async with timeout(10) as h:
        try:
            await sleep(100)
        except CancelledError:
            try:
                h.reschedule(20)
                say("reschedule ok")
            except RuntimeError:
                say("reschedule refused")
    me("after")


async def crashes_in_cleanup():
    try:
        await sleep(200)
    except CancelledError:
        raise E1


async def around_a_taskgroup():
    try:
        async with timeout(10):
            async with TaskGroup() as g:
                g.create_task(crashes_in_cleanup())
                try:
                    raise E2
                except E2:
                    await sleep(100)
    except Exception as e:
        me(name(e))


async def inside_a_loop():
    for i in range(6):
        try:
            async with timeout(5):
                if i == 4:
                    break
                await sleep(3 if i % 2 else 10)
                if i == 1:
                    continue
                say(i)
        except TimeoutError:
            say(i, "timeout")
    me("after")


async def returns_early():
    async with timeout(5):
        await sleep(1)
        return 7
    return 8


async def left_by_return():
    say(await returns_early())
    await sleep(20)
    me("after")


async def in_the_completing_pass():
    try:
        async with timeout(5):
            await sleep(5)
            say("slept")
    except TimeoutError:
        me("timeout")
    t = create_task(sleep(5))
    await sleep(0)
    try:
        async with timeout(5):
            await t
            say("slept")
    except TimeoutError:
        me("timeout")


async def several_levels():
    for first in range(3):
        try:
            async with timeout(1 if first == 0 else 9):
                try:
                    async with timeout(1 if first == 1 else 9):
                        try:
                            async with timeout(1 if first == 2 else 9):
                                await sleep(50)
                        except TimeoutError:
                            say("third")
                except TimeoutError:
                    say("second")
        except TimeoutError:
            say("first")
    me("after")


cases(basic, at_a_time, nested_same_deadline, waiter_cancelled, not_called,
      disabled, timeout_zero, zero_sleep_zero, past_sleep_zero,
      zero_without_await, foreign_error, foreign_error_on_timeout,
      foreign_error_on_timeout_2, error_then_cleanup, foreign_cancel_is_none,
      task_is_not_cancelled, nested_inner_first, nested_outer_first,
      reschedule, rescheduled_later, rescheduled_to_the_past,
      rescheduled_never, in_cleanup, after_cancellation,
      cancel_after_cancellation, expiring, around_a_taskgroup, inside_a_loop,
      left_by_return, in_the_completing_pass, several_levels)
