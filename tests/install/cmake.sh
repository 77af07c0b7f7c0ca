# The CMake package, with each kind of generator.
. "$ROOT/tests/install/begin"
absent cmake
install_acc
export CMAKE_PREFIX_PATH=$prefix

for generator in "Unix Makefiles" Ninja "Ninja Multi-Config"; do
    case $generator in
    Ninja*) command -v ninja >/dev/null || {
        echo "skipped: ninja is absent"
        skipped=$((skipped + 1))
        continue
    } ;;
    esac
    enter_project cmake
    check "$generator: configures" cmake -G "$generator" -S . -B out
    program=out/program
    config=
    case $generator in
    *Multi*) program=out/Release/program config="--config Release" ;;
    esac
    if [ "$generator" = Ninja ]; then
        try_builds "$generator" $program cmake --build out
    else # the same files; only how they are found out of date differs
        check "$generator: builds" cmake --build out $config
        sed -i 's/STEP 2/STEP 7/' include/count.h
        check "$generator: builds anew" cmake --build out $config
        check "$generator: runs" prints "hello 105" $program
    fi
    case $generator in
    *Multi*)
        check "$generator: another configuration" \
            cmake --build out --config Debug
        check "$generator: another configuration runs" \
            prints "hello 105" out/Debug/program
        ;;
    esac
done

# What targets may have; mistakes.
mkdir -p "$WORK/more/part" && cd "$WORK/more" || exit 1
cat >CMakeLists.txt <<'END'
cmake_minimum_required(VERSION 3.21)
project(more C)
set(ACC_USE_STATIC_LIBS ON)
find_package(acc REQUIRED)
add_subdirectory(part)
add_library(flags INTERFACE)
target_compile_definitions(flags INTERFACE
    $<$<COMPILE_LANGUAGE:C>:TEXT="a b\\n"> "QUOTE='x'")
acc_add_executable(more main.ac)
target_compile_options(more PRIVATE "SHELL:-include ${CMAKE_SOURCE_DIR}/extra.h")
set_target_properties(more PROPERTIES C_STANDARD 11 C_EXTENSIONS OFF)
target_link_libraries(more part flags)
END
cat >part/CMakeLists.txt <<'END'
add_library(part STATIC)
acc_target_sources(part PRIVATE part.ac ../outside.ac OPTIONS -Wno-duration)
target_link_libraries(part PUBLIC acc::acc)
target_include_directories(part PUBLIC .)
END
echo 'async int part(void);' >part/part.h
cat >part/part.ac <<'END'
#include <acc/acc.h>
#include "part.h"
async int part(void) { await acc_sleep(1); return 40; }
END
echo 'int outside(void) { return 2; }' >outside.ac
echo '#define EXTRA 100' >extra.h
cat >main.ac <<'END'
#include <stdio.h>
#include "part.h"
#ifndef __STRICT_ANSI__
#error "not C11"
#endif
int outside(void);
async int main(void)
{
    printf("%s%c %d\n", TEXT, QUOTE, EXTRA + await part() + outside());
    return 0;
}
END
check "more: configures" cmake -S . -B out
check "more: builds" cmake --build out
check "more: runs" prints "a b
x 142" out/more

mistake() { # NAME TEXT LINES
    mkdir -p "$WORK/mistake" && cd "$WORK/mistake" || exit 1
    {
        echo 'cmake_minimum_required(VERSION 3.21)'
        echo 'project(mistake LANGUAGES C)'
        echo 'find_package(acc REQUIRED)'
        printf '%s\n' "$3"
    } >CMakeLists.txt
    cmake -S . -B out >"$WORK/errors" 2>&1
    check "mistake: $1" grep -q "$2" "$WORK/errors"
}
mistake "no target" "there is no target 'nothing'" \
    'acc_target_sources(nothing a.ac)'
mistake "version" 'requested version "99"' 'find_package(acc 99 REQUIRED)'
finish
