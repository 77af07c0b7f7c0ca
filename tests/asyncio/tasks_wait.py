from aio import *


def spawn(*ms):
    return [create_task(sleep(n)) for n in ms]


async def fails(ms):
    await sleep(ms)
    raise E1


async def quick():
    pass


def show(n, ts):
    say(n, *(int(t.done()) for t in ts), now())


async def wait_all():
    ts = spawn(10, 15)
    show(await wait(ts), ts)
    show(await wait(ts), ts)


async def wait_first_completed():
    ts = spawn(100, 1)
    show(await wait(ts, FIRST_COMPLETED), ts)
    show(await wait(ts), ts)


async def wait_really_done():
    async def one():
        await sleep(0)

    async def two():
        await sleep(0)
        await sleep(0)

    ts = [create_task(one()), create_task(two())]
    show(await wait(ts, FIRST_COMPLETED), ts)


async def wait_first_error():
    ts = [create_task(sleep(100)), create_task(fails(0))]
    await wait([ts[1]])
    show(await wait(ts, FIRST_EXCEPTION), ts)
    ts[1].exception()


async def wait_first_error_in_wait():
    ts = [create_task(sleep(100)), create_task(fails(1))]
    show(await wait(ts, FIRST_EXCEPTION), ts)
    say(*(name(t.exception()) for t in ts if t.done()))


async def wait_first_error_none():
    ts = spawn(2, 1)
    show(await wait(ts, FIRST_EXCEPTION), ts)


async def wait_first_error_cancelled():
    ts = spawn(5, 1)
    ts[1].cancel()
    show(await wait(ts, FIRST_EXCEPTION), ts)


async def wait_with_error():
    ts = [create_task(sleep(10)), create_task(fails(15))]
    for _ in range(2):
        show(await wait(ts), ts)
    say(*(name(t.exception()) for t in ts))


async def wait_timeout():
    ts = spawn(10, 15)
    show(await wait(ts, ms=11), ts)
    show(await wait(ts, ms=11), ts)


async def wait_timeout_meets_end():
    ts = spawn(10, 15)
    show(await wait(ts, ms=10), ts)


async def wait_timeout_zero():
    ts = spawn(10, 15)
    show(await wait(ts, ms=0), ts)
    ts = spawn(0, 0)
    show(await wait(ts, ms=0), ts)


async def wait_timeout_and_mode():
    ts = spawn(10, 15)
    show(await wait(ts, FIRST_COMPLETED, 5), ts)
    show(await wait(ts, FIRST_COMPLETED, 50), ts)


async def wait_cancelled():
    f = future()
    proof = 0

    async def inner():
        nonlocal proof
        await f
        proof += 1

    async def outer():
        nonlocal proof
        await wait([create_task(inner())])
        proof += 100

    t = create_task(outer())
    await sleep(0)
    await sleep(0)
    t.cancel()
    await asyncio.wait([t])
    say(outcome(t))
    f.set_result(None)
    await sleep(0)
    say(proof)


async def wait_for_the_cancelled():
    ts = spawn(5, 5)
    call_later(1, ts[0].cancel)
    show(await wait(ts, FIRST_COMPLETED), ts)
    show(await wait(ts), ts)


async def wait_twice_at_once():
    ts = spawn(1, 2)

    async def waits(n, mode):
        show(await wait(ts, mode), ts)

    await gather(waits(1, ALL_COMPLETED), waits(2, FIRST_COMPLETED))


async def wait_duplicates():
    a, b = spawn(2, 1)
    ts = [a, b, a]
    await asyncio.wait(ts)
    show(sum(t.done() for t in ts), ts)
    n = 0
    for t in ts:
        n += outcome(t) == "value"
    say(n, now())


async def sleeps():
    async def sleeper(ms, arg):
        await sleep(ms / 2)
        return await sleep(ms / 2, arg)

    say(await create_task(sleeper(10, 7)), now())


async def sleep_zero():
    result = 0

    def increment(n):
        nonlocal result
        result += n

    call_soon(increment, 1)
    say(result)
    await sleep(0)
    say(result)


async def sleep_cancelled():
    t = create_task(sleep(10))
    await sleep(0)
    t.cancel()
    await sleep(0)
    say(int(t.cancelled()), now())


async def value(ms, x):
    await sleep(ms)
    return x


async def each(ts):
    async for t in completed(ts):
        say(outcome(t), "" if t.cancelled() or t.exception() else t.result(),
            now())


async def completed_order():
    await each([create_task(value(n, x))
                for n, x in ((1, 1), (15, 3), (1, 2))])


async def completed_at_once():
    await each([create_task(value(0, x)) for x in (1, 2, 3)])


async def completed_before():
    ts = [create_task(value(0, x)) for x in (1, 2)]
    await wait(ts)
    await each(ts)


async def completed_timeout():
    ts = [create_task(value(10, 1)), create_task(value(15, 2))]
    try:
        async with timeout(12):
            await each(ts)
    except TimeoutError:
        say("timeout", now())
    show(await wait(ts), ts)


async def completed_unused_timeout():
    async with timeout(1000):
        await each([create_task(value(1, 1))])


async def completed_errors():
    ts = [create_task(fails(2)), create_task(value(1, 1)),
          create_task(value(5, 2))]
    call_later(3, ts[2].cancel)
    async for t in completed(ts):
        say(outcome(t), now())


async def completed_same_tasks():
    ts = [create_task(value(n, n)) for n in (3, 1, 2)]
    async for t in completed(ts):
        say(ts.index(t))


async def completed_resumed():
    ts = [create_task(value(n, n)) for n in range(4)]
    g = completed(ts)
    n = 0
    while n < 2:
        say((await g.__anext__()).result())
        n += 1
    say("resumed")
    async for t in g:
        say(t.result())


async def completed_left_early():
    ts = [create_task(value(n, n)) for n in (1, 2)]
    async for t in completed(ts):
        say(t.result(), now())
        break
    show(await wait(ts), ts)


async def completed_none():
    await each([])
    say("none")


async def completed_meanwhile():
    ts = [create_task(value(n, n)) for n in (1, 2, 3)]
    async for t in completed(ts):
        say(t.result(), now())
        await sleep(5)


async def completed_cancelled():
    ts = [create_task(value(n, n)) for n in (1, 5)]
    t = create_task(each(ts))
    await sleep(2)
    t.cancel()
    await wait([t])
    say(outcome(t))
    show(await wait(ts), ts)


cases(wait_all, wait_first_completed, wait_really_done, wait_first_error,
      wait_first_error_in_wait, wait_first_error_none,
      wait_first_error_cancelled, wait_with_error, wait_timeout,
      wait_timeout_meets_end, wait_timeout_zero, wait_timeout_and_mode,
      wait_cancelled, wait_for_the_cancelled, wait_twice_at_once,
      wait_duplicates, sleeps,
      sleep_zero, sleep_cancelled, completed_order, completed_at_once,
      completed_before, completed_timeout, completed_unused_timeout,
      completed_errors, completed_same_tasks, completed_resumed,
      completed_left_early, completed_none, completed_meanwhile,
      completed_cancelled)
