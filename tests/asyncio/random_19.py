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
    say(f"{now()} f2.1 shielded 0: {await shield(T[0])}")
    say(f"{now()} f2.2 future 0: {await F[0]}")
    if True: raise E1
    return 2

async def f3():
    await sleep(10)
    say(f"{now()} f3.1 slept 10")
    return 3

async def f4():
    say(f"{now()} f4.1 waited for 1: {await wait_for(T[1], 0)}")
    return 4

async def f1():
    say(f"{now()} f1.1 task 1: {await T[1]}")
    say(f"{now()} f1.2 wait_for f2: {await wait_for(f2(), 1)}")
    r = await gather(f3(), f4(), return_exceptions=True)
    say(f"{now()} f1.3 collected {either(r[0])} {either(r[1])}")
    return 4

async def f7():
    E[0].set()
    say(f"{now()} f7.1 set 0")
    return 7

async def f6():
    say(f"{now()} f6.1 task f7: {await create_task(f7())}")
    try:
        call_later(2, called, "f6.2 called")
        say(f"{now()} f6.3 sets error 1: {set_future_error(1)}")
    except Exception as e:
        say(f"{now()} f6.4 caught {name(e)}")
    return 7

async def f8():
    try:
        say(f"{now()} f8.1 task 0: {await T[0]}")
        await Q.put(2)
        say(f"{now()} f8.2 put 2")
    except Exception as e:
        say(f"{now()} f8.3 caught {name(e)}")
    say(f"{now()} f8.4 task 1: {await T[1]}")
    async with L[1]:
        say(f"{now()} f8.5 locked 1")
        await sleep(0)
        say(f"{now()} f8.6 slept 0")
        say(f"{now()} f8.7 barrier {await B.wait()}")
    return 8

async def f9():
    say(f"{now()} f9.1 waited for 0: {await wait_for(T[0], 5)}")
    return 9

async def f5():
    say(f"{now()} f5.1 task f6: {await create_task(f6())}")
    say(f"{now()} f5.2 wait_for f8: {await wait_for(f8(), 2)}")
    async with S:
        say(f"{now()} f5.3 semaphore")
        async with TaskGroup() as g:
            g.create_task(f9())
            say(f"{now()} f5.4 in group")
        say(f"{now()} f5.5 group ends")
    return 9

async def f10():
    try:
        say(f"{now()} f10.1 wait FIRST_COMPLETED: {await wait(T[:5], FIRST_COMPLETED, 0)}")
    except Exception as e:
        say(f"{now()} f10.2 caught {name(e)}")
    return 10

async def t0():
    say(f"{now()} t0.1 begins")
    say(f"{now()} t0.2 cancels future 0: {int(F[0].cancel())}")
    say(f"{now()} t0.3 get_nowait: {get_nowait()}")
    say(f"{now()} t0.4 ends")
    return 100

async def t1():
    say(f"{now()} t1.1 begins")
    await Q.put(1)
    say(f"{now()} t1.2 put 1")
    async with C: C.notify(2)
    say(f"{now()} t1.3 notified 2")
    try:
        say(f"{now()} t1.4 shielded 0: {await shield(T[0])}")
        say(f"{now()} t1.5 waited for 0: {await wait_for(T[0], 0)}")
    except Exception as e:
        say(f"{now()} t1.6 caught {name(e)}")
    await E[0].wait()
    say(f"{now()} t1.7 event 0")
    say(f"{now()} t1.8 ends")
    return 101

async def t2():
    say(f"{now()} t2.1 begins")
    try:
        await sleep(0)
        say(f"{now()} t2.2 slept 0")
        r = await gather(f1(), f5())
        say(f"{now()} t2.3 gathered {r[0]} {r[1]}")
    except Exception as e:
        say(f"{now()} t2.4 caught {name(e)}")
    await sleep(0)
    say(f"{now()} t2.5 slept 0")
    async with C: C.notify(3)
    say(f"{now()} t2.6 notified 3")
    say(f"{now()} t2.7 ends")
    return 102

async def t3():
    say(f"{now()} t3.1 begins")
    await sleep(0)
    say(f"{now()} t3.2 slept 0")
    if True: raise E2
    await E[1].wait()
    say(f"{now()} t3.3 event 1")
    await sleep(0)
    say(f"{now()} t3.4 slept 0")
    say(f"{now()} t3.5 ends")
    return 103

async def t4():
    say(f"{now()} t4.1 begins")
    say(f"{now()} t4.2 barrier {await B.wait()}")
    await sleep(1)
    say(f"{now()} t4.3 slept 1")
    say(f"{now()} t4.4 ends")
    return 104

async def t5():
    say(f"{now()} t5.1 begins")
    say(f"{now()} t5.2 task 4: {await T[4]}")
    try:
        call_later(2, called, "t5.3 called")
        call_soon(called, "t5.4 called")
    except CancelledError:
        say(f"{now()} t5.5 cleans up")
        say(f"{now()} t5.6 cancels future 2: {int(F[2].cancel())}")
        raise
    async with TaskGroup() as g:
        g.create_task(f10())
        say(f"{now()} t5.7 in group")
    say(f"{now()} t5.8 group ends")
    call_soon(called, "t5.9 called")
    say(f"{now()} t5.10 ends")
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
