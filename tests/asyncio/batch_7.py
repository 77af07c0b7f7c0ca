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


async def s7_g2():
    yield 0
    yield 1
    say(f"{now()} g2.1 runs out")

async def s7_f1():
    async with aclosing(s7_g2()) as g:
        async for x in g:
            say(f"{now()} f1.1 item {x}")
            try:
                say(f"{now()} f1.2 barrier {await B.wait()}")
            finally:
                say(f"{now()} f1.3 finally")
    say(f"{now()} f1.4 iterated")
    say(f"{now()} f1.5 cancels future 0: {int(F[0].cancel())}")
    call_later(10, E[0].set)
    return 2

async def s7_f4():
    try:
        call_later(0, E[0].set)
    finally:
        say(f"{now()} f4.1 finally")
    E[1].clear()
    return 4

async def s7_f3():
    say(f"{now()} f3.1 wait_for s7_f4: {await wait_for(s7_f4(), 3)}")
    return 4

async def s7_f5():
    call_later(1, called, "f5.1 called")
    return 5

async def s7_g8():
    yield 0
    yield 1
    yield 2
    say(f"{now()} g8.1 runs out")

async def s7_f9():
    await Q.put(1)
    say(f"{now()} f9.1 put 1")
    S.release()
    say(f"{now()} f9.2 locked {int(S.locked())}")
    return 9

async def s7_g11():
    yield 0
    say(f"{now()} g11.1 cancels future 0: {int(F[0].cancel())}")
    yield 1
    yield 2
    yield 3
    say(f"{now()} g11.2 runs out")

async def s7_f10():
    async with aclosing(s7_g11()) as g:
        async for x in g:
            say(f"{now()} f10.1 item {x}")
            if x == 2: break
    say(f"{now()} f10.2 iterated")
    try:
        say(f"{now()} f10.3 get_nowait: {get_nowait()}")
        say(f"{now()} f10.4 got {await Q.get()}")
    finally:
        say(f"{now()} f10.5 finally")
    return 11

async def s7_f7():
    async with aclosing(s7_g8()) as g:
        async for x in g:
            say(f"{now()} f7.1 item {x}")
            v2 = [-1] * 3
            async with TaskGroup() as g:
                v2[0] = g.create_task(s7_f9())
            say(f"{now()} f7.2 result 0: {result(v2[0])}")
    say(f"{now()} f7.3 iterated")
    say(f"{now()} f7.4 task s7_f10: {await create_task(s7_f10())}")
    say(f"{now()} f7.5 task 0: {await T[0]}")
    return 11

async def s7_f6():
    kept.append(create_task(s7_f7()))
    return 11

async def s7_f12():
    async with S:
        say(f"{now()} f12.1 semaphore")
        await B.reset()
        say(f"{now()} f12.2 barrier {B.n_waiting}")
        say(f"{now()} f12.3 get_nowait: {get_nowait()}")
    say(f"{now()} f12.4 cancels 3: {int(T[3].cancel())}")
    return 12

async def s7_t0():
    say(f"{now()} t0.1 begins")
    async with L[1]:
        say(f"{now()} t0.2 locked 1")
        async with L[0]:
            say(f"{now()} t0.3 locked 0")
            try:
                async with L[1]:
                    say(f"{now()} t0.4 locked 1")
                    async with C: C.notify_all()
            finally:
                say(f"{now()} t0.5 finally")
            say(f"{now()} t0.6 get_nowait: {get_nowait()}")
    say(f"{now()} t0.7 cancels 5: {int(T[5].cancel())}")
    say(f"{now()} t0.8 task_done {task_done()}")
    try:
        u = shield(s7_f1())
        call_later(5, u.cancel)
        say(f"{now()} t0.9 done {int(u.done())}")
        say(f"{now()} t0.10 shield: {await u}")
        kept.append(create_task(s7_f3()))
    except CancelledError:
        say(f"{now()} t0.11 cleans up")
        call_later(10, called, "t0.12 called")
        raise
    say(f"{now()} t0.13 task s7_f5: {await create_task(s7_f5())}")
    say(f"{now()} t0.14 ends")
    return 100

async def s7_t1():
    say(f"{now()} t1.1 begins")
    say(f"{now()} t1.2 cancelling: {current_task().cancelling()}")
    await Q.join()
    say(f"{now()} t1.3 joined")
    say(f"{now()} t1.4 ends")
    return 101

async def s7_t2():
    say(f"{now()} t2.1 begins")
    say(f"{now()} t2.2 task_done {task_done()}")
    async with C: C.notify(1)
    say(f"{now()} t2.3 notified 1")
    call_soon(called, "t2.4 called")
    say(f"{now()} t2.5 ends")
    return 102

async def s7_t3():
    say(f"{now()} t3.1 begins")
    say(f"{now()} t3.2 wait_for s7_f6: {await wait_for(s7_f6(), 1)}")
    try:
        kept.append(create_eager_task(s7_f12()))
    finally:
        say(f"{now()} t3.3 finally")
    say(f"{now()} t3.4 future 0: {await F[0]}")
    say(f"{now()} t3.5 ends")
    return 103

async def s7_t4():
    say(f"{now()} t4.1 begins")
    E[1].set()
    say(f"{now()} t4.2 set 1")
    say(f"{now()} t4.3 wait FIRST_COMPLETED: {await wait(T[:4], FIRST_COMPLETED, 5)}")
    async with L[0]:
        say(f"{now()} t4.4 locked 0")
        E[1].clear()
        say(f"{now()} t4.5 shielded 1 in time: {await wait_for(shield(T[1]), 2)}")
    say(f"{now()} t4.6 ends")
    return 104

async def s7_t5():
    say(f"{now()} t5.1 begins")
    say(f"{now()} t5.2 shielded 1 in time: {await wait_for(shield(T[1]), 2)}")
    async with C: C.notify(2)
    say(f"{now()} t5.3 notified 2")
    try:
        async with L[0]:
            say(f"{now()} t5.4 locked 0")
            say(f"{now()} t5.5 future 2: {await F[2]}")
            say(f"{now()} t5.6 cancelling: {current_task().cancelling()}")
        call_soon(called, "t5.7 called")
    except CancelledError:
        say(f"{now()} t5.8 cleans up")
        say(f"{now()} t5.9 waited for 1: {await wait_for(T[1], 1)}")
        raise
    say(f"{now()} t5.10 shielded 3 in time: {await wait_for(shield(T[3]), 3)}")
    await Q.put(3)
    say(f"{now()} t5.11 put 3")
    say(f"{now()} t5.12 ends")
    return 105


async def s7_main():
    await scenario(LifoQueue(2), [s7_t0, s7_t1, s7_t2, s7_t3, s7_t4, s7_t5])

async def s8_f2():
    say(f"{now()} f2.1 cancelling: {current_task().cancelling()}")
    say(f"{now()} f2.2 cancels 4: {int(T[4].cancel())}")
    await wait_for(S.acquire(), 0)
    say(f"{now()} f2.3 S.acquire() in time")
    return 2

async def s8_f1():
    try:
        say(f"{now()} f1.1 cancels 1: {int(T[1].cancel())}")
        try:
            v1 = [-1] * 3
            async with TaskGroup() as g:
                v1[0] = g.create_task(s8_f2())
            say(f"{now()} f1.2 result 0: {result(v1[0])}")
        finally:
            say(f"{now()} f1.3 finally")
    finally:
        say(f"{now()} f1.4 finally")
    say(f"{now()} f1.5 local {V.get()}")
    say(f"{now()} f1.6 cancels 1: {int(T[1].cancel())}")
    return 2

async def s8_f4():
    try:
        say(f"{now()} f4.1 cancels 5: {int(T[5].cancel())}")
        say(f"{now()} f4.2 task_done {task_done()}")
    finally:
        say(f"{now()} f4.3 finally")
    async with aclosing(completed(T[:1])) as g:
        async for x in g:
            say(f"{now()} f4.4 completed {outcome(x)}")
    return 4

async def s8_f3():
    say(f"{now()} f3.1 wait ALL_COMPLETED: {await wait(T[:1], ALL_COMPLETED, None)}")
    kept.append(create_task(s8_f4()))
    await wait_for(S.acquire(), 5)
    say(f"{now()} f3.2 S.acquire() in time")
    return 4

async def s8_f6():
    say(f"{now()} f6.1 task_done {task_done()}")
    say(f"{now()} f6.2 get_nowait: {get_nowait()}")
    return 6

async def s8_f8():
    say(f"{now()} f8.1 task_done {task_done()}")
    say(f"{now()} f8.2 task_done {task_done()}")
    async with aclosing(completed(T[:1])) as g:
        async for x in g:
            say(f"{now()} f8.3 completed {outcome(x)}")
    return 8

async def s8_f7():
    kept.append(create_task(s8_f8()))
    async with C:
        await C.wait()
        say(f"{now()} f7.1 notified")
        say(f"{now()} f7.2 shielded 0: {await shield(T[0])}")
    return 8

async def s8_f5():
    async with C:
        await C.wait()
        say(f"{now()} f5.1 notified")
        async with C: C.notify_all()
    async with C:
        await C.wait()
        say(f"{now()} f5.2 notified")
        kept.append(create_eager_task(s8_f6()))
    say(f"{now()} f5.3 eager s8_f7: {await create_eager_task(s8_f7())}")
    return 8

async def s8_f10():
    await wait_for(Q.put(2), 1)
    say(f"{now()} f10.1 Q.put(2) in time")
    return 10

async def s8_f9():
    async with C:
        await C.wait()
        say(f"{now()} f9.1 notified")
        await wait_for(E[0].wait(), 0)
        say(f"{now()} f9.2 E[0].wait() in time")
    v3 = [-1] * 3
    async with TaskGroup() as g:
        v3[0] = g.create_task(s8_f10())
    say(f"{now()} f9.3 result 0: {result(v3[0])}")
    return 10

async def s8_f11():
    say(f"{now()} f11.1 task_done {task_done()}")
    async with C:
        await C.wait()
        say(f"{now()} f11.2 notified")
        E[0].set()
        say(f"{now()} f11.3 set 0")
    return 11

async def s8_f12():
    try:
        try:
            call_later(3, called, "f12.1 called")
        finally:
            say(f"{now()} f12.2 finally")
        async with C:
            await C.wait()
            say(f"{now()} f12.3 notified")
            E[0].set()
            say(f"{now()} f12.4 set 0")
    finally:
        say(f"{now()} f12.5 finally")
    async with C:
        await C.wait()
        say(f"{now()} f12.6 notified")
        try:
            await wait_for(B.wait(), 5)
            say(f"{now()} f12.7 B.wait() in time")
            say(f"{now()} f12.8 task_done {task_done()}")
        finally:
            say(f"{now()} f12.9 finally")
    say(f"{now()} f12.10 waited for 1: {await wait_for(T[1], 1)}")
    return 12

async def s8_t0():
    say(f"{now()} t0.1 begins")
    say(f"{now()} t0.2 get_nowait: {get_nowait()}")
    say(f"{now()} t0.3 local {V.get()}")
    if True: raise E2
    kept.append(create_eager_task(s8_f1()))
    async with C:
        await C.wait()
        say(f"{now()} t0.4 notified")
        async with C:
            await C.wait()
            say(f"{now()} t0.5 notified")
            say(f"{now()} t0.6 cancels 5: {int(T[5].cancel())}")
    say(f"{now()} t0.7 ends")
    return 100

async def s8_t1():
    say(f"{now()} t1.1 begins")
    say(f"{now()} t1.2 wait FIRST_COMPLETED: {await wait(T[:1], FIRST_COMPLETED, None)}")
    async with C:
        await C.wait()
        say(f"{now()} t1.3 notified")
        r = await gather(s8_f3(), s8_f5())
        say(f"{now()} t1.4 gathered {r[0]} {r[1]}")
    await wait_for(S.acquire(), 2)
    say(f"{now()} t1.5 S.acquire() in time")
    say(f"{now()} t1.6 shielded 0: {await shield(T[0])}")
    async with aclosing(completed(T[:1])) as g:
        async for x in g:
            say(f"{now()} t1.7 completed {outcome(x)}")
    say(f"{now()} t1.8 ends")
    return 101

async def s8_t2():
    say(f"{now()} t2.1 begins")
    async with aclosing(completed(T[:2])) as g:
        async for x in g:
            say(f"{now()} t2.2 completed {outcome(x)}")
    say(f"{now()} t2.3 get_nowait: {get_nowait()}")
    say(f"{now()} t2.4 shielded 0: {await shield(T[0])}")
    say(f"{now()} t2.5 ends")
    return 102

async def s8_t3():
    say(f"{now()} t3.1 begins")
    async with C:
        await C.wait()
        say(f"{now()} t3.2 notified")
        v4 = [-1] * 3
        async with TaskGroup() as g:
            v4[0] = g.create_task(s8_f9())
            v4[1] = g.create_task(s8_f11())
            v4[2] = g.create_task(s8_f12())
            if True: raise E2
        say(f"{now()} t3.3 result 0: {result(v4[0])}")
        say(f"{now()} t3.4 result 1: {result(v4[1])}")
        say(f"{now()} t3.5 result 2: {result(v4[2])}")
    async with aclosing(completed(T[:3])) as g:
        async for x in g:
            say(f"{now()} t3.6 completed {outcome(x)}")
            break
    if True: raise E2
    say(f"{now()} t3.7 ends")
    return 103

async def s8_t4():
    say(f"{now()} t4.1 begins")
    say(f"{now()} t4.2 cancels 2: {int(T[2].cancel())}")
    async with C:
        await C.wait()
        say(f"{now()} t4.3 notified")
        if True: raise E1
    try:
        say(f"{now()} t4.4 get_nowait: {get_nowait()}")
        say(f"{now()} t4.5 task_done {task_done()}")
    finally:
        say(f"{now()} t4.6 finally")
    await wait_for(B.wait(), 0)
    say(f"{now()} t4.7 B.wait() in time")
    say(f"{now()} t4.8 waited for 2: {await wait_for(T[2], 3)}")
    say(f"{now()} t4.9 ends")
    return 104

async def s8_t5():
    say(f"{now()} t5.1 begins")
    say(f"{now()} t5.2 cancels 5: {int(T[5].cancel())}")
    await wait_for(E[0].wait(), 0)
    say(f"{now()} t5.3 E[0].wait() in time")
    say(f"{now()} t5.4 waited for 4: {await wait_for(T[4], 1)}")
    say(f"{now()} t5.5 cancels 3: {int(T[3].cancel())}")
    say(f"{now()} t5.6 ends")
    return 105


async def s8_main():
    await scenario(Queue(2), [s8_t0, s8_t1, s8_t2, s8_t3, s8_t4, s8_t5])

async def s9_g1():
    yield 0
    try:
        E[0].clear()
    finally:
        say(f"{now()} g1.1 finally")
    yield 1
    yield 2
    yield 3
    say(f"{now()} g1.2 runs out")

async def s9_g3():
    yield 0
    say(f"{now()} g3.1 wait FIRST_COMPLETED: {await wait(T[:4], FIRST_COMPLETED, None)}")
    yield 1
    say(f"{now()} g3.2 task 3: {await T[3]}")
    async with S:
        say(f"{now()} g3.3 semaphore")
        say(f"{now()} g3.4 task 3: {await T[3]}")
    say(f"{now()} g3.5 runs out")

async def s9_g2():
    yield 0
    async with aclosing(s9_g3()) as g:
        async for x in g:
            say(f"{now()} g2.1 item {x}")
    say(f"{now()} g2.2 iterated")
    try:
        async with timeout(0) as h0:
            async with C: C.notify_all()
            say(f"{now()} g2.3 put_nowait 2: {put_nowait(2)}")
    except TimeoutError:
        say(f"{now()} g2.4 timed out")
    say(f"{now()} g2.5 runs out")

async def s9_g5():
    yield 0
    try:
        async with timeout(10) as h0:
            say(f"{now()} g5.1 task 3: {await T[3]}")
            await Q.join()
            say(f"{now()} g5.2 joined")
    except TimeoutError:
        say(f"{now()} g5.3 timed out")
    yield 1
    yield 2
    say(f"{now()} g5.4 runs out")

async def s9_f4():
    try:
        async with timeout(0) as h0:
            async with C: C.notify_all()
    except TimeoutError:
        say(f"{now()} f4.1 timed out")
    say(f"{now()} f4.2 local {V.get()}")
    try:
        async with timeout(10) as h0:
            async with aclosing(s9_g5()) as g:
                async for x in g:
                    say(f"{now()} f4.3 item {x}")
                    if x == 0: break
            say(f"{now()} f4.4 iterated")
    except TimeoutError:
        say(f"{now()} f4.5 timed out")
    return 5

async def s9_f7():
    async with C: C.notify_all()
    await Q.join()
    say(f"{now()} f7.1 joined")
    Q.shutdown(True)
    say(f"{now()} f7.2 shut down")
    return 7

async def s9_g9():
    yield 0
    try:
        await Q.join()
        say(f"{now()} g9.1 joined")
    finally:
        say(f"{now()} g9.2 finally")
    say(f"{now()} g9.3 runs out")

async def s9_f8():
    async with aclosing(s9_g9()) as g:
        async for x in g:
            say(f"{now()} f8.1 item {x}")
            say(f"{now()} f8.2 shielded 3 in time: {await wait_for(shield(T[3]), 5)}")
    say(f"{now()} f8.3 iterated")
    return 9

async def s9_f6():
    r = await gather(s9_f7(), s9_f8(), return_exceptions=True)
    say(f"{now()} f6.1 collected {either(r[0])} {either(r[1])}")
    return 9

async def s9_f12():
    say(f"{now()} f12.1 shielded 1 in time: {await wait_for(shield(T[1]), 5)}")
    say(f"{now()} f12.2 cancels 5: {int(T[5].cancel())}")
    S.release()
    say(f"{now()} f12.3 locked {int(S.locked())}")
    return 12

async def s9_f11():
    try:
        async with timeout(0) as h0:
            try:
                V.set(3)
                say(f"{now()} f11.1 wait ALL_COMPLETED: {await wait(T[:5], ALL_COMPLETED, None)}")
            except CancelledError:
                say(f"{now()} f11.2 swallows")
            S.release()
            say(f"{now()} f11.3 locked {int(S.locked())}")
    except TimeoutError:
        say(f"{now()} f11.4 timed out")
    try:
        async with timeout(3) as h0:
            say(f"{now()} f11.5 put_nowait 4: {put_nowait(4)}")
    except TimeoutError:
        say(f"{now()} f11.6 timed out")
    say(f"{now()} f11.7 eager s9_f12: {await create_eager_task(s9_f12())}")
    return 12

async def s9_f13():
    say(f"{now()} f13.1 barrier {await B.wait()}")
    E[1].clear()
    return 13

async def s9_f10():
    r = await gather(s9_f11(), s9_f13(), return_exceptions=True)
    say(f"{now()} f10.1 collected {either(r[0])} {either(r[1])}")
    return 13

async def s9_f14():
    say(f"{now()} f14.1 shielded 1 in time: {await wait_for(shield(T[1]), 0)}")
    call_later(1, called, "f14.2 called")
    return 14

async def s9_t0():
    say(f"{now()} t0.1 begins")
    say(f"{now()} t0.2 barrier {await B.wait()}")
    try:
        async with timeout(3) as h0:
            async with S:
                say(f"{now()} t0.3 semaphore")
                say(f"{now()} t0.4 cancels 3: {int(T[3].cancel())}")
    except TimeoutError:
        say(f"{now()} t0.5 timed out")
    S.release()
    say(f"{now()} t0.6 locked {int(S.locked())}")
    try:
        E[1].clear()
    finally:
        say(f"{now()} t0.7 finally")
    say(f"{now()} t0.8 ends")
    return 100

async def s9_t1():
    say(f"{now()} t1.1 begins")
    E[1].clear()
    S.release()
    say(f"{now()} t1.2 locked {int(S.locked())}")
    say(f"{now()} t1.3 ends")
    return 101

async def s9_t2():
    say(f"{now()} t2.1 begins")
    try:
        say(f"{now()} t2.2 cancels 3: {int(T[3].cancel())}")
    finally:
        say(f"{now()} t2.3 finally")
    try:
        async with timeout(3) as h0:
            try:
                Q.shutdown(True)
                say(f"{now()} t2.4 shut down")
            finally:
                say(f"{now()} t2.5 finally")
    except TimeoutError:
        say(f"{now()} t2.6 timed out")
    E[1].clear()
    try:
        say(f"{now()} t2.7 future 2: {await F[2]}")
        V.set(1)
    except CancelledError:
        say(f"{now()} t2.8 swallows")
    if True: raise E2
    say(f"{now()} t2.9 ends")
    return 102

async def s9_t3():
    say(f"{now()} t3.1 begins")
    say(f"{now()} t3.2 cancels 0: {int(T[0].cancel())}")
    try:
        S.release()
        say(f"{now()} t3.3 locked {int(S.locked())}")
        async with aclosing(s9_g1()) as g:
            async for x in g:
                say(f"{now()} t3.4 item {x}")
                E[0].clear()
        say(f"{now()} t3.5 iterated")
    except CancelledError:
        say(f"{now()} t3.6 cleans up")
        E[0].clear()
        raise
    say(f"{now()} t3.7 task 2: {await T[2]}")
    say(f"{now()} t3.8 ends")
    return 103

async def s9_t4():
    say(f"{now()} t4.1 begins")
    E[1].clear()
    try:
        async with timeout(0) as h0:
            async with aclosing(s9_g2()) as g:
                async for x in g:
                    say(f"{now()} t4.2 item {x}")
                    if x == 0: break
            say(f"{now()} t4.3 iterated")
    except TimeoutError:
        say(f"{now()} t4.4 timed out")
    try:
        async with timeout(0) as h0:
            async with S:
                say(f"{now()} t4.5 semaphore")
                try:
                    call_later(0, called, "t4.6 called")
                finally:
                    say(f"{now()} t4.7 finally")
                say(f"{now()} t4.8 barrier {await B.wait()}")
    except TimeoutError:
        say(f"{now()} t4.9 timed out")
    try:
        say(f"{now()} t4.10 task 0: {await T[0]}")
    finally:
        say(f"{now()} t4.11 finally")
    say(f"{now()} t4.12 ends")
    return 104

async def s9_t5():
    say(f"{now()} t5.1 begins")
    r = await gather(s9_f4(), s9_f6(), return_exceptions=True)
    say(f"{now()} t5.2 collected {either(r[0])} {either(r[1])}")
    say(f"{now()} t5.3 future 2: {await F[2]}")
    u = gather(s9_f10(), s9_f14())
    call_later(0, u.cancel)
    r = await u
    say(f"{now()} t5.4 gather: {r[0]} {r[1]}")
    try:
        async with timeout(2) as h0:
            E[1].clear()
    except TimeoutError:
        say(f"{now()} t5.5 timed out")
    say(f"{now()} t5.6 ends")
    return 105


async def s9_main():
    await scenario(PriorityQueue(2), [s9_t0, s9_t1, s9_t2, s9_t3, s9_t4, s9_t5])

async def s10_f2():
    if True: raise E2
    async with L[1]:
        say(f"{now()} f2.1 locked 1")
        if True: raise E2
        call_soon(called, "f2.2 called")
    await B.reset()
    say(f"{now()} f2.3 barrier {B.n_waiting}")
    return 2

async def s10_f4():
    call_later(10, T[3].cancel)
    return 4

async def s10_f5():
    call_later(3, T[3].cancel)
    return 5

async def s10_f3():
    u = gather(s10_f4(), s10_f5())
    r = await u
    say(f"{now()} f3.1 gather: {r[0]} {r[1]}")
    return 5

async def s10_f1():
    async with L[1]:
        say(f"{now()} f1.1 locked 1")
        u = gather(s10_f2(), s10_f3())
        call_later(5, u.cancel)
        r = await u
        say(f"{now()} f1.2 gather: {r[0]} {r[1]}")
        if True: raise E1
    call_later(10, T[4].cancel)
    return 5

async def s10_f6():
    call_soon(called, "f6.1 called")
    return 6

async def s10_f8():
    await B.reset()
    say(f"{now()} f8.1 barrier {B.n_waiting}")
    call_later(5, T[3].cancel)
    return 8

async def s10_f9():
    await B.reset()
    say(f"{now()} f9.1 barrier {B.n_waiting}")
    if True: raise E2
    await S.acquire()
    say(f"{now()} f9.2 acquired")
    return 9

async def s10_f10():
    call_later(0, T[3].cancel)
    await B.reset()
    say(f"{now()} f10.1 barrier {B.n_waiting}")
    return 10

async def s10_f11():
    call_later(0, T[3].cancel)
    if True: raise E1
    say(f"{now()} f11.1 get_nowait: {get_nowait()}")
    return 11

async def s10_f7():
    async with L[1]:
        say(f"{now()} f7.1 locked 1")
        await B.reset()
        say(f"{now()} f7.2 barrier {B.n_waiting}")
        u = gather(s10_f8(), s10_f9())
        call_later(2, u.cancel)
        say(f"{now()} f7.3 done {int(u.done())}")
        r = await u
        say(f"{now()} f7.4 gather: {r[0]} {r[1]}")
    call_soon(called, "f7.5 called")
    u = gather(s10_f10(), s10_f11())
    say(f"{now()} f7.6 done {int(u.done())}")
    r = await u
    say(f"{now()} f7.7 gather: {r[0]} {r[1]}")
    return 11

async def s10_f12():
    call_later(1, T[0].cancel)
    return 12

async def s10_t0():
    say(f"{now()} t0.1 begins")
    async with S:
        say(f"{now()} t0.2 semaphore")
        call_later(1, T[2].cancel)
        say(f"{now()} t0.3 get_nowait: {get_nowait()}")
    say(f"{now()} t0.4 future 1: {await F[1]}")
    u = gather(s10_f1(), s10_f6())
    r = await u
    say(f"{now()} t0.5 gather: {r[0]} {r[1]}")
    await B.reset()
    say(f"{now()} t0.6 barrier {B.n_waiting}")
    async with L[0]:
        say(f"{now()} t0.7 locked 0")
        await B.reset()
        say(f"{now()} t0.8 barrier {B.n_waiting}")
        u = gather(s10_f7(), s10_f12())
        say(f"{now()} t0.9 done {int(u.done())}")
        r = await u
        say(f"{now()} t0.10 gather: {r[0]} {r[1]}")
    say(f"{now()} t0.11 ends")
    return 100

async def s10_t1():
    say(f"{now()} t1.1 begins")
    await S.acquire()
    say(f"{now()} t1.2 acquired")
    say(f"{now()} t1.3 get_nowait: {get_nowait()}")
    await B.reset()
    say(f"{now()} t1.4 barrier {B.n_waiting}")
    if True: raise E1
    if True: raise E1
    say(f"{now()} t1.5 ends")
    return 101

async def s10_t2():
    say(f"{now()} t2.1 begins")
    await S.acquire()
    say(f"{now()} t2.2 acquired")
    say(f"{now()} t2.3 waited for 1: {await wait_for(T[1], 10)}")
    if True: raise E2
    await S.acquire()
    say(f"{now()} t2.4 acquired")
    say(f"{now()} t2.5 ends")
    return 102

async def s10_t3():
    say(f"{now()} t3.1 begins")
    async with S:
        say(f"{now()} t3.2 semaphore")
        call_soon(called, "t3.3 called")
    await S.acquire()
    say(f"{now()} t3.4 acquired")
    say(f"{now()} t3.5 get_nowait: {get_nowait()}")
    call_soon(called, "t3.6 called")
    async with S:
        say(f"{now()} t3.7 semaphore")
        say(f"{now()} t3.8 get_nowait: {get_nowait()}")
        say(f"{now()} t3.9 future 1: {await F[1]}")
    say(f"{now()} t3.10 ends")
    return 103

async def s10_t4():
    say(f"{now()} t4.1 begins")
    async with L[1]:
        say(f"{now()} t4.2 locked 1")
        await B.reset()
        say(f"{now()} t4.3 barrier {B.n_waiting}")
    await B.reset()
    say(f"{now()} t4.4 barrier {B.n_waiting}")
    say(f"{now()} t4.5 future 0: {await F[0]}")
    say(f"{now()} t4.6 ends")
    return 104

async def s10_t5():
    say(f"{now()} t5.1 begins")
    call_later(0, T[4].cancel)
    say(f"{now()} t5.2 waited for 4: {await wait_for(T[4], 1)}")
    say(f"{now()} t5.3 ends")
    return 105


async def s10_main():
    await scenario(Queue(2), [s10_t0, s10_t1, s10_t2, s10_t3, s10_t4, s10_t5])

async def s11_f2():
    async with S:
        say(f"{now()} f2.1 semaphore")
        say(f"{now()} f2.2 local {V.get()}")
        try:
            say(f"{now()} f2.3 task 0: {await T[0]}")
        finally:
            say(f"{now()} f2.4 finally")
    return 2

async def s11_f1():
    say(f"{now()} f1.1 task 0: {await T[0]}")
    say(f"{now()} f1.2 task s11_f2: {await create_task(s11_f2())}")
    return 2

async def s11_f3():
    say(f"{now()} f3.1 future 0: {await F[0]}")
    say(f"{now()} f3.2 future 1: {await F[1]}")
    say(f"{now()} f3.3 got {await Q.get()}")
    return 3

async def s11_f4():
    try:
        try:
            say(f"{now()} f4.1 sets future 2: {set_future(2, 9)}")
            try:
                say(f"{now()} f4.2 future 1: {await F[1]}")
                say(f"{now()} f4.3 sets future 0: {set_future(0, 7)}")
            except CancelledError:
                say(f"{now()} f4.4 swallows")
        except Exception as e:
            say(f"{now()} f4.5 caught {name(e)}")
    finally:
        say(f"{now()} f4.6 finally")
    return 4

async def s11_f6():
    await S.acquire()
    say(f"{now()} f6.1 acquired")
    return 6

async def s11_f9():
    async with C: C.notify_all()
    say(f"{now()} f9.1 local {V.get()}")
    return 9

async def s11_f8():
    S.release()
    say(f"{now()} f8.1 locked {int(S.locked())}")
    say(f"{now()} f8.2 wait_for s11_f9: {await wait_for(s11_f9(), 1)}")
    S.release()
    say(f"{now()} f8.3 locked {int(S.locked())}")
    return 9

async def s11_f10():
    say(f"{now()} f10.1 sets future 0: {set_future(0, 7)}")
    try:
        async with timeout(5) as h0:
            S.release()
            say(f"{now()} f10.2 locked {int(S.locked())}")
            say(f"{now()} f10.3 task 1: {await T[1]}")
    except TimeoutError:
        say(f"{now()} f10.4 timed out")
    async with C:
        await C.wait()
        say(f"{now()} f10.5 notified")
        S.release()
        say(f"{now()} f10.6 locked {int(S.locked())}")
    return 10

async def s11_f11():
    say(f"{now()} f11.1 sets future 1: {set_future(1, 8)}")
    try:
        async with timeout(1) as h0:
            say(f"{now()} f11.2 future 1: {await F[1]}")
    except TimeoutError:
        say(f"{now()} f11.3 timed out")
    return 11

async def s11_f7():
    say(f"{now()} f7.1 task 1: {await T[1]}")
    say(f"{now()} f7.2 wait_for s11_f8: {await wait_for(s11_f8(), 1)}")
    r = await gather(s11_f10(), s11_f11())
    say(f"{now()} f7.3 gathered {r[0]} {r[1]}")
    return 11

async def s11_f5():
    say(f"{now()} f5.1 task s11_f6: {await create_task(s11_f6())}")
    say(f"{now()} f5.2 wait_for s11_f7: {await wait_for(s11_f7(), 0)}")
    S.release()
    say(f"{now()} f5.3 locked {int(S.locked())}")
    return 11

async def s11_f12():
    say(f"{now()} f12.1 task 1: {await T[1]}")
    return 12

async def s11_t0():
    say(f"{now()} t0.1 begins")
    say(f"{now()} t0.2 sets future 0: {set_future(0, 7)}")
    try:
        async with timeout(1) as h0:
            say(f"{now()} t0.3 got {await Q.get()}")
    except TimeoutError:
        say(f"{now()} t0.4 timed out")
    try:
        async with timeout(3) as h0:
            try:
                say(f"{now()} t0.5 got {await Q.get()}")
            except Exception as e:
                say(f"{now()} t0.6 caught {name(e)}")
    except TimeoutError:
        say(f"{now()} t0.7 timed out")
    await S.acquire()
    say(f"{now()} t0.8 acquired")
    S.release()
    say(f"{now()} t0.9 locked {int(S.locked())}")
    say(f"{now()} t0.10 ends")
    return 100

async def s11_t1():
    say(f"{now()} t1.1 begins")
    say(f"{now()} t1.2 shield s11_f1: {await shield(s11_f1())}")
    async with L[1]:
        say(f"{now()} t1.3 locked 1")
        say(f"{now()} t1.4 shield s11_f3: {await shield(s11_f3())}")
    say(f"{now()} t1.5 wait_for s11_f4: {await wait_for(s11_f4(), 10)}")
    say(f"{now()} t1.6 ends")
    return 101

async def s11_t2():
    say(f"{now()} t2.1 begins")
    say(f"{now()} t2.2 sets future 1: {set_future(1, 8)}")
    say(f"{now()} t2.3 future 1: {await F[1]}")
    try:
        async with C: C.notify_all()
        say(f"{now()} t2.4 future 0: {await F[0]}")
        async with C: C.notify_all()
    except Exception as e:
        say(f"{now()} t2.5 caught {name(e)}")
    u = shield(s11_f5())
    say(f"{now()} t2.6 done {int(u.done())}")
    say(f"{now()} t2.7 shield: {await u}")
    say(f"{now()} t2.8 ends")
    return 102

async def s11_t3():
    say(f"{now()} t3.1 begins")
    say(f"{now()} t3.2 task 2: {await T[2]}")
    try:
        async with timeout(3) as h0:
            say(f"{now()} t3.3 local {V.get()}")
    except TimeoutError:
        say(f"{now()} t3.4 timed out")
    async with C: C.notify_all()
    u = shield(s11_f12())
    call_later(10, u.cancel)
    say(f"{now()} t3.5 shield: {await u}")
    say(f"{now()} t3.6 future 0: {await F[0]}")
    say(f"{now()} t3.7 ends")
    return 103

async def s11_t4():
    say(f"{now()} t4.1 begins")
    await S.acquire()
    say(f"{now()} t4.2 acquired")
    S.release()
    say(f"{now()} t4.3 locked {int(S.locked())}")
    say(f"{now()} t4.4 got {await Q.get()}")
    say(f"{now()} t4.5 ends")
    return 104

async def s11_t5():
    say(f"{now()} t5.1 begins")
    try:
        say(f"{now()} t5.2 got {await Q.get()}")
        async with C: C.notify_all()
    except CancelledError:
        say(f"{now()} t5.3 swallows")
    say(f"{now()} t5.4 sets future 1: {set_future(1, 8)}")
    say(f"{now()} t5.5 task 3: {await T[3]}")
    say(f"{now()} t5.6 future 0: {await F[0]}")
    say(f"{now()} t5.7 ends")
    return 105


async def s11_main():
    await scenario(PriorityQueue(2), [s11_t0, s11_t1, s11_t2, s11_t3, s11_t4, s11_t5])

async def s12_f2():
    await B.reset()
    say(f"{now()} f2.1 barrier {B.n_waiting}")
    await E[1].wait()
    say(f"{now()} f2.2 event 1")
    return 2

async def s12_f1():
    try:
        S.release()
        say(f"{now()} f1.1 locked {int(S.locked())}")
        kept.append(create_task(s12_f2()))
    except Exception as e:
        say(f"{now()} f1.2 caught {name(e)}")
    return 2

async def s12_f3():
    S.release()
    say(f"{now()} f3.1 locked {int(S.locked())}")
    async with C: C.notify_all()
    return 3

async def s12_f4():
    await B.reset()
    say(f"{now()} f4.1 barrier {B.n_waiting}")
    try:
        async with C:
            await C.wait()
            say(f"{now()} f4.2 notified")
            await S.acquire()
            say(f"{now()} f4.3 acquired")
        try:
            await B.reset()
            say(f"{now()} f4.4 barrier {B.n_waiting}")
            say(f"{now()} f4.5 get_nowait: {get_nowait()}")
        except CancelledError:
            say(f"{now()} f4.6 cleans up")
            say(f"{now()} f4.7 shielded 1 in time: {await wait_for(shield(T[1]), 5)}")
            raise
        call_soon(called, "f4.8 called")
    except Exception as e:
        say(f"{now()} f4.9 caught {name(e)}")
    await sleep(1)
    say(f"{now()} f4.10 slept 1")
    return 4

async def s12_g7():
    yield 0
    yield 1
    yield 2
    yield 3
    try:
        async with timeout(3) as h0:
            say(f"{now()} g7.1 local {V.get()}")
            await sleep(2)
            say(f"{now()} g7.2 slept 2")
    except TimeoutError:
        say(f"{now()} g7.3 timed out")
    say(f"{now()} g7.4 runs out")

async def s12_g6():
    yield 0
    async with C: C.notify_all()
    yield 1
    async with C:
        await C.wait()
        say(f"{now()} g6.1 notified")
        async with C: C.notify_all()
    say(f"{now()} g6.2 uncancel: {current_task().uncancel()}")
    yield 2
    async with aclosing(s12_g7()) as g:
        async for x in g:
            say(f"{now()} g6.3 item {x}")
            async with C:
                await C.wait()
                say(f"{now()} g6.4 notified")
                say(f"{now()} g6.5 sets error 1: {set_future_error(1)}")
    say(f"{now()} g6.6 iterated")
    say(f"{now()} g6.7 runs out")

async def s12_f5():
    async with aclosing(s12_g6()) as g:
        async for x in g:
            say(f"{now()} f5.1 item {x}")
            if x == 2: break
    say(f"{now()} f5.2 iterated")
    async with C:
        await C.wait()
        say(f"{now()} f5.3 notified")
        try:
            async with timeout(0) as h0:
                say(f"{now()} f5.4 local {V.get()}")
        except TimeoutError:
            say(f"{now()} f5.5 timed out")
    return 7

async def s12_g8():
    yield 0
    try:
        async with timeout(10) as h0:
            await B.reset()
            say(f"{now()} g8.1 barrier {B.n_waiting}")
            S.release()
            say(f"{now()} g8.2 locked {int(S.locked())}")
    except TimeoutError:
        say(f"{now()} g8.3 timed out")
    say(f"{now()} g8.4 get_nowait: {get_nowait()}")
    say(f"{now()} g8.5 runs out")

async def s12_f9():
    S.release()
    say(f"{now()} f9.1 locked {int(S.locked())}")
    return 9

async def s12_f10():
    say(f"{now()} f10.1 get_nowait: {get_nowait()}")
    return 10

async def s12_g12():
    yield 0
    await S.acquire()
    say(f"{now()} g12.1 acquired")
    await S.acquire()
    say(f"{now()} g12.2 acquired")
    yield 1
    async with C: C.notify_all()
    S.release()
    say(f"{now()} g12.3 locked {int(S.locked())}")
    say(f"{now()} g12.4 runs out")

async def s12_g11():
    yield 0
    yield 1
    await E[0].wait()
    say(f"{now()} g11.1 event 0")
    try:
        say(f"{now()} g11.2 waited for 2: {await wait_for(T[2], 2)}")
    except Exception as e:
        say(f"{now()} g11.3 caught {name(e)}")
    yield 2
    async with C:
        await C.wait()
        say(f"{now()} g11.4 notified")
        async with aclosing(s12_g12()) as g:
            async for x in g:
                say(f"{now()} g11.5 item {x}")
                if x == 2: break
                await S.acquire()
                say(f"{now()} g11.6 acquired")
        say(f"{now()} g11.7 iterated")
    say(f"{now()} g11.8 runs out")

async def s12_t0():
    say(f"{now()} t0.1 begins")
    try:
        async with timeout(10) as h0:
            say(f"{now()} t0.2 sets error 2: {set_future_error(2)}")
            v1 = [-1] * 3
            async with TaskGroup() as g:
                v1[0] = g.create_task(s12_f1())
            say(f"{now()} t0.3 result 0: {result(v1[0])}")
    except TimeoutError:
        say(f"{now()} t0.4 timed out")
    async with C:
        await C.wait()
        say(f"{now()} t0.5 notified")
        say(f"{now()} t0.6 get_nowait: {get_nowait()}")
    await E[0].wait()
    say(f"{now()} t0.7 event 0")
    await Q.put(2)
    say(f"{now()} t0.8 put 2")
    say(f"{now()} t0.9 ends")
    return 100

async def s12_t1():
    say(f"{now()} t1.1 begins")
    say(f"{now()} t1.2 shielded 0 in time: {await wait_for(shield(T[0]), 10)}")
    try:
        try:
            async with timeout(2) as h0:
                say(f"{now()} t1.3 waited for 0: {await wait_for(T[0], 2)}")
                try:
                    async with timeout(0) as h1:
                        try:
                            async with timeout(1) as h2:
                                say(f"{now()} t1.4 uncancel: {current_task().uncancel()}")
                        except TimeoutError:
                            say(f"{now()} t1.5 timed out")
                except TimeoutError:
                    say(f"{now()} t1.6 timed out")
        except TimeoutError:
            say(f"{now()} t1.7 timed out")
        v3 = [-1] * 3
        async with TaskGroup() as g:
            v3[0] = g.create_task(s12_f3())
        say(f"{now()} t1.8 result 0: {result(v3[0])}")
        await sleep(0)
        say(f"{now()} t1.9 slept 0")
    except Exception as e:
        say(f"{now()} t1.10 caught {name(e)}")
    say(f"{now()} t1.11 ends")
    return 101

async def s12_t2():
    say(f"{now()} t2.1 begins")
    async with C: C.notify_all()
    say(f"{now()} t2.2 cancels future 1: {int(F[1].cancel())}")
    r = await gather(T[0], T[0])
    say(f"{now()} t2.3 gathered 0 0: {r[0]} {r[1]}")
    async with C: C.notify_all()
    try:
        say(f"{now()} t2.4 shield s12_f4: {await shield(s12_f4())}")
        async with C: C.notify_all()
    except CancelledError:
        say(f"{now()} t2.5 cleans up")
        await Q.put(4)
        say(f"{now()} t2.6 put 4")
        raise
    say(f"{now()} t2.7 ends")
    return 102

async def s12_t3():
    say(f"{now()} t3.1 begins")
    await S.acquire()
    say(f"{now()} t3.2 acquired")
    say(f"{now()} t3.3 local {V.get()}")
    v5 = [-1] * 3
    async with TaskGroup() as g:
        v5[0] = g.create_task(s12_f5())
        async with aclosing(s12_g8()) as g:
            async for x in g:
                say(f"{now()} t3.4 item {x}")
                if x == 0: break
                try:
                    async with timeout(0) as h0:
                        await sleep(1)
                        say(f"{now()} t3.5 slept 1")
                except TimeoutError:
                    say(f"{now()} t3.6 timed out")
        say(f"{now()} t3.7 iterated")
    say(f"{now()} t3.8 result 0: {result(v5[0])}")
    say(f"{now()} t3.9 cancels future 1: {int(F[1].cancel())}")
    say(f"{now()} t3.10 ends")
    return 103

async def s12_t4():
    say(f"{now()} t4.1 begins")
    await S.acquire()
    say(f"{now()} t4.2 acquired")
    v6 = [-1] * 3
    async with TaskGroup() as g:
        v6[0] = g.create_task(s12_f9())
        v6[1] = g.create_task(s12_f10())
    say(f"{now()} t4.3 result 0: {result(v6[0])}")
    say(f"{now()} t4.4 result 1: {result(v6[1])}")
    try:
        await S.acquire()
        say(f"{now()} t4.5 acquired")
        async with aclosing(s12_g11()) as g:
            async for x in g:
                say(f"{now()} t4.6 item {x}")
                if x == 1: break
                say(f"{now()} t4.7 shielded 0 in time: {await wait_for(shield(T[0]), 2)}")
        say(f"{now()} t4.8 iterated")
    except Exception as e:
        say(f"{now()} t4.9 caught {name(e)}")
    await E[1].wait()
    say(f"{now()} t4.10 event 1")
    say(f"{now()} t4.11 ends")
    return 104

async def s12_t5():
    say(f"{now()} t5.1 begins")
    try:
        async with timeout(1) as h0:
            say(f"{now()} t5.2 cancels future 2: {int(F[2].cancel())}")
    except TimeoutError:
        say(f"{now()} t5.3 timed out")
    say(f"{now()} t5.4 local {V.get()}")
    async with C: C.notify_all()
    say(f"{now()} t5.5 ends")
    return 105


async def s12_main():
    await scenario(PriorityQueue(2), [s12_t0, s12_t1, s12_t2, s12_t3, s12_t4, s12_t5])

batch(7, s7_main)
batch(8, s8_main)
batch(9, s9_main)
batch(10, s10_main)
batch(11, s11_main)
batch(12, s12_main)
