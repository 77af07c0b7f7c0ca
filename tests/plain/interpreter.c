/* A stack machine with a small assembler: an ordinary program of some size. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum op { PUSH, ADD, SUB, MUL, DUP, SWAP, JNZ, PRINT, HALT, OPS };

static const char *const op_name[OPS] = {
    [PUSH] = "push", [ADD] = "add",   [SUB] = "sub",
    [MUL] = "mul",   [DUP] = "dup",   [SWAP] = "swap",
    [JNZ] = "jnz",   [PRINT] = "print", [HALT] = "halt",
};

struct insn {
    enum op op;
    long arg;
};

struct machine {
    long stack[64];
    unsigned sp;
    unsigned long steps;
};

static int assemble(const char *text, struct insn *code, int room)
{
    int n = 0;
    char word[16];
    while (*text) {
        unsigned len = 0;
        while (isspace((unsigned char)*text))
            text++;
        while (*text && !isspace((unsigned char)*text) && len < 15)
            word[len++] = *text++;
        word[len] = 0;
        if (!len)
            break;
        int op;
        for (op = 0; op < OPS; op++)
            if (!strcmp(word, op_name[op]))
                break;
        if (op == OPS || n == room)
            return -1;
        code[n] = (struct insn){op, 0};
        if (op == PUSH || op == JNZ) {
            char *end;
            code[n].arg = strtol(text, &end, 10);
            text = end;
        }
        n++;
    }
    return n;
}

static int run(struct machine *m, const struct insn *code, int n)
{
#define POP() (m->stack[--m->sp])
#define TOP() (m->stack[m->sp - 1])
    for (int pc = 0; pc < n; pc++, m->steps++) {
        const struct insn *i = &code[pc];
        long t;
        switch (i->op) {
        case PUSH: m->stack[m->sp++] = i->arg; break;
        case ADD: t = POP(); TOP() += t; break;
        case SUB: t = POP(); TOP() -= t; break;
        case MUL: t = POP(); TOP() *= t; break;
        case DUP: t = TOP(); m->stack[m->sp++] = t; break;
        case SWAP:
            t = TOP();
            TOP() = m->stack[m->sp - 2];
            m->stack[m->sp - 2] = t;
            break;
        case JNZ:
            if (TOP())
                pc = (int)i->arg - 1;
            else
                m->sp--;
            break;
        case PRINT: printf("%ld\n", TOP()); break;
        case HALT: return 0;
        default: abort();
        }
    }
    return 1;
}

int main(void)
{
    static const char program[] =
        "push 1 push 10\n"             /* product, counter */
        "dup push 0 add swap\n"
        "swap push 1 sub\n"
        "dup jnz 2\n"
        "print push 7 push 6 mul print halt";
    struct insn code[64];
    int n = assemble(program, code, 64);
    struct machine m = {{0}, 0, 0};
    int rc = n < 0 ? n : run(&m, code, n);
    printf("%d instructions, result %d, %lu steps\n", n, rc, m.steps);
    return assemble("push nonsense", code, 64) != -1;
}
