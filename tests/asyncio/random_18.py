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
    await E[1].wait()
    say(f"{now()} f1.1 event 1")
    await sleep(3)
    say(f"{now()} f1.2 slept 3")
    return 1

async def f2():
    say(f"{now()} f2.1 cancels 1: {int(T[1].cancel())}")
    try:
        async with timeout(3):
            say(f"{now()} f2.2 sets error 0: {set_future_error(0)}")
    except TimeoutError:
        say(f"{now()} f2.3 timed out")
    E[0].clear()
    return 2

async def f3():
    say(f"{now()} f3.1 cancels future 1: {int(F[1].cancel())}")
    async with C: C.notify(3)
    say(f"{now()} f3.2 notified 3")
    return 3

async def f4():
    await Q.put(1)
    say(f"{now()} f4.1 put 1")
    say(f"{now()} f4.2 cancels future 0: {int(F[0].cancel())}")
    return 4

async def f5():
    say(f"{now()} f5.1 barrier {await B.wait()}")
    await E[0].wait()
    say(f"{now()} f5.2 event 0")
    return 5

async def f9():
    say(f"{now()} f9.1 future 2: {await F[2]}")
    await sleep(0)
    say(f"{now()} f9.2 slept 0")
    return 9

async def f8():
    kept.append(create_task(f9()))
    return 9

async def f7():
    say(f"{now()} f7.1 shield f8: {await shield(f8())}")
    say(f"{now()} f7.2 future 0: {await F[0]}")
    async with C: C.notify(3)
    say(f"{now()} f7.3 notified 3")
    return 9

async def f6():
    say(f"{now()} f6.1 wait_for f7: {await wait_for(f7(), 5)}")
    try:
        await sleep(0)
        say(f"{now()} f6.2 slept 0")
        say(f"{now()} f6.3 task 0: {await T[0]}")
    finally:
        say(f"{now()} f6.4 finally")
    return 9

async def f11():
    async with S:
        say(f"{now()} f11.1 semaphore")
        await Q.put(2)
        say(f"{now()} f11.2 put 2")
        say(f"{now()} f11.3 task 0: {await T[0]}")
    return 11

async def f10():
    async with TaskGroup() as g:
        g.create_task(f11())
        say(f"{now()} f10.1 in group")
    say(f"{now()} f10.2 group ends")
    say(f"{now()} f10.3 uncancel: {current_task().uncancel()}")
    try:
        E[0].clear()
    finally:
        say(f"{now()} f10.4 finally")
    return 11

async def f12():
    call_soon(called, "f12.1 called")
    say(f"{now()} f12.2 task 0: {await T[0]}")
    return 12

async def t0():
    say(f"{now()} t0.1 begins")
    try:
        try:
            async with TaskGroup() as g:
                g.create_task(f1())
                g.create_task(f2())
                say(f"{now()} t0.2 in group")
                async with TaskGroup() as g:
                    g.create_task(f3())
                    g.create_task(f4())
                    g.create_task(f5())
                    say(f"{now()} t0.3 in group")
                say(f"{now()} t0.4 group ends")
            say(f"{now()} t0.5 group ends")
            say(f"{now()} t0.6 cancels 3: {int(T[3].cancel())}")
            if True: raise E1
        except Exception as e:
            say(f"{now()} t0.7 caught {name(e)}")
        await E[1].wait()
        say(f"{now()} t0.8 event 1")
    except Exception as e:
        say(f"{now()} t0.9 caught {name(e)}")
    say(f"{now()} t0.10 got {await Q.get()}")
    call_soon(called, "t0.11 called")
    say(f"{now()} t0.12 ends")
    return 100

async def t1():
    say(f"{now()} t1.1 begins")
    async with S:
        say(f"{now()} t1.2 semaphore")
        async with L[0]:
            say(f"{now()} t1.3 locked 0")
            await E[1].wait()
            say(f"{now()} t1.4 event 1")
        say(f"{now()} t1.5 shielded 0: {await shield(T[0])}")
    say(f"{now()} t1.6 cancels 5: {int(T[5].cancel())}")
    await sleep(10)
    say(f"{now()} t1.7 slept 10")
    async with TaskGroup() as g:
        g.create_task(f6())
        say(f"{now()} t1.8 in group")
        kept.append(create_task(f10()))
    say(f"{now()} t1.9 group ends")
    async with C:
        await C.wait()
        say(f"{now()} t1.10 notified")
        say(f"{now()} t1.11 task 0: {await T[0]}")
    say(f"{now()} t1.12 ends")
    return 101

async def t2():
    say(f"{now()} t2.1 begins")
    await sleep(3)
    say(f"{now()} t2.2 slept 3")
    try:
        say(f"{now()} t2.3 put_nowait 3: {put_nowait(3)}")
    except CancelledError:
        say(f"{now()} t2.4 cleans up")
        call_later(5, called, "t2.5 called")
        raise
    say(f"{now()} t2.6 future 2: {await F[2]}")
    say(f"{now()} t2.7 ends")
    return 102

async def t3():
    say(f"{now()} t3.1 begins")
    try:
        try:
            async with timeout(5):
                try:
                    async with timeout(1):
                        try:
                            say(f"{now()} t3.2 shielded 1: {await shield(T[1])}")
                        except Exception as e:
                            say(f"{now()} t3.3 caught {name(e)}")
                        E[1].clear()
                except TimeoutError:
                    say(f"{now()} t3.4 timed out")
                await sleep(1)
                say(f"{now()} t3.5 slept 1")
        except TimeoutError:
            say(f"{now()} t3.6 timed out")
        say(f"{now()} t3.7 wait FIRST_EXCEPTION: {await wait(T[:3], FIRST_EXCEPTION, 0)}")
        async with L[0]:
            say(f"{now()} t3.8 locked 0")
            say(f"{now()} t3.9 barrier {await B.wait()}")
            say(f"{now()} t3.10 task f12: {await create_task(f12())}")
    except Exception as e:
        say(f"{now()} t3.11 caught {name(e)}")
    say(f"{now()} t3.12 shielded 0: {await shield(T[0])}")
    say(f"{now()} t3.13 ends")
    return 103

async def t4():
    say(f"{now()} t4.1 begins")
    try:
        call_later(0, called, "t4.2 called")
        E[0].clear()
        async with S:
            say(f"{now()} t4.3 semaphore")
            async with S:
                say(f"{now()} t4.4 semaphore")
                say(f"{now()} t4.5 sets future 1: {set_future(1, 8)}")
            try:
                say(f"{now()} t4.6 cancels future 0: {int(F[0].cancel())}")
                async with S:
                    say(f"{now()} t4.7 semaphore")
                    async with C: C.notify(2)
                    say(f"{now()} t4.8 notified 2")
                    say(f"{now()} t4.9 cancels future 2: {int(F[2].cancel())}")
                say(f"{now()} t4.10 put_nowait 4: {put_nowait(4)}")
            except Exception as e:
                say(f"{now()} t4.11 caught {name(e)}")
    except Exception as e:
        say(f"{now()} t4.12 caught {name(e)}")
    async with C: C.notify(2)
    say(f"{now()} t4.13 notified 2")
    try:
        async with timeout(0):
            say(f"{now()} t4.14 wait ALL_COMPLETED: {await wait(T[:4], ALL_COMPLETED, 5)}")
    except TimeoutError:
        say(f"{now()} t4.15 timed out")
    say(f"{now()} t4.16 ends")
    return 104

async def t5():
    say(f"{now()} t5.1 begins")
    try:
        async with timeout(1):
            say(f"{now()} t5.2 shielded 4: {await shield(T[4])}")
    except TimeoutError:
        say(f"{now()} t5.3 timed out")
    await sleep(0)
    say(f"{now()} t5.4 slept 0")
    say(f"{now()} t5.5 barrier {await B.wait()}")
    say(f"{now()} t5.6 ends")
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
