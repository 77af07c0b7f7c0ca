/*
 * The grammar: C11/C17 with C23 and GNU extensions, then the async dialect.
 *
 * It describes syntax only. An action is one call into front/build.h or
 * front/names.h; operators are read from the tokens an action names, so
 * `build_binary(@$, @op, ...)` needs no operator as argument.
 *
 * An identifier is two tokens: IDENT, and then what the name is in the scope
 * of that moment (VARIABLE, TYPE, or a word of the dialect). The second one is
 * asked for after every reduction that may have declared it. NOTES.md tells
 * the method, the conflicts, and what front/parse.c does before tokens arrive
 * here (attributes are single tokens, function bodies are parsed by a parser
 * of their own).
 */
%define api.pure full
%define api.token.prefix {TK_}
%define api.location.type {Span}
%define parse.error custom
%param { Parser *p }
%expect 0

%code requires {
#include "front/parse.h"
}
%code provides {
/* Tokens come from front/parse.c, which may ask what the parser's state takes
 * next: that decides between the readings of a name. */
int parse_token(YYSTYPE *value, Span *at, Parser *p, int state);
bool grammar_accepts(int state, int token);
}
%code {
#define yylex(value, at, p) parse_token(value, at, p, yystate)
#define YYMAXDEPTH 200000
#define YYLLOC_DEFAULT(Current, Rhs, N)                                  \
    do {                                                                 \
        (Current).first = (N) ? YYRHSLOC(Rhs, 1).first                   \
                              : YYRHSLOC(Rhs, 0).end;                    \
        (Current).end = YYRHSLOC(Rhs, N).end;                            \
    } while (0)

static void yyerror(Span *at, Parser *p, const char *text);
}

%union {
    Node *node;
    Scope scope;
}

/* ---- tokens ------------------------------------------------------------ */
%token
  IDENT "identifier"  NUMBER "number"  CHAR "character"  STRING "string"
  PRAGMA "#pragma"  STRAY "stray character"
/* what a name is: the token after each IDENT */
%token
  VARIABLE "variable"  TYPE "type name"  REDECLARED "name"  HANDLE "handle type"
/* made by front/parse.c */
%token
  START_UNIT  START_BODY  START_EXPRESSION
  RESYNC "rest of the statement"
  ATOMIC_OF "_Atomic("  ENUM_COLON ": (enum base)"
  IMPLICIT_INT "implicit int"  IMPLICIT_SPECS "no specifiers"
/* keywords */
%token
  AUTO "auto"  BREAK "break"  CASE "case"  CHAR_TYPE "char"  CONST "const"
  CONTINUE "continue"  DEFAULT "default"  DO "do"  DOUBLE "double"
  ELSE "else"  ENUM "enum"  EXTERN "extern"  FLOAT "float"  FOR "for"
  GOTO "goto"  IF "if"  INLINE "inline"  INT "int"  LONG "long"
  REGISTER "register"  RESTRICT "restrict"  RETURN "return"  SHORT "short"
  SIGNED "signed"  SIZEOF "sizeof"  STATIC "static"  STRUCT "struct"
  SWITCH "switch"  TYPEDEF "typedef"  UNION "union"  UNSIGNED "unsigned"
  VOID "void"  VOLATILE "volatile"  WHILE "while"
  ALIGNAS "_Alignas"  ALIGNOF "_Alignof"  ATOMIC "_Atomic"  BOOL "_Bool"
  COMPLEX "_Complex"  GENERIC "_Generic"  NORETURN "_Noreturn"
  STATIC_ASSERT "_Static_assert"  THREAD_LOCAL "_Thread_local"
  BITINT "_BitInt"  CONSTEXPR "constexpr"  FALSE "false"  TRUE "true"
  NULLPTR "nullptr"  TYPEOF_UNQUAL "typeof_unqual"
  ASM "asm"  TYPEOF "typeof"  ATTRIBUTE "__attribute__"
  AUTO_TYPE "__auto_type"  EXTENSION "__extension__"  IMAG "__imag__"
  REAL "__real__"  INT128 "__int128"  LABEL "__label__"
  ADDRESS_SPACE "__seg_fs"
  CHOOSE_EXPR "__builtin_choose_expr"
  CONVERT_VECTOR "__builtin_convertvector"
  OFFSETOF "__builtin_offsetof"
  TYPES_COMPATIBLE "__builtin_types_compatible_p"
  VA_ARG "__builtin_va_arg"
/* predeclared type names: op of ND_SPEC_WORD, never a token */
%token
  VA_LIST "__builtin_va_list"  INT128_T "__int128_t"  UINT128_T "__uint128_t"
  FLOATN "_Float128"
/* the dialect; the handle kinds are ops, their token is HANDLE */
%token
  ASYNC "async"  AWAIT "await"  TRY "try"  CATCH "catch"  THROW "throw"
  DEFER "defer"  YIELD "yield"  TIMEOUT "timeout"  TASKGROUP "taskgroup"
  COROUTINE "coroutine"  TASK "task"  FUTURE "future"  AWAITABLE "awaitable"
  QUEUE "queue"  GENERATOR "generator"
/* operators */
%token
  ARROW "->"  INC "++"  DEC "--"  SHL "<<"  SHR ">>"  LE "<="  GE ">="
  EQ "=="  NE "!="  ANDAND "&&"  OROR "||"  ELLIPSIS "..."
  ADD_ASSIGN "+="  SUB_ASSIGN "-="  MUL_ASSIGN "*="  DIV_ASSIGN "/="
  MOD_ASSIGN "%="  SHL_ASSIGN "<<="  SHR_ASSIGN ">>="  AND_ASSIGN "&="
  XOR_ASSIGN "^="  OR_ASSIGN "|="

%left "||"
%left "&&"
%left '|'
%left '^'
%left '&'
%left "==" "!="
%left '<' '>' "<=" ">="
%left "<<" ">>"
%left '+' '-'
%left '*' '/' '%'

%precedence THEN
%precedence "else"

%type <scope> save

%type <node>
  unit external block block_body block_items block_item
  unlabeled_statement statement substatement label expression_opt
  primary postfix arguments argument unary cast binary conditional assignment
  expression constant associations association strings
  offset_designators type_name
  declaration declared_list initializer_opt asm_attributes
  specs specs_none specs_type word word_type type_start
  typedef_specifier record record_head fields field_declaration
  field enum enum_opaque enum_head enumerators enumerator enum_base base base_word handle
  attributes_opt declarator direct_declarator abstract direct_abstract
  pointer_specs pointer_word array parameters parameter_list parameter
  identifier_list initializer initializer_list initializer_item designators
  designator function_definition function_head knr_declarations
  knr_declaration knr_list asm_statement asm_head asm_operands asm_operand
  asm_clobbers asm_labels local_labels
  dialect_statement catches catch catch_head catch_codes named

%token <node> BODY "function body"  ATTRIBUTES "attributes"

%start start
%%

start:
    START_UNIT unit                     { parse_result(p, $unit); }
  | START_BODY block                    { parse_result(p, $block); }
  | START_EXPRESSION expression         { parse_result(p, $expression); }
  ;

/* ---- names -------------------------------------------------------------- */

variable_name: IDENT VARIABLE;
typedef_name: IDENT TYPE;

/* What a declarator declares: a typedef name is REDECLARED where the grammar
 * does not allow a type. */
general_name: variable_name | IDENT REDECLARED;
/* Tags, members and labels have name spaces of their own. */
tag_name: variable_name | typedef_name;
label_name: variable_name | typedef_name;

save: %empty                            { $$ = names_save(); };

/* ---- expressions (6.5) -------------------------------------------------- */

primary:
    variable_name                       { $$ = build_identifier(@$); }
  | NUMBER                              { $$ = build_leaf(ND_NUMBER, @$); }
  | FALSE                               { $$ = build_leaf(ND_NUMBER, @$); }
  | TRUE                                { $$ = build_leaf(ND_NUMBER, @$); }
  | NULLPTR                             { $$ = build_leaf(ND_NUMBER, @$); }
  | CHAR                                { $$ = build_leaf(ND_CHAR, @$); }
  | strings
  | '(' expression ')'                  { $$ = build_1(ND_PAREN, @$, @1, $2); }
  | '(' block ')'                       { $$ = build_1(ND_STMT_EXPR, @$, @1, $2); }
  | GENERIC '(' argument ',' associations ')'
                                        { $$ = build_generic(@$, $argument, $associations); }
  | VA_ARG '(' assignment ',' type_name ')'
                                        { $$ = build_2(ND_VA_ARG, @$, @1, $3, $5); }
  | OFFSETOF '(' type_name ',' offset_designators ')'
                                        { $$ = build_offsetof(@$, $3, $5); }
  | TYPES_COMPATIBLE '(' type_name ',' type_name ')'
                                        { $$ = build_2(ND_TYPES_COMPATIBLE, @$, @1, $3, $5); }
  | CHOOSE_EXPR '(' assignment ',' assignment ',' assignment ')'
                                        { $$ = build_3(ND_CHOOSE_EXPR, @$, @1, $3, $5, $7); }
  | CONVERT_VECTOR '(' assignment ',' type_name ')'
                                        { $$ = build_2(ND_CONVERT_VECTOR, @$, @1, $3, $5); }
  | IDENT TRY '(' expression ')'        { $$ = build_dialect_1(ND_TRY_EXPR, @$, @1, $expression); }
  ;

strings:
    STRING                              { $$ = build_leaf(ND_STRING, @$); }
  | strings STRING                      { $$ = build_extend($1, @$); }
  ;

associations:
    association                         { $$ = build_list(ND_GENERIC, @$, $1); }
  | associations ',' association        { $$ = build_append($1, @$, $3); }
  ;
association:
    type_name ':' assignment            { $$ = build_2(ND_ASSOCIATION, @$, @1, $1, $3); }
  | DEFAULT ':' assignment              { $$ = build_2(ND_ASSOCIATION, @$, @1, NULL, $3); }
  ;

offset_designators:
    tag_name                            { $$ = build_list(ND_OFFSETOF, @$, build_name(ND_DESIGNATOR_MEMBER, @$, @1)); }
  | offset_designators '.' tag_name     { $$ = build_append($1, @$, build_name(ND_DESIGNATOR_MEMBER, @3, @3)); }
  | offset_designators ARROW tag_name   { $$ = build_append($1, @$, build_name(ND_DESIGNATOR_MEMBER, @3, @3)); }
  | offset_designators '[' expression ']'
                                        { $$ = build_append($1, @$, build_1(ND_DESIGNATOR_INDEX, @3, @2, $3)); }
  ;

postfix:
    primary
  | postfix '[' expression ']'          { $$ = build_2(ND_SUBSCRIPT, @$, @2, $1, $3); }
  | postfix '(' ')'                     { $$ = build_call(@$, @2, $1, NULL); }
  | postfix '(' arguments ')'           { $$ = build_call(@$, @2, $1, $3); }
  | postfix '.' tag_name                { $$ = build_member(@$, @2, @3, $1); }
  | postfix ARROW tag_name              { $$ = build_member(@$, @2, @3, $1); }
  | postfix INC                         { $$ = build_operator(ND_POSTFIX, @$, @2, $1); }
  | postfix DEC                         { $$ = build_operator(ND_POSTFIX, @$, @2, $1); }
  | '(' type_name ')' '{' '}'           { $$ = build_2(ND_COMPOUND_LITERAL, @$, @1, $2, build_empty_list(@4, @5)); }
  | '(' type_name ')' '{' initializer_list comma_opt '}'
                                        { $$ = build_2(ND_COMPOUND_LITERAL, @$, @1, $2, build_braces(@4, @7, $5)); }
  ;

arguments:
    argument                            { $$ = build_list(ND_CALL, @$, $1); }
  | arguments ',' argument              { $$ = build_append($1, @$, $3); }
  ;
argument:
    assignment
  | type_name                           { $$ = build_1(ND_TYPE_ARGUMENT, @$, @1, $1); }
  ;

unary:
    postfix
  | INC unary                           { $$ = build_operator(ND_UNARY, @$, @1, $2); }
  | DEC unary                           { $$ = build_operator(ND_UNARY, @$, @1, $2); }
  | '&' cast                            { $$ = build_operator(ND_UNARY, @$, @1, $2); }
  | '*' cast                            { $$ = build_operator(ND_UNARY, @$, @1, $2); }
  | '+' cast                            { $$ = build_operator(ND_UNARY, @$, @1, $2); }
  | '-' cast                            { $$ = build_operator(ND_UNARY, @$, @1, $2); }
  | '~' cast                            { $$ = build_operator(ND_UNARY, @$, @1, $2); }
  | '!' cast                            { $$ = build_operator(ND_UNARY, @$, @1, $2); }
  | REAL cast                           { $$ = build_operator(ND_UNARY, @$, @1, $2); }
  | IMAG cast                           { $$ = build_operator(ND_UNARY, @$, @1, $2); }
  | EXTENSION cast                      { $$ = build_1(ND_EXTENSION, @$, @1, $2); }
  | SIZEOF unary                        { $$ = build_operator(ND_SIZEOF_EXPR, @$, @1, $2); }
  | SIZEOF '(' type_name ')'            { $$ = build_operator(ND_SIZEOF_TYPE, @$, @1, $3); }
  | ALIGNOF unary                       { $$ = build_operator(ND_SIZEOF_EXPR, @$, @1, $2); }
  | ALIGNOF '(' type_name ')'           { $$ = build_operator(ND_SIZEOF_TYPE, @$, @1, $3); }
  | ANDAND label_name                   { $$ = build_name(ND_LABEL_ADDRESS, @$, @2); }
  | IDENT AWAIT cast                    { $$ = build_dialect_1(ND_AWAIT, @$, @1, $cast); }
  ;

cast:
    unary
  | '(' type_name ')' cast              { $$ = build_2(ND_CAST, @$, @1, $2, $4); }
  ;

binary:
    cast
  | binary '*' binary                   { $$ = build_binary(@$, @2, $1, $3); }
  | binary '/' binary                   { $$ = build_binary(@$, @2, $1, $3); }
  | binary '%' binary                   { $$ = build_binary(@$, @2, $1, $3); }
  | binary '+' binary                   { $$ = build_binary(@$, @2, $1, $3); }
  | binary '-' binary                   { $$ = build_binary(@$, @2, $1, $3); }
  | binary SHL binary                   { $$ = build_binary(@$, @2, $1, $3); }
  | binary SHR binary                   { $$ = build_binary(@$, @2, $1, $3); }
  | binary '<' binary                   { $$ = build_binary(@$, @2, $1, $3); }
  | binary '>' binary                   { $$ = build_binary(@$, @2, $1, $3); }
  | binary LE binary                    { $$ = build_binary(@$, @2, $1, $3); }
  | binary GE binary                    { $$ = build_binary(@$, @2, $1, $3); }
  | binary EQ binary                    { $$ = build_binary(@$, @2, $1, $3); }
  | binary NE binary                    { $$ = build_binary(@$, @2, $1, $3); }
  | binary '&' binary                   { $$ = build_binary(@$, @2, $1, $3); }
  | binary '^' binary                   { $$ = build_binary(@$, @2, $1, $3); }
  | binary '|' binary                   { $$ = build_binary(@$, @2, $1, $3); }
  | binary ANDAND binary                { $$ = build_binary(@$, @2, $1, $3); }
  | binary OROR binary                  { $$ = build_binary(@$, @2, $1, $3); }
  ;

conditional:
    binary
  | binary '?' expression ':' conditional
                                        { $$ = build_3(ND_COND, @$, @2, $1, $3, $5); }
  | binary '?' ':' conditional          { $$ = build_3(ND_COND, @$, @2, $1, NULL, $4); }
  ;

assignment:
    conditional
  | unary assignment_operator assignment
                                        { $$ = build_assign(@$, @2, $1, $3); }
  ;
assignment_operator:
    '=' | ADD_ASSIGN | SUB_ASSIGN | MUL_ASSIGN | DIV_ASSIGN | MOD_ASSIGN
  | SHL_ASSIGN | SHR_ASSIGN | AND_ASSIGN | XOR_ASSIGN | OR_ASSIGN
  ;

expression:
    assignment
  | expression ',' assignment           { $$ = build_2(ND_COMMA, @$, @2, $1, $3); }
  ;
expression_opt: %empty { $$ = NULL; } | expression;
constant: conditional;

/* ---- declarations (6.7) ------------------------------------------------- */

declaration:
    specs ';'                           { $$ = build_declaration(@$, $specs, NULL); }
  | enum_opaque ';'                     { $$ = build_declaration(@$, $1, NULL); }
  | specs declared_list ';'             { $$ = build_declaration(@$, $specs, $declared_list); }
  | STATIC_ASSERT '(' constant ')' ';'  { $$ = build_2(ND_STATIC_ASSERT, @$, @1, $3, NULL); }
  | STATIC_ASSERT '(' constant ',' strings ')' ';'
                                        { $$ = build_2(ND_STATIC_ASSERT, @$, @1, $3, $5); }
  ;

/* A name is in scope from the end of its declarator (6.2.1p7), so before its
 * initialiser; $<node>0 is the specs that stand in front of the list. */
declared_list:
    declarator asm_attributes           { names_declare($<node>0, $1); }
        initializer_opt                 { $$ = build_declared(NULL, @$, NULL, $1, $2, $4); }
  | declared_list ',' attributes_opt declarator asm_attributes
                                        { names_declare($<node>0, $4); }
        initializer_opt                 { $$ = build_declared($1, @$, $3, $4, $5, $7); }
  ;

initializer_opt: %empty { $$ = NULL; } | '=' initializer { $$ = $2; };

attributes_opt: %empty { $$ = NULL; } | ATTRIBUTES;

/* An asm label, attributes, or both; one ND_ATTRIBUTES. */
asm_attributes:
    attributes_opt
  | ASM '(' strings ')'                 { $$ = build_leaf(ND_ATTRIBUTES, @$); }
  | ASM '(' strings ')' ATTRIBUTES      { $$ = build_extend_front($5, @$); }
  ;

/* Specifiers: what comes before the first declarator. A typedef name is one of
 * them only while no other type stands there (specs_none); after one
 * (specs_type), a name is a declarator's. */
specs: specs_type | ATTRIBUTES specs_type { $$ = build_prepend($2, @$, $1); };
specs_none:
    word                                { $$ = build_list(ND_SPECS, @$, $1); }
  | specs_none word                     { $$ = build_append($1, @$, $2); }
  | specs_none ATTRIBUTES               { $$ = build_append($1, @$, $2); }
  ;
specs_type:
    type_start                          { $$ = build_list(ND_SPECS, @$, $1); }
  | specs_none type_start               { $$ = build_append($1, @$, $2); }
  | specs_none IMPLICIT_INT             { $$ = $1; }
  | IMPLICIT_SPECS                      { $$ = build_list(ND_SPECS, @$, NULL); }
  | specs_type word                     { $$ = build_append($1, @$, $2); }
  | specs_type word_type                { $$ = build_append($1, @$, $2); }
  | specs_type ATTRIBUTES               { $$ = build_append_attributes($1, @$, $2); }
  ;

word:
    specifier_word                      { $$ = build_word(@$); }
  | qualifier                           { $$ = build_word(@$); }
  | ALIGNAS '(' type_name ')'           { $$ = build_1(ND_SPEC_ALIGNAS, @$, @1, $3); }
  | ALIGNAS '(' constant ')'            { $$ = build_1(ND_SPEC_ALIGNAS, @$, @1, $3); }
  | ASYNC                               { $$ = build_word(@$); }
  ;
specifier_word:
    TYPEDEF | EXTERN | STATIC | AUTO | REGISTER | THREAD_LOCAL | CONSTEXPR
  | INLINE | NORETURN | COMPLEX
  ;
qualifier: CONST | VOLATILE | RESTRICT | ATOMIC | ADDRESS_SPACE;

type_start:
    word_type
  | ATOMIC_OF '(' type_name ')'         { $$ = build_1(ND_SPEC_ATOMIC, @$, @1, $3); }
  | typeof '(' expression ')'           { $$ = build_operator(ND_SPEC_TYPEOF, @$, @1, $3); }
  | typeof '(' type_name ')'            { $$ = build_operator(ND_SPEC_TYPEOF, @$, @1, $3); }
  | record
  | enum
  | typedef_specifier
  | handle
  ;
word_type:
    type_word                           { $$ = build_word(@$); }
  | BITINT '(' constant ')'             { $$ = build_1(ND_SPEC_BITINT, @$, @1, $3); }
  ;
type_word:
    VOID | CHAR_TYPE | SHORT | INT | LONG | FLOAT | DOUBLE | SIGNED | UNSIGNED
  | BOOL | INT128 | AUTO_TYPE
  ;
typeof: TYPEOF | TYPEOF_UNQUAL;
typedef_specifier: typedef_name         { $$ = build_typedef_name(@$); };

record:
    record_head '{' fields '}'          { $$ = build_record(@$, $1, $3); }
  | record_head tag_name '{' fields '}' { $$ = build_record_named(@$, @2, $1, $4); }
  | record_head tag_name                { $$ = build_record_named(@$, @2, $1, NULL); }
  ;
record_head:
    record_key attributes_opt           { $$ = build_operator(ND_SPEC_RECORD, @$, @1, $2); };
record_key: STRUCT | UNION;

/* The last semicolon may be missing (GNU); front/parse.c puts it in. */
fields:
    %empty                              { $$ = build_list(ND_SPEC_RECORD, @$, NULL); }
  | fields field_declaration        { $$ = build_append($1, @$, $2); }
  | fields PRAGMA
  | fields ';'
  | fields error RESYNC             { yyerrok; }
  ;
field_declaration:
    specs ';'                           { $$ = build_field_declaration(@$, $1, NULL); }
  | specs field ';'                     { $$ = build_field_declaration(@$, $1, $2); }
  | STATIC_ASSERT '(' constant ')' ';'  { $$ = build_2(ND_STATIC_ASSERT, @$, @1, $3, NULL); }
  | STATIC_ASSERT '(' constant ',' strings ')' ';'
                                        { $$ = build_2(ND_STATIC_ASSERT, @$, @1, $3, $5); }
  | ATTRIBUTES ';'                      { $$ = NULL; }
  ;
field:
    declarator attributes_opt           { $$ = build_field(NULL, @$, NULL, $1, NULL, $2); }
  | declarator ':' constant attributes_opt
                                        { $$ = build_field(NULL, @$, NULL, $1, $3, $4); }
  | ':' constant attributes_opt         { $$ = build_field(NULL, @$, NULL, NULL, $2, $3); }
  | field ',' attributes_opt declarator attributes_opt
                                        { $$ = build_field($1, @$, $3, $4, NULL, $5); }
  | field ',' attributes_opt declarator ':' constant attributes_opt
                                        { $$ = build_field($1, @$, $3, $4, $6, $7); }
  | field ',' attributes_opt ':' constant attributes_opt
                                        { $$ = build_field($1, @$, $3, NULL, $5, $6); }
  ;

enum:
    enum_head enum_base '{' enumerators comma_opt '}'
                                        { $$ = build_enum(@$, $1, $2, $4); }
  | enum_head tag_name enum_base '{' enumerators comma_opt '}'
                                        { $$ = build_enum_named(@$, @2, $1, $3, $5); }
  | enum_head enum_base '{' '}'         { $$ = build_enum(@$, $1, $2, build_empty_list(@3, @4)); }
  | enum_head tag_name enum_base '{' '}'
                                        { $$ = build_enum_named(@$, @2, $1, $3, build_empty_list(@4, @5)); }
  | enum_head tag_name                  { $$ = build_enum_named(@$, @2, $1, NULL, NULL); }
  ;
/* C23: `enum E : T;` is a whole declaration. */
enum_opaque:
    enum_head tag_name ENUM_COLON base  { $$ = build_list(ND_SPECS, @$, build_enum_named(@$, @2, $1, build_type_name(@base, $base, NULL), NULL)); }
  ;
enum_head: ENUM attributes_opt          { $$ = build_operator(ND_SPEC_ENUM, @$, @1, $2); };
enum_base:
    %empty                              { $$ = NULL; }
  | ENUM_COLON base                     { $$ = build_type_name(@base, $base, NULL); }
  ;
base:
    base_word                           { $$ = build_list(ND_SPECS, @$, $1); }
  | base base_word                      { $$ = build_append($1, @$, $2); }
  ;
base_word:
    word_type
  | qualifier                           { $$ = build_word(@$); }
  | typedef_specifier
  | typeof '(' expression ')'           { $$ = build_operator(ND_SPEC_TYPEOF, @$, @1, $3); }
  | typeof '(' type_name ')'            { $$ = build_operator(ND_SPEC_TYPEOF, @$, @1, $3); }
  ;
enumerators:
    enumerator                          { $$ = build_list(ND_SPEC_ENUM, @$, $1); }
  | enumerators ',' enumerator          { $$ = build_append($1, @$, $3); }
  | error RESYNC                        { $$ = build_list(ND_SPEC_ENUM, @$, NULL); yyerrok; }
  ;
enumerator:
    general_name attributes_opt         { $$ = build_enumerator(@$, @1, NULL); }
  | general_name attributes_opt '=' constant
                                        { $$ = build_enumerator(@$, @1, $4); }
  ;

/* ---- declarators (6.7.6) ------------------------------------------------ */

declarator:
    direct_declarator
  | '*' declarator                      { $$ = build_2(ND_D_POINTER, @$, @1, NULL, $2); }
  | '*' pointer_specs declarator        { $$ = build_2(ND_D_POINTER, @$, @1, $2, $3); }
  ;
direct_declarator:
    general_name                        { $$ = build_name(ND_D_NAME, @$, @1); }
  | '(' save declarator ')'             { $$ = build_paren(@$, $save, NULL, $3); }
  | '(' save ATTRIBUTES declarator ')'  { $$ = build_paren(@$, $save, $3, $4); }
  | direct_declarator array             { $$ = build_suffix(@$, $1, $2); }
  | direct_declarator '(' save parameters ')'
                                        { $$ = build_function(@$, @2, $save, $1, $4); }
  | direct_declarator '(' save identifier_list ')'
                                        { $$ = build_function(@$, @2, $save, $1, $4); }
  | direct_declarator '(' save ')'      { $$ = build_function(@$, @2, $save, $1, NULL); }
  ;
pointer_specs:
    pointer_word                        { $$ = build_list(ND_SPECS, @$, $1); }
  | pointer_specs pointer_word          { $$ = build_append($1, @$, $2); }
  ;
pointer_word: qualifier { $$ = build_word(@$); } | ATTRIBUTES;

array:
    '[' ']'                             { $$ = build_array(@$, 0, NULL, NULL); }
  | '[' pointer_specs ']'               { $$ = build_array(@$, 0, $2, NULL); }
  | '[' assignment ']'                  { $$ = build_array(@$, 0, NULL, $2); }
  | '[' pointer_specs assignment ']'    { $$ = build_array(@$, 0, $2, $3); }
  | '[' STATIC assignment ']'           { $$ = build_array(@$, NF_STATIC, NULL, $3); }
  | '[' STATIC pointer_specs assignment ']'
                                        { $$ = build_array(@$, NF_STATIC, $3, $4); }
  | '[' pointer_specs STATIC assignment ']'
                                        { $$ = build_array(@$, NF_STATIC, $2, $4); }
  | '[' '*' ']'                         { $$ = build_array(@$, NF_STAR, NULL, NULL); }
  | '[' pointer_specs '*' ']'           { $$ = build_array(@$, NF_STAR, $2, NULL); }
  ;

parameters:
    parameter_list
  | parameter_list ',' ELLIPSIS         { $$ = build_variadic($1, @$); }
  | ELLIPSIS                            { $$ = build_variadic(build_list(ND_D_FUNCTION, @$, NULL), @$); }
  ;
parameter_list:
    parameter                           { $$ = build_list(ND_D_FUNCTION, @$, $1); }
  | parameter_list ',' parameter        { $$ = build_append($1, @$, $3); }
  ;
parameter:
    specs                               { $$ = build_parameter(@$, $1, NULL, NULL); }
  | specs abstract                      { $$ = build_parameter(@$, $1, $2, NULL); }
  | specs direct_abstract ATTRIBUTES    { $$ = build_parameter(@$, $1, $2, $3); }
  | specs declarator attributes_opt     { $$ = build_parameter(@$, $1, $2, $3); }
  ;
identifier_list:
    variable_name                       { $$ = build_list(ND_D_FUNCTION, @$, build_identifier(@$)); }
  | identifier_list ',' variable_name   { $$ = build_append($1, @$, build_identifier(@3)); }
  ;

type_name:
    specs                               { $$ = build_type_name(@$, $1, NULL); }
  | specs abstract                      { $$ = build_type_name(@$, $1, $2); }
  ;
abstract:
    direct_abstract
  | '*'                                 { $$ = build_2(ND_D_POINTER, @$, @1, NULL, build_no_name(@1)); }
  | '*' pointer_specs                   { $$ = build_2(ND_D_POINTER, @$, @1, $2, build_no_name(@2)); }
  | '*' abstract                        { $$ = build_2(ND_D_POINTER, @$, @1, NULL, $2); }
  | '*' pointer_specs abstract          { $$ = build_2(ND_D_POINTER, @$, @1, $2, $3); }
  ;
direct_abstract:
    '(' save abstract ')'               { $$ = build_paren(@$, $save, NULL, $3); }
  | '(' save ATTRIBUTES abstract ')'    { $$ = build_paren(@$, $save, $3, $4); }
  | array                               { $$ = build_suffix(@$, NULL, $1); }
  | direct_abstract array               { $$ = build_suffix(@$, $1, $2); }
  | '(' save parameters ')'             { $$ = build_function(@$, @1, $save, NULL, $3); }
  | '(' save ')'                        { $$ = build_function(@$, @1, $save, NULL, NULL); }
  | direct_abstract '(' save parameters ')'
                                        { $$ = build_function(@$, @2, $save, $1, $4); }
  | direct_abstract '(' save ')'        { $$ = build_function(@$, @2, $save, $1, NULL); }
  ;

/* ---- initialisers (6.7.9) ----------------------------------------------- */

initializer:
    assignment
  | '{' '}'                             { $$ = build_empty_list(@1, @2); }
  | '{' initializer_list comma_opt '}'  { $$ = build_braces(@1, @4, $2); }
  ;
initializer_list:
    initializer_item                    { $$ = build_list(ND_INIT_LIST, @$, $1); }
  | initializer_list ',' initializer_item
                                        { $$ = build_append($1, @$, $3); }
  | error RESYNC                        { $$ = build_list(ND_INIT_LIST, @$, NULL); yyerrok; }
  ;
initializer_item:
    initializer
  | designators '=' initializer         { $$ = build_designated(@$, $1, $3); }
  | designators initializer             { $$ = build_designated(@$, $1, $2); }
  | label_name ':' initializer          { $$ = build_designated(@$, build_list(ND_DESIGNATED, @1, build_name(ND_DESIGNATOR_MEMBER, @1, @1)), $3); }
  ;
designators:
    designator                          { $$ = build_list(ND_DESIGNATED, @$, $1); }
  | designators designator              { $$ = build_append($1, @$, $2); }
  ;
designator:
    '[' constant ']'                    { $$ = build_1(ND_DESIGNATOR_INDEX, @$, @1, $2); }
  | '[' constant ELLIPSIS constant ']'  { $$ = build_2(ND_DESIGNATOR_RANGE, @$, @1, $2, $4); }
  | '.' tag_name                        { $$ = build_name(ND_DESIGNATOR_MEMBER, @$, @2); }
  ;
comma_opt: %empty | ',';

/* ---- statements (6.8) --------------------------------------------------- */

/* Statements and their substatements are scopes of their own (6.8.4p3). */
substatement: save statement            { $$ = $2; names_restore($save); };

statement:
    unlabeled_statement
  | label statement                     { $$ = build_labeled(@$, $1, $2); }
  ;

label:
    label_name ':'                      { $$ = build_name(ND_LABEL, @$, @1); }
  | CASE constant ':'                   { $$ = build_2(ND_CASE, @$, @1, $2, NULL); }
  | CASE constant ELLIPSIS constant ':' { $$ = build_2(ND_CASE, @$, @1, $2, $4); }
  | DEFAULT ':'                         { $$ = build_leaf(ND_DEFAULT, @$); }
  | ATTRIBUTES label                    { $$ = build_attributed(@$, $2); }
  ;

block: '{' save block_body '}'          { $$ = build_block(@$, $block_body); names_restore($save); };
block_body: block_items;
block_items:
    %empty                              { $$ = build_list(ND_BLOCK, @$, NULL); }
  | block_items block_item              { $$ = build_block_item($1, @$, $2); }
  | block_items error RESYNC            { yyerrok; }
  ;
/* Labels are items: they may end a block or stand before a declaration (C23);
 * build_block_item gives each the statement that follows. */
block_item:
    declaration
  | function_definition
  | unlabeled_statement
  | label
  | LABEL local_labels ';'              { $$ = build_extend($2, @$); }
  | PRAGMA                              { $$ = build_leaf(ND_PRAGMA, @$); }
  ;
local_labels:
    label_name                          { $$ = build_list(ND_LOCAL_LABELS, @$, build_name(ND_IDENT, @1, @1)); }
  | local_labels ',' label_name         { $$ = build_append($1, @$, build_name(ND_IDENT, @3, @3)); }
  ;

unlabeled_statement:
    ';'                                 { $$ = build_leaf(ND_EMPTY, @$); }
  | expression ';'                      { $$ = build_1(ND_EXPR_STMT, @$, @1, $1); }
  | block
  | ATTRIBUTES unlabeled_statement      { $$ = build_attributed(@$, $2); }
  | IF save '(' expression ')' substatement %prec THEN
                                        { $$ = build_3(ND_IF, @$, @1, $4, $6, NULL); names_restore($save); }
  | IF save '(' expression ')' substatement ELSE substatement
                                        { $$ = build_3(ND_IF, @$, @1, $4, $6, $8); names_restore($save); }
  | SWITCH save '(' expression ')' substatement
                                        { $$ = build_2(ND_SWITCH, @$, @1, $4, $6); names_restore($save); }
  | WHILE save '(' expression ')' substatement
                                        { $$ = build_2(ND_WHILE, @$, @1, $4, $6); names_restore($save); }
  | DO save substatement WHILE '(' expression ')' ';'
                                        { $$ = build_2(ND_DO, @$, @1, $3, $6); names_restore($save); }
  | FOR '(' save expression_opt ';' expression_opt ';' expression_opt ')' substatement
                                        { $$ = build_for(@$, $4, $6, $8, $10); names_restore($save); }
  | FOR '(' save declaration expression_opt ';' expression_opt ')' substatement
                                        { $$ = build_for(@$, $4, $5, $7, $9); names_restore($save); }
  | GOTO label_name ';'                 { $$ = build_name(ND_GOTO, @$, @2); }
  | GOTO '*' expression ';'             { $$ = build_1(ND_GOTO_COMPUTED, @$, @1, $3); }
  | CONTINUE ';'                        { $$ = build_leaf(ND_CONTINUE, @$); }
  | BREAK ';'                           { $$ = build_leaf(ND_BREAK, @$); }
  | RETURN expression_opt ';'           { $$ = build_1(ND_RETURN, @$, @1, $2); }
  | asm_statement
  | dialect_statement
  ;

asm_statement: asm_head ')' ';'         { $$ = build_extend($1, @$); };
asm_head:
    ASM asm_qualifiers '(' strings      { $$ = build_list(ND_ASM, @$, NULL); }
  | ASM asm_qualifiers '(' strings ':' asm_operands
                                        { $$ = $6; }
  | ASM asm_qualifiers '(' strings ':' asm_operands ':' asm_operands
                                        { $$ = build_join($6, $8); }
  | ASM asm_qualifiers '(' strings ':' asm_operands ':' asm_operands ':' asm_clobbers
                                        { $$ = build_join($6, $8); }
  | ASM asm_qualifiers '(' strings ':' asm_operands ':' asm_operands ':' asm_clobbers ':' asm_labels
                                        { $$ = build_join(build_join($6, $8), $12); }
  ;
asm_qualifiers: %empty | asm_qualifiers asm_qualifier;
asm_qualifier: VOLATILE | INLINE | GOTO | CONST;
asm_operands:
    %empty                              { $$ = build_list(ND_ASM, @$, NULL); }
  | asm_operand                         { $$ = build_list(ND_ASM, @$, $1); }
  | asm_operands ',' asm_operand        { $$ = build_append($1, @$, $3); }
  ;
asm_operand:
    strings '(' expression ')'          { $$ = $3; }
  | '[' tag_name ']' strings '(' expression ')'
                                        { $$ = $6; }
  ;
asm_clobbers: %empty { $$ = NULL; } | strings | asm_clobbers ',' strings;
asm_labels:
    label_name                          { $$ = build_list(ND_ASM, @$, build_name(ND_LABEL_ADDRESS, @1, @1)); }
  | asm_labels ',' label_name           { $$ = build_append($1, @$, build_name(ND_LABEL_ADDRESS, @3, @3)); }
  ;

/* ---- external definitions (6.9) ----------------------------------------- */

unit:
    %empty                              { $$ = build_unit(); parse_external(p); }
  | unit external                       { $$ = build_append($1, @$, $2); parse_external(p); }
  | unit error RESYNC                   { yyerrok; parse_external(p); }
  ;
external:
    declaration
  | function_definition
  | asm_statement
  | ATTRIBUTES ';'                      { $$ = build_leaf(ND_ATTRIBUTE_STMT, @$); }
  | PRAGMA                              { $$ = build_leaf(ND_PRAGMA, @$); }
  | ';'                                 { $$ = build_leaf(ND_EMPTY, @$); }
  ;

/* BODY comes from a parser of its own, or was skipped: front/parse.c. */
function_definition:
    function_head knr_declarations '{' BODY
                                        { $$ = build_function_end(p, @$, $1, $2, $4); };
function_head:
    specs declarator asm_attributes     { $$ = build_function_begin(p, @$, $1, $2, $3); };
knr_declarations:
    %empty                              { $$ = NULL; }
  | knr_declarations knr_declaration    { $$ = build_knr($1, @$, $2); }
  ;
knr_declaration:
    specs_type knr_list ';'               { $$ = build_declaration(@$, $1, $2); }
  | specs_type ';'                        { $$ = build_declaration(@$, $1, NULL); }
  ;
knr_list:
    declarator attributes_opt           { names_declare($<node>0, $1); $$ = build_declared(NULL, @$, NULL, $1, $2, NULL); }
  | knr_list ',' declarator attributes_opt
                                        { names_declare($<node>0, $3); $$ = build_declared($1, @$, NULL, $3, $4, NULL); }
  ;

/* ---- the dialect --------------------------------------------------------
 * `async` is among `word`, `await` among `unary`, `try(E)` among `primary`. */

handle: IDENT HANDLE '(' type_name ')'  { $$ = build_handle(@$, @1, $type_name); };

dialect_statement:
    IDENT TRY block catches             { $$ = build_try(@$, $block, $catches); }
  | IDENT THROW expression_opt ';'      { $$ = build_dialect_1(ND_THROW, @$, @1, $3); }
  | IDENT YIELD expression_opt ';'      { $$ = build_dialect_1(ND_YIELD, @$, @1, $3); }
  | IDENT DEFER substatement            { $$ = build_dialect_1(ND_DEFER, @$, @1, $3); }
  | IDENT TIMEOUT save '(' assignment ')' block
                                        { $$ = build_timeout(@$, $5, NULL, $block); names_restore($save); }
  | IDENT TIMEOUT save '(' assignment ',' named ')' block
                                        { $$ = build_timeout(@$, $5, $named, $block); names_restore($save); }
  | IDENT TASKGROUP save '(' named ')' block
                                        { $$ = build_taskgroup(@$, $named, $block); names_restore($save); }
  | FOR '(' save specs declarator ':' expression ')' { names_declare($specs, $declarator); } substatement
                                        { $$ = build_for_each(@$, 0, $specs, $declarator, $expression, $10); names_restore($save); }
  | ASYNC FOR '(' save specs declarator ':' expression ')' { names_declare($specs, $declarator); } substatement
                                        { $$ = build_for_each(@$, NF_ASYNC, $specs, $declarator, $expression, $11); names_restore($save); }
  ;
catches:
    catch                               { $$ = build_list(ND_TRY, @$, $1); }
  | catches catch                       { $$ = build_append($1, @$, $2); }
  ;
catch:
    CATCH save '(' catch_head ')' block { $$ = build_catch(@$, $catch_head, $block); names_restore($save); };
catch_head:
    parameter                           { $$ = build_list(ND_CATCH, @$, $1); }
  | parameter ':' catch_codes           { $$ = build_catch_named(@$, $1, $3); }
  | catch_codes                         { $$ = build_catch_named(@$, NULL, $1); }
  ;
catch_codes:
    conditional                         { $$ = build_list(ND_CATCH, @$, $1); }
  | catch_codes ',' conditional         { $$ = build_append($1, @$, $3); }
  ;
named: general_name                     { $$ = build_named(@$); };

%%

static int yyreport_syntax_error(const yypcontext_t *context, Parser *p)
{
    yysymbol_kind_t kinds[YYNTOKENS];
    int token[YYNTOKENS];
    int n = yypcontext_expected_tokens(context, kinds, YYNTOKENS);
    for (int i = 0; i < n; i++)
        for (token[i] = 0; yytranslate[token[i]] != kinds[i];)
            token[i]++;
    parse_syntax_error(p, yypcontext_location(context)->first, token, n);
    return 0;
}

/* Called when the stack has reached YYMAXDEPTH; syntax errors go above. */
static void yyerror(Span *at, Parser *p, const char *text)
{
    (void)text;
    parse_too_deep(p, at->first);
}

bool grammar_accepts(int state, int token)
{
    int symbol = YYTRANSLATE(token);
    int i = yypact[state];
    if (yypact_value_is_default(i))
        return false;
    i += symbol;
    return i >= 0 && i <= YYLAST && yycheck[i] == symbol &&
           !yytable_value_is_error(yytable[i]);
}
