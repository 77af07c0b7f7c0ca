import asyncio


async def leaf(name, hops):
    for i in range(hops):
        print(name, "hop", i)
        await asyncio.sleep(0)
    print(name, "ends")
    return hops


async def pair(a, b):
    r = await asyncio.gather(leaf(a, 1), leaf(b, 2))
    print("pair", a, b)
    return r[0] + r[1]


async def waits_for(f, name):
    print(name, "waits")
    print(name, "got", await f)


async def sets(f, value):
    await asyncio.sleep(0)
    print("sets")
    f.set_result(value)
    print("has set")


async def slow(name):
    try:
        await asyncio.sleep(10)
    except asyncio.CancelledError:
        print(name, "cancelled")
        await asyncio.sleep(0)
        print(name, "cleaned up")
        raise


async def timed(name, ms):
    try:
        await asyncio.wait_for(slow(name), ms / 1000)
    except TimeoutError:
        print(name, "timed out")


async def failing(name, hops):
    await leaf(name, hops)
    raise ValueError


async def catches(name):
    try:
        await asyncio.gather(failing("f1", 1), leaf("f2", 3))
    except ValueError:
        print(name, "caught")


def called(name):
    print("callback", name)


async def main():
    loop = asyncio.get_running_loop()
    f = loop.create_future()
    new = asyncio.create_task
    p = new(pair("a", "b"))
    w1 = new(waits_for(f, "w1"))
    s = new(sets(f, 7))
    w2 = new(waits_for(f, "w2"))
    loop.call_soon(called, "one")
    t1 = new(timed("t1", 5))
    t2 = new(timed("t2", 5))
    l = new(leaf("l", 4))
    c = new(catches("c"))
    loop.call_soon(called, "two")
    loop.call_later(0.003, called, "late")
    print("p", await p)
    await w1
    await w2
    await s
    print("l", await l)
    await c
    x = new(slow("x"))
    await asyncio.sleep(0)
    x.cancel()
    print("x is being cancelled")
    try:
        await x
    except asyncio.CancelledError:
        print(1)
    await t1
    print("after t1")
    await t2
    print(await asyncio.shield(leaf("sh", 2)))


class Loop(asyncio.SelectorEventLoop):
    """The virtual clock: time jumps to the next timer when all wait."""

    now = 0.0

    def time(self):
        return self.now

    def _run_once(self):
        if not self._ready and self._scheduled:
            self.now = max(self.now, self._scheduled[0]._when)
        super()._run_once()


with asyncio.Runner(loop_factory=Loop) as runner:
    runner.run(main())
