from aio import *

KINDS = (Queue, LifoQueue, PriorityQueue)


async def puts_item(q, v):
    try:
        await q.put(v)
        say("put", v, "none")
    except QueueShutDown as e:
        say("put", v, name(e))


async def gets(q):
    try:
        say("got", await q.get())
    except QueueShutDown as e:
        say("get", name(e))


async def joins(q):
    await q.join()
    say("joined")


async def every_way(q):
    await puts_item(q, 9)
    try:
        q.put_nowait(9)
    except QueueShutDown as e:
        say("put_nowait", name(e))
    await gets(q)
    try:
        q.get_nowait()
    except QueueShutDown as e:
        say("get_nowait", name(e))


def task_done(q):
    try:
        q.task_done()
        say("task_done ok")
    except ValueError:
        say("task_done refused")


async def empty():
    for kind in KINDS:
        q = kind()
        t = create_task(gets(q))
        await sleep(0)
        q.shutdown()
        say(q.qsize())
        await q.join()
        await sleep(0)
        await ended(t)
        await every_way(q)


async def nonempty():
    for kind in KINDS:
        q = kind(1)
        q.put_nowait(1)
        j, p = create_task(joins(q)), create_task(puts_item(q, 2))
        await sleep(0)
        say(int(p.done()))
        q.shutdown()
        say(q.qsize())
        await sleep(0)
        say(int(p.done()))
        await gets(q)
        await sleep(0)
        say(int(j.done()))
        await every_way(q)
        task_done(q)
        await sleep(0)
        task_done(q)
        await ended(j, p)


async def immediate():
    for kind in KINDS:
        q = kind()
        q.put_nowait(1)
        j = create_task(joins(q))
        q.shutdown(True)
        say(q.qsize())
        await sleep(0)
        say(int(j.done()))
        await every_way(q)
        task_done(q)
        await ended(j)


async def immediate_with_unfinished():
    for kind in KINDS:
        q = kind()
        q.put_nowait(1)
        q.put_nowait(1)
        j = create_task(joins(q))
        await gets(q)
        q.shutdown(True)
        say(q.qsize())
        await sleep(0)
        say(int(j.done()))
        await every_way(q)
        task_done(q)
        task_done(q)
        await sleep(0)
        await ended(j)


async def twice():
    q = Queue()
    q.put_nowait(1)
    q.shutdown()
    q.shutdown()
    say(q.qsize())
    q.shutdown(True)
    say(q.qsize())
    await every_way(q)


async def many_waiters():
    q = Queue(2)
    t = [create_task(puts_item(q, i)) for i in range(5)]
    await sleep(0)
    t[3].cancel()
    q.shutdown()
    await ended(*t)
    await gets(q)
    await gets(q)
    await gets(q)


async def getter_woken_before():
    q = Queue()
    a, b = create_task(gets(q)), create_task(gets(q))
    await sleep(0)
    q.put_nowait(1)
    q.shutdown(True)
    await ended(a, b)


async def putter_woken_before():
    q = Queue(1)
    q.put_nowait(1)
    a = create_task(puts_item(q, 2))
    await sleep(0)
    q.get_nowait()
    q.shutdown()
    await ended(a)
    say(q.qsize())


cases(empty, nonempty, immediate, immediate_with_unfinished, twice,
      many_waiters, getter_woken_before, putter_woken_before)
