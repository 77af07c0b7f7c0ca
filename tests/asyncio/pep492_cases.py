from aio import *

import inspect
from asyncio.staggered import staggered_race


async def scopes():
    primitives = Lock(), Condition(), Semaphore(1), BoundedSemaphore(1)

    def locked():
        say(*[int(p.locked()) for p in primitives])

    l, c, s, b = primitives
    await sleep(1)
    locked()
    async with l, c, s, b:
        for _ in range(2):
            locked()
            await sleep(1)
    locked()


async def spam():
    return 4


def not_one():
    yield 1


async def is_coroutine():
    c = spam()
    g = not_one()
    say(int(asyncio.iscoroutine(c)), int(inspect.iscoroutine(g)))
    say(int(asyncio.iscoroutinefunction(spam)),
        int(asyncio.iscoroutinefunction(not_one)))
    c.close()
    g.close()


async def awaits_spam():
    return await spam()


async def coroutines():
    say(await awaits_spam())
    c = awaits_spam()
    say(await c)


async def race(attempt, n, delay):
    winner, index, errors = await staggered_race(
        [functools.partial(attempt, i) for i in range(n)], delay)
    if index is None:
        print("none:", end="")
    else:
        print(f"winner {index}: {winner}:", end="")
    say(*[""] + [name(e) for e in errors])


async def at_once(i):
    return 10 + i


async def first_fails(i):
    if i == 0:
        raise E1
    return 10 + i


async def first_is_slow(i):
    if i == 0:
        await sleep(100)
    return 10 + i


async def all_fail(i):
    await sleep(i)
    raise (E1, E2, E3)[i]


async def staggered_empty():
    await race(at_once, 0, None)


async def staggered_one_successful():
    await race(at_once, 2, None)


async def staggered_first_error():
    await race(first_fails, 2, None)


async def staggered_first_timeout():
    await race(first_is_slow, 2, 1)


async def staggered_none():
    await race(all_fail, 2, None)
    await race(all_fail, 3, 5)


cases(scopes, is_coroutine, coroutines, staggered_empty,
      staggered_one_successful, staggered_first_error,
      staggered_first_timeout, staggered_none)
