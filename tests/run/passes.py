import asyncio

ticks = 0


async def ticker():
    global ticks
    while True:
        ticks += 1
        await asyncio.sleep(0)


async def quick(x):
    return x


async def forever():
    await asyncio.sleep(1e9)


async def nested(depth):
    if depth:
        await nested(depth - 1)
    else:
        await asyncio.sleep(0)


async def measure(what, awaitable):
    before = ticks
    try:
        await awaitable
    except (asyncio.CancelledError, TimeoutError):
        pass
    print(f"{what}: {ticks - before}")


async def main():
    t = asyncio.create_task(ticker())
    await asyncio.sleep(0)
    await measure("direct await", quick(1))
    f = asyncio.get_running_loop().create_future()
    f.set_result(5)
    await measure("finished future", f)
    done = asyncio.create_task(quick(1))
    await asyncio.sleep(0)
    await measure("finished task", done)
    await measure("wait_for 1 s", asyncio.wait_for(quick(1), 1))
    await measure("sleep 0", asyncio.sleep(0))
    await measure("sleep 0 below", nested(5))
    await measure("negative sleep", asyncio.sleep(-1))
    await measure("new task", asyncio.create_task(quick(1)))
    sleeping = asyncio.create_task(forever())
    await asyncio.sleep(0)
    sleeping.cancel()
    await measure("cancelled sleeper", sleeping)
    await measure("gather of 3", asyncio.gather(quick(1), quick(2), quick(3)))
    await measure("gather of 1", asyncio.gather(quick(1)))
    await measure("shield", asyncio.shield(quick(1)))
    await measure("wait_for 0", asyncio.wait_for(forever(), 0))
    t.cancel()

asyncio.run(main())
