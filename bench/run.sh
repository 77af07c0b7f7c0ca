#!/bin/sh
# Runs the benchmarks: one question per file, each prints its answer.
cd "$(dirname "$0")/.." || exit 2
: "${BUILD:=build}"
case $BUILD in /*) ;; *) BUILD=$PWD/$BUILD ;; esac
export BUILD
export UV_LIBS="${UV_LIBS:--luv -lpthread}"
[ $# != 0 ] || set -- compare translate frames await_cost growth sizes
for name; do
    sh "bench/$name.sh" || exit
    echo
done
