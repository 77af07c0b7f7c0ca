# A program for a bare machine and the runtime for it: no warning with anything
# that projects of that kind switch on, by gcc, clang, and a compiler for ARM.
. "$ROOT/tests/cli/checks.inc"
cd "$WORK" || exit 1
runtime=$ROOT/runtime
flags="-std=c11 -ffreestanding -DACC_SINGLE_THREAD -I$runtime/include"
cat >blink.ac <<'EOF'
#include <acc/acc.h>
#include <acc/bare.h>

#include <errno.h>

static _Alignas(16) char memory[16 * 1024];
static acc_duration time;
static volatile unsigned led;

static acc_duration clock_now(void)
{
    return time;
}

static void wait_until(acc_duration until)
{
    if (until != ACC_FOREVER && until > time)
        time = until;
}

static async void blink(int n, acc_duration d)
{
    for (int i = 0; i < n; i++) {
        led ^= 1;
        await acc_sleep(d);
    }
}

static async void sensor(queue(int) q)
{
    for (int i = 0; i < 5; i++) {
        await acc_sleep(10 * ACC_MSEC);
        await acc_queue_put(q, i);
    }
}

static async int sum_of(queue(int) q)
{
    int sum = 0;
    for (int i = 0; i < 5; i++)
        sum += await acc_queue_get(q);
    return sum;
}

static async int all(void)
{
    queue(int) q = acc_queue_new(int, 2);
    int sum = 0;
    if (!q)
        throw ENOMEM;
    defer acc_queue_free(q);
    create_task(sensor(q));
    try {
        timeout (ACC_SEC) {
            taskgroup (g) {
                create_task(g, blink(3, 5 * ACC_MSEC));
                sum = await wait_for(sum_of(q), 500 * ACC_MSEC);
            }
        }
    } catch (TimeoutError) {
        sum = -1;
    }
    return sum;
}

int main(void)
{
    static const struct acc_bare machine = {
        .memory = memory, .size = sizeof memory, .clock = clock_now,
        .wait = wait_until, .stack = 1024,
    };
    int sum = 0, error = 0;
    acc_bare_init(&machine);
    size_t before = acc_bare_free(NULL);
    acc_run_into((acc_coroutine *)all(), &sum, sizeof sum, &error);
    return error || sum != 10 || led != 1 || acc_bare_free(NULL) != before;
}
EOF

files="$runtime/core/*.c $runtime/port/bare.c $runtime/loop/bare.c
    $runtime/loop/virtual.c"
clean() { # NAME COMPILER...: of the program and the runtime
    who=$1 && shift
    command -v "$1" >/dev/null || { skipped=$((skipped + 1)); return; }
    # shellcheck disable=SC2086
    CC="$*" acc_status 0 "$who: translated" $flags blink.ac -o "$who.c"
    # shellcheck disable=SC2086
    "$@" $flags -I"$runtime" -fsyntax-only -Wall -Wextra -Wpedantic \
        -Wconversion -Wshadow -Wundef -Wcast-align -Wold-style-definition \
        -Wstrict-prototypes -Wmissing-prototypes "$who.c" $files >out 2>&1
    if [ -s out ]; then bad "$who: warnings" out; else ok; fi
}
clean gcc gcc
clean clang clang
clean arm arm-none-eabi-gcc -mcpu=cortex-m3 -mthumb

# shellcheck disable=SC2086
status 0 'linked without libuv' gcc $flags -I"$runtime" gcc.c $files -o blink
status 0 'runs' ./blink
report
