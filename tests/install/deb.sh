# The Debian package: what it says of itself, and that its contents work.
. "$ROOT/tests/install/begin"
absent dpkg-deb pkg-config
make -s -C "$ROOT" BUILD="$BUILD" DEB_DIR="$WORK" deb >"$WORK/log" 2>&1 || {
    cat "$WORK/log"
    exit 1
}
cd "$WORK" || exit 1
package=$(echo acc_*.deb)
check "contents" dpkg-deb -x "$package" root
check "control" dpkg-deb -e "$package" root/DEBIAN
check "sums" sh -c 'cd root && md5sum -c --quiet DEBIAN/md5sums'
check "every file has a sum" [ "$(find root/usr -type f | wc -l)" = \
    "$(wc -l <root/DEBIAN/md5sums)" ]
check "version" [ "acc $(dpkg-deb -f "$package" Version)" = \
    "$(root/usr/bin/acc --version)" ]
check "needs libuv" sh -c "dpkg-deb -f $package Depends | grep -q libuv1"
check "owned by root" [ -z "$(dpkg-deb -c "$package" | grep -v root/root)" ]
check "no folder of this machine" [ -z "$(grep -rlI "$WORK" root)" ]

# With the folders of the package, below root/.
libdir=$(cd root/usr/lib && dirname "$PWD/$(find . -name libacc.a)")
export PKG_CONFIG_LIBDIR="$libdir/pkgconfig" PKG_CONFIG_SYSROOT_DIR=$WORK/root
export LD_LIBRARY_PATH="$libdir" PKG_CONFIG_ALLOW_SYSTEM_CFLAGS=1
cp "$ROOT/tests/run/readme.ac" .
check "translates" root/usr/bin/acc $(pkg-config --cflags acc) readme.ac
check "compiles" gcc readme.c -o readme $(pkg-config --cflags --libs acc) \
    -L"$libdir"
check "runs" sh -c "./readme | diff '$ROOT/tests/run/readme.want' -"

if [ "$(id -u)" = 0 ]; then
    mkdir -p system/var/lib/dpkg/info system/var/lib/dpkg/updates
    touch system/var/lib/dpkg/status
    check "dpkg installs it" dpkg --root=system --force-depends -i "$package"
    check "dpkg installed it" [ -x system/usr/bin/acc ]
    check "dpkg removes it" dpkg --root=system -r acc
    check "dpkg removed it" [ -z "$(find system/usr ! -type d 2>/dev/null)" ]
fi

if [ -n "$LONG" ] && command -v lintian >/dev/null; then
    lintian --fail-on error,warning "$package" >tags 2>&1
    check "lintian" [ $? = 0 ]
    check "lintian says nothing" [ -z "$(grep '^[EW]:' tags)" ]
fi
finish
