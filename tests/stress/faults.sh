#!/bin/sh
# Every run test and sample again, with one fault at the 1st, 2nd, ... place:
#
#   cancel   the task that suspends is cancelled, at its n-th suspension of all
#   alloc    the n-th allocation fails
#
# under the address and undefined-behaviour sanitizers. Whatever the program
# makes of it, it must end, and by itself: status 0 or another, or the runtime's
# own report of a deadlock or a broken contract. Never a sanitizer's complaint,
# a signal, or no end. Leaks count under alloc and cancel where the program
# hands back what it holds by defer: those listed in no_leaks.
#
# LONG=1: all programs, up to 200 places each; else a selection, up to 12.

: "${ROOT:=$(cd "$(dirname "$0")/../.." && pwd)}"
: "${ACC:=$BUILD/acc}" "${WORK:=/tmp/acc-stress}" "${UV_LIBS=-luv -lpthread}"
case $BUILD in /*) ;; *) BUILD=$ROOT/$BUILD ;; esac
library=$BUILD/faults/libacc.a
[ -e "$library" ] || { echo "$library is absent"; exit 77; }
mkdir -p "$WORK" && cd "$WORK" || exit 1
include=$ROOT/runtime/include
no_leaks=" group_error group_body_throws group_nested timeout_nested
    timeout_body gather_order gather_nested wait_for_basic wait_for_swallowed "

# Programs that themselves do not check for a null handle, or abort.
unchecked=" queues runner "

most=12
programs="run/defer_timeout_group run/generators run/gather run/throw_catch
    run/cancel run/wait_for run/shield run/c_program_json run/try_cannot_fail
    asyncio/group_error asyncio/timeout_nested asyncio/gather_nested
    asyncio/wait_for_swallowed"
if [ -n "$LONG" ]; then
    most=200
    programs=$(cd "$ROOT/tests" && ls run/*.ac asyncio/*.ac | sed 's/\.ac$//')
fi
passed=0 failed=0

# settings FILE KEY
setting() { sed -n "s|^// $2: *||p" "$1" | tr '\n' ' '; }

build() { # SOURCE PROGRAM
    std=$(setting "$1" std)
    std=-std=${std:-c11}
    "$ACC" ${std% } $(setting "$1" accflags) -w -I"$include" "$1" -o x.c \
        2>log && gcc ${std% } -w -g -O0 -fsanitize=address,undefined \
        -fno-sanitize-recover=undefined $(setting "$1" cflags) -I"$include" \
        -I"$(dirname "$1")" x.c -o "$2" "$library" $UV_LIBS -lm 2>log
}

# Is what the run left in ./err and $status a clean end?
is_clean() { # LEAKS-COUNT
    grep -q 'runtime error:\|ERROR: AddressSanitizer' err && return 1
    [ -z "$1" ] || ! grep -q LeakSanitizer err || return 1
    case $status in
    124 | 137 | 139) return 1 ;;
    134) grep -q '^acc: ' err ;;
    esac
}

faults() { # NAME SOURCE KIND VARIABLE
    leaks=0
    case $(echo " $no_leaks " | tr '\n' ' ') in *" ${1##*/} "*) leaks=1 ;; esac
    n=1
    while [ $n -le $most ]; do
        env ACC_CLOCK=virtual ACC_FAULT_REPORT=1 "$4=$n" \
            ASAN_OPTIONS=detect_leaks=$leaks:abort_on_error=0 timeout 20 \
            ./program $(setting "$2" args) </dev/null >out 2>err
        status=$?
        grep -q '^fault: ' err || break
        if is_clean ${leaks#0}; then
            passed=$((passed + 1))
        else
            failed=$((failed + 1))
            echo "---- $1: $4=$n: status $status"
            head -n 12 err
            break
        fi
        n=$((n + 1))
    done
}

for p in $programs; do
    source=$ROOT/tests/$p.ac
    [ -e "$source" ] || continue
    build "$source" program || { echo "$p not built"; head -3 log; continue; }
    faults "$p" "$source" cancel ACC_CANCEL_AT
    case $unchecked in *" ${p##*/} "*) continue ;; esac
    faults "$p" "$source" alloc ACC_FAIL_ALLOC
done
for source in "$ROOT"/samples/*.ac; do
    grep -q '^// with:' "$source" && continue
    [ -n "$LONG" ] || [ "${source##*/}" = coroutines.ac ] || continue
    build "$source" program || { echo "$source not built"; continue; }
    faults "samples/$(basename "$source" .ac)" "$source" cancel ACC_CANCEL_AT
    faults "samples/$(basename "$source" .ac)" "$source" alloc ACC_FAIL_ALLOC
done
echo "$passed passed, $failed failed, 0 skipped"
[ $failed = 0 ]
