# acc: the translator (build/acc), its runtime (build/libacc.a, .so), tests.
#
#   make demo      build everything and run the tutorial
#   make test      build everything and run all tests but the long ones
#   V=1            show the commands        BUILD=dir  build elsewhere
#
# `demo` and `test` install missing packages first (.ci/deps); nothing else does.

VERSION = 0.1.0
VERSION_NUMBER = 100

BUILD = build
PREFIX = /usr/local
DESTDIR =
CC = gcc
AR = ar
FLEX = flex
BISON = bison
PKG_CONFIG = pkg-config
CFLAGS = -O2 -g
WARNINGS = -Wall -Wextra
WERROR =
SANITIZE = -fsanitize=address,undefined -fno-sanitize-recover=undefined \
	-fno-omit-frame-pointer

# One job for each core, unless the caller said how many.
ifeq ($(filter -j% --jobserver%,$(MAKEFLAGS)),)
MAKEFLAGS += -j$(shell nproc 2>/dev/null || echo 2)
endif
MAKEFLAGS += --no-print-directory

ifeq ($(V),1)
Q =
say = :
else
Q = @
say = printf '  %-6s %s\n'
endif

# ---- sources, by name ----------------------------------------------------

compiler_sources = $(addprefix compiler/, \
	main.c dump.c report.c \
	base/arena.c base/bitset.c base/diag.c base/format.c base/intern.c \
	base/json.c \
	base/response.c base/sarif.c base/snippet.c base/source.c base/spell.c \
	base/strbuf.c \
	driver/cc.c driver/depend.c driver/file.c driver/install.c \
	driver/options.c driver/preprocess.c driver/process.c driver/run.c \
	driver/temporary.c \
	front/align.c front/ast.c front/build.c front/foreign.c front/macro.c front/names.c \
	front/parse.c front/raw.c \
	sema/async.c sema/builtin.c sema/consume.c sema/convert.c sema/decl.c \
	sema/eval.c sema/expr.c sema/flow.c sema/generic.c sema/init.c \
	sema/literal.c sema/scope.c sema/spec.c sema/stmt.c sema/type.c \
	sema/typetext.c sema/undeclared.c \
	lower/await.c lower/cfg.c lower/cleanup.c lower/desugar.c lower/frame.c \
	lower/literal.c lower/live.c lower/lower.c lower/scopes.c lower/spill.c \
	lower/split.c lower/vla.c \
	emit/cprint.c emit/exported.c emit/function.c emit/line.c emit/unit.c)
grammar_sources = $(BUILD)/grammar/parse.c $(BUILD)/grammar/scan.c

runtime_sources = $(addprefix runtime/, \
	core/await.c core/barrier.c core/callback.c core/calls.c core/cancel.c core/completed.c \
	core/debug.c core/error.c core/future.c core/gather.c core/generator.c core/group.c \
	core/inspect.c core/local.c core/loop.c core/pool.c core/queue.c \
	core/run.c \
	core/sched.c core/shield.c core/sleep.c core/stack.c core/submit.c \
	core/sync.c core/task.c core/text.c core/thread.c core/timer.c core/trace.c \
	core/wait.c core/waitfor.c \
	port/hosted.c loop/uv.c loop/virtual.c)

samples = coroutines producer_consumer sleepers tree_walk native_awaitable

# ---- what is made ----------------------------------------------------------

objects = $(patsubst %.c,$(1)/%.o,$(2:$(BUILD)/%=%))

compiler_objects = $(call objects,$(BUILD),$(compiler_sources) $(grammar_sources))
runtime_objects = $(call objects,$(BUILD),$(runtime_sources))
shared_objects = $(call objects,$(BUILD)/pic,$(runtime_sources))
asan_objects = $(call objects,$(BUILD)/asan,$(runtime_sources))
faults_objects = $(call objects,$(BUILD)/faults,$(runtime_sources))
asan_compiler_objects = $(call objects,$(BUILD)/asan,$(compiler_sources) \
	$(grammar_sources))
unit_tests = $(patsubst tests/unit/%.c,$(BUILD)/tests/unit/%, \
	$(wildcard tests/unit/test_*.c))
sample_programs = $(samples:%=$(BUILD)/samples/%) $(BUILD)/samples/chat/chat \
	$(if $(shell $(PKG_CONFIG) --libs libcurl 2>/dev/null), \
		$(BUILD)/samples/crawl/crawl)

ACC = $(BUILD)/acc
libraries = $(BUILD)/libacc.a $(BUILD)/libacc.so

# Asked when it is used: the package may just have been installed.
uv_cflags = $(shell $(PKG_CONFIG) --cflags libuv 2>/dev/null)
uv_libs = $(shell $(PKG_CONFIG) --libs libuv 2>/dev/null || echo -luv) -lpthread

compiler_flags = -std=gnu11 -Icompiler -I. -I$(BUILD) \
	-DACC_VERSION='"$(VERSION)"' \
	-DACC_VERSION_NUMBER='"$(VERSION_NUMBER)"'
install_flags = -DACC_PREFIX='"$(PREFIX)"' -DACC_UV_LIBS='"$(uv_libs)"'
$(BUILD)/compiler/driver/install.o $(BUILD)/asan/compiler/driver/install.o \
$(BUILD)/front/compiler/driver/install.o: compiler_flags += $(install_flags)
runtime_flags = -std=gnu11 -Iruntime -Iruntime/include
$(BUILD)/runtime/loop/uv.o $(BUILD)/pic/runtime/loop/uv.o \
$(BUILD)/asan/runtime/loop/uv.o $(BUILD)/faults/runtime/loop/uv.o: \
	backend_flags = $(uv_cflags)

all: $(ACC) $(libraries) $(BUILD)/include/acc

# Packages come before anything is built, where they are wanted at all.
wanting_packages = $(filter demo test check check-long asan,$(MAKECMDGOALS))
ifneq ($(wanting_packages),)
packages = deps
endif

deps:
	@.ci/deps $(if $(filter-out demo,$(wanting_packages)),test)

compile = $(CC) $(CFLAGS) $(WARNINGS) $(WERROR) -MD -MP

$(BUILD)/compiler/%.o: compiler/%.c $(BUILD)/grammar/tokens.h | $(packages)
	@mkdir -p $(@D); $(say) CC $<
	$(Q)$(compile) $(compiler_flags) -c $< -o $@

# Generated code: without the warnings that are ours only.
$(BUILD)/grammar/%.o: $(BUILD)/grammar/%.c $(BUILD)/grammar/tokens.h | $(packages)
	@mkdir -p $(@D); $(say) CC $<
	$(Q)$(compile) -Wno-unused-function -Wno-sign-compare $(compiler_flags) \
		-c $< -o $@

$(BUILD)/grammar/parse.c $(BUILD)/grammar/tokens.h &: grammar/c.y | $(packages)
	@mkdir -p $(@D); $(say) BISON $<
	$(Q)$(BISON) -Wall $(WERROR) --header=$(BUILD)/grammar/tokens.h \
		-o $(BUILD)/grammar/parse.c $<

$(BUILD)/grammar/scan.c: grammar/c.l | $(packages)
	@mkdir -p $(@D); $(say) FLEX $<
	$(Q)$(FLEX) -o $@ $<

$(BUILD)/runtime/%.o: runtime/%.c | $(packages)
	@mkdir -p $(@D); $(say) CC $<
	$(Q)$(compile) $(runtime_flags) $(backend_flags) -c $< -o $@

$(BUILD)/pic/runtime/%.o: runtime/%.c | $(packages)
	@mkdir -p $(@D); $(say) "CC so" $<
	$(Q)$(compile) -fPIC $(runtime_flags) $(backend_flags) -c $< -o $@

$(BUILD)/asan/runtime/%.o: runtime/%.c | $(packages)
	@mkdir -p $(@D); $(say) "CC san" $<
	$(Q)$(compile) $(SANITIZE) $(runtime_flags) $(backend_flags) -c $< -o $@

# For tests/stress: allocations fail and tasks are cancelled when asked.
$(BUILD)/faults/runtime/%.o: runtime/%.c | $(packages)
	@mkdir -p $(@D); $(say) "CC flt" $<
	$(Q)$(compile) $(SANITIZE) -DACC_FAULTS $(runtime_flags) $(backend_flags) \
		-c $< -o $@

$(BUILD)/asan/compiler/%.o: compiler/%.c $(BUILD)/grammar/tokens.h | $(packages)
	@mkdir -p $(@D); $(say) "CC san" $<
	$(Q)$(compile) $(SANITIZE) $(compiler_flags) -c $< -o $@

$(BUILD)/asan/grammar/%.o: $(BUILD)/grammar/%.c $(BUILD)/grammar/tokens.h | $(packages)
	@mkdir -p $(@D); $(say) "CC san" $<
	$(Q)$(compile) -Wno-unused-function -Wno-sign-compare $(SANITIZE) \
		$(compiler_flags) -c $< -o $@

$(ACC): $(compiler_objects)
	@$(say) LINK $@
	$(Q)$(CC) $(CFLAGS) -o $@ $^

# `acc cc` finds the headers beside acc, installed or not.
$(BUILD)/include/acc:
	@mkdir -p $(@D); ln -sfn '$(CURDIR)/runtime/include/acc' $@

$(BUILD)/asan/acc: $(asan_compiler_objects)
	@$(say) LINK $@
	$(Q)$(CC) $(CFLAGS) $(SANITIZE) -o $@ $^

$(BUILD)/libacc.a: $(runtime_objects)
$(BUILD)/asan/libacc.a: $(asan_objects)
$(BUILD)/faults/libacc.a: $(faults_objects)
$(BUILD)/libcompiler.a: $(filter-out %/main.o,$(compiler_objects))
$(BUILD)/libacc.a $(BUILD)/asan/libacc.a $(BUILD)/faults/libacc.a \
$(BUILD)/libcompiler.a:
	@$(say) AR $@
	$(Q)rm -f $@; $(AR) rcs $@ $^

$(BUILD)/libacc.so: $(shared_objects)
	@$(say) LINK $@
	$(Q)$(CC) $(CFLAGS) -shared -Wl,-soname,libacc.so.$(SOVERSION) -o $@ $^ \
		$(uv_libs)
	$(Q)ln -sf libacc.so $(BUILD)/libacc.so.$(SOVERSION)

# ---- samples ---------------------------------------------------------------

$(BUILD)/samples/%.c: samples/%.ac $(ACC) $(wildcard runtime/include/acc/*.h)
	@mkdir -p $(@D); $(say) ACC $<
	$(Q)CC='$(CC)' $(ACC) -Iruntime/include -Isamples $< -o $@

$(BUILD)/samples/%: $(BUILD)/samples/%.c $(BUILD)/libacc.a
	@$(say) CC $<
	$(Q)$(CC) $(CFLAGS) $(WARNINGS) -std=c11 -Iruntime/include -Isamples -o $@ \
		$(filter %.c %.a,$^) $(uv_libs)

$(BUILD)/samples/native_awaitable: samples/doorbell.c

# Samples of several files; crawl uses libcurl and a file of chat.
chat_units = $(addprefix samples/chat/, \
	client.c main.c net.c room.c server.c session.c)
crawl_units = $(addprefix samples/crawl/,http.c main.c site.c) samples/chat/net.c

$(chat_units:%=$(BUILD)/%) $(crawl_units:%=$(BUILD)/%): \
	$(wildcard samples/chat/*.h samples/crawl/*.h)
$(BUILD)/samples/chat/chat: $(chat_units:%=$(BUILD)/%) $(BUILD)/libacc.a
	@$(say) CC samples/chat
	$(Q)$(CC) $(CFLAGS) $(WARNINGS) -std=gnu11 -Iruntime/include -o $@ $^ $(uv_libs)
$(BUILD)/samples/crawl/crawl: $(crawl_units:%=$(BUILD)/%) $(BUILD)/libacc.a
	@$(say) CC samples/crawl
	$(Q)$(CC) $(CFLAGS) $(WARNINGS) -std=gnu11 -Iruntime/include -o $@ $^ \
		$(shell $(PKG_CONFIG) --libs libcurl) $(uv_libs)

.SECONDARY: $(chat_units:%=$(BUILD)/%) $(crawl_units:%=$(BUILD)/%) \
	$(samples:%=$(BUILD)/samples/%.c) $(BUILD)/bench/acc.c \
	$(BUILD)/bench/acc_other.c

samples: $(sample_programs)

# ---- benchmarks ------------------------------------------------------------

$(BUILD)/bench/%.c: bench/programs/%.ac bench/programs/acc.h \
		bench/programs/protocol.h $(ACC) $(wildcard runtime/include/acc/*.h)
	@mkdir -p $(@D); $(say) ACC $<
	$(Q)CC='$(CC)' $(ACC) -std=gnu11 -Iruntime/include -Ibench/programs $< -o $@

$(BUILD)/bench/acc: $(BUILD)/bench/acc.c $(BUILD)/bench/acc_other.c \
		$(BUILD)/libacc.a
	@$(say) CC $<
	$(Q)$(CC) $(CFLAGS) $(WARNINGS) -std=gnu11 -Iruntime/include \
		-Ibench/programs -o $@ $^ $(uv_libs)

bench-programs: $(BUILD)/bench/acc

bench: all bench-programs
	@BUILD='$(BUILD)' UV_LIBS='$(uv_libs)' bench/run.sh

demo: all $(BUILD)/samples/coroutines
	@$(BUILD)/samples/coroutines

# ---- tests -----------------------------------------------------------------

$(BUILD)/tests/unit/%: tests/unit/%.c $(BUILD)/libcompiler.a $(BUILD)/libacc.a
	@mkdir -p $(@D); $(say) CC $<
	$(Q)$(compile) -MF $@.d -MT $@ $(compiler_flags) $(runtime_flags) -o $@ $< \
		$(BUILD)/libcompiler.a $(BUILD)/libacc.a -lcmocka $(uv_libs)

tested = all bench-programs $(unit_tests) $(BUILD)/asan/libacc.a \
	$(BUILD)/faults/libacc.a
run_tests = BUILD='$(BUILD)' UV_LIBS='$(uv_libs)' V='$(V)' tests/run.sh

check test: WERROR = -Werror
check test: $(tested)
	@$(run_tests)

check-long: WERROR = -Werror
check-long: $(tested) $(BUILD)/asan/acc
	@LONG=1 $(run_tests)
	@echo 'the same inputs, acc itself under the sanitizers:'
	@ACC='$(BUILD)/asan/acc' $(run_tests) accept golden errors plain
	@echo 'random programs:'
	@BUILD='$(BUILD)' UV_LIBS='$(uv_libs)' COUNT=100 tests/fuzz/run.sh
	@BUILD='$(BUILD)' UV_LIBS='$(uv_libs)' COUNT=60 tests/fuzz/control.sh

check-unit: $(unit_tests)
	@$(run_tests) unit

check-golden: all
	@$(run_tests) golden errors

# Rewrites the expected files of golden, run and error tests. Read the diff.
bless: all
	@BLESS=1 $(run_tests) golden errors run

# The compiler itself under the sanitizers, on every input of the tests.
asan: $(tested) $(BUILD)/asan/acc
	@ACC='$(BUILD)/asan/acc' $(run_tests) golden errors run plain

# Random programs, made async: make fuzz COUNT=2000 SEED=1
fuzz: all $(BUILD)/asan/libacc.a
	@BUILD='$(BUILD)' UV_LIBS='$(uv_libs)' tests/fuzz/run.sh

# Random control flow, against an interpreter: make fuzz-control COUNT=1000
fuzz-control: all $(BUILD)/asan/libacc.a
	@BUILD='$(BUILD)' UV_LIBS='$(uv_libs)' tests/fuzz/control.sh

# Random asyncio scenarios, against Python: make fuzz-asyncio COUNT=2000 SEED=1
fuzz-asyncio: all
	@BUILD='$(BUILD)' UV_LIBS='$(uv_libs)' tests/fuzz/asyncio.sh

# The compiler under clang's libFuzzer: make fuzz-front TIME=3600
front_objects = $(call objects,$(BUILD)/front,tests/fuzz/front.c \
	$(filter-out compiler/main.c,$(compiler_sources)) $(grammar_sources))
front_flags = -g -O1 $(coverage) -fsanitize=address,undefined \
	-fno-sanitize-recover=undefined $(compiler_flags)
coverage = -fsanitize=fuzzer-no-link
# It names what that option would define in it.
$(BUILD)/front/tests/fuzz/front.o: coverage =

$(BUILD)/front/%.o: %.c $(BUILD)/grammar/tokens.h
	@mkdir -p $(@D); $(say) CLANG $<
	$(Q)clang $(front_flags) -MMD -MP -c $< -o $@

$(BUILD)/front/grammar/%.o: $(BUILD)/grammar/%.c
	@mkdir -p $(@D); $(say) CLANG $<
	$(Q)clang -w $(front_flags) -MMD -MP -c $< -o $@

$(BUILD)/fuzz/front: $(front_objects)
	@mkdir -p $(@D); $(say) LINK $@
	$(Q)clang -fsanitize=fuzzer,address,undefined -o $@ $^

fuzz-front: $(BUILD)/fuzz/front
	@BUILD='$(BUILD)' tests/fuzz/front.sh

# ---- the rest --------------------------------------------------------------

# What is installed below runtime/share: where, and from which file, in which
# @prefix@ and the like are replaced.
prefix = $(PREFIX)
bindir = $(prefix)/bin
libdir = $(prefix)/lib
includedir = $(prefix)/include
datadir = $(prefix)/share
SOVERSION = 0

mandir = $(datadir)/man
vimdir = $(datadir)/vim/vimfiles
zshdir = $(datadir)/zsh/site-functions
gdbdir = $(datadir)/gdb/auto-load

shared_files = \
	$(libdir)/pkgconfig/acc.pc:acc.pc.in \
	$(foreach f,acc-config acc-config-version acc-options, \
		$(libdir)/cmake/acc/$(f).cmake:cmake/$(f).cmake) \
	$(mandir)/man1/acc.1:acc.1 \
	$(datadir)/acc/acc.mk:make/acc.mk \
	$(datadir)/acc/bazel/acc.bzl:bazel/acc.bzl \
	$(datadir)/acc/bazel/acc.BUILD:bazel/acc.BUILD \
	$(datadir)/acc/options.awk:options.awk \
	$(datadir)/bash-completion/completions/acc:completion/acc.bash \
	$(zshdir)/_acc:completion/acc.zsh \
	$(datadir)/fish/vendor_completions.d/acc.fish:completion/acc.fish \
	$(datadir)/acc/acc-gdb.py:gdb/acc-gdb.py \
	$(datadir)/acc/compile-commands.py:editor/compile-commands.py \
	$(datadir)/acc/clangd.yaml:editor/clangd.yaml \
	$(datadir)/acc/editor.h:editor/editor.h \
	$(gdbdir)$(libdir)/libacc.so.$(SOVERSION)-gdb.py:gdb/auto-load.py \
	$(foreach f,compiler ftdetect ftplugin indent syntax, \
		$(vimdir)/$(f)/acc.vim:vim/$(f)/acc.vim) \
	$(foreach f,package.json language-configuration.json snippets/acc.json \
		syntaxes/acc.tmLanguage.json,$(datadir)/acc/vscode/$(f):vscode/$(f))

libraries_installed = libacc.a libacc.so.$(SOVERSION) libacc.so
destination = $(DESTDIR)$(firstword $(subst :, ,$(1)))
source = $(firstword $(wildcard runtime/share/$(1)) $(BUILD)/share/$(1))
below_prefix = $(patsubst $(prefix)/%,$${prefix}/%,$(1))
replacements = 's|@prefix@|$(prefix)|g; s|@bindir@|$(bindir)|g; \
	s|@libdir@|$(libdir)|g; s|@includedir@|$(includedir)|g; \
	s|@datadir@|$(datadir)|g; s|@version@|$(VERSION)|g; \
	s|@soversion@|$(SOVERSION)|g; s|@pc_bindir@|$(call below_prefix,$(bindir))|; \
	s|@pc_libdir@|$(call below_prefix,$(libdir))|; \
	s|@pc_includedir@|$(call below_prefix,$(includedir))|; \
	s|@pc_datadir@|$(call below_prefix,$(datadir))|; \
	s|@libdir_below@|$(patsubst $(prefix)/%,%,$(libdir))|'

define install_shared
	$(Q)install -d '$(dir $(call destination,$(1)))'
	$(Q)sed $(replacements) $(call source,$(lastword $(subst :, ,$(1)))) \
		>'$(call destination,$(1))'; chmod 644 '$(call destination,$(1))'

endef

# The manual page; its section on options is what the help says.
$(BUILD)/share/acc.1: runtime/share/man/acc.1 runtime/share/options.awk $(ACC)
	@mkdir -p $(@D); $(say) MAN $@
	$(Q)$(ACC) --help | awk -v man=1 -f runtime/share/options.awk >$@.options
	$(Q)sed -e '/^@options@$$/r $@.options' -e '/^@options@$$/d' $< >$@

install: all $(BUILD)/share/acc.1
	@$(say) INST '$(DESTDIR)$(prefix)'
	$(Q)install -d '$(DESTDIR)$(bindir)' '$(DESTDIR)$(libdir)' \
		'$(DESTDIR)$(includedir)/acc'
	$(Q)install $(ACC) '$(DESTDIR)$(bindir)/acc'
	$(Q)install -m 644 runtime/include/acc/*.h '$(DESTDIR)$(includedir)/acc'
	$(Q)install -m 644 $(BUILD)/libacc.a '$(DESTDIR)$(libdir)'
	$(Q)install -m 644 $(BUILD)/libacc.so \
		'$(DESTDIR)$(libdir)/libacc.so.$(SOVERSION)'
	$(Q)ln -sf libacc.so.$(SOVERSION) '$(DESTDIR)$(libdir)/libacc.so'
	$(foreach file,$(shared_files),$(call install_shared,$(file)))

# Takes away what install puts there; folders that others use too stay.
uninstall:
	@$(say) UNINST '$(DESTDIR)$(prefix)'
	$(Q)rm -f '$(DESTDIR)$(bindir)/acc' \
		$(libraries_installed:%='$(DESTDIR)$(libdir)/%') \
		$(foreach file,$(shared_files),'$(call destination,$(file))')
	$(Q)rm -rf '$(DESTDIR)$(includedir)/acc' '$(DESTDIR)$(datadir)/acc' \
		'$(DESTDIR)$(libdir)/cmake/acc'

# acc_VERSION_ARCHITECTURE.deb in DEB_DIR.
DEB_DIR = $(BUILD)
deb: all $(BUILD)/share/acc.1
	@$(say) DEB '$(DEB_DIR)'
	$(Q)runtime/share/deb/build.sh $(VERSION) '$(DEB_DIR)/deb' \
		"$(DEB_DIR)/acc_$(VERSION)_$$(dpkg --print-architecture).deb" \
		$(MAKE) BUILD='$(BUILD)' install

clean:
	rm -rf $(BUILD)

.PHONY: all asan bench bench-programs bless check check-golden check-long \
	check-unit clean demo deps fuzz fuzz-asyncio fuzz-control fuzz-front \
	install samples test

-include $(compiler_objects:.o=.d) $(runtime_objects:.o=.d) \
	$(shared_objects:.o=.d) $(asan_objects:.o=.d) $(faults_objects:.o=.d) \
	$(asan_compiler_objects:.o=.d) $(front_objects:.o=.d) $(unit_tests:=.d)
