#!/bin/sh
# The model under the sanitizers: twenty thousand steps for each of three seeds;
# LONG=1: twenty million steps, seeds that change with the day.
: "${ROOT:=$(cd "$(dirname "$0")/../.." && pwd)}"
: "${ACC:=$BUILD/acc}" "${WORK:=/tmp/acc-model}" "${UV_LIBS=-luv -lpthread}"
case $BUILD in /*) ;; *) BUILD=$ROOT/$BUILD ;; esac
mkdir -p "$WORK" && cd "$WORK" || exit 1
"$ACC" -w -std=gnu11 -I"$ROOT/runtime/include" "$ROOT/tests/stress/model.ac" \
    -o model.c &&
    gcc -std=gnu11 -w -g -O1 -fsanitize=address,undefined \
        -fno-sanitize-recover=undefined -I"$ROOT/runtime/include" model.c \
        -o model "$BUILD/asan/libacc.a" $UV_LIBS || exit 1
seeds="1 2 3" steps=20000
if [ -n "$LONG" ]; then
    day=$(date +%j)
    seeds="$day ${day}1 ${day}2 ${day}3 ${day}4"
    steps=4000000
fi
passed=0 failed=0
for seed in $seeds; do
    if ACC_CLOCK=virtual timeout 300 ./model $seed $steps >log 2>&1; then
        passed=$((passed + 1))
        cat log
    else
        failed=$((failed + 1))
        echo "---- model $seed $steps"
        head -n 20 log
    fi
done
echo "$passed passed, $failed failed, 0 skipped"
[ $failed = 0 ]
