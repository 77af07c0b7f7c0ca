# acc cc: .ac files beside .c and .o on a compiler's command line.
. "$ROOT/tests/cli/checks.inc"
cd "$WORK" || exit 1
mkdir -p tmp src build
export TMPDIR=$WORK/tmp ACC_CLOCK=virtual
unset CC

cat >src/main.ac <<'EOF'
#include "parts.h"
#include <stdio.h>
async int main(int argc, char **argv)
{
    (void)argv;
    printf("%d %d %d\n", twice(await thrice(4)), VALUE, argc);
    return 3;
}
EOF
cat >src/parts.h <<'EOF'
#include <acc/acc.h>
ACC_ASYNC(int) thrice(int x);
int twice(int x);
#ifndef VALUE
#define VALUE 0
#endif
EOF
cat >src/thrice.ac <<'EOF'
#include "parts.h"
async int thrice(int x)
{
    await acc_sleep(ACC_SEC);
    return 3 * x;
}
EOF
cat >src/twice.c <<'EOF'
#include "parts.h"
int twice(int x) { return 2 * x; }
EOF
sources="src/main.ac src/twice.c src/thrice.ac"

# Up to the program, in one go and in parts.
acc_status 0 "link" cc -O1 -Wall -Wextra -DVALUE=7 $sources -o build/prog
silent "link"
status 3 "the program" build/prog x
prints "the program" "24 7 2"
acc_status 0 "default output" cc $sources
check "default output" [ -x a.out ]
acc_status 0 "-c, several inputs" cc -c -DVALUE=8 $sources
for object in main.o twice.o thrice.o; do
    check "-c: $object" [ -s $object ]
done
acc_status 0 "objects are linked" cc main.o twice.o thrice.o -o prog
status 3 "of objects" ./prog
prints "of objects" "24 8 1"
acc_status 0 "-c -o" cc -c src/thrice.ac -o build/3.o
acc_status 0 "a mixture" cc -obuild/mixed main.o -x c src/twice.c -x none build/3.o -lm
status 3 "of a mixture" build/mixed
cp src/main.ac odd.name
acc_status 0 "-x ac" cc -x ac odd.name -x none src/twice.c thrice.o -o prog -Isrc
status 3 "-x ac" ./prog
acc_status 0 "-xac, standard input" cc -Isrc -c -xac - -o in.o <src/main.ac
check "standard input" [ -s in.o ]
printf '%s\n' "-DVALUE='1 + 1'" src/main.ac >args
acc_status 0 "@file" cc @args src/twice.c thrice.o -o prog
status 3 "@file" ./prog
prints "@file" "24 2 1"
cp src/main.ac src/-odd.ac
(cd src && "$ACC" cc -c -o ../dash.o -- -odd.ac) 2>err
check "behind --" [ -s dash.o ]

# Assembly, preprocessed text, what is in between.
acc_status 0 "-S" cc -S -g src/thrice.ac
has "-S: lines of the .ac file" thrice.s thrice.ac
acc_status 0 "-E" cc -E -DVALUE=77 src/main.ac
has "-E" out "77"
acc_status 0 "-E -o" cc -E src/thrice.ac -o thrice.i
has "-E -o" thrice.i acc_coroutine
acc_status 0 "-save-temps" cc -save-temps -c src/thrice.ac -o 3.o
has "-save-temps" thrice.acc.c __acc_leaf_acc_sleep
rm -f thrice.acc.*
acc_status 0 "-###" cc -### -O2 src/main.ac -o never
check "-### makes nothing" [ ! -e never ]
check "-###: translation, compilation" [ "$(wc -l <err)" = 2 ]
acc_status 0 "-v" cc -v -c src/thrice.ac
has "-v prints what is run" err "$ACC -I"
acc_status 0 "no input" cc --version
acc_status 0 "help" cc --help
acc_status 2 "nothing at all" cc

# Dependencies: of the .ac file.
acc_status 0 "-MMD -c" cc -MMD -MP -c src/thrice.ac -o build/3.o
has "-MMD -c" build/3.d "build/3.o: src/thrice.ac"
has "-MMD -c: headers" build/3.d "src/parts.h:"
hasnt "-MMD -c: nothing in between" build/3.d .acc.c
acc_status 0 "-MMD -c, default name" cc -MMD -c src/thrice.ac src/twice.c
has "default name" thrice.d "thrice.o: src/thrice.ac"
has "default name, of C" twice.d "twice.o: src/twice.c"
acc_status 0 "-MD, up to the program" cc -MD $sources -o build/prog
has "of the program" build/prog-main.d "build/prog: src/main.ac"
has "of the program, C" build/prog-twice.d "build/prog: src/twice.c"
acc_status 0 "-MF -MT" cc -MMD -MFx.d -MT 'a target' -c src/thrice.ac
has "-MF -MT" x.d "a target: src/thrice.ac"
acc_status 0 "-MM" cc -MM src/thrice.ac src/twice.c
has "-MM" out "thrice.o: src/thrice.ac"
has "-MM, of C" out "twice.o: src/twice.c"
acc_status 2 "-MF of several" cc -MMD -MF x.d -c src/thrice.ac src/twice.c
check "-MF of several: one line" one_line

# Options for one, the other or both.
acc_status 1 "-Werror of acc's" cc -c -Werror -Wasync-no-await -x ac - <<'EOF'
async int f(void) { return 1; }
EOF
has "-Werror of acc's" err async-no-await
acc_status 1 "-Werror of the compiler's" cc -c -Werror=unused-variable -x ac - <<'EOF'
void f(void) { int unused; }
EOF
has "-Werror of the compiler's" err "unused"
has "the user's place" err "<stdin>:1:"
acc_status 0 "-Wno-" cc -c -Werror -Wasync-no-await -Wno-async-no-await \
    -Wno-unused-variable -Wall -Wpedantic -std=c11 -D_GNU_SOURCE -x ac - <<'EOF'
async int f(void) { return 1; }
EOF
acc_status 0 "-std, -U, -include" cc -std=gnu99 -DX -UX -include src/parts.h \
    -c -x ac - <<'EOF'
#if defined X || __STDC_VERSION__ != 199901L
#error
#endif
async int f(void) { return await thrice(2); }
EOF
acc_status 0 "acc's own" cc --no-lines -save-temps -c src/thrice.ac
hasnt "acc's own" thrice.acc.c '#line'
rm -f thrice.acc.*
acc_status 0 "a shared library" cc -shared -fPIC src/thrice.ac -o libthrice.so
acc_status 0 "-g" cc -g -c src/thrice.ac -o g.o
if command -v objdump >/dev/null; then
    objdump --dwarf=decodedline g.o >lines 2>/dev/null
    has "-g: lines" lines thrice.ac
fi

# What goes wrong.
echo 'async int f(void) { return await 1 + ; }' >broken.ac
acc_status 1 "a broken file" cc -c broken.ac
has "a broken file" err "broken.ac:1"
echo 'int f(void) { return undeclared_name; }' >broken.c
acc_status 1 "a broken C file" cc -c src/thrice.ac broken.c
acc_status 1 "the linker fails" cc src/main.ac -o never
check "the linker fails: nothing made" [ ! -e never ]
acc_status 2 "-o of several" cc -c src/thrice.ac src/twice.c -o x.o
check "-o of several: one line" one_line
acc_status 2 "no value" cc src/thrice.ac -o
acc_status 1 "missing input" cc -c none.ac
check "missing input: one line" one_line
CC=no_such_compiler "$ACC" cc -c src/thrice.ac 2>err
check "missing compiler" [ $? = 1 ]
acc_status 0 "a device as output" cc -c src/thrice.ac -o /dev/null
printf '#!/bin/sh\nfor a; do case $a in -E) exec cc "$@";; esac; done\nexit 42\n' >strange
chmod +x strange
CC=./strange "$ACC" cc -c src/thrice.ac 2>err
check "the compiler's exit status" [ $? = 42 ]

# Several at once, into one folder.
"$ACC" cc -c src/thrice.ac -DVALUE=1 -o p1.o & first=$!
"$ACC" cc -c src/thrice.ac -DVALUE=2 -o p2.o & second=$!
"$ACC" cc $sources -o p3 & third=$!
wait $first && wait $second && wait $third
check "in parallel" [ $? = 0 ]

# A signal ends the compiler and leaves nothing.
printf '#!/bin/sh\nfor a; do case $a in -E) exec cc "$@";; esac; done\ntouch started\nexec sleep 20\n' >slow
chmod +x slow
CC=./slow "$ACC" cc -MMD $sources -o never 2>/dev/null & pid=$!
while [ ! -e started ]; do sleep 0.05; done
kill -TERM $pid
wait $pid
check "a signal" [ $? = 143 ]
check "a signal: nothing in between" [ -z "$(find . -name '*.acc.c')" ]
check "nothing in between" [ -z "$(find . -name '*.acc.*')" ]
check "no temporary files" cleaned

for cc in clang tcc; do
    if ! command -v $cc >/dev/null; then
        skip "CC=$cc" "$cc is absent"
        continue
    fi
    CC=$cc "$ACC" cc -c -O1 $sources 2>err
    check "CC=$cc" [ $? = 0 ]
    silent "CC=$cc"
    "$ACC" cc -o prog main.o twice.o thrice.o 2>err
    status 3 "CC=$cc" ./prog
done
if command -v ccache >/dev/null; then
    export CCACHE_DIR=$WORK/cache CC="ccache gcc"
    "$ACC" cc -O1 -g -c src/main.ac -o build/main.o
    cp build/main.o first.o
    "$ACC" cc -O1 -g -c src/main.ac -o build/main.o
    check "a compiler cache: the same object" cmp -s first.o build/main.o
    ccache --print-stats 2>/dev/null >stats
    check "a compiler cache: found again" \
        grep -q '^\(direct\|preprocessed\)_cache_hit.[1-9]' stats
    # The translation by itself is found again in any folder.
    "$ACC" src/main.ac -I"$ROOT/runtime/include" -o main.c
    mkdir -p other && cp -r src other && (cd other &&
        "$ACC" src/main.ac -I"$ROOT/runtime/include" -o main.c)
    check "the same translation elsewhere" cmp main.c other/main.c
else
    skip "ccache" "ccache is absent"
fi
report
