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
    say(f"{now()} f1.1 cancels 0: {int(T[0].cancel())}")
    return 1

async def f2():
    T[3].add_done_callback(lambda t: say(now(), "f2.1 callback", outcome(t)))
    say(f"{now()} f2.2 waited for 0: {await wait_for(T[0], 3)}")
    return 2

async def f3():
    call_later(10, called, "f3.1 called")
    say(f"{now()} f3.2 uncancel: {current_task().uncancel()}")
    say(f"{now()} f3.3 sets future 2: {set_future(2, 9)}")
    return 3

async def f5():
    say(f"{now()} f5.1 uncancel: {current_task().uncancel()}")
    say(f"{now()} f5.2 wait ALL_COMPLETED: {await wait(T[:1], ALL_COMPLETED, None)}")
    if True: raise E1
    return 5

async def f6():
    if True: raise E2
    await E[0].wait()
    say(f"{now()} f6.1 event 0")
    return 6

async def f4():
    async with S:
        say(f"{now()} f4.1 semaphore")
        if True: raise E1
        call_later(3, called, "f4.2 called")
    try:
        say(f"{now()} f4.3 sets future 1: {set_future(1, 8)}")
        try:
            say(f"{now()} f4.4 sets error 2: {set_future_error(2)}")
        except Exception as e:
            say(f"{now()} f4.5 caught {name(e)}")
        say(f"{now()} f4.6 barrier {await B.wait()}")
    except Exception as e:
        say(f"{now()} f4.7 caught {name(e)}")
    try:
        say(f"{now()} f4.8 waited for 0: {await wait_for(T[0], 1)}")
        say(f"{now()} f4.9 barrier {await B.wait()}")
        r = await gather(f5(), f6(), return_exceptions=True)
        say(f"{now()} f4.10 collected {either(r[0])} {either(r[1])}")
    except Exception as e:
        say(f"{now()} f4.11 caught {name(e)}")
    return 6

async def f9():
    say(f"{now()} f9.1 future 2: {await F[2]}")
    await E[1].wait()
    say(f"{now()} f9.2 event 1")
    E[1].set()
    say(f"{now()} f9.3 set 1")
    return 9

async def f10():
    say(f"{now()} f10.1 future 0: {await F[0]}")
    return 10

async def f8():
    T[3].add_done_callback(lambda t: say(now(), "f8.1 callback", outcome(t)))
    try:
        async with timeout(2):
            r = await gather(f9(), f10(), return_exceptions=True)
            say(f"{now()} f8.2 collected {either(r[0])} {either(r[1])}")
    except TimeoutError:
        say(f"{now()} f8.3 timed out")
    return 10

async def f12():
    await sleep(0)
    say(f"{now()} f12.1 slept 0")
    async with C: C.notify(1)
    say(f"{now()} f12.2 notified 1")
    return 12

async def f11():
    say(f"{now()} f11.1 f12 gave {await f12()}")
    await Q.put(1)
    say(f"{now()} f11.2 put 1")
    try:
        await sleep(0)
        say(f"{now()} f11.3 slept 0")
        try:
            await sleep(0)
            say(f"{now()} f11.4 slept 0")
        except Exception as e:
            say(f"{now()} f11.5 caught {name(e)}")
        async with S:
            say(f"{now()} f11.6 semaphore")
            async with C: C.notify(2)
            say(f"{now()} f11.7 notified 2")
    except Exception as e:
        say(f"{now()} f11.8 caught {name(e)}")
    return 12

async def f7():
    await sleep(10)
    say(f"{now()} f7.1 slept 10")
    say(f"{now()} f7.2 wait FIRST_COMPLETED: {await wait(T[:3], FIRST_COMPLETED, None)}")
    r = await gather(f8(), f11(), return_exceptions=True)
    say(f"{now()} f7.3 collected {either(r[0])} {either(r[1])}")
    return 12

async def t0():
    say(f"{now()} t0.1 begins")
    async with S:
        say(f"{now()} t0.2 semaphore")
        E[0].set()
        say(f"{now()} t0.3 set 0")
    try:
        await sleep(0)
        say(f"{now()} t0.4 slept 0")
    finally:
        say(f"{now()} t0.5 finally")
    kept.append(create_task(f1()))
    E[1].clear()
    say(f"{now()} t0.6 ends")
    return 100

async def t1():
    say(f"{now()} t1.1 begins")
    say(f"{now()} t1.2 task 0: {await T[0]}")
    say(f"{now()} t1.3 wait_for f2: {await wait_for(f2(), 0)}")
    kept.append(create_task(f3()))
    F[0].add_done_callback(lambda f: say(now(), "t1.4 callback"))
    try:
        say(f"{now()} t1.5 wait_for f4: {await wait_for(f4(), 0)}")
        say(f"{now()} t1.6 cancels 0: {int(T[0].cancel())}")
    except CancelledError:
        say(f"{now()} t1.7 uncancel: {current_task().uncancel()}")
    say(f"{now()} t1.8 ends")
    return 101

async def t2():
    say(f"{now()} t2.1 begins")
    say(f"{now()} t2.2 shielded 1: {await shield(T[1])}")
    say(f"{now()} t2.3 cancels future 0: {int(F[0].cancel())}")
    say(f"{now()} t2.4 ends")
    return 102

async def t3():
    say(f"{now()} t3.1 begins")
    await sleep(5)
    say(f"{now()} t3.2 slept 5")
    say(f"{now()} t3.3 wait_for f7: {await wait_for(f7(), 2)}")
    async with S:
        say(f"{now()} t3.4 semaphore")
        say(f"{now()} t3.5 sets future 2: {set_future(2, 9)}")
    say(f"{now()} t3.6 ends")
    return 103

async def t4():
    say(f"{now()} t4.1 begins")
    try:
        async with L[1]:
            say(f"{now()} t4.2 locked 1")
            T[0].add_done_callback(lambda t: say(now(), "t4.3 callback", outcome(t)))
        say(f"{now()} t4.4 wait ALL_COMPLETED: {await wait(T[:4], ALL_COMPLETED, None)}")
    finally:
        say(f"{now()} t4.5 finally")
    try:
        say(f"{now()} t4.6 task 1: {await T[1]}")
    except CancelledError:
        say(f"{now()} t4.7 swallows")
    call_soon(called, "t4.8 called")
    E[1].set()
    say(f"{now()} t4.9 set 1")
    try:
        try:
            async with S:
                say(f"{now()} t4.10 semaphore")
                await Q.put(2)
                say(f"{now()} t4.11 put 2")
                try:
                    say(f"{now()} t4.12 put_nowait 3: {put_nowait(3)}")
                    await sleep(0)
                    say(f"{now()} t4.13 slept 0")
                finally:
                    say(f"{now()} t4.14 finally")
        finally:
            say(f"{now()} t4.15 finally")
        async with L[0]:
            say(f"{now()} t4.16 locked 0")
            say(f"{now()} t4.17 got {await Q.get()}")
            say(f"{now()} t4.18 future 0: {await F[0]}")
        say(f"{now()} t4.19 shielded 2: {await shield(T[2])}")
    except Exception as e:
        say(f"{now()} t4.20 caught {name(e)}")
    say(f"{now()} t4.21 ends")
    return 104

async def t5():
    say(f"{now()} t5.1 begins")
    try:
        async with timeout(5):
            E[0].clear()
            say(f"{now()} t5.2 sets future 1: {set_future(1, 8)}")
    except TimeoutError:
        say(f"{now()} t5.3 timed out")
    async with L[1]:
        say(f"{now()} t5.4 locked 1")
        E[1].set()
        say(f"{now()} t5.5 set 1")
        say(f"{now()} t5.6 shielded 3: {await shield(T[3])}")
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
