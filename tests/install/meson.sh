# Meson, as docs/build-systems.md has it.
. "$ROOT/tests/install/begin"
absent meson ninja pkg-config
install_acc
enter_project meson
check "meson: configures" meson setup out
try_builds meson out/program ninja -C out
finish
