from aio import *

T, kept = [], []


def put_nowait(n):
    try:
        Q.put_nowait(n)
        return 0
    except asyncio.QueueFull:
        return -1


def get_nowait():
    try:
        return Q.get_nowait()
    except asyncio.QueueEmpty:
        return -1


def set_future(k, value):
    if F[k].done():
        return 0
    F[k].set_result(value)
    return 1


def set_future_error(k):
    if F[k].done():
        return 0
    F[k].set_exception(E3())
    return 1


def either(x):
    return name(x) if isinstance(x, BaseException) else str(x)


def called(label):
    say(now(), label)


async def f1():
    await sleep(1)
    say(f"{now()} f1.1 slept 1")
    return 1

async def f2():
    say(f"{now()} f2.1 get_nowait: {get_nowait()}")
    return 2

async def f4():
    try:
        say(f"{now()} f4.1 get_nowait: {get_nowait()}")
        call_soon(called, "f4.2 called")
    except Exception as e:
        say(f"{now()} f4.3 caught {name(e)}")
    async with L[1]:
        say(f"{now()} f4.4 locked 1")
        async with L[1]:
            say(f"{now()} f4.5 locked 1")
            say(f"{now()} f4.6 sets error 2: {set_future_error(2)}")
        await E[0].wait()
        say(f"{now()} f4.7 event 0")
    T[3].add_done_callback(lambda t: say(now(), "f4.8 callback", outcome(t)))
    return 4

async def f3():
    say(f"{now()} f3.1 f4 gave {await f4()}")
    return 4

async def f6():
    try:
        async with C: C.notify(1)
        say(f"{now()} f6.1 notified 1")
        say(f"{now()} f6.2 got {await Q.get()}")
    except CancelledError:
        say(f"{now()} f6.3 cleans up")
        say(f"{now()} f6.4 barrier {await B.wait()}")
        raise
    say(f"{now()} f6.5 cancels future 2: {int(F[2].cancel())}")
    return 6

async def f7():
    E[0].clear()
    say(f"{now()} f7.1 get_nowait: {get_nowait()}")
    return 7

async def f5():
    async with C:
        await C.wait()
        say(f"{now()} f5.1 notified")
        kept.append(create_task(f6()))
    async with S:
        say(f"{now()} f5.2 semaphore")
        say(f"{now()} f5.3 cancels future 2: {int(F[2].cancel())}")
        try:
            say(f"{now()} f5.4 f7 gave {await f7()}")
        finally:
            say(f"{now()} f5.5 finally")
    try:
        await sleep(1)
        say(f"{now()} f5.6 slept 1")
    except Exception as e:
        say(f"{now()} f5.7 caught {name(e)}")
    return 7

async def f8():
    say(f"{now()} f8.1 put_nowait 1: {put_nowait(1)}")
    return 8

async def f9():
    say(f"{now()} f9.1 sets error 0: {set_future_error(0)}")
    return 9

async def f10():
    say(f"{now()} f10.1 sets error 1: {set_future_error(1)}")
    return 10

async def f11():
    await sleep(10)
    say(f"{now()} f11.1 slept 10")
    return 11

async def f12():
    try:
        async with timeout(0):
            try:
                async with timeout(0):
                    say(f"{now()} f12.1 shielded 1: {await shield(T[1])}")
            except TimeoutError:
                say(f"{now()} f12.2 timed out")
            say(f"{now()} f12.3 uncancel: {current_task().uncancel()}")
    except TimeoutError:
        say(f"{now()} f12.4 timed out")
    say(f"{now()} f12.5 cancels future 2: {int(F[2].cancel())}")
    return 12

async def t0():
    say(f"{now()} t0.1 begins")
    async with TaskGroup() as g:
        g.create_task(f1())
        say(f"{now()} t0.2 in group")
        await E[1].wait()
        say(f"{now()} t0.3 event 1")
    say(f"{now()} t0.4 group ends")
    say(f"{now()} t0.5 sets future 1: {set_future(1, 8)}")
    async with TaskGroup() as g:
        g.create_task(f2())
        g.create_task(f3())
        g.create_task(f5())
        say(f"{now()} t0.6 in group")
    say(f"{now()} t0.7 group ends")
    say(f"{now()} t0.8 ends")
    return 100

async def t1():
    say(f"{now()} t1.1 begins")
    async with S:
        say(f"{now()} t1.2 semaphore")
        try:
            if True: raise E2
            say(f"{now()} t1.3 cancels 3: {int(T[3].cancel())}")
        except Exception as e:
            say(f"{now()} t1.4 caught {name(e)}")
        say(f"{now()} t1.5 future 1: {await F[1]}")
    async with L[1]:
        say(f"{now()} t1.6 locked 1")
        async with L[1]:
            say(f"{now()} t1.7 locked 1")
            say(f"{now()} t1.8 cancels future 1: {int(F[1].cancel())}")
    say(f"{now()} t1.9 ends")
    return 101

async def t2():
    say(f"{now()} t2.1 begins")
    await sleep(1)
    say(f"{now()} t2.2 slept 1")
    async with S:
        say(f"{now()} t2.3 semaphore")
        kept.append(create_task(f8()))
        say(f"{now()} t2.4 shield f9: {await shield(f9())}")
    async with C:
        await C.wait()
        say(f"{now()} t2.5 notified")
        async with C:
            await C.wait()
            say(f"{now()} t2.6 notified")
            try:
                r = await gather(f10(), f11())
                say(f"{now()} t2.7 gathered {r[0]} {r[1]}")
                say(f"{now()} t2.8 uncancel: {current_task().uncancel()}")
            except CancelledError:
                say(f"{now()} t2.9 uncancel: {current_task().uncancel()}")
    say(f"{now()} t2.10 ends")
    return 102

async def t3():
    say(f"{now()} t3.1 begins")
    say(f"{now()} t3.2 sets error 2: {set_future_error(2)}")
    say(f"{now()} t3.3 shield f12: {await shield(f12())}")
    say(f"{now()} t3.4 ends")
    return 103

async def t4():
    say(f"{now()} t4.1 begins")
    say(f"{now()} t4.2 got {await Q.get()}")
    say(f"{now()} t4.3 uncancel: {current_task().uncancel()}")
    await E[0].wait()
    say(f"{now()} t4.4 event 0")
    say(f"{now()} t4.5 ends")
    return 104

async def t5():
    say(f"{now()} t5.1 begins")
    await sleep(3)
    say(f"{now()} t5.2 slept 3")
    say(f"{now()} t5.3 get_nowait: {get_nowait()}")
    try:
        async with timeout(0):
            say(f"{now()} t5.4 put_nowait 2: {put_nowait(2)}")
            say(f"{now()} t5.5 uncancel: {current_task().uncancel()}")
    except TimeoutError:
        say(f"{now()} t5.6 timed out")
    say(f"{now()} t5.7 cancels future 1: {int(F[1].cancel())}")
    say(f"{now()} t5.8 ends")
    return 105


async def main():
    global L, CL, C, E, S, B, Q, F
    L = [Lock(), Lock()]
    CL = Lock()
    C = Condition(CL)
    E = [Event(), Event()]
    S = Semaphore(2)
    B = Barrier(2)
    Q = Queue(2)
    F = [future() for _ in range(3)]
    T.append(create_task(t0()))
    T.append(create_task(t1()))
    T.append(create_task(t2()))
    T.append(create_task(t3()))
    T.append(create_task(t4()))
    T.append(create_task(t5()))
    await sleep(200)
    rounds = [0] * 6
    for _ in range(20):
        for i, t in enumerate(T):
            rounds[i] += t.cancel()
        await sleep(5)
    for i, t in enumerate(T):
        say(f"{now()} {i} {outcome(t) if t.done() else 'stuck'} {rounds[i]}")
    say(len(asyncio.all_tasks()))


run(main())
