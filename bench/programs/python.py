"""The workloads in Python, with asyncio; on uvloop when BENCH_UVLOOP is set."""
import asyncio
import os
import sys
import time


async def out_of_line(x):
    if x < 0:
        await asyncio.sleep(0)
    return x * 3 + 1


async def w1():
    total = 0
    for i in range(n):
        total ^= await out_of_line(i)
    return n


async def w1_pointer():
    callee = [None, out_of_line][1]
    total = 0
    for i in range(n):
        total ^= await callee(i)
    return n


async def descend(depth):
    if depth == 0:
        return 1
    return (await descend(depth - 1) ^ depth) + 1


async def w1_recursive():
    done = 0
    while done < n:
        await descend(19)
        done += 20
    return done


async def yielder(n):
    for _ in range(n):
        await asyncio.sleep(0)
    return n


async def w2():
    return await yielder(n)


async def w2p():
    return sum(await asyncio.gather(yielder(n - n // 2), yielder(n // 2)))


async def leaf_yields(depth, n):
    if depth > 0:
        return await leaf_yields(depth - 1, n)
    return await yielder(n)


async def w3():
    return await leaf_yields(param or 100, n)


async def chain(depth):
    if depth > 0:
        return await chain(depth - 1) + 1
    await asyncio.sleep(0)
    return 0


async def w3b():
    depth, done = param or 100, 0
    while done < n:
        await chain(depth)
        done += depth
    return done


async def child(x):
    return x + 1


async def w4():
    for i in range(n):
        await asyncio.create_task(child(i))
    return n


async def w4g():
    done = 0
    while done < n:
        await asyncio.gather(*[asyncio.create_task(child(i))
                               for i in range(1000)])
        done += 1000
    return done


fired = 0


async def shot():
    global fired
    fired += 1


async def fire():
    kept = set()
    for i in range(1, n + 1):
        t = asyncio.create_task(shot())
        kept.add(t)
        t.add_done_callback(kept.discard)
        if i % 100 == 0:
            await asyncio.sleep(0)
    while fired < n:
        await asyncio.sleep(0)
    return n


running = asleep = 0
nobody = None


def end_one():
    global running
    running -= 1
    if running == 0:
        nobody.set()


async def sleeper():
    global asleep
    asleep += 1
    await asyncio.sleep(10)
    end_one()


async def w5():
    global running, spawned, rss0
    rss0 = status_kb("VmRSS:")
    start()
    running = n
    tasks = [asyncio.create_task(sleeper()) for _ in range(n)]
    while asleep < n:
        await asyncio.sleep(0)
    spawned = time.perf_counter_ns() - started
    await nobody.wait()
    del tasks
    return n


async def producer(q, n):
    for i in range(n):
        await q.put(i)


async def consumer(q, n):
    total = 0
    for _ in range(n):
        total += await q.get()
    return total


async def w6():
    q = asyncio.Queue(param or 1)
    await asyncio.gather(producer(q, n), consumer(q, n))
    return n


async def ring_member(mine, following, end):
    while True:
        token = await mine.get()
        if token == 0:
            break
        await following.put(token - 1)
    end.set()


async def ring():
    members = param or 503
    queues = [asyncio.Queue(1) for _ in range(members)]
    end = asyncio.Event()
    tasks = [asyncio.create_task(ring_member(queues[i],
                                             queues[(i + 1) % members], end))
             for i in range(members)]
    await queues[0].put(n)
    await end.wait()
    for t in tasks:
        t.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return n


items = 0


async def numbers(out):
    i = 2
    while True:
        await out.put(i)
        i += 1


async def sieve_filter(source, out, prime):
    global items
    while True:
        i = await source.get()
        items += 1
        if i % prime != 0:
            await out.put(i)


async def sieve():
    global items
    source = asyncio.Queue(1)
    tasks = [asyncio.create_task(numbers(source))]
    for _ in range(n):
        prime = await source.get()
        items += 1
        out = asyncio.Queue(1)
        tasks.append(asyncio.create_task(sieve_filter(source, out, prime)))
        source = out
    for t in tasks:
        t.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return items


async def locker(lock, n):
    for _ in range(n):
        async with lock:
            await asyncio.sleep(0)


async def lock_handover():
    tasks = param or 10
    each = (n + tasks - 1) // tasks
    lock = asyncio.Lock()
    await asyncio.gather(*[locker(lock, each) for _ in range(tasks)])
    return each * tasks


waiting = 0


async def listener(news, rounds):
    global waiting
    for _ in range(rounds):
        waiting += 1
        await news.wait()


async def event_broadcast():
    global waiting
    tasks = param or 10000
    rounds = (n + tasks - 1) // tasks
    news = asyncio.Event()
    listeners = [asyncio.create_task(listener(news, rounds))
                 for _ in range(tasks)]
    for _ in range(rounds):
        while waiting < tasks:
            await asyncio.sleep(0)
        waiting = 0
        news.set()
        news.clear()
    await asyncio.gather(*listeners)
    return rounds * tasks


async def skynet(number, size):
    if size == 1:
        return number
    tasks = [asyncio.create_task(skynet(number + i * (size // 10), size // 10))
             for i in range(10)]
    return sum(await asyncio.gather(*tasks))


async def w7():
    leaves = 1
    while leaves < n:
        leaves *= 10
    assert await skynet(0, leaves) == leaves * (leaves - 1) // 2
    return leaves


async def w8a():
    for i in range(n):
        await asyncio.wait_for(out_of_line(i), 10)
    return n


async def one_yield(x):
    await asyncio.sleep(0)
    return x


async def w8b():
    for i in range(n):
        await asyncio.wait_for(one_yield(i), 10)
    return n


async def times_out(i):
    try:
        await asyncio.wait_for(asyncio.sleep(3600), (1 + i % 10) / 1000)
        os.abort()
    except asyncio.TimeoutError:
        end_one()


async def w8c():
    global running
    running = n
    tasks = [asyncio.create_task(times_out(i)) for i in range(n)]
    await nobody.wait()
    del tasks
    return n


async def timers():
    loop = asyncio.get_running_loop()
    pending = param or 1000000
    timers = [None] * pending
    random = 1
    for i in range(-pending, n):
        random = (random * 6364136223846793005 + 1442695040888963407) % 2**64
        d = 100 + (random >> 24) / 1e9
        if i < 0:
            at = i + pending
        else:
            at = (random >> 33) % pending
            timers[at].cancel()
        timers[at] = loop.call_later(d, os.abort)
        if i == -1:
            start()
    stop()
    for t in timers:
        t.cancel()
    return n


def start():
    global started, cpu_started
    started = time.perf_counter_ns()
    cpu_started = time.process_time_ns()


def stop():
    global ns, cpu_ns
    ns = time.perf_counter_ns() - started
    cpu_ns = time.process_time_ns() - cpu_started


def status_kb(key):
    with open("/proc/self/status") as status:
        for line in status:
            if line.startswith(key):
                return int(line.split()[1])
    return 0


workloads = {
    "w1": w1, "w1.pointer": w1_pointer, "w1.recursive": w1_recursive,
    "w2": w2, "w2p": w2p, "w3": w3, "w3b": w3b, "w4": w4, "w4g": w4g,
    "fire": fire, "w5": w5, "w6": w6, "ring": ring, "sieve": sieve,
    "lock": lock_handover, "event": event_broadcast, "w7": w7, "w8a": w8a,
    "w8b": w8b, "w8c": w8c, "timers": timers,
}


async def main():
    global nobody
    nobody = asyncio.Event()
    start()
    ops = await workloads[sys.argv[1]]()
    if not ns:
        stop()
    line = f"ops={ops} ns={ns} rss_kb={status_kb('VmHWM:')} cpu_ns={cpu_ns}"
    if spawned:
        line += f" spawn_ns={spawned} rss0_kb={rss0}"
    print(line)


if len(sys.argv) < 3:
    sys.exit(2)
if sys.argv[1] not in workloads:
    sys.exit(77)
n = int(sys.argv[2])
param = int(sys.argv[3]) if len(sys.argv) > 3 else 0
spawned = rss0 = ns = 0
sys.setrecursionlimit(10000)
if os.environ.get("BENCH_UVLOOP"):
    import uvloop
    asyncio.set_event_loop_policy(uvloop.EventLoopPolicy())
asyncio.run(main())
