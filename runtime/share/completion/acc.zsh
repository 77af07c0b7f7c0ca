#compdef acc
# Completion of acc's command line for zsh. What acc can do is asked of it.

local acc=$words[1]
case $words[CURRENT] in
--color=*) compset -P '*='; compadd auto always never ;;
--diagnostics=*) compset -P '*='; compadd text json ;;
-*)
    local -a options
    local option text
    while IFS=$'\t' read -r option text; do
        options+=("${option//:/\\:}:$text")
    done < <($acc --help 2>/dev/null | awk -f '@datadir@/acc/options.awk')
    _describe -o option options
    ;;
*)
    case $words[CURRENT-1] in
    -I | -isystem | -iquote | -idirafter) _files -/ ;;
    -o | -include | -imacros | -MF) _files ;;
    *) _files -g '*.(ac|c)' ;;
    esac
    ;;
esac
