/* What plain.c calls in another file. */
long plain_other_file(long x);
long plain_unknown(long x);

/* Not to be looked into by the calls of this file either. */
__attribute__((noinline)) long plain_unknown(long x)
{
    __asm__ volatile("");
    return x;
}

long plain_other_file(long x)
{
    if (x < 0)
        return plain_unknown(x);
    return x * 3 + 1;
}
