" As C; the dialect's words that are followed by a statement count as well.
if exists('b:did_indent')
  finish
endif
runtime! indent/c.vim
setlocal cinwords+=try,catch,defer,timeout,taskgroup
let b:undo_indent = get(b:, 'undo_indent', 'setl cin<') . ' cinwords<'
