#!/bin/sh
# Random asyncio scenarios, in Python and in acc, print the same lines.
#
#     tests/fuzz/asyncio.sh
#
# tests/asyncio/generate.py writes them, BATCH to a program. Where the two
# halves of a batch differ, the scenarios that do are written again, each on its
# own, and kept in BUILD/fuzz/asyncio/failed with both outputs.
#
#     COUNT=500  SEED=1  BATCH=25    how many, the first one's seed
#     ASAN=1                         with the sanitizers
#     JOBS, BUILD, ACC, UV_LIBS, PYTHON (python3)
root=$(cd "$(dirname "$0")/../.." && pwd) || exit 2
: "${BUILD:=build}" "${SEED:=1}" "${COUNT:=500}" "${BATCH:=25}"
: "${UV_LIBS=-luv -lpthread}" "${PYTHON:=python3}"
case $BUILD in /*) ;; *) BUILD=$root/$BUILD ;; esac
ACC=${ACC:-$BUILD/acc}
work=$BUILD/fuzz/asyncio
include=$root/runtime/include
pairs=$root/tests/asyncio

# compile FILE.ac PROGRAM
compile() {
    options="-w -I$include -I$pairs"
    "$ACC" $options "$1" -o "$2.c" || return
    if [ -n "$ASAN" ]; then
        ${CC:-gcc} -g $options -fsanitize=address,undefined \
            -fno-sanitize-recover=undefined -o "$2" "$2.c" \
            "$BUILD/asan/libacc.a" $UV_LIBS -lm
    elif command -v tcc >/dev/null; then
        # tcc takes next to no time; the host's linker links.
        tcc $options -c "$2.c" -o "$2.o" &&
            ${CC:-gcc} -o "$2" "$2.o" "$BUILD/libacc.a" $UV_LIBS -lm \
                $(tcc -print-search-dirs | grep 'libtcc1\.a$')
    else
        ${CC:-gcc} -O0 $options -o "$2" "$2.c" "$BUILD/libacc.a" $UV_LIBS -lm
    fi
}

python() {
    PYTHONPATH=$pairs timeout 120 "$PYTHON" -B "$1" >"$2" 2>"$2.err"
}

# The lines of scenario $1 of a batch's output.
section() { awk -v head="== $1" '/^== /{ on = $0 == head } on' "$2"; }

# keep SEED WHY: the scenario on its own.
keep() {
    echo "FAILED $1: $2"
    folder=$work/failed/$1
    rm -rf "$folder"
    mkdir -p "$folder"
    cd "$folder" || exit
    "$PYTHON" -B "$pairs/generate.py" "$1" .
    python "random_$1.py" python.out
    compile "random_$1.ac" "./random_$1" >compile.log 2>&1 &&
        ACC_CLOCK=virtual timeout 60 "./random_$1" >acc.out 2>acc.err
    diff -u python.out acc.out >difference
    head -n 20 difference
}

# One batch: a line "N passed" and one for each failure.
batch() {
    count=$BATCH
    [ $(($1 + count)) -le $((SEED + COUNT)) ] || count=$((SEED + COUNT - $1))
    dir=$work/batch_$1
    rm -rf "$dir"
    mkdir -p "$dir"
    cd "$dir" || exit
    "$PYTHON" -B "$pairs/generate.py" "$1" . "$count"
    python "batch_$1.py" python.out
    status=$?
    deadlocks=$(sed -n 's/^deadlock //p' python.out.err)
    if [ $status != 0 ]; then
        echo "FAILED $1: Python's half: $(tail -n 1 python.out.err)"
        return
    fi
    if ! compile "batch_$1.ac" ./program >compile.log 2>&1; then
        for seed in $(seq "$1" $(($1 + count - 1))); do
            "$PYTHON" -B "$pairs/generate.py" "$seed" .
            compile "random_$seed.ac" "./random_$seed" >compile.log 2>&1 || {
                keep "$seed" "not compiled"
                break
            }
        done
        return
    fi
    ACC_CLOCK=virtual timeout 60 ./program $deadlocks >acc.out 2>acc.err
    status=$?
    failed=0
    if ! cmp -s python.out acc.out || [ $status != 0 ]; then
        for seed in $(sed -n 's/^== //p' python.out); do
            section "$seed" python.out >one.python
            section "$seed" acc.out >one.acc
            cmp -s one.python one.acc && continue
            # After the one at which it stopped nothing is known.
            (keep "$seed" "other lines, status $status")
            failed=$((failed + 1))
            [ -s one.acc ] && [ $status = 0 ] || break
        done
        if [ $failed = 0 ]; then
            failed=1
            echo "FAILED $1: status $status: $(tail -n 1 acc.err)"
            return
        fi
    fi
    echo "$(($(grep -c '^== ' python.out) - failed)) passed," \
        "$(echo $deadlocks | wc -w) skipped"
    cd "$work" && rm -rf "$dir"
}

if [ "$1" = --one ]; then
    batch "$2"
    exit 0
fi

[ -x "$ACC" ] || {
    echo "tests/fuzz/asyncio.sh: there is no $ACC; type make" >&2
    exit 2
}
"$PYTHON" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || {
    echo "skipped: python3 (3.11 or later) is absent"
    exit 77
}
echo "random scenarios: SEED=$SEED COUNT=$COUNT"
mkdir -p "$work"
log=$work/log.$$
export BUILD ACC UV_LIBS PYTHON COUNT SEED BATCH ASAN
seq "$SEED" "$BATCH" $((SEED + COUNT - 1)) |
    xargs -P "${JOBS:-$(nproc 2>/dev/null || echo 2)}" -n 1 \
        "$root/tests/fuzz/asyncio.sh" --one |
    tee "$log" | grep --line-buffered -v 'passed,'
awk '/passed,/ { p += $1; s += $3 } /^FAILED/ { f++ }
    END {
        printf "%d passed, %d failed, %d skipped\n", p, f, s
        exit f != 0 || !p
    }' "$log"
status=$?
rm -f "$log"
exit $status
