" :compiler acc  makes :make translate the file, its messages go to the list.
if exists('current_compiler')
  finish
endif
let current_compiler = 'acc'

CompilerSet makeprg=acc\ --color=never\ %:S\ -o\ /dev/null
CompilerSet errorformat=%f:%l:%c:\ %trror:\ %m,%f:%l:%c:\ %tarning:\ %m,
            \%f:%l:%c:\ %tote:\ %m,%f:%l:%c:\ fatal\ %trror:\ %m,%-G%.%#
