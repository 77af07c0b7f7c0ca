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
        async with L[1]:
            say(f"{now()} f1.2 locked 1")
            await sleep(1)
            say(f"{now()} f1.3 slept 1")
        if True: raise E1
    say(f"{now()} f1.4 get_nowait: {get_nowait()}")
    try:
        async with timeout(0):
            async with S:
                say(f"{now()} f1.5 semaphore")
                T[1].add_done_callback(lambda t: say(now(), "f1.6 callback", outcome(t)))
    except TimeoutError:
        say(f"{now()} f1.7 timed out")
    return 1

async def f4():
    say(f"{now()} f4.1 get_nowait: {get_nowait()}")
    say(f"{now()} f4.2 barrier {await B.wait()}")
    return 4

async def f3():
    async with C: C.notify(3)
    say(f"{now()} f3.1 notified 3")
    await sleep(0)
    say(f"{now()} f3.2 slept 0")
    say(f"{now()} f3.3 task f4: {await create_task(f4())}")
    return 4

async def f5():
    async with L[0]:
        say(f"{now()} f5.1 locked 0")
        say(f"{now()} f5.2 got {await Q.get()}")
        await sleep(0)
        say(f"{now()} f5.3 slept 0")
    F[1].add_done_callback(lambda f: say(now(), "f5.4 callback"))
    return 5

async def f2():
    async with L[0]:
        say(f"{now()} f2.1 locked 0")
        async with C: C.notify(3)
        say(f"{now()} f2.2 notified 3")
        r = await gather(f3(), f5(), return_exceptions=True)
        say(f"{now()} f2.3 collected {either(r[0])} {either(r[1])}")
    return 5

async def f7():
    try:
        T[4].add_done_callback(lambda t: say(now(), "f7.1 callback", outcome(t)))
        say(f"{now()} f7.2 barrier {await B.wait()}")
    finally:
        say(f"{now()} f7.3 finally")
    call_later(2, called, "f7.4 called")
    say(f"{now()} f7.5 cancels 2: {int(T[2].cancel())}")
    return 7

async def f8():
    say(f"{now()} f8.1 task 4: {await T[4]}")
    return 8

async def f9():
    say(f"{now()} f9.1 task 1: {await T[1]}")
    say(f"{now()} f9.2 shielded 3: {await shield(T[3])}")
    E[0].set()
    say(f"{now()} f9.3 set 0")
    return 9

async def f6():
    try:
        r = await gather(f7(), f8(), return_exceptions=True)
        say(f"{now()} f6.1 collected {either(r[0])} {either(r[1])}")
        say(f"{now()} f6.2 wait_for f9: {await wait_for(f9(), 10)}")
    except CancelledError:
        say(f"{now()} f6.3 uncancel: {current_task().uncancel()}")
    return 9

async def f11():
    call_soon(called, "f11.1 called")
    say(f"{now()} f11.2 get_nowait: {get_nowait()}")
    say(f"{now()} f11.3 task 1: {await T[1]}")
    return 11

async def f12():
    say(f"{now()} f12.1 got {await Q.get()}")
    try:
        await sleep(1)
        say(f"{now()} f12.2 slept 1")
        say(f"{now()} f12.3 cancels 0: {int(T[0].cancel())}")
    except Exception as e:
        say(f"{now()} f12.4 caught {name(e)}")
    return 12

async def f13():
    say(f"{now()} f13.1 sets future 2: {set_future(2, 9)}")
    return 13

async def f10():
    async with L[1]:
        say(f"{now()} f10.1 locked 1")
        async with C:
            await C.wait()
            say(f"{now()} f10.2 notified")
            say(f"{now()} f10.3 sets future 2: {set_future(2, 9)}")
        say(f"{now()} f10.4 put_nowait 5: {put_nowait(5)}")
    async with L[0]:
        say(f"{now()} f10.5 locked 0")
        try:
            async with timeout(10):
                say(f"{now()} f10.6 shield f11: {await shield(f11())}")
        except TimeoutError:
            say(f"{now()} f10.7 timed out")
        r = await gather(f12(), f13(), return_exceptions=True)
        say(f"{now()} f10.8 collected {either(r[0])} {either(r[1])}")
    async with C:
        await C.wait()
        say(f"{now()} f10.9 notified")
        call_soon(called, "f10.10 called")
    return 13

async def t0():
    say(f"{now()} t0.1 begins")
    say(f"{now()} t0.2 get_nowait: {get_nowait()}")
    await sleep(0)
    say(f"{now()} t0.3 slept 0")
    say(f"{now()} t0.4 f1 gave {await f1()}")
    async with C:
        await C.wait()
        say(f"{now()} t0.5 notified")
        say(f"{now()} t0.6 put_nowait 1: {put_nowait(1)}")
    say(f"{now()} t0.7 ends")
    return 100

async def t1():
    say(f"{now()} t1.1 begins")
    await sleep(0)
    say(f"{now()} t1.2 slept 0")
    say(f"{now()} t1.3 sets error 2: {set_future_error(2)}")
    say(f"{now()} t1.4 ends")
    return 101

async def t2():
    say(f"{now()} t2.1 begins")
    say(f"{now()} t2.2 sets future 2: {set_future(2, 9)}")
    say(f"{now()} t2.3 put_nowait 2: {put_nowait(2)}")
    async with S:
        say(f"{now()} t2.4 semaphore")
        try:
            async with timeout(10):
                await Q.put(3)
                say(f"{now()} t2.5 put 3")
                await sleep(0)
                say(f"{now()} t2.6 slept 0")
        except TimeoutError:
            say(f"{now()} t2.7 timed out")
    say(f"{now()} t2.8 cancels 2: {int(T[2].cancel())}")
    try:
        async with L[1]:
            say(f"{now()} t2.9 locked 1")
            async with C: C.notify(2)
            say(f"{now()} t2.10 notified 2")
            say(f"{now()} t2.11 sets future 0: {set_future(0, 7)}")
        E[1].clear()
    except Exception as e:
        say(f"{now()} t2.12 caught {name(e)}")
    say(f"{now()} t2.13 ends")
    return 102

async def t3():
    say(f"{now()} t3.1 begins")
    try:
        async with timeout(10):
            say(f"{now()} t3.2 waited for 2: {await wait_for(T[2], 3)}")
            try:
                async with L[1]:
                    say(f"{now()} t3.3 locked 1")
                    try:
                        async with timeout(1):
                            say(f"{now()} t3.4 wait FIRST_EXCEPTION: {await wait(T[:3], FIRST_EXCEPTION, None)}")
                    except TimeoutError:
                        say(f"{now()} t3.5 timed out")
                try:
                    async with S:
                        say(f"{now()} t3.6 semaphore")
                        E[1].clear()
                        call_soon(called, "t3.7 called")
                    E[0].set()
                    say(f"{now()} t3.8 set 0")
                    async with S:
                        say(f"{now()} t3.9 semaphore")
                        await sleep(0)
                        say(f"{now()} t3.10 slept 0")
                except Exception as e:
                    say(f"{now()} t3.11 caught {name(e)}")
            except Exception as e:
                say(f"{now()} t3.12 caught {name(e)}")
    except TimeoutError:
        say(f"{now()} t3.13 timed out")
    kept.append(create_task(f2()))
    say(f"{now()} t3.14 ends")
    return 103

async def t4():
    say(f"{now()} t4.1 begins")
    try:
        async with timeout(5):
            say(f"{now()} t4.2 put_nowait 4: {put_nowait(4)}")
    except TimeoutError:
        say(f"{now()} t4.3 timed out")
    say(f"{now()} t4.4 sets error 0: {set_future_error(0)}")
    say(f"{now()} t4.5 ends")
    return 104

async def t5():
    say(f"{now()} t5.1 begins")
    say(f"{now()} t5.2 sets future 1: {set_future(1, 8)}")
    r = await gather(f6(), f10())
    say(f"{now()} t5.3 gathered {r[0]} {r[1]}")
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
