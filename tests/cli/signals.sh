# SIGINT, really sent: the first cancels the main task, the second kills; so does
# one that comes when no main task runs; the handler is there only meanwhile.
cd "$ROOT/tests/cli/contracts" || exit 1
"$ACC" -w -std=gnu11 -I"$ROOT/runtime/include" signals.ac -o "$WORK/s.c" &&
    gcc -std=gnu11 -w -g -I"$ROOT/runtime/include" "$WORK/s.c" \
        -o "$WORK/program" "$BUILD/libacc.a" $UV_LIBS || exit 1
passed=0 failed=0

expect() { # STATUS NAME LINE...
    want=$1 name=$2
    shift 2
    : >"$WORK/want"
    [ $# = 0 ] || printf '%s\n' "$@" >"$WORK/want"
    ACC_CLOCK=virtual timeout --foreground 20 "$WORK/program" "$name" \
        >"$WORK/out" 2>"$WORK/err"
    check $?
}

check() { # STATUS
    if [ $1 = $want ] && diff "$WORK/want" "$WORK/out" >"$WORK/diff" &&
        { [ $want = 1 ] || [ ! -s "$WORK/err" ]; }; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "$name: status $1 instead of $want"
        cat "$WORK/diff" "$WORK/err"
    fi
}

killed=130
cleaned="main ends
helper cleans up"
expect $killed "first" "$cleaned"
expect 0 "first with error" "$cleaned" "0 ACC_CANCELLED, default again: yes" \
    "$cleaned" "0 ACC_CANCELLED" end
expect $killed "second"
expect $killed "second in cleanup" "cleaning up"
expect $killed "after main" "interrupting the end"
expect 0 "swallowed" "goes on" 5 end
expect $killed "too late" "0 ACC_CANCELLED"
expect 1 "also cancelled" ACC_CANCELLED
expect 0 "own handler" 2 "still 1" end
runner="main ends
ACC_CANCELLED, default again: yes
main ends
ACC_CANCELLED, default again: yes
ACC_CANCELLED
goes on
0 5"
expect 0 "runner" "$runner" "helper cleans up" "helper cleans up" end
expect $killed "runner between" "$runner" "nothing runs"
expect $killed "runner value" "main ends"
expect $killed "runner closing" "interrupting the end"

# From another process, to one that sleeps in the kernel.
mkfifo "$WORK/pipe"
"$WORK/program" outside >"$WORK/pipe" 2>"$WORK/err" &
pid=$!
{
    read -r line
    kill -INT $pid
    cat
} <"$WORK/pipe" >"$WORK/out"
wait $pid
status=$?
name=outside want=$killed
echo "main ends" >"$WORK/want"
check $status
echo "$passed passed, $failed failed, 0 skipped"
