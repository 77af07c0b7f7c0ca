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


async def s13_f1():
    say(f"{now()} f1.1 put_nowait 1: {put_nowait(1)}")
    async with L[1]:
        say(f"{now()} f1.2 locked 1")
        async with L[0]:
            say(f"{now()} f1.3 locked 0")
            await wait_for(B.wait(), 0)
            say(f"{now()} f1.4 B.wait() in time")
        say(f"{now()} f1.5 future 0 in time: {await wait_for(F[0], 1)}")
    async with L[1]:
        say(f"{now()} f1.6 locked 1")
        await sleep(0)
        say(f"{now()} f1.7 slept 0")
    return 1

async def s13_f3():
    await sleep(0)
    say(f"{now()} f3.1 slept 0")
    async with L[1]:
        say(f"{now()} f3.2 locked 1")
        E[0].set()
        say(f"{now()} f3.3 set 0")
    say(f"{now()} f3.4 shielded 0 in time: {await wait_for(shield(T[0]), 0)}")
    return 3

async def s13_f4():
    async with L[0]:
        say(f"{now()} f4.1 locked 0")
        await sleep(0)
        say(f"{now()} f4.2 slept 0")
        await sleep(1)
        say(f"{now()} f4.3 slept 1")
    T[2].add_done_callback(lambda t: say(now(), "f4.4 callback", outcome(t)))
    return 4

async def s13_f2():
    kept.append(create_eager_task(s13_f3()))
    u = shield(s13_f4())
    say(f"{now()} f2.1 done {int(u.done())}")
    say(f"{now()} f2.2 shield: {await u}")
    return 4

async def s13_f6():
    async with aclosing(completed(T[:2])) as g:
        async for x in g:
            say(f"{now()} f6.1 completed {outcome(x)}")
    return 6

async def s13_f5():
    async with L[1]:
        say(f"{now()} f5.1 locked 1")
        async with L[1]:
            say(f"{now()} f5.2 locked 1")
            F[1].add_done_callback(lambda f: say(now(), "f5.3 callback"))
            async with L[0]:
                say(f"{now()} f5.4 locked 0")
                await sleep(0)
                say(f"{now()} f5.5 slept 0")
                say(f"{now()} f5.6 future 0 in time: {await wait_for(F[0], 1)}")
        say(f"{now()} f5.7 sets future 0: {set_future(0, 7)}")
    say(f"{now()} f5.8 s13_f6 gave {await s13_f6()}")
    return 6

async def s13_f8():
    await sleep(2)
    say(f"{now()} f8.1 slept 2")
    say(f"{now()} f8.2 cancels future 1: {int(F[1].cancel())}")
    return 8

async def s13_f7():
    async with L[1]:
        say(f"{now()} f7.1 locked 1")
        V.set(6)
        await sleep(0)
        say(f"{now()} f7.2 slept 0")
    say(f"{now()} f7.3 eager s13_f8: {await create_eager_task(s13_f8())}")
    return 8

async def s13_t0():
    say(f"{now()} t0.1 begins")
    say(f"{now()} t0.2 task_done {task_done()}")
    async with L[1]:
        say(f"{now()} t0.3 locked 1")
        await wait_for(Q.get(), 1)
        say(f"{now()} t0.4 Q.get() in time")
    async with L[1]:
        say(f"{now()} t0.5 locked 1")
        say(f"{now()} t0.6 wait_for s13_f1: {await wait_for(s13_f1(), 0)}")
        async with L[0]:
            say(f"{now()} t0.7 locked 0")
            async with L[0]:
                say(f"{now()} t0.8 locked 0")
                say(f"{now()} t0.9 put_nowait 2: {put_nowait(2)}")
                T[4].add_done_callback(lambda t: say(now(), "t0.10 callback", outcome(t)))
    say(f"{now()} t0.11 ends")
    return 100

async def s13_t1():
    say(f"{now()} t1.1 begins")
    say(f"{now()} t1.2 sets future 0: {set_future(0, 7)}")
    call_later(3, called, "t1.3 called")
    E[0].set()
    say(f"{now()} t1.4 set 0")
    async with L[0]:
        say(f"{now()} t1.5 locked 0")
        say(f"{now()} t1.6 s13_f2 gave {await s13_f2()}")
        async with L[0]:
            say(f"{now()} t1.7 locked 0")
            await sleep(3)
            say(f"{now()} t1.8 slept 3")
    say(f"{now()} t1.9 ends")
    return 101

async def s13_t2():
    say(f"{now()} t2.1 begins")
    say(f"{now()} t2.2 shielded 1 in time: {await wait_for(shield(T[1]), 0)}")
    say(f"{now()} t2.3 eager s13_f5: {await create_eager_task(s13_f5())}")
    async with L[1]:
        say(f"{now()} t2.4 locked 1")
        V.set(3)
    async with L[0]:
        say(f"{now()} t2.5 locked 0")
        await sleep(0)
        say(f"{now()} t2.6 slept 0")
    say(f"{now()} t2.7 cancels future 2: {int(F[2].cancel())}")
    say(f"{now()} t2.8 ends")
    return 102

async def s13_t3():
    say(f"{now()} t3.1 begins")
    V.set(4)
    await sleep(0)
    say(f"{now()} t3.2 slept 0")
    call_later(1, T[2].cancel)
    say(f"{now()} t3.3 ends")
    return 103

async def s13_t4():
    say(f"{now()} t4.1 begins")
    await wait_for(Q.put(5), 0)
    say(f"{now()} t4.2 Q.put(5) in time")
    async with L[0]:
        say(f"{now()} t4.3 locked 0")
        async with L[1]:
            say(f"{now()} t4.4 locked 1")
            call_later(0, E[1].set)
            kept.append(create_task(s13_f7()))
    V.set(7)
    async with L[0]:
        say(f"{now()} t4.5 locked 0")
        await wait_for(Q.get(), 5)
        say(f"{now()} t4.6 Q.get() in time")
    say(f"{now()} t4.7 ends")
    return 104

async def s13_t5():
    say(f"{now()} t5.1 begins")
    async with L[0]:
        say(f"{now()} t5.2 locked 0")
        E[1].clear()
    say(f"{now()} t5.3 future 0 in time: {await wait_for(F[0], 0)}")
    say(f"{now()} t5.4 future 2 in time: {await wait_for(F[2], 1)}")
    say(f"{now()} t5.5 sets future 1: {set_future(1, 8)}")
    say(f"{now()} t5.6 ends")
    return 105


async def s13_main():
    await scenario(LifoQueue(2), [s13_t0, s13_t1, s13_t2, s13_t3, s13_t4, s13_t5])

async def s14_f2():
    await Q.put(1)
    say(f"{now()} f2.1 put 1")
    F[0].add_done_callback(lambda f: say(now(), "f2.2 callback"))
    return 2

async def s14_f3():
    say(f"{now()} f3.1 barrier {await B.wait()}")
    say(f"{now()} f3.2 get_nowait: {get_nowait()}")
    T[2].add_done_callback(lambda t: say(now(), "f3.3 callback", outcome(t)))
    return 3

async def s14_f1():
    say(f"{now()} f1.1 task s14_f2: {await create_task(s14_f2())}")
    say(f"{now()} f1.2 s14_f3 gave {await s14_f3()}")
    return 3

async def s14_f4():
    await Q.put(2)
    say(f"{now()} f4.1 put 2")
    V.set(3)
    return 4

async def s14_f5():
    await Q.put(5)
    say(f"{now()} f5.1 put 5")
    async with C: C.notify_all()
    return 5

async def s14_f6():
    try:
        await wait_for(E[0].wait(), 10)
        say(f"{now()} f6.1 E[0].wait() in time")
        call_soon(called, "f6.2 called")
        await B.reset()
        say(f"{now()} f6.3 barrier {B.n_waiting}")
    except Exception as e:
        say(f"{now()} f6.4 caught {name(e)}")
    say(f"{now()} f6.5 sets error 0: {set_future_error(0)}")
    return 6

async def s14_f8():
    say(f"{now()} f8.1 sets error 1: {set_future_error(1)}")
    return 8

async def s14_f9():
    async with aclosing(completed(T[:2])) as g:
        async for x in g:
            say(f"{now()} f9.1 completed {outcome(x)}")
    return 9

async def s14_f10():
    await B.reset()
    say(f"{now()} f10.1 barrier {B.n_waiting}")
    return 10

async def s14_f7():
    async with TaskGroup() as g:
        g.create_task(s14_f8())
        g.create_task(s14_f9())
        g.create_task(s14_f10())
        say(f"{now()} f7.1 in group")
    say(f"{now()} f7.2 group ends")
    say(f"{now()} f7.3 uncancel: {current_task().uncancel()}")
    return 10

async def s14_f11():
    async with S:
        say(f"{now()} f11.1 semaphore")
        say(f"{now()} f11.2 sets error 1: {set_future_error(1)}")
    return 11

async def s14_g12():
    yield 0
    yield 1
    say(f"{now()} g12.1 runs out")

async def s14_t0():
    say(f"{now()} t0.1 begins")
    try:
        try:
            call_later(10, called, "t0.2 called")
        finally:
            say(f"{now()} t0.3 finally")
        try:
            say(f"{now()} t0.4 s14_f1 gave {await s14_f1()}")
            try:
                say(f"{now()} t0.5 barrier {await B.wait()}")
                say(f"{now()} t0.6 future 2: {await F[2]}")
            except Exception as e:
                say(f"{now()} t0.7 caught {name(e)}")
        except CancelledError:
            say(f"{now()} t0.8 cleans up")
            call_soon(called, "t0.9 called")
            raise
    finally:
        say(f"{now()} t0.10 finally")
    kept.append(create_task(s14_f4()))
    try:
        try:
            async with timeout(1) as h0:
                try:
                    try:
                        async with timeout(5) as h1:
                            say(f"{now()} t0.11 future 0: {await F[0]}")
                            async with C: C.notify_all()
                    except TimeoutError:
                        say(f"{now()} t0.12 timed out")
                except CancelledError:
                    say(f"{now()} t0.13 cleans up")
                    S.release()
                    say(f"{now()} t0.14 locked {int(S.locked())}")
                    raise
                await Q.put(4)
                say(f"{now()} t0.15 put 4")
        except TimeoutError:
            say(f"{now()} t0.16 timed out")
    finally:
        say(f"{now()} t0.17 finally")
    say(f"{now()} t0.18 task s14_f5: {await create_task(s14_f5())}")
    say(f"{now()} t0.19 ends")
    return 100

async def s14_t1():
    say(f"{now()} t1.1 begins")
    try:
        await E[1].wait()
        say(f"{now()} t1.2 event 1")
    finally:
        say(f"{now()} t1.3 finally")
    say(f"{now()} t1.4 task 0: {await T[0]}")
    say(f"{now()} t1.5 ends")
    return 101

async def s14_t2():
    say(f"{now()} t2.1 begins")
    try:
        async with timeout(0) as h0:
            try:
                async with timeout(0) as h1:
                    async with TaskGroup() as g:
                        g.create_task(s14_f6())
                        g.create_task(s14_f7())
                        g.create_task(s14_f11())
                        say(f"{now()} t2.2 in group")
                        try:
                            if True: raise E1
                            say(f"{now()} t2.3 get_nowait: {get_nowait()}")
                        except Exception as e:
                            say(f"{now()} t2.4 caught {name(e)}")
                    say(f"{now()} t2.5 group ends")
            except TimeoutError:
                say(f"{now()} t2.6 timed out")
    except TimeoutError:
        say(f"{now()} t2.7 timed out")
    V.set(6)
    say(f"{now()} t2.8 get_nowait: {get_nowait()}")
    try:
        async with timeout(10) as h0:
            async with aclosing(s14_g12()) as g:
                async for x in g:
                    say(f"{now()} t2.9 item {x}")
            say(f"{now()} t2.10 iterated")
            try:
                call_soon(called, "t2.11 called")
            except Exception as e:
                say(f"{now()} t2.12 caught {name(e)}")
    except TimeoutError:
        say(f"{now()} t2.13 timed out")
    say(f"{now()} t2.14 ends")
    return 102

async def s14_t3():
    say(f"{now()} t3.1 begins")
    say(f"{now()} t3.2 future 1: {await F[1]}")
    async with C: C.notify_all()
    call_later(0, called, "t3.3 called")
    async with aclosing(completed(T[:3])) as g:
        async for x in g:
            say(f"{now()} t3.4 completed {outcome(x)}")
            break
    say(f"{now()} t3.5 sets error 0: {set_future_error(0)}")
    say(f"{now()} t3.6 ends")
    return 103

async def s14_t4():
    say(f"{now()} t4.1 begins")
    try:
        try:
            say(f"{now()} t4.2 cancels future 0: {int(F[0].cancel())}")
        finally:
            say(f"{now()} t4.3 finally")
    except CancelledError:
        say(f"{now()} t4.4 cleans up")
        say(f"{now()} t4.5 wait ALL_COMPLETED: {await wait(T[:4], ALL_COMPLETED, 1)}")
        raise
    try:
        async with timeout(10) as h0:
            say(f"{now()} t4.6 got {await Q.get()}")
    except TimeoutError:
        say(f"{now()} t4.7 timed out")
    say(f"{now()} t4.8 cancels future 0: {int(F[0].cancel())}")
    say(f"{now()} t4.9 ends")
    return 104

async def s14_t5():
    say(f"{now()} t5.1 begins")
    call_soon(called, "t5.2 called")
    say(f"{now()} t5.3 barrier {await B.wait()}")
    async with aclosing(completed(T[:5])) as g:
        async for x in g:
            say(f"{now()} t5.4 completed {outcome(x)}")
            break
    say(f"{now()} t5.5 ends")
    return 105


async def s14_main():
    await scenario(Queue(2), [s14_t0, s14_t1, s14_t2, s14_t3, s14_t4, s14_t5])

async def s15_f2():
    F[0].add_done_callback(lambda f: say(now(), "f2.1 callback"))
    return 2

async def s15_f3():
    if True: raise E1
    say(f"{now()} f3.1 got {await Q.get()}")
    return 3

async def s15_f1():
    say(f"{now()} f1.1 eager s15_f2: {await create_eager_task(s15_f2())}")
    say(f"{now()} f1.2 s15_f3 gave {await s15_f3()}")
    return 3

async def s15_f4():
    await wait_for(S.acquire(), 0)
    say(f"{now()} f4.1 S.acquire() in time")
    async with C: C.notify_all()
    return 4

async def s15_f6():
    try:
        S.release()
        say(f"{now()} f6.1 locked {int(S.locked())}")
    except Exception as e:
        say(f"{now()} f6.2 caught {name(e)}")
    return 6

async def s15_g7():
    yield 0
    await Q.join()
    say(f"{now()} g7.1 joined")
    async with aclosing(completed(T[:1])) as g:
        async for x in g:
            say(f"{now()} g7.2 completed {outcome(x)}")
    yield 1
    async with C: C.notify_all()
    say(f"{now()} g7.3 runs out")

async def s15_f5():
    say(f"{now()} f5.1 s15_f6 gave {await s15_f6()}")
    async with aclosing(s15_g7()) as g:
        async for x in g:
            say(f"{now()} f5.2 item {x}")
            if x == 1: break
            call_later(1, called, "f5.3 called")
    say(f"{now()} f5.4 iterated")
    r = await gather(T[0], T[0])
    say(f"{now()} f5.5 gathered 0 0: {r[0]} {r[1]}")
    return 7

async def s15_f8():
    say(f"{now()} f8.1 task 0: {await T[0]}")
    return 8

async def s15_f11():
    await Q.join()
    say(f"{now()} f11.1 joined")
    say(f"{now()} f11.2 got {await Q.get()}")
    return 11

async def s15_f10():
    E[0].set()
    say(f"{now()} f10.1 set 0")
    kept.append(create_eager_task(s15_f11()))
    return 11

async def s15_f12():
    say(f"{now()} f12.1 local {V.get()}")
    say(f"{now()} f12.2 shielded 0 in time: {await wait_for(shield(T[0]), 2)}")
    return 12

async def s15_f9():
    say(f"{now()} f9.1 eager s15_f10: {await create_eager_task(s15_f10())}")
    say(f"{now()} f9.2 waited for 0: {await wait_for(T[0], 5)}")
    say(f"{now()} f9.3 eager s15_f12: {await create_eager_task(s15_f12())}")
    return 12

async def s15_t0():
    say(f"{now()} t0.1 begins")
    await sleep(0)
    say(f"{now()} t0.2 slept 0")
    u = gather(s15_f1(), s15_f4())
    call_later(10, u.cancel)
    r = await u
    say(f"{now()} t0.3 gather: {r[0]} {r[1]}")
    say(f"{now()} t0.4 ends")
    return 100

async def s15_t1():
    say(f"{now()} t1.1 begins")
    try:
        async with timeout(10) as h0:
            try:
                say(f"{now()} t1.2 task 0: {await T[0]}")
                try:
                    async with S:
                        say(f"{now()} t1.3 semaphore")
                        V.set(1)
                except CancelledError:
                    say(f"{now()} t1.4 uncancel: {current_task().uncancel()}")
            except Exception as e:
                say(f"{now()} t1.5 caught {name(e)}")
            call_soon(called, "t1.6 called")
    except TimeoutError:
        say(f"{now()} t1.7 timed out")
    kept.append(create_eager_task(s15_f5()))
    async with L[1]:
        say(f"{now()} t1.8 locked 1")
        async with S:
            say(f"{now()} t1.9 semaphore")
            async with S:
                say(f"{now()} t1.10 semaphore")
                async with S:
                    say(f"{now()} t1.11 semaphore")
                    say(f"{now()} t1.12 future 2 in time: {await wait_for(F[2], 1)}")
                    call_later(0, E[0].set)
                say(f"{now()} t1.13 shield s15_f8: {await shield(s15_f8())}")
    say(f"{now()} t1.14 eager s15_f9: {await create_eager_task(s15_f9())}")
    try:
        async with timeout(1) as h0:
            async with S:
                say(f"{now()} t1.15 semaphore")
                say(f"{now()} t1.16 task 0: {await T[0]}")
                call_later(2, T[1].cancel)
            await wait_for(B.wait(), 5)
            say(f"{now()} t1.17 B.wait() in time")
    except TimeoutError:
        say(f"{now()} t1.18 timed out")
    say(f"{now()} t1.19 ends")
    return 101

async def s15_t2():
    say(f"{now()} t2.1 begins")
    call_soon(called, "t2.2 called")
    await E[0].wait()
    say(f"{now()} t2.3 event 0")
    say(f"{now()} t2.4 sets future 2: {set_future(2, 9)}")
    say(f"{now()} t2.5 ends")
    return 102

async def s15_t3():
    say(f"{now()} t3.1 begins")
    async with C: C.notify(2)
    say(f"{now()} t3.2 notified 2")
    await wait_for(Q.get(), 1)
    say(f"{now()} t3.3 Q.get() in time")
    say(f"{now()} t3.4 ends")
    return 103

async def s15_t4():
    say(f"{now()} t4.1 begins")
    try:
        await S.acquire()
        say(f"{now()} t4.2 acquired")
    finally:
        say(f"{now()} t4.3 finally")
    async with aclosing(completed(T[:4])) as g:
        async for x in g:
            say(f"{now()} t4.4 completed {outcome(x)}")
    say(f"{now()} t4.5 cancels future 0: {int(F[0].cancel())}")
    V.set(2)
    async with C:
        await C.wait()
        say(f"{now()} t4.6 notified")
        say(f"{now()} t4.7 local {V.get()}")
    say(f"{now()} t4.8 ends")
    return 104

async def s15_t5():
    say(f"{now()} t5.1 begins")
    await wait_for(B.wait(), 1)
    say(f"{now()} t5.2 B.wait() in time")
    say(f"{now()} t5.3 got {await Q.get()}")
    async with C:
        await C.wait()
        say(f"{now()} t5.4 notified")
        Q.shutdown(True)
        say(f"{now()} t5.5 shut down")
    try:
        try:
            await sleep(10)
            say(f"{now()} t5.6 slept 10")
            async with C:
                await C.wait()
                say(f"{now()} t5.7 notified")
                say(f"{now()} t5.8 sets future 2: {set_future(2, 9)}")
        finally:
            say(f"{now()} t5.9 finally")
    except CancelledError:
        say(f"{now()} t5.10 swallows")
    say(f"{now()} t5.11 cancelling: {current_task().cancelling()}")
    say(f"{now()} t5.12 ends")
    return 105


async def s15_main():
    await scenario(Queue(2), [s15_t0, s15_t1, s15_t2, s15_t3, s15_t4, s15_t5])

async def s16_f1():
    say(f"{now()} f1.1 local {V.get()}")
    async with S:
        say(f"{now()} f1.2 semaphore")
        say(f"{now()} f1.3 local {V.get()}")
        say(f"{now()} f1.4 put_nowait 4: {put_nowait(4)}")
    return 1

async def s16_f2():
    say(f"{now()} f2.1 shielded 0 in time: {await wait_for(shield(T[0]), 1)}")
    return 2

async def s16_f3():
    say(f"{now()} f3.1 sets future 0: {set_future(0, 7)}")
    async with C:
        await C.wait()
        say(f"{now()} f3.2 notified")
        say(f"{now()} f3.3 shielded 0 in time: {await wait_for(shield(T[0]), 1)}")
    say(f"{now()} f3.4 shielded 0 in time: {await wait_for(shield(T[0]), 1)}")
    return 3

async def s16_f6():
    say(f"{now()} f6.1 shielded 2 in time: {await wait_for(shield(T[2]), 0)}")
    say(f"{now()} f6.2 put_nowait 8: {put_nowait(8)}")
    say(f"{now()} f6.3 sets error 0: {set_future_error(0)}")
    return 6

async def s16_f5():
    say(f"{now()} f5.1 s16_f6 gave {await s16_f6()}")
    return 6

async def s16_f8():
    say(f"{now()} f8.1 shielded 1 in time: {await wait_for(shield(T[1]), 2)}")
    return 8

async def s16_f7():
    say(f"{now()} f7.1 s16_f8 gave {await s16_f8()}")
    say(f"{now()} f7.2 local {V.get()}")
    async with S:
        say(f"{now()} f7.3 semaphore")
        call_later(2, E[0].set)
    return 8

async def s16_f4():
    say(f"{now()} f4.1 s16_f5 gave {await s16_f5()}")
    kept.append(create_task(s16_f7()))
    return 8

async def s16_f12():
    say(f"{now()} f12.1 local {V.get()}")
    say(f"{now()} f12.2 sets future 1: {set_future(1, 8)}")
    say(f"{now()} f12.3 shielded 2 in time: {await wait_for(shield(T[2]), 0)}")
    return 12

async def s16_f11():
    say(f"{now()} f11.1 s16_f12 gave {await s16_f12()}")
    async with C:
        await C.wait()
        say(f"{now()} f11.2 notified")
        say(f"{now()} f11.3 sets future 0: {set_future(0, 7)}")
    return 12

async def s16_f10():
    say(f"{now()} f10.1 s16_f11 gave {await s16_f11()}")
    call_later(0, E[0].set)
    return 12

async def s16_f9():
    async with S:
        say(f"{now()} f9.1 semaphore")
        say(f"{now()} f9.2 shielded 3 in time: {await wait_for(shield(T[3]), 3)}")
        say(f"{now()} f9.3 shielded 2 in time: {await wait_for(shield(T[2]), 5)}")
    call_later(0, E[1].set)
    kept.append(create_task(s16_f10()))
    return 12

async def s16_t0():
    say(f"{now()} t0.1 begins")
    async with S:
        say(f"{now()} t0.2 semaphore")
        async with C:
            await C.wait()
            say(f"{now()} t0.3 notified")
            async with S:
                say(f"{now()} t0.4 semaphore")
                say(f"{now()} t0.5 local {V.get()}")
                async with S:
                    say(f"{now()} t0.6 semaphore")
                    say(f"{now()} t0.7 put_nowait 1: {put_nowait(1)}")
                    say(f"{now()} t0.8 put_nowait 2: {put_nowait(2)}")
        async with C:
            await C.wait()
            say(f"{now()} t0.9 notified")
            say(f"{now()} t0.10 put_nowait 3: {put_nowait(3)}")
    async with C:
        await C.wait()
        say(f"{now()} t0.11 notified")
        say(f"{now()} t0.12 sets error 0: {set_future_error(0)}")
    async with S:
        say(f"{now()} t0.13 semaphore")
        async with C:
            await C.wait()
            say(f"{now()} t0.14 notified")
            say(f"{now()} t0.15 s16_f1 gave {await s16_f1()}")
    say(f"{now()} t0.16 put_nowait 5: {put_nowait(5)}")
    say(f"{now()} t0.17 sets error 2: {set_future_error(2)}")
    say(f"{now()} t0.18 ends")
    return 100

async def s16_t1():
    say(f"{now()} t1.1 begins")
    say(f"{now()} t1.2 shielded 0 in time: {await wait_for(shield(T[0]), 0)}")
    say(f"{now()} t1.3 shielded 0 in time: {await wait_for(shield(T[0]), 3)}")
    async with C:
        await C.wait()
        say(f"{now()} t1.4 notified")
        say(f"{now()} t1.5 s16_f2 gave {await s16_f2()}")
    say(f"{now()} t1.6 sets future 0: {set_future(0, 7)}")
    say(f"{now()} t1.7 local {V.get()}")
    say(f"{now()} t1.8 ends")
    return 101

async def s16_t2():
    say(f"{now()} t2.1 begins")
    say(f"{now()} t2.2 shielded 0 in time: {await wait_for(shield(T[0]), 1)}")
    call_later(0, E[1].set)
    say(f"{now()} t2.3 ends")
    return 102

async def s16_t3():
    say(f"{now()} t3.1 begins")
    say(f"{now()} t3.2 s16_f3 gave {await s16_f3()}")
    say(f"{now()} t3.3 put_nowait 6: {put_nowait(6)}")
    async with S:
        say(f"{now()} t3.4 semaphore")
        async with S:
            say(f"{now()} t3.5 semaphore")
            say(f"{now()} t3.6 put_nowait 7: {put_nowait(7)}")
    say(f"{now()} t3.7 ends")
    return 103

async def s16_t4():
    say(f"{now()} t4.1 begins")
    async with C:
        await C.wait()
        say(f"{now()} t4.2 notified")
        kept.append(create_task(s16_f4()))
    say(f"{now()} t4.3 sets error 2: {set_future_error(2)}")
    say(f"{now()} t4.4 s16_f9 gave {await s16_f9()}")
    call_later(2, E[0].set)
    async with C:
        await C.wait()
        say(f"{now()} t4.5 notified")
        async with S:
            say(f"{now()} t4.6 semaphore")
            say(f"{now()} t4.7 sets error 1: {set_future_error(1)}")
            say(f"{now()} t4.8 sets future 2: {set_future(2, 9)}")
    say(f"{now()} t4.9 ends")
    return 104

async def s16_t5():
    say(f"{now()} t5.1 begins")
    async with S:
        say(f"{now()} t5.2 semaphore")
        say(f"{now()} t5.3 put_nowait 9: {put_nowait(9)}")
    say(f"{now()} t5.4 sets future 2: {set_future(2, 9)}")
    say(f"{now()} t5.5 sets error 1: {set_future_error(1)}")
    say(f"{now()} t5.6 ends")
    return 105


async def s16_main():
    await scenario(LifoQueue(2), [s16_t0, s16_t1, s16_t2, s16_t3, s16_t4, s16_t5])

async def s17_g2():
    yield 0
    say(f"{now()} g2.1 future 2 in time: {await wait_for(F[2], 2)}")
    yield 1
    if True: raise E2
    yield 2
    say(f"{now()} g2.2 runs out")

async def s17_g1():
    yield 0
    async with aclosing(s17_g2()) as g:
        async for x in g:
            say(f"{now()} g1.1 item {x}")
            if x == 1: break
            V.set(1)
    say(f"{now()} g1.2 iterated")
    yield 1
    async with C: C.notify_all()
    yield 2
    E[0].clear()
    say(f"{now()} g1.3 runs out")

async def s17_f3():
    await sleep(2)
    say(f"{now()} f3.1 slept 2")
    V.set(2)
    return 3

async def s17_f6():
    say(f"{now()} f6.1 sets error 2: {set_future_error(2)}")
    async with L[1]:
        say(f"{now()} f6.2 locked 1")
        S.release()
        say(f"{now()} f6.3 locked {int(S.locked())}")
        if True: raise E2
    async with L[1]:
        say(f"{now()} f6.4 locked 1")
        await S.acquire()
        say(f"{now()} f6.5 acquired")
        await sleep(10)
        say(f"{now()} f6.6 slept 10")
    return 6

async def s17_f5():
    async with C: C.notify_all()
    say(f"{now()} f5.1 shield s17_f6: {await shield(s17_f6())}")
    return 6

async def s17_f8():
    await sleep(0)
    say(f"{now()} f8.1 slept 0")
    F[2].add_done_callback(lambda f: say(now(), "f8.2 callback"))
    return 8

async def s17_f7():
    await sleep(0)
    say(f"{now()} f7.1 slept 0")
    say(f"{now()} f7.2 sets error 2: {set_future_error(2)}")
    say(f"{now()} f7.3 s17_f8 gave {await s17_f8()}")
    return 8

async def s17_f4():
    r = await gather(s17_f5(), s17_f7())
    say(f"{now()} f4.1 gathered {r[0]} {r[1]}")
    return 8

async def s17_f9():
    V.set(3)
    say(f"{now()} f9.1 barrier {await B.wait()}")
    await sleep(0)
    say(f"{now()} f9.2 slept 0")
    return 9

async def s17_f10():
    async with C: C.notify_all()
    return 10

async def s17_f11():
    async with L[1]:
        say(f"{now()} f11.1 locked 1")
        async with L[1]:
            say(f"{now()} f11.2 locked 1")
            say(f"{now()} f11.3 shielded 0: {await shield(T[0])}")
            say(f"{now()} f11.4 sets error 1: {set_future_error(1)}")
    return 11

async def s17_g12():
    yield 0
    say(f"{now()} g12.1 waited for 0: {await wait_for(T[0], 1)}")
    V.set(4)
    yield 1
    say(f"{now()} g12.2 runs out")

async def s17_t0():
    say(f"{now()} t0.1 begins")
    call_later(0, called, "t0.2 called")
    await sleep(0)
    say(f"{now()} t0.3 slept 0")
    async with aclosing(s17_g1()) as g:
        async for x in g:
            say(f"{now()} t0.4 item {x}")
            say(f"{now()} t0.5 shield s17_f3: {await shield(s17_f3())}")
    say(f"{now()} t0.6 iterated")
    S.release()
    say(f"{now()} t0.7 locked {int(S.locked())}")
    say(f"{now()} t0.8 ends")
    return 100

async def s17_t1():
    say(f"{now()} t1.1 begins")
    say(f"{now()} t1.2 local {V.get()}")
    u = gather(s17_f4(), s17_f9())
    call_later(2, u.cancel)
    say(f"{now()} t1.3 done {int(u.done())}")
    r = await u
    say(f"{now()} t1.4 gather: {r[0]} {r[1]}")
    say(f"{now()} t1.5 task_done {task_done()}")
    say(f"{now()} t1.6 ends")
    return 101

async def s17_t2():
    say(f"{now()} t2.1 begins")
    async with L[1]:
        say(f"{now()} t2.2 locked 1")
        r = await gather(s17_f10(), s17_f11())
        say(f"{now()} t2.3 gathered {r[0]} {r[1]}")
        say(f"{now()} t2.4 future 2 in time: {await wait_for(F[2], 1)}")
    async with L[0]:
        say(f"{now()} t2.5 locked 0")
        async with L[0]:
            say(f"{now()} t2.6 locked 0")
            say(f"{now()} t2.7 sets error 0: {set_future_error(0)}")
            async with L[1]:
                say(f"{now()} t2.8 locked 1")
                F[1].add_done_callback(lambda f: say(now(), "t2.9 callback"))
                E[1].clear()
        say(f"{now()} t2.10 waited for 1: {await wait_for(T[1], 1)}")
    call_later(5, called, "t2.11 called")
    if True: raise E2
    say(f"{now()} t2.12 ends")
    return 102

async def s17_t3():
    say(f"{now()} t3.1 begins")
    async with L[1]:
        say(f"{now()} t3.2 locked 1")
        if True: raise E2
        say(f"{now()} t3.3 local {V.get()}")
    async with L[0]:
        say(f"{now()} t3.4 locked 0")
        await sleep(10)
        say(f"{now()} t3.5 slept 10")
    async with aclosing(s17_g12()) as g:
        async for x in g:
            say(f"{now()} t3.6 item {x}")
            if x == 1: break
            say(f"{now()} t3.7 sets error 1: {set_future_error(1)}")
    say(f"{now()} t3.8 iterated")
    say(f"{now()} t3.9 ends")
    return 103

async def s17_t4():
    say(f"{now()} t4.1 begins")
    say(f"{now()} t4.2 task_done {task_done()}")
    async with L[0]:
        say(f"{now()} t4.3 locked 0")
        async with L[0]:
            say(f"{now()} t4.4 locked 0")
            async with L[1]:
                say(f"{now()} t4.5 locked 1")
                say(f"{now()} t4.6 shielded 2: {await shield(T[2])}")
                await S.acquire()
                say(f"{now()} t4.7 acquired")
    say(f"{now()} t4.8 waited for 0: {await wait_for(T[0], 2)}")
    await sleep(0)
    say(f"{now()} t4.9 slept 0")
    say(f"{now()} t4.10 task_done {task_done()}")
    say(f"{now()} t4.11 ends")
    return 104

async def s17_t5():
    say(f"{now()} t5.1 begins")
    async with L[1]:
        say(f"{now()} t5.2 locked 1")
        say(f"{now()} t5.3 task_done {task_done()}")
        async with L[1]:
            say(f"{now()} t5.4 locked 1")
            async with L[0]:
                say(f"{now()} t5.5 locked 0")
                say(f"{now()} t5.6 future 0 in time: {await wait_for(F[0], 1)}")
                say(f"{now()} t5.7 shielded 2 in time: {await wait_for(shield(T[2]), 0)}")
    async with L[0]:
        say(f"{now()} t5.8 locked 0")
        if True: raise E2
        say(f"{now()} t5.9 local {V.get()}")
    async with L[0]:
        say(f"{now()} t5.10 locked 0")
        say(f"{now()} t5.11 future 0 in time: {await wait_for(F[0], 10)}")
        if True: raise E1
    say(f"{now()} t5.12 ends")
    return 105


async def s17_main():
    await scenario(PriorityQueue(2), [s17_t0, s17_t1, s17_t2, s17_t3, s17_t4, s17_t5])

async def s18_f1():
    say(f"{now()} f1.1 cancels 3: {int(T[3].cancel())}")
    return 1

async def s18_f3():
    await sleep(0)
    say(f"{now()} f3.1 slept 0")
    return 3

async def s18_f2():
    say(f"{now()} f2.1 uncancel: {current_task().uncancel()}")
    kept.append(create_task(s18_f3()))
    return 3

async def s18_f5():
    T[5].add_done_callback(lambda t: say(now(), "f5.1 callback", outcome(t)))
    F[1].add_done_callback(lambda f: say(now(), "f5.2 callback"))
    r = await gather(T[0], T[0])
    say(f"{now()} f5.3 gathered 0 0: {r[0]} {r[1]}")
    return 5

async def s18_f6():
    r = await gather(T[0], T[0])
    say(f"{now()} f6.1 gathered 0 0: {r[0]} {r[1]}")
    return 6

async def s18_f4():
    try:
        async with timeout(3) as h0:
            v3 = [-1] * 3
            async with TaskGroup() as g:
                v3[0] = g.create_task(s18_f5())
                v3[1] = g.create_task(s18_f6())
            say(f"{now()} f4.1 result 0: {result(v3[0])}")
            say(f"{now()} f4.2 result 1: {result(v3[1])}")
    except TimeoutError:
        say(f"{now()} f4.3 timed out")
    return 6

async def s18_f9():
    say(f"{now()} f9.1 task 1: {await T[1]}")
    if True: raise E1
    await Q.join()
    say(f"{now()} f9.2 joined")
    return 9

async def s18_f10():
    async with C: C.notify(1)
    say(f"{now()} f10.1 notified 1")
    S.release()
    say(f"{now()} f10.2 locked {int(S.locked())}")
    await S.acquire()
    say(f"{now()} f10.3 acquired")
    return 10

async def s18_f11():
    say(f"{now()} f11.1 shielded 1 in time: {await wait_for(shield(T[1]), 10)}")
    say(f"{now()} f11.2 barrier {await B.wait()}")
    E[0].clear()
    return 11

async def s18_f8():
    say(f"{now()} f8.1 task 0: {await T[0]}")
    v4 = [-1] * 3
    async with TaskGroup() as g:
        v4[0] = g.create_task(s18_f9())
        v4[1] = g.create_task(s18_f10())
        v4[2] = g.create_task(s18_f11())
        say(f"{now()} f8.2 shielded 1 in time: {await wait_for(shield(T[1]), 3)}")
    say(f"{now()} f8.3 result 0: {result(v4[0])}")
    say(f"{now()} f8.4 result 1: {result(v4[1])}")
    say(f"{now()} f8.5 result 2: {result(v4[2])}")
    return 11

async def s18_f7():
    say(f"{now()} f7.1 get_nowait: {get_nowait()}")
    async with L[1]:
        say(f"{now()} f7.2 locked 1")
        F[2].add_done_callback(lambda f: say(now(), "f7.3 callback"))
        await sleep(0)
        say(f"{now()} f7.4 slept 0")
    try:
        v5 = [-1] * 3
        async with TaskGroup() as g:
            v5[0] = g.create_task(s18_f8())
            say(f"{now()} f7.5 task 0: {await T[0]}")
        say(f"{now()} f7.6 result 0: {result(v5[0])}")
        try:
            async with timeout(3) as h0:
                await Q.put(6)
                say(f"{now()} f7.7 put 6")
        except TimeoutError:
            say(f"{now()} f7.8 timed out")
    except Exception as e:
        say(f"{now()} f7.9 caught {name(e)}")
    return 11

async def s18_g12():
    yield 0
    async with S:
        say(f"{now()} g12.1 semaphore")
        try:
            async with timeout(1) as h0:
                say(f"{now()} g12.2 cancelling: {current_task().cancelling()}")
                say(f"{now()} g12.3 cancels future 1: {int(F[1].cancel())}")
        except TimeoutError:
            say(f"{now()} g12.4 timed out")
    async with L[1]:
        say(f"{now()} g12.5 locked 1")
        async with aclosing(completed(T[:4])) as g:
            async for x in g:
                say(f"{now()} g12.6 completed {outcome(x)}")
    yield 1
    call_later(0, called, "g12.7 called")
    call_later(5, T[0].cancel)
    yield 2
    call_later(10, called, "g12.8 called")
    r = await gather(T[3], T[2])
    say(f"{now()} g12.9 gathered 3 2: {r[0]} {r[1]}")
    say(f"{now()} g12.10 runs out")

async def s18_t0():
    say(f"{now()} t0.1 begins")
    try:
        await B.reset()
        say(f"{now()} t0.2 barrier {B.n_waiting}")
    except CancelledError:
        say(f"{now()} t0.3 uncancel: {current_task().uncancel()}")
    v1 = [-1] * 3
    async with TaskGroup() as g:
        v1[0] = g.create_task(s18_f1())
        say(f"{now()} t0.4 wait_for s18_f2: {await wait_for(s18_f2(), 5)}")
    say(f"{now()} t0.5 result 0: {result(v1[0])}")
    try:
        say(f"{now()} t0.6 future 2 in time: {await wait_for(F[2], 0)}")
    except Exception as e:
        say(f"{now()} t0.7 caught {name(e)}")
    V.set(2)
    say(f"{now()} t0.8 local {V.get()}")
    say(f"{now()} t0.9 ends")
    return 100

async def s18_t1():
    say(f"{now()} t1.1 begins")
    await S.acquire()
    say(f"{now()} t1.2 acquired")
    await Q.join()
    say(f"{now()} t1.3 joined")
    async with L[0]:
        say(f"{now()} t1.4 locked 0")
        u = shield(s18_f4())
        call_later(0, u.cancel)
        say(f"{now()} t1.5 done {int(u.done())}")
        say(f"{now()} t1.6 shield: {await u}")
    say(f"{now()} t1.7 ends")
    return 101

async def s18_t2():
    say(f"{now()} t2.1 begins")
    say(f"{now()} t2.2 got {await Q.get()}")
    say(f"{now()} t2.3 sets future 1: {set_future(1, 8)}")
    await wait_for(B.wait(), 5)
    say(f"{now()} t2.4 B.wait() in time")
    say(f"{now()} t2.5 s18_f7 gave {await s18_f7()}")
    try:
        try:
            async with timeout(1) as h0:
                await sleep(0)
                say(f"{now()} t2.6 slept 0")
        except TimeoutError:
            say(f"{now()} t2.7 timed out")
    except CancelledError:
        say(f"{now()} t2.8 cleans up")
        say(f"{now()} t2.9 barrier {await B.wait()}")
        raise
    say(f"{now()} t2.10 ends")
    return 102

async def s18_t3():
    say(f"{now()} t3.1 begins")
    async with aclosing(completed(T[:3])) as g:
        async for x in g:
            say(f"{now()} t3.2 completed {outcome(x)}")
            break
    await B.reset()
    say(f"{now()} t3.3 barrier {B.n_waiting}")
    await B.reset()
    say(f"{now()} t3.4 barrier {B.n_waiting}")
    say(f"{now()} t3.5 ends")
    return 103

async def s18_t4():
    say(f"{now()} t4.1 begins")
    try:
        async with aclosing(s18_g12()) as g:
            async for x in g:
                say(f"{now()} t4.2 item {x}")
                if x == 2: break
                await Q.join()
                say(f"{now()} t4.3 joined")
        say(f"{now()} t4.4 iterated")
    except CancelledError:
        say(f"{now()} t4.5 swallows")
    await B.reset()
    say(f"{now()} t4.6 barrier {B.n_waiting}")
    say(f"{now()} t4.7 cancels future 1: {int(F[1].cancel())}")
    say(f"{now()} t4.8 uncancel: {current_task().uncancel()}")
    say(f"{now()} t4.9 ends")
    return 104

async def s18_t5():
    say(f"{now()} t5.1 begins")
    if True: raise E1
    try:
        async with timeout(5) as h0:
            await E[1].wait()
            say(f"{now()} t5.2 event 1")
    except TimeoutError:
        say(f"{now()} t5.3 timed out")
    await Q.put(7)
    say(f"{now()} t5.4 put 7")
    try:
        async with timeout(1) as h0:
            try:
                say(f"{now()} t5.5 future 2: {await F[2]}")
                async with L[0]:
                    say(f"{now()} t5.6 locked 0")
                    await sleep(0)
                    say(f"{now()} t5.7 slept 0")
            except Exception as e:
                say(f"{now()} t5.8 caught {name(e)}")
            await Q.join()
            say(f"{now()} t5.9 joined")
    except TimeoutError:
        say(f"{now()} t5.10 timed out")
    say(f"{now()} t5.11 ends")
    return 105


async def s18_main():
    await scenario(Queue(2), [s18_t0, s18_t1, s18_t2, s18_t3, s18_t4, s18_t5])

batch(13, s13_main)
batch(14, s14_main)
batch(15, s15_main)
batch(16, s16_main)
batch(17, s17_main)
batch(18, s18_main)
