# Mistakes in plain C (c_errors.txt): inside of async functions acc finds them,
# one message for each, at its line; what it leaves to the C compiler, in plain
# functions everything, gcc and clang report at that line of the .ac file.
cd "$WORK" || exit 1
include=$ROOT/runtime/include
table=$ROOT/tests/cli/c_errors.txt
passed=0 failed=0 skipped=0

prelude='#include <acc/acc.h>
#include <stddef.h>
struct point { int x, y; unsigned bits : 3; } p; struct fixed { const int c; } fix;
struct size { int w; } z; struct hidden; struct hidden *h; union u { int i; float f; } u;
enum color { RED, GREEN }; typedef int number;
int one(int); int two(int, char *); int many(const char *, ...); void nothing(void);
struct point make(void); int i, a[3], *q; const int k = 1; char *s; double d;
int (*fp)(int); void *v; const struct point cp;'

# functions FILE SPECIFIERS KIND...: one for each case of these kinds; the list
# of lines on which the mistakes stand in FILE.lines.
functions() {
    file=$1 specifiers=$2
    shift 2
    echo "$prelude" >$file
    awk -v kinds=" $* " -v specifiers="$specifiers" -v list=$file.lines '
        BEGIN { line = 8; printf "" >list }
        /^#/ || $1 == "" { next }
        index(kinds, " " $1 " ") {
            kind = $1
            sub(/^[a-z]+ /, "")
            printf "%s int f%d(void)\n{\n    %s\n    %s\n    return 0;\n}\n",
                specifiers, ++n, specifiers == "" ? "" : "await acc_sleep(0);",
                $0
            print line + 4, kind, $0 >list
            line += 6
        }' "$table" >>$file
}

# compare NAME FILE PATTERN-ERROR PATTERN-WARNING LOG
compare() {
    name=$1 file=$2 log=$3
    sed -n "s/^$file:\([0-9]*\):.* \(error\|warning\): .*/\1 \2/p" $log >found
    awk -v name="$name" '
        FILENAME == "found" { n[$1, $2]++; seen[$1] = 1; next }
        {
            line = $1
            kind = $2
            sub(/^[0-9]+ [a-z]+ /, "")
            expected[line] = 1
            errors = n[line, "error"] + 0
            warnings = n[line, "warning"] + 0
            good = kind == "acc" ? errors == 1 : kind == "warns" ? !errors && warnings == 1 : 0
            if (name != "acc")
                good = errors + warnings > 0
            if (good)
                passed++
            else {
                failed++
                print "failed: " name ": " errors " errors, " warnings \
                    " warnings for: " $0
            }
        }
        END {
            for (line in seen)
                if (!(line in expected)) {
                    print "failed: " name ": a message on line " line
                    failed++
                }
            print passed + 0, failed + 0 >"counts"
        }' found $file.lines
    read -r p f <counts
    passed=$((passed + p)) failed=$((failed + f))
}

functions found.ac async acc warns
"$ACC" -std=gnu11 -I"$include" found.ac -o found.c 2>log
[ $? = 1 ] || { echo "failed: exit status"; failed=$((failed + 1)); }
compare acc found.ac log

functions left.ac async cc
functions plain.ac "" acc warns cc
for unit in left plain; do
    if ! "$ACC" -std=gnu11 -I"$include" $unit.ac -o $unit.c 2>log ||
        [ -s log ]; then
        echo "failed: acc on what is the C compiler's"
        cat log
        failed=$((failed + 1))
        continue
    fi
    for cc in gcc clang; do
        if ! command -v $cc >/dev/null; then
            skipped=$((skipped + 1))
            continue
        fi
        limit=-fmax-errors=0
        [ $cc = gcc ] || limit=-ferror-limit=0
        $cc -std=gnu11 -Wall -Wextra $limit -I"$include" \
            -fsyntax-only $unit.c 2>log
        compare $cc $unit.ac log
    done
done
echo "$passed passed, $failed failed, $skipped skipped"
