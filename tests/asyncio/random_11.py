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
    call_later(0, called, "f1.1 called")
    return 1

async def f2():
    say(f"{now()} f2.1 sets future 2: {set_future(2, 9)}")
    say(f"{now()} f2.2 barrier {await B.wait()}")
    async with L[0]:
        say(f"{now()} f2.3 locked 0")
        try:
            async with timeout(0):
                if True: raise E1
                say(f"{now()} f2.4 barrier {await B.wait()}")
        except TimeoutError:
            say(f"{now()} f2.5 timed out")
    return 2

async def f4():
    await E[1].wait()
    say(f"{now()} f4.1 event 1")
    return 4

async def f5():
    say(f"{now()} f5.1 got {await Q.get()}")
    say(f"{now()} f5.2 future 0: {await F[0]}")
    return 5

async def f3():
    async with L[0]:
        say(f"{now()} f3.1 locked 0")
        try:
            async with timeout(5):
                call_soon(called, "f3.2 called")
        except TimeoutError:
            say(f"{now()} f3.3 timed out")
        try:
            async with timeout(0):
                async with TaskGroup() as g:
                    g.create_task(f4())
                    g.create_task(f5())
                    say(f"{now()} f3.4 in group")
                    await sleep(0)
                    say(f"{now()} f3.5 slept 0")
                say(f"{now()} f3.6 group ends")
                try:
                    await E[1].wait()
                    say(f"{now()} f3.7 event 1")
                except Exception as e:
                    say(f"{now()} f3.8 caught {name(e)}")
        except TimeoutError:
            say(f"{now()} f3.9 timed out")
    say(f"{now()} f3.10 uncancel: {current_task().uncancel()}")
    say(f"{now()} f3.11 future 2: {await F[2]}")
    return 5

async def f7():
    async with C:
        await C.wait()
        say(f"{now()} f7.1 notified")
        await sleep(0)
        say(f"{now()} f7.2 slept 0")
    return 7

async def f6():
    async with C:
        await C.wait()
        say(f"{now()} f6.1 notified")
        say(f"{now()} f6.2 f7 gave {await f7()}")
    return 7

async def f8():
    say(f"{now()} f8.1 cancels 5: {int(T[5].cancel())}")
    return 8

async def f9():
    async with S:
        say(f"{now()} f9.1 semaphore")
        say(f"{now()} f9.2 sets error 2: {set_future_error(2)}")
    async with C: C.notify(3)
    say(f"{now()} f9.3 notified 3")
    return 9

async def f10():
    say(f"{now()} f10.1 cancels future 2: {int(F[2].cancel())}")
    if True: raise E1
    say(f"{now()} f10.2 sets error 1: {set_future_error(1)}")
    return 10

async def f12():
    await sleep(10)
    say(f"{now()} f12.1 slept 10")
    return 12

async def f11():
    say(f"{now()} f11.1 f12 gave {await f12()}")
    try:
        async with timeout(3):
            await sleep(10)
            say(f"{now()} f11.2 slept 10")
    except TimeoutError:
        say(f"{now()} f11.3 timed out")
    say(f"{now()} f11.4 uncancel: {current_task().uncancel()}")
    return 12

async def t0():
    say(f"{now()} t0.1 begins")
    say(f"{now()} t0.2 sets future 1: {set_future(1, 8)}")
    if True: raise E1
    try:
        say(f"{now()} t0.3 cancels 0: {int(T[0].cancel())}")
        r = await gather(f1(), f2(), return_exceptions=True)
        say(f"{now()} t0.4 collected {either(r[0])} {either(r[1])}")
    finally:
        say(f"{now()} t0.5 finally")
    async with L[0]:
        say(f"{now()} t0.6 locked 0")
        say(f"{now()} t0.7 future 2: {await F[2]}")
        await sleep(2)
        say(f"{now()} t0.8 slept 2")
    say(f"{now()} t0.9 wait_for f3: {await wait_for(f3(), 5)}")
    say(f"{now()} t0.10 ends")
    return 100

async def t1():
    say(f"{now()} t1.1 begins")
    say(f"{now()} t1.2 wait_for f6: {await wait_for(f6(), 1)}")
    try:
        async with timeout(0):
            say(f"{now()} t1.3 get_nowait: {get_nowait()}")
            async with L[0]:
                say(f"{now()} t1.4 locked 0")
                try:
                    say(f"{now()} t1.5 cancels 4: {int(T[4].cancel())}")
                    kept.append(create_task(f8()))
                except CancelledError:
                    say(f"{now()} t1.6 swallows")
    except TimeoutError:
        say(f"{now()} t1.7 timed out")
    say(f"{now()} t1.8 ends")
    return 101

async def t2():
    say(f"{now()} t2.1 begins")
    say(f"{now()} t2.2 shielded 0: {await shield(T[0])}")
    say(f"{now()} t2.3 cancels 5: {int(T[5].cancel())}")
    F[1].add_done_callback(lambda f: say(now(), "t2.4 callback"))
    async with C: C.notify(1)
    say(f"{now()} t2.5 notified 1")
    say(f"{now()} t2.6 ends")
    return 102

async def t3():
    say(f"{now()} t3.1 begins")
    async with L[0]:
        say(f"{now()} t3.2 locked 0")
        try:
            kept.append(create_task(f9()))
            try:
                async with timeout(1):
                    try:
                        await sleep(0)
                        say(f"{now()} t3.3 slept 0")
                        say(f"{now()} t3.4 put_nowait 1: {put_nowait(1)}")
                    except Exception as e:
                        say(f"{now()} t3.5 caught {name(e)}")
            except TimeoutError:
                say(f"{now()} t3.6 timed out")
        except Exception as e:
            say(f"{now()} t3.7 caught {name(e)}")
        say(f"{now()} t3.8 cancels 0: {int(T[0].cancel())}")
    async with TaskGroup() as g:
        g.create_task(f10())
        g.create_task(f11())
        say(f"{now()} t3.9 in group")
        say(f"{now()} t3.10 uncancel: {current_task().uncancel()}")
    say(f"{now()} t3.11 group ends")
    say(f"{now()} t3.12 task 1: {await T[1]}")
    call_soon(called, "t3.13 called")
    await sleep(5)
    say(f"{now()} t3.14 slept 5")
    say(f"{now()} t3.15 ends")
    return 103

async def t4():
    say(f"{now()} t4.1 begins")
    if True: raise E1
    say(f"{now()} t4.2 get_nowait: {get_nowait()}")
    say(f"{now()} t4.3 ends")
    return 104

async def t5():
    say(f"{now()} t5.1 begins")
    async with C: C.notify(1)
    say(f"{now()} t5.2 notified 1")
    async with L[1]:
        say(f"{now()} t5.3 locked 1")
        say(f"{now()} t5.4 get_nowait: {get_nowait()}")
        call_later(10, called, "t5.5 called")
    say(f"{now()} t5.6 shielded 4: {await shield(T[4])}")
    try:
        await sleep(10)
        say(f"{now()} t5.7 slept 10")
    finally:
        say(f"{now()} t5.8 finally")
    async with L[1]:
        say(f"{now()} t5.9 locked 1")
        async with L[1]:
            say(f"{now()} t5.10 locked 1")
            async with C:
                await C.wait()
                say(f"{now()} t5.11 notified")
                async with S:
                    say(f"{now()} t5.12 semaphore")
                    say(f"{now()} t5.13 sets future 1: {set_future(1, 8)}")
                    say(f"{now()} t5.14 got {await Q.get()}")
            E[0].clear()
        say(f"{now()} t5.15 task 1: {await T[1]}")
    say(f"{now()} t5.16 ends")
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
