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
    E[0].clear()
    await sleep(3)
    say(f"{now()} f1.2 slept 3")
    return 1

async def f2():
    try:
        say(f"{now()} f2.1 get_nowait: {get_nowait()}")
    finally:
        say(f"{now()} f2.2 finally")
    return 2

async def f4():
    call_later(5, called, "f4.1 called")
    say(f"{now()} f4.2 cancels 4: {int(T[4].cancel())}")
    return 4

async def f3():
    try:
        call_soon(called, "f3.1 called")
        say(f"{now()} f3.2 task 0: {await T[0]}")
    finally:
        say(f"{now()} f3.3 finally")
    say(f"{now()} f3.4 get_nowait: {get_nowait()}")
    say(f"{now()} f3.5 f4 gave {await f4()}")
    return 4

async def f5():
    say(f"{now()} f5.1 task 0: {await T[0]}")
    return 5

async def f9():
    async with C: C.notify(2)
    say(f"{now()} f9.1 notified 2")
    await sleep(0)
    say(f"{now()} f9.2 slept 0")
    say(f"{now()} f9.3 barrier {await B.wait()}")
    return 9

async def f8():
    say(f"{now()} f8.1 task f9: {await create_task(f9())}")
    async with C:
        await C.wait()
        say(f"{now()} f8.2 notified")
        await sleep(2)
        say(f"{now()} f8.3 slept 2")
    return 9

async def f10():
    say(f"{now()} f10.1 task 2: {await T[2]}")
    return 10

async def f7():
    say(f"{now()} f7.1 cancels future 1: {int(F[1].cancel())}")
    say(f"{now()} f7.2 shield f8: {await shield(f8())}")
    async with L[0]:
        say(f"{now()} f7.3 locked 0")
        say(f"{now()} f7.4 wait_for f10: {await wait_for(f10(), 1)}")
    return 10

async def f6():
    say(f"{now()} f6.1 uncancel: {current_task().uncancel()}")
    try:
        F[0].add_done_callback(lambda f: say(now(), "f6.2 callback"))
    finally:
        say(f"{now()} f6.3 finally")
    say(f"{now()} f6.4 shield f7: {await shield(f7())}")
    return 10

async def f12():
    say(f"{now()} f12.1 future 0: {await F[0]}")
    E[0].clear()
    return 12

async def f11():
    say(f"{now()} f11.1 f12 gave {await f12()}")
    say(f"{now()} f11.2 future 0: {await F[0]}")
    return 12

async def t0():
    say(f"{now()} t0.1 begins")
    await sleep(2)
    say(f"{now()} t0.2 slept 2")
    try:
        await E[0].wait()
        say(f"{now()} t0.3 event 0")
        async with TaskGroup() as g:
            g.create_task(f1())
            g.create_task(f2())
            say(f"{now()} t0.4 in group")
        say(f"{now()} t0.5 group ends")
    except Exception as e:
        say(f"{now()} t0.6 caught {name(e)}")
    say(f"{now()} t0.7 uncancel: {current_task().uncancel()}")
    say(f"{now()} t0.8 ends")
    return 100

async def t1():
    say(f"{now()} t1.1 begins")
    say(f"{now()} t1.2 task 0: {await T[0]}")
    F[0].add_done_callback(lambda f: say(now(), "t1.3 callback"))
    say(f"{now()} t1.4 ends")
    return 101

async def t2():
    say(f"{now()} t2.1 begins")
    await Q.put(1)
    say(f"{now()} t2.2 put 1")
    say(f"{now()} t2.3 future 2: {await F[2]}")
    await sleep(1)
    say(f"{now()} t2.4 slept 1")
    say(f"{now()} t2.5 ends")
    return 102

async def t3():
    say(f"{now()} t3.1 begins")
    try:
        call_soon(called, "t3.2 called")
        try:
            async with timeout(10):
                await sleep(0)
                say(f"{now()} t3.3 slept 0")
                async with TaskGroup() as g:
                    g.create_task(f3())
                    g.create_task(f5())
                    say(f"{now()} t3.4 in group")
                say(f"{now()} t3.5 group ends")
        except TimeoutError:
            say(f"{now()} t3.6 timed out")
    except CancelledError:
        say(f"{now()} t3.7 cleans up")
        say(f"{now()} t3.8 cancels future 1: {int(F[1].cancel())}")
        raise
    if True: raise E2
    say(f"{now()} t3.9 wait_for f6: {await wait_for(f6(), 3)}")
    async with S:
        say(f"{now()} t3.10 semaphore")
        async with S:
            say(f"{now()} t3.11 semaphore")
            await Q.put(2)
            say(f"{now()} t3.12 put 2")
            say(f"{now()} t3.13 shield f11: {await shield(f11())}")
    say(f"{now()} t3.14 ends")
    return 103

async def t4():
    say(f"{now()} t4.1 begins")
    async with S:
        say(f"{now()} t4.2 semaphore")
        say(f"{now()} t4.3 cancels 3: {int(T[3].cancel())}")
    call_soon(called, "t4.4 called")
    say(f"{now()} t4.5 shielded 1: {await shield(T[1])}")
    say(f"{now()} t4.6 ends")
    return 104

async def t5():
    say(f"{now()} t5.1 begins")
    async with L[1]:
        say(f"{now()} t5.2 locked 1")
        say(f"{now()} t5.3 future 0: {await F[0]}")
        say(f"{now()} t5.4 cancels 1: {int(T[1].cancel())}")
    await Q.put(3)
    say(f"{now()} t5.5 put 3")
    async with L[1]:
        say(f"{now()} t5.6 locked 1")
        say(f"{now()} t5.7 future 2: {await F[2]}")
        async with L[0]:
            say(f"{now()} t5.8 locked 0")
            if True: raise E2
    async with C:
        await C.wait()
        say(f"{now()} t5.9 notified")
        say(f"{now()} t5.10 get_nowait: {get_nowait()}")
    async with L[0]:
        say(f"{now()} t5.11 locked 0")
        say(f"{now()} t5.12 sets error 0: {set_future_error(0)}")
        say(f"{now()} t5.13 get_nowait: {get_nowait()}")
    say(f"{now()} t5.14 ends")
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
