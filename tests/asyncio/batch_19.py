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


async def s19_f1():
    try:
        async with timeout(10) as h0:
            say(f"{now()} f1.1 cancels 3: {int(T[3].cancel())}")
    except TimeoutError:
        say(f"{now()} f1.2 timed out")
    return 1

async def s19_f4():
    await E[1].wait()
    say(f"{now()} f4.1 event 1")
    return 4

async def s19_f5():
    say(f"{now()} f5.1 cancels future 1: {int(F[1].cancel())}")
    say(f"{now()} f5.2 got {await Q.get()}")
    S.release()
    say(f"{now()} f5.3 locked {int(S.locked())}")
    return 5

async def s19_f6():
    call_later(1, E[0].set)
    say(f"{now()} f6.1 cancelling: {current_task().cancelling()}")
    return 6

async def s19_f7():
    call_later(5, E[0].set)
    async with C: C.notify(3)
    say(f"{now()} f7.1 notified 3")
    say(f"{now()} f7.2 local {V.get()}")
    return 7

async def s19_f8():
    await Q.put(1)
    say(f"{now()} f8.1 put 1")
    await wait_for(Q.put(2), 0)
    say(f"{now()} f8.2 Q.put(2) in time")
    say(f"{now()} f8.3 cancels 4: {int(T[4].cancel())}")
    return 8

async def s19_f3():
    try:
        u = shield(s19_f4())
        say(f"{now()} f3.1 shield: {await u}")
        say(f"{now()} f3.2 eager s19_f5: {await create_eager_task(s19_f5())}")
        say(f"{now()} f3.3 cancels 0: {int(T[0].cancel())}")
    except Exception as e:
        say(f"{now()} f3.4 caught {name(e)}")
    async with S:
        say(f"{now()} f3.5 semaphore")
        await sleep(2)
        say(f"{now()} f3.6 slept 2")
        async with L[1]:
            say(f"{now()} f3.7 locked 1")
            S.release()
            say(f"{now()} f3.8 locked {int(S.locked())}")
    async with L[0]:
        say(f"{now()} f3.9 locked 0")
        async with TaskGroup() as g:
            g.create_task(s19_f6())
            g.create_task(s19_f7())
            g.create_task(s19_f8())
            say(f"{now()} f3.10 in group")
        say(f"{now()} f3.11 group ends")
        say(f"{now()} f3.12 cancels 2: {int(T[2].cancel())}")
    return 8

async def s19_f2():
    say(f"{now()} f2.1 wait_for s19_f3: {await wait_for(s19_f3(), 1)}")
    return 8

async def s19_f11():
    await S.acquire()
    say(f"{now()} f11.1 acquired")
    say(f"{now()} f11.2 future 0: {await F[0]}")
    return 11

async def s19_f10():
    async with C:
        await C.wait()
        say(f"{now()} f10.1 notified")
        say(f"{now()} f10.2 put_nowait 3: {put_nowait(3)}")
    u = shield(s19_f11())
    call_later(1, u.cancel)
    say(f"{now()} f10.3 shield: {await u}")
    return 11

async def s19_f12():
    say(f"{now()} f12.1 cancels 0: {int(T[0].cancel())}")
    say(f"{now()} f12.2 sets future 2: {set_future(2, 9)}")
    return 12

async def s19_f9():
    say(f"{now()} f9.1 cancels future 1: {int(F[1].cancel())}")
    async with L[0]:
        say(f"{now()} f9.2 locked 0")
        try:
            async with S:
                say(f"{now()} f9.3 semaphore")
                E[0].set()
                say(f"{now()} f9.4 set 0")
            say(f"{now()} f9.5 cancels 4: {int(T[4].cancel())}")
            say(f"{now()} f9.6 cancels 3: {int(T[3].cancel())}")
        except Exception as e:
            say(f"{now()} f9.7 caught {name(e)}")
        u = gather(s19_f10(), s19_f12())
        call_later(1, u.cancel)
        r = await u
        say(f"{now()} f9.8 gather: {r[0]} {r[1]}")
    return 12

async def s19_t0():
    say(f"{now()} t0.1 begins")
    await wait_for(S.acquire(), 0)
    say(f"{now()} t0.2 S.acquire() in time")
    async with S:
        say(f"{now()} t0.3 semaphore")
        try:
            say(f"{now()} t0.4 cancels future 0: {int(F[0].cancel())}")
            say(f"{now()} t0.5 task s19_f1: {await create_task(s19_f1())}")
        except Exception as e:
            say(f"{now()} t0.6 caught {name(e)}")
    await sleep(0)
    say(f"{now()} t0.7 slept 0")
    say(f"{now()} t0.8 ends")
    return 100

async def s19_t1():
    say(f"{now()} t1.1 begins")
    async with L[1]:
        say(f"{now()} t1.2 locked 1")
        E[1].clear()
        S.release()
        say(f"{now()} t1.3 locked {int(S.locked())}")
    async with C: C.notify(3)
    say(f"{now()} t1.4 notified 3")
    say(f"{now()} t1.5 wait ALL_COMPLETED: {await wait(T[:1], ALL_COMPLETED, 5)}")
    r = await gather(s19_f2(), s19_f9())
    say(f"{now()} t1.6 gathered {r[0]} {r[1]}")
    say(f"{now()} t1.7 get_nowait: {get_nowait()}")
    say(f"{now()} t1.8 ends")
    return 101

async def s19_t2():
    say(f"{now()} t2.1 begins")
    await Q.join()
    say(f"{now()} t2.2 joined")
    await S.acquire()
    say(f"{now()} t2.3 acquired")
    call_later(1, T[2].cancel)
    async with C:
        await C.wait()
        say(f"{now()} t2.4 notified")
        await sleep(2)
        say(f"{now()} t2.5 slept 2")
    say(f"{now()} t2.6 ends")
    return 102

async def s19_t3():
    say(f"{now()} t3.1 begins")
    say(f"{now()} t3.2 put_nowait 4: {put_nowait(4)}")
    await S.acquire()
    say(f"{now()} t3.3 acquired")
    say(f"{now()} t3.4 task_done {task_done()}")
    say(f"{now()} t3.5 task 2: {await T[2]}")
    say(f"{now()} t3.6 ends")
    return 103

async def s19_t4():
    say(f"{now()} t4.1 begins")
    say(f"{now()} t4.2 waited for 2: {await wait_for(T[2], 10)}")
    async with C: C.notify_all()
    await S.acquire()
    say(f"{now()} t4.3 acquired")
    await Q.put(5)
    say(f"{now()} t4.4 put 5")
    Q.shutdown(False)
    say(f"{now()} t4.5 shut down")
    say(f"{now()} t4.6 ends")
    return 104

async def s19_t5():
    say(f"{now()} t5.1 begins")
    async with L[1]:
        say(f"{now()} t5.2 locked 1")
        await E[1].wait()
        say(f"{now()} t5.3 event 1")
    await sleep(0)
    say(f"{now()} t5.4 slept 0")
    call_soon(called, "t5.5 called")
    say(f"{now()} t5.6 ends")
    return 105


async def s19_main():
    await scenario(Queue(2), [s19_t0, s19_t1, s19_t2, s19_t3, s19_t4, s19_t5])

async def s20_f2():
    try:
        async with timeout(1) as h0:
            say(f"{now()} f2.1 reschedule 0: {reschedule(h0, 0)} {int(h0.expired())}")
            await wait_for(E[1].wait(), 5)
            say(f"{now()} f2.2 E[1].wait() in time")
    except TimeoutError:
        say(f"{now()} f2.3 timed out")
    return 2

async def s20_f1():
    say(f"{now()} f1.1 cancels 4: {int(T[4].cancel())}")
    try:
        async with timeout(1) as h0:
            await wait_for(B.wait(), 1)
            say(f"{now()} f1.2 B.wait() in time")
    except TimeoutError:
        say(f"{now()} f1.3 timed out")
    say(f"{now()} f1.4 wait_for s20_f2: {await wait_for(s20_f2(), 1)}")
    return 2

async def s20_f5():
    say(f"{now()} f5.1 sets error 1: {set_future_error(1)}")
    return 5

async def s20_f4():
    try:
        async with timeout(0) as h0:
            say(f"{now()} f4.1 get_nowait: {get_nowait()}")
    except TimeoutError:
        say(f"{now()} f4.2 timed out")
    say(f"{now()} f4.3 get_nowait: {get_nowait()}")
    kept.append(create_eager_task(s20_f5()))
    return 5

async def s20_f3():
    say(f"{now()} f3.1 shielded 0: {await shield(T[0])}")
    say(f"{now()} f3.2 s20_f4 gave {await s20_f4()}")
    return 5

async def s20_f6():
    E[1].clear()
    return 6

async def s20_f8():
    V.set(2)
    E[0].clear()
    await wait_for(Q.get(), 0)
    say(f"{now()} f8.1 Q.get() in time")
    return 8

async def s20_f7():
    say(f"{now()} f7.1 cancels future 2: {int(F[2].cancel())}")
    try:
        async with timeout(2) as h0:
            say(f"{now()} f7.2 wait_for s20_f8: {await wait_for(s20_f8(), 3)}")
    except TimeoutError:
        say(f"{now()} f7.3 timed out")
    return 8

async def s20_f9():
    try:
        async with timeout(1) as h0:
            say(f"{now()} f9.1 reschedule 0: {reschedule(h0, 0)} {int(h0.expired())}")
    except TimeoutError:
        say(f"{now()} f9.2 timed out")
    try:
        async with timeout(0) as h0:
            say(f"{now()} f9.3 waited for 2: {await wait_for(T[2], 3)}")
            try:
                async with timeout(0) as h1:
                    try:
                        async with timeout(2) as h2:
                            say(f"{now()} f9.4 reschedule 5: {reschedule(h2, 5)} {int(h2.expired())}")
                    except TimeoutError:
                        say(f"{now()} f9.5 timed out")
                    say(f"{now()} f9.6 sets error 1: {set_future_error(1)}")
            except TimeoutError:
                say(f"{now()} f9.7 timed out")
    except TimeoutError:
        say(f"{now()} f9.8 timed out")
    say(f"{now()} f9.9 cancels 0: {int(T[0].cancel())}")
    return 9

async def s20_t0():
    say(f"{now()} t0.1 begins")
    await wait_for(S.acquire(), 3)
    say(f"{now()} t0.2 S.acquire() in time")
    await wait_for(S.acquire(), 2)
    say(f"{now()} t0.3 S.acquire() in time")
    say(f"{now()} t0.4 ends")
    return 100

async def s20_t1():
    say(f"{now()} t1.1 begins")
    say(f"{now()} t1.2 wait_for s20_f1: {await wait_for(s20_f1(), 3)}")
    try:
        async with timeout(0) as h0:
            say(f"{now()} t1.3 wait_for s20_f3: {await wait_for(s20_f3(), 0)}")
            try:
                async with timeout(5) as h1:
                    say(f"{now()} t1.4 reschedule 10: {reschedule(h0, 10)} {int(h0.expired())}")
                    await wait_for(Q.put(1), 10)
                    say(f"{now()} t1.5 Q.put(1) in time")
            except TimeoutError:
                say(f"{now()} t1.6 timed out")
    except TimeoutError:
        say(f"{now()} t1.7 timed out")
    say(f"{now()} t1.8 cancels future 0: {int(F[0].cancel())}")
    say(f"{now()} t1.9 cancels future 0: {int(F[0].cancel())}")
    kept.append(create_eager_task(s20_f6()))
    say(f"{now()} t1.10 ends")
    return 101

async def s20_t2():
    say(f"{now()} t2.1 begins")
    try:
        async with timeout(10) as h0:
            await wait_for(S.acquire(), 2)
            say(f"{now()} t2.2 S.acquire() in time")
    except TimeoutError:
        say(f"{now()} t2.3 timed out")
    try:
        async with timeout(2) as h0:
            say(f"{now()} t2.4 wait_for s20_f7: {await wait_for(s20_f7(), 2)}")
            await wait_for(Q.get(), 0)
            say(f"{now()} t2.5 Q.get() in time")
    except TimeoutError:
        say(f"{now()} t2.6 timed out")
    try:
        async with timeout(0) as h0:
            try:
                async with timeout(5) as h1:
                    try:
                        async with timeout(5) as h2:
                            say(f"{now()} t2.7 waited for 1: {await wait_for(T[1], 1)}")
                    except TimeoutError:
                        say(f"{now()} t2.8 timed out")
            except TimeoutError:
                say(f"{now()} t2.9 timed out")
            try:
                async with timeout(1) as h1:
                    try:
                        async with timeout(0) as h2:
                            say(f"{now()} t2.10 uncancel: {current_task().uncancel()}")
                    except TimeoutError:
                        say(f"{now()} t2.11 timed out")
                    say(f"{now()} t2.12 uncancel: {current_task().uncancel()}")
            except TimeoutError:
                say(f"{now()} t2.13 timed out")
    except TimeoutError:
        say(f"{now()} t2.14 timed out")
    say(f"{now()} t2.15 waited for 1: {await wait_for(T[1], 0)}")
    say(f"{now()} t2.16 ends")
    return 102

async def s20_t3():
    say(f"{now()} t3.1 begins")
    E[1].clear()
    try:
        async with timeout(5) as h0:
            say(f"{now()} t3.2 sets error 2: {set_future_error(2)}")
    except TimeoutError:
        say(f"{now()} t3.3 timed out")
    say(f"{now()} t3.4 future 2 in time: {await wait_for(F[2], 0)}")
    try:
        async with timeout(0) as h0:
            say(f"{now()} t3.5 reschedule 5: {reschedule(h0, 5)} {int(h0.expired())}")
    except TimeoutError:
        say(f"{now()} t3.6 timed out")
    say(f"{now()} t3.7 ends")
    return 103

async def s20_t4():
    say(f"{now()} t4.1 begins")
    try:
        async with timeout(0) as h0:
            await wait_for(Q.get(), 1)
            say(f"{now()} t4.2 Q.get() in time")
            say(f"{now()} t4.3 get_nowait: {get_nowait()}")
    except TimeoutError:
        say(f"{now()} t4.4 timed out")
    await wait_for(B.wait(), 10)
    say(f"{now()} t4.5 B.wait() in time")
    say(f"{now()} t4.6 ends")
    return 104

async def s20_t5():
    say(f"{now()} t5.1 begins")
    E[0].clear()
    say(f"{now()} t5.2 sets error 0: {set_future_error(0)}")
    say(f"{now()} t5.3 sets error 1: {set_future_error(1)}")
    say(f"{now()} t5.4 s20_f9 gave {await s20_f9()}")
    say(f"{now()} t5.5 ends")
    return 105


async def s20_main():
    await scenario(Queue(2), [s20_t0, s20_t1, s20_t2, s20_t3, s20_t4, s20_t5])

async def s21_f2():
    async with C: C.notify_all()
    return 2

async def s21_f3():
    call_later(3, called, "f3.1 called")
    return 3

async def s21_f1():
    V.set(1)
    r = await gather(s21_f2(), s21_f3(), return_exceptions=True)
    say(f"{now()} f1.1 collected {either(r[0])} {either(r[1])}")
    if True: raise E1
    return 3

async def s21_f4():
    V.set(2)
    call_later(0, called, "f4.1 called")
    if True: raise E2
    return 4

async def s21_f5():
    async with C: C.notify_all()
    return 5

async def s21_f6():
    V.set(3)
    return 6

async def s21_f8():
    say(f"{now()} f8.1 got {await Q.get()}")
    return 8

async def s21_f9():
    try:
        try:
            await E[0].wait()
            say(f"{now()} f9.1 event 0")
        finally:
            say(f"{now()} f9.2 finally")
        try:
            call_later(2, called, "f9.3 called")
        finally:
            say(f"{now()} f9.4 finally")
    finally:
        say(f"{now()} f9.5 finally")
    return 9

async def s21_f7():
    r = await gather(s21_f8(), s21_f9(), return_exceptions=True)
    say(f"{now()} f7.1 collected {either(r[0])} {either(r[1])}")
    return 9

async def s21_f10():
    call_later(5, called, "f10.1 called")
    say(f"{now()} f10.2 cancelling: {current_task().cancelling()}")
    async with C: C.notify_all()
    return 10

async def s21_f12():
    say(f"{now()} f12.1 got {await Q.get()}")
    async with C: C.notify_all()
    return 12

async def s21_f13():
    try:
        say(f"{now()} f13.1 local {V.get()}")
        say(f"{now()} f13.2 local {V.get()}")
    finally:
        say(f"{now()} f13.3 finally")
    try:
        say(f"{now()} f13.4 local {V.get()}")
        say(f"{now()} f13.5 got {await Q.get()}")
    finally:
        say(f"{now()} f13.6 finally")
    try:
        say(f"{now()} f13.7 cancelling: {current_task().cancelling()}")
    finally:
        say(f"{now()} f13.8 finally")
    return 13

async def s21_f11():
    r = await gather(s21_f12(), s21_f13(), return_exceptions=True)
    say(f"{now()} f11.1 collected {either(r[0])} {either(r[1])}")
    return 13

async def s21_f14():
    say(f"{now()} f14.1 cancelling: {current_task().cancelling()}")
    return 14

async def s21_t0():
    say(f"{now()} t0.1 begins")
    r = await gather(s21_f1(), s21_f4(), return_exceptions=True)
    say(f"{now()} t0.2 collected {either(r[0])} {either(r[1])}")
    call_later(5, called, "t0.3 called")
    try:
        async with C: C.notify_all()
        try:
            try:
                if True: raise E1
            finally:
                say(f"{now()} t0.4 finally")
            r = await gather(s21_f5(), s21_f6(), return_exceptions=True)
            say(f"{now()} t0.5 collected {either(r[0])} {either(r[1])}")
        finally:
            say(f"{now()} t0.6 finally")
    finally:
        say(f"{now()} t0.7 finally")
    say(f"{now()} t0.8 local {V.get()}")
    async with C: C.notify_all()
    say(f"{now()} t0.9 ends")
    return 100

async def s21_t1():
    say(f"{now()} t1.1 begins")
    call_later(5, called, "t1.2 called")
    r = await gather(s21_f7(), s21_f10(), return_exceptions=True)
    say(f"{now()} t1.3 collected {either(r[0])} {either(r[1])}")
    try:
        r = await gather(s21_f11(), s21_f14(), return_exceptions=True)
        say(f"{now()} t1.4 collected {either(r[0])} {either(r[1])}")
        await E[0].wait()
        say(f"{now()} t1.5 event 0")
    finally:
        say(f"{now()} t1.6 finally")
    say(f"{now()} t1.7 local {V.get()}")
    say(f"{now()} t1.8 ends")
    return 101

async def s21_t2():
    say(f"{now()} t2.1 begins")
    try:
        say(f"{now()} t2.2 got {await Q.get()}")
        try:
            call_later(2, called, "t2.3 called")
        finally:
            say(f"{now()} t2.4 finally")
    finally:
        say(f"{now()} t2.5 finally")
    try:
        call_later(2, called, "t2.6 called")
    finally:
        say(f"{now()} t2.7 finally")
    try:
        say(f"{now()} t2.8 cancelling: {current_task().cancelling()}")
        say(f"{now()} t2.9 cancelling: {current_task().cancelling()}")
    finally:
        say(f"{now()} t2.10 finally")
    say(f"{now()} t2.11 ends")
    return 102

async def s21_t3():
    say(f"{now()} t3.1 begins")
    await E[1].wait()
    say(f"{now()} t3.2 event 1")
    V.set(4)
    say(f"{now()} t3.3 ends")
    return 103

async def s21_t4():
    say(f"{now()} t4.1 begins")
    say(f"{now()} t4.2 local {V.get()}")
    call_later(0, called, "t4.3 called")
    say(f"{now()} t4.4 ends")
    return 104

async def s21_t5():
    say(f"{now()} t5.1 begins")
    async with C: C.notify_all()
    try:
        say(f"{now()} t5.2 local {V.get()}")
    finally:
        say(f"{now()} t5.3 finally")
    try:
        call_later(10, called, "t5.4 called")
        try:
            call_later(1, called, "t5.5 called")
        finally:
            say(f"{now()} t5.6 finally")
    finally:
        say(f"{now()} t5.7 finally")
    say(f"{now()} t5.8 ends")
    return 105


async def s21_main():
    await scenario(Queue(2), [s21_t0, s21_t1, s21_t2, s21_t3, s21_t4, s21_t5])

async def s22_f2():
    say(f"{now()} f2.1 cancels future 1: {int(F[1].cancel())}")
    return 2

async def s22_f5():
    async with C: C.notify(3)
    say(f"{now()} f5.1 notified 3")
    say(f"{now()} f5.2 local {V.get()}")
    call_later(3, E[0].set)
    return 5

async def s22_f6():
    await sleep(0)
    say(f"{now()} f6.1 slept 0")
    return 6

async def s22_f7():
    say(f"{now()} f7.1 cancelling: {current_task().cancelling()}")
    await sleep(0)
    say(f"{now()} f7.2 slept 0")
    return 7

async def s22_f8():
    await sleep(1)
    say(f"{now()} f8.1 slept 1")
    return 8

async def s22_f4():
    try:
        call_later(0, E[0].set)
    finally:
        say(f"{now()} f4.1 finally")
    r = await gather(s22_f5(), s22_f6(), return_exceptions=True)
    say(f"{now()} f4.2 collected {either(r[0])} {either(r[1])}")
    r = await gather(s22_f7(), s22_f8())
    say(f"{now()} f4.3 gathered {r[0]} {r[1]}")
    return 8

async def s22_f3():
    say(f"{now()} f3.1 wait_for s22_f4: {await wait_for(s22_f4(), 2)}")
    return 8

async def s22_f1():
    r = await gather(s22_f2(), s22_f3(), return_exceptions=True)
    say(f"{now()} f1.1 collected {either(r[0])} {either(r[1])}")
    async with L[1]:
        say(f"{now()} f1.2 locked 1")
        say(f"{now()} f1.3 future 1: {await F[1]}")
    call_soon(called, "f1.4 called")
    return 8

async def s22_f10():
    async with aclosing(completed(T[:1])) as g:
        async for x in g:
            say(f"{now()} f10.1 completed {outcome(x)}")
    return 10

async def s22_f9():
    kept.append(create_eager_task(s22_f10()))
    call_soon(called, "f9.1 called")
    async with L[1]:
        say(f"{now()} f9.2 locked 1")
        say(f"{now()} f9.3 shielded 0 in time: {await wait_for(shield(T[0]), 10)}")
        say(f"{now()} f9.4 cancels 3: {int(T[3].cancel())}")
    return 10

async def s22_f11():
    await sleep(0)
    say(f"{now()} f11.1 slept 0")
    return 11

async def s22_f12():
    try:
        async with C: C.notify(3)
        say(f"{now()} f12.1 notified 3")
        call_later(10, E[0].set)
    finally:
        say(f"{now()} f12.2 finally")
    return 12

async def s22_t0():
    say(f"{now()} t0.1 begins")
    say(f"{now()} t0.2 s22_f1 gave {await s22_f1()}")
    try:
        V.set(1)
    finally:
        say(f"{now()} t0.3 finally")
    say(f"{now()} t0.4 ends")
    return 100

async def s22_t1():
    say(f"{now()} t1.1 begins")
    say(f"{now()} t1.2 get_nowait: {get_nowait()}")
    await sleep(0)
    say(f"{now()} t1.3 slept 0")
    await sleep(10)
    say(f"{now()} t1.4 slept 10")
    async with L[0]:
        say(f"{now()} t1.5 locked 0")
        async with C:
            await C.wait()
            say(f"{now()} t1.6 notified")
            say(f"{now()} t1.7 wait_for s22_f9: {await wait_for(s22_f9(), 1)}")
        try:
            say(f"{now()} t1.8 got {await Q.get()}")
            say(f"{now()} t1.9 eager s22_f11: {await create_eager_task(s22_f11())}")
        finally:
            say(f"{now()} t1.10 finally")
    await sleep(0)
    say(f"{now()} t1.11 slept 0")
    say(f"{now()} t1.12 ends")
    return 101

async def s22_t2():
    say(f"{now()} t2.1 begins")
    call_soon(called, "t2.2 called")
    await Q.join()
    say(f"{now()} t2.3 joined")
    say(f"{now()} t2.4 ends")
    return 102

async def s22_t3():
    say(f"{now()} t3.1 begins")
    await sleep(1)
    say(f"{now()} t3.2 slept 1")
    V.set(2)
    async with L[0]:
        say(f"{now()} t3.3 locked 0")
        async with L[1]:
            say(f"{now()} t3.4 locked 1")
            kept.append(create_task(s22_f12()))
    say(f"{now()} t3.5 sets error 0: {set_future_error(0)}")
    say(f"{now()} t3.6 ends")
    return 103

async def s22_t4():
    say(f"{now()} t4.1 begins")
    async with aclosing(completed(T[:4])) as g:
        async for x in g:
            say(f"{now()} t4.2 completed {outcome(x)}")
            break
    say(f"{now()} t4.3 got {await Q.get()}")
    say(f"{now()} t4.4 put_nowait 3: {put_nowait(3)}")
    say(f"{now()} t4.5 ends")
    return 104

async def s22_t5():
    say(f"{now()} t5.1 begins")
    say(f"{now()} t5.2 future 0 in time: {await wait_for(F[0], 10)}")
    say(f"{now()} t5.3 task_done {task_done()}")
    S.release()
    say(f"{now()} t5.4 locked {int(S.locked())}")
    async with L[0]:
        say(f"{now()} t5.5 locked 0")
        say(f"{now()} t5.6 cancels 1: {int(T[1].cancel())}")
    call_later(1, called, "t5.7 called")
    say(f"{now()} t5.8 ends")
    return 105


async def s22_main():
    await scenario(Queue(2), [s22_t0, s22_t1, s22_t2, s22_t3, s22_t4, s22_t5])

async def s23_g3():
    yield 0
    yield 1
    yield 2
    yield 3
    say(f"{now()} g3.1 future 1 in time: {await wait_for(F[1], 1)}")
    say(f"{now()} g3.2 runs out")

async def s23_f2():
    await sleep(0)
    say(f"{now()} f2.1 slept 0")
    await sleep(10)
    say(f"{now()} f2.2 slept 10")
    async with aclosing(s23_g3()) as g:
        async for x in g:
            say(f"{now()} f2.3 item {x}")
            await S.acquire()
            say(f"{now()} f2.4 acquired")
    say(f"{now()} f2.5 iterated")
    return 3

async def s23_f5():
    call_soon(called, "f5.1 called")
    call_later(1, T[1].cancel)
    return 5

async def s23_f6():
    await S.acquire()
    say(f"{now()} f6.1 acquired")
    await wait_for(Q.put(1), 10)
    say(f"{now()} f6.2 Q.put(1) in time")
    await Q.put(2)
    say(f"{now()} f6.3 put 2")
    return 6

async def s23_f4():
    say(f"{now()} f4.1 local {V.get()}")
    say(f"{now()} f4.2 sets error 2: {set_future_error(2)}")
    r = await gather(s23_f5(), s23_f6())
    say(f"{now()} f4.3 gathered {r[0]} {r[1]}")
    return 6

async def s23_f7():
    async with L[0]:
        say(f"{now()} f7.1 locked 0")
        say(f"{now()} f7.2 local {V.get()}")
        await S.acquire()
        say(f"{now()} f7.3 acquired")
    try:
        say(f"{now()} f7.4 sets future 0: {set_future(0, 7)}")
        await sleep(0)
        say(f"{now()} f7.5 slept 0")
    finally:
        say(f"{now()} f7.6 finally")
    if True: raise E2
    return 7

async def s23_g8():
    yield 0
    S.release()
    say(f"{now()} g8.1 locked {int(S.locked())}")
    say(f"{now()} g8.2 runs out")

async def s23_f1():
    async with C:
        await C.wait()
        say(f"{now()} f1.1 notified")
        kept.append(create_eager_task(s23_f2()))
    async with L[1]:
        say(f"{now()} f1.2 locked 1")
        u = gather(s23_f4(), s23_f7())
        call_later(5, u.cancel)
        say(f"{now()} f1.3 done {int(u.done())}")
        r = await u
        say(f"{now()} f1.4 gather: {r[0]} {r[1]}")
    async with aclosing(s23_g8()) as g:
        async for x in g:
            say(f"{now()} f1.5 item {x}")
            if x == 0: break
    say(f"{now()} f1.6 iterated")
    return 8

async def s23_f11():
    async with C: C.notify_all()
    say(f"{now()} f11.1 cancels 2: {int(T[2].cancel())}")
    return 11

async def s23_f12():
    say(f"{now()} f12.1 cancels 1: {int(T[1].cancel())}")
    return 12

async def s23_f10():
    r = await gather(s23_f11(), s23_f12())
    say(f"{now()} f10.1 gathered {r[0]} {r[1]}")
    say(f"{now()} f10.2 uncancel: {current_task().uncancel()}")
    return 12

async def s23_f9():
    try:
        async with timeout(1) as h0:
            say(f"{now()} f9.1 wait_for s23_f10: {await wait_for(s23_f10(), 2)}")
            say(f"{now()} f9.2 reschedule 0: {reschedule(h0, 0)} {int(h0.expired())}")
    except TimeoutError:
        say(f"{now()} f9.3 timed out")
    say(f"{now()} f9.4 put_nowait 3: {put_nowait(3)}")
    async with S:
        say(f"{now()} f9.5 semaphore")
        async with C: C.notify_all()
        async with L[0]:
            say(f"{now()} f9.6 locked 0")
            say(f"{now()} f9.7 got {await Q.get()}")
            try:
                await B.reset()
                say(f"{now()} f9.8 barrier {B.n_waiting}")
                say(f"{now()} f9.9 uncancel: {current_task().uncancel()}")
            except Exception as e:
                say(f"{now()} f9.10 caught {name(e)}")
    return 12

async def s23_t0():
    say(f"{now()} t0.1 begins")
    r = await gather(s23_f1(), s23_f9())
    say(f"{now()} t0.2 gathered {r[0]} {r[1]}")
    try:
        E[1].clear()
        await sleep(10)
        say(f"{now()} t0.3 slept 10")
    finally:
        say(f"{now()} t0.4 finally")
    say(f"{now()} t0.5 ends")
    return 100

async def s23_t1():
    say(f"{now()} t1.1 begins")
    try:
        say(f"{now()} t1.2 barrier {await B.wait()}")
    finally:
        say(f"{now()} t1.3 finally")
    async with S:
        say(f"{now()} t1.4 semaphore")
        await sleep(0)
        say(f"{now()} t1.5 slept 0")
        call_later(1, T[4].cancel)
    say(f"{now()} t1.6 waited for 0: {await wait_for(T[0], 0)}")
    try:
        try:
            async with aclosing(completed(T[:1])) as g:
                async for x in g:
                    say(f"{now()} t1.7 completed {outcome(x)}")
            await Q.put(4)
            say(f"{now()} t1.8 put 4")
        except Exception as e:
            say(f"{now()} t1.9 caught {name(e)}")
        async with C:
            await C.wait()
            say(f"{now()} t1.10 notified")
            E[0].set()
            say(f"{now()} t1.11 set 0")
    except Exception as e:
        say(f"{now()} t1.12 caught {name(e)}")
    say(f"{now()} t1.13 wait FIRST_EXCEPTION: {await wait(T[:1], FIRST_EXCEPTION, None)}")
    say(f"{now()} t1.14 ends")
    return 101

async def s23_t2():
    say(f"{now()} t2.1 begins")
    await S.acquire()
    say(f"{now()} t2.2 acquired")
    async with C: C.notify(2)
    say(f"{now()} t2.3 notified 2")
    say(f"{now()} t2.4 ends")
    return 102

async def s23_t3():
    say(f"{now()} t3.1 begins")
    await S.acquire()
    say(f"{now()} t3.2 acquired")
    await sleep(0)
    say(f"{now()} t3.3 slept 0")
    S.release()
    say(f"{now()} t3.4 locked {int(S.locked())}")
    E[0].clear()
    say(f"{now()} t3.5 ends")
    return 103

async def s23_t4():
    say(f"{now()} t4.1 begins")
    async with C:
        await C.wait()
        say(f"{now()} t4.2 notified")
        async with L[1]:
            say(f"{now()} t4.3 locked 1")
            async with C:
                await C.wait()
                say(f"{now()} t4.4 notified")
                await sleep(0)
                say(f"{now()} t4.5 slept 0")
    async with L[0]:
        say(f"{now()} t4.6 locked 0")
        say(f"{now()} t4.7 waited for 1: {await wait_for(T[1], 2)}")
    try:
        await sleep(0)
        say(f"{now()} t4.8 slept 0")
    except Exception as e:
        say(f"{now()} t4.9 caught {name(e)}")
    call_later(5, called, "t4.10 called")
    say(f"{now()} t4.11 ends")
    return 104

async def s23_t5():
    say(f"{now()} t5.1 begins")
    try:
        say(f"{now()} t5.2 got {await Q.get()}")
        E[0].set()
        say(f"{now()} t5.3 set 0")
    except CancelledError:
        say(f"{now()} t5.4 swallows")
    E[1].set()
    say(f"{now()} t5.5 set 1")
    say(f"{now()} t5.6 ends")
    return 105


async def s23_main():
    await scenario(LifoQueue(2), [s23_t0, s23_t1, s23_t2, s23_t3, s23_t4, s23_t5])

async def s24_f1():
    try:
        Q.shutdown(True)
        say(f"{now()} f1.1 shut down")
        await B.reset()
        say(f"{now()} f1.2 barrier {B.n_waiting}")
        await sleep(0)
        say(f"{now()} f1.3 slept 0")
    except Exception as e:
        say(f"{now()} f1.4 caught {name(e)}")
    async with C:
        await C.wait()
        say(f"{now()} f1.5 notified")
        say(f"{now()} f1.6 put_nowait 1: {put_nowait(1)}")
    say(f"{now()} f1.7 wait ALL_COMPLETED: {await wait(T[:1], ALL_COMPLETED, None)}")
    return 1

async def s24_f4():
    say(f"{now()} f4.1 task 1: {await T[1]}")
    return 4

async def s24_f3():
    try:
        await wait_for(Q.get(), 1)
        say(f"{now()} f3.1 Q.get() in time")
        say(f"{now()} f3.2 uncancel: {current_task().uncancel()}")
    except Exception as e:
        say(f"{now()} f3.3 caught {name(e)}")
    say(f"{now()} f3.4 shield s24_f4: {await shield(s24_f4())}")
    call_later(1, called, "f3.5 called")
    return 4

async def s24_f2():
    say(f"{now()} f2.1 shield s24_f3: {await shield(s24_f3())}")
    await Q.put(2)
    say(f"{now()} f2.2 put 2")
    say(f"{now()} f2.3 put_nowait 3: {put_nowait(3)}")
    return 4

async def s24_f5():
    async with L[0]:
        say(f"{now()} f5.1 locked 0")
        say(f"{now()} f5.2 sets future 2: {set_future(2, 9)}")
    call_later(1, E[1].set)
    return 5

async def s24_f7():
    await wait_for(S.acquire(), 1)
    say(f"{now()} f7.1 S.acquire() in time")
    async with aclosing(completed(T[:4])) as g:
        async for x in g:
            say(f"{now()} f7.2 completed {outcome(x)}")
            break
    V.set(7)
    return 7

async def s24_f6():
    try:
        async with timeout(1) as h0:
            call_later(2, called, "f6.1 called")
    except TimeoutError:
        say(f"{now()} f6.2 timed out")
    call_later(10, T[0].cancel)
    kept.append(create_task(s24_f7()))
    return 7

async def s24_f8():
    say(f"{now()} f8.1 waited for 0: {await wait_for(T[0], 1)}")
    return 8

async def s24_t0():
    say(f"{now()} t0.1 begins")
    async with C:
        await C.wait()
        say(f"{now()} t0.2 notified")
        say(f"{now()} t0.3 got {await Q.get()}")
    E[1].clear()
    await B.reset()
    say(f"{now()} t0.4 barrier {B.n_waiting}")
    say(f"{now()} t0.5 ends")
    return 100

async def s24_t1():
    say(f"{now()} t1.1 begins")
    try:
        async with timeout(2) as h0:
            say(f"{now()} t1.2 reschedule 1: {reschedule(h0, 1)} {int(h0.expired())}")
            async with C:
                await C.wait()
                say(f"{now()} t1.3 notified")
                say(f"{now()} t1.4 wait_for s24_f1: {await wait_for(s24_f1(), 10)}")
    except TimeoutError:
        say(f"{now()} t1.5 timed out")
    E[0].set()
    say(f"{now()} t1.6 set 0")
    async with aclosing(completed(T[:1])) as g:
        async for x in g:
            say(f"{now()} t1.7 completed {outcome(x)}")
            break
    say(f"{now()} t1.8 ends")
    return 101

async def s24_t2():
    say(f"{now()} t2.1 begins")
    try:
        async with timeout(0) as h0:
            async with aclosing(completed(T[:2])) as g:
                async for x in g:
                    say(f"{now()} t2.2 completed {outcome(x)}")
    except TimeoutError:
        say(f"{now()} t2.3 timed out")
    async with C:
        await C.wait()
        say(f"{now()} t2.4 notified")
        say(f"{now()} t2.5 eager s24_f2: {await create_eager_task(s24_f2())}")
    async with C:
        await C.wait()
        say(f"{now()} t2.6 notified")
        say(f"{now()} t2.7 put_nowait 4: {put_nowait(4)}")
    try:
        say(f"{now()} t2.8 put_nowait 5: {put_nowait(5)}")
        say(f"{now()} t2.9 sets future 0: {set_future(0, 7)}")
    except Exception as e:
        say(f"{now()} t2.10 caught {name(e)}")
    say(f"{now()} t2.11 ends")
    return 102

async def s24_t3():
    say(f"{now()} t3.1 begins")
    say(f"{now()} t3.2 waited for 2: {await wait_for(T[2], 5)}")
    async with C:
        await C.wait()
        say(f"{now()} t3.3 notified")
        kept.append(create_task(s24_f5()))
    await wait_for(Q.put(6), 1)
    say(f"{now()} t3.4 Q.put(6) in time")
    try:
        async with timeout(2) as h0:
            say(f"{now()} t3.5 task 1: {await T[1]}")
            try:
                async with timeout(5) as h1:
                    async with C:
                        await C.wait()
                        say(f"{now()} t3.6 notified")
                        async with C:
                            await C.wait()
                            say(f"{now()} t3.7 notified")
                            say(f"{now()} t3.8 future 2: {await F[2]}")
            except TimeoutError:
                say(f"{now()} t3.9 timed out")
    except TimeoutError:
        say(f"{now()} t3.10 timed out")
    say(f"{now()} t3.11 ends")
    return 103

async def s24_t4():
    say(f"{now()} t4.1 begins")
    say(f"{now()} t4.2 wait_for s24_f6: {await wait_for(s24_f6(), 1)}")
    await B.reset()
    say(f"{now()} t4.3 barrier {B.n_waiting}")
    say(f"{now()} t4.4 shield s24_f8: {await shield(s24_f8())}")
    say(f"{now()} t4.5 ends")
    return 104

async def s24_t5():
    say(f"{now()} t5.1 begins")
    try:
        async with timeout(0) as h0:
            call_later(10, E[0].set)
    except TimeoutError:
        say(f"{now()} t5.2 timed out")
    call_soon(called, "t5.3 called")
    say(f"{now()} t5.4 task 4: {await T[4]}")
    say(f"{now()} t5.5 ends")
    return 105


async def s24_main():
    await scenario(PriorityQueue(2), [s24_t0, s24_t1, s24_t2, s24_t3, s24_t4, s24_t5])

batch(19, s19_main)
batch(20, s20_main)
batch(21, s21_main)
batch(22, s22_main)
batch(23, s23_main)
batch(24, s24_main)
