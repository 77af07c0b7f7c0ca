# --frame-report: the sizes are those that the C compiler sees, the text is that
# of docs/usage.md, the JSON says the same.
. "$ROOT/tests/cli/checks.inc"
cp "$ROOT"/tests/cli/frame_report/*.ac "$WORK" && cd "$WORK" || exit 1
mkdir -p tmp
export TMPDIR=$WORK/tmp
include=-I$ROOT/runtime/include

for cc in gcc clang tcc; do
    if ! echo '#include <stdint.h>
        int main(void) { return 0; }' | $cc -x c - -o exists 2>err; then
        skip "$cc" "$cc is absent"
        continue
    fi
    CC=$cc "$ACC" --frame-report -w $include kinds.ac >report 2>err
    check "$cc: a report" [ $? = 0 ]
    silent "$cc"
    CC=$cc "$ACC" -w $include kinds.ac -o kinds.c 2>err
    {
        echo '#define main program_main'
        echo '#include "kinds.c"'
        echo '#undef main'
        echo '#include <stdio.h>'
        echo 'int main(void) {'
        for f in types leaf unused recursive numbers kinds main; do
            printf "%s\n" "printf(\"$f: %u bytes\\n\", (unsigned)sizeof(struct __acc_frame_$f));"
        done
        echo 'return 0; }'
    } >sizes.c
    CC=$cc "$ACC" cc -w sizes.c -o sizes 2>err && ./sizes >want
    sed -n 's/^kinds\.ac:[0-9]*: \([a-z]*: [0-9]* bytes\) .*/\1/p' report >got
    if diff want got >difference; then ok; else bad "$cc: sizes" difference; fi
done

acc_status 0 "sums" --frame-report $include sums.ac
silent "sums"
expected=$ROOT/tests/cli/frame_report/sums.want
[ -z "$BLESS" ] || cp out "$expected"
if diff "$expected" out >difference; then ok; else bad "sums" difference; fi
check "no translation is written" [ ! -e sums.c ]
acc_status 0 "-o" --frame-report=text $include sums.ac -o report
check "-o: nothing is printed" [ ! -s out ]
if diff "$expected" report >difference; then ok; else bad "-o" difference; fi
acc_status 0 "--no-lines, LTO" --frame-report -l -flto -O2 $include sums.ac
if diff "$expected" out >difference; then ok; else bad "-flto" difference; fi
acc_status 0 "no async function" --frame-report - <<'EOF'
int main(void) { return 0; }
EOF
check "no async function" [ ! -s out ]
acc_status 1 "a broken file" --frame-report - <<'EOF'
async int f(void) { return await 1 +; }
EOF
acc_status 2 "another form" --frame-report=xml sums.ac
check "another form: names them" grep -q 'text or json' err
acc_status 0 "json" --frame-report=json $include kinds.ac -w -o kinds.json
if command -v python3 >/dev/null; then
    CC=gcc "$ACC" --frame-report -w $include kinds.ac >report
    python3 - kinds.json >got 2>err <<'EOF'
import json, sys
for f in json.load(open(sys.argv[1]))["functions"]:
    value = ", value %d" % f["value"] if f["value"] else ""
    print("%s:%d: %s: %d bytes (header %d%s, alignment %d)" % (
        f["file"], f["line"], f["name"], f["bytes"], f["header"], value,
        f["alignment"]))
    big = f.get("largest_local")
    if big:
        print("    largest local: %s, %d bytes (line %d)" % (
            big["name"], big["bytes"], big["line"]))
    if len(f["frames_inside"]) > 1:
        print("    frames inside: " + " > ".join(
            "%s %d" % (c["name"], c["bytes"]) for c in f["frames_inside"]))
    for a in f["awaits"]:
        kept = ", ".join("%s %d" % (k["name"], k["bytes"]) for k in a["keeps"])
        assert a["kept"] == sum(k["bytes"] for k in a["keeps"])
        print("    line %d, %s: keeps %d bytes%s%s" % (
            a["line"], a["awaits"], a["kept"], ": " + kept if kept else "",
            "; embeds %d" % a["embeds"] if a["embeds"] else ""))
EOF
    if diff report got >difference; then ok; else bad "json" difference; fi
else
    skip "json" "python3 is absent"
fi
check "no temporary files" cleaned
report
