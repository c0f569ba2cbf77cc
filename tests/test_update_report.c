/* SPDX-License-Identifier: MIT */
/* What make update says, and writes to CHANGES-data.md. */
#include <criterion/criterion.h>
#include <string.h>

#include "update.h"

#define PORTS	"service-names-port-numbers"
#define NUMBERS "protocol-numbers"

/* Where the last line of a text starts. */
static const char *
last_line(const char *s)
{
	size_t n = strlen(s);

	while (n > 1 && s[n - 2] != '\n')
		n--;
	return n == 0 ? s : s + n - 1;
}

/* What CHANGES-data.md of a copy has below its head. */
static char *
entries(const char *copy)
{
	return in_copy(copy, "tail -n +4 CHANGES-data.md").out;
}

#define FIRST_ENTRIES                                                        \
	"\n## " PORTS " 2026-08-18\n\n"                                      \
	"2 breaking, 0 additive, 0 cosmetic, 0 metadata since 2026-08-17.\n" \
	"\n### Breaking: a look-up or a constant is not what it was\n\n"     \
	"- `sanity` 643/tcp, 643/udp: renamed to `sanitz`\n"                 \
	"\n## " NUMBERS " 2026-03-10\n\n"                                    \
	"0 breaking, 0 additive, 0 cosmetic, 0 metadata since 2026-03-09.\n" \
	"No record changed.\n"

#define NEXT_ENTRY                                                           \
	"\n## " PORTS " 2026-08-19\n\n"                                      \
	"0 breaking, 0 additive, 2 cosmetic, 0 metadata since 2026-08-18.\n" \
	"\n### Descriptions, references, and what is free\n\n"               \
	"- `sanitz` 643/tcp, 643/udp: description was SANity, now Sanity\n"

Test(update_report, entries_are_kept_newest_first, .timeout = 600)
{
	char *copy = copy_tree();
	struct run r;

	in_copy(copy, "mkdir in; cp CHANGES-data.md before; rm -rf .git; "
		      "git init -q && git add -A");
	update_publish(copy, PORTS,
	    "s/<updated>2026-08-17/<updated>2026-08-18/; "
	    "/<name>sanity</s/y</z</");
	update_publish(
	    copy, NUMBERS, "s/<updated>2026-03-09/<updated>2026-03-10/");
	r = update_run(copy, "");
	cr_expect_eq(r.status, 0, "%s", r.err);
	cr_expect_str_eq(last_line(r.out),
	    "0 breaking, 0 additive, 0 cosmetic, 0 metadata "
	    "(2026-03-09 -> 2026-03-10)\n");
	cr_expect_str_eq(entries(copy), FIRST_ENTRIES);
	r = update_run(copy, "");
	cr_expect_str_eq(last_line(r.out), "update: nothing changed\n");
	cr_expect_str_eq(entries(copy), FIRST_ENTRIES);
	update_publish(copy, PORTS,
	    "s/<updated>2026-08-17/<updated>2026-08-19/; "
	    "/<name>sanity</s/y</z</; "
	    "s/SANity/Sanity/");
	r = update_run(copy, "");
	cr_expect_eq(r.status, 0, "%s", r.err);
	cr_expect_str_eq(entries(copy), NEXT_ENTRY FIRST_ENTRIES);
	r = in_copy(copy, "head -n 3 CHANGES-data.md | cmp - before; "
			  "git diff --name-only; echo; "
			  "git diff --name-only --cached | grep -c -v .");
	cr_expect_str_eq(r.out,
	    "CHANGES-data.md\ndata/" NUMBERS
	    ".csv\ndata/registry.lock\ndata/" PORTS ".csv\n\n0\n");
}

static const struct {
	const char *script; /* of sed, for PORTS */
	const char *policy;
	const char *last; /* line that is said */
	int replaces;
} policies[] = {
    {"s/<date>2002-09/<date>2002-10/; "
     "s/<updated>2026-08-17/<updated>2026-08-18/",
	"services", "update: only metadata changed; all was left as it is\n",
	0},
    {"s/<updated>2026-08-17/<updated>2026-08-18/", "services",
	"update: only metadata changed; all was left as it is\n", 0},
    {"s/SANity/Sanity/", "services", "0 breaking, 0 additive, ", 1},
    {"s/<date>2002-09/<date>2002-10/", "all", "update: only metadata changed\n",
	1},
};

Test(update_report, of_metadata_alone_may_replace_nothing, .timeout = 600)
{
	char *copy = copy_tree();
	size_t i;

	in_copy(copy, "mkdir in; " UPDATE_KEEP);
	update_publish(copy, NUMBERS, "");
	for (i = 0; i < sizeof(policies) / sizeof(policies[0]); i++) {
		const char *last = policies[i].last;
		struct run r;

		update_publish(copy, PORTS, policies[i].script);
		r = update_run(
		    copy, format("UPDATE_POLICY=%s", policies[i].policy));
		cr_expect_eq(r.status, 0, "%s", r.err);
		cr_expect_eq(strncmp(last_line(r.out), last, strlen(last)), 0,
		    "%zu: %s", i, r.out);
		r = in_copy(copy, UPDATE_SAME("", "before"));
		cr_expect_eq(r.status == 0, !policies[i].replaces, "%zu", i);
		in_copy(copy, "rm -rf data build/registry; cp -R before/. .");
	}
	cr_expect_neq(update_run(copy, "UPDATE_POLICY=service").status, 0);
	cr_expect_eq(in_copy(copy, UPDATE_SAME("", "before")).status, 0);
}
