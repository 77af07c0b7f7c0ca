# acc run: translate, compile, run.
. "$ROOT/tests/cli/checks.inc"
cd "$WORK" || exit 1
mkdir -p tmp sub
export TMPDIR=$WORK/tmp ACC_CLOCK=virtual
unset CC

cat >sub/value.h <<'EOF'
#define VALUE 5
EOF
cat >sub/prog.ac <<'EOF'
#!/usr/bin/env -S acc run
#include <acc/acc.h>
#include <stdio.h>
#include <string.h>
#include "value.h"
async int main(int argc, char **argv)
{
    char line[80];
    await acc_sleep(ACC_SEC);
    for (int i = 0; i < argc; i++)
        printf("%s%s", i ? " " : "", argv[i]);
    while (fgets(line, sizeof line, stdin))
        printf(" <%.*s>", (int)strcspn(line, "\n"), line);
    printf(" %d line %d\n", VALUE, __LINE__);
    return VALUE + ADD;
}
EOF
# run STATUS NAME ARGUMENTS...
printf 'one\ntwo\n' >input
acc_status 8 "run" run -O1 -Wall -D ADD=3 sub/prog.ac -x @input --help <input
prints "run" "sub/prog.ac -x @input --help <one> <two> 5 line 14"
silent "run"
chmod +x sub/prog.ac
mkdir -p bin && ln -sf "$ACC" bin/acc
if env -S true 2>/dev/null; then
    sed 's/^#!.*/& -DADD=1/' sub/prog.ac >sub/script && chmod +x sub/script
    PATH=$WORK/bin:$PATH status 6 "a script" sub/script an\ argument </dev/null
    prints "a script" "sub/script an argument 5 line 14"
fi
acc_status 1 "an error" run sub/prog.ac
has "an error, at its place" err "sub/prog.ac:15:"
"$ACC" sub/prog.ac -DADD=0 -I"$ROOT/runtime/include" -o x.c 2>err
check "a first line with #!, translated" [ $? = 0 ]
hasnt "a first line with #!, translated" x.c '#!'

cat >plain.c <<'EOF'
#include <stdio.h>
int main(void) { puts("plain"); return 0; }
EOF
acc_status 0 "a C file" run plain.c
prints "a C file" plain
acc_status 0 "standard input" run - <<'EOF'
#include <stdio.h>
#include <acc/acc.h>
#include <math.h>
async double f(void) { await acc_sleep(0); return 1; }
async int main(void) { printf("%g\n", await f()); return 0; }
EOF
prints "standard input" 1
acc_status 0 "-l before the file" run -lm plain.c
acc_status 0 "behind --" run -- plain.c
acc_status 0 "-###" run -### plain.c
acc_status 2 "no file" run
check "no file: one line" one_line
acc_status 1 "missing file" run none.ac
check "missing file: one line" one_line
acc_status 0 "help" run --help

# Signals are the program's own, and so is the number of its process.
cat >wait.ac <<'EOF'
#include <acc/acc.h>
#include <stdio.h>
#include <unistd.h>
async int main(void)
{
    FILE *f = fopen("pid", "w");
    fprintf(f, "%d\n", (int)getpid());
    fclose(f);
    await acc_to_thread((void *(*)(void *))pause, NULL);
    return 0;
}
EOF
for signal in TERM KILL; do
    rm -f pid
    ACC_CLOCK= "$ACC" run -w wait.ac 2>err & pid=$!
    n=0
    while [ ! -s pid ] && [ $n -lt 200 ]; do sleep 0.1; n=$((n + 1)); done
    check "$signal: the process is the program" [ "$(cat pid)" = $pid ]
    kill -$signal $pid
    wait $pid
    got=$?
    case $signal in TERM) want=143 ;; *) want=137 ;; esac
    check "$signal: the exit status" [ $got = $want ]
    check "$signal: no temporary files" cleaned
done
cat >interrupt.ac <<'EOF'
#include <acc/acc.h>
#include <signal.h>
#include <stdio.h>
async int main(void)
{
    raise(SIGINT);
    try {
        await acc_sleep(ACC_FOREVER);
    } catch (CancelledError) {
        puts("cancelled");
        throw;
    }
    return 0;
}
EOF
"$ACC" run -w interrupt.ac >out 2>err
has "SIGINT cancels" out cancelled
printf '#include <stdlib.h>\nint main(void) { abort(); }\n' >abort.c
(ulimit -c 0; "$ACC" run abort.c 2>/dev/null)
check "a signal of its own" [ $? = 134 ]

# While the compiler works.
printf '#!/bin/sh\nfor a; do case $a in -E) exec cc "$@";; esac; done\ntouch started\nexec sleep 20\n' >slow
chmod +x slow
CC=./slow "$ACC" run plain.c 2>/dev/null & pid=$!
while [ ! -e started ]; do sleep 0.05; done
kill -HUP $pid
wait $pid
check "a signal while compiling" [ $? = 129 ]
check "no temporary files" cleaned

# Where nothing can be written.
TMPDIR=$WORK/none "$ACC" run plain.c 2>err
check "no folder for temporary files" [ $? = 1 ]
has "no folder for temporary files" err "$WORK/none"

# An installation that was moved.
prefix=$WORK/prefix
mkdir -p "$prefix/bin" "$prefix/lib" "$prefix/include"
cp "$ACC" "$prefix/bin/acc"
cp "$BUILD/libacc.a" "$prefix/lib"
cp -r "$ROOT/runtime/include/acc" "$prefix/include"
status 5 "installed" "$prefix/bin/acc" run -DADD=0 sub/prog.ac </dev/null
"$prefix/bin/acc" run -### -DADD=0 sub/prog.ac 2>err
has "installed: its library" err "$prefix/bin/../lib/libacc.a"
rm -r "$prefix/include"
status 1 "no headers" "$prefix/bin/acc" run -DADD=0 sub/prog.ac
has "no headers" err "cannot find 'acc/acc.h'"
report
