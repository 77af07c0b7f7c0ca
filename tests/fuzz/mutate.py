"""Programs with one slip of the fingers: acc answers each with a few messages.

    mutate.py ACC INCLUDE SEED COUNT FILE...

COUNT times, a token of one of the files is deleted, doubled, replaced by one of
another place, swapped with its neighbour, cut in two, or the text ends there.
acc must end within ten seconds with status 0 or 1, leave no output file with 1,
and report no more than a handful of errors. Prints what it found, and how many
messages there were.
"""
import collections
import os
import random
import re
import subprocess
import sys
import tempfile

acc, include, seed, count, *files = sys.argv[1:]
random.seed(int(seed))
TOKEN = re.compile(r'//[^\n]*|/\*.*?\*/|^[ \t]*#[^\n]*|"(?:\\.|[^"\\\n])*"|'
                   r"'(?:\\.|[^'\\\n])*'|[A-Za-z_]\w*|\d[\w.]*|"
                   r'->|\+\+|--|&&|\|\||[<>=!+*/%&|^-]=|\.\.\.|\S',
                   re.S | re.M)
MOST = 16

def tokens_of(text):
    return [m.span() for m in TOKEN.finditer(text)
            if not m.group().startswith(("//", "/*")) and
            not m.group().lstrip().startswith("#")]

def mutate(text):
    spans = tokens_of(text)
    i = random.randrange(len(spans) - 1)
    begin, end = spans[i]
    token = text[begin:end]
    kind = random.choice(("delete", "double", "replace", "swap", "cut", "end"))
    if kind == "delete":
        new = ""
    elif kind == "double":
        new = token + " " + token
    elif kind == "replace":
        j, k = random.choice(spans)
        new = text[j:k]
    elif kind == "swap":
        j, k = spans[i + 1]
        new = text[j:k] + text[end:j] + token
        end = k
    elif kind == "cut":
        middle = random.randrange(len(token) + 1)
        new = token[:middle] + " " + token[middle:]
    else:
        return kind, text[:begin]
    return kind, text[:begin] + new + text[end:]

def run(path, out, options):
    try:
        p = subprocess.run([acc, *options, "-I" + include, path, "-o", out],
                           stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                           timeout=10)
    except subprocess.TimeoutExpired:
        return None, ""
    return p.returncode, p.stderr.decode("utf-8", "replace")

def count_errors(log):
    """What is wrong in a macro is one mistake, however often it is used."""
    seen = set()
    errors = 0
    lines = log.split("\n")
    for i, line in enumerate(lines):
        m = re.match(r"\S+: (?:fatal )?error: (.*)", line)
        if not m:
            continue
        macro = next((x for x in lines[i + 1:i + 5] if "of macro" in x), None)
        if not macro or (m.group(1), macro) not in seen:
            errors += 1
        seen.add((m.group(1), macro))
    return errors

def main():
    texts = {}
    for name in files:
        with open(name, encoding="utf-8") as f:
            text = f.read()
        if len(tokens_of(text)) > 20:
            texts[name] = text
    names = sorted(texts)
    histogram = collections.Counter()
    findings = 0
    with tempfile.TemporaryDirectory() as folder:
        path, out = folder + "/m.ac", folder + "/m.c"
        for number in range(int(count)):
            name = random.choice(names)
            text = texts[name]
            kind, new = mutate(text)
            std = re.search(r"^// std: (\S+)", text, re.M)
            options = ["-std=" + (std.group(1) if std else "c11")]
            flags = re.search(r"^// accflags: (.*)", text, re.M)
            options += flags.group(1).split() if flags else []
            options += ["-I" + os.path.dirname(name)]
            with open(path, "w", encoding="utf-8") as f:
                f.write(new)
            if os.path.exists(out):
                os.remove(out)
            status, log = run(path, out, options)
            errors = count_errors(log)
            histogram[errors] += 1
            what = None
            if status is None:
                what = "takes longer than ten seconds"
            elif status not in (0, 1):
                what = "exit status %d" % status
            elif status == 1 and os.path.exists(out):
                what = "an output file in spite of errors"
            elif status == 0 and not os.path.exists(out):
                what = "no output file"
            elif status == 1 and not errors:
                what = "status 1 without a message"
            elif errors > MOST:
                what = "%d errors" % errors
            if what:
                findings += 1
                kept = "mutation_%s_%d.ac" % (seed, number)
                with open(kept, "w", encoding="utf-8") as f:
                    f.write(new)
                print("%s (%s of %s, kept as %s)" % (what, kind, name, kept))
                print("\n".join(log.split("\n")[:40 if status in (0, 1) else 5]))
    print("errors: times  " + "  ".join(
        "%d: %d" % item for item in sorted(histogram.items())))
    return findings != 0

sys.exit(main())
