#!/bin/sh
# The compiler under libFuzzer, for TIME seconds (60): `make fuzz-front`.
#
#     tests/fuzz/front.sh [libFuzzer's options] [input...]
#
# The corpus grows in BUILD/fuzz/corpus, from the tests without their
# directives; findings are put into BUILD/fuzz/findings. With inputs (a
# finding, say) only these are run.
root=$(cd "$(dirname "$0")/../.." && pwd) || exit 2
: "${BUILD:=build}" "${TIME:=60}"
case $BUILD in /*) ;; *) BUILD=$root/$BUILD ;; esac
corpus=$BUILD/fuzz/corpus findings=$BUILD/fuzz/findings
mkdir -p "$corpus" "$findings"

export ACC_FUZZ_PRELUDE="$BUILD/fuzz/prelude"
gcc -E -std=gnu11 -D__ACC__=1 -I"$root/runtime/include" \
    -include "$root/tests/fuzz/front.h" - </dev/null >"$ACC_FUZZ_PRELUDE" ||
    exit 1
[ $# = 0 ] || exec "$BUILD/fuzz/front" "$@"

for file in "$root"/tests/run/*.ac "$root"/tests/errors/*.ac \
    "$root"/tests/golden/*.ac "$root"/tests/accept/*.[ac]* \
    "$root"/tests/fuzz/programs/*.c "$root"/samples/*.ac; do
    grep -v '^ *#' "$file" >"$corpus/$(basename "$file")"
done
dictionary=$BUILD/fuzz/dictionary
{
    sed -n 's/^[KT](\("[^"]*"\).*/\1/p' "$root/grammar/keywords.def"
    for word in acc_sleep gather wait_for shield create_task run 'async int ' \
        'await ' '({' '})' '->' '...' '&&' '||' '?' '<<=' 'catch (int e)' \
        'taskgroup (g) {' 'timeout (1) {' 'coroutine(int)'; do
        echo "\"$word\""
    done
} | sort -u >"$dictionary"

before=$(ls "$findings" | wc -l)
"$BUILD/fuzz/front" -fork=1 -ignore_crashes=1 -ignore_timeouts=1 -timeout=25 \
    -max_len=6000 -dict="$dictionary" -artifact_prefix="$findings/" \
    -max_total_time="$TIME" "$corpus" 2>&1 | grep '^#'
found=$(($(ls "$findings" | wc -l) - before))
echo "$found findings in $findings"
[ $found = 0 ]
