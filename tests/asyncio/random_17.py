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
    async with C: C.notify(1)
    say(f"{now()} f2.1 notified 1")
    say(f"{now()} f2.2 future 2: {await F[2]}")
    return 2

async def f1():
    await Q.put(2)
    say(f"{now()} f1.1 put 2")
    say(f"{now()} f1.2 task f2: {await create_task(f2())}")
    await sleep(0)
    say(f"{now()} f1.3 slept 0")
    return 2

async def f4():
    say(f"{now()} f4.1 sets error 1: {set_future_error(1)}")
    await sleep(0)
    say(f"{now()} f4.2 slept 0")
    E[0].set()
    say(f"{now()} f4.3 set 0")
    return 4

async def f3():
    say(f"{now()} f3.1 f4 gave {await f4()}")
    E[1].set()
    say(f"{now()} f3.2 set 1")
    return 4

async def f5():
    if True: raise E2
    return 5

async def f6():
    try:
        async with timeout(10):
            await Q.put(4)
            say(f"{now()} f6.1 put 4")
    except TimeoutError:
        say(f"{now()} f6.2 timed out")
    try:
        say(f"{now()} f6.3 cancels future 2: {int(F[2].cancel())}")
    except Exception as e:
        say(f"{now()} f6.4 caught {name(e)}")
    return 6

async def f7():
    say(f"{now()} f7.1 cancels future 0: {int(F[0].cancel())}")
    await E[0].wait()
    say(f"{now()} f7.2 event 0")
    return 7

async def f8():
    say(f"{now()} f8.1 sets error 1: {set_future_error(1)}")
    return 8

async def f9():
    async with S:
        say(f"{now()} f9.1 semaphore")
        say(f"{now()} f9.2 sets future 1: {set_future(1, 8)}")
    return 9

async def f11():
    say(f"{now()} f11.1 get_nowait: {get_nowait()}")
    say(f"{now()} f11.2 future 0: {await F[0]}")
    await sleep(0)
    say(f"{now()} f11.3 slept 0")
    return 11

async def f10():
    try:
        async with timeout(0):
            try:
                async with C: C.notify(1)
                say(f"{now()} f10.1 notified 1")
                await sleep(0)
                say(f"{now()} f10.2 slept 0")
                say(f"{now()} f10.3 wait_for f11: {await wait_for(f11(), 1)}")
            except Exception as e:
                say(f"{now()} f10.4 caught {name(e)}")
    except TimeoutError:
        say(f"{now()} f10.5 timed out")
    E[1].clear()
    return 11

async def t0():
    say(f"{now()} t0.1 begins")
    say(f"{now()} t0.2 put_nowait 1: {put_nowait(1)}")
    try:
        async with L[0]:
            say(f"{now()} t0.3 locked 0")
            say(f"{now()} t0.4 future 1: {await F[1]}")
            say(f"{now()} t0.5 got {await Q.get()}")
        call_soon(called, "t0.6 called")
    finally:
        say(f"{now()} t0.7 finally")
    say(f"{now()} t0.8 get_nowait: {get_nowait()}")
    try:
        try:
            async with timeout(1):
                r = await gather(f1(), f3())
                say(f"{now()} t0.9 gathered {r[0]} {r[1]}")
        except TimeoutError:
            say(f"{now()} t0.10 timed out")
    finally:
        say(f"{now()} t0.11 finally")
    async with L[1]:
        say(f"{now()} t0.12 locked 1")
        T[1].add_done_callback(lambda t: say(now(), "t0.13 callback", outcome(t)))
    say(f"{now()} t0.14 ends")
    return 100

async def t1():
    say(f"{now()} t1.1 begins")
    say(f"{now()} t1.2 put_nowait 3: {put_nowait(3)}")
    say(f"{now()} t1.3 shield f5: {await shield(f5())}")
    say(f"{now()} t1.4 f6 gave {await f6()}")
    try:
        if True: raise E2
        try:
            async with timeout(1):
                await sleep(0)
                say(f"{now()} t1.5 slept 0")
        except TimeoutError:
            say(f"{now()} t1.6 timed out")
        F[1].add_done_callback(lambda f: say(now(), "t1.7 callback"))
    except Exception as e:
        say(f"{now()} t1.8 caught {name(e)}")
    say(f"{now()} t1.9 ends")
    return 101

async def t2():
    say(f"{now()} t2.1 begins")
    try:
        await Q.put(5)
        say(f"{now()} t2.2 put 5")
    except Exception as e:
        say(f"{now()} t2.3 caught {name(e)}")
    call_soon(called, "t2.4 called")
    say(f"{now()} t2.5 sets error 0: {set_future_error(0)}")
    T[1].add_done_callback(lambda t: say(now(), "t2.6 callback", outcome(t)))
    say(f"{now()} t2.7 ends")
    return 102

async def t3():
    say(f"{now()} t3.1 begins")
    E[0].clear()
    await sleep(0)
    say(f"{now()} t3.2 slept 0")
    say(f"{now()} t3.3 sets error 2: {set_future_error(2)}")
    say(f"{now()} t3.4 ends")
    return 103

async def t4():
    say(f"{now()} t4.1 begins")
    E[1].set()
    say(f"{now()} t4.2 set 1")
    say(f"{now()} t4.3 sets future 0: {set_future(0, 7)}")
    say(f"{now()} t4.4 task 1: {await T[1]}")
    try:
        async with C: C.notify(1)
        say(f"{now()} t4.5 notified 1")
    except CancelledError:
        say(f"{now()} t4.6 cleans up")
        say(f"{now()} t4.7 cancels future 1: {int(F[1].cancel())}")
        raise
    try:
        F[1].add_done_callback(lambda f: say(now(), "t4.8 callback"))
    except CancelledError:
        say(f"{now()} t4.9 uncancel: {current_task().uncancel()}")
    say(f"{now()} t4.10 ends")
    return 104

async def t5():
    say(f"{now()} t5.1 begins")
    say(f"{now()} t5.2 task 1: {await T[1]}")
    say(f"{now()} t5.3 shield f7: {await shield(f7())}")
    async with TaskGroup() as g:
        g.create_task(f8())
        g.create_task(f9())
        g.create_task(f10())
        say(f"{now()} t5.4 in group")
        if True: raise E2
    say(f"{now()} t5.5 group ends")
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
