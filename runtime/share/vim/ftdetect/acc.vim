" Async C. configure.ac is autoconf's, as vim knows by itself.
autocmd BufNewFile,BufRead *.ac if expand('<afile>:t') !=# 'configure.ac'
            \ && !did_filetype() | setfiletype acc | endif
