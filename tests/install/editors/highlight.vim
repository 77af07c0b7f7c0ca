" Prints what words of sample.ac are taken for: line, word, syntax group.
function! Shown(line, word)
  let column = match(getline(a:line), '\<' . a:word . '\>') + 1
  return a:line . ' ' . a:word . ' ' . synIDattr(synID(a:line, column, 1), 'name')
endfunction
function! Report()
  let report = ['filetype ' . &filetype]
  for [line, word] in [[3, 'task'], [5, 'async'], [5, 'task'], [5, 'int'],
        \ [7, 'try'], [8, 'timeout'], [8, 'ACC_SEC'], [9, 'defer'],
        \ [10, 'return'], [10, 'await'], [12, 'catch'], [12, 'TimeoutError'],
        \ [13, 'throw'], [15, 'timeout'], [15, 'gather'], [16, 'gather']]
    call add(report, Shown(line, word))
  endfor
  call add(report, '10 comment ' . synIDattr(synID(10, 44, 1), 'name'))
  call writefile(report, 'report')
endfunction
