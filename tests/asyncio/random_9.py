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
    async with S:
        say(f"{now()} f1.1 semaphore")
        say(f"{now()} f1.2 get_nowait: {get_nowait()}")
    return 1

async def f2():
    await Q.put(1)
    say(f"{now()} f2.1 put 1")
    try:
        async with timeout(5):
            await E[1].wait()
            say(f"{now()} f2.2 event 1")
    except TimeoutError:
        say(f"{now()} f2.3 timed out")
    async with L[0]:
        say(f"{now()} f2.4 locked 0")
        await sleep(0)
        say(f"{now()} f2.5 slept 0")
    return 2

async def f3():
    await sleep(0)
    say(f"{now()} f3.1 slept 0")
    return 3

async def f5():
    say(f"{now()} f5.1 cancels 4: {int(T[4].cancel())}")
    await sleep(0)
    say(f"{now()} f5.2 slept 0")
    try:
        say(f"{now()} f5.3 uncancel: {current_task().uncancel()}")
    finally:
        say(f"{now()} f5.4 finally")
    return 5

async def f6():
    await sleep(5)
    say(f"{now()} f6.1 slept 5")
    E[0].set()
    say(f"{now()} f6.2 set 0")
    await sleep(0)
    say(f"{now()} f6.3 slept 0")
    return 6

async def f4():
    try:
        say(f"{now()} f4.1 future 0: {await F[0]}")
        r = await gather(f5(), f6())
        say(f"{now()} f4.2 gathered {r[0]} {r[1]}")
        say(f"{now()} f4.3 wait ALL_COMPLETED: {await wait(T[:1], ALL_COMPLETED, 5)}")
    except Exception as e:
        say(f"{now()} f4.4 caught {name(e)}")
    say(f"{now()} f4.5 task 0: {await T[0]}")
    await sleep(3)
    say(f"{now()} f4.6 slept 3")
    return 6

async def f8():
    await sleep(0)
    say(f"{now()} f8.1 slept 0")
    return 8

async def f7():
    say(f"{now()} f7.1 wait_for f8: {await wait_for(f8(), 0)}")
    return 8

async def f11():
    await Q.put(2)
    say(f"{now()} f11.1 put 2")
    say(f"{now()} f11.2 shielded 1: {await shield(T[1])}")
    return 11

async def f12():
    say(f"{now()} f12.1 task 1: {await T[1]}")
    say(f"{now()} f12.2 sets error 2: {set_future_error(2)}")
    await sleep(2)
    say(f"{now()} f12.3 slept 2")
    return 12

async def f13():
    say(f"{now()} f13.1 future 1: {await F[1]}")
    T[3].add_done_callback(lambda t: say(now(), "f13.2 callback", outcome(t)))
    say(f"{now()} f13.3 task 0: {await T[0]}")
    return 13

async def f10():
    say(f"{now()} f10.1 future 2: {await F[2]}")
    try:
        say(f"{now()} f10.2 task f11: {await create_task(f11())}")
        async with S:
            say(f"{now()} f10.3 semaphore")
            await sleep(1)
            say(f"{now()} f10.4 slept 1")
            await sleep(0)
            say(f"{now()} f10.5 slept 0")
        async with TaskGroup() as g:
            g.create_task(f12())
            g.create_task(f13())
            say(f"{now()} f10.6 in group")
        say(f"{now()} f10.7 group ends")
    except Exception as e:
        say(f"{now()} f10.8 caught {name(e)}")
    async with C:
        await C.wait()
        say(f"{now()} f10.9 notified")
        say(f"{now()} f10.10 sets error 1: {set_future_error(1)}")
    return 13

async def f9():
    say(f"{now()} f9.1 wait_for f10: {await wait_for(f10(), 0)}")
    E[0].clear()
    return 13

async def t0():
    say(f"{now()} t0.1 begins")
    E[0].clear()
    async with L[1]:
        say(f"{now()} t0.2 locked 1")
        await sleep(3)
        say(f"{now()} t0.3 slept 3")
        async with C: C.notify(3)
        say(f"{now()} t0.4 notified 3")
    try:
        say(f"{now()} t0.5 sets future 2: {set_future(2, 9)}")
    except Exception as e:
        say(f"{now()} t0.6 caught {name(e)}")
    r = await gather(f1(), f2(), return_exceptions=True)
    say(f"{now()} t0.7 collected {either(r[0])} {either(r[1])}")
    say(f"{now()} t0.8 sets error 0: {set_future_error(0)}")
    say(f"{now()} t0.9 ends")
    return 100

async def t1():
    say(f"{now()} t1.1 begins")
    async with L[0]:
        say(f"{now()} t1.2 locked 0")
        await E[0].wait()
        say(f"{now()} t1.3 event 0")
    r = await gather(f3(), f4())
    say(f"{now()} t1.4 gathered {r[0]} {r[1]}")
    say(f"{now()} t1.5 ends")
    return 101

async def t2():
    say(f"{now()} t2.1 begins")
    try:
        async with timeout(0):
            say(f"{now()} t2.2 got {await Q.get()}")
            async with L[0]:
                say(f"{now()} t2.3 locked 0")
                say(f"{now()} t2.4 shield f7: {await shield(f7())}")
    except TimeoutError:
        say(f"{now()} t2.5 timed out")
    say(f"{now()} t2.6 task f9: {await create_task(f9())}")
    async with L[0]:
        say(f"{now()} t2.7 locked 0")
        await E[0].wait()
        say(f"{now()} t2.8 event 0")
    if True: raise E2
    try:
        E[0].clear()
        await sleep(0)
        say(f"{now()} t2.9 slept 0")
    finally:
        say(f"{now()} t2.10 finally")
    say(f"{now()} t2.11 ends")
    return 102

async def t3():
    say(f"{now()} t3.1 begins")
    say(f"{now()} t3.2 cancels future 2: {int(F[2].cancel())}")
    say(f"{now()} t3.3 task 0: {await T[0]}")
    if True: raise E2
    try:
        async with timeout(1):
            try:
                async with L[0]:
                    say(f"{now()} t3.4 locked 0")
                    try:
                        say(f"{now()} t3.5 uncancel: {current_task().uncancel()}")
                    except Exception as e:
                        say(f"{now()} t3.6 caught {name(e)}")
                    say(f"{now()} t3.7 sets error 0: {set_future_error(0)}")
                async with C:
                    await C.wait()
                    say(f"{now()} t3.8 notified")
                    async with L[1]:
                        say(f"{now()} t3.9 locked 1")
                        await sleep(1)
                        say(f"{now()} t3.10 slept 1")
                        say(f"{now()} t3.11 task 0: {await T[0]}")
            except Exception as e:
                say(f"{now()} t3.12 caught {name(e)}")
    except TimeoutError:
        say(f"{now()} t3.13 timed out")
    async with L[1]:
        say(f"{now()} t3.14 locked 1")
        say(f"{now()} t3.15 sets error 0: {set_future_error(0)}")
        await sleep(3)
        say(f"{now()} t3.16 slept 3")
    say(f"{now()} t3.17 ends")
    return 103

async def t4():
    say(f"{now()} t4.1 begins")
    await sleep(0)
    say(f"{now()} t4.2 slept 0")
    say(f"{now()} t4.3 sets future 2: {set_future(2, 9)}")
    say(f"{now()} t4.4 ends")
    return 104

async def t5():
    say(f"{now()} t5.1 begins")
    say(f"{now()} t5.2 sets error 0: {set_future_error(0)}")
    try:
        say(f"{now()} t5.3 cancels 1: {int(T[1].cancel())}")
    except CancelledError:
        say(f"{now()} t5.4 swallows")
    async with L[0]:
        say(f"{now()} t5.5 locked 0")
        await sleep(3)
        say(f"{now()} t5.6 slept 3")
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
