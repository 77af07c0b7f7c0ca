# GNU make rules for .ac files:
#
#   include $(shell pkg-config --variable=makefile acc)
#   program: main.o fetch.o
#
# A rule makes x.o of x.ac, by way of x.acc.c, with dependencies in x.d, which
# are read here (ACC_DEPENDENCIES). Headers and library of acc are added to
# CPPFLAGS and LDLIBS. Objects elsewhere than their sources need a rule of their
# own, which is one line:
#
#   build/%.o: src/%.ac ; $(acc_compile)
#
# Variables: CC CPPFLAGS CFLAGS TARGET_ARCH as in make's own rules; ACC the
# translator, ACCFLAGS options for it only; ACC_LIBS how it is linked.

ACC ?= @bindir@/acc
ACCFLAGS ?=
ACC_LIBS ?= -L@libdir@ -lacc
ACC_DEPENDENCIES ?= $(wildcard *.d */*.d)

CPPFLAGS += $(patsubst %,-I%,$(filter-out /usr/include,@includedir@))
LDLIBS += $(ACC_LIBS)

acc_compile = $(acc_translate) && \
	$(CC) $(CPPFLAGS) $(CFLAGS) $(TARGET_ARCH) -c $(@:.o=.acc.c) -o $@
acc_translate = $(ACC) --cc='$(CC)' $(acc_cc_flags) $(ACCFLAGS) \
	-MD -MP -MF $(@:.o=.d) -MT $@ $< -o $(@:.o=.acc.c)

# Of the compiler's flags those that change what the preprocessor gives.
acc_cc_flags = $(filter -I% -D% -U% -i% -m% -f% -O% -std=% -ansi -trigraphs \
	-pthread -nostdinc --sysroot=%, \
	$(call acc_join,-I -D -U -include -imacros -isystem -iquote -idirafter, \
	$(CPPFLAGS) $(CFLAGS) $(TARGET_ARCH)))
# "-I dir" becomes "-Idir"
acc_join = $(if $(1),$(call acc_join,$(wordlist 2,99,$(1)),$(subst \
	$(firstword $(1)) ,$(firstword $(1)),$(2))),$(2))

%.o: %.ac
	$(acc_compile)

# Rules read from here do not become the default goal.
acc_goal := $(.DEFAULT_GOAL)
-include $(ACC_DEPENDENCIES)
.DEFAULT_GOAL := $(acc_goal)
