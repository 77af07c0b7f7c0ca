from aio import *


async def attempt(a):
    """The error that awaiting it throws, as try() gives it."""
    try:
        await a
        return "none"
    except Exception as e:
        return name(e)


async def ignores_cancel(ms):
    until = now() + ms
    while now() < until:
        try:
            await sleep(until - now())
        except CancelledError:
            say("ignored at", now())
    say("exits at", now())


async def ignored_cancellation():
    t = create_task(wait_for(ignores_cancel(20), 40))
    await sleep(0)
    t.cancel()
    await ended(t)


async def ignored_timeout():
    say(await attempt(wait_for(ignores_cancel(20), 10)), "at", now())


async def due_future_done():
    f = future()
    f.set_result(5)
    say(await wait_for(f, 0))
    say(await wait_for(f, -1))


async def starts(v):
    say("started")
    return v


async def due_coroutine_not_started():
    say(await attempt(wait_for(starts(1), 0)), "at", now())
    say(await attempt(wait_for(starts(1), -1)), "at", now())


async def long_one(v):
    say("runs")
    try:
        await sleep(100)
    finally:
        say("ends")
    return v


async def due_task_running():
    for i in range(2):
        t = create_task(long_one(1))
        await sleep(0)
        say(await attempt(wait_for(t, -i)), "at", f"{now()},", outcome(t))


async def too_late():
    t = create_task(long_one(1))
    say(await attempt(wait_for(t, 10)), "at", f"{now()},", outcome(t))


async def forever():
    say(await wait_for(starts(3), None))
    say(await wait_for(long_one(4), None), "at", now())


async def future_in_time():
    f = future()
    call_later(10, f.set_result, 1)
    say(await wait_for(f, 20), "at", now())


async def future_too_late():
    f = future()
    say(await attempt(wait_for(f, 20)), "at", f"{now()}, cancelled",
        int(f.cancelled()))


async def swallows():
    try:
        await sleep(100)
    except CancelledError:
        say("swallowed")
    return 1


async def cancellation_swallowed():
    say(await wait_for(swallows(), 1), "at", now())


async def cleans_up():
    try:
        await sleep(100)
    except CancelledError:
        await sleep(5)
        say("clean at", now())
        raise


async def waits_for_cancellation():
    t = create_task(cleans_up())
    say(await attempt(wait_for(t, 1)), "at", now())


async def waits_for_cancellation_due():
    t = create_task(cleans_up())
    await sleep(1)
    say(await attempt(wait_for(t, 0)), "at", now())


async def fails_when_cancelled():
    try:
        await sleep(100)
    except CancelledError:
        raise E1


async def error_during_cancellation():
    for due in range(2):
        t = create_task(fails_when_cancelled())
        await sleep(0)
        say(await attempt(wait_for(t, 1 - due)), "at", now())


async def blocks():
    await future()


async def cancel_wait_for():
    for limit in (None, 60):
        t = create_task(blocks())
        w = create_task(wait_for(t, limit))
        call_soon(w.cancel)
        await joined(w)
        say(outcome(t))


async def returns_42():
    try:
        await sleep(100)
    except CancelledError:
        return 42


async def cancel_suppressed():
    say(await wait_for(returns_42(), 10))


async def quick():
    return 3


async def cancel_in_completing_pass():
    t = create_task(quick())

    async def reaches_end():
        await wait_for(t, 100)
        await sleep(1)
        say("reached")

    w = create_task(reaches_end())
    await sleep(0)
    w.cancel()
    await joined(w)
    say(await t)


async def later(ms):
    await sleep(ms)
    return 9


async def shield_due():
    t = create_task(later(10))
    s = shield(t)
    say(await attempt(wait_for(s, 0)), int(t.done()))
    await sleep(20)
    say(int(t.done()), await t)


async def shield_forever():
    t = create_task(later(10))
    await wait_for(shield(t), None)
    say(int(t.done()), await t)


async def shield_too_late():
    t = create_task(later(10))
    say(await attempt(wait_for(shield(t), 1)), int(t.done()))
    say(await t)


async def fails(ms):
    await sleep(ms)
    raise E2


async def errors_pass():
    say(await attempt(wait_for(fails(1), 10)))
    t = create_task(fails(1))
    say(await attempt(wait_for(t, 10)))
    t = create_task(fails(0))
    await sleep(1)
    say(await attempt(wait_for(t, 0)))
    f = future()
    f.set_exception(E3())
    say(await attempt(wait_for(f, 0)))
    say(await attempt(wait_for(f, 1)))


async def cancelled_target():
    t = create_task(blocks())
    call_later(2, t.cancel)
    try:
        await wait_for(t, 10)
    except CancelledError as e:
        say(name(e), "at", now(), "cancelling", current_task().cancelling())


async def counts_tasks():
    say("tasks", len(asyncio.all_tasks()))


async def in_the_same_task():
    await wait_for(counts_tasks(), 2)
    await wait_for(wait_for(counts_tasks(), 2), 2)


async def nested():
    for i in range(2):
        say(await attempt(wait_for(wait_for(later(20), 5 if i else 10),
                                   10 if i else 5)), "at", now())


async def same_deadline():
    v = 0
    try:
        v = await wait_for(later(5), 5)
        say("none", v)
    except TimeoutError:
        say("timeout", v)
    t = create_task(later(5))
    await sleep(0)
    try:
        v = await wait_for(t, 5)
        say("none", v)
    except TimeoutError:
        say("timeout", v)


cases(ignored_cancellation, ignored_timeout, due_future_done,
      due_coroutine_not_started, due_task_running, too_late, forever,
      future_in_time, future_too_late, cancellation_swallowed,
      waits_for_cancellation, waits_for_cancellation_due,
      error_during_cancellation, cancel_wait_for, cancel_suppressed,
      cancel_in_completing_pass, shield_due, shield_forever, shield_too_late,
      errors_pass, cancelled_target, in_the_same_task, nested, same_deadline)
