"""Tasks of acc in gdb.

    acc tasks               all tasks of the thread's loop
    acc bt [TASK]           the awaits in which a task stands, innermost first
    acc locals [TASK [N]]   saved locals of all its functions, or of the N-th
    $acc_local("x"[, TASK[, N]])   one of them, as a value

TASK is a name or the number in it, as "acc tasks" shows them, or an expression such as
a task(T) variable; by default the task that runs now. Nothing of the program is
called, so core files will do as well.

What is read: the frame header and the descriptors of acc/abi.h (state -> line,
saved variables), the structures of the runtime by the names in its debugging
information. Functions and variables have the names of the source.
"""

import re

import gdb


class Problem(gdb.GdbError):
    """Something that the user is told in one line."""


def member_names(value):
    return [f.name for f in value.type.strip_typedefs().fields()]


def pointer_to(name):
    try:
        return gdb.lookup_type(name).pointer()
    except gdb.error:
        raise Problem("no debugging information for '%s': is the program "
                      "linked with libacc, and libacc not stripped?" % name)


def constant(name):
    return int(gdb.parse_and_eval(name))


def text(value):
    return value.string(errors="replace") if int(value) else ""


# ---- the loop of the selected thread ----------------------------------------

def c_frames():
    frame = gdb.newest_frame()
    while frame is not None:
        yield frame
        frame = frame.older()


def context():
    """The acc_context of the selected thread; null outside of a loop."""
    if gdb.selected_thread() is None:
        raise Problem("the program is not running")
    try:
        c = gdb.parse_and_eval("acc_current")
        int(c)
        return c
    except (gdb.error, gdb.MemoryError):
        pass
    # Thread-local variables cannot be read: no libthread_db, or a core file.
    wanted = str(pointer_to("struct acc_context"))
    for frame in c_frames():
        try:
            block = frame.block()
        except RuntimeError:
            continue
        while block is not None and block.function is None:
            block = block.superblock
        for symbol in block or ():
            if symbol.is_argument and \
                    str(symbol.type.strip_typedefs()) == wanted:
                value = symbol.value(frame)
                if not value.is_optimized_out and int(value):
                    return value
    raise Problem("cannot find the loop of this thread")


def loop():
    c = context()
    if not int(c):
        raise Problem("no loop runs in this thread")
    return c.cast(pointer_to("struct acc_loop")).dereference()


def blocks(the_loop):
    """Every block of the thread's pool: the slabs, then the large ones."""
    task_pointer = pointer_to("struct acc_task")
    pool = the_loop["pool"].dereference()
    classes = pool["task"]
    low, high = classes.type.range()
    for i in range(low, high + 1):
        kind = classes[i]
        slab, newest = kind["slab"], True
        while int(slab):
            header = (slab.dereference().type.sizeof + 15) // 16 * 16
            step = int(kind["block"])
            at = int(slab) + header
            end = int(kind["bump"]) if newest else \
                at + (int(slab["size"]) - header) // step * step
            while at < end:
                yield gdb.Value(at).cast(task_pointer)
                at += step
            slab, newest = slab["next"], False
    anchor = pool["large"].address
    large = anchor["next"]
    while int(large) != int(anchor):
        yield (large + 1).cast(task_pointer)
        large = large["next"]


# ---- tasks ------------------------------------------------------------------

STATES = {
    "ACC__QUEUED": "ready",
    "ACC__WOKEN": "running",
    "ACC__NESTING": "running",
    "ACC__WAITING": "suspended",
    "ACC__FINISHED": "finished",
}


class Task:
    def __init__(self, pointer):
        self.pointer = pointer
        self.task = pointer.dereference()
        state = int(self.task["state"])
        self.state = None
        for name, word in STATES.items():
            if constant(name) == state:
                self.state = word
        if self.state == "ready" and int(context()["task"]) == int(pointer):
            self.state = "running"

    def extra(self):
        """The rare attributes, or None."""
        # One word with marks in its low bits, see core.h.
        word = int(self.task["w"]["attached"])
        at = gdb.Value(word & ~3)
        if not word & 1:
            return None
        if word & 2:
            extra = at.cast(pointer_to("struct acc__segment"))["extra"]
        else:
            extra = at.cast(pointer_to("struct acc__extra"))
        return extra.dereference() if int(extra) else None

    def number(self):
        return int(self.task["number"])

    def label(self):
        extra = self.extra()
        name = text(extra["name"]) if extra is not None else ""
        return name or "Task-%d" % self.number()

    def root(self):
        return (self.pointer + 1).cast(pointer_to("struct acc_frame"))

    def frames(self):
        """The suspended frames, innermost first."""
        if self.state in ("suspended", "ready"):
            return chain(self.task["u"]["leaf"])
        if self.state == "running":
            return running_frames()
        return []

    def coroutine(self):
        return text(self.root()["__acc_desc"]["name"])

    def where(self):
        if self.state == "finished":
            error = int(self.task["u"]["error"])
            return "error %d" % error if error else ""
        for frame in self.frames():
            if frame.place():
                return frame.place()
        return ""


def tasks():
    the_loop = loop()
    number = the_loop["context"]["id"]
    found = []
    for pointer in blocks(the_loop):
        task = Task(pointer)
        if task.state is None:
            continue
        if int(task.task["loop"]) != int(number):
            continue
        found.append(task)
    return sorted(found, key=lambda task: (task.number(), int(task.pointer)))


def find_task(word):
    if not word:
        task = context()["task"]
        if not int(task):
            raise Problem("no task runs now; 'acc tasks' lists them")
        return Task(task)
    known = tasks()
    for task in known:
        if task.label() == word:
            return task
    for task in known:
        if word == hex(int(task.pointer)) \
                or task.label() == "Task-" + word:
            return task
    if re.match(r"(Task-)?\d+$", word):
        raise Problem("there is no task '%s'; 'acc tasks' lists them" % word)
    try:
        value = gdb.parse_and_eval(word)
    except gdb.error:
        raise Problem("there is no task '%s'; 'acc tasks' lists them" % word)
    kind = value.type.strip_typedefs()
    if kind.code != gdb.TYPE_CODE_PTR or \
            kind.target().strip_typedefs().tag != "acc_task":
        raise Problem("'%s' is no task but has type '%s'" % (word, value.type))
    if not int(value):
        raise Problem("'%s' is a null handle" % word)
    return Task(value.cast(kind))


# ---- frames -----------------------------------------------------------------

class Saved:
    """A suspended frame."""

    def __init__(self, pointer):
        self.frame = pointer.cast(pointer_to("struct acc_frame"))
        self.descriptor = self.frame["__acc_desc"].dereference()
        self.state = int(self.frame["__acc_state"])
        self.name = text(self.descriptor["name"])

    def place(self):
        line = int(self.descriptor["line"])
        if not line:
            return ""
        if self.state < int(self.descriptor["points"]):
            line = int(self.descriptor["point"][self.state]["line"])
        return "%s:%d" % (text(self.descriptor["file"]), line)

    def locals(self):
        """(name, value) of what is saved in this state, in source order."""
        for i in range(int(self.descriptor["variables"])):
            variable = self.descriptor["variable"][i]
            if int(variable["first"]) <= self.state <= int(variable["last"]):
                yield text(variable["name"]), \
                    stored(self.frame, self.name, variable)

    def awaits(self):
        """What it waits for, if that is a task."""
        if self.state >= int(self.descriptor["points"]):
            return None
        waits = int(self.descriptor["point"][self.state]["waits"])
        if waits & 3 != 1: # ACC_WAITS_HANDLE
            return None
        slot = self.frame.cast(gdb.lookup_type("unsigned long")) + waits - 1
        handle = int(slot.cast(pointer_to("unsigned long")).dereference())
        if handle & 3 != constant("ACC_KIND_TASK"):
            return None
        return Task(gdb.Value(handle & ~3).cast(pointer_to("struct acc_task")))


class Running:
    """A C frame of the task that runs now."""

    def __init__(self, frame, name, translated):
        self.frame = frame
        self.name = name
        self.translated = translated

    def place(self):
        at = self.frame.find_sal()
        if at.symtab is None:
            return ""
        try: # as suspended frames name the file
            descriptor = self.frame.read_var("__acc_desc_" + self.name)
            name = text(descriptor["file"])
        except ValueError:
            name = at.symtab.filename
        return "%s:%d" % (name, at.line)

    def locals(self):
        seen = set()
        try:
            block = self.frame.block()
        except RuntimeError:
            return
        while block is not None:
            for symbol in block:
                if (symbol.is_variable or symbol.is_argument) \
                        and not symbol.name.startswith("__acc_") \
                        and symbol.name not in seen:
                    seen.add(symbol.name)
                    yield symbol.name, symbol.value(self.frame)
            if block.function is not None:
                break
            block = block.superblock
        if not self.translated:
            return
        # Those that live in the frame all the time.
        try:
            frame = self.frame.read_var("__acc_f")
            descriptor = self.frame.read_var("__acc_desc_" + self.name)
        except ValueError:
            return
        if frame.is_optimized_out:
            return
        for i in range(int(descriptor["variables"])):
            variable = descriptor["variable"][i]
            name = text(variable["name"])
            if name not in seen:
                seen.add(name)
                yield name, stored(frame, self.name, variable)

    def awaits(self):
        return None


def stored(frame, function, variable):
    """The value of a saved local. Its type is spelled in the table; one that
    cannot be looked up so, as it is local to a function, is that of the frame's
    member."""
    at = int(frame) + int(variable["offset"])
    try:
        return gdb.parse_and_eval("{%s} %d" % (text(variable["type"]), at))
    except gdb.error:
        pass
    try:
        kind = gdb.lookup_type("struct __acc_frame_" + function)
    except gdb.error:
        kind = None
    member = find_member(kind, text(variable["name"]), int(variable["offset"]))
    if member is not None:
        return gdb.Value(at).cast(member.pointer()).dereference()
    return gdb.Value("<%s at 0x%x>" % (text(variable["type"]), at))


def find_member(kind, name, offset):
    for field in kind.fields() if kind is not None else ():
        start = field.bitpos // 8
        if field.name == name and start == offset:
            return field.type
        if not field.name:
            found = find_member(field.type, name, offset - start)
            if found is not None:
                return found
    return None


def chain(frame):
    frames = []
    while int(frame):
        saved = Saved(frame)
        frames.append(saved)
        frame = saved.frame["__acc_parent"]
    return frames


TRANSLATED = re.compile(r"__acc_(body|start|call|resume)_(\w+)$")


def running_frames():
    """The C stack down to where the loop resumed the task, then the frames that
    were suspended before."""
    frames = []
    inside = None
    for frame in c_frames():
        name = frame.name() or "??"
        found = TRANSLATED.match(name)
        if not found:
            frames.append(Running(frame, name, False))
            inside = None
            continue
        kind, function = found.groups()
        if function != inside: # body, start and resume are one function
            frames.append(Running(frame, function, True))
        inside = function if kind == "body" else None
        if kind == "resume":
            frames += awaiting(frame)
            return frames
    return [f for f in frames if f.translated]


def awaiting(frame):
    try:
        resumed = frame.read_var("__acc_h")
    except ValueError:
        return []
    if resumed.is_optimized_out:
        return []
    parent = resumed["__acc_parent"]
    return chain(parent)


# ---- commands ---------------------------------------------------------------

class Acc(gdb.Command):
    """Tasks of acc: acc tasks, acc bt, acc locals."""

    def __init__(self):
        super().__init__("acc", gdb.COMMAND_STACK, prefix=True)


Acc()


def command(name, words):
    """Makes a gdb command of a function that takes up to `words` arguments."""
    def make(function):
        class Command(gdb.Command):
            __doc__ = function.__doc__

            def __init__(self):
                super().__init__("acc " + name, gdb.COMMAND_STACK)

            def invoke(self, argument, from_tty):
                # The last argument may be a number; an expression has blanks.
                given = gdb.string_to_argv(argument)
                if len(given) > words:
                    given = [" ".join(given[:len(given) - words + 1])] \
                        + given[len(given) - words + 1:]
                function(*given)
        Command()
        return function
    return make


def title(task):
    return "%s (%s), %s" % (task.label(), task.coroutine(), task.state)


def frame_line(number, frame):
    place = frame.place()
    return "#%-2d %s%s" % (number, frame.name, " at " + place if place else "")


@command("tasks", 0)
def show_tasks():
    """All tasks of the loop of the selected thread."""
    rows = [("task", "function", "state", "at")]
    for task in tasks():
        rows.append((task.label(), task.coroutine(), task.state, task.where()))
    if len(rows) == 1:
        print("no tasks")
        return
    widths = [max(len(row[i]) for row in rows) for i in range(3)] + [0]
    for row in rows:
        print("  ".join(w.ljust(n) for w, n in zip(row, widths)).rstrip())


@command("bt", 1)
def show_backtrace(word=None):
    """acc bt [TASK]: the awaits in which a task stands, innermost first."""
    task = find_task(word)
    print(title(task))
    for number, frame in enumerate(task.frames()):
        print(frame_line(number, frame))
        target = frame.awaits()
        if target is not None:
            print("    awaits " + title(target))


@command("locals", 2)
def show_locals(word=None, number=None):
    """acc locals [TASK [N]]: the locals that a task has saved, by frame."""
    task = find_task(word)
    for n, frame in enumerate(task.frames()):
        if number is not None and str(n) != number:
            continue
        if number is None:
            print(frame_line(n, frame))
        for name, value in frame.locals():
            print("%s%s = %s" % ("" if number is not None else "    ", name,
                                 shown(value)))


def shown(value):
    try:
        return value.format_string()
    except gdb.error as e:
        return "<%s>" % e


class AccLocal(gdb.Function):
    """$acc_local(NAME[, TASK[, N]]): a local of a task, by its source name.

By default of the task that runs now. Without N the innermost function that has
such a local."""

    def __init__(self):
        super().__init__("acc_local")

    def invoke(self, name, word=None, number=None):
        name = name.string()
        if word is not None:
            kind = word.type.strip_typedefs()
            if kind.code == gdb.TYPE_CODE_ARRAY:
                word = word.string()
            elif kind.code == gdb.TYPE_CODE_PTR:
                word = hex(int(word))
            else:
                word = str(int(word))
        for n, frame in enumerate(find_task(word).frames()):
            if number is None or int(number) == n:
                for local, value in frame.locals():
                    if local == name:
                        return value
        raise Problem("no local '%s' is saved there" % name)


# ---- printing handles -------------------------------------------------------

class HandlePrinter:
    """(acc_task_ref) 0x5555 first (worker), suspended"""

    def __init__(self, value):
        self.value = value

    def to_string(self):
        address = hex(int(self.value))
        try:
            return address + " " + title(Task(self.value))
        except (gdb.error, gdb.MemoryError, Problem):
            return address


def printer(value):
    kind = value.type.strip_typedefs()
    if kind.code == gdb.TYPE_CODE_PTR and int(value) \
            and kind.target().unqualified().strip_typedefs().tag == "acc_task":
        handle = HandlePrinter(value.cast(kind))
        return handle if Task(value.cast(kind)).state else None
    return None


AccLocal()
if not any(p.__name__ == "printer" and p.__module__ == __name__
           for p in gdb.pretty_printers if hasattr(p, "__name__")):
    gdb.pretty_printers.append(printer)
