#!/bin/sh
# Every header of these packages goes through the parser, as the host's
# preprocessor gives it. A header counts when the C compiler itself takes it
# alone; parts of other headers that refuse that come with those.
#
# Headers are tried many at a time, and one by one only where that fails.

cc=${CC:-gcc}
acc=${ACC:-build/acc}
work=${WORK:-$(mktemp -d)}
case $acc in /*) ;; *) acc=$PWD/$acc ;; esac

packages="libc6-dev linux-libc-dev libuv1-dev zlib1g-dev libssl-dev
libsqlite3-dev libcurl4-openssl-dev libglib2.0-dev"

options=$(pkg-config --cflags-only-I gio-unix-2.0 libuv zlib openssl sqlite3 \
    libcurl 2>/dev/null) || options=
prelude='#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <sys/types.h>'

# parses NAME HEADER...: the log is NAME.log.
parses() {
    unit=$work/$1
    shift
    {
        echo "$prelude"
        for header; do echo "#include \"$header\""; done
    } >"$unit.c"
    "$acc" -std=gnu11 $options --dump=tree -o "$unit.out" "$unit.c" \
        >"$unit.tree" 2>"$unit.log"
}

# One header alone: passed, failed, or not to be had alone.
try_one() {
    if parses "$1" "$2"; then
        echo pass
    elif $cc -std=gnu11 $options -w -fsyntax-only "$work/$1.c" 2>/dev/null; then
        echo "FAILED: $2"
        grep -A 2 'error:' "$work/$1.log" | head -n 3
    else
        echo alone
    fi
}

# A file that lists some headers.
try_list() {
    name=$(basename "$1")
    if parses "$name" $(cat "$1"); then
        sed 's/.*/pass/' "$1"
        return
    fi
    while read -r header; do
        try_one "$name.one" "$header"
    done <"$1"
}

if [ "$1" = --list ]; then
    try_list "$2"
    exit
fi

mkdir -p "$work/lists" "$work/results"
skipped=0
for package in $packages gcc; do
    if [ "$package" = gcc ]; then
        find "$($cc -print-file-name=include)" -maxdepth 1 -name '*.h'
    elif ! dpkg -L "$package" 2>/dev/null; then
        echo "skipped: $package is not installed" >&2
        echo skip >>"$work/results/skip"
    fi | grep '\.h$' | sort >"$work/found"
    # Parts that say so themselves are not tried alone.
    xargs -r grep -L -i \
        '#[[:space:]]*error.*\(directly\|never\|can be included\)' \
        <"$work/found" | split -l 40 - "$work/lists/$package."
done
[ ! -e "$work/results/skip" ] || skipped=$(wc -l <"$work/results/skip")
[ -n "$(ls "$work/lists")" ] || { echo "no header package installed"; exit 77; }

export CC="$cc" ACC="$acc" WORK="$work"
for list in "$work"/lists/*; do echo "$list"; done |
    xargs -P "${JOBS:-$(nproc 2>/dev/null || echo 2)}" -I{} \
        sh -c 'sh "$0" --list "$1" >"$2/results/$(basename "$1")"' "$0" {} "$work"

cat "$work"/results/* >"$work/all"
grep -A 3 '^FAILED' "$work/all"
echo "$(grep -c '^alone' "$work/all") headers are no units of their own"
failed=$(grep -c '^FAILED' "$work/all")
echo "$(grep -c '^pass' "$work/all") passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ]
