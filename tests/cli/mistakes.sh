# docs/mistakes.md: every block of C, compiled behind mistakes.h, is answered as
# the block behind it says. BLESS=1 puts acc's answers there.
cd "$WORK" || exit 1
page=$ROOT/docs/mistakes.md
passed=0 failed=0

# Program N goes to N.ac, its answer to N.want.
awk '
    /^```c$/ { out = ++n ".ac"; answer = n ".want"; next }
    /^```$/ && out != "" { close(out); out = ""; next }
    /^```$/ && answer != "" { out = answer; answer = ""; printf "" >out; next }
    out != "" { print >out }' "$page"
n=0
while [ -e "$((n + 1)).ac" ]; do
    n=$((n + 1))
    cp $n.ac f.ac
    timeout 20 "$ACC" -std=gnu11 -I"$ROOT/runtime/include" \
        -include "$ROOT/tests/cli/mistakes.h" f.ac -o f.c 2>log
    status=$?
    sed -e '/^acc: [0-9]* \(error\|warning\)/d' -e "s|$ROOT/||" log >$n.got
    if [ $status -gt 1 ]; then
        failed=$((failed + 1))
        echo "failed: exit status $status for program $n"
        cat $n.ac
    elif diff $n.want $n.got >diff && [ -s $n.got ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "failed: program $n, which is"
        cat $n.ac diff
    fi
done
if [ -n "$BLESS" ]; then
    awk '
        /^```c$/ { n++; program = 1 }
        /^```$/ && program { program = 0; answer = 1; print; next }
        /^```$/ && answer {
            print
            file = n ".got"
            while ((getline line <file) > 0) print line
            close(file)
            while ((getline line) > 0 && line != "```") ;
            answer = 0
        }
        { print }' "$page" >new && cp new "$page"
fi
echo "$passed passed, $failed failed, 0 skipped"
[ $n -ge 60 ]
