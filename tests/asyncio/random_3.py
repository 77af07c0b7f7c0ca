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
    say(f"{now()} f1.1 cancels 2: {int(T[2].cancel())}")
    async with S:
        say(f"{now()} f1.2 semaphore")
        try:
            say(f"{now()} f1.3 future 2: {await F[2]}")
            if True: raise E2
            say(f"{now()} f1.4 future 2: {await F[2]}")
        except Exception as e:
            say(f"{now()} f1.5 caught {name(e)}")
        try:
            async with C: C.notify(3)
            say(f"{now()} f1.6 notified 3")
        except CancelledError:
            say(f"{now()} f1.7 cleans up")
            say(f"{now()} f1.8 wait FIRST_EXCEPTION: {await wait(T[:1], FIRST_EXCEPTION, 5)}")
            raise
    return 1

async def f2():
    E[0].clear()
    await Q.put(1)
    say(f"{now()} f2.1 put 1")
    return 2

async def f4():
    async with C: C.notify(3)
    say(f"{now()} f4.1 notified 3")
    async with C: C.notify(3)
    say(f"{now()} f4.2 notified 3")
    return 4

async def f3():
    say(f"{now()} f3.1 task f4: {await create_task(f4())}")
    try:
        async with timeout(2):
            say(f"{now()} f3.2 cancels future 1: {int(F[1].cancel())}")
            await sleep(0)
            say(f"{now()} f3.3 slept 0")
    except TimeoutError:
        say(f"{now()} f3.4 timed out")
    return 4

async def f5():
    say(f"{now()} f5.1 got {await Q.get()}")
    async with C:
        await C.wait()
        say(f"{now()} f5.2 notified")
        say(f"{now()} f5.3 cancels 0: {int(T[0].cancel())}")
    return 5

async def f7():
    await sleep(0)
    say(f"{now()} f7.1 slept 0")
    return 7

async def f6():
    say(f"{now()} f6.1 uncancel: {current_task().uncancel()}")
    kept.append(create_task(f7()))
    E[1].clear()
    return 7

async def f9():
    try:
        await sleep(0)
        say(f"{now()} f9.1 slept 0")
    except Exception as e:
        say(f"{now()} f9.2 caught {name(e)}")
    call_soon(called, "f9.3 called")
    await Q.put(2)
    say(f"{now()} f9.4 put 2")
    return 9

async def f8():
    say(f"{now()} f8.1 shield f9: {await shield(f9())}")
    return 9

async def f11():
    say(f"{now()} f11.1 sets future 0: {set_future(0, 7)}")
    try:
        async with timeout(10):
            await sleep(0)
            say(f"{now()} f11.2 slept 0")
            await E[1].wait()
            say(f"{now()} f11.3 event 1")
    except TimeoutError:
        say(f"{now()} f11.4 timed out")
    say(f"{now()} f11.5 shielded 4: {await shield(T[4])}")
    return 11

async def f10():
    async with C:
        await C.wait()
        say(f"{now()} f10.1 notified")
        say(f"{now()} f10.2 shield f11: {await shield(f11())}")
    try:
        async with timeout(3):
            say(f"{now()} f10.3 put_nowait 3: {put_nowait(3)}")
    except TimeoutError:
        say(f"{now()} f10.4 timed out")
    say(f"{now()} f10.5 future 1: {await F[1]}")
    return 11

async def f12():
    E[1].clear()
    say(f"{now()} f12.1 future 1: {await F[1]}")
    say(f"{now()} f12.2 future 0: {await F[0]}")
    return 12

async def f13():
    async with L[1]:
        say(f"{now()} f13.1 locked 1")
        call_later(1, called, "f13.2 called")
        try:
            await Q.put(4)
            say(f"{now()} f13.3 put 4")
            say(f"{now()} f13.4 waited for 1: {await wait_for(T[1], 0)}")
            await Q.put(5)
            say(f"{now()} f13.5 put 5")
        except Exception as e:
            say(f"{now()} f13.6 caught {name(e)}")
    try:
        async with timeout(0):
            call_later(1, called, "f13.7 called")
    except TimeoutError:
        say(f"{now()} f13.8 timed out")
    return 13

async def t0():
    say(f"{now()} t0.1 begins")
    say(f"{now()} t0.2 cancels 2: {int(T[2].cancel())}")
    say(f"{now()} t0.3 sets error 2: {set_future_error(2)}")
    async with C: C.notify(1)
    say(f"{now()} t0.4 notified 1")
    say(f"{now()} t0.5 ends")
    return 100

async def t1():
    say(f"{now()} t1.1 begins")
    try:
        async with timeout(1):
            F[2].add_done_callback(lambda f: say(now(), "t1.2 callback"))
            E[0].set()
            say(f"{now()} t1.3 set 0")
    except TimeoutError:
        say(f"{now()} t1.4 timed out")
    say(f"{now()} t1.5 cancels future 1: {int(F[1].cancel())}")
    call_soon(called, "t1.6 called")
    say(f"{now()} t1.7 cancels 4: {int(T[4].cancel())}")
    async with L[1]:
        say(f"{now()} t1.8 locked 1")
        say(f"{now()} t1.9 waited for 0: {await wait_for(T[0], 5)}")
        kept.append(create_task(f1()))
    say(f"{now()} t1.10 ends")
    return 101

async def t2():
    say(f"{now()} t2.1 begins")
    await E[1].wait()
    say(f"{now()} t2.2 event 1")
    async with L[1]:
        say(f"{now()} t2.3 locked 1")
        async with L[1]:
            say(f"{now()} t2.4 locked 1")
            try:
                await sleep(0)
                say(f"{now()} t2.5 slept 0")
                say(f"{now()} t2.6 task 0: {await T[0]}")
            except Exception as e:
                say(f"{now()} t2.7 caught {name(e)}")
        kept.append(create_task(f2()))
    say(f"{now()} t2.8 ends")
    return 102

async def t3():
    say(f"{now()} t3.1 begins")
    async with C:
        await C.wait()
        say(f"{now()} t3.2 notified")
        await E[1].wait()
        say(f"{now()} t3.3 event 1")
    try:
        async with timeout(1):
            say(f"{now()} t3.4 got {await Q.get()}")
    except TimeoutError:
        say(f"{now()} t3.5 timed out")
    say(f"{now()} t3.6 ends")
    return 103

async def t4():
    say(f"{now()} t4.1 begins")
    r = await gather(f3(), f5(), return_exceptions=True)
    say(f"{now()} t4.2 collected {either(r[0])} {either(r[1])}")
    say(f"{now()} t4.3 got {await Q.get()}")
    say(f"{now()} t4.4 shield f6: {await shield(f6())}")
    async with C:
        await C.wait()
        say(f"{now()} t4.5 notified")
        say(f"{now()} t4.6 shield f8: {await shield(f8())}")
    say(f"{now()} t4.7 ends")
    return 104

async def t5():
    say(f"{now()} t5.1 begins")
    E[0].clear()
    async with TaskGroup() as g:
        g.create_task(f10())
        g.create_task(f12())
        g.create_task(f13())
        say(f"{now()} t5.2 in group")
    say(f"{now()} t5.3 group ends")
    if True: raise E1
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
