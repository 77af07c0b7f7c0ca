from aio import *


async def gives(v, ms):
    await sleep(ms)
    return v


async def fails(e, ms):
    await sleep(ms)
    raise e


async def sleeps(n, ms):
    try:
        await sleep(ms)
        say(n, "slept")
    except CancelledError:
        say(n, "cancelled at", now())
        raise


def at(what):
    say(what, "at", now(), "cancelling", current_task().cancelling())


async def two_results():
    async with TaskGroup() as g:
        a = g.create_task(gives(42, 10))
        b = g.create_task(gives(11, 20))
    say(a.result(), b.result(), "at", now())


async def two_handles():
    async with TaskGroup() as g:
        a = g.create_task(gives(42, 10))
        await sleep(15)
        b = g.create_task(gives(11, 20))
    say(await a, await b, "at", now())


async def child_cancelled():
    async with TaskGroup() as g:
        a = g.create_task(gives(42, 100))
        await sleep(15)
        a.cancel()
        b = g.create_task(gives(11, 20))
    at("end")
    await ended(a, b)


async def child_fails_group():
    async with TaskGroup() as g:
        g.create_task(fails(E1, 10))
        g.create_task(sleeps(1, 100))
    say("not here")


async def child_fails():
    await joined(create_task(child_fails_group()))
    at("joined")


async def three_fail_group():
    async with TaskGroup() as g:
        g.create_task(fails(E1, 10))
        g.create_task(fails(E2, 10))
        g.create_task(fails(E3, 10))
        g.create_task(sleeps(1, 100))
        await sleeps(2, 200)
    say("not here")


async def three_fail():
    await joined(create_task(three_fail_group()))


async def five_sleep(body):
    async with TaskGroup() as g:
        for n in range(1, 6):
            g.create_task(sleeps(n, 50))
        if body:
            await sleeps(body, 60)
    say("not here")


async def cancelled_while_joining():
    t = create_task(five_sleep(0))
    await sleep(10)
    say(int(t.done()))
    t.cancel()
    await joined(t)


async def cancelled_in_body():
    t = create_task(five_sleep(9))
    await sleep(10)
    say(int(t.done()))
    t.cancel()
    await joined(t)


async def five_fail(outer):
    if outer == 2:
        async with TaskGroup() as g1:
            g1.create_task(sleeps(1, 100))
            await five_fail(0)
    elif outer == 1:
        async with TaskGroup():
            await five_fail(0)
    else:
        async with TaskGroup() as g:
            for _ in range(5):
                g.create_task(fails(E1, 10))
            await sleeps(2, 100)


async def cancel_before_errors(outer):
    t = create_task(five_fail(outer))
    await sleep(10)
    say(int(t.done()))
    t.cancel()
    await joined(t)


async def cancellation_in_body():
    await cancel_before_errors(0)


async def cancel_nested():
    await cancel_before_errors(1)


async def cancel_nested_with_child():
    await cancel_before_errors(2)


async def body_throws(ms):
    try:
        async with TaskGroup() as g:
            a = g.create_task(gives(42, 100))
            b = g.create_task(gives(11, 200))
            if ms:
                await sleep(ms)
            raise E1
    except E1:
        at("E1")
    await ended(a, b)


async def body_throws_later():
    await body_throws(10)


async def body_throws_at_once():
    await body_throws(0)


async def nested_fail(outer, inner):
    async with TaskGroup() as g1:
        g1.create_task(fails(E1, outer))
        async with TaskGroup() as g2:
            g2.create_task(fails(E2, inner))
            g2.create_task(sleeps(1, 50))
        say("not here")


async def outer_fails_first():
    await joined(create_task(nested_fail(10, 100)))


async def inner_fails_first():
    await joined(create_task(nested_fail(100, 10)))


async def cleans_up_long():
    async with TaskGroup() as g:
        g.create_task(fails(E1, 30))
        try:
            await sleep(1000)
        except CancelledError:
            await sleep(50)
            at("clean")
            raise


async def cancel_then_error():
    t = create_task(cleans_up_long())
    await sleep(10)
    t.cancel()
    await joined(t)


async def awaits_task():
    await create_task(cleans_up_long())


async def cancel_then_error_nested():
    t = create_task(awaits_task())
    await sleep(10)
    t.cancel()
    await joined(t)


async def empty_group(e):
    async with TaskGroup():
        try:
            await sleep(100)
        except CancelledError:
            at("body cancelled")
            if e:
                raise e
            raise


async def cancel_empty_group():
    t = create_task(empty_group(None))
    await sleep(1)
    t.cancel()
    await joined(t)


async def error_instead_of_cancel():
    t = create_task(empty_group(E2))
    await sleep(1)
    t.cancel()
    await joined(t)


async def throws_when_cancelled(e):
    try:
        await sleep(1000)
    except CancelledError:
        raise e


async def error_and_body_error_group():
    async with TaskGroup() as g:
        g.create_task(fails(E1, 10))
        await throws_when_cancelled(E2)


async def error_and_body_error():
    await joined(create_task(error_and_body_error_group()))
    try:
        await error_and_body_error_group()
    except Exception as e:
        at(name(e))


async def two_gives():
    async with TaskGroup() as g:
        g.create_task(sleeps(1, 100))
        g.create_task(sleeps(2, 200))


async def cancel_with_children():
    t = create_task(two_gives())
    await sleep(5)
    t.cancel()
    await joined(t)


async def children_end_meanwhile():
    async with TaskGroup() as g:
        for i in range(10):
            await sleep(10)
            g.create_task(sleep(30))
            if i == 5:
                say(len(asyncio.all_tasks()))
        await sleep(135)
        say(len(asyncio.all_tasks()))
    at("end")


async def root(g):
    await sleep(10)
    g.create_task(sleeps(1, 10))
    g.create_task(sleeps(2, 20))


async def children_of_children():
    async with TaskGroup() as g:
        g.create_task(root(g))
    at("end")


async def many_heads():
    heads = 0

    async def hydra(g):
        nonlocal heads
        heads += 1
        await sleep(10)
        g.create_task(hydra(g))
        g.create_task(hydra(g))

    async def hercules():
        while heads < 10:
            await sleep(15)
        raise E1

    try:
        async with TaskGroup() as g:
            g.create_task(hydra(g))
            g.create_task(hercules())
    except E1:
        at("E1")
    say(heads)


async def task_name():
    async with TaskGroup() as g:
        t = g.create_task(sleep(0), name="yolo")
        say(t.get_name())


async def creates_when_cancelled(g):
    try:
        await sleep(100)
    except CancelledError:
        try:
            g.create_task(sleeps(3, 0))
            say("created")
        except RuntimeError:
            say("refused")


async def no_create_after_failure():
    try:
        async with TaskGroup() as g:
            g.create_task(fails(E1, 1))
            g.create_task(creates_when_cancelled(g))
    except E1:
        at("E1")


async def context_manager_raises():
    try:
        async with TaskGroup() as g:
            try:
                g.create_task(fails(E1, 0))
                await sleep(100)
            finally:
                say("closes")
                raise E2
    except Exception as e:
        at(name(e))


async def level_preserved():
    try:
        async with TaskGroup() as g:
            g.create_task(fails(E1, 0))
    except E1:
        at("E1")
    at("after")


async def both_groups_fail():
    try:
        async with TaskGroup() as outer:
            try:
                async with TaskGroup() as inner:
                    inner.create_task(fails(E1, 0))
                    outer.create_task(fails(E2, 0))
            except E1:
                at("inner")
            at("between")
    except E2:
        at("outer")
    at("after")


async def error_soon(e):
    e.set()
    await sleep(0)
    raise E1


async def inner(e):
    try:
        async with TaskGroup() as g:
            g.create_task(error_soon(e))
            await sleep(10)
            say("not here")
    except E1:
        at("E1")
    await sleep(10)
    say("not here")


async def error_and_cancel():
    e = Event()
    t = create_task(inner(e))
    await e.wait()
    say(t.cancelling())
    t.cancel()
    say(t.cancelling())
    await joined(t)


async def fails_at_once(e):
    raise e


async def second_of_three(g):
    g.create_task(fails_at_once(E1))
    try:
        await sleep(0)
        await sleep(0)
        say("not here")
    except CancelledError:
        say("cancelled")
        raise


async def created_during_creation():
    try:
        async with TaskGroup() as g:
            g.create_task(second_of_three(g))
    except E1:
        at("E1")


async def no_cancellation_leaks():
    try:
        async with TaskGroup() as g:
            g.create_task(fails_at_once(E1))
    except E1:
        at("E1")
    await sleep(0)
    at("after")


async def body_cancels_itself():
    async with TaskGroup() as g:
        g.create_task(sleeps(1, 10))
        current_task().cancel()


async def cancel_in_last_moment():
    await joined(create_task(body_cancels_itself()))


async def swallows_in_body():
    async with TaskGroup() as g:
        g.create_task(fails(E1, 1))
        try:
            await sleep(10)
        except CancelledError:
            at("swallowed")
        await sleep(10)
        at("body ends")


async def body_swallows():
    try:
        await swallows_in_body()
        at("none")
    except Exception as e:
        at(name(e))


async def cancelled_twice():
    e = Event()

    async def child_waits_long():
        try:
            await sleep(100)
        except CancelledError:
            await e.wait()
            say("child is clean")
            raise

    async def group():
        async with TaskGroup() as g:
            g.create_task(child_waits_long())

    t = create_task(group())
    await sleep(1)
    for _ in range(2):
        t.cancel()
        await sleep(1)
        say(int(t.done()))
    e.set()
    await joined(t)


async def siblings():
    async with TaskGroup() as a:
        async with TaskGroup() as b:
            a.create_task(sleeps(1, 3))
            b.create_task(sleeps(2, 1))
            a.create_task(sleeps(3, 2))
        at("b")
    at("a")


cases(two_results, two_handles, child_cancelled, child_fails, three_fail,
      cancelled_while_joining, cancelled_in_body, cancellation_in_body,
      cancel_nested, cancel_nested_with_child, body_throws_later,
      body_throws_at_once, outer_fails_first, inner_fails_first,
      cancel_then_error, cancel_then_error_nested, cancel_empty_group,
      error_instead_of_cancel, error_and_body_error, cancel_with_children,
      children_end_meanwhile, children_of_children, many_heads, task_name,
      no_create_after_failure, context_manager_raises, level_preserved,
      both_groups_fail, error_and_cancel, created_during_creation,
      no_cancellation_leaks, cancel_in_last_moment, body_swallows,
      cancelled_twice, siblings)
