# gdb on a program in .ac: breakpoints by line, tasks, their awaits and saved
# locals, in a program that runs and in a core file.
. "$ROOT/tests/install/begin"
absent gdb
install_acc
cp "$ROOT/tests/install/gdb/work.ac" "$WORK" && cd "$WORK" || exit 1
# From one line to the other, without what is the runtime's affair: addresses,
# frames of its own.
excerpt() {
    sed -n "/$1/,/$2/p" "$3" | sed 's/0x[0-9a-f]\{6,\}/0x.../g
        s/^Breakpoint.*/Breakpoint/; /^#[0-9]* *acc_sleep$/d; s/^#[0-9]*/#/'
}
script=$prefix/share/acc/acc-gdb.py
started='^task  '

check "translates" acc -I"$prefix/include" work.ac
check "compiles" gcc -g -O0 -I"$prefix/include" work.c -o static \
    "$prefix/lib/libacc.a" $UV_LIBS
gdb -nx -batch -ex "source $script" -x "$ROOT/tests/install/gdb/commands" \
    -ex 'generate-core-file core' -ex kill static >out 2>&1
grep -q 'Operation not permitted' out && {
    echo "programs cannot be traced here"
    exit 77
}
excerpt "$started" '^done' out >got
check "statically linked" diff "$ROOT/tests/install/gdb/commands.want" got

if [ -e core ]; then
    gdb -nx -batch -ex "source $script" -ex 'acc tasks' -ex 'acc bt' static core \
        >out 2>&1
    check "core file" grep -q '^#1  worker at work.ac:23$' out
fi

# The script comes with the shared library; optimised code.
check "compiles" gcc -g -O2 -I"$prefix/include" work.c -o shared \
    -L"$prefix/lib" -lacc
gdb -nx -batch -iex "set auto-load safe-path $prefix" \
    -iex "set auto-load scripts-directory $prefix/share/gdb/auto-load" \
    -ex 'break puts' -ex run -ex 'acc tasks' -ex 'acc locals first' shared \
    >out 2>&1
check "auto-load: tasks" grep -q '^first   worker    suspended  work.ac:13$' out
check "auto-load: locals" grep -q '^    place = {x = 1, y = 10}$' out
check "auto-load: running" grep -q '^Task-1  main      running ' out

gdb -nx -batch -ex "source $script" -ex 'acc tasks' static >out 2>&1
check "not running" grep -q '^the program is not running$' out
finish
