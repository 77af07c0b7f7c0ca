/* Typedef names and variables: every ambiguity of the C11parser paper. */
typedef int T, U;
typedef char C;

/* argument_scope: a parameter's enumerator is known in later ones */
int argument_scope(int x[(int)sizeof(enum { PARAM_A, PARAM_B })], int y[PARAM_B]);

/* bitfield_declaration_ambiguity */
struct bitfields {
    unsigned T : 3;   /* a member called T */
    const T : 3;      /* unnamed, of type const T */
    unsigned const U; /* a member called U */
    T V;
};

/* parameter_declaration_ambiguity: (T) is a parameter list */
void parameter_ambiguity(int(T), T (U), int T);
void parameter_ambiguity_2(int (*V)(T x), int ((T)));

/* function_parameter_scope */
int f_first(int T, int x[sizeof T]);
T f_second(void);
void f_third(T T, int y[(int)T]);
typedef struct { int T; } T_holder;

/* declarator_visibility: in scope from the end of its declarator */
void declarator_visibility(void)
{
    int x = (int)sizeof(T);
    T T = 1, y = T + 1;
    (void)(x + y);
}

int declarator_visibility_2(void)
{
    T V[sizeof(T)], T = sizeof V;
    return T * 2;
}

/* enum constants */
int enum_visibility(void)
{
    enum { T1 = sizeof(T), T = T1, T2 = T * 2 };
    return T * T2;
}

int enum_shadows_typedef(void)
{
    enum E { T };
    int x = T;
    {
        typedef int E;
        E T = 3;
        x += T;
    }
    return x + (int)T;
}

/* if_scopes, loop_scopes: statements and substatements are blocks */
void control_scope(int n)
{
    if (sizeof(enum { T }) > (unsigned)T)
        n = T;
    else
        n = -T;
    T x = n;
    for (int T = 0; T < 3; T++)
        n *= T;
    T y = n;
    while (sizeof(enum { T }) * T)
        ;
    T z = n;
    do
        n += (int)sizeof(enum { T }) * T;
    while (0);
    T w = n;
    switch (sizeof(enum { T }) + T) {
    default:
        n = T * 2;
    }
    T v = (T)x + y + z + w;
    (void)v;
}

/* dangling_else_lookahead: T is classified after the scopes are left */
void dangling_else_lookahead(int n)
{
    for (int T = 0; T < 1; T++)
        if (n)
            n++;
    T x = n;
    if (n)
        for (int T = 0;;)
            if (T)
                break;
            else if (n > 4)
                break;
    T y = x;
    for (int T = 0;;)
        if (T) return;
        else T = 1;
    T z = y;
    (void)z;
}

/* long_long_struct, type specifiers around a typedef name */
typedef struct T_tag { int T; } S;
int unsigned long const long volatile typedef odd_order;
S typedef T_typedef_last;
T static const U_order = 3;
long T_declared_as_member(struct { long T; } *p) { return p->T; }
void local_redeclaration(void)
{
    unsigned T;
    T = 3;
    { long long T = 2; { T++; } (void)T; }
    T = T * T;
}

/* local_typedef */
int local_typedef(void)
{
    typedef char T;
    T x = 'a';
    { int T = 3; T = T + 1; x = (C)T; }
    T y = x;
    return y;
}

/* namespaces: tags, members and labels are apart */
struct U { T T; struct U *U; };
int name_spaces(struct U *U)
{
    struct U V;
    V.T = 3;
    V.U = U;
    goto T;
T:
    if (V.U->T)
        goto U;
U:
    return (T)V.T;
}

/* typedef_star, variable_star */
void stars(void)
{
    T * p;
    int a = 2, b = 3;
    p = &a;
    {
        int T = 4;
        T * b;
        (T) * b;
        (T) + b;
        (T) - b;
        (T) & b;
    }
    b = (T) * p;
    b = (T) + a;
    b = (T) - a;
    b = (T) & a;
    b = sizeof(T) * a;
    (void)p;
}

/* calls, casts and types that look like declarations */
T call_like(T x)
{
    int (T) = 3, *(*U) = 0;
    int V(), (*W)(C), (X[3]), (*Y)[T];
    (void)U, (void)V, (void)W, (void)X, (void)Y;
    return x + (T) + (int)(T);
}

/* a function's own parameters in its body, not those of others */
int (*returns_function(T U, int V))(int W, int X)
{
    (void)V;
    U = 3;
    return 0;
}

int *(old_style)(a, T_arg, c) char *a; T T_arg; register c;
{
    T x = T_arg;
    return (a = 0), (void)x, (int *)0 + c;
}

/* function_parameter_scope_extends */
long body_scope(enum { BODY_A, BODY_B } T)
{
    return T * BODY_B;
}

/* recursive structures, atomic */
typedef struct node { struct node *next; _Atomic(T) count; T _Atomic plain; _Atomic T other; } node;
int _Atomic atomic_parenthesis;
_Atomic(int) *atomic_pointer, * _Atomic atomic_object;

/* sizeof and compound literals */
int sizes[] = { sizeof(T), sizeof(T){3} };
