# Programs made asynchronous behave as before; `make fuzz` tries random ones.
sh "$ROOT/tests/fuzz/run.sh" "$ROOT"/tests/fuzz/programs/*.c \
    "$ROOT/tests/plain/interpreter.c" "$ROOT/tests/plain/formatting.c"
