# Recovery after syntax errors: broken.txt says on which lines acc reports an
# error in each of its programs; nothing else is reported. Then programs with one
# slip of the fingers (tests/fuzz/mutate.py).
cd "$WORK" || exit 1
include=$ROOT/runtime/include
passed=0 failed=0 skipped=0
awk '
    /^== / {
        if (out != "") close(out)
        out = sprintf("%03d.ac", ++n)
        lines = ""
        for (i = 2; i <= NF && $i ~ /^([0-9]+|-)$/; i++)
            lines = lines " " $i
        print lines >(out ".lines")
        close(out ".lines")
        printf "" >out
        next
    }
    out != "" { print >out }' "$ROOT/tests/cli/broken.txt"
for program in [0-9]*.ac; do
    want=$(echo $(cat $program.lines))
    rm -f out.c
    timeout 20 "$ACC" -I"$include" -include acc/acc.h $program -o out.c 2>log
    status=$?
    got=$(echo $(sed -n "s/^$program:\([0-9]*\):.*error: .*/\1/p" log))
    produced=no
    [ ! -e out.c ] || produced=yes
    case $status/$produced/$want in
    0/yes/-) good=1 ;;
    1/no/"$got") good=1 ;;
    *) good=0 ;;
    esac
    if [ $good = 1 ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "failed: status $status, errors on lines '$got' instead of '$want':"
        sed 's/^/    | /' $program
        sed 's/^/    /' log
    fi
done
if command -v python3 >/dev/null; then
    files= # named, so that a new test does not change the mutations
    for name in c_gnu_types c_program_json c_switch defer_nested eager_tasks \
        gather_errors generators handles passes queues runner shield \
        throw_catch try_cannot_fail wait_for; do
        files="$files $ROOT/tests/run/$name.ac"
    done
    if python3 "$ROOT/tests/fuzz/mutate.py" "$ACC" "$include" 1 \
        $([ -z "$LONG" ] && echo 100 || echo 3000) $files; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
    fi
else
    skipped=$((skipped + 1))
    echo "skipped: python3 is absent"
fi
echo "$passed passed, $failed failed, $skipped skipped"
