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


async def s13_f2():
    say(f"{now()} f2.1 cancels future 1: {int(F[1].cancel())}")
    V.set(2)
    return 2

async def s13_g1():
    yield 0
    call_later(2, called, "g1.1 called")
    yield 1
    E[1].clear()
    say(f"{now()} g1.2 shield s13_f2: {await shield(s13_f2())}")
    yield 2
    say(f"{now()} g1.3 runs out")

async def s13_f4():
    E[0].set()
    say(f"{now()} f4.1 set 0")
    return 4

async def s13_f5():
    await Q.join()
    say(f"{now()} f5.1 joined")
    E[1].set()
    say(f"{now()} f5.2 set 1")
    return 5

async def s13_f6():
    say(f"{now()} f6.1 shielded 0 in time: {await wait_for(shield(T[0]), 10)}")
    await sleep(0)
    say(f"{now()} f6.2 slept 0")
    return 6

async def s13_f3():
    async with C:
        await C.wait()
        say(f"{now()} f3.1 notified")
        kept.append(create_task(s13_f4()))
    r = await gather(s13_f5(), s13_f6())
    say(f"{now()} f3.2 gathered {r[0]} {r[1]}")
    try:
        async with L[1]:
            say(f"{now()} f3.3 locked 1")
            r = await gather(T[0], T[1])
            say(f"{now()} f3.4 gathered 0 1: {r[0]} {r[1]}")
        try:
            async with timeout(2) as h0:
                await sleep(3)
                say(f"{now()} f3.5 slept 3")
                async with aclosing(completed(T[:2])) as g:
                    async for x in g:
                        say(f"{now()} f3.6 completed {outcome(x)}")
                        break
        except TimeoutError:
            say(f"{now()} f3.7 timed out")
    finally:
        say(f"{now()} f3.8 finally")
    return 6

async def s13_f9():
    await Q.put(3)
    say(f"{now()} f9.1 put 3")
    say(f"{now()} f9.2 got {await Q.get()}")
    return 9

async def s13_f10():
    if True: raise E1
    return 10

async def s13_f8():
    r = await gather(s13_f9(), s13_f10())
    say(f"{now()} f8.1 gathered {r[0]} {r[1]}")
    try:
        call_later(3, T[0].cancel)
        await sleep(3)
        say(f"{now()} f8.2 slept 3")
    except Exception as e:
        say(f"{now()} f8.3 caught {name(e)}")
    return 10

async def s13_f7():
    say(f"{now()} f7.1 eager s13_f8: {await create_eager_task(s13_f8())}")
    return 10

async def s13_f12():
    say(f"{now()} f12.1 cancelling: {current_task().cancelling()}")
    return 12

async def s13_f11():
    try:
        async with timeout(0) as h0:
            kept.append(create_task(s13_f12()))
            async with S:
                say(f"{now()} f11.1 semaphore")
                await S.acquire()
                say(f"{now()} f11.2 acquired")
                say(f"{now()} f11.3 sets error 1: {set_future_error(1)}")
    except TimeoutError:
        say(f"{now()} f11.4 timed out")
    return 12

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
            if x == 2: break
            try:
                async with timeout(3) as h0:
                    say(f"{now()} t1.3 future 1 in time: {await wait_for(F[1], 0)}")
            except TimeoutError:
                say(f"{now()} t1.4 timed out")
    say(f"{now()} t1.5 iterated")
    await sleep(1)
    say(f"{now()} t1.6 slept 1")
    call_later(1, E[1].set)
    say(f"{now()} t1.7 cancels future 1: {int(F[1].cancel())}")
    say(f"{now()} t1.8 ends")
    return 101

async def s13_t2():
    say(f"{now()} t2.1 begins")
    await Q.join()
    say(f"{now()} t2.2 joined")
    async with C:
        await C.wait()
        say(f"{now()} t2.3 notified")
        r = await gather(s13_f3(), s13_f7())
        say(f"{now()} t2.4 gathered {r[0]} {r[1]}")
    E[0].clear()
    say(f"{now()} t2.5 ends")
    return 102

async def s13_t3():
    say(f"{now()} t3.1 begins")
    say(f"{now()} t3.2 cancels 3: {int(T[3].cancel())}")
    try:
        async with timeout(1) as h0:
            say(f"{now()} t3.3 sets error 2: {set_future_error(2)}")
    except TimeoutError:
        say(f"{now()} t3.4 timed out")
    say(f"{now()} t3.5 get_nowait: {get_nowait()}")
    say(f"{now()} t3.6 ends")
    return 103

async def s13_t4():
    say(f"{now()} t4.1 begins")
    await sleep(0)
    say(f"{now()} t4.2 slept 0")
    say(f"{now()} t4.3 uncancel: {current_task().uncancel()}")
    try:
        say(f"{now()} t4.4 s13_f11 gave {await s13_f11()}")
        await wait_for(Q.put(4), 5)
        say(f"{now()} t4.5 Q.put(4) in time")
    finally:
        say(f"{now()} t4.6 finally")
    await S.acquire()
    say(f"{now()} t4.7 acquired")
    async with aclosing(completed(T[:4])) as g:
        async for x in g:
            say(f"{now()} t4.8 completed {outcome(x)}")
    say(f"{now()} t4.9 ends")
    return 104

async def s13_t5():
    say(f"{now()} t5.1 begins")
    await wait_for(Q.get(), 1)
    say(f"{now()} t5.2 Q.get() in time")
    async with C: C.notify(1)
    say(f"{now()} t5.3 notified 1")
    await Q.join()
    say(f"{now()} t5.4 joined")
    say(f"{now()} t5.5 ends")
    return 105


async def s13_main():
    await scenario(LifoQueue(2), [s13_t0, s13_t1, s13_t2, s13_t3, s13_t4, s13_t5])

async def s14_f1():
    say(f"{now()} f1.1 got {await Q.get()}")
    return 1

async def s14_f2():
    await E[1].wait()
    say(f"{now()} f2.1 event 1")
    async with C:
        await C.wait()
        say(f"{now()} f2.2 notified")
        await Q.put(3)
        say(f"{now()} f2.3 put 3")
    return 2

async def s14_f4():
    await sleep(10)
    say(f"{now()} f4.1 slept 10")
    await E[0].wait()
    say(f"{now()} f4.2 event 0")
    return 4

async def s14_g3():
    yield 0
    kept.append(create_eager_task(s14_f4()))
    say(f"{now()} g3.1 runs out")

async def s14_f6():
    async with L[1]:
        say(f"{now()} f6.1 locked 1")
        call_later(0, E[0].set)
        await Q.put(4)
        say(f"{now()} f6.2 put 4")
    say(f"{now()} f6.3 shielded 0: {await shield(T[0])}")
    S.release()
    say(f"{now()} f6.4 locked {int(S.locked())}")
    return 6

async def s14_f5():
    try:
        async with timeout(0) as h0:
            say(f"{now()} f5.1 wait_for s14_f6: {await wait_for(s14_f6(), 0)}")
    except TimeoutError:
        say(f"{now()} f5.2 timed out")
    return 6

async def s14_f9():
    try:
        async with timeout(1) as h0:
            await sleep(0)
            say(f"{now()} f9.1 slept 0")
            r = await gather(T[0], T[0])
            say(f"{now()} f9.2 gathered 0 0: {r[0]} {r[1]}")
    except TimeoutError:
        say(f"{now()} f9.3 timed out")
    V.set(5)
    try:
        async with C: C.notify_all()
    except CancelledError:
        say(f"{now()} f9.4 cleans up")
        await B.reset()
        say(f"{now()} f9.5 barrier {B.n_waiting}")
        raise
    return 9

async def s14_f8():
    kept.append(create_eager_task(s14_f9()))
    return 9

async def s14_f7():
    try:
        await sleep(0)
        say(f"{now()} f7.1 slept 0")
        async with L[0]:
            say(f"{now()} f7.2 locked 0")
            async with C: C.notify(1)
            say(f"{now()} f7.3 notified 1")
    except Exception as e:
        say(f"{now()} f7.4 caught {name(e)}")
    say(f"{now()} f7.5 wait_for s14_f8: {await wait_for(s14_f8(), 10)}")
    call_later(5, E[1].set)
    return 9

async def s14_f11():
    async with C: C.notify(1)
    say(f"{now()} f11.1 notified 1")
    E[1].clear()
    return 11

async def s14_f10():
    u = shield(s14_f11())
    say(f"{now()} f10.1 shield: {await u}")
    return 11

async def s14_f12():
    try:
        async with timeout(10) as h0:
            say(f"{now()} f12.1 shielded 0 in time: {await wait_for(shield(T[0]), 1)}")
            try:
                say(f"{now()} f12.2 sets future 1: {set_future(1, 8)}")
            finally:
                say(f"{now()} f12.3 finally")
    except TimeoutError:
        say(f"{now()} f12.4 timed out")
    return 12

async def s14_t0():
    say(f"{now()} t0.1 begins")
    async with L[1]:
        say(f"{now()} t0.2 locked 1")
        V.set(1)
        try:
            async with timeout(3) as h0:
                v2 = [-1] * 3
                async with TaskGroup() as g:
                    v2[0] = g.create_task(s14_f1())
                    await sleep(0)
                    say(f"{now()} t0.3 slept 0")
                say(f"{now()} t0.4 result 0: {result(v2[0])}")
                try:
                    say(f"{now()} t0.5 reschedule 0: {reschedule(h0, 0)} {int(h0.expired())}")
                    say(f"{now()} t0.6 uncancel: {current_task().uncancel()}")
                except Exception as e:
                    say(f"{now()} t0.7 caught {name(e)}")
        except TimeoutError:
            say(f"{now()} t0.8 timed out")
    try:
        async with C:
            await C.wait()
            say(f"{now()} t0.9 notified")
            say(f"{now()} t0.10 task_done {task_done()}")
        async with L[1]:
            say(f"{now()} t0.11 locked 1")
            try:
                call_later(1, T[3].cancel)
            except Exception as e:
                say(f"{now()} t0.12 caught {name(e)}")
            kept.append(create_eager_task(s14_f2()))
        try:
            async with aclosing(s14_g3()) as g:
                async for x in g:
                    say(f"{now()} t0.13 item {x}")
                    if True: raise E2
            say(f"{now()} t0.14 iterated")
        except Exception as e:
            say(f"{now()} t0.15 caught {name(e)}")
    except Exception as e:
        say(f"{now()} t0.16 caught {name(e)}")
    async with S:
        say(f"{now()} t0.17 semaphore")
        try:
            try:
                await sleep(1)
                say(f"{now()} t0.18 slept 1")
                say(f"{now()} t0.19 uncancel: {current_task().uncancel()}")
            except CancelledError:
                say(f"{now()} t0.20 uncancel: {current_task().uncancel()}")
            await S.acquire()
            say(f"{now()} t0.21 acquired")
        finally:
            say(f"{now()} t0.22 finally")
    say(f"{now()} t0.23 ends")
    return 100

async def s14_t1():
    say(f"{now()} t1.1 begins")
    await sleep(1)
    say(f"{now()} t1.2 slept 1")
    u = gather(s14_f5(), s14_f7())
    call_later(5, u.cancel)
    r = await u
    say(f"{now()} t1.3 gather: {r[0]} {r[1]}")
    await sleep(0)
    say(f"{now()} t1.4 slept 0")
    say(f"{now()} t1.5 sets error 1: {set_future_error(1)}")
    say(f"{now()} t1.6 ends")
    return 101

async def s14_t2():
    say(f"{now()} t2.1 begins")
    say(f"{now()} t2.2 get_nowait: {get_nowait()}")
    say(f"{now()} t2.3 sets error 0: {set_future_error(0)}")
    say(f"{now()} t2.4 ends")
    return 102

async def s14_t3():
    say(f"{now()} t3.1 begins")
    await sleep(0)
    say(f"{now()} t3.2 slept 0")
    say(f"{now()} t3.3 task 2: {await T[2]}")
    say(f"{now()} t3.4 future 0 in time: {await wait_for(F[0], 0)}")
    say(f"{now()} t3.5 put_nowait 6: {put_nowait(6)}")
    async with TaskGroup() as g:
        g.create_task(s14_f10())
        g.create_task(s14_f12())
        say(f"{now()} t3.6 in group")
    say(f"{now()} t3.7 group ends")
    say(f"{now()} t3.8 ends")
    return 103

async def s14_t4():
    say(f"{now()} t4.1 begins")
    say(f"{now()} t4.2 put_nowait 7: {put_nowait(7)}")
    S.release()
    say(f"{now()} t4.3 locked {int(S.locked())}")
    await Q.join()
    say(f"{now()} t4.4 joined")
    await sleep(0)
    say(f"{now()} t4.5 slept 0")
    F[0].add_done_callback(lambda f: say(now(), "t4.6 callback"))
    say(f"{now()} t4.7 ends")
    return 104

async def s14_t5():
    say(f"{now()} t5.1 begins")
    say(f"{now()} t5.2 sets future 1: {set_future(1, 8)}")
    say(f"{now()} t5.3 cancelling: {current_task().cancelling()}")
    say(f"{now()} t5.4 task 0: {await T[0]}")
    say(f"{now()} t5.5 ends")
    return 105


async def s14_main():
    await scenario(Queue(2), [s14_t0, s14_t1, s14_t2, s14_t3, s14_t4, s14_t5])

async def s15_f2():
    say(f"{now()} f2.1 task_done {task_done()}")
    say(f"{now()} f2.2 local {V.get()}")
    return 2

async def s15_f4():
    say(f"{now()} f4.1 cancels 3: {int(T[3].cancel())}")
    say(f"{now()} f4.2 get_nowait: {get_nowait()}")
    return 4

async def s15_f3():
    say(f"{now()} f3.1 uncancel: {current_task().uncancel()}")
    say(f"{now()} f3.2 eager s15_f4: {await create_eager_task(s15_f4())}")
    return 4

async def s15_f5():
    try:
        say(f"{now()} f5.1 put_nowait 1: {put_nowait(1)}")
        say(f"{now()} f5.2 cancels 1: {int(T[1].cancel())}")
    finally:
        say(f"{now()} f5.3 finally")
    return 5

async def s15_f1():
    async with TaskGroup() as g:
        g.create_task(s15_f2())
        g.create_task(s15_f3())
        say(f"{now()} f1.1 in group")
        await sleep(0)
        say(f"{now()} f1.2 slept 0")
    say(f"{now()} f1.3 group ends")
    say(f"{now()} f1.4 wait_for s15_f5: {await wait_for(s15_f5(), 2)}")
    return 5

async def s15_f6():
    F[0].add_done_callback(lambda f: say(now(), "f6.1 callback"))
    return 6

async def s15_f7():
    if True: raise E1
    say(f"{now()} f7.1 cancels future 0: {int(F[0].cancel())}")
    return 7

async def s15_f8():
    say(f"{now()} f8.1 task 1: {await T[1]}")
    await sleep(1)
    say(f"{now()} f8.2 slept 1")
    await E[1].wait()
    say(f"{now()} f8.3 event 1")
    return 8

async def s15_f9():
    call_soon(called, "f9.1 called")
    say(f"{now()} f9.2 task 1: {await T[1]}")
    return 9

async def s15_f10():
    await B.reset()
    say(f"{now()} f10.1 barrier {B.n_waiting}")
    await Q.put(2)
    say(f"{now()} f10.2 put 2")
    say(f"{now()} f10.3 got {await Q.get()}")
    return 10

async def s15_f12():
    await sleep(0)
    say(f"{now()} f12.1 slept 0")
    say(f"{now()} f12.2 wait FIRST_COMPLETED: {await wait(T[:4], FIRST_COMPLETED, None)}")
    say(f"{now()} f12.3 task 3: {await T[3]}")
    return 12

async def s15_f11():
    async with S:
        say(f"{now()} f11.1 semaphore")
        say(f"{now()} f11.2 future 2 in time: {await wait_for(F[2], 1)}")
        say(f"{now()} f11.3 eager s15_f12: {await create_eager_task(s15_f12())}")
    say(f"{now()} f11.4 future 2 in time: {await wait_for(F[2], 2)}")
    return 12

async def s15_t0():
    say(f"{now()} t0.1 begins")
    try:
        async with timeout(0) as h0:
            say(f"{now()} t0.2 uncancel: {current_task().uncancel()}")
    except TimeoutError:
        say(f"{now()} t0.3 timed out")
    u = shield(s15_f1())
    call_later(2, u.cancel)
    say(f"{now()} t0.4 shield: {await u}")
    say(f"{now()} t0.5 ends")
    return 100

async def s15_t1():
    say(f"{now()} t1.1 begins")
    say(f"{now()} t1.2 eager s15_f6: {await create_eager_task(s15_f6())}")
    say(f"{now()} t1.3 s15_f7 gave {await s15_f7()}")
    await wait_for(S.acquire(), 0)
    say(f"{now()} t1.4 S.acquire() in time")
    async with C: C.notify_all()
    async with C:
        await C.wait()
        say(f"{now()} t1.5 notified")
        r = await gather(T[0], T[0])
        say(f"{now()} t1.6 gathered 0 0: {r[0]} {r[1]}")
    say(f"{now()} t1.7 ends")
    return 101

async def s15_t2():
    say(f"{now()} t2.1 begins")
    say(f"{now()} t2.2 cancelling: {current_task().cancelling()}")
    try:
        async with timeout(10) as h0:
            try:
                call_later(5, called, "t2.3 called")
                try:
                    async with timeout(1) as h1:
                        async with TaskGroup() as g:
                            g.create_task(s15_f8())
                            g.create_task(s15_f9())
                            g.create_task(s15_f10())
                            say(f"{now()} t2.4 in group")
                        say(f"{now()} t2.5 group ends")
                        async with aclosing(completed(T[:2])) as g:
                            async for x in g:
                                say(f"{now()} t2.6 completed {outcome(x)}")
                except TimeoutError:
                    say(f"{now()} t2.7 timed out")
            except Exception as e:
                say(f"{now()} t2.8 caught {name(e)}")
            say(f"{now()} t2.9 task 0: {await T[0]}")
    except TimeoutError:
        say(f"{now()} t2.10 timed out")
    say(f"{now()} t2.11 ends")
    return 102

async def s15_t3():
    say(f"{now()} t3.1 begins")
    r = await gather(T[1], T[1])
    say(f"{now()} t3.2 gathered 1 1: {r[0]} {r[1]}")
    say(f"{now()} t3.3 waited for 1: {await wait_for(T[1], 0)}")
    try:
        async with timeout(3) as h0:
            say(f"{now()} t3.4 shielded 2: {await shield(T[2])}")
    except TimeoutError:
        say(f"{now()} t3.5 timed out")
    try:
        async with timeout(1) as h0:
            await S.acquire()
            say(f"{now()} t3.6 acquired")
    except TimeoutError:
        say(f"{now()} t3.7 timed out")
    say(f"{now()} t3.8 barrier {await B.wait()}")
    say(f"{now()} t3.9 ends")
    return 103

async def s15_t4():
    say(f"{now()} t4.1 begins")
    say(f"{now()} t4.2 uncancel: {current_task().uncancel()}")
    say(f"{now()} t4.3 shield s15_f11: {await shield(s15_f11())}")
    V.set(3)
    say(f"{now()} t4.4 ends")
    return 104

async def s15_t5():
    say(f"{now()} t5.1 begins")
    call_later(3, E[1].set)
    await Q.join()
    say(f"{now()} t5.2 joined")
    say(f"{now()} t5.3 ends")
    return 105


async def s15_main():
    await scenario(Queue(2), [s15_t0, s15_t1, s15_t2, s15_t3, s15_t4, s15_t5])

async def s16_f1():
    say(f"{now()} f1.1 cancels future 0: {int(F[0].cancel())}")
    return 1

async def s16_f2():
    say(f"{now()} f2.1 put_nowait 1: {put_nowait(1)}")
    async with L[1]:
        say(f"{now()} f2.2 locked 1")
        await Q.join()
        say(f"{now()} f2.3 joined")
    return 2

async def s16_f4():
    E[1].set()
    say(f"{now()} f4.1 set 1")
    return 4

async def s16_f5():
    r = await gather(T[0], T[0])
    say(f"{now()} f5.1 gathered 0 0: {r[0]} {r[1]}")
    await S.acquire()
    say(f"{now()} f5.2 acquired")
    return 5

async def s16_f6():
    await sleep(0)
    say(f"{now()} f6.1 slept 0")
    return 6

async def s16_f3():
    try:
        async with timeout(3) as h0:
            try:
                kept.append(create_eager_task(s16_f4()))
                async with L[0]:
                    say(f"{now()} f3.1 locked 0")
                    await sleep(0)
                    say(f"{now()} f3.2 slept 0")
                u = gather(s16_f5(), s16_f6())
                r = await u
                say(f"{now()} f3.3 gather: {r[0]} {r[1]}")
            except Exception as e:
                say(f"{now()} f3.4 caught {name(e)}")
            say(f"{now()} f3.5 cancels future 0: {int(F[0].cancel())}")
    except TimeoutError:
        say(f"{now()} f3.6 timed out")
    try:
        async with S:
            say(f"{now()} f3.7 semaphore")
            try:
                await sleep(0)
                say(f"{now()} f3.8 slept 0")
                say(f"{now()} f3.9 cancels future 2: {int(F[2].cancel())}")
                E[1].set()
                say(f"{now()} f3.10 set 1")
            except Exception as e:
                say(f"{now()} f3.11 caught {name(e)}")
            try:
                E[0].clear()
                say(f"{now()} f3.12 sets future 1: {set_future(1, 8)}")
            except Exception as e:
                say(f"{now()} f3.13 caught {name(e)}")
    finally:
        say(f"{now()} f3.14 finally")
    return 6

async def s16_f7():
    say(f"{now()} f7.1 waited for 0: {await wait_for(T[0], 3)}")
    try:
        await S.acquire()
        say(f"{now()} f7.2 acquired")
        V.set(3)
        try:
            async with timeout(10) as h0:
                say(f"{now()} f7.3 sets future 1: {set_future(1, 8)}")
        except TimeoutError:
            say(f"{now()} f7.4 timed out")
    except Exception as e:
        say(f"{now()} f7.5 caught {name(e)}")
    return 7

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
    async with C: C.notify_all()
    return 10

async def s16_f8():
    say(f"{now()} f8.1 shield s16_f9: {await shield(s16_f9())}")
    say(f"{now()} f8.2 shield s16_f10: {await shield(s16_f10())}")
    return 10

async def s16_f12():
    call_later(10, called, "f12.1 called")
    return 12

async def s16_f11():
    say(f"{now()} f11.1 task s16_f12: {await create_task(s16_f12())}")
    return 12

async def s16_t0():
    say(f"{now()} t0.1 begins")
    say(f"{now()} t0.2 eager s16_f1: {await create_eager_task(s16_f1())}")
    try:
        async with timeout(3) as h0:
            await sleep(0)
            say(f"{now()} t0.3 slept 0")
    except TimeoutError:
        say(f"{now()} t0.4 timed out")
    say(f"{now()} t0.5 cancels future 0: {int(F[0].cancel())}")
    await sleep(0)
    say(f"{now()} t0.6 slept 0")
    if True: raise E1
    say(f"{now()} t0.7 ends")
    return 100

async def s16_t1():
    say(f"{now()} t1.1 begins")
    r = await gather(s16_f2(), s16_f3(), return_exceptions=True)
    say(f"{now()} t1.2 collected {either(r[0])} {either(r[1])}")
    say(f"{now()} t1.3 put_nowait 2: {put_nowait(2)}")
    try:
        E[0].set()
        say(f"{now()} t1.4 set 0")
    except Exception as e:
        say(f"{now()} t1.5 caught {name(e)}")
    await wait_for(S.acquire(), 1)
    say(f"{now()} t1.6 S.acquire() in time")
    say(f"{now()} t1.7 ends")
    return 101

async def s16_t2():
    say(f"{now()} t2.1 begins")
    say(f"{now()} t2.2 wait_for s16_f7: {await wait_for(s16_f7(), 5)}")
    try:
        async with timeout(0) as h0:
            try:
                say(f"{now()} t2.3 reschedule 0: {reschedule(h0, 0)} {int(h0.expired())}")
            finally:
                say(f"{now()} t2.4 finally")
            say(f"{now()} t2.5 task_done {task_done()}")
    except TimeoutError:
        say(f"{now()} t2.6 timed out")
    kept.append(create_eager_task(s16_f8()))
    say(f"{now()} t2.7 got {await Q.get()}")
    u = shield(s16_f11())
    call_later(3, u.cancel)
    say(f"{now()} t2.8 done {int(u.done())}")
    say(f"{now()} t2.9 shield: {await u}")
    say(f"{now()} t2.10 ends")
    return 102

async def s16_t3():
    say(f"{now()} t3.1 begins")
    await sleep(1)
    say(f"{now()} t3.2 slept 1")
    S.release()
    say(f"{now()} t3.3 locked {int(S.locked())}")
    say(f"{now()} t3.4 ends")
    return 103

async def s16_t4():
    say(f"{now()} t4.1 begins")
    call_later(0, called, "t4.2 called")
    say(f"{now()} t4.3 barrier {await B.wait()}")
    async with L[1]:
        say(f"{now()} t4.4 locked 1")
        async with L[0]:
            say(f"{now()} t4.5 locked 0")
            async with C:
                await C.wait()
                say(f"{now()} t4.6 notified")
                await sleep(0)
                say(f"{now()} t4.7 slept 0")
        await S.acquire()
        say(f"{now()} t4.8 acquired")
    async with C:
        await C.wait()
        say(f"{now()} t4.9 notified")
        async with C: C.notify(2)
        say(f"{now()} t4.10 notified 2")
    say(f"{now()} t4.11 ends")
    return 104

async def s16_t5():
    say(f"{now()} t5.1 begins")
    async with C: C.notify_all()
    say(f"{now()} t5.2 cancels 5: {int(T[5].cancel())}")
    async with L[1]:
        say(f"{now()} t5.3 locked 1")
        call_later(0, E[1].set)
        say(f"{now()} t5.4 shielded 2: {await shield(T[2])}")
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

async def s17_f2():
    try:
        async with timeout(3) as h0:
            async with C:
                await C.wait()
                say(f"{now()} f2.1 notified")
                async with L[0]:
                    say(f"{now()} f2.2 locked 0")
                    await wait_for(Q.get(), 0)
                    say(f"{now()} f2.3 Q.get() in time")
                    say(f"{now()} f2.4 waited for 0: {await wait_for(T[0], 0)}")
            E[1].clear()
    except TimeoutError:
        say(f"{now()} f2.5 timed out")
    await B.reset()
    say(f"{now()} f2.6 barrier {B.n_waiting}")
    try:
        async with timeout(1) as h0:
            try:
                say(f"{now()} f2.7 barrier {await B.wait()}")
                say(f"{now()} f2.8 cancels 5: {int(T[5].cancel())}")
            finally:
                say(f"{now()} f2.9 finally")
    except TimeoutError:
        say(f"{now()} f2.10 timed out")
    return 2

async def s17_f3():
    async with C: C.notify_all()
    try:
        say(f"{now()} f3.1 task 1: {await T[1]}")
    except CancelledError:
        say(f"{now()} f3.2 uncancel: {current_task().uncancel()}")
    say(f"{now()} f3.3 future 1: {await F[1]}")
    return 3

async def s17_f4():
    await Q.join()
    say(f"{now()} f4.1 joined")
    async with C:
        await C.wait()
        say(f"{now()} f4.2 notified")
        say(f"{now()} f4.3 put_nowait 2: {put_nowait(2)}")
    return 4

async def s17_f6():
    await sleep(0)
    say(f"{now()} f6.1 slept 0")
    say(f"{now()} f6.2 sets future 2: {set_future(2, 9)}")
    E[1].set()
    say(f"{now()} f6.3 set 1")
    return 6

async def s17_f5():
    try:
        try:
            async with timeout(0) as h0:
                kept.append(create_task(s17_f6()))
        except TimeoutError:
            say(f"{now()} f5.1 timed out")
        await sleep(1)
        say(f"{now()} f5.2 slept 1")
    except Exception as e:
        say(f"{now()} f5.3 caught {name(e)}")
    try:
        say(f"{now()} f5.4 local {V.get()}")
        try:
            await sleep(2)
            say(f"{now()} f5.5 slept 2")
        except CancelledError:
            say(f"{now()} f5.6 uncancel: {current_task().uncancel()}")
    except CancelledError:
        say(f"{now()} f5.7 uncancel: {current_task().uncancel()}")
    return 6

async def s17_f7():
    async with C: C.notify_all()
    return 7

async def s17_f8():
    try:
        async with timeout(10) as h0:
            say(f"{now()} f8.1 reschedule 3: {reschedule(h0, 3)} {int(h0.expired())}")
            say(f"{now()} f8.2 task_done {task_done()}")
    except TimeoutError:
        say(f"{now()} f8.3 timed out")
    try:
        async with timeout(0) as h0:
            say(f"{now()} f8.4 barrier {await B.wait()}")
            F[1].add_done_callback(lambda f: say(now(), "f8.5 callback"))
    except TimeoutError:
        say(f"{now()} f8.6 timed out")
    await Q.put(3)
    say(f"{now()} f8.7 put 3")
    return 8

async def s17_g12():
    yield 0
    say(f"{now()} g12.1 shielded 0 in time: {await wait_for(shield(T[0]), 3)}")
    say(f"{now()} g12.2 put_nowait 4: {put_nowait(4)}")
    yield 1
    say(f"{now()} g12.3 shielded 1: {await shield(T[1])}")
    say(f"{now()} g12.4 runs out")

async def s17_f11():
    async with aclosing(s17_g12()) as g:
        async for x in g:
            say(f"{now()} f11.1 item {x}")
    say(f"{now()} f11.2 iterated")
    return 12

async def s17_f13():
    async with S:
        say(f"{now()} f13.1 semaphore")
        E[1].set()
        say(f"{now()} f13.2 set 1")
    return 13

async def s17_f10():
    r = await gather(s17_f11(), s17_f13(), return_exceptions=True)
    say(f"{now()} f10.1 collected {either(r[0])} {either(r[1])}")
    try:
        async with timeout(2) as h0:
            async with C: C.notify_all()
            say(f"{now()} f10.2 wait ALL_COMPLETED: {await wait(T[:3], ALL_COMPLETED, 0)}")
    except TimeoutError:
        say(f"{now()} f10.3 timed out")
    async with aclosing(completed(T[:3])) as g:
        async for x in g:
            say(f"{now()} f10.4 completed {outcome(x)}")
            break
    return 13

async def s17_g9():
    yield 0
    say(f"{now()} g9.1 got {await Q.get()}")
    try:
        async with timeout(3) as h0:
            say(f"{now()} g9.2 cancelling: {current_task().cancelling()}")
    except TimeoutError:
        say(f"{now()} g9.3 timed out")
    yield 1
    yield 2
    v5 = [-1] * 3
    async with TaskGroup() as g:
        v5[0] = g.create_task(s17_f10())
        say(f"{now()} g9.4 future 2: {await F[2]}")
    say(f"{now()} g9.5 result 0: {result(v5[0])}")
    say(f"{now()} g9.6 runs out")

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
    r = await gather(s17_f1(), s17_f2())
    say(f"{now()} t1.2 gathered {r[0]} {r[1]}")
    say(f"{now()} t1.3 waited for 0: {await wait_for(T[0], 10)}")
    try:
        async with timeout(1) as h0:
            await sleep(10)
            say(f"{now()} t1.4 slept 10")
            say(f"{now()} t1.5 sets future 2: {set_future(2, 9)}")
    except TimeoutError:
        say(f"{now()} t1.6 timed out")
    say(f"{now()} t1.7 cancels 3: {int(T[3].cancel())}")
    say(f"{now()} t1.8 ends")
    return 101

async def s17_t2():
    say(f"{now()} t2.1 begins")
    async with TaskGroup() as g:
        g.create_task(s17_f3())
        g.create_task(s17_f4())
        say(f"{now()} t2.2 in group")
        await S.acquire()
        say(f"{now()} t2.3 acquired")
    say(f"{now()} t2.4 group ends")
    kept.append(create_task(s17_f5()))
    try:
        async with timeout(10) as h0:
            async with L[1]:
                say(f"{now()} t2.5 locked 1")
                say(f"{now()} t2.6 wait_for s17_f7: {await wait_for(s17_f7(), 1)}")
                try:
                    say(f"{now()} t2.7 reschedule 1: {reschedule(h0, 1)} {int(h0.expired())}")
                    say(f"{now()} t2.8 barrier {await B.wait()}")
                    if True: raise E2
                except Exception as e:
                    say(f"{now()} t2.9 caught {name(e)}")
            async with S:
                say(f"{now()} t2.10 semaphore")
                say(f"{now()} t2.11 eager s17_f8: {await create_eager_task(s17_f8())}")
    except TimeoutError:
        say(f"{now()} t2.12 timed out")
    say(f"{now()} t2.13 ends")
    return 102

async def s17_t3():
    say(f"{now()} t3.1 begins")
    say(f"{now()} t3.2 wait ALL_COMPLETED: {await wait(T[:3], ALL_COMPLETED, 0)}")
    try:
        async with C: C.notify(2)
        say(f"{now()} t3.3 notified 2")
        say(f"{now()} t3.4 barrier {await B.wait()}")
    except CancelledError:
        say(f"{now()} t3.5 swallows")
    await sleep(3)
    say(f"{now()} t3.6 slept 3")
    async with aclosing(s17_g9()) as g:
        async for x in g:
            say(f"{now()} t3.7 item {x}")
            await wait_for(Q.get(), 3)
            say(f"{now()} t3.8 Q.get() in time")
    say(f"{now()} t3.9 iterated")
    E[1].set()
    say(f"{now()} t3.10 set 1")
    say(f"{now()} t3.11 ends")
    return 103

async def s17_t4():
    say(f"{now()} t4.1 begins")
    try:
        E[1].set()
        say(f"{now()} t4.2 set 1")
    finally:
        say(f"{now()} t4.3 finally")
    try:
        await sleep(0)
        say(f"{now()} t4.4 slept 0")
    except Exception as e:
        say(f"{now()} t4.5 caught {name(e)}")
    async with L[0]:
        say(f"{now()} t4.6 locked 0")
        async with C: C.notify(2)
        say(f"{now()} t4.7 notified 2")
        call_later(5, T[0].cancel)
    say(f"{now()} t4.8 ends")
    return 104

async def s17_t5():
    say(f"{now()} t5.1 begins")
    try:
        await sleep(10)
        say(f"{now()} t5.2 slept 10")
        async with C: C.notify(3)
        say(f"{now()} t5.3 notified 3")
    except CancelledError:
        say(f"{now()} t5.4 swallows")
    say(f"{now()} t5.5 waited for 1: {await wait_for(T[1], 0)}")
    say(f"{now()} t5.6 ends")
    return 105


async def s17_main():
    await scenario(PriorityQueue(2), [s17_t0, s17_t1, s17_t2, s17_t3, s17_t4, s17_t5])

async def s18_f2():
    E[1].set()
    say(f"{now()} f2.1 set 1")
    say(f"{now()} f2.2 put_nowait 1: {put_nowait(1)}")
    return 2

async def s18_f1():
    say(f"{now()} f1.1 eager s18_f2: {await create_eager_task(s18_f2())}")
    say(f"{now()} f1.2 sets error 0: {set_future_error(0)}")
    async with C: C.notify_all()
    return 2

async def s18_f6():
    await Q.put(3)
    say(f"{now()} f6.1 put 3")
    say(f"{now()} f6.2 got {await Q.get()}")
    return 6

async def s18_f5():
    say(f"{now()} f5.1 wait_for s18_f6: {await wait_for(s18_f6(), 1)}")
    call_later(5, T[1].cancel)
    return 6

async def s18_f7():
    try:
        async with timeout(2) as h0:
            await S.acquire()
            say(f"{now()} f7.1 acquired")
            await wait_for(B.wait(), 1)
            say(f"{now()} f7.2 B.wait() in time")
    except TimeoutError:
        say(f"{now()} f7.3 timed out")
    await S.acquire()
    say(f"{now()} f7.4 acquired")
    V.set(4)
    return 7

async def s18_g4():
    yield 0
    v5 = [-1] * 3
    async with TaskGroup() as g:
        v5[0] = g.create_task(s18_f5())
        v5[1] = g.create_task(s18_f7())
    say(f"{now()} g4.1 result 0: {result(v5[0])}")
    say(f"{now()} g4.2 result 1: {result(v5[1])}")
    await Q.join()
    say(f"{now()} g4.3 joined")
    yield 1
    say(f"{now()} g4.4 runs out")

async def s18_f8():
    await Q.put(6)
    say(f"{now()} f8.1 put 6")
    async with C: C.notify(1)
    say(f"{now()} f8.2 notified 1")
    await sleep(0)
    say(f"{now()} f8.3 slept 0")
    return 8

async def s18_f9():
    call_later(10, T[0].cancel)
    async with C:
        await C.wait()
        say(f"{now()} f9.1 notified")
        V.set(7)
    say(f"{now()} f9.2 local {V.get()}")
    return 9

async def s18_f3():
    await wait_for(Q.put(2), 1)
    say(f"{now()} f3.1 Q.put(2) in time")
    async with aclosing(s18_g4()) as g:
        async for x in g:
            say(f"{now()} f3.2 item {x}")
    say(f"{now()} f3.3 iterated")
    try:
        say(f"{now()} f3.4 task s18_f8: {await create_task(s18_f8())}")
        say(f"{now()} f3.5 shield s18_f9: {await shield(s18_f9())}")
    except Exception as e:
        say(f"{now()} f3.6 caught {name(e)}")
    return 9

async def s18_f10():
    T[5].add_done_callback(lambda t: say(now(), "f10.1 callback", outcome(t)))
    try:
        async with timeout(0) as h0:
            say(f"{now()} f10.2 wait ALL_COMPLETED: {await wait(T[:2], ALL_COMPLETED, 1)}")
    except TimeoutError:
        say(f"{now()} f10.3 timed out")
    say(f"{now()} f10.4 barrier {await B.wait()}")
    return 10

async def s18_f11():
    say(f"{now()} f11.1 future 2 in time: {await wait_for(F[2], 0)}")
    try:
        say(f"{now()} f11.2 cancels 1: {int(T[1].cancel())}")
        say(f"{now()} f11.3 shielded 1: {await shield(T[1])}")
    except Exception as e:
        say(f"{now()} f11.4 caught {name(e)}")
    say(f"{now()} f11.5 cancelling: {current_task().cancelling()}")
    return 11

async def s18_f12():
    say(f"{now()} f12.1 task 0: {await T[0]}")
    await Q.join()
    say(f"{now()} f12.2 joined")
    return 12

async def s18_t0():
    say(f"{now()} t0.1 begins")
    async with TaskGroup() as g:
        g.create_task(s18_f1())
        g.create_task(s18_f3())
        say(f"{now()} t0.2 in group")
    say(f"{now()} t0.3 group ends")
    say(f"{now()} t0.4 sets future 0: {set_future(0, 7)}")
    say(f"{now()} t0.5 ends")
    return 100

async def s18_t1():
    say(f"{now()} t1.1 begins")
    async with C: C.notify(2)
    say(f"{now()} t1.2 notified 2")
    call_later(1, called, "t1.3 called")
    say(f"{now()} t1.4 future 1: {await F[1]}")
    say(f"{now()} t1.5 ends")
    return 101

async def s18_t2():
    say(f"{now()} t2.1 begins")
    say(f"{now()} t2.2 sets future 0: {set_future(0, 7)}")
    try:
        try:
            async with timeout(3) as h0:
                v8 = [-1] * 3
                async with TaskGroup() as g:
                    v8[0] = g.create_task(s18_f10())
                    v8[1] = g.create_task(s18_f11())
                say(f"{now()} t2.3 result 0: {result(v8[0])}")
                say(f"{now()} t2.4 result 1: {result(v8[1])}")
        except TimeoutError:
            say(f"{now()} t2.5 timed out")
    except CancelledError:
        say(f"{now()} t2.6 cleans up")
        say(f"{now()} t2.7 task_done {task_done()}")
        raise
    say(f"{now()} t2.8 ends")
    return 102

async def s18_t3():
    say(f"{now()} t3.1 begins")
    async with L[1]:
        say(f"{now()} t3.2 locked 1")
        F[2].add_done_callback(lambda f: say(now(), "t3.3 callback"))
        await sleep(0)
        say(f"{now()} t3.4 slept 0")
    try:
        v9 = [-1] * 3
        async with TaskGroup() as g:
            v9[0] = g.create_task(s18_f12())
        say(f"{now()} t3.5 result 0: {result(v9[0])}")
        say(f"{now()} t3.6 task 1: {await T[1]}")
    except Exception as e:
        say(f"{now()} t3.7 caught {name(e)}")
    if True: raise E1
    say(f"{now()} t3.8 ends")
    return 103

async def s18_t4():
    say(f"{now()} t4.1 begins")
    async with C: C.notify_all()
    try:
        async with timeout(1) as h0:
            say(f"{now()} t4.2 put_nowait 10: {put_nowait(10)}")
    except TimeoutError:
        say(f"{now()} t4.3 timed out")
    say(f"{now()} t4.4 sets error 1: {set_future_error(1)}")
    say(f"{now()} t4.5 ends")
    return 104

async def s18_t5():
    say(f"{now()} t5.1 begins")
    await wait_for(Q.get(), 1)
    say(f"{now()} t5.2 Q.get() in time")
    say(f"{now()} t5.3 cancels future 1: {int(F[1].cancel())}")
    say(f"{now()} t5.4 ends")
    return 105


async def s18_main():
    await scenario(Queue(2), [s18_t0, s18_t1, s18_t2, s18_t3, s18_t4, s18_t5])

async def s19_f1():
    try:
        async with timeout(5) as h0:
            say(f"{now()} f1.1 barrier {await B.wait()}")
            async with C:
                await C.wait()
                say(f"{now()} f1.2 notified")
                try:
                    async with timeout(0) as h1:
                        await E[1].wait()
                        say(f"{now()} f1.3 event 1")
                        call_later(10, T[3].cancel)
                except TimeoutError:
                    say(f"{now()} f1.4 timed out")
    except TimeoutError:
        say(f"{now()} f1.5 timed out")
    try:
        say(f"{now()} f1.6 sets future 2: {set_future(2, 9)}")
    finally:
        say(f"{now()} f1.7 finally")
    try:
        async with timeout(5) as h0:
            await E[1].wait()
            say(f"{now()} f1.8 event 1")
    except TimeoutError:
        say(f"{now()} f1.9 timed out")
    return 1

async def s19_f2():
    E[1].set()
    say(f"{now()} f2.1 set 1")
    return 2

async def s19_f5():
    async with C: C.notify(3)
    say(f"{now()} f5.1 notified 3")
    say(f"{now()} f5.2 future 0 in time: {await wait_for(F[0], 10)}")
    await sleep(0)
    say(f"{now()} f5.3 slept 0")
    return 5

async def s19_f6():
    say(f"{now()} f6.1 cancels 3: {int(T[3].cancel())}")
    return 6

async def s19_f4():
    kept.append(create_task(s19_f5()))
    say(f"{now()} f4.1 cancels 0: {int(T[0].cancel())}")
    say(f"{now()} f4.2 eager s19_f6: {await create_eager_task(s19_f6())}")
    return 6

async def s19_f3():
    try:
        say(f"{now()} f3.1 cancels future 0: {int(F[0].cancel())}")
        kept.append(create_task(s19_f4()))
    except Exception as e:
        say(f"{now()} f3.2 caught {name(e)}")
    return 6

async def s19_f8():
    S.release()
    say(f"{now()} f8.1 locked {int(S.locked())}")
    async with C: C.notify(3)
    say(f"{now()} f8.2 notified 3")
    return 8

async def s19_f7():
    await B.reset()
    say(f"{now()} f7.1 barrier {B.n_waiting}")
    try:
        async with timeout(3) as h0:
            try:
                async with timeout(0) as h1:
                    v2 = [-1] * 3
                    async with TaskGroup() as g:
                        v2[0] = g.create_task(s19_f8())
                    say(f"{now()} f7.2 result 0: {result(v2[0])}")
            except TimeoutError:
                say(f"{now()} f7.3 timed out")
    except TimeoutError:
        say(f"{now()} f7.4 timed out")
    async with C: C.notify_all()
    return 8

async def s19_f11():
    await E[1].wait()
    say(f"{now()} f11.1 event 1")
    return 11

async def s19_f12():
    say(f"{now()} f12.1 cancels future 1: {int(F[1].cancel())}")
    await sleep(1)
    say(f"{now()} f12.2 slept 1")
    S.release()
    say(f"{now()} f12.3 locked {int(S.locked())}")
    return 12

async def s19_f10():
    try:
        u = shield(s19_f11())
        say(f"{now()} f10.1 shield: {await u}")
        say(f"{now()} f10.2 eager s19_f12: {await create_eager_task(s19_f12())}")
        say(f"{now()} f10.3 cancels 0: {int(T[0].cancel())}")
    except Exception as e:
        say(f"{now()} f10.4 caught {name(e)}")
    async with S:
        say(f"{now()} f10.5 semaphore")
        await sleep(2)
        say(f"{now()} f10.6 slept 2")
        async with L[1]:
            say(f"{now()} f10.7 locked 1")
            S.release()
            say(f"{now()} f10.8 locked {int(S.locked())}")
    async with L[0]:
        say(f"{now()} f10.9 locked 0")
        S.release()
        say(f"{now()} f10.10 locked {int(S.locked())}")
        async with C: C.notify(1)
        say(f"{now()} f10.11 notified 1")
    return 12

async def s19_f9():
    say(f"{now()} f9.1 wait_for s19_f10: {await wait_for(s19_f10(), 10)}")
    return 12

async def s19_f13():
    await wait_for(B.wait(), 1)
    say(f"{now()} f13.1 B.wait() in time")
    return 13

async def s19_t0():
    say(f"{now()} t0.1 begins")
    v1 = [-1] * 3
    async with TaskGroup() as g:
        v1[0] = g.create_task(s19_f1())
        v1[1] = g.create_task(s19_f2())
    say(f"{now()} t0.2 result 0: {result(v1[0])}")
    say(f"{now()} t0.3 result 1: {result(v1[1])}")
    say(f"{now()} t0.4 shield s19_f3: {await shield(s19_f3())}")
    say(f"{now()} t0.5 ends")
    return 100

async def s19_t1():
    say(f"{now()} t1.1 begins")
    kept.append(create_task(s19_f7()))
    r = await gather(s19_f9(), s19_f13())
    say(f"{now()} t1.2 gathered {r[0]} {r[1]}")
    call_later(5, E[0].set)
    say(f"{now()} t1.3 ends")
    return 101

async def s19_t2():
    say(f"{now()} t2.1 begins")
    S.release()
    say(f"{now()} t2.2 locked {int(S.locked())}")
    say(f"{now()} t2.3 local {V.get()}")
    say(f"{now()} t2.4 ends")
    return 102

async def s19_t3():
    say(f"{now()} t3.1 begins")
    try:
        T[3].add_done_callback(lambda t: say(now(), "t3.2 callback", outcome(t)))
    except Exception as e:
        say(f"{now()} t3.3 caught {name(e)}")
    await sleep(0)
    say(f"{now()} t3.4 slept 0")
    say(f"{now()} t3.5 cancels 2: {int(T[2].cancel())}")
    say(f"{now()} t3.6 ends")
    return 103

async def s19_t4():
    say(f"{now()} t4.1 begins")
    V.set(3)
    await sleep(0)
    say(f"{now()} t4.2 slept 0")
    async with L[1]:
        say(f"{now()} t4.3 locked 1")
        say(f"{now()} t4.4 sets error 1: {set_future_error(1)}")
        try:
            async with timeout(0) as h0:
                say(f"{now()} t4.5 cancels 4: {int(T[4].cancel())}")
        except TimeoutError:
            say(f"{now()} t4.6 timed out")
    say(f"{now()} t4.7 ends")
    return 104

async def s19_t5():
    say(f"{now()} t5.1 begins")
    try:
        call_soon(called, "t5.2 called")
        async with C:
            await C.wait()
            say(f"{now()} t5.3 notified")
            say(f"{now()} t5.4 put_nowait 4: {put_nowait(4)}")
        call_later(2, called, "t5.5 called")
    except Exception as e:
        say(f"{now()} t5.6 caught {name(e)}")
    await S.acquire()
    say(f"{now()} t5.7 acquired")
    say(f"{now()} t5.8 future 0: {await F[0]}")
    async with C:
        await C.wait()
        say(f"{now()} t5.9 notified")
        try:
            try:
                say(f"{now()} t5.10 put_nowait 5: {put_nowait(5)}")
            except Exception as e:
                say(f"{now()} t5.11 caught {name(e)}")
            async with aclosing(completed(T[:5])) as g:
                async for x in g:
                    say(f"{now()} t5.12 completed {outcome(x)}")
        finally:
            say(f"{now()} t5.13 finally")
    async with L[0]:
        say(f"{now()} t5.14 locked 0")
        say(f"{now()} t5.15 future 2: {await F[2]}")
        call_later(1, T[2].cancel)
    say(f"{now()} t5.16 ends")
    return 105


async def s19_main():
    await scenario(Queue(2), [s19_t0, s19_t1, s19_t2, s19_t3, s19_t4, s19_t5])

async def s20_f1():
    call_soon(called, "f1.1 called")
    await wait_for(E[0].wait(), 5)
    say(f"{now()} f1.2 E[0].wait() in time")
    return 1

async def s20_f2():
    call_later(1, T[2].cancel)
    await Q.join()
    say(f"{now()} f2.1 joined")
    async with S:
        say(f"{now()} f2.2 semaphore")
        await sleep(0)
        say(f"{now()} f2.3 slept 0")
    return 2

async def s20_f4():
    say(f"{now()} f4.1 cancels 2: {int(T[2].cancel())}")
    return 4

async def s20_f5():
    async with C: C.notify(3)
    say(f"{now()} f5.1 notified 3")
    try:
        async with timeout(0) as h0:
            await Q.join()
            say(f"{now()} f5.2 joined")
    except TimeoutError:
        say(f"{now()} f5.3 timed out")
    return 5

async def s20_f3():
    say(f"{now()} f3.1 got {await Q.get()}")
    u = gather(s20_f4(), s20_f5())
    r = await u
    say(f"{now()} f3.2 gather: {r[0]} {r[1]}")
    async with L[0]:
        say(f"{now()} f3.3 locked 0")
        try:
            async with timeout(1) as h0:
                call_later(0, E[1].set)
                async with C: C.notify(2)
                say(f"{now()} f3.4 notified 2")
        except TimeoutError:
            say(f"{now()} f3.5 timed out")
    return 5

async def s20_f6():
    await E[0].wait()
    say(f"{now()} f6.1 event 0")
    async with L[0]:
        say(f"{now()} f6.2 locked 0")
        if True: raise E1
        say(f"{now()} f6.3 future 2: {await F[2]}")
    return 6

async def s20_f8():
    say(f"{now()} f8.1 cancelling: {current_task().cancelling()}")
    E[0].clear()
    return 8

async def s20_f7():
    V.set(1)
    try:
        async with TaskGroup() as g:
            g.create_task(s20_f8())
            say(f"{now()} f7.1 in group")
        say(f"{now()} f7.2 group ends")
    except Exception as e:
        say(f"{now()} f7.3 caught {name(e)}")
    await wait_for(S.acquire(), 1)
    say(f"{now()} f7.4 S.acquire() in time")
    return 8

async def s20_f9():
    say(f"{now()} f9.1 task_done {task_done()}")
    E[1].clear()
    return 9

async def s20_f10():
    try:
        async with timeout(1) as h0:
            try:
                async with timeout(5) as h1:
                    r = await gather(T[0], T[0])
                    say(f"{now()} f10.1 gathered 0 0: {r[0]} {r[1]}")
                    call_soon(called, "f10.2 called")
            except TimeoutError:
                say(f"{now()} f10.3 timed out")
            try:
                say(f"{now()} f10.4 task_done {task_done()}")
            finally:
                say(f"{now()} f10.5 finally")
    except TimeoutError:
        say(f"{now()} f10.6 timed out")
    try:
        async with timeout(5) as h0:
            say(f"{now()} f10.7 shielded 0: {await shield(T[0])}")
    except TimeoutError:
        say(f"{now()} f10.8 timed out")
    return 10

async def s20_f11():
    async with aclosing(completed(T[:1])) as g:
        async for x in g:
            say(f"{now()} f11.1 completed {outcome(x)}")
    await E[1].wait()
    say(f"{now()} f11.2 event 1")
    return 11

async def s20_f12():
    try:
        V.set(3)
        r = await gather(T[0], T[1])
        say(f"{now()} f12.1 gathered 0 1: {r[0]} {r[1]}")
    except CancelledError:
        say(f"{now()} f12.2 swallows")
    say(f"{now()} f12.3 put_nowait 4: {put_nowait(4)}")
    return 12

async def s20_t0():
    say(f"{now()} t0.1 begins")
    await E[1].wait()
    say(f"{now()} t0.2 event 1")
    try:
        try:
            async with TaskGroup() as g:
                g.create_task(s20_f1())
                say(f"{now()} t0.3 in group")
            say(f"{now()} t0.4 group ends")
            try:
                async with timeout(2) as h0:
                    async with C:
                        await C.wait()
                        say(f"{now()} t0.5 notified")
                        say(f"{now()} t0.6 sets future 0: {set_future(0, 7)}")
                    async with C:
                        await C.wait()
                        say(f"{now()} t0.7 notified")
                        call_soon(called, "t0.8 called")
            except TimeoutError:
                say(f"{now()} t0.9 timed out")
        except CancelledError:
            say(f"{now()} t0.10 cleans up")
            T[3].add_done_callback(lambda t: say(now(), "t0.11 callback", outcome(t)))
            raise
        say(f"{now()} t0.12 wait_for s20_f2: {await wait_for(s20_f2(), 3)}")
    except Exception as e:
        say(f"{now()} t0.13 caught {name(e)}")
    say(f"{now()} t0.14 eager s20_f3: {await create_eager_task(s20_f3())}")
    try:
        async with timeout(1) as h0:
            async with L[0]:
                say(f"{now()} t0.15 locked 0")
                kept.append(create_task(s20_f6()))
                say(f"{now()} t0.16 reschedule 3: {reschedule(h0, 3)} {int(h0.expired())}")
            say(f"{now()} t0.17 wait_for s20_f7: {await wait_for(s20_f7(), 1)}")
    except TimeoutError:
        say(f"{now()} t0.18 timed out")
    say(f"{now()} t0.19 ends")
    return 100

async def s20_t1():
    say(f"{now()} t1.1 begins")
    try:
        try:
            say(f"{now()} t1.2 cancelling: {current_task().cancelling()}")
            if True: raise E2
            say(f"{now()} t1.3 wait FIRST_EXCEPTION: {await wait(T[:1], FIRST_EXCEPTION, 0)}")
        except Exception as e:
            say(f"{now()} t1.4 caught {name(e)}")
        try:
            async with timeout(10) as h0:
                say(f"{now()} t1.5 reschedule 0: {reschedule(h0, 0)} {int(h0.expired())}")
        except TimeoutError:
            say(f"{now()} t1.6 timed out")
    except CancelledError:
        say(f"{now()} t1.7 cleans up")
        say(f"{now()} t1.8 get_nowait: {get_nowait()}")
        raise
    try:
        E[0].clear()
        async with L[0]:
            say(f"{now()} t1.9 locked 0")
            say(f"{now()} t1.10 waited for 0: {await wait_for(T[0], 0)}")
            async with S:
                say(f"{now()} t1.11 semaphore")
                v2 = [-1] * 3
                async with TaskGroup() as g:
                    v2[0] = g.create_task(s20_f9())
                say(f"{now()} t1.12 result 0: {result(v2[0])}")
                say(f"{now()} t1.13 future 1 in time: {await wait_for(F[1], 10)}")
    finally:
        say(f"{now()} t1.14 finally")
    try:
        async with timeout(2) as h0:
            r = await gather(s20_f10(), s20_f11(), return_exceptions=True)
            say(f"{now()} t1.15 collected {either(r[0])} {either(r[1])}")
    except TimeoutError:
        say(f"{now()} t1.16 timed out")
    say(f"{now()} t1.17 shielded 0: {await shield(T[0])}")
    say(f"{now()} t1.18 ends")
    return 101

async def s20_t2():
    say(f"{now()} t2.1 begins")
    try:
        async with timeout(0) as h0:
            call_later(3, E[1].set)
    except TimeoutError:
        say(f"{now()} t2.2 timed out")
    say(f"{now()} t2.3 got {await Q.get()}")
    v5 = [-1] * 3
    async with TaskGroup() as g:
        v5[0] = g.create_task(s20_f12())
        say(f"{now()} t2.4 local {V.get()}")
    say(f"{now()} t2.5 result 0: {result(v5[0])}")
    say(f"{now()} t2.6 ends")
    return 102

async def s20_t3():
    say(f"{now()} t3.1 begins")
    say(f"{now()} t3.2 cancelling: {current_task().cancelling()}")
    say(f"{now()} t3.3 future 0 in time: {await wait_for(F[0], 2)}")
    say(f"{now()} t3.4 ends")
    return 103

async def s20_t4():
    say(f"{now()} t4.1 begins")
    await Q.join()
    say(f"{now()} t4.2 joined")
    try:
        async with timeout(1) as h0:
            say(f"{now()} t4.3 put_nowait 6: {put_nowait(6)}")
    except TimeoutError:
        say(f"{now()} t4.4 timed out")
    try:
        async with timeout(0) as h0:
            try:
                T[5].add_done_callback(lambda t: say(now(), "t4.5 callback", outcome(t)))
                E[1].clear()
                await sleep(0)
                say(f"{now()} t4.6 slept 0")
            except Exception as e:
                say(f"{now()} t4.7 caught {name(e)}")
    except TimeoutError:
        say(f"{now()} t4.8 timed out")
    await Q.join()
    say(f"{now()} t4.9 joined")
    say(f"{now()} t4.10 future 2: {await F[2]}")
    say(f"{now()} t4.11 ends")
    return 104

async def s20_t5():
    say(f"{now()} t5.1 begins")
    if True: raise E1
    async with C: C.notify(2)
    say(f"{now()} t5.2 notified 2")
    async with S:
        say(f"{now()} t5.3 semaphore")
        try:
            await sleep(0)
            say(f"{now()} t5.4 slept 0")
            async with L[1]:
                say(f"{now()} t5.5 locked 1")
                async with C: C.notify(1)
                say(f"{now()} t5.6 notified 1")
                async with L[1]:
                    say(f"{now()} t5.7 locked 1")
                    F[2].add_done_callback(lambda f: say(now(), "t5.8 callback"))
                    async with aclosing(completed(T[:5])) as g:
                        async for x in g:
                            say(f"{now()} t5.9 completed {outcome(x)}")
                            break
        except CancelledError:
            say(f"{now()} t5.10 uncancel: {current_task().uncancel()}")
    async with L[0]:
        say(f"{now()} t5.11 locked 0")
        await wait_for(E[1].wait(), 5)
        say(f"{now()} t5.12 E[1].wait() in time")
    say(f"{now()} t5.13 ends")
    return 105


async def s20_main():
    await scenario(Queue(2), [s20_t0, s20_t1, s20_t2, s20_t3, s20_t4, s20_t5])

async def s21_f1():
    say(f"{now()} f1.1 uncancel: {current_task().uncancel()}")
    return 1

async def s21_f2():
    await wait_for(Q.put(2), 5)
    say(f"{now()} f2.1 Q.put(2) in time")
    say(f"{now()} f2.2 shielded 0 in time: {await wait_for(shield(T[0]), 0)}")
    return 2

async def s21_g5():
    yield 0
    yield 1
    if True: raise E1
    yield 2
    call_soon(called, "g5.1 called")
    yield 3
    await wait_for(Q.put(5), 0)
    say(f"{now()} g5.2 Q.put(5) in time")
    await wait_for(Q.get(), 0)
    say(f"{now()} g5.3 Q.get() in time")
    say(f"{now()} g5.4 runs out")

async def s21_f4():
    say(f"{now()} f4.1 got {await Q.get()}")
    async with aclosing(s21_g5()) as g:
        async for x in g:
            say(f"{now()} f4.2 item {x}")
            if x == 0: break
    say(f"{now()} f4.3 iterated")
    call_later(10, T[3].cancel)
    return 5

async def s21_f6():
    E[0].clear()
    async with L[1]:
        say(f"{now()} f6.1 locked 1")
        await B.reset()
        say(f"{now()} f6.2 barrier {B.n_waiting}")
        E[0].clear()
    return 6

async def s21_f3():
    say(f"{now()} f3.1 sets error 1: {set_future_error(1)}")
    async with C:
        await C.wait()
        say(f"{now()} f3.2 notified")
        v6 = [-1] * 3
        async with TaskGroup() as g:
            v6[0] = g.create_task(s21_f4())
            v6[1] = g.create_task(s21_f6())
            try:
                if True: raise E1
            except Exception as e:
                say(f"{now()} f3.3 caught {name(e)}")
        say(f"{now()} f3.4 result 0: {result(v6[0])}")
        say(f"{now()} f3.5 result 1: {result(v6[1])}")
    V.set(7)
    return 6

async def s21_f8():
    await sleep(0)
    say(f"{now()} f8.1 slept 0")
    V.set(9)
    try:
        async with timeout(2) as h0:
            async with S:
                say(f"{now()} f8.2 semaphore")
                say(f"{now()} f8.3 task_done {task_done()}")
                async with C: C.notify_all()
            say(f"{now()} f8.4 task_done {task_done()}")
    except TimeoutError:
        say(f"{now()} f8.5 timed out")
    return 8

async def s21_f9():
    async with C: C.notify(2)
    say(f"{now()} f9.1 notified 2")
    S.release()
    say(f"{now()} f9.2 locked {int(S.locked())}")
    say(f"{now()} f9.3 barrier {await B.wait()}")
    return 9

async def s21_f7():
    say(f"{now()} f7.1 put_nowait 8: {put_nowait(8)}")
    r = await gather(s21_f8(), s21_f9())
    say(f"{now()} f7.2 gathered {r[0]} {r[1]}")
    return 9

async def s21_g10():
    yield 0
    say(f"{now()} g10.1 runs out")

async def s21_g11():
    yield 0
    say(f"{now()} g11.1 runs out")

async def s21_f12():
    async with aclosing(completed(T[:3])) as g:
        async for x in g:
            say(f"{now()} f12.1 completed {outcome(x)}")
    return 12

async def s21_f13():
    say(f"{now()} f13.1 task 2: {await T[2]}")
    return 13

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
                u = gather(s21_f1(), s21_f2())
                call_later(10, u.cancel)
                r = await u
                say(f"{now()} t1.4 gather: {r[0]} {r[1]}")
                say(f"{now()} t1.5 barrier {await B.wait()}")
            finally:
                say(f"{now()} t1.6 finally")
    say(f"{now()} t1.7 put_nowait 3: {put_nowait(3)}")
    call_soon(called, "t1.8 called")
    async with C: C.notify(1)
    say(f"{now()} t1.9 notified 1")
    say(f"{now()} t1.10 ends")
    return 101

async def s21_t2():
    say(f"{now()} t2.1 begins")
    say(f"{now()} t2.2 put_nowait 4: {put_nowait(4)}")
    r = await gather(s21_f3(), s21_f7())
    say(f"{now()} t2.3 gathered {r[0]} {r[1]}")
    say(f"{now()} t2.4 ends")
    return 102

async def s21_t3():
    say(f"{now()} t3.1 begins")
    async with aclosing(s21_g10()) as g:
        async for x in g:
            say(f"{now()} t3.2 item {x}")
    say(f"{now()} t3.3 iterated")
    say(f"{now()} t3.4 task_done {task_done()}")
    try:
        async with aclosing(s21_g11()) as g:
            async for x in g:
                say(f"{now()} t3.5 item {x}")
                async with C:
                    await C.wait()
                    say(f"{now()} t3.6 notified")
                    say(f"{now()} t3.7 future 0 in time: {await wait_for(F[0], 5)}")
        say(f"{now()} t3.8 iterated")
        r = await gather(s21_f12(), s21_f13(), return_exceptions=True)
        say(f"{now()} t3.9 collected {either(r[0])} {either(r[1])}")
    except Exception as e:
        say(f"{now()} t3.10 caught {name(e)}")
    say(f"{now()} t3.11 ends")
    return 103

async def s21_t4():
    say(f"{now()} t4.1 begins")
    say(f"{now()} t4.2 cancelling: {current_task().cancelling()}")
    await Q.join()
    say(f"{now()} t4.3 joined")
    await sleep(0)
    say(f"{now()} t4.4 slept 0")
    try:
        say(f"{now()} t4.5 cancels 4: {int(T[4].cancel())}")
        say(f"{now()} t4.6 future 0 in time: {await wait_for(F[0], 1)}")
        try:
            say(f"{now()} t4.7 cancels future 0: {int(F[0].cancel())}")
            say(f"{now()} t4.8 cancels future 0: {int(F[0].cancel())}")
        except CancelledError:
            say(f"{now()} t4.9 cleans up")
            say(f"{now()} t4.10 shielded 2 in time: {await wait_for(shield(T[2]), 5)}")
            raise
    except Exception as e:
        say(f"{now()} t4.11 caught {name(e)}")
    say(f"{now()} t4.12 ends")
    return 104

async def s21_t5():
    say(f"{now()} t5.1 begins")
    call_later(2, T[3].cancel)
    say(f"{now()} t5.2 task 2: {await T[2]}")
    say(f"{now()} t5.3 future 0: {await F[0]}")
    say(f"{now()} t5.4 ends")
    return 105


async def s21_main():
    await scenario(Queue(2), [s21_t0, s21_t1, s21_t2, s21_t3, s21_t4, s21_t5])

async def s22_f4():
    await sleep(0)
    say(f"{now()} f4.1 slept 0")
    await S.acquire()
    say(f"{now()} f4.2 acquired")
    return 4

async def s22_f3():
    await Q.join()
    say(f"{now()} f3.1 joined")
    say(f"{now()} f3.2 shield s22_f4: {await shield(s22_f4())}")
    return 4

async def s22_f5():
    await Q.join()
    say(f"{now()} f5.1 joined")
    try:
        await sleep(1)
        say(f"{now()} f5.2 slept 1")
        await E[1].wait()
        say(f"{now()} f5.3 event 1")
    except Exception as e:
        say(f"{now()} f5.4 caught {name(e)}")
    try:
        call_later(1, called, "f5.5 called")
        E[0].clear()
    finally:
        say(f"{now()} f5.6 finally")
    return 5

async def s22_f2():
    say(f"{now()} f2.1 put_nowait 2: {put_nowait(2)}")
    r = await gather(s22_f3(), s22_f5())
    say(f"{now()} f2.2 gathered {r[0]} {r[1]}")
    return 5

async def s22_f1():
    v3 = [-1] * 3
    async with TaskGroup() as g:
        v3[0] = g.create_task(s22_f2())
    say(f"{now()} f1.1 result 0: {result(v3[0])}")
    async with L[0]:
        say(f"{now()} f1.2 locked 0")
        try:
            await wait_for(E[1].wait(), 10)
            say(f"{now()} f1.3 E[1].wait() in time")
        finally:
            say(f"{now()} f1.4 finally")
        async with C:
            await C.wait()
            say(f"{now()} f1.5 notified")
            async with S:
                say(f"{now()} f1.6 semaphore")
                say(f"{now()} f1.7 got {await Q.get()}")
                say(f"{now()} f1.8 shielded 0 in time: {await wait_for(shield(T[0]), 1)}")
    return 5

async def s22_f6():
    async with L[0]:
        say(f"{now()} f6.1 locked 0")
        async with L[1]:
            say(f"{now()} f6.2 locked 1")
            V.set(4)
        await Q.join()
        say(f"{now()} f6.3 joined")
    return 6

async def s22_f7():
    say(f"{now()} f7.1 put_nowait 5: {put_nowait(5)}")
    say(f"{now()} f7.2 task 2: {await T[2]}")
    say(f"{now()} f7.3 task_done {task_done()}")
    return 7

async def s22_f8():
    say(f"{now()} f8.1 get_nowait: {get_nowait()}")
    say(f"{now()} f8.2 task 0: {await T[0]}")
    await sleep(0)
    say(f"{now()} f8.3 slept 0")
    return 8

async def s22_f9():
    say(f"{now()} f9.1 uncancel: {current_task().uncancel()}")
    return 9

async def s22_f10():
    try:
        async with C: C.notify(3)
        say(f"{now()} f10.1 notified 3")
    finally:
        say(f"{now()} f10.2 finally")
    return 10

async def s22_f12():
    say(f"{now()} f12.1 future 1: {await F[1]}")
    say(f"{now()} f12.2 future 1 in time: {await wait_for(F[1], 0)}")
    say(f"{now()} f12.3 waited for 3: {await wait_for(T[3], 3)}")
    return 12

async def s22_f11():
    try:
        async with timeout(1) as h0:
            say(f"{now()} f11.1 shield s22_f12: {await shield(s22_f12())}")
    except TimeoutError:
        say(f"{now()} f11.2 timed out")
    return 12

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
    u = gather(s22_f1(), s22_f6())
    call_later(1, u.cancel)
    say(f"{now()} t1.4 done {int(u.done())}")
    r = await u
    say(f"{now()} t1.5 gather: {r[0]} {r[1]}")
    say(f"{now()} t1.6 ends")
    return 101

async def s22_t2():
    say(f"{now()} t2.1 begins")
    say(f"{now()} t2.2 shielded 1: {await shield(T[1])}")
    say(f"{now()} t2.3 local {V.get()}")
    say(f"{now()} t2.4 ends")
    return 102

async def s22_t3():
    say(f"{now()} t3.1 begins")
    E[1].set()
    say(f"{now()} t3.2 set 1")
    async with C: C.notify_all()
    say(f"{now()} t3.3 wait FIRST_EXCEPTION: {await wait(T[:3], FIRST_EXCEPTION, None)}")
    try:
        async with timeout(0) as h0:
            async with L[0]:
                say(f"{now()} t3.4 locked 0")
                try:
                    say(f"{now()} t3.5 s22_f7 gave {await s22_f7()}")
                    try:
                        await wait_for(Q.get(), 10)
                        say(f"{now()} t3.6 Q.get() in time")
                    finally:
                        say(f"{now()} t3.7 finally")
                finally:
                    say(f"{now()} t3.8 finally")
                try:
                    say(f"{now()} t3.9 cancelling: {current_task().cancelling()}")
                    say(f"{now()} t3.10 waited for 0: {await wait_for(T[0], 0)}")
                except Exception as e:
                    say(f"{now()} t3.11 caught {name(e)}")
            async with TaskGroup() as g:
                g.create_task(s22_f8())
                say(f"{now()} t3.12 in group")
                async with L[0]:
                    say(f"{now()} t3.13 locked 0")
                    try:
                        async with timeout(3) as h1:
                            S.release()
                            say(f"{now()} t3.14 locked {int(S.locked())}")
                            r = await gather(T[0], T[0])
                            say(f"{now()} t3.15 gathered 0 0: {r[0]} {r[1]}")
                    except TimeoutError:
                        say(f"{now()} t3.16 timed out")
            say(f"{now()} t3.17 group ends")
    except TimeoutError:
        say(f"{now()} t3.18 timed out")
    say(f"{now()} t3.19 barrier {await B.wait()}")
    say(f"{now()} t3.20 ends")
    return 103

async def s22_t4():
    say(f"{now()} t4.1 begins")
    async with L[1]:
        say(f"{now()} t4.2 locked 1")
        E[0].set()
        say(f"{now()} t4.3 set 0")
        say(f"{now()} t4.4 put_nowait 6: {put_nowait(6)}")
    try:
        async with TaskGroup() as g:
            g.create_task(s22_f9())
            g.create_task(s22_f10())
            g.create_task(s22_f11())
            say(f"{now()} t4.5 in group")
            E[0].set()
            say(f"{now()} t4.6 set 0")
        say(f"{now()} t4.7 group ends")
        say(f"{now()} t4.8 cancels 1: {int(T[1].cancel())}")
    except Exception as e:
        say(f"{now()} t4.9 caught {name(e)}")
    T[0].add_done_callback(lambda t: say(now(), "t4.10 callback", outcome(t)))
    try:
        async with timeout(1) as h0:
            V.set(7)
    except TimeoutError:
        say(f"{now()} t4.11 timed out")
    say(f"{now()} t4.12 ends")
    return 104

async def s22_t5():
    say(f"{now()} t5.1 begins")
    try:
        call_later(1, T[2].cancel)
        try:
            say(f"{now()} t5.2 task 1: {await T[1]}")
            try:
                try:
                    async with timeout(3) as h0:
                        E[0].clear()
                        say(f"{now()} t5.3 task 0: {await T[0]}")
                except TimeoutError:
                    say(f"{now()} t5.4 timed out")
                async with aclosing(completed(T[:5])) as g:
                    async for x in g:
                        say(f"{now()} t5.5 completed {outcome(x)}")
            except Exception as e:
                say(f"{now()} t5.6 caught {name(e)}")
        finally:
            say(f"{now()} t5.7 finally")
        try:
            try:
                async with C:
                    await C.wait()
                    say(f"{now()} t5.8 notified")
                    say(f"{now()} t5.9 uncancel: {current_task().uncancel()}")
            except CancelledError:
                say(f"{now()} t5.10 swallows")
            async with L[1]:
                say(f"{now()} t5.11 locked 1")
                async with C: C.notify_all()
                say(f"{now()} t5.12 shielded 0: {await shield(T[0])}")
        finally:
            say(f"{now()} t5.13 finally")
    except Exception as e:
        say(f"{now()} t5.14 caught {name(e)}")
    await sleep(0)
    say(f"{now()} t5.15 slept 0")
    say(f"{now()} t5.16 local {V.get()}")
    call_later(0, T[5].cancel)
    say(f"{now()} t5.17 local {V.get()}")
    say(f"{now()} t5.18 ends")
    return 105


async def s22_main():
    await scenario(Queue(2), [s22_t0, s22_t1, s22_t2, s22_t3, s22_t4, s22_t5])

async def s23_f2():
    try:
        call_later(0, T[2].cancel)
        try:
            say(f"{now()} f2.1 uncancel: {current_task().uncancel()}")
        except CancelledError:
            say(f"{now()} f2.2 cleans up")
            async with C: C.notify_all()
            raise
    except Exception as e:
        say(f"{now()} f2.3 caught {name(e)}")
    async with C: C.notify_all()
    return 2

async def s23_f3():
    try:
        say(f"{now()} f3.1 got {await Q.get()}")
        try:
            call_later(2, T[0].cancel)
        except CancelledError:
            say(f"{now()} f3.2 cleans up")
            await E[1].wait()
            say(f"{now()} f3.3 event 1")
            raise
        say(f"{now()} f3.4 future 2 in time: {await wait_for(F[2], 1)}")
    except Exception as e:
        say(f"{now()} f3.5 caught {name(e)}")
    return 3

async def s23_f4():
    E[1].set()
    say(f"{now()} f4.1 set 1")
    await B.reset()
    say(f"{now()} f4.2 barrier {B.n_waiting}")
    return 4

async def s23_f6():
    await sleep(10)
    say(f"{now()} f6.1 slept 10")
    return 6

async def s23_f5():
    say(f"{now()} f5.1 shield s23_f6: {await shield(s23_f6())}")
    return 6

async def s23_f7():
    try:
        say(f"{now()} f7.1 future 2 in time: {await wait_for(F[2], 1)}")
        if True: raise E1
    except Exception as e:
        say(f"{now()} f7.2 caught {name(e)}")
    say(f"{now()} f7.3 got {await Q.get()}")
    say(f"{now()} f7.4 sets error 1: {set_future_error(1)}")
    return 7

async def s23_f9():
    S.release()
    say(f"{now()} f9.1 locked {int(S.locked())}")
    if True: raise E1
    return 9

async def s23_f10():
    S.release()
    say(f"{now()} f10.1 locked {int(S.locked())}")
    return 10

async def s23_f11():
    say(f"{now()} f11.1 cancels 2: {int(T[2].cancel())}")
    say(f"{now()} f11.2 sets error 2: {set_future_error(2)}")
    F[1].add_done_callback(lambda f: say(now(), "f11.3 callback"))
    return 11

async def s23_f8():
    async with TaskGroup() as g:
        g.create_task(s23_f9())
        g.create_task(s23_f10())
        g.create_task(s23_f11())
        say(f"{now()} f8.1 in group")
        V.set(1)
    say(f"{now()} f8.2 group ends")
    say(f"{now()} f8.3 put_nowait 2: {put_nowait(2)}")
    say(f"{now()} f8.4 cancels 3: {int(T[3].cancel())}")
    return 11

async def s23_f12():
    async with L[0]:
        say(f"{now()} f12.1 locked 0")
        await sleep(0)
        say(f"{now()} f12.2 slept 0")
    if True: raise E2
    T[2].add_done_callback(lambda t: say(now(), "f12.3 callback", outcome(t)))
    return 12

async def s23_g1():
    yield 0
    yield 1
    async with TaskGroup() as g:
        g.create_task(s23_f2())
        g.create_task(s23_f3())
        g.create_task(s23_f4())
        say(f"{now()} g1.1 in group")
        r = await gather(s23_f5(), s23_f7())
        say(f"{now()} g1.2 gathered {r[0]} {r[1]}")
    say(f"{now()} g1.3 group ends")
    async with L[1]:
        say(f"{now()} g1.4 locked 1")
        say(f"{now()} g1.5 shield s23_f8: {await shield(s23_f8())}")
        say(f"{now()} g1.6 shield s23_f12: {await shield(s23_f12())}")
    yield 2
    say(f"{now()} g1.7 runs out")

async def s23_t0():
    say(f"{now()} t0.1 begins")
    async with aclosing(s23_g1()) as g:
        async for x in g:
            say(f"{now()} t0.2 item {x}")
            if x == 1: break
            S.release()
            say(f"{now()} t0.3 locked {int(S.locked())}")
    say(f"{now()} t0.4 iterated")
    say(f"{now()} t0.5 cancels 3: {int(T[3].cancel())}")
    say(f"{now()} t0.6 ends")
    return 100

async def s23_t1():
    say(f"{now()} t1.1 begins")
    await Q.put(3)
    say(f"{now()} t1.2 put 3")
    try:
        await sleep(0)
        say(f"{now()} t1.3 slept 0")
    except Exception as e:
        say(f"{now()} t1.4 caught {name(e)}")
    async with L[0]:
        say(f"{now()} t1.5 locked 0")
        F[2].add_done_callback(lambda f: say(now(), "t1.6 callback"))
        say(f"{now()} t1.7 cancels 1: {int(T[1].cancel())}")
    say(f"{now()} t1.8 ends")
    return 101

async def s23_t2():
    say(f"{now()} t2.1 begins")
    say(f"{now()} t2.2 cancels 4: {int(T[4].cancel())}")
    say(f"{now()} t2.3 got {await Q.get()}")
    async with S:
        say(f"{now()} t2.4 semaphore")
        if True: raise E2
    async with L[0]:
        say(f"{now()} t2.5 locked 0")
        async with L[0]:
            say(f"{now()} t2.6 locked 0")
            say(f"{now()} t2.7 barrier {await B.wait()}")
    async with C:
        await C.wait()
        say(f"{now()} t2.8 notified")
        say(f"{now()} t2.9 uncancel: {current_task().uncancel()}")
    say(f"{now()} t2.10 ends")
    return 102

async def s23_t3():
    say(f"{now()} t3.1 begins")
    async with C: C.notify(2)
    say(f"{now()} t3.2 notified 2")
    say(f"{now()} t3.3 shielded 0: {await shield(T[0])}")
    async with C: C.notify(1)
    say(f"{now()} t3.4 notified 1")
    say(f"{now()} t3.5 ends")
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

async def s24_f3():
    await Q.put(1)
    say(f"{now()} f3.1 put 1")
    return 3

async def s24_f1():
    r = await gather(s24_f2(), s24_f3())
    say(f"{now()} f1.1 gathered {r[0]} {r[1]}")
    return 3

async def s24_f6():
    say(f"{now()} f6.1 barrier {await B.wait()}")
    return 6

async def s24_f7():
    await sleep(0)
    say(f"{now()} f7.1 slept 0")
    say(f"{now()} f7.2 cancelling: {current_task().cancelling()}")
    return 7

async def s24_g8():
    yield 0
    call_soon(called, "g8.1 called")
    yield 1
    say(f"{now()} g8.2 wait FIRST_COMPLETED: {await wait(T[:2], FIRST_COMPLETED, 0)}")
    say(f"{now()} g8.3 wait FIRST_EXCEPTION: {await wait(T[:2], FIRST_EXCEPTION, 1)}")
    say(f"{now()} g8.4 runs out")

async def s24_f9():
    await sleep(0)
    say(f"{now()} f9.1 slept 0")
    say(f"{now()} f9.2 got {await Q.get()}")
    return 9

async def s24_f5():
    async with TaskGroup() as g:
        g.create_task(s24_f6())
        g.create_task(s24_f7())
        say(f"{now()} f5.1 in group")
    say(f"{now()} f5.2 group ends")
    async with aclosing(s24_g8()) as g:
        async for x in g:
            say(f"{now()} f5.3 item {x}")
            if x == 1: break
    say(f"{now()} f5.4 iterated")
    u = shield(s24_f9())
    say(f"{now()} f5.5 shield: {await u}")
    return 9

async def s24_f4():
    try:
        await S.acquire()
        say(f"{now()} f4.1 acquired")
        async with S:
            say(f"{now()} f4.2 semaphore")
            say(f"{now()} f4.3 sets future 1: {set_future(1, 8)}")
            say(f"{now()} f4.4 cancels 3: {int(T[3].cancel())}")
    finally:
        say(f"{now()} f4.5 finally")
    say(f"{now()} f4.6 shield s24_f5: {await shield(s24_f5())}")
    try:
        async with L[0]:
            say(f"{now()} f4.7 locked 0")
            say(f"{now()} f4.8 shielded 1 in time: {await wait_for(shield(T[1]), 0)}")
    except Exception as e:
        say(f"{now()} f4.9 caught {name(e)}")
    return 9

async def s24_f10():
    await E[0].wait()
    say(f"{now()} f10.1 event 0")
    return 10

async def s24_f11():
    say(f"{now()} f11.1 cancels 4: {int(T[4].cancel())}")
    return 11

async def s24_g12():
    yield 0
    call_soon(called, "g12.1 called")
    say(f"{now()} g12.2 put_nowait 2: {put_nowait(2)}")
    yield 1
    yield 2
    try:
        async with timeout(1) as h0:
            say(f"{now()} g12.3 reschedule 2: {reschedule(h0, 2)} {int(h0.expired())}")
    except TimeoutError:
        say(f"{now()} g12.4 timed out")
    yield 3
    async with C:
        await C.wait()
        say(f"{now()} g12.5 notified")
        call_soon(called, "g12.6 called")
    say(f"{now()} g12.7 runs out")

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
        kept.append(create_task(s24_f1()))
    if True: raise E2
    say(f"{now()} t1.3 ends")
    return 101

async def s24_t2():
    say(f"{now()} t2.1 begins")
    try:
        async with TaskGroup() as g:
            g.create_task(s24_f4())
            g.create_task(s24_f10())
            g.create_task(s24_f11())
            say(f"{now()} t2.2 in group")
        say(f"{now()} t2.3 group ends")
    except Exception as e:
        say(f"{now()} t2.4 caught {name(e)}")
    say(f"{now()} t2.5 cancels future 2: {int(F[2].cancel())}")
    async with aclosing(s24_g12()) as g:
        async for x in g:
            say(f"{now()} t2.6 item {x}")
            if x == 1: break
    say(f"{now()} t2.7 iterated")
    async with S:
        say(f"{now()} t2.8 semaphore")
        say(f"{now()} t2.9 sets future 0: {set_future(0, 7)}")
    say(f"{now()} t2.10 ends")
    return 102

async def s24_t3():
    say(f"{now()} t3.1 begins")
    say(f"{now()} t3.2 task 2: {await T[2]}")
    say(f"{now()} t3.3 cancels future 0: {int(F[0].cancel())}")
    if True: raise E1
    say(f"{now()} t3.4 ends")
    return 103

async def s24_t4():
    say(f"{now()} t4.1 begins")
    if True: raise E1
    try:
        try:
            async with C: C.notify_all()
            async with S:
                say(f"{now()} t4.2 semaphore")
                async with C: C.notify(3)
                say(f"{now()} t4.3 notified 3")
        except Exception as e:
            say(f"{now()} t4.4 caught {name(e)}")
        await B.reset()
        say(f"{now()} t4.5 barrier {B.n_waiting}")
    finally:
        say(f"{now()} t4.6 finally")
    async with aclosing(completed(T[:4])) as g:
        async for x in g:
            say(f"{now()} t4.7 completed {outcome(x)}")
    say(f"{now()} t4.8 ends")
    return 104

async def s24_t5():
    say(f"{now()} t5.1 begins")
    say(f"{now()} t5.2 wait ALL_COMPLETED: {await wait(T[:5], ALL_COMPLETED, None)}")
    async with aclosing(completed(T[:5])) as g:
        async for x in g:
            say(f"{now()} t5.3 completed {outcome(x)}")
    if True: raise E1
    say(f"{now()} t5.4 ends")
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
