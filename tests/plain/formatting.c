/* Odd formatting, comments and continued lines come out as they went in. */
#include   <stdio.h>
#  include <string.h>
	/* tabs	and   spaces */   

#define LONG_MACRO(a, b) \
    do {                 \
        (void)(a);       \
        (void)(b);       \
    } while (0)

int
main
(void)
{ int a=1;int b = 2 ; // a C++ comment \
 that goes on in the next line
  LONG_MACRO ( a
     , b );
  char *s = "a string with \"quotes\", // no comment, /* none */ \
and a continuation";
  printf ( "%s|%d\n" , s , (int) strlen ( s ) ) ; ; ;
  if(a)if(b)puts("both");else puts("dangling");
#if 0
  this is not C at all: it's " unbalanced '
#elif 1
  puts("elif");
#else
  puts("else");
#endif
  /* a comment /* within a comment */
  return a-- - --b ? 0 : a+++b;
}

	   
/* no newline follows */