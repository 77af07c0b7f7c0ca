# Completion of acc's command line for bash. What acc can do is asked of it.

_acc() {
    local word=${COMP_WORDS[COMP_CWORD]} before= options
    [ "$COMP_CWORD" -lt 1 ] || before=${COMP_WORDS[COMP_CWORD-1]}
    local acc=${COMP_WORDS[0]}
    COMPREPLY=()
    # "--color=au" comes as three words, "--color=" as two.
    if [ "$word" = = ]; then
        word=
    elif [ "$before" = = ]; then
        before=${COMP_WORDS[COMP_CWORD-2]}
    fi
    case $before in
    --color) options='auto always never' ;;
    --diagnostics) options='text json' ;;
    --dump) options=$("$acc" --help 2>/dev/null |
        awk -f '@datadir@/acc/options.awk' |
        sed -n 's/^--dump=.*leaves: //p' | tr -d ,) ;;
    -std) options='c11 gnu11 c17 gnu17 c2x gnu2x' ;;
    -I | -isystem | -iquote | -idirafter | --sysroot)
        COMPREPLY=($(compgen -d -- "$word"))
        return
        ;;
    -o | -include | -imacros | -MF)
        COMPREPLY=($(compgen -f -- "$word"))
        return
        ;;
    *)
        case $word in
        -*)
            options=$("$acc" --help 2>/dev/null |
                awk -f '@datadir@/acc/options.awk' | cut -f 1)
            ;;
        *)
            local file
            while IFS= read -r file; do
                case $file in
                *.ac | *.c) COMPREPLY+=("$file") ;;
                *) [ ! -d "$file" ] || COMPREPLY+=("$file/") ;;
                esac
            done < <(compgen -f -- "$word")
            case ${COMPREPLY[*]} in */) compopt -o nospace 2>/dev/null ;; esac
            return
            ;;
        esac
        ;;
    esac
    COMPREPLY=($(compgen -W "$options" -- "$word"))
    case ${COMPREPLY[*]} in *=) compopt -o nospace 2>/dev/null ;; esac
}

complete -F _acc acc
