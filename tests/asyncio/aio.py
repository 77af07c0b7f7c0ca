"""What the Python halves of the pairs share.

A loop on a virtual clock that counts in milliseconds (so sleep(5) is five of
them, exactly), timers of equal deadline in order of creation, and CPython
3.13's semantics on older versions: wait_for, timeout, TaskGroup, Condition,
Semaphore, Queue.shutdown and Task.uncancel are written out as they are there.

Where asyncio leaves the order open, as acc does not, it is fixed here: a group
and the end of run() cancel tasks in order of creation. A group throws its first
error itself, not an ExceptionGroup.
"""

import asyncio
import collections
import functools
import heapq
import itertools
from asyncio import (ALL_COMPLETED, FIRST_COMPLETED, FIRST_EXCEPTION,
                     BrokenBarrierError, CancelledError, Event,
                     Lock, as_completed, create_task, current_task,
                     ensure_future, shield, sleep)

serials = itertools.count()


class Error(Exception):
    pass


class E1(Error):
    pass


class E2(Error):
    pass


class E3(Error):
    pass


class QueueShutDown(Exception):
    pass


def name(e):
    """An error as pair.h's err() prints it."""
    if e is None:
        return "none"
    if isinstance(e, CancelledError):
        return "cancelled"
    if isinstance(e, TimeoutError):
        return "timeout"
    if isinstance(e, BrokenBarrierError):
        return "broken"
    if isinstance(e, QueueShutDown):
        return "shutdown"
    return type(e).__name__


def outcome(t):
    """A finished task or future as pair.h's outcome() prints it."""
    if t.cancelled():
        return "cancelled"
    return name(t.exception()) if t.exception() else "value"


def say(*words):
    print(*words)


def now():
    return int(asyncio.get_running_loop().time())


def call_soon(f, *args):
    return asyncio.get_running_loop().call_soon(f, *args)


def call_later(ms, f, *args):
    return asyncio.get_running_loop().call_later(ms, f, *args)


def future():
    return asyncio.get_running_loop().create_future()


class Task(asyncio.tasks._PyTask):
    def uncancel(self):
        if self._num_cancels_requested > 0:
            self._num_cancels_requested -= 1
            if self._num_cancels_requested == 0:
                self._must_cancel = False
        return self._num_cancels_requested


class Timer(asyncio.TimerHandle):
    def __init__(self, *args):
        super().__init__(*args)
        self.serial = next(serials)

    def __lt__(self, other):
        return (self._when, self.serial) < (other._when, other.serial)


class Loop(asyncio.SelectorEventLoop):
    def __init__(self):
        super().__init__()
        self.now = 0.0
        self.tasks = []
        self.set_task_factory(self.make_task)
        self.set_exception_handler(lambda loop, context: None)

    def make_task(self, loop, coro, **kwargs):
        t = Task(coro, loop=loop, **kwargs)
        self.tasks = [t for t in self.tasks if not t.done()] + [t]
        return t

    def time(self):
        return self.now

    def call_at(self, when, callback, *args, context=None):
        timer = Timer(when, callback, args, self, context)
        heapq.heappush(self._scheduled, timer)
        timer._scheduled = True
        return timer

    def _run_once(self):
        while self._scheduled and self._scheduled[0]._cancelled:
            self._timer_cancelled_count -= 1
            heapq.heappop(self._scheduled)._scheduled = False
        if not self._ready:
            if not self._scheduled:
                raise SystemExit("deadlock")
            self.now = max(self.now, self._scheduled[0]._when)
        super()._run_once()


def run(coro):
    loop = Loop()
    asyncio.set_event_loop(loop)
    try:
        return loop.run_until_complete(coro)
    finally:
        while left := [t for t in loop.tasks if not t.done()]:
            for t in left:
                t.cancel()
            loop.run_until_complete(gather(*left, return_exceptions=True))
        loop.run_until_complete(loop.shutdown_asyncgens())
        loop.run_until_complete(loop.shutdown_default_executor())
        loop.close()


def cases(*functions):
    """Each on a loop of its own, as pair.h's CASE."""
    for f in functions:
        say("--", f.__name__)
        run(f())


async def ended(*tasks):
    """Waits for these tasks and says how each ended."""
    await asyncio.wait(tasks)
    say("ended", *map(outcome, tasks))


async def joined(t):
    """Waits for a task and says how it ended."""
    await asyncio.wait([t])
    say("joined", outcome(t))


# ---- as in CPython 3.13 ----------------------------------------------------


class Timeout:
    def __init__(self, when):
        self.when = when
        self.expires = None
        self.state = "created"
        self.handler = None

    def expired(self):
        return self.state in ("expiring", "expired")

    def reschedule(self, ms):
        """From now, as acc_timeout_reschedule; None: never."""
        loop = asyncio.get_running_loop()
        if self.state != "entered":
            raise RuntimeError
        if self.handler is not None:
            self.handler.cancel()
        self.expires = None if ms is None else loop.time() + ms
        if ms is None:
            self.handler = None
        elif ms <= 0:
            self.handler = loop.call_soon(self.on_timeout)
        else:
            self.handler = loop.call_later(ms, self.on_timeout)

    async def __aenter__(self):
        self.task = current_task()
        self.state = "entered"
        self.cancelling = self.task.cancelling()
        self.reschedule(self.when)
        return self

    async def __aexit__(self, et, exc, tb):
        if self.handler is not None:
            self.handler.cancel()
            self.handler = None
        if self.state == "expiring":
            self.state = "expired"
            if self.task.uncancel() <= self.cancelling and et is not None:
                if issubclass(et, CancelledError):
                    raise TimeoutError from exc
        elif self.state == "entered":
            self.state = "exited"

    def on_timeout(self):
        self.task.cancel()
        self.state = "expiring"
        self.handler = None


def timeout(ms):
    return Timeout(ms)


async def wait_for(a, ms):
    if ms is not None and ms <= 0:
        a = ensure_future(a)
        if a.done():
            return a.result()
        waiter = future()
        release = functools.partial(_release, waiter)
        a.add_done_callback(release)
        try:
            a.cancel()
            await waiter
        finally:
            a.remove_done_callback(release)
        try:
            return a.result()
        except CancelledError as e:
            raise TimeoutError from e
    async with timeout(ms):
        return await a


def _release(waiter, _):
    if not waiter.done():
        waiter.set_result(None)


async def wait(tasks, mode=ALL_COMPLETED, ms=None):
    """How many are finished, as acc_wait gives it."""
    done, _ = await asyncio.wait(tasks, timeout=ms, return_when=mode)
    return len(done)


def gather(*aws, return_exceptions=False):
    """Since 3.12 what has finished before is looked at here and now."""
    if not aws:
        return asyncio.gather()
    arms = {a: ensure_future(a) for a in aws}
    finished = 0

    def on_done(f):
        nonlocal finished
        finished += 1
        error = CancelledError() if f.cancelled() else f.exception()
        if outer.done():
            return
        if error and not return_exceptions:
            outer.set_exception(error)
        elif finished == len(arms) and outer._cancel_requested:
            outer.set_exception(CancelledError())
        elif finished == len(arms):
            outer.set_result([value(arms[a]) for a in aws])

    def value(f):
        if f.cancelled():
            return CancelledError()
        return f.exception() or f.result()

    done = [f for f in arms.values() if f.done()]
    for f in arms.values():
        if not f.done():
            f.add_done_callback(on_done)
    outer = asyncio.tasks._GatheringFuture(
        [arms[a] for a in aws], loop=arms[aws[0]].get_loop())
    for f in done:
        on_done(f)
    return outer


def create_eager_task(coro, name=None):
    """Since 3.12, by a task factory: the first step is taken at once."""
    loop = asyncio.get_running_loop()
    t = loop.create_task(coro, name=name)
    step = loop._ready.pop()
    outer = current_task()
    if outer:
        asyncio.tasks._leave_task(loop, outer)
    try:
        step._run()
    finally:
        if outer:
            asyncio.tasks._enter_task(loop, outer)
    return t


async def completed(tasks):
    """async for over asyncio.as_completed, which gives the tasks since 3.13."""
    done = asyncio.Queue()
    for t in tasks:
        t.add_done_callback(done.put_nowait)
    for _ in tasks:
        yield await done.get()


class TaskGroup:
    def __init__(self):
        self.tasks = {}
        self.errors = []
        self.aborting = self.exiting = self.cancel_requested = False
        self.completed = None

    async def __aenter__(self):
        self.parent = current_task()
        return self

    async def __aexit__(self, et, exc, tb):
        self.exiting = True
        propagate = None
        if et is not None and issubclass(et, CancelledError):
            propagate = exc
        elif et is not None:
            self.errors.append(exc)
        if et is not None and not self.aborting:
            self.abort()
        while self.tasks:
            if self.completed is None:
                self.completed = future()
            try:
                await self.completed
            except CancelledError as e:
                if not self.aborting:
                    propagate = e
                    self.abort()
            self.completed = None
        if self.cancel_requested and self.parent.uncancel() == 0:
            propagate = None
        if propagate is not None and not self.errors:
            raise propagate
        if self.errors:
            if self.parent.cancelling():
                self.parent.uncancel()
                self.parent.cancel()
            raise self.errors[0]

    def create_task(self, coro, create=create_task, **kwargs):
        if self.exiting and not self.tasks or self.aborting:
            coro.close()
            raise RuntimeError
        t = create(coro, **kwargs)
        self.tasks[t] = t
        t.add_done_callback(self.on_done)
        return t

    def create_eager_task(self, coro):
        return self.create_task(coro, create_eager_task)

    def abort(self):
        self.aborting = True
        for t in list(self.tasks):
            if not t.done():
                t.cancel()

    def on_done(self, t):
        del self.tasks[t]
        if self.completed is not None and not self.tasks:
            if not self.completed.done():
                self.completed.set_result(True)
        if t.cancelled() or t.exception() is None:
            return
        self.errors.append(t.exception())
        if self.parent.done():
            return
        if not self.aborting and not self.cancel_requested:
            self.abort()
            self.cancel_requested = True
            self.parent.cancel()


class Condition(asyncio.Condition):
    async def wait(self):
        if not self.locked():
            raise RuntimeError
        f = future()
        self.release()
        try:
            try:
                self._waiters.append(f)
                try:
                    await f
                    return True
                finally:
                    self._waiters.remove(f)
            finally:
                error = None
                while True:
                    try:
                        await self.acquire()
                        break
                    except CancelledError as e:
                        error = e
                if error is not None:
                    raise error
        except BaseException:
            self.wake(1)
            raise

    def notify(self, n=1):
        if not self.locked():
            raise RuntimeError
        self.wake(n)

    def wake(self, n):
        for f in self._waiters:
            if n == 0:
                break
            if not f.done():
                n -= 1
                f.set_result(False)


class Semaphore:
    def __init__(self, value):
        self.value = value
        self.waiters = collections.deque()

    def locked(self):
        return self.value == 0 or any(not w.cancelled() for w in self.waiters)

    async def acquire(self):
        if not self.locked():
            self.value -= 1
            return True
        f = future()
        self.waiters.append(f)
        try:
            try:
                await f
            finally:
                self.waiters.remove(f)
        except CancelledError:
            if f.done() and not f.cancelled():
                self.value += 1
            raise
        finally:
            while self.value > 0 and self.wake_up_next():
                pass
        return True

    def release(self):
        self.value += 1
        self.wake_up_next()

    def wake_up_next(self):
        for f in self.waiters:
            if not f.done():
                self.value -= 1
                f.set_result(True)
                return True
        return False

    async def __aenter__(self):
        await self.acquire()

    async def __aexit__(self, et, exc, tb):
        self.release()


class BoundedSemaphore(Semaphore):
    def __init__(self, value):
        super().__init__(value)
        self.bound = value

    def release(self):
        if self.value >= self.bound:
            raise ValueError
        super().release()


asyncio.locks.Condition = Condition
Barrier = asyncio.Barrier


class Queue(asyncio.Queue):
    is_shutdown = False

    async def put(self, item):
        while self.full():
            if self.is_shutdown:
                raise QueueShutDown
            f = future()
            self._putters.append(f)
            try:
                await f
            except BaseException:
                f.cancel()
                try:
                    self._putters.remove(f)
                except ValueError:
                    pass
                if not self.full() and not f.cancelled():
                    self._wakeup_next(self._putters)
                raise
        return self.put_nowait(item)

    def put_nowait(self, item):
        if self.is_shutdown:
            raise QueueShutDown
        super().put_nowait(item)

    async def get(self):
        while self.empty():
            if self.is_shutdown and self.empty():
                raise QueueShutDown
            f = future()
            self._getters.append(f)
            try:
                await f
            except BaseException:
                f.cancel()
                try:
                    self._getters.remove(f)
                except ValueError:
                    pass
                if not self.empty() and not f.cancelled():
                    self._wakeup_next(self._getters)
                raise
        return self.get_nowait()

    def get_nowait(self):
        if self.empty() and self.is_shutdown:
            raise QueueShutDown
        return super().get_nowait()

    def shutdown(self, immediate=False):
        self.is_shutdown = True
        if immediate:
            while not self.empty():
                self._get()
                if self._unfinished_tasks > 0:
                    self._unfinished_tasks -= 1
            if self._unfinished_tasks == 0:
                self._finished.set()
        while self._getters:
            f = self._getters.popleft()
            if not f.done():
                f.set_result(None)
        while self._putters:
            f = self._putters.popleft()
            if not f.done():
                f.set_result(None)


class LifoQueue(Queue):
    def _init(self, maxsize):
        self._queue = []

    def _put(self, item):
        self._queue.append(item)

    def _get(self):
        return self._queue.pop()


class PriorityQueue(Queue):
    """Equal items in the order they came, as acc's."""

    def _init(self, maxsize):
        self._queue = []

    def _put(self, item):
        heapq.heappush(self._queue, (item, next(serials)))

    def _get(self):
        return heapq.heappop(self._queue)[0]
