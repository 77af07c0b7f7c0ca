import asyncio


async def worker(name, steps):
    for i in range(steps):
        print(name, i)
        await asyncio.sleep(0)
    print(name, "ends")
    return steps


async def sleeper(name, ms):
    await asyncio.sleep(ms / 1000)
    print(name, "woke")


async def main():
    a = asyncio.create_task(worker("a", 2))
    b = asyncio.create_task(worker("b", 3))
    print("created")
    await asyncio.sleep(0)
    print("main again")
    c = asyncio.create_task(worker("c", 1))
    sum = await b
    sum += await a
    sum += await c
    print("sum", sum)
    s = [asyncio.create_task(sleeper(n, ms)) for n, ms in
         (("30", 30), ("10", 10), ("20", 20), ("10 again", 10), ("0", 0))]
    for t in s:
        await t

asyncio.run(main())
