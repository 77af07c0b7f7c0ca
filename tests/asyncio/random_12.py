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
    await E[0].wait()
    say(f"{now()} f1.1 event 0")
    return 1

async def f2():
    await sleep(1)
    say(f"{now()} f2.1 slept 1")
    return 2

async def f3():
    try:
        await sleep(2)
        say(f"{now()} f3.1 slept 2")
        try:
            say(f"{now()} f3.2 task 0: {await T[0]}")
            try:
                E[1].set()
                say(f"{now()} f3.3 set 1")
            except Exception as e:
                say(f"{now()} f3.4 caught {name(e)}")
        except CancelledError:
            say(f"{now()} f3.5 swallows")
    except CancelledError:
        say(f"{now()} f3.6 uncancel: {current_task().uncancel()}")
    async with C:
        await C.wait()
        say(f"{now()} f3.7 notified")
        try:
            try:
                async with timeout(0):
                    say(f"{now()} f3.8 put_nowait 1: {put_nowait(1)}")
                    say(f"{now()} f3.9 uncancel: {current_task().uncancel()}")
            except TimeoutError:
                say(f"{now()} f3.10 timed out")
        finally:
            say(f"{now()} f3.11 finally")
    try:
        try:
            async with timeout(10):
                say(f"{now()} f3.12 wait FIRST_EXCEPTION: {await wait(T[:2], FIRST_EXCEPTION, None)}")
                say(f"{now()} f3.13 cancels 3: {int(T[3].cancel())}")
        except TimeoutError:
            say(f"{now()} f3.14 timed out")
        say(f"{now()} f3.15 put_nowait 2: {put_nowait(2)}")
    except Exception as e:
        say(f"{now()} f3.16 caught {name(e)}")
    return 3

async def f4():
    try:
        async with timeout(0):
            say(f"{now()} f4.1 task 1: {await T[1]}")
            async with L[0]:
                say(f"{now()} f4.2 locked 0")
                say(f"{now()} f4.3 put_nowait 3: {put_nowait(3)}")
    except TimeoutError:
        say(f"{now()} f4.4 timed out")
    return 4

async def f6():
    call_later(1, called, "f6.1 called")
    say(f"{now()} f6.2 cancels future 1: {int(F[1].cancel())}")
    await sleep(0)
    say(f"{now()} f6.3 slept 0")
    return 6

async def f5():
    say(f"{now()} f5.1 sets future 2: {set_future(2, 9)}")
    try:
        async with timeout(0):
            say(f"{now()} f5.2 task f6: {await create_task(f6())}")
            say(f"{now()} f5.3 cancels 4: {int(T[4].cancel())}")
    except TimeoutError:
        say(f"{now()} f5.4 timed out")
    return 6

async def f7():
    if True: raise E2
    say(f"{now()} f7.1 barrier {await B.wait()}")
    return 7

async def f9():
    say(f"{now()} f9.1 cancels 0: {int(T[0].cancel())}")
    return 9

async def f10():
    say(f"{now()} f10.1 future 2: {await F[2]}")
    return 10

async def f8():
    r = await gather(f9(), f10(), return_exceptions=True)
    say(f"{now()} f8.1 collected {either(r[0])} {either(r[1])}")
    try:
        await E[1].wait()
        say(f"{now()} f8.2 event 1")
    except Exception as e:
        say(f"{now()} f8.3 caught {name(e)}")
    try:
        await sleep(1)
        say(f"{now()} f8.4 slept 1")
        call_later(5, called, "f8.5 called")
    finally:
        say(f"{now()} f8.6 finally")
    return 10

async def f12():
    call_later(1, called, "f12.1 called")
    call_soon(called, "f12.2 called")
    say(f"{now()} f12.3 future 1: {await F[1]}")
    return 12

async def f13():
    try:
        say(f"{now()} f13.1 cancels 0: {int(T[0].cancel())}")
        say(f"{now()} f13.2 got {await Q.get()}")
        say(f"{now()} f13.3 waited for 1: {await wait_for(T[1], 0)}")
    except Exception as e:
        say(f"{now()} f13.4 caught {name(e)}")
    return 13

async def f11():
    r = await gather(f12(), f13())
    say(f"{now()} f11.1 gathered {r[0]} {r[1]}")
    await sleep(0)
    say(f"{now()} f11.2 slept 0")
    say(f"{now()} f11.3 put_nowait 4: {put_nowait(4)}")
    return 13

async def f14():
    call_later(5, called, "f14.1 called")
    try:
        call_later(3, called, "f14.2 called")
    finally:
        say(f"{now()} f14.3 finally")
    return 14

async def t0():
    say(f"{now()} t0.1 begins")
    try:
        async with L[1]:
            say(f"{now()} t0.2 locked 1")
            try:
                E[0].set()
                say(f"{now()} t0.3 set 0")
                say(f"{now()} t0.4 cancels 3: {int(T[3].cancel())}")
                say(f"{now()} t0.5 shield f1: {await shield(f1())}")
            except Exception as e:
                say(f"{now()} t0.6 caught {name(e)}")
            say(f"{now()} t0.7 got {await Q.get()}")
        await sleep(0)
        say(f"{now()} t0.8 slept 0")
    finally:
        say(f"{now()} t0.9 finally")
    call_soon(called, "t0.10 called")
    await sleep(5)
    say(f"{now()} t0.11 slept 5")
    await sleep(5)
    say(f"{now()} t0.12 slept 5")
    F[2].add_done_callback(lambda f: say(now(), "t0.13 callback"))
    say(f"{now()} t0.14 ends")
    return 100

async def t1():
    say(f"{now()} t1.1 begins")
    say(f"{now()} t1.2 waited for 0: {await wait_for(T[0], 1)}")
    await sleep(5)
    say(f"{now()} t1.3 slept 5")
    call_soon(called, "t1.4 called")
    say(f"{now()} t1.5 ends")
    return 101

async def t2():
    say(f"{now()} t2.1 begins")
    async with TaskGroup() as g:
        g.create_task(f2())
        g.create_task(f3())
        g.create_task(f4())
        say(f"{now()} t2.2 in group")
    say(f"{now()} t2.3 group ends")
    await sleep(0)
    say(f"{now()} t2.4 slept 0")
    say(f"{now()} t2.5 waited for 1: {await wait_for(T[1], 0)}")
    try:
        say(f"{now()} t2.6 shield f5: {await shield(f5())}")
        say(f"{now()} t2.7 future 0: {await F[0]}")
    finally:
        say(f"{now()} t2.8 finally")
    try:
        T[5].add_done_callback(lambda t: say(now(), "t2.9 callback", outcome(t)))
        E[0].clear()
    except Exception as e:
        say(f"{now()} t2.10 caught {name(e)}")
    say(f"{now()} t2.11 ends")
    return 102

async def t3():
    say(f"{now()} t3.1 begins")
    r = await gather(f7(), f8())
    say(f"{now()} t3.2 gathered {r[0]} {r[1]}")
    await sleep(5)
    say(f"{now()} t3.3 slept 5")
    r = await gather(f11(), f14())
    say(f"{now()} t3.4 gathered {r[0]} {r[1]}")
    try:
        say(f"{now()} t3.5 shielded 2: {await shield(T[2])}")
        try:
            E[1].set()
            say(f"{now()} t3.6 set 1")
        except Exception as e:
            say(f"{now()} t3.7 caught {name(e)}")
    except Exception as e:
        say(f"{now()} t3.8 caught {name(e)}")
    say(f"{now()} t3.9 task 1: {await T[1]}")
    say(f"{now()} t3.10 ends")
    return 103

async def t4():
    say(f"{now()} t4.1 begins")
    await sleep(2)
    say(f"{now()} t4.2 slept 2")
    say(f"{now()} t4.3 uncancel: {current_task().uncancel()}")
    try:
        say(f"{now()} t4.4 cancels 1: {int(T[1].cancel())}")
        say(f"{now()} t4.5 task 1: {await T[1]}")
    except Exception as e:
        say(f"{now()} t4.6 caught {name(e)}")
    async with L[1]:
        say(f"{now()} t4.7 locked 1")
        async with C:
            await C.wait()
            say(f"{now()} t4.8 notified")
            async with C:
                await C.wait()
                say(f"{now()} t4.9 notified")
                say(f"{now()} t4.10 cancels 2: {int(T[2].cancel())}")
        say(f"{now()} t4.11 shielded 3: {await shield(T[3])}")
    async with C: C.notify(3)
    say(f"{now()} t4.12 notified 3")
    say(f"{now()} t4.13 ends")
    return 104

async def t5():
    say(f"{now()} t5.1 begins")
    say(f"{now()} t5.2 task 3: {await T[3]}")
    say(f"{now()} t5.3 get_nowait: {get_nowait()}")
    say(f"{now()} t5.4 cancels 1: {int(T[1].cancel())}")
    say(f"{now()} t5.5 shielded 2: {await shield(T[2])}")
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
