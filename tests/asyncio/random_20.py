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
    await sleep(0)
    say(f"{now()} f1.1 slept 0")
    return 1

async def f4():
    await E[1].wait()
    say(f"{now()} f4.1 event 1")
    say(f"{now()} f4.2 cancels 0: {int(T[0].cancel())}")
    await Q.put(1)
    say(f"{now()} f4.3 put 1")
    return 4

async def f5():
    say(f"{now()} f5.1 got {await Q.get()}")
    return 5

async def f3():
    try:
        call_later(0, called, "f3.1 called")
    except Exception as e:
        say(f"{now()} f3.2 caught {name(e)}")
    if True: raise E2
    r = await gather(f4(), f5())
    say(f"{now()} f3.3 gathered {r[0]} {r[1]}")
    return 5

async def f6():
    say(f"{now()} f6.1 sets future 2: {set_future(2, 9)}")
    say(f"{now()} f6.2 uncancel: {current_task().uncancel()}")
    async with S:
        say(f"{now()} f6.3 semaphore")
        F[0].add_done_callback(lambda f: say(now(), "f6.4 callback"))
    return 6

async def f2():
    async with C: C.notify(3)
    say(f"{now()} f2.1 notified 3")
    r = await gather(f3(), f6(), return_exceptions=True)
    say(f"{now()} f2.2 collected {either(r[0])} {either(r[1])}")
    await sleep(0)
    say(f"{now()} f2.3 slept 0")
    return 6

async def f7():
    async with L[1]:
        say(f"{now()} f7.1 locked 1")
        await E[0].wait()
        say(f"{now()} f7.2 event 0")
    call_later(0, called, "f7.3 called")
    return 7

async def f8():
    say(f"{now()} f8.1 barrier {await B.wait()}")
    try:
        say(f"{now()} f8.2 shielded 0: {await shield(T[0])}")
    except Exception as e:
        say(f"{now()} f8.3 caught {name(e)}")
    return 8

async def f9():
    async with C:
        await C.wait()
        say(f"{now()} f9.1 notified")
        async with L[0]:
            say(f"{now()} f9.2 locked 0")
            try:
                await Q.put(2)
                say(f"{now()} f9.3 put 2")
                say(f"{now()} f9.4 shielded 0: {await shield(T[0])}")
            except Exception as e:
                say(f"{now()} f9.5 caught {name(e)}")
            await sleep(10)
            say(f"{now()} f9.6 slept 10")
    async with L[0]:
        say(f"{now()} f9.7 locked 0")
        say(f"{now()} f9.8 cancels 2: {int(T[2].cancel())}")
        async with L[0]:
            say(f"{now()} f9.9 locked 0")
            try:
                async with timeout(5):
                    say(f"{now()} f9.10 put_nowait 3: {put_nowait(3)}")
            except TimeoutError:
                say(f"{now()} f9.11 timed out")
    return 9

async def f12():
    await sleep(0)
    say(f"{now()} f12.1 slept 0")
    say(f"{now()} f12.2 sets future 0: {set_future(0, 7)}")
    return 12

async def f11():
    say(f"{now()} f11.1 task f12: {await create_task(f12())}")
    say(f"{now()} f11.2 sets error 1: {set_future_error(1)}")
    try:
        async with timeout(2):
            say(f"{now()} f11.3 got {await Q.get()}")
            async with C: C.notify(1)
            say(f"{now()} f11.4 notified 1")
    except TimeoutError:
        say(f"{now()} f11.5 timed out")
    return 12

async def f13():
    async with L[1]:
        say(f"{now()} f13.1 locked 1")
        say(f"{now()} f13.2 sets error 0: {set_future_error(0)}")
    await Q.put(4)
    say(f"{now()} f13.3 put 4")
    return 13

async def f10():
    r = await gather(f11(), f13(), return_exceptions=True)
    say(f"{now()} f10.1 collected {either(r[0])} {either(r[1])}")
    await sleep(0)
    say(f"{now()} f10.2 slept 0")
    return 13

async def t0():
    say(f"{now()} t0.1 begins")
    async with L[1]:
        say(f"{now()} t0.2 locked 1")
        try:
            try:
                say(f"{now()} t0.3 sets future 1: {set_future(1, 8)}")
                try:
                    await sleep(10)
                    say(f"{now()} t0.4 slept 10")
                    await E[0].wait()
                    say(f"{now()} t0.5 event 0")
                except CancelledError:
                    say(f"{now()} t0.6 swallows")
            except CancelledError:
                say(f"{now()} t0.7 swallows")
        except Exception as e:
            say(f"{now()} t0.8 caught {name(e)}")
    try:
        async with timeout(2):
            say(f"{now()} t0.9 wait_for f1: {await wait_for(f1(), 2)}")
            E[0].set()
            say(f"{now()} t0.10 set 0")
    except TimeoutError:
        say(f"{now()} t0.11 timed out")
    async with C:
        await C.wait()
        say(f"{now()} t0.12 notified")
        r = await gather(f2(), f7(), return_exceptions=True)
        say(f"{now()} t0.13 collected {either(r[0])} {either(r[1])}")
    say(f"{now()} t0.14 ends")
    return 100

async def t1():
    say(f"{now()} t1.1 begins")
    try:
        say(f"{now()} t1.2 wait FIRST_COMPLETED: {await wait(T[:1], FIRST_COMPLETED, 1)}")
    finally:
        say(f"{now()} t1.3 finally")
    try:
        try:
            async with timeout(1):
                say(f"{now()} t1.4 task f8: {await create_task(f8())}")
        except TimeoutError:
            say(f"{now()} t1.5 timed out")
    except Exception as e:
        say(f"{now()} t1.6 caught {name(e)}")
    r = await gather(f9(), f10())
    say(f"{now()} t1.7 gathered {r[0]} {r[1]}")
    say(f"{now()} t1.8 ends")
    return 101

async def t2():
    say(f"{now()} t2.1 begins")
    say(f"{now()} t2.2 put_nowait 5: {put_nowait(5)}")
    await sleep(0)
    say(f"{now()} t2.3 slept 0")
    try:
        try:
            say(f"{now()} t2.4 shielded 1: {await shield(T[1])}")
            say(f"{now()} t2.5 barrier {await B.wait()}")
        except Exception as e:
            say(f"{now()} t2.6 caught {name(e)}")
        await Q.put(6)
        say(f"{now()} t2.7 put 6")
    finally:
        say(f"{now()} t2.8 finally")
    say(f"{now()} t2.9 ends")
    return 102

async def t3():
    say(f"{now()} t3.1 begins")
    E[1].clear()
    say(f"{now()} t3.2 sets future 2: {set_future(2, 9)}")
    say(f"{now()} t3.3 ends")
    return 103

async def t4():
    say(f"{now()} t4.1 begins")
    say(f"{now()} t4.2 put_nowait 7: {put_nowait(7)}")
    say(f"{now()} t4.3 got {await Q.get()}")
    say(f"{now()} t4.4 barrier {await B.wait()}")
    say(f"{now()} t4.5 ends")
    return 104

async def t5():
    say(f"{now()} t5.1 begins")
    call_later(0, called, "t5.2 called")
    say(f"{now()} t5.3 barrier {await B.wait()}")
    try:
        async with timeout(3):
            try:
                say(f"{now()} t5.4 barrier {await B.wait()}")
                async with S:
                    say(f"{now()} t5.5 semaphore")
                    async with L[0]:
                        say(f"{now()} t5.6 locked 0")
                        E[1].set()
                        say(f"{now()} t5.7 set 1")
            finally:
                say(f"{now()} t5.8 finally")
            try:
                async with timeout(2):
                    async with L[1]:
                        say(f"{now()} t5.9 locked 1")
                        say(f"{now()} t5.10 sets error 1: {set_future_error(1)}")
            except TimeoutError:
                say(f"{now()} t5.11 timed out")
    except TimeoutError:
        say(f"{now()} t5.12 timed out")
    say(f"{now()} t5.13 ends")
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
