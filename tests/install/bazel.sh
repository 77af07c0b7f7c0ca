# The Bazel rules.
. "$ROOT/tests/install/begin"
absent bazel
install_acc
enter_project bazel
cat >WORKSPACE <<END
new_local_repository(
    name = "acc",
    path = "$prefix",
    build_file = "$prefix/share/acc/bazel/acc.BUILD",
)
END
build() {
    bazel --output_user_root="$WORK/user" $BAZEL_STARTUP build \
        --noenable_bzlmod //:program || # which older ones do not know
        bazel --output_user_root="$WORK/user" $BAZEL_STARTUP build //:program
}
try_builds bazel bazel-bin/program build
bazel --output_user_root="$WORK/user" shutdown
finish
