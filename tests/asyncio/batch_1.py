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


async def s1_f1():
    say(f"{now()} f1.1 got {await Q.get()}")
    return 1

async def s1_g2():
    yield 0
    yield 1
    try:
        async with timeout(0) as h0:
            say(f"{now()} g2.1 task_done {task_done()}")
            S.release()
            say(f"{now()} g2.2 locked {int(S.locked())}")
    except TimeoutError:
        say(f"{now()} g2.3 timed out")
    await wait_for(S.acquire(), 3)
    say(f"{now()} g2.4 S.acquire() in time")
    say(f"{now()} g2.5 runs out")

async def s1_f3():
    call_soon(called, "f3.1 called")
    try:
        async with timeout(1) as h0:
            say(f"{now()} f3.2 cancels future 0: {int(F[0].cancel())}")
    except TimeoutError:
        say(f"{now()} f3.3 timed out")
    return 3

async def s1_f4():
    await sleep(0)
    say(f"{now()} f4.1 slept 0")
    return 4

async def s1_f5():
    E[0].clear()
    await B.reset()
    say(f"{now()} f5.1 barrier {B.n_waiting}")
    async with C: C.notify_all()
    return 5

async def s1_g7():
    yield 0
    yield 1
    yield 2
    say(f"{now()} g7.1 runs out")

async def s1_g6():
    yield 0
    async with aclosing(s1_g7()) as g:
        async for x in g:
            say(f"{now()} g6.1 item {x}")
            if x == 0: break
    say(f"{now()} g6.2 iterated")
    try:
        try:
            r = await gather(T[1], T[0])
            say(f"{now()} g6.3 gathered 1 0: {r[0]} {r[1]}")
            say(f"{now()} g6.4 got {await Q.get()}")
            call_soon(called, "g6.5 called")
        except Exception as e:
            say(f"{now()} g6.6 caught {name(e)}")
    except Exception as e:
        say(f"{now()} g6.7 caught {name(e)}")
    yield 1
    try:
        async with C:
            await C.wait()
            say(f"{now()} g6.8 notified")
            await wait_for(S.acquire(), 1)
            say(f"{now()} g6.9 S.acquire() in time")
        async with L[1]:
            say(f"{now()} g6.10 locked 1")
            await Q.put(1)
            say(f"{now()} g6.11 put 1")
    except CancelledError:
        say(f"{now()} g6.12 swallows")
    say(f"{now()} g6.13 cancelling: {current_task().cancelling()}")
    yield 2
    say(f"{now()} g6.14 runs out")

async def s1_f8():
    say(f"{now()} f8.1 future 0 in time: {await wait_for(F[0], 2)}")
    return 8

async def s1_f9():
    await S.acquire()
    say(f"{now()} f9.1 acquired")
    return 9

async def s1_f11():
    async with C: C.notify(1)
    say(f"{now()} f11.1 notified 1")
    return 11

async def s1_f12():
    say(f"{now()} f12.1 task 0: {await T[0]}")
    say(f"{now()} f12.2 sets error 1: {set_future_error(1)}")
    return 12

async def s1_f10():
    u = gather(s1_f11(), s1_f12())
    call_later(0, u.cancel)
    r = await u
    say(f"{now()} f10.1 gather: {r[0]} {r[1]}")
    return 12

async def s1_f13():
    if True: raise E2
    await Q.put(2)
    say(f"{now()} f13.1 put 2")
    say(f"{now()} f13.2 barrier {await B.wait()}")
    return 13

async def s1_t0():
    say(f"{now()} t0.1 begins")
    if True: raise E1
    say(f"{now()} t0.2 task_done {task_done()}")
    u = shield(s1_f1())
    call_later(5, u.cancel)
    say(f"{now()} t0.3 shield: {await u}")
    async with aclosing(s1_g2()) as g:
        async for x in g:
            say(f"{now()} t0.4 item {x}")
            if x == 2: break
            u = shield(s1_f3())
            call_later(0, u.cancel)
            say(f"{now()} t0.5 done {int(u.done())}")
            say(f"{now()} t0.6 shield: {await u}")
    say(f"{now()} t0.7 iterated")
    say(f"{now()} t0.8 ends")
    return 100

async def s1_t1():
    say(f"{now()} t1.1 begins")
    try:
        async with timeout(0) as h0:
            async with S:
                say(f"{now()} t1.2 semaphore")
                try:
                    async with timeout(2) as h1:
                        say(f"{now()} t1.3 wait_for s1_f4: {await wait_for(s1_f4(), 1)}")
                        async with S:
                            say(f"{now()} t1.4 semaphore")
                            await S.acquire()
                            say(f"{now()} t1.5 acquired")
                            say(f"{now()} t1.6 reschedule 1: {reschedule(h1, 1)} {int(h1.expired())}")
                except TimeoutError:
                    say(f"{now()} t1.7 timed out")
                async with C:
                    await C.wait()
                    say(f"{now()} t1.8 notified")
                    call_later(2, T[0].cancel)
    except TimeoutError:
        say(f"{now()} t1.9 timed out")
    async with L[1]:
        say(f"{now()} t1.10 locked 1")
        kept.append(create_task(s1_f5()))
    say(f"{now()} t1.11 ends")
    return 101

async def s1_t2():
    say(f"{now()} t2.1 begins")
    async with aclosing(completed(T[:2])) as g:
        async for x in g:
            say(f"{now()} t2.2 completed {outcome(x)}")
    async with L[0]:
        say(f"{now()} t2.3 locked 0")
        async with aclosing(s1_g6()) as g:
            async for x in g:
                say(f"{now()} t2.4 item {x}")
                if x == 2: break
        say(f"{now()} t2.5 iterated")
        say(f"{now()} t2.6 uncancel: {current_task().uncancel()}")
    E[1].set()
    say(f"{now()} t2.7 set 1")
    async with L[1]:
        say(f"{now()} t2.8 locked 1")
        try:
            say(f"{now()} t2.9 get_nowait: {get_nowait()}")
        except Exception as e:
            say(f"{now()} t2.10 caught {name(e)}")
    say(f"{now()} t2.11 local {V.get()}")
    say(f"{now()} t2.12 ends")
    return 102

async def s1_t3():
    say(f"{now()} t3.1 begins")
    try:
        async with timeout(1) as h0:
            await S.acquire()
            say(f"{now()} t3.2 acquired")
    except TimeoutError:
        say(f"{now()} t3.3 timed out")
    try:
        async with timeout(10) as h0:
            await sleep(0)
            say(f"{now()} t3.4 slept 0")
            if True: raise E2
    except TimeoutError:
        say(f"{now()} t3.5 timed out")
    r = await gather(s1_f8(), s1_f9(), return_exceptions=True)
    say(f"{now()} t3.6 collected {either(r[0])} {either(r[1])}")
    say(f"{now()} t3.7 ends")
    return 103

async def s1_t4():
    say(f"{now()} t4.1 begins")
    try:
        async with L[1]:
            say(f"{now()} t4.2 locked 1")
            u = gather(s1_f10(), s1_f13())
            call_later(0, u.cancel)
            r = await u
            say(f"{now()} t4.3 gather: {r[0]} {r[1]}")
    finally:
        say(f"{now()} t4.4 finally")
    async with S:
        say(f"{now()} t4.5 semaphore")
        say(f"{now()} t4.6 task 2: {await T[2]}")
        try:
            say(f"{now()} t4.7 task 1: {await T[1]}")
        finally:
            say(f"{now()} t4.8 finally")
    say(f"{now()} t4.9 got {await Q.get()}")
    say(f"{now()} t4.10 sets error 1: {set_future_error(1)}")
    call_later(2, E[1].set)
    say(f"{now()} t4.11 ends")
    return 104

async def s1_t5():
    say(f"{now()} t5.1 begins")
    V.set(3)
    try:
        async with C: C.notify_all()
    except Exception as e:
        say(f"{now()} t5.2 caught {name(e)}")
    await B.reset()
    say(f"{now()} t5.3 barrier {B.n_waiting}")
    try:
        async with timeout(2) as h0:
            async with L[0]:
                say(f"{now()} t5.4 locked 0")
                say(f"{now()} t5.5 task_done {task_done()}")
                say(f"{now()} t5.6 shielded 1: {await shield(T[1])}")
            await wait_for(B.wait(), 1)
            say(f"{now()} t5.7 B.wait() in time")
    except TimeoutError:
        say(f"{now()} t5.8 timed out")
    say(f"{now()} t5.9 wait FIRST_EXCEPTION: {await wait(T[:5], FIRST_EXCEPTION, None)}")
    say(f"{now()} t5.10 ends")
    return 105


async def s1_main():
    await scenario(Queue(2), [s1_t0, s1_t1, s1_t2, s1_t3, s1_t4, s1_t5])

async def s2_f1():
    async with C:
        await C.wait()
        say(f"{now()} f1.1 notified")
        try:
            async with timeout(0) as h0:
                try:
                    async with timeout(0) as h1:
                        say(f"{now()} f1.2 uncancel: {current_task().uncancel()}")
                        say(f"{now()} f1.3 got {await Q.get()}")
                except TimeoutError:
                    say(f"{now()} f1.4 timed out")
        except TimeoutError:
            say(f"{now()} f1.5 timed out")
    return 1

async def s2_f2():
    say(f"{now()} f2.1 wait FIRST_COMPLETED: {await wait(T[:1], FIRST_COMPLETED, 5)}")
    say(f"{now()} f2.2 cancels future 0: {int(F[0].cancel())}")
    return 2

async def s2_f3():
    try:
        async with timeout(0) as h0:
            say(f"{now()} f3.1 cancels future 0: {int(F[0].cancel())}")
    except TimeoutError:
        say(f"{now()} f3.2 timed out")
    return 3

async def s2_f4():
    await Q.join()
    say(f"{now()} f4.1 joined")
    say(f"{now()} f4.2 waited for 1: {await wait_for(T[1], 3)}")
    E[1].set()
    say(f"{now()} f4.3 set 1")
    return 4

async def s2_f5():
    say(f"{now()} f5.1 future 0 in time: {await wait_for(F[0], 0)}")
    try:
        async with timeout(0) as h0:
            async with C:
                await C.wait()
                say(f"{now()} f5.2 notified")
                E[1].clear()
    except TimeoutError:
        say(f"{now()} f5.3 timed out")
    return 5

async def s2_f7():
    say(f"{now()} f7.1 cancels 4: {int(T[4].cancel())}")
    say(f"{now()} f7.2 cancels 2: {int(T[2].cancel())}")
    say(f"{now()} f7.3 local {V.get()}")
    return 7

async def s2_f6():
    try:
        try:
            say(f"{now()} f6.1 local {V.get()}")
            if True: raise E2
        finally:
            say(f"{now()} f6.2 finally")
    except Exception as e:
        say(f"{now()} f6.3 caught {name(e)}")
    say(f"{now()} f6.4 task s2_f7: {await create_task(s2_f7())}")
    r = await gather(T[2], T[0])
    say(f"{now()} f6.5 gathered 2 0: {r[0]} {r[1]}")
    return 7

async def s2_f10():
    say(f"{now()} f10.1 task 1: {await T[1]}")
    say(f"{now()} f10.2 task_done {task_done()}")
    return 10

async def s2_f9():
    async with S:
        say(f"{now()} f9.1 semaphore")
        say(f"{now()} f9.2 shielded 2 in time: {await wait_for(shield(T[2]), 2)}")
        async with aclosing(completed(T[:3])) as g:
            async for x in g:
                say(f"{now()} f9.3 completed {outcome(x)}")
                break
    say(f"{now()} f9.4 wait_for s2_f10: {await wait_for(s2_f10(), 0)}")
    return 10

async def s2_f11():
    try:
        S.release()
        say(f"{now()} f11.1 locked {int(S.locked())}")
        say(f"{now()} f11.2 waited for 0: {await wait_for(T[0], 1)}")
        say(f"{now()} f11.3 waited for 1: {await wait_for(T[1], 0)}")
    except Exception as e:
        say(f"{now()} f11.4 caught {name(e)}")
    say(f"{now()} f11.5 future 2 in time: {await wait_for(F[2], 1)}")
    return 11

async def s2_f8():
    u = gather(s2_f9(), s2_f11())
    call_later(0, u.cancel)
    r = await u
    say(f"{now()} f8.1 gather: {r[0]} {r[1]}")
    return 11

async def s2_t0():
    say(f"{now()} t0.1 begins")
    try:
        T[4].add_done_callback(lambda t: say(now(), "t0.2 callback", outcome(t)))
        say(f"{now()} t0.3 future 1 in time: {await wait_for(F[1], 3)}")
        say(f"{now()} t0.4 future 1 in time: {await wait_for(F[1], 1)}")
    except Exception as e:
        say(f"{now()} t0.5 caught {name(e)}")
    say(f"{now()} t0.6 got {await Q.get()}")
    say(f"{now()} t0.7 ends")
    return 100

async def s2_t1():
    say(f"{now()} t1.1 begins")
    say(f"{now()} t1.2 s2_f1 gave {await s2_f1()}")
    await sleep(0)
    say(f"{now()} t1.3 slept 0")
    try:
        async with timeout(1) as h0:
            r = await gather(T[0], T[0])
            say(f"{now()} t1.4 gathered 0 0: {r[0]} {r[1]}")
    except TimeoutError:
        say(f"{now()} t1.5 timed out")
    try:
        say(f"{now()} t1.6 cancels future 1: {int(F[1].cancel())}")
        await wait_for(E[1].wait(), 1)
        say(f"{now()} t1.7 E[1].wait() in time")
        async with S:
            say(f"{now()} t1.8 semaphore")
            u = gather(s2_f2(), s2_f3())
            r = await u
            say(f"{now()} t1.9 gather: {r[0]} {r[1]}")
            try:
                async with L[1]:
                    say(f"{now()} t1.10 locked 1")
                    say(f"{now()} t1.11 cancels 1: {int(T[1].cancel())}")
                    say(f"{now()} t1.12 sets future 0: {set_future(0, 7)}")
                say(f"{now()} t1.13 future 1 in time: {await wait_for(F[1], 2)}")
            except Exception as e:
                say(f"{now()} t1.14 caught {name(e)}")
    except Exception as e:
        say(f"{now()} t1.15 caught {name(e)}")
    say(f"{now()} t1.16 ends")
    return 101

async def s2_t2():
    say(f"{now()} t2.1 begins")
    say(f"{now()} t2.2 future 2: {await F[2]}")
    say(f"{now()} t2.3 s2_f4 gave {await s2_f4()}")
    say(f"{now()} t2.4 uncancel: {current_task().uncancel()}")
    say(f"{now()} t2.5 local {V.get()}")
    say(f"{now()} t2.6 s2_f5 gave {await s2_f5()}")
    say(f"{now()} t2.7 ends")
    return 102

async def s2_t3():
    say(f"{now()} t3.1 begins")
    async with L[0]:
        say(f"{now()} t3.2 locked 0")
        say(f"{now()} t3.3 shielded 0 in time: {await wait_for(shield(T[0]), 0)}")
        r = await gather(s2_f6(), s2_f8())
        say(f"{now()} t3.4 gathered {r[0]} {r[1]}")
    say(f"{now()} t3.5 future 0: {await F[0]}")
    say(f"{now()} t3.6 get_nowait: {get_nowait()}")
    await B.reset()
    say(f"{now()} t3.7 barrier {B.n_waiting}")
    E[0].clear()
    say(f"{now()} t3.8 ends")
    return 103

async def s2_t4():
    say(f"{now()} t4.1 begins")
    say(f"{now()} t4.2 put_nowait 1: {put_nowait(1)}")
    async with L[1]:
        say(f"{now()} t4.3 locked 1")
        say(f"{now()} t4.4 waited for 0: {await wait_for(T[0], 10)}")
    say(f"{now()} t4.5 future 1 in time: {await wait_for(F[1], 10)}")
    try:
        V.set(2)
    except CancelledError:
        say(f"{now()} t4.6 uncancel: {current_task().uncancel()}")
    E[0].clear()
    say(f"{now()} t4.7 ends")
    return 104

async def s2_t5():
    say(f"{now()} t5.1 begins")
    r = await gather(T[2], T[1])
    say(f"{now()} t5.2 gathered 2 1: {r[0]} {r[1]}")
    await sleep(0)
    say(f"{now()} t5.3 slept 0")
    say(f"{now()} t5.4 cancelling: {current_task().cancelling()}")
    say(f"{now()} t5.5 ends")
    return 105


async def s2_main():
    await scenario(Queue(2), [s2_t0, s2_t1, s2_t2, s2_t3, s2_t4, s2_t5])

async def s3_f1():
    say(f"{now()} f1.1 sets error 2: {set_future_error(2)}")
    say(f"{now()} f1.2 task_done {task_done()}")
    say(f"{now()} f1.3 local {V.get()}")
    return 1

async def s3_f3():
    say(f"{now()} f3.1 local {V.get()}")
    call_later(10, E[1].set)
    call_later(2, T[5].cancel)
    return 3

async def s3_f4():
    say(f"{now()} f4.1 future 0 in time: {await wait_for(F[0], 3)}")
    say(f"{now()} f4.2 local {V.get()}")
    say(f"{now()} f4.3 got {await Q.get()}")
    return 4

async def s3_f2():
    v1 = [-1] * 3
    async with TaskGroup() as g:
        v1[0] = g.create_task(s3_f3())
        v1[1] = g.create_task(s3_f4())
        say(f"{now()} f2.1 sets future 1: {set_future(1, 8)}")
    say(f"{now()} f2.2 result 0: {result(v1[0])}")
    say(f"{now()} f2.3 result 1: {result(v1[1])}")
    say(f"{now()} f2.4 local {V.get()}")
    try:
        async with timeout(1) as h0:
            say(f"{now()} f2.5 barrier {await B.wait()}")
            call_later(3, T[2].cancel)
    except TimeoutError:
        say(f"{now()} f2.6 timed out")
    return 4

async def s3_f7():
    say(f"{now()} f7.1 task_done {task_done()}")
    say(f"{now()} f7.2 shielded 0: {await shield(T[0])}")
    say(f"{now()} f7.3 waited for 0: {await wait_for(T[0], 2)}")
    return 7

async def s3_f6():
    await Q.put(3)
    say(f"{now()} f6.1 put 3")
    u = shield(s3_f7())
    say(f"{now()} f6.2 done {int(u.done())}")
    say(f"{now()} f6.3 shield: {await u}")
    say(f"{now()} f6.4 put_nowait 4: {put_nowait(4)}")
    return 7

async def s3_f5():
    say(f"{now()} f5.1 future 1: {await F[1]}")
    say(f"{now()} f5.2 task s3_f6: {await create_task(s3_f6())}")
    return 7

async def s3_f8():
    try:
        try:
            call_later(3, T[0].cancel)
        except CancelledError:
            say(f"{now()} f8.1 swallows")
    except CancelledError:
        say(f"{now()} f8.2 uncancel: {current_task().uncancel()}")
    await B.reset()
    say(f"{now()} f8.3 barrier {B.n_waiting}")
    return 8

async def s3_f9():
    say(f"{now()} f9.1 got {await Q.get()}")
    return 9

async def s3_f10():
    async with L[0]:
        say(f"{now()} f10.1 locked 0")
        await E[1].wait()
        say(f"{now()} f10.2 event 1")
        say(f"{now()} f10.3 cancels future 1: {int(F[1].cancel())}")
    return 10

async def s3_f11():
    if True: raise E1
    return 11

async def s3_f12():
    call_later(5, T[5].cancel)
    try:
        async with timeout(0) as h0:
            say(f"{now()} f12.1 sets error 1: {set_future_error(1)}")
            await sleep(1)
            say(f"{now()} f12.2 slept 1")
    except TimeoutError:
        say(f"{now()} f12.3 timed out")
    try:
        async with timeout(0) as h0:
            async with L[1]:
                say(f"{now()} f12.4 locked 1")
                say(f"{now()} f12.5 waited for 1: {await wait_for(T[1], 0)}")
                say(f"{now()} f12.6 shielded 1: {await shield(T[1])}")
            say(f"{now()} f12.7 local {V.get()}")
    except TimeoutError:
        say(f"{now()} f12.8 timed out")
    return 12

async def s3_t0():
    say(f"{now()} t0.1 begins")
    say(f"{now()} t0.2 task s3_f1: {await create_task(s3_f1())}")
    try:
        async with timeout(5) as h0:
            say(f"{now()} t0.3 task_done {task_done()}")
    except TimeoutError:
        say(f"{now()} t0.4 timed out")
    say(f"{now()} t0.5 future 2: {await F[2]}")
    async with L[0]:
        say(f"{now()} t0.6 locked 0")
        async with L[1]:
            say(f"{now()} t0.7 locked 1")
            async with L[1]:
                say(f"{now()} t0.8 locked 1")
                try:
                    if True: raise E1
                    say(f"{now()} t0.9 cancelling: {current_task().cancelling()}")
                finally:
                    say(f"{now()} t0.10 finally")
                say(f"{now()} t0.11 task_done {task_done()}")
            say(f"{now()} t0.12 wait_for s3_f2: {await wait_for(s3_f2(), 1)}")
    say(f"{now()} t0.13 ends")
    return 100

async def s3_t1():
    say(f"{now()} t1.1 begins")
    say(f"{now()} t1.2 put_nowait 2: {put_nowait(2)}")
    say(f"{now()} t1.3 local {V.get()}")
    try:
        r = await gather(s3_f5(), s3_f8(), return_exceptions=True)
        say(f"{now()} t1.4 collected {either(r[0])} {either(r[1])}")
    finally:
        say(f"{now()} t1.5 finally")
    say(f"{now()} t1.6 wait_for s3_f9: {await wait_for(s3_f9(), 1)}")
    await B.reset()
    say(f"{now()} t1.7 barrier {B.n_waiting}")
    say(f"{now()} t1.8 ends")
    return 101

async def s3_t2():
    say(f"{now()} t2.1 begins")
    try:
        async with S:
            say(f"{now()} t2.2 semaphore")
            say(f"{now()} t2.3 s3_f10 gave {await s3_f10()}")
            say(f"{now()} t2.4 cancels future 1: {int(F[1].cancel())}")
        r = await gather(s3_f11(), s3_f12())
        say(f"{now()} t2.5 gathered {r[0]} {r[1]}")
    except CancelledError:
        say(f"{now()} t2.6 cleans up")
        await sleep(10)
        say(f"{now()} t2.7 slept 10")
        raise
    await sleep(0)
    say(f"{now()} t2.8 slept 0")
    if True: raise E1
    say(f"{now()} t2.9 ends")
    return 102

async def s3_t3():
    say(f"{now()} t3.1 begins")
    await sleep(0)
    say(f"{now()} t3.2 slept 0")
    say(f"{now()} t3.3 sets future 2: {set_future(2, 9)}")
    say(f"{now()} t3.4 ends")
    return 103

async def s3_t4():
    say(f"{now()} t4.1 begins")
    try:
        V.set(5)
    finally:
        say(f"{now()} t4.2 finally")
    say(f"{now()} t4.3 local {V.get()}")
    async with L[0]:
        say(f"{now()} t4.4 locked 0")
        if True: raise E2
        say(f"{now()} t4.5 cancels future 2: {int(F[2].cancel())}")
    try:
        async with timeout(1) as h0:
            say(f"{now()} t4.6 barrier {await B.wait()}")
            say(f"{now()} t4.7 future 2 in time: {await wait_for(F[2], 10)}")
    except TimeoutError:
        say(f"{now()} t4.8 timed out")
    say(f"{now()} t4.9 ends")
    return 104

async def s3_t5():
    say(f"{now()} t5.1 begins")
    await Q.put(6)
    say(f"{now()} t5.2 put 6")
    say(f"{now()} t5.3 uncancel: {current_task().uncancel()}")
    call_later(1, called, "t5.4 called")
    say(f"{now()} t5.5 ends")
    return 105


async def s3_main():
    await scenario(Queue(2), [s3_t0, s3_t1, s3_t2, s3_t3, s3_t4, s3_t5])

async def s4_f3():
    try:
        say(f"{now()} f3.1 put_nowait 1: {put_nowait(1)}")
        say(f"{now()} f3.2 local {V.get()}")
    except Exception as e:
        say(f"{now()} f3.3 caught {name(e)}")
    try:
        async with timeout(5) as h0:
            say(f"{now()} f3.4 cancels future 1: {int(F[1].cancel())}")
    except TimeoutError:
        say(f"{now()} f3.5 timed out")
    say(f"{now()} f3.6 local {V.get()}")
    return 3

async def s4_f2():
    say(f"{now()} f2.1 eager s4_f3: {await create_eager_task(s4_f3())}")
    return 3

async def s4_f1():
    u = shield(s4_f2())
    call_later(0, u.cancel)
    say(f"{now()} f1.1 shield: {await u}")
    say(f"{now()} f1.2 uncancel: {current_task().uncancel()}")
    return 3

async def s4_f4():
    try:
        try:
            async with timeout(2) as h0:
                await wait_for(Q.get(), 2)
                say(f"{now()} f4.1 Q.get() in time")
        except TimeoutError:
            say(f"{now()} f4.2 timed out")
    except CancelledError:
        say(f"{now()} f4.3 uncancel: {current_task().uncancel()}")
    return 4

async def s4_f7():
    r = await gather(T[1], T[1])
    say(f"{now()} f7.1 gathered 1 1: {r[0]} {r[1]}")
    say(f"{now()} f7.2 put_nowait 2: {put_nowait(2)}")
    return 7

async def s4_f6():
    u = shield(s4_f7())
    say(f"{now()} f6.1 shield: {await u}")
    say(f"{now()} f6.2 uncancel: {current_task().uncancel()}")
    return 7

async def s4_f5():
    r = await gather(T[0], T[1])
    say(f"{now()} f5.1 gathered 0 1: {r[0]} {r[1]}")
    v3 = [-1] * 3
    async with TaskGroup() as g:
        v3[0] = g.create_task(s4_f6())
    say(f"{now()} f5.2 result 0: {result(v3[0])}")
    try:
        await wait_for(E[0].wait(), 1)
        say(f"{now()} f5.3 E[0].wait() in time")
        try:
            async with timeout(0) as h0:
                say(f"{now()} f5.4 barrier {await B.wait()}")
                say(f"{now()} f5.5 barrier {await B.wait()}")
        except TimeoutError:
            say(f"{now()} f5.6 timed out")
    except Exception as e:
        say(f"{now()} f5.7 caught {name(e)}")
    return 7

async def s4_f9():
    say(f"{now()} f9.1 barrier {await B.wait()}")
    return 9

async def s4_f11():
    say(f"{now()} f11.1 local {V.get()}")
    return 11

async def s4_f12():
    r = await gather(T[1], T[1])
    say(f"{now()} f12.1 gathered 1 1: {r[0]} {r[1]}")
    return 12

async def s4_f10():
    say(f"{now()} f10.1 shield s4_f11: {await shield(s4_f11())}")
    say(f"{now()} f10.2 eager s4_f12: {await create_eager_task(s4_f12())}")
    return 12

async def s4_f13():
    say(f"{now()} f13.1 local {V.get()}")
    try:
        async with timeout(3) as h0:
            E[0].clear()
            say(f"{now()} f13.2 task_done {task_done()}")
    except TimeoutError:
        say(f"{now()} f13.3 timed out")
    return 13

async def s4_f8():
    try:
        try:
            async with timeout(0) as h0:
                say(f"{now()} f8.1 shield s4_f9: {await shield(s4_f9())}")
        except TimeoutError:
            say(f"{now()} f8.2 timed out")
        u = gather(s4_f10(), s4_f13())
        call_later(0, u.cancel)
        r = await u
        say(f"{now()} f8.3 gather: {r[0]} {r[1]}")
    except Exception as e:
        say(f"{now()} f8.4 caught {name(e)}")
    return 13

async def s4_t0():
    say(f"{now()} t0.1 begins")
    u = shield(s4_f1())
    call_later(0, u.cancel)
    say(f"{now()} t0.2 done {int(u.done())}")
    say(f"{now()} t0.3 shield: {await u}")
    async with S:
        say(f"{now()} t0.4 semaphore")
        say(f"{now()} t0.5 cancels future 2: {int(F[2].cancel())}")
    say(f"{now()} t0.6 ends")
    return 100

async def s4_t1():
    say(f"{now()} t1.1 begins")
    say(f"{now()} t1.2 barrier {await B.wait()}")
    say(f"{now()} t1.3 shield s4_f4: {await shield(s4_f4())}")
    say(f"{now()} t1.4 ends")
    return 101

async def s4_t2():
    say(f"{now()} t2.1 begins")
    say(f"{now()} t2.2 shield s4_f5: {await shield(s4_f5())}")
    say(f"{now()} t2.3 task_done {task_done()}")
    say(f"{now()} t2.4 ends")
    return 102

async def s4_t3():
    say(f"{now()} t3.1 begins")
    say(f"{now()} t3.2 shield s4_f8: {await shield(s4_f8())}")
    try:
        async with timeout(5) as h0:
            r = await gather(T[0], T[2])
            say(f"{now()} t3.3 gathered 0 2: {r[0]} {r[1]}")
            say(f"{now()} t3.4 task_done {task_done()}")
    except TimeoutError:
        say(f"{now()} t3.5 timed out")
    say(f"{now()} t3.6 wait FIRST_EXCEPTION: {await wait(T[:3], FIRST_EXCEPTION, 5)}")
    await wait_for(Q.get(), 5)
    say(f"{now()} t3.7 Q.get() in time")
    r = await gather(T[1], T[0])
    say(f"{now()} t3.8 gathered 1 0: {r[0]} {r[1]}")
    say(f"{now()} t3.9 ends")
    return 103

async def s4_t4():
    say(f"{now()} t4.1 begins")
    try:
        say(f"{now()} t4.2 barrier {await B.wait()}")
    except Exception as e:
        say(f"{now()} t4.3 caught {name(e)}")
    say(f"{now()} t4.4 wait FIRST_COMPLETED: {await wait(T[:4], FIRST_COMPLETED, None)}")
    say(f"{now()} t4.5 cancels future 1: {int(F[1].cancel())}")
    say(f"{now()} t4.6 uncancel: {current_task().uncancel()}")
    say(f"{now()} t4.7 task_done {task_done()}")
    say(f"{now()} t4.8 ends")
    return 104

async def s4_t5():
    say(f"{now()} t5.1 begins")
    say(f"{now()} t5.2 put_nowait 4: {put_nowait(4)}")
    await wait_for(E[0].wait(), 0)
    say(f"{now()} t5.3 E[0].wait() in time")
    say(f"{now()} t5.4 ends")
    return 105


async def s4_main():
    await scenario(Queue(2), [s4_t0, s4_t1, s4_t2, s4_t3, s4_t4, s4_t5])

async def s5_f2():
    S.release()
    say(f"{now()} f2.1 locked {int(S.locked())}")
    return 2

async def s5_f1():
    say(f"{now()} f1.1 shield s5_f2: {await shield(s5_f2())}")
    return 2

async def s5_f4():
    if True: raise E2
    async with aclosing(completed(T[:1])) as g:
        async for x in g:
            say(f"{now()} f4.1 completed {outcome(x)}")
    if True: raise E2
    return 4

async def s5_f3():
    say(f"{now()} f3.1 shield s5_f4: {await shield(s5_f4())}")
    E[1].set()
    say(f"{now()} f3.2 set 1")
    try:
        await wait_for(Q.put(1), 3)
        say(f"{now()} f3.3 Q.put(1) in time")
        async with aclosing(completed(T[:1])) as g:
            async for x in g:
                say(f"{now()} f3.4 completed {outcome(x)}")
    except Exception as e:
        say(f"{now()} f3.5 caught {name(e)}")
    return 4

async def s5_f6():
    try:
        async with aclosing(completed(T[:4])) as g:
            async for x in g:
                say(f"{now()} f6.1 completed {outcome(x)}")
    except Exception as e:
        say(f"{now()} f6.2 caught {name(e)}")
    call_soon(called, "f6.3 called")
    if True: raise E1
    return 6

async def s5_f5():
    kept.append(create_eager_task(s5_f6()))
    return 6

async def s5_f8():
    say(f"{now()} f8.1 uncancel: {current_task().uncancel()}")
    say(f"{now()} f8.2 future 1 in time: {await wait_for(F[1], 10)}")
    return 8

async def s5_f10():
    call_soon(called, "f10.1 called")
    return 10

async def s5_f9():
    kept.append(create_task(s5_f10()))
    return 10

async def s5_f7():
    u = gather(s5_f8(), s5_f9())
    call_later(0, u.cancel)
    say(f"{now()} f7.1 done {int(u.done())}")
    r = await u
    say(f"{now()} f7.2 gather: {r[0]} {r[1]}")
    call_soon(called, "f7.3 called")
    return 10

async def s5_f11():
    say(f"{now()} f11.1 sets future 2: {set_future(2, 9)}")
    if True: raise E2
    return 11

async def s5_f12():
    try:
        await wait_for(B.wait(), 10)
        say(f"{now()} f12.1 B.wait() in time")
        await Q.join()
        say(f"{now()} f12.2 joined")
        async with aclosing(completed(T[:4])) as g:
            async for x in g:
                say(f"{now()} f12.3 completed {outcome(x)}")
    except Exception as e:
        say(f"{now()} f12.4 caught {name(e)}")
    try:
        if True: raise E1
        say(f"{now()} f12.5 cancelling: {current_task().cancelling()}")
        say(f"{now()} f12.6 uncancel: {current_task().uncancel()}")
    except Exception as e:
        say(f"{now()} f12.7 caught {name(e)}")
    say(f"{now()} f12.8 put_nowait 3: {put_nowait(3)}")
    return 12

async def s5_t0():
    say(f"{now()} t0.1 begins")
    say(f"{now()} t0.2 uncancel: {current_task().uncancel()}")
    try:
        try:
            try:
                async with timeout(3) as h0:
                    E[1].set()
                    say(f"{now()} t0.3 set 1")
                    try:
                        async with timeout(0) as h1:
                            call_soon(called, "t0.4 called")
                    except TimeoutError:
                        say(f"{now()} t0.5 timed out")
            except TimeoutError:
                say(f"{now()} t0.6 timed out")
            if True: raise E2
            S.release()
            say(f"{now()} t0.7 locked {int(S.locked())}")
        except Exception as e:
            say(f"{now()} t0.8 caught {name(e)}")
        try:
            call_soon(called, "t0.9 called")
        except Exception as e:
            say(f"{now()} t0.10 caught {name(e)}")
    except Exception as e:
        say(f"{now()} t0.11 caught {name(e)}")
    say(f"{now()} t0.12 ends")
    return 100

async def s5_t1():
    say(f"{now()} t1.1 begins")
    say(f"{now()} t1.2 cancelling: {current_task().cancelling()}")
    try:
        async with aclosing(completed(T[:1])) as g:
            async for x in g:
                say(f"{now()} t1.3 completed {outcome(x)}")
                break
    except Exception as e:
        say(f"{now()} t1.4 caught {name(e)}")
    try:
        async with timeout(10) as h0:
            try:
                async with timeout(5) as h1:
                    u = gather(s5_f1(), s5_f3())
                    r = await u
                    say(f"{now()} t1.5 gather: {r[0]} {r[1]}")
            except TimeoutError:
                say(f"{now()} t1.6 timed out")
            say(f"{now()} t1.7 future 0 in time: {await wait_for(F[0], 1)}")
    except TimeoutError:
        say(f"{now()} t1.8 timed out")
    say(f"{now()} t1.9 ends")
    return 101

async def s5_t2():
    say(f"{now()} t2.1 begins")
    say(f"{now()} t2.2 cancelling: {current_task().cancelling()}")
    try:
        say(f"{now()} t2.3 future 2 in time: {await wait_for(F[2], 5)}")
    except Exception as e:
        say(f"{now()} t2.4 caught {name(e)}")
    async with aclosing(completed(T[:2])) as g:
        async for x in g:
            say(f"{now()} t2.5 completed {outcome(x)}")
    say(f"{now()} t2.6 ends")
    return 102

async def s5_t3():
    say(f"{now()} t3.1 begins")
    await wait_for(Q.get(), 1)
    say(f"{now()} t3.2 Q.get() in time")
    try:
        async with timeout(10) as h0:
            say(f"{now()} t3.3 put_nowait 2: {put_nowait(2)}")
    except TimeoutError:
        say(f"{now()} t3.4 timed out")
    say(f"{now()} t3.5 ends")
    return 103

async def s5_t4():
    say(f"{now()} t4.1 begins")
    u = gather(s5_f5(), s5_f7())
    call_later(5, u.cancel)
    r = await u
    say(f"{now()} t4.2 gather: {r[0]} {r[1]}")
    kept.append(create_eager_task(s5_f11()))
    try:
        try:
            async with timeout(0) as h0:
                try:
                    async with timeout(5) as h1:
                        say(f"{now()} t4.3 cancels future 1: {int(F[1].cancel())}")
                except TimeoutError:
                    say(f"{now()} t4.4 timed out")
                try:
                    try:
                        async with aclosing(completed(T[:4])) as g:
                            async for x in g:
                                say(f"{now()} t4.5 completed {outcome(x)}")
                        S.release()
                        say(f"{now()} t4.6 locked {int(S.locked())}")
                        await Q.join()
                        say(f"{now()} t4.7 joined")
                    except Exception as e:
                        say(f"{now()} t4.8 caught {name(e)}")
                except Exception as e:
                    say(f"{now()} t4.9 caught {name(e)}")
        except TimeoutError:
            say(f"{now()} t4.10 timed out")
        try:
            async with timeout(10) as h0:
                await wait_for(E[0].wait(), 1)
                say(f"{now()} t4.11 E[0].wait() in time")
                say(f"{now()} t4.12 wait_for s5_f12: {await wait_for(s5_f12(), 1)}")
        except TimeoutError:
            say(f"{now()} t4.13 timed out")
    except Exception as e:
        say(f"{now()} t4.14 caught {name(e)}")
    try:
        async with timeout(0) as h0:
            say(f"{now()} t4.15 uncancel: {current_task().uncancel()}")
            try:
                async with timeout(1) as h1:
                    try:
                        try:
                            async with timeout(5) as h2:
                                say(f"{now()} t4.16 future 0 in time: {await wait_for(F[0], 5)}")
                        except TimeoutError:
                            say(f"{now()} t4.17 timed out")
                        try:
                            async with timeout(5) as h2:
                                await wait_for(B.wait(), 10)
                                say(f"{now()} t4.18 B.wait() in time")
                        except TimeoutError:
                            say(f"{now()} t4.19 timed out")
                        E[0].set()
                        say(f"{now()} t4.20 set 0")
                    except Exception as e:
                        say(f"{now()} t4.21 caught {name(e)}")
            except TimeoutError:
                say(f"{now()} t4.22 timed out")
    except TimeoutError:
        say(f"{now()} t4.23 timed out")
    say(f"{now()} t4.24 ends")
    return 104

async def s5_t5():
    say(f"{now()} t5.1 begins")
    say(f"{now()} t5.2 future 1 in time: {await wait_for(F[1], 1)}")
    if True: raise E2
    try:
        async with timeout(3) as h0:
            try:
                async with timeout(3) as h1:
                    try:
                        async with timeout(10) as h2:
                            call_soon(called, "t5.3 called")
                    except TimeoutError:
                        say(f"{now()} t5.4 timed out")
            except TimeoutError:
                say(f"{now()} t5.5 timed out")
            say(f"{now()} t5.6 future 2 in time: {await wait_for(F[2], 5)}")
    except TimeoutError:
        say(f"{now()} t5.7 timed out")
    try:
        say(f"{now()} t5.8 put_nowait 4: {put_nowait(4)}")
        async with aclosing(completed(T[:5])) as g:
            async for x in g:
                say(f"{now()} t5.9 completed {outcome(x)}")
                break
        async with aclosing(completed(T[:5])) as g:
            async for x in g:
                say(f"{now()} t5.10 completed {outcome(x)}")
                break
    except Exception as e:
        say(f"{now()} t5.11 caught {name(e)}")
    say(f"{now()} t5.12 ends")
    return 105


async def s5_main():
    await scenario(LifoQueue(2), [s5_t0, s5_t1, s5_t2, s5_t3, s5_t4, s5_t5])

async def s6_f1():
    call_later(10, T[2].cancel)
    say(f"{now()} f1.1 cancels 0: {int(T[0].cancel())}")
    return 1

async def s6_f2():
    async with C: C.notify_all()
    return 2

async def s6_f3():
    say(f"{now()} f3.1 got {await Q.get()}")
    say(f"{now()} f3.2 put_nowait 1: {put_nowait(1)}")
    return 3

async def s6_f4():
    async with S:
        say(f"{now()} f4.1 semaphore")
        say(f"{now()} f4.2 got {await Q.get()}")
        async with S:
            say(f"{now()} f4.3 semaphore")
            T[1].add_done_callback(lambda t: say(now(), "f4.4 callback", outcome(t)))
            await sleep(0)
            say(f"{now()} f4.5 slept 0")
    say(f"{now()} f4.6 cancels 0: {int(T[0].cancel())}")
    call_later(3, T[5].cancel)
    return 4

async def s6_f6():
    async with S:
        say(f"{now()} f6.1 semaphore")
        call_later(10, called, "f6.2 called")
        say(f"{now()} f6.3 cancels 5: {int(T[5].cancel())}")
    return 6

async def s6_f8():
    await sleep(0)
    say(f"{now()} f8.1 slept 0")
    await sleep(0)
    say(f"{now()} f8.2 slept 0")
    say(f"{now()} f8.3 cancels 4: {int(T[4].cancel())}")
    return 8

async def s6_f9():
    E[1].set()
    say(f"{now()} f9.1 set 1")
    return 9

async def s6_f7():
    r = await gather(s6_f8(), s6_f9(), return_exceptions=True)
    say(f"{now()} f7.1 collected {either(r[0])} {either(r[1])}")
    async with S:
        say(f"{now()} f7.2 semaphore")
        async with C: C.notify_all()
    T[0].add_done_callback(lambda t: say(now(), "f7.3 callback", outcome(t)))
    return 9

async def s6_f5():
    r = await gather(s6_f6(), s6_f7(), return_exceptions=True)
    say(f"{now()} f5.1 collected {either(r[0])} {either(r[1])}")
    async with S:
        say(f"{now()} f5.2 semaphore")
        async with S:
            say(f"{now()} f5.3 semaphore")
            T[0].add_done_callback(lambda t: say(now(), "f5.4 callback", outcome(t)))
            say(f"{now()} f5.5 uncancel: {current_task().uncancel()}")
        await sleep(0)
        say(f"{now()} f5.6 slept 0")
    return 9

async def s6_f10():
    async with S:
        say(f"{now()} f10.1 semaphore")
        async with S:
            say(f"{now()} f10.2 semaphore")
            async with C: C.notify_all()
        E[0].set()
        say(f"{now()} f10.3 set 0")
    call_later(0, E[1].set)
    say(f"{now()} f10.4 got {await Q.get()}")
    return 10

async def s6_f11():
    async with S:
        say(f"{now()} f11.1 semaphore")
        say(f"{now()} f11.2 put_nowait 3: {put_nowait(3)}")
        say(f"{now()} f11.3 got {await Q.get()}")
    async with S:
        say(f"{now()} f11.4 semaphore")
        await sleep(0)
        say(f"{now()} f11.5 slept 0")
        say(f"{now()} f11.6 cancels 1: {int(T[1].cancel())}")
    return 11

async def s6_f12():
    async with S:
        say(f"{now()} f12.1 semaphore")
        async with S:
            say(f"{now()} f12.2 semaphore")
            call_later(1, called, "f12.3 called")
    F[2].add_done_callback(lambda f: say(now(), "f12.4 callback"))
    return 12

async def s6_f13():
    say(f"{now()} f13.1 cancels 5: {int(T[5].cancel())}")
    async with S:
        say(f"{now()} f13.2 semaphore")
        async with S:
            say(f"{now()} f13.3 semaphore")
            say(f"{now()} f13.4 got {await Q.get()}")
            say(f"{now()} f13.5 cancels 0: {int(T[0].cancel())}")
    say(f"{now()} f13.6 cancels 5: {int(T[5].cancel())}")
    return 13

async def s6_t0():
    say(f"{now()} t0.1 begins")
    async with S:
        say(f"{now()} t0.2 semaphore")
        await sleep(0)
        say(f"{now()} t0.3 slept 0")
    async with S:
        say(f"{now()} t0.4 semaphore")
        async with S:
            say(f"{now()} t0.5 semaphore")
            async with S:
                say(f"{now()} t0.6 semaphore")
                E[0].set()
                say(f"{now()} t0.7 set 0")
                async with TaskGroup() as g:
                    g.create_task(s6_f1())
                    g.create_task(s6_f2())
                    g.create_task(s6_f3())
                    say(f"{now()} t0.8 in group")
                say(f"{now()} t0.9 group ends")
        u = gather(s6_f4(), s6_f5())
        call_later(1, u.cancel)
        say(f"{now()} t0.10 done {int(u.done())}")
        r = await u
        say(f"{now()} t0.11 gather: {r[0]} {r[1]}")
    async with C: C.notify_all()
    say(f"{now()} t0.12 got {await Q.get()}")
    say(f"{now()} t0.13 ends")
    return 100

async def s6_t1():
    say(f"{now()} t1.1 begins")
    say(f"{now()} t1.2 cancels 4: {int(T[4].cancel())}")
    async with S:
        say(f"{now()} t1.3 semaphore")
        call_later(5, E[0].set)
        say(f"{now()} t1.4 cancels 4: {int(T[4].cancel())}")
    say(f"{now()} t1.5 ends")
    return 101

async def s6_t2():
    say(f"{now()} t2.1 begins")
    say(f"{now()} t2.2 cancels 2: {int(T[2].cancel())}")
    await sleep(0)
    say(f"{now()} t2.3 slept 0")
    say(f"{now()} t2.4 ends")
    return 102

async def s6_t3():
    say(f"{now()} t3.1 begins")
    async with aclosing(completed(T[:3])) as g:
        async for x in g:
            say(f"{now()} t3.2 completed {outcome(x)}")
    async with C: C.notify_all()
    async with S:
        say(f"{now()} t3.3 semaphore")
        say(f"{now()} t3.4 put_nowait 2: {put_nowait(2)}")
    async with S:
        say(f"{now()} t3.5 semaphore")
        await sleep(0)
        say(f"{now()} t3.6 slept 0")
    await sleep(0)
    say(f"{now()} t3.7 slept 0")
    say(f"{now()} t3.8 ends")
    return 103

async def s6_t4():
    say(f"{now()} t4.1 begins")
    async with S:
        say(f"{now()} t4.2 semaphore")
        async with aclosing(completed(T[:4])) as g:
            async for x in g:
                say(f"{now()} t4.3 completed {outcome(x)}")
                break
    r = await gather(s6_f10(), s6_f11(), return_exceptions=True)
    say(f"{now()} t4.4 collected {either(r[0])} {either(r[1])}")
    say(f"{now()} t4.5 cancels 5: {int(T[5].cancel())}")
    say(f"{now()} t4.6 ends")
    return 104

async def s6_t5():
    say(f"{now()} t5.1 begins")
    u = gather(s6_f12(), s6_f13())
    call_later(0, u.cancel)
    r = await u
    say(f"{now()} t5.2 gather: {r[0]} {r[1]}")
    say(f"{now()} t5.3 cancels 4: {int(T[4].cancel())}")
    async with S:
        say(f"{now()} t5.4 semaphore")
        call_later(2, E[1].set)
        await sleep(0)
        say(f"{now()} t5.5 slept 0")
    async with S:
        say(f"{now()} t5.6 semaphore")
        await sleep(0)
        say(f"{now()} t5.7 slept 0")
    async with C: C.notify_all()
    say(f"{now()} t5.8 ends")
    return 105


async def s6_main():
    await scenario(Queue(2), [s6_t0, s6_t1, s6_t2, s6_t3, s6_t4, s6_t5])

batch(1, s1_main)
batch(2, s2_main)
batch(3, s3_main)
batch(4, s4_main)
batch(5, s5_main)
batch(6, s6_main)
