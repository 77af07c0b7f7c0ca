#!/bin/sh
# Random control flow (control.py) against its interpreter: COUNT programs from
# SEED on, each run 84 times. Programs take turns with gcc and clang at several
# levels, and the sanitizers. A failure stays in BUILD/fuzz/control.
#
#     COUNT=100  SEED=1  BUILD, ACC, UV_LIBS
root=$(cd "$(dirname "$0")/../.." && pwd) || exit 2
: "${BUILD:=build}" "${SEED:=1}" "${COUNT:=100}"
: "${UV_LIBS=-luv -lpthread}"
case $BUILD in /*) ;; *) BUILD=$root/$BUILD ;; esac
ACC=${ACC:-$BUILD/acc}
case $ACC in /*) ;; *) ACC=$root/$ACC ;; esac
work=${WORK:-$BUILD/fuzz/control}
mkdir -p "$work" || exit 2

# The compiler, its options and the runtime's library for a program.
configuration() {
    case $(($1 % 6)) in
    0) echo "gcc -O2" ;;
    1) echo "clang -O0" ;;
    2) echo "gcc -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=undefined" ;;
    3) echo "gcc -O3" ;;
    4) echo "clang -O2" ;;
    5) echo "gcc -O0" ;;
    esac
}

# try SEED: makes the program, runs it, compares.
try() {
    p=$work/$1
    compile=$(configuration "$1")
    case $compile in
    clang*) command -v clang >/dev/null || compile="gcc -O1" ;;
    esac
    library=$BUILD/libacc.a
    case $compile in *sanitize*) library=$BUILD/asan/libacc.a ;; esac
    python3 -B "$root/tests/fuzz/control.py" emit "$1" >"$p.ac" &&
        "$ACC" -w -I"$root/runtime/include" "$p.ac" -o "$p.c" &&
        $compile -w -I"$root/runtime/include" "$p.c" "$library" $UV_LIBS \
            -o "$p.exe" || return
    python3 -B "$root/tests/fuzz/control.py" expect "$1" >"$p.want" || return
    ACC_CLOCK=virtual timeout 60 "$p.exe" >"$p.out" 2>"$p.err"
    echo "status $?" >>"$p.out"
    echo "status 0" >>"$p.want"
    cmp -s "$p.out" "$p.want"
}

failed=0
seed=$SEED
while [ "$seed" -lt $((SEED + COUNT)) ]; do
    if try "$seed"; then
        rm -f "$work/$seed".*
    else
        failed=$((failed + 1))
        echo "FAILED: seed $seed ($compile), see $work/$seed.*"
        diff "$work/$seed.out" "$work/$seed.want" | head -6
    fi
    seed=$((seed + 1))
done
echo "$COUNT programs, $failed failed"
[ $failed = 0 ]
