# Ours beside its peers: every program of bench/peers runs every workload of
# bench/workloads, in turns and in alternating order, pinned to one processor
# where taskset is there. Prints medians: our nanoseconds, what the others take
# as multiples of it; then instructions by callgrind, and bytes of a sleeping
# task. Leaves them in build/bench/results.tsv and draws build/bench/figure.svg.
#
#   QUICK=1        a tenth of the sizes, three rounds
#   ROUNDS=5       how often each is run
#   PEERS, WORKLOADS   only these (w3:100 is w3 with that param)
#   COUNT=no       no callgrind
dir=$BUILD/bench
mkdir -p "$dir/log"
: "${ROUNDS:=${QUICK:+3}}" "${ROUNDS:=5}"

pin=
if command -v taskset >/dev/null; then
    last=$(taskset -cp $$ | sed 's/.*[^0-9]//')
    taskset -c "$last" true 2>/dev/null && pin="taskset -c $last"
fi
counting=$COUNT
command -v valgrind >/dev/null || counting=no

chosen() { # NAME LIST: is it in the list, or the list empty?
    [ -n "$2" ] || return 0
    case " $2 " in *" $1 "*) return 0 ;; esac
    return 1
}

# The lines of a table, fields separated by one tab.
table() {
    sed '/^#/d; /^ *$/d; s/ *| */|/g; s/ *$//' "$1" | tr '|' '\t'
}

# ---- the programs ----

# Sets name, package, run, slower and count from a line of bench/peers.
peer_line() { # LINE
    field() { printf '%s\n' "$line" | cut -f "$1"; }
    line=$1
    name=$(field 1) package=$(field 2) run=$(field 5)
    slower=$(field 6) count=$(field 7)
}

build_peers() {
    src=bench/programs
    export src
    table bench/peers | while IFS= read -r line; do
        peer_line "$line"
        chosen "$name" "$PEERS" || continue
        out=$dir/$name
        export out
        if ! sh -c "$(field 3)" </dev/null >/dev/null 2>&1; then
            echo "$name is left out: no package $package" >&2
        elif ! sh -c "$(field 4)" </dev/null >"$dir/log/$name" 2>&1; then
            echo "$name is left out: it cannot be built ($dir/log/$name)" >&2
        else
            command=$(eval "echo $run")
            printf '%s\t%s\t%s\t%s\n' "$name" "$slower" "$count" "$command"
        fi
    done >"$dir/programs.tsv"
}

# ---- the runs ----

# Runs one program; appends its line to runs.tsv:
# workload param peer ops ns rss_kb spawn_ns rss0_kb; ns are those of the processor
# where the program tells them.
measure() { # NAME COMMAND WORKLOAD PARAM N
    p=$4
    [ "$p" != - ] || p=
    # shellcheck disable=SC2086
    timeout 300 $pin $2 "$3" "$5" $p >"$dir/out" 2>"$dir/log/$1.run"
    status=$?
    [ $status != 77 ] || return 77
    if [ $status != 0 ]; then
        echo "$1 $3 $5 $p: exit status $status" >&2
        return 1
    fi
    awk -v OFS='\t' -v peer="$1" -v workload="$3" -v param="$4" '
        /^ops=/ {
            for (i = 1; i <= NF; i++) {
                split($i, pair, "=")
                v[pair[1]] = pair[2]
            }
            print workload, param, peer, v["ops"],
                "cpu_ns" in v ? v["cpu_ns"] : v["ns"], v["rss_kb"],
                v["spawn_ns"] + 0, v["rss0_kb"] + 0
        }' "$dir/out" >>"$dir/runs.tsv"
}

run_workload() { # WORKLOAD PARAM N
    round=1 rounds=$ROUNDS
    [ "$1" != w5 ] || rounds=1
    while [ $round -le $rounds ]; do
        if [ $((round % 2)) = 1 ]; then
            cat "$dir/programs.tsv"
        else
            tac "$dir/programs.tsv"
        fi >"$dir/turn"
        while IFS='	' read -r name slower count command; do
            case $missing in *" $name:$1 "*) continue ;; esac
            n=$(($3 / slower))
            case $1 in
            w7) n=$3 ;; # a power of ten
            sieve) [ "$slower" -lt 20 ] && n=$3 || n=$(($3 / 5)) ;;
            timers) [ "$slower" -lt 20 ] || n=$(($3 / 10)) ;;
            esac
            [ "$n" -ge 10 ] || n=10
            measure "$name" "$command" "$1" "$2" "$n" </dev/null ||
                missing="$missing$name:$1 "
        done <"$dir/turn"
        round=$((round + 1))
    done
}

# Instructions for each operation: two sizes, so that the start cancels out.
count_workload() { # WORKLOAD PARAM N
    p=$2
    [ "$p" != - ] || p=
    more=$(($3 * 3))
    [ "$1" != w7 ] || more=$(($3 * 10)) # powers of ten
    [ "$1" != timers ] || p=10000       # a million take minutes
    while IFS='	' read -r name slower count command; do
        [ "$count" = yes ] || continue
        case $missing in *" $name:$1 "*) continue ;; esac
        for n in "$3" $more; do
            # shellcheck disable=SC2086
            ACC_CLOCK=virtual timeout 300 valgrind --tool=callgrind \
                --callgrind-out-file=/dev/null $command "$1" "$n" $p 2>&1 \
                </dev/null | sed -n 's/^ops=\([0-9]*\).*/\1/p
                    s/.*Collected : *\([0-9]*\).*/\1/p'
        done | awk -v OFS='\t' -v w="$1" -v p="$2" -v peer="$name" '
            { v[NR] = $1 }
            END {
                if (NR == 4 && v[3] > v[1])
                    print w, p, peer, (v[4] - v[2]) / (v[3] - v[1])
            }' >>"$dir/counts.tsv"
    done <"$dir/programs.tsv"
}

echo "building the programs ..." >&2
build_peers
: >"$dir/runs.tsv"
: >"$dir/counts.tsv"
missing=" "
table bench/workloads >"$dir/workloads.tsv"
while IFS='	' read -r workload param n small title; do
    name=$workload
    [ "$param" = - ] || name=$workload:$param
    chosen "$name" "$WORKLOADS" || chosen "$workload" "$WORKLOADS" || continue
    echo "$title ..." >&2
    [ -z "$QUICK" ] || n=$((n / 10))
    run_workload "$workload" "$param" "$n"
    [ "$counting" = no ] || count_workload "$workload" "$param" "$small"
done <"$dir/workloads.tsv"

# ---- what came out ----

# results.tsv: workload, param, peer, ns and instructions for each operation,
# KiB at the peak, bytes of each sleeping task (w5), title.
{
    printf 'workload\tparam\tpeer\tns\tinstructions\trss_kb\tbytes\ttitle\n'
    sort -t '	' -k 1,1 -k 2,2 -k 3,3 "$dir/runs.tsv" |
        awk -F '\t' -v OFS='\t' -v counts="$dir/counts.tsv" \
            -v titles="$dir/workloads.tsv" '
            function value(x) { return x == "" ? "-" : x }
            function flush(    i, j, t) {
                if (n == 0)
                    return
                for (i = 2; i <= n; i++)
                    for (j = i; j > 1 && ns[j] < ns[j - 1]; j--) {
                        t = ns[j]; ns[j] = ns[j - 1]; ns[j - 1] = t
                    }
                t = n % 2 ? ns[(n + 1) / 2] : (ns[n / 2] + ns[n / 2 + 1]) / 2
                print key, sprintf("%.2f", t), value(count[key]), rss,
                    value(bytes), title[workload]
                n = 0
                bytes = ""
            }
            BEGIN {
                while ((getline line < counts) > 0) {
                    split(line, f, "\t")
                    count[f[1] OFS f[2] OFS f[3]] = sprintf("%.1f", f[4])
                }
                while ((getline line < titles) > 0) {
                    split(line, f, "\t")
                    title[f[1] OFS f[2]] = f[5]
                }
            }
            $1 OFS $2 OFS $3 != key {
                flush()
                key = $1 OFS $2 OFS $3
                workload = $1 OFS $2
            }
            {
                ns[++n] = ($1 == "w5" ? $7 : $5) / $4
                rss = $6
                if ($1 == "w5")
                    bytes = sprintf("%.0f", ($6 - $8) * 1024 / $4)
            }
            END { flush() }'
} >"$dir/results.tsv"

sh bench/tables.sh "$dir/results.tsv"
sh bench/figure.sh "$dir/results.tsv" >"$dir/figure.svg"
echo "written: $dir/results.tsv, $dir/figure.svg"
