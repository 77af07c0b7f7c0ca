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
        say(f"{now()} f1.1 put_nowait 1: {put_nowait(1)}")
        say(f"{now()} f1.2 barrier {await B.wait()}")
    except CancelledError:
        say(f"{now()} f1.3 cleans up")
        T[2].add_done_callback(lambda t: say(now(), "f1.4 callback", outcome(t)))
        raise
    return 1

async def f2():
    async with L[0]:
        say(f"{now()} f2.1 locked 0")
        try:
            async with timeout(1):
                say(f"{now()} f2.2 sets future 2: {set_future(2, 9)}")
                say(f"{now()} f2.3 barrier {await B.wait()}")
        except TimeoutError:
            say(f"{now()} f2.4 timed out")
        await sleep(3)
        say(f"{now()} f2.5 slept 3")
    return 2

async def f4():
    say(f"{now()} f4.1 future 2: {await F[2]}")
    E[1].clear()
    return 4

async def f5():
    say(f"{now()} f5.1 shielded 0: {await shield(T[0])}")
    say(f"{now()} f5.2 future 0: {await F[0]}")
    if True: raise E2
    return 5

async def f3():
    say(f"{now()} f3.1 wait_for f4: {await wait_for(f4(), 5)}")
    async with C:
        await C.wait()
        say(f"{now()} f3.2 notified")
        await sleep(1)
        say(f"{now()} f3.3 slept 1")
    say(f"{now()} f3.4 wait_for f5: {await wait_for(f5(), 10)}")
    return 5

async def f7():
    F[1].add_done_callback(lambda f: say(now(), "f7.1 callback"))
    return 7

async def f6():
    say(f"{now()} f6.1 task f7: {await create_task(f7())}")
    async with L[0]:
        say(f"{now()} f6.2 locked 0")
        await sleep(0)
        say(f"{now()} f6.3 slept 0")
    return 7

async def f9():
    try:
        await sleep(2)
        say(f"{now()} f9.1 slept 2")
        say(f"{now()} f9.2 cancels 1: {int(T[1].cancel())}")
    except Exception as e:
        say(f"{now()} f9.3 caught {name(e)}")
    return 9

async def f8():
    say(f"{now()} f8.1 task 1: {await T[1]}")
    kept.append(create_task(f9()))
    return 9

async def f10():
    say(f"{now()} f10.1 cancels 1: {int(T[1].cancel())}")
    return 10

async def f11():
    E[1].set()
    say(f"{now()} f11.1 set 1")
    return 11

async def t0():
    say(f"{now()} t0.1 begins")
    say(f"{now()} t0.2 barrier {await B.wait()}")
    E[1].set()
    say(f"{now()} t0.3 set 1")
    say(f"{now()} t0.4 ends")
    return 100

async def t1():
    say(f"{now()} t1.1 begins")
    async with L[1]:
        say(f"{now()} t1.2 locked 1")
        async with TaskGroup() as g:
            g.create_task(f1())
            g.create_task(f2())
            say(f"{now()} t1.3 in group")
            try:
                E[1].clear()
                say(f"{now()} t1.4 sets error 1: {set_future_error(1)}")
                await sleep(0)
                say(f"{now()} t1.5 slept 0")
            except Exception as e:
                say(f"{now()} t1.6 caught {name(e)}")
        say(f"{now()} t1.7 group ends")
        await sleep(2)
        say(f"{now()} t1.8 slept 2")
    async with L[0]:
        say(f"{now()} t1.9 locked 0")
        try:
            r = await gather(f3(), f6(), return_exceptions=True)
            say(f"{now()} t1.10 collected {either(r[0])} {either(r[1])}")
        finally:
            say(f"{now()} t1.11 finally")
        await Q.put(2)
        say(f"{now()} t1.12 put 2")
    say(f"{now()} t1.13 task 0: {await T[0]}")
    await sleep(0)
    say(f"{now()} t1.14 slept 0")
    say(f"{now()} t1.15 ends")
    return 101

async def t2():
    say(f"{now()} t2.1 begins")
    await sleep(0)
    say(f"{now()} t2.2 slept 0")
    try:
        try:
            async with timeout(3):
                say(f"{now()} t2.3 waited for 1: {await wait_for(T[1], 0)}")
                async with C: C.notify(3)
                say(f"{now()} t2.4 notified 3")
        except TimeoutError:
            say(f"{now()} t2.5 timed out")
        say(f"{now()} t2.6 task 0: {await T[0]}")
    finally:
        say(f"{now()} t2.7 finally")
    say(f"{now()} t2.8 shielded 0: {await shield(T[0])}")
    say(f"{now()} t2.9 ends")
    return 102

async def t3():
    say(f"{now()} t3.1 begins")
    say(f"{now()} t3.2 wait_for f8: {await wait_for(f8(), 0)}")
    say(f"{now()} t3.3 cancels 1: {int(T[1].cancel())}")
    try:
        say(f"{now()} t3.4 get_nowait: {get_nowait()}")
    except Exception as e:
        say(f"{now()} t3.5 caught {name(e)}")
    async with L[1]:
        say(f"{now()} t3.6 locked 1")
        say(f"{now()} t3.7 future 0: {await F[0]}")
        r = await gather(f10(), f11())
        say(f"{now()} t3.8 gathered {r[0]} {r[1]}")
    say(f"{now()} t3.9 ends")
    return 103

async def t4():
    say(f"{now()} t4.1 begins")
    say(f"{now()} t4.2 sets future 1: {set_future(1, 8)}")
    say(f"{now()} t4.3 got {await Q.get()}")
    say(f"{now()} t4.4 ends")
    return 104

async def t5():
    say(f"{now()} t5.1 begins")
    await sleep(0)
    say(f"{now()} t5.2 slept 0")
    say(f"{now()} t5.3 barrier {await B.wait()}")
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
