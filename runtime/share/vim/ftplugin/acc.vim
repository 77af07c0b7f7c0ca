" Async C is edited as C; :make translates the file and collects the errors.
if exists('b:did_ftplugin')
  finish
endif
runtime! ftplugin/c.vim
compiler acc
