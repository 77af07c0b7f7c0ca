# docs/usage.md and the help texts name the same options.
. "$ROOT/tests/cli/checks.inc"
cd "$WORK" || exit 1
page=$ROOT/docs/usage.md
# Of the tables in the part of the page between two headings.
documented() {
    awk -v from="$1" -v to="$2" '
        $0 == from { inside = 1; next }
        $0 == to { inside = 0 }
        inside && /^\| `/ { sub(/ \| .*/, ""); print }' "$page" |
        grep -o '`[^`]*`' | sed 's/^`//; s/`$//; s/[ =[].*//; s/\.\.\.$//' |
        grep '^-' | sort -u
}
# Of a help text: what stands before the explanations, which begin far right.
told() {
    sed -n 's/^  \([-@].*\)/\1/p' | sed 's/   .*//' | tr ' ,' '\n\n' |
        sed 's/[=[].*//; s/\.\.\.$//' | grep '^-' | sort -u
}
documented '## acc: the translator' '## acc run' >page.names
"$ACC" --help | told >help.names
check "names are found" [ "$(wc -l <page.names)" -gt 40 ]
if diff page.names help.names >difference; then ok; else
    bad "acc: the page (<) and the help (>) differ" difference
fi
documented '## acc cc' '## Programs of many files' | grep -v '^--$' >page.names
"$ACC" cc --help | told | grep -v '^--$' >help.names
check "names of acc cc are found" [ "$(wc -l <page.names)" -gt 8 ]
if diff page.names help.names >difference; then ok; else
    bad "acc cc: the page (<) and the help (>) differ" difference
fi
# Every option that the help tells is taken.
printf 'int x;\n' >x.ac
for option in $("$ACC" --help | told); do
    case $option in
    -I | -isystem | -iquote | -idirafter | -isysroot) set -- $option . ;;
    -D | -U) set -- $option NAME ;;
    -include | -imacros) set -- $option /dev/null ;;
    -MF | -MT | -MQ) set -- -MD $option name ;;
    -MP) set -- -MD -MP ;;
    -o) set -- -o y.c ;;
    --sysroot) set -- --sysroot=/ ;;
    -std) set -- -std=c11 ;;
    -m) set -- -m64 ;;
    -f) set -- -fPIC ;;
    -O) set -- -O2 ;;
    -WNAME) set -- -Wblocking ;;
    -Wno-NAME) set -- -Wno-blocking ;;
    -fmax-errors) set -- -fmax-errors=3 ;;
    --path-prefix-map) set -- $option a=b ;;
    -ffile-prefix-map) set -- $option=a=b ;;
    --cpp-arg) set -- --cpp-arg=-DX ;;
    --cc) set -- --cc=cc ;;
    --color) set -- --color=never ;;
    --diagnostics) set -- --diagnostics=json ;;
    --dump) set -- --dump=tree ;;
    *) set -- $option ;;
    esac
    acc_status 0 "$option is taken" "$@" x.ac
done
report
