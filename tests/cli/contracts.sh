# Broken contracts: each ends the program with a line of its own, and so do calls
# from the wrong thread, with ACC_DEBUG=1 all, without it those that would wake
# or schedule something.
cd "$ROOT/tests/cli/contracts" || exit 1
"$ACC" -w -std=c11 -I"$ROOT/runtime/include" contracts.ac -o "$WORK/c.c" &&
    gcc -std=c11 -w -g -I"$ROOT/runtime/include" "$WORK/c.c" \
        -o "$WORK/program" "$BUILD/libacc.a" $UV_LIBS || exit 1
passed=0 failed=0

expect() { # DEBUG KIND NAME TEXT
    ACC_DEBUG=$1 ACC_CLOCK=virtual timeout 20 "$WORK/program" "$2" "$3" \
        >"$WORK/out" 2>"$WORK/err"
    status=$?
    if [ $status = 134 ] && grep -qx "acc: $4" "$WORK/err" &&
        [ "$(grep -c '^acc: ' "$WORK/err")" = "${5:-1}" ]; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "$2: $3 (ACC_DEBUG=$1): status $status instead of \"acc: $4\""
        cat "$WORK/out" "$WORK/err"
    fi
}

way="(acc_call_threadsafe is the way in)"
foreign="called from another thread than that of the loop $way"
for call in acc_task_cancel acc_task_uncancel acc_task_detach acc_task_retain \
    acc_task_error acc_task_name acc_task_set_name acc_task_add_callback \
    acc_task_remove_callback acc_task_print_stack acc_future_error \
    acc_future_retain acc_future_release acc_future_add_callback \
    acc_future_remove_callback acc_timer_cancel; do
    expect 1 thread $call "$call: $foreign"
done
for debug in 0 1; do
    for call in set_result set_error cancel; do
        expect $debug thread acc_future_$call "setting a future: $foreign"
    done
    for call in acc_event_set acc_lock_release acc_semaphore_release \
        acc_queue_put_nowait acc_queue_shutdown; do
        expect $debug thread $call "waking or cancelling a task: $foreign"
    done
    for call in soon later at; do
        expect $debug thread acc_call_$call \
            "acc_call_\*: no loop is running in this thread $way"
    done
    expect $debug thread acc_create_task \
        "create_task: no loop is running in this thread"
    expect $debug thread acc_timer_cancel "acc_timer_cancel: $foreign"
    expect $debug thread acc_runner_close \
        "acc_runner_close: inside of a loop, or in another thread"
done
expect 0 thread acc_task_cancel "waking or cancelling a task: $foreign"

expect 0 loops "task of another loop" \
    "task 'Task-2' is awaited in another loop than its own"
expect 0 loops "future of another loop" "a future is awaited in two loops"

joined="a task handle was awaited or joined a second time"
expect 0 loop "second await" "$joined"
expect 1 loop "second join" "$joined"
expect 0 loop "detached twice" \
    "acc_task_detach: the task handle was joined or given back before"
expect 0 loop "retained too late" \
    "acc_task_retain: the task handle was joined or given back before"
expect 0 loop "used up" "create_task: coroutine 'seven' is used up already"
expect 0 loop "unfinished result" "task_result: the task has not finished"
expect 0 loop "failed result" "task_result: the task failed with error 131072"
expect 0 loop "unfinished future" "future_result: the future is not done"
expect 0 loop deadlock \
    "deadlock: every task waits and nothing can wake one" 2
expect 0 loop "no loop: acc_create_task" \
    "create_task: no loop is running in this thread"
expect 0 loop "no loop: acc_call_soon" \
    "acc_call_\*: no loop is running in this thread $way"

# What may be asked from anywhere.
ACC_DEBUG=1 ACC_CLOCK=virtual timeout 20 "$WORK/program" thread harmless \
    >"$WORK/out" 2>&1
if [ "$(head -n 1 "$WORK/out")" = "1 1 0" ]; then
    passed=$((passed + 1))
else
    failed=$((failed + 1))
    cat "$WORK/out"
fi
echo "$passed passed, $failed failed, 0 skipped"
