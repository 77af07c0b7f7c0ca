#!/usr/bin/env python3
"""Random control flow, checked against an interpreter.

    control.py emit SEED        the program of that seed
    control.py expect SEED      what it prints
    control.py trace SEED H N   each step of run H, cancelled at visit N

A program is a few async functions of try, catch, throw, try(...), defer,
timeout, loops, switch, goto, generators and calls. Each value it asks for
(`val`) may suspend, throw, or let the task be cancelled, as a hash says; so one
program is run many times, with another hash and cancelled at another place.
The interpreter here knows the rules of docs/language.md and nothing of how acc
or the runtime keep them.
"""
import random
import sys

HASHES = 6
CANCELS = 14       # runs of each hash: not cancelled, then at later visits
FUEL = 250
DEEP = 3           # no calls within so many defers
MASK = 0xFFFFFFFF
CODES = (5, 7, 110, 0x20001)
CANCELLED = 0x10001
TIMED_OUT = 110
MS = 1000 * 1000


def mix(seed, k, n):
    h = (seed * 2654435761 + k * 40503 + n * 2246822519) & MASK
    h ^= h >> 15
    h = h * 2246822519 & MASK
    h ^= h >> 13
    h = h * 3266489917 & MASK
    return h ^ h >> 16


# ---- programs ------------------------------------------------------------
# Expressions: ("num", n) ("var", name) ("bin", op, a, b) ("val", k)
# ("call", how, f, arg) ("and", a, b) ("cond", c, a, b) ("error", expr): try()
# Statements are tuples too; see Interpreter.


class Generator:
    """Makes the functions of one program."""

    def __init__(self, seed):
        self.r = random.Random(seed)
        self.k = 0
        self.names = 0
        self.functions = []
        self.generators = []
        self.plain = []

    def fresh(self, prefix):
        self.names += 1
        return "%s%d" % (prefix, self.names)

    def key(self):
        self.k += 1
        return self.k

    def program(self):
        for index in range(self.r.randint(1, 2)):
            self.plain.append(self.function("h%d" % index, False, False))
        for index in range(self.r.randint(1, 2)):
            self.generators.append(self.function("g%d" % index, True,
                                                 self.r.random() < 0.5))
        for index in range(self.r.randint(2, 4)):
            self.functions.append(self.function("f%d" % index, False, True))
        return self

    def all(self):
        return self.plain + self.generators + self.functions

    def function(self, name, is_generator, is_async):
        self.name = name
        self.is_generator = is_generator
        self.is_async = is_async
        self.budget = 28 if is_generator else 45
        self.loops = 0
        self.catches = 0
        self.defers = 0
        self.labels = []
        body = self.block(["p"], 0)
        if is_generator: # without a yield it would be none
            body.append(("yield", self.value(["p"])))
        body.append(("end",))
        return {"name": name, "generator": is_generator,
                "async": self.is_async, "body": body}

    # Expressions without an await: allowed everywhere.
    def simple(self, names):
        r = self.r.random()
        if r < 0.35:
            return ("num", self.r.randint(0, 9))
        if r < 0.8:
            return ("var", self.r.choice(names))
        if r < 0.85 and self.plain:
            return ("plain", self.r.choice(self.plain)["name"],
                    self.r.choice(names))
        return ("bin", self.r.choice("+^*-"), self.simple(names),
                self.simple(names))

    def value(self, names, depth=0):
        """An expression that may await."""
        if not self.is_async:
            return self.simple(names)
        r = self.r.random()
        if r < 0.45 or depth > 2:
            return ("val", self.key())
        if r < 0.6:
            return ("bin", self.r.choice("+^*-"), self.simple(names),
                    self.value(names, depth + 1))
        if r < 0.7:
            return ("bin", self.r.choice("+^"), self.value(names, depth + 1),
                    self.value(names, depth + 1))
        if r < 0.76:
            return ("and", self.value(names, depth + 1),
                    self.value(names, depth + 1))
        if r < 0.82:
            return ("cond", self.value(names, depth + 1),
                    self.value(names, depth + 1), self.simple(names))
        if r < 0.9 and self.functions:
            return ("call", self.r.choice(("direct", "pointer", "any")),
                    self.r.choice(self.functions)["name"], self.simple(names))
        if r < 0.94 and not self.is_generator:
            return ("call", "self", self.name, self.simple(names))
        return ("error", self.value(names, depth + 1))

    def block(self, names, depth):
        names = list(names)
        body = []
        for _ in range(self.r.randint(1, 5 if depth < 3 else 2)):
            self.budget -= 1
            if self.budget < 0:
                break
            body.append(self.statement(names, depth))
        body.append(("mark", self.key(), self.r.choice(names)))
        return body

    def statement(self, names, depth):
        """May add a name that it declares to names."""
        r = self.r
        deep = depth >= 5
        for _ in range(50):
            kind = r.choice((
                "declare", "assign", "assign", "mark", "await", "await", "if",
                "if", "while", "for", "do", "switch", "try", "try", "try",
                "throw", "defer", "defer", "timeout", "jump", "return",
                "rethrow", "goto", "label", "iterate", "yield", "yield",
                "uncancel"))
            if kind == "declare":
                name = self.fresh("v")
                s = ("declare", name, self.value(names))
                names.append(name)
                return s
            if kind == "assign":
                return ("assign", # not a counter
                        r.choice([n for n in names if n[0] != "i"]),
                        r.choice(("", "", "+", "^")), self.value(names))
            if kind == "mark":
                return ("mark", self.key(), r.choice(names))
            if kind == "await" and self.is_async:
                return ("await", self.value(names))
            if kind == "throw" and self.is_async and r.random() < 0.4:
                return ("if", ("bin", "&", self.simple(names), ("num", 1)),
                        [("throw", r.choice(CODES))], None)
            if kind == "rethrow" and self.catches and r.random() < 0.5:
                return ("if", ("bin", "&", self.simple(names), ("num", 1)),
                        [("rethrow",)], None)
            if kind == "uncancel" and self.catches and r.random() < 0.3:
                return ("uncancel",)
            if kind == "jump" and self.loops and r.random() < 0.6:
                return ("if", ("bin", "&", self.value(names), ("num", 3)),
                        [(r.choice(("break", "continue")),)], None)
            if kind == "return" and not self.defers and r.random() < 0.4:
                value = None if self.is_generator else self.value(names)
                return ("if", ("bin", "&", self.simple(names), ("num", 2)),
                        [("return", value)], None)
            if kind == "goto" and self.labels and r.random() < 0.6:
                return ("if", ("bin", "&", self.simple(names), ("num", 1)),
                        [("goto", r.choice(self.labels))], None)
            if kind == "yield" and self.is_generator and not self.defers:
                return ("yield", self.value(names))
            if deep:
                continue
            s = self.compound(kind, names, depth + 1)
            if s:
                return s
        return ("mark", self.key(), r.choice(names))

    def inside(self, what, names, depth):
        setattr(self, what, getattr(self, what) + 1)
        body = self.block(names, depth)
        setattr(self, what, getattr(self, what) - 1)
        return body

    def compound(self, kind, names, depth):
        r = self.r
        if kind == "if":
            return ("if", ("bin", "&", self.value(names), ("num", 1)),
                    self.block(names, depth),
                    self.block(names, depth) if r.random() < 0.5 else None)
        if kind in ("while", "for", "do"):
            counter = self.fresh("i")
            return (kind, counter, r.randint(1, 3), self.value(names),
                    self.inside("loops", names + [counter], depth))
        if kind == "switch":
            arms = []
            for _ in range(r.randint(1, 3)):
                arms.append((self.block(names, depth), r.random() < 0.7))
            return ("switch", self.value(names), arms)
        if kind == "try" and self.is_async:
            body = self.block(names, depth)
            clauses = []
            for _ in range(r.randint(1, 2)):
                name = self.fresh("e")
                codes = r.sample(CODES + (CANCELLED,), r.randint(1, 2))
                form = r.choice(("codes", "all", "both"))
                inner = names + ([name] if form != "codes" else [])
                clauses.append((form, name, codes,
                                self.inside("catches", inner, depth)))
            return ("try", body, clauses)
        if kind == "defer" and self.defers < 2:
            saved = self.loops, self.catches, self.labels
            self.loops, self.catches, self.labels = 0, 0, []
            body = self.inside("defers", names, depth + 1)
            self.loops, self.catches, self.labels = saved
            return ("defer", body)
        if kind == "timeout" and self.is_async:
            body = self.block(names, depth)
            return ("timeout", self.key(), r.choice((None, 0, 1, 3)), body)
        if kind == "label":
            label = self.fresh("out")
            self.labels = self.labels + [label]
            body = self.block(names, depth)
            self.labels = self.labels[:-1]
            return ("label", label, body)
        if (kind == "iterate" and self.generators and self.is_async
                and not self.is_generator):
            g = r.choice(self.generators)
            name = self.fresh("x")
            return ("iterate", g["name"], g["async"], name,
                    self.simple(names),
                    self.inside("loops", names + [name], depth))
        return None


# ---- as text ---------------------------------------------------------------

PRELUDE = """\
#include <acc/acc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static unsigned seed, visits, cancel_at, sum;
static int tracing, deep;
static acc_duration start;
static acc_task *running;

static unsigned mix(unsigned k, unsigned n)
{
    unsigned h = seed * 2654435761u + k * 40503u + n * 2246822519u;
    h ^= h >> 15;
    h *= 2246822519u;
    h ^= h >> 13;
    h *= 3266489917u;
    return h ^ h >> 16;
}
static void mark(unsigned k, unsigned v)
{
    if (tracing)
        printf("  %u %u\\n", k, v);
    sum = (sum ^ k) * 16777619u;
    sum = (sum ^ v) * 16777619u;
}
static void cancel(void *arg)
{
    (void)arg;
    acc_task_cancel(running);
}
static unsigned visit(unsigned k)
{
    unsigned h = mix(k, ++visits);
    if (visits == cancel_at) {
        if (h & 64)
            acc_call_soon(cancel, NULL);
        else
            acc_task_cancel(running);
    }
    return h;
}
static int fuel(void) { return visits < %FUEL%; }
static int uncancel(void) { return acc_task_uncancel(running); }
static const int codes[] = {%CODES%};
static async unsigned val(unsigned k)
{
    unsigned h = visit(k);
    if (tracing)
        printf("  val %u at %u, %lld: %s%s\\n", k, visits,
               (long long)(acc_now() - start), h & 1 ? h & 2 ? "sleeps " : "yields " : "",
               h >> 8 & 7 ? "" : "throws");
    try {
        if (h & 1)
            await acc_sleep(h & 2 ? ACC_MSEC : 0);
    } catch (CancelledError) {
        if (tracing)
            puts("  cancelled");
        throw;
    }
    if ((h >> 8 & 7) == 0)
        throw codes[h >> 4 & 3];
    return h >> 12;
}
"""

MAIN = """\
static async unsigned run_once(unsigned h, unsigned at)
{
    seed = h;
    cancel_at = at;
    visits = sum = 0;
    unsigned value = 0;
    start = acc_now();
    task(unsigned) t = create_task(%LAST%(h));
    running = t;
    int error = 0;
    try {
        value = await t;
    } catch (int e : CancelledError) {
        error = e;
    }
    printf("%u %u: %x %d %u %u\\n", h, at, sum, error, value, visits);
    return visits;
}

async int main(int argc, char **argv)
{
    if (argc > 2) {
        tracing = 1;
        await run_once((unsigned)atoi(argv[1]), (unsigned)atoi(argv[2]));
        return 0;
    }
    for (unsigned h = 1; h <= %HASHES%; h++) {
        unsigned n = await run_once(h, 0);
        for (unsigned i = 1; i < %CANCELS%; i++)
            await run_once(h, 1 + (i - 1) * (n / %CANCELS% + 1));
    }
    return 0;
}
"""


def text_of(e):
    kind = e[0]
    if kind == "num":
        return "%uu" % e[1] if e[1] >= 0 else str(e[1])
    if kind == "var":
        return e[1]
    if kind == "bin":
        return "(%s %s %s)" % (text_of(e[2]), e[1], text_of(e[3]))
    if kind == "val":
        return "await val(%d)" % e[1]
    if kind == "plain":
        return "%s(%s)" % (e[1], e[2])
    if kind == "and":
        return "(unsigned)(%s && %s)" % (text_of(e[1]), text_of(e[2]))
    if kind == "cond":
        return "(%s ? %s : %s)" % tuple(text_of(x) for x in e[1:])
    if kind == "error":
        return "(unsigned)try(sink = %s)" % text_of(e[1])
    if kind == "call":
        arg = text_of(e[3])
        name = {"direct": "%s", "pointer": "(*p_%s)", "any": "x_%s",
                "self": "%s"}[e[1]]
        return "(fuel() && deep < %d ? await %s(%s) : 3u)" % (
            DEEP, name % e[2], arg)
    raise AssertionError(kind)


def catch_text(form, name, codes):
    listed = ", ".join(str(c) for c in codes)
    return {"codes": "(%s)" % listed, "all": "(int %s)" % name,
            "both": "(int %s : %s)" % (name, listed)}[form]


class Printer:
    def __init__(self):
        self.lines = []
        self.returns = False   # is it a function that returns a value?

    def put(self, depth, text):
        self.lines.append("    " * depth + text)

    def block(self, body, depth):
        for s in body:
            self.statement(s, depth)

    def braces(self, depth, head, body, tail="}"):
        self.put(depth, head + " {" if head else "{")
        self.block(body, depth + 1)
        self.put(depth, tail)

    def statement(self, s, depth):
        kind = s[0]
        if kind == "declare":
            self.put(depth, "unsigned %s = %s;" % (s[1], text_of(s[2])))
        elif kind == "assign":
            self.put(depth, "%s %s= %s;" % (s[1], s[2], text_of(s[3])))
        elif kind == "mark":
            self.put(depth, "mark(%d, %s);" % (s[1], s[2]))
        elif kind == "await":
            self.put(depth, "%s = %s;" % ("sink", text_of(s[1])))
        elif kind == "if":
            self.braces(depth, "if (%s)" % text_of(s[1]), s[2],
                        "} else {" if s[3] is not None else "}")
            if s[3] is not None:
                self.block(s[3], depth + 1)
                self.put(depth, "}")
        elif kind == "end":
            self.put(depth, "mark(1003, sink & 0);")
            self.put(depth, "return p;" if self.returns else "return;")
        elif kind == "throw":
            self.put(depth, "throw %d;" % s[1])
        elif kind == "rethrow":
            self.put(depth, "throw;")
        elif kind == "uncancel":
            self.put(depth, "mark(1001, (unsigned)uncancel());")
        elif kind in ("break", "continue"):
            self.put(depth, kind + ";")
        elif kind == "return":
            self.put(depth, "return%s;" % (" " + text_of(s[1]) if s[1] else ""))
        elif kind == "goto":
            self.put(depth, "goto %s;" % s[1])
        elif kind == "yield":
            self.put(depth, "yield %s;" % text_of(s[1]))
        elif kind == "while":
            self.put(depth, "unsigned %s = 0;" % s[1])
            self.braces(depth, "while (fuel() && %s++ < %d && ((%s) & 3))"
                        % (s[1], s[2], text_of(s[3])), s[4])
        elif kind == "for":
            self.braces(depth, "for (unsigned %s = 0; %s < %d && fuel(); "
                        "%s += 1 + ((%s) & 1))" % (s[1], s[1], s[2], s[1],
                                                   text_of(s[3])), s[4])
        elif kind == "do":
            self.put(depth, "unsigned %s = 0;" % s[1])
            self.braces(depth, "do", s[4], "} while (fuel() && %s++ < %d && "
                        "((%s) & 3));" % (s[1], s[2], text_of(s[3])))
        elif kind == "switch":
            self.put(depth, "switch ((%s) & 3) {" % text_of(s[1]))
            for i, (body, leaves) in enumerate(s[2]):
                self.put(depth, "case %d: {" % i)
                self.block(body, depth + 1)
                self.put(depth, "}")
                self.put(depth + 1, "break;" if leaves else
                         "__attribute__((fallthrough));" if i + 1 < len(s[2])
                         else "break;")
            self.put(depth, "}")
        elif kind == "try":
            self.braces(depth, "try", s[1], "}")
            for form, name, codes, body in s[2]:
                self.put(depth, "catch %s {" % catch_text(form, name, codes))
                if form != "codes":
                    self.put(depth + 1, "mark(1002, (unsigned)%s);" % name)
                self.block(body, depth + 1)
                self.put(depth, "}")
        elif kind == "defer":
            self.put(depth, "defer {")
            self.put(depth + 1, "deep++;")
            self.put(depth + 1, "defer deep--;")
            self.block(s[1], depth + 1)
            self.put(depth, "}")
        elif kind == "timeout":
            time = ("ACC_FOREVER" if s[2] is None else
                    "%d * ACC_MSEC + 500 * ACC_USEC + %d" % (s[2], s[1]))
            self.braces(depth, "timeout (%s)" % time, s[3])
        elif kind == "label":
            self.braces(depth, "", s[2])
            self.put(depth, "%s:;" % s[1])
        elif kind == "iterate":
            self.braces(depth, "%sfor (unsigned %s : %s(%s))"
                        % ("async " if s[2] else "", s[3], s[1],
                           text_of(s[4])), s[5])
        else:
            raise AssertionError(kind)


def emit(g):
    out = PRELUDE.replace("%FUEL%", str(FUEL)).replace(
        "%CODES%", ", ".join(str(c) for c in CODES))
    p = Printer()
    for f in g.all():
        name = f["name"]
        p.put(0, "static %s%s %s(unsigned p)"
              % ("async " if f["async"] else "",
                 "generator(unsigned)" if f["generator"] else "unsigned",
                 name))
        p.put(0, "{")
        p.put(1, "unsigned sink = visit(0);")
        p.returns = not f["generator"]
        p.block(f["body"], 1)
        p.put(0, "}")
        if f["async"] and not f["generator"]:
            p.put(0, "static async unsigned (*p_%s)(unsigned) = %s;"
                  % (name, name))
            p.put(0, "async unsigned x_%s(unsigned p) { return await %s(p); }"
                  % (name, name))
    main = MAIN.replace("%LAST%", g.functions[-1]["name"]).replace(
        "%HASHES%", str(HASHES)).replace("%CANCELS%", str(CANCELS))
    return out + "\n".join(p.lines) + "\n\n" + main


# ---- the interpreter ---------------------------------------------------------

class Error(Exception):
    def __init__(self, code):
        self.code = code


class Break(Exception):
    pass


class Continue(Exception):
    pass


class Return(Exception):
    def __init__(self, value):
        self.value = value


class Goto(Exception):
    def __init__(self, label):
        self.label = label


class Closed(Exception):
    """A generator's body is left at a yield."""


class Interpreter:
    """One run. Statements are Python generators, for `yield` alone."""

    def __init__(self, g, seed, cancel_at, tracing=False):
        self.functions = {f["name"]: f for f in g.all()}
        self.entry = g.functions[-1]["name"]
        self.seed = seed
        self.cancel_at = cancel_at
        self.tracing = tracing
        self.visits = 0
        self.sum = 0
        self.now = 0
        self.shield = 0
        self.marks = set()
        self.cancelling = 0
        self.soon = False
        self.timeouts = []

    # -- the task

    def cancel(self, level=0, waiting=False):
        """True: the await that waits is cancelled at once."""
        self.cancelling += 1
        if waiting and self.shield <= level:
            return True
        self.marks.add(level)
        return False

    def uncancel(self):
        if self.cancelling:
            self.cancelling -= 1
            if self.cancelling == 0:
                self.marks.clear()
        return self.cancelling

    def deliver(self):
        self.marks = {m for m in self.marks if m < self.shield}
        if self.tracing:
            print("  cancelled")
        raise Error(CANCELLED)

    def suspend(self, duration):
        due = any(m >= self.shield for m in self.marks)
        if self.soon:
            self.soon = False
            if self.cancel(0, not due) or any(m >= self.shield
                                              for m in self.marks):
                due = True
        if due:
            self.deliver()
        end = self.now + duration
        for t in sorted(self.timeouts, key=lambda t: t["deadline"]):
            if t["fired"] or t["deadline"] > end:
                continue
            if due and t["deadline"] > self.now:
                break
            self.now = t["deadline"]
            t["fired"] = True
            due |= self.cancel(t["level"], not due)
        if due:
            self.deliver()
        self.now = end

    def visit(self, k):
        self.visits += 1
        h = mix(self.seed, k, self.visits)
        if self.visits == self.cancel_at:
            if h & 64:
                self.soon = True
            else:
                self.cancel()
        return h

    def mark(self, k, v):
        if self.tracing:
            print("  %d %d" % (k, v))
        self.sum = (self.sum ^ k) * 16777619 & MASK
        self.sum = (self.sum ^ v) * 16777619 & MASK

    def fuel(self):
        return self.visits < FUEL

    # -- expressions

    def value(self, e, env):
        kind = e[0]
        if kind == "num":
            return e[1]
        if kind == "var":
            return env[e[1]]
        if kind == "bin":
            a = self.value(e[2], env)
            b = self.value(e[3], env)
            return {"+": a + b, "-": a - b, "*": a * b, "^": a ^ b,
                    "&": a & b}[e[1]] & MASK
        if kind == "val":
            h = self.visit(e[1])
            if self.tracing:
                print("  val %d at %d, %d: %s%s" % (
                    e[1], self.visits, self.now, ("sleeps " if h & 2 else "yields ") if h & 1 else "",
                    "" if h >> 8 & 7 else "throws"))
            if h & 1:
                self.suspend(MS if h & 2 else 0)
            if h >> 8 & 7 == 0:
                raise Error(CODES[h >> 4 & 3])
            return h >> 12
        if kind == "plain":
            return self.call(e[1], env[e[2]])
        if kind == "and":
            return int(self.value(e[1], env) != 0
                       and self.value(e[2], env) != 0)
        if kind == "cond":
            return self.value(e[2] if self.value(e[1], env) else e[3], env)
        if kind == "error":
            try:
                self.value(e[1], env)
            except Error as x:
                if x.code == CANCELLED:
                    raise
                return x.code
            return 0
        if kind == "call":
            if not self.fuel() or self.shield >= DEEP:
                return 3
            return self.call(e[2], self.value(e[3], env))
        raise AssertionError(kind)

    def call(self, name, arg):
        try:
            for _ in self.function(name, arg):
                raise AssertionError("yield in a function")
        except Return as x:
            return x.value
        raise AssertionError("a function that does not return")

    def function(self, name, arg):
        self.visit(0)
        env = {"p": arg}
        yield from self.block(self.functions[name]["body"], env)

    # -- statements

    def block(self, body, env):
        defers = []
        signal = None
        try:
            for s in body:
                if s[0] == "defer":
                    defers.append(s[1])
                else:
                    yield from self.statement(s, env)
        except GeneratorExit:
            signal = Closed()
        except (Error, Break, Continue, Return, Goto, Closed) as x:
            signal = x
        for d in reversed(defers):
            self.shield += 1
            try:
                for _ in self.block(d, env):
                    raise AssertionError("yield in a defer")
            except Error as x:
                if not isinstance(signal, (Error, Closed)):
                    signal = x
            finally:
                self.shield -= 1
        if signal:
            raise signal

    def loop(self, body, env):
        """One round; True: break."""
        try:
            yield from self.block(body, env)
        except Continue:
            pass
        except Break:
            return True
        return False

    def statement(self, s, env):
        kind = s[0]
        if kind == "declare":
            env[s[1]] = self.value(s[2], env)
        elif kind == "assign":
            old = env[s[1]] if s[2] else 0
            new = self.value(s[3], env)
            env[s[1]] = {"": new, "+": old + new, "^": old ^ new}[s[2]] & MASK
        elif kind == "mark":
            self.mark(s[1], env[s[2]])
        elif kind == "await":
            self.value(s[1], env)
        elif kind == "if":
            if self.value(s[1], env):
                yield from self.block(s[2], env)
            elif s[3] is not None:
                yield from self.block(s[3], env)
        elif kind == "throw":
            raise Error(s[1])
        elif kind == "rethrow":
            raise Error(env["(caught)"])
        elif kind == "uncancel":
            self.mark(1001, self.uncancel())
        elif kind == "break":
            raise Break()
        elif kind == "continue":
            raise Continue()
        elif kind == "end":
            self.mark(1003, 0)
            raise Return(env["p"])
        elif kind == "return":
            raise Return(self.value(s[1], env) if s[1] else None)
        elif kind == "goto":
            raise Goto(s[1])
        elif kind == "yield":
            yield self.value(s[1], env)
        elif kind == "while":
            env[s[1]] = 0
            while self.fuel():
                env[s[1]] += 1
                if env[s[1]] > s[2] or not self.value(s[3], env) & 3:
                    break
                if (yield from self.loop(s[4], env)):
                    break
        elif kind == "for":
            env[s[1]] = 0
            while env[s[1]] < s[2] and self.fuel():
                if (yield from self.loop(s[4], env)):
                    break
                old = env[s[1]]
                env[s[1]] = (old + 1 + (self.value(s[3], env) & 1)) & MASK
        elif kind == "do":
            env[s[1]] = 0
            while True:
                if (yield from self.loop(s[4], env)):
                    break
                if not self.fuel():
                    break
                env[s[1]] += 1
                if (env[s[1]] - 1 & MASK) >= s[2] \
                        or not self.value(s[3], env) & 3:
                    break
        elif kind == "switch":
            arm = self.value(s[1], env) & 3
            try:
                while arm < len(s[2]):
                    yield from self.block(s[2][arm][0], env)
                    if s[2][arm][1]:
                        break
                    arm += 1
            except Break:
                pass
        elif kind == "try":
            yield from self.handle(s, env)
        elif kind == "timeout":
            yield from self.timeout(s, env)
        elif kind == "label":
            try:
                yield from self.block(s[2], env)
            except Goto as x:
                if x.label != s[1]:
                    raise
        elif kind == "iterate":
            yield from self.iterate(s, env)
        else:
            raise AssertionError(kind)

    def handle(self, s, env):
        try:
            yield from self.block(s[1], env)
            return
        except Error as x:
            error = x
        for form, name, codes, body in s[2]:
            takes = form != "all" and error.code in codes
            takes |= form != "codes" and error.code != CANCELLED
            if takes:
                outer = env.get("(caught)")
                env["(caught)"] = error.code
                try:
                    if form != "codes":
                        env[name] = error.code
                        self.mark(1002, error.code)
                    yield from self.block(body, env)
                finally:
                    env["(caught)"] = outer
                return
        raise error

    def timeout(self, s, env):
        t = {"fired": False, "level": self.shield,
             "cancelling": self.cancelling, "deadline": float("inf")}
        if s[2] is not None:
            t["deadline"] = self.now + s[2] * MS + 500 * 1000 + s[1]
        self.timeouts.append(t)
        error = None
        try:
            yield from self.block(s[3], env)
        except Error as x:
            error = x
        finally:
            self.timeouts = [x for x in self.timeouts if x is not t]
            expired = t["fired"] and self.uncancel() <= t["cancelling"]
        if error:
            if expired and error.code == CANCELLED:
                raise Error(TIMED_OUT)
            raise error

    def iterate(self, s, env):
        it = self.function(s[1], self.value(s[4], env))
        try:
            while True:
                try:
                    env[s[3]] = next(it)
                except StopIteration:
                    return
                except Return:
                    return
                if (yield from self.loop(s[5], env)):
                    return
        finally:
            self.shield += s[2] # closing an async one is shielded
            try:
                it.close()
            except (Closed, Return):
                pass
            self.shield -= s[2]

    def run(self):
        try:
            value, error = self.call(self.entry, self.seed), 0
        except Error as x:
            value, error = 0, x.code
        if self.marks and not error: # never delivered
            value, error = 0, CANCELLED
        return "%d %d: %x %d %d %d" % (self.seed, self.cancel_at, self.sum,
                                       error, value, self.visits)


def expect(g):
    lines = []
    for h in range(1, HASHES + 1):
        first = Interpreter(g, h, 0)
        lines.append(first.run())
        for i in range(1, CANCELS):
            at = 1 + (i - 1) * (first.visits // CANCELS + 1)
            lines.append(Interpreter(g, h, at).run())
    return "\n".join(lines)


def main():
    sys.setrecursionlimit(20000)
    command, seed = sys.argv[1], int(sys.argv[2])
    g = Generator(seed).program()
    if command == "emit":
        print(emit(g), end="")
    elif command == "expect":
        print(expect(g))
    elif command == "trace":
        print(Interpreter(g, int(sys.argv[3]), int(sys.argv[4]), True).run())
    else:
        sys.exit(__doc__)


main()
