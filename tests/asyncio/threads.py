# On the real clock: threads know no other.
import asyncio
import contextvars
import threading
import time
from asyncio import CancelledError, create_task, current_task, gather, sleep

MS = 0.001


class E1(Exception):
    pass


def say(*words):
    print(*words, flush=True)


def in_thread(loop, coro, timeout=None):
    """Submits the coroutine and waits, in a thread."""
    f = asyncio.run_coroutine_threadsafe(coro, loop)
    try:
        return f.result(timeout)
    finally:
        f.done() or f.cancel()


def outcome(run, *args):
    try:
        say("gives", run(*args))
    except TimeoutError:
        say("timeout")
    except E1:
        say("E1")
    except BaseException as e:
        say("cancelled" if "Cancelled" in type(e).__name__ else repr(e))


async def add(a, b, fails=False, cancels=False):
    await sleep(1 * MS)
    if fails:
        raise E1
    if cancels:
        current_task().cancel()
        await sleep(0)
    return a + b


async def to_thread():
    say(await asyncio.to_thread(sum, (40, 2)))


async def to_thread_once():
    calls = []
    await asyncio.to_thread(calls.append, 1)
    say(len(calls))


async def to_thread_concurrent():
    calls = []
    await gather(*[asyncio.to_thread(calls.append, 1) for _ in range(10)])
    say(len(calls))


async def to_thread_arguments():
    def works(pair):
        pair[1] = pair[0] * 2
        return pair

    pair = [21, 0]
    p = await asyncio.to_thread(works, pair)
    say(int(p is pair), pair[1])


async def to_thread_another():
    here = threading.get_ident()
    there = await asyncio.to_thread(threading.get_ident)
    say(int(here != there))


async def to_thread_context():
    v = contextvars.ContextVar("v", default=0)

    def looks():
        return v.get()

    say(await asyncio.to_thread(looks))
    v.set(3)
    say(await asyncio.to_thread(looks))

    async def child():
        v.set(5)
        say(await asyncio.to_thread(looks))

    await create_task(child())
    say(await asyncio.to_thread(looks))


async def to_thread_beside_tasks():
    async def ticks():
        for i in range(3):
            say("tick", i)
            await sleep(0)

    def works():
        go.wait()
        return 1

    go = threading.Event()
    t = create_task(ticks())
    u = create_task(asyncio.to_thread(works))
    await t
    say("ticked")
    go.set()
    say(await u)


async def to_thread_not_begun():
    async def never():
        await asyncio.to_thread(say, "never")

    t = create_task(never())
    t.cancel()
    try:
        await t
    except CancelledError:
        say("cancelled")


async def call_threadsafe():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    results = []

    def called(text):
        results.append(text)
        if len(results) == 3:
            f.set_result(None)

    def thread():
        for text in ("one", "two", "three"):
            loop.call_soon_threadsafe(called, text)

    t = threading.Thread(target=thread)
    t.start()
    await f
    t.join()
    say(*results)


async def call_threadsafe_wakes():
    loop = asyncio.get_running_loop()
    f = loop.create_future()

    def thread():
        time.sleep(5 * MS)
        loop.call_soon_threadsafe(f.set_result, 7)

    t = threading.Thread(target=thread)
    t.start()
    say(await f)
    t.join()


async def submits():
    loop = asyncio.get_running_loop()
    await asyncio.to_thread(
        lambda: outcome(in_thread, loop, add(1, 2)))


async def submits_error():
    loop = asyncio.get_running_loop()
    await asyncio.to_thread(
        lambda: outcome(in_thread, loop, add(1, 2, fails=True)))


async def submits_cancelled():
    loop = asyncio.get_running_loop()
    await asyncio.to_thread(
        lambda: outcome(in_thread, loop, add(1, 2, cancels=True)))


async def submits_timeout():
    loop = asyncio.get_running_loop()

    async def slow():
        try:
            await sleep(100)
        except CancelledError:
            say("slow is cancelled")
            raise

    def thread():
        try:
            in_thread(loop, slow(), 5 * MS)
        except TimeoutError:
            return "timeout"

    text = await asyncio.to_thread(thread)
    while len(asyncio.all_tasks()) > 1:
        await sleep(0)
    say(text)


async def submits_many():
    loop = asyncio.get_running_loop()

    def works(n):
        return in_thread(loop, add(n, n))

    say(*await gather(*[asyncio.to_thread(works, n) for n in range(4)]))


async def submits_what_creates_tasks():
    loop = asyncio.get_running_loop()

    async def tree(n):
        if n == 0:
            return 1
        a, b = await gather(tree(n - 1), tree(n - 1))
        return a + b

    await asyncio.to_thread(lambda: outcome(in_thread, loop, tree(4)))


async def submits_and_sees_no_context():
    loop = asyncio.get_running_loop()
    v = contextvars.ContextVar("v", default=0)
    v.set(3)

    async def looks():
        return v.get()

    def thread():
        outcome(in_thread, loop, looks())

    t = threading.Thread(target=thread)
    t.start()
    while t.is_alive():
        await sleep(1 * MS)


for f in (to_thread, to_thread_once, to_thread_concurrent,
          to_thread_arguments, to_thread_another, to_thread_context,
          to_thread_beside_tasks, to_thread_not_begun, call_threadsafe,
          call_threadsafe_wakes, submits, submits_error, submits_cancelled,
          submits_timeout, submits_many, submits_what_creates_tasks,
          submits_and_sees_no_context):
    say("--", f.__name__)
    asyncio.run(f())
