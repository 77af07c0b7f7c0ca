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
    say(f"{now()} f1.1 sets error 2: {set_future_error(2)}")
    return 1

async def f2():
    say(f"{now()} f2.1 sets error 0: {set_future_error(0)}")
    E[0].clear()
    return 2

async def f4():
    T[0].add_done_callback(lambda t: say(now(), "f4.1 callback", outcome(t)))
    E[1].clear()
    say(f"{now()} f4.2 barrier {await B.wait()}")
    return 4

async def f3():
    say(f"{now()} f3.1 wait_for f4: {await wait_for(f4(), 1)}")
    return 4

async def f6():
    say(f"{now()} f6.1 wait FIRST_EXCEPTION: {await wait(T[:2], FIRST_EXCEPTION, 0)}")
    say(f"{now()} f6.2 task 0: {await T[0]}")
    return 6

async def f5():
    try:
        async with S:
            say(f"{now()} f5.1 semaphore")
            say(f"{now()} f5.2 wait_for f6: {await wait_for(f6(), 0)}")
            try:
                F[2].add_done_callback(lambda f: say(now(), "f5.3 callback"))
                say(f"{now()} f5.4 get_nowait: {get_nowait()}")
            except CancelledError:
                say(f"{now()} f5.5 swallows")
        try:
            async with L[0]:
                say(f"{now()} f5.6 locked 0")
                await sleep(0)
                say(f"{now()} f5.7 slept 0")
                say(f"{now()} f5.8 future 1: {await F[1]}")
            say(f"{now()} f5.9 waited for 1: {await wait_for(T[1], 2)}")
        except CancelledError:
            say(f"{now()} f5.10 uncancel: {current_task().uncancel()}")
    except CancelledError:
        say(f"{now()} f5.11 uncancel: {current_task().uncancel()}")
    say(f"{now()} f5.12 put_nowait 3: {put_nowait(3)}")
    return 6

async def f8():
    say(f"{now()} f8.1 wait FIRST_COMPLETED: {await wait(T[:3], FIRST_COMPLETED, 5)}")
    return 8

async def f9():
    await E[1].wait()
    say(f"{now()} f9.1 event 1")
    async with L[0]:
        say(f"{now()} f9.2 locked 0")
        async with L[1]:
            say(f"{now()} f9.3 locked 1")
            say(f"{now()} f9.4 got {await Q.get()}")
    await sleep(1)
    say(f"{now()} f9.5 slept 1")
    return 9

async def f7():
    r = await gather(f8(), f9())
    say(f"{now()} f7.1 gathered {r[0]} {r[1]}")
    try:
        say(f"{now()} f7.2 cancels future 1: {int(F[1].cancel())}")
    finally:
        say(f"{now()} f7.3 finally")
    return 9

async def f11():
    say(f"{now()} f11.1 cancels 1: {int(T[1].cancel())}")
    return 11

async def f12():
    E[0].set()
    say(f"{now()} f12.1 set 0")
    return 12

async def f13():
    try:
        if True: raise E1
        E[0].clear()
        say(f"{now()} f13.1 sets error 2: {set_future_error(2)}")
    except Exception as e:
        say(f"{now()} f13.2 caught {name(e)}")
    return 13

async def f10():
    async with S:
        say(f"{now()} f10.1 semaphore")
        await Q.put(5)
        say(f"{now()} f10.2 put 5")
        say(f"{now()} f10.3 wait FIRST_COMPLETED: {await wait(T[:4], FIRST_COMPLETED, 5)}")
    async with L[1]:
        say(f"{now()} f10.4 locked 1")
        say(f"{now()} f10.5 sets future 0: {set_future(0, 7)}")
    try:
        say(f"{now()} f10.6 sets error 2: {set_future_error(2)}")
        async with TaskGroup() as g:
            g.create_task(f11())
            g.create_task(f12())
            g.create_task(f13())
            say(f"{now()} f10.7 in group")
            try:
                say(f"{now()} f10.8 put_nowait 6: {put_nowait(6)}")
                say(f"{now()} f10.9 task 3: {await T[3]}")
            except CancelledError:
                say(f"{now()} f10.10 uncancel: {current_task().uncancel()}")
        say(f"{now()} f10.11 group ends")
        try:
            say(f"{now()} f10.12 sets future 1: {set_future(1, 8)}")
            say(f"{now()} f10.13 sets error 2: {set_future_error(2)}")
        except CancelledError:
            say(f"{now()} f10.14 uncancel: {current_task().uncancel()}")
    except Exception as e:
        say(f"{now()} f10.15 caught {name(e)}")
    return 13

async def t0():
    say(f"{now()} t0.1 begins")
    say(f"{now()} t0.2 cancels 1: {int(T[1].cancel())}")
    await E[0].wait()
    say(f"{now()} t0.3 event 0")
    await sleep(1)
    say(f"{now()} t0.4 slept 1")
    await Q.put(1)
    say(f"{now()} t0.5 put 1")
    await sleep(0)
    say(f"{now()} t0.6 slept 0")
    say(f"{now()} t0.7 ends")
    return 100

async def t1():
    say(f"{now()} t1.1 begins")
    r = await gather(f1(), f2())
    say(f"{now()} t1.2 gathered {r[0]} {r[1]}")
    await Q.put(2)
    say(f"{now()} t1.3 put 2")
    try:
        say(f"{now()} t1.4 got {await Q.get()}")
    except CancelledError:
        say(f"{now()} t1.5 uncancel: {current_task().uncancel()}")
    await sleep(2)
    say(f"{now()} t1.6 slept 2")
    async with C:
        await C.wait()
        say(f"{now()} t1.7 notified")
        say(f"{now()} t1.8 shielded 0: {await shield(T[0])}")
    say(f"{now()} t1.9 ends")
    return 101

async def t2():
    say(f"{now()} t2.1 begins")
    try:
        async with timeout(1):
            say(f"{now()} t2.2 task 0: {await T[0]}")
    except TimeoutError:
        say(f"{now()} t2.3 timed out")
    say(f"{now()} t2.4 got {await Q.get()}")
    kept.append(create_task(f3()))
    say(f"{now()} t2.5 wait_for f5: {await wait_for(f5(), 3)}")
    say(f"{now()} t2.6 ends")
    return 102

async def t3():
    say(f"{now()} t3.1 begins")
    say(f"{now()} t3.2 f7 gave {await f7()}")
    await Q.put(4)
    say(f"{now()} t3.3 put 4")
    say(f"{now()} t3.4 ends")
    return 103

async def t4():
    say(f"{now()} t4.1 begins")
    say(f"{now()} t4.2 sets future 1: {set_future(1, 8)}")
    say(f"{now()} t4.3 future 2: {await F[2]}")
    say(f"{now()} t4.4 shielded 1: {await shield(T[1])}")
    say(f"{now()} t4.5 wait_for f10: {await wait_for(f10(), 1)}")
    say(f"{now()} t4.6 ends")
    return 104

async def t5():
    say(f"{now()} t5.1 begins")
    try:
        say(f"{now()} t5.2 wait FIRST_EXCEPTION: {await wait(T[:5], FIRST_EXCEPTION, 5)}")
    finally:
        say(f"{now()} t5.3 finally")
    if True: raise E2
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
