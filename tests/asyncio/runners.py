from aio import *

import contextvars
import signal

v = contextvars.ContextVar("v", default=0)


class Runner:
    """asyncio.Runner; what its run ends with is printed."""

    def __init__(self):
        self.inner = asyncio.Runner(loop_factory=Loop)
        self.inner.get_loop()

    def run(self, coro):
        try:
            say("gives", self.inner.run(coro))
        except (KeyboardInterrupt, CancelledError):
            say("cancelled")
        except Error as e:
            say(name(e))

    def close(self):
        self.inner.close()


def interrupt():
    signal.raise_signal(signal.SIGINT)


async def gives(n):
    await sleep(0)
    return n


async def fails():
    await sleep(0)
    raise E1


def run_returns():
    say(run(gives(42)))


def run_raises():
    try:
        run(fails())
    except E1:
        say("E1")


def run_nested():
    async def main():
        c = gives(1)
        try:
            asyncio.run(c)
        except RuntimeError:
            say("refused")
            c.close()
        return 2

    say(run(main()))


async def leftover(n):
    try:
        await sleep(n)
    except CancelledError:
        say("leftover", n, now())
        raise


def run_cancels_hanging():
    async def main():
        for n in (3, 1, 2):
            create_task(leftover(n))
        await sleep(0)
        return 123

    say(run(main()))


def run_hanging_fails():
    async def fails_late():
        try:
            await sleep(5)
        except CancelledError:
            say("fails")
            raise E1

    async def main():
        create_task(fails_late())
        await sleep(0)
        return 123

    say(run(main()))


def run_hanging_slow():
    async def slow():
        try:
            await sleep(100)
        except CancelledError:
            await sleep(5)
            say("slow", now())

    async def main():
        create_task(slow())
        await sleep(1)
        return 123

    say(run(main()))


def run_hanging_begins():
    async def second():
        say("second")
        await leftover(7)

    async def main():
        create_task(second())
        return 123

    say(run(main()))


def run_closes_generators():
    async def numbers():
        try:
            while True:
                yield 1
                await sleep(1)
        finally:
            say("closed")

    async def spins():
        g = numbers()
        try:
            async for _ in g:
                pass
        finally:
            await g.aclose()
            say("spun")

    async def main():
        create_task(spins())
        await sleep(3)
        raise E1

    try:
        run(main())
    except E1:
        say("E1")


def run_twice():
    async def main(n):
        await sleep(n)
        return now()

    say(run(main(3)), run(main(4)))


def run_cancelled():
    async def main():
        current_task().cancel()
        await sleep(1)

    try:
        run(main())
    except CancelledError:
        say("cancelled")


def runner_runs():
    r = Runner()
    r.run(gives(5))
    r.run(fails())
    r.run(gives(6))
    r.close()


def runner_unused():
    Runner().close()
    say("closed")


def runner_keeps_context():
    async def main(n):
        old = v.get()
        await sleep(0)
        v.set(n)
        return old

    r = Runner()
    for n in (1, 2, 3):
        r.run(main(n))
    r.close()
    say(run(main(4)))


def runner_recursive():
    async def main():
        c = gives(1)
        try:
            r.inner.run(c)
        except RuntimeError:
            say("refused")
            c.close()
        return 3

    r = Runner()
    r.run(main())
    r.close()


def runner_tasks_go_on():
    async def ticks():
        for n in range(9):
            say("tick", n, now())
            await sleep(1)

    async def begin():
        create_task(ticks())
        await sleep(2.5)
        return 1

    async def go_on():
        await sleep(2)
        return 2

    r = Runner()
    r.run(begin())
    say("between")
    r.run(go_on())
    r.close()


def runner_close_cancels():
    async def main():
        create_task(leftover(5))
        await sleep(0)
        return 1

    r = Runner()
    r.run(main())
    r.run(main())
    r.close()


def interrupt_busy():
    async def main():
        n = 0
        try:
            while True:
                await sleep(0)
                n += 1
                if n == 10:
                    call_soon(interrupt)
        except CancelledError:
            say("interrupted")
            raise

    r = Runner()
    r.run(main())
    r.close()


def interrupt_wait():
    fs = []

    async def main():
        fs.append(future())
        call_later(5, interrupt)
        try:
            await fs[0]
        except CancelledError:
            say("interrupted", now())
            raise

    r = Runner()
    r.run(main())
    say(int(fs[0].cancelled()))
    r.close()


def interrupt_swallowed():
    async def main():
        call_later(5, interrupt)
        try:
            await sleep(100)
        except CancelledError:
            current_task().uncancel()
        await sleep(1)
        return now()

    r = Runner()
    r.run(main())
    r.run(gives(8))
    r.close()


def interrupt_becomes_an_error():
    async def main():
        call_later(5, interrupt)
        try:
            await sleep(100)
        except CancelledError:
            raise E1

    r = Runner()
    r.run(main())
    r.close()


def interrupt_and_cancel():
    async def subtask(t):
        await sleep(0)
        t.cancel()
        interrupt()

    async def main():
        create_task(subtask(current_task()))
        await sleep(10)

    r = Runner()
    r.run(main())
    r.run(gives(9))
    r.close()


def interrupt_cancels_children():
    async def child(n):
        try:
            await sleep(n)
        finally:
            say("child", n)

    async def main():
        call_later(5, interrupt)
        await gather(child(10), child(20))

    r = Runner()
    r.run(main())
    r.close()


def interrupt_each_run():
    async def main():
        call_later(1, interrupt)
        await sleep(10)

    r = Runner()
    for _ in range(3):
        r.run(main())
    r.close()


def interrupt_own_handler():
    async def main():
        call_later(1, interrupt)
        await sleep(10)
        return now()

    seen = []
    old = signal.signal(signal.SIGINT, lambda *_: seen.append(1))
    r = Runner()
    r.run(main())
    r.close()
    signal.signal(signal.SIGINT, old)
    say(len(seen))


signal.signal(signal.SIGINT, signal.default_int_handler)
for f in (run_returns, run_raises, run_nested, run_cancels_hanging,
          run_hanging_fails, run_hanging_slow, run_hanging_begins,
          run_closes_generators, run_twice, run_cancelled, runner_runs,
          runner_unused, runner_keeps_context, runner_recursive,
          runner_tasks_go_on, runner_close_cancels, interrupt_busy,
          interrupt_wait, interrupt_swallowed, interrupt_becomes_an_error,
          interrupt_and_cancel, interrupt_cancels_children,
          interrupt_each_run, interrupt_own_handler):
    say("--", f.__name__)
    f()
