# For the benches that time: needs $dir.
seconds() { # COMMAND...: sets `seconds`, its processor time
    times >"$dir/times" # not in a subshell, which has no children yet
    "$@" || exit
    times >>"$dir/times"
    seconds=$(awk 'NR % 2 == 0 {
            gsub("[ms]", " ")
            t[NR] = $1 * 60 + $2 + $3 * 60 + $4
        }
        END { printf "%.3f", t[4] - t[2] }' "$dir/times")
}
