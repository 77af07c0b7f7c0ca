# What editors and shells are given: manual page, completion, Vim, VS Code.
. "$ROOT/tests/install/begin"
install_acc
share=$prefix/share
cp "$ROOT"/tests/install/editors/* "$WORK" && cd "$WORK" || exit 1
here() { command -v "$1" >/dev/null; }
skip() {
    echo "skipped: $1 is absent"
    skipped=$((skipped + 1))
}

# The manual page: no warnings, and every option of the help.
page=$share/man/man1/acc.1
if here groff; then
    check "manual: groff" groff -man -ww -z "$page"
    check "manual: groff says nothing" [ ! -s "$WORK/log" ]
else
    skip groff
fi
if here mandoc; then
    check "manual: mandoc" mandoc -Tlint -Wwarning "$page"
else
    skip mandoc
fi
acc --help | grep -o -e '^  --*[-a-zA-Z]*' -e '  --*[-a-zA-Z]*' | sort -u |
    while read -r option; do
        grep -q -e "$(echo "$option" | sed 's/-/\\\\-/g')" "$page" ||
            echo "$option"
    done >missing
check "manual: every option" [ ! -s missing ]

# Completion: bash is asked, the others' syntax is checked.
if here bash; then
    cat >complete.bash <<END
. "$share/bash-completion/completions/acc"
COMP_WORDS=("\$@") COMP_CWORD=\$((\$# - 1))
_acc 2>/dev/null
printf '%s\n' "\${COMPREPLY[@]}" | sort | tr '\n' ' '
END
    mkdir -p folder && touch other.c other.txt
    completes() { # WANTED WORD...
        wanted=$1
        shift
        [ "$(bash complete.bash "$@")" = "$wanted " ] ||
            { bash complete.bash "$@"; false; }
    }
    check "bash: options" completes "--cc= --color= --cpp-arg=" acc --c
    check "bash: a value" completes "always auto" acc --color = a
    check "bash: no value yet" completes "always auto never" acc --color =
    check "bash: a pass" completes "spill split" acc --dump = sp
    check "bash: sources" completes "other.c" acc -w o
    check "bash: folders too" completes "folder/" acc fo
    check "bash: any file" completes "other.c other.txt" acc -o oth
    check "bash: folders" completes "folder" acc -I f
else
    skip bash
fi
if here zsh; then
    check "zsh" zsh -n "$share/zsh/site-functions/_acc"
else
    skip zsh
fi
if here fish; then
    check "fish" fish -n "$share/fish/vendor_completions.d/acc.fish"
else
    skip fish
fi

# Messages that editors pick up.
printf 'async int f(void)\n{\n    return await 3;\n}\n' >wrong.ac
acc wrong.ac >messages 2>&1

if here vim && vim --version | grep -q '+syntax'; then
    edit() {
        HOME=$WORK timeout 20 vim -es -N -u NONE -i NONE \
            --cmd "set runtimepath^=$share/vim/vimfiles" \
            -c 'filetype plugin indent on | syntax on' "$@" -c 'qa!'
    }
    edit -c 'edit sample.ac' -c 'source highlight.vim' -c 'call Report()' \
        >/dev/null 2>&1
    check "vim: syntax" diff highlight.want report
    edit -c 'edit configure.ac' -c 'call writefile([&filetype], "report")' \
        >/dev/null 2>&1
    check "vim: configure.ac" grep -qv acc report
    edit -c 'edit wrong.ac' -c 'silent make!' \
        -c 'call writefile(map(getqflist(), "v:val.lnum . \" \" . v:val.col . \" \" . v:val.type"), "report")' \
        >/dev/null 2>&1
    check "vim: messages" [ "$(head -n 1 report)" = "3 18 e" ]
    printf 'async int f(void)\n{\ntry {\nf();\n}\ndefer\nf();\n}\n' >indent.ac
    edit -c 'edit indent.ac' -c 'normal gg=G' -c 'write' >/dev/null 2>&1
    check "vim: indents" grep -q '^		*f();$' indent.ac
else
    skip vim
fi

if here node; then
    check "VS Code: grammar and messages" sh -c "node grammar.js '$share/acc/vscode' >report"
    check "VS Code" diff grammar.want report
elif here python3; then
    for file in "$share"/acc/vscode/*.json "$share"/acc/vscode/*/*.json; do
        check "VS Code: $file" python3 -m json.tool "$file"
    done
    skip node
fi
finish
