from aio import *

from contextlib import aclosing


async def three(suspend):
    if suspend:
        await sleep(0)
    yield 123
    if suspend:
        await sleep(1)
    yield 456
    if suspend:
        await sleep(0)
    yield 789


async def all_of(g):
    try:
        async for x in g:
            print(x, end=" ")
        say("end")
    except BaseException as e:
        say(name(e))


async def step(g):
    try:
        say(await g.__anext__())
    except StopAsyncIteration:
        say("end")
    except Exception as e:
        say(name(e))


async def iteration():
    await all_of(three(True))
    await all_of(three(False))


async def by_hand():
    g = three(True)
    for _ in range(5):
        await step(g)
    await g.aclose()


async def fails_now(suspend):
    if suspend:
        await sleep(1)
    raise E1


async def error_between(suspend):
    yield 123
    await fails_now(suspend)
    yield 456


async def error_in_await():
    await all_of(error_between(False))
    await all_of(error_between(True))


async def error_thrown():
    await sleep(0)
    yield 123
    raise E2


async def error_by_hand():
    g = error_thrown()
    await step(g)
    await step(g)
    await step(g)
    await g.aclose()


async def catches():
    try:
        yield 1
        raise E1
    except E1:
        yield 2
        yield 3
    yield 100


async def error_caught_inside():
    await all_of(catches())


async def returns_early():
    yield 1
    await sleep(1)
    yield 2
    await sleep(1)
    if now() >= 0:
        return
    yield 3


async def return_ends_it():
    await all_of(returns_early())


async def sleepy_end(kind):
    try:
        await sleep(1)
        yield 1
        if kind == 1:
            await fails_now(True)
        if kind == 2:
            t = create_task(sleep(9))
            call_later(2, t.cancel)
            await t
        yield 2
    finally:
        await sleep(1)
        await sleep(1)
        say("closed at", now())


async def finally_at_end():
    await all_of(sleepy_end(0))
    await all_of(sleepy_end(1))
    await all_of(sleepy_end(2))


async def close_suspended():
    g = sleepy_end(0)
    await step(g)
    await g.aclose()
    say("after at", now())


async def close_not_begun():
    g = sleepy_end(0)
    await g.aclose()
    say("after at", now())


async def close_after_exhaustion():
    g = sleepy_end(0)
    for _ in range(3):
        await step(g)
    await g.aclose()
    say("after at", now())


async def nothing():
    if now() < 0:
        yield 1


async def empty():
    await all_of(nothing())
    g = nothing()
    await step(g)
    await step(g)
    await g.aclose()


async def with_task():
    t = create_task(fails_now(True))
    try:
        yield 1
    finally:
        await asyncio.wait([t])
        say("task ended with", outcome(t))


async def close_awaits_task():
    g = with_task()
    await step(g)
    await g.aclose()


async def leaves_at(n):
    async with aclosing(sleepy_end(0)) as g:
        async for x in g:
            if x == n:
                break
            say(x)
    say("left at", now())


async def left_by_break():
    await leaves_at(1)
    await leaves_at(2)
    await leaves_at(3)


async def finds(n):
    async with aclosing(sleepy_end(0)) as g:
        async for x in g:
            if x == n:
                return x * 10
    return -1


async def left_by_return():
    say(await finds(1))
    say(await finds(7))


async def waits_long(n):
    try:
        await sleep(100)
        yield n
    finally:
        await sleep(0)
        say(n, "finalized")


async def cancelled_consumers():
    a = create_task(all_of(waits_long(1)))
    b = create_task(all_of(waits_long(2)))
    await sleep(10)
    a.cancel()
    b.cancel()
    await ended(a, b)


async def twice(inner):
    async for x in inner:
        yield 2 * x


async def count(n):
    for i in range(n):
        await sleep(1)
        yield i


async def chained():
    await all_of(2 * x async for x in count(10))
    await all_of(twice(twice(count(3))))


async def delayed(n):
    await sleep(1)
    return n


async def filtered():
    await all_of(i for i in range(10) if await delayed(i) % 2)


async def next_twice_at_once():
    g = count(3)
    t = create_task(anext_value(g))
    await sleep(0)
    try:
        await g.__anext__()
        say("not here")
    except RuntimeError:
        say("running already")
    say(1, await t)
    await step(g)
    await g.aclose()


async def anext_value(g):
    return await g.__anext__()


async def steps_of_tasks():
    g = count(3)
    for _ in range(4):
        await create_task(step(g))
    await g.aclose()


async def interleaved():
    async with TaskGroup() as g:
        for _ in range(2):
            g.create_task(all_of(count(3)))
    a, b = count(3), three(False)
    for _ in range(4):
        await step(a)
        await step(b)
    await a.aclose()
    await b.aclose()


async def next_in_time():
    g = waits_long(3)
    try:
        await wait_for(anext_value(g), 5)
    except TimeoutError:
        say("timeout")
    await step(g)
    await g.aclose()


async def error_in_defer():
    try:
        yield 1
    finally:
        say("fails")
        raise E3


async def finally_fails():
    g = error_in_defer()
    await step(g)
    await step(g)
    await step(g)
    await g.aclose()


cases(iteration, by_hand, error_in_await, error_by_hand, error_caught_inside,
      return_ends_it, finally_at_end, close_suspended, close_not_begun,
      close_after_exhaustion, empty, close_awaits_task, left_by_break,
      left_by_return, cancelled_consumers, chained, filtered,
      next_twice_at_once, steps_of_tasks, interleaved, next_in_time,
      finally_fails)
