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
    E[1].clear()
    say(f"{now()} f2.1 uncancel: {current_task().uncancel()}")
    return 2

async def f1():
    async with C:
        await C.wait()
        say(f"{now()} f1.1 notified")
        say(f"{now()} f1.2 shield f2: {await shield(f2())}")
    return 2

async def f3():
    say(f"{now()} f3.1 task 0: {await T[0]}")
    return 3

async def f4():
    if True: raise E1
    return 4

async def f6():
    say(f"{now()} f6.1 shielded 0: {await shield(T[0])}")
    return 6

async def f5():
    try:
        try:
            async with timeout(2):
                say(f"{now()} f5.1 wait_for f6: {await wait_for(f6(), 1)}")
        except TimeoutError:
            say(f"{now()} f5.2 timed out")
    finally:
        say(f"{now()} f5.3 finally")
    return 6

async def f7():
    try:
        async with C:
            await C.wait()
            say(f"{now()} f7.1 notified")
            say(f"{now()} f7.2 get_nowait: {get_nowait()}")
    except Exception as e:
        say(f"{now()} f7.3 caught {name(e)}")
    try:
        await sleep(10)
        say(f"{now()} f7.4 slept 10")
    except Exception as e:
        say(f"{now()} f7.5 caught {name(e)}")
    return 7

async def f10():
    async with L[1]:
        say(f"{now()} f10.1 locked 1")
        say(f"{now()} f10.2 cancels future 1: {int(F[1].cancel())}")
        say(f"{now()} f10.3 cancels future 1: {int(F[1].cancel())}")
    return 10

async def f12():
    say(f"{now()} f12.1 sets error 0: {set_future_error(0)}")
    say(f"{now()} f12.2 sets error 1: {set_future_error(1)}")
    return 12

async def f11():
    say(f"{now()} f11.1 future 2: {await F[2]}")
    kept.append(create_task(f12()))
    return 12

async def f9():
    await sleep(1)
    say(f"{now()} f9.1 slept 1")
    E[1].clear()
    r = await gather(f10(), f11(), return_exceptions=True)
    say(f"{now()} f9.2 collected {either(r[0])} {either(r[1])}")
    return 12

async def f8():
    say(f"{now()} f8.1 wait_for f9: {await wait_for(f9(), 10)}")
    call_soon(called, "f8.2 called")
    async with C:
        await C.wait()
        say(f"{now()} f8.3 notified")
        async with C: C.notify(2)
        say(f"{now()} f8.4 notified 2")
    return 12

async def t0():
    say(f"{now()} t0.1 begins")
    say(f"{now()} t0.2 wait_for f1: {await wait_for(f1(), 5)}")
    T[1].add_done_callback(lambda t: say(now(), "t0.3 callback", outcome(t)))
    say(f"{now()} t0.4 ends")
    return 100

async def t1():
    say(f"{now()} t1.1 begins")
    async with C: C.notify(3)
    say(f"{now()} t1.2 notified 3")
    try:
        say(f"{now()} t1.3 put_nowait 1: {put_nowait(1)}")
        say(f"{now()} t1.4 task 0: {await T[0]}")
    except Exception as e:
        say(f"{now()} t1.5 caught {name(e)}")
    r = await gather(f3(), f4())
    say(f"{now()} t1.6 gathered {r[0]} {r[1]}")
    say(f"{now()} t1.7 put_nowait 2: {put_nowait(2)}")
    say(f"{now()} t1.8 ends")
    return 101

async def t2():
    say(f"{now()} t2.1 begins")
    await E[0].wait()
    say(f"{now()} t2.2 event 0")
    E[1].set()
    say(f"{now()} t2.3 set 1")
    kept.append(create_task(f5()))
    await sleep(0)
    say(f"{now()} t2.4 slept 0")
    T[4].add_done_callback(lambda t: say(now(), "t2.5 callback", outcome(t)))
    say(f"{now()} t2.6 ends")
    return 102

async def t3():
    say(f"{now()} t3.1 begins")
    say(f"{now()} t3.2 task f7: {await create_task(f7())}")
    async with TaskGroup() as g:
        g.create_task(f8())
        say(f"{now()} t3.3 in group")
        say(f"{now()} t3.4 sets error 2: {set_future_error(2)}")
    say(f"{now()} t3.5 group ends")
    say(f"{now()} t3.6 shielded 1: {await shield(T[1])}")
    async with C: C.notify(2)
    say(f"{now()} t3.7 notified 2")
    say(f"{now()} t3.8 ends")
    return 103

async def t4():
    say(f"{now()} t4.1 begins")
    async with C:
        await C.wait()
        say(f"{now()} t4.2 notified")
        await sleep(3)
        say(f"{now()} t4.3 slept 3")
    say(f"{now()} t4.4 sets error 2: {set_future_error(2)}")
    say(f"{now()} t4.5 ends")
    return 104

async def t5():
    say(f"{now()} t5.1 begins")
    say(f"{now()} t5.2 cancels 2: {int(T[2].cancel())}")
    say(f"{now()} t5.3 future 2: {await F[2]}")
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
