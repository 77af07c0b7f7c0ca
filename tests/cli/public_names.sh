# Every public name of the runtime's headers: functions, macros, constants. Each
# is used by a test in plain C (tests/unit, the .c files of tests/run), by one in
# the dialect (in its text, or in what acc makes of it), and stands in
# docs/runtime.md or, if it is for emitted code only, in docs/abi.md.
cd "$ROOT" || exit 1
headers=$(ls runtime/include/acc/*.h | grep -v 'bare\.h')

# Without comments; a name that is followed by "(" in a declaration at the left
# margin, or defined, or in an enum. Names with __ and guards are not public.
for h in $headers; do
    sed -e 's|/\*.*\*/||' -e '/\/\*/,/\*\//d' "$h" | awk '
        /^#[ ]*define[ ]+(acc|ACC)_/ {
            sub(/^#[ ]*define[ ]+/, ""); sub(/[^A-Za-z0-9_].*/, "")
            print; next
        }
        /^#/ || /^[ }]/ && !inside { next }
        /^enum .*\{/ || inside {
            inside = !/\}/
            line = $0
            while (match(line, /ACC_[A-Z0-9_]+/)) {
                print substr(line, RSTART, RLENGTH)
                line = substr(line, RSTART + RLENGTH)
            }
            next
        }
        /^[A-Za-z]/ && match($0, /acc_[a-z0-9_]+\(/) {
            print substr($0, RSTART, RLENGTH - 1)
        }'
done | grep -v '__\|^ACC_[A-Z]*_H$\|^ACC_ASYNC$' | sort -u >"$WORK/names"

words() { tr -c 'A-Za-z0-9_' '\n' | grep '^\(acc\|ACC\)_' | sort -u; }

cat tests/unit/*.c tests/unit/*.h tests/run/*/*.c tests/run/*/*.h | words \
    >"$WORK/c"
for f in tests/run/*.ac; do
    cat "$f"
    std=$(sed -n 's|^// std: *||p' "$f")
    "$ACC" -w -std=${std:-c11} -Iruntime/include "$f" -o - 2>/dev/null
done | words >"$WORK/ac"
# `a(x)`, `_b(x)` in a row of a table is acc_..._b; so is `_b` in a list of text.
cat docs/runtime.md docs/language.md | words >"$WORK/runtime"
words <docs/abi.md >"$WORK/abi"
sort -u "$WORK/runtime" "$WORK/abi" >"$WORK/docs"

passed=0 failed=0
for where in c ac docs; do
    missing=$(comm -23 "$WORK/names" "$WORK/$where")
    for name in $missing; do
        # What only configures a compiler or other headers.
        case $where:$name in
        *:ACC_MAYBE_UNSET_* | *:ACC_UNREACHABLE | *:ACC_NOINLINE | *:ACC_COLD | \
            *:ACC_ALWAYS_INLINE | *:ACC_MAY_ALIAS | *:acc_likely | \
            *:acc_unlikely | *:ACC_THREAD_LOCAL | *:ACC_UNUSED | \
            *:ACC_PLACE_* | *:ACC_GENERATOR_EXIT) continue ;;
        esac
        failed=$((failed + 1))
        echo "$where: $name"
    done
done
passed=$(wc -l <"$WORK/names")
echo "$passed passed, $failed failed, 0 skipped"
