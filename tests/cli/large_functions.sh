# Functions beyond the size at which locals move to the frame still give their
# sum: bench/sizes.sh, smaller.
cd "$ROOT" || exit 1
BUILD=$WORK
mkdir -p "$WORK" && ln -sf "$ACC" "$WORK/acc" &&
    ln -sf "$(dirname "$ACC")/libacc.a" "$WORK/libacc.a" || exit 1
export BUILD
SIZES="awaits:500 locals:200 nesting:60 expression:300" sh bench/sizes.sh
