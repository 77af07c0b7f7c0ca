# The runtime for a machine with one thread and no operating system compiles
# without a warning and does what its unit test says.
cd "$ROOT" || exit 1
gcc -std=gnu11 -O0 -Wall -Wextra -Werror -DACC_SINGLE_THREAD -Iruntime \
    -Iruntime/include -Icompiler -I. tests/unit/test_runtime_bare.c \
    runtime/core/*.c runtime/loop/virtual.c -o "$WORK/bare" -lcmocka || exit 1
"$WORK/bare"
