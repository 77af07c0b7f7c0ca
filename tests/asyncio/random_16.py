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
    say(f"{now()} f2.1 uncancel: {current_task().uncancel()}")
    await sleep(0)
    say(f"{now()} f2.2 slept 0")
    async with C: C.notify(2)
    say(f"{now()} f2.3 notified 2")
    return 2

async def f4():
    async with C:
        await C.wait()
        say(f"{now()} f4.1 notified")
        await sleep(0)
        say(f"{now()} f4.2 slept 0")
    async with L[0]:
        say(f"{now()} f4.3 locked 0")
        say(f"{now()} f4.4 cancels 2: {int(T[2].cancel())}")
        say(f"{now()} f4.5 sets future 1: {set_future(1, 8)}")
    try:
        say(f"{now()} f4.6 sets future 1: {set_future(1, 8)}")
        say(f"{now()} f4.7 sets error 2: {set_future_error(2)}")
        say(f"{now()} f4.8 sets future 2: {set_future(2, 9)}")
    except Exception as e:
        say(f"{now()} f4.9 caught {name(e)}")
    return 4

async def f3():
    say(f"{now()} f3.1 task f4: {await create_task(f4())}")
    async with L[0]:
        say(f"{now()} f3.2 locked 0")
        say(f"{now()} f3.3 put_nowait 1: {put_nowait(1)}")
    return 4

async def f5():
    call_soon(called, "f5.1 called")
    await sleep(1)
    say(f"{now()} f5.2 slept 1")
    call_later(0, called, "f5.3 called")
    return 5

async def f6():
    await sleep(0)
    say(f"{now()} f6.1 slept 0")
    return 6

async def f1():
    async with L[1]:
        say(f"{now()} f1.1 locked 1")
        try:
            async with timeout(0):
                say(f"{now()} f1.2 shield f2: {await shield(f2())}")
                async with S:
                    say(f"{now()} f1.3 semaphore")
                    async with C: C.notify(3)
                    say(f"{now()} f1.4 notified 3")
        except TimeoutError:
            say(f"{now()} f1.5 timed out")
        E[1].set()
        say(f"{now()} f1.6 set 1")
    async with TaskGroup() as g:
        g.create_task(f3())
        say(f"{now()} f1.7 in group")
        try:
            say(f"{now()} f1.8 task f5: {await create_task(f5())}")
            E[0].set()
            say(f"{now()} f1.9 set 0")
            say(f"{now()} f1.10 f6 gave {await f6()}")
        except Exception as e:
            say(f"{now()} f1.11 caught {name(e)}")
    say(f"{now()} f1.12 group ends")
    return 6

async def f7():
    async with L[0]:
        say(f"{now()} f7.1 locked 0")
        say(f"{now()} f7.2 cancels future 1: {int(F[1].cancel())}")
        try:
            async with timeout(0):
                await Q.put(2)
                say(f"{now()} f7.3 put 2")
                say(f"{now()} f7.4 future 0: {await F[0]}")
        except TimeoutError:
            say(f"{now()} f7.5 timed out")
    E[0].set()
    say(f"{now()} f7.6 set 0")
    return 7

async def f8():
    say(f"{now()} f8.1 future 2: {await F[2]}")
    return 8

async def f9():
    say(f"{now()} f9.1 wait FIRST_COMPLETED: {await wait(T[:1], FIRST_COMPLETED, 0)}")
    E[1].set()
    say(f"{now()} f9.2 set 1")
    return 9

async def f10():
    F[2].add_done_callback(lambda f: say(now(), "f10.1 callback"))
    return 10

async def f12():
    await E[0].wait()
    say(f"{now()} f12.1 event 0")
    return 12

async def f11():
    async with TaskGroup() as g:
        g.create_task(f12())
        say(f"{now()} f11.1 in group")
    say(f"{now()} f11.2 group ends")
    try:
        await sleep(0)
        say(f"{now()} f11.3 slept 0")
        say(f"{now()} f11.4 barrier {await B.wait()}")
        say(f"{now()} f11.5 barrier {await B.wait()}")
    except Exception as e:
        say(f"{now()} f11.6 caught {name(e)}")
    return 12

async def f13():
    try:
        say(f"{now()} f13.1 task 0: {await T[0]}")
    finally:
        say(f"{now()} f13.2 finally")
    return 13

async def t0():
    say(f"{now()} t0.1 begins")
    say(f"{now()} t0.2 wait_for f1: {await wait_for(f1(), 5)}")
    try:
        async with timeout(1):
            E[0].set()
            say(f"{now()} t0.3 set 0")
    except TimeoutError:
        say(f"{now()} t0.4 timed out")
    await sleep(1)
    say(f"{now()} t0.5 slept 1")
    try:
        async with TaskGroup() as g:
            g.create_task(f7())
            g.create_task(f8())
            say(f"{now()} t0.6 in group")
            try:
                await E[1].wait()
                say(f"{now()} t0.7 event 1")
            except Exception as e:
                say(f"{now()} t0.8 caught {name(e)}")
        say(f"{now()} t0.9 group ends")
    except Exception as e:
        say(f"{now()} t0.10 caught {name(e)}")
    say(f"{now()} t0.11 ends")
    return 100

async def t1():
    say(f"{now()} t1.1 begins")
    kept.append(create_task(f9()))
    try:
        try:
            call_soon(called, "t1.2 called")
        finally:
            say(f"{now()} t1.3 finally")
        try:
            async with TaskGroup() as g:
                g.create_task(f10())
                g.create_task(f11())
                g.create_task(f13())
                say(f"{now()} t1.4 in group")
            say(f"{now()} t1.5 group ends")
        except CancelledError:
            say(f"{now()} t1.6 cleans up")
            say(f"{now()} t1.7 task 0: {await T[0]}")
            raise
        say(f"{now()} t1.8 sets error 1: {set_future_error(1)}")
    except Exception as e:
        say(f"{now()} t1.9 caught {name(e)}")
    say(f"{now()} t1.10 ends")
    return 101

async def t2():
    say(f"{now()} t2.1 begins")
    say(f"{now()} t2.2 uncancel: {current_task().uncancel()}")
    say(f"{now()} t2.3 cancels 0: {int(T[0].cancel())}")
    async with L[1]:
        say(f"{now()} t2.4 locked 1")
        say(f"{now()} t2.5 shielded 0: {await shield(T[0])}")
        async with S:
            say(f"{now()} t2.6 semaphore")
            say(f"{now()} t2.7 task 0: {await T[0]}")
    say(f"{now()} t2.8 ends")
    return 102

async def t3():
    say(f"{now()} t3.1 begins")
    try:
        async with L[1]:
            say(f"{now()} t3.2 locked 1")
            if True: raise E1
    except Exception as e:
        say(f"{now()} t3.3 caught {name(e)}")
    async with S:
        say(f"{now()} t3.4 semaphore")
        say(f"{now()} t3.5 task 1: {await T[1]}")
    try:
        async with C:
            await C.wait()
            say(f"{now()} t3.6 notified")
            await E[1].wait()
            say(f"{now()} t3.7 event 1")
        say(f"{now()} t3.8 put_nowait 3: {put_nowait(3)}")
    except Exception as e:
        say(f"{now()} t3.9 caught {name(e)}")
    say(f"{now()} t3.10 put_nowait 4: {put_nowait(4)}")
    say(f"{now()} t3.11 ends")
    return 103

async def t4():
    say(f"{now()} t4.1 begins")
    await E[1].wait()
    say(f"{now()} t4.2 event 1")
    say(f"{now()} t4.3 task 0: {await T[0]}")
    say(f"{now()} t4.4 future 2: {await F[2]}")
    say(f"{now()} t4.5 ends")
    return 104

async def t5():
    say(f"{now()} t5.1 begins")
    try:
        async with S:
            say(f"{now()} t5.2 semaphore")
            try:
                say(f"{now()} t5.3 get_nowait: {get_nowait()}")
            except CancelledError:
                say(f"{now()} t5.4 swallows")
            say(f"{now()} t5.5 barrier {await B.wait()}")
        say(f"{now()} t5.6 sets future 2: {set_future(2, 9)}")
    except Exception as e:
        say(f"{now()} t5.7 caught {name(e)}")
    say(f"{now()} t5.8 cancels 0: {int(T[0].cancel())}")
    try:
        async with timeout(2):
            await sleep(0)
            say(f"{now()} t5.9 slept 0")
            try:
                say(f"{now()} t5.10 got {await Q.get()}")
            finally:
                say(f"{now()} t5.11 finally")
    except TimeoutError:
        say(f"{now()} t5.12 timed out")
    await sleep(2)
    say(f"{now()} t5.13 slept 2")
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
