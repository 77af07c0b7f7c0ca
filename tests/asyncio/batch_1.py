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
    await E[1].wait()
    say(f"{now()} f1.1 event 1")
    call_later(0, T[4].cancel)
    return 1

async def s1_f2():
    try:
        say(f"{now()} f2.1 sets future 1: {set_future(1, 8)}")
        say(f"{now()} f2.2 local {V.get()}")
    except Exception as e:
        say(f"{now()} f2.3 caught {name(e)}")
    await E[0].wait()
    say(f"{now()} f2.4 event 0")
    if True: raise E1
    return 2

async def s1_f4():
    say(f"{now()} f4.1 task_done {task_done()}")
    await wait_for(B.wait(), 1)
    say(f"{now()} f4.2 B.wait() in time")
    return 4

async def s1_f5():
    say(f"{now()} f5.1 uncancel: {current_task().uncancel()}")
    await E[0].wait()
    say(f"{now()} f5.2 event 0")
    return 5

async def s1_f6():
    await B.reset()
    say(f"{now()} f6.1 barrier {B.n_waiting}")
    say(f"{now()} f6.2 got {await Q.get()}")
    return 6

async def s1_f3():
    say(f"{now()} f3.1 task_done {task_done()}")
    async with TaskGroup() as g:
        g.create_task(s1_f4())
        g.create_task(s1_f5())
        say(f"{now()} f3.2 in group")
    say(f"{now()} f3.3 group ends")
    say(f"{now()} f3.4 s1_f6 gave {await s1_f6()}")
    return 6

async def s1_f7():
    say(f"{now()} f7.1 task 0: {await T[0]}")
    say(f"{now()} f7.2 task_done {task_done()}")
    return 7

async def s1_f8():
    say(f"{now()} f8.1 task 0: {await T[0]}")
    try:
        async with timeout(1) as h0:
            say(f"{now()} f8.2 cancels future 0: {int(F[0].cancel())}")
    except TimeoutError:
        say(f"{now()} f8.3 timed out")
    return 8

async def s1_f9():
    say(f"{now()} f9.1 get_nowait: {get_nowait()}")
    return 9

async def s1_f10():
    async with C: C.notify(1)
    say(f"{now()} f10.1 notified 1")
    return 10

async def s1_f11():
    E[0].clear()
    await B.reset()
    say(f"{now()} f11.1 barrier {B.n_waiting}")
    async with C: C.notify_all()
    return 11

async def s1_g12():
    yield 0
    V.set(2)
    try:
        async with timeout(3) as h0:
            async with L[1]:
                say(f"{now()} g12.1 locked 1")
                await S.acquire()
                say(f"{now()} g12.2 acquired")
                say(f"{now()} g12.3 sets error 0: {set_future_error(0)}")
    except TimeoutError:
        say(f"{now()} g12.4 timed out")
    yield 1
    async with S:
        say(f"{now()} g12.5 semaphore")
        say(f"{now()} g12.6 task_done {task_done()}")
    call_soon(called, "g12.7 called")
    yield 2
    say(f"{now()} g12.8 runs out")

async def s1_t0():
    say(f"{now()} t0.1 begins")
    say(f"{now()} t0.2 eager s1_f1: {await create_eager_task(s1_f1())}")
    try:
        async with timeout(0) as h0:
            try:
                async with TaskGroup() as g:
                    g.create_task(s1_f2())
                    g.create_task(s1_f3())
                    say(f"{now()} t0.3 in group")
                say(f"{now()} t0.4 group ends")
            finally:
                say(f"{now()} t0.5 finally")
            await S.acquire()
            say(f"{now()} t0.6 acquired")
    except TimeoutError:
        say(f"{now()} t0.7 timed out")
    say(f"{now()} t0.8 ends")
    return 100

async def s1_t1():
    say(f"{now()} t1.1 begins")
    u = shield(s1_f7())
    call_later(1, u.cancel)
    say(f"{now()} t1.2 shield: {await u}")
    try:
        u = shield(s1_f8())
        call_later(0, u.cancel)
        say(f"{now()} t1.3 done {int(u.done())}")
        say(f"{now()} t1.4 shield: {await u}")
    except CancelledError:
        say(f"{now()} t1.5 swallows")
    try:
        async with timeout(0) as h0:
            async with S:
                say(f"{now()} t1.6 semaphore")
                try:
                    async with timeout(2) as h1:
                        say(f"{now()} t1.7 wait_for s1_f9: {await wait_for(s1_f9(), 2)}")
                        say(f"{now()} t1.8 task_done {task_done()}")
                except TimeoutError:
                    say(f"{now()} t1.9 timed out")
                call_later(1, T[0].cancel)
    except TimeoutError:
        say(f"{now()} t1.10 timed out")
    say(f"{now()} t1.11 ends")
    return 101

async def s1_t2():
    say(f"{now()} t2.1 begins")
    async with S:
        say(f"{now()} t2.2 semaphore")
        await S.acquire()
        say(f"{now()} t2.3 acquired")
        say(f"{now()} t2.4 shielded 1: {await shield(T[1])}")
    V.set(1)
    say(f"{now()} t2.5 ends")
    return 102

async def s1_t3():
    say(f"{now()} t3.1 begins")
    kept.append(create_task(s1_f10()))
    kept.append(create_task(s1_f11()))
    async with aclosing(completed(T[:3])) as g:
        async for x in g:
            say(f"{now()} t3.2 completed {outcome(x)}")
    async with L[0]:
        say(f"{now()} t3.3 locked 0")
        async with aclosing(s1_g12()) as g:
            async for x in g:
                say(f"{now()} t3.4 item {x}")
                if x == 0: break
                async with aclosing(completed(T[:3])) as g:
                    async for x in g:
                        say(f"{now()} t3.5 completed {outcome(x)}")
        say(f"{now()} t3.6 iterated")
        await E[1].wait()
        say(f"{now()} t3.7 event 1")
    say(f"{now()} t3.8 ends")
    return 103

async def s1_t4():
    say(f"{now()} t4.1 begins")
    await Q.put(3)
    say(f"{now()} t4.2 put 3")
    say(f"{now()} t4.3 task 3: {await T[3]}")
    say(f"{now()} t4.4 ends")
    return 104

async def s1_t5():
    say(f"{now()} t5.1 begins")
    async with L[1]:
        say(f"{now()} t5.2 locked 1")
        E[1].set()
        say(f"{now()} t5.3 set 1")
        async with L[1]:
            say(f"{now()} t5.4 locked 1")
            try:
                say(f"{now()} t5.5 get_nowait: {get_nowait()}")
            except Exception as e:
                say(f"{now()} t5.6 caught {name(e)}")
    say(f"{now()} t5.7 local {V.get()}")
    say(f"{now()} t5.8 ends")
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

async def s2_f5():
    say(f"{now()} f5.1 waited for 0: {await wait_for(T[0], 10)}")
    S.release()
    say(f"{now()} f5.2 locked {int(S.locked())}")
    say(f"{now()} f5.3 sets future 1: {set_future(1, 8)}")
    return 5

async def s2_f6():
    say(f"{now()} f6.1 task_done {task_done()}")
    async with C: C.notify(3)
    say(f"{now()} f6.2 notified 3")
    r = await gather(T[0], T[0])
    say(f"{now()} f6.3 gathered 0 0: {r[0]} {r[1]}")
    return 6

async def s2_f4():
    kept.append(create_eager_task(s2_f5()))
    say(f"{now()} f4.1 task 0: {await T[0]}")
    kept.append(create_task(s2_f6()))
    return 6

async def s2_f3():
    say(f"{now()} f3.1 eager s2_f4: {await create_eager_task(s2_f4())}")
    return 6

async def s2_f2():
    say(f"{now()} f2.1 uncancel: {current_task().uncancel()}")
    say(f"{now()} f2.2 eager s2_f3: {await create_eager_task(s2_f3())}")
    return 6

async def s2_f7():
    async with L[1]:
        say(f"{now()} f7.1 locked 1")
        try:
            async with aclosing(completed(T[:5])) as g:
                async for x in g:
                    say(f"{now()} f7.2 completed {outcome(x)}")
            try:
                say(f"{now()} f7.3 task 4: {await T[4]}")
            except Exception as e:
                say(f"{now()} f7.4 caught {name(e)}")
            try:
                await sleep(5)
                say(f"{now()} f7.5 slept 5")
                say(f"{now()} f7.6 cancels 1: {int(T[1].cancel())}")
            except Exception as e:
                say(f"{now()} f7.7 caught {name(e)}")
        except Exception as e:
            say(f"{now()} f7.8 caught {name(e)}")
    try:
        async with timeout(0) as h0:
            say(f"{now()} f7.9 future 1 in time: {await wait_for(F[1], 5)}")
    except TimeoutError:
        say(f"{now()} f7.10 timed out")
    say(f"{now()} f7.11 future 2: {await F[2]}")
    return 7

async def s2_f8():
    await Q.join()
    say(f"{now()} f8.1 joined")
    say(f"{now()} f8.2 waited for 3: {await wait_for(T[3], 3)}")
    E[1].set()
    say(f"{now()} f8.3 set 1")
    return 8

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
    u = gather(s2_f1(), s2_f2())
    say(f"{now()} t1.3 done {int(u.done())}")
    r = await u
    say(f"{now()} t1.4 gather: {r[0]} {r[1]}")
    say(f"{now()} t1.5 ends")
    return 101

async def s2_t2():
    say(f"{now()} t2.1 begins")
    T[5].add_done_callback(lambda t: say(now(), "t2.2 callback", outcome(t)))
    try:
        try:
            async with timeout(0) as h0:
                await sleep(3)
                say(f"{now()} t2.3 slept 3")
                async with L[0]:
                    say(f"{now()} t2.4 locked 0")
                    async with L[1]:
                        say(f"{now()} t2.5 locked 1")
                        say(f"{now()} t2.6 shielded 0 in time: {await wait_for(shield(T[0]), 0)}")
                        say(f"{now()} t2.7 sets error 0: {set_future_error(0)}")
        except TimeoutError:
            say(f"{now()} t2.8 timed out")
    finally:
        say(f"{now()} t2.9 finally")
    say(f"{now()} t2.10 ends")
    return 102

async def s2_t3():
    say(f"{now()} t3.1 begins")
    say(f"{now()} t3.2 task 2: {await T[2]}")
    try:
        say(f"{now()} t3.3 task 2: {await T[2]}")
    except Exception as e:
        say(f"{now()} t3.4 caught {name(e)}")
    say(f"{now()} t3.5 ends")
    return 103

async def s2_t4():
    say(f"{now()} t4.1 begins")
    say(f"{now()} t4.2 task 1: {await T[1]}")
    try:
        E[1].clear()
    except CancelledError:
        say(f"{now()} t4.3 uncancel: {current_task().uncancel()}")
    say(f"{now()} t4.4 ends")
    return 104

async def s2_t5():
    say(f"{now()} t5.1 begins")
    say(f"{now()} t5.2 cancels future 1: {int(F[1].cancel())}")
    say(f"{now()} t5.3 s2_f7 gave {await s2_f7()}")
    say(f"{now()} t5.4 s2_f8 gave {await s2_f8()}")
    say(f"{now()} t5.5 uncancel: {current_task().uncancel()}")
    say(f"{now()} t5.6 ends")
    return 105


async def s2_main():
    await scenario(Queue(2), [s2_t0, s2_t1, s2_t2, s2_t3, s2_t4, s2_t5])

async def s3_f1():
    await Q.join()
    say(f"{now()} f1.1 joined")
    return 1

async def s3_f3():
    call_soon(called, "f3.1 called")
    T[5].add_done_callback(lambda t: say(now(), "f3.2 callback", outcome(t)))
    say(f"{now()} f3.3 barrier {await B.wait()}")
    return 3

async def s3_f2():
    async with C: C.notify(2)
    say(f"{now()} f2.1 notified 2")
    u = shield(s3_f3())
    say(f"{now()} f2.2 done {int(u.done())}")
    say(f"{now()} f2.3 shield: {await u}")
    if True: raise E1
    return 3

async def s3_f4():
    E[0].set()
    say(f"{now()} f4.1 set 0")
    return 4

async def s3_f7():
    await sleep(0)
    say(f"{now()} f7.1 slept 0")
    E[1].clear()
    return 7

async def s3_f6():
    say(f"{now()} f6.1 task s3_f7: {await create_task(s3_f7())}")
    return 7

async def s3_f5():
    T[0].add_done_callback(lambda t: say(now(), "f5.1 callback", outcome(t)))
    await sleep(0)
    say(f"{now()} f5.2 slept 0")
    try:
        u = shield(s3_f6())
        say(f"{now()} f5.3 done {int(u.done())}")
        say(f"{now()} f5.4 shield: {await u}")
        say(f"{now()} f5.5 wait ALL_COMPLETED: {await wait(T[:2], ALL_COMPLETED, None)}")
    except Exception as e:
        say(f"{now()} f5.6 caught {name(e)}")
    return 7

async def s3_g9():
    yield 0
    yield 1
    async with C:
        await C.wait()
        say(f"{now()} g9.1 notified")
        async with aclosing(completed(T[:4])) as g:
            async for x in g:
                say(f"{now()} g9.2 completed {outcome(x)}")
                break
    yield 2
    await Q.join()
    say(f"{now()} g9.3 joined")
    say(f"{now()} g9.4 sets future 0: {set_future(0, 7)}")
    yield 3
    try:
        async with timeout(0) as h0:
            say(f"{now()} g9.5 get_nowait: {get_nowait()}")
    except TimeoutError:
        say(f"{now()} g9.6 timed out")
    async with C: C.notify_all()
    say(f"{now()} g9.7 runs out")

async def s3_f8():
    try:
        async with timeout(2) as h0:
            async with aclosing(s3_g9()) as g:
                async for x in g:
                    say(f"{now()} f8.1 item {x}")
                    try:
                        async with timeout(1) as h0:
                            say(f"{now()} f8.2 reschedule 3: {reschedule(h0, 3)} {int(h0.expired())}")
                    except TimeoutError:
                        say(f"{now()} f8.3 timed out")
            say(f"{now()} f8.4 iterated")
            await S.acquire()
            say(f"{now()} f8.5 acquired")
    except TimeoutError:
        say(f"{now()} f8.6 timed out")
    call_later(1, called, "f8.7 called")
    E[0].set()
    say(f"{now()} f8.8 set 0")
    return 9

async def s3_f10():
    E[0].clear()
    return 10

async def s3_f11():
    await B.reset()
    say(f"{now()} f11.1 barrier {B.n_waiting}")
    return 11

async def s3_f12():
    try:
        async with aclosing(completed(T[:5])) as g:
            async for x in g:
                say(f"{now()} f12.1 completed {outcome(x)}")
        await sleep(3)
        say(f"{now()} f12.2 slept 3")
    except CancelledError:
        say(f"{now()} f12.3 uncancel: {current_task().uncancel()}")
    say(f"{now()} f12.4 cancelling: {current_task().cancelling()}")
    return 12

async def s3_t0():
    say(f"{now()} t0.1 begins")
    await B.reset()
    say(f"{now()} t0.2 barrier {B.n_waiting}")
    try:
        try:
            say(f"{now()} t0.3 wait_for s3_f1: {await wait_for(s3_f1(), 5)}")
            say(f"{now()} t0.4 cancels 1: {int(T[1].cancel())}")
            async with C: C.notify(1)
            say(f"{now()} t0.5 notified 1")
        except Exception as e:
            say(f"{now()} t0.6 caught {name(e)}")
        async with C:
            await C.wait()
            say(f"{now()} t0.7 notified")
            call_later(10, T[3].cancel)
    except Exception as e:
        say(f"{now()} t0.8 caught {name(e)}")
    try:
        say(f"{now()} t0.9 task s3_f2: {await create_task(s3_f2())}")
    except CancelledError:
        say(f"{now()} t0.10 swallows")
    say(f"{now()} t0.11 ends")
    return 100

async def s3_t1():
    say(f"{now()} t1.1 begins")
    say(f"{now()} t1.2 cancels 2: {int(T[2].cancel())}")
    say(f"{now()} t1.3 wait_for s3_f4: {await wait_for(s3_f4(), 0)}")
    S.release()
    say(f"{now()} t1.4 locked {int(S.locked())}")
    say(f"{now()} t1.5 task_done {task_done()}")
    async with L[0]:
        say(f"{now()} t1.6 locked 0")
        try:
            async with timeout(5) as h0:
                async with L[1]:
                    say(f"{now()} t1.7 locked 1")
                    try:
                        say(f"{now()} t1.8 task 0: {await T[0]}")
                        say(f"{now()} t1.9 task_done {task_done()}")
                    except Exception as e:
                        say(f"{now()} t1.10 caught {name(e)}")
                    say(f"{now()} t1.11 waited for 0: {await wait_for(T[0], 2)}")
                try:
                    async with timeout(3) as h1:
                        say(f"{now()} t1.12 barrier {await B.wait()}")
                except TimeoutError:
                    say(f"{now()} t1.13 timed out")
        except TimeoutError:
            say(f"{now()} t1.14 timed out")
    say(f"{now()} t1.15 ends")
    return 101

async def s3_t2():
    say(f"{now()} t2.1 begins")
    E[0].clear()
    u = shield(s3_f5())
    say(f"{now()} t2.2 shield: {await u}")
    say(f"{now()} t2.3 ends")
    return 102

async def s3_t3():
    say(f"{now()} t3.1 begins")
    say(f"{now()} t3.2 got {await Q.get()}")
    say(f"{now()} t3.3 future 2: {await F[2]}")
    async with L[0]:
        say(f"{now()} t3.4 locked 0")
        async with C: C.notify_all()
    say(f"{now()} t3.5 ends")
    return 103

async def s3_t4():
    say(f"{now()} t4.1 begins")
    r = await gather(s3_f8(), s3_f10(), return_exceptions=True)
    say(f"{now()} t4.2 collected {either(r[0])} {either(r[1])}")
    V.set(1)
    try:
        async with timeout(5) as h0:
            await sleep(0)
            say(f"{now()} t4.3 slept 0")
    except TimeoutError:
        say(f"{now()} t4.4 timed out")
    say(f"{now()} t4.5 ends")
    return 104

async def s3_t5():
    say(f"{now()} t5.1 begins")
    async with L[0]:
        say(f"{now()} t5.2 locked 0")
        say(f"{now()} t5.3 cancels 4: {int(T[4].cancel())}")
        u = gather(s3_f11(), s3_f12())
        r = await u
        say(f"{now()} t5.4 gather: {r[0]} {r[1]}")
    say(f"{now()} t5.5 shielded 2 in time: {await wait_for(shield(T[2]), 5)}")
    say(f"{now()} t5.6 ends")
    return 105


async def s3_main():
    await scenario(Queue(2), [s3_t0, s3_t1, s3_t2, s3_t3, s3_t4, s3_t5])

async def s4_f2():
    T[0].add_done_callback(lambda t: say(now(), "f2.1 callback", outcome(t)))
    return 2

async def s4_f1():
    kept.append(create_task(s4_f2()))
    return 2

async def s4_g4():
    yield 0
    yield 1
    say(f"{now()} g4.1 runs out")

async def s4_f3():
    async with aclosing(s4_g4()) as g:
        async for x in g:
            say(f"{now()} f3.1 item {x}")
            if x == 1: break
            S.release()
            say(f"{now()} f3.2 locked {int(S.locked())}")
    say(f"{now()} f3.3 iterated")
    return 4

async def s4_f7():
    S.release()
    say(f"{now()} f7.1 locked {int(S.locked())}")
    await sleep(1)
    say(f"{now()} f7.2 slept 1")
    return 7

async def s4_f6():
    try:
        say(f"{now()} f6.1 shield s4_f7: {await shield(s4_f7())}")
    except Exception as e:
        say(f"{now()} f6.2 caught {name(e)}")
    return 7

async def s4_f8():
    say(f"{now()} f8.1 sets error 0: {set_future_error(0)}")
    try:
        if True: raise E2
    except Exception as e:
        say(f"{now()} f8.2 caught {name(e)}")
    return 8

async def s4_f5():
    try:
        async with L[0]:
            say(f"{now()} f5.1 locked 0")
            await Q.join()
            say(f"{now()} f5.2 joined")
    except Exception as e:
        say(f"{now()} f5.3 caught {name(e)}")
    u = gather(s4_f6(), s4_f8())
    call_later(0, u.cancel)
    say(f"{now()} f5.4 done {int(u.done())}")
    r = await u
    say(f"{now()} f5.5 gather: {r[0]} {r[1]}")
    return 8

async def s4_f10():
    try:
        say(f"{now()} f10.1 cancels future 1: {int(F[1].cancel())}")
    except Exception as e:
        say(f"{now()} f10.2 caught {name(e)}")
    return 10

async def s4_f11():
    say(f"{now()} f11.1 local {V.get()}")
    return 11

async def s4_f9():
    r = await gather(s4_f10(), s4_f11())
    say(f"{now()} f9.1 gathered {r[0]} {r[1]}")
    return 11

async def s4_f12():
    try:
        say(f"{now()} f12.1 wait ALL_COMPLETED: {await wait(T[:2], ALL_COMPLETED, None)}")
    except CancelledError:
        say(f"{now()} f12.2 uncancel: {current_task().uncancel()}")
    async with C: C.notify_all()
    return 12

async def s4_t0():
    say(f"{now()} t0.1 begins")
    say(f"{now()} t0.2 wait_for s4_f1: {await wait_for(s4_f1(), 2)}")
    say(f"{now()} t0.3 cancels future 1: {int(F[1].cancel())}")
    u = shield(s4_f3())
    call_later(2, u.cancel)
    say(f"{now()} t0.4 done {int(u.done())}")
    say(f"{now()} t0.5 shield: {await u}")
    v1 = [-1] * 3
    async with TaskGroup() as g:
        v1[0] = g.create_task(s4_f5())
        say(f"{now()} t0.6 cancels 2: {int(T[2].cancel())}")
    say(f"{now()} t0.7 result 0: {result(v1[0])}")
    say(f"{now()} t0.8 ends")
    return 100

async def s4_t1():
    say(f"{now()} t1.1 begins")
    try:
        async with timeout(5) as h0:
            async with L[1]:
                say(f"{now()} t1.2 locked 1")
                if True: raise E1
    except TimeoutError:
        say(f"{now()} t1.3 timed out")
    try:
        async with timeout(0) as h0:
            Q.shutdown(False)
            say(f"{now()} t1.4 shut down")
    except TimeoutError:
        say(f"{now()} t1.5 timed out")
    await B.reset()
    say(f"{now()} t1.6 barrier {B.n_waiting}")
    say(f"{now()} t1.7 ends")
    return 101

async def s4_t2():
    say(f"{now()} t2.1 begins")
    try:
        async with TaskGroup() as g:
            g.create_task(s4_f9())
            g.create_task(s4_f12())
            say(f"{now()} t2.2 in group")
        say(f"{now()} t2.3 group ends")
        say(f"{now()} t2.4 waited for 1: {await wait_for(T[1], 3)}")
    finally:
        say(f"{now()} t2.5 finally")
    say(f"{now()} t2.6 wait ALL_COMPLETED: {await wait(T[:2], ALL_COMPLETED, 0)}")
    await wait_for(Q.put(2), 0)
    say(f"{now()} t2.7 Q.put(2) in time")
    say(f"{now()} t2.8 ends")
    return 102

async def s4_t3():
    say(f"{now()} t3.1 begins")
    E[1].clear()
    async with S:
        say(f"{now()} t3.2 semaphore")
        say(f"{now()} t3.3 cancelling: {current_task().cancelling()}")
        async with S:
            say(f"{now()} t3.4 semaphore")
            try:
                say(f"{now()} t3.5 get_nowait: {get_nowait()}")
                S.release()
                say(f"{now()} t3.6 locked {int(S.locked())}")
            except Exception as e:
                say(f"{now()} t3.7 caught {name(e)}")
    await Q.join()
    say(f"{now()} t3.8 joined")
    say(f"{now()} t3.9 ends")
    return 103

async def s4_t4():
    say(f"{now()} t4.1 begins")
    async with C:
        await C.wait()
        say(f"{now()} t4.2 notified")
        say(f"{now()} t4.3 cancels future 2: {int(F[2].cancel())}")
    async with L[0]:
        say(f"{now()} t4.4 locked 0")
        say(f"{now()} t4.5 cancels 4: {int(T[4].cancel())}")
        try:
            async with timeout(5) as h0:
                V.set(3)
        except TimeoutError:
            say(f"{now()} t4.6 timed out")
    async with C:
        await C.wait()
        say(f"{now()} t4.7 notified")
        call_later(10, T[3].cancel)
    say(f"{now()} t4.8 get_nowait: {get_nowait()}")
    await wait_for(E[0].wait(), 5)
    say(f"{now()} t4.9 E[0].wait() in time")
    say(f"{now()} t4.10 ends")
    return 104

async def s4_t5():
    say(f"{now()} t5.1 begins")
    async with S:
        say(f"{now()} t5.2 semaphore")
        await S.acquire()
        say(f"{now()} t5.3 acquired")
        async with S:
            say(f"{now()} t5.4 semaphore")
            async with L[1]:
                say(f"{now()} t5.5 locked 1")
                say(f"{now()} t5.6 local {V.get()}")
                say(f"{now()} t5.7 put_nowait 4: {put_nowait(4)}")
    r = await gather(T[0], T[4])
    say(f"{now()} t5.8 gathered 0 4: {r[0]} {r[1]}")
    say(f"{now()} t5.9 future 2 in time: {await wait_for(F[2], 2)}")
    call_later(5, E[1].set)
    say(f"{now()} t5.10 ends")
    return 105


async def s4_main():
    await scenario(Queue(2), [s4_t0, s4_t1, s4_t2, s4_t3, s4_t4, s4_t5])

async def s5_f1():
    try:
        try:
            async with timeout(0) as h0:
                try:
                    say(f"{now()} f1.1 reschedule 1: {reschedule(h0, 1)} {int(h0.expired())}")
                except Exception as e:
                    say(f"{now()} f1.2 caught {name(e)}")
        except TimeoutError:
            say(f"{now()} f1.3 timed out")
    except Exception as e:
        say(f"{now()} f1.4 caught {name(e)}")
    return 1

async def s5_f2():
    say(f"{now()} f2.1 future 0: {await F[0]}")
    return 2

async def s5_f3():
    try:
        async with timeout(1) as h0:
            say(f"{now()} f3.1 cancelling: {current_task().cancelling()}")
    except TimeoutError:
        say(f"{now()} f3.2 timed out")
    return 3

async def s5_f5():
    say(f"{now()} f5.1 barrier {await B.wait()}")
    say(f"{now()} f5.2 put_nowait 1: {put_nowait(1)}")
    return 5

async def s5_g6():
    yield 0
    await B.reset()
    say(f"{now()} g6.1 barrier {B.n_waiting}")
    say(f"{now()} g6.2 put_nowait 2: {put_nowait(2)}")
    say(f"{now()} g6.3 runs out")

async def s5_f4():
    kept.append(create_task(s5_f5()))
    await sleep(0)
    say(f"{now()} f4.1 slept 0")
    async with aclosing(s5_g6()) as g:
        async for x in g:
            say(f"{now()} f4.2 item {x}")
            if x == 2: break
    say(f"{now()} f4.3 iterated")
    return 6

async def s5_f8():
    await wait_for(E[0].wait(), 1)
    say(f"{now()} f8.1 E[0].wait() in time")
    V.set(3)
    call_later(2, called, "f8.2 called")
    return 8

async def s5_f10():
    say(f"{now()} f10.1 future 2 in time: {await wait_for(F[2], 1)}")
    return 10

async def s5_f9():
    async with L[1]:
        say(f"{now()} f9.1 locked 1")
        async with C: C.notify_all()
        say(f"{now()} f9.2 local {V.get()}")
    say(f"{now()} f9.3 wait_for s5_f10: {await wait_for(s5_f10(), 10)}")
    return 10

async def s5_f7():
    say(f"{now()} f7.1 cancels 2: {int(T[2].cancel())}")
    r = await gather(s5_f8(), s5_f9(), return_exceptions=True)
    say(f"{now()} f7.2 collected {either(r[0])} {either(r[1])}")
    return 10

async def s5_f11():
    E[1].set()
    say(f"{now()} f11.1 set 1")
    say(f"{now()} f11.2 put_nowait 4: {put_nowait(4)}")
    return 11

async def s5_f12():
    async with aclosing(completed(T[:1])) as g:
        async for x in g:
            say(f"{now()} f12.1 completed {outcome(x)}")
            break
    await B.reset()
    say(f"{now()} f12.2 barrier {B.n_waiting}")
    return 12

async def s5_t0():
    say(f"{now()} t0.1 begins")
    await Q.join()
    say(f"{now()} t0.2 joined")
    async with TaskGroup() as g:
        g.create_task(s5_f1())
        g.create_task(s5_f2())
        g.create_task(s5_f3())
        say(f"{now()} t0.3 in group")
        async with S:
            say(f"{now()} t0.4 semaphore")
            say(f"{now()} t0.5 s5_f4 gave {await s5_f4()}")
            say(f"{now()} t0.6 future 1 in time: {await wait_for(F[1], 3)}")
    say(f"{now()} t0.7 group ends")
    try:
        say(f"{now()} t0.8 uncancel: {current_task().uncancel()}")
    except Exception as e:
        say(f"{now()} t0.9 caught {name(e)}")
    async with L[0]:
        say(f"{now()} t0.10 locked 0")
        say(f"{now()} t0.11 wait_for s5_f7: {await wait_for(s5_f7(), 10)}")
        say(f"{now()} t0.12 task s5_f11: {await create_task(s5_f11())}")
    say(f"{now()} t0.13 ends")
    return 100

async def s5_t1():
    say(f"{now()} t1.1 begins")
    try:
        say(f"{now()} t1.2 task_done {task_done()}")
        call_later(0, called, "t1.3 called")
    except Exception as e:
        say(f"{now()} t1.4 caught {name(e)}")
    say(f"{now()} t1.5 task s5_f12: {await create_task(s5_f12())}")
    say(f"{now()} t1.6 cancels future 1: {int(F[1].cancel())}")
    say(f"{now()} t1.7 task_done {task_done()}")
    call_later(2, called, "t1.8 called")
    say(f"{now()} t1.9 ends")
    return 101

async def s5_t2():
    say(f"{now()} t2.1 begins")
    call_later(1, called, "t2.2 called")
    say(f"{now()} t2.3 uncancel: {current_task().uncancel()}")
    await Q.join()
    say(f"{now()} t2.4 joined")
    try:
        try:
            await Q.join()
            say(f"{now()} t2.5 joined")
        except Exception as e:
            say(f"{now()} t2.6 caught {name(e)}")
        say(f"{now()} t2.7 task 1: {await T[1]}")
    except CancelledError:
        say(f"{now()} t2.8 cleans up")
        await B.reset()
        say(f"{now()} t2.9 barrier {B.n_waiting}")
        raise
    say(f"{now()} t2.10 ends")
    return 102

async def s5_t3():
    say(f"{now()} t3.1 begins")
    async with S:
        say(f"{now()} t3.2 semaphore")
        say(f"{now()} t3.3 got {await Q.get()}")
    try:
        say(f"{now()} t3.4 local {V.get()}")
    except CancelledError:
        say(f"{now()} t3.5 uncancel: {current_task().uncancel()}")
    say(f"{now()} t3.6 cancels 4: {int(T[4].cancel())}")
    say(f"{now()} t3.7 uncancel: {current_task().uncancel()}")
    T[0].add_done_callback(lambda t: say(now(), "t3.8 callback", outcome(t)))
    say(f"{now()} t3.9 ends")
    return 103

async def s5_t4():
    say(f"{now()} t4.1 begins")
    async with C: C.notify(1)
    say(f"{now()} t4.2 notified 1")
    await B.reset()
    say(f"{now()} t4.3 barrier {B.n_waiting}")
    E[1].clear()
    await S.acquire()
    say(f"{now()} t4.4 acquired")
    say(f"{now()} t4.5 ends")
    return 104

async def s5_t5():
    say(f"{now()} t5.1 begins")
    try:
        async with S:
            say(f"{now()} t5.2 semaphore")
            await sleep(0)
            say(f"{now()} t5.3 slept 0")
        say(f"{now()} t5.4 task 4: {await T[4]}")
        async with C: C.notify_all()
    except Exception as e:
        say(f"{now()} t5.5 caught {name(e)}")
    say(f"{now()} t5.6 sets future 1: {set_future(1, 8)}")
    say(f"{now()} t5.7 cancelling: {current_task().cancelling()}")
    say(f"{now()} t5.8 got {await Q.get()}")
    say(f"{now()} t5.9 ends")
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

async def s6_g5():
    yield 0
    say(f"{now()} g5.1 runs out")

async def s6_f4():
    async with aclosing(s6_g5()) as g:
        async for x in g:
            say(f"{now()} f4.1 item {x}")
            if x == 0: break
            await sleep(0)
            say(f"{now()} f4.2 slept 0")
    say(f"{now()} f4.3 iterated")
    async with C:
        await C.wait()
        say(f"{now()} f4.4 notified")
        say(f"{now()} f4.5 task_done {task_done()}")
    say(f"{now()} f4.6 cancels future 1: {int(F[1].cancel())}")
    return 5

async def s6_f6():
    try:
        say(f"{now()} f6.1 cancelling: {current_task().cancelling()}")
        say(f"{now()} f6.2 future 1 in time: {await wait_for(F[1], 3)}")
        say(f"{now()} f6.3 task 0: {await T[0]}")
    except Exception as e:
        say(f"{now()} f6.4 caught {name(e)}")
    try:
        if True: raise E1
        say(f"{now()} f6.5 put_nowait 1: {put_nowait(1)}")
    except Exception as e:
        say(f"{now()} f6.6 caught {name(e)}")
    return 6

async def s6_f2():
    say(f"{now()} f2.1 shielded 0 in time: {await wait_for(shield(T[0]), 1)}")
    try:
        if True: raise E1
        say(f"{now()} f2.2 shield s6_f3: {await shield(s6_f3())}")
    except CancelledError:
        say(f"{now()} f2.3 uncancel: {current_task().uncancel()}")
    r = await gather(s6_f4(), s6_f6(), return_exceptions=True)
    say(f"{now()} f2.4 collected {either(r[0])} {either(r[1])}")
    return 6

async def s6_f7():
    try:
        try:
            say(f"{now()} f7.1 shielded 0 in time: {await wait_for(shield(T[0]), 0)}")
        except CancelledError:
            say(f"{now()} f7.2 cleans up")
            say(f"{now()} f7.3 cancels 5: {int(T[5].cancel())}")
            raise
    except CancelledError:
        say(f"{now()} f7.4 swallows")
    return 7

async def s6_f8():
    say(f"{now()} f8.1 cancels 1: {int(T[1].cancel())}")
    say(f"{now()} f8.2 wait FIRST_EXCEPTION: {await wait(T[:2], FIRST_EXCEPTION, 1)}")
    E[0].clear()
    return 8

async def s6_f9():
    await sleep(0)
    say(f"{now()} f9.1 slept 0")
    return 9

async def s6_f10():
    if True: raise E1
    return 10

async def s6_g11():
    yield 0
    yield 1
    say(f"{now()} g11.1 waited for 0: {await wait_for(T[0], 1)}")
    yield 2
    T[1].add_done_callback(lambda t: say(now(), "g11.2 callback", outcome(t)))
    say(f"{now()} g11.3 cancelling: {current_task().cancelling()}")
    yield 3
    say(f"{now()} g11.4 runs out")

async def s6_f12():
    async with L[1]:
        say(f"{now()} f12.1 locked 1")
        try:
            try:
                say(f"{now()} f12.2 task 2: {await T[2]}")
                E[0].set()
                say(f"{now()} f12.3 set 0")
            finally:
                say(f"{now()} f12.4 finally")
        finally:
            say(f"{now()} f12.5 finally")
        try:
            call_later(1, called, "f12.6 called")
            await wait_for(B.wait(), 0)
            say(f"{now()} f12.7 B.wait() in time")
        except CancelledError:
            say(f"{now()} f12.8 uncancel: {current_task().uncancel()}")
    F[0].add_done_callback(lambda f: say(now(), "f12.9 callback"))
    try:
        await wait_for(Q.put(3), 2)
        say(f"{now()} f12.10 Q.put(3) in time")
        say(f"{now()} f12.11 get_nowait: {get_nowait()}")
        async with S:
            say(f"{now()} f12.12 semaphore")
            say(f"{now()} f12.13 task_done {task_done()}")
    except Exception as e:
        say(f"{now()} f12.14 caught {name(e)}")
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
    say(f"{now()} t0.6 task s6_f1: {await create_task(s6_f1())}")
    await wait_for(S.acquire(), 1)
    say(f"{now()} t0.7 S.acquire() in time")
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
        say(f"{now()} t1.4 wait_for s6_f2: {await wait_for(s6_f2(), 0)}")
    except Exception as e:
        say(f"{now()} t1.5 caught {name(e)}")
    r = await gather(T[0], T[0])
    say(f"{now()} t1.6 gathered 0 0: {r[0]} {r[1]}")
    say(f"{now()} t1.7 ends")
    return 101

async def s6_t2():
    say(f"{now()} t2.1 begins")
    try:
        async with timeout(1) as h0:
            v2 = [-1] * 3
            async with TaskGroup() as g:
                v2[0] = g.create_task(s6_f7())
                v2[1] = g.create_task(s6_f8())
            say(f"{now()} t2.2 result 0: {result(v2[0])}")
            say(f"{now()} t2.3 result 1: {result(v2[1])}")
            call_later(10, E[1].set)
    except TimeoutError:
        say(f"{now()} t2.4 timed out")
    try:
        async with timeout(3) as h0:
            try:
                call_later(3, T[3].cancel)
                async with C:
                    await C.wait()
                    say(f"{now()} t2.5 notified")
                    await sleep(1)
                    say(f"{now()} t2.6 slept 1")
            finally:
                say(f"{now()} t2.7 finally")
            try:
                async with timeout(5) as h1:
                    async with L[1]:
                        say(f"{now()} t2.8 locked 1")
                        r = await gather(s6_f9(), s6_f10(), return_exceptions=True)
                        say(f"{now()} t2.9 collected {either(r[0])} {either(r[1])}")
                    say(f"{now()} t2.10 sets future 0: {set_future(0, 7)}")
            except TimeoutError:
                say(f"{now()} t2.11 timed out")
    except TimeoutError:
        say(f"{now()} t2.12 timed out")
    E[1].clear()
    say(f"{now()} t2.13 sets error 2: {set_future_error(2)}")
    async with C: C.notify_all()
    say(f"{now()} t2.14 ends")
    return 102

async def s6_t3():
    say(f"{now()} t3.1 begins")
    async with aclosing(s6_g11()) as g:
        async for x in g:
            say(f"{now()} t3.2 item {x}")
            try:
                await sleep(1)
                say(f"{now()} t3.3 slept 1")
            finally:
                say(f"{now()} t3.4 finally")
    say(f"{now()} t3.5 iterated")
    async with C:
        await C.wait()
        say(f"{now()} t3.6 notified")
        say(f"{now()} t3.7 cancels 3: {int(T[3].cancel())}")
    await sleep(1)
    say(f"{now()} t3.8 slept 1")
    say(f"{now()} t3.9 wait_for s6_f12: {await wait_for(s6_f12(), 1)}")
    await wait_for(S.acquire(), 10)
    say(f"{now()} t3.10 S.acquire() in time")
    say(f"{now()} t3.11 ends")
    return 103

async def s6_t4():
    say(f"{now()} t4.1 begins")
    say(f"{now()} t4.2 cancelling: {current_task().cancelling()}")
    await sleep(0)
    say(f"{now()} t4.3 slept 0")
    async with S:
        say(f"{now()} t4.4 semaphore")
        say(f"{now()} t4.5 uncancel: {current_task().uncancel()}")
        say(f"{now()} t4.6 put_nowait 4: {put_nowait(4)}")
    say(f"{now()} t4.7 sets future 2: {set_future(2, 9)}")
    E[0].clear()
    say(f"{now()} t4.8 ends")
    return 104

async def s6_t5():
    say(f"{now()} t5.1 begins")
    await wait_for(Q.put(5), 3)
    say(f"{now()} t5.2 Q.put(5) in time")
    T[0].add_done_callback(lambda t: say(now(), "t5.3 callback", outcome(t)))
    say(f"{now()} t5.4 ends")
    return 105


async def s6_main():
    await scenario(Queue(2), [s6_t0, s6_t1, s6_t2, s6_t3, s6_t4, s6_t5])

async def s7_f2():
    await sleep(5)
    say(f"{now()} f2.1 slept 5")
    return 2

async def s7_f1():
    say(f"{now()} f1.1 wait_for s7_f2: {await wait_for(s7_f2(), 0)}")
    return 2

async def s7_f3():
    if True: raise E2
    return 3

async def s7_f5():
    say(f"{now()} f5.1 sets error 0: {set_future_error(0)}")
    return 5

async def s7_f7():
    say(f"{now()} f7.1 barrier {await B.wait()}")
    await wait_for(E[0].wait(), 10)
    say(f"{now()} f7.2 E[0].wait() in time")
    say(f"{now()} f7.3 waited for 0: {await wait_for(T[0], 0)}")
    return 7

async def s7_f8():
    r = await gather(T[0], T[0])
    say(f"{now()} f8.1 gathered 0 0: {r[0]} {r[1]}")
    call_later(0, called, "f8.2 called")
    say(f"{now()} f8.3 task 0: {await T[0]}")
    return 8

async def s7_f6():
    say(f"{now()} f6.1 cancels 0: {int(T[0].cancel())}")
    try:
        r = await gather(s7_f7(), s7_f8(), return_exceptions=True)
        say(f"{now()} f6.2 collected {either(r[0])} {either(r[1])}")
    except CancelledError:
        say(f"{now()} f6.3 uncancel: {current_task().uncancel()}")
    E[0].clear()
    return 8

async def s7_f9():
    say(f"{now()} f9.1 cancels 1: {int(T[1].cancel())}")
    E[1].clear()
    return 9

async def s7_f10():
    try:
        async with timeout(0) as h0:
            try:
                async with timeout(0) as h1:
                    async with C: C.notify_all()
            except TimeoutError:
                say(f"{now()} f10.1 timed out")
            try:
                say(f"{now()} f10.2 shielded 0: {await shield(T[0])}")
            finally:
                say(f"{now()} f10.3 finally")
    except TimeoutError:
        say(f"{now()} f10.4 timed out")
    return 10

async def s7_g11():
    yield 0
    say(f"{now()} g11.1 runs out")

async def s7_f12():
    async with L[1]:
        say(f"{now()} f12.1 locked 1")
        try:
            say(f"{now()} f12.2 task 0: {await T[0]}")
        except Exception as e:
            say(f"{now()} f12.3 caught {name(e)}")
    return 12

async def s7_f13():
    say(f"{now()} f13.1 future 1 in time: {await wait_for(F[1], 10)}")
    try:
        await Q.join()
        say(f"{now()} f13.2 joined")
        await Q.join()
        say(f"{now()} f13.3 joined")
    except CancelledError:
        say(f"{now()} f13.4 uncancel: {current_task().uncancel()}")
    return 13

async def s7_g4():
    yield 0
    kept.append(create_task(s7_f5()))
    yield 1
    u = gather(s7_f6(), s7_f9())
    r = await u
    say(f"{now()} g4.1 gather: {r[0]} {r[1]}")
    async with TaskGroup() as g:
        g.create_task(s7_f10())
        say(f"{now()} g4.2 in group")
        async with aclosing(s7_g11()) as g:
            async for x in g:
                say(f"{now()} g4.3 item {x}")
        say(f"{now()} g4.4 iterated")
    say(f"{now()} g4.5 group ends")
    yield 2
    r = await gather(s7_f12(), s7_f13())
    say(f"{now()} g4.6 gathered {r[0]} {r[1]}")
    say(f"{now()} g4.7 runs out")

async def s7_t0():
    say(f"{now()} t0.1 begins")
    try:
        try:
            r = await gather(s7_f1(), s7_f3(), return_exceptions=True)
            say(f"{now()} t0.2 collected {either(r[0])} {either(r[1])}")
        finally:
            say(f"{now()} t0.3 finally")
    finally:
        say(f"{now()} t0.4 finally")
    try:
        async with timeout(1) as h0:
            say(f"{now()} t0.5 uncancel: {current_task().uncancel()}")
    except TimeoutError:
        say(f"{now()} t0.6 timed out")
    async with C: C.notify_all()
    say(f"{now()} t0.7 ends")
    return 100

async def s7_t1():
    say(f"{now()} t1.1 begins")
    async with aclosing(s7_g4()) as g:
        async for x in g:
            say(f"{now()} t1.2 item {x}")
    say(f"{now()} t1.3 iterated")
    async with C: C.notify(3)
    say(f"{now()} t1.4 notified 3")
    say(f"{now()} t1.5 ends")
    return 101

async def s7_t2():
    say(f"{now()} t2.1 begins")
    try:
        try:
            say(f"{now()} t2.2 get_nowait: {get_nowait()}")
            say(f"{now()} t2.3 sets future 0: {set_future(0, 7)}")
        finally:
            say(f"{now()} t2.4 finally")
    except CancelledError:
        say(f"{now()} t2.5 cleans up")
        await sleep(0)
        say(f"{now()} t2.6 slept 0")
        raise
    say(f"{now()} t2.7 get_nowait: {get_nowait()}")
    say(f"{now()} t2.8 ends")
    return 102

async def s7_t3():
    say(f"{now()} t3.1 begins")
    call_later(3, called, "t3.2 called")
    try:
        say(f"{now()} t3.3 task 0: {await T[0]}")
    except Exception as e:
        say(f"{now()} t3.4 caught {name(e)}")
    say(f"{now()} t3.5 wait FIRST_COMPLETED: {await wait(T[:3], FIRST_COMPLETED, None)}")
    say(f"{now()} t3.6 get_nowait: {get_nowait()}")
    say(f"{now()} t3.7 ends")
    return 103

async def s7_t4():
    say(f"{now()} t4.1 begins")
    say(f"{now()} t4.2 shielded 2: {await shield(T[2])}")
    async with aclosing(completed(T[:4])) as g:
        async for x in g:
            say(f"{now()} t4.3 completed {outcome(x)}")
    say(f"{now()} t4.4 got {await Q.get()}")
    async with S:
        say(f"{now()} t4.5 semaphore")
        async with C:
            await C.wait()
            say(f"{now()} t4.6 notified")
            call_later(1, called, "t4.7 called")
        async with L[0]:
            say(f"{now()} t4.8 locked 0")
            say(f"{now()} t4.9 future 0: {await F[0]}")
    try:
        async with timeout(3) as h0:
            await sleep(3)
            say(f"{now()} t4.10 slept 3")
            await Q.join()
            say(f"{now()} t4.11 joined")
    except TimeoutError:
        say(f"{now()} t4.12 timed out")
    say(f"{now()} t4.13 ends")
    return 104

async def s7_t5():
    say(f"{now()} t5.1 begins")
    E[0].clear()
    try:
        await Q.put(1)
        say(f"{now()} t5.2 put 1")
    except Exception as e:
        say(f"{now()} t5.3 caught {name(e)}")
    E[0].set()
    say(f"{now()} t5.4 set 0")
    S.release()
    say(f"{now()} t5.5 locked {int(S.locked())}")
    S.release()
    say(f"{now()} t5.6 locked {int(S.locked())}")
    say(f"{now()} t5.7 ends")
    return 105


async def s7_main():
    await scenario(LifoQueue(2), [s7_t0, s7_t1, s7_t2, s7_t3, s7_t4, s7_t5])

async def s8_f4():
    call_later(3, E[1].set)
    say(f"{now()} f4.1 got {await Q.get()}")
    say(f"{now()} f4.2 barrier {await B.wait()}")
    return 4

async def s8_f3():
    try:
        say(f"{now()} f3.1 cancels 4: {int(T[4].cancel())}")
    finally:
        say(f"{now()} f3.2 finally")
    async with TaskGroup() as g:
        g.create_task(s8_f4())
        say(f"{now()} f3.3 in group")
    say(f"{now()} f3.4 group ends")
    return 4

async def s8_f6():
    say(f"{now()} f6.1 task_done {task_done()}")
    call_later(1, called, "f6.2 called")
    say(f"{now()} f6.3 sets future 1: {set_future(1, 8)}")
    return 6

async def s8_f5():
    say(f"{now()} f5.1 get_nowait: {get_nowait()}")
    kept.append(create_task(s8_f6()))
    try:
        async with timeout(5) as h0:
            await sleep(0)
            say(f"{now()} f5.2 slept 0")
    except TimeoutError:
        say(f"{now()} f5.3 timed out")
    return 6

async def s8_f2():
    say(f"{now()} f2.1 cancels 3: {int(T[3].cancel())}")
    r = await gather(s8_f3(), s8_f5())
    say(f"{now()} f2.2 gathered {r[0]} {r[1]}")
    async with C: C.notify(1)
    say(f"{now()} f2.3 notified 1")
    return 6

async def s8_f1():
    try:
        T[3].add_done_callback(lambda t: say(now(), "f1.1 callback", outcome(t)))
    except Exception as e:
        say(f"{now()} f1.2 caught {name(e)}")
    say(f"{now()} f1.3 wait_for s8_f2: {await wait_for(s8_f2(), 0)}")
    return 6

async def s8_f8():
    async with L[1]:
        say(f"{now()} f8.1 locked 1")
        await Q.put(1)
        say(f"{now()} f8.2 put 1")
    async with L[0]:
        say(f"{now()} f8.3 locked 0")
        async with C: C.notify(2)
        say(f"{now()} f8.4 notified 2")
        await wait_for(E[0].wait(), 1)
        say(f"{now()} f8.5 E[0].wait() in time")
    return 8

async def s8_g10():
    yield 0
    yield 1
    yield 2
    yield 3
    await Q.put(2)
    say(f"{now()} g10.1 put 2")
    call_later(10, E[0].set)
    say(f"{now()} g10.2 runs out")

async def s8_g11():
    yield 0
    call_later(0, E[0].set)
    yield 1
    yield 2
    await sleep(0)
    say(f"{now()} g11.1 slept 0")
    await Q.join()
    say(f"{now()} g11.2 joined")
    say(f"{now()} g11.3 runs out")

async def s8_f9():
    async with aclosing(s8_g10()) as g:
        async for x in g:
            say(f"{now()} f9.1 item {x}")
            if x == 2: break
    say(f"{now()} f9.2 iterated")
    async with aclosing(s8_g11()) as g:
        async for x in g:
            say(f"{now()} f9.3 item {x}")
    say(f"{now()} f9.4 iterated")
    async with C: C.notify_all()
    return 11

async def s8_f7():
    try:
        r = await gather(s8_f8(), s8_f9(), return_exceptions=True)
        say(f"{now()} f7.1 collected {either(r[0])} {either(r[1])}")
        try:
            await sleep(0)
            say(f"{now()} f7.2 slept 0")
            async with L[1]:
                say(f"{now()} f7.3 locked 1")
                S.release()
                say(f"{now()} f7.4 locked {int(S.locked())}")
                say(f"{now()} f7.5 barrier {await B.wait()}")
        finally:
            say(f"{now()} f7.6 finally")
        call_later(2, called, "f7.7 called")
    except Exception as e:
        say(f"{now()} f7.8 caught {name(e)}")
    try:
        async with C: C.notify(1)
        say(f"{now()} f7.9 notified 1")
        await Q.join()
        say(f"{now()} f7.10 joined")
    except Exception as e:
        say(f"{now()} f7.11 caught {name(e)}")
    await B.reset()
    say(f"{now()} f7.12 barrier {B.n_waiting}")
    return 11

async def s8_f12():
    async with S:
        say(f"{now()} f12.1 semaphore")
        say(f"{now()} f12.2 local {V.get()}")
    T[2].add_done_callback(lambda t: say(now(), "f12.3 callback", outcome(t)))
    T[5].add_done_callback(lambda t: say(now(), "f12.4 callback", outcome(t)))
    return 12

async def s8_t0():
    say(f"{now()} t0.1 begins")
    async with L[0]:
        say(f"{now()} t0.2 locked 0")
        say(f"{now()} t0.3 future 1: {await F[1]}")
    say(f"{now()} t0.4 eager s8_f1: {await create_eager_task(s8_f1())}")
    say(f"{now()} t0.5 shield s8_f7: {await shield(s8_f7())}")
    kept.append(create_eager_task(s8_f12()))
    say(f"{now()} t0.6 ends")
    return 100

async def s8_t1():
    say(f"{now()} t1.1 begins")
    try:
        async with timeout(10) as h0:
            await Q.join()
            say(f"{now()} t1.2 joined")
    except TimeoutError:
        say(f"{now()} t1.3 timed out")
    await E[0].wait()
    say(f"{now()} t1.4 event 0")
    async with C: C.notify_all()
    E[0].clear()
    say(f"{now()} t1.5 cancels 0: {int(T[0].cancel())}")
    say(f"{now()} t1.6 ends")
    return 101

async def s8_t2():
    say(f"{now()} t2.1 begins")
    if True: raise E1
    say(f"{now()} t2.2 wait FIRST_COMPLETED: {await wait(T[:2], FIRST_COMPLETED, 0)}")
    say(f"{now()} t2.3 cancels 1: {int(T[1].cancel())}")
    say(f"{now()} t2.4 cancels 1: {int(T[1].cancel())}")
    say(f"{now()} t2.5 barrier {await B.wait()}")
    say(f"{now()} t2.6 ends")
    return 102

async def s8_t3():
    say(f"{now()} t3.1 begins")
    say(f"{now()} t3.2 barrier {await B.wait()}")
    async with aclosing(completed(T[:3])) as g:
        async for x in g:
            say(f"{now()} t3.3 completed {outcome(x)}")
    try:
        await E[0].wait()
        say(f"{now()} t3.4 event 0")
    except Exception as e:
        say(f"{now()} t3.5 caught {name(e)}")
    say(f"{now()} t3.6 ends")
    return 103

async def s8_t4():
    say(f"{now()} t4.1 begins")
    try:
        async with timeout(0) as h0:
            say(f"{now()} t4.2 put_nowait 3: {put_nowait(3)}")
    except TimeoutError:
        say(f"{now()} t4.3 timed out")
    say(f"{now()} t4.4 barrier {await B.wait()}")
    say(f"{now()} t4.5 ends")
    return 104

async def s8_t5():
    say(f"{now()} t5.1 begins")
    await wait_for(S.acquire(), 0)
    say(f"{now()} t5.2 S.acquire() in time")
    async with S:
        say(f"{now()} t5.3 semaphore")
        async with S:
            say(f"{now()} t5.4 semaphore")
            say(f"{now()} t5.5 shielded 3 in time: {await wait_for(shield(T[3]), 2)}")
    await B.reset()
    say(f"{now()} t5.6 barrier {B.n_waiting}")
    say(f"{now()} t5.7 uncancel: {current_task().uncancel()}")
    say(f"{now()} t5.8 ends")
    return 105


async def s8_main():
    await scenario(Queue(2), [s8_t0, s8_t1, s8_t2, s8_t3, s8_t4, s8_t5])

async def s9_g1():
    yield 0
    await Q.put(2)
    say(f"{now()} g1.1 put 2")
    await sleep(0)
    say(f"{now()} g1.2 slept 0")
    yield 1
    await Q.put(3)
    say(f"{now()} g1.3 put 3")
    say(f"{now()} g1.4 runs out")

async def s9_g2():
    yield 0
    say(f"{now()} g2.1 runs out")

async def s9_g4():
    yield 0
    say(f"{now()} g4.1 task 1: {await T[1]}")
    T[1].add_done_callback(lambda t: say(now(), "g4.2 callback", outcome(t)))
    yield 1
    try:
        async with timeout(0) as h0:
            S.release()
            say(f"{now()} g4.3 locked {int(S.locked())}")
    except TimeoutError:
        say(f"{now()} g4.4 timed out")
    try:
        say(f"{now()} g4.5 cancels 5: {int(T[5].cancel())}")
        call_later(2, T[4].cancel)
    finally:
        say(f"{now()} g4.6 finally")
    say(f"{now()} g4.7 runs out")

async def s9_f5():
    say(f"{now()} f5.1 future 0 in time: {await wait_for(F[0], 10)}")
    return 5

async def s9_f6():
    await sleep(0)
    say(f"{now()} f6.1 slept 0")
    say(f"{now()} f6.2 sets future 1: {set_future(1, 8)}")
    say(f"{now()} f6.3 task 1: {await T[1]}")
    return 6

async def s9_f7():
    say(f"{now()} f7.1 task 0: {await T[0]}")
    return 7

async def s9_f10():
    await sleep(0)
    say(f"{now()} f10.1 slept 0")
    return 10

async def s9_f9():
    await E[1].wait()
    say(f"{now()} f9.1 event 1")
    say(f"{now()} f9.2 wait_for s9_f10: {await wait_for(s9_f10(), 0)}")
    return 10

async def s9_f8():
    say(f"{now()} f8.1 wait_for s9_f9: {await wait_for(s9_f9(), 0)}")
    return 10

async def s9_f11():
    try:
        say(f"{now()} f11.1 sets error 0: {set_future_error(0)}")
    finally:
        say(f"{now()} f11.2 finally")
    say(f"{now()} f11.3 get_nowait: {get_nowait()}")
    return 11

async def s9_f12():
    r = await gather(T[1], T[0])
    say(f"{now()} f12.1 gathered 1 0: {r[0]} {r[1]}")
    call_later(5, called, "f12.2 called")
    async with C: C.notify(1)
    say(f"{now()} f12.3 notified 1")
    return 12

async def s9_f13():
    async with C:
        await C.wait()
        say(f"{now()} f13.1 notified")
        V.set(4)
    return 13

async def s9_g3():
    yield 0
    if True: raise E1
    async with L[1]:
        say(f"{now()} g3.1 locked 1")
        async with aclosing(s9_g4()) as g:
            async for x in g:
                say(f"{now()} g3.2 item {x}")
                if x == 2: break
        say(f"{now()} g3.3 iterated")
    yield 1
    async with C:
        await C.wait()
        say(f"{now()} g3.4 notified")
        async with TaskGroup() as g:
            g.create_task(s9_f5())
            g.create_task(s9_f6())
            g.create_task(s9_f7())
            say(f"{now()} g3.5 in group")
        say(f"{now()} g3.6 group ends")
    try:
        async with timeout(0) as h0:
            async with C:
                await C.wait()
                say(f"{now()} g3.7 notified")
                await sleep(0)
                say(f"{now()} g3.8 slept 0")
    except TimeoutError:
        say(f"{now()} g3.9 timed out")
    yield 2
    u = gather(s9_f8(), s9_f11())
    call_later(0, u.cancel)
    r = await u
    say(f"{now()} g3.10 gather: {r[0]} {r[1]}")
    try:
        u = gather(s9_f12(), s9_f13())
        call_later(5, u.cancel)
        say(f"{now()} g3.11 done {int(u.done())}")
        r = await u
        say(f"{now()} g3.12 gather: {r[0]} {r[1]}")
    except Exception as e:
        say(f"{now()} g3.13 caught {name(e)}")
    say(f"{now()} g3.14 runs out")

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
    async with aclosing(s9_g1()) as g:
        async for x in g:
            say(f"{now()} t1.4 item {x}")
            if x == 0: break
    say(f"{now()} t1.5 iterated")
    try:
        say(f"{now()} t1.6 uncancel: {current_task().uncancel()}")
    except Exception as e:
        say(f"{now()} t1.7 caught {name(e)}")
    async with C: C.notify_all()
    say(f"{now()} t1.8 ends")
    return 101

async def s9_t2():
    say(f"{now()} t2.1 begins")
    async with C:
        await C.wait()
        say(f"{now()} t2.2 notified")
        try:
            async with timeout(0) as h0:
                async with aclosing(s9_g2()) as g:
                    async for x in g:
                        say(f"{now()} t2.3 item {x}")
                        try:
                            async with timeout(0) as h0:
                                call_later(3, T[3].cancel)
                        except TimeoutError:
                            say(f"{now()} t2.4 timed out")
                say(f"{now()} t2.5 iterated")
                async with L[1]:
                    say(f"{now()} t2.6 locked 1")
                    say(f"{now()} t2.7 task_done {task_done()}")
        except TimeoutError:
            say(f"{now()} t2.8 timed out")
    say(f"{now()} t2.9 uncancel: {current_task().uncancel()}")
    say(f"{now()} t2.10 ends")
    return 102

async def s9_t3():
    say(f"{now()} t3.1 begins")
    try:
        async with timeout(0) as h0:
            say(f"{now()} t3.2 cancels future 0: {int(F[0].cancel())}")
    except TimeoutError:
        say(f"{now()} t3.3 timed out")
    await sleep(0)
    say(f"{now()} t3.4 slept 0")
    async with aclosing(s9_g3()) as g:
        async for x in g:
            say(f"{now()} t3.5 item {x}")
            if x == 1: break
            say(f"{now()} t3.6 cancelling: {current_task().cancelling()}")
    say(f"{now()} t3.7 iterated")
    say(f"{now()} t3.8 ends")
    return 103

async def s9_t4():
    say(f"{now()} t4.1 begins")
    async with L[0]:
        say(f"{now()} t4.2 locked 0")
        try:
            try:
                say(f"{now()} t4.3 waited for 3: {await wait_for(T[3], 1)}")
                say(f"{now()} t4.4 cancels 0: {int(T[0].cancel())}")
                say(f"{now()} t4.5 sets future 2: {set_future(2, 9)}")
            except Exception as e:
                say(f"{now()} t4.6 caught {name(e)}")
        except CancelledError:
            say(f"{now()} t4.7 uncancel: {current_task().uncancel()}")
        say(f"{now()} t4.8 task_done {task_done()}")
    if True: raise E1
    try:
        r = await gather(T[0], T[3])
        say(f"{now()} t4.9 gathered 0 3: {r[0]} {r[1]}")
    except CancelledError:
        say(f"{now()} t4.10 cleans up")
        await B.reset()
        say(f"{now()} t4.11 barrier {B.n_waiting}")
        raise
    say(f"{now()} t4.12 ends")
    return 104

async def s9_t5():
    say(f"{now()} t5.1 begins")
    F[1].add_done_callback(lambda f: say(now(), "t5.2 callback"))
    say(f"{now()} t5.3 put_nowait 5: {put_nowait(5)}")
    async with L[1]:
        say(f"{now()} t5.4 locked 1")
        call_later(2, T[0].cancel)
        await wait_for(Q.get(), 1)
        say(f"{now()} t5.5 Q.get() in time")
    say(f"{now()} t5.6 ends")
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
        u = shield(s10_f3())
        call_later(5, u.cancel)
        say(f"{now()} f2.2 done {int(u.done())}")
        say(f"{now()} f2.3 shield: {await u}")
    except CancelledError:
        say(f"{now()} f2.4 swallows")
    return 3

async def s10_f5():
    async with L[1]:
        say(f"{now()} f5.1 locked 1")
        await S.acquire()
        say(f"{now()} f5.2 acquired")
        try:
            await Q.put(1)
            say(f"{now()} f5.3 put 1")
            await E[1].wait()
            say(f"{now()} f5.4 event 1")
            call_later(5, called, "f5.5 called")
        except Exception as e:
            say(f"{now()} f5.6 caught {name(e)}")
    return 5

async def s10_f4():
    v2 = [-1] * 3
    async with TaskGroup() as g:
        v2[0] = g.create_task(s10_f5())
    say(f"{now()} f4.1 result 0: {result(v2[0])}")
    return 5

async def s10_f7():
    call_later(0, called, "f7.1 called")
    return 7

async def s10_f8():
    await wait_for(B.wait(), 1)
    say(f"{now()} f8.1 B.wait() in time")
    return 8

async def s10_f6():
    async with L[1]:
        say(f"{now()} f6.1 locked 1")
        try:
            await wait_for(S.acquire(), 1)
            say(f"{now()} f6.2 S.acquire() in time")
            await wait_for(E[0].wait(), 10)
            say(f"{now()} f6.3 E[0].wait() in time")
            V.set(4)
        except Exception as e:
            say(f"{now()} f6.4 caught {name(e)}")
        call_later(5, called, "f6.5 called")
    try:
        r = await gather(s10_f7(), s10_f8())
        say(f"{now()} f6.6 gathered {r[0]} {r[1]}")
    except Exception as e:
        say(f"{now()} f6.7 caught {name(e)}")
    return 8

async def s10_f10():
    say(f"{now()} f10.1 future 1: {await F[1]}")
    async with L[0]:
        say(f"{now()} f10.2 locked 0")
        say(f"{now()} f10.3 wait FIRST_COMPLETED: {await wait(T[:2], FIRST_COMPLETED, None)}")
        await sleep(3)
        say(f"{now()} f10.4 slept 3")
    return 10

async def s10_f12():
    say(f"{now()} f12.1 task_done {task_done()}")
    V.set(5)
    F[1].add_done_callback(lambda f: say(now(), "f12.2 callback"))
    return 12

async def s10_f13():
    await S.acquire()
    say(f"{now()} f13.1 acquired")
    V.set(6)
    return 13

async def s10_f14():
    async with C: C.notify_all()
    return 14

async def s10_f11():
    async with TaskGroup() as g:
        g.create_task(s10_f12())
        g.create_task(s10_f13())
        g.create_task(s10_f14())
        say(f"{now()} f11.1 in group")
        await sleep(0)
        say(f"{now()} f11.2 slept 0")
    say(f"{now()} f11.3 group ends")
    say(f"{now()} f11.4 cancels 5: {int(T[5].cancel())}")
    return 14

async def s10_f15():
    async with S:
        say(f"{now()} f15.1 semaphore")
        await sleep(1)
        say(f"{now()} f15.2 slept 1")
    try:
        await B.reset()
        say(f"{now()} f15.3 barrier {B.n_waiting}")
    except Exception as e:
        say(f"{now()} f15.4 caught {name(e)}")
    return 15

async def s10_f9():
    call_later(1, called, "f9.1 called")
    try:
        async with timeout(0) as h0:
            v7 = [-1] * 3
            async with TaskGroup() as g:
                v7[0] = g.create_task(s10_f10())
                v7[1] = g.create_task(s10_f11())
                v7[2] = g.create_task(s10_f15())
                async with C: C.notify_all()
            say(f"{now()} f9.2 result 0: {result(v7[0])}")
            say(f"{now()} f9.3 result 1: {result(v7[1])}")
            say(f"{now()} f9.4 result 2: {result(v7[2])}")
            async with C: C.notify_all()
    except TimeoutError:
        say(f"{now()} f9.5 timed out")
    say(f"{now()} f9.6 barrier {await B.wait()}")
    return 15

async def s10_t0():
    say(f"{now()} t0.1 begins")
    try:
        say(f"{now()} t0.2 got {await Q.get()}")
        r = await gather(s10_f1(), s10_f2(), return_exceptions=True)
        say(f"{now()} t0.3 collected {either(r[0])} {either(r[1])}")
    except Exception as e:
        say(f"{now()} t0.4 caught {name(e)}")
    await S.acquire()
    say(f"{now()} t0.5 acquired")
    say(f"{now()} t0.6 barrier {await B.wait()}")
    kept.append(create_eager_task(s10_f4()))
    await Q.put(3)
    say(f"{now()} t0.7 put 3")
    say(f"{now()} t0.8 ends")
    return 100

async def s10_t1():
    say(f"{now()} t1.1 begins")
    try:
        async with timeout(1) as h0:
            u = shield(s10_f6())
            say(f"{now()} t1.2 shield: {await u}")
    except TimeoutError:
        say(f"{now()} t1.3 timed out")
    try:
        await Q.join()
        say(f"{now()} t1.4 joined")
        async with C:
            await C.wait()
            say(f"{now()} t1.5 notified")
            async with C:
                await C.wait()
                say(f"{now()} t1.6 notified")
                await sleep(0)
                say(f"{now()} t1.7 slept 0")
    except Exception as e:
        say(f"{now()} t1.8 caught {name(e)}")
    call_later(2, T[1].cancel)
    say(f"{now()} t1.9 ends")
    return 101

async def s10_t2():
    say(f"{now()} t2.1 begins")
    await E[1].wait()
    say(f"{now()} t2.2 event 1")
    u = shield(s10_f9())
    say(f"{now()} t2.3 shield: {await u}")
    say(f"{now()} t2.4 ends")
    return 102

async def s10_t3():
    say(f"{now()} t3.1 begins")
    V.set(8)
    say(f"{now()} t3.2 got {await Q.get()}")
    say(f"{now()} t3.3 ends")
    return 103

async def s10_t4():
    say(f"{now()} t4.1 begins")
    say(f"{now()} t4.2 got {await Q.get()}")
    say(f"{now()} t4.3 task_done {task_done()}")
    say(f"{now()} t4.4 ends")
    return 104

async def s10_t5():
    say(f"{now()} t5.1 begins")
    call_later(0, called, "t5.2 called")
    async with aclosing(completed(T[:5])) as g:
        async for x in g:
            say(f"{now()} t5.3 completed {outcome(x)}")
    say(f"{now()} t5.4 task 1: {await T[1]}")
    call_soon(called, "t5.5 called")
    say(f"{now()} t5.6 ends")
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
    say(f"{now()} f3.1 task_done {task_done()}")
    await E[1].wait()
    say(f"{now()} f3.2 event 1")
    say(f"{now()} f3.3 cancels 0: {int(T[0].cancel())}")
    return 3

async def s11_f4():
    await sleep(10)
    say(f"{now()} f4.1 slept 10")
    say(f"{now()} f4.2 local {V.get()}")
    F[1].add_done_callback(lambda f: say(now(), "f4.3 callback"))
    return 4

async def s11_f2():
    async with L[1]:
        say(f"{now()} f2.1 locked 1")
        await Q.join()
        say(f"{now()} f2.2 joined")
        async with L[0]:
            say(f"{now()} f2.3 locked 0")
            r = await gather(s11_f3(), s11_f4(), return_exceptions=True)
            say(f"{now()} f2.4 collected {either(r[0])} {either(r[1])}")
            E[0].set()
            say(f"{now()} f2.5 set 0")
    return 4

async def s11_g5():
    yield 0
    yield 1
    yield 2
    await B.reset()
    say(f"{now()} g5.1 barrier {B.n_waiting}")
    yield 3
    async with S:
        say(f"{now()} g5.2 semaphore")
        async with C: C.notify_all()
        say(f"{now()} g5.3 future 1: {await F[1]}")
    say(f"{now()} g5.4 runs out")

async def s11_f7():
    call_soon(called, "f7.1 called")
    return 7

async def s11_f6():
    say(f"{now()} f6.1 wait_for s11_f7: {await wait_for(s11_f7(), 1)}")
    return 7

async def s11_f9():
    try:
        async with aclosing(completed(T[:2])) as g:
            async for x in g:
                say(f"{now()} f9.1 completed {outcome(x)}")
                break
        say(f"{now()} f9.2 cancels 5: {int(T[5].cancel())}")
        say(f"{now()} f9.3 local {V.get()}")
    except Exception as e:
        say(f"{now()} f9.4 caught {name(e)}")
    try:
        say(f"{now()} f9.5 cancelling: {current_task().cancelling()}")
        say(f"{now()} f9.6 cancels 0: {int(T[0].cancel())}")
        say(f"{now()} f9.7 local {V.get()}")
    except Exception as e:
        say(f"{now()} f9.8 caught {name(e)}")
    return 9

async def s11_f10():
    await Q.join()
    say(f"{now()} f10.1 joined")
    async with C:
        await C.wait()
        say(f"{now()} f10.2 notified")
        async with L[1]:
            say(f"{now()} f10.3 locked 1")
            async with C: C.notify(1)
            say(f"{now()} f10.4 notified 1")
            say(f"{now()} f10.5 got {await Q.get()}")
    return 10

async def s11_f12():
    say(f"{now()} f12.1 get_nowait: {get_nowait()}")
    return 12

async def s11_f11():
    say(f"{now()} f11.1 task s11_f12: {await create_task(s11_f12())}")
    await B.reset()
    say(f"{now()} f11.2 barrier {B.n_waiting}")
    return 12

async def s11_f8():
    async with C:
        await C.wait()
        say(f"{now()} f8.1 notified")
        kept.append(create_task(s11_f9()))
    say(f"{now()} f8.2 eager s11_f10: {await create_eager_task(s11_f10())}")
    say(f"{now()} f8.3 eager s11_f11: {await create_eager_task(s11_f11())}")
    return 12

async def s11_t0():
    say(f"{now()} t0.1 begins")
    say(f"{now()} t0.2 get_nowait: {get_nowait()}")
    say(f"{now()} t0.3 put_nowait 1: {put_nowait(1)}")
    r = await gather(s11_f1(), s11_f2(), return_exceptions=True)
    say(f"{now()} t0.4 collected {either(r[0])} {either(r[1])}")
    async with L[1]:
        say(f"{now()} t0.5 locked 1")
        call_later(1, E[0].set)
        async with aclosing(s11_g5()) as g:
            async for x in g:
                say(f"{now()} t0.6 item {x}")
                if x == 0: break
                say(f"{now()} t0.7 cancelling: {current_task().cancelling()}")
        say(f"{now()} t0.8 iterated")
    async with C:
        await C.wait()
        say(f"{now()} t0.9 notified")
        try:
            async with C:
                await C.wait()
                say(f"{now()} t0.10 notified")
                say(f"{now()} t0.11 cancelling: {current_task().cancelling()}")
            try:
                async with timeout(1) as h0:
                    S.release()
                    say(f"{now()} t0.12 locked {int(S.locked())}")
            except TimeoutError:
                say(f"{now()} t0.13 timed out")
        except CancelledError:
            say(f"{now()} t0.14 swallows")
    say(f"{now()} t0.15 ends")
    return 100

async def s11_t1():
    say(f"{now()} t1.1 begins")
    say(f"{now()} t1.2 local {V.get()}")
    try:
        say(f"{now()} t1.3 cancels future 1: {int(F[1].cancel())}")
        if True: raise E1
    finally:
        say(f"{now()} t1.4 finally")
    E[0].clear()
    say(f"{now()} t1.5 task 0: {await T[0]}")
    say(f"{now()} t1.6 future 2: {await F[2]}")
    say(f"{now()} t1.7 ends")
    return 101

async def s11_t2():
    say(f"{now()} t2.1 begins")
    async with TaskGroup() as g:
        g.create_task(s11_f6())
        say(f"{now()} t2.2 in group")
    say(f"{now()} t2.3 group ends")
    u = shield(s11_f8())
    call_later(3, u.cancel)
    say(f"{now()} t2.4 done {int(u.done())}")
    say(f"{now()} t2.5 shield: {await u}")
    say(f"{now()} t2.6 ends")
    return 102

async def s11_t3():
    say(f"{now()} t3.1 begins")
    async with aclosing(completed(T[:3])) as g:
        async for x in g:
            say(f"{now()} t3.2 completed {outcome(x)}")
            break
    E[1].set()
    say(f"{now()} t3.3 set 1")
    say(f"{now()} t3.4 local {V.get()}")
    r = await gather(T[1], T[2])
    say(f"{now()} t3.5 gathered 1 2: {r[0]} {r[1]}")
    say(f"{now()} t3.6 ends")
    return 103

async def s11_t4():
    say(f"{now()} t4.1 begins")
    T[0].add_done_callback(lambda t: say(now(), "t4.2 callback", outcome(t)))
    try:
        say(f"{now()} t4.3 wait FIRST_COMPLETED: {await wait(T[:4], FIRST_COMPLETED, 1)}")
        try:
            async with timeout(1) as h0:
                E[1].set()
                say(f"{now()} t4.4 set 1")
        except TimeoutError:
            say(f"{now()} t4.5 timed out")
    except CancelledError:
        say(f"{now()} t4.6 swallows")
    say(f"{now()} t4.7 uncancel: {current_task().uncancel()}")
    say(f"{now()} t4.8 get_nowait: {get_nowait()}")
    async with L[1]:
        say(f"{now()} t4.9 locked 1")
        try:
            say(f"{now()} t4.10 sets future 0: {set_future(0, 7)}")
        except CancelledError:
            say(f"{now()} t4.11 uncancel: {current_task().uncancel()}")
    say(f"{now()} t4.12 ends")
    return 104

async def s11_t5():
    say(f"{now()} t5.1 begins")
    say(f"{now()} t5.2 shielded 0: {await shield(T[0])}")
    say(f"{now()} t5.3 task_done {task_done()}")
    say(f"{now()} t5.4 future 1 in time: {await wait_for(F[1], 1)}")
    say(f"{now()} t5.5 shielded 0: {await shield(T[0])}")
    say(f"{now()} t5.6 cancels 2: {int(T[2].cancel())}")
    say(f"{now()} t5.7 ends")
    return 105


async def s11_main():
    await scenario(PriorityQueue(2), [s11_t0, s11_t1, s11_t2, s11_t3, s11_t4, s11_t5])

async def s12_f2():
    say(f"{now()} f2.1 sets error 0: {set_future_error(0)}")
    say(f"{now()} f2.2 put_nowait 3: {put_nowait(3)}")
    return 2

async def s12_g1():
    yield 0
    say(f"{now()} g1.1 put_nowait 2: {put_nowait(2)}")
    try:
        await sleep(10)
        say(f"{now()} g1.2 slept 10")
        say(f"{now()} g1.3 eager s12_f2: {await create_eager_task(s12_f2())}")
    except Exception as e:
        say(f"{now()} g1.4 caught {name(e)}")
    yield 1
    say(f"{now()} g1.5 runs out")

async def s12_f3():
    say(f"{now()} f3.1 task_done {task_done()}")
    say(f"{now()} f3.2 cancels future 2: {int(F[2].cancel())}")
    say(f"{now()} f3.3 got {await Q.get()}")
    return 3

async def s12_f5():
    async with L[0]:
        say(f"{now()} f5.1 locked 0")
        say(f"{now()} f5.2 cancelling: {current_task().cancelling()}")
    return 5

async def s12_f4():
    call_later(3, called, "f4.1 called")
    say(f"{now()} f4.2 shield s12_f5: {await shield(s12_f5())}")
    return 5

async def s12_f6():
    try:
        async with timeout(10) as h0:
            say(f"{now()} f6.1 shielded 3: {await shield(T[3])}")
    except TimeoutError:
        say(f"{now()} f6.2 timed out")
    return 6

async def s12_f7():
    async with C: C.notify(2)
    say(f"{now()} f7.1 notified 2")
    say(f"{now()} f7.2 waited for 3: {await wait_for(T[3], 3)}")
    async with C:
        await C.wait()
        say(f"{now()} f7.3 notified")
        async with C:
            await C.wait()
            say(f"{now()} f7.4 notified")
            try:
                say(f"{now()} f7.5 uncancel: {current_task().uncancel()}")
            except CancelledError:
                say(f"{now()} f7.6 uncancel: {current_task().uncancel()}")
    return 7

async def s12_f9():
    await sleep(1)
    say(f"{now()} f9.1 slept 1")
    return 9

async def s12_f11():
    call_later(0, called, "f11.1 called")
    return 11

async def s12_f12():
    say(f"{now()} f12.1 shielded 2: {await shield(T[2])}")
    await S.acquire()
    say(f"{now()} f12.2 acquired")
    return 12

async def s12_f10():
    V.set(4)
    r = await gather(s12_f11(), s12_f12())
    say(f"{now()} f10.1 gathered {r[0]} {r[1]}")
    return 12

async def s12_f13():
    try:
        if True: raise E2
        say(f"{now()} f13.1 task 2: {await T[2]}")
    except CancelledError:
        say(f"{now()} f13.2 swallows")
    return 13

async def s12_f8():
    if True: raise E1
    try:
        v5 = [-1] * 3
        async with TaskGroup() as g:
            v5[0] = g.create_task(s12_f9())
            v5[1] = g.create_task(s12_f10())
            v5[2] = g.create_task(s12_f13())
            say(f"{now()} f8.1 task 3: {await T[3]}")
        say(f"{now()} f8.2 result 0: {result(v5[0])}")
        say(f"{now()} f8.3 result 1: {result(v5[1])}")
        say(f"{now()} f8.4 result 2: {result(v5[2])}")
    except CancelledError:
        say(f"{now()} f8.5 uncancel: {current_task().uncancel()}")
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
            async with aclosing(completed(T[:3])) as g:
                async for x in g:
                    say(f"{now()} t3.2 completed {outcome(x)}")
            call_later(0, T[0].cancel)
    except TimeoutError:
        say(f"{now()} t3.3 timed out")
    async with aclosing(s12_g1()) as g:
        async for x in g:
            say(f"{now()} t3.4 item {x}")
    say(f"{now()} t3.5 iterated")
    try:
        async with L[0]:
            say(f"{now()} t3.6 locked 0")
            say(f"{now()} t3.7 task_done {task_done()}")
    except CancelledError:
        say(f"{now()} t3.8 swallows")
    say(f"{now()} t3.9 task s12_f3: {await create_task(s12_f3())}")
    await sleep(2)
    say(f"{now()} t3.10 slept 2")
    say(f"{now()} t3.11 ends")
    return 103

async def s12_t4():
    say(f"{now()} t4.1 begins")
    say(f"{now()} t4.2 shielded 3 in time: {await wait_for(shield(T[3]), 1)}")
    await sleep(0)
    say(f"{now()} t4.3 slept 0")
    E[1].clear()
    try:
        say(f"{now()} t4.4 task 2: {await T[2]}")
        r = await gather(s12_f4(), s12_f6(), return_exceptions=True)
        say(f"{now()} t4.5 collected {either(r[0])} {either(r[1])}")
    except Exception as e:
        say(f"{now()} t4.6 caught {name(e)}")
    say(f"{now()} t4.7 ends")
    return 104

async def s12_t5():
    say(f"{now()} t5.1 begins")
    r = await gather(s12_f7(), s12_f8(), return_exceptions=True)
    say(f"{now()} t5.2 collected {either(r[0])} {either(r[1])}")
    call_soon(called, "t5.3 called")
    say(f"{now()} t5.4 cancelling: {current_task().cancelling()}")
    say(f"{now()} t5.5 ends")
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
