#!/bin/sh
# Random programs from csmith, made asynchronous, behave as before.
#
#     tests/fuzz/run.sh [count [first seed]]      default: 100, 1
#
# Each program is run as it is, and translated from its async form at two
# densities of suspension, compiled by gcc and clang. Programs that do not end
# within seconds are left out. What fails stays in build/fuzz/.
cd "$(dirname "$0")/../.." || exit 2
: "${BUILD:=build}"
case $BUILD in /*) ;; *) BUILD=$PWD/$BUILD ;; esac
[ "$1" = --one ] || count=${1:-100} first=${2:-1}
header=$(for d in /usr/include/csmith /usr/include/csmith-*; do
    [ -e "$d/csmith.h" ] && echo "$d"
done | head -n 1)
if ! command -v csmith >/dev/null || [ -z "$header" ]; then
    echo "skipped: csmith and libcsmith-dev are not installed"
    exit 77
fi
work=${WORK:-$BUILD/fuzz}
asyncify=$work/asyncify

# one SEED: prints a line "seed: passed | failed why | left out".
one() {
    seed=$1 p=$work/$1
    # It leaves a file platform.info where it runs.
    (cd "$work" && csmith --seed "$seed" >"$p.c")
    gcc -w -O1 -I"$header" "$p.c" -o "$p.exe" 2>/dev/null || return
    want=$(timeout 5 "$p.exe"; echo "status $?")
    case $want in *"status 124")
        echo "$seed: left out"
        rm -f "$p".*
        return
        ;;
    esac
    for density in "" --dense; do
        "$asyncify" $density <"$p.c" >"$p.ac"
        for cc in "gcc -O0" "gcc -O2" "clang -O0" "clang -O2"; do
            command -v ${cc% *} >/dev/null || continue
            why=
            if ! CC=${cc% *} timeout 60 "$ACC" -w -std=gnu11 -Iruntime/include \
                -I"$header" "$p.ac" -o "$p.out.c" >"$p.log" 2>&1; then
                why="not translated"
            elif ! $cc -w -std=gnu11 -Iruntime/include -I"$header" "$p.out.c" \
                "$BUILD/libacc.a" $UV_LIBS -o "$p.exe" >"$p.log" 2>&1; then
                why="not compiled"
            else
                got=$(timeout 60 "$p.exe" 2>"$p.log"; echo "status $?")
                [ "$got" = "$want" ] || why="another result"
            fi
            if [ -n "$why" ]; then
                echo "$seed: failed: $why ($cc $density)"
                head -n 5 "$p.log"
                return
            fi
        done
    done
    echo "$seed: passed"
    rm -f "$p".*
}

if [ "$1" = --one ]; then
    one "$2"
    exit
fi
ACC=${ACC:-$BUILD/acc}
: "${UV_LIBS=-luv -lpthread}"
export BUILD ACC UV_LIBS
mkdir -p "$work"
${CC:-gcc} -O1 -std=c11 -o "$asyncify" tests/fuzz/asyncify.c || exit 1
seq "$first" $((first + count - 1)) |
    xargs -P "${JOBS:-$(nproc 2>/dev/null || echo 2)}" -n 1 "$0" --one \
        >"$work/log"
grep -v -e ': passed' -e ': left out' "$work/log"
awk '/: passed/ { p++ } /: failed/ { f++ } /: left out/ { s++ }
    END { printf "%d passed, %d failed, %d skipped\n", p, f, s; exit f != 0 }' \
    "$work/log"
