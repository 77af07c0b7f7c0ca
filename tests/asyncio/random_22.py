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
    if True: raise E1
    return 1

async def f2():
    try:
        say(f"{now()} f2.1 cancels 2: {int(T[2].cancel())}")
        say(f"{now()} f2.2 get_nowait: {get_nowait()}")
    except Exception as e:
        say(f"{now()} f2.3 caught {name(e)}")
    await Q.put(2)
    say(f"{now()} f2.4 put 2")
    T[3].add_done_callback(lambda t: say(now(), "f2.5 callback", outcome(t)))
    return 2

async def f3():
    say(f"{now()} f3.1 cancels 0: {int(T[0].cancel())}")
    say(f"{now()} f3.2 put_nowait 3: {put_nowait(3)}")
    return 3

async def f5():
    await sleep(0)
    say(f"{now()} f5.1 slept 0")
    say(f"{now()} f5.2 cancels 5: {int(T[5].cancel())}")
    say(f"{now()} f5.3 barrier {await B.wait()}")
    return 5

async def f4():
    say(f"{now()} f4.1 shield f5: {await shield(f5())}")
    return 5

async def f6():
    try:
        async with timeout(3):
            F[0].add_done_callback(lambda f: say(now(), "f6.1 callback"))
    except TimeoutError:
        say(f"{now()} f6.2 timed out")
    return 6

async def f8():
    E[0].clear()
    call_later(0, called, "f8.1 called")
    return 8

async def f7():
    say(f"{now()} f7.1 cancels future 0: {int(F[0].cancel())}")
    try:
        try:
            async with timeout(10):
                call_later(5, called, "f7.2 called")
                E[0].set()
                say(f"{now()} f7.3 set 0")
        except TimeoutError:
            say(f"{now()} f7.4 timed out")
        async with L[0]:
            say(f"{now()} f7.5 locked 0")
            say(f"{now()} f7.6 barrier {await B.wait()}")
        say(f"{now()} f7.7 f8 gave {await f8()}")
    except Exception as e:
        say(f"{now()} f7.8 caught {name(e)}")
    async with L[0]:
        say(f"{now()} f7.9 locked 0")
        E[1].set()
        say(f"{now()} f7.10 set 1")
        say(f"{now()} f7.11 cancels 2: {int(T[2].cancel())}")
    return 8

async def f9():
    async with L[1]:
        say(f"{now()} f9.1 locked 1")
        async with C:
            await C.wait()
            say(f"{now()} f9.2 notified")
            say(f"{now()} f9.3 put_nowait 5: {put_nowait(5)}")
    try:
        try:
            async with timeout(1):
                say(f"{now()} f9.4 cancels future 1: {int(F[1].cancel())}")
                say(f"{now()} f9.5 shielded 1: {await shield(T[1])}")
        except TimeoutError:
            say(f"{now()} f9.6 timed out")
        await E[1].wait()
        say(f"{now()} f9.7 event 1")
    finally:
        say(f"{now()} f9.8 finally")
    return 9

async def f10():
    say(f"{now()} f10.1 cancels future 0: {int(F[0].cancel())}")
    await sleep(0)
    say(f"{now()} f10.2 slept 0")
    return 10

async def f12():
    say(f"{now()} f12.1 wait FIRST_COMPLETED: {await wait(T[:5], FIRST_COMPLETED, None)}")
    say(f"{now()} f12.2 wait ALL_COMPLETED: {await wait(T[:5], ALL_COMPLETED, None)}")
    say(f"{now()} f12.3 task 0: {await T[0]}")
    return 12

async def f11():
    say(f"{now()} f11.1 f12 gave {await f12()}")
    try:
        say(f"{now()} f11.2 shielded 0: {await shield(T[0])}")
    finally:
        say(f"{now()} f11.3 finally")
    return 12

async def t0():
    say(f"{now()} t0.1 begins")
    async with C:
        await C.wait()
        say(f"{now()} t0.2 notified")
        say(f"{now()} t0.3 cancels 5: {int(T[5].cancel())}")
    try:
        async with L[1]:
            say(f"{now()} t0.4 locked 1")
            call_soon(called, "t0.5 called")
    except CancelledError:
        say(f"{now()} t0.6 cleans up")
        call_later(0, called, "t0.7 called")
        raise
    await sleep(0)
    say(f"{now()} t0.8 slept 0")
    say(f"{now()} t0.9 ends")
    return 100

async def t1():
    say(f"{now()} t1.1 begins")
    say(f"{now()} t1.2 wait_for f1: {await wait_for(f1(), 3)}")
    E[0].clear()
    await Q.put(1)
    say(f"{now()} t1.3 put 1")
    say(f"{now()} t1.4 wait ALL_COMPLETED: {await wait(T[:1], ALL_COMPLETED, 5)}")
    say(f"{now()} t1.5 ends")
    return 101

async def t2():
    say(f"{now()} t2.1 begins")
    try:
        async with timeout(1):
            try:
                say(f"{now()} t2.2 wait_for f2: {await wait_for(f2(), 5)}")
            finally:
                say(f"{now()} t2.3 finally")
            try:
                try:
                    await E[0].wait()
                    say(f"{now()} t2.4 event 0")
                except Exception as e:
                    say(f"{now()} t2.5 caught {name(e)}")
                r = await gather(f3(), f4())
                say(f"{now()} t2.6 gathered {r[0]} {r[1]}")
            except Exception as e:
                say(f"{now()} t2.7 caught {name(e)}")
    except TimeoutError:
        say(f"{now()} t2.8 timed out")
    await sleep(0)
    say(f"{now()} t2.9 slept 0")
    async with L[0]:
        say(f"{now()} t2.10 locked 0")
        async with L[1]:
            say(f"{now()} t2.11 locked 1")
            call_soon(called, "t2.12 called")
        say(f"{now()} t2.13 sets error 1: {set_future_error(1)}")
    say(f"{now()} t2.14 ends")
    return 102

async def t3():
    say(f"{now()} t3.1 begins")
    say(f"{now()} t3.2 put_nowait 4: {put_nowait(4)}")
    await sleep(2)
    say(f"{now()} t3.3 slept 2")
    say(f"{now()} t3.4 ends")
    return 103

async def t4():
    say(f"{now()} t4.1 begins")
    try:
        say(f"{now()} t4.2 got {await Q.get()}")
        async with C:
            await C.wait()
            say(f"{now()} t4.3 notified")
            say(f"{now()} t4.4 wait_for f6: {await wait_for(f6(), 1)}")
    finally:
        say(f"{now()} t4.5 finally")
    async with L[1]:
        say(f"{now()} t4.6 locked 1")
        r = await gather(f7(), f9())
        say(f"{now()} t4.7 gathered {r[0]} {r[1]}")
    say(f"{now()} t4.8 ends")
    return 104

async def t5():
    say(f"{now()} t5.1 begins")
    r = await gather(f10(), f11())
    say(f"{now()} t5.2 gathered {r[0]} {r[1]}")
    async with L[0]:
        say(f"{now()} t5.3 locked 0")
        say(f"{now()} t5.4 got {await Q.get()}")
        say(f"{now()} t5.5 future 2: {await F[2]}")
    say(f"{now()} t5.6 uncancel: {current_task().uncancel()}")
    say(f"{now()} t5.7 got {await Q.get()}")
    say(f"{now()} t5.8 task 0: {await T[0]}")
    say(f"{now()} t5.9 ends")
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
