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


async def s1_f2():
    try:
        async with timeout(0) as h0:
            await S.acquire()
            say(f"{now()} f2.1 acquired")
            say(f"{now()} f2.2 future 1: {await F[1]}")
    except TimeoutError:
        say(f"{now()} f2.3 timed out")
    return 2

async def s1_f1():
    try:
        kept.append(create_task(s1_f2()))
    except Exception as e:
        say(f"{now()} f1.1 caught {name(e)}")
    call_later(1, E[1].set)
    say(f"{now()} f1.2 future 1 in time: {await wait_for(F[1], 0)}")
    return 2

async def s1_f3():
    await E[0].wait()
    say(f"{now()} f3.1 event 0")
    if True: raise E1
    return 3

async def s1_g6():
    yield 0
    await sleep(0)
    say(f"{now()} g6.1 slept 0")
    S.release()
    say(f"{now()} g6.2 locked {int(S.locked())}")
    yield 1
    yield 2
    async with C: C.notify_all()
    yield 3
    S.release()
    say(f"{now()} g6.3 locked {int(S.locked())}")
    say(f"{now()} g6.4 runs out")

async def s1_f5():
    async with aclosing(s1_g6()) as g:
        async for x in g:
            say(f"{now()} f5.1 item {x}")
            if x == 2: break
    say(f"{now()} f5.2 iterated")
    return 6

async def s1_f7():
    say(f"{now()} f7.1 task_done {task_done()}")
    return 7

async def s1_f8():
    call_later(10, T[0].cancel)
    return 8

async def s1_f9():
    say(f"{now()} f9.1 task 0: {await T[0]}")
    return 9

async def s1_f4():
    try:
        await E[0].wait()
        say(f"{now()} f4.1 event 0")
        async with TaskGroup() as g:
            g.create_task(s1_f5())
            g.create_task(s1_f7())
            g.create_task(s1_f8())
            say(f"{now()} f4.2 in group")
        say(f"{now()} f4.3 group ends")
    finally:
        say(f"{now()} f4.4 finally")
    try:
        say(f"{now()} f4.5 shield s1_f9: {await shield(s1_f9())}")
        try:
            async with timeout(1) as h0:
                say(f"{now()} f4.6 cancels future 0: {int(F[0].cancel())}")
        except TimeoutError:
            say(f"{now()} f4.7 timed out")
    finally:
        say(f"{now()} f4.8 finally")
    return 9

async def s1_f10():
    say(f"{now()} f10.1 task_done {task_done()}")
    say(f"{now()} f10.2 sets future 2: {set_future(2, 9)}")
    say(f"{now()} f10.3 sets future 2: {set_future(2, 9)}")
    return 10

async def s1_f12():
    await sleep(2)
    say(f"{now()} f12.1 slept 2")
    async with C: C.notify(3)
    say(f"{now()} f12.2 notified 3")
    return 12

async def s1_f11():
    u = shield(s1_f12())
    call_later(1, u.cancel)
    say(f"{now()} f11.1 done {int(u.done())}")
    say(f"{now()} f11.2 shield: {await u}")
    await sleep(1)
    say(f"{now()} f11.3 slept 1")
    return 12

async def s1_t0():
    say(f"{now()} t0.1 begins")
    async with TaskGroup() as g:
        g.create_task(s1_f1())
        g.create_task(s1_f3())
        say(f"{now()} t0.2 in group")
    say(f"{now()} t0.3 group ends")
    say(f"{now()} t0.4 task_done {task_done()}")
    say(f"{now()} t0.5 ends")
    return 100

async def s1_t1():
    say(f"{now()} t1.1 begins")
    say(f"{now()} t1.2 get_nowait: {get_nowait()}")
    await wait_for(S.acquire(), 5)
    say(f"{now()} t1.3 S.acquire() in time")
    u = shield(s1_f4())
    call_later(0, u.cancel)
    say(f"{now()} t1.4 done {int(u.done())}")
    say(f"{now()} t1.5 shield: {await u}")
    say(f"{now()} t1.6 sets error 1: {set_future_error(1)}")
    call_later(2, called, "t1.7 called")
    say(f"{now()} t1.8 ends")
    return 101

async def s1_t2():
    say(f"{now()} t2.1 begins")
    async with S:
        say(f"{now()} t2.2 semaphore")
        try:
            try:
                async with L[1]:
                    say(f"{now()} t2.3 locked 1")
                    await sleep(0)
                    say(f"{now()} t2.4 slept 0")
                say(f"{now()} t2.5 s1_f10 gave {await s1_f10()}")
            except Exception as e:
                say(f"{now()} t2.6 caught {name(e)}")
            kept.append(create_task(s1_f11()))
        except CancelledError:
            say(f"{now()} t2.7 cleans up")
            say(f"{now()} t2.8 task 0: {await T[0]}")
            raise
        say(f"{now()} t2.9 future 2: {await F[2]}")
    say(f"{now()} t2.10 get_nowait: {get_nowait()}")
    say(f"{now()} t2.11 ends")
    return 102

async def s1_t3():
    say(f"{now()} t3.1 begins")
    if True: raise E2
    V.set(1)
    try:
        async with timeout(3) as h0:
            async with L[1]:
                say(f"{now()} t3.2 locked 1")
                await S.acquire()
                say(f"{now()} t3.3 acquired")
                say(f"{now()} t3.4 sets error 0: {set_future_error(0)}")
    except TimeoutError:
        say(f"{now()} t3.5 timed out")
    async with S:
        say(f"{now()} t3.6 semaphore")
        try:
            if True: raise E1
            await wait_for(S.acquire(), 1)
            say(f"{now()} t3.7 S.acquire() in time")
        except CancelledError:
            say(f"{now()} t3.8 cleans up")
            say(f"{now()} t3.9 local {V.get()}")
            raise
    await Q.put(2)
    say(f"{now()} t3.10 put 2")
    say(f"{now()} t3.11 ends")
    return 103

async def s1_t4():
    say(f"{now()} t4.1 begins")
    say(f"{now()} t4.2 cancelling: {current_task().cancelling()}")
    async with C: C.notify_all()
    try:
        async with timeout(0) as h0:
            async with L[1]:
                say(f"{now()} t4.3 locked 1")
                try:
                    say(f"{now()} t4.4 get_nowait: {get_nowait()}")
                except Exception as e:
                    say(f"{now()} t4.5 caught {name(e)}")
            say(f"{now()} t4.6 local {V.get()}")
    except TimeoutError:
        say(f"{now()} t4.7 timed out")
    say(f"{now()} t4.8 ends")
    return 104

async def s1_t5():
    say(f"{now()} t5.1 begins")
    try:
        async with timeout(1) as h0:
            await S.acquire()
            say(f"{now()} t5.2 acquired")
    except TimeoutError:
        say(f"{now()} t5.3 timed out")
    try:
        async with timeout(10) as h0:
            await sleep(0)
            say(f"{now()} t5.4 slept 0")
            if True: raise E2
    except TimeoutError:
        say(f"{now()} t5.5 timed out")
    say(f"{now()} t5.6 cancels 0: {int(T[0].cancel())}")
    say(f"{now()} t5.7 ends")
    return 105


async def s1_main():
    await scenario(Queue(2), [s1_t0, s1_t1, s1_t2, s1_t3, s1_t4, s1_t5])

async def s2_f1():
    say(f"{now()} f1.1 got {await Q.get()}")
    async with L[0]:
        say(f"{now()} f1.2 locked 0")
        say(f"{now()} f1.3 uncancel: {current_task().uncancel()}")
        say(f"{now()} f1.4 put_nowait 1: {put_nowait(1)}")
    return 1

async def s2_f4():
    say(f"{now()} f4.1 task_done {task_done()}")
    return 4

async def s2_f6():
    say(f"{now()} f6.1 task 0: {await T[0]}")
    async with C: C.notify(3)
    say(f"{now()} f6.2 notified 3")
    return 6

async def s2_f5():
    S.release()
    say(f"{now()} f5.1 locked {int(S.locked())}")
    say(f"{now()} f5.2 wait_for s2_f6: {await wait_for(s2_f6(), 5)}")
    return 6

async def s2_f8():
    call_soon(called, "f8.1 called")
    say(f"{now()} f8.2 get_nowait: {get_nowait()}")
    async with C: C.notify_all()
    return 8

async def s2_f7():
    say(f"{now()} f7.1 shield s2_f8: {await shield(s2_f8())}")
    try:
        async with timeout(0) as h0:
            say(f"{now()} f7.2 future 0: {await F[0]}")
    except TimeoutError:
        say(f"{now()} f7.3 timed out")
    return 8

async def s2_g3():
    yield 0
    yield 1
    say(f"{now()} g3.1 task s2_f4: {await create_task(s2_f4())}")
    yield 2
    v2 = [-1] * 3
    async with TaskGroup() as g:
        v2[0] = g.create_task(s2_f5())
        v2[1] = g.create_task(s2_f7())
        try:
            say(f"{now()} g3.2 cancels 0: {int(T[0].cancel())}")
            await sleep(0)
            say(f"{now()} g3.3 slept 0")
        except CancelledError:
            say(f"{now()} g3.4 uncancel: {current_task().uncancel()}")
    say(f"{now()} g3.5 result 0: {result(v2[0])}")
    say(f"{now()} g3.6 result 1: {result(v2[1])}")
    say(f"{now()} g3.7 got {await Q.get()}")
    yield 3
    say(f"{now()} g3.8 cancelling: {current_task().cancelling()}")
    say(f"{now()} g3.9 sets error 0: {set_future_error(0)}")
    say(f"{now()} g3.10 runs out")

async def s2_f2():
    say(f"{now()} f2.1 uncancel: {current_task().uncancel()}")
    async with aclosing(s2_g3()) as g:
        async for x in g:
            say(f"{now()} f2.2 item {x}")
            E[1].set()
            say(f"{now()} f2.3 set 1")
    say(f"{now()} f2.4 iterated")
    return 8

async def s2_g9():
    yield 0
    await Q.put(4)
    say(f"{now()} g9.1 put 4")
    say(f"{now()} g9.2 runs out")

async def s2_f10():
    E[1].clear()
    return 10

async def s2_f12():
    say(f"{now()} f12.1 task 1: {await T[1]}")
    return 12

async def s2_f11():
    try:
        say(f"{now()} f11.1 wait FIRST_COMPLETED: {await wait(T[:2], FIRST_COMPLETED, 5)}")
        say(f"{now()} f11.2 cancels future 0: {int(F[0].cancel())}")
    except CancelledError:
        say(f"{now()} f11.3 swallows")
    try:
        async with timeout(0) as h0:
            say(f"{now()} f11.4 wait_for s2_f12: {await wait_for(s2_f12(), 2)}")
    except TimeoutError:
        say(f"{now()} f11.5 timed out")
    return 12

async def s2_t0():
    say(f"{now()} t0.1 begins")
    async with C: C.notify(2)
    say(f"{now()} t0.2 notified 2")
    await B.reset()
    say(f"{now()} t0.3 barrier {B.n_waiting}")
    say(f"{now()} t0.4 ends")
    return 100

async def s2_t1():
    say(f"{now()} t1.1 begins")
    say(f"{now()} t1.2 task_done {task_done()}")
    call_later(0, E[1].set)
    v3 = [-1] * 3
    async with TaskGroup() as g:
        v3[0] = g.create_task(s2_f1())
        v3[1] = g.create_task(s2_f2())
        async with aclosing(s2_g9()) as g:
            async for x in g:
                say(f"{now()} t1.3 item {x}")
                if x == 1: break
        say(f"{now()} t1.4 iterated")
    say(f"{now()} t1.5 result 0: {result(v3[0])}")
    say(f"{now()} t1.6 result 1: {result(v3[1])}")
    say(f"{now()} t1.7 ends")
    return 101

async def s2_t2():
    say(f"{now()} t2.1 begins")
    r = await gather(s2_f10(), s2_f11())
    say(f"{now()} t2.2 gathered {r[0]} {r[1]}")
    async with L[0]:
        say(f"{now()} t2.3 locked 0")
        try:
            async with S:
                say(f"{now()} t2.4 semaphore")
                try:
                    say(f"{now()} t2.5 future 2: {await F[2]}")
                    call_later(0, T[3].cancel)
                except Exception as e:
                    say(f"{now()} t2.6 caught {name(e)}")
        finally:
            say(f"{now()} t2.7 finally")
    say(f"{now()} t2.8 ends")
    return 102

async def s2_t3():
    say(f"{now()} t3.1 begins")
    await B.reset()
    say(f"{now()} t3.2 barrier {B.n_waiting}")
    try:
        E[1].set()
        say(f"{now()} t3.3 set 1")
        say(f"{now()} t3.4 uncancel: {current_task().uncancel()}")
    except Exception as e:
        say(f"{now()} t3.5 caught {name(e)}")
    say(f"{now()} t3.6 ends")
    return 103

async def s2_t4():
    say(f"{now()} t4.1 begins")
    await E[0].wait()
    say(f"{now()} t4.2 event 0")
    r = await gather(T[0], T[3])
    say(f"{now()} t4.3 gathered 0 3: {r[0]} {r[1]}")
    say(f"{now()} t4.4 future 0 in time: {await wait_for(F[0], 0)}")
    try:
        async with timeout(0) as h0:
            async with C:
                await C.wait()
                say(f"{now()} t4.5 notified")
                E[1].clear()
    except TimeoutError:
        say(f"{now()} t4.6 timed out")
    say(f"{now()} t4.7 ends")
    return 104

async def s2_t5():
    say(f"{now()} t5.1 begins")
    async with L[0]:
        say(f"{now()} t5.2 locked 0")
        say(f"{now()} t5.3 shielded 0 in time: {await wait_for(shield(T[0]), 0)}")
        await sleep(10)
        say(f"{now()} t5.4 slept 10")
    await Q.put(5)
    say(f"{now()} t5.5 put 5")
    try:
        say(f"{now()} t5.6 local {V.get()}")
        if True: raise E2
    finally:
        say(f"{now()} t5.7 finally")
    say(f"{now()} t5.8 cancels future 2: {int(F[2].cancel())}")
    say(f"{now()} t5.9 cancels 4: {int(T[4].cancel())}")
    say(f"{now()} t5.10 ends")
    return 105


async def s2_main():
    await scenario(Queue(2), [s2_t0, s2_t1, s2_t2, s2_t3, s2_t4, s2_t5])

async def s3_f1():
    try:
        say(f"{now()} f1.1 cancels 1: {int(T[1].cancel())}")
        async with C: C.notify(1)
        say(f"{now()} f1.2 notified 1")
    finally:
        say(f"{now()} f1.3 finally")
    return 1

async def s3_f2():
    say(f"{now()} f2.1 cancelling: {current_task().cancelling()}")
    V.set(1)
    return 2

async def s3_f3():
    call_soon(called, "f3.1 called")
    T[5].add_done_callback(lambda t: say(now(), "f3.2 callback", outcome(t)))
    say(f"{now()} f3.3 barrier {await B.wait()}")
    return 3

async def s3_f4():
    async with L[0]:
        say(f"{now()} f4.1 locked 0")
        try:
            async with timeout(5) as h0:
                async with L[1]:
                    say(f"{now()} f4.2 locked 1")
                    say(f"{now()} f4.3 cancelling: {current_task().cancelling()}")
                    say(f"{now()} f4.4 cancelling: {current_task().cancelling()}")
                S.release()
                say(f"{now()} f4.5 locked {int(S.locked())}")
        except TimeoutError:
            say(f"{now()} f4.6 timed out")
    say(f"{now()} f4.7 task_done {task_done()}")
    say(f"{now()} f4.8 sets error 1: {set_future_error(1)}")
    return 4

async def s3_f5():
    S.release()
    say(f"{now()} f5.1 locked {int(S.locked())}")
    await B.reset()
    say(f"{now()} f5.2 barrier {B.n_waiting}")
    return 5

async def s3_f8():
    await sleep(0)
    say(f"{now()} f8.1 slept 0")
    E[1].clear()
    return 8

async def s3_f7():
    kept.append(create_task(s3_f8()))
    return 8

async def s3_f6():
    T[0].add_done_callback(lambda t: say(now(), "f6.1 callback", outcome(t)))
    await sleep(0)
    say(f"{now()} f6.2 slept 0")
    try:
        say(f"{now()} f6.3 shield s3_f7: {await shield(s3_f7())}")
        F[0].add_done_callback(lambda f: say(now(), "f6.4 callback"))
    except Exception as e:
        say(f"{now()} f6.5 caught {name(e)}")
    return 8

async def s3_g10():
    yield 0
    if True: raise E2
    if True: raise E2
    say(f"{now()} g10.1 runs out")

async def s3_g9():
    yield 0
    say(f"{now()} g9.1 cancels 2: {int(T[2].cancel())}")
    yield 1
    call_later(1, E[1].set)
    try:
        async with timeout(3) as h0:
            async with aclosing(s3_g10()) as g:
                async for x in g:
                    say(f"{now()} g9.2 item {x}")
                    if x == 2: break
                    await sleep(0)
                    say(f"{now()} g9.3 slept 0")
            say(f"{now()} g9.4 iterated")
    except TimeoutError:
        say(f"{now()} g9.5 timed out")
    say(f"{now()} g9.6 runs out")

async def s3_f12():
    async with L[1]:
        say(f"{now()} f12.1 locked 1")
        call_soon(called, "f12.2 called")
    return 12

async def s3_f13():
    await wait_for(Q.put(3), 0)
    say(f"{now()} f13.1 Q.put(3) in time")
    return 13

async def s3_g11():
    yield 0
    async with L[1]:
        say(f"{now()} g11.1 locked 1")
        try:
            async with C: C.notify_all()
        finally:
            say(f"{now()} g11.2 finally")
    r = await gather(s3_f12(), s3_f13())
    say(f"{now()} g11.3 gathered {r[0]} {r[1]}")
    yield 1
    yield 2
    say(f"{now()} g11.4 runs out")

async def s3_t0():
    say(f"{now()} t0.1 begins")
    await B.reset()
    say(f"{now()} t0.2 barrier {B.n_waiting}")
    try:
        try:
            u = gather(s3_f1(), s3_f2())
            say(f"{now()} t0.3 done {int(u.done())}")
            r = await u
            say(f"{now()} t0.4 gather: {r[0]} {r[1]}")
            try:
                async with C: C.notify(2)
                say(f"{now()} t0.5 notified 2")
            except Exception as e:
                say(f"{now()} t0.6 caught {name(e)}")
            say(f"{now()} t0.7 shield s3_f3: {await shield(s3_f3())}")
        except Exception as e:
            say(f"{now()} t0.8 caught {name(e)}")
        async with C: C.notify_all()
    except Exception as e:
        say(f"{now()} t0.9 caught {name(e)}")
    async with C: C.notify_all()
    say(f"{now()} t0.10 ends")
    return 100

async def s3_t1():
    say(f"{now()} t1.1 begins")
    try:
        async with S:
            say(f"{now()} t1.2 semaphore")
            E[0].set()
            say(f"{now()} t1.3 set 0")
    except Exception as e:
        say(f"{now()} t1.4 caught {name(e)}")
    say(f"{now()} t1.5 cancelling: {current_task().cancelling()}")
    v2 = [-1] * 3
    async with TaskGroup() as g:
        v2[0] = g.create_task(s3_f4())
        v2[1] = g.create_task(s3_f5())
        E[0].clear()
    say(f"{now()} t1.6 result 0: {result(v2[0])}")
    say(f"{now()} t1.7 result 1: {result(v2[1])}")
    say(f"{now()} t1.8 shield s3_f6: {await shield(s3_f6())}")
    say(f"{now()} t1.9 ends")
    return 101

async def s3_t2():
    say(f"{now()} t2.1 begins")
    async with C:
        await C.wait()
        say(f"{now()} t2.2 notified")
        async with aclosing(s3_g9()) as g:
            async for x in g:
                say(f"{now()} t2.3 item {x}")
                if x == 1: break
        say(f"{now()} t2.4 iterated")
    call_later(1, T[4].cancel)
    async with aclosing(s3_g11()) as g:
        async for x in g:
            say(f"{now()} t2.5 item {x}")
    say(f"{now()} t2.6 iterated")
    try:
        async with timeout(1) as h0:
            V.set(4)
    except TimeoutError:
        say(f"{now()} t2.7 timed out")
    try:
        async with timeout(5) as h0:
            await sleep(0)
            say(f"{now()} t2.8 slept 0")
    except TimeoutError:
        say(f"{now()} t2.9 timed out")
    say(f"{now()} t2.10 ends")
    return 102

async def s3_t3():
    say(f"{now()} t3.1 begins")
    async with L[0]:
        say(f"{now()} t3.2 locked 0")
        say(f"{now()} t3.3 cancels 4: {int(T[4].cancel())}")
        say(f"{now()} t3.4 barrier {await B.wait()}")
    say(f"{now()} t3.5 cancelling: {current_task().cancelling()}")
    say(f"{now()} t3.6 ends")
    return 103

async def s3_t4():
    say(f"{now()} t4.1 begins")
    try:
        say(f"{now()} t4.2 cancelling: {current_task().cancelling()}")
        await sleep(3)
        say(f"{now()} t4.3 slept 3")
    except CancelledError:
        say(f"{now()} t4.4 uncancel: {current_task().uncancel()}")
    say(f"{now()} t4.5 cancelling: {current_task().cancelling()}")
    try:
        say(f"{now()} t4.6 shielded 2 in time: {await wait_for(shield(T[2]), 5)}")
    except Exception as e:
        say(f"{now()} t4.7 caught {name(e)}")
    await sleep(0)
    say(f"{now()} t4.8 slept 0")
    say(f"{now()} t4.9 ends")
    return 104

async def s3_t5():
    say(f"{now()} t5.1 begins")
    async with C:
        await C.wait()
        say(f"{now()} t5.2 notified")
        call_later(0, T[1].cancel)
    S.release()
    say(f"{now()} t5.3 locked {int(S.locked())}")
    try:
        say(f"{now()} t5.4 waited for 4: {await wait_for(T[4], 5)}")
        async with C: C.notify_all()
        await sleep(0)
        say(f"{now()} t5.5 slept 0")
    except Exception as e:
        say(f"{now()} t5.6 caught {name(e)}")
    say(f"{now()} t5.7 ends")
    return 105


async def s3_main():
    await scenario(Queue(2), [s3_t0, s3_t1, s3_t2, s3_t3, s3_t4, s3_t5])

async def s4_f2():
    T[0].add_done_callback(lambda t: say(now(), "f2.1 callback", outcome(t)))
    return 2

async def s4_f4():
    say(f"{now()} f4.1 uncancel: {current_task().uncancel()}")
    say(f"{now()} f4.2 cancelling: {current_task().cancelling()}")
    try:
        S.release()
        say(f"{now()} f4.3 locked {int(S.locked())}")
        if True: raise E2
    except Exception as e:
        say(f"{now()} f4.4 caught {name(e)}")
    return 4

async def s4_f6():
    say(f"{now()} f6.1 cancels future 0: {int(F[0].cancel())}")
    T[5].add_done_callback(lambda t: say(now(), "f6.2 callback", outcome(t)))
    return 6

async def s4_f5():
    say(f"{now()} f5.1 wait_for s4_f6: {await wait_for(s4_f6(), 10)}")
    try:
        async with timeout(0) as h0:
            call_later(1, E[1].set)
            say(f"{now()} f5.2 barrier {await B.wait()}")
    except TimeoutError:
        say(f"{now()} f5.3 timed out")
    try:
        T[4].add_done_callback(lambda t: say(now(), "f5.4 callback", outcome(t)))
    except CancelledError:
        say(f"{now()} f5.5 swallows")
    return 6

async def s4_f3():
    say(f"{now()} f3.1 cancels future 1: {int(F[1].cancel())}")
    u = gather(s4_f4(), s4_f5())
    call_later(0, u.cancel)
    say(f"{now()} f3.2 done {int(u.done())}")
    r = await u
    say(f"{now()} f3.3 gather: {r[0]} {r[1]}")
    return 6

async def s4_f1():
    v1 = [-1] * 3
    async with TaskGroup() as g:
        v1[0] = g.create_task(s4_f2())
        v1[1] = g.create_task(s4_f3())
        if True: raise E2
    say(f"{now()} f1.1 result 0: {result(v1[0])}")
    say(f"{now()} f1.2 result 1: {result(v1[1])}")
    return 6

async def s4_f8():
    say(f"{now()} f8.1 cancels 2: {int(T[2].cancel())}")
    if True: raise E1
    say(f"{now()} f8.2 got {await Q.get()}")
    return 8

async def s4_f11():
    call_later(0, T[1].cancel)
    say(f"{now()} f11.1 got {await Q.get()}")
    await sleep(10)
    say(f"{now()} f11.2 slept 10")
    return 11

async def s4_f10():
    say(f"{now()} f10.1 wait_for s4_f11: {await wait_for(s4_f11(), 1)}")
    try:
        say(f"{now()} f10.2 get_nowait: {get_nowait()}")
        say(f"{now()} f10.3 local {V.get()}")
    finally:
        say(f"{now()} f10.4 finally")
    return 11

async def s4_f12():
    await sleep(0)
    say(f"{now()} f12.1 slept 0")
    say(f"{now()} f12.2 future 0: {await F[0]}")
    return 12

async def s4_f13():
    await sleep(3)
    say(f"{now()} f13.1 slept 3")
    V.set(2)
    return 13

async def s4_f9():
    async with TaskGroup() as g:
        g.create_task(s4_f10())
        say(f"{now()} f9.1 in group")
        u = gather(s4_f12(), s4_f13())
        call_later(0, u.cancel)
        say(f"{now()} f9.2 done {int(u.done())}")
        r = await u
        say(f"{now()} f9.3 gather: {r[0]} {r[1]}")
    say(f"{now()} f9.4 group ends")
    say(f"{now()} f9.5 got {await Q.get()}")
    return 13

async def s4_f7():
    r = await gather(s4_f8(), s4_f9(), return_exceptions=True)
    say(f"{now()} f7.1 collected {either(r[0])} {either(r[1])}")
    return 13

async def s4_t0():
    say(f"{now()} t0.1 begins")
    r = await gather(s4_f1(), s4_f7(), return_exceptions=True)
    say(f"{now()} t0.2 collected {either(r[0])} {either(r[1])}")
    say(f"{now()} t0.3 barrier {await B.wait()}")
    F[1].add_done_callback(lambda f: say(now(), "t0.4 callback"))
    try:
        async with timeout(1) as h0:
            T[0].add_done_callback(lambda t: say(now(), "t0.5 callback", outcome(t)))
    except TimeoutError:
        say(f"{now()} t0.6 timed out")
    say(f"{now()} t0.7 ends")
    return 100

async def s4_t1():
    say(f"{now()} t1.1 begins")
    await wait_for(B.wait(), 5)
    say(f"{now()} t1.2 B.wait() in time")
    async with S:
        say(f"{now()} t1.3 semaphore")
        try:
            say(f"{now()} t1.4 get_nowait: {get_nowait()}")
            S.release()
            say(f"{now()} t1.5 locked {int(S.locked())}")
        except Exception as e:
            say(f"{now()} t1.6 caught {name(e)}")
    await Q.join()
    say(f"{now()} t1.7 joined")
    say(f"{now()} t1.8 ends")
    return 101

async def s4_t2():
    say(f"{now()} t2.1 begins")
    async with C:
        await C.wait()
        say(f"{now()} t2.2 notified")
        say(f"{now()} t2.3 cancels future 2: {int(F[2].cancel())}")
    async with L[0]:
        say(f"{now()} t2.4 locked 0")
        say(f"{now()} t2.5 cancels 4: {int(T[4].cancel())}")
        try:
            async with timeout(5) as h0:
                V.set(3)
        except TimeoutError:
            say(f"{now()} t2.6 timed out")
    async with C:
        await C.wait()
        say(f"{now()} t2.7 notified")
        call_later(10, T[3].cancel)
    say(f"{now()} t2.8 get_nowait: {get_nowait()}")
    await wait_for(E[0].wait(), 5)
    say(f"{now()} t2.9 E[0].wait() in time")
    say(f"{now()} t2.10 ends")
    return 102

async def s4_t3():
    say(f"{now()} t3.1 begins")
    async with S:
        say(f"{now()} t3.2 semaphore")
        await S.acquire()
        say(f"{now()} t3.3 acquired")
        async with S:
            say(f"{now()} t3.4 semaphore")
            async with L[1]:
                say(f"{now()} t3.5 locked 1")
                say(f"{now()} t3.6 local {V.get()}")
                say(f"{now()} t3.7 put_nowait 4: {put_nowait(4)}")
    r = await gather(T[0], T[2])
    say(f"{now()} t3.8 gathered 0 2: {r[0]} {r[1]}")
    say(f"{now()} t3.9 future 2 in time: {await wait_for(F[2], 2)}")
    call_later(5, E[1].set)
    say(f"{now()} t3.10 ends")
    return 103

async def s4_t4():
    say(f"{now()} t4.1 begins")
    say(f"{now()} t4.2 waited for 2: {await wait_for(T[2], 1)}")
    r = await gather(T[1], T[2])
    say(f"{now()} t4.3 gathered 1 2: {r[0]} {r[1]}")
    async with C: C.notify_all()
    say(f"{now()} t4.4 ends")
    return 104

async def s4_t5():
    say(f"{now()} t5.1 begins")
    say(f"{now()} t5.2 cancels 3: {int(T[3].cancel())}")
    call_soon(called, "t5.3 called")
    async with C: C.notify(1)
    say(f"{now()} t5.4 notified 1")
    say(f"{now()} t5.5 cancels 2: {int(T[2].cancel())}")
    say(f"{now()} t5.6 ends")
    return 105


async def s4_main():
    await scenario(Queue(2), [s4_t0, s4_t1, s4_t2, s4_t3, s4_t4, s4_t5])

async def s5_f2():
    say(f"{now()} f2.1 local {V.get()}")
    say(f"{now()} f2.2 cancelling: {current_task().cancelling()}")
    E[1].clear()
    return 2

async def s5_f3():
    await sleep(0)
    say(f"{now()} f3.1 slept 0")
    return 3

async def s5_f5():
    await wait_for(E[1].wait(), 1)
    say(f"{now()} f5.1 E[1].wait() in time")
    call_later(5, called, "f5.2 called")
    return 5

async def s5_f6():
    say(f"{now()} f6.1 get_nowait: {get_nowait()}")
    return 6

async def s5_f7():
    say(f"{now()} f7.1 future 1 in time: {await wait_for(F[1], 3)}")
    return 7

async def s5_f8():
    await B.reset()
    say(f"{now()} f8.1 barrier {B.n_waiting}")
    if True: raise E1
    say(f"{now()} f8.2 future 1: {await F[1]}")
    return 8

async def s5_f4():
    call_soon(called, "f4.1 called")
    say(f"{now()} f4.2 wait_for s5_f5: {await wait_for(s5_f5(), 0)}")
    async with TaskGroup() as g:
        g.create_task(s5_f6())
        g.create_task(s5_f7())
        g.create_task(s5_f8())
        say(f"{now()} f4.3 in group")
    say(f"{now()} f4.4 group ends")
    return 8

async def s5_g9():
    yield 0
    await wait_for(E[0].wait(), 1)
    say(f"{now()} g9.1 E[0].wait() in time")
    V.set(1)
    say(f"{now()} g9.2 runs out")

async def s5_f1():
    try:
        r = await gather(s5_f2(), s5_f3())
        say(f"{now()} f1.1 gathered {r[0]} {r[1]}")
        async with S:
            say(f"{now()} f1.2 semaphore")
            await S.acquire()
            say(f"{now()} f1.3 acquired")
    except CancelledError:
        say(f"{now()} f1.4 cleans up")
        say(f"{now()} f1.5 get_nowait: {get_nowait()}")
        raise
    async with C: C.notify(1)
    say(f"{now()} f1.6 notified 1")
    async with S:
        say(f"{now()} f1.7 semaphore")
        kept.append(create_task(s5_f4()))
        try:
            async with timeout(0) as h0:
                async with aclosing(s5_g9()) as g:
                    async for x in g:
                        say(f"{now()} f1.8 item {x}")
                        say(f"{now()} f1.9 future 2 in time: {await wait_for(F[2], 5)}")
                say(f"{now()} f1.10 iterated")
                say(f"{now()} f1.11 reschedule 10: {reschedule(h0, 10)} {int(h0.expired())}")
        except TimeoutError:
            say(f"{now()} f1.12 timed out")
    return 9

async def s5_f10():
    try:
        say(f"{now()} f10.1 future 1 in time: {await wait_for(F[1], 3)}")
        try:
            await S.acquire()
            say(f"{now()} f10.2 acquired")
        except Exception as e:
            say(f"{now()} f10.3 caught {name(e)}")
        await wait_for(Q.get(), 3)
        say(f"{now()} f10.4 Q.get() in time")
    except Exception as e:
        say(f"{now()} f10.5 caught {name(e)}")
    return 10

async def s5_f11():
    S.release()
    say(f"{now()} f11.1 locked {int(S.locked())}")
    return 11

async def s5_f12():
    say(f"{now()} f12.1 shielded 0 in time: {await wait_for(shield(T[0]), 3)}")
    await sleep(0)
    say(f"{now()} f12.2 slept 0")
    say(f"{now()} f12.3 barrier {await B.wait()}")
    return 12

async def s5_t0():
    say(f"{now()} t0.1 begins")
    await Q.join()
    say(f"{now()} t0.2 joined")
    say(f"{now()} t0.3 wait_for s5_f1: {await wait_for(s5_f1(), 3)}")
    async with C:
        await C.wait()
        say(f"{now()} t0.4 notified")
        say(f"{now()} t0.5 local {V.get()}")
    r = await gather(s5_f10(), s5_f11(), return_exceptions=True)
    say(f"{now()} t0.6 collected {either(r[0])} {either(r[1])}")
    say(f"{now()} t0.7 ends")
    return 100

async def s5_t1():
    say(f"{now()} t1.1 begins")
    call_later(0, called, "t1.2 called")
    u = shield(s5_f12())
    call_later(2, u.cancel)
    say(f"{now()} t1.3 shield: {await u}")
    call_later(2, called, "t1.4 called")
    say(f"{now()} t1.5 local {V.get()}")
    say(f"{now()} t1.6 ends")
    return 101

async def s5_t2():
    say(f"{now()} t2.1 begins")
    try:
        await Q.join()
        say(f"{now()} t2.2 joined")
        try:
            try:
                await Q.join()
                say(f"{now()} t2.3 joined")
            except Exception as e:
                say(f"{now()} t2.4 caught {name(e)}")
            say(f"{now()} t2.5 task 1: {await T[1]}")
        except CancelledError:
            say(f"{now()} t2.6 cleans up")
            await B.reset()
            say(f"{now()} t2.7 barrier {B.n_waiting}")
            raise
    except Exception as e:
        say(f"{now()} t2.8 caught {name(e)}")
    say(f"{now()} t2.9 sets future 2: {set_future(2, 9)}")
    await wait_for(Q.get(), 1)
    say(f"{now()} t2.10 Q.get() in time")
    try:
        say(f"{now()} t2.11 local {V.get()}")
    except CancelledError:
        say(f"{now()} t2.12 uncancel: {current_task().uncancel()}")
    say(f"{now()} t2.13 ends")
    return 102

async def s5_t3():
    say(f"{now()} t3.1 begins")
    await B.reset()
    say(f"{now()} t3.2 barrier {B.n_waiting}")
    say(f"{now()} t3.3 uncancel: {current_task().uncancel()}")
    T[0].add_done_callback(lambda t: say(now(), "t3.4 callback", outcome(t)))
    await sleep(2)
    say(f"{now()} t3.5 slept 2")
    say(f"{now()} t3.6 ends")
    return 103

async def s5_t4():
    say(f"{now()} t4.1 begins")
    await B.reset()
    say(f"{now()} t4.2 barrier {B.n_waiting}")
    E[1].clear()
    say(f"{now()} t4.3 ends")
    return 104

async def s5_t5():
    say(f"{now()} t5.1 begins")
    say(f"{now()} t5.2 uncancel: {current_task().uncancel()}")
    try:
        async with S:
            say(f"{now()} t5.3 semaphore")
            await sleep(0)
            say(f"{now()} t5.4 slept 0")
        say(f"{now()} t5.5 task 4: {await T[4]}")
        async with C: C.notify_all()
    except Exception as e:
        say(f"{now()} t5.6 caught {name(e)}")
    say(f"{now()} t5.7 sets future 1: {set_future(1, 8)}")
    say(f"{now()} t5.8 cancelling: {current_task().cancelling()}")
    say(f"{now()} t5.9 got {await Q.get()}")
    say(f"{now()} t5.10 ends")
    return 105


async def s5_main():
    await scenario(LifoQueue(2), [s5_t0, s5_t1, s5_t2, s5_t3, s5_t4, s5_t5])

async def s6_f1():
    if True: raise E1
    say(f"{now()} f1.1 get_nowait: {get_nowait()}")
    return 1

async def s6_f3():
    await E[1].wait()
    say(f"{now()} f3.1 event 1")
    say(f"{now()} f3.2 task 0: {await T[0]}")
    return 3

async def s6_f4():
    say(f"{now()} f4.1 cancels 4: {int(T[4].cancel())}")
    say(f"{now()} f4.2 local {V.get()}")
    return 4

async def s6_f2():
    say(f"{now()} f2.1 shielded 0 in time: {await wait_for(shield(T[0]), 1)}")
    try:
        if True: raise E1
        r = await gather(s6_f3(), s6_f4(), return_exceptions=True)
        say(f"{now()} f2.2 collected {either(r[0])} {either(r[1])}")
    except CancelledError:
        say(f"{now()} f2.3 swallows")
    call_later(1, E[1].set)
    return 4

async def s6_f5():
    async with C:
        await C.wait()
        say(f"{now()} f5.1 notified")
        try:
            say(f"{now()} f5.2 local {V.get()}")
            await wait_for(S.acquire(), 2)
            say(f"{now()} f5.3 S.acquire() in time")
        finally:
            say(f"{now()} f5.4 finally")
    return 5

async def s6_g8():
    yield 0
    await sleep(1)
    say(f"{now()} g8.1 slept 1")
    yield 1
    say(f"{now()} g8.2 runs out")

async def s6_g9():
    yield 0
    yield 1
    await Q.put(1)
    say(f"{now()} g9.1 put 1")
    yield 2
    await Q.put(2)
    say(f"{now()} g9.2 put 2")
    say(f"{now()} g9.3 shielded 0 in time: {await wait_for(shield(T[0]), 0)}")
    yield 3
    say(f"{now()} g9.4 cancels 5: {int(T[5].cancel())}")
    say(f"{now()} g9.5 task 0: {await T[0]}")
    say(f"{now()} g9.6 runs out")

async def s6_g7():
    yield 0
    async with C:
        await C.wait()
        say(f"{now()} g7.1 notified")
        say(f"{now()} g7.2 barrier {await B.wait()}")
    yield 1
    async with aclosing(s6_g8()) as g:
        async for x in g:
            say(f"{now()} g7.3 item {x}")
            if x == 2: break
    say(f"{now()} g7.4 iterated")
    say(f"{now()} g7.5 uncancel: {current_task().uncancel()}")
    yield 2
    try:
        async with timeout(1) as h0:
            async with aclosing(s6_g9()) as g:
                async for x in g:
                    say(f"{now()} g7.6 item {x}")
            say(f"{now()} g7.7 iterated")
            say(f"{now()} g7.8 task 0: {await T[0]}")
    except TimeoutError:
        say(f"{now()} g7.9 timed out")
    yield 3
    E[0].clear()
    say(f"{now()} g7.10 runs out")

async def s6_f10():
    await sleep(0)
    say(f"{now()} f10.1 slept 0")
    return 10

async def s6_f11():
    if True: raise E1
    return 11

async def s6_f6():
    async with aclosing(s6_g7()) as g:
        async for x in g:
            say(f"{now()} f6.1 item {x}")
            if x == 1: break
            await wait_for(Q.put(3), 0)
            say(f"{now()} f6.2 Q.put(3) in time")
    say(f"{now()} f6.3 iterated")
    async with L[0]:
        say(f"{now()} f6.4 locked 0")
        call_later(3, T[3].cancel)
        async with C:
            await C.wait()
            say(f"{now()} f6.5 notified")
            await sleep(1)
            say(f"{now()} f6.6 slept 1")
    try:
        async with timeout(5) as h0:
            async with L[1]:
                say(f"{now()} f6.7 locked 1")
                r = await gather(s6_f10(), s6_f11())
                say(f"{now()} f6.8 gathered {r[0]} {r[1]}")
            say(f"{now()} f6.9 sets future 0: {set_future(0, 7)}")
    except TimeoutError:
        say(f"{now()} f6.10 timed out")
    return 11

async def s6_f12():
    say(f"{now()} f12.1 local {V.get()}")
    say(f"{now()} f12.2 sets error 2: {set_future_error(2)}")
    async with C: C.notify_all()
    return 12

async def s6_t0():
    say(f"{now()} t0.1 begins")
    async with S:
        say(f"{now()} t0.2 semaphore")
        say(f"{now()} t0.3 barrier {await B.wait()}")
        try:
            async with timeout(5) as h0:
                say(f"{now()} t0.4 cancels future 2: {int(F[2].cancel())}")
        except TimeoutError:
            say(f"{now()} t0.5 timed out")
    call_later(0, T[2].cancel)
    say(f"{now()} t0.6 wait_for s6_f1: {await wait_for(s6_f1(), 3)}")
    say(f"{now()} t0.7 get_nowait: {get_nowait()}")
    say(f"{now()} t0.8 task_done {task_done()}")
    say(f"{now()} t0.9 ends")
    return 100

async def s6_t1():
    say(f"{now()} t1.1 begins")
    try:
        try:
            async with C: C.notify(3)
            say(f"{now()} t1.2 notified 3")
        finally:
            say(f"{now()} t1.3 finally")
        r = await gather(s6_f2(), s6_f5(), return_exceptions=True)
        say(f"{now()} t1.4 collected {either(r[0])} {either(r[1])}")
    except Exception as e:
        say(f"{now()} t1.5 caught {name(e)}")
    r = await gather(s6_f6(), s6_f12(), return_exceptions=True)
    say(f"{now()} t1.6 collected {either(r[0])} {either(r[1])}")
    say(f"{now()} t1.7 ends")
    return 101

async def s6_t2():
    say(f"{now()} t2.1 begins")
    say(f"{now()} t2.2 cancelling: {current_task().cancelling()}")
    try:
        say(f"{now()} t2.3 uncancel: {current_task().uncancel()}")
    finally:
        say(f"{now()} t2.4 finally")
    async with S:
        say(f"{now()} t2.5 semaphore")
        async with L[0]:
            say(f"{now()} t2.6 locked 0")
            E[0].set()
            say(f"{now()} t2.7 set 0")
    await sleep(1)
    say(f"{now()} t2.8 slept 1")
    async with C:
        await C.wait()
        say(f"{now()} t2.9 notified")
        say(f"{now()} t2.10 cancels 3: {int(T[3].cancel())}")
    say(f"{now()} t2.11 ends")
    return 102

async def s6_t3():
    say(f"{now()} t3.1 begins")
    say(f"{now()} t3.2 got {await Q.get()}")
    E[0].set()
    say(f"{now()} t3.3 set 0")
    say(f"{now()} t3.4 ends")
    return 103

async def s6_t4():
    say(f"{now()} t4.1 begins")
    try:
        try:
            async with timeout(1) as h0:
                try:
                    async with C:
                        await C.wait()
                        say(f"{now()} t4.2 notified")
                        say(f"{now()} t4.3 wait FIRST_COMPLETED: {await wait(T[:4], FIRST_COMPLETED, None)}")
                    try:
                        call_later(1, called, "t4.4 called")
                        await wait_for(B.wait(), 0)
                        say(f"{now()} t4.5 B.wait() in time")
                    except CancelledError:
                        say(f"{now()} t4.6 uncancel: {current_task().uncancel()}")
                finally:
                    say(f"{now()} t4.7 finally")
        except TimeoutError:
            say(f"{now()} t4.8 timed out")
        F[0].add_done_callback(lambda f: say(now(), "t4.9 callback"))
        try:
            await wait_for(Q.put(4), 2)
            say(f"{now()} t4.10 Q.put(4) in time")
            say(f"{now()} t4.11 get_nowait: {get_nowait()}")
            async with S:
                say(f"{now()} t4.12 semaphore")
                say(f"{now()} t4.13 task_done {task_done()}")
        except Exception as e:
            say(f"{now()} t4.14 caught {name(e)}")
    except Exception as e:
        say(f"{now()} t4.15 caught {name(e)}")
    try:
        say(f"{now()} t4.16 shielded 3 in time: {await wait_for(shield(T[3]), 1)}")
        await Q.put(5)
        say(f"{now()} t4.17 put 5")
    except Exception as e:
        say(f"{now()} t4.18 caught {name(e)}")
    say(f"{now()} t4.19 ends")
    return 104

async def s6_t5():
    say(f"{now()} t5.1 begins")
    call_soon(called, "t5.2 called")
    if True: raise E2
    say(f"{now()} t5.3 sets future 0: {set_future(0, 7)}")
    try:
        async with L[0]:
            say(f"{now()} t5.4 locked 0")
            await Q.put(6)
            say(f"{now()} t5.5 put 6")
            await Q.join()
            say(f"{now()} t5.6 joined")
        say(f"{now()} t5.7 uncancel: {current_task().uncancel()}")
        await B.reset()
        say(f"{now()} t5.8 barrier {B.n_waiting}")
    except Exception as e:
        say(f"{now()} t5.9 caught {name(e)}")
    async with L[1]:
        say(f"{now()} t5.10 locked 1")
        say(f"{now()} t5.11 task 1: {await T[1]}")
    say(f"{now()} t5.12 ends")
    return 105


async def s6_main():
    await scenario(Queue(2), [s6_t0, s6_t1, s6_t2, s6_t3, s6_t4, s6_t5])

async def s7_g2():
    yield 0
    say(f"{now()} g2.1 runs out")

async def s7_f1():
    async with aclosing(s7_g2()) as g:
        async for x in g:
            say(f"{now()} f1.1 item {x}")
            if x == 2: break
    say(f"{now()} f1.2 iterated")
    return 2

async def s7_f3():
    try:
        async with timeout(0) as h0:
            E[1].set()
            say(f"{now()} f3.1 set 1")
    except TimeoutError:
        say(f"{now()} f3.2 timed out")
    await E[0].wait()
    say(f"{now()} f3.3 event 0")
    say(f"{now()} f3.4 cancels 4: {int(T[4].cancel())}")
    return 3

async def s7_f4():
    say(f"{now()} f4.1 sets error 0: {set_future_error(0)}")
    call_soon(called, "f4.2 called")
    return 4

async def s7_f6():
    say(f"{now()} f6.1 barrier {await B.wait()}")
    return 6

async def s7_f7():
    await B.reset()
    say(f"{now()} f7.1 barrier {B.n_waiting}")
    say(f"{now()} f7.2 cancels 2: {int(T[2].cancel())}")
    return 7

async def s7_f9():
    V.set(1)
    say(f"{now()} f9.1 got {await Q.get()}")
    return 9

async def s7_f8():
    say(f"{now()} f8.1 wait_for s7_f9: {await wait_for(s7_f9(), 10)}")
    return 9

async def s7_f10():
    call_later(2, T[4].cancel)
    say(f"{now()} f10.1 cancelling: {current_task().cancelling()}")
    return 10

async def s7_f5():
    say(f"{now()} f5.1 cancels 0: {int(T[0].cancel())}")
    try:
        u = gather(s7_f6(), s7_f7())
        say(f"{now()} f5.2 done {int(u.done())}")
        r = await u
        say(f"{now()} f5.3 gather: {r[0]} {r[1]}")
    except CancelledError:
        say(f"{now()} f5.4 cleans up")
        call_later(5, E[1].set)
        raise
    async with TaskGroup() as g:
        g.create_task(s7_f8())
        g.create_task(s7_f10())
        say(f"{now()} f5.5 in group")
    say(f"{now()} f5.6 group ends")
    return 10

async def s7_f12():
    await E[1].wait()
    say(f"{now()} f12.1 event 1")
    return 12

async def s7_f11():
    async with L[0]:
        say(f"{now()} f11.1 locked 0")
        say(f"{now()} f11.2 s7_f12 gave {await s7_f12()}")
        try:
            async with timeout(5) as h0:
                say(f"{now()} f11.3 reschedule 10: {reschedule(h0, 10)} {int(h0.expired())}")
        except TimeoutError:
            say(f"{now()} f11.4 timed out")
    say(f"{now()} f11.5 future 1 in time: {await wait_for(F[1], 10)}")
    return 12

async def s7_f13():
    try:
        await Q.join()
        say(f"{now()} f13.1 joined")
        await Q.join()
        say(f"{now()} f13.2 joined")
    except CancelledError:
        say(f"{now()} f13.3 uncancel: {current_task().uncancel()}")
    await sleep(0)
    say(f"{now()} f13.4 slept 0")
    return 13

async def s7_t0():
    say(f"{now()} t0.1 begins")
    try:
        try:
            r = await gather(s7_f1(), s7_f3())
            say(f"{now()} t0.2 gathered {r[0]} {r[1]}")
        finally:
            say(f"{now()} t0.3 finally")
    finally:
        say(f"{now()} t0.4 finally")
    try:
        v2 = [-1] * 3
        async with TaskGroup() as g:
            v2[0] = g.create_task(s7_f4())
            v2[1] = g.create_task(s7_f5())
            try:
                async with timeout(0) as h0:
                    try:
                        async with timeout(0) as h1:
                            async with C: C.notify_all()
                    except TimeoutError:
                        say(f"{now()} t0.5 timed out")
                    try:
                        S.release()
                        say(f"{now()} t0.6 locked {int(S.locked())}")
                    finally:
                        say(f"{now()} t0.7 finally")
            except TimeoutError:
                say(f"{now()} t0.8 timed out")
        say(f"{now()} t0.9 result 0: {result(v2[0])}")
        say(f"{now()} t0.10 result 1: {result(v2[1])}")
        r = await gather(s7_f11(), s7_f13())
        say(f"{now()} t0.11 gathered {r[0]} {r[1]}")
    finally:
        say(f"{now()} t0.12 finally")
    async with L[1]:
        say(f"{now()} t0.13 locked 1")
        say(f"{now()} t0.14 sets future 2: {set_future(2, 9)}")
        say(f"{now()} t0.15 sets future 2: {set_future(2, 9)}")
    say(f"{now()} t0.16 ends")
    return 100

async def s7_t1():
    say(f"{now()} t1.1 begins")
    say(f"{now()} t1.2 sets future 0: {set_future(0, 7)}")
    await sleep(0)
    say(f"{now()} t1.3 slept 0")
    await wait_for(Q.get(), 2)
    say(f"{now()} t1.4 Q.get() in time")
    say(f"{now()} t1.5 ends")
    return 101

async def s7_t2():
    say(f"{now()} t2.1 begins")
    call_later(3, called, "t2.2 called")
    try:
        say(f"{now()} t2.3 task 0: {await T[0]}")
    except Exception as e:
        say(f"{now()} t2.4 caught {name(e)}")
    say(f"{now()} t2.5 wait FIRST_COMPLETED: {await wait(T[:2], FIRST_COMPLETED, None)}")
    say(f"{now()} t2.6 get_nowait: {get_nowait()}")
    say(f"{now()} t2.7 ends")
    return 102

async def s7_t3():
    say(f"{now()} t3.1 begins")
    say(f"{now()} t3.2 shielded 1: {await shield(T[1])}")
    V.set(3)
    say(f"{now()} t3.3 cancels 5: {int(T[5].cancel())}")
    await sleep(0)
    say(f"{now()} t3.4 slept 0")
    say(f"{now()} t3.5 wait FIRST_COMPLETED: {await wait(T[:3], FIRST_COMPLETED, 5)}")
    say(f"{now()} t3.6 ends")
    return 103

async def s7_t4():
    say(f"{now()} t4.1 begins")
    S.release()
    say(f"{now()} t4.2 locked {int(S.locked())}")
    async with L[0]:
        say(f"{now()} t4.3 locked 0")
        try:
            async with timeout(0) as h0:
                await B.reset()
                say(f"{now()} t4.4 barrier {B.n_waiting}")
                E[0].clear()
        except TimeoutError:
            say(f"{now()} t4.5 timed out")
        say(f"{now()} t4.6 future 2 in time: {await wait_for(F[2], 5)}")
    E[0].clear()
    try:
        await Q.put(4)
        say(f"{now()} t4.7 put 4")
    except Exception as e:
        say(f"{now()} t4.8 caught {name(e)}")
    E[0].set()
    say(f"{now()} t4.9 set 0")
    say(f"{now()} t4.10 ends")
    return 104

async def s7_t5():
    say(f"{now()} t5.1 begins")
    await wait_for(S.acquire(), 0)
    say(f"{now()} t5.2 S.acquire() in time")
    async with L[0]:
        say(f"{now()} t5.3 locked 0")
        say(f"{now()} t5.4 cancels 3: {int(T[3].cancel())}")
        say(f"{now()} t5.5 task 4: {await T[4]}")
    try:
        try:
            say(f"{now()} t5.6 get_nowait: {get_nowait()}")
            async with L[1]:
                say(f"{now()} t5.7 locked 1")
                call_later(1, T[0].cancel)
                await Q.put(5)
                say(f"{now()} t5.8 put 5")
        finally:
            say(f"{now()} t5.9 finally")
        say(f"{now()} t5.10 uncancel: {current_task().uncancel()}")
    finally:
        say(f"{now()} t5.11 finally")
    say(f"{now()} t5.12 future 0 in time: {await wait_for(F[0], 0)}")
    say(f"{now()} t5.13 ends")
    return 105


async def s7_main():
    await scenario(LifoQueue(2), [s7_t0, s7_t1, s7_t2, s7_t3, s7_t4, s7_t5])

async def s8_f1():
    V.set(1)
    async with L[1]:
        say(f"{now()} f1.1 locked 1")
        E[1].set()
        say(f"{now()} f1.2 set 1")
        say(f"{now()} f1.3 cancelling: {current_task().cancelling()}")
    return 1

async def s8_f3():
    await Q.put(2)
    say(f"{now()} f3.1 put 2")
    await sleep(10)
    say(f"{now()} f3.2 slept 10")
    async with C:
        await C.wait()
        say(f"{now()} f3.3 notified")
        call_later(3, E[1].set)
    return 3

async def s8_f4():
    await E[1].wait()
    say(f"{now()} f4.1 event 1")
    await wait_for(Q.put(3), 1)
    say(f"{now()} f4.2 Q.put(3) in time")
    return 4

async def s8_f2():
    async with L[1]:
        say(f"{now()} f2.1 locked 1")
        u = gather(s8_f3(), s8_f4())
        call_later(1, u.cancel)
        say(f"{now()} f2.2 done {int(u.done())}")
        r = await u
        say(f"{now()} f2.3 gather: {r[0]} {r[1]}")
    say(f"{now()} f2.4 task_done {task_done()}")
    call_later(1, called, "f2.5 called")
    return 4

async def s8_f5():
    async with S:
        say(f"{now()} f5.1 semaphore")
        say(f"{now()} f5.2 cancelling: {current_task().cancelling()}")
        try:
            say(f"{now()} f5.3 local {V.get()}")
        except Exception as e:
            say(f"{now()} f5.4 caught {name(e)}")
    if True: raise E1
    await Q.join()
    say(f"{now()} f5.5 joined")
    return 5

async def s8_f6():
    say(f"{now()} f6.1 task_done {task_done()}")
    async with C:
        await C.wait()
        say(f"{now()} f6.2 notified")
        async with S:
            say(f"{now()} f6.3 semaphore")
            async with C: C.notify(2)
            say(f"{now()} f6.4 notified 2")
            await wait_for(E[0].wait(), 1)
            say(f"{now()} f6.5 E[0].wait() in time")
    await B.reset()
    say(f"{now()} f6.6 barrier {B.n_waiting}")
    return 6

async def s8_f7():
    await wait_for(Q.get(), 10)
    say(f"{now()} f7.1 Q.get() in time")
    return 7

async def s8_f10():
    await sleep(0)
    say(f"{now()} f10.1 slept 0")
    return 10

async def s8_f11():
    say(f"{now()} f11.1 cancels 5: {int(T[5].cancel())}")
    async with C: C.notify_all()
    await Q.join()
    say(f"{now()} f11.2 joined")
    return 11

async def s8_f9():
    r = await gather(s8_f10(), s8_f11())
    say(f"{now()} f9.1 gathered {r[0]} {r[1]}")
    return 11

async def s8_f8():
    call_later(10, E[0].set)
    try:
        say(f"{now()} f8.1 wait_for s8_f9: {await wait_for(s8_f9(), 5)}")
        await sleep(0)
        say(f"{now()} f8.2 slept 0")
        async with L[1]:
            say(f"{now()} f8.3 locked 1")
            try:
                say(f"{now()} f8.4 barrier {await B.wait()}")
                call_later(2, called, "f8.5 called")
            finally:
                say(f"{now()} f8.6 finally")
            try:
                async with C: C.notify(1)
                say(f"{now()} f8.7 notified 1")
                await Q.join()
                say(f"{now()} f8.8 joined")
            except Exception as e:
                say(f"{now()} f8.9 caught {name(e)}")
    except Exception as e:
        say(f"{now()} f8.10 caught {name(e)}")
    return 11

async def s8_f12():
    async with C:
        await C.wait()
        say(f"{now()} f12.1 notified")
        try:
            say(f"{now()} f12.2 wait FIRST_COMPLETED: {await wait(T[:1], FIRST_COMPLETED, 5)}")
        except Exception as e:
            say(f"{now()} f12.3 caught {name(e)}")
    E[0].clear()
    say(f"{now()} f12.4 cancels 0: {int(T[0].cancel())}")
    return 12

async def s8_t0():
    say(f"{now()} t0.1 begins")
    async with L[0]:
        say(f"{now()} t0.2 locked 0")
        say(f"{now()} t0.3 future 1: {await F[1]}")
    async with TaskGroup() as g:
        g.create_task(s8_f1())
        g.create_task(s8_f2())
        say(f"{now()} t0.4 in group")
    say(f"{now()} t0.5 group ends")
    async with L[1]:
        say(f"{now()} t0.6 locked 1")
        say(f"{now()} t0.7 local {V.get()}")
        r = await gather(s8_f5(), s8_f6(), return_exceptions=True)
        say(f"{now()} t0.8 collected {either(r[0])} {either(r[1])}")
    async with TaskGroup() as g:
        g.create_task(s8_f7())
        g.create_task(s8_f8())
        say(f"{now()} t0.9 in group")
    say(f"{now()} t0.10 group ends")
    say(f"{now()} t0.11 ends")
    return 100

async def s8_t1():
    say(f"{now()} t1.1 begins")
    say(f"{now()} t1.2 uncancel: {current_task().uncancel()}")
    try:
        try:
            async with timeout(5) as h0:
                if True: raise E2
        except TimeoutError:
            say(f"{now()} t1.3 timed out")
    finally:
        say(f"{now()} t1.4 finally")
    T[5].add_done_callback(lambda t: say(now(), "t1.5 callback", outcome(t)))
    say(f"{now()} t1.6 wait_for s8_f12: {await wait_for(s8_f12(), 10)}")
    say(f"{now()} t1.7 ends")
    return 101

async def s8_t2():
    say(f"{now()} t2.1 begins")
    async with C: C.notify_all()
    say(f"{now()} t2.2 shielded 0: {await shield(T[0])}")
    async with L[0]:
        say(f"{now()} t2.3 locked 0")
        try:
            async with timeout(0) as h0:
                say(f"{now()} t2.4 barrier {await B.wait()}")
                say(f"{now()} t2.5 waited for 1: {await wait_for(T[1], 5)}")
        except TimeoutError:
            say(f"{now()} t2.6 timed out")
        try:
            await E[0].wait()
            say(f"{now()} t2.7 event 0")
        except Exception as e:
            say(f"{now()} t2.8 caught {name(e)}")
    call_soon(called, "t2.9 called")
    async with L[0]:
        say(f"{now()} t2.10 locked 0")
        say(f"{now()} t2.11 barrier {await B.wait()}")
    say(f"{now()} t2.12 ends")
    return 102

async def s8_t3():
    say(f"{now()} t3.1 begins")
    await wait_for(S.acquire(), 0)
    say(f"{now()} t3.2 S.acquire() in time")
    async with S:
        say(f"{now()} t3.3 semaphore")
        async with S:
            say(f"{now()} t3.4 semaphore")
            say(f"{now()} t3.5 shielded 1 in time: {await wait_for(shield(T[1]), 2)}")
    await B.reset()
    say(f"{now()} t3.6 barrier {B.n_waiting}")
    say(f"{now()} t3.7 uncancel: {current_task().uncancel()}")
    say(f"{now()} t3.8 ends")
    return 103

async def s8_t4():
    say(f"{now()} t4.1 begins")
    await Q.join()
    say(f"{now()} t4.2 joined")
    try:
        try:
            V.set(4)
            say(f"{now()} t4.3 wait FIRST_EXCEPTION: {await wait(T[:4], FIRST_EXCEPTION, None)}")
        finally:
            say(f"{now()} t4.4 finally")
    except Exception as e:
        say(f"{now()} t4.5 caught {name(e)}")
    try:
        say(f"{now()} t4.6 task 1: {await T[1]}")
        async with S:
            say(f"{now()} t4.7 semaphore")
            try:
                await E[1].wait()
                say(f"{now()} t4.8 event 1")
                async with C:
                    await C.wait()
                    say(f"{now()} t4.9 notified")
                    call_later(0, called, "t4.10 called")
                await wait_for(Q.get(), 1)
                say(f"{now()} t4.11 Q.get() in time")
            except Exception as e:
                say(f"{now()} t4.12 caught {name(e)}")
            say(f"{now()} t4.13 uncancel: {current_task().uncancel()}")
    except CancelledError:
        say(f"{now()} t4.14 uncancel: {current_task().uncancel()}")
    await sleep(1)
    say(f"{now()} t4.15 slept 1")
    say(f"{now()} t4.16 wait FIRST_EXCEPTION: {await wait(T[:4], FIRST_EXCEPTION, None)}")
    say(f"{now()} t4.17 ends")
    return 104

async def s8_t5():
    say(f"{now()} t5.1 begins")
    await wait_for(B.wait(), 3)
    say(f"{now()} t5.2 B.wait() in time")
    say(f"{now()} t5.3 wait FIRST_EXCEPTION: {await wait(T[:5], FIRST_EXCEPTION, None)}")
    say(f"{now()} t5.4 ends")
    return 105


async def s8_main():
    await scenario(Queue(2), [s8_t0, s8_t1, s8_t2, s8_t3, s8_t4, s8_t5])

async def s9_f1():
    await Q.put(2)
    say(f"{now()} f1.1 put 2")
    await sleep(0)
    say(f"{now()} f1.2 slept 0")
    await Q.put(3)
    say(f"{now()} f1.3 put 3")
    return 1

async def s9_f2():
    try:
        async with C:
            await C.wait()
            say(f"{now()} f2.1 notified")
            try:
                async with timeout(0) as h0:
                    call_later(1, T[0].cancel)
                    say(f"{now()} f2.2 cancels 2: {int(T[2].cancel())}")
            except TimeoutError:
                say(f"{now()} f2.3 timed out")
    except CancelledError:
        say(f"{now()} f2.4 cleans up")
        await sleep(0)
        say(f"{now()} f2.5 slept 0")
        raise
    return 2

async def s9_g4():
    yield 0
    call_later(2, called, "g4.1 called")
    yield 1
    yield 2
    async with L[1]:
        say(f"{now()} g4.2 locked 1")
        say(f"{now()} g4.3 shielded 0 in time: {await wait_for(shield(T[0]), 1)}")
    yield 3
    say(f"{now()} g4.4 task 0: {await T[0]}")
    T[1].add_done_callback(lambda t: say(now(), "g4.5 callback", outcome(t)))
    say(f"{now()} g4.6 runs out")

async def s9_f3():
    say(f"{now()} f3.1 cancels 3: {int(T[3].cancel())}")
    try:
        say(f"{now()} f3.2 uncancel: {current_task().uncancel()}")
        try:
            async with timeout(0) as h0:
                say(f"{now()} f3.3 cancels future 0: {int(F[0].cancel())}")
        except TimeoutError:
            say(f"{now()} f3.4 timed out")
        await sleep(0)
        say(f"{now()} f3.5 slept 0")
    except Exception as e:
        say(f"{now()} f3.6 caught {name(e)}")
    async with aclosing(s9_g4()) as g:
        async for x in g:
            say(f"{now()} f3.7 item {x}")
            say(f"{now()} f3.8 get_nowait: {get_nowait()}")
    say(f"{now()} f3.9 iterated")
    return 4

async def s9_f5():
    try:
        await sleep(0)
        say(f"{now()} f5.1 slept 0")
        say(f"{now()} f5.2 sets future 1: {set_future(1, 8)}")
    except Exception as e:
        say(f"{now()} f5.3 caught {name(e)}")
    return 5

async def s9_f8():
    call_later(1, E[0].set)
    return 8

async def s9_f7():
    async with TaskGroup() as g:
        g.create_task(s9_f8())
        say(f"{now()} f7.1 in group")
    say(f"{now()} f7.2 group ends")
    async with L[0]:
        say(f"{now()} f7.3 locked 0")
        say(f"{now()} f7.4 shielded 2: {await shield(T[2])}")
        say(f"{now()} f7.5 cancels 1: {int(T[1].cancel())}")
    say(f"{now()} f7.6 waited for 0: {await wait_for(T[0], 0)}")
    return 8

async def s9_f9():
    await E[1].wait()
    say(f"{now()} f9.1 event 1")
    try:
        E[1].clear()
    except CancelledError:
        say(f"{now()} f9.2 swallows")
    return 9

async def s9_f6():
    say(f"{now()} f6.1 cancels 2: {int(T[2].cancel())}")
    async with TaskGroup() as g:
        g.create_task(s9_f7())
        g.create_task(s9_f9())
        say(f"{now()} f6.2 in group")
    say(f"{now()} f6.3 group ends")
    V.set(5)
    return 9

async def s9_f10():
    await E[0].wait()
    say(f"{now()} f10.1 event 0")
    return 10

async def s9_f12():
    V.set(6)
    try:
        async with timeout(10) as h0:
            call_later(1, E[1].set)
            say(f"{now()} f12.1 cancels 1: {int(T[1].cancel())}")
    except TimeoutError:
        say(f"{now()} f12.2 timed out")
    return 12

async def s9_f11():
    say(f"{now()} f11.1 shield s9_f12: {await shield(s9_f12())}")
    try:
        async with timeout(3) as h0:
            try:
                say(f"{now()} f11.2 task 2: {await T[2]}")
                call_soon(called, "f11.3 called")
                say(f"{now()} f11.4 local {V.get()}")
            except Exception as e:
                say(f"{now()} f11.5 caught {name(e)}")
    except TimeoutError:
        say(f"{now()} f11.6 timed out")
    return 12

async def s9_t0():
    say(f"{now()} t0.1 begins")
    async with L[1]:
        say(f"{now()} t0.2 locked 1")
        try:
            try:
                async with L[0]:
                    say(f"{now()} t0.3 locked 0")
                    await B.reset()
                    say(f"{now()} t0.4 barrier {B.n_waiting}")
                await E[1].wait()
                say(f"{now()} t0.5 event 1")
                try:
                    V.set(1)
                except Exception as e:
                    say(f"{now()} t0.6 caught {name(e)}")
            except Exception as e:
                say(f"{now()} t0.7 caught {name(e)}")
        finally:
            say(f"{now()} t0.8 finally")
        say(f"{now()} t0.9 get_nowait: {get_nowait()}")
    try:
        E[0].clear()
    except Exception as e:
        say(f"{now()} t0.10 caught {name(e)}")
    E[0].set()
    say(f"{now()} t0.11 set 0")
    say(f"{now()} t0.12 get_nowait: {get_nowait()}")
    say(f"{now()} t0.13 ends")
    return 100

async def s9_t1():
    say(f"{now()} t1.1 begins")
    try:
        await S.acquire()
        say(f"{now()} t1.2 acquired")
    finally:
        say(f"{now()} t1.3 finally")
    async with TaskGroup() as g:
        g.create_task(s9_f1())
        say(f"{now()} t1.4 in group")
    say(f"{now()} t1.5 group ends")
    await sleep(0)
    say(f"{now()} t1.6 slept 0")
    v4 = [-1] * 3
    async with TaskGroup() as g:
        v4[0] = g.create_task(s9_f2())
        say(f"{now()} t1.7 shield s9_f3: {await shield(s9_f3())}")
    say(f"{now()} t1.8 result 0: {result(v4[0])}")
    say(f"{now()} t1.9 ends")
    return 101

async def s9_t2():
    say(f"{now()} t2.1 begins")
    await S.acquire()
    say(f"{now()} t2.2 acquired")
    try:
        say(f"{now()} t2.3 wait FIRST_COMPLETED: {await wait(T[:2], FIRST_COMPLETED, 5)}")
        await S.acquire()
        say(f"{now()} t2.4 acquired")
        say(f"{now()} t2.5 wait FIRST_COMPLETED: {await wait(T[:2], FIRST_COMPLETED, 5)}")
    except Exception as e:
        say(f"{now()} t2.6 caught {name(e)}")
    u = shield(s9_f5())
    say(f"{now()} t2.7 done {int(u.done())}")
    say(f"{now()} t2.8 shield: {await u}")
    say(f"{now()} t2.9 ends")
    return 102

async def s9_t3():
    say(f"{now()} t3.1 begins")
    say(f"{now()} t3.2 local {V.get()}")
    async with L[0]:
        say(f"{now()} t3.3 locked 0")
        async with TaskGroup() as g:
            g.create_task(s9_f6())
            g.create_task(s9_f10())
            g.create_task(s9_f11())
            say(f"{now()} t3.4 in group")
            say(f"{now()} t3.5 task_done {task_done()}")
        say(f"{now()} t3.6 group ends")
    say(f"{now()} t3.7 ends")
    return 103

async def s9_t4():
    say(f"{now()} t4.1 begins")
    try:
        try:
            r = await gather(T[0], T[3])
            say(f"{now()} t4.2 gathered 0 3: {r[0]} {r[1]}")
        except CancelledError:
            say(f"{now()} t4.3 cleans up")
            await B.reset()
            say(f"{now()} t4.4 barrier {B.n_waiting}")
            raise
    finally:
        say(f"{now()} t4.5 finally")
    try:
        try:
            say(f"{now()} t4.6 put_nowait 7: {put_nowait(7)}")
            async with L[1]:
                say(f"{now()} t4.7 locked 1")
                call_later(2, T[0].cancel)
                await wait_for(Q.get(), 1)
                say(f"{now()} t4.8 Q.get() in time")
            call_later(0, called, "t4.9 called")
        except Exception as e:
            say(f"{now()} t4.10 caught {name(e)}")
        await sleep(0)
        say(f"{now()} t4.11 slept 0")
    except CancelledError:
        say(f"{now()} t4.12 cleans up")
        say(f"{now()} t4.13 waited for 0: {await wait_for(T[0], 10)}")
        raise
    say(f"{now()} t4.14 ends")
    return 104

async def s9_t5():
    say(f"{now()} t5.1 begins")
    E[1].clear()
    async with C:
        await C.wait()
        say(f"{now()} t5.2 notified")
        await sleep(3)
        say(f"{now()} t5.3 slept 3")
    try:
        say(f"{now()} t5.4 get_nowait: {get_nowait()}")
        await B.reset()
        say(f"{now()} t5.5 barrier {B.n_waiting}")
    except Exception as e:
        say(f"{now()} t5.6 caught {name(e)}")
    say(f"{now()} t5.7 ends")
    return 105


async def s9_main():
    await scenario(PriorityQueue(2), [s9_t0, s9_t1, s9_t2, s9_t3, s9_t4, s9_t5])

async def s10_f1():
    say(f"{now()} f1.1 uncancel: {current_task().uncancel()}")
    return 1

async def s10_f3():
    say(f"{now()} f3.1 sets error 1: {set_future_error(1)}")
    return 3

async def s10_f2():
    try:
        say(f"{now()} f2.1 cancels future 1: {int(F[1].cancel())}")
        say(f"{now()} f2.2 shield s10_f3: {await shield(s10_f3())}")
    except CancelledError:
        say(f"{now()} f2.3 cleans up")
        say(f"{now()} f2.4 sets error 0: {set_future_error(0)}")
        raise
    return 3

async def s10_f5():
    say(f"{now()} f5.1 cancels 1: {int(T[1].cancel())}")
    await Q.put(1)
    say(f"{now()} f5.2 put 1")
    await E[1].wait()
    say(f"{now()} f5.3 event 1")
    return 5

async def s10_f4():
    say(f"{now()} f4.1 got {await Q.get()}")
    say(f"{now()} f4.2 sets error 0: {set_future_error(0)}")
    kept.append(create_task(s10_f5()))
    return 5

async def s10_f6():
    async with L[1]:
        say(f"{now()} f6.1 locked 1")
        try:
            await wait_for(S.acquire(), 1)
            say(f"{now()} f6.2 S.acquire() in time")
            try:
                r = await gather(T[0], T[0])
                say(f"{now()} f6.3 gathered 0 0: {r[0]} {r[1]}")
                call_later(5, called, "f6.4 called")
                call_later(5, E[0].set)
            except Exception as e:
                say(f"{now()} f6.5 caught {name(e)}")
            call_later(0, E[0].set)
        except Exception as e:
            say(f"{now()} f6.6 caught {name(e)}")
        async with C:
            await C.wait()
            say(f"{now()} f6.7 notified")
            await wait_for(B.wait(), 1)
            say(f"{now()} f6.8 B.wait() in time")
    call_later(2, E[1].set)
    return 6

async def s10_g8():
    yield 0
    if True: raise E1
    say(f"{now()} g8.1 runs out")

async def s10_f7():
    async with C: C.notify_all()
    async with aclosing(s10_g8()) as g:
        async for x in g:
            say(f"{now()} f7.1 item {x}")
    say(f"{now()} f7.2 iterated")
    await E[1].wait()
    say(f"{now()} f7.3 event 1")
    return 8

async def s10_f11():
    V.set(2)
    F[1].add_done_callback(lambda f: say(now(), "f11.1 callback"))
    say(f"{now()} f11.2 cancels 5: {int(T[5].cancel())}")
    return 11

async def s10_g12():
    yield 0
    say(f"{now()} g12.1 cancels 4: {int(T[4].cancel())}")
    await sleep(0)
    say(f"{now()} g12.2 slept 0")
    yield 1
    V.set(3)
    say(f"{now()} g12.3 put_nowait 4: {put_nowait(4)}")
    say(f"{now()} g12.4 runs out")

async def s10_g10():
    yield 0
    say(f"{now()} g10.1 wait_for s10_f11: {await wait_for(s10_f11(), 3)}")
    async with aclosing(s10_g12()) as g:
        async for x in g:
            say(f"{now()} g10.2 item {x}")
            await sleep(1)
            say(f"{now()} g10.3 slept 1")
    say(f"{now()} g10.4 iterated")
    yield 1
    say(f"{now()} g10.5 get_nowait: {get_nowait()}")
    await B.reset()
    say(f"{now()} g10.6 barrier {B.n_waiting}")
    say(f"{now()} g10.7 runs out")

async def s10_f9():
    call_later(2, E[0].set)
    async with L[0]:
        say(f"{now()} f9.1 locked 0")
        say(f"{now()} f9.2 wait FIRST_COMPLETED: {await wait(T[:2], FIRST_COMPLETED, None)}")
        await sleep(3)
        say(f"{now()} f9.3 slept 3")
    async with aclosing(s10_g10()) as g:
        async for x in g:
            say(f"{now()} f9.4 item {x}")
            say(f"{now()} f9.5 get_nowait: {get_nowait()}")
    say(f"{now()} f9.6 iterated")
    return 12

async def s10_t0():
    say(f"{now()} t0.1 begins")
    try:
        say(f"{now()} t0.2 got {await Q.get()}")
        r = await gather(s10_f1(), s10_f2())
        say(f"{now()} t0.3 gathered {r[0]} {r[1]}")
    except Exception as e:
        say(f"{now()} t0.4 caught {name(e)}")
    await S.acquire()
    say(f"{now()} t0.5 acquired")
    say(f"{now()} t0.6 barrier {await B.wait()}")
    async with TaskGroup() as g:
        g.create_task(s10_f4())
        say(f"{now()} t0.7 in group")
        call_later(10, T[3].cancel)
    say(f"{now()} t0.8 group ends")
    async with C:
        await C.wait()
        say(f"{now()} t0.9 notified")
        F[0].add_done_callback(lambda f: say(now(), "t0.10 callback"))
    say(f"{now()} t0.11 ends")
    return 100

async def s10_t1():
    say(f"{now()} t1.1 begins")
    say(f"{now()} t1.2 shield s10_f6: {await shield(s10_f6())}")
    call_later(1, T[2].cancel)
    say(f"{now()} t1.3 s10_f7 gave {await s10_f7()}")
    say(f"{now()} t1.4 ends")
    return 101

async def s10_t2():
    say(f"{now()} t2.1 begins")
    async with C:
        await C.wait()
        say(f"{now()} t2.2 notified")
        call_later(1, called, "t2.3 called")
    try:
        async with timeout(0) as h0:
            u = shield(s10_f9())
            say(f"{now()} t2.4 shield: {await u}")
            try:
                say(f"{now()} t2.5 got {await Q.get()}")
                call_later(1, called, "t2.6 called")
            except CancelledError:
                say(f"{now()} t2.7 swallows")
    except TimeoutError:
        say(f"{now()} t2.8 timed out")
    call_later(0, called, "t2.9 called")
    say(f"{now()} t2.10 ends")
    return 102

async def s10_t3():
    say(f"{now()} t3.1 begins")
    await sleep(1)
    say(f"{now()} t3.2 slept 1")
    await wait_for(B.wait(), 10)
    say(f"{now()} t3.3 B.wait() in time")
    try:
        say(f"{now()} t3.4 cancelling: {current_task().cancelling()}")
        await Q.put(5)
        say(f"{now()} t3.5 put 5")
    except Exception as e:
        say(f"{now()} t3.6 caught {name(e)}")
    say(f"{now()} t3.7 task 2: {await T[2]}")
    say(f"{now()} t3.8 uncancel: {current_task().uncancel()}")
    say(f"{now()} t3.9 ends")
    return 103

async def s10_t4():
    say(f"{now()} t4.1 begins")
    say(f"{now()} t4.2 got {await Q.get()}")
    await sleep(1)
    say(f"{now()} t4.3 slept 1")
    say(f"{now()} t4.4 put_nowait 6: {put_nowait(6)}")
    V.set(7)
    call_later(1, called, "t4.5 called")
    say(f"{now()} t4.6 ends")
    return 104

async def s10_t5():
    say(f"{now()} t5.1 begins")
    say(f"{now()} t5.2 future 1 in time: {await wait_for(F[1], 0)}")
    await B.reset()
    say(f"{now()} t5.3 barrier {B.n_waiting}")
    try:
        say(f"{now()} t5.4 sets error 0: {set_future_error(0)}")
    except Exception as e:
        say(f"{now()} t5.5 caught {name(e)}")
    if True: raise E1
    say(f"{now()} t5.6 task 3: {await T[3]}")
    say(f"{now()} t5.7 ends")
    return 105


async def s10_main():
    await scenario(Queue(2), [s10_t0, s10_t1, s10_t2, s10_t3, s10_t4, s10_t5])

async def s11_f1():
    await sleep(5)
    say(f"{now()} f1.1 slept 5")
    say(f"{now()} f1.2 got {await Q.get()}")
    say(f"{now()} f1.3 cancels 0: {int(T[0].cancel())}")
    return 1

async def s11_f3():
    say(f"{now()} f3.1 sets future 2: {set_future(2, 9)}")
    return 3

async def s11_f2():
    async with L[1]:
        say(f"{now()} f2.1 locked 1")
        await Q.join()
        say(f"{now()} f2.2 joined")
        async with L[0]:
            say(f"{now()} f2.3 locked 0")
            say(f"{now()} f2.4 task s11_f3: {await create_task(s11_f3())}")
            async with L[1]:
                say(f"{now()} f2.5 locked 1")
                await sleep(0)
                say(f"{now()} f2.6 slept 0")
    return 3

async def s11_f4():
    await B.reset()
    say(f"{now()} f4.1 barrier {B.n_waiting}")
    return 4

async def s11_f5():
    async with S:
        say(f"{now()} f5.1 semaphore")
        async with C: C.notify_all()
        say(f"{now()} f5.2 future 1: {await F[1]}")
    call_soon(called, "f5.3 called")
    return 5

async def s11_f6():
    say(f"{now()} f6.1 cancelling: {current_task().cancelling()}")
    try:
        async with timeout(1) as h0:
            S.release()
            say(f"{now()} f6.2 locked {int(S.locked())}")
    except TimeoutError:
        say(f"{now()} f6.3 timed out")
    await wait_for(B.wait(), 0)
    say(f"{now()} f6.4 B.wait() in time")
    return 6

async def s11_f7():
    async with L[0]:
        say(f"{now()} f7.1 locked 0")
        say(f"{now()} f7.2 task 0: {await T[0]}")
    say(f"{now()} f7.3 future 2: {await F[2]}")
    return 7

async def s11_f9():
    try:
        try:
            await B.reset()
            say(f"{now()} f9.1 barrier {B.n_waiting}")
            await sleep(0)
            say(f"{now()} f9.2 slept 0")
        except Exception as e:
            say(f"{now()} f9.3 caught {name(e)}")
    finally:
        say(f"{now()} f9.4 finally")
    return 9

async def s11_f8():
    say(f"{now()} f8.1 wait_for s11_f9: {await wait_for(s11_f9(), 10)}")
    return 9

async def s11_f11():
    E[1].set()
    say(f"{now()} f11.1 set 1")
    say(f"{now()} f11.2 cancelling: {current_task().cancelling()}")
    say(f"{now()} f11.3 future 1 in time: {await wait_for(F[1], 10)}")
    return 11

async def s11_f10():
    await sleep(0)
    say(f"{now()} f10.1 slept 0")
    async with L[1]:
        say(f"{now()} f10.2 locked 1")
        try:
            async with S:
                say(f"{now()} f10.3 semaphore")
                say(f"{now()} f10.4 cancels 3: {int(T[3].cancel())}")
                await wait_for(S.acquire(), 0)
                say(f"{now()} f10.5 S.acquire() in time")
            say(f"{now()} f10.6 s11_f11 gave {await s11_f11()}")
            try:
                await sleep(0)
                say(f"{now()} f10.7 slept 0")
            finally:
                say(f"{now()} f10.8 finally")
        except Exception as e:
            say(f"{now()} f10.9 caught {name(e)}")
        await wait_for(Q.put(2), 10)
        say(f"{now()} f10.10 Q.put(2) in time")
    return 11

async def s11_f12():
    try:
        await B.reset()
        say(f"{now()} f12.1 barrier {B.n_waiting}")
    except Exception as e:
        say(f"{now()} f12.2 caught {name(e)}")
    async with S:
        say(f"{now()} f12.3 semaphore")
        await sleep(0)
        say(f"{now()} f12.4 slept 0")
        async with S:
            say(f"{now()} f12.5 semaphore")
            try:
                async with timeout(5) as h0:
                    say(f"{now()} f12.6 barrier {await B.wait()}")
                    say(f"{now()} f12.7 reschedule 3: {reschedule(h0, 3)} {int(h0.expired())}")
            except TimeoutError:
                say(f"{now()} f12.8 timed out")
    return 12

async def s11_t0():
    say(f"{now()} t0.1 begins")
    say(f"{now()} t0.2 get_nowait: {get_nowait()}")
    say(f"{now()} t0.3 put_nowait 1: {put_nowait(1)}")
    r = await gather(s11_f1(), s11_f2())
    say(f"{now()} t0.4 gathered {r[0]} {r[1]}")
    try:
        async with timeout(0) as h0:
            say(f"{now()} t0.5 local {V.get()}")
            F[1].add_done_callback(lambda f: say(now(), "t0.6 callback"))
    except TimeoutError:
        say(f"{now()} t0.7 timed out")
    E[0].set()
    say(f"{now()} t0.8 set 0")
    say(f"{now()} t0.9 ends")
    return 100

async def s11_t1():
    say(f"{now()} t1.1 begins")
    try:
        call_later(1, E[0].set)
        async with TaskGroup() as g:
            g.create_task(s11_f4())
            g.create_task(s11_f5())
            say(f"{now()} t1.2 in group")
        say(f"{now()} t1.3 group ends")
    except Exception as e:
        say(f"{now()} t1.4 caught {name(e)}")
    try:
        async with timeout(1) as h0:
            async with TaskGroup() as g:
                g.create_task(s11_f6())
                say(f"{now()} t1.5 in group")
                say(f"{now()} t1.6 cancels future 0: {int(F[0].cancel())}")
            say(f"{now()} t1.7 group ends")
    except TimeoutError:
        say(f"{now()} t1.8 timed out")
    async with TaskGroup() as g:
        g.create_task(s11_f7())
        g.create_task(s11_f8())
        g.create_task(s11_f10())
        say(f"{now()} t1.9 in group")
    say(f"{now()} t1.10 group ends")
    say(f"{now()} t1.11 ends")
    return 101

async def s11_t2():
    say(f"{now()} t2.1 begins")
    say(f"{now()} t2.2 get_nowait: {get_nowait()}")
    call_soon(called, "t2.3 called")
    v3 = [-1] * 3
    async with TaskGroup() as g:
        v3[0] = g.create_task(s11_f12())
        await sleep(2)
        say(f"{now()} t2.4 slept 2")
    say(f"{now()} t2.5 result 0: {result(v3[0])}")
    async with C: C.notify_all()
    say(f"{now()} t2.6 ends")
    return 102

async def s11_t3():
    say(f"{now()} t3.1 begins")
    say(f"{now()} t3.2 get_nowait: {get_nowait()}")
    say(f"{now()} t3.3 sets error 0: {set_future_error(0)}")
    say(f"{now()} t3.4 ends")
    return 103

async def s11_t4():
    say(f"{now()} t4.1 begins")
    async with L[1]:
        say(f"{now()} t4.2 locked 1")
        try:
            try:
                try:
                    async with timeout(3) as h0:
                        say(f"{now()} t4.3 sets future 0: {set_future(0, 7)}")
                except TimeoutError:
                    say(f"{now()} t4.4 timed out")
                say(f"{now()} t4.5 cancelling: {current_task().cancelling()}")
                say(f"{now()} t4.6 shielded 0: {await shield(T[0])}")
            except Exception as e:
                say(f"{now()} t4.7 caught {name(e)}")
            say(f"{now()} t4.8 task_done {task_done()}")
        except Exception as e:
            say(f"{now()} t4.9 caught {name(e)}")
    say(f"{now()} t4.10 future 1 in time: {await wait_for(F[1], 1)}")
    say(f"{now()} t4.11 ends")
    return 104

async def s11_t5():
    say(f"{now()} t5.1 begins")
    say(f"{now()} t5.2 wait ALL_COMPLETED: {await wait(T[:5], ALL_COMPLETED, None)}")
    say(f"{now()} t5.3 cancels 2: {int(T[2].cancel())}")
    say(f"{now()} t5.4 ends")
    return 105


async def s11_main():
    await scenario(PriorityQueue(2), [s11_t0, s11_t1, s11_t2, s11_t3, s11_t4, s11_t5])

async def s12_g1():
    yield 0
    yield 1
    await sleep(5)
    say(f"{now()} g1.1 slept 5")
    S.release()
    say(f"{now()} g1.2 locked {int(S.locked())}")
    yield 2
    yield 3
    say(f"{now()} g1.3 runs out")

async def s12_f2():
    await wait_for(Q.get(), 1)
    say(f"{now()} f2.1 Q.get() in time")
    say(f"{now()} f2.2 put_nowait 2: {put_nowait(2)}")
    return 2

async def s12_f4():
    await sleep(0)
    say(f"{now()} f4.1 slept 0")
    await sleep(0)
    say(f"{now()} f4.2 slept 0")
    say(f"{now()} f4.3 local {V.get()}")
    return 4

async def s12_g3():
    yield 0
    say(f"{now()} g3.1 task_done {task_done()}")
    say(f"{now()} g3.2 cancels future 2: {int(F[2].cancel())}")
    yield 1
    try:
        async with timeout(0) as h0:
            say(f"{now()} g3.3 reschedule 1: {reschedule(h0, 1)} {int(h0.expired())}")
            await sleep(0)
            say(f"{now()} g3.4 slept 0")
    except TimeoutError:
        say(f"{now()} g3.5 timed out")
    yield 2
    try:
        try:
            say(f"{now()} g3.6 task 2: {await T[2]}")
            await sleep(5)
            say(f"{now()} g3.7 slept 5")
        except Exception as e:
            say(f"{now()} g3.8 caught {name(e)}")
        try:
            say(f"{now()} g3.9 shield s12_f4: {await shield(s12_f4())}")
        except Exception as e:
            say(f"{now()} g3.10 caught {name(e)}")
    finally:
        say(f"{now()} g3.11 finally")
    say(f"{now()} g3.12 cancelling: {current_task().cancelling()}")
    say(f"{now()} g3.13 runs out")

async def s12_f5():
    say(f"{now()} f5.1 put_nowait 3: {put_nowait(3)}")
    return 5

async def s12_f6():
    say(f"{now()} f6.1 uncancel: {current_task().uncancel()}")
    say(f"{now()} f6.2 task 1: {await T[1]}")
    say(f"{now()} f6.3 task 1: {await T[1]}")
    return 6

async def s12_f7():
    call_later(0, called, "f7.1 called")
    return 7

async def s12_f8():
    say(f"{now()} f8.1 sets future 2: {set_future(2, 9)}")
    call_later(2, T[2].cancel)
    if True: raise E2
    return 8

async def s12_f9():
    try:
        async with timeout(0) as h0:
            try:
                async with C: C.notify(1)
                say(f"{now()} f9.1 notified 1")
                S.release()
                say(f"{now()} f9.2 locked {int(S.locked())}")
            except CancelledError:
                say(f"{now()} f9.3 uncancel: {current_task().uncancel()}")
            say(f"{now()} f9.4 get_nowait: {get_nowait()}")
    except TimeoutError:
        say(f"{now()} f9.5 timed out")
    return 9

async def s12_f10():
    say(f"{now()} f10.1 get_nowait: {get_nowait()}")
    return 10

async def s12_f11():
    say(f"{now()} f11.1 task_done {task_done()}")
    return 11

async def s12_f12():
    say(f"{now()} f12.1 task 2: {await T[2]}")
    E[1].clear()
    say(f"{now()} f12.2 cancels 0: {int(T[0].cancel())}")
    return 12

async def s12_f13():
    r = await gather(T[4], T[4])
    say(f"{now()} f13.1 gathered 4 4: {r[0]} {r[1]}")
    return 13

async def s12_t0():
    say(f"{now()} t0.1 begins")
    await Q.put(1)
    say(f"{now()} t0.2 put 1")
    await wait_for(B.wait(), 2)
    say(f"{now()} t0.3 B.wait() in time")
    S.release()
    say(f"{now()} t0.4 locked {int(S.locked())}")
    call_later(1, E[1].set)
    say(f"{now()} t0.5 ends")
    return 100

async def s12_t1():
    say(f"{now()} t1.1 begins")
    try:
        async with timeout(0) as h0:
            say(f"{now()} t1.2 cancels 0: {int(T[0].cancel())}")
            say(f"{now()} t1.3 task 0: {await T[0]}")
    except TimeoutError:
        say(f"{now()} t1.4 timed out")
    call_later(5, E[0].set)
    say(f"{now()} t1.5 task 0: {await T[0]}")
    S.release()
    say(f"{now()} t1.6 locked {int(S.locked())}")
    say(f"{now()} t1.7 ends")
    return 101

async def s12_t2():
    say(f"{now()} t2.1 begins")
    async with C:
        await C.wait()
        say(f"{now()} t2.2 notified")
        await wait_for(S.acquire(), 5)
        say(f"{now()} t2.3 S.acquire() in time")
    say(f"{now()} t2.4 get_nowait: {get_nowait()}")
    call_later(3, called, "t2.5 called")
    say(f"{now()} t2.6 ends")
    return 102

async def s12_t3():
    say(f"{now()} t3.1 begins")
    try:
        async with timeout(3) as h0:
            say(f"{now()} t3.2 task_done {task_done()}")
            async with aclosing(s12_g1()) as g:
                async for x in g:
                    say(f"{now()} t3.3 item {x}")
            say(f"{now()} t3.4 iterated")
    except TimeoutError:
        say(f"{now()} t3.5 timed out")
    try:
        say(f"{now()} t3.6 shield s12_f2: {await shield(s12_f2())}")
    except CancelledError:
        say(f"{now()} t3.7 swallows")
    async with C:
        await C.wait()
        say(f"{now()} t3.8 notified")
        try:
            async with L[0]:
                say(f"{now()} t3.9 locked 0")
                say(f"{now()} t3.10 task_done {task_done()}")
        except CancelledError:
            say(f"{now()} t3.11 swallows")
    async with aclosing(s12_g3()) as g:
        async for x in g:
            say(f"{now()} t3.12 item {x}")
    say(f"{now()} t3.13 iterated")
    try:
        try:
            try:
                u = gather(s12_f5(), s12_f6())
                call_later(10, u.cancel)
                say(f"{now()} t3.14 done {int(u.done())}")
                r = await u
                say(f"{now()} t3.15 gather: {r[0]} {r[1]}")
                try:
                    call_later(1, T[2].cancel)
                    say(f"{now()} t3.16 shielded 1 in time: {await wait_for(shield(T[1]), 1)}")
                except CancelledError:
                    say(f"{now()} t3.17 cleans up")
                    say(f"{now()} t3.18 sets error 1: {set_future_error(1)}")
                    raise
            except CancelledError:
                say(f"{now()} t3.19 uncancel: {current_task().uncancel()}")
            try:
                async with timeout(5) as h0:
                    say(f"{now()} t3.20 s12_f7 gave {await s12_f7()}")
                    say(f"{now()} t3.21 shield s12_f8: {await shield(s12_f8())}")
            except TimeoutError:
                say(f"{now()} t3.22 timed out")
        finally:
            say(f"{now()} t3.23 finally")
        say(f"{now()} t3.24 task 1: {await T[1]}")
    finally:
        say(f"{now()} t3.25 finally")
    say(f"{now()} t3.26 ends")
    return 103

async def s12_t4():
    say(f"{now()} t4.1 begins")
    say(f"{now()} t4.2 waited for 3: {await wait_for(T[3], 5)}")
    call_soon(called, "t4.3 called")
    async with TaskGroup() as g:
        g.create_task(s12_f9())
        g.create_task(s12_f10())
        say(f"{now()} t4.4 in group")
    say(f"{now()} t4.5 group ends")
    say(f"{now()} t4.6 ends")
    return 104

async def s12_t5():
    say(f"{now()} t5.1 begins")
    async with L[1]:
        say(f"{now()} t5.2 locked 1")
        say(f"{now()} t5.3 task s12_f11: {await create_task(s12_f11())}")
        try:
            await sleep(0)
            say(f"{now()} t5.4 slept 0")
            async with S:
                say(f"{now()} t5.5 semaphore")
                r = await gather(s12_f12(), s12_f13())
                say(f"{now()} t5.6 gathered {r[0]} {r[1]}")
                say(f"{now()} t5.7 wait ALL_COMPLETED: {await wait(T[:5], ALL_COMPLETED, None)}")
        except CancelledError:
            say(f"{now()} t5.8 cleans up")
            await wait_for(B.wait(), 1)
            say(f"{now()} t5.9 B.wait() in time")
            raise
    await S.acquire()
    say(f"{now()} t5.10 acquired")
    V.set(4)
    await sleep(3)
    say(f"{now()} t5.11 slept 3")
    say(f"{now()} t5.12 ends")
    return 105


async def s12_main():
    await scenario(PriorityQueue(2), [s12_t0, s12_t1, s12_t2, s12_t3, s12_t4, s12_t5])

batch(1, s1_main)
batch(2, s2_main)
batch(3, s3_main)
batch(4, s4_main)
batch(5, s5_main)
batch(6, s6_main)
batch(7, s7_main)
batch(8, s8_main)
batch(9, s9_main)
batch(10, s10_main)
batch(11, s11_main)
batch(12, s12_main)
