static inline int in_header(void)
{
    return await 3; /* wrong */
}
