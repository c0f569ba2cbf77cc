# portreg: build, test and install.  "make help" lists the targets.

VERSION = 0.1.0
B ?= build
DIST ?= dist
PREFIX ?= /usr/local
DESTDIR ?=
bindir ?= $(PREFIX)/bin
mandir ?= $(PREFIX)/share/man
includedir ?= $(PREFIX)/include
datadir ?= $(PREFIX)/share/portreg
pkgconfigdir ?= $(PREFIX)/share/pkgconfig

CFLAGS ?= -O2 -g
WARNINGS = -Wall -Wextra -Wpedantic -Wconversion -Wshadow
PKG_CONFIG ?= pkg-config

# What every recipe relies on: byte order, plain tools, no half-made files.
SHELL = /bin/sh
export LC_ALL = C
.DELETE_ON_ERROR:
.SUFFIXES:

TOOLS = fetch parse emit
BINARIES = $(TOOLS:%=$(B)/portreg-%)
MANUALS = $(wildcard fetch/*.1 parse/*.1 emit/*.1 core/*.5)

# "registry:artifact:format" for each artifact.
ARTIFACTS := $(shell awk -F'"' '/^FORMAT/ && $$6 != "" \
  { print $$4 ":" $$6 ":" $$2 }' emit/formats.def)
REGISTRIES := $(shell awk -F'"' '/^REGISTRY/ { print $$2 }' \
  schemas/registries.def)
OUTPUTS = $(foreach a,$(ARTIFACTS),$(DIST)/$(word 2,$(subst :, ,$(a))))

# The hand-kept overlay of each registry that has one.
OVERLAY_service-names-port-numbers = data/preferred.csv
OVERLAY_protocol-numbers = data/customary.csv

all: tools artifacts
tools: $(BINARIES)
artifacts: $(OUTPUTS)

# --- compiling ---------------------------------------------------------------

XML_CFLAGS := $(shell $(PKG_CONFIG) --cflags libxml-2.0 2>/dev/null)
XML_LIBS := $(shell $(PKG_CONFIG) --libs libxml-2.0 2>/dev/null || echo -lxml2)
CURL_LIBS := $(shell $(PKG_CONFIG) --libs libcurl 2>/dev/null || echo -lcurl)
CURL_CFLAGS := $(shell $(PKG_CONFIG) --cflags libcurl 2>/dev/null)
GCRYPT_LIBS := $(shell $(PKG_CONFIG) --libs libgcrypt 2>/dev/null || echo -lgcrypt)
GCRYPT_CFLAGS := $(shell $(PKG_CONFIG) --cflags libgcrypt 2>/dev/null)
CSV_LIBS = -lcsv

ALL_CFLAGS = -std=c11 -D_POSIX_C_SOURCE=200809L -DPORTREG_VERSION='"$(VERSION)"' \
  $(WARNINGS) $(WERROR) -Icore -Ischemas \
  $(XML_CFLAGS) $(CURL_CFLAGS) $(GCRYPT_CFLAGS) $(CFLAGS) $(CPPFLAGS)

objects = $(patsubst %.c,$(B)/%.o,$(sort $(wildcard $(1)/*.c)))
CORE = $(call objects,core)

$(B)/%.o: %.c Makefile
	@mkdir -p $(@D)
	$(CC) $(ALL_CFLAGS) -I$(<D) -MMD -MP -c -o $@ $<

$(B)/libportreg.a: $(CORE)
	rm -f $@
	$(AR) rcs $@ $(CORE)

$(B)/portreg-fetch: LIBS = $(CURL_LIBS) $(XML_LIBS) $(CSV_LIBS) $(GCRYPT_LIBS)
$(B)/portreg-parse: LIBS = $(XML_LIBS) $(CSV_LIBS) $(GCRYPT_LIBS)
$(B)/portreg-emit: LIBS = $(CSV_LIBS)

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

# --- tests -------------------------------------------------------------------

# What the tests call in-process: everything but the tools' main.c.
TESTED = $(CORE) $(filter-out %/main.o,$(foreach t,$(TOOLS),$(call objects,$(t))))
TESTS = $(call objects,tests)
TEST_CFLAGS = -Itests $(TOOLS:%=-I%)

$(TESTS): ALL_CFLAGS += $(TEST_CFLAGS)

$(B)/tests/all: $(TESTS) $(TESTED)
	$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ -lcriterion $(TEST_LIBS) \
	    $(CURL_LIBS) $(XML_LIBS) $(CSV_LIBS) $(GCRYPT_LIBS)

TEST_SETTINGS = PORTREG_TREE='$(CURDIR)' PORTREG_BUILD='$(abspath $(B))' \
  PORTREG_DIST='$(abspath $(DIST))'

# ONLY=suite/test runs some; the pattern is Criterion's.
check: $(B)/tests/all $(BINARIES) $(OUTPUTS)
	@rm -rf $(B)/scratch
	$(TEST_SETTINGS) $(B)/tests/all $(if $(ONLY),--filter '$(ONLY)')

# Shows what the golden files would become; ACCEPT=yes makes them so.
golden: $(B)/tests/all $(BINARIES)
	@rm -rf $(B)/accept
	@mkdir -p $(B)/accept/golden $(B)/accept/refuse
	$(TEST_SETTINGS) PORTREG_ACCEPT=$(abspath $(B))/accept \
	    $(B)/tests/all --filter '@(golden|refuse)/*'
	for dir in golden refuse; do \
	    diff -ruN -x '*.xml' -x 'csv-*.csv' tests/$$dir $(B)/accept/$$dir; \
	done || test '$(ACCEPT)' = yes
	$(if $(filter yes,$(ACCEPT)),cp -R $(B)/accept/. tests/)

clean:
	rm -rf $(B) $(DIST)

.PHONY: all tools artifacts check clean
