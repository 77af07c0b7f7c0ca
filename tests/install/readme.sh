# What `make install` puts in place is enough: the README's way of using acc
# in a Makefile builds and runs its example, with the shared library and the
# static one.
prefix=$WORK/prefix
make -s -C "$ROOT" BUILD="$BUILD" PREFIX="$prefix" install >"$WORK/log" 2>&1 || {
    cat "$WORK/log"
    exit 1
}
cd "$WORK" || exit 1
cp "$ROOT/tests/run/readme.ac" main.ac
# The fragment in the README, as it stands.
awk '/^```make$/ { inside = 1; next } /^```$/ { inside = 0 } inside' \
    "$ROOT/README.md" | sed 's/^program: .*/program: main.o/' >Makefile
printf '\t$(CC) -o $@ $^ $(LDLIBS)\n' >>Makefile.rule
awk '{ print } /^program:/ { while ((getline line < "Makefile.rule") > 0) print line }' \
    Makefile >Makefile.new && mv Makefile.new Makefile
export PKG_CONFIG_PATH=$prefix/lib/pkgconfig PATH=$prefix/bin:$PATH
export LD_LIBRARY_PATH=$prefix/lib ACC_CLOCK=virtual
unset MAKEFLAGS MAKELEVEL
make program || exit 1
./program >out && diff "$ROOT/tests/run/readme.want" out || exit 1
[ -s main.d ] || { echo "no dependencies were written"; exit 1; }
gcc main.o -o static "$prefix/lib/libacc.a" $UV_LIBS && ./static >out &&
    diff "$ROOT/tests/run/readme.want" out
