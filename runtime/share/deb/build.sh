#!/bin/sh
# Makes the Debian package from what `make install` puts into a folder:
#
#   build.sh VERSION FOLDER PACKAGE MAKE-INSTALL...
#
# The command is run with DESTDIR and Debian's folders as further arguments.
# Needs dpkg-deb; the names of the libraries needed come from dpkg-shlibdeps
# where there is one.
set -e
version=$1 work=$2 package=$3
shift 3
here=$(cd "$(dirname "$0")" && pwd)
top=$here/../../..
root=$work/root
arch=$(dpkg --print-architecture)
triplet=$(gcc -print-multiarch)
libdir=/usr/lib${triplet:+/$triplet}
time=@${SOURCE_DATE_EPOCH:-$(stat -c %Y "$top/Makefile")}
date=$(date -u -R -d "$time")
year=$(date -u +%Y -d "$time")
umask 022

rm -rf "$work"
mkdir -p "$root/DEBIAN"
env -u MAKEFLAGS -u MAKELEVEL "$@" DESTDIR="$root" PREFIX=/usr libdir="$libdir" \
    zshdir=/usr/share/zsh/vendor-completions
library=$(cd "$root$libdir" && echo libacc.so.[0-9]*)

# The translator without its debugging information. The library keeps it: gdb's
# commands for tasks read it.
strip --strip-unneeded --remove-section=.comment --remove-section=.note \
    "$root/usr/bin/acc"
gzip -9n "$root/usr/share/man/man1/acc.1"

doc=$root/usr/share/doc/acc
mkdir -p "$doc/examples"
cp "$top/README.md" "$top"/docs/*.md "$doc"
cp "$top"/samples/*.ac "$top"/samples/*.[ch] "$doc/examples"
{
    echo "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/"
    echo "Upstream-Name: acc"
    echo
    echo "Files: *"
    sed -n "s/^Copyright (c)/Copyright: $year/p" "$top/LICENSE"
    echo "License: MIT"
    sed -n '/^Permission/,$s/^/ /p' "$top/LICENSE" | sed 's/^ $/ ./'
} >"$doc/copyright"
{
    echo "acc ($version) unstable; urgency=medium"
    echo
    echo "  * Version $version; docs/ tells what it does."
    echo
    echo " -- the acc authors <maintainers@acc.invalid>  $date"
} | gzip -9n >"$doc/changelog.gz"

# What it needs.
depends="libc6, libuv1"
if command -v dpkg-shlibdeps >/dev/null; then
    mkdir -p "$work/debian"
    printf 'Source: acc\n\nPackage: acc\nArchitecture: any\n' \
        >"$work/debian/control"
    depends=$(cd "$work" && dpkg-shlibdeps -O "root/usr/bin/acc" \
        "root$libdir/$library" 2>/dev/null |
        sed -n 's/^shlibs:Depends=//p') || depends=
    [ -n "$depends" ] || depends="libc6, libuv1"
fi
size=$(du -sk --exclude=DEBIAN "$root" | cut -f 1)
sed -e "s|@version@|$version|; s|@arch@|$arch|; s|@size@|$size|" \
    -e "s|@depends@|$depends|" "$here/control" >"$root/DEBIAN/control"
echo "libacc ${library##*.} acc (>= ${version%.*})" >"$root/DEBIAN/shlibs"
echo "activate-noawait ldconfig" >"$root/DEBIAN/triggers"
mkdir -p "$root/usr/share/lintian/overrides"
cp "$here/lintian-overrides" "$root/usr/share/lintian/overrides/acc"
find "$root" -type d -exec chmod 755 {} +
(cd "$root" && find usr -type f -exec md5sum {} +) >"$root/DEBIAN/md5sums"
chmod 644 "$root"/DEBIAN/*
dpkg-deb --root-owner-group --build "$root" "$package" >/dev/null
