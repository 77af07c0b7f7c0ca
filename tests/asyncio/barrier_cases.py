from aio import *

N = 5


def state(b):
    say("waiting", b.n_waiting, "broken", int(b.broken))


async def passes(b, n):
    i = await b.wait()
    say(n, "passes as", i)


async def tries(b, n):
    try:
        await passes(b, n)
    except Exception as e:
        say(n, name(e))


async def together(f, *args, count=N):
    async with TaskGroup() as g:
        for n in range(count):
            g.create_task(f(n, *args))


async def context_manager():
    b = Barrier(3)

    async def f(n):
        async with b as i:
            say(n, "passes as", i)

    await together(f, count=3)
    state(b)


async def parties():
    b = Barrier(N)
    say(b.parties)
    state(b)


async def filling_one_task():
    b = Barrier(1)
    await passes(b, 0)
    state(b)


async def filling_one_task_twice():
    b = Barrier(1)
    x = create_task(b.wait())
    await sleep(0)
    state(b)
    y = create_task(b.wait())
    await sleep(0)
    say(await x, await y)
    state(b)


async def filling_task_by_task():
    b = Barrier(3)
    t = []
    for n in range(3):
        t.append(create_task(passes(b, n)))
        await sleep(0)
        state(b)
    await ended(*t)
    state(b)


async def filling_tasks_wait_twice():
    b = Barrier(N)

    async def twice(n):
        await passes(b, n)
        await passes(b, n + 10)

    await together(twice)
    state(b)


async def return_value():
    b = Barrier(N)

    async def second_index():
        await b.wait()
        return await b.wait()

    say(*await gather(*[create_task(second_index()) for _ in range(N)]))
    state(b)


async def draining_state():
    b = Barrier(N)

    async def counts(n):
        await b.wait()
        print(n, "sees ", end="")
        state(b)

    await together(counts)
    state(b)


async def blocking_while_draining():
    b, others = Barrier(N), Barrier(N - 2)
    again = 2

    async def rewaits(n):
        nonlocal again
        await passes(b, n)
        if again > 0:
            again -= 1
            await passes(b, n)
        else:
            await passes(others, n)
            await passes(b, n)

    await together(rewaits)
    state(b)


async def filling_tasks_cancel_one():
    b = Barrier(3)
    t = [create_task(passes(b, 0))]
    await sleep(0)
    t.append(create_task(passes(b, 1)))
    await sleep(0)
    state(b)
    t[0].cancel()
    await sleep(0)
    state(b)
    await joined(t[0])
    t.append(create_task(passes(b, 2)))
    await sleep(0)
    state(b)
    t.append(create_task(passes(b, 3)))
    await ended(*t[1:])
    state(b)


async def cancel_while_draining():
    b = Barrier(3)
    t = [create_task(passes(b, n)) for n in range(3)]
    await sleep(0)
    state(b)
    t[0].cancel()
    await ended(*t)
    state(b)


async def reset_barrier():
    b = Barrier(1)
    t = create_task(b.reset())
    await sleep(0)
    state(b)
    await ended(t)


async def reset_while_waiting():
    b = Barrier(N)
    t = [create_task(tries(b, n)) for n in range(N - 1)]
    await sleep(0)
    r = create_task(b.reset())
    await gather(*t)
    state(b)
    await ended(r)


async def reset_half_draining():
    b = Barrier(N)
    left = N

    async def resets_in_the_middle(n):
        nonlocal left
        try:
            await passes(b, n)
        except BrokenBarrierError:
            say(n, "broken")
        else:
            left -= 1
            if left == N // 2:
                say(n, "resets")
                await b.reset()

    await together(resets_in_the_middle)
    state(b)


async def reset_half_draining_half_blocking():
    b = Barrier(N)
    count = 0

    async def half_blocking(n):
        nonlocal count
        try:
            await passes(b, n)
        except BrokenBarrierError:
            say(n, "broken")
            await passes(b, n)
        else:
            count += 1
            if count > N // 2:
                say(n, "resets")
                await b.reset()
                await passes(b, n)
            else:
                await tries(b, n)

    await together(half_blocking)
    state(b)


async def reset_and_waiting_again():
    b = Barrier(N)

    async def waits_again(n):
        await tries(b, n)
        await tries(b, n + 10)

    t = [create_task(waits_again(n)) for n in range(N - 1)]
    r = create_task(b.reset())
    await sleep(0)
    last = create_task(tries(b, 20))
    await gather(*t)
    state(b)
    await ended(r, last)


async def reset_while_draining():
    b = Barrier(N)
    count = 0

    async def last_resets(n):
        nonlocal count
        await passes(b, n)
        count += 1
        if count == N:
            say(n, "resets")
            await b.reset()
            await passes(b, n + 10)
        else:
            await tries(b, n + 10)
        await passes(b, n + 20)

    await together(last_resets)
    state(b)


async def abort_barrier():
    b = Barrier(1)
    t = create_task(b.abort())
    await sleep(0)
    state(b)
    await tries(b, 0)
    await b.reset()
    await tries(b, 1)
    await ended(t)


async def abort_half_draining_half_blocking():
    b = Barrier(N)
    count = 0

    async def aborts_in_the_middle(n):
        nonlocal count
        try:
            await passes(b, n)
        except BrokenBarrierError:
            say(n, "broken")
        else:
            count += 1
            if count > N // 2:
                say(n, "aborts")
                await b.abort()
            else:
                await tries(b, n + 10)

    await together(aborts_in_the_middle)
    state(b)


async def third_fails(n, b):
    try:
        async with b as i:
            if i == N // 2:
                raise E1
        await passes(b, n)
    except BrokenBarrierError:
        say(n, "broken")
    except E1:
        say(n, "aborts")
        await b.abort()


async def abort_when_exception():
    b = Barrier(N)
    await together(third_fails, b)
    state(b)


async def abort_then_reset():
    b, c = Barrier(N), Barrier(N)

    async def fails_and_resets(n):
        await third_fails(n, b)
        if await c.wait() == N // 2:
            say(n, "resets")
            await b.reset()
        await c.wait()
        await passes(b, n)

    await together(fails_and_resets)
    state(b)
    state(c)


async def blocked_then_aborted():
    b = Barrier(2)
    t = [create_task(tries(b, 0))]
    await sleep(0)
    t += [create_task(tries(b, n)) for n in (1, 2, 3)]
    t.append(create_task(b.abort()))
    await ended(*t)
    state(b)


async def waits_with_timeout():
    b = Barrier(2)
    try:
        await wait_for(passes(b, 0), 3)
    except TimeoutError:
        say("timeout")
    state(b)
    t = create_task(tries(b, 1))
    await tries(b, 2)
    await ended(t)


cases(context_manager, parties, filling_one_task, filling_one_task_twice,
      filling_task_by_task, filling_tasks_wait_twice, return_value,
      draining_state, blocking_while_draining, filling_tasks_cancel_one,
      cancel_while_draining, reset_barrier, reset_while_waiting,
      reset_half_draining, reset_half_draining_half_blocking,
      reset_and_waiting_again, reset_while_draining, abort_barrier,
      abort_half_draining_half_blocking, abort_when_exception,
      abort_then_reset, blocked_then_aborted, waits_with_timeout)
