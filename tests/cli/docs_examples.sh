# Every example in README.md and docs/ is an excerpt of a test: a block of code
# behind a line `<!-- path -->` stands in that file, line by line.
cd "$ROOT" || exit 1
passed=0 failed=0
for page in README.md docs/*.md; do
    [ -e "$page" ] || continue
    rm -rf "$WORK"/block.*
    awk -v dir="$WORK" '
        /^<!-- .* -->$/ { file = $2; next }
        /^```/ && file != "" && !inside {
            inside = 1
            n++
            out = dir "/block." n
            print file > out
            next
        }
        /^```/ { inside = 0; file = ""; if (out != "") close(out); next }
        inside && file != "" { print > out; next }
        !inside { file = $0 == "" ? file : "" }
    ' "$page"
    for block in "$WORK"/block.*; do
        [ -e "$block" ] || continue
        file=$(head -n 1 "$block")
        if tail -n +2 "$block" | awk -v file="$file" '
            { want[++n] = $0 }
            END {
                while ((getline line < file) > 0)
                    have[++m] = line
                for (i = 0; i + n <= m; i++) {
                    for (k = 1; k <= n && have[i + k] == want[k]; k++)
                        ;
                    if (k > n)
                        exit 0
                }
                exit 1
            }'; then
            passed=$((passed + 1))
        else
            failed=$((failed + 1))
            echo "$page: this is not in $file:"
            tail -n +2 "$block"
        fi
    done
done
echo "$passed passed, $failed failed, 0 skipped"
