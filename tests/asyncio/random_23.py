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


async def f2():
    E[1].clear()
    try:
        async with timeout(2):
            E[0].clear()
            async with L[1]:
                say(f"{now()} f2.1 locked 1")
                say(f"{now()} f2.2 cancels 5: {int(T[5].cancel())}")
    except TimeoutError:
        say(f"{now()} f2.3 timed out")
    return 2

async def f1():
    async with S:
        say(f"{now()} f1.1 semaphore")
        say(f"{now()} f1.2 cancels future 0: {int(F[0].cancel())}")
        await sleep(0)
        say(f"{now()} f1.3 slept 0")
    kept.append(create_task(f2()))
    say(f"{now()} f1.4 get_nowait: {get_nowait()}")
    return 2

async def f4():
    say(f"{now()} f4.1 get_nowait: {get_nowait()}")
    return 4

async def f3():
    say(f"{now()} f3.1 f4 gave {await f4()}")
    return 4

async def f5():
    try:
        async with timeout(0):
            await sleep(0)
            say(f"{now()} f5.1 slept 0")
    except TimeoutError:
        say(f"{now()} f5.2 timed out")
    return 5

async def f7():
    say(f"{now()} f7.1 shielded 1: {await shield(T[1])}")
    say(f"{now()} f7.2 barrier {await B.wait()}")
    T[3].add_done_callback(lambda t: say(now(), "f7.3 callback", outcome(t)))
    return 7

async def f6():
    say(f"{now()} f6.1 shielded 0: {await shield(T[0])}")
    call_later(5, called, "f6.2 called")
    try:
        async with timeout(2):
            say(f"{now()} f6.3 task f7: {await create_task(f7())}")
            async with L[1]:
                say(f"{now()} f6.4 locked 1")
                T[3].add_done_callback(lambda t: say(now(), "f6.5 callback", outcome(t)))
    except TimeoutError:
        say(f"{now()} f6.6 timed out")
    return 7

async def f8():
    say(f"{now()} f8.1 get_nowait: {get_nowait()}")
    return 8

async def f9():
    say(f"{now()} f9.1 sets error 2: {set_future_error(2)}")
    T[1].add_done_callback(lambda t: say(now(), "f9.2 callback", outcome(t)))
    return 9

async def f11():
    say(f"{now()} f11.1 put_nowait 3: {put_nowait(3)}")
    E[1].clear()
    await sleep(0)
    say(f"{now()} f11.2 slept 0")
    return 11

async def f12():
    call_soon(called, "f12.1 called")
    T[4].add_done_callback(lambda t: say(now(), "f12.2 callback", outcome(t)))
    return 12

async def f10():
    E[0].clear()
    async with L[1]:
        say(f"{now()} f10.1 locked 1")
        call_soon(called, "f10.2 called")
        async with TaskGroup() as g:
            g.create_task(f11())
            g.create_task(f12())
            say(f"{now()} f10.3 in group")
            await E[1].wait()
            say(f"{now()} f10.4 event 1")
        say(f"{now()} f10.5 group ends")
    say(f"{now()} f10.6 cancels 4: {int(T[4].cancel())}")
    return 12

async def t0():
    say(f"{now()} t0.1 begins")
    await sleep(0)
    say(f"{now()} t0.2 slept 0")
    say(f"{now()} t0.3 future 1: {await F[1]}")
    say(f"{now()} t0.4 cancels 5: {int(T[5].cancel())}")
    try:
        try:
            try:
                try:
                    await E[0].wait()
                    say(f"{now()} t0.5 event 0")
                    call_soon(called, "t0.6 called")
                except Exception as e:
                    say(f"{now()} t0.7 caught {name(e)}")
                try:
                    async with timeout(3):
                        await Q.put(1)
                        say(f"{now()} t0.8 put 1")
                        say(f"{now()} t0.9 got {await Q.get()}")
                except TimeoutError:
                    say(f"{now()} t0.10 timed out")
            except Exception as e:
                say(f"{now()} t0.11 caught {name(e)}")
        except Exception as e:
            say(f"{now()} t0.12 caught {name(e)}")
    except Exception as e:
        say(f"{now()} t0.13 caught {name(e)}")
    say(f"{now()} t0.14 ends")
    return 100

async def t1():
    say(f"{now()} t1.1 begins")
    say(f"{now()} t1.2 cancels 5: {int(T[5].cancel())}")
    async with TaskGroup() as g:
        g.create_task(f1())
        g.create_task(f3())
        g.create_task(f5())
        say(f"{now()} t1.3 in group")
    say(f"{now()} t1.4 group ends")
    say(f"{now()} t1.5 ends")
    return 101

async def t2():
    say(f"{now()} t2.1 begins")
    say(f"{now()} t2.2 put_nowait 2: {put_nowait(2)}")
    try:
        async with L[1]:
            say(f"{now()} t2.3 locked 1")
            say(f"{now()} t2.4 task 1: {await T[1]}")
            await E[0].wait()
            say(f"{now()} t2.5 event 0")
        try:
            T[2].add_done_callback(lambda t: say(now(), "t2.6 callback", outcome(t)))
        finally:
            say(f"{now()} t2.7 finally")
    except Exception as e:
        say(f"{now()} t2.8 caught {name(e)}")
    async with S:
        say(f"{now()} t2.9 semaphore")
        say(f"{now()} t2.10 shield f6: {await shield(f6())}")
    E[0].clear()
    say(f"{now()} t2.11 f8 gave {await f8()}")
    say(f"{now()} t2.12 ends")
    return 102

async def t3():
    say(f"{now()} t3.1 begins")
    await sleep(0)
    say(f"{now()} t3.2 slept 0")
    try:
        r = await gather(f9(), f10())
        say(f"{now()} t3.3 gathered {r[0]} {r[1]}")
        async with C: C.notify(2)
        say(f"{now()} t3.4 notified 2")
        E[1].clear()
    except Exception as e:
        say(f"{now()} t3.5 caught {name(e)}")
    async with L[1]:
        say(f"{now()} t3.6 locked 1")
        async with C:
            await C.wait()
            say(f"{now()} t3.7 notified")
            await sleep(0)
            say(f"{now()} t3.8 slept 0")
    say(f"{now()} t3.9 ends")
    return 103

async def t4():
    say(f"{now()} t4.1 begins")
    E[0].clear()
    say(f"{now()} t4.2 cancels 4: {int(T[4].cancel())}")
    await sleep(1)
    say(f"{now()} t4.3 slept 1")
    say(f"{now()} t4.4 get_nowait: {get_nowait()}")
    say(f"{now()} t4.5 put_nowait 4: {put_nowait(4)}")
    say(f"{now()} t4.6 ends")
    return 104

async def t5():
    say(f"{now()} t5.1 begins")
    async with C: C.notify(3)
    say(f"{now()} t5.2 notified 3")
    say(f"{now()} t5.3 cancels 0: {int(T[0].cancel())}")
    say(f"{now()} t5.4 uncancel: {current_task().uncancel()}")
    async with L[0]:
        say(f"{now()} t5.5 locked 0")
        await Q.put(5)
        say(f"{now()} t5.6 put 5")
    say(f"{now()} t5.7 ends")
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
