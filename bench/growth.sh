# Do text and compile time grow linearly? A function of n awaits with eight
# locals that are live across all of them.
source_text() { # N
    echo '#include <acc/acc.h>'
    echo 'async long g(long x) { if (x == 5) await acc_sleep(0); return x; }'
    echo 'async long f(long a)'
    echo '{'
    echo '    long b = a + 1, c = a + 2, d = a + 3, e = a + 4;'
    echo '    long h = a + 5, i = a + 6, j = a + 7;'
    awk -v n="$1" 'BEGIN {
        split("a b c d e h i j", v, " ")
        for (k = 0; k < n; k++)
            printf "    %s += await g(%s);\n", v[k % 8 + 1], v[(k + 3) % 8 + 1]
    }'
    echo '    return a + b + c + d + e + h + i + j;'
    echo '}'
    echo 'async int main(void) { return await f(1) == 0; }'
}

. bench/seconds.sh
dir=$BUILD/bench
mkdir -p "$dir"
echo "n awaits with 8 live locals; per await: bytes, milliseconds, machine code"
printf '%6s %9s %7s %9s %7s %9s %7s %9s %6s\n' n "C bytes" each "acc s" each \
    "gcc -O2" each text each
for n in ${GROWTH:-100 200 400 1000}; do
    source_text $n >"$dir/growth.ac"
    seconds "$BUILD/acc" -Iruntime/include "$dir/growth.ac" -o "$dir/growth.c"
    acc_seconds=$seconds
    seconds ${CC:-gcc} -std=c11 -O2 -Iruntime/include -c "$dir/growth.c" \
        -o "$dir/growth.o"
    bytes=$(wc -c <"$dir/growth.c")
    text=$(size "$dir/growth.o" | awk 'NR == 2 { print $1 }')
    echo "$n $bytes $acc_seconds $seconds $text" | awk '{
        printf "%6d %9d %7.1f %9.3f %7.3f %9.3f %7.3f %9d %6.1f\n", $1, $2,
            $2 / $1, $3, $3 * 1000 / $1, $4, $4 * 1000 / $1, $5, $5 / $1 }'
done
