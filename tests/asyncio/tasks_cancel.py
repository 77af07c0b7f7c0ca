from aio import *


async def sleeper():
    await sleep(10)
    return 12


async def ended(t):
    await asyncio.wait([t])
    say(int(t.done()), int(t.cancelled()), t.cancelling(), outcome(t), now())


async def cancelling_counts():
    t = create_task(sleeper())
    say(t.cancelling())
    say(int(t.cancel()), t.cancelling())
    say(int(t.cancel()), t.cancelling())
    await ended(t)
    say(int(t.cancel()), t.cancelling())


async def uncancel_basic():
    async def goes_on():
        try:
            await sleep(10)
        except CancelledError:
            current_task().uncancel()
            await sleep(10)

    t = create_task(goes_on())
    await sleep(1)
    say(int(t.cancel()), t.cancelling(), int(t.cancelled()))
    await sleep(1)
    say(t.cancelling(), int(t.cancelled()))
    say(int(t.cancel()), t.cancelling(), int(t.cancelled()))
    await ended(t)
    t.uncancel()
    say(t.cancelling(), int(t.cancelled()), int(t.done()))


async def uncancel_structured():
    class State:
        timed_out = False

    async def request(ms, limit):
        task = current_task()
        state = State()
        finished = False

        def on_timeout():
            state.timed_out = True
            task.cancel()

        timer = call_later(limit, on_timeout)
        try:
            try:
                await sleep(ms)
                finished = True
                timer.cancel()
            except CancelledError:
                if state.timed_out and task.uncancel() == 0:
                    raise TimeoutError
                raise
        except TimeoutError:
            say("timed out", int(state.timed_out))
        await sleep(0)
        say(int(state.timed_out), int(finished), task.cancelling(), now())

    await create_task(request(10, 1))
    await create_task(request(0, 10))


async def uncancel_resets():
    f = future()

    async def waits():
        await f
        return 42

    t = create_task(waits())
    await sleep(0)
    f.set_result(None)
    t.cancel()
    say(t.cancelling())
    t.uncancel()
    say(t.cancelling())
    say(await t)


async def uncancel_before_start():
    t = create_task(sleeper())
    t.cancel()
    say(t.uncancel(), t.cancelling())
    await ended(t)


async def uncancel_of_none():
    t = create_task(sleeper())
    say(t.uncancel(), t.uncancel())
    t.cancel()
    await ended(t)


async def cancel_soon():
    t = create_task(sleeper())
    call_soon(t.cancel)
    await ended(t)
    say(int(t.cancel()))


async def result_of_cancelled():
    t = create_task(sleeper())
    await sleep(0)
    t.cancel()
    await asyncio.wait([t])
    for _ in range(2):
        try:
            await t
        except CancelledError:
            say("cancelled", current_task().cancelling())


async def error_instead():
    f = future()

    async def inner():
        f.set_result(None)
        await sleep(10)

    async def outer():
        t = create_task(inner())
        await f
        call_soon(t.cancel)
        try:
            await t
        except CancelledError:
            raise E1

    await ended(create_task(outer()))


async def before_start():
    async def never():
        say("never")

    t = create_task(never())
    t.cancel()
    say(int(t.done()))
    await ended(t)


async def cancel_yielding():
    async def yields():
        await sleep(0)
        say("first")
        await sleep(0)
        say("never")

    t = create_task(yields())
    await sleep(0)
    await sleep(0)
    t.cancel()
    await ended(t)
    say(int(t.cancel()))


async def waits_for(f):
    try:
        return await f
    except CancelledError:
        say("cancelled")
        raise


async def inner_future():
    f = future()
    t = create_task(waits_for(f))
    await sleep(0)
    f.cancel()
    await ended(t)
    say(int(f.cancelled()))


async def task_and_future():
    f = future()
    t = create_task(waits_for(f))
    await sleep(0)
    say(int(f.cancel()), int(t.cancel()))
    await ended(t)
    say(int(f.cancelled()))


async def future_set_then_task():
    f = future()
    t = create_task(waits_for(f))
    await sleep(0)
    f.set_result(1)
    say(int(f.cancel()), int(t.cancel()))
    await ended(t)
    say(int(f.cancelled()), f.result())


async def catching():
    f, g = future(), future()

    async def catches():
        await f
        try:
            await g
        except CancelledError:
            return 42

    t = create_task(catches())
    await sleep(0)
    f.set_result(None)
    await sleep(0)
    t.cancel()
    say(int(g.cancelled()))
    await ended(t)
    say(t.result())


async def ignoring():
    f, g, h = future(), future(), future()

    async def ignores():
        await f
        try:
            await g
        except CancelledError:
            pass
        return await h

    t = create_task(ignores())
    await sleep(0)
    f.set_result(None)
    await sleep(0)
    t.cancel()
    say(int(g.cancelled()))
    await sleep(0)
    say(int(t.done()))
    h.set_result(42)
    await ended(t)
    say(t.result(), int(h.cancelled()))


async def current():
    async def itself():
        current_task().cancel()
        await sleep(100)
        say("never")

    await ended(create_task(itself()))


async def current_future():
    f = future()

    async def itself():
        current_task().cancel()
        await f

    await ended(create_task(itself()))
    say(int(f.cancelled()))


async def current_done_future():
    f = future()
    f.set_result(3)

    async def itself():
        current_task().cancel()
        say(await f)
        await sleep(0)
        say("never")

    await ended(create_task(itself()))


async def at_end():
    async def itself():
        current_task().cancel()
        return 12

    t = create_task(itself())
    await ended(t)
    say(int(t.cancel()))


async def at_end_failing():
    async def itself():
        current_task().cancel()
        raise E2

    await ended(create_task(itself()))


async def awaited_task():
    f = future()
    ts = []

    async def nested():
        await f

    async def outer():
        ts.append(create_task(nested()))
        await sleep(0)
        current_task().cancel()
        await ts[0]

    await ended(create_task(outer()))
    say(int(ts[0].cancelled()), int(f.cancelled()))


async def new_task_awaited():
    ts = []

    async def nested():
        say("never")

    async def outer():
        ts.append(create_task(nested()))
        current_task().cancel()
        await ts[0]

    await ended(create_task(outer()))
    say(int(ts[0].cancelled()))


async def sleeping():
    t = create_task(sleeper())
    call_later(1, t.cancel)
    try:
        say("slept", await t)
    except CancelledError:
        say("cancelled", now())


async def error_in_handler():
    async def fails():
        try:
            await sleeper()
        except CancelledError:
            raise E1

    t = create_task(fails())
    await sleep(0)
    t.cancel()
    say(int(t.done()))
    await ended(t)


async def passes_on():
    f = future()
    proof = 0

    async def inner():
        nonlocal proof
        try:
            await f
        except CancelledError:
            proof += 1
            raise

    async def outer():
        nonlocal proof
        try:
            await inner()
        except CancelledError:
            proof += 100

    t = create_task(outer())
    await sleep(0)
    t.cancel()
    await ended(t)
    say(proof, int(f.cancelled()))


async def timer_withdrawn():
    t = create_task(sleeper())
    await sleep(0)
    t.cancel()
    await sleep(0)
    say(int(t.done()), now())
    await sleep(0)
    say(int(t.done()), now())


async def handlers_nest():
    async def f():
        try:
            try:
                await sleep(10)
            finally:
                say("inner")
        except CancelledError:
            say("caught")
            try:
                await sleep(1)
            except CancelledError:
                say("again")
                raise
        say("goes on", current_task().cancelling())
        await sleep(1)
        return 1

    t = create_task(f())
    await sleep(0)
    t.cancel()
    await ended(t)
    t = create_task(f())
    await sleep(0)
    t.cancel()
    await sleep(0)
    t.cancel()
    await ended(t)


async def by_a_child():
    async def child(parent):
        await sleep(1)
        parent.cancel()
        say("child", parent.cancelling())

    async def parent():
        t = create_task(child(current_task()))
        try:
            await sleep(10)
        finally:
            say("parent", int(t.done()))

    await ended(create_task(parent()))


async def chain_of_tasks():
    async def link(n):
        try:
            if n == 0:
                await sleep(10)
            else:
                await create_task(link(n - 1))
        except CancelledError:
            say("link", n)
            raise

    t = create_task(link(4))
    await sleep(1)
    t.cancel()
    await ended(t)


cases(cancelling_counts, uncancel_basic, uncancel_structured, uncancel_resets,
      uncancel_before_start, uncancel_of_none, cancel_soon, result_of_cancelled,
      error_instead, before_start, cancel_yielding, inner_future,
      task_and_future, future_set_then_task, catching, ignoring, current,
      current_future, current_done_future, at_end, at_end_failing,
      awaited_task, new_task_awaited, sleeping, error_in_handler, passes_on,
      timer_withdrawn, handlers_nest, by_a_child, chain_of_tasks)
