#!/bin/sh
# Every run test, asyncio program and sample again, with one fault at the 1st,
# 2nd, ... place:
#
#   cancel   the task that suspends is cancelled, at its n-th suspension of all
#   alloc    the n-th allocation fails
#
# under the address, leak and undefined-behaviour sanitizers. Whatever the program
# makes of it, it must end, and by itself: any status, or the runtime's own report
# of a deadlock or a broken contract. Never a sanitizer's complaint, a signal, or
# no end. Every defer that was reached has run, once (probe.h). Nothing leaks, but
# for handles of finished tasks (a faults build keeps them) and what holds.txt
# names.
#
# LONG=1: all programs, up to 200 places each; else a selection, up to 8.
# faults.sh NAME...: these only (run/cancel, samples/sleepers), as with LONG.

: "${ROOT:=$(cd "$(dirname "$0")/../.." && pwd)}"
: "${BUILD:=build}" "${WORK:=/tmp/acc-stress}" "${UV_LIBS=-luv -lpthread}"
case $BUILD in /*) ;; *) BUILD=$ROOT/$BUILD ;; esac
: "${ACC:=$BUILD/acc}" "${JOBS:=$(nproc 2>/dev/null || echo 2)}"
export ROOT BUILD WORK UV_LIBS ACC
library=$BUILD/faults/libacc.a
include=$ROOT/runtime/include
stress=$ROOT/tests/stress
sanitize="-fsanitize=address,undefined -fno-sanitize-recover=undefined"

# They use what they allocate without asking whether there was memory.
unchecked=" run/queues asyncio/runners "
# Keep handles, as Python may, of tasks and blocks that a fault has ended; their
# threads wait for such.
dangling=" asyncio/asyncgen_cases asyncio/timeout_cases asyncio/threads "
dangling="$dangling run/call_graph "
# Too deep for the sanitizers; `defer` is a name; an error ends the program while
# other loops of the thread are open.
impossible=" run/deep_recursion run/contextual_words run/runner run/runners "

is_in() { # LIST NAME
    case $1 in *" $2 "*) return 0 ;; esac
    return 1
}

# The values of a comment line `// key: ...` of the test.
setting() { sed -n "s|^// $1: *||p" "$main" | tr '\n' ' '; }

# The sources of a program, as $source and $main, from $folder.
find_sources() { # NAME
    case $1 in
    samples/*) folder=$ROOT/samples ;;
    *) folder=$ROOT/tests/${1%/*} ;;
    esac
    main=${1##*/}.ac
    if [ -d "$folder/${1##*/}" ]; then
        folder=$folder/${1##*/}
        main=main.ac
        [ -e "$folder/main.ac" ] || main=main.c
        cd "$folder" && sources=$(ls *.ac *.c 2>/dev/null)
    else
        cd "$folder" && sources="$main $(setting with)"
    fi
}

build() { # PROGRAM
    std=$(setting std)
    std=-std=${std:-c11}
    units=
    for s in $sources; do
        case $s in
        *.c) units="$units $s" ;;
        *)
            "$ACC" ${std% } $(setting accflags) -w -I"$include" \
                -include "$stress/probe.h" "$s" -o "$1.$s.c" || return
            units="$units $1.$s.c"
            ;;
        esac
    done
    gcc ${std% } -w -g -O0 $sanitize $(setting cflags) -I"$include" -I. \
        -include "$stress/probe.h" $units "$1.probe.o" -o "$1" "$library" \
        $UV_LIBS -lm
}

# Is what the run left in $here/err and $status a clean end?
is_clean() {
    grep -q 'runtime error:\|ERROR: AddressSanitizer\|LeakSanitizer' \
        "$here/err" && return 1
    case $status in
    97 | 124 | 137 | 139) return 1 ;;
    134) grep -q '^acc: ' "$here/err" ;;
    esac
}

faults() { # NAME VARIABLE
    sed -n "s|^$1 ||p; s|^${1%/*}/[*] ||p" "$stress/holds.txt" | tr ' ' '\n' |
        sed 's/^/leak:/' \
        >"$here/suppressed"
    n=1
    while [ $n -le $most ]; do
        env ACC_CLOCK=virtual ACC_FAULT_REPORT=1 $(setting env) "$2=$n" \
            LSAN_OPTIONS="suppressions=$here/suppressed:print_suppressions=0" \
            ASAN_OPTIONS=detect_leaks=1:abort_on_error=0:exitcode=96 \
            timeout 20 "$here/program" $(setting args) </dev/null \
            >"$here/out" 2>"$here/err"
        status=$?
        grep -q '^fault: ' "$here/err" || break
        if ! is_clean; then
            echo "fail $1 $2=$n"
            {
                echo "---- $1: $2=$n: status $status"
                head -n 40 "$here/err"
            } >>"$here/report"
            break
        fi
        n=$((n + 1))
    done
    echo "pass $1 $2 $((n - 1))"
}

if [ "$1" = --one ]; then
    here=$WORK/$(echo "$3" | tr / .)
    most=$2
    mkdir -p "$here"
    {
        find_sources "$3"
        if ! gcc -c "$stress/probe.c" -o "$here/program.probe.o" ||
            ! build "$here/program" 2>"$here/log"; then
            echo "fail $3 build"
            echo "---- $3: not built" >>"$here/report"
            head -n 5 "$here/log" >>"$here/report"
        else
            faults "$3" ACC_CANCEL_AT
            is_in "$unchecked" "$3" || faults "$3" ACC_FAIL_ALLOC
        fi
    } >"$here/result"
    cat "$here/report" 2>/dev/null
    rm -f "$here/program"*
    exit 0
fi

[ -e "$library" ] || { echo "$library is absent"; exit 77; }
rm -rf "$WORK"
mkdir -p "$WORK"
most=8
programs="run/defer_timeout_group run/generators run/throw_catch run/files
    asyncio/group_error asyncio/wait_for_swallowed samples/native_awaitable"
if [ -n "$LONG" ]; then
    most=200
    programs=$(cd "$ROOT/tests" && ls run/*.ac asyncio/*.ac | sed 's/\.ac$//'
        ls -d run/*/ | sed 's|/$||'
        cd "$ROOT" && ls samples/*.ac | sed 's/\.ac$//')
fi
if [ $# != 0 ]; then
    most=200
    programs=$*
fi
for p in $programs; do
    is_in "$impossible$dangling" "$p" || echo "$p"
done | xargs -P "$JOBS" -n 1 sh "$0" --one $most
cat "$WORK"/*/result >"$WORK/results"
passed=$(awk '/^pass/ { n += $NF } END { print n + 0 }' "$WORK/results")
failed=$(grep -c ^fail "$WORK/results")
grep ^fail "$WORK/results"
echo "$passed passed, $failed failed, 0 skipped"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
