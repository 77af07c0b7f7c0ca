# What `acc --help` says, for other readers:
#
#   acc --help | awk -f options.awk             a line each: option TAB text
#   acc --help | awk -v man=1 -f options.awk    the section OPTIONS of the manual
#
# In the help an option stands in columns 3 to 20 and its text from column 22
# on; several options in a line are two spaces apart; further lines of text are
# indented to column 22.

function quoted(s) {
    gsub(/\\/, "\\\\e", s)
    gsub(/-/, "\\-", s)
    sub(/^\./, "\\\\\\&.", s)
    return s
}

# An option as it is completed: without its argument, but with a "=".
function completed(s) {
    sub(/[ \[].*/, "", s)
    sub(/=.*/, "=", s)
    sub(/NAME$/, "", s)
    return s ~ /^-W?$/ || s ~ /\.\.\./ || s ~ /^@/ ? "" : s
}

function flush_options(    n, i, option, seen) {
    if (options == "")
        return
    if (man) {
        printf "%s\n.B %s\n", text == "" ? ".PP" : ".TP", quoted(options)
        if (text != "")
            print quoted(text)
    } else {
        gsub(/, /, "  ", options)
        n = split(options, option, /  +/)
        for (i = 1; i <= n; i++)
            if (completed(option[i]) != "")
                printf "%s\t%s\n", completed(option[i]), text
    }
    options = text = ""
}

/^[A-Z].*:$/ && !/^Usage/ {
    flush_options()
    inside = 1
    if (man)
        printf ".SS \"%s\"\n", quoted(substr($0, 1, length($0) - 1))
    next
}
!inside { next }
substr($0, 1, 21) ~ /^ +$/ && length($0) > 21 {
    sub(/^ +/, "")
    text = text (text == "" ? "" : " ") $0
    next
}
/^  [-@]/ {
    flush_options()
    options = substr($0, 3)
    if (substr($0, 21, 1) == " " && substr($0, 22) !~ /^-/ && length($0) > 21) {
        options = substr($0, 3, 18)
        text = substr($0, 22)
    }
    sub(/ +$/, "", options)
    next
}
{ flush_options(); inside = 0 }
END { flush_options() }
