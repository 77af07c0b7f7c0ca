"""Writes random scenarios in both languages.

    generate.py SEED FOLDER          one, as random_SEED
    generate.py SEED FOLDER COUNT    COUNT of them in one program, as batch_SEED

A few tasks share locks, events, futures, a queue and each other; each runs a
random list of operations, printing where it is. The two files are written side
by side, one operation after the other. What would differ on purpose (LANGUAGE,
section 9) does not occur: no await in a finally.

A scenario whose tasks wait for ever ends Python's half with "deadlock": the
batch leaves its lines out and names its seed on standard error; the other half
leaves out the seeds that are its arguments.
"""

import random
import sys

TASKS, SUBS = 6, 8


class Scenario:
    def __init__(self, seed, prefix=""):
        self.r = random.Random(seed)
        self.seed = seed
        self.prefix = prefix
        self.queue = self.r.choice(["", "", "Lifo", "Priority"])
        self.handles = []    # of the timeouts around
        self.sparse = self.r.choice([0, 0.3, 0.6, 0.8])
        self.without = {}
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
        name = f"{self.prefix}f{self.count}"
        saved = self.py, self.c, self.where, self.steps, self.handles
        self.py, self.c, self.handles = [], [], []
        self.where, self.steps = f"f{self.count}", 0
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
        self.py, self.c, self.where, self.steps, self.handles = saved
        return name

    def generator(self, depth):
        """A new async generator; gives its name."""
        self.count += 1
        name = f"{self.prefix}g{self.count}"
        saved = self.py, self.c, self.where, self.steps, self.handles
        self.py, self.c, self.handles = [], [], []
        self.where, self.steps = f"g{self.count}", 0
        self.p(0, f"async def {name}():")
        self.a(0, f"static async generator(int) {name}(void)")
        self.a(0, "{")
        for i in range(self.r.randint(1, 4)):
            self.p(1, f"yield {i}")
            self.a(1, f"yield {i};")
            self.body(1, depth, self.r.randint(0, 2))
        self.say(1, "runs out")
        self.a(0, "}")
        self.prototypes.append(f"static async generator(int) {name}(void);")
        self.functions_py += [""] + self.py
        self.functions_c += [""] + self.c
        self.py, self.c, self.where, self.steps, self.handles = saved
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
                  self.uncancel, self.cancelling, self.set_local,
                  self.get_local, self.cancel_later, self.set_later,
                  self.wait_for_future, self.wait_for_primitive,
                  self.wait_for_primitive, self.task_done, self.join,
                  self.acquire, self.release, self.notify_all,
                  self.reset_barrier]
        if self.r.random() < 0.1:
            simple += [self.shutdown]
        if self.handles:
            simple += [self.reschedule] * 3
        if self.task > 0:
            simple += [self.await_task, self.await_task, self.shield_task,
                       self.wait, self.wait_for_task, self.gather_tasks,
                       self.wait_for_shield, self.as_completed]
        nested = [self.lock, self.lock, self.semaphore, self.timeout,
                  self.timeout, self.swallow, self.catch, self.catch,
                  self.finally_, self.condition]
        functions = [self.call, self.gather, self.gather_try, self.wait_for,
                     self.wait_for, self.shield, self.group, self.group,
                     self.new_task, self.spawn, self.gather_later,
                     self.shield_later, self.iterate, self.iterate,
                     self.eager, self.eager_spawn,
                     self.group_handles]
        choice = self.r.random()
        if depth > 0 and choice < 0.3:
            self.one_of(nested)(d, depth - 1)
        elif depth > 0 and choice < 0.5 and self.count < 12:
            self.one_of(functions)(d, depth - 1)
        else:
            self.one_of(simple)(d)

    def one_of(self, operations):
        """Each scenario does without some: the others meet more often."""
        for f in operations:
            if f.__name__ not in self.without:
                self.without[f.__name__] = self.r.random() < self.sparse
        here = [f for f in operations if not self.without[f.__name__]]
        return self.r.choice(here or operations)

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

    def cancelling(self, d):
        self.say(d, "cancelling: @", ("current_task().cancelling()",
                 "acc_task_cancelling(acc_current_task())", "%d"))

    def set_local(self, d):
        n = self.item()
        self.p(d, f"V.set({n})")
        self.a(d, f"acc_local_set(&V, (void *){n}L);")

    def get_local(self, d):
        self.say(d, "local @", ("V.get()", "(int)(long)acc_local_get(&V)",
                 "%d"))

    def cancel_later(self, d):
        j, n = self.r.randrange(TASKS), self.milliseconds()
        self.p(d, f"call_later({n}, T[{j}].cancel)")
        self.a(d, f"acc_call_later(MS({n}), cancel_it, T[{j}]);")

    def set_later(self, d):
        k, n = self.r.randrange(2), self.milliseconds()
        self.p(d, f"call_later({n}, E[{k}].set)")
        self.a(d, f"acc_call_later(MS({n}), set_it, &E[{k}]);")

    def wait_for_future(self, d):
        k, n = self.r.randrange(3), self.milliseconds()
        self.say(d, f"future {k} in time: @", (f"await wait_for(F[{k}], {n})",
                 f"await wait_for(F[{k}], MS({n}))", "%d"))

    def wait_for_primitive(self, d):
        """Something that takes nothing that would have to be given back."""
        n = self.milliseconds()
        which = self.r.randrange(5)
        if which == 0:
            k = self.r.randrange(2)
            py, c = f"E[{k}].wait()", f"acc_event_wait(&E[{k}])"
        elif which == 1:
            py, c = "Q.get()", "acc_queue_get(Q)"
        elif which == 2:
            v = self.item()
            py, c = f"Q.put({v})", f"acc_queue_put(Q, {v})"
        elif which == 3:
            py, c = "B.wait()", "acc_barrier_wait(&B)"
        else:
            py, c = "S.acquire()", "acc_semaphore_acquire(&S)"
        self.p(d, f"await wait_for({py}, {n})")
        self.a(d, f"await wait_for({c}, MS({n}));")
        self.say(d, f"{py} in time")

    def acquire(self, d):
        self.p(d, "await S.acquire()")
        self.a(d, "await acc_semaphore_acquire(&S);")
        self.say(d, "acquired")

    def release(self, d):
        self.p(d, "S.release()")
        self.a(d, "acc_semaphore_release(&S);")
        self.say(d, "locked @", ("int(S.locked())", "acc_semaphore_locked(&S)",
                 "%d"))

    def task_done(self, d):
        self.say(d, "task_done @", ("task_done()",
                 "acc_queue_task_done(Q) == 0", "%d"))

    def join(self, d):
        self.p(d, "await Q.join()")
        self.a(d, "await acc_queue_join(Q);")
        self.say(d, "joined")

    def shutdown(self, d):
        now = self.r.randrange(2)
        self.p(d, f"Q.shutdown({bool(now)})")
        self.a(d, f"acc_queue_shutdown(Q, {now});")
        self.say(d, "shut down")

    def notify_all(self, d):
        self.p(d, "async with C: C.notify_all()")
        self.a(d, "{")
        self.a(d + 1, "await acc_lock_acquire(&CL);")
        self.a(d + 1, "defer acc_lock_release(&CL);")
        self.a(d + 1, "acc_condition_notify_all(&C);")
        self.a(d, "}")

    def reset_barrier(self, d):
        self.p(d, "await B.reset()")
        self.a(d, "await acc_barrier_reset(&B);")
        self.say(d, "barrier @", ("B.n_waiting", "(int)acc_barrier_waiting(&B)",
                 "%d"))

    def reschedule(self, d):
        h, n = self.r.choice(self.handles), self.milliseconds()
        self.say(d, f"reschedule {n}: @ @", (f"reschedule({h}, {n})",
                 f"acc_timeout_reschedule({h}, MS({n})) == 0", "%d"),
                 (f"int({h}.expired())", f"acc_timeout_expired({h})", "%d"))

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

    def gather_tasks(self, d):
        i, j = self.earlier(), self.earlier()
        self.p(d, f"r = await gather(T[{i}], T[{j}])")
        self.a(d, "{")
        self.a(d + 1, f"task(int) x = again(T[{i}]), y = again(T[{j}]);")
        self.a(d + 1, "int joined = 0;")
        self.a(d + 1, "defer if (!joined) { acc_task_detach(x); "
               "acc_task_detach(y); }")
        self.a(d + 1, "auto r = await gather(x, y);")
        self.a(d + 1, "joined = 1;")
        self.say(d, f"gathered {i} {j}: @ @", ("r[0]", "r._0", "%d"),
                 ("r[1]", "r._1", "%d"))
        self.a(d, "}")

    def as_completed(self, d):
        self.p(d, f"async with aclosing(completed(T[:{self.task}])) as g:")
        self.p(d + 1, "async for x in g:")
        self.a(d, "async for (acc_task *x : acc_as_completed((acc_task **)T, "
               f"{self.task})) {{")
        self.say(d + 2, "completed @", ("outcome(x)", "outcome(x)", "%s"))
        if self.r.random() < 0.3:
            self.p(d + 2, "break")
            self.a(d + 2, "break;")
        self.a(d, "}")

    def wait_for_shield(self, d):
        j, n = self.earlier(), self.milliseconds()
        self.say(d, f"shielded {j} in time: @",
                 (f"await wait_for(shield(T[{j}]), {n})",
                  f"await wait_for(shield(T[{j}]), MS({n}))", "%d"))

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
        n, h = self.milliseconds(), f"h{len(self.handles)}"
        self.p(d, "try:")
        self.p(d + 1, f"async with timeout({n}) as {h}:")
        self.a(d, "try {")
        self.a(d + 1, f"timeout (MS({n}), {h}) {{")
        self.handles.append(h)
        self.body(d + 2, depth, self.r.randint(1, 2))
        self.handles.pop()
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

    def eager(self, d, depth):
        f = self.function(depth)
        self.say(d, f"eager {f}: @", (f"await create_eager_task({f}())",
                 f"await create_eager_task({f}())", "%d"))

    def eager_spawn(self, d, depth):
        f = self.function(depth)
        self.p(d, f"kept.append(create_eager_task({f}()))")
        self.a(d, f"acc_task_detach(create_eager_task({f}()));")

    def spawn(self, d, depth):
        f = self.function(depth)
        self.p(d, f"kept.append(create_task({f}()))")
        self.a(d, f"create_task({f}());")

    def later(self, d, what, py, c, format):
        """Awaits a future that is cancelled after some time."""
        n = self.milliseconds()
        self.p(d, f"u = {py}")
        self.a(d, "{")
        self.a(d + 1, f"auto u = {c};")
        if self.r.random() < 0.6:
            self.p(d, f"call_later({n}, u.cancel)")
            self.a(d + 1, f"cancel_later(MS({n}), acc_future_retain("
                   "(acc_future *)u));")
        if self.r.random() < 0.4:
            self.say(d, "done @", ("int(u.done())",
                     "acc_future_done((acc_future *)u)", "%d"))
        if what == "gather":
            self.p(d, "r = await u")
            self.a(d + 1, "auto r = await u;")
            self.say(d, f"{what}: @ @", ("r[0]", "r._0", "%d"),
                     ("r[1]", "r._1", "%d"))
        else:
            self.say(d, f"{what}: @", ("await u", "await u", "%d"))
        self.a(d, "}")

    def gather_later(self, d, depth):
        f, g = self.function(depth), self.function(depth)
        self.later(d, "gather", f"gather({f}(), {g}())",
                   f"gather({f}(), {g}())", "%d")

    def shield_later(self, d, depth):
        f = self.function(depth)
        self.later(d, "shield", f"shield({f}())", f"shield({f}())", "%d")

    def iterate(self, d, depth):
        g = self.generator(depth)
        stop = self.r.choice([None, None, 0, 1, 2])
        self.p(d, f"async with aclosing({g}()) as g:")
        self.p(d + 1, "async for x in g:")
        self.a(d, f"async for (int x : {g}()) {{")
        self.say(d + 2, "item @", ("x", "x", "%d"))
        if stop is not None:
            self.p(d + 2, f"if x == {stop}: break")
            self.a(d + 2, f"if (x == {stop}) break;")
        if self.r.random() < 0.5:
            handles, self.handles = self.handles, []
            self.body(d + 2, depth, 1)
            self.handles = handles
        self.a(d, "}")
        self.say(d, "iterated")

    def group_handles(self, d, depth):
        """Results stored, one child cancelled by the body."""
        names = [self.function(depth) for _ in range(self.r.randint(1, 3))]
        v = f"v{self.item()}"
        self.a(d, "{")
        self.a(d + 1, f"int {v}[3] = {{-1, -1, -1}};")
        self.p(d, f"{v} = [-1] * 3")
        self.p(d, "async with TaskGroup() as g:")
        self.a(d + 1, "taskgroup (g) {")
        for i, f in enumerate(names):
            self.p(d + 1, f"{v}[{i}] = g.create_task({f}())")
            self.a(d + 2, f"create_task(g, {v}[{i}] = {f}());")
        if self.r.random() < 0.5:
            self.body(d + 1, depth, 1)
        self.a(d + 1, "}")
        for i in range(len(names)):
            self.say(d, f"result {i}: @", (f"result({v}[{i}])", f"{v}[{i}]", "%d"))
        self.a(d, "}")

    # ---- the whole

    def generate(self):
        for t in range(TASKS):
            self.task = t
            self.where, self.steps = f"t{t}", 0
            self.p(0, "")
            self.p(0, f"async def {self.prefix}t{t}():")
            self.a(0, "")
            self.a(0, f"static async int {self.prefix}t{t}(void)")
            self.a(0, "{")
            self.say(1, "begins")
            self.body(1, 4, self.r.randint(2, 5))
            self.say(1, "ends")
            self.p(1, f"return {100 + t}")
            self.a(1, f"return {100 + t};")
            self.a(0, "}")
        self.py = self.functions_py + self.py
        self.c = self.prototypes + self.functions_c + self.c
        names = [f"{self.prefix}t{t}" for t in range(TASKS)]
        self.p(0, f"""

async def {self.prefix}main():
    await scenario({self.queue}Queue(2), [{", ".join(names)}])""")
        self.a(0, f"""
static async void {self.prefix}main(void)
{{
    static async int (*const tasks[])(void) = {{{", ".join(names)}}};
    await scenario({self.c_queue()}, tasks);
}}""")
        return self

    def c_queue(self):
        return {"": "acc_queue_new(int, 2)",
                "Lifo": "acc_queue_new_lifo(int, 2)",
                "Priority": "acc_queue_new_priority(int, 2, compare)"}[
                    self.queue]


def write(folder, name, scenarios, python_end, c_end):
    with open(f"{folder}/{name}.py", "w") as f:
        f.write(PYTHON + "\n".join("\n".join(s.py) for s in scenarios)
                + python_end)
    with open(f"{folder}/{name}.ac", "w") as f:
        f.write(C.replace("SEED", str(scenarios[0].seed))
                + "\n\n".join("\n".join(s.c) for s in scenarios) + c_end)


def write_one(seed, folder):
    write(folder, f"random_{seed}", [Scenario(seed, "random_").generate()],
          "\n\nrun(random_main())\n", """

int main(void)
{
    run(random_main());
    clean_up();
    return 0;
}
""")


def write_batch(seed, folder, count):
    seeds = range(seed, seed + count)
    write(folder, f"batch_{seed}",
          [Scenario(n, f"s{n}_").generate() for n in seeds],
          "\n\n" + "".join(f"batch({n}, s{n}_main)\n" for n in seeds), """

int main(int argc, char **argv)
{
"""
          + "".join(f"    if (!among({n}, argv)) {{\n"
                    f'        puts("== {n}");\n'
                    f"        run(s{n}_main());\n        clean_up();\n    }}\n" for n in seeds)
          + """    return 0;
}
""")


PYTHON = """from aio import *

import contextlib
import contextvars
import gc
import io
import sys
from contextlib import aclosing

V = contextvars.ContextVar("V", default=0)


def put_nowait(n):
    try:
        Q.put_nowait(n)
        return 0
    except asyncio.QueueFull:
        return -1
    except QueueShutDown:
        return -2


def get_nowait():
    try:
        return Q.get_nowait()
    except asyncio.QueueEmpty:
        return -1
    except QueueShutDown:
        return -2


def task_done():
    try:
        Q.task_done()
        return 1
    except ValueError:
        return 0


def reschedule(h, ms):
    try:
        h.reschedule(ms)
        return 1
    except RuntimeError:
        return 0


def result(t):
    return t if t == -1 else -1 if t.cancelled() else t.result()


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


async def scenario(queue, tasks):
    global T, kept, L, CL, C, E, S, B, Q, F
    T, kept = [], []
    L = [Lock(), Lock()]
    CL = Lock()
    C = Condition(CL)
    E = [Event(), Event()]
    S = Semaphore(2)
    B = Barrier(2)
    Q = queue
    F = [future() for _ in range(3)]
    for t in tasks:
        T.append(create_task(t()))
    await sleep(200)
    rounds = [0] * 6
    for _ in range(20):
        for i, t in enumerate(T):
            rounds[i] += t.cancel()
        await sleep(5)
    for i, t in enumerate(T):
        say(f"{now()} {i} {outcome(t) if t.done() else 'stuck'} {rounds[i]}")
    say(len(asyncio.all_tasks()))


def batch(seed, main):
    lines = io.StringIO()
    with contextlib.redirect_stdout(lines):
        print("==", seed)
        try:
            run(main())
        except SystemExit:
            print("deadlock", seed, file=sys.stderr)
            # What is left of it shall not speak later.
            asyncio.set_event_loop(None)
            T.clear(), kept.clear(), gc.collect()
            return
    sys.stdout.write(lines.getvalue())

"""

C = """// A generated scenario (generate.py SEED): the lines come as Python prints them.
// accflags: -w
#include "pair.h"
#include <stdlib.h>

static task(int) T[6];
static future(int) F[3];
static acc_lock L[2], CL;
static acc_condition C;
static acc_event E[2];
static acc_semaphore S;
static acc_barrier B;
static queue(int) Q;
static acc_local V = ACC_LOCAL_INIT(0);

int compare(const void *a, const void *b)
{
    return *(const int *)a - *(const int *)b;
}

int put_nowait(int n)
{
    int e = acc_queue_put_nowait(Q, n);
    return e == -EAGAIN ? -1 : e ? -2 : 0;
}

int get_nowait(void)
{
    int n, e = acc_queue_get_nowait(Q, &n);
    return e == -EAGAIN ? -1 : e ? -2 : n;
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

void cancel_it(void *t)
{
    acc_task_cancel(t);
}

void set_it(void *event)
{
    acc_event_set(event);
}

void cancel_future(void *f)
{
    acc_future_cancel(f);
    acc_future_release(f);
}

void cancel_later(acc_duration d, acc_future *f)
{
    acc_call_later(d, cancel_future, f);
}

int among(int seed, char **argv)
{
    while (*argv)
        if (atoi(*argv++) == seed)
            return 1;
    return 0;
}

static async void scenario(queue(int) queue, async int (*const *tasks)(void))
{
    acc_lock_init(&L[0]);
    acc_lock_init(&L[1]);
    acc_lock_init(&CL);
    acc_condition_init(&C, &CL);
    acc_event_init(&E[0]);
    acc_event_init(&E[1]);
    acc_semaphore_init(&S, 2);
    acc_barrier_init(&B, 2);
    Q = queue;
    for (int i = 0; i < 3; i++)
        F[i] = future_new(int);
    for (int i = 0; i < 6; i++)
        T[i] = create_task(tasks[i]());
    await acc_sleep(MS(200));
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
}

// After the loop, which has cancelled what still waited.
void clean_up(void)
{
    for (int i = 0; i < 6; i++)
        acc_task_detach(T[i]);
    for (int i = 0; i < 3; i++)
        acc_future_release(F[i]);
    acc_queue_free(Q);
}

"""

if __name__ == "__main__":
    if len(sys.argv) > 3:
        write_batch(int(sys.argv[1]), sys.argv[2], int(sys.argv[3]))
    else:
        write_one(int(sys.argv[1]), sys.argv[2])
