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
    E[0].set()
    say(f"{now()} f2.1 set 0")
    return 2

async def f1():
    say(f"{now()} f1.1 task f2: {await create_task(f2())}")
    try:
        try:
            call_soon(called, "f1.2 called")
            say(f"{now()} f1.3 waited for 0: {await wait_for(T[0], 5)}")
        finally:
            say(f"{now()} f1.4 finally")
    except CancelledError:
        say(f"{now()} f1.5 cleans up")
        say(f"{now()} f1.6 task 0: {await T[0]}")
        raise
    return 2

async def f3():
    say(f"{now()} f3.1 sets future 2: {set_future(2, 9)}")
    say(f"{now()} f3.2 sets error 1: {set_future_error(1)}")
    return 3

async def f4():
    say(f"{now()} f4.1 barrier {await B.wait()}")
    say(f"{now()} f4.2 future 1: {await F[1]}")
    say(f"{now()} f4.3 sets error 2: {set_future_error(2)}")
    return 4

async def f5():
    say(f"{now()} f5.1 got {await Q.get()}")
    return 5

async def f6():
    say(f"{now()} f6.1 cancels future 2: {int(F[2].cancel())}")
    return 6

async def f8():
    async with L[0]:
        say(f"{now()} f8.1 locked 0")
        say(f"{now()} f8.2 barrier {await B.wait()}")
        await sleep(2)
        say(f"{now()} f8.3 slept 2")
    return 8

async def f7():
    say(f"{now()} f7.1 f8 gave {await f8()}")
    return 8

async def f11():
    say(f"{now()} f11.1 got {await Q.get()}")
    return 11

async def f12():
    say(f"{now()} f12.1 got {await Q.get()}")
    return 12

async def f10():
    try:
        async with timeout(5):
            say(f"{now()} f10.1 wait_for f11: {await wait_for(f11(), 0)}")
    except TimeoutError:
        say(f"{now()} f10.2 timed out")
    async with S:
        say(f"{now()} f10.3 semaphore")
        say(f"{now()} f10.4 shield f12: {await shield(f12())}")
        async with C:
            await C.wait()
            say(f"{now()} f10.5 notified")
            say(f"{now()} f10.6 barrier {await B.wait()}")
    try:
        E[0].clear()
    finally:
        say(f"{now()} f10.7 finally")
    return 12

async def f9():
    kept.append(create_task(f10()))
    async with S:
        say(f"{now()} f9.1 semaphore")
        E[0].set()
        say(f"{now()} f9.2 set 0")
    return 12

async def t0():
    say(f"{now()} t0.1 begins")
    try:
        call_soon(called, "t0.2 called")
    except CancelledError:
        say(f"{now()} t0.3 uncancel: {current_task().uncancel()}")
    try:
        async with timeout(0):
            say(f"{now()} t0.4 barrier {await B.wait()}")
    except TimeoutError:
        say(f"{now()} t0.5 timed out")
    say(f"{now()} t0.6 ends")
    return 100

async def t1():
    say(f"{now()} t1.1 begins")
    say(f"{now()} t1.2 wait ALL_COMPLETED: {await wait(T[:1], ALL_COMPLETED, 0)}")
    say(f"{now()} t1.3 sets future 2: {set_future(2, 9)}")
    async with L[0]:
        say(f"{now()} t1.4 locked 0")
        say(f"{now()} t1.5 shield f1: {await shield(f1())}")
        say(f"{now()} t1.6 put_nowait 1: {put_nowait(1)}")
    async with TaskGroup() as g:
        g.create_task(f3())
        say(f"{now()} t1.7 in group")
    say(f"{now()} t1.8 group ends")
    say(f"{now()} t1.9 shielded 0: {await shield(T[0])}")
    say(f"{now()} t1.10 ends")
    return 101

async def t2():
    say(f"{now()} t2.1 begins")
    say(f"{now()} t2.2 sets future 1: {set_future(1, 8)}")
    T[3].add_done_callback(lambda t: say(now(), "t2.3 callback", outcome(t)))
    say(f"{now()} t2.4 got {await Q.get()}")
    say(f"{now()} t2.5 shielded 0: {await shield(T[0])}")
    async with C: C.notify(2)
    say(f"{now()} t2.6 notified 2")
    say(f"{now()} t2.7 ends")
    return 102

async def t3():
    say(f"{now()} t3.1 begins")
    say(f"{now()} t3.2 task f4: {await create_task(f4())}")
    kept.append(create_task(f5()))
    say(f"{now()} t3.3 shielded 0: {await shield(T[0])}")
    await sleep(0)
    say(f"{now()} t3.4 slept 0")
    await sleep(0)
    say(f"{now()} t3.5 slept 0")
    say(f"{now()} t3.6 ends")
    return 103

async def t4():
    say(f"{now()} t4.1 begins")
    call_soon(called, "t4.2 called")
    await sleep(1)
    say(f"{now()} t4.3 slept 1")
    E[0].set()
    say(f"{now()} t4.4 set 0")
    await sleep(0)
    say(f"{now()} t4.5 slept 0")
    say(f"{now()} t4.6 ends")
    return 104

async def t5():
    say(f"{now()} t5.1 begins")
    say(f"{now()} t5.2 task 0: {await T[0]}")
    try:
        async with L[0]:
            say(f"{now()} t5.3 locked 0")
            await sleep(0)
            say(f"{now()} t5.4 slept 0")
    except CancelledError:
        say(f"{now()} t5.5 swallows")
    await sleep(0)
    say(f"{now()} t5.6 slept 0")
    r = await gather(f6(), f7(), return_exceptions=True)
    say(f"{now()} t5.7 collected {either(r[0])} {either(r[1])}")
    say(f"{now()} t5.8 f9 gave {await f9()}")
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
