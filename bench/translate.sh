# What does a translation cost? Processor time of acc, of the preprocessor that
# it runs (cc -E), and of compiling the result (cc -O0 -c); acc's own share is
# what it takes more than the preprocessor, its memory that of its own process.
# The multiple of cc -E is one of wall time: acc reads while the preprocessor runs.
# Inputs: the README's example, then generated ones of N lines: plain C, one
# function in ten asynchronous, all of them.
dir=$BUILD/bench
cc=${CC:-gcc}
mkdir -p "$dir"
$cc -O2 -Wall -Wextra bench/programs/spent.c -o "$dir/spent" || exit

# Functions of ten lines each; `mixed` makes every tenth one asynchronous,
# `async` all.
program() { # KIND LINES
    awk -v kind="$1" -v lines="$2" 'BEGIN {
        chain = kind == "async" ? 5 : 50
        print "#include <stdio.h>\n#include <stdlib.h>\n#include <string.h>"
        if (kind != "plain")
            print "#include <acc/acc.h>"
        print "\nlong step_0(long x, const char *name);"
        if (kind != "plain")
            print "async long wait_0(long x, const char *name);"
        for (k = 1; k <= lines / 10; k++) {
            if (kind == "async" || kind == "mixed" && k % 10 == 0) {
                # Chains of a few: frames of callees are embedded.
                w = kind == "async" ? k - 1 : k - 10
                if (int(w / chain) != int(k / chain))
                    w = 0
                print "static async long wait_" k "(long x, const char *name)"
                print "{\n    /* Number " k ", which may wait. */"
                print "    long sum = strlen(name);"
                print "    for (long i = 0; i < x % " k % 7 + 2 "; i++)"
                print "        sum += await wait_" w "(x + i, name) * 3;"
                print "    if (sum < 0)\n        await acc_sleep(sum);"
                print "    return sum ^ " k ";\n}"
            } else {
                s = k == 1 || kind == "mixed" && k % 10 == 1 ? 0 : k - 1
                print "static long step_" k "(long x, const char *name)"
                print "{\n    /* Number " k ", which does not wait. */"
                print "    long sum = strlen(name);"
                print "    for (long i = 0; i < x % " k % 7 + 2 "; i++)"
                print "        sum += step_" s "(x + i, name) * 3;"
                print "    if (sum > " k " && name[0] == 35)\n        puts(name);"
                print "    return sum ^ " k ";\n}"
            }
        }
    }'
}

echo "translation: processor ms; lines each second of acc's own share; KiB"
printf '%-14s %8s %8s %8s %8s %7s %9s %8s %9s\n' input "cc -E" acc own \
    "cc -O0" "x wall" "M lines/s" KiB "instr/line"
printf 'input\tlines\tcpp_ms\tacc_ms\tcompile_ms\tkb\tinstructions\tcpp_wall_ms\tacc_wall_ms\n' \
    >"$dir/translate.tsv"
one() { # NAME FILE RUNS
    include="-Iruntime/include"
    lines=$(wc -l <"$2")
    e=$("$dir/spent" "$3" $cc -E $include -D__ACC__=1 -D_Async= -Dasync= \
        -x c "$2" -o "$dir/translate.i") &&
        a=$(CC=$cc "$dir/spent" "$3" "$BUILD/acc" $include "$2" \
            -o "$dir/translate.c") &&
        o=$("$dir/spent" 1 $cc -O0 -w $include -c "$dir/translate.c" \
            -o "$dir/translate.o") || exit
    i=0
    if command -v valgrind >/dev/null && [ "$COUNT" != no ] &&
        [ "$lines" -lt 100000 ]; then
        i=$(CC=$cc valgrind --tool=callgrind --callgrind-out-file=/dev/null \
            "$BUILD/acc" $include "$2" -o "$dir/translate.c" 2>&1 |
            sed -n 's/.*Collected : *\([0-9]*\).*/\1/p')
    fi
    echo "$1 $lines $e $a $o $i" | awk -v tsv="$dir/translate.tsv" '{
        own = $6 - $3
        printf "%-14s %8.1f %8.1f %8.1f %8.1f %7.2f %9.2f %8d %9s\n", $1, $3,
            $6, own, $9, $7 / $4, (own > 0 ? $2 / own / 1000 : 0), $8,
            ($12 ? sprintf("%.0f", $12 / $2) : "-")
        print $1 "\t" $2 "\t" $3 "\t" $6 "\t" $9 "\t" $8 "\t" $12 "\t" $4 "\t" \
            $7 >>tsv
    }'
}
one small tests/run/readme.ac 20
for n in ${LINES_OF_TEXT:-20000 200000}; do
    for kind in plain mixed async; do
        [ -z "$QUICK" ] || [ $n -le 20000 ] || [ $kind = mixed ] || continue
        program $kind $n >"$dir/translate.ac"
        [ $n -lt 100000 ] && runs=5 || runs=3
        one $kind-$n "$dir/translate.ac" $runs
    done
done
