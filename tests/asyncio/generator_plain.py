from aio import *


def count(a, b):
    try:
        for i in range(a, b):
            say("yields", i)
            yield i
    finally:
        say("closed")


async def main():
    for i in count(0, 3):
        say("has", i)
    g = count(5, 9)
    for i in g:
        if i == 6:
            break
    g.close()
    g = count(1, 3)
    say(next(g), next(g), next(g, -1))
    g = count(1, 3)
    say(next(g))
    g.close()


run(main())
