# --diagnostics=json: one valid SARIF 2.1.0 document on standard error, whatever
# goes wrong or right.
cd "$WORK" || exit 1
command -v python3 >/dev/null || {
    echo "python3 is absent"
    exit 77
}
include=$ROOT/runtime/include

cat >check.py <<'END_PY'
"""check.py NAME FILE EXPRESSION...: the document in FILE has the shape that
SARIF 2.1.0 asks for, and each expression about it is true. In them `run` is
the run, `results` its results, `r` the first of these, `text(r)` its message,
`at(x)` the region of its first location as a tuple."""
import json
import sys

name, path, *wanted = sys.argv[1:]
with open(path, encoding="utf-8") as f:
    document = json.load(f)

def need(condition, what):
    if not condition:
        sys.exit("%s: %s" % (name, what))

def members(x, where, required, optional=()):
    need(isinstance(x, dict), where + " is no object")
    need(required <= x.keys(), "%s lacks %s" % (where, required - x.keys()))
    extra = x.keys() - required - set(optional)
    need(not extra, "%s has %s" % (where, extra))

def message(x):
    members(x, "a message", {"text"})
    need(isinstance(x["text"], str) and x["text"], "an empty message")

def artifact(x):
    members(x, "an artifact location", {"uri"})
    need(x["uri"] and all(c not in x["uri"] for c in ' <>"\\{}|^`\n'),
         "no URI: " + x["uri"])
    uris.add(x["uri"])

def region(x):
    members(x, "a region", {"startLine"},
            ("startColumn", "endLine", "endColumn"))
    need(all(isinstance(v, int) and v >= 1 for v in x.values()), "a region")
    start = x["startLine"], x.get("startColumn", 1)
    end = x.get("endLine", start[0]), x.get("endColumn", start[1])
    need(start <= end, "a region that ends before it begins")

def location(x):
    members(x, "a location", {"physicalLocation"}, ("message",))
    p = x["physicalLocation"]
    members(p, "a physical location", {"artifactLocation", "region"})
    artifact(p["artifactLocation"])
    region(p["region"])
    if "message" in x:
        message(x["message"])

uris = set()
members(document, "the document", {"$schema", "version", "runs"})
need(document["version"] == "2.1.0", "version")
need(len(document["runs"]) == 1, "runs")
run = document["runs"][0]
members(run, "the run", {"tool", "invocations", "columnKind", "artifacts",
                         "results"})
need(run["columnKind"] == "utf16CodeUnits", "columnKind")
members(run["tool"], "the tool", {"driver"})
driver = run["tool"]["driver"]
members(driver, "the driver", {"name", "version", "rules"})
rules = {}
for rule in driver["rules"]:
    members(rule, "a rule", {"id", "shortDescription", "defaultConfiguration"})
    message(rule["shortDescription"])
    need(rule["id"] not in rules, "a rule twice")
    rules[rule["id"]] = rule
for x in run["invocations"]:
    members(x, "an invocation", {"executionSuccessful"},
            ("toolExecutionNotifications",))
listed = []
for x in run["artifacts"]:
    members(x, "an artifact", {"location", "sourceLanguage"})
    artifact(x["location"])
    listed.append(x["location"]["uri"])
need(len(listed) == len(set(listed)), "an artifact twice")
results = run["results"]
for x in results:
    members(x, "a result", {"ruleId", "level", "message", "locations"},
            ("relatedLocations", "fixes"))
    need(x["ruleId"] in rules, "an unknown rule")
    need(x["level"] in ("error", "warning", "note"), "level")
    message(x["message"])
    need(len(x["locations"]) <= 1, "locations")
    for y in x["locations"] + x.get("relatedLocations", []):
        location(y)
    for fix in x.get("fixes", []):
        members(fix, "a fix", {"description", "artifactChanges"})
        message(fix["description"])
        for change in fix["artifactChanges"]:
            members(change, "a change", {"artifactLocation", "replacements"})
            artifact(change["artifactLocation"])
            need(change["replacements"], "no replacement")
            for y in change["replacements"]:
                members(y, "a replacement", {"deletedRegion",
                                             "insertedContent"})
                region(y["deletedRegion"])
                members(y["insertedContent"], "content", {"text"})

def text(x):
    return x["message"]["text"]

def at(x):
    y = x["locations"][0]["physicalLocation"]["region"]
    return (y["startLine"], y["startColumn"], y["endLine"], y["endColumn"])

r = results[0] if results else None
for expression in wanted:
    need(eval("(" + expression + ")"), "not true: %s\n%s" % (
        expression, json.dumps(results, indent=1)))
END_PY

passed=0 failed=0
# document NAME STATUS ARGUMENTS-OF-ACC... -- EXPRESSIONS...
document() {
    name=$1 want=$2
    shift 2
    arguments=
    while [ $# != 0 ] && [ "$1" != -- ]; do
        arguments="$arguments $1"
        shift
    done
    shift
    "$ACC" --diagnostics=json -I"$include" $arguments >out 2>err
    got=$?
    if [ $got = "$want" ] && [ ! -s out ] &&
        python3 check.py "$name" err "$@" >log 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "failed: $name (exit status $got)"
        sed 's/^/    /' log
    fi
}

cat >good.ac <<'END'
int main(void) { return 0; }
END
document "nothing to say" 0 good.ac -- 'results == []' \
    'run["invocations"][0]["executionSuccessful"]' 'rules["blocking"]'

cat >bad.ac <<'END'
#include <acc/acc.h>
#include <unistd.h>
#define TWICE(x) ((x) * 2)
async int f(int n);
async int g(int n)
{
	const char *é = "ä😀"; int m = f(n);
    sleep(1);
    return TWICE(f(m)) + f();
}
END
document "all kinds" 1 bad.ac -- 'len(results) == 4' \
    'at(r) == (7, 33, 7, 37)' '"did you mean" in text(r)' \
    'r["ruleId"] == "error" and r["level"] == "error"' \
    'r["fixes"][0]["artifactChanges"][0]["replacements"][0] == {
        "deletedRegion": {"startLine": 7, "startColumn": 33, "endLine": 7,
                          "endColumn": 33},
        "insertedContent": {"text": "await "}}' \
    'results[1]["ruleId"] == "blocking"' 'results[1]["level"] == "warning"' \
    'text(results[2]["relatedLocations"][0]) ==
        "in expansion of macro '\''TWICE'\''"' \
    'text(results[3]["relatedLocations"][0]) == "'\''f'\'' is declared here"' \
    'run["invocations"][0]["executionSuccessful"]'
document "limit" 1 -fmax-errors=1 bad.ac -- 'len(results) == 2'
document "strict" 1 -Werror=blocking bad.ac -- \
    'results[1]["level"] == "error"'

printf 'int a;\n#warning "look"\n#line 90 "a b.ac"\nint b' >syntax.ac
document "syntax, #line and the preprocessor's warning" 1 syntax.ac -- \
    'len(results) == 2' 'r["level"] == "warning" and at(r)[0] == 2' \
    '"look" in text(r)' 'at(results[1])[0] == 90' '"a%20b.ac" in listed'
printf 'int a;\n#include "none.h"\n' >missing.ac
document "a header is missing" 1 missing.ac -- \
    'r["level"] == "error" and at(r)[:2] == (2, 10)' \
    '"none.h" in text(r)'
printf '#if 0\nint a;\n' >unended.ac
document "#if without #endif" 1 unended.ac -- 'r["level"] == "error"'
printf 'int \377 = 3; async int f(void) { return q; }\n' >bytes.ac
document "bytes that are no UTF-8" 1 bytes.ac -- 'len(results) >= 1'
document "no such file" 1 none.ac -- 'r["locations"] == []' \
    'not run["invocations"][0]["executionSuccessful"]'
document "an unknown option" 2 --bogus good.ac -- '"--bogus" in text(r)'
document "an unknown warning" 2 -Wblokcing good.ac -- '"-Wblocking" in text(r)'
document "no input" 2 -- 'len(results) == 1'
document "the output cannot be written" 1 good.ac -o none/out.c -- \
    '"none/out.c" in text(r)'
CC=no-such-compiler
export CC
document "no compiler" 1 good.ac -- '"no-such-compiler" in text(r)'
unset CC
printf 'async int f(void) { return q; }\n' | "$ACC" --diagnostics=json - -o out.c \
    2>err
if python3 check.py "standard input" err 'listed == ["%3Cstdin%3E"]' >log 2>&1
then
    passed=$((passed + 1))
else
    failed=$((failed + 1))
    cat log
fi
echo "$passed passed, $failed failed, 0 skipped"
