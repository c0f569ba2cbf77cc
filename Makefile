# portreg: build, test and install.  "make help" lists the targets.

VERSION = 0.1.0
B ?= build
DIST ?= dist
PREFIX ?= /usr/local
DESTDIR ?=
bindir ?= $(PREFIX)/bin
mandir ?= $(PREFIX)/share/man
includedir ?= $(PREFIX)/include
pkgdatadir ?= $(PREFIX)/share/portreg
pkgconfigdir ?= $(PREFIX)/share/pkgconfig

# Hardened, unless the user says CFLAGS, or LDFLAGS; Darwin's linker has no -z.
ifeq ($(origin CFLAGS),undefined)
CFLAGS = -O2 -g -U_FORTIFY_SOURCE -D_FORTIFY_SOURCE=2 \
  -fstack-protector-strong -fPIE
PIE = -pie
endif
ifneq ($(shell uname),Darwin)
LDFLAGS ?= $(PIE) -Wl,-z,relro -Wl,-z,now
endif

WARNINGS = -Wall -Wextra -Wpedantic -Wconversion -Wshadow
PKG_CONFIG ?= pkg-config

# What every recipe relies on: byte order, plain tools, no half-made files.
SHELL = /bin/sh
export LC_ALL = C
.DELETE_ON_ERROR:
.SUFFIXES:

TOOLS = fetch parse emit
BINARIES = $(TOOLS:%=$(B)/portreg-%)
MANUALS = $(wildcard fetch/*.1 parse/*.1 emit/*.1 emit/*.3 core/*.5)

# "registry:artifact:format" for each artifact.
ARTIFACTS := $(shell awk -F'"' '/^(LEDGER_|PAGE_)?FORMAT/ && $$6 != "" \
  { print $$4 ":" $$6 ":" $$2 }' emit/formats.def)
REGISTRIES := $(shell awk -F'"' '/^REGISTRY/ { print $$2 }' \
  schemas/registries.def)
OUTPUTS = $(foreach a,$(ARTIFACTS),$(DIST)/$(word 2,$(subst :, ,$(a))))
MANIFEST = $(DIST)/MANIFEST.json

# The hand-kept overlays of each registry.
OVERLAY_service-names-port-numbers = data/preferred.csv data/compat.csv \
  data/related.csv
OVERLAY_protocol-numbers = data/customary.csv

# What of data/ is portreg's; a new registry may have no snapshot yet.
DATA = $(wildcard $(REGISTRIES:%=data/%.csv)) data/registry.lock \
  $(foreach r,$(REGISTRIES),$(OVERLAY_$(r)))

all: tools artifacts
tools: $(BINARIES)
artifacts: $(OUTPUTS) $(MANIFEST)

# --- compiling ---------------------------------------------------------------

# Asked once each, but not before a recipe needs it: "make deps all" installs
# pkg-config first.
lazily = $(eval $(1) := $$(shell $(2)))$($(1))
XML_CFLAGS = $(call lazily,XML_CFLAGS,$(PKG_CONFIG) --cflags libxml-2.0)
XML_LIBS = $(call lazily,XML_LIBS,$(PKG_CONFIG) --libs libxml-2.0)
CURL_CFLAGS = $(call lazily,CURL_CFLAGS,$(PKG_CONFIG) --cflags libcurl)
CURL_LIBS = $(call lazily,CURL_LIBS,$(PKG_CONFIG) --libs libcurl)
GCRYPT_CFLAGS = $(call lazily,GCRYPT_CFLAGS,$(PKG_CONFIG) --cflags libgcrypt)
GCRYPT_LIBS = $(call lazily,GCRYPT_LIBS,$(PKG_CONFIG) --libs libgcrypt)
MHD_LIBS = $(call lazily,MHD_LIBS,$(PKG_CONFIG) --libs libmicrohttpd)
JANSSON_LIBS = $(call lazily,JANSSON_LIBS,$(PKG_CONFIG) --libs jansson)
CSV_LIBS = -lcsv

ALL_CFLAGS = -std=c11 -D_POSIX_C_SOURCE=200809L -DPORTREG_VERSION='"$(VERSION)"' \
  $(WARNINGS) $(WERROR) -I$(B) -Icore -Ischemas \
  $(XML_CFLAGS) $(CURL_CFLAGS) $(GCRYPT_CFLAGS) $(CFLAGS) $(CPPFLAGS)

objects = $(patsubst %.c,$(B)/%.o,$(sort $(wildcard $(1)/*.c)))
CORE = $(call objects,core)

# Packages come first where they are asked for.
FIRST = $(filter deps,$(MAKECMDGOALS))

# Text that an emitter writes as it is, each line as a string of C.
HEADERS = $(patsubst %.h,$(B)/%.inc,$(wildcard emit/*/*.h))
TEMPLATES = $(patsubst %,$(B)/%.inc,\
  $(wildcard $(foreach e,html css js,emit/*/*.$(e))))
TEXTS = $(HEADERS) $(TEMPLATES)

$(HEADERS): $(B)/%.inc: %.h Makefile
$(TEMPLATES): $(B)/%.inc: % Makefile
$(TEXTS):
	@mkdir -p $(@D)
	sed -e 's/[\\"?]/\\&/g' -e 's/	/\\t/g' -e 's/.*/"&\\n",/' $< > $@

$(B)/%.o: %.c Makefile | $(FIRST) $(TEXTS)
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -I$(<D) -MMD -MP -c -o $@ $<

$(B)/libportreg.a: $(CORE)
	rm -f $@
	$(AR) rcs $@ $(CORE)

$(B)/portreg-fetch: LIBS = $(CURL_LIBS) $(XML_LIBS) $(CSV_LIBS) $(GCRYPT_LIBS)
$(B)/portreg-parse: LIBS = $(XML_LIBS) $(CSV_LIBS) $(GCRYPT_LIBS)
$(B)/portreg-emit: LIBS = $(CSV_LIBS) $(GCRYPT_LIBS)

.SECONDEXPANSION:
$(BINARIES): $(B)/portreg-%: $$(call objects,$$*) $(B)/libportreg.a
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.o %.a,$^) $(LIBS)

-include $(wildcard $(B)/*/*.d $(B)/*/*/*.d)

# --- artifacts ---------------------------------------------------------------

# $(1) registry, $(2) artifact, $(3) format
define artifact
$(DIST)/$(2): data/$(1).csv $(OVERLAY_$(1)) $(B)/portreg-emit
	@mkdir -p $$(@D)
	$(B)/portreg-emit -f $(3) -o $$@ \
	    $(addprefix --overlay ,$(OVERLAY_$(1))) data/$(1).csv
endef
$(foreach a,$(ARTIFACTS),$(eval $(call artifact,$(word 1,$(subst :, ,$(a))),$(word 2,$(subst :, ,$(a))),$(word 3,$(subst :, ,$(a))))))

$(MANIFEST): $(OUTPUTS) data/registry.lock $(B)/portreg-emit
	$(B)/portreg-emit --manifest data/registry.lock -o $@ $(OUTPUTS)

# --- tests -------------------------------------------------------------------

# What the tests call in-process: everything but the tools' main.c.
TESTED = $(CORE) $(filter-out %/main.o,$(foreach t,$(TOOLS),$(call objects,$(t))))
TESTS = $(call objects,tests)
TEST_LIBS = -lcriterion $(MHD_LIBS) $(JANSSON_LIBS)
TEST_CFLAGS = -Itests $(TOOLS:%=-I%)

$(TESTS): ALL_CFLAGS += $(TEST_CFLAGS)

# Fuzz targets whose kept corpus is replayed, as functions of their own.
REPLAYED = $(patsubst %,$(B)/tests/fuzz/%.o,$(REPLAYS) $(FUZZ_COMMON))
FUZZ_COMMON = target $(addprefix readback_,html json line macro page)
REPLAYS = verify overlay xml csv list emit against lookup

$(REPLAYED): ALL_CFLAGS += $(TEST_CFLAGS) -I$(DIST) \
  -DLLVMFuzzerTestOneInput=replay_$(*F)
$(B)/tests/fuzz/lookup.o: $(DIST)/iana_services.h

# What make history does; its checks are tested, too.
REPLAY = $(B)/tests/history/replay
CHECKS = $(addprefix $(B)/tests/history/,step.o apply.o)

$(REPLAY).o $(CHECKS): ALL_CFLAGS += $(TEST_CFLAGS)

$(B)/tests/all: $(TESTS) $(REPLAYED) $(CHECKS) $(TESTED)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(TEST_LIBS) \
	    $(CURL_LIBS) $(XML_LIBS) $(CSV_LIBS) $(GCRYPT_LIBS)

$(REPLAY): $(REPLAY).o $(CHECKS) $(TESTED)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ \
	    $(CURL_LIBS) $(XML_LIBS) $(CSV_LIBS) $(GCRYPT_LIBS)

TEST_SETTINGS = PORTREG_TREE='$(CURDIR)' PORTREG_BUILD='$(abspath $(B))' \
  PORTREG_DIST='$(abspath $(DIST))' PORTREG_CFLAGS='$(CFLAGS)' PORTREG_B='$(B)' \
  PORTREG_FILES='$(RELEASE_FILES)' PORTREG_NPM='$(abspath $(NPM))'

# ONLY=suite/test runs some; the pattern is Criterion's, whose report calls the
# others skipped, too, but does not say why.
check: $(B)/tests/all $(REPLAY) $(BINARIES) $(OUTPUTS) $(MANIFEST)
	@rm -rf $(B)/scratch
	$(TEST_SETTINGS) $(UNDER) $(B)/tests/all --tap=$(B)/tests/results.tap \
	    $(if $(ONLY),--filter '$(ONLY)')
	@grep '# SKIP' $(B)/tests/results.tap | grep -v 'test was skipped$$' || \
	    echo 'check: no test was skipped'

# The tests that the catalogue of faults names, and which rows they prove.
check-faults: $(B)/tests/all $(BINARIES) $(OUTPUTS)
	@rm -rf $(B)/scratch
	-$(TEST_SETTINGS) $(B)/tests/all --tap=$(B)/tests/faults.tap \
	    --filter "$$(tests/faults/report.sh filter)"
	@tests/faults/report.sh $(B)/tests/faults.tap

# Dated files of registries in DIR, one after the other.
DIR ?= ../shared/registry

history: $(REPLAY)
	$(REPLAY) '$(DIR)'

# Shows what the golden files would become; ACCEPT=yes makes them so.
GOLDEN = golden refuse verify

golden: $(B)/tests/all $(BINARIES)
	@rm -rf $(B)/accept
	@mkdir -p $(addprefix $(B)/accept/,$(GOLDEN))
	$(TEST_SETTINGS) PORTREG_ACCEPT='$(abspath $(B))/accept' \
	    $(B)/tests/all --filter '@(golden|refuse|verify)/*'
	same=yes; for dir in $(GOLDEN); do \
	    diff -ruN -x '*.xml' -x 'csv-*.csv' -x export.csv -x '*.export' -x '*.services' -x '*.protocols' tests/$$dir \
		$(B)/accept/$$dir || same=no; \
	done; test $$same = yes || test '$(ACCEPT)' = yes
	$(if $(filter yes,$(ACCEPT)),cp -R $(B)/accept/. tests/)

# The same tests under AddressSanitizer and UndefinedBehaviorSanitizer.
# Criterion passes on leaks, so the verdict is in the logs.
SANITIZE = -fsanitize=address,undefined -fno-sanitize-recover=all
SANITIZE_LOG = $(abspath $(B))/sanitize/log

sanitize:
	@rm -rf '$(SANITIZE_LOG)' && mkdir -p '$(SANITIZE_LOG)'
	@status=0; \
	ASAN_OPTIONS="fast_unwind_on_malloc=0:detect_leaks=1:log_path='$(SANITIZE_LOG)/asan'" \
	LSAN_OPTIONS="print_suppressions=0:suppressions='$(CURDIR)/tests/leaks.supp'" \
	UBSAN_OPTIONS="print_stacktrace=1:log_path='$(SANITIZE_LOG)/ubsan'" \
	    $(MAKE) check B=$(B)/sanitize DIST=$(B)/sanitize/dist \
	    CFLAGS='-O1 -g -fno-omit-frame-pointer $(SANITIZE)' || status=$$?; \
	if [ -n "$$(ls '$(SANITIZE_LOG)')" ]; then \
	    cat '$(SANITIZE_LOG)'/*; echo 'sanitize: findings in the logs'; exit 1; \
	elif [ $$status -eq 0 ]; then echo 'sanitize: no finding in the logs'; \
	fi; exit $$status

# All tests under valgrind, which knows what was never set, but for those that
# build, start a browser, or fail each step of a tool; and the tools, those that
# the shell starts, too.  The verdict is in the logs: what valgrind itself cannot
# do, such as work within a test's limit of open files, check judges.
VALGRIND_LOG = $(abspath $(B))/valgrind
VALGRIND = valgrind --trace-children=yes --trace-children-skip='/usr/*' \
  --leak-check=full --show-leak-kinds=definite --log-file='$(VALGRIND_LOG)/%p'
VALGRIND_ONLY = !(faults_sweep|html|make|readme|workflows)/*

valgrind:
	@rm -rf '$(VALGRIND_LOG)' && mkdir -p '$(VALGRIND_LOG)'
	-$(MAKE) check UNDER="$(VALGRIND)" ONLY='$(or $(ONLY),$(VALGRIND_ONLY))'
	tests/valgrind.sh '$(VALGRIND_LOG)'

# How much of our own code the tests reach: too little of it is an error, and no
# line is excluded but by a comment GCOV_EXCL_ that says why.  Some tests let no
# file be written, of which gcov would complain among the messages that they
# check; the server of others is a thread that counts, too.  What is ended by a
# signal may leave a branch with fewer than no passes, which is not counted.
coverage:
	@mkdir -p $(B)/coverage
	find $(B)/coverage -name '*.gcda' -exec rm -f {} +
	GCOV_ERROR_FILE=/dev/null $(MAKE) check B=$(B)/coverage DIST=$(B)/coverage/dist \
	    CFLAGS='-O0 -g --coverage -fprofile-update=atomic'
	gcovr -r . --object-directory $(B)/coverage --print-summary \
	    --gcov-ignore-parse-errors \
	    --fail-under-line 95 --fail-under-branch 85 \
	    -f core/ -f fetch/ -f parse/ -f emit/

# Does each planted bug turn its judge red?  BUGS names some of the patches.
planted: $(B)/tests/all $(BINARIES) $(OUTPUTS)
	FILES='$(RELEASE_FILES)' B='$(B)' \
	    tests/planted/run.sh '$(B)/planted' $(BUGS)

# Are artifacts and tarball the same, wherever and whenever they are made?
reproduce:
	tests/reproduce/run.sh '$(B)/reproduce' $(RELEASE_FILES)

# How many of MUTANTS random changes of core/, parse/ and emit/ the tests see.
MUTANTS ?= 50
SEED ?= 1

mutate: $(B)/tests/all $(BINARIES) $(OUTPUTS)
	rm -rf $(B)/mutate && mkdir -p $(B)/mutate/tree/build
	tar -cf - $(RELEASE_FILES) | tar -xpf - -C $(B)/mutate/tree
	cd $(B) && cp -Rp core parse emit fetch tests libportreg.a portreg-* \
	    '$(abspath $(B))/mutate/tree/build'
	[ ! -d $(NPM) ] || cp -Rp $(NPM) $(B)/mutate/tree/build
	cp -Rp $(DIST) $(B)/mutate/tree/dist
	unset MAKEFLAGS MFLAGS MAKELEVEL; \
	PORTREG_REGISTRY="$${PORTREG_REGISTRY:-$(abspath ../shared/registry)}" \
	python3 tests/mutate/mutate.py \
	    $(B)/mutate/tree $(SEED) $(MUTANTS) '$(abspath $(B))/mutate/log'

# --- static checks -----------------------------------------------------------

C_FILES = $(wildcard $(TOOLS:%=%/*.c) core/*.c)
T_FILES = $(wildcard tests/*.c tests/*/*.c)
H_FILES = $(wildcard $(TOOLS:%=%/*.h) emit/*/*.h core/*.h tests/*.h tests/*/*.h)
LINT_CFLAGS = $(filter-out $(CFLAGS),$(ALL_CFLAGS)) $(TEST_CFLAGS) -I$(DIST)

lint: lint-format lint-man lint-shell lint-workflows lint-gcc lint-clang lint-scan \
  lint-cppcheck
	@echo 'lint: $(words $(C_FILES) $(T_FILES)) C files and $(words $(MANUALS)) manuals clean'

lint-format:
	clang-format --dry-run -Werror $(C_FILES) $(T_FILES) $(H_FILES)

lint-man:
	mandoc -Tlint -Wwarning $(MANUALS)

lint-shell:
	shellcheck .ci/run .github/*.sh $(wildcard tests/*.sh tests/*/*.sh)

lint-workflows:
	yamllint --strict -d default .github

# Every file by both compilers; gcc's analyzer finds paths to leaks.
lint-gcc: $(DIST)/iana_services.h
	@mkdir -p $(B)
	for file in $(C_FILES); do \
	    gcc $(LINT_CFLAGS) -Werror -O2 -fanalyzer -c -o $(B)/lint.o \
		$$file || exit 1; \
	done
	for file in $(C_FILES) $(T_FILES); do \
	    clang $(LINT_CFLAGS) -Werror -fsyntax-only $$file || exit 1; \
	done
	rm -f $(B)/lint.o

lint-clang: $(TEXTS)
	clang-tidy --quiet --warnings-as-errors='*' $(C_FILES) -- $(LINT_CFLAGS)

# All of its checkers over the tools, as they are built.
lint-scan: $(TEXTS)
	scan-build --status-bugs --use-cc=$(FUZZ_CC) $(MAKE) -B tools B=$(B)/scan

lint-cppcheck: $(TEXTS)
	cppcheck --quiet --std=c11 --error-exitcode=1 --inline-suppr \
	    --enable=warning,performance,portability \
	    --suppress=missingIncludeSystem -I$(B) -Icore -Ischemas $(TEST_CFLAGS) \
	    -DPORTREG_VERSION='"$(VERSION)"' $(C_FILES)

# --- the registry ------------------------------------------------------------

# FETCH_URL=file:///dir/ (or https://, ending in "/") takes REGISTRY.xml from
# there, and FETCH_CACERT=file trusts that mirror; REGISTRIES=... updates some.
# FORCE=yes accepts what shrank.
FETCH_FROM = -d $(B)/registry $(if $(FETCH_URL),--url '$(FETCH_URL)') \
  $(if $(FETCH_CACERT),--cacert '$(FETCH_CACERT)')
FETCH_FLAGS = $(FETCH_FROM) --lock data/registry.lock \
  $(if $(filter yes,$(FORCE)),--force)

# Is registry $(1) what its CSV export says?  CROSSCHECK=no does not ask.
EXPORTED := $(shell awk -F'"' '/^REGISTRY/ && $$6 != "" { print $$2 }' \
  schemas/registries.def)

define crosscheck
$(B)/portreg-fetch --export $(FETCH_FROM) $(1) || { status=$$?; \
    echo 'update: no export of $(1) to compare with;' \
	'CROSSCHECK=no does without it' >&2; exit $$status; }
$(B)/portreg-parse -r $(1) --against $(B)/registry/$(1).csv \
    -o $(B)/update/$(1).csv $(B)/registry/$(1).xml

endef

# Can all artifacts of registry $(1) be made of what update has?
define try
$(B)/portreg-emit -d $(B)/update $(OVERLAY_$(1):%=--overlay %) \
  $(B)/update/$(1).csv

endef

# What becomes of registry $$id, as text, and as an entry of CHANGES-data.md
# to descriptor 3.  The file "news" is made if more than metadata changed.
define report
echo "$$id:"; \
if test -e data/$$id.csv; then \
    set -- -f changes --since data/$$id.csv $(B)/update/$$id.csv; \
    $(B)/portreg-emit --fail-on cosmetic "$$@" || { \
	status=$$?; \
	test $$status -eq 1 || exit $$status; \
	: > $(B)/update/news; \
    }; \
    cmp -s data/$$id.csv $(B)/update/$$id.csv || { \
	echo >&3 && $(B)/portreg-emit --style markdown "$$@" >&3; \
    } || exit; \
else \
    new=$$(awk -F, -v id=$$id '$$1 == id { \
	print "new registry, " $$4 " records (" $$3 ")" }' \
	$(B)/update/registry.lock); \
    echo "$$new"; \
    printf '\n## %s\n\n%s.\n' "$$id" "$$new" >&3; \
    : > $(B)/update/news; \
fi
endef

# All is fetched, parsed and tried before anything of UPDATED is replaced.
# What is there is kept as data/.FILE.old until all is replaced, and comes back
# when that fails, or a signal comes; then the shell runs the trap of EXIT only
# if a trap of the signal exits.  data/.replacing is there meanwhile, and names
# the files that are new: after SIGKILL, the next make, of whatever, restores.
UPDATED = $(REGISTRIES:%=data/%.csv) data/registry.lock CHANGES-data.md

define RESTORE
trap '' HUP INT TERM; \
if test -e data/.replacing; then \
    while read -r file; do rm -f "$$file"; done < data/.replacing; \
    for file in $(UPDATED); do \
	old=data/.$${file##*/}.old; \
	test ! -e $$old || mv -f $$old $$file || exit 1; \
    done; \
    rm -f data/.replacing || exit 1; \
fi; \
rm -f data/.*.new data/.*.old
endef

ifneq ($(wildcard data/.replacing),)
$(info make: restoring data/, as an update was killed)
$(shell $(RESTORE))
endif

define replace
restore() { $(RESTORE); }; \
rm -f data/.*.new data/.*.old || exit 1; \
trap restore EXIT; trap 'exit 1' HUP INT TERM; \
for file in $(UPDATED); do \
    name=$${file##*/}; \
    cp $(B)/update/$$name data/.$$name.new || exit 1; \
    test ! -e $$file || cp -p $$file data/.$$name.old || exit 1; \
done; \
for file in $(UPDATED); do \
    test -e $$file || echo $$file; \
done > data/.replacing || exit 1; \
for file in $(UPDATED); do \
    mv -f data/.$${file##*/}.new $$file || exit 1; \
done; \
rm -f data/.replacing
endef

# UPDATE_POLICY=services replaces nothing when only metadata changed, so that
# no release is made of it.
UPDATE_POLICY ?= all
POLICIES = all services

update: tools
	$(if $(filter $(POLICIES),$(UPDATE_POLICY)),,$(error UPDATE_POLICY is one of: $(POLICIES)))
	@mkdir -p $(B)/registry $(B)/update
	$(B)/portreg-fetch $(FETCH_FLAGS) $(REGISTRIES)
	$(if $(filter no,$(CROSSCHECK)),,$(foreach r,\
	    $(filter $(EXPORTED),$(REGISTRIES)),$(call crosscheck,$(r))))
	rm -f $(B)/update/registry.lock $(B)/update/news
	! test -e data/registry.lock || cp data/registry.lock $(B)/update
	$(B)/portreg-parse -d $(B)/update --lock $(B)/update/registry.lock \
	    $(REGISTRIES:%=$(B)/registry/%.xml)
	$(foreach r,$(filter $(foreach a,$(ARTIFACTS),\
	    $(firstword $(subst :, ,$(a)))),$(REGISTRIES)),$(call try,$(r)))
	for id in $(REGISTRIES); do $(report); done \
	    > $(B)/update/changes.txt 3> $(B)/update/changes.md
	{ head -n 3 CHANGES-data.md && cat $(B)/update/changes.md && \
	    tail -n +4 CHANGES-data.md; } > $(B)/update/CHANGES-data.md
	if test '$(UPDATE_POLICY)' = all || test -e $(B)/update/news; then \
	    $(replace); \
	fi
	@cat $(B)/update/changes.txt
	@if ! test -s $(B)/update/changes.md; then \
	    echo 'update: nothing changed'; \
	elif ! test -e $(B)/update/news; then \
	    echo 'update: only metadata changed$(if \
		$(filter services,$(UPDATE_POLICY)),; all was left as it is)'; \
	fi

# What update changed, as a pull request to BASE at REMOTE.
REMOTE ?= origin

pull-request:
	.github/pull-request.sh '$(REMOTE)' '$(BASE)' $(wildcard $(UPDATED))

# VENDORED=dir: are the artifacts in it what this tree makes?  Why not is said
# by portreg-emit; its --check shows how they differ.
# $(1) registry, $(2) artifact, $(3) format
define check_artifact
if test -e '$(VENDORED)'/$(2); then \
    found=$$((found + 1)); \
    $(B)/portreg-emit -f $(3) --check '$(VENDORED)'/$(2) \
	$(addprefix --overlay ,$(OVERLAY_$(1))) data/$(1).csv >/dev/null || \
	{ stale=$$((stale + 1)); echo 'verify: $(2) is stale' >&2; }; \
fi;
endef

verify: $(B)/portreg-emit
	@test -n '$(VENDORED)' || { echo 'verify: say VENDORED=dir' >&2; exit 64; }
	@found=0 stale=0; $(foreach a,$(ARTIFACTS),$(call check_artifact,$(word 1,$(subst :, ,$(a))),$(word 2,$(subst :, ,$(a))),$(word 3,$(subst :, ,$(a))))) \
	if [ $$found -eq 0 ]; then \
	    echo 'verify: no artifact in $(VENDORED)' >&2; exit 66; \
	fi; \
	echo "verify: $$((found - stale)) of $$found files are up to date"; \
	test $$stale -eq 0

# --- installing --------------------------------------------------------------

INSTALL_DATA = install -m 644
escaped = $(subst &,\&,$(1))

install: all
	install -d '$(DESTDIR)$(bindir)' '$(DESTDIR)$(mandir)/man1' \
	    '$(DESTDIR)$(mandir)/man3' '$(DESTDIR)$(mandir)/man5' \
	    '$(DESTDIR)$(includedir)' \
	    '$(DESTDIR)$(pkgdatadir)' '$(DESTDIR)$(pkgconfigdir)'
	install -m 755 $(BINARIES) '$(DESTDIR)$(bindir)'
	$(INSTALL_DATA) $(filter %.1,$(MANUALS)) '$(DESTDIR)$(mandir)/man1'
	$(INSTALL_DATA) $(filter %.3,$(MANUALS)) '$(DESTDIR)$(mandir)/man3'
	$(INSTALL_DATA) $(filter %.5,$(MANUALS)) '$(DESTDIR)$(mandir)/man5'
	$(INSTALL_DATA) $(filter %.h,$(OUTPUTS)) '$(DESTDIR)$(includedir)'
	$(INSTALL_DATA) $(filter-out %.h,$(OUTPUTS)) $(MANIFEST) $(DATA) \
	    '$(DESTDIR)$(pkgdatadir)'
	sed -e 's|@prefix@|$(call escaped,$(PREFIX))|' \
	    -e 's|@includedir@|$(call escaped,$(includedir))|' \
	    -e 's|@pkgdatadir@|$(call escaped,$(pkgdatadir))|' \
	    -e 's|@version@|$(VERSION)|' portreg.pc.in > $(B)/portreg.pc
	$(INSTALL_DATA) $(B)/portreg.pc '$(DESTDIR)$(pkgconfigdir)'

# $(1) directory, $(2) files that install put there
removed = rm -f $(foreach f,$(notdir $(2)),'$(DESTDIR)$(1)/$(f)')

uninstall:
	$(call removed,$(bindir),$(BINARIES))
	$(call removed,$(mandir)/man1,$(filter %.1,$(MANUALS)))
	$(call removed,$(mandir)/man3,$(filter %.3,$(MANUALS)))
	$(call removed,$(mandir)/man5,$(filter %.5,$(MANUALS)))
	$(call removed,$(includedir),$(filter %.h,$(OUTPUTS)))
	$(call removed,$(pkgdatadir),$(filter-out %.h,$(OUTPUTS)) $(MANIFEST) $(DATA))
	-rmdir '$(DESTDIR)$(pkgdatadir)'
	$(call removed,$(pkgconfigdir),portreg.pc)

# The tarball holds what the tree holds but for leftovers of editors and of
# patch, under names and dates that depend on nothing else: the date is that of
# the newest data.
NAME = portreg-$(VERSION)
TARBALL = $(NAME).tar.gz
RELEASE_FILES = .ci .clang-format .clang-tidy .editorconfig .github .gitignore \
  CHANGES.md CHANGES-data.md LICENSE Makefile README.md SECURITY.md \
  portreg.pc.in \
  $(DATA) core emit fetch parse schemas tests
LEFTOVERS = .*.sw? *.orig *.rej *.bak *.tmp .DS_Store __pycache__

dist:
	date=$$(awk -F, 'NR > 1 && $$3 > d { d = $$3 } END { print d }' \
	    data/registry.lock) && \
	tar --exclude-backups $(LEFTOVERS:%=--exclude='%') \
	    --format=ustar --sort=name \
	    --mtime="$$date 00:00:00 UTC" --owner=0 --group=0 --numeric-owner --mode=u=rwX,go=rX \
	    --transform='s|^|$(NAME)/|' -cf $(NAME).tar $(RELEASE_FILES)
	gzip -9nf $(NAME).tar
	@echo '$(TARBALL)'

# Build, test and install from the tarball alone.
INSIDE = B=build DIST=dist PREFIX=/usr DESTDIR='$(abspath $(B))/distcheck/root'

distcheck: dist
	rm -rf $(B)/distcheck
	mkdir -p $(B)/distcheck
	gzip -dc $(TARBALL) | tar -xf - -C $(B)/distcheck
	cd $(B)/distcheck/$(NAME) && $(MAKE) check $(INSIDE)
	cd $(B)/distcheck/$(NAME) && $(MAKE) install $(INSIDE)
	cd $(B)/distcheck/$(NAME) && $(MAKE) uninstall $(INSIDE)
	@left=$$(find $(B)/distcheck/root ! -type d); \
	if [ -n "$$left" ]; then echo "distcheck: left behind: $$left"; exit 1; fi
	rm -rf $(B)/distcheck
	@echo 'distcheck: $(TARBALL) is ready'

# --- packages ----------------------------------------------------------------

# What building, testing and linting need, by package manager; the first that
# is there installs it.
MANAGERS = apt-get dnf apk pacman zypper brew pkg
MANAGER = $(firstword $(foreach m,$(MANAGERS),\
  $(if $(shell command -v $(m) 2>/dev/null),$(m))))
SUDO = $(if $(filter-out 0,$(shell id -u)),sudo)

INSTALL_apt-get = $(SUDO) apt-get update && $(SUDO) env \
  DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends
INSTALL_dnf = $(SUDO) dnf install -y
INSTALL_apk = $(SUDO) apk add
INSTALL_pacman = $(SUDO) pacman -S --needed --noconfirm
INSTALL_zypper = $(SUDO) zypper --non-interactive install
INSTALL_brew = brew install
INSTALL_pkg = $(SUDO) pkg install -y

PACKAGES_apt-get = gcc g++ libc6-dev pkg-config libcurl4-openssl-dev \
  libxml2-dev libcsv-dev libgcrypt20-dev libcriterion-dev ca-certificates \
  libmicrohttpd-dev libjansson-dev openssl libxml2-utils musl-tools \
  python3-jsonschema nodejs node-ajv jq clang clang-format clang-tidy \
  libclang-rt-dev clang-tools cppcheck shellcheck mandoc valgrind strace gcovr \
  diffutils util-linux bsdutils mount tcc gcc-i686-linux-gnu \
  libc6-dev-i386-cross gcc-s390x-linux-gnu libc6-dev-s390x-cross qemu-user \
  cmake meson gperf libcdb-dev iproute2 libnss-db nmap tshark python3 faketime \
  locales chromium chromium-driver afl++ binutils patch yamllint git gh
PACKAGES_dnf = gcc gcc-c++ pkgconf-pkg-config libcurl-devel libxml2-devel \
  libcsv-devel libgcrypt-devel criterion-devel ca-certificates \
  libmicrohttpd-devel jansson-devel openssl libxml2 musl-gcc \
  python3-jsonschema nodejs jq clang clang-tools-extra compiler-rt cppcheck \
  ShellCheck mandoc valgrind strace gcovr diffutils findutils util-linux \
  /usr/bin/script gawk tar gzip iproute nss_db nmap wireshark-cli libfaketime \
  glibc-locale-source chromium chromedriver clang-analyzer american-fuzzy-lop \
  binutils patch yamllint git gh
PACKAGES_apk = gcc g++ musl-dev linux-headers pkgconf curl-dev libxml2-dev \
  libcsv-dev libgcrypt-dev criterion-dev ca-certificates libmicrohttpd-dev \
  jansson-dev openssl libxml2-utils py3-jsonschema nodejs jq clang \
  clang-extra-tools compiler-rt cppcheck shellcheck mandoc valgrind strace \
  gcovr tar diffutils util-linux iproute2 nmap tshark libfaketime chromium \
  chromium-chromedriver clang-analyzer binutils patch yamllint git github-cli
PACKAGES_pacman = gcc pkgconf curl libxml2 libcsv libgcrypt criterion \
  ca-certificates libmicrohttpd jansson openssl musl python-jsonschema nodejs \
  jq clang compiler-rt cppcheck shellcheck mandoc valgrind strace gcovr \
  diffutils util-linux iproute2 nmap wireshark-cli libfaketime chromium afl++ \
  binutils patch yamllint git github-cli
PACKAGES_zypper = gcc gcc-c++ pkg-config libcurl-devel libxml2-devel \
  libcsv-devel libgcrypt-devel criterion-devel ca-certificates \
  libmicrohttpd-devel libjansson-devel openssl libxml2-tools \
  python3-jsonschema nodejs jq clang clang-tools cppcheck ShellCheck mandoc \
  valgrind strace gcovr diffutils findutils util-linux gawk tar gzip iproute2 \
  nmap wireshark libfaketime glibc-i18ndata chromium chromedriver binutils \
  patch python3-yamllint git gh
PACKAGES_brew = pkg-config curl libxml2 libcsv libgcrypt criterion \
  libmicrohttpd jansson openssl node jq llvm cppcheck shellcheck mandoc gcovr \
  gnu-tar coreutils diffutils nmap yamllint git gh
PACKAGES_pkg = gmake pkgconf curl libxml2 libcsv libgcrypt criterion \
  ca_root_nss libmicrohttpd jansson openssl py311-jsonschema node jq llvm \
  cppcheck hs-ShellCheck mandoc valgrind gcovr gtar nmap chromium binutils \
  py311-yamllint git gh

# What the tests of the page need from the registry of npm, which comes with
# node or in a package of its own.
NPM = build/npm
NPM_PACKAGES = axe-core@4.14.1 html-validate@8.29.0

deps:
	$(if $(MANAGER),,$(error none of these is there: $(MANAGERS)))
	$(INSTALL_$(MANAGER)) $(PACKAGES_$(MANAGER))
	command -v npm || { $(INSTALL_$(MANAGER)) npm; }
	npm install --prefix $(NPM) --no-save --no-package-lock --no-audit \
	    --no-fund $(NPM_PACKAGES)

# --- fuzzing -----------------------------------------------------------------

# TIME is in seconds, for each target; what is found is left in $(B)/fuzz.
TIME ?= 30
FUZZ_CC ?= clang
FUZZ_TARGETS = xml csv list emit lookup verify overlay against
FUZZ_FLAGS = -U_FORTIFY_SOURCE -O1 -g -fno-omit-frame-pointer \
  -fno-sanitize-recover=all
FUZZ_SANITIZE = address,undefined

FUZZ_BINARIES = $(FUZZ_TARGETS:%=$(B)/fuzz/fuzz-%)
FUZZED = $(patsubst $(B)/%,$(B)/fuzz/%,$(CORE) \
  $(filter-out %/main.o,$(call objects,parse) $(call objects,emit))) \
  $(FUZZ_COMMON:%=$(B)/fuzz/tests/fuzz/%.o)

$(B)/fuzz/tests/fuzz/lookup.o: $(DIST)/iana_services.h

$(B)/fuzz/%.o: %.c Makefile | $(TEXTS)
	@mkdir -p $(@D)
	$(FUZZ_CC) $(ALL_CFLAGS) $(FUZZ_FLAGS) -I$(<D) -Iparse -Iemit -I$(DIST) \
	    -fsanitize=fuzzer-no-link,$(FUZZ_SANITIZE) -MMD -MP -c -o $@ $<

$(FUZZ_BINARIES): $(B)/fuzz/fuzz-%: $(B)/fuzz/tests/fuzz/%.o $(FUZZED)
	$(FUZZ_CC) $(FUZZ_FLAGS) -fsanitize=fuzzer,$(FUZZ_SANITIZE) -o $@ $^ \
	    $(XML_LIBS) $(CSV_LIBS) $(GCRYPT_LIBS) $(JANSSON_LIBS)

-include $(FUZZED:.o=.d) $(FUZZ_TARGETS:%=$(B)/fuzz/tests/fuzz/%.d)

fuzz: $(FUZZ_BINARIES)
	tests/fuzz/run.sh $(B)/fuzz $(TIME) $(FUZZ_TARGETS)

# AFL++ on the parsers, by its driver for targets of libFuzzer: persistent.
AFL_TARGETS = xml csv

fuzz-afl: $(DIST)/iana_services.h
	AFL_QUIET=1 $(MAKE) B=$(B)/afl DIST=$(DIST) FUZZ_CC=afl-clang-fast \
	    $(AFL_TARGETS:%=$(B)/afl/fuzz/fuzz-%)
	tests/fuzz/afl.sh $(B)/afl/fuzz $(TIME) $(AFL_TARGETS)

.PHONY: fuzz fuzz-afl

# --- benchmarks --------------------------------------------------------------

# BENCH_ROUNDS, BENCH_XML (the registry to read) and GROWTH (the most copies
# of each record: 10, or 100 with 1 GB of disk) may be set.
BENCH_ROUNDS ?= 15
BENCH_XML ?= $(lastword $(sort \
  $(wildcard ../shared/registry/service-names-port-numbers-*.xml)))
# What changed since is measured from BENCH_OLD.
BENCH_OLD ?= $(firstword $(sort \
  $(wildcard ../shared/registry/service-names-port-numbers-*.xml)))
GROWTH ?= 10

BENCH = $(B)/tests/bench
MEASURE = $(BENCH)/measure.o $(BENCH)/instructions.o
BENCH_BINARIES = $(addprefix $(BENCH)/,floor bench growth enlarge etc)

$(BENCH)/enlarge.o: ALL_CFLAGS += -Itests

$(BENCH)/floor: LIBS = $(XML_LIBS)
$(BENCH)/enlarge: LIBS = $(CSV_LIBS)

$(BENCH)/floor: $(BENCH)/floor.o
$(BENCH)/bench $(BENCH)/growth: $(BENCH)/%: $(BENCH)/%.o $(MEASURE)
$(BENCH)/etc: $(BENCH)/etc.o $(BENCH)/measure.o
$(BENCH)/enlarge: $(BENCH)/enlarge.o $(B)/libportreg.a \
  $(patsubst %.c,$(B)/%.o,$(wildcard tests/xmlize*.c))
$(BENCH_BINARIES):
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.o,$^) $(filter %.a,$^) \
	    $(LIBS)

# "registry:artifact:format:overlay,overlay" for each artifact.
comma = ,
joined = $(subst $() ,$(comma),$(strip $(1)))
OVERLAID = $(foreach a,$(ARTIFACTS),\
  $(a):$(call joined,$(OVERLAY_$(firstword $(subst :, ,$(a))))))

bench: $(BENCH_BINARIES) $(BINARIES) $(OUTPUTS)
	B=$(B) BENCH_XML='$(BENCH_XML)' BENCH_OLD='$(BENCH_OLD)' BENCH_ROUNDS=$(BENCH_ROUNDS) \
	    GROWTH=$(GROWTH) tests/bench/run.sh $(OVERLAID)
	tests/bench/lookup.sh $(B) $(DIST) $(BENCH_ROUNDS)
	tests/bench/etc.sh $(B) $(DIST) $(BENCH_ROUNDS)
	command -v chromedriver >/dev/null || \
	    { echo 'No chromedriver: the page is not measured.'; exit; }; \
	node tests/browser/bench.js $(DIST)/ports.html $(BENCH_ROUNDS)

.PHONY: bench

# -----------------------------------------------------------------------------

clean:
	rm -rf $(B) $(DIST) $(TARBALL)

help:
	@echo 'make            the tools and every artifact, without network'
	@echo 'make tools      the three programs alone'
	@echo 'make artifacts  what they make of the data'
	@echo 'make deps       what building and testing need, from the package manager'
	@echo 'make check      every test; ONLY=suite/test for some'
	@echo 'make check-faults  which of the known faults are borne'
	@echo 'make history    replay the dated XML files of DIR'
	@echo 'make golden     what golden files would become; ACCEPT=yes takes it'
	@echo 'make update     fetch, parse and replace data/; FETCH_URL, FORCE=yes,'
	@echo '                UPDATE_POLICY=services for nothing but changed services'
	@echo '                CROSSCHECK=no to do without the CSV exports; FETCH_CACERT'
	@echo 'make pull-request  propose what it changed; REMOTE, BASE'
	@echo 'make verify     are the files in VENDORED=dir up to date?'
	@echo 'make lint       static checks'
	@echo 'make sanitize   every test under ASan and UBSan'
	@echo 'make valgrind   the tests of data under valgrind; ONLY=suite/test'
	@echo 'make coverage   how much of the code the tests reach'
	@echo 'make planted    is each planted bug found?'
	@echo 'make reproduce  are two builds the same that have nothing in common?'
	@echo 'make mutate     do the tests see MUTANTS random changes? SEED'
	@echo 'make fuzz       TIME=seconds for each fuzz target'
	@echo 'make fuzz-afl   the same of AFL++ on the parsers'
	@echo 'make bench      time and memory against a floor; BENCH_XML, GROWTH=100'
	@echo 'make install    to PREFIX, below DESTDIR'
	@echo 'make uninstall  remove what install put there'
	@echo 'make dist       the release tarball'
	@echo 'make distcheck  build, test and install from it'
	@echo 'make clean      remove what make made'

.PHONY: all tools artifacts check check-faults history golden sanitize valgrind coverage \
  planted reproduce mutate lint lint-format lint-man lint-shell lint-workflows lint-gcc lint-clang \
  lint-scan lint-cppcheck update pull-request verify install \
  uninstall dist distcheck deps clean help
