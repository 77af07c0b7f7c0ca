# What was aimed at and what was measured, as a table in Markdown: instructions
# for each operation unless it says otherwise. "Limit" is the state machine by
# hand, "C++" g++'s coroutines.
#
#   sh bench/targets.sh build/bench     (after compare, translate and frames)
awk -F '\t' '
    function number(v) {
        return v == "" || v == "-" ? "" : sprintf(v < 1000 ? "%.3g" : "%.0f", v)
    }
    function count(w, p) {
        return got[w, p, "count"] == "-" ? "" : got[w, p, "count"]
    }
    function row(what, target, ours, met, limit, cpp, rust) {
        if (ours == "")
            return
        printf "| %s | %s | %s%s | %s | %s | %s |\n", what, target, \
            met ? "" : "**", number(ours) (met ? "" : "**"), number(limit), \
            number(cpp), number(rust)
    }
    # At most so many instructions.
    function most(what, w, target) {
        row(what, "<= " target, count(w, "acc"), count(w, "acc") <= target,
            count(w, "limit"), count(w, "cpp"), count(w, "rust"))
    }
    # So many more than a plain call.
    function more(what, w, target,    call) {
        call = count(w, "plain")
        row(what, "call (" number(call) ") + " target, count(w, "acc"),
            count(w, "acc") <= call + target, count(w, "limit"),
            count(w, "cpp"), count(w, "rust"))
    }
    # Time, as a multiple of the limit.
    function time(what, w,    l) {
        l = got[w, "limit", "ns"]
        if (l > 0)
            row(what ", time", "<= 1.0 limit", got[w, "acc", "ns"] / l,
                got[w, "acc", "ns"] <= l * 1.05, 1, got[w, "cpp", "ns"] / l,
                got[w, "rust", "ns"] / l)
    }
    FILENAME ~ /results.tsv$/ && FNR > 1 {
        w = $1 ($2 == "-" ? "" : ":" $2)
        got[w, $3, "ns"] = $4
        got[w, $3, "count"] = $5
        got[w, $3, "bytes"] = $7
    }
    FILENAME ~ /translate.tsv$/ && FNR > 1 {
        lines[$1] = $2; cpp[$1] = $3; acc[$1] = $4
        cpp_wall[$1] = $8; acc_wall[$1] = $9
    }
    FILENAME ~ /frames.text$/ {
        split($0, f, " ")
        text[f[1]] = f[2]
    }
    FILENAME ~ /frames.tsv$/ { frames[$2] += $3 }
    END {
        print "| what | target | acc | limit | C++ | Rust |"
        print "| --- | --- | ---: | ---: | ---: | ---: |"
        more("await ready, inlined", "w1.inline", 2)
        more("out of line, same file", "w1", 4)
        more("in another file", "w1.file", 8)
        more("through a pointer", "w1.pointer", 16)
        more("recursive", "w1.recursive", 16)
        most("yield and resume", "w2", 45)
        most("resume at depth 100", "w3:100", 50)
        most("chain of 100, a level", "w3b:100", 30)
        most("create and join", "w4", 120)
        most("gather of 1,000, a child", "w4g", 58)
        most("queue item, capacity 1", "w6:1", 139)
        most("queue item, capacity 128", "w6:128", 46)
        most("`wait_for`, ready", "w8a", 53)
        most("`wait_for`, one yield", "w8b", 227)
        time("`wait_for` that fires", "w8c")
        time("skynet", "w7")
        row("bytes of a sleeping task", "<= 112", got["w5", "acc", "bytes"],
            got["w5", "acc", "bytes"] <= 112, got["w5", "limit", "bytes"],
            got["w5", "cpp", "bytes"], got["w5", "rust", "bytes"])
        if (cpp["small"]) {
            own = acc["small"] - cpp["small"]
            row("translation of a page, own ms", "<= 5", own, own <= 5)
            i = "mixed-200000"
            own = acc[i] - cpp[i]
            v = lines[i] / own / 1000
            row("200,000 lines, own share, million lines/s", ">= 1.5", v,
                v >= 1.5)
            row("the same, whole, multiple of `cc -E`", "<= 1.25",
                acc_wall[i] / cpp_wall[i],
                acc_wall[i] <= cpp_wall[i] * 1.25)
        }
        if (text["acc,clang"])
            row("machine code of 20 functions, bytes (clang)",
                "<= C++ (clang)", text["acc,clang"],
                text["acc,clang"] <= text["clang++"], "", text["clang++"],
                text["rust"])
        if (frames["acc"])
            row("frames of 20 functions, bytes", "<= C++", frames["acc"],
                frames["acc"] <= frames["g++"], "", frames["g++"],
                frames["rust"])
    }' $(ls "$1/results.tsv" "$1/translate.tsv" "$1/frames.text" \
    "$1/frames.tsv" 2>/dev/null)
