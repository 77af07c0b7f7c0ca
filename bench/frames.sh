# What do functions cost in memory? Twenty typical ones, the same in the dialect,
# in C++20 and in Rust (programs/twenty.*): bytes of each frame, and of machine
# code for each await. In Rust what is awaited is a leaf future of two words; in
# the others a function of another file, whose frame is not counted.
dir=$BUILD/bench
src=bench/programs
mkdir -p "$dir"
: >"$dir/frames.tsv"

text_of() { # OBJECT...: bytes of machine code
    size -A "$@" | awk '$1 ~ /^\.text/ { sum += $2 } END { print sum + 0 }'
}
unwind_of() { # OBJECT...: of tables for exceptions and unwinding
    size -A "$@" | awk '$1 ~ /^\.(eh_frame|gcc_except_table)/ { sum += $2 }
        END { print sum + 0 }'
}
row() { # NAME OBJECT: for the table of code
    echo "$1 $(text_of "$2") $(unwind_of "$2")" >>"$dir/frames.text"
}
: >"$dir/frames.text"
awaits=$(sed -n '/^async long one/,$p' $src/twenty.ac | grep -o 'await ' |
    wc -l)

"$BUILD/acc" -Iruntime/include -w --frame-report $src/twenty.ac -o - |
    sed -n 's/^[^ ]*: \([a-z_]*\): \([0-9]*\) bytes.*/\1 \2/p' \
        >"$dir/frames.acc"
for cc in gcc clang; do
    command -v $cc >/dev/null || { echo "frames: no $cc"; continue; }
    CC=$cc "$BUILD/acc" -w -std=c11 -Iruntime/include $src/twenty.ac \
        -o "$dir/twenty.$cc.c" &&
        $cc -std=c11 -O2 -Iruntime/include -c "$dir/twenty.$cc.c" \
            -o "$dir/twenty.$cc.o" || exit
    row "acc,$cc" "$dir/twenty.$cc.o"
done
columns=acc
for cxx in g++ clang++; do
    command -v $cxx >/dev/null || { echo "frames: no $cxx"; continue; }
    $cxx -std=c++20 -O2 -c $src/twenty.cpp -o "$dir/twenty.$cxx.o" &&
        $cxx -std=c++20 -O2 -DREPORT $src/twenty.cpp -o "$dir/twenty.$cxx" &&
        "$dir/twenty.$cxx" >"$dir/frames.$cxx" || exit
    row $cxx "$dir/twenty.$cxx.o"
    columns="$columns $cxx"
done
if command -v rustc >/dev/null; then
    rustc --edition 2021 -O -A warnings --crate-type lib --emit obj \
        $src/twenty.rs -o "$dir/twenty.rust.o" &&
        rustc --edition 2021 -O -A warnings --cfg report $src/twenty.rs \
            -o "$dir/twenty.rust" &&
        "$dir/twenty.rust" >"$dir/frames.rust" || exit
    row rust "$dir/twenty.rust.o"
    columns="$columns rust"
else
    echo "frames: no rustc"
fi

echo "frames, bytes"
for column in $columns; do
    sed "s/^/$column /" "$dir/frames.$column"
done | awk -v columns="$columns" -v tsv="$dir/frames.tsv" '
    { bytes[$1, $2] = $3; sum[$1] += $3 }
    $1 == "acc" { order[++n] = $2 }
    END {
        many = split(columns, c, " ")
        line = sprintf("%-16s", "")
        for (k = 1; k <= many; k++)
            line = line sprintf(" %8s", c[k])
        print line
        for (i = 1; i <= n; i++) {
            line = sprintf("%-16s", order[i])
            for (k = 1; k <= many; k++) {
                line = line sprintf(" %8d", bytes[c[k], order[i]])
                print order[i] "\t" c[k] "\t" bytes[c[k], order[i]] >tsv
            }
            print line
        }
        line = sprintf("%-16s", "all")
        for (k = 1; k <= many; k++)
            line = line sprintf(" %8d", sum[c[k]])
        print line
    }'
echo
echo "machine code of the twenty ($awaits awaits, -O2), bytes"
awk -v awaits="$awaits" '
    BEGIN { printf "%-16s %8s %8s %8s\n", "", ".text", "an await", "tables" }
    { printf "%-16s %8d %8.1f %8d\n", $1, $2, $2 / awaits, $3 }' \
    "$dir/frames.text"
