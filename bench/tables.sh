# Prints the tables of a results.tsv: time, instructions, memory. Peers stand in
# the order of bench/peers, workloads in that of bench/workloads.
#
#   sh bench/tables.sh build/bench/results.tsv
awk -F '\t' '
    function trim(s) { gsub(/^ +| +$/, "", s); return s }
    function row(title, w, kind,    i, text) {
        text = sprintf("%-30s", title)
        for (i = 1; i <= peers; i++)
            text = text cell(w, order[i], kind)
        print text
    }
    # Time as multiples of ours, whose own is in nanoseconds.
    function cell(w, p, kind,    ours, v) {
        v = got[w, p, kind]
        if (!used[p])
            return ""
        if (v == "" || v == "-")
            return sprintf(" %8s", "")
        ours = got[w, "acc", kind]
        if (kind == "ns" && p != "acc" && ours > 0)
            return sprintf(" %8s", sprintf(v / ours < 100 ? "%.2f" : "%.0f",
                                           v / ours))
        return sprintf(" %8s", sprintf(v < 1000 && kind != "bytes" ? "%.1f" \
                                       : "%.0f", v))
    }
    function heading(what,    i) {
        printf "\n%-30s", what
        for (i = 1; i <= peers; i++)
            if (used[order[i]])
                printf " %8s", order[i]
        print ""
    }
    FILENAME ~ /peers$/ && !/^#/ && NF {
        split($0, f, "|")
        order[++peers] = trim(f[1])
    }
    FILENAME ~ /workloads$/ && !/^#/ && NF {
        split($0, f, "|")
        works[++many] = trim(f[1]) "/" trim(f[2])
        title[works[many]] = trim(f[5])
    }
    FILENAME ~ /tsv$/ && FNR > 1 {
        w = $1 "/" $2
        got[w, $3, "ns"] = $4
        got[w, $3, "count"] = $5
        got[w, $3, "bytes"] = $7
        used[$3] = there[w] = 1
        if ($5 != "-")
            counted[w] = 1
    }
    END {
        heading("time: ours in ns, x ours")
        for (i = 1; i <= many; i++)
            if (there[works[i]])
                row(title[works[i]], works[i], "ns")
        heading("instructions")
        for (i = 1; i <= many; i++)
            if (counted[works[i]])
                row(title[works[i]], works[i], "count")
        if (there["w5/-"]) {
            heading("memory")
            row("bytes a sleeping task", "w5/-", "bytes")
        }
        print ""
    }' bench/peers bench/workloads "$1"
