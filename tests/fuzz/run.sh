#!/bin/sh
# Programs made asynchronous behave as before.
#
#     tests/fuzz/run.sh              random programs from csmith
#     tests/fuzz/run.sh FILE.c...    these programs
#
# Each program is compiled as it is: its output and exit status are what is
# wanted. asyncify then makes async forms of it: a suspension at the entry of
# each function; after each statement too; at random places. acc translates
# them, and they are compiled in configurations that take turns from program
# to program: gcc and clang at -O0, -O2 and -O3, the other form by tcc, for a
# tenth of them with the sanitizers, for a few valgrind. FULL=1: all of them.
# What the original does not survive either (tcc, sanitizers) is not tried.
#
#     COUNT=100  SEED=1    how many, and the first one's seed
#     LIMIT=1              seconds; programs that run longer are left out
#     JOBS, FULL, BUILD, ACC, UV_LIBS
#
# A failure stays in BUILD/fuzz/failed: the program, its async form, what acc
# made of it, and the commands.
root=$(cd "$(dirname "$0")/../.." && pwd) || exit 2
: "${BUILD:=build}" "${SEED:=1}" "${COUNT:=100}" "${LIMIT:=1}"
: "${UV_LIBS=-luv -lpthread}"
case $BUILD in /*) ;; *) BUILD=$root/$BUILD ;; esac
ACC=${ACC:-$BUILD/acc}
case $ACC in /*) ;; *) ACC=$root/$ACC ;; esac
work=${WORK:-$BUILD/fuzz}
include=$root/runtime/include
sanitize="-fsanitize=address,undefined,bounds -fno-sanitize-recover=undefined"

# The options of csmith for a seed: mostly small programs, of several kinds.
csmith_options() {
    case $(($1 % 16)) in
    0) echo --max-funcs 10 --max-block-depth 5 --max-expr-complexity 10 ;;
    1 | 9) echo --max-funcs 5 --max-block-depth 3 --no-packed-struct \
        --max-pointer-depth 3 ;;
    2 | 10) echo --max-funcs 4 --max-block-depth 4 --max-block-size 6 \
        --no-packed-struct ;;
    3 | 11) echo --max-funcs 8 --max-block-depth 2 --max-expr-complexity 16 \
        --no-packed-struct ;;
    4 | 12) echo --max-funcs 3 --max-block-depth 5 --no-volatiles \
        --no-packed-struct --no-return-structs ;;
    5 | 13) echo --max-funcs 12 --max-block-depth 2 --max-block-size 3 \
        --max-expr-complexity 5 --inline-function ;;
    6 | 14) echo --max-funcs 5 --max-block-depth 3 --max-struct-fields 4 \
        --max-array-dim 2 --no-argc ;;
    7 | 8 | 15) echo --max-funcs 2 --max-block-depth 3 --no-packed-struct \
        --max-expr-complexity 20 --no-return-structs ;;
    esac
}

# run PROGRAM [WRAPPER...]: its standard output and status, stderr in $p.err.
run() {
    program=$1
    shift
    ACC_CLOCK=virtual timeout "$limit" "$@" "$program" 2>"$p.err" </dev/null
    echo "status $?"
}

# step WHY COMMAND...: remembers the command; at a failure, why.
step() {
    why=$1
    shift
    echo "$*" >>"$p.commands"
    "$@" >"$p.log" 2>&1
}

# compile_tcc FILE: tcc compiles, the host's linker links.
compile_tcc() {
    tcc -w -I"$include" $headers -c "$1" -o "$p.o" &&
        gcc -o "$p.exe" "$p.o" "$BUILD/libacc.a" \
            $(tcc -print-search-dirs | grep "libtcc1\.a$") $UV_LIBS -lm
}

# tcc writes over a neighbour when a function returns a struct of 12 bytes.
fits_tcc() { [ -z "$headers" ] || grep -q -e --no-return-structs "$p.c"; }

# Does the original do the same when compiled by $cc with $flags?
original_agrees() {
    if [ "$cc" = tcc ]; then
        fits_tcc && compile_tcc "$p.c" >/dev/null 2>&1 || return
    else
        "$cc" $flags $headers "$p.c" -lm -o "$p.exe" 2>/dev/null || return
    fi
    [ "$(run "$p.exe")" = "$want" ] && [ ! -s "$p.err" ]
}

# attempt FORM CC LEVEL TOOL: translates, compiles, runs, compares.
attempt() {
    form=$1 cc=$2 level=$3 tool=$4
    command -v "$cc" >/dev/null || return 0
    library=$BUILD/libacc.a flags="$level -w -std=gnu11" wrapper= limit=60
    case $tool in
    asan)
        [ -e "$BUILD/asan/libacc.a" ] || return 0
        library=$BUILD/asan/libacc.a flags="$flags $sanitize"
        ;;
    valgrind)
        command -v valgrind >/dev/null || return 0
        wrapper="valgrind -q --error-exitcode=99 --leak-check=full"
        limit=300
        ;;
    esac
    case "$cc $tool" in
    tcc* | *asan) original_agrees || return 0 ;;
    esac
    echo "# $form [$cc $level $tool]" >"$p.commands"
    echo "$p.asyncify $form $p.c >$p.ac" >>"$p.commands"
    "$work/asyncify" $form "$p.c" >"$p.ac" 2>"$p.log" || {
        why="not made async"
        return 1
    }
    step "not translated" env CC="$cc" timeout 60 "$ACC" -w -std=gnu11 \
        -I"$include" $headers "$p.ac" -o "$p.out.c" || return
    if [ "$cc" = tcc ]; then
        step "not compiled" compile_tcc "$p.out.c" || return
    else
        step "not compiled" "$cc" $flags -I"$include" $headers "$p.out.c" \
            "$library" $UV_LIBS -lm -o "$p.exe" || return
    fi
    got=$(run "$p.exe" $wrapper)
    if [ "$got" != "$want" ]; then
        why="another result"
        {
            cat "$p.err"
            echo "---- wanted"
            echo "$want"
            echo "---- got"
            echo "$got"
        } >"$p.log"
        return 1
    fi
    why="something on standard error"
    cp "$p.err" "$p.log"
    [ ! -s "$p.err" ]
}

# The configuration number $1, for form $2.
turn() {
    case $(($1 % 6)) in
    0) attempt "$2" gcc -O0 ;;
    1) attempt "$2" clang -O2 ;;
    2) attempt "$2" gcc -O3 ;;
    3) attempt "$2" clang -O0 ;;
    4) attempt "$2" gcc -O2 ;;
    5) attempt "$2" clang -O3 ;;
    esac
}

# All that is tried with program number $1.
attempts() {
    if [ -n "$FULL" ]; then
        for form in "" --dense "--dense --sparse 30 --seed $1"; do
            for i in 0 1 2 3 4 5; do turn $i "$form" || return; done
            attempt "$form" clang -O0 asan || return
            attempt "$form" tcc || return
        done
        attempt --dense gcc -O1 valgrind
        return
    fi
    # Every form meets every configuration. tcc takes next to no time.
    form=--dense other=
    [ $(($1 / 6 % 2)) = 0 ] || form= other=--dense
    turn "$1" "$form" || return
    if fits_tcc; then
        attempt "$other" tcc || return
    elif [ $(($1 / 16 % 2)) = 0 ]; then
        turn $(($1 + 1)) "$other" || return
    fi
    if [ $(($1 % 10)) = 0 ]; then
        turn $(($1 / 10)) "--dense --sparse 30 --seed $1" || return
    fi
    if [ $(($1 % 20)) = 1 ]; then attempt --dense clang -O0 asan || return; fi
    if [ $(($1 % 20)) = 14 ]; then attempt --dense gcc -O1 asan || return; fi
    [ $(($1 % 100)) != 9 ] || attempt --dense gcc -O1 valgrind
}

# one SEED or FILE: a line "name: passed | FAILED why | left out".
one() {
    case $1 in
    *.c)
        name=$(basename "$1" .c)
        number=$(printf %s "$name" | cksum | cut -d ' ' -f 1)
        ;;
    *) name=$1 number=$1 ;;
    esac
    mkdir -p "$work/$name"
    cd "$work/$name" || exit
    p=$work/$name/program limit=$LIMIT
    case $1 in
    *.c) cp "$1" "$p.c" ;;
    *) csmith --seed "$1" $(csmith_options "$1") >"$p.c" ;;
    esac
    want=
    if gcc -w -O0 -std=gnu11 $headers "$p.c" -o "$p.exe" -lm 2>"$p.log"; then
        want=$(run "$p.exe")
    fi
    case $want in
    "" | *"status 124" | *"status 1"[34]?)
        echo "$name: left out"
        ;;
    *)
        if attempts "$number"; then
            echo "$name: passed"
        else
            echo "$name: FAILED: $why ($(sed -n '1s/# //p' "$p.commands"))"
            rm -rf "$work/failed/$name"
            mkdir -p "$work/failed"
            rm -f "$p.exe" "$p.o"
            cp -r . "$work/failed/$name"
        fi
        ;;
    esac
    cd "$work" && rm -rf "$name"
}

header() {
    for d in /usr/include/csmith /usr/include/csmith-* \
        /usr/local/include/csmith*; do
        [ -e "$d/csmith.h" ] && echo "-I$d" && return
    done
}

if [ "$1" = --one ]; then
    one "$2"
    exit 0
fi

mkdir -p "$work"
${CC:-gcc} -O1 -std=c11 -o "$work/asyncify" "$root/tests/fuzz/asyncify.c" ||
    exit 1
[ -x "$ACC" ] || {
    echo "tests/fuzz/run.sh: there is no $ACC; type make" >&2
    exit 2
}
headers=
if [ $# = 0 ]; then
    headers=$(header)
    if [ -z "$headers" ] || ! command -v csmith >/dev/null; then
        echo "skipped: csmith and libcsmith-dev are not installed"
        exit 77
    fi
    echo "random programs: SEED=$SEED COUNT=$COUNT"
fi
export BUILD ACC UV_LIBS LIMIT FULL headers
log=$work/log.$$
if [ $# = 0 ]; then
    seq "$SEED" $((SEED + COUNT - 1))
else
    for file; do
        echo "$(cd "$(dirname "$file")" && pwd)/$(basename "$file")"
    done
fi |
    xargs -P "${JOBS:-$(nproc 2>/dev/null || echo 2)}" -n 1 \
        "$root/tests/fuzz/run.sh" --one |
    tee "$log" | grep --line-buffered FAILED
for name in $(sed -n 's/: FAILED.*//p' "$log" | head -n 3); do
    echo "---- $work/failed/$name"
    cat "$work/failed/$name/program.commands"
    head -n 20 "$work/failed/$name/program.log"
done
awk '/: passed/ { p++ } /: FAILED/ { f++ } /: left out/ { s++ }
    END {
        printf "%d passed, %d failed, %d skipped\n", p, f, s
        exit f != 0 || !p
    }' "$log"
status=$?
rm -f "$log"
exit $status
