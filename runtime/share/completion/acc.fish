# Completion of acc's command line for fish. What acc can do is asked of it.

complete -c acc -n 'string match -q -- "-*" (commandline -ct)' -f \
    -a '(acc --help 2>/dev/null | awk -f "@datadir@/acc/options.awk")'
complete -c acc -n 'not string match -q -- "-*" (commandline -ct)' -f \
    -a '(__fish_complete_suffix .ac)'
