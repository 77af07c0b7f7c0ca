# The bench program knows every workload, prints the line of the protocol and
# ends with 77 where it is asked for something else; also under the sanitizers.
cd "$ROOT" || exit 1
flags="-std=gnu11 -Iruntime/include -Ibench/programs"
mkdir -p "$WORK"
for file in acc acc_other; do
    "$ACC" $flags bench/programs/$file.ac -o "$WORK/$file.c" || exit 1
done
"${CC:-gcc}" -g $flags -fsanitize=address,undefined \
    -fno-sanitize-recover=undefined "$WORK/acc.c" "$WORK/acc_other.c" \
    "$BUILD/asan/libacc.a" $UV_LIBS -o "$WORK/asan" || exit 1

passed=0 failed=0
for program in "$BUILD/bench/acc" "$WORK/asan"; do
    for run in "w1 50" "w1.inline 50" "w1.file 50" "w1.pointer 50" \
        "w1.recursive 50" "w2 50" "w2p 51" "w3 50 100" "w3b 50 10" "w4 50" \
        "w4g 1000" "fire 250" "w5 50" "w6 50 1" "w6 300 128" "ring 600 503" \
        "sieve 20" "lock 50" "event 300 100" "w7 100" "w8a 50" "w8b 50" \
        "w8c 50" "timers 50 100"; do
        if ACC_CLOCK=virtual "$program" $run >"$WORK/out" 2>&1 &&
            awk -v run="$run" '
                { split(run, want, " ") }
                !/^ops=[0-9]+ ns=[0-9]+ rss_kb=[0-9]+( [a-z0-9_]+=[0-9]+)*$/ ||
                substr($1, 5) + 0 < want[2] ||
                (want[1] == "w5") != / spawn_ns=[0-9]+ rss0_kb=[0-9]+/ {
                    wrong = 1
                }
                END { exit wrong || NR != 1 }' "$WORK/out"; then
            passed=$((passed + 1))
        else
            failed=$((failed + 1))
            echo "$program $run:"
            cat "$WORK/out"
        fi
    done
done

"$BUILD/bench/acc" nothing 1 >"$WORK/out" 2>&1
if [ $? = 77 ] && [ ! -s "$WORK/out" ]; then
    passed=$((passed + 1))
else
    failed=$((failed + 1))
    echo "$BUILD/bench/acc nothing 1: not 77, or it says something"
fi
echo "$passed passed, $failed failed, 0 skipped"
[ $failed = 0 ]
