# Does acc stay linear where programs are large? Functions of many awaits, many
# locals that are live across an await, deeply nested blocks, and one expression
# of many awaits; each is compiled (-O0) and run, and must give its sum.
program() { # KIND N
    awk -v kind="$1" -v n="$2" 'BEGIN {
        print "#include <acc/acc.h>"
        print "static async long g(long x)"
        print "{\n    if (x % 7 == 0)\n        await acc_sleep(0);\n    return x;\n}"
        print "async int main(void)\n{\n    long sum = 0;"
        for (k = 1; k <= n; k++) {
            want += k
            if (kind == "awaits")
                printf "    sum += await g(%d);\n", k
            else if (kind == "locals")
                printf "    long v%d = await g(%d);\n", k, k
            else if (kind == "nesting")
                printf "{ long v = await g(%d);\n", k
            else
                expression = expression (k > 1 ? " + " : "") "await g(" k ")"
        }
        if (kind == "locals")
            for (k = 1; k <= n; k++)
                printf "    sum += v%d;\n", k
        if (kind == "nesting")
            for (k = n; k > 0; k--)
                print "sum += v; }"
        if (kind == "expression")
            print "    sum = " expression ";"
        printf "    return sum != %d;\n}\n", want
    }'
}

. bench/seconds.sh
dir=$BUILD/bench
mkdir -p "$dir"
echo "large functions; for each thing counted: bytes of C, ms of acc, ms of gcc -O0"
printf '%-12s %6s %9s %7s %8s %7s %8s %7s\n' "many" n "C bytes" each "acc s" \
    each "gcc s" each
for size in ${SIZES:-awaits:1000 awaits:10000 locals:1000 locals:5000 \
    nesting:100 nesting:500 expression:500 expression:2000}; do
    kind=${size%:*} n=${size#*:}
    program $kind $n >"$dir/sizes.ac"
    seconds "$BUILD/acc" -Iruntime/include "$dir/sizes.ac" -o "$dir/sizes.c"
    acc_seconds=$seconds
    seconds ${CC:-gcc} -std=c11 -O0 -Iruntime/include "$dir/sizes.c" \
        -o "$dir/sizes" "$BUILD/libacc.a" $UV_LIBS
    ACC_CLOCK=virtual "$dir/sizes" || { echo "sizes: $size: wrong sum"; exit 1; }
    echo "$kind $n $(wc -c <"$dir/sizes.c") $acc_seconds $seconds" | awk '{
        printf "%-12s %6d %9d %7.1f %8.3f %7.3f %8.3f %7.3f\n", $1, $2, $3,
            $3 / $2, $4, $4 * 1000 / $2, $5, $5 * 1000 / $2 }'
done
