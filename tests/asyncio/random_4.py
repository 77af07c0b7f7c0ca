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
    async with L[1]:
        say(f"{now()} f1.1 locked 1")
        await sleep(0)
        say(f"{now()} f1.2 slept 0")
        try:
            async with S:
                say(f"{now()} f1.3 semaphore")
                await sleep(0)
                say(f"{now()} f1.4 slept 0")
            E[1].clear()
        finally:
            say(f"{now()} f1.5 finally")
    return 1

async def f2():
    try:
        async with timeout(3):
            say(f"{now()} f2.1 got {await Q.get()}")
    except TimeoutError:
        say(f"{now()} f2.2 timed out")
    return 2

async def f3():
    await sleep(0)
    say(f"{now()} f3.1 slept 0")
    if True: raise E2
    say(f"{now()} f3.2 cancels future 0: {int(F[0].cancel())}")
    return 3

async def f6():
    async with L[0]:
        say(f"{now()} f6.1 locked 0")
        E[1].clear()
    say(f"{now()} f6.2 cancels 5: {int(T[5].cancel())}")
    return 6

async def f5():
    say(f"{now()} f5.1 wait_for f6: {await wait_for(f6(), 1)}")
    try:
        async with timeout(10):
            try:
                say(f"{now()} f5.2 barrier {await B.wait()}")
                say(f"{now()} f5.3 got {await Q.get()}")
                await sleep(0)
                say(f"{now()} f5.4 slept 0")
            except Exception as e:
                say(f"{now()} f5.5 caught {name(e)}")
            E[0].clear()
    except TimeoutError:
        say(f"{now()} f5.6 timed out")
    return 6

async def f8():
    await Q.put(1)
    say(f"{now()} f8.1 put 1")
    say(f"{now()} f8.2 got {await Q.get()}")
    return 8

async def f7():
    say(f"{now()} f7.1 f8 gave {await f8()}")
    try:
        async with timeout(3):
            say(f"{now()} f7.2 future 2: {await F[2]}")
    except TimeoutError:
        say(f"{now()} f7.3 timed out")
    return 8

async def f9():
    await Q.put(2)
    say(f"{now()} f9.1 put 2")
    say(f"{now()} f9.2 sets future 1: {set_future(1, 8)}")
    try:
        say(f"{now()} f9.3 got {await Q.get()}")
        say(f"{now()} f9.4 put_nowait 3: {put_nowait(3)}")
        async with S:
            say(f"{now()} f9.5 semaphore")
            say(f"{now()} f9.6 put_nowait 4: {put_nowait(4)}")
            if True: raise E1
    except Exception as e:
        say(f"{now()} f9.7 caught {name(e)}")
    return 9

async def f4():
    say(f"{now()} f4.1 wait_for f5: {await wait_for(f5(), 0)}")
    r = await gather(f7(), f9(), return_exceptions=True)
    say(f"{now()} f4.2 collected {either(r[0])} {either(r[1])}")
    return 9

async def f11():
    call_soon(called, "f11.1 called")
    return 11

async def f12():
    say(f"{now()} f12.1 get_nowait: {get_nowait()}")
    await sleep(2)
    say(f"{now()} f12.2 slept 2")
    return 12

async def f13():
    await sleep(0)
    say(f"{now()} f13.1 slept 0")
    async with C: C.notify(1)
    say(f"{now()} f13.2 notified 1")
    E[0].clear()
    return 13

async def f10():
    async with C:
        await C.wait()
        say(f"{now()} f10.1 notified")
        say(f"{now()} f10.2 cancels 2: {int(T[2].cancel())}")
    try:
        async with TaskGroup() as g:
            g.create_task(f11())
            g.create_task(f12())
            g.create_task(f13())
            say(f"{now()} f10.3 in group")
        say(f"{now()} f10.4 group ends")
        say(f"{now()} f10.5 sets future 2: {set_future(2, 9)}")
        say(f"{now()} f10.6 get_nowait: {get_nowait()}")
    except Exception as e:
        say(f"{now()} f10.7 caught {name(e)}")
    return 13

async def f14():
    async with L[0]:
        say(f"{now()} f14.1 locked 0")
        try:
            async with timeout(0):
                say(f"{now()} f14.2 task 0: {await T[0]}")
                F[0].add_done_callback(lambda f: say(now(), "f14.3 callback"))
        except TimeoutError:
            say(f"{now()} f14.4 timed out")
    async with C:
        await C.wait()
        say(f"{now()} f14.5 notified")
        say(f"{now()} f14.6 waited for 0: {await wait_for(T[0], 10)}")
    return 14

async def t0():
    say(f"{now()} t0.1 begins")
    async with TaskGroup() as g:
        g.create_task(f1())
        g.create_task(f2())
        say(f"{now()} t0.2 in group")
    say(f"{now()} t0.3 group ends")
    say(f"{now()} t0.4 cancels 1: {int(T[1].cancel())}")
    r = await gather(f3(), f4())
    say(f"{now()} t0.5 gathered {r[0]} {r[1]}")
    say(f"{now()} t0.6 ends")
    return 100

async def t1():
    say(f"{now()} t1.1 begins")
    say(f"{now()} t1.2 future 0: {await F[0]}")
    async with L[0]:
        say(f"{now()} t1.3 locked 0")
        say(f"{now()} t1.4 cancels 4: {int(T[4].cancel())}")
    try:
        async with L[0]:
            say(f"{now()} t1.5 locked 0")
            say(f"{now()} t1.6 future 2: {await F[2]}")
            say(f"{now()} t1.7 sets error 0: {set_future_error(0)}")
        try:
            try:
                try:
                    await sleep(0)
                    say(f"{now()} t1.8 slept 0")
                except Exception as e:
                    say(f"{now()} t1.9 caught {name(e)}")
                try:
                    async with timeout(1):
                        say(f"{now()} t1.10 future 1: {await F[1]}")
                except TimeoutError:
                    say(f"{now()} t1.11 timed out")
            except Exception as e:
                say(f"{now()} t1.12 caught {name(e)}")
            async with L[1]:
                say(f"{now()} t1.13 locked 1")
                say(f"{now()} t1.14 get_nowait: {get_nowait()}")
        except Exception as e:
            say(f"{now()} t1.15 caught {name(e)}")
        say(f"{now()} t1.16 barrier {await B.wait()}")
    except Exception as e:
        say(f"{now()} t1.17 caught {name(e)}")
    say(f"{now()} t1.18 task 0: {await T[0]}")
    r = await gather(f10(), f14())
    say(f"{now()} t1.19 gathered {r[0]} {r[1]}")
    say(f"{now()} t1.20 ends")
    return 101

async def t2():
    say(f"{now()} t2.1 begins")
    async with C:
        await C.wait()
        say(f"{now()} t2.2 notified")
        try:
            say(f"{now()} t2.3 cancels 0: {int(T[0].cancel())}")
            say(f"{now()} t2.4 task 0: {await T[0]}")
        finally:
            say(f"{now()} t2.5 finally")
    try:
        try:
            say(f"{now()} t2.6 task 1: {await T[1]}")
            say(f"{now()} t2.7 task 1: {await T[1]}")
        finally:
            say(f"{now()} t2.8 finally")
    except CancelledError:
        say(f"{now()} t2.9 uncancel: {current_task().uncancel()}")
    say(f"{now()} t2.10 ends")
    return 102

async def t3():
    say(f"{now()} t3.1 begins")
    async with C:
        await C.wait()
        say(f"{now()} t3.2 notified")
        say(f"{now()} t3.3 put_nowait 5: {put_nowait(5)}")
    say(f"{now()} t3.4 future 1: {await F[1]}")
    say(f"{now()} t3.5 ends")
    return 103

async def t4():
    say(f"{now()} t4.1 begins")
    try:
        async with timeout(2):
            say(f"{now()} t4.2 task 1: {await T[1]}")
            say(f"{now()} t4.3 cancels 1: {int(T[1].cancel())}")
    except TimeoutError:
        say(f"{now()} t4.4 timed out")
    say(f"{now()} t4.5 got {await Q.get()}")
    say(f"{now()} t4.6 got {await Q.get()}")
    async with L[0]:
        say(f"{now()} t4.7 locked 0")
        await sleep(0)
        say(f"{now()} t4.8 slept 0")
    call_later(10, called, "t4.9 called")
    say(f"{now()} t4.10 ends")
    return 104

async def t5():
    say(f"{now()} t5.1 begins")
    say(f"{now()} t5.2 future 1: {await F[1]}")
    say(f"{now()} t5.3 task 1: {await T[1]}")
    say(f"{now()} t5.4 ends")
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
