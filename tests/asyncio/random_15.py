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
    async with S:
        say(f"{now()} f2.1 semaphore")
        try:
            await sleep(0)
            say(f"{now()} f2.2 slept 0")
        except Exception as e:
            say(f"{now()} f2.3 caught {name(e)}")
    return 2

async def f1():
    say(f"{now()} f1.1 f2 gave {await f2()}")
    return 2

async def f4():
    E[1].clear()
    call_soon(called, "f4.1 called")
    return 4

async def f5():
    await sleep(0)
    say(f"{now()} f5.1 slept 0")
    say(f"{now()} f5.2 uncancel: {current_task().uncancel()}")
    return 5

async def f3():
    try:
        F[2].add_done_callback(lambda f: say(now(), "f3.1 callback"))
        try:
            try:
                async with timeout(2):
                    say(f"{now()} f3.2 got {await Q.get()}")
            except TimeoutError:
                say(f"{now()} f3.3 timed out")
            async with TaskGroup() as g:
                g.create_task(f4())
                g.create_task(f5())
                say(f"{now()} f3.4 in group")
                say(f"{now()} f3.5 sets future 0: {set_future(0, 7)}")
            say(f"{now()} f3.6 group ends")
        finally:
            say(f"{now()} f3.7 finally")
        say(f"{now()} f3.8 cancels 3: {int(T[3].cancel())}")
    except Exception as e:
        say(f"{now()} f3.9 caught {name(e)}")
    say(f"{now()} f3.10 sets error 0: {set_future_error(0)}")
    return 5

async def f7():
    await Q.put(1)
    say(f"{now()} f7.1 put 1")
    await Q.put(2)
    say(f"{now()} f7.2 put 2")
    await sleep(0)
    say(f"{now()} f7.3 slept 0")
    return 7

async def f6():
    async with L[0]:
        say(f"{now()} f6.1 locked 0")
        say(f"{now()} f6.2 shielded 0: {await shield(T[0])}")
        say(f"{now()} f6.3 f7 gave {await f7()}")
    say(f"{now()} f6.4 waited for 0: {await wait_for(T[0], 0)}")
    say(f"{now()} f6.5 put_nowait 3: {put_nowait(3)}")
    return 7

async def f9():
    say(f"{now()} f9.1 cancels future 2: {int(F[2].cancel())}")
    return 9

async def f8():
    say(f"{now()} f8.1 sets error 1: {set_future_error(1)}")
    try:
        say(f"{now()} f8.2 f9 gave {await f9()}")
    except CancelledError:
        say(f"{now()} f8.3 swallows")
    say(f"{now()} f8.4 uncancel: {current_task().uncancel()}")
    return 9

async def f10():
    try:
        T[4].add_done_callback(lambda t: say(now(), "f10.1 callback", outcome(t)))
        say(f"{now()} f10.2 get_nowait: {get_nowait()}")
    except CancelledError:
        say(f"{now()} f10.3 cleans up")
        say(f"{now()} f10.4 task 0: {await T[0]}")
        raise
    say(f"{now()} f10.5 sets future 0: {set_future(0, 7)}")
    return 10

async def f12():
    say(f"{now()} f12.1 barrier {await B.wait()}")
    say(f"{now()} f12.2 cancels future 2: {int(F[2].cancel())}")
    say(f"{now()} f12.3 cancels 5: {int(T[5].cancel())}")
    return 12

async def f11():
    try:
        say(f"{now()} f11.1 wait_for f12: {await wait_for(f12(), 3)}")
        async with C: C.notify(3)
        say(f"{now()} f11.2 notified 3")
    finally:
        say(f"{now()} f11.3 finally")
    say(f"{now()} f11.4 future 0: {await F[0]}")
    async with S:
        say(f"{now()} f11.5 semaphore")
        say(f"{now()} f11.6 cancels 0: {int(T[0].cancel())}")
        call_later(1, called, "f11.7 called")
    return 12

async def t0():
    say(f"{now()} t0.1 begins")
    async with L[0]:
        say(f"{now()} t0.2 locked 0")
        async with S:
            say(f"{now()} t0.3 semaphore")
            try:
                E[1].clear()
                try:
                    async with timeout(1):
                        E[1].set()
                        say(f"{now()} t0.4 set 1")
                        say(f"{now()} t0.5 cancels future 1: {int(F[1].cancel())}")
                except TimeoutError:
                    say(f"{now()} t0.6 timed out")
            except CancelledError:
                say(f"{now()} t0.7 swallows")
            say(f"{now()} t0.8 future 1: {await F[1]}")
    async with C:
        await C.wait()
        say(f"{now()} t0.9 notified")
        say(f"{now()} t0.10 sets future 2: {set_future(2, 9)}")
    async with TaskGroup() as g:
        g.create_task(f1())
        g.create_task(f3())
        say(f"{now()} t0.11 in group")
    say(f"{now()} t0.12 group ends")
    say(f"{now()} t0.13 ends")
    return 100

async def t1():
    say(f"{now()} t1.1 begins")
    if True: raise E2
    async with C:
        await C.wait()
        say(f"{now()} t1.2 notified")
        say(f"{now()} t1.3 wait_for f6: {await wait_for(f6(), 5)}")
    await sleep(0)
    say(f"{now()} t1.4 slept 0")
    try:
        async with timeout(10):
            say(f"{now()} t1.5 wait_for f8: {await wait_for(f8(), 5)}")
            r = await gather(f10(), f11(), return_exceptions=True)
            say(f"{now()} t1.6 collected {either(r[0])} {either(r[1])}")
    except TimeoutError:
        say(f"{now()} t1.7 timed out")
    try:
        async with timeout(1):
            say(f"{now()} t1.8 uncancel: {current_task().uncancel()}")
    except TimeoutError:
        say(f"{now()} t1.9 timed out")
    say(f"{now()} t1.10 ends")
    return 101

async def t2():
    say(f"{now()} t2.1 begins")
    say(f"{now()} t2.2 waited for 0: {await wait_for(T[0], 3)}")
    async with L[1]:
        say(f"{now()} t2.3 locked 1")
        async with S:
            say(f"{now()} t2.4 semaphore")
            say(f"{now()} t2.5 cancels 4: {int(T[4].cancel())}")
            try:
                say(f"{now()} t2.6 cancels 3: {int(T[3].cancel())}")
                try:
                    async with timeout(10):
                        await sleep(0)
                        say(f"{now()} t2.7 slept 0")
                except TimeoutError:
                    say(f"{now()} t2.8 timed out")
            except Exception as e:
                say(f"{now()} t2.9 caught {name(e)}")
        say(f"{now()} t2.10 get_nowait: {get_nowait()}")
    say(f"{now()} t2.11 cancels 0: {int(T[0].cancel())}")
    await sleep(0)
    say(f"{now()} t2.12 slept 0")
    say(f"{now()} t2.13 sets future 1: {set_future(1, 8)}")
    say(f"{now()} t2.14 ends")
    return 102

async def t3():
    say(f"{now()} t3.1 begins")
    say(f"{now()} t3.2 waited for 1: {await wait_for(T[1], 2)}")
    say(f"{now()} t3.3 task 1: {await T[1]}")
    say(f"{now()} t3.4 ends")
    return 103

async def t4():
    say(f"{now()} t4.1 begins")
    say(f"{now()} t4.2 cancels future 0: {int(F[0].cancel())}")
    try:
        say(f"{now()} t4.3 got {await Q.get()}")
        if True: raise E2
    except CancelledError:
        say(f"{now()} t4.4 cleans up")
        say(f"{now()} t4.5 wait FIRST_COMPLETED: {await wait(T[:4], FIRST_COMPLETED, None)}")
        raise
    say(f"{now()} t4.6 cancels future 1: {int(F[1].cancel())}")
    call_later(5, called, "t4.7 called")
    say(f"{now()} t4.8 got {await Q.get()}")
    say(f"{now()} t4.9 ends")
    return 104

async def t5():
    say(f"{now()} t5.1 begins")
    try:
        async with timeout(5):
            call_later(1, called, "t5.2 called")
    except TimeoutError:
        say(f"{now()} t5.3 timed out")
    async with C:
        await C.wait()
        say(f"{now()} t5.4 notified")
        try:
            async with timeout(1):
                E[0].set()
                say(f"{now()} t5.5 set 0")
                say(f"{now()} t5.6 cancels future 0: {int(F[0].cancel())}")
        except TimeoutError:
            say(f"{now()} t5.7 timed out")
    say(f"{now()} t5.8 task 1: {await T[1]}")
    say(f"{now()} t5.9 future 0: {await F[0]}")
    say(f"{now()} t5.10 shielded 3: {await shield(T[3])}")
    say(f"{now()} t5.11 ends")
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
