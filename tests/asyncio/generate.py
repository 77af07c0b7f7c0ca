"""Writes a random scenario in both languages: generate.py SEED FOLDER.

A few tasks share locks, events, futures, a queue and each other; each runs a
random list of operations, printing where it is. The two files are written side
by side, one operation after the other. What would differ on purpose (LANGUAGE,
section 9) does not occur: no await in a finally.
"""

import random
import sys

TASKS, SUBS = 6, 8


class Scenario:
    def __init__(self, seed):
        self.r = random.Random(seed)
        self.seed = seed
        self.py, self.c = [], []
        self.functions_py, self.functions_c = [], []
        self.prototypes = []
        self.count = 0
        self.steps = 0
        self.where = ""
        self.values = 0

    # Each writes a line in one language at a depth, or in both.
    def p(self, depth, text):
        self.py.append("    " * depth + text)

    def a(self, depth, text):
        self.c.append("    " * depth + text)

    def say(self, d, text, *args):
        """Text with {} for Python expressions; args: pairs (py, c, format)."""
        self.steps += 1
        label = f"{self.where}.{self.steps} "
        py, c = text, text
        for x, _, _ in args:
            py = py.replace("@", "{" + x + "}", 1)
        for _, _, f in args:
            c = c.replace("@", f, 1)
        self.p(d, f'say(f"{{now()}} {label}{py}")')
        values = "".join(", " + v for _, v, _ in args)
        self.a(d, f'printf("%d {label}{c}\\n", now_ms(){values});')

    def milliseconds(self):
        return self.r.choice([0, 0, 1, 1, 2, 3, 5, 10])

    def function(self, depth):
        """A new coroutine function; gives its name."""
        self.count += 1
        name = f"f{self.count}"
        saved = self.py, self.c, self.where, self.steps
        self.py, self.c = [], []
        self.where, self.steps = name, 0
        self.p(0, f"async def {name}():")
        self.a(0, f"static async int {name}(void)")
        self.a(0, "{")
        self.body(1, depth, self.r.randint(1, 3))
        self.p(1, f"return {self.count}")
        self.a(1, f"return {self.count};")
        self.a(0, "}")
        self.prototypes.append(f"static async int {name}(void);")
        self.functions_py += [""] + self.py
        self.functions_c += [""] + self.c
        self.py, self.c, self.where, self.steps = saved
        return name

    def body(self, d, depth, n):
        for _ in range(n):
            self.operation(d, depth)

    def operation(self, d, depth):
        simple = [self.sleep0, self.sleep0, self.sleep, self.sleep, self.cancel,
                  self.cancel, self.event_wait, self.event_set,
                  self.event_clear, self.put, self.get, self.put_nowait,
                  self.get_nowait, self.await_future, self.set_future,
                  self.set_error, self.cancel_future, self.callback, self.raise_,
                  self.notify, self.barrier, self.call_soon, self.call_later,
                  self.uncancel]
        if self.task > 0:
            simple += [self.await_task, self.await_task, self.shield_task,
                       self.wait, self.wait_for_task]
        nested = [self.lock, self.lock, self.semaphore, self.timeout,
                  self.timeout, self.swallow, self.catch, self.catch,
                  self.finally_, self.condition]
        functions = [self.call, self.gather, self.gather_try, self.wait_for,
                     self.wait_for, self.shield, self.group, self.group,
                     self.new_task, self.spawn]
        choice = self.r.random()
        if depth > 0 and choice < 0.3:
            self.r.choice(nested)(d, depth - 1)
        elif depth > 0 and choice < 0.5 and self.count < 12:
            self.r.choice(functions)(d, depth - 1)
        else:
            self.r.choice(simple)(d)

    # ---- simple operations

    def sleep0(self, d):
        self.p(d, "await sleep(0)")
        self.a(d, "await acc_sleep(0);")
        self.say(d, "slept 0")

    def sleep(self, d):
        n = self.milliseconds()
        self.p(d, f"await sleep({n})")
        self.a(d, f"await acc_sleep(MS({n}));")
        self.say(d, f"slept {n}")

    def cancel(self, d):
        j = self.r.randrange(TASKS)
        self.say(d, f"cancels {j}: @", (f"int(T[{j}].cancel())",
                 f"acc_task_cancel(T[{j}])", "%d"))

    def uncancel(self, d):
        self.say(d, "uncancel: @", ("current_task().uncancel()",
                 "acc_task_uncancel(acc_current_task())", "%d"))

    def event_wait(self, d):
        k = self.r.randrange(2)
        self.p(d, f"await E[{k}].wait()")
        self.a(d, f"await acc_event_wait(&E[{k}]);")
        self.say(d, f"event {k}")

    def event_set(self, d):
        k = self.r.randrange(2)
        self.p(d, f"E[{k}].set()")
        self.a(d, f"acc_event_set(&E[{k}]);")
        self.say(d, f"set {k}")

    def event_clear(self, d):
        k = self.r.randrange(2)
        self.p(d, f"E[{k}].clear()")
        self.a(d, f"acc_event_clear(&E[{k}]);")

    def item(self):
        self.values += 1
        return self.values

    def put(self, d):
        n = self.item()
        self.p(d, f"await Q.put({n})")
        self.a(d, f"await acc_queue_put(Q, {n});")
        self.say(d, f"put {n}")

    def get(self, d):
        self.say(d, "got @", ("await Q.get()", "await acc_queue_get(Q)", "%d"))

    def put_nowait(self, d):
        n = self.item()
        self.say(d, f"put_nowait {n}: @", (f"put_nowait({n})",
                 f"put_nowait({n})", "%d"))

    def get_nowait(self, d):
        self.say(d, "get_nowait: @", ("get_nowait()", "get_nowait()", "%d"))

    def await_future(self, d):
        k = self.r.randrange(3)
        self.say(d, f"future {k}: @", (f"await F[{k}]", f"await F[{k}]", "%d"))

    def set_future(self, d):
        k = self.r.randrange(3)
        self.say(d, f"sets future {k}: @", (f"set_future({k}, {k + 7})",
                 f"future_set_result(F[{k}], {k + 7}) == 0", "%d"))

    def set_error(self, d):
        k = self.r.randrange(3)
        self.say(d, f"sets error {k}: @", (f"set_future_error({k})",
                 f"future_set_error(F[{k}], E3) == 0", "%d"))

    def cancel_future(self, d):
        k = self.r.randrange(3)
        self.say(d, f"cancels future {k}: @", (f"int(F[{k}].cancel())",
                 f"acc_future_cancel(F[{k}])", "%d"))

    def callback(self, d):
        self.steps += 1
        label = f"{self.where}.{self.steps} callback"
        if self.r.random() < 0.5:
            k = self.r.randrange(3)
            self.p(d, f'F[{k}].add_done_callback('
                   f'lambda f: say(now(), "{label}"))')
            self.a(d, f'acc_future_add_callback(F[{k}], future_done, '
                   f'"{label}");')
        else:
            j = self.r.randrange(TASKS)
            self.p(d, f'T[{j}].add_done_callback('
                   f'lambda t: say(now(), "{label}", outcome(t)))')
            self.a(d, f'acc_task_add_callback(T[{j}], task_done, "{label}");')

    def call_soon(self, d):
        self.steps += 1
        label = f"{self.where}.{self.steps} called"
        self.p(d, f'call_soon(called, "{label}")')
        self.a(d, f'acc_call_soon(called, "{label}");')

    def call_later(self, d):
        self.steps += 1
        label = f"{self.where}.{self.steps} called"
        n = self.milliseconds()
        self.p(d, f'call_later({n}, called, "{label}")')
        self.a(d, f'acc_call_later(MS({n}), called, "{label}");')

    def raise_(self, d):
        e = self.r.choice(["E1", "E2"])
        self.p(d, f"if True: raise {e}")
        self.a(d, f"if (E[0].set < 2) throw {e};")

    def notify(self, d):
        n = self.r.randint(1, 3)
        self.p(d, f"async with C: C.notify({n})")
        self.a(d, "{")
        self.a(d + 1, "await acc_lock_acquire(&CL);")
        self.a(d + 1, "defer acc_lock_release(&CL);")
        self.a(d + 1, f"acc_condition_notify(&C, {n});")
        self.a(d, "}")
        self.say(d, f"notified {n}")

    def barrier(self, d):
        self.say(d, "barrier @", ("await B.wait()", "await acc_barrier_wait(&B)",
                 "%d"))

    def earlier(self):
        return self.r.randrange(self.task)

    def await_task(self, d):
        j = self.earlier()
        self.say(d, f"task {j}: @", (f"await T[{j}]", f"await again(T[{j}])",
                 "%d"))

    def shield_task(self, d):
        j = self.earlier()
        self.say(d, f"shielded {j}: @", (f"await shield(T[{j}])",
                 f"await shield(T[{j}])", "%d"))

    def wait_for_task(self, d):
        j, n = self.earlier(), self.milliseconds()
        self.say(d, f"waited for {j}: @", (f"await wait_for(T[{j}], {n})",
                 f"await wait_for(again(T[{j}]), MS({n}))", "%d"))

    def wait(self, d):
        n = self.task
        k = self.r.randrange(3)
        mode = ["FIRST_COMPLETED", "FIRST_EXCEPTION", "ALL_COMPLETED"][k]
        cmode = ["ACC_FIRST_COMPLETED", "ACC_FIRST_ERROR", "ACC_ALL"][k]
        ms = self.r.choice([None, None, 0, 1, 5])
        cms = "ACC_FOREVER" if ms is None else f"MS({ms})"
        self.say(d, f"wait {mode}: @", (f"await wait(T[:{n}], {mode}, {ms})",
                 f"(int)await acc_wait((acc_task **)T, {n}, {cmode}, {cms})",
                 "%d"))

    # ---- blocks

    def lock(self, d, depth):
        k = self.r.randrange(2)
        self.p(d, f"async with L[{k}]:")
        self.a(d, "{")
        self.a(d + 1, f"await acc_lock_acquire(&L[{k}]);")
        self.a(d + 1, f"defer acc_lock_release(&L[{k}]);")
        self.say(d + 1, f"locked {k}")
        self.body(d + 1, depth, self.r.randint(1, 2))
        self.a(d, "}")

    def semaphore(self, d, depth):
        self.p(d, "async with S:")
        self.a(d, "{")
        self.a(d + 1, "await acc_semaphore_acquire(&S);")
        self.a(d + 1, "defer acc_semaphore_release(&S);")
        self.say(d + 1, "semaphore")
        self.body(d + 1, depth, self.r.randint(1, 2))
        self.a(d, "}")

    def condition(self, d, depth):
        self.p(d, "async with C:")
        self.a(d, "{")
        self.a(d + 1, "await acc_lock_acquire(&CL);")
        self.a(d + 1, "defer acc_lock_release(&CL);")
        self.p(d + 1, "await C.wait()")
        self.a(d + 1, "await acc_condition_wait(&C);")
        self.say(d + 1, "notified")
        self.body(d + 1, depth, 1)
        self.a(d, "}")

    def timeout(self, d, depth):
        n = self.milliseconds()
        self.p(d, "try:")
        self.p(d + 1, f"async with timeout({n}):")
        self.a(d, "try {")
        self.a(d + 1, f"timeout (MS({n})) {{")
        self.body(d + 2, depth, self.r.randint(1, 2))
        self.p(d, "except TimeoutError:")
        self.a(d + 1, "}")
        self.a(d, "} catch (TimeoutError) {")
        self.say(d + 1, "timed out")
        self.a(d, "}")

    def swallow(self, d, depth):
        self.p(d, "try:")
        self.a(d, "try {")
        self.body(d + 1, depth, self.r.randint(1, 2))
        self.p(d, "except CancelledError:")
        self.a(d, "} catch (CancelledError) {")
        how = self.r.randrange(3)
        if how == 0:
            self.say(d + 1, "swallows")
        elif how == 1:
            self.uncancel(d + 1)
        else:
            self.say(d + 1, "cleans up")
            self.body(d + 1, 0, 1)
            self.p(d + 1, "raise")
            self.a(d + 1, "throw;")
        self.a(d, "}")

    def catch(self, d, depth):
        self.p(d, "try:")
        self.a(d, "try {")
        self.body(d + 1, depth, self.r.randint(1, 3))
        self.p(d, "except Exception as e:")
        self.a(d, "} catch (int e) {")
        self.say(d + 1, "caught @", ("name(e)", "err(e)", "%s"))
        self.a(d, "}")

    def finally_(self, d, depth):
        self.p(d, "try:")
        self.a(d, "{")
        saved, self.c = self.c, []
        self.p(d, "finally:")
        last = self.py.pop()
        self.body(d + 1, depth, self.r.randint(1, 2))
        body, self.c = self.c, saved
        self.py.append(last)
        self.a(d + 1, "defer")
        self.say(d + 1, "finally")
        self.c += body
        self.a(d, "}")

    # ---- functions

    def call(self, d, depth):
        f = self.function(depth)
        self.say(d, f"{f} gave @", (f"await {f}()", f"await {f}()", "%d"))

    def gather(self, d, depth):
        f, g = self.function(depth), self.function(depth)
        self.p(d, f"r = await gather({f}(), {g}())")
        self.a(d, "{")
        self.a(d + 1, f"auto r = await gather({f}(), {g}());")
        self.say(d, "gathered @ @", ("r[0]", "r._0", "%d"),
                 ("r[1]", "r._1", "%d"))
        self.a(d, "}")

    def gather_try(self, d, depth):
        f, g = self.function(depth), self.function(depth)
        self.p(d, f"r = await gather({f}(), {g}(), return_exceptions=True)")
        self.a(d, "{")
        self.a(d + 1, "int x = 0, y = 0, ex, ey;")
        self.a(d + 1, f"await gather(ex = try(x = {f}()), ey = try(y = {g}()));")
        self.say(d, "collected @ @", ("either(r[0])", "either(ex, x)", "%s"),
                 ("either(r[1])", "either(ey, y)", "%s"))
        self.a(d, "}")

    def wait_for(self, d, depth):
        f, n = self.function(depth), self.milliseconds()
        self.say(d, f"wait_for {f}: @", (f"await wait_for({f}(), {n})",
                 f"await wait_for({f}(), MS({n}))", "%d"))

    def shield(self, d, depth):
        f = self.function(depth)
        self.say(d, f"shield {f}: @", (f"await shield({f}())",
                 f"await shield({f}())", "%d"))

    def group(self, d, depth):
        names = [self.function(depth) for _ in range(self.r.randint(1, 3))]
        self.p(d, "async with TaskGroup() as g:")
        self.a(d, "taskgroup (g) {")
        for f in names:
            self.p(d + 1, f"g.create_task({f}())")
            self.a(d + 1, f"create_task(g, {f}());")
        self.say(d + 1, "in group")
        if self.r.random() < 0.5:
            self.body(d + 1, depth, 1)
        self.a(d, "}")
        self.say(d, "group ends")

    def new_task(self, d, depth):
        f = self.function(depth)
        self.say(d, f"task {f}: @", (f"await create_task({f}())",
                 f"await create_task({f}())", "%d"))

    def spawn(self, d, depth):
        f = self.function(depth)
        self.p(d, f"kept.append(create_task({f}()))")
        self.a(d, f"create_task({f}());")

    # ---- the whole

    def write(self, folder):
        for t in range(TASKS):
            self.task = t
            self.where, self.steps = f"t{t}", 0
            self.p(0, "")
            self.p(0, f"async def t{t}():")
            self.a(0, "")
            self.a(0, f"static async int t{t}(void)")
            self.a(0, "{")
            self.say(1, "begins")
            self.body(1, 4, self.r.randint(2, 5))
            self.say(1, "ends")
            self.p(1, f"return {100 + t}")
            self.a(1, f"return {100 + t};")
            self.a(0, "}")
        begin = "".join(f"    T.append(create_task(t{t}()))\n"
                        for t in range(TASKS))
        cbegin = "".join(f"    T[{t}] = create_task(t{t}());\n"
                         for t in range(TASKS))
        with open(f"{folder}/random_{self.seed}.py", "w") as f:
            f.write(PYTHON + "\n".join(self.functions_py + self.py)
                    + PYTHON_END.replace("BEGIN", begin))
        with open(f"{folder}/random_{self.seed}.ac", "w") as f:
            f.write(C.replace("SEED", str(self.seed))
                    + "\n".join(self.prototypes + self.functions_c + self.c)
                    + C_END.replace("BEGIN", cbegin))


PYTHON = """from aio import *

T, kept = [], []


def put_nowait(n):
    try:
        Q.put_nowait(n)
        return 0
    except asyncio.QueueFull:
        return -1


def get_nowait():
    try:
        return Q.get_nowait()
    except asyncio.QueueEmpty:
        return -1


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

"""

PYTHON_END = """


async def main():
    global L, CL, C, E, S, B, Q, F
    L = [Lock(), Lock()]
    CL = Lock()
    C = Condition(CL)
    E = [Event(), Event()]
    S = Semaphore(2)
    B = Barrier(2)
    Q = Queue(2)
    F = [future() for _ in range(3)]
BEGIN    await sleep(200)
    rounds = [0] * 6
    for _ in range(20):
        for i, t in enumerate(T):
            rounds[i] += t.cancel()
        await sleep(5)
    for i, t in enumerate(T):
        say(f"{now()} {i} {outcome(t) if t.done() else 'stuck'} {rounds[i]}")
    say(len(asyncio.all_tasks()))


run(main())
"""

C = """// A generated scenario (generate.py SEED): the lines come as Python prints them.
// accflags: -w
#include "pair.h"

static task(int) T[6];
static future(int) F[3];
static acc_lock L[2] = { ACC_LOCK_INIT, ACC_LOCK_INIT };
static acc_lock CL = ACC_LOCK_INIT;
static acc_condition C = ACC_CONDITION_INIT(&CL);
static acc_event E[2] = { ACC_EVENT_INIT, ACC_EVENT_INIT };
static acc_semaphore S = ACC_SEMAPHORE_INIT(2);
static acc_barrier B = ACC_BARRIER_INIT(2);
static queue(int) Q;

int put_nowait(int n)
{
    return acc_queue_put_nowait(Q, n) ? -1 : 0;
}

int get_nowait(void)
{
    int n;
    return acc_queue_get_nowait(Q, &n) ? -1 : n;
}

const char *either(int e, int value)
{
    static char text[4][12];
    static int next;
    char *t = text[next++ % 4];
    snprintf(t, 12, "%d", value);
    return e ? err(e) : t;
}

void called(void *label)
{
    printf("%d %s\\n", now_ms(), (char *)label);
}

void task_done(acc_task *t, void *label)
{
    printf("%d %s %s\\n", now_ms(), (char *)label, outcome(t));
}

void future_done(acc_future *f, void *label)
{
    called(label);
}

task(int) again(task(int) t)
{
    return (task(int))acc_task_retain(t);
}

"""

C_END = """

async int main(void)
{
    Q = acc_queue_new(int, 2);
    for (int i = 0; i < 3; i++)
        F[i] = future_new(int);
BEGIN    await acc_sleep(MS(200));
    int rounds[6] = {0};
    for (int n = 0; n < 20; n++) {
        for (int i = 0; i < 6; i++)
            rounds[i] += acc_task_cancel(T[i]);
        await acc_sleep(MS(5));
    }
    for (int i = 0; i < 6; i++)
        printf("%d %d %s %d\\n", now_ms(), i,
               acc_task_done(T[i]) ? outcome(T[i]) : "stuck", rounds[i]);
    printf("%d\\n", (int)acc_all_tasks(NULL, 0));
    return 0;
}
"""

if __name__ == "__main__":
    Scenario(int(sys.argv[1])).write(sys.argv[2])
