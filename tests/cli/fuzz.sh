# A few of the random programs that `make fuzz` runs by the hundred.
sh "$ROOT/tests/fuzz/run.sh" 4 1
