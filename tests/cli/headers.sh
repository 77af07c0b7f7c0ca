# A program of many files with shared headers: .ac files include them as they
# are, C and C++ what acc makes of them. --sync-wrappers, --link-check.
. "$ROOT/tests/cli/checks.inc"
cp "$ROOT"/tests/cli/headers/* "$WORK" && cd "$WORK" || exit 1
mkdir -p tmp gen
export TMPDIR=$WORK/tmp ACC_CLOCK=virtual
include=-I$ROOT/runtime/include
strict="-Wall -Wextra -Werror"
cxx=
for c in g++ clang++; do
    if command -v $c >/dev/null; then cxx="$cxx $c"; else
        skip "$c" "$c is absent"
    fi
done

for header in store prices; do
    acc_status 0 "$header.h" --sync-wrappers $include $header.h -o gen/$header.h
    silent "$header.h"
done
has "an include guard stays" gen/store.h '#ifndef STORE_H'
has "a nested header has its own" gen/store.h '#ifndef ACC_ONCE_prices_h'
hasnt "no dialect is left" gen/store.h 'async int deliver'
has "macros stay" gen/store.h '#define REDUCED'
has "plain headers stay" gen/store.h '#include "../kinds.h"'

# Both compilers; main as well through the generated header only.
for cc in gcc clang; do
    command -v $cc >/dev/null || { skip $cc "$cc is absent"; continue; }
    CC=$cc status 0 "$cc" "$ACC" cc -std=gnu11 -pedantic $strict --sync-wrappers \
        -c main.ac store.ac prices.ac plain.c
    silent "$cc"
    for c in $cxx; do
        status 0 "$cc, $c" $c -std=c++11 -pedantic $strict $include -c cpp.cc
        silent "$cc, $c"
        CC=$cc status 0 "$cc, $c: linked" "$ACC" cc main.o store.o prices.o \
            plain.o cpp.o -lstdc++ -o prog
        status 0 "$cc, $c: runs" ./prog
        if diff "$ROOT/tests/cli/headers/want" out >difference; then ok; else
            bad "$cc, $c: output" difference
        fi
    done
done
printf '#include "gen/store.h"\n#include "gen/prices.h"\n#include "gen/store.h"\nint unit;\n' >unit.c
for c in "gcc -std=c99" "gcc -std=c11 -pedantic" "clang -pedantic" tcc \
    "g++ -x c++ -pedantic -std=c++98 -Wno-long-long" \
    "g++ -x c++ -pedantic -std=c++20" "clang++ -x c++ -std=c++17 -pedantic"; do
    command -v ${c%% *} >/dev/null || { skip "$c" "${c%% *} is absent"; continue; }
    flags=$strict
    [ $c != tcc ] 2>/dev/null || flags=-Wall
    status 0 "twice, $c" $c $flags $include -c unit.c -o unit.o
    silent "twice, $c"
    # Each of the runtime's headers by itself, with the oldest standards.
    case $c in *c99 | *98*) ;; *) continue ;; esac
    for header in "$ROOT"/runtime/include/acc/*.h; do
        case $header in */uv.h) continue ;; esac
        echo "#include <acc/${header##*/}>" >one.c
        status 0 "${header##*/}, $c" $c $flags $include -c one.c -o one.o
    done
done
echo 'async int f(int);' >x.ach
acc_status 0 "X.ach" x.ach
has "X.ach: X.h" x.h 'acc_coroutine *f(int);'
acc_status 0 "no lines" -l $include prices.h -o p.h
hasnt "no lines" p.h '#line'
mkdir -p elsewhere
(cd elsewhere && "$ACC" -l $include ../prices.h -o p.h)
has "another folder" elsewhere/p.h '#include "../kinds.h"'

# Wrappers: of which functions, without a warning, and what they give.
cat >calls.c <<'EOF'
#include <acc/acc.h>
#include <stdio.h>
struct big { int a[20]; };
int by_value_sync(struct big b, const char *name, int *x, struct big *value);
int nothing_sync(void), value_sync(int x, int *value);
int attributed_sync(int x, const char **value), rec_sync(int n, _Bool *value);
int main(void)
{
    struct big b = {{1, 2}}, c = {{0}};
    int n = 0;
    const char *s = "";
    _Bool yes = 0;
    int e = by_value_sync(b, "", NULL, &c) + nothing_sync() + value_sync(7, &n)
            + attributed_sync(1, &s) + rec_sync(9, &yes) + value_sync(1, NULL);
    printf("%d %d %d %s %d\n", e, c.a[1], n, s, yes);
    return 0;
}
EOF
for cc in gcc clang tcc; do
    command -v $cc >/dev/null || continue
    CC=$cc acc_status 0 "$cc: wrappers" -w --sync-wrappers $include wrappers.ac
    flags="-Wall -Wextra -pedantic -Werror -Wmissing-prototypes"
    [ $cc != tcc ] || flags=-Wall
    status 0 "$cc: wrappers compile" $cc $flags $include -c wrappers.c
    silent "$cc: wrappers compile"
    CC=gcc status 0 "$cc: calls" "$ACC" cc calls.c wrappers.o -o calls
    status 0 "$cc: calls" ./calls
    prints "$cc: calls" "0 2 7 x 1"
done
for none in many_sync hidden_sync gen_sync main_sync; do
    hasnt "no wrapper" wrappers.c $none
done

# Files that disagree about an async function.
cat >definer.ac <<'EOF'
#include <acc/acc.h>
struct s { int x; };
async long f(int x, struct s *p) { (void)p; await acc_sleep(0); return x; }
async void nothing(const char *s, int (*fp)(int), ...) { (void)s, (void)fp; }
generator(int) numbers(unsigned n) { while (n--) yield 1; }
int plain(int x) { return x; }
EOF
caller() { # DECLARATION STATEMENT
    {
        echo '#include <acc/acc.h>'
        echo 'struct s; enum e { E };'
        echo "$1"
        echo 'async int main(void) { await acc_sleep(0); '"$2"' return 0; }'
    } >caller.ac
}
agree() { # NAME DECLARATION STATEMENT
    caller "$2" "$3"
    CC=$cc status 0 "$cc: $1" "$ACC" cc -w $flag --link-check caller.ac \
        definer.ac -o linked
}
disagree() { # NAME DECLARATION STATEMENT
    caller "$2" "$3"
    CC=$cc status 1 "$cc: $1" "$ACC" cc -w $flag --link-check caller.ac \
        definer.ac -o linked
    has "$cc: $1" err "__acc_sig_${4:-f}"
}
for cc in gcc clang; do
    command -v $cc >/dev/null || continue
    for linker in bfd gold lld; do
        flag=-fuse-ld=$linker
        command -v ld.$linker >/dev/null || { skip $linker "it is absent"; continue; }
        agree "the same" 'typedef long l; async l f(const int, struct s *const p);' \
            'await f(1, 0);'
        disagree "another result" 'async int f(int, struct s *);' 'await f(1, 0);'
        [ $linker = bfd ] || continue
        disagree "another parameter" 'async long f(long, struct s *);' 'await f(1, 0);'
        disagree "one more" 'async long f(int, struct s *, int);' 'await f(1, 0, 1);'
        disagree "not async" 'long f(int, struct s *);' 'f(1, 0);'
        disagree "a generator" 'async generator(long) f(int, struct s *);' \
            'async for (long x : f(1, 0)) (void)x;'
        agree "variadic" 'async void nothing(const char *, int (*)(int), ...);' \
            'await nothing("", 0, 1);'
        agree "an enumeration" 'generator(int) numbers(enum e);' \
            'for (int i : numbers(E)) (void)i;'
        disagree "a plain one" 'async int plain(int);' '(void)plain;' plain
        agree "not used" 'async int f(void);' ''
    done
    flag=-O2
    "$ACC" cc -w --link-check -c definer.ac -o definer.o && ar rcs libdefiner.a definer.o
    caller 'async int f(int, struct s *);' 'await f(1, 0);'
    CC=$cc status 1 "$cc: in a library" "$ACC" cc -w --link-check caller.ac \
        libdefiner.a -o linked
    CC=$cc "$ACC" cc -w -shared -fPIC --link-check definer.ac -o libdefiner.so
    nm -D libdefiner.so >symbols 2>/dev/null
    hasnt "$cc: not seen in a shared library" symbols __acc_sig
    CC=$cc status 0 "$cc: the text is the same" "$ACC" cc -w -O2 -S definer.ac -o with.s --link-check
    CC=$cc status 0 "$cc: the text is the same" "$ACC" cc -w -O2 -S definer.ac -o without.s
    for file in with without; do
        sed '/__acc_sig/d; /^[[:space:]]*#/d; /\.file/d; /^[[:space:]]*$/d' $file.s \
            >$file.text
    done
    if diff with.text without.text >difference; then ok; else bad "$cc: the text" difference; fi
done
if command -v tcc >/dev/null; then
    cc=tcc
    caller 'async long f(int, struct s *);' ''
    CC=tcc status 0 "tcc" "$ACC" cc -w --link-check -c caller.ac
fi
for cc in gcc clang; do
    command -v $cc >/dev/null || continue
    CC=$cc status 0 "$cc -flto" "$ACC" cc -flto -O2 -w --link-check definer.ac caller.ac -o linked
done
check "no temporary files" cleaned
report
