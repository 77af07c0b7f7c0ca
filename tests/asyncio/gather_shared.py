from aio import *


async def clock_of(name, n):
    for i in range(n):
        await sleep(0)
        say(name, i)


async def arm(value, n, error):
    for i in range(n):
        await sleep(0)
    say("arm", value, "ends")
    if error:
        raise error
    return value


async def gathering(a, b):
    try:
        r = await gather(a, b)
        say("gathered", *r)
    except CancelledError:
        say("gather: cancelled")
        raise
    except Error as e:
        say("gather:", name(e))
        await sleep(1)


async def awaiting(label, t):
    e = None
    try:
        await t
    except Error as x:
        e = x
    say(f"{label}:", name(e))


def kind(e):
    return name(e() if e else None)


async def scene(before, after, na, ea, nb, eb):
    say(f"-- {before} {after}: {na} {kind(ea)}, {nb} {kind(eb)}")
    a = create_task(arm(1, na, ea))
    b = create_task(arm(2, nb, eb))
    x = a if before == 1 else b
    y = a if after == 1 else b
    first = create_task(clock_of("first", 5))
    others = []
    if before:
        others.append(create_task(awaiting("before", x)))
    g = create_task(gathering(a, b))
    last = create_task(clock_of("last", 5))
    await sleep(0)
    if after:
        others.append(create_task(awaiting("after", y)))
    if after == 2:
        y.add_done_callback(lambda t: say("callback called,", outcome(t)))
    await sleep(5)
    for t in others:
        await t
    await gather(first, last, g)


async def cancelled(steps, na, ea, nb, eb):
    say(f"-- cancelled in {steps}: {na} {kind(ea)}, {nb} {kind(eb)}")
    a = create_task(arm(1, na, ea))
    b = create_task(arm(2, nb, eb))
    g = create_task(gathering(a, b))
    for i in range(steps):
        await sleep(0)
    say("cancel", int(g.cancel()))
    await sleep(5)
    say(outcome(g), outcome(a), outcome(b))


async def twice(na, nb, nc, ea):
    say(f"-- twice {na} {nb} {nc} {kind(ea)}")
    a = create_task(arm(1, na, ea))
    b = create_task(arm(2, nb, None))
    c = create_task(arm(3, nc, None))
    g = create_task(gathering(a, b))
    h = create_task(gathering(a, c))
    first = create_task(clock_of("clock", 5))
    await sleep(5)
    await gather(g, h, first)


async def kept(na, nb, ea):
    say(f"-- kept {na} {nb} {kind(ea)}")
    later = gather(arm(1, na, ea), arm(2, nb, None))
    clock = create_task(clock_of("clock", 5))
    try:
        r = await later
        say("kept", *r)
    except Error as e:
        say("kept:", name(e))
    await clock


async def main():
    for before in range(3):
        for after in range(3):
            await scene(before, after, 2, None, 2, None)
            await scene(before, after, 1, None, 3, None)
            await scene(before, after, 3, None, 1, None)
            await scene(before, after, 2, E1, 2, E2)
            await scene(before, after, 3, E1, 2, None)
            await scene(before, after, 2, E1, 3, None)
    for steps in range(1, 5):
        await cancelled(steps, 1, None, 2, None)
        await cancelled(steps, 2, None, 2, None)
        await cancelled(steps, 1, E1, 3, None)
        await cancelled(steps, 2, None, 1, E1)
        await cancelled(steps, 1, E1, 1, E2)
    await twice(1, 2, 3, None)
    await twice(3, 2, 1, None)
    await twice(2, 3, 1, E1)
    await kept(1, 2, None)
    await kept(2, 1, None)
    await kept(1, 2, E1)


run(main())
