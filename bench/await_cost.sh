# What does an await cost that does not suspend, in instructions, beside a
# plain call? Counted by callgrind over a million of them; the difference of
# two counts takes away what is not the loop.
count() { # PROGRAM: instructions for each turn of the loop
    for n in 100000 1100000; do
        ACC_CLOCK=virtual valgrind --tool=callgrind \
            --callgrind-out-file=/dev/null "$1" $n 2>&1 >/dev/null |
            sed -n 's/.*Collected : *\([0-9]*\).*/\1/p'
    done | awk '{ n[NR] = $1 } END { printf "%.2f", (n[2] - n[1]) / 1e6 }'
}

command -v valgrind >/dev/null || { echo "await_cost: no valgrind"; exit 0; }
p=$BUILD/bench/await_cost
mkdir -p "$BUILD/bench"
echo "an await that does not suspend, instructions for each turn"
printf '%-8s %-12s %-12s %8s %8s %8s\n' compiler callee could call await more
for cc in gcc clang; do
    command -v $cc >/dev/null || continue
    for kind in inlined out-of-line; do
        for callee in 0 1 2; do
            flags="-O2 -std=gnu11 -w -Iruntime/include -DCALLEE=$callee"
            [ $kind = inlined ] || flags="$flags -DOUT_OF_LINE"
            $cc $flags -DPLAIN -x c bench/await_cost.ac -o "$p.plain" &&
                CC=$cc "$BUILD/acc" -std=gnu11 -Iruntime/include \
                    $(case $kind in out*) echo -DOUT_OF_LINE ;; esac) \
                    -DCALLEE=$callee bench/await_cost.ac -o "$p.c" &&
                $cc $flags "$p.c" -o "$p" "$BUILD/libacc.a" $UV_LIBS || exit
            call=$(count "$p.plain")
            await=$(count "$p")
            case $callee in
            0) could=nothing ;;
            1) could=fail ;;
            2) could=suspend ;;
            esac
            echo "$cc $kind $could $call $await" | awk '{
                printf "%-8s %-12s %-12s %8.2f %8.2f %+8.2f\n", $1, $2, $3, $4,
                    $5, $5 - $4 }'
        done
    done
done
