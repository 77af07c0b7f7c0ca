from aio import *

import contextlib
import contextvars
import gc
import io
import sys
from contextlib import aclosing

V = contextvars.ContextVar("V", default=0)


def put_nowait(n):
    try:
        Q.put_nowait(n)
        return 0
    except asyncio.QueueFull:
        return -1
    except QueueShutDown:
        return -2


def get_nowait():
    try:
        return Q.get_nowait()
    except asyncio.QueueEmpty:
        return -1
    except QueueShutDown:
        return -2


def task_done():
    try:
        Q.task_done()
        return 1
    except ValueError:
        return 0


def reschedule(h, ms):
    try:
        h.reschedule(ms)
        return 1
    except RuntimeError:
        return 0


def result(t):
    return t if t == -1 else -1 if t.cancelled() else t.result()


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


async def scenario(queue, tasks):
    global T, kept, L, CL, C, E, S, B, Q, F
    T, kept = [], []
    L = [Lock(), Lock()]
    CL = Lock()
    C = Condition(CL)
    E = [Event(), Event()]
    S = Semaphore(2)
    B = Barrier(2)
    Q = queue
    F = [future() for _ in range(3)]
    for t in tasks:
        T.append(create_task(t()))
    await sleep(200)
    rounds = [0] * 6
    for _ in range(20):
        for i, t in enumerate(T):
            rounds[i] += t.cancel()
        await sleep(5)
    for i, t in enumerate(T):
        say(f"{now()} {i} {outcome(t) if t.done() else 'stuck'} {rounds[i]}")
    say(len(asyncio.all_tasks()))


def batch(seed, main):
    lines = io.StringIO()
    with contextlib.redirect_stdout(lines):
        print("==", seed)
        try:
            run(main())
        except SystemExit:
            print("deadlock", seed, file=sys.stderr)
            # What is left of it shall not speak later.
            asyncio.set_event_loop(None)
            T.clear(), kept.clear(), gc.collect()
            return
    sys.stdout.write(lines.getvalue())


async def s13_f3():
    say(f"{now()} f3.1 cancels future 1: {int(F[1].cancel())}")
    V.set(2)
    return 3

async def s13_f4():
    async with C: C.notify_all()
    return 4

async def s13_f2():
    say(f"{now()} f2.1 shielded 0: {await shield(T[0])}")
    E[1].clear()
    r = await gather(s13_f3(), s13_f4(), return_exceptions=True)
    say(f"{now()} f2.2 collected {either(r[0])} {either(r[1])}")
    return 4

async def s13_g1():
    yield 0
    say(f"{now()} g1.1 shield s13_f2: {await shield(s13_f2())}")
    try:
        say(f"{now()} g1.2 future 1 in time: {await wait_for(F[1], 0)}")
    except CancelledError:
        say(f"{now()} g1.3 cleans up")
        say(f"{now()} g1.4 sets future 0: {set_future(0, 7)}")
        raise
    yield 1
    say(f"{now()} g1.5 shielded 0: {await shield(T[0])}")
    yield 2
    yield 3
    call_later(1, called, "g1.6 called")
    await Q.join()
    say(f"{now()} g1.7 joined")
    say(f"{now()} g1.8 runs out")

async def s13_f5():
    try:
        try:
            async with timeout(2) as h0:
                say(f"{now()} f5.1 sets error 2: {set_future_error(2)}")
                call_later(5, called, "f5.2 called")
        except TimeoutError:
            say(f"{now()} f5.3 timed out")
    finally:
        say(f"{now()} f5.4 finally")
    return 5

async def s13_f7():
    try:
        async with timeout(1) as h0:
            call_soon(called, "f7.1 called")
            E[0].clear()
    except TimeoutError:
        say(f"{now()} f7.2 timed out")
    return 7

async def s13_f8():
    say(f"{now()} f8.1 future 1: {await F[1]}")
    return 8

async def s13_f6():
    r = await gather(s13_f7(), s13_f8())
    say(f"{now()} f6.1 gathered {r[0]} {r[1]}")
    return 8

async def s13_f11():
    E[1].clear()
    await S.acquire()
    say(f"{now()} f11.1 acquired")
    await sleep(0)
    say(f"{now()} f11.2 slept 0")
    return 11

async def s13_f12():
    call_later(0, E[1].set)
    F[0].add_done_callback(lambda f: say(now(), "f12.1 callback"))
    return 12

async def s13_f13():
    await wait_for(Q.put(3), 5)
    say(f"{now()} f13.1 Q.put(3) in time")
    await S.acquire()
    say(f"{now()} f13.2 acquired")
    return 13

async def s13_f10():
    try:
        async with timeout(1) as h0:
            say(f"{now()} f10.1 s13_f11 gave {await s13_f11()}")
            try:
                say(f"{now()} f10.2 reschedule 1: {reschedule(h0, 1)} {int(h0.expired())}")
                say(f"{now()} f10.3 waited for 1: {await wait_for(T[1], 0)}")
            finally:
                say(f"{now()} f10.4 finally")
    except TimeoutError:
        say(f"{now()} f10.5 timed out")
    async with TaskGroup() as g:
        g.create_task(s13_f12())
        g.create_task(s13_f13())
        say(f"{now()} f10.6 in group")
        say(f"{now()} f10.7 get_nowait: {get_nowait()}")
    say(f"{now()} f10.8 group ends")
    return 13

async def s13_f9():
    try:
        say(f"{now()} f9.1 barrier {await B.wait()}")
        E[0].clear()
    finally:
        say(f"{now()} f9.2 finally")
    r = await gather(T[0], T[0])
    say(f"{now()} f9.3 gathered 0 0: {r[0]} {r[1]}")
    say(f"{now()} f9.4 shield s13_f10: {await shield(s13_f10())}")
    return 13

async def s13_f14():
    try:
        async with S:
            say(f"{now()} f14.1 semaphore")
            async with C: C.notify_all()
            say(f"{now()} f14.2 future 2: {await F[2]}")
    finally:
        say(f"{now()} f14.3 finally")
    return 14

async def s13_f15():
    await sleep(0)
    say(f"{now()} f15.1 slept 0")
    async with S:
        say(f"{now()} f15.2 semaphore")
        async with L[1]:
            say(f"{now()} f15.3 locked 1")
            async with L[0]:
                say(f"{now()} f15.4 locked 0")
                call_later(1, E[1].set)
                call_later(0, T[1].cancel)
            say(f"{now()} f15.5 future 1 in time: {await wait_for(F[1], 1)}")
        say(f"{now()} f15.6 waited for 1: {await wait_for(T[1], 0)}")
    async with S:
        say(f"{now()} f15.7 semaphore")
        say(f"{now()} f15.8 task 0: {await T[0]}")
    return 15

async def s13_t0():
    say(f"{now()} t0.1 begins")
    say(f"{now()} t0.2 put_nowait 1: {put_nowait(1)}")
    say(f"{now()} t0.3 sets future 2: {set_future(2, 9)}")
    try:
        async with S:
            say(f"{now()} t0.4 semaphore")
            say(f"{now()} t0.5 cancels 2: {int(T[2].cancel())}")
    finally:
        say(f"{now()} t0.6 finally")
    E[1].clear()
    say(f"{now()} t0.7 ends")
    return 100

async def s13_t1():
    say(f"{now()} t1.1 begins")
    async with aclosing(s13_g1()) as g:
        async for x in g:
            say(f"{now()} t1.2 item {x}")
    say(f"{now()} t1.3 iterated")
    try:
        async with C:
            await C.wait()
            say(f"{now()} t1.4 notified")
            async with C: C.notify_all()
    except Exception as e:
        say(f"{now()} t1.5 caught {name(e)}")
    async with S:
        say(f"{now()} t1.6 semaphore")
        try:
            say(f"{now()} t1.7 shielded 0 in time: {await wait_for(shield(T[0]), 10)}")
            await Q.join()
            say(f"{now()} t1.8 joined")
            E[1].set()
            say(f"{now()} t1.9 set 1")
        except Exception as e:
            say(f"{now()} t1.10 caught {name(e)}")
    async with C:
        await C.wait()
        say(f"{now()} t1.11 notified")
        await Q.join()
        say(f"{now()} t1.12 joined")
    say(f"{now()} t1.13 ends")
    return 101

async def s13_t2():
    say(f"{now()} t2.1 begins")
    try:
        await S.acquire()
        say(f"{now()} t2.2 acquired")
        u = gather(s13_f5(), s13_f6())
        say(f"{now()} t2.3 done {int(u.done())}")
        r = await u
        say(f"{now()} t2.4 gather: {r[0]} {r[1]}")
    except CancelledError:
        say(f"{now()} t2.5 uncancel: {current_task().uncancel()}")
    async with TaskGroup() as g:
        g.create_task(s13_f9())
        g.create_task(s13_f14())
        g.create_task(s13_f15())
        say(f"{now()} t2.6 in group")
    say(f"{now()} t2.7 group ends")
    async with C: C.notify_all()
    say(f"{now()} t2.8 local {V.get()}")
    say(f"{now()} t2.9 ends")
    return 102

async def s13_t3():
    say(f"{now()} t3.1 begins")
    F[2].add_done_callback(lambda f: say(now(), "t3.2 callback"))
    try:
        say(f"{now()} t3.3 local {V.get()}")
        await sleep(0)
        say(f"{now()} t3.4 slept 0")
    except CancelledError:
        say(f"{now()} t3.5 cleans up")
        async with C: C.notify_all()
        raise
    say(f"{now()} t3.6 ends")
    return 103

async def s13_t4():
    say(f"{now()} t4.1 begins")
    async with S:
        say(f"{now()} t4.2 semaphore")
        await Q.join()
        say(f"{now()} t4.3 joined")
        if True: raise E1
    say(f"{now()} t4.4 cancels 5: {int(T[5].cancel())}")
    say(f"{now()} t4.5 ends")
    return 104

async def s13_t5():
    say(f"{now()} t5.1 begins")
    S.release()
    say(f"{now()} t5.2 locked {int(S.locked())}")
    async with S:
        say(f"{now()} t5.3 semaphore")
        async with L[0]:
            say(f"{now()} t5.4 locked 0")
            say(f"{now()} t5.5 waited for 3: {await wait_for(T[3], 0)}")
            await Q.put(4)
            say(f"{now()} t5.6 put 4")
    say(f"{now()} t5.7 ends")
    return 105


async def s13_main():
    await scenario(LifoQueue(2), [s13_t0, s13_t1, s13_t2, s13_t3, s13_t4, s13_t5])

async def s14_f1():
    try:
        async with timeout(1) as h0:
            call_soon(called, "f1.1 called")
    except TimeoutError:
        say(f"{now()} f1.2 timed out")
    try:
        await E[0].wait()
        say(f"{now()} f1.3 event 0")
        say(f"{now()} f1.4 uncancel: {current_task().uncancel()}")
    except Exception as e:
        say(f"{now()} f1.5 caught {name(e)}")
    try:
        say(f"{now()} f1.6 future 1: {await F[1]}")
        await E[0].wait()
        say(f"{now()} f1.7 event 0")
        F[0].add_done_callback(lambda f: say(now(), "f1.8 callback"))
    except Exception as e:
        say(f"{now()} f1.9 caught {name(e)}")
    return 1

async def s14_f3():
    await wait_for(B.wait(), 10)
    say(f"{now()} f3.1 B.wait() in time")
    return 3

async def s14_f4():
    await wait_for(Q.get(), 5)
    say(f"{now()} f4.1 Q.get() in time")
    await wait_for(S.acquire(), 0)
    say(f"{now()} f4.2 S.acquire() in time")
    return 4

async def s14_f2():
    await B.reset()
    say(f"{now()} f2.1 barrier {B.n_waiting}")
    u = gather(s14_f3(), s14_f4())
    call_later(1, u.cancel)
    say(f"{now()} f2.2 done {int(u.done())}")
    r = await u
    say(f"{now()} f2.3 gather: {r[0]} {r[1]}")
    V.set(2)
    return 4

async def s14_f5():
    try:
        await E[0].wait()
        say(f"{now()} f5.1 event 0")
        await sleep(0)
        say(f"{now()} f5.2 slept 0")
    finally:
        say(f"{now()} f5.3 finally")
    try:
        say(f"{now()} f5.4 get_nowait: {get_nowait()}")
        say(f"{now()} f5.5 task_done {task_done()}")
    except CancelledError:
        say(f"{now()} f5.6 uncancel: {current_task().uncancel()}")
    return 5

async def s14_f8():
    r = await gather(T[0], T[0])
    say(f"{now()} f8.1 gathered 0 0: {r[0]} {r[1]}")
    return 8

async def s14_f9():
    await sleep(1)
    say(f"{now()} f9.1 slept 1")
    async with C: C.notify(1)
    say(f"{now()} f9.2 notified 1")
    return 9

async def s14_f7():
    try:
        say(f"{now()} f7.1 cancels 1: {int(T[1].cancel())}")
        await sleep(0)
        say(f"{now()} f7.2 slept 0")
    except CancelledError:
        say(f"{now()} f7.3 cleans up")
        say(f"{now()} f7.4 waited for 0: {await wait_for(T[0], 0)}")
        raise
    async with TaskGroup() as g:
        g.create_task(s14_f8())
        g.create_task(s14_f9())
        say(f"{now()} f7.5 in group")
        await sleep(0)
        say(f"{now()} f7.6 slept 0")
    say(f"{now()} f7.7 group ends")
    return 9

async def s14_g6():
    yield 0
    yield 1
    async with L[0]:
        say(f"{now()} g6.1 locked 0")
        say(f"{now()} g6.2 task s14_f7: {await create_task(s14_f7())}")
    yield 2
    await Q.join()
    say(f"{now()} g6.3 joined")
    say(f"{now()} g6.4 runs out")

async def s14_f11():
    say(f"{now()} f11.1 local {V.get()}")
    say(f"{now()} f11.2 cancelling: {current_task().cancelling()}")
    return 11

async def s14_f12():
    await Q.join()
    say(f"{now()} f12.1 joined")
    say(f"{now()} f12.2 sets error 0: {set_future_error(0)}")
    say(f"{now()} f12.3 sets error 0: {set_future_error(0)}")
    return 12

async def s14_f13():
    await sleep(0)
    say(f"{now()} f13.1 slept 0")
    say(f"{now()} f13.2 task 0: {await T[0]}")
    return 13

async def s14_f10():
    async with TaskGroup() as g:
        g.create_task(s14_f11())
        g.create_task(s14_f12())
        g.create_task(s14_f13())
        say(f"{now()} f10.1 in group")
    say(f"{now()} f10.2 group ends")
    return 13

async def s14_f14():
    say(f"{now()} f14.1 cancels 5: {int(T[5].cancel())}")
    say(f"{now()} f14.2 shielded 0 in time: {await wait_for(shield(T[0]), 10)}")
    return 14

async def s14_f15():
    try:
        call_soon(called, "f15.1 called")
        async with C: C.notify(1)
        say(f"{now()} f15.2 notified 1")
    except CancelledError:
        say(f"{now()} f15.3 swallows")
    F[1].add_done_callback(lambda f: say(now(), "f15.4 callback"))
    try:
        say(f"{now()} f15.5 shielded 0: {await shield(T[0])}")
    finally:
        say(f"{now()} f15.6 finally")
    return 15

async def s14_t0():
    say(f"{now()} t0.1 begins")
    async with L[1]:
        say(f"{now()} t0.2 locked 1")
        V.set(1)
        try:
            async with timeout(3) as h0:
                u = gather(s14_f1(), s14_f2())
                call_later(5, u.cancel)
                r = await u
                say(f"{now()} t0.3 gather: {r[0]} {r[1]}")
                say(f"{now()} t0.4 shield s14_f5: {await shield(s14_f5())}")
        except TimeoutError:
            say(f"{now()} t0.5 timed out")
    try:
        await sleep(1)
        say(f"{now()} t0.6 slept 1")
        say(f"{now()} t0.7 uncancel: {current_task().uncancel()}")
    except CancelledError:
        say(f"{now()} t0.8 uncancel: {current_task().uncancel()}")
    await S.acquire()
    say(f"{now()} t0.9 acquired")
    say(f"{now()} t0.10 ends")
    return 100

async def s14_t1():
    say(f"{now()} t1.1 begins")
    await sleep(1)
    say(f"{now()} t1.2 slept 1")
    async with aclosing(s14_g6()) as g:
        async for x in g:
            say(f"{now()} t1.3 item {x}")
            async with C:
                await C.wait()
                say(f"{now()} t1.4 notified")
                try:
                    async with timeout(0) as h0:
                        V.set(3)
                        try:
                            async with C: C.notify_all()
                        except CancelledError:
                            say(f"{now()} t1.5 cleans up")
                            await B.reset()
                            say(f"{now()} t1.6 barrier {B.n_waiting}")
                            raise
                except TimeoutError:
                    say(f"{now()} t1.7 timed out")
    say(f"{now()} t1.8 iterated")
    v4 = [-1] * 3
    async with TaskGroup() as g:
        v4[0] = g.create_task(s14_f10())
        v4[1] = g.create_task(s14_f14())
        v4[2] = g.create_task(s14_f15())
        async with L[0]:
            say(f"{now()} t1.9 locked 0")
            say(f"{now()} t1.10 sets future 1: {set_future(1, 8)}")
    say(f"{now()} t1.11 result 0: {result(v4[0])}")
    say(f"{now()} t1.12 result 1: {result(v4[1])}")
    say(f"{now()} t1.13 result 2: {result(v4[2])}")
    say(f"{now()} t1.14 task 0: {await T[0]}")
    say(f"{now()} t1.15 ends")
    return 101

async def s14_t2():
    say(f"{now()} t2.1 begins")
    S.release()
    say(f"{now()} t2.2 locked {int(S.locked())}")
    await Q.join()
    say(f"{now()} t2.3 joined")
    await sleep(0)
    say(f"{now()} t2.4 slept 0")
    say(f"{now()} t2.5 ends")
    return 102

async def s14_t3():
    say(f"{now()} t3.1 begins")
    say(f"{now()} t3.2 got {await Q.get()}")
    say(f"{now()} t3.3 get_nowait: {get_nowait()}")
    say(f"{now()} t3.4 ends")
    return 103

async def s14_t4():
    say(f"{now()} t4.1 begins")
    say(f"{now()} t4.2 cancelling: {current_task().cancelling()}")
    say(f"{now()} t4.3 cancelling: {current_task().cancelling()}")
    say(f"{now()} t4.4 ends")
    return 104

async def s14_t5():
    say(f"{now()} t5.1 begins")
    say(f"{now()} t5.2 cancels 5: {int(T[5].cancel())}")
    say(f"{now()} t5.3 sets error 0: {set_future_error(0)}")
    say(f"{now()} t5.4 ends")
    return 105


async def s14_main():
    await scenario(Queue(2), [s14_t0, s14_t1, s14_t2, s14_t3, s14_t4, s14_t5])

async def s15_f2():
    call_later(10, E[1].set)
    return 2

async def s15_f3():
    say(f"{now()} f3.1 cancels 3: {int(T[3].cancel())}")
    say(f"{now()} f3.2 get_nowait: {get_nowait()}")
    return 3

async def s15_f4():
    S.release()
    say(f"{now()} f4.1 locked {int(S.locked())}")
    return 4

async def s15_g6():
    yield 0
    yield 1
    await wait_for(B.wait(), 5)
    say(f"{now()} g6.1 B.wait() in time")
    yield 2
    yield 3
    if True: raise E1
    say(f"{now()} g6.2 runs out")

async def s15_f5():
    say(f"{now()} f5.1 barrier {await B.wait()}")
    async with aclosing(s15_g6()) as g:
        async for x in g:
            say(f"{now()} f5.2 item {x}")
            await wait_for(B.wait(), 10)
            say(f"{now()} f5.3 B.wait() in time")
    say(f"{now()} f5.4 iterated")
    return 6

async def s15_f8():
    try:
        async with timeout(10) as h0:
            call_later(0, T[3].cancel)
            say(f"{now()} f8.1 reschedule 0: {reschedule(h0, 0)} {int(h0.expired())}")
    except TimeoutError:
        say(f"{now()} f8.2 timed out")
    try:
        await B.reset()
        say(f"{now()} f8.3 barrier {B.n_waiting}")
        call_later(1, called, "f8.4 called")
    finally:
        say(f"{now()} f8.5 finally")
    return 8

async def s15_f9():
    say(f"{now()} f9.1 task_done {task_done()}")
    async with C:
        await C.wait()
        say(f"{now()} f9.2 notified")
        E[1].clear()
    return 9

async def s15_f7():
    async with C:
        await C.wait()
        say(f"{now()} f7.1 notified")
        say(f"{now()} f7.2 cancels 4: {int(T[4].cancel())}")
    u = gather(s15_f8(), s15_f9())
    call_later(0, u.cancel)
    r = await u
    say(f"{now()} f7.3 gather: {r[0]} {r[1]}")
    async with C: C.notify_all()
    return 9

async def s15_f10():
    await sleep(0)
    say(f"{now()} f10.1 slept 0")
    return 10

async def s15_f1():
    try:
        async with timeout(1) as h0:
            try:
                async with TaskGroup() as g:
                    g.create_task(s15_f2())
                    g.create_task(s15_f3())
                    say(f"{now()} f1.1 in group")
                    await sleep(0)
                    say(f"{now()} f1.2 slept 0")
                say(f"{now()} f1.3 group ends")
                v1 = [-1] * 3
                async with TaskGroup() as g:
                    v1[0] = g.create_task(s15_f4())
                    await S.acquire()
                    say(f"{now()} f1.4 acquired")
                say(f"{now()} f1.5 result 0: {result(v1[0])}")
            finally:
                say(f"{now()} f1.6 finally")
            say(f"{now()} f1.7 wait_for s15_f5: {await wait_for(s15_f5(), 0)}")
    except TimeoutError:
        say(f"{now()} f1.8 timed out")
    r = await gather(s15_f7(), s15_f10())
    say(f"{now()} f1.9 gathered {r[0]} {r[1]}")
    return 10

async def s15_g11():
    yield 0
    async with C:
        await C.wait()
        say(f"{now()} g11.1 notified")
        try:
            async with timeout(1) as h0:
                await S.acquire()
                say(f"{now()} g11.2 acquired")
        except TimeoutError:
            say(f"{now()} g11.3 timed out")
    yield 1
    yield 2
    say(f"{now()} g11.4 runs out")

async def s15_f12():
    await sleep(0)
    say(f"{now()} f12.1 slept 0")
    say(f"{now()} f12.2 wait FIRST_COMPLETED: {await wait(T[:2], FIRST_COMPLETED, None)}")
    say(f"{now()} f12.3 task 1: {await T[1]}")
    return 12

async def s15_f13():
    say(f"{now()} f13.1 future 2 in time: {await wait_for(F[2], 2)}")
    V.set(2)
    return 13

async def s15_t0():
    say(f"{now()} t0.1 begins")
    try:
        async with timeout(0) as h0:
            say(f"{now()} t0.2 uncancel: {current_task().uncancel()}")
    except TimeoutError:
        say(f"{now()} t0.3 timed out")
    u = shield(s15_f1())
    say(f"{now()} t0.4 done {int(u.done())}")
    say(f"{now()} t0.5 shield: {await u}")
    say(f"{now()} t0.6 ends")
    return 100

async def s15_t1():
    say(f"{now()} t1.1 begins")
    await B.reset()
    say(f"{now()} t1.2 barrier {B.n_waiting}")
    say(f"{now()} t1.3 barrier {await B.wait()}")
    try:
        await B.reset()
        say(f"{now()} t1.4 barrier {B.n_waiting}")
    finally:
        say(f"{now()} t1.5 finally")
    call_soon(called, "t1.6 called")
    async with C: C.notify_all()
    say(f"{now()} t1.7 ends")
    return 101

async def s15_t2():
    say(f"{now()} t2.1 begins")
    async with aclosing(s15_g11()) as g:
        async for x in g:
            say(f"{now()} t2.2 item {x}")
            if x == 0: break
            try:
                say(f"{now()} t2.3 uncancel: {current_task().uncancel()}")
            except Exception as e:
                say(f"{now()} t2.4 caught {name(e)}")
    say(f"{now()} t2.5 iterated")
    async with S:
        say(f"{now()} t2.6 semaphore")
        say(f"{now()} t2.7 future 2 in time: {await wait_for(F[2], 1)}")
        v3 = [-1] * 3
        async with TaskGroup() as g:
            v3[0] = g.create_task(s15_f12())
            v3[1] = g.create_task(s15_f13())
        say(f"{now()} t2.8 result 0: {result(v3[0])}")
        say(f"{now()} t2.9 result 1: {result(v3[1])}")
    try:
        async with C: C.notify_all()
        try:
            async with timeout(1) as h0:
                say(f"{now()} t2.10 shielded 1: {await shield(T[1])}")
                call_later(1, E[1].set)
        except TimeoutError:
            say(f"{now()} t2.11 timed out")
    except CancelledError:
        say(f"{now()} t2.12 uncancel: {current_task().uncancel()}")
    try:
        async with timeout(2) as h0:
            await Q.put(4)
            say(f"{now()} t2.13 put 4")
    except TimeoutError:
        say(f"{now()} t2.14 timed out")
    await Q.put(5)
    say(f"{now()} t2.15 put 5")
    say(f"{now()} t2.16 ends")
    return 102

async def s15_t3():
    say(f"{now()} t3.1 begins")
    say(f"{now()} t3.2 wait FIRST_COMPLETED: {await wait(T[:3], FIRST_COMPLETED, None)}")
    say(f"{now()} t3.3 task 1: {await T[1]}")
    await wait_for(B.wait(), 5)
    say(f"{now()} t3.4 B.wait() in time")
    say(f"{now()} t3.5 cancelling: {current_task().cancelling()}")
    call_soon(called, "t3.6 called")
    say(f"{now()} t3.7 ends")
    return 103

async def s15_t4():
    say(f"{now()} t4.1 begins")
    try:
        async with timeout(1) as h0:
            async with C: C.notify(2)
            say(f"{now()} t4.2 notified 2")
    except TimeoutError:
        say(f"{now()} t4.3 timed out")
    await wait_for(Q.get(), 1)
    say(f"{now()} t4.4 Q.get() in time")
    say(f"{now()} t4.5 uncancel: {current_task().uncancel()}")
    say(f"{now()} t4.6 waited for 1: {await wait_for(T[1], 3)}")
    say(f"{now()} t4.7 ends")
    return 104

async def s15_t5():
    say(f"{now()} t5.1 begins")
    async with L[0]:
        say(f"{now()} t5.2 locked 0")
        await Q.join()
        say(f"{now()} t5.3 joined")
    say(f"{now()} t5.4 barrier {await B.wait()}")
    say(f"{now()} t5.5 ends")
    return 105


async def s15_main():
    await scenario(Queue(2), [s15_t0, s15_t1, s15_t2, s15_t3, s15_t4, s15_t5])

async def s16_f1():
    say(f"{now()} f1.1 sets error 2: {set_future_error(2)}")
    try:
        await sleep(0)
        say(f"{now()} f1.2 slept 0")
    except CancelledError:
        say(f"{now()} f1.3 swallows")
    return 1

async def s16_f2():
    say(f"{now()} f2.1 put_nowait 1: {put_nowait(1)}")
    async with L[1]:
        say(f"{now()} f2.2 locked 1")
        await Q.join()
        say(f"{now()} f2.3 joined")
    return 2

async def s16_g4():
    yield 0
    yield 1
    say(f"{now()} g4.1 cancels 3: {int(T[3].cancel())}")
    yield 2
    say(f"{now()} g4.2 sets future 1: {set_future(1, 8)}")
    await sleep(5)
    say(f"{now()} g4.3 slept 5")
    yield 3
    say(f"{now()} g4.4 cancels 1: {int(T[1].cancel())}")
    await S.acquire()
    say(f"{now()} g4.5 acquired")
    say(f"{now()} g4.6 runs out")

async def s16_f3():
    try:
        async with aclosing(s16_g4()) as g:
            async for x in g:
                say(f"{now()} f3.1 item {x}")
                E[0].set()
                say(f"{now()} f3.2 set 0")
        say(f"{now()} f3.3 iterated")
        await Q.put(2)
        say(f"{now()} f3.4 put 2")
        say(f"{now()} f3.5 sets error 0: {set_future_error(0)}")
    except Exception as e:
        say(f"{now()} f3.6 caught {name(e)}")
    try:
        async with timeout(0) as h0:
            try:
                say(f"{now()} f3.7 future 1 in time: {await wait_for(F[1], 2)}")
            except Exception as e:
                say(f"{now()} f3.8 caught {name(e)}")
    except TimeoutError:
        say(f"{now()} f3.9 timed out")
    return 4

async def s16_f6():
    async with L[0]:
        say(f"{now()} f6.1 locked 0")
        try:
            await wait_for(E[1].wait(), 0)
            say(f"{now()} f6.2 E[1].wait() in time")
        except Exception as e:
            say(f"{now()} f6.3 caught {name(e)}")
        try:
            await S.acquire()
            say(f"{now()} f6.4 acquired")
            V.set(3)
            say(f"{now()} f6.5 get_nowait: {get_nowait()}")
        except Exception as e:
            say(f"{now()} f6.6 caught {name(e)}")
    say(f"{now()} f6.7 shielded 0: {await shield(T[0])}")
    return 6

async def s16_f7():
    await sleep(0)
    say(f"{now()} f7.1 slept 0")
    return 7

async def s16_f5():
    say(f"{now()} f5.1 s16_f6 gave {await s16_f6()}")
    kept.append(create_task(s16_f7()))
    return 7

async def s16_f8():
    say(f"{now()} f8.1 put_nowait 4: {put_nowait(4)}")
    return 8

async def s16_f9():
    try:
        await E[0].wait()
        say(f"{now()} f9.1 event 0")
        r = await gather(T[0], T[0])
        say(f"{now()} f9.2 gathered 0 0: {r[0]} {r[1]}")
    except CancelledError:
        say(f"{now()} f9.3 uncancel: {current_task().uncancel()}")
    return 9

async def s16_f10():
    try:
        try:
            async with timeout(5) as h0:
                call_later(0, called, "f10.1 called")
                say(f"{now()} f10.2 barrier {await B.wait()}")
        except TimeoutError:
            say(f"{now()} f10.3 timed out")
        async with L[1]:
            say(f"{now()} f10.4 locked 1")
            await sleep(0)
            say(f"{now()} f10.5 slept 0")
            say(f"{now()} f10.6 get_nowait: {get_nowait()}")
    except Exception as e:
        say(f"{now()} f10.7 caught {name(e)}")
    async with C:
        await C.wait()
        say(f"{now()} f10.8 notified")
        await sleep(0)
        say(f"{now()} f10.9 slept 0")
    return 10

async def s16_f12():
    say(f"{now()} f12.1 shielded 1: {await shield(T[1])}")
    async with C: C.notify_all()
    return 12

async def s16_f11():
    async with C:
        await C.wait()
        say(f"{now()} f11.1 notified")
        say(f"{now()} f11.2 shielded 0 in time: {await wait_for(shield(T[0]), 0)}")
    u = shield(s16_f12())
    call_later(10, u.cancel)
    say(f"{now()} f11.3 done {int(u.done())}")
    say(f"{now()} f11.4 shield: {await u}")
    call_later(1, E[1].set)
    return 12

async def s16_f13():
    await sleep(0)
    say(f"{now()} f13.1 slept 0")
    say(f"{now()} f13.2 local {V.get()}")
    return 13

async def s16_t0():
    say(f"{now()} t0.1 begins")
    async with TaskGroup() as g:
        g.create_task(s16_f1())
        say(f"{now()} t0.2 in group")
    say(f"{now()} t0.3 group ends")
    await sleep(0)
    say(f"{now()} t0.4 slept 0")
    if True: raise E1
    async with TaskGroup() as g:
        g.create_task(s16_f2())
        say(f"{now()} t0.5 in group")
        say(f"{now()} t0.6 shield s16_f3: {await shield(s16_f3())}")
    say(f"{now()} t0.7 group ends")
    try:
        async with timeout(5) as h0:
            await E[0].wait()
            say(f"{now()} t0.8 event 0")
            if True: raise E1
    except TimeoutError:
        say(f"{now()} t0.9 timed out")
    say(f"{now()} t0.10 ends")
    return 100

async def s16_t1():
    say(f"{now()} t1.1 begins")
    say(f"{now()} t1.2 sets error 0: {set_future_error(0)}")
    call_later(1, T[4].cancel)
    async with TaskGroup() as g:
        g.create_task(s16_f5())
        say(f"{now()} t1.3 in group")
        await S.acquire()
        say(f"{now()} t1.4 acquired")
    say(f"{now()} t1.5 group ends")
    try:
        say(f"{now()} t1.6 task_done {task_done()}")
        async with TaskGroup() as g:
            g.create_task(s16_f8())
            g.create_task(s16_f9())
            say(f"{now()} t1.7 in group")
            async with L[1]:
                say(f"{now()} t1.8 locked 1")
                await Q.put(5)
                say(f"{now()} t1.9 put 5")
        say(f"{now()} t1.10 group ends")
    finally:
        say(f"{now()} t1.11 finally")
    say(f"{now()} t1.12 future 1: {await F[1]}")
    say(f"{now()} t1.13 ends")
    return 101

async def s16_t2():
    say(f"{now()} t2.1 begins")
    try:
        say(f"{now()} t2.2 task 0: {await T[0]}")
        async with TaskGroup() as g:
            g.create_task(s16_f10())
            say(f"{now()} t2.3 in group")
        say(f"{now()} t2.4 group ends")
    except Exception as e:
        say(f"{now()} t2.5 caught {name(e)}")
    E[1].clear()
    say(f"{now()} t2.6 ends")
    return 102

async def s16_t3():
    say(f"{now()} t3.1 begins")
    r = await gather(s16_f11(), s16_f13(), return_exceptions=True)
    say(f"{now()} t3.2 collected {either(r[0])} {either(r[1])}")
    say(f"{now()} t3.3 sets future 1: {set_future(1, 8)}")
    say(f"{now()} t3.4 ends")
    return 103

async def s16_t4():
    say(f"{now()} t4.1 begins")
    try:
        async with timeout(0) as h0:
            await B.reset()
            say(f"{now()} t4.2 barrier {B.n_waiting}")
            say(f"{now()} t4.3 got {await Q.get()}")
    except TimeoutError:
        say(f"{now()} t4.4 timed out")
    await Q.join()
    say(f"{now()} t4.5 joined")
    async with L[0]:
        say(f"{now()} t4.6 locked 0")
        say(f"{now()} t4.7 get_nowait: {get_nowait()}")
    call_later(0, called, "t4.8 called")
    try:
        async with timeout(5) as h0:
            say(f"{now()} t4.9 cancelling: {current_task().cancelling()}")
    except TimeoutError:
        say(f"{now()} t4.10 timed out")
    say(f"{now()} t4.11 ends")
    return 104

async def s16_t5():
    say(f"{now()} t5.1 begins")
    say(f"{now()} t5.2 sets future 2: {set_future(2, 9)}")
    call_later(0, called, "t5.3 called")
    await Q.put(6)
    say(f"{now()} t5.4 put 6")
    say(f"{now()} t5.5 ends")
    return 105


async def s16_main():
    await scenario(LifoQueue(2), [s16_t0, s16_t1, s16_t2, s16_t3, s16_t4, s16_t5])

async def s17_f1():
    say(f"{now()} f1.1 uncancel: {current_task().uncancel()}")
    try:
        try:
            async with timeout(3) as h0:
                say(f"{now()} f1.2 get_nowait: {get_nowait()}")
        except TimeoutError:
            say(f"{now()} f1.3 timed out")
    except Exception as e:
        say(f"{now()} f1.4 caught {name(e)}")
    await S.acquire()
    say(f"{now()} f1.5 acquired")
    return 1

async def s17_f3():
    say(f"{now()} f3.1 uncancel: {current_task().uncancel()}")
    return 3

async def s17_f2():
    async with TaskGroup() as g:
        g.create_task(s17_f3())
        say(f"{now()} f2.1 in group")
    say(f"{now()} f2.2 group ends")
    await Q.join()
    say(f"{now()} f2.3 joined")
    return 3

async def s17_f6():
    await sleep(0)
    say(f"{now()} f6.1 slept 0")
    say(f"{now()} f6.2 sets future 2: {set_future(2, 9)}")
    E[1].set()
    say(f"{now()} f6.3 set 1")
    return 6

async def s17_f7():
    await S.acquire()
    say(f"{now()} f7.1 acquired")
    return 7

async def s17_f5():
    say(f"{now()} f5.1 future 1 in time: {await wait_for(F[1], 3)}")
    try:
        v3 = [-1] * 3
        async with TaskGroup() as g:
            v3[0] = g.create_task(s17_f6())
            v3[1] = g.create_task(s17_f7())
            await B.reset()
            say(f"{now()} f5.2 barrier {B.n_waiting}")
        say(f"{now()} f5.3 result 0: {result(v3[0])}")
        say(f"{now()} f5.4 result 1: {result(v3[1])}")
    finally:
        say(f"{now()} f5.5 finally")
    return 7

async def s17_f4():
    say(f"{now()} f4.1 s17_f5 gave {await s17_f5()}")
    return 7

async def s17_f8():
    async with C: C.notify_all()
    return 8

async def s17_f9():
    call_later(1, E[1].set)
    return 9

async def s17_g10():
    yield 0
    say(f"{now()} g10.1 sets error 1: {set_future_error(1)}")
    await sleep(0)
    say(f"{now()} g10.2 slept 0")
    yield 1
    call_later(5, T[0].cancel)
    if True: raise E1
    yield 2
    say(f"{now()} g10.3 barrier {await B.wait()}")
    yield 3
    say(f"{now()} g10.4 runs out")

async def s17_t0():
    say(f"{now()} t0.1 begins")
    try:
        try:
            say(f"{now()} t0.2 barrier {await B.wait()}")
            V.set(1)
            E[0].clear()
        except Exception as e:
            say(f"{now()} t0.3 caught {name(e)}")
        S.release()
        say(f"{now()} t0.4 locked {int(S.locked())}")
    finally:
        say(f"{now()} t0.5 finally")
    call_soon(called, "t0.6 called")
    say(f"{now()} t0.7 cancels 2: {int(T[2].cancel())}")
    await wait_for(B.wait(), 1)
    say(f"{now()} t0.8 B.wait() in time")
    say(f"{now()} t0.9 ends")
    return 100

async def s17_t1():
    say(f"{now()} t1.1 begins")
    say(f"{now()} t1.2 s17_f1 gave {await s17_f1()}")
    try:
        async with timeout(3) as h0:
            async with C:
                await C.wait()
                say(f"{now()} t1.3 notified")
                async with L[0]:
                    say(f"{now()} t1.4 locked 0")
                    await wait_for(Q.get(), 0)
                    say(f"{now()} t1.5 Q.get() in time")
                    try:
                        E[1].clear()
                    except Exception as e:
                        say(f"{now()} t1.6 caught {name(e)}")
            await B.reset()
            say(f"{now()} t1.7 barrier {B.n_waiting}")
    except TimeoutError:
        say(f"{now()} t1.8 timed out")
    try:
        async with timeout(1) as h0:
            try:
                say(f"{now()} t1.9 barrier {await B.wait()}")
                say(f"{now()} t1.10 cancels 5: {int(T[5].cancel())}")
            finally:
                say(f"{now()} t1.11 finally")
    except TimeoutError:
        say(f"{now()} t1.12 timed out")
    say(f"{now()} t1.13 waited for 0: {await wait_for(T[0], 10)}")
    say(f"{now()} t1.14 ends")
    return 101

async def s17_t2():
    say(f"{now()} t2.1 begins")
    say(f"{now()} t2.2 sets error 0: {set_future_error(0)}")
    async with S:
        say(f"{now()} t2.3 semaphore")
        await B.reset()
        say(f"{now()} t2.4 barrier {B.n_waiting}")
        say(f"{now()} t2.5 task s17_f2: {await create_task(s17_f2())}")
    say(f"{now()} t2.6 ends")
    return 102

async def s17_t3():
    say(f"{now()} t3.1 begins")
    await B.reset()
    say(f"{now()} t3.2 barrier {B.n_waiting}")
    say(f"{now()} t3.3 sets future 2: {set_future(2, 9)}")
    try:
        async with timeout(2) as h0:
            await Q.join()
            say(f"{now()} t3.4 joined")
            async with C:
                await C.wait()
                say(f"{now()} t3.5 notified")
                say(f"{now()} t3.6 put_nowait 2: {put_nowait(2)}")
    except TimeoutError:
        say(f"{now()} t3.7 timed out")
    say(f"{now()} t3.8 task s17_f4: {await create_task(s17_f4())}")
    V.set(4)
    say(f"{now()} t3.9 ends")
    return 103

async def s17_t4():
    say(f"{now()} t4.1 begins")
    say(f"{now()} t4.2 cancels 5: {int(T[5].cancel())}")
    try:
        async with timeout(3) as h0:
            try:
                async with timeout(10) as h1:
                    async with L[1]:
                        say(f"{now()} t4.3 locked 1")
                        r = await gather(s17_f8(), s17_f9(), return_exceptions=True)
                        say(f"{now()} t4.4 collected {either(r[0])} {either(r[1])}")
                        async with C:
                            await C.wait()
                            say(f"{now()} t4.5 notified")
                            if True: raise E2
                    async with S:
                        say(f"{now()} t4.6 semaphore")
                        async with aclosing(s17_g10()) as g:
                            async for x in g:
                                say(f"{now()} t4.7 item {x}")
                        say(f"{now()} t4.8 iterated")
            except TimeoutError:
                say(f"{now()} t4.9 timed out")
            async with C: C.notify_all()
    except TimeoutError:
        say(f"{now()} t4.10 timed out")
    say(f"{now()} t4.11 ends")
    return 104

async def s17_t5():
    say(f"{now()} t5.1 begins")
    say(f"{now()} t5.2 wait ALL_COMPLETED: {await wait(T[:5], ALL_COMPLETED, 0)}")
    try:
        async with C: C.notify(2)
        say(f"{now()} t5.3 notified 2")
        say(f"{now()} t5.4 barrier {await B.wait()}")
    except CancelledError:
        say(f"{now()} t5.5 swallows")
    await sleep(3)
    say(f"{now()} t5.6 slept 3")
    say(f"{now()} t5.7 ends")
    return 105


async def s17_main():
    await scenario(PriorityQueue(2), [s17_t0, s17_t1, s17_t2, s17_t3, s17_t4, s17_t5])

async def s18_f1():
    try:
        async with timeout(10) as h0:
            E[1].set()
            say(f"{now()} f1.1 set 1")
            say(f"{now()} f1.2 put_nowait 1: {put_nowait(1)}")
    except TimeoutError:
        say(f"{now()} f1.3 timed out")
    say(f"{now()} f1.4 sets error 0: {set_future_error(0)}")
    return 1

async def s18_f2():
    await wait_for(Q.put(2), 1)
    say(f"{now()} f2.1 Q.put(2) in time")
    return 2

async def s18_f3():
    try:
        async with timeout(0) as h0:
            await Q.put(3)
            say(f"{now()} f3.1 put 3")
            say(f"{now()} f3.2 got {await Q.get()}")
    except TimeoutError:
        say(f"{now()} f3.3 timed out")
    call_later(5, T[1].cancel)
    say(f"{now()} f3.4 get_nowait: {get_nowait()}")
    return 3

async def s18_f5():
    say(f"{now()} f5.1 task 1: {await T[1]}")
    say(f"{now()} f5.2 shielded 0 in time: {await wait_for(shield(T[0]), 5)}")
    return 5

async def s18_f4():
    u = shield(s18_f5())
    say(f"{now()} f4.1 shield: {await u}")
    return 5

async def s18_f6():
    try:
        say(f"{now()} f6.1 task 1: {await T[1]}")
        say(f"{now()} f6.2 task 1: {await T[1]}")
    finally:
        say(f"{now()} f6.3 finally")
    await Q.put(4)
    say(f"{now()} f6.4 put 4")
    say(f"{now()} f6.5 put_nowait 5: {put_nowait(5)}")
    return 6

async def s18_f8():
    V.set(6)
    say(f"{now()} f8.1 local {V.get()}")
    return 8

async def s18_f7():
    kept.append(create_task(s18_f8()))
    await sleep(0)
    say(f"{now()} f7.1 slept 0")
    return 8

async def s18_g12():
    yield 0
    await sleep(0)
    say(f"{now()} g12.1 slept 0")
    yield 1
    say(f"{now()} g12.2 get_nowait: {get_nowait()}")
    say(f"{now()} g12.3 cancels 3: {int(T[3].cancel())}")
    yield 2
    async with C: C.notify_all()
    await S.acquire()
    say(f"{now()} g12.4 acquired")
    yield 3
    say(f"{now()} g12.5 runs out")

async def s18_f11():
    try:
        say(f"{now()} f11.1 future 2 in time: {await wait_for(F[2], 0)}")
        say(f"{now()} f11.2 future 1 in time: {await wait_for(F[1], 1)}")
    except CancelledError:
        say(f"{now()} f11.3 cleans up")
        await S.acquire()
        say(f"{now()} f11.4 acquired")
        raise
    async with aclosing(s18_g12()) as g:
        async for x in g:
            say(f"{now()} f11.5 item {x}")
            if x == 0: break
            call_later(0, E[1].set)
    say(f"{now()} f11.6 iterated")
    say(f"{now()} f11.7 task_done {task_done()}")
    return 12

async def s18_f10():
    u = shield(s18_f11())
    call_later(1, u.cancel)
    say(f"{now()} f10.1 done {int(u.done())}")
    say(f"{now()} f10.2 shield: {await u}")
    return 12

async def s18_f13():
    await wait_for(S.acquire(), 0)
    say(f"{now()} f13.1 S.acquire() in time")
    say(f"{now()} f13.2 task_done {task_done()}")
    return 13

async def s18_f9():
    r = await gather(s18_f10(), s18_f13())
    say(f"{now()} f9.1 gathered {r[0]} {r[1]}")
    return 13

async def s18_t0():
    say(f"{now()} t0.1 begins")
    say(f"{now()} t0.2 wait_for s18_f1: {await wait_for(s18_f1(), 1)}")
    say(f"{now()} t0.3 task s18_f2: {await create_task(s18_f2())}")
    say(f"{now()} t0.4 ends")
    return 100

async def s18_t1():
    say(f"{now()} t1.1 begins")
    say(f"{now()} t1.2 sets future 2: {set_future(2, 9)}")
    kept.append(create_task(s18_f3()))
    call_soon(called, "t1.3 called")
    say(f"{now()} t1.4 waited for 0: {await wait_for(T[0], 0)}")
    say(f"{now()} t1.5 ends")
    return 101

async def s18_t2():
    say(f"{now()} t2.1 begins")
    async with L[0]:
        say(f"{now()} t2.2 locked 0")
        try:
            await Q.join()
            say(f"{now()} t2.3 joined")
            r = await gather(T[0], T[1])
            say(f"{now()} t2.4 gathered 0 1: {r[0]} {r[1]}")
            async with TaskGroup() as g:
                g.create_task(s18_f4())
                g.create_task(s18_f6())
                say(f"{now()} t2.5 in group")
            say(f"{now()} t2.6 group ends")
        except Exception as e:
            say(f"{now()} t2.7 caught {name(e)}")
    async with L[0]:
        say(f"{now()} t2.8 locked 0")
        await Q.join()
        say(f"{now()} t2.9 joined")
        async with L[0]:
            say(f"{now()} t2.10 locked 0")
            kept.append(create_task(s18_f7()))
    u = shield(s18_f9())
    say(f"{now()} t2.11 done {int(u.done())}")
    say(f"{now()} t2.12 shield: {await u}")
    async with C:
        await C.wait()
        say(f"{now()} t2.13 notified")
        await Q.join()
        say(f"{now()} t2.14 joined")
    async with S:
        say(f"{now()} t2.15 semaphore")
        try:
            await sleep(0)
            say(f"{now()} t2.16 slept 0")
        except Exception as e:
            say(f"{now()} t2.17 caught {name(e)}")
        say(f"{now()} t2.18 future 0 in time: {await wait_for(F[0], 10)}")
    say(f"{now()} t2.19 ends")
    return 102

async def s18_t3():
    say(f"{now()} t3.1 begins")
    say(f"{now()} t3.2 barrier {await B.wait()}")
    E[0].clear()
    say(f"{now()} t3.3 shielded 2 in time: {await wait_for(shield(T[2]), 2)}")
    await sleep(0)
    say(f"{now()} t3.4 slept 0")
    await Q.put(7)
    say(f"{now()} t3.5 put 7")
    say(f"{now()} t3.6 ends")
    return 103

async def s18_t4():
    say(f"{now()} t4.1 begins")
    say(f"{now()} t4.2 cancels future 1: {int(F[1].cancel())}")
    say(f"{now()} t4.3 cancels 2: {int(T[2].cancel())}")
    call_later(1, T[2].cancel)
    try:
        async with timeout(1) as h0:
            await sleep(0)
            say(f"{now()} t4.4 slept 0")
    except TimeoutError:
        say(f"{now()} t4.5 timed out")
    try:
        say(f"{now()} t4.6 got {await Q.get()}")
    except CancelledError:
        say(f"{now()} t4.7 uncancel: {current_task().uncancel()}")
    say(f"{now()} t4.8 ends")
    return 104

async def s18_t5():
    say(f"{now()} t5.1 begins")
    await B.reset()
    say(f"{now()} t5.2 barrier {B.n_waiting}")
    await B.reset()
    say(f"{now()} t5.3 barrier {B.n_waiting}")
    try:
        say(f"{now()} t5.4 local {V.get()}")
    except CancelledError:
        say(f"{now()} t5.5 uncancel: {current_task().uncancel()}")
    F[2].add_done_callback(lambda f: say(now(), "t5.6 callback"))
    say(f"{now()} t5.7 ends")
    return 105


async def s18_main():
    await scenario(Queue(2), [s18_t0, s18_t1, s18_t2, s18_t3, s18_t4, s18_t5])

async def s19_f1():
    await E[1].wait()
    say(f"{now()} f1.1 event 1")
    await E[1].wait()
    say(f"{now()} f1.2 event 1")
    return 1

async def s19_f2():
    await wait_for(B.wait(), 3)
    say(f"{now()} f2.1 B.wait() in time")
    return 2

async def s19_f5():
    r = await gather(T[0], T[0])
    say(f"{now()} f5.1 gathered 0 0: {r[0]} {r[1]}")
    return 5

async def s19_f6():
    call_later(2, T[5].cancel)
    call_later(10, T[2].cancel)
    return 6

async def s19_f7():
    r = await gather(T[0], T[0])
    say(f"{now()} f7.1 gathered 0 0: {r[0]} {r[1]}")
    return 7

async def s19_f8():
    say(f"{now()} f8.1 cancelling: {current_task().cancelling()}")
    say(f"{now()} f8.2 shielded 0: {await shield(T[0])}")
    say(f"{now()} f8.3 cancels future 0: {int(F[0].cancel())}")
    return 8

async def s19_f9():
    async with C: C.notify(3)
    say(f"{now()} f9.1 notified 3")
    say(f"{now()} f9.2 wait ALL_COMPLETED: {await wait(T[:1], ALL_COMPLETED, 5)}")
    return 9

async def s19_f10():
    E[0].set()
    say(f"{now()} f10.1 set 0")
    return 10

async def s19_f11():
    call_soon(called, "f11.1 called")
    say(f"{now()} f11.2 waited for 0: {await wait_for(T[0], 5)}")
    return 11

async def s19_f12():
    say(f"{now()} f12.1 barrier {await B.wait()}")
    say(f"{now()} f12.2 uncancel: {current_task().uncancel()}")
    say(f"{now()} f12.3 cancels 1: {int(T[1].cancel())}")
    return 12

async def s19_f13():
    await wait_for(S.acquire(), 0)
    say(f"{now()} f13.1 S.acquire() in time")
    await B.reset()
    say(f"{now()} f13.2 barrier {B.n_waiting}")
    return 13

async def s19_f4():
    async with S:
        say(f"{now()} f4.1 semaphore")
        u = shield(s19_f5())
        call_later(1, u.cancel)
        say(f"{now()} f4.2 shield: {await u}")
        async with TaskGroup() as g:
            g.create_task(s19_f6())
            g.create_task(s19_f7())
            g.create_task(s19_f8())
            say(f"{now()} f4.3 in group")
            T[1].add_done_callback(lambda t: say(now(), "f4.4 callback", outcome(t)))
        say(f"{now()} f4.5 group ends")
    try:
        say(f"{now()} f4.6 task s19_f9: {await create_task(s19_f9())}")
        say(f"{now()} f4.7 s19_f10 gave {await s19_f10()}")
        async with TaskGroup() as g:
            g.create_task(s19_f11())
            g.create_task(s19_f12())
            g.create_task(s19_f13())
            say(f"{now()} f4.8 in group")
            say(f"{now()} f4.9 barrier {await B.wait()}")
        say(f"{now()} f4.10 group ends")
    except Exception as e:
        say(f"{now()} f4.11 caught {name(e)}")
    await sleep(2)
    say(f"{now()} f4.12 slept 2")
    return 13

async def s19_f14():
    async with C:
        await C.wait()
        say(f"{now()} f14.1 notified")
        try:
            call_later(0, called, "f14.2 called")
            call_later(10, called, "f14.3 called")
        except Exception as e:
            say(f"{now()} f14.4 caught {name(e)}")
    return 14

async def s19_f3():
    say(f"{now()} f3.1 sets error 0: {set_future_error(0)}")
    r = await gather(s19_f4(), s19_f14())
    say(f"{now()} f3.2 gathered {r[0]} {r[1]}")
    try:
        call_later(1, E[0].set)
        say(f"{now()} f3.3 cancelling: {current_task().cancelling()}")
    except Exception as e:
        say(f"{now()} f3.4 caught {name(e)}")
    return 14

async def s19_f15():
    call_later(5, E[0].set)
    try:
        async with timeout(1) as h0:
            E[0].clear()
    except TimeoutError:
        say(f"{now()} f15.1 timed out")
    async with C:
        await C.wait()
        say(f"{now()} f15.2 notified")
        try:
            await sleep(0)
            say(f"{now()} f15.3 slept 0")
            say(f"{now()} f15.4 cancels 2: {int(T[2].cancel())}")
        except Exception as e:
            say(f"{now()} f15.5 caught {name(e)}")
    return 15

async def s19_t0():
    say(f"{now()} t0.1 begins")
    say(f"{now()} t0.2 task s19_f1: {await create_task(s19_f1())}")
    async with C:
        await C.wait()
        say(f"{now()} t0.3 notified")
        try:
            async with timeout(0) as h0:
                await E[1].wait()
                say(f"{now()} t0.4 event 1")
                call_later(10, T[3].cancel)
        except TimeoutError:
            say(f"{now()} t0.5 timed out")
    say(f"{now()} t0.6 ends")
    return 100

async def s19_t1():
    say(f"{now()} t1.1 begins")
    say(f"{now()} t1.2 got {await Q.get()}")
    say(f"{now()} t1.3 sets future 2: {set_future(2, 9)}")
    try:
        async with timeout(5) as h0:
            await E[1].wait()
            say(f"{now()} t1.4 event 1")
    except TimeoutError:
        say(f"{now()} t1.5 timed out")
    async with TaskGroup() as g:
        g.create_task(s19_f2())
        g.create_task(s19_f3())
        g.create_task(s19_f15())
        say(f"{now()} t1.6 in group")
        say(f"{now()} t1.7 cancels future 1: {int(F[1].cancel())}")
    say(f"{now()} t1.8 group ends")
    say(f"{now()} t1.9 ends")
    return 101

async def s19_t2():
    say(f"{now()} t2.1 begins")
    async with S:
        say(f"{now()} t2.2 semaphore")
        try:
            async with S:
                say(f"{now()} t2.3 semaphore")
                E[0].set()
                say(f"{now()} t2.4 set 0")
            say(f"{now()} t2.5 cancels 4: {int(T[4].cancel())}")
            say(f"{now()} t2.6 cancels 3: {int(T[3].cancel())}")
        except Exception as e:
            say(f"{now()} t2.7 caught {name(e)}")
        call_soon(called, "t2.8 called")
    async with C:
        await C.wait()
        say(f"{now()} t2.9 notified")
        say(f"{now()} t2.10 put_nowait 1: {put_nowait(1)}")
    call_later(2, called, "t2.11 called")
    await S.acquire()
    say(f"{now()} t2.12 acquired")
    say(f"{now()} t2.13 future 0: {await F[0]}")
    say(f"{now()} t2.14 ends")
    return 102

async def s19_t3():
    say(f"{now()} t3.1 begins")
    say(f"{now()} t3.2 barrier {await B.wait()}")
    say(f"{now()} t3.3 cancels 0: {int(T[0].cancel())}")
    say(f"{now()} t3.4 sets future 2: {set_future(2, 9)}")
    say(f"{now()} t3.5 ends")
    return 103

async def s19_t4():
    say(f"{now()} t4.1 begins")
    say(f"{now()} t4.2 got {await Q.get()}")
    try:
        async with timeout(2) as h0:
            say(f"{now()} t4.3 task_done {task_done()}")
    except TimeoutError:
        say(f"{now()} t4.4 timed out")
    say(f"{now()} t4.5 task 3: {await T[3]}")
    say(f"{now()} t4.6 ends")
    return 104

async def s19_t5():
    say(f"{now()} t5.1 begins")
    await Q.put(2)
    say(f"{now()} t5.2 put 2")
    say(f"{now()} t5.3 get_nowait: {get_nowait()}")
    await sleep(2)
    say(f"{now()} t5.4 slept 2")
    call_later(1, T[3].cancel)
    say(f"{now()} t5.5 ends")
    return 105


async def s19_main():
    await scenario(Queue(2), [s19_t0, s19_t1, s19_t2, s19_t3, s19_t4, s19_t5])

async def s20_f1():
    call_soon(called, "f1.1 called")
    return 1

async def s20_f3():
    await B.reset()
    say(f"{now()} f3.1 barrier {B.n_waiting}")
    return 3

async def s20_f2():
    T[3].add_done_callback(lambda t: say(now(), "f2.1 callback", outcome(t)))
    u = shield(s20_f3())
    call_later(5, u.cancel)
    say(f"{now()} f2.2 done {int(u.done())}")
    say(f"{now()} f2.3 shield: {await u}")
    return 3

async def s20_f4():
    say(f"{now()} f4.1 cancels 2: {int(T[2].cancel())}")
    return 4

async def s20_f5():
    V.set(1)
    return 5

async def s20_f6():
    say(f"{now()} f6.1 future 0 in time: {await wait_for(F[0], 0)}")
    async with L[0]:
        say(f"{now()} f6.2 locked 0")
        if True: raise E1
        say(f"{now()} f6.3 future 2: {await F[2]}")
    return 6

async def s20_f8():
    call_soon(called, "f8.1 called")
    return 8

async def s20_g7():
    yield 0
    V.set(2)
    try:
        say(f"{now()} g7.1 wait_for s20_f8: {await wait_for(s20_f8(), 5)}")
    except Exception as e:
        say(f"{now()} g7.2 caught {name(e)}")
    yield 1
    say(f"{now()} g7.3 runs out")

async def s20_f9():
    E[1].clear()
    return 9

async def s20_g11():
    yield 0
    async with C: C.notify(3)
    say(f"{now()} g11.1 notified 3")
    say(f"{now()} g11.2 got {await Q.get()}")
    say(f"{now()} g11.3 runs out")

async def s20_f10():
    async with aclosing(s20_g11()) as g:
        async for x in g:
            say(f"{now()} f10.1 item {x}")
            if x == 1: break
            await Q.put(3)
            say(f"{now()} f10.2 put 3")
    say(f"{now()} f10.3 iterated")
    return 11

async def s20_f12():
    await Q.put(5)
    say(f"{now()} f12.1 put 5")
    return 12

async def s20_t0():
    say(f"{now()} t0.1 begins")
    await E[1].wait()
    say(f"{now()} t0.2 event 1")
    try:
        try:
            say(f"{now()} t0.3 wait_for s20_f1: {await wait_for(s20_f1(), 3)}")
            await wait_for(E[0].wait(), 5)
            say(f"{now()} t0.4 E[0].wait() in time")
        except CancelledError:
            say(f"{now()} t0.5 cleans up")
            say(f"{now()} t0.6 cancels 1: {int(T[1].cancel())}")
            raise
        async with C: C.notify(3)
        say(f"{now()} t0.7 notified 3")
    except Exception as e:
        say(f"{now()} t0.8 caught {name(e)}")
    await sleep(0)
    say(f"{now()} t0.9 slept 0")
    try:
        async with timeout(1) as h0:
            async with C: C.notify(2)
            say(f"{now()} t0.10 notified 2")
    except TimeoutError:
        say(f"{now()} t0.11 timed out")
    say(f"{now()} t0.12 ends")
    return 100

async def s20_t1():
    say(f"{now()} t1.1 begins")
    u = shield(s20_f2())
    call_later(0, u.cancel)
    say(f"{now()} t1.2 shield: {await u}")
    E[1].set()
    say(f"{now()} t1.3 set 1")
    say(f"{now()} t1.4 barrier {await B.wait()}")
    say(f"{now()} t1.5 ends")
    return 101

async def s20_t2():
    say(f"{now()} t2.1 begins")
    await sleep(1)
    say(f"{now()} t2.2 slept 1")
    say(f"{now()} t2.3 shield s20_f4: {await shield(s20_f4())}")
    try:
        async with timeout(0) as h0:
            say(f"{now()} t2.4 wait FIRST_COMPLETED: {await wait(T[:2], FIRST_COMPLETED, None)}")
    except TimeoutError:
        say(f"{now()} t2.5 timed out")
    await Q.join()
    say(f"{now()} t2.6 joined")
    E[1].clear()
    say(f"{now()} t2.7 ends")
    return 102

async def s20_t3():
    say(f"{now()} t3.1 begins")
    try:
        async with timeout(1) as h0:
            try:
                say(f"{now()} t3.2 s20_f5 gave {await s20_f5()}")
            except Exception as e:
                say(f"{now()} t3.3 caught {name(e)}")
    except TimeoutError:
        say(f"{now()} t3.4 timed out")
    try:
        async with timeout(1) as h0:
            async with L[0]:
                say(f"{now()} t3.5 locked 0")
                u = shield(s20_f6())
                say(f"{now()} t3.6 shield: {await u}")
                say(f"{now()} t3.7 uncancel: {current_task().uncancel()}")
            async with aclosing(s20_g7()) as g:
                async for x in g:
                    say(f"{now()} t3.8 item {x}")
                    if x == 2: break
                    try:
                        say(f"{now()} t3.9 task s20_f9: {await create_task(s20_f9())}")
                    except CancelledError:
                        say(f"{now()} t3.10 uncancel: {current_task().uncancel()}")
            say(f"{now()} t3.11 iterated")
    except TimeoutError:
        say(f"{now()} t3.12 timed out")
    try:
        say(f"{now()} t3.13 cancelling: {current_task().cancelling()}")
        if True: raise E2
        say(f"{now()} t3.14 wait FIRST_EXCEPTION: {await wait(T[:3], FIRST_EXCEPTION, 0)}")
    except Exception as e:
        say(f"{now()} t3.15 caught {name(e)}")
    try:
        async with timeout(10) as h0:
            say(f"{now()} t3.16 reschedule 0: {reschedule(h0, 0)} {int(h0.expired())}")
    except TimeoutError:
        say(f"{now()} t3.17 timed out")
    say(f"{now()} t3.18 ends")
    return 103

async def s20_t4():
    say(f"{now()} t4.1 begins")
    say(f"{now()} t4.2 uncancel: {current_task().uncancel()}")
    async with C: C.notify(2)
    say(f"{now()} t4.3 notified 2")
    E[0].clear()
    async with L[0]:
        say(f"{now()} t4.4 locked 0")
        say(f"{now()} t4.5 waited for 2: {await wait_for(T[2], 0)}")
        async with S:
            say(f"{now()} t4.6 semaphore")
            say(f"{now()} t4.7 task s20_f10: {await create_task(s20_f10())}")
            async with L[0]:
                say(f"{now()} t4.8 locked 0")
                try:
                    async with timeout(0) as h0:
                        say(f"{now()} t4.9 future 2: {await F[2]}")
                except TimeoutError:
                    say(f"{now()} t4.10 timed out")
                say(f"{now()} t4.11 task_done {task_done()}")
    say(f"{now()} t4.12 ends")
    return 104

async def s20_t5():
    say(f"{now()} t5.1 begins")
    await E[1].wait()
    say(f"{now()} t5.2 event 1")
    say(f"{now()} t5.3 put_nowait 4: {put_nowait(4)}")
    say(f"{now()} t5.4 wait_for s20_f12: {await wait_for(s20_f12(), 2)}")
    E[0].clear()
    say(f"{now()} t5.5 ends")
    return 105


async def s20_main():
    await scenario(Queue(2), [s20_t0, s20_t1, s20_t2, s20_t3, s20_t4, s20_t5])

async def s21_f1():
    say(f"{now()} f1.1 uncancel: {current_task().uncancel()}")
    return 1

async def s21_f2():
    await wait_for(B.wait(), 0)
    say(f"{now()} f2.1 B.wait() in time")
    return 2

async def s21_f3():
    say(f"{now()} f3.1 sets error 0: {set_future_error(0)}")
    say(f"{now()} f3.2 local {V.get()}")
    return 3

async def s21_f5():
    await wait_for(Q.get(), 0)
    say(f"{now()} f5.1 Q.get() in time")
    return 5

async def s21_f4():
    say(f"{now()} f4.1 wait_for s21_f5: {await wait_for(s21_f5(), 3)}")
    return 5

async def s21_f6():
    say(f"{now()} f6.1 cancels 0: {int(T[0].cancel())}")
    return 6

async def s21_f9():
    say(f"{now()} f9.1 task_done {task_done()}")
    await sleep(0)
    say(f"{now()} f9.2 slept 0")
    V.set(3)
    return 9

async def s21_f8():
    async with S:
        say(f"{now()} f8.1 semaphore")
        u = shield(s21_f9())
        say(f"{now()} f8.2 done {int(u.done())}")
        say(f"{now()} f8.3 shield: {await u}")
    await sleep(1)
    say(f"{now()} f8.4 slept 1")
    return 9

async def s21_f11():
    async with C:
        await C.wait()
        say(f"{now()} f11.1 notified")
        async with C: C.notify(2)
        say(f"{now()} f11.2 notified 2")
    return 11

async def s21_f10():
    kept.append(create_task(s21_f11()))
    S.release()
    say(f"{now()} f10.1 locked {int(S.locked())}")
    say(f"{now()} f10.2 barrier {await B.wait()}")
    return 11

async def s21_f12():
    say(f"{now()} f12.1 local {V.get()}")
    return 12

async def s21_f7():
    say(f"{now()} f7.1 shield s21_f8: {await shield(s21_f8())}")
    v4 = [-1] * 3
    async with TaskGroup() as g:
        v4[0] = g.create_task(s21_f10())
        v4[1] = g.create_task(s21_f12())
        try:
            try:
                V.set(5)
                say(f"{now()} f7.2 wait FIRST_EXCEPTION: {await wait(T[:3], FIRST_EXCEPTION, None)}")
            except Exception as e:
                say(f"{now()} f7.3 caught {name(e)}")
            V.set(6)
            say(f"{now()} f7.4 sets error 1: {set_future_error(1)}")
        except Exception as e:
            say(f"{now()} f7.5 caught {name(e)}")
    say(f"{now()} f7.6 result 0: {result(v4[0])}")
    say(f"{now()} f7.7 result 1: {result(v4[1])}")
    say(f"{now()} f7.8 shielded 2: {await shield(T[2])}")
    return 12

async def s21_t0():
    say(f"{now()} t0.1 begins")
    await wait_for(B.wait(), 1)
    say(f"{now()} t0.2 B.wait() in time")
    say(f"{now()} t0.3 task_done {task_done()}")
    await sleep(0)
    say(f"{now()} t0.4 slept 0")
    say(f"{now()} t0.5 cancels 1: {int(T[1].cancel())}")
    try:
        async with timeout(0) as h0:
            say(f"{now()} t0.6 local {V.get()}")
            try:
                say(f"{now()} t0.7 uncancel: {current_task().uncancel()}")
                say(f"{now()} t0.8 cancels 0: {int(T[0].cancel())}")
            except CancelledError:
                say(f"{now()} t0.9 swallows")
    except TimeoutError:
        say(f"{now()} t0.10 timed out")
    say(f"{now()} t0.11 ends")
    return 100

async def s21_t1():
    say(f"{now()} t1.1 begins")
    V.set(1)
    async with L[1]:
        say(f"{now()} t1.2 locked 1")
        async with C:
            await C.wait()
            say(f"{now()} t1.3 notified")
            try:
                say(f"{now()} t1.4 shield s21_f1: {await shield(s21_f1())}")
                say(f"{now()} t1.5 barrier {await B.wait()}")
            finally:
                say(f"{now()} t1.6 finally")
    say(f"{now()} t1.7 s21_f2 gave {await s21_f2()}")
    await Q.join()
    say(f"{now()} t1.8 joined")
    S.release()
    say(f"{now()} t1.9 locked {int(S.locked())}")
    say(f"{now()} t1.10 ends")
    return 101

async def s21_t2():
    say(f"{now()} t2.1 begins")
    try:
        async with C: C.notify(1)
        say(f"{now()} t2.2 notified 1")
        async with S:
            say(f"{now()} t2.3 semaphore")
            r = await gather(T[0], T[1])
            say(f"{now()} t2.4 gathered 0 1: {r[0]} {r[1]}")
            async with C:
                await C.wait()
                say(f"{now()} t2.5 notified")
                say(f"{now()} t2.6 task s21_f3: {await create_task(s21_f3())}")
    except CancelledError:
        say(f"{now()} t2.7 cleans up")
        await sleep(2)
        say(f"{now()} t2.8 slept 2")
        raise
    try:
        async with timeout(1) as h0:
            v2 = [-1] * 3
            async with TaskGroup() as g:
                v2[0] = g.create_task(s21_f4())
            say(f"{now()} t2.9 result 0: {result(v2[0])}")
            call_later(10, T[3].cancel)
    except TimeoutError:
        say(f"{now()} t2.10 timed out")
    say(f"{now()} t2.11 ends")
    return 102

async def s21_t3():
    say(f"{now()} t3.1 begins")
    E[0].clear()
    async with L[1]:
        say(f"{now()} t3.2 locked 1")
        await B.reset()
        say(f"{now()} t3.3 barrier {B.n_waiting}")
        E[0].clear()
    r = await gather(s21_f6(), s21_f7(), return_exceptions=True)
    say(f"{now()} t3.4 collected {either(r[0])} {either(r[1])}")
    await wait_for(S.acquire(), 3)
    say(f"{now()} t3.5 S.acquire() in time")
    say(f"{now()} t3.6 ends")
    return 103

async def s21_t4():
    say(f"{now()} t4.1 begins")
    say(f"{now()} t4.2 task 2: {await T[2]}")
    say(f"{now()} t4.3 cancelling: {current_task().cancelling()}")
    await Q.join()
    say(f"{now()} t4.4 joined")
    say(f"{now()} t4.5 ends")
    return 104

async def s21_t5():
    say(f"{now()} t5.1 begins")
    try:
        say(f"{now()} t5.2 cancels 4: {int(T[4].cancel())}")
        say(f"{now()} t5.3 future 0 in time: {await wait_for(F[0], 1)}")
        try:
            say(f"{now()} t5.4 cancels future 0: {int(F[0].cancel())}")
            say(f"{now()} t5.5 cancels future 0: {int(F[0].cancel())}")
        except CancelledError:
            say(f"{now()} t5.6 cleans up")
            say(f"{now()} t5.7 shielded 2 in time: {await wait_for(shield(T[2]), 5)}")
            raise
    except Exception as e:
        say(f"{now()} t5.8 caught {name(e)}")
    V.set(7)
    say(f"{now()} t5.9 ends")
    return 105


async def s21_main():
    await scenario(Queue(2), [s21_t0, s21_t1, s21_t2, s21_t3, s21_t4, s21_t5])

async def s22_f2():
    say(f"{now()} f2.1 waited for 0: {await wait_for(T[0], 5)}")
    await sleep(5)
    say(f"{now()} f2.2 slept 5")
    await Q.join()
    say(f"{now()} f2.3 joined")
    return 2

async def s22_f4():
    await S.acquire()
    say(f"{now()} f4.1 acquired")
    return 4

async def s22_f3():
    say(f"{now()} f3.1 put_nowait 2: {put_nowait(2)}")
    kept.append(create_task(s22_f4()))
    return 4

async def s22_f6():
    await S.acquire()
    say(f"{now()} f6.1 acquired")
    call_later(1, called, "f6.2 called")
    return 6

async def s22_f7():
    say(f"{now()} f7.1 shielded 0: {await shield(T[0])}")
    say(f"{now()} f7.2 get_nowait: {get_nowait()}")
    return 7

async def s22_f5():
    await Q.join()
    say(f"{now()} f5.1 joined")
    try:
        await sleep(1)
        say(f"{now()} f5.2 slept 1")
        r = await gather(s22_f6(), s22_f7())
        say(f"{now()} f5.3 gathered {r[0]} {r[1]}")
    except Exception as e:
        say(f"{now()} f5.4 caught {name(e)}")
    await B.reset()
    say(f"{now()} f5.5 barrier {B.n_waiting}")
    return 7

async def s22_f8():
    await wait_for(E[1].wait(), 10)
    say(f"{now()} f8.1 E[1].wait() in time")
    return 8

async def s22_f9():
    F[0].add_done_callback(lambda f: say(now(), "f9.1 callback"))
    E[0].set()
    say(f"{now()} f9.2 set 0")
    say(f"{now()} f9.3 cancels 1: {int(T[1].cancel())}")
    return 9

async def s22_f10():
    await wait_for(B.wait(), 1)
    say(f"{now()} f10.1 B.wait() in time")
    return 10

async def s22_f1():
    v3 = [-1] * 3
    async with TaskGroup() as g:
        v3[0] = g.create_task(s22_f2())
        v3[1] = g.create_task(s22_f3())
        v3[2] = g.create_task(s22_f5())
        say(f"{now()} f1.1 task s22_f8: {await create_task(s22_f8())}")
    say(f"{now()} f1.2 result 0: {result(v3[0])}")
    say(f"{now()} f1.3 result 1: {result(v3[1])}")
    say(f"{now()} f1.4 result 2: {result(v3[2])}")
    async with C:
        await C.wait()
        say(f"{now()} f1.5 notified")
        async with S:
            say(f"{now()} f1.6 semaphore")
            r = await gather(s22_f9(), s22_f10(), return_exceptions=True)
            say(f"{now()} f1.7 collected {either(r[0])} {either(r[1])}")
            await Q.join()
            say(f"{now()} f1.8 joined")
    return 10

async def s22_g11():
    yield 0
    say(f"{now()} g11.1 runs out")

async def s22_g12():
    yield 0
    say(f"{now()} g12.1 put_nowait 4: {put_nowait(4)}")
    say(f"{now()} g12.2 task 2: {await T[2]}")
    say(f"{now()} g12.3 runs out")

async def s22_t0():
    say(f"{now()} t0.1 begins")
    say(f"{now()} t0.2 put_nowait 1: {put_nowait(1)}")
    call_later(0, called, "t0.3 called")
    say(f"{now()} t0.4 barrier {await B.wait()}")
    say(f"{now()} t0.5 ends")
    return 100

async def s22_t1():
    say(f"{now()} t1.1 begins")
    call_later(0, T[5].cancel)
    try:
        async with timeout(2) as h0:
            await B.reset()
            say(f"{now()} t1.2 barrier {B.n_waiting}")
            async with C: C.notify_all()
    except TimeoutError:
        say(f"{now()} t1.3 timed out")
    say(f"{now()} t1.4 shield s22_f1: {await shield(s22_f1())}")
    say(f"{now()} t1.5 ends")
    return 101

async def s22_t2():
    say(f"{now()} t2.1 begins")
    async with aclosing(s22_g11()) as g:
        async for x in g:
            say(f"{now()} t2.2 item {x}")
    say(f"{now()} t2.3 iterated")
    try:
        E[1].set()
        say(f"{now()} t2.4 set 1")
        async with C: C.notify_all()
    except Exception as e:
        say(f"{now()} t2.5 caught {name(e)}")
    say(f"{now()} t2.6 wait FIRST_EXCEPTION: {await wait(T[:2], FIRST_EXCEPTION, None)}")
    say(f"{now()} t2.7 ends")
    return 102

async def s22_t3():
    say(f"{now()} t3.1 begins")
    await sleep(10)
    say(f"{now()} t3.2 slept 10")
    async with L[0]:
        say(f"{now()} t3.3 locked 0")
        try:
            async with aclosing(s22_g12()) as g:
                async for x in g:
                    say(f"{now()} t3.4 item {x}")
                    if x == 0: break
                    try:
                        async with timeout(2) as h0:
                            await wait_for(Q.get(), 10)
                            say(f"{now()} t3.5 Q.get() in time")
                    except TimeoutError:
                        say(f"{now()} t3.6 timed out")
            say(f"{now()} t3.7 iterated")
            try:
                say(f"{now()} t3.8 cancelling: {current_task().cancelling()}")
                say(f"{now()} t3.9 got {await Q.get()}")
            except Exception as e:
                say(f"{now()} t3.10 caught {name(e)}")
        finally:
            say(f"{now()} t3.11 finally")
        call_soon(called, "t3.12 called")
    say(f"{now()} t3.13 ends")
    return 103

async def s22_t4():
    say(f"{now()} t4.1 begins")
    await Q.put(5)
    say(f"{now()} t4.2 put 5")
    say(f"{now()} t4.3 task 0: {await T[0]}")
    await sleep(0)
    say(f"{now()} t4.4 slept 0")
    say(f"{now()} t4.5 ends")
    return 104

async def s22_t5():
    say(f"{now()} t5.1 begins")
    say(f"{now()} t5.2 shielded 0: {await shield(T[0])}")
    async with S:
        say(f"{now()} t5.3 semaphore")
        say(f"{now()} t5.4 local {V.get()}")
        S.release()
        say(f"{now()} t5.5 locked {int(S.locked())}")
    say(f"{now()} t5.6 ends")
    return 105


async def s22_main():
    await scenario(Queue(2), [s22_t0, s22_t1, s22_t2, s22_t3, s22_t4, s22_t5])

async def s23_f2():
    say(f"{now()} f2.1 local {V.get()}")
    return 2

async def s23_f1():
    try:
        say(f"{now()} f1.1 s23_f2 gave {await s23_f2()}")
    except Exception as e:
        say(f"{now()} f1.2 caught {name(e)}")
    call_later(0, T[2].cancel)
    return 2

async def s23_f3():
    say(f"{now()} f3.1 put_nowait 1: {put_nowait(1)}")
    return 3

async def s23_g7():
    yield 0
    say(f"{now()} g7.1 put_nowait 2: {put_nowait(2)}")
    await Q.join()
    say(f"{now()} g7.2 joined")
    yield 1
    yield 2
    await sleep(2)
    say(f"{now()} g7.3 slept 2")
    await B.reset()
    say(f"{now()} g7.4 barrier {B.n_waiting}")
    yield 3
    await S.acquire()
    say(f"{now()} g7.5 acquired")
    say(f"{now()} g7.6 runs out")

async def s23_f6():
    async with aclosing(s23_g7()) as g:
        async for x in g:
            say(f"{now()} f6.1 item {x}")
            if x == 0: break
    say(f"{now()} f6.2 iterated")
    async with S:
        say(f"{now()} f6.3 semaphore")
        await wait_for(Q.put(3), 1)
        say(f"{now()} f6.4 Q.put(3) in time")
    return 7

async def s23_f8():
    await E[1].wait()
    say(f"{now()} f8.1 event 1")
    await sleep(5)
    say(f"{now()} f8.2 slept 5")
    try:
        async with timeout(0) as h0:
            await S.acquire()
            say(f"{now()} f8.3 acquired")
    except TimeoutError:
        say(f"{now()} f8.4 timed out")
    return 8

async def s23_f9():
    await wait_for(E[0].wait(), 1)
    say(f"{now()} f9.1 E[0].wait() in time")
    say(f"{now()} f9.2 future 1 in time: {await wait_for(F[1], 1)}")
    return 9

async def s23_f10():
    say(f"{now()} f10.1 got {await Q.get()}")
    return 10

async def s23_f5():
    r = await gather(s23_f6(), s23_f8())
    say(f"{now()} f5.1 gathered {r[0]} {r[1]}")
    r = await gather(s23_f9(), s23_f10())
    say(f"{now()} f5.2 gathered {r[0]} {r[1]}")
    return 10

async def s23_f4():
    async with C: C.notify_all()
    kept.append(create_task(s23_f5()))
    say(f"{now()} f4.1 sets error 1: {set_future_error(1)}")
    return 10

async def s23_g12():
    yield 0
    r = await gather(T[0], T[0])
    say(f"{now()} g12.1 gathered 0 0: {r[0]} {r[1]}")
    call_soon(called, "g12.2 called")
    say(f"{now()} g12.3 runs out")

async def s23_f11():
    try:
        say(f"{now()} f11.1 sets future 0: {set_future(0, 7)}")
        async with aclosing(s23_g12()) as g:
            async for x in g:
                say(f"{now()} f11.2 item {x}")
                await wait_for(S.acquire(), 2)
                say(f"{now()} f11.3 S.acquire() in time")
        say(f"{now()} f11.4 iterated")
    finally:
        say(f"{now()} f11.5 finally")
    try:
        async with timeout(2) as h0:
            try:
                await sleep(0)
                say(f"{now()} f11.6 slept 0")
            except Exception as e:
                say(f"{now()} f11.7 caught {name(e)}")
    except TimeoutError:
        say(f"{now()} f11.8 timed out")
    async with L[0]:
        say(f"{now()} f11.9 locked 0")
        F[2].add_done_callback(lambda f: say(now(), "f11.10 callback"))
        say(f"{now()} f11.11 cancels 1: {int(T[1].cancel())}")
    return 12

async def s23_t0():
    say(f"{now()} t0.1 begins")
    async with TaskGroup() as g:
        g.create_task(s23_f1())
        g.create_task(s23_f3())
        g.create_task(s23_f4())
        say(f"{now()} t0.2 in group")
        try:
            say(f"{now()} t0.3 local {V.get()}")
            say(f"{now()} t0.4 sets error 2: {set_future_error(2)}")
        except CancelledError:
            say(f"{now()} t0.5 uncancel: {current_task().uncancel()}")
    say(f"{now()} t0.6 group ends")
    try:
        async with S:
            say(f"{now()} t0.7 semaphore")
            call_later(1, T[1].cancel)
            try:
                await wait_for(Q.put(4), 10)
                say(f"{now()} t0.8 Q.put(4) in time")
            finally:
                say(f"{now()} t0.9 finally")
    finally:
        say(f"{now()} t0.10 finally")
    say(f"{now()} t0.11 ends")
    return 100

async def s23_t1():
    say(f"{now()} t1.1 begins")
    async with S:
        say(f"{now()} t1.2 semaphore")
        say(f"{now()} t1.3 put_nowait 5: {put_nowait(5)}")
        say(f"{now()} t1.4 cancels 3: {int(T[3].cancel())}")
    u = shield(s23_f11())
    say(f"{now()} t1.5 done {int(u.done())}")
    say(f"{now()} t1.6 shield: {await u}")
    say(f"{now()} t1.7 ends")
    return 101

async def s23_t2():
    say(f"{now()} t2.1 begins")
    say(f"{now()} t2.2 task 0: {await T[0]}")
    async with S:
        say(f"{now()} t2.3 semaphore")
        if True: raise E2
    say(f"{now()} t2.4 ends")
    return 102

async def s23_t3():
    say(f"{now()} t3.1 begins")
    await sleep(0)
    say(f"{now()} t3.2 slept 0")
    async with L[0]:
        say(f"{now()} t3.3 locked 0")
        say(f"{now()} t3.4 barrier {await B.wait()}")
    async with C:
        await C.wait()
        say(f"{now()} t3.5 notified")
        say(f"{now()} t3.6 uncancel: {current_task().uncancel()}")
    try:
        say(f"{now()} t3.7 shielded 0: {await shield(T[0])}")
        async with C: C.notify(1)
        say(f"{now()} t3.8 notified 1")
    finally:
        say(f"{now()} t3.9 finally")
    say(f"{now()} t3.10 ends")
    return 103

async def s23_t4():
    say(f"{now()} t4.1 begins")
    say(f"{now()} t4.2 wait ALL_COMPLETED: {await wait(T[:4], ALL_COMPLETED, None)}")
    await sleep(0)
    say(f"{now()} t4.3 slept 0")
    say(f"{now()} t4.4 got {await Q.get()}")
    say(f"{now()} t4.5 sets error 1: {set_future_error(1)}")
    async with S:
        say(f"{now()} t4.6 semaphore")
        await sleep(0)
        say(f"{now()} t4.7 slept 0")
        call_later(1, T[4].cancel)
    say(f"{now()} t4.8 ends")
    return 104

async def s23_t5():
    say(f"{now()} t5.1 begins")
    call_later(10, T[0].cancel)
    say(f"{now()} t5.2 cancelling: {current_task().cancelling()}")
    say(f"{now()} t5.3 local {V.get()}")
    say(f"{now()} t5.4 waited for 2: {await wait_for(T[2], 1)}")
    await B.reset()
    say(f"{now()} t5.5 barrier {B.n_waiting}")
    say(f"{now()} t5.6 ends")
    return 105


async def s23_main():
    await scenario(LifoQueue(2), [s23_t0, s23_t1, s23_t2, s23_t3, s23_t4, s23_t5])

async def s24_f2():
    say(f"{now()} f2.1 cancels 2: {int(T[2].cancel())}")
    return 2

async def s24_f1():
    v1 = [-1] * 3
    async with TaskGroup() as g:
        v1[0] = g.create_task(s24_f2())
        await wait_for(Q.put(2), 2)
        say(f"{now()} f1.1 Q.put(2) in time")
    say(f"{now()} f1.2 result 0: {result(v1[0])}")
    return 2

async def s24_f3():
    await wait_for(S.acquire(), 2)
    say(f"{now()} f3.1 S.acquire() in time")
    say(f"{now()} f3.2 sets error 0: {set_future_error(0)}")
    try:
        V.set(3)
    finally:
        say(f"{now()} f3.3 finally")
    return 3

async def s24_g5():
    yield 0
    r = await gather(T[1], T[1])
    say(f"{now()} g5.1 gathered 1 1: {r[0]} {r[1]}")
    yield 1
    async with L[1]:
        say(f"{now()} g5.2 locked 1")
        async with C: C.notify_all()
        say(f"{now()} g5.3 sets future 1: {set_future(1, 8)}")
    say(f"{now()} g5.4 runs out")

async def s24_f6():
    say(f"{now()} f6.1 uncancel: {current_task().uncancel()}")
    V.set(4)
    return 6

async def s24_g4():
    yield 0
    async with aclosing(s24_g5()) as g:
        async for x in g:
            say(f"{now()} g4.1 item {x}")
            if x == 0: break
            say(f"{now()} g4.2 cancels 4: {int(T[4].cancel())}")
    say(f"{now()} g4.3 iterated")
    try:
        async with timeout(0) as h0:
            say(f"{now()} g4.4 wait_for s24_f6: {await wait_for(s24_f6(), 0)}")
            say(f"{now()} g4.5 got {await Q.get()}")
    except TimeoutError:
        say(f"{now()} g4.6 timed out")
    yield 1
    say(f"{now()} g4.7 runs out")

async def s24_f7():
    try:
        await Q.join()
        say(f"{now()} f7.1 joined")
    finally:
        say(f"{now()} f7.2 finally")
    return 7

async def s24_f8():
    await wait_for(B.wait(), 3)
    say(f"{now()} f8.1 B.wait() in time")
    return 8

async def s24_f9():
    await sleep(0)
    say(f"{now()} f9.1 slept 0")
    async with C: C.notify_all()
    return 9

async def s24_f11():
    async with S:
        say(f"{now()} f11.1 semaphore")
        async with C: C.notify(3)
        say(f"{now()} f11.2 notified 3")
    await B.reset()
    say(f"{now()} f11.3 barrier {B.n_waiting}")
    r = await gather(T[1], T[2])
    say(f"{now()} f11.4 gathered 1 2: {r[0]} {r[1]}")
    return 11

async def s24_f12():
    await Q.join()
    say(f"{now()} f12.1 joined")
    return 12

async def s24_f10():
    try:
        async with TaskGroup() as g:
            g.create_task(s24_f11())
            g.create_task(s24_f12())
            say(f"{now()} f10.1 in group")
        say(f"{now()} f10.2 group ends")
        say(f"{now()} f10.3 uncancel: {current_task().uncancel()}")
    except CancelledError:
        say(f"{now()} f10.4 swallows")
    if True: raise E1
    say(f"{now()} f10.5 cancelling: {current_task().cancelling()}")
    return 12

async def s24_t0():
    say(f"{now()} t0.1 begins")
    async with S:
        say(f"{now()} t0.2 semaphore")
        if True: raise E1
    E[0].set()
    say(f"{now()} t0.3 set 0")
    call_later(10, E[1].set)
    say(f"{now()} t0.4 ends")
    return 100

async def s24_t1():
    say(f"{now()} t1.1 begins")
    async with C:
        await C.wait()
        say(f"{now()} t1.2 notified")
        say(f"{now()} t1.3 wait_for s24_f1: {await wait_for(s24_f1(), 2)}")
    try:
        say(f"{now()} t1.4 wait_for s24_f3: {await wait_for(s24_f3(), 0)}")
    except Exception as e:
        say(f"{now()} t1.5 caught {name(e)}")
    say(f"{now()} t1.6 ends")
    return 101

async def s24_t2():
    say(f"{now()} t2.1 begins")
    async with aclosing(s24_g4()) as g:
        async for x in g:
            say(f"{now()} t2.2 item {x}")
    say(f"{now()} t2.3 iterated")
    try:
        async with L[0]:
            say(f"{now()} t2.4 locked 0")
            say(f"{now()} t2.5 shielded 1 in time: {await wait_for(shield(T[1]), 0)}")
    except Exception as e:
        say(f"{now()} t2.6 caught {name(e)}")
    say(f"{now()} t2.7 wait_for s24_f7: {await wait_for(s24_f7(), 2)}")
    say(f"{now()} t2.8 future 1 in time: {await wait_for(F[1], 5)}")
    await Q.put(5)
    say(f"{now()} t2.9 put 5")
    say(f"{now()} t2.10 ends")
    return 102

async def s24_t3():
    say(f"{now()} t3.1 begins")
    say(f"{now()} t3.2 put_nowait 6: {put_nowait(6)}")
    if True: raise E1
    async with L[1]:
        say(f"{now()} t3.3 locked 1")
        say(f"{now()} t3.4 wait_for s24_f8: {await wait_for(s24_f8(), 1)}")
    say(f"{now()} t3.5 got {await Q.get()}")
    say(f"{now()} t3.6 ends")
    return 103

async def s24_t4():
    say(f"{now()} t4.1 begins")
    try:
        async with timeout(2) as h0:
            await B.reset()
            say(f"{now()} t4.2 barrier {B.n_waiting}")
            say(f"{now()} t4.3 wait_for s24_f9: {await wait_for(s24_f9(), 2)}")
    except TimeoutError:
        say(f"{now()} t4.4 timed out")
    say(f"{now()} t4.5 wait_for s24_f10: {await wait_for(s24_f10(), 0)}")
    try:
        await wait_for(S.acquire(), 1)
        say(f"{now()} t4.6 S.acquire() in time")
    except Exception as e:
        say(f"{now()} t4.7 caught {name(e)}")
    say(f"{now()} t4.8 ends")
    return 104

async def s24_t5():
    say(f"{now()} t5.1 begins")
    await E[0].wait()
    say(f"{now()} t5.2 event 0")
    say(f"{now()} t5.3 waited for 4: {await wait_for(T[4], 1)}")
    async with S:
        say(f"{now()} t5.4 semaphore")
        await wait_for(S.acquire(), 5)
        say(f"{now()} t5.5 S.acquire() in time")
        async with C: C.notify(1)
        say(f"{now()} t5.6 notified 1")
    say(f"{now()} t5.7 ends")
    return 105


async def s24_main():
    await scenario(PriorityQueue(2), [s24_t0, s24_t1, s24_t2, s24_t3, s24_t4, s24_t5])

batch(13, s13_main)
batch(14, s14_main)
batch(15, s15_main)
batch(16, s16_main)
batch(17, s17_main)
batch(18, s18_main)
batch(19, s19_main)
batch(20, s20_main)
batch(21, s21_main)
batch(22, s22_main)
batch(23, s23_main)
batch(24, s24_main)
