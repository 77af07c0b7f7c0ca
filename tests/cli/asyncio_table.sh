# The tables that map CPython's asyncio tests to ours, docs/asyncio-*.md: every
# row `| test_name | file: case, case; file: case |` names cases that exist, and
# every case is named by some row. A file without a folder is in tests/asyncio,
# else in tests; cases of a pair stand as CASE(case) in the one half, as a
# function in the other. `| test_name | - reason |` says why there is none.
cd "$ROOT" || exit 1
cat docs/asyncio-*.md | awk '
    function bad(why) {
        printf "%s: %s\n", test, why
        row = 0
    }
    # The text of a file, read once; "" if there is none.
    function text(file,    line, all) {
        if (!(file in texts)) {
            all = ""
            while ((getline line < file) > 0)
                all = all line "\n"
            close(file)
            texts[file] = all
        }
        return texts[file]
    }
    function has_word(all, word) {
        return all ~ ("(^|[^A-Za-z0-9_])" word "([^A-Za-z0-9_]|$)")
    }
    function check(file, name,    twin) {
        if (text(file) ~ /\nCASE\(/ || text(file) ~ /[ \t]CASE\(/) {
            twin = file
            sub(/\.ac$/, ".py", twin)
            if (!index(text(file), "CASE(" name ")"))
                bad("no CASE(" name ") in " file)
            else if (!has_word(text(twin), name))
                bad("no " name " in " twin)
            named[file ":" name] = 1
        } else if (!has_word(text(file), name)) {
            bad("no " name " in " file)
        }
    }
    /^\| `?test_/ {
        if (split($0, cell, "|") < 4)
            next
        test = cell[2]
        gsub(/[ `]/, "", test)
        row = 1
        cases = cell[3]
        gsub(/`/, "", cases)
        gsub(/^ +| +$/, "", cases)
        if (cases ~ /^- ./) {
            passed++
            next
        }
        n = split(cases, item, /; */)
        if (n == 0)
            bad("an empty row")
        for (i = 1; i <= n; i++) {
            file = item[i]
            sub(/:.*/, "", file)
            file = (file ~ /\// ? "tests/" : "tests/asyncio/") file
            if (text(file) == "") {
                bad("there is no " file)
                continue
            }
            if (item[i] !~ /:/)
                continue
            sub(/^[^:]*: */, "", item[i])
            m = split(item[i], name, /, */)
            for (k = 1; k <= m; k++)
                check(file, name[k])
        }
        if (row)
            passed++
        else
            failed++
    }
    END {
        for (file in texts) {
            rest = file ~ /tests\/asyncio\// ? texts[file] : ""
            while (match(rest, /[ \t\n]CASE\([a-z_0-9]+\);/)) {
                id = substr(rest, RSTART + 6, RLENGTH - 8)
                rest = substr(rest, RSTART + RLENGTH)
                if (!((file ":" id) in named)) {
                    print file ": " id " is in no row"
                    failed++
                }
            }
        }
        printf "%d passed, %d failed, 0 skipped\n", passed, failed
        exit failed != 0
    }'
