# editor.h: .ac files as C for language servers; compile_commands.json.
. "$ROOT/tests/install/begin"
absent clang
install_acc
cd "$WORK" || exit 1

# The samples are without errors, and so is C.
for source in "$ROOT"/samples/*.ac; do
    check "${source##*/}" clang -x c -std=gnu11 -fsyntax-only -Wall -Wno-unused \
        -I"$prefix/include" -include "$prefix/share/acc/editor.h" "$source"
done
# Types flow: mistakes are seen where they are.
cat >wrong.ac <<'END'
#include <acc/acc.h>
struct pair { int a, b; };
async struct pair get(void);
async void nothing(void);
async int f(void)
{
    task(struct pair) t = create_task(get(), "name");
    auto r = await gather(get(), nothing(), f());
    try {
        timeout (1 * ACC_SEC)
            (await t).c = 1;
        int rc = try(nothing());
        acc_task_cancel(t);
        throw rc;
    } catch (TimeoutError) {
        r._0.d = 1;
    } catch (int e) {
        throw;
    }
    defer nothing();
    await shield(undeclared());
    return await wait_for(f(), 1 * ACC_SEC) + r._2;
}
END
clang -x c -std=gnu11 -fsyntax-only -I"$prefix/include" -include "$prefix/share/acc/editor.h" \
    wrong.ac 2>&1 | sed -n 's/^wrong.ac:\([0-9]*\):.*\(error\|warning\).*/\1/p' \
    >lines
check "mistakes" [ "$(tr '\n' ' ' <lines)" = "11 16 21 " ]

command -v python3 >/dev/null && command -v clangd >/dev/null || {
    echo "skipped: clangd or python3 is absent"
    skipped=1
    finish
    exit
}
# A database that knows the C files only.
enter_project database
acc -Iinclude -I"$prefix/include" -DGREETING='"hello"' src/main.ac \
    -o src/main.acc.c
acc -Iinclude -I"$prefix/include" src/count.ac -o src/count.acc.c
cat >compile_commands.json <<END
[
{ "directory": "$PWD", "file": "src/main.acc.c",
  "command": "cc -Iinclude -I$prefix/include -DGREETING='\"hello\"' -MD -MF x.d -c src/main.acc.c -o src/main.o" },
{ "directory": "$PWD", "file": "src/count.acc.c",
  "arguments": ["cc", "-Iinclude", "-I$prefix/include", "-c", "src/count.acc.c"] },
{ "directory": "$PWD", "file": "src/scale.c",
  "arguments": ["cc", "-Iinclude", "-DSCALE=3", "-c", "src/scale.c"] }
]
END
script=$prefix/share/acc/compile-commands.py
check "database" sh -c "python3 $script | grep -q ': 2 .ac files added'"
check "database, again" sh -c "python3 $script | grep -q ': 0 .ac files added'"
check "database, none" sh -c "! python3 $script nowhere.json"
quiet() { # clangd has nothing to say on a file
    clangd --check="$1" >"$WORK/clangd" 2>&1
    ! grep '^E\[' "$WORK/clangd"
}
check "clangd: main.ac" quiet src/main.ac
sed -i 's/scale(STEP)/scale(STEPS)/' src/count.ac
clangd --check=src/count.ac >"$WORK/clangd" 2>&1
check "clangd: a mistake" grep -q '^E.*Line 8: .*STEPS' "$WORK/clangd"

# Without a database: .clangd.
mkdir -p "$WORK/alone" && cd "$WORK/alone" || exit 1
cp "$prefix/share/acc/clangd.yaml" .clangd
cp "$ROOT/samples/producer_consumer.ac" .
check "clangd: .clangd" quiet producer_consumer.ac
finish
