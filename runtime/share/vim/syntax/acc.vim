" Vim syntax file: C with async and await (acc)
if exists('b:current_syntax')
  finish
endif

runtime! syntax/c.vim
unlet! b:current_syntax

syn keyword accAsync       async await yield defer _Async _Await _Yield _Defer
syn keyword accException   try catch throw _Try _Catch _Throw
" Words only where they open a block or a type.
syn match   accBlock       "\<\%(timeout\|taskgroup\|_Timeout\|_Taskgroup\)\ze\s*("
syn match   accType        "\<\%(coroutine\|task\|future\|awaitable\|queue\)\ze\s*("
syn match   accType        "\<generator\ze\s*("
syn match   accType        "\<_\%(Coroutine\|Task\|Future\|Generator\)\ze\s*("
syn match   accBuiltin     "\<\%(acc_\)\=\%(create_task\|create_eager_task\|gather\|gather_all\|wait_for\|shield\|run\)\ze\s*("
syn match   accBuiltin     "\<\%(acc_\)\=\%(iscoroutine\|iscoroutinefunction\|isawaitable\)\ze\s*("
syn match   accBuiltin     "\<\%(acc_\)\=future_\%(new\|set_result\|set_error\|result\)\ze\s*("
syn match   accType        "\<acc_\%(duration\|coroutine\|task\|future\|queue\|lock\|event\|condition\|semaphore\|barrier\|taskgroup\|timeout\|timer\|local\|generator\|loop\)\>"
syn match   accConstant    "\<ACC_[A-Z][A-Z0-9_]*\>"
syn keyword accConstant    TimeoutError CancelledError

hi def link accAsync     Keyword
hi def link accException Exception
hi def link accBlock     Statement
hi def link accType      Type
hi def link accBuiltin   Function
hi def link accConstant  Constant

let b:current_syntax = 'acc'
