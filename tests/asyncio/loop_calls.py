from aio import *

import contextvars


def call_at(when, f, *args):
    return asyncio.get_running_loop().call_at(when, f, *args)


def call_threadsafe(f, *args):
    return asyncio.get_running_loop().call_soon_threadsafe(f, *args)


async def soon():
    call_soon(say, "hello")
    call_soon(say, "world")
    say("main")
    await sleep(0)
    say("main again")


async def soon_from_callback():
    def first():
        say("first")
        call_soon(say, "third")

    call_soon(first)
    call_soon(say, "second")
    await sleep(0)
    say("pass")
    await sleep(0)


async def soon_cancelled():
    a = call_soon(say, "never")
    call_soon(say, "called")
    a.cancel()
    await sleep(0)


async def soon_cancels_the_next():
    def first():
        say("first")
        b.cancel()

    call_soon(first)
    b = call_soon(say, "never")
    await sleep(0)
    await sleep(0)


async def later():
    call_later(3, lambda: say("three", now()))
    call_later(1, lambda: say("one", now()))
    call_later(2, lambda: say("two", now()))
    await sleep(5)


async def later_negative():
    call_later(-1, say, "a")
    call_later(-2, say, "b")
    call_later(0, say, "c")
    await sleep(0)
    say("pass")
    await sleep(0)


async def later_zero():
    call_later(0, say, "later")
    call_soon(say, "soon")
    await sleep(0)
    say("pass")
    await sleep(0)


async def at():
    call_at(5, lambda: say("at", now()))
    call_at(5, lambda: say("at too", now()))
    call_at(2, lambda: say("before", now()))
    await sleep(10)
    call_at(3, lambda: say("past", now()))
    call_at(1, lambda: say("long past", now()))
    await sleep(0)
    await sleep(0)


async def later_of_later():
    def again(n):
        say("again", n, now())
        if n:
            call_later(n, again, n - 1)

    call_later(1, again, 3)
    await sleep(20)


async def later_calls_soon():
    def due():
        say("due")
        call_soon(say, "soon")

    call_later(1, due)
    call_later(1, say, "due too")
    await sleep(2)


async def later_cancelled():
    t = call_later(1, say, "never")
    call_later(2, say, "called")
    t.cancel()
    await sleep(5)


async def due_cancels_due():
    def first():
        say("first", now())
        b.cancel()

    call_later(1, first)
    b = call_later(1, say, "never")
    call_later(1, say, "third")
    await sleep(2)


async def many_cancelled():
    calls = []
    ts = [call_later(n % 7 + 1, calls.append, n) for n in range(200)]
    for n in range(200):
        if n % 10:
            ts[n].cancel()
    await sleep(10)
    say(*calls)


async def timers_and_tasks():
    async def work(n):
        await sleep(1)
        say("task", n, now())

    a = create_task(work(1))
    await sleep(0)
    call_later(1, say, "timer")
    b = create_task(work(2))
    await a
    await b


async def threadsafe_same_thread():
    call_threadsafe(say, "hello")
    call_soon(say, "world")
    call_threadsafe(say, "again")
    await sleep(0)
    say("pass")


async def contexts():
    v = contextvars.ContextVar("v", default=0)

    def look(text):
        say(text, v.get())
        v.set(9)

    v.set(1)
    call_soon(look, "soon")
    call_later(1, look, "later")
    v.set(2)
    call_threadsafe(look, "threadsafe")
    v.set(3)
    await sleep(2)
    say(v.get())


async def callback_makes_tasks():
    async def work(n):
        say("work", n)

    ts = []

    def makes():
        ts.append(create_task(work(1)))
        ts.append(create_task(work(2)))

    call_soon(makes)
    await sleep(0)
    say(len(ts))
    for t in ts:
        await t


async def callback_cancels():
    async def work():
        await sleep(5)

    t = create_task(work())
    call_later(1, t.cancel)
    await asyncio.wait([t])
    say(outcome(t), now())


async def time_stands_still():
    a = now()
    for _ in range(100):
        await sleep(0)
    say(now() - a)
    await sleep(0.5)
    await sleep(0.5)
    say(now() - a)


async def left_at_the_end():
    def again():
        say("again")
        call_soon(again)

    call_soon(again)
    call_later(5, say, "never")


async def sleeps_interleave():
    async def work(name, ms, n):
        for i in range(n):
            await sleep(ms)
            say(name, i, now())

    await gather(work("a", 2, 3), work("b", 3, 2), work("c", 1, 6))


async def timeout_rounding():
    for d in (10, 0.1, 0.001, 0.00001):
        await sleep(d)
    say(now())


cases(soon, soon_from_callback, soon_cancelled, soon_cancels_the_next, later,
      later_negative, later_zero, at, later_of_later, later_calls_soon,
      later_cancelled, due_cancels_due, many_cancelled, timers_and_tasks,
      threadsafe_same_thread, contexts, callback_makes_tasks,
      callback_cancels, time_stands_still, left_at_the_end,
      sleeps_interleave, timeout_rounding)
