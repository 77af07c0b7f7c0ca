# The same input gives the same bytes: on every run, in every folder, whatever
# the environment; names of folders can be left out.
. "$ROOT/tests/cli/checks.inc"
cd "$WORK" || exit 1
mkdir -p one/src/sub two/deeper/src/sub tmp
export TMPDIR=$WORK/tmp
include=-I$ROOT/runtime/include
cat >one/src/main.ac <<'EOF'
#include <acc/acc.h>
#include <stdio.h>
#include "sub/part.h"
#include "sub/plain.h"
#define WHERE() puts(__FILE__)
async int main(void)
{
    WHERE();
    puts(__FILE__);
    return await part(PLAIN) + __COUNTER__ + __COUNTER__;
}
EOF
cat >one/src/sub/part.h <<'EOF'
#pragma once
struct { int x; } nameless;
static inline async int part(int x)
{
    struct local { int y; } l = {x};
    const char *file = __FILE__;
    await acc_sleep(0);
    return l.y + (file == 0);
}
EOF
echo '#define PLAIN 1' >one/src/sub/plain.h
cp -r one/src two/deeper
same() { # NAME FILE FILE
    if cmp "$2" "$3" >difference 2>&1; then ok; else bad "$1" difference; fi
}
translate() { # FOLDER OUTPUT ARGUMENTS...
    (
        cd "$1" || exit
        output=$2
        shift 2
        "$ACC" $include "$@" -o "$output"
    ) 2>err || bad "translation in $1" err
}
translate one/src "$WORK/1.c" main.ac
translate one/src "$WORK/2.c" main.ac
same "twice" 1.c 2.c
LC_ALL=tr_TR.UTF-8 LANG=C TZ=Asia/Tokyo HOME=/none USER=x COLUMNS=20 \
    translate one/src "$WORK/2.c" main.ac
same "another environment" 1.c 2.c
(umask 077; translate one/src "$WORK/2.c" main.ac)
same "another mask" 1.c 2.c
translate two/deeper/src "$WORK/deep.c" main.ac
sed 's|two/deeper|one|' deep.c >2.c
same "another folder, but for its includes" 1.c 2.c
translate one/src main.c main.ac
translate two/deeper/src main.c main.ac
same "beside the source" one/src/main.c two/deeper/src/main.c
touch -d 2001-01-01 one/src/main.ac
translate one/src "$WORK/2.c" main.ac
same "another time of the source" 1.c 2.c

# By absolute names, which are mapped.
for cc in gcc clang; do
    command -v $cc >/dev/null || { skip $cc "$cc is absent"; continue; }
    for option in --path-prefix-map --path-prefix-map= -ffile-prefix-map=; do
        for folder in "$WORK/one" "$WORK/two/deeper"; do
            case $option in *=) set -- "$option$folder=/x" ;;
            *) set -- $option "$folder=/x" ;; esac
            CC=$cc translate "$folder" "$folder/main.c" "$@" "$folder/src/main.ac"
        done
        same "$cc $option" one/main.c two/deeper/main.c
        hasnt "$cc $option" one/main.c "$WORK"
        has "$cc $option" one/main.c '#line 6 "/x/src/main.ac"'
        has "$cc $option: __FILE__ of a macro" one/main.c 'puts("/x/src/main.ac")'
        has "$cc $option: the descriptor" one/main.c '.file = "/x/src/sub/part.h"'
        # The compiler's part is told as well by acc cc.
        for folder in "$WORK/one" "$WORK/two/deeper"; do
            case $option in *=) set -- "$option$folder=/x" ;;
            *) set -- $option "$folder=/x" ;; esac
            (cd "$folder" && CC=$cc "$ACC" cc -g -O1 "$@" -c \
                "$folder/src/main.ac" -o main.o) 2>err || bad "acc cc" err
        done
        same "$cc $option: objects" one/main.o two/deeper/main.o
    done
done
mkdir -p "odd 'name"
cp one/src/main.ac "odd 'name/a\\b\"c.ac" && cp -r one/src/sub "odd 'name"
acc_status 0 "names that need quoting" cc -w "odd 'name/a\\b\"c.ac" -o odd
status 2 "names that need quoting" ./odd
has "names that need quoting" out "odd 'name/a\\b\"c.ac"
acc_status 2 "no =" --path-prefix-map nothing main.ac
check "no =: one reason" grep -q OLD=NEW err
if command -v ccache >/dev/null; then
    export CCACHE_DIR=$WORK/cache
    ccache --zero-stats >/dev/null 2>&1
    for n in 1 2; do
        CC="ccache gcc" translate one/src main.c main.ac
        (cd one/src && ccache gcc $include -c main.c -o "$WORK/$n.o") 2>err
    done
    same "with a compiler cache" 1.o 2.o
    ccache --print-stats 2>/dev/null >stats
    check "found in the cache" \
        grep -q '^\(direct\|preprocessed\)_cache_hit.[1-9]' stats
else
    skip ccache "ccache is absent"
fi
report
