# Draws a results.tsv as SVG on standard output: a row a workload, a mark a
# program, at the multiple of our time (logarithmic).
awk -F '\t' '
    function trim(s) { gsub(/^ +| +$/, "", s); return s }
    function x_of(ratio) {
        if (ratio < low)
            ratio = low
        if (ratio > high)
            ratio = high
        return left + (log(ratio) - log(low)) / (log(high) - log(low)) * width
    }
    function text(x, y, anchor, size, colour, s) {
        printf "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\" font-size=\"%d\"" \
            " fill=\"%s\">%s</text>\n", x, y, anchor, size, colour, s
    }
    function mark(x, y, p) {
        printf "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"%s\" fill=\"%s\"" \
            " stroke=\"#fff\" stroke-width=\"1\"/>\n", x, y,
            p == "acc" ? "6" : "5", colour[p]
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
        ns[$1 "/" $2, $3] = $4
        used[$3] = there[$1 "/" $2] = 1
    }
    END {
        split("#d62728 #222222 #999999 #1f77b4 #17becf #9467bd #8c564b" \
            " #e377c2 #2ca02c #bcbd22 #ff7f0e #7f7f00 #005f5f", palette, " ")
        low = 0.1; high = 1000
        left = 210; width = 560; line = 22; top = 78
        for (i = 1; i <= many; i++)
            if (there[works[i]] && ns[works[i], "acc"] > 0)
                shown[++rows] = works[i]
        bottom = top + rows * line
        printf "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\"" \
            " height=\"%d\" font-family=\"sans-serif\">\n",
            left + width + 30, bottom + 34
        print "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>"
        text(14, 22, "start", 15, "#222", \
            "Time of an operation, as a multiple of acc (logarithmic)")
        x = 14
        for (i = 1; i <= peers; i++) {
            p = order[i]
            if (!used[p])
                continue
            colour[p] = palette[i]
            mark(x + 5, 42, p)
            text(x + 14, 46, "start", 12, "#222", p)
            x += 30 + 7 * length(p)
        }
        for (v = low; v <= high * 1.01; v *= 10) {
            printf "<line x1=\"%.1f\" y1=\"%d\" x2=\"%.1f\" y2=\"%d\"" \
                " stroke=\"%s\"/>\n", x_of(v), top - 10, x_of(v), bottom,
                (v > 0.99 && v < 1.01 ? "#d62728" : "#ddd")
            text(x_of(v), bottom + 18, "middle", 11, "#555", v)
        }
        for (i = 1; i <= rows; i++) {
            y = top + (i - 0.5) * line
            text(left - 10, y + 4, "end", 12, "#222", title[shown[i]])
            printf "<line x1=\"%d\" y1=\"%.1f\" x2=\"%d\" y2=\"%.1f\"" \
                " stroke=\"#eee\"/>\n", left, y, left + width, y
            for (j = peers; j >= 1; j--)
                if (ns[shown[i], order[j]] > 0)
                    mark(x_of(ns[shown[i], order[j]] / ns[shown[i], "acc"]), y,
                        order[j])
        }
        print "</svg>"
    }' bench/peers bench/workloads "$1"
