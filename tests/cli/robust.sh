# Inputs and outputs of every kind: clear errors, nothing half done.
. "$ROOT/tests/cli/checks.inc"
cd "$WORK" || exit 1
mkdir -p dir out.d tmp
export TMPDIR=$WORK/tmp
include=-I$ROOT/runtime/include
cat >ok.ac <<'EOF'
#include <acc/acc.h>
/* a comment */
async int f(int x)
{
    await acc_sleep(0);
    return x;
}
EOF
# one_error NAME TEXT: the last command said one thing, with the text.
one_error() {
    check "$1: one line" one_line
    has "$1" err "$2"
}
root() { [ "$(id -u)" = 0 ]; }

# Inputs.
acc_status 1 "a folder" dir -o x.c
one_error "a folder" "cannot read 'dir'"
acc_status 1 "a missing file" none.ac
one_error "a missing file" "none.ac"
acc_status 1 "a missing folder" none/x.ac
if root; then skip "an unreadable file" "run as root"; else
    cp ok.ac secret.ac && chmod 000 secret.ac
    acc_status 1 "an unreadable file" secret.ac
    one_error "an unreadable file" "secret.ac"
fi
sed 's/$/\r/' ok.ac >crlf.ac
printf '\357\273\277' | cat - ok.ac >bom.ac
printf '%s' "$(cat ok.ac)" >newline.ac
{ printf '#!/usr/bin/env -S acc run\r\n' && cat crlf.ac; } >script.ac
for kind in crlf bom newline script; do
    acc_status 0 "$kind" $include $kind.ac
    silent "$kind"
    status 0 "$kind compiles" gcc -Wall -Wextra -Werror $include -c $kind.c
    silent "$kind compiles"
done
has "CRLF: the line stays" crlf.c '#line 5 "crlf.ac"'
{ sed 's/return x;/return x + undeclared;/' crlf.ac; } >crlf2.ac
acc_status 1 "CRLF: an error" $include crlf2.ac
has "CRLF: its place" err 'crlf2.ac:6:16: error'
{ printf '\357\273\277' && echo 'async int f(void) { return nothing; }'; } >bom2.ac
acc_status 1 "byte order mark: an error" bom2.ac
has "byte order mark: its place" err 'bom2.ac:1:'
printf 'int a;\0int b;\nasync int f(void) { return 1; }\n' >nul.ac
acc_status 0 "a NUL byte" nul.ac
printf 'async int f(void) { return "\0"; \0\0 }\0' >nul2.ac
"$ACC" nul2.ac >/dev/null 2>&1
check "NUL bytes, no crash" [ $? -le 1 ]
head -c 4096 "$ACC" >binary.ac
"$ACC" binary.ac >/dev/null 2>&1
check "a binary, no crash" [ $? = 1 ]
{
    cat ok.ac
    printf 'async int g(void) { int x = 0'
    awk 'BEGIN { for (i = 0; i < 20000; i++) printf "+ 1" }'
    echo '; return x + await f(1); }'
    printf 'static const char s[] = "'
    awk 'BEGIN { for (i = 0; i < 200000; i++) printf "x" }'
    echo '";'
    awk 'BEGIN { for (i = 0; i < 3000; i++) printf "/* %d */ ", i }'
    echo 'int last;'
} >long.ac
acc_status 0 "very long lines" $include long.ac
silent "very long lines"
status 0 "very long lines compile" gcc -fsyntax-only $include long.c
awk 'BEGIN { for (i = 0; i < 100000; i++) print "" ; print "async int f(void) { return no; }" }' >tall.ac
acc_status 1 "many lines" tall.ac
has "many lines" err tall.ac:100001:
: >empty.ac
acc_status 0 "an empty file" empty.ac
"$ACC" - -o - <ok.ac $include >out 2>err
has "standard input and output" out '#line 1 "<stdin>"'
"$ACC" - $include <&- >out 2>err
check "no standard input" [ $? = 1 ]
mkfifo pipe
cat ok.ac >pipe &
acc_status 0 "a pipe as input" $include pipe -o pipe.c
wait

# Outputs.
for same in ok.ac ./ok.ac dir/../ok.ac; do
    acc_status 2 "the input as output" ok.ac -o $same
    one_error "the input as output" "is the input"
done
ln -sf ok.ac link.ac
acc_status 2 "a link to the input" ok.ac -o link.ac
has "the input is whole" ok.ac "return x;"
acc_status 1 "a missing folder" $include ok.ac -o none/x.c
one_error "a missing folder" "none/x.c"
if [ -w /dev/full ]; then
    for output in "-o /dev/full" "-MD -MF /dev/full"; do
        acc_status 1 "disk full: $output" $include $output ok.ac
        one_error "disk full: $output" "/dev/full"
    done
    "$ACC" $include ok.ac -o - >/dev/full 2>err
    check "disk full: standard output" [ $? = 1 ]
    one_error "disk full: standard output" "standard output"
    "$ACC" --frame-report $include ok.ac >/dev/full 2>err
    check "disk full: the report" [ $? = 1 ]
fi
if root; then skip "a folder without permission" "run as root"; else
    mkdir -p locked && chmod 555 locked
    acc_status 1 "a folder without permission" $include ok.ac -o locked/x.c
    one_error "a folder without permission" "locked/x.c"
    chmod 755 locked
fi
(
    ulimit -f 1
    trap '' XFSZ
    "$ACC" $include long.ac -o big.c
) 2>err
check "a limit of file sizes" [ $? = 1 ]
check "a limit of file sizes: nothing stays" [ -z "$(ls big.c* 2>/dev/null)" ]
echo 'old' >kept.c
echo 'async int f(void) { return await 3 +; }' >kept.ac
acc_status 1 "errors" kept.ac
has "errors: the old output stays" kept.c old
acc_status 0 "a folder" $include ok.ac -o dir
check "a folder" [ -s dir/ok.c ]
acc_status 0 "a folder with a slash" $include ok.ac -o out.d/
check "a folder with a slash" cmp -s dir/ok.c out.d/ok.c
ln -sf target.c link.c
acc_status 0 "a link" $include ok.ac -o link.c
check "a link stays one" [ -L link.c ]
has "a link: its target" target.c acc_coroutine

# Several inputs.
cp ok.ac second.ac
acc_status 0 "several" $include ok.ac second.ac -o out.d
check "several" [ -s out.d/ok.c -a -s out.d/second.c ]
acc_status 0 "several, with rules" -MMD $include ok.ac second.ac
has "several, with rules" second.d "second.c: second.ac"
acc_status 1 "one of several is wrong" $include ok.ac kept.ac second.ac -o out.d
has "one of several is wrong" err kept.ac:1
acc_status 2 "-o of several" ok.ac second.ac -o x.c
acc_status 2 "-MF of several" -MD -MF x.d ok.ac second.ac
acc_status 0 "behind --" $include -- ok.ac
cp ok.ac ./-odd.ac
acc_status 2 "a dash before the name" -odd.ac
acc_status 0 "a dash before the name" $include -o odd.c -- -odd.ac

# The command line.
for word in --sync-wraper:--sync-wrappers --link-chek:--link-check \
    --no-line:--no-lines --frame-raport:--frame-report --versoin:--version \
    --colour=never:--color -includ:-include -MDD:-MD; do
    acc_status 2 "${word%:*}" "${word%:*}" ok.ac
    has "${word%:*}" err "did you mean '${word#*:}'?"
done
acc_status 2 "nothing like it" --zzzzzz ok.ac
hasnt "nothing like it" err "did you mean"
for option in -o -I -D -U -include -isystem -MF -MT --path-prefix-map; do
    acc_status 2 "$option without a value" ok.ac $option
    has "$option without a value" err "option '$option' needs a value"
done
acc_status 2 "no input" -w
acc_status 2 "no argument"
has "no argument" err "acc --help"
acc_status 2 "a pass" --dump=spil ok.ac
acc_status 0 "--version" --version
check "--version" grep -q '^acc [0-9][0-9.]*$' out
check "no temporary files" cleaned
check "no files in between" [ -z "$(ls ./*.c.?????? 2>/dev/null)" ]
report
