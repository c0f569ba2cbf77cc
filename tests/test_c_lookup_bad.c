/* SPDX-License-Identifier: MIT */
/* The c-lookup format and library with what is bad. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ledger.h"
#include "library.h"
#include "lookup.h"
#include "sample.h"
#include "snapshot.h"
#include "synth.h"

#define PORTS "service-names-port-numbers"
#define W     "-Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror "
#define SANITIZED \
	"-O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all "

/* Questions that have no answer, or the one that is written beside them. */
static const char questions[] =
    "#define IANA_SERVICES_IMPLEMENTATION\n"
    "#include \"iana_services.h\"\n"
    "#include <limits.h>\n"
    "#include <stdio.h>\n"
    "#include <stdlib.h>\n"
    "#include <string.h>\n"
    "static int failed;\n"
    "#define IS(x) if (!(x)) { failed = 1; printf(\"%d: %s\\n\", __LINE__, "
    "#x); }\n"
    "int main() {\n"
    "	static const int bad[] = {-1, 6, 7, 8, 31, 32, 256, INT_MAX, "
    "INT_MIN};\n"
    "	char *longest = (char *)malloc(65537), *exact = (char *)malloc(4);\n"
    "	uint32_t http = iana_by_name(\"http\", IANA_TCP), e;\n"
    "	struct iana_position end = {UINT32_MAX, UINT32_MAX};\n"
    "	size_t i;\n"
    "	memset(longest, 'a', 65536); longest[65536] = '\\0';\n"
    "	memcpy(exact, \"http\", 4);\n"
    "	IS(http != 0 && iana_port(http) == 80)\n"
    "	for (i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {\n"
    "		IS(iana_by_name(\"http\", bad[i]) == 0)\n"
    "		IS(iana_by_name(\"http-alt\", bad[i]) == 0)\n"
    "		IS(iana_by_name(\"whois++\", bad[i]) == 0)\n"
    "		IS(iana_find(\"HTTP\", 4, bad[i], IANA_IGNORE_CASE, 0) == 0)\n"
    "		IS(iana_by_port(80, bad[i]) == 0)\n"
    "		IS(iana_by_port(643, bad[i]) == 0)\n"
    "		IS(iana_by_port_next(80, bad[i], http) == 0)\n"
    "		IS(iana_port_state(80, bad[i]) == IANA_UNASSIGNED)\n"
    "		IS(iana_protocol_name(bad[i]) == NULL)\n"
    "	}\n"
    "	IS(iana_by_name(NULL, IANA_TCP) == 0)\n"
    "	IS(iana_by_name_n(NULL, 4, IANA_TCP) == 0)\n"
    "	IS(iana_find(NULL, 4, IANA_TCP, IANA_EXACT, 0) == 0)\n"
    "	IS(iana_by_name(\"\", IANA_ANY_PROTOCOL) == 0)\n"
    "	IS(iana_by_name_n(\"http\", 0, IANA_TCP) == 0)\n"
    "	IS(iana_by_name(longest, IANA_ANY_PROTOCOL) == 0)\n"
    "	IS(iana_by_name_n(longest, 65536, IANA_ANY_PROTOCOL) == 0)\n"
    "	IS(iana_by_name_n(longest, SIZE_MAX, IANA_ANY_PROTOCOL) == 0)\n"
    "	IS(iana_find(longest, 65536, IANA_TCP, IANA_IGNORE_CASE, 0) == 0)\n"
    "	IS(iana_by_name_n(exact, 4, IANA_TCP) == http)\n"
    "	IS(iana_by_name_n(exact, 3, IANA_TCP) == 0)\n"
    "	IS(iana_find(exact, 4, IANA_TCP, IANA_IGNORE_CASE, 0) == http)\n"
    "	IS(iana_by_name_n(\"http\\0\", 5, IANA_TCP) == 0)\n"
    "	IS(iana_by_name_n(\"http\\0https\", 10, IANA_TCP) == 0)\n"
    "	IS(iana_find(\"http\\0x\", 6, IANA_TCP, IANA_IGNORE_CASE, 0) == 0)\n"
    "	IS(iana_by_name_n(\"\\0http\", 5, IANA_TCP) == 0)\n"
    "	/* As the names are one after the other in the tables. */\n"
    "	for (i = 1; i <= 15; i++) {\n"
    "		const char *s = iana_name(iana_by_port(1, IANA_TCP));\n"
    "		e = iana_by_name_n(s, i, IANA_TCP);\n"
    "		IS(e == 0 || strlen(iana_name(e)) == i)\n"
    "		e = iana_find(s, i, IANA_TCP, IANA_IGNORE_CASE, 0);\n"
    "		IS(e == 0 || strlen(iana_name(e)) == i)\n"
    "	}\n"
    "	IS(iana_by_port(-1, IANA_ANY_PROTOCOL) == 0)\n"
    "	IS(iana_by_port(65536, IANA_ANY_PROTOCOL) == 0)\n"
    "	IS(iana_by_port(INT_MIN, IANA_ANY_PROTOCOL) == 0)\n"
    "	IS(iana_port_class(-1) == IANA_NOT_A_PORT)\n"
    "	IS(iana_port_class(65536) == IANA_NOT_A_PORT)\n"
    "	IS(iana_port_class(49152) == IANA_DYNAMIC_PORT)\n"
    "	IS(iana_port_state(-1, IANA_TCP) == IANA_UNASSIGNED)\n"
    "	IS(iana_by_port_next(643, IANA_TCP, http) == 0)\n"
    "	IS(iana_by_port_next(80, IANA_TCP, 0) == 0)\n"
    "	IS(iana_find(\"sanity\", 6, IANA_TCP, IANA_EXACT, http) == 0)\n"
    "	IS(iana_walk(&end) == 0)\n"
    "	IS(iana_protocol_find(NULL) == -1)\n"
    "	IS(iana_protocol_find(\"\") == -1)\n"
    "	IS(iana_protocol_find(\"TCP\") == -1)\n"
    "	IS(iana_protocol_find(\"tcpx\") == -1)\n"
    "	IS(iana_protocol_find(\"sctp\") == IANA_SCTP)\n"
    "	for (i = 0; i < 100000; i++) {\n"
    "		int is = iana_name((uint32_t)i) != NULL;\n"
    "		IS(is == (iana_protocol((uint32_t)i) >= 0))\n"
    "		IS(is || iana_port((uint32_t)i) == -1)\n"
    "		IS(is || iana_port_last((uint32_t)i) == -1)\n"
    "		IS(is || iana_alias((uint32_t)i, 0) == NULL)\n"
    "		IS(is || iana_by_port_next(80, IANA_TCP, (uint32_t)i) == 0)\n"
    "		IS(is || iana_description((uint32_t)i) == NULL)\n"
    "	}\n"
    "	IS(iana_name(UINT32_MAX) == NULL)\n"
    "	IS(iana_alias(http, SIZE_MAX) == NULL)\n"
    "	free(longest); free(exact);\n"
    "	return failed;\n"
    "}\n";

static const char *const modes[] = {
    "gcc -std=c99 -O2 " W,
    "gcc -std=c99 " SANITIZED,
    "clang -std=c11 " SANITIZED,
    "g++ -x c++ -std=c++11 " SANITIZED,
    "clang++ -x c++ -std=c++20 -Wno-deprecated -O2 ",
    "tcc",
};

Test(c_lookup_bad, questions_have_a_defined_answer)
{
	char *dir = library_make_real("--descriptions");
	size_t i;

	write_file(format("%s/x.c", dir), questions, sizeof(questions) - 1);
	for (i = 0; i < sizeof(modes) / sizeof(modes[0]); i++) {
		struct run r = run_shell(
		    "cd '%s' && echo 'int main() { return 0; }' >y.c && "
		    "{ { %s y.c -o y && ./y; } || exit 9; } 2>/dev/null && "
		    "%s x.c -o x && ./x",
		    dir, modes[i], modes[i]);

		if (r.status != 9)
			cr_expect_eq(
			    r.status, 0, "%s: %s%s", modes[i], r.out, r.err);
	}
}

static const char *const hostile[] = {
    "assigned|a*/|1|1|tcp|*/ int broken; /* \" \\ ?\?/ \\",
    "assigned|\"b|2|2|tcp|\"; int broken[-1]; //",
    "assigned|c\\|3|3|tcp|ends in \\",
    "assigned|?\?/|4|4|tcp|?\?/?\?/\" ?\?=define broken",
    "assigned|\342\200\256x|5|5|tcp|\342\200\256 \342\201\246 bidi",
    "assigned|\303\251\303\2471|6|6|tcp|\360\237\230\200 8 bits, then 9",
    "assigned|%s%n|7|7|tcp|%s%n %x",
    "assigned|$(x)`x`|8|8|tcp|#pragma once",
    NULL,
};

static const struct toolchain compilers[] = {
    {"gcc", "-std=c99 -O2 " W, ""},
    {"gcc", "-std=c11 -trigraphs " W "-Wno-trigraphs", ""},
    {"clang", "-std=c17 " W, ""},
    {"g++", "-x c++ -std=c++11 " W, ""},
    {"g++", "-x c++ -std=c++20 -finput-charset=us-ascii " W, ""},
    {"clang++", "-x c++ -std=c++11 " W "-Wno-trigraphs", ""},
    {"musl-gcc", "-std=c99 " W, ""},
};

Test(c_lookup_bad, text_stays_text_for_every_compiler, .timeout = 600)
{
	char *csv = synth_snapshot(PORTS, "2026-08-17", hostile);
	char *dir = library_make(csv, "--descriptions"), *at;
	struct model m = model_read(csv, NULL, NULL);
	size_t i, n;

	for (at = read_file(format("%s/iana_services.h", dir), &n); n > 0;
	     n--, at++)
		cr_assert(
		    *at == '\n' || *at == '\t' || (*at >= ' ' && *at <= '~'),
		    "%d", *at);
	for (i = 0; i < sizeof(compilers) / sizeof(compilers[0]); i++)
		library_check(library_build(dir, &compilers[i]), &compilers[i],
		    &m, 1, 1, 100);
	model_free(&m);
}

/* Records of which one would hide the other, in lines 3 and 4. */
static const struct {
	const char *records[4];
	const char *name;
} twins[] = {
    {{"assigned|a|1|1|tcp|one", "assigned|a|1|1|tcp|two"}, "a"},
    {{"assigned|a|1|9|udp|one", "assigned|a|1|9|udp|two"}, "a"},
    {{"assigned|a|1|1||one", "assigned|a|1|1||two"}, "a"},
};

Test(c_lookup_bad, records_that_hide_each_other_are_refused)
{
	static const char message[] =
	    "portreg-emit: %s:%d: same name, protocol and port as line %d: "
	    "'%s'\n"
	    "portreg-emit: %s:%d: same name, protocol and port as line %d: "
	    "'%s'\n";
	char *dir = scratch(), *target = format("%s/x.h", dir), *csv;
	size_t i;
	struct run r;

	write_file(target, "old\n", 4);
	for (i = 0; i < sizeof(twins) / sizeof(twins[0]); i++) {
		csv = synth_snapshot(PORTS, "2026-08-17", twins[i].records);
		r = emit("c-lookup", csv, "-o", target, NULL);
		cr_expect_eq(r.status, 65);
		cr_expect_str_eq(
		    r.err, format(message, csv, 3, 4, twins[i].name, csv, 4, 3,
			       twins[i].name));
	}
	cr_expect_str_eq(read_file(target, NULL), "old\n");
	cr_expect_eq(count_names(dir), 1);
}

Test(c_lookup_bad, aliases_that_hide_each_other_are_refused)
{
	static const char *const records[] = {"assigned|a|1|1|tcp",
	    "alias|b|1|1|tcp|one|alias_of=a", "alias|b|1|1|tcp|two|alias_of=a",
	    NULL};
	struct run r = emit(
	    "c-lookup", synth_snapshot(PORTS, "2026-08-17", records), NULL);

	cr_expect_eq(r.status, 65);
	cr_expect_str_empty(r.out);
	cr_expect_not_null(
	    strstr(r.err, ":4: same name, protocol and port as line 5: 'b'"));
}

Test(c_lookup_bad, an_alias_of_nothing_is_left_out_with_a_warning)
{
	static const char *const records[] = {
	    "assigned|a|1|1|tcp", "alias|b|1|1|udp||alias_of=a", NULL};
	struct run r = emit(
	    "c-lookup", synth_snapshot(PORTS, "2026-08-17", records), NULL);

	cr_expect_eq(r.status, 0);
	cr_expect_not_null(
	    strstr(r.err, "alias of a name that is not assigned there: 'b'"));
	cr_expect_not_null(strstr(r.out, "1 entries, 0 aliases"));
}

/* What an overlay makes of entries, and what the ledger says of it. */
static const struct {
	const char *row;
	int status;
	const char *counts, *outcome;
} overlays[] = {
    {"alias,1,tcp,b,a,S,W", 0, "3 entries, 1 aliases", "1,tcp,alias,a,,"},
    {"alias,2,tcp,a,c,S,W", 65, "", ""},
    {"alias,1,tcp,c,a,S,W", 65, "", ""},
    {"add,9,udp,new,,S,W", 0, "4 entries, 0 aliases", "9,udp,emitted,,,"},
    {"drop,1,tcp,a,,S,W", 0, "2 entries, 0 aliases", "1,tcp,applied,,,"},
    {"drop,9,tcp,a,,S,W", 65, "", ""},
};

Test(c_lookup_bad, no_row_of_an_overlay_is_passed_over)
{
	static const char *const records[] = {"assigned|a|1|1|tcp",
	    "assigned|c|2|2|tcp", "assigned|e||||no port", NULL};
	char *csv = synth_snapshot(PORTS, "2026-08-17", records);
	char *overlay = format("%s/o.csv", scratch());
	char *ledger = format("%s/l.csv", scratch()), *text;
	struct run r;
	size_t i;

	for (i = 0; i < sizeof(overlays) / sizeof(overlays[0]); i++) {
		text = format("action,port,protocol,name,of,source,why\n%s\n",
		    overlays[i].row);
		write_file(overlay, text, strlen(text));
		r = emit("c-lookup", csv, "--overlay", overlay, "--ledger",
		    ledger, NULL);
		cr_expect_eq(r.status, overlays[i].status, "%s: %s",
		    overlays[i].row, r.err);
		if (overlays[i].status != 0) {
			cr_expect_str_empty(r.out);
			continue;
		}
		cr_expect_not_null(
		    strstr(r.out, overlays[i].counts), "%s", overlays[i].row);
		cr_expect_not_null(
		    strstr(read_file(ledger, NULL), overlays[i].outcome), "%s",
		    overlays[i].row);
	}
}

/* What became of services without a port, by the options. */
static const struct {
	const char *option, *value, *outcomes;
} portless[] = {
    {"--prefix", "p_",
	",filtered,private\na,emitted,\nb,alias,a\n"
	"z,unrepresentable,no service of the name\nc,emitted,\n"},
    {"--ports", "1-9",
	",filtered,private\na,filtered,--ports\nb,filtered,--ports\n"
	"z,filtered,--ports\nc,filtered,--ports\n"},
    {"--protocol", "udp",
	",filtered,private\na,filtered,--protocol\nb,filtered,--protocol\n"
	"z,filtered,--protocol\nc,emitted,\n"},
    {"--no-aliases", NULL,
	",filtered,private\na,emitted,\nb,filtered,--no-aliases\n"
	"z,filtered,--no-aliases\nc,emitted,\n"},
};

Test(c_lookup_bad, the_ledger_says_what_filters_services_without_a_port)
{
	static const char *const records[] = {"assigned|a|||tcp",
	    "alias|b|||tcp||alias_of=a", "assigned|c|||udp",
	    "alias|z|||tcp||alias_of=y", "private||||tcp", NULL};
	char *csv = synth_snapshot(PORTS, "2026-08-17", records);
	char *ledger = format("%s/l.csv", scratch());
	struct run r;
	size_t i;

	for (i = 0; i < sizeof(portless) / sizeof(portless[0]); i++) {
		r = emit("c-lookup", csv, "--ledger", ledger,
		    portless[i].option, portless[i].value, NULL);
		cr_assert_eq(r.status, 0, "%s", r.err);
		r = run_shell("cut -d, -f5,9,10 '%s' | sed 1,2d", ledger);
		cr_expect_str_eq(r.out, portless[i].outcomes, "%s:\n%s",
		    portless[i].option, r.out);
	}
}

/* What is added to the first byte of the head is the length's difference. */
Test(c_lookup_bad, names_that_the_hash_does_not_tell_apart_end_in_65)
{
	static const char *const records[] = {
	    "assigned|a2345678--87654321|1|1|tcp",
	    "assigned|b2345678-87654321|2|2|udp", NULL};
	struct run r = emit(
	    "c-lookup", synth_snapshot(PORTS, "2026-08-17", records), NULL);

	cr_expect_eq(r.status, 65);
	cr_expect_str_empty(r.out);
	cr_expect_not_null(
	    strstr(r.err, ": c-lookup: its hash is that of another name: "
			  "'a2345678--87654321'\n"),
	    "%s", r.err);
	cr_expect_not_null(
	    strstr(r.err, ": c-lookup: its hash is that of another name: "
			  "'b2345678-87654321'\n"),
	    "%s", r.err);
}

Test(c_lookup_bad, a_budget_that_is_too_small_ends_in_70)
{
	struct model m = model_read(data_file(PORTS ".csv"), NULL, NULL);
	unsigned char *selected = malloc(m.table.n);
	struct ledger ledger = {0};
	struct emission e = {
	    .table = &m.table, .overlay = &m.overlay, .ledger = &ledger};
	char *said = NULL;
	size_t n;
	struct diag diag = {.tool = "t", .out = open_memstream(&said, &n)};
	struct lookup l = {.e = &e, .diag = &diag};

	cr_assert_not_null(selected);
	memset(selected, VERDICT_SELECTED, m.table.n);
	e.selected = selected;
	cr_expect_eq(lookup_make(&l, 5), STATUS_INTERNAL);
	fclose(diag.out);
	cr_expect_str_eq(said, "t: c-lookup: no hash found for 7327 names\n");
	free(said);
	lookup_free(&l);
	ledger_free(&ledger);
	free(selected);
	model_free(&m);
}
