# The rules for GNU make, pkg-config, and `make install` itself.
. "$ROOT/tests/install/begin"
install_acc

# What is installed, and that uninstall takes it all away; folders of choice.
stage=$WORK/stage
make -s -C "$ROOT" BUILD="$BUILD" DESTDIR="$stage" PREFIX=/usr \
    libdir=/usr/lib/somewhere mandir=/usr/man install >"$WORK/log" 2>&1 ||
    bad "install with DESTDIR" "$WORK/log"
for file in bin/acc include/acc/acc.h lib/somewhere/libacc.a \
    lib/somewhere/libacc.so.0 lib/somewhere/pkgconfig/acc.pc; do
    check "installed: $file" [ -e "$stage/usr/$file" ]
done
check "libdir in acc.pc" grep -q '^libdir=${prefix}/lib/somewhere$' \
    "$stage/usr/lib/somewhere/pkgconfig/acc.pc"
check "nothing is left to replace" [ -z "$(grep -rlI '@[a-z_]*dir@\|@version@' \
    "$stage" "$prefix")" ]
check "DESTDIR is named nowhere" [ -z "$(grep -rlI "$stage" "$stage")" ]
check "nothing outside of the prefix" [ "$(ls "$stage")" = usr ]
make -s -C "$ROOT" BUILD="$BUILD" DESTDIR="$stage" PREFIX=/usr \
    libdir=/usr/lib/somewhere mandir=/usr/man uninstall >"$WORK/log" 2>&1 ||
    bad "uninstall" "$WORK/log"
check "uninstalled" [ -z "$(find "$stage" ! -type d)" ]

absent pkg-config
check "version" [ "$(pkg-config --modversion acc)" = \
    "$(acc --version | sed 's/acc //')" ]
check "the translator" [ "$(pkg-config --variable=acc acc)" -ef "$prefix/bin/acc" ]

enter_project make
try_builds make ./program make
# Objects elsewhere than the sources.
cat >elsewhere.mk <<'END'
CFLAGS = -I include -DSCALE=3 -D GREETING='"hello"'
include $(shell pkg-config --variable=makefile acc)
out/program: out/main.o out/count.o out/scale.o ; $(CC) -o $@ $^ $(LDLIBS)
out/%.o: src/%.ac ; @mkdir -p out; $(acc_compile)
out/%.o: src/%.c ; $(CC) $(CPPFLAGS) $(CFLAGS) -c $< -o $@
END
check "make: other folders" make -f elsewhere.mk
check "make: other folders, runs" prints "hello 105" out/program
finish
