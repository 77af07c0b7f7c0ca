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
    try:
        async with timeout(5):
            try:
                await sleep(1)
                say(f"{now()} f1.1 slept 1")
            except Exception as e:
                say(f"{now()} f1.2 caught {name(e)}")
            say(f"{now()} f1.3 sets future 0: {set_future(0, 7)}")
    except TimeoutError:
        say(f"{now()} f1.4 timed out")
    return 1

async def f3():
    say(f"{now()} f3.1 sets future 0: {set_future(0, 7)}")
    say(f"{now()} f3.2 task 1: {await T[1]}")
    await sleep(0)
    say(f"{now()} f3.3 slept 0")
    return 3

async def f2():
    await E[0].wait()
    say(f"{now()} f2.1 event 0")
    say(f"{now()} f2.2 shielded 1: {await shield(T[1])}")
    say(f"{now()} f2.3 shield f3: {await shield(f3())}")
    return 3

async def f5():
    say(f"{now()} f5.1 got {await Q.get()}")
    call_later(0, called, "f5.2 called")
    return 5

async def f4():
    await sleep(1)
    say(f"{now()} f4.1 slept 1")
    kept.append(create_task(f5()))
    return 5

async def f7():
    say(f"{now()} f7.1 cancels 0: {int(T[0].cancel())}")
    say(f"{now()} f7.2 barrier {await B.wait()}")
    return 7

async def f6():
    async with L[0]:
        say(f"{now()} f6.1 locked 0")
        say(f"{now()} f6.2 cancels 5: {int(T[5].cancel())}")
        async with C:
            await C.wait()
            say(f"{now()} f6.3 notified")
            say(f"{now()} f6.4 get_nowait: {get_nowait()}")
    async with C:
        await C.wait()
        say(f"{now()} f6.5 notified")
        say(f"{now()} f6.6 wait_for f7: {await wait_for(f7(), 0)}")
    return 7

async def f8():
    if True: raise E1
    return 8

async def f11():
    say(f"{now()} f11.1 sets error 1: {set_future_error(1)}")
    return 11

async def f10():
    say(f"{now()} f10.1 task f11: {await create_task(f11())}")
    return 11

async def f12():
    try:
        async with timeout(3):
            say(f"{now()} f12.1 task 1: {await T[1]}")
    except TimeoutError:
        say(f"{now()} f12.2 timed out")
    return 12

async def f9():
    r = await gather(f10(), f12(), return_exceptions=True)
    say(f"{now()} f9.1 collected {either(r[0])} {either(r[1])}")
    call_soon(called, "f9.2 called")
    return 12

async def t0():
    say(f"{now()} t0.1 begins")
    call_later(0, called, "t0.2 called")
    E[0].set()
    say(f"{now()} t0.3 set 0")
    await sleep(3)
    say(f"{now()} t0.4 slept 3")
    say(f"{now()} t0.5 wait_for f1: {await wait_for(f1(), 1)}")
    say(f"{now()} t0.6 ends")
    return 100

async def t1():
    say(f"{now()} t1.1 begins")
    await sleep(0)
    say(f"{now()} t1.2 slept 0")
    try:
        async with timeout(1):
            try:
                async with timeout(1):
                    call_later(1, called, "t1.3 called")
            except TimeoutError:
                say(f"{now()} t1.4 timed out")
    except TimeoutError:
        say(f"{now()} t1.5 timed out")
    say(f"{now()} t1.6 ends")
    return 101

async def t2():
    say(f"{now()} t2.1 begins")
    try:
        async with S:
            say(f"{now()} t2.2 semaphore")
            try:
                async with timeout(0):
                    try:
                        say(f"{now()} t2.3 got {await Q.get()}")
                        say(f"{now()} t2.4 sets error 2: {set_future_error(2)}")
                    except CancelledError:
                        say(f"{now()} t2.5 swallows")
                    async with L[1]:
                        say(f"{now()} t2.6 locked 1")
                        say(f"{now()} t2.7 task 1: {await T[1]}")
                        if True: raise E1
            except TimeoutError:
                say(f"{now()} t2.8 timed out")
            r = await gather(f2(), f4(), return_exceptions=True)
            say(f"{now()} t2.9 collected {either(r[0])} {either(r[1])}")
        say(f"{now()} t2.10 shield f6: {await shield(f6())}")
    except CancelledError:
        say(f"{now()} t2.11 uncancel: {current_task().uncancel()}")
    say(f"{now()} t2.12 wait_for f8: {await wait_for(f8(), 5)}")
    try:
        try:
            async with C:
                await C.wait()
                say(f"{now()} t2.13 notified")
                say(f"{now()} t2.14 cancels future 1: {int(F[1].cancel())}")
            call_later(3, called, "t2.15 called")
        except Exception as e:
            say(f"{now()} t2.16 caught {name(e)}")
        say(f"{now()} t2.17 wait_for f9: {await wait_for(f9(), 0)}")
    except Exception as e:
        say(f"{now()} t2.18 caught {name(e)}")
    say(f"{now()} t2.19 put_nowait 1: {put_nowait(1)}")
    call_soon(called, "t2.20 called")
    say(f"{now()} t2.21 ends")
    return 102

async def t3():
    say(f"{now()} t3.1 begins")
    E[1].clear()
    say(f"{now()} t3.2 got {await Q.get()}")
    if True: raise E1
    say(f"{now()} t3.3 task 1: {await T[1]}")
    say(f"{now()} t3.4 ends")
    return 103

async def t4():
    say(f"{now()} t4.1 begins")
    say(f"{now()} t4.2 sets future 1: {set_future(1, 8)}")
    say(f"{now()} t4.3 barrier {await B.wait()}")
    say(f"{now()} t4.4 put_nowait 2: {put_nowait(2)}")
    say(f"{now()} t4.5 barrier {await B.wait()}")
    say(f"{now()} t4.6 ends")
    return 104

async def t5():
    say(f"{now()} t5.1 begins")
    say(f"{now()} t5.2 shielded 3: {await shield(T[3])}")
    say(f"{now()} t5.3 shielded 1: {await shield(T[1])}")
    call_later(10, called, "t5.4 called")
    say(f"{now()} t5.5 got {await Q.get()}")
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
