# The command line: outputs, options, exit statuses, one clear line for what
# goes wrong outside of the program text.
. "$ROOT/tests/cli/checks.inc"
cd "$WORK" || exit 1
include=$ROOT/runtime/include

cat >hello.ac <<'END'
#include <acc/acc.h>
async int main(void)
{
    await acc_sleep(VALUE);
    return 0;
}
END

acc_status 0 "version" --version
check "version" grep -q '^acc [0-9]' out
acc_status 0 "help" --help
check "help fits a page" [ "$(wc -l <out)" -le 50 ]
check "help fits a line" [ -z "$(grep '.\{81\}' out)" ]
acc_status 2 "no input"
acc_status 2 "unknown option" --no-such-option hello.ac
acc_status 2 "unknown dump" --dump=nothing hello.ac

acc_status 0 "default output" -DVALUE=0 -I"$include" hello.ac
check "default output" [ -s hello.c ]
mkdir -p folder
cp hello.ac folder/other.ac
acc_status 0 "default output is here" -DVALUE=0 -I"$include" folder/other.ac
check "default output is here" [ -s other.c ]
acc_status 0 "-o" -DVALUE=0 -I "$include" hello.ac -o named.c
check "-o" cmp -s named.c hello.c
"$ACC" -DVALUE=0 -I"$include" - -o - <hello.ac >out 2>err
check "standard input and output" grep -q acc_sleep out
acc_status 0 "-o -" -DVALUE=0 -I"$include" hello.ac -o -
check "-o -" grep -q acc_sleep out
acc_status 0 "lines" -DVALUE=0 -I"$include" hello.ac -o lines.c
check "lines" grep -q '^#line' lines.c
for option in -l --no-lines; do
    acc_status 0 "$option" $option -DVALUE=0 -I"$include" hello.ac -o nolines.c
    check "$option" [ -z "$(grep '^#line' nolines.c)" ]
done
acc_status 0 "-D -U" -DOTHER=1 -UOTHER -D VALUE=0 -I"$include" hello.ac
echo '#define VALUE 0' >value.h
acc_status 0 "-include" -include value.h -I"$include" hello.ac -o include.c
acc_status 0 "-isystem" -DVALUE=0 -isystem "$include" hello.ac
acc_status 0 "-std" -std=gnu11 -DVALUE=0 -I"$include" hello.ac
acc_status 0 "--cpp-arg" --cpp-arg=-DVALUE=0 -I"$include" hello.ac

printf 'int a' >open.ac
esc=$(printf '\033')
acc_status 1 "--color=always" --color=always open.ac
check "--color=always" grep -q "$esc\[1;31merror:" err
for option in --color=never --color=auto -w; do
    acc_status 1 "$option" $option open.ac
    check "$option" [ -z "$(grep "$esc" err)" ]
done
acc_status 2 "--color=pink" --color=pink open.ac
acc_status 2 "-Wblokcing" -Wblokcing hello.ac
check "-Wblokcing" grep -q "did you mean '-Wblocking'" err

acc_status 1 "missing input" no_such_file.ac
check "missing input: one line" one_line
check "missing input: its name" grep -q no_such_file.ac err
echo '#include "no_such_header.h"' >noheader.ac
if ! [ -e /usr/include/acc/acc.h ] && ! [ -e /usr/local/include/acc/acc.h ]; then
    printf '#include <acc/acc.h>\n' >bare.ac
    acc_status 1 "missing runtime headers" bare.ac
    has "missing runtime headers: where they are" err ": say -I"
    acc_status 0 "runtime headers" -I "$include" bare.ac -o bare.c
    printf '#include <acc/acc.h>\n#include "no_such_header.h"\n' >bare.ac
    acc_status 1 "runtime headers and another" -I "$include" bare.ac -o bare.c
    hasnt "runtime headers: found" err ": say -I"
fi
acc_status 1 "missing header" noheader.ac
check "missing header: its name" grep -q no_such_header.h err
check "missing header: no output" [ ! -e noheader.c ]
if [ -w /dev/full ]; then
    acc_status 1 "full disk" -DVALUE=0 -I"$include" hello.ac -o /dev/full
    check "full disk: one line" one_line
fi
acc_status 1 "no such folder" -DVALUE=0 -I"$include" hello.ac -o none/x.c
check "no such folder: one line" one_line
CC=no_such_compiler "$ACC" -DVALUE=0 -I"$include" hello.ac -o cc.c >out 2>err
check "missing compiler: status" [ $? = 1 ]
check "missing compiler: one line" one_line
check "missing compiler: its name" grep -q no_such_compiler err

echo 'int old;' >kept.c
echo 'async int f(void) { return await 3 +; }' >kept.ac
acc_status 1 "errors" kept.ac
check "errors: an old output stays" grep -q 'int old;' kept.c
acc_status 0 "a C file" -o plain.c kept.c
check "a C file" [ "$(tail -n +3 plain.c)" = 'int old;' ]
: >empty.ac
acc_status 0 "an empty file" empty.ac
for pass in tokens tree; do
    acc_status 0 "--dump=$pass" --dump=$pass -DVALUE=0 -I"$include" hello.ac
    check "--dump=$pass" [ -s out ]
done
"$ACC" --cc=no_such_compiler -DVALUE=0 -I"$include" hello.ac >out 2>err
check "--cc" grep -q no_such_compiler err
CC=no_such_compiler "$ACC" --cc=gcc -DVALUE=0 -I"$include" hello.ac >out 2>err
check "--cc goes before \$CC" [ $? = 0 ]

# Arguments in a file.
printf '%s\n' "-D 'VALUE=1 + ACC_MSEC'" "\"-I$include\"" '@more' >words
echo '-o from\ file.c hello.ac' >more
acc_status 0 "@FILE" @words
check "@FILE: quotes" [ -s 'from file.c' ]
echo '@loop' >loop
acc_status 2 "@FILE that names itself" @loop
check "@FILE that names itself: one line" one_line
acc_status 1 "@FILE that is not there" @nothing
check "@FILE that is not there: its name" grep -q @nothing err

# Dependencies, as compilers write them.
acc_status 0 "-MMD" -MMD -MP -DVALUE=0 -include value.h -I"$include" \
    -w hello.ac -o dep.c
check "-MMD" grep -q 'dep.c:.*hello.ac' dep.d
check "-MMD names headers" grep -q 'value.h' dep.d
check "-MMD leaves out system headers" [ -z "$(grep stdint.h dep.d)" ]
report
