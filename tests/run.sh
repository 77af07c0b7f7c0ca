#!/bin/sh
# The one test runner.
#
#   tests/run.sh [kind | file | folder]...      default: every kind
#
# Kinds are the folders beside this file; a test is a file or, for several
# translation units, a folder. What is done with it:
#
#   golden   X.ac   its translation is X.want, and compiles without a warning;
#                   X.PASS.want, if there is one, what --dump=PASS prints
#   run      X.ac   translated twice (same bytes), compiled without a warning,
#                   run on the virtual clock: standard output is X.want, exit
#                   status X.status (0), standard error X.stderr (empty).
#                   c_*.ac also as plain C, with the dialect's words erased.
#   plain    X.c    comes out unchanged behind two lines, behaves alike
#   errors   X.ac   standard error is X.want, status 1, no output file
#   accept   X.c    is parsed; a line `/* acc: options */` may stand in it
#   samples         files and folders, as run, with the expected files in tests/samples
#   unit            cmocka programs, built before
#   asyncio  X.ac   on the virtual clock prints X.want, and so does X.py where
#                   there is a python3 (3.11 or later)
#   install  X.sh   build systems, packages, editors: with what is installed
#   any      X.sh   a script: status 0 passed, 77 skipped; it may end with a
#                   line "N passed, N failed, N skipped" of its own
#
# Comment lines in a test say what is particular about it:
#
#   // std: gnu11           instead of c11 -pedantic
#   // cflags: ...          for the C compiler
#   // accflags: ...        for acc
#   // only: gcc clang      configurations (words of their names) to use
#   // not: tcc valgrind    ... not to use
#   // args: ...            for the program
#   // env: A=1 B=2         likewise
#   // packages: x y         samples: for pkg-config; skipped without them
#   // stack: 256           KiB of C stack for the program
#   // status: 0            errors: warnings only, an output is written
#
# Environment: BUILD (build), ACC, JOBS, LONG=1 (every configuration), BLESS=1
# (rewrite expected files), V=1 (name every test).

root=$(cd "$(dirname "$0")/.." && pwd) || exit 2
: "${BUILD:=build}"
case $BUILD in /*) build=$BUILD ;; *) build=$root/$BUILD ;; esac
acc=${ACC:-$build/acc}
case $acc in /*) ;; *) acc=$root/$acc ;; esac
: "${UV_LIBS=-luv -lpthread}"
include=$root/runtime/include
limit=60

# ---- inside one test -------------------------------------------------------

# pass NAME, skip NAME WHY; fail NAME WHY [FILE]: the report shows the file.
pass() { echo "pass $1" >>"$dir/result"; }
skip() { echo "skip $1: $2" >>"$dir/result"; }
fail() {
    echo "fail $1" >>"$dir/result"
    {
        echo "---- FAILED: $1: $2"
        [ -z "$command" ] || echo "\$ $command"
        [ -z "$3" ] || head -n "${REPORT_LINES:-60}" "$3"
    } >>"$dir/report"
}

# Runs a command with its output in $dir/log; remembers it for the report.
try() {
    command="(cd $PWD &&) $*"
    timeout $limit "$@" >"$dir/log" 2>&1
}

# The values of a comment line `// key: ...` of the test.
setting() { sed -n "s|^// $1: *||p" "$main" | tr '\n' ' '; }

# Is `$1` (compiler, level, tool) wanted by the test?
wanted() {
    for word in $not; do
        case " $1 " in *" $word "*) return 1 ;; esac
    done
    [ -n "$only" ] || return 0
    for word in $only; do
        case " $1 " in *" $word "*) return 0 ;; esac
    done
    return 1
}

same() { # NAME EXPECTED GOT WHAT
    if [ ! -e "$2" ] && [ ! -s "$3" ]; then return 0; fi
    if [ -n "$BLESS" ] && [ "$blessing" = yes ]; then
        if [ -s "$3" ]; then cp "$3" "$2"; else rm -f "$2"; fi
        return 0
    fi
    [ -e "$2" ] || set -- "$1" /dev/null "$3" "$4"
    diff -u "$2" "$3" >"$dir/diff" 2>&1 && return 0
    fail "$1" "$4 is not as expected" "$dir/diff"
    return 1
}

# translate CC SOURCE OUTPUT: in silence, the same bytes twice.
translate() {
    mkdir -p "$(dirname "$3")"
    if ! try env CC="$1" "$acc" $std $accflags -I"$include" "$2" -o "$3"; then
        fail "$name [$1]" "not translated" "$dir/log"
        return 1
    fi
    if [ -s "$dir/log" ]; then
        fail "$name [$1]" "acc printed something" "$dir/log"
        rm -f "$3"
        return 1
    fi
    return 0
}

# The same input gives the same bytes, in another folder too.
check_determinism() { # SOURCE
    mkdir -p "$dir/elsewhere/in"
    if [ -e main.ac ]; then
        cp ./* "$dir/elsewhere/in"
    else
        cp "$1" "$dir/elsewhere/in"
    fi
    n=1
    for folder in "$PWD" "$dir/elsewhere/in"; do
        (cd "$folder" && "$acc" $std $accflags -I"$include" "$1" -o -) \
            >"$dir/elsewhere/$n" 2>/dev/null
        n=2
    done
    command="(cd $PWD &&) $acc $std $accflags -I$include $1 -o -"
    if [ -s "$dir/elsewhere/1" ] &&
        diff "$dir/elsewhere/1" "$dir/elsewhere/2" >"$dir/diff" 2>&1; then
        pass "$name [same bytes twice]"
    else
        fail "$name [same bytes twice]" "translations differ" "$dir/diff"
    fi
    rm -rf "$dir/elsewhere"
}

# The program in $1, run; its output against the expected files in $2.*
run_and_compare() { # NAME PROGRAM EXPECTED [WRAPPER...]
    label=$1 program=$2 expected=$3
    shift 3
    command="(cd $PWD &&) env ACC_CLOCK=virtual $environment $* $program $args"
    input=/dev/null
    [ ! -e "$expected.in" ] || input=$expected.in
    (
        [ -z "$stack" ] || ulimit -s $stack
        exec env ACC_CLOCK=virtual $environment timeout $limit "$@" "$program" \
            $args <"$input" >"$dir/out" 2>"$dir/err"
    )
    status=$?
    [ ! -e "$expected.sed" ] || {
        sed -f "$expected.sed" "$dir/out" >"$dir/out.sed"
        mv "$dir/out.sed" "$dir/out"
    }
    want_status=0
    [ ! -e "$expected.status" ] || want_status=$(cat "$expected.status")
    if [ $status != "$want_status" ]; then
        {
            [ ! -s "$dir/err" ] || tail -n 40 "$dir/err"
            diff -u "$expected.want" "$dir/out"
        } >"$dir/diff" 2>&1
        fail "$label" "exit status $status instead of $want_status" "$dir/diff"
        return 1
    fi
    [ $kind != asyncio ] || : >"$dir/err" # Python reports other things
    same "$label" "$expected.want" "$dir/out" "standard output" &&
        same "$label" "$expected.stderr" "$dir/err" "standard error" &&
        pass "$label"
}

strict="-Wall -Wextra -Werror"
sanitize="-fsanitize=address,undefined -fno-sanitize-recover=undefined"

# compile LABEL PROGRAM COMPILER-AND-FLAGS: of $units
compile() {
    label=$1 program=$2
    shift 2
    try "$@" $std $pedantic $strict $cflags -I"$include" -I. -o "$program" \
        $units $library $UV_LIBS -lm && return 0
    fail "$label" "not compiled" "$dir/log"
    return 1
}

# One configuration: compiler, level, tool.
configuration() { # CC LEVEL TOOL
    cc=$1 level=$2 tool=$3
    label="$name [$cc $level${tool:+ $tool}]"
    wanted "$cc $level $tool" || return 0
    for needed in $cc ${tool%san}; do
        case $needed in a | "") continue ;; esac
        if ! command -v "$needed" >/dev/null; then
            skip "$label" "$needed is absent"
            return 0
        fi
    done
    units=
    for source in $sources; do
        output=$dir/$cc/${source%.*}.c
        case $source in
        *.c) units="$units $source" ;;
        *)
            if [ ! -e "$output" ]; then
                translate "$cc" "$source" "$output" || return 1
            fi
            units="$units $output"
            ;;
        esac
    done
    program=$dir/program
    library=$build/libacc.a
    case $tool in
    asan)
        library=$build/asan/libacc.a
        compile "$label" "$program" "$cc" "$level" -g -w $sanitize &&
            run_and_compare "$label" "$program" "$expected"
        ;;
    valgrind)
        compile "$label" "$program" "$cc" "$level" -g -w &&
            run_and_compare "$label" "$program" "$expected" \
                valgrind -q --error-exitcode=99 --leak-check=full \
                --errors-for-leak-kinds=definite --log-file="$dir/valgrind"
        ;;
    *)
        if [ "$cc" = tcc ]; then
            # tcc compiles, the host's linker links.
            objects=
            for unit in $units; do
                object=$dir/tcc/$(basename "$unit" .c).o
                if ! try tcc -Wall -Werror $cflags -I"$include" -I. -c "$unit" \
                    -o "$object" || [ -s "$dir/log" ]; then
                    fail "$label" "not compiled" "$dir/log"
                    return 1
                fi
                objects="$objects $object"
            done
            runtime=$(tcc -print-search-dirs | grep 'libtcc1\.a$')
            if ! try ${CC:-gcc} -o "$program" $objects $library $runtime \
                $UV_LIBS -lm
            then
                fail "$label" "not linked" "$dir/log"
                return 1
            fi
            run_and_compare "$label" "$program" "$expected"
        else
            compile "$label" "$program" "$cc" "$level" &&
                run_and_compare "$label" "$program" "$expected"
        fi
        ;;
    esac
}

# The configurations. Always: one of each compiler and the sanitizers; the
# others take turns, by the name of the test, unless LONG is set.
configurations() {
    turn=$(printf %s "$name" | cksum | cut -d' ' -f1)
    turn=$((turn % 6))
    blessing=yes
    configuration gcc -O2 ""
    blessing=no
    configuration clang -O0 ""
    [ -n "$light" ] || configuration gcc -O1 asan
    if [ -n "$LONG" ] || [ $turn = 0 ]; then configuration gcc -O0 ""; fi
    if [ -n "$LONG" ] || [ $turn = 1 ]; then configuration clang -O2 ""; fi
    if [ -n "$LONG" ] || [ $turn = 2 ]; then configuration gcc -O3 ""; fi
    if [ -n "$LONG" ] || [ $turn = 3 ]; then
        [ -n "$light" ] || configuration gcc -O2 valgrind
    fi
    if [ -n "$LONG" ] || [ $turn -ge 4 ]; then configuration tcc "" ""; fi
}

settings() {
    std=$(setting std)
    pedantic=-pedantic
    [ -z "$std" ] || pedantic=
    std=-std=${std:-c11}
    std=${std% }
    cflags=$(setting cflags)
    accflags=$(setting accflags)
    only=$(setting only)
    not=$(setting not)
    args=$(setting args)
    environment=$(setting env)
    stack=$(setting stack)
    packages=$(setting packages)
}

test_run() { # FILE or FOLDER
    if [ -d "$1" ]; then
        cd "$1" || exit
        sources=$(ls *.ac *.c 2>/dev/null)
        expected=$root/$1
        expected=${expected%/}
        main=main.ac
        [ -e main.ac ] || main=main.c
    else
        cd "$(dirname "$1")" || exit
        sources=$(basename "$1")
        main=$sources
        expected=$PWD/${sources%.ac}
    fi
    settings
    case $sources in
    c_*)
        # The same text as plain C says what is right.
        blessing=yes
        label="$name [plain C]"
        units="-x c $sources -x none"
        library=
        if compile "$label" "$dir/erased" gcc -O1 -w -I"$root/tests/erased"
        then
            run_and_compare "$label" "$dir/erased" "$expected"
        fi
        BLESS=
        ;;
    esac
    configurations
    [ "${main%.ac}" = "$main" ] || check_determinism "$main"
}

test_samples() { # samples/X.ac or samples/X
    main=$(basename "$1")
    expected=$root/tests/samples/${main%.ac}
    if [ -d "$1" ]; then
        cd "$1" || exit
        main=main.ac
        sources=$(ls *.ac)
    else
        cd "$root/samples" || exit
        sources=$main
    fi
    sources="$sources $(sed -n 's|^// with: *||p' "$main")"
    settings
    for package in $packages; do
        pkg-config --exists "$package" 2>/dev/null || {
            skip "$name" "$package is absent"
            return
        }
        cflags="$cflags $(pkg-config --cflags "$package")"
        UV_LIBS="$UV_LIBS $(pkg-config --libs "$package")"
    done
    configurations
}

test_golden() {
    cd "$(dirname "$1")" || exit
    main=$(basename "$1")
    settings
    blessing=yes
    for want in "${main%.ac}".*.want; do
        [ -e "$want" ] || continue
        pass=${want%.want}
        pass=${pass##*.}
        label="$name [--dump=$pass]"
        if ! try "$acc" $std $accflags --dump=$pass -I"$include" "$main"; then
            fail "$label" "not dumped" "$dir/log"
        else
            same "$label" "$want" "$dir/log" "the dump" && pass "$label"
        fi
    done
    translate gcc "$main" "$dir/out.c" || return
    same "$name" "${main%.ac}.want" "$dir/out.c" "the translation" &&
        pass "$name"
    for cc in gcc clang tcc; do
        wanted $cc || continue
        command -v $cc >/dev/null || {
            skip "$name [$cc]" "$cc is absent"
            continue
        }
        translate $cc "$main" "$dir/$cc/out.c" || continue
        flags="$std $pedantic $strict"
        [ $cc != tcc ] || flags=-Wall
        if try $cc $flags $cflags -I"$include" -I. -c "$dir/$cc/out.c" \
            -o "$dir/out.o" && [ ! -s "$dir/log" ]; then
            pass "$name [$cc]"
        else
            fail "$name [$cc]" "not compiled" "$dir/log"
        fi
    done
}

test_errors() {
    cd "$(dirname "$1")" || exit
    main=$(basename "$1")
    settings
    want=$(setting status)
    want=${want:-1}
    blessing=yes
    command="(cd $PWD &&) $acc $std $accflags -I$include $main -o $dir/out.c"
    timeout $limit "$acc" $std $accflags -I"$include" "$main" \
        -o "$dir/out.c" >"$dir/out" 2>"$dir/err"
    status=$?
    if [ $status != $want ]; then
        fail "$name" "exit status $status instead of ${want% }" "$dir/err"
    elif [ $status != 0 ] && [ -e "$dir/out.c" ]; then
        fail "$name" "there is an output file in spite of the errors"
    elif [ -s "$dir/out" ]; then
        fail "$name" "something on standard output" "$dir/out"
    else
        same "$name" "${main%.ac}.want" "$dir/err" "standard error" &&
            pass "$name"
    fi
}

test_accept() {
    cd "$(dirname "$1")" || exit
    main=$(basename "$1")
    options=$(sed -n 's|^/\* acc: \(.*\) \*/$|\1|p' "$main")
    if ! try "$acc" ${options:--std=gnu11} --dump=tree -I"$include" "$main" \
        -o "$dir/out.c" || grep -q '^acc: \|: error: ' "$dir/log"; then
        grep -A 3 '^acc: \|: error: ' "$dir/log" >"$dir/diff"
        fail "$name" "not parsed" "$dir/diff"
    else
        pass "$name"
    fi
}

test_plain() {
    cd "$(dirname "$1")" || exit
    main=$(basename "$1")
    settings
    translate gcc "$main" "$dir/out.c" || return
    tail -n +3 "$dir/out.c" >"$dir/tail.c"
    if diff -u "$main" "$dir/tail.c" >"$dir/diff"; then
        pass "$name [unchanged]"
    else
        fail "$name [unchanged]" "the text is another" "$dir/diff"
    fi
    for source in "$main" "$dir/out.c"; do
        if ! try gcc -w $std -O1 $cflags -I. -o "$dir/program" "$source" -lm
        then
            fail "$name [behaviour]" "not compiled" "$dir/log"
            return
        fi
        timeout $limit "$dir/program" $args >"$dir/out.${source##*/}" 2>&1
        echo "status $?" >>"$dir/out.${source##*/}"
    done
    if diff -u "$dir/out.$main" "$dir/out.out.c" >"$dir/diff"; then
        pass "$name [behaviour]"
    else
        fail "$name [behaviour]" "it behaves differently" "$dir/diff"
    fi
}

# A pair: the same scenario in both languages.
test_asyncio() { # tests/asyncio/X.ac
    cd "$(dirname "$1")" || exit
    main=$(basename "$1")
    expected=$PWD/${main%.ac}
    settings
    if python3 -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
        2>/dev/null; then
        command="(cd $PWD &&) python3 -B ${main%.ac}.py"
        timeout $limit python3 -B "${main%.ac}.py" >"$dir/out" 2>"$dir/err"
        blessing=yes
        same "$name [python]" "$expected.want" "$dir/out" "Python's output" &&
            pass "$name [python]"
        blessing=no
    else
        skip "$name [python]" "python3 is absent"
    fi
    sources=$main
    configuration gcc -O0 asan
}

# A unit test: cmocka's account in a line.
test_unit() {
    main=
    name=unit/$(basename "$1")
    try "$1"
    status=$?
    passed=$(sed -n 's/^\[  PASSED  \] \([0-9]*\) test(s)\..*/\1/p' "$dir/log")
    failed=$(sed -n 's/^\[  FAILED  \] [a-z_]*: *\([0-9]*\) test(s).*/\1/p' \
        "$dir/log" | head -n 1)
    if [ $status = 0 ] && [ -n "$passed" ]; then
        sum=0
        for n in $passed; do sum=$((sum + n)); done
        echo "pass $name $sum" >>"$dir/result"
    else
        grep -v -e '^\[ *RUN' -e '^\[ *OK' "$dir/log" >"$dir/diff"
        fail "$name" "exit status $status${failed:+, $failed failed}" \
            "$dir/diff"
    fi
    if [ -n "$LONG" ] && command -v valgrind >/dev/null; then
        if try valgrind -q --error-exitcode=99 --leak-check=full \
            --errors-for-leak-kinds=definite "$1"; then
            pass "$name [valgrind]"
        else
            fail "$name [valgrind]" "valgrind reports" "$dir/log"
        fi
    fi
}

test_script() {
    limit=600
    [ -z "$LONG" ] || limit=3600
    mkdir -p "$dir/work"
    try env ACC="$acc" BUILD="$build" ROOT="$root" WORK="$dir/work" \
        UV_LIBS="$UV_LIBS" LONG="$LONG" sh "$1"
    status=$?
    counts=$(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed, \([0-9]*\) skipped$/\1 \2 \3/p' \
        "$dir/log" | tail -n 1)
    set -- ${counts:-0 0 0}
    if [ $status = 77 ]; then
        skip "$name" "$(tail -n 1 "$dir/log")"
    elif [ $status != 0 ] || [ "$2" != 0 ]; then
        fail "$name" "exit status $status" "$dir/log"
    elif [ -n "$counts" ]; then
        echo "pass $name $1" >>"$dir/result"
        [ "$3" = 0 ] || echo "skip $name: $(grep -i skip "$dir/log" |
            head -n 1) $3" >>"$dir/result"
    else
        pass "$name"
    fi
}

if [ "$1" = --one ]; then
    kind=$2 file=$3
    name=${file#tests/}
    name=${name%.ac}
    dir=$work/$kind/$(basename "$file")
    rm -rf "$dir"
    mkdir -p "$dir"
    only= not= command= blessing=no stack= environment= args=
    : >"$dir/result"
    (test_$kind "$file")
    [ ! -e "$dir/report" ] || cat "$dir/report"
    [ -z "$V" ] || grep -v ^fail "$dir/result"
    exit 0
fi

# ---- all of them -----------------------------------------------------------

cd "$root" || exit 2

# The tests of a kind or of a path, as lines "kind path".
list() {
    case $1 in
    unit) for t in "$build"/tests/unit/test_*; do
        case $t in *.d | *\*) ;; *) echo "unit $t" ;; esac
    done ;;
    samples)
        for t in samples/*.ac; do echo "samples $t"; done
        for t in samples/*/; do echo "samples ${t%/}"; done
        ;;
    golden | run | plain | errors | accept | cli | asyncio | stress | install)
        for t in tests/$1/*; do list "$t"; done
        ;;
    tests/*/*.sh) echo "script $1" ;;
    tests/run/*.ac) echo "run $1" ;;
    tests/asyncio/*.ac) echo "asyncio $1" ;;
    tests/run/*) [ ! -d "$1" ] || echo "run $1" ;;
    tests/golden/*.ac) echo "golden $1" ;;
    tests/errors/*.ac) echo "errors $1" ;;
    tests/plain/*.c) echo "plain $1" ;;
    tests/accept/*.c | tests/accept/*.ac) echo "accept $1" ;;
    samples/*) echo "samples $1" ;;
    esac | grep -v '\*'
}

[ -x "$acc" ] || {
    echo "tests/run.sh: there is no $acc; type make" >&2
    exit 2
}
export BUILD ACC LONG BLESS V UV_LIBS
work=$build/tests/work
export work
rm -rf "$work"
mkdir -p "$work"
[ $# != 0 ] || set -- unit accept samples run asyncio golden errors cli install plain stress
for argument; do list "${argument%/}"; done >"$work/list"
xargs -P "${JOBS:-$(nproc 2>/dev/null || echo 2)}" -n 2 \
    "$root/tests/run.sh" --one <"$work/list"

find "$work" -name result -exec cat {} + | sort >"$work/results"
# What was skipped, by reason.
sed -n 's/^skip .*: \(.*\)/\1/p' "$work/results" | sort | uniq -c |
    sed 's/^ *\([0-9]*\) \(.*\)/skipped \1: \2/'
grep ^fail "$work/results" | sed 's/^fail/FAILED/'
awk '/^pass/ { n = $NF; passed += n ~ /^[0-9]+$/ ? n : 1 }
    /^fail/ { failed++ }
    /^skip/ { skipped++ }
    END {
        printf "%d passed, %d failed, %d skipped\n", passed, failed, skipped
        exit failed != 0 || !passed
    }' "$work/results"
