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
    say(f"{now()} f2.1 cancels future 0: {int(F[0].cancel())}")
    E[0].set()
    say(f"{now()} f2.2 set 0")
    return 2

async def f4():
    say(f"{now()} f4.1 got {await Q.get()}")
    call_later(0, called, "f4.2 called")
    return 4

async def f5():
    say(f"{now()} f5.1 put_nowait 1: {put_nowait(1)}")
    say(f"{now()} f5.2 uncancel: {current_task().uncancel()}")
    await sleep(0)
    say(f"{now()} f5.3 slept 0")
    return 5

async def f6():
    say(f"{now()} f6.1 uncancel: {current_task().uncancel()}")
    say(f"{now()} f6.2 sets error 0: {set_future_error(0)}")
    return 6

async def f3():
    try:
        async with timeout(1):
            async with TaskGroup() as g:
                g.create_task(f4())
                g.create_task(f5())
                g.create_task(f6())
                say(f"{now()} f3.1 in group")
                E[0].set()
                say(f"{now()} f3.2 set 0")
            say(f"{now()} f3.3 group ends")
    except TimeoutError:
        say(f"{now()} f3.4 timed out")
    await E[0].wait()
    say(f"{now()} f3.5 event 0")
    return 6

async def f1():
    say(f"{now()} f1.1 wait_for f2: {await wait_for(f2(), 0)}")
    kept.append(create_task(f3()))
    return 6

async def f7():
    T[1].add_done_callback(lambda t: say(now(), "f7.1 callback", outcome(t)))
    return 7

async def f8():
    F[1].add_done_callback(lambda f: say(now(), "f8.1 callback"))
    say(f"{now()} f8.2 cancels future 1: {int(F[1].cancel())}")
    return 8

async def f9():
    say(f"{now()} f9.1 cancels 5: {int(T[5].cancel())}")
    return 9

async def f11():
    call_soon(called, "f11.1 called")
    say(f"{now()} f11.2 future 0: {await F[0]}")
    if True: raise E1
    return 11

async def f10():
    async with S:
        say(f"{now()} f10.1 semaphore")
        say(f"{now()} f10.2 cancels 3: {int(T[3].cancel())}")
    say(f"{now()} f10.3 f11 gave {await f11()}")
    return 11

async def f12():
    say(f"{now()} f12.1 waited for 1: {await wait_for(T[1], 5)}")
    say(f"{now()} f12.2 waited for 1: {await wait_for(T[1], 2)}")
    return 12

async def t0():
    say(f"{now()} t0.1 begins")
    async with TaskGroup() as g:
        g.create_task(f1())
        g.create_task(f7())
        g.create_task(f8())
        say(f"{now()} t0.2 in group")
        say(f"{now()} t0.3 wait_for f9: {await wait_for(f9(), 10)}")
    say(f"{now()} t0.4 group ends")
    async with L[0]:
        say(f"{now()} t0.5 locked 0")
        async with C: C.notify(1)
        say(f"{now()} t0.6 notified 1")
        async with S:
            say(f"{now()} t0.7 semaphore")
            say(f"{now()} t0.8 got {await Q.get()}")
            kept.append(create_task(f10()))
    say(f"{now()} t0.9 sets error 2: {set_future_error(2)}")
    say(f"{now()} t0.10 ends")
    return 100

async def t1():
    say(f"{now()} t1.1 begins")
    say(f"{now()} t1.2 waited for 0: {await wait_for(T[0], 1)}")
    say(f"{now()} t1.3 sets future 1: {set_future(1, 8)}")
    say(f"{now()} t1.4 sets error 0: {set_future_error(0)}")
    await sleep(0)
    say(f"{now()} t1.5 slept 0")
    call_soon(called, "t1.6 called")
    say(f"{now()} t1.7 ends")
    return 101

async def t2():
    say(f"{now()} t2.1 begins")
    try:
        async with timeout(1):
            try:
                say(f"{now()} t2.2 uncancel: {current_task().uncancel()}")
            except CancelledError:
                say(f"{now()} t2.3 cleans up")
                E[0].clear()
                raise
            say(f"{now()} t2.4 cancels future 2: {int(F[2].cancel())}")
    except TimeoutError:
        say(f"{now()} t2.5 timed out")
    say(f"{now()} t2.6 wait_for f12: {await wait_for(f12(), 1)}")
    E[0].clear()
    await sleep(0)
    say(f"{now()} t2.7 slept 0")
    say(f"{now()} t2.8 ends")
    return 102

async def t3():
    say(f"{now()} t3.1 begins")
    call_later(0, called, "t3.2 called")
    try:
        if True: raise E2
    except CancelledError:
        say(f"{now()} t3.3 uncancel: {current_task().uncancel()}")
    say(f"{now()} t3.4 task 0: {await T[0]}")
    async with L[1]:
        say(f"{now()} t3.5 locked 1")
        try:
            async with L[1]:
                say(f"{now()} t3.6 locked 1")
                say(f"{now()} t3.7 got {await Q.get()}")
        except Exception as e:
            say(f"{now()} t3.8 caught {name(e)}")
    say(f"{now()} t3.9 waited for 0: {await wait_for(T[0], 1)}")
    say(f"{now()} t3.10 ends")
    return 103

async def t4():
    say(f"{now()} t4.1 begins")
    try:
        T[4].add_done_callback(lambda t: say(now(), "t4.2 callback", outcome(t)))
    except Exception as e:
        say(f"{now()} t4.3 caught {name(e)}")
    say(f"{now()} t4.4 wait ALL_COMPLETED: {await wait(T[:4], ALL_COMPLETED, None)}")
    await sleep(0)
    say(f"{now()} t4.5 slept 0")
    say(f"{now()} t4.6 ends")
    return 104

async def t5():
    say(f"{now()} t5.1 begins")
    await sleep(5)
    say(f"{now()} t5.2 slept 5")
    say(f"{now()} t5.3 cancels 5: {int(T[5].cancel())}")
    async with C:
        await C.wait()
        say(f"{now()} t5.4 notified")
        await sleep(0)
        say(f"{now()} t5.5 slept 0")
    async with S:
        say(f"{now()} t5.6 semaphore")
        await Q.put(2)
        say(f"{now()} t5.7 put 2")
        say(f"{now()} t5.8 task 4: {await T[4]}")
    if True: raise E1
    say(f"{now()} t5.9 ends")
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
