# A few programs of random control flow, against their interpreter; more of
# them: make fuzz-control.
if ! command -v python3 >/dev/null; then
    echo "skip: python3 is absent"
    exit 77
fi
COUNT=3 SEED=1 WORK=$PWD/control ACC=$ACC BUILD=$BUILD \
    sh "$ROOT/tests/fuzz/control.sh"
