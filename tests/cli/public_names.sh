# Every public name of the runtime's headers, functions, macros and constants, is
# used by a test in plain C (tests/unit, the .c files of tests/run), by one with the
# dialect (in its text, in what acc makes of it, or in the C beside it), and stands
# in docs/runtime.md or docs/abi.md. Functions that a program calls stand in an
# example there, too; tests/cli/docs_examples.sh sees to it that examples are parts
# of tests.
cd "$ROOT" || exit 1
headers=$(ls runtime/include/acc/*.h | grep -v 'bare\.h\|editor\.h')

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
            gsub(/__ACC_[A-Z0-9_]+/, "", line)
            while (match(line, /ACC_[A-Z0-9_]+/)) {
                print substr(line, RSTART, RLENGTH)
                line = substr(line, RSTART + RLENGTH)
            }
            next
        }
        /^[A-Za-z]/ && match($0, /acc_[a-z0-9_]+\(/) {
            if (substr($0, RSTART - 1, 1) != "_")
                print substr($0, RSTART, RLENGTH - 1)
        }'
done | grep -v '__\|^ACC_[A-Z]*_H$' | sort -u >"$WORK/all"
# What configures compilers and headers, or is behind a macro of the same name.
grep -v -x -e 'ACC_MAYBE_UNSET_.*' -e 'ACC_UNREACHABLE' -e 'ACC_NOINLINE' \
    -e 'ACC_COLD' -e 'ACC_ALWAYS_INLINE' -e 'ACC_MAY_ALIAS' -e 'ACC_UNUSED' \
    -e 'ACC_THREAD_LOCAL' -e 'acc_likely' -e 'acc_unlikely' -e 'ACC_C_BEGIN' \
    -e 'ACC_C_END' -e 'ACC_SIGNATURE' -e 'ACC_ASYNC' -e 'ACC_PLACE.*' \
    -e 'ACC_GENERATOR_EXIT' -e 'acc_.*_from' -e 'acc_.*_slow' \
    -e 'acc_await_release' -e 'acc_push' -e 'acc_push_aligned' \
    -e 'acc_push_base' -e 'ACC_FRAME_SIZE' "$WORK/all" >"$WORK/names"
grep -x 'acc_queue_put.*_from' "$WORK/all" >>"$WORK/names"
sort -u -o "$WORK/names" "$WORK/names"
[ "$(wc -l <"$WORK/names")" -gt 150 ] || { echo "no names found"; exit 1; }

words() {
    tr -c 'A-Za-z0-9_' '\n' | sed 's/^__acc_[a-z]*_acc_/acc_/' |
        grep '^\(acc\|ACC\)_' | sort -u
}

cat tests/unit/*.c tests/unit/*.h tests/run/*/*.c tests/run/*/*.h | words \
    >"$WORK/c"
cat tests/run/*/*.c >"$WORK/beside"
for f in "$WORK/beside" tests/run/*.ac; do
    cat "$f"
    [ "${f%.ac}" != "$f" ] || continue
    std=$(sed -n 's|^// std: *||p' "$f")
    "$ACC" -w -std=${std:-c11} -Iruntime/include "$f" -o - 2>/dev/null
done | words >"$WORK/ac"
cat docs/runtime.md docs/language.md docs/abi.md | words >"$WORK/docs"

# Functions of the sections for programs, but for macros; examples.
awk '/^## Functions/ { on = 1 } on && /^### (Bare|Native|Emitted)/ { exit } on' \
    docs/runtime.md | grep '^|' | words | grep '^acc_' >"$WORK/called"
cat docs/runtime.md docs/language.md | awk '
    /^```/ { inside = !inside; next }
    inside' | words >"$WORK/examples"

failed=0
missing() { # NAMES WHERE WHAT
    for name in $(comm -23 "$WORK/$1" "$WORK/$2"); do
        failed=$((failed + 1))
        echo "$3: $name"
    done
}
missing names c "not in a test in C"
missing names ac "not in a test in the dialect"
missing names docs "not in docs"
missing called examples "not in an example of docs"
passed=$(cat "$WORK/names" "$WORK/called" | wc -l)
echo "$passed passed, $failed failed, 0 skipped"
