from aio import *

KINDS = (Queue, LifoQueue, PriorityQueue)


def state(q):
    say("size", q.qsize(), "empty", int(q.empty()), "full", int(q.full()))


def put_nowait(q, n):
    try:
        q.put_nowait(n)
        say("put", n, "none")
    except asyncio.QueueFull:
        say("put", n, "full")


def get_nowait(q):
    try:
        say("got", q.get_nowait())
    except asyncio.QueueEmpty:
        say("got empty")


def task_done(q):
    try:
        q.task_done()
        say("task_done ok")
    except ValueError:
        say("task_done refused")


def done(*tasks):
    say(*[int(t.done()) for t in tasks])


async def gets(q, n):
    v = await q.get()
    say(n, "gets", v)
    return v


async def puts_item(q, v):
    await q.put(v)
    say("put", v)


async def empty():
    q = Queue()
    state(q)
    await q.put(1)
    state(q)
    say(await q.get())
    state(q)


async def full():
    q = Queue(1)
    state(q)
    await q.put(1)
    state(q)
    put_nowait(q, 2)
    get_nowait(q)
    state(q)


async def order():
    for kind in KINDS:
        q = kind()
        for i in (1, 3, 2):
            await q.put(i)
        say(*[await q.get() for _ in range(3)])


async def produces(q, n):
    for i in range(n):
        await puts_item(q, i)
    return 1


async def consumes(q, n):
    for i in range(n):
        await gets(q, 0)


async def maxsize():
    q = Queue(2)
    t = create_task(produces(q, 3))
    for _ in range(2):
        await sleep(0)
    say("blocked")
    say(await q.get())
    await sleep(0)
    say(await q.get())
    say(await q.get())
    say(int(t.done()), await t)


async def blocking_get():
    q = Queue()
    put_nowait(q, 1)
    call_soon(say, "a pass")
    say(await q.get())
    await sleep(0)


async def get_with_putters():
    q = Queue(1)
    await q.put(1)
    t = create_task(puts_item(q, 2))
    await sleep(0)
    say(await q.get())
    done(t)
    await sleep(0)
    done(t)
    state(q)
    await ended(t)


async def blocking_get_wait():
    q = Queue()
    t = create_task(gets(q, 1))
    await sleep(0)
    done(t)
    call_later(10, put_nowait, q, 7)
    say(await t, "at", now())


async def nonblocking_get():
    q = Queue()
    put_nowait(q, 1)
    get_nowait(q)
    get_nowait(q)


async def get_cancelled_race():
    q = Queue()
    a, b = create_task(gets(q, 1)), create_task(gets(q, 2))
    await sleep(0)
    a.cancel()
    await sleep(0)
    done(a)
    await q.put(5)
    await sleep(0)
    await ended(a, b)


async def get_with_waiting_putters():
    q = Queue(1)
    a, b = create_task(puts_item(q, 1)), create_task(puts_item(q, 2))
    say(await q.get())
    say(await q.get())
    await ended(a, b)


async def why_are_getters_waiting():
    q = Queue(1)
    async with TaskGroup() as g:
        g.create_task(produces(q, 5))
        g.create_task(consumes(q, 5))


async def cancelled_getter_is_gone():
    q = Queue(5)
    try:
        await wait_for(q.get(), 10)
    except TimeoutError:
        say("timeout")
    t = create_task(gets(q, 1))
    await sleep(0)
    put_nowait(q, 1)
    await ended(t)


async def blocking_put():
    q = Queue()
    call_soon(say, "a pass")
    await q.put(1)
    say(await q.get())
    await sleep(0)


async def blocking_put_wait():
    q = Queue(1)
    call_later(10, get_nowait, q)
    t = create_task(produces(q, 2))
    await sleep(0)
    done(t)
    await t
    say("at", now())


async def cancel_drops_no_item():
    q = Queue()
    t = create_task(gets(q, 1))
    await sleep(0)
    put_nowait(q, 1)
    put_nowait(q, 2)
    t.cancel()
    await joined(t)
    say(await gets(q, 2))


async def cancel_many_readers():
    q = Queue()
    t = [create_task(gets(q, n)) for n in range(3)]
    await sleep(0)
    put_nowait(q, 1)
    put_nowait(q, 2)
    t[0].cancel()
    await ended(*t)


async def put_cancel_drop():
    q = Queue(1)
    put_nowait(q, 1)
    t = create_task(puts_item(q, 2))
    await sleep(0)
    get_nowait(q)
    t.cancel()
    try:
        await t
        say("none")
    except CancelledError:
        say("cancelled")
        await puts_item(q, 2)
    get_nowait(q)
    state(q)


async def nonblocking_put_full():
    q = Queue(1)
    put_nowait(q, 1)
    put_nowait(q, 2)
    get_nowait(q)


async def put_unbounded():
    q = Queue()
    t = create_task(puts_item(q, 1))
    say(await q.get())
    done(t)
    await ended(t)


async def put_cancelled_race():
    q = Queue(1)
    a, b, c = (create_task(puts_item(q, n)) for n in (1, 2, 3))
    await sleep(0)
    done(a, b)
    c.cancel()
    await sleep(0)
    done(c)
    get_nowait(q)
    await sleep(0)
    get_nowait(q)
    await ended(a, b, c)


async def put_with_waiting_getters():
    q = Queue()
    t = create_task(gets(q, 1))
    await sleep(0)
    await puts_item(q, 4)
    say(await t)


async def why_are_putters_waiting():
    q = Queue(2)

    async def empties():
        await sleep(0)
        for _ in range(q.qsize()):
            get_nowait(q)

    async with TaskGroup() as g:
        g.create_task(empties())
        for n in range(4):
            g.create_task(puts_item(q, n))
    state(q)


async def cancelled_putter_is_gone():
    q = Queue(1)
    put_nowait(q, 1)
    a = create_task(puts_item(q, 2))
    await sleep(0)
    a.cancel()
    await joined(a)
    b = create_task(puts_item(q, 3))
    await sleep(0)
    get_nowait(q)
    await ended(b)
    get_nowait(q)


async def cancelled_after_room():
    q = Queue(1)
    put_nowait(q, 1)
    a, b = create_task(puts_item(q, 2)), create_task(puts_item(q, 3))
    await sleep(0)
    get_nowait(q)
    a.cancel()
    await ended(a, b)
    get_nowait(q)


async def task_done_underflow():
    for kind in KINDS:
        q = kind()
        task_done(q)
        put_nowait(q, 1)
        task_done(q)
        task_done(q)


async def task_done_and_join():
    for kind in KINDS:
        q = kind()
        total, running = 0, True
        for i in range(100):
            q.put_nowait(i)

        async def worker():
            nonlocal total
            while running:
                total += await q.get()
                q.task_done()

        async with TaskGroup() as g:
            g.create_task(worker())
            g.create_task(worker())
            await q.join()
            say(total)
            running = False
            q.put_nowait(0)
            q.put_nowait(0)


async def join_empty_queue():
    for kind in KINDS:
        q = kind()
        call_soon(say, "a pass")
        await q.join()
        await q.join()
        say("joined")
        await sleep(0)


async def joins(q, n):
    await q.join()
    say(n, "joined")


async def join_several():
    q = Queue()
    put_nowait(q, 1)
    put_nowait(q, 2)
    a, b, c = (create_task(joins(q, n)) for n in (1, 2, 3))
    await sleep(0)
    b.cancel()
    get_nowait(q)
    get_nowait(q)
    task_done(q)
    await sleep(0)
    task_done(q)
    put_nowait(q, 3)
    await sleep(0)
    done(a, b, c)
    await ended(a, b, c)


async def priority_among_waiters():
    q = PriorityQueue(2)
    t = [create_task(puts_item(q, 9 - n)) for n in range(4)]
    await sleep(0)
    for _ in range(4):
        get_nowait(q)
        await sleep(0)
    await ended(*t)


cases(empty, full, order, maxsize, blocking_get, get_with_putters,
      blocking_get_wait, nonblocking_get, get_cancelled_race,
      get_with_waiting_putters, why_are_getters_waiting,
      cancelled_getter_is_gone, blocking_put, blocking_put_wait,
      cancel_drops_no_item, cancel_many_readers, put_cancel_drop,
      nonblocking_put_full, put_unbounded, put_cancelled_race,
      put_with_waiting_getters, why_are_putters_waiting,
      cancelled_putter_is_gone, cancelled_after_room, task_done_underflow,
      task_done_and_join, join_empty_queue, join_several,
      priority_among_waiters)
