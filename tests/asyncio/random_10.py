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
    try:
        say(f"{now()} f1.1 cancels 0: {int(T[0].cancel())}")
        say(f"{now()} f1.2 got {await Q.get()}")
    except Exception as e:
        say(f"{now()} f1.3 caught {name(e)}")
    return 1

async def f3():
    async with S:
        say(f"{now()} f3.1 semaphore")
        say(f"{now()} f3.2 cancels 3: {int(T[3].cancel())}")
        E[1].set()
        say(f"{now()} f3.3 set 1")
    await sleep(0)
    say(f"{now()} f3.4 slept 0")
    E[0].set()
    say(f"{now()} f3.5 set 0")
    return 3

async def f4():
    await Q.put(1)
    say(f"{now()} f4.1 put 1")
    return 4

async def f2():
    async with TaskGroup() as g:
        g.create_task(f3())
        g.create_task(f4())
        say(f"{now()} f2.1 in group")
    say(f"{now()} f2.2 group ends")
    E[1].set()
    say(f"{now()} f2.3 set 1")
    say(f"{now()} f2.4 sets future 1: {set_future(1, 8)}")
    return 4

async def f6():
    say(f"{now()} f6.1 future 0: {await F[0]}")
    return 6

async def f5():
    async with C:
        await C.wait()
        say(f"{now()} f5.1 notified")
        say(f"{now()} f5.2 task f6: {await create_task(f6())}")
    try:
        call_soon(called, "f5.3 called")
        async with L[0]:
            say(f"{now()} f5.4 locked 0")
            say(f"{now()} f5.5 put_nowait 2: {put_nowait(2)}")
            say(f"{now()} f5.6 cancels 0: {int(T[0].cancel())}")
    except Exception as e:
        say(f"{now()} f5.7 caught {name(e)}")
    return 6

async def f8():
    await sleep(0)
    say(f"{now()} f8.1 slept 0")
    return 8

async def f7():
    say(f"{now()} f7.1 shielded 0: {await shield(T[0])}")
    say(f"{now()} f7.2 sets error 1: {set_future_error(1)}")
    say(f"{now()} f7.3 wait_for f8: {await wait_for(f8(), 3)}")
    return 8

async def f9():
    try:
        async with timeout(10):
            say(f"{now()} f9.1 get_nowait: {get_nowait()}")
            say(f"{now()} f9.2 sets error 2: {set_future_error(2)}")
    except TimeoutError:
        say(f"{now()} f9.3 timed out")
    say(f"{now()} f9.4 uncancel: {current_task().uncancel()}")
    return 9

async def f10():
    say(f"{now()} f10.1 sets error 2: {set_future_error(2)}")
    try:
        say(f"{now()} f10.2 future 0: {await F[0]}")
    except Exception as e:
        say(f"{now()} f10.3 caught {name(e)}")
    return 10

async def f12():
    say(f"{now()} f12.1 got {await Q.get()}")
    say(f"{now()} f12.2 cancels future 0: {int(F[0].cancel())}")
    say(f"{now()} f12.3 got {await Q.get()}")
    return 12

async def f11():
    say(f"{now()} f11.1 task 1: {await T[1]}")
    say(f"{now()} f11.2 wait_for f12: {await wait_for(f12(), 0)}")
    return 12

async def t0():
    say(f"{now()} t0.1 begins")
    kept.append(create_task(f1()))
    try:
        r = await gather(f2(), f5(), return_exceptions=True)
        say(f"{now()} t0.2 collected {either(r[0])} {either(r[1])}")
    except CancelledError:
        say(f"{now()} t0.3 swallows")
    say(f"{now()} t0.4 ends")
    return 100

async def t1():
    say(f"{now()} t1.1 begins")
    try:
        async with timeout(3):
            say(f"{now()} t1.2 sets future 0: {set_future(0, 7)}")
            say(f"{now()} t1.3 cancels 4: {int(T[4].cancel())}")
    except TimeoutError:
        say(f"{now()} t1.4 timed out")
    say(f"{now()} t1.5 wait FIRST_COMPLETED: {await wait(T[:1], FIRST_COMPLETED, 0)}")
    r = await gather(f7(), f9(), return_exceptions=True)
    say(f"{now()} t1.6 collected {either(r[0])} {either(r[1])}")
    E[1].clear()
    await sleep(1)
    say(f"{now()} t1.7 slept 1")
    say(f"{now()} t1.8 ends")
    return 101

async def t2():
    say(f"{now()} t2.1 begins")
    say(f"{now()} t2.2 waited for 1: {await wait_for(T[1], 1)}")
    kept.append(create_task(f10()))
    say(f"{now()} t2.3 sets future 2: {set_future(2, 9)}")
    try:
        async with C:
            await C.wait()
            say(f"{now()} t2.4 notified")
            async with TaskGroup() as g:
                g.create_task(f11())
                say(f"{now()} t2.5 in group")
            say(f"{now()} t2.6 group ends")
    except CancelledError:
        say(f"{now()} t2.7 cleans up")
        if True: raise E2
        raise
    async with L[1]:
        say(f"{now()} t2.8 locked 1")
        E[1].set()
        say(f"{now()} t2.9 set 1")
        await sleep(0)
        say(f"{now()} t2.10 slept 0")
    say(f"{now()} t2.11 ends")
    return 102

async def t3():
    say(f"{now()} t3.1 begins")
    await Q.put(3)
    say(f"{now()} t3.2 put 3")
    try:
        say(f"{now()} t3.3 get_nowait: {get_nowait()}")
    except Exception as e:
        say(f"{now()} t3.4 caught {name(e)}")
    say(f"{now()} t3.5 ends")
    return 103

async def t4():
    say(f"{now()} t4.1 begins")
    say(f"{now()} t4.2 cancels 0: {int(T[0].cancel())}")
    say(f"{now()} t4.3 future 0: {await F[0]}")
    call_soon(called, "t4.4 called")
    say(f"{now()} t4.5 ends")
    return 104

async def t5():
    say(f"{now()} t5.1 begins")
    say(f"{now()} t5.2 sets future 2: {set_future(2, 9)}")
    say(f"{now()} t5.3 shielded 4: {await shield(T[4])}")
    say(f"{now()} t5.4 sets future 2: {set_future(2, 9)}")
    await E[1].wait()
    say(f"{now()} t5.5 event 1")
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
