/* SPDX-License-Identifier: MIT */
/* changes as Markdown: what it says, and that registry text is inert there. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "markdown.h"
#include "run.h"
#include "synth.h"

static const char ports[] = "service-names-port-numbers";

static struct run
changes(const char *const old[], const char *const new[])
{
	const char *argv[] = {"portreg-emit", "-f", "changes", "--style",
	    "markdown", "--since", synth_snapshot(ports, "2026-02-13", old),
	    synth_snapshot(ports, "2026-08-17", new), NULL};

	return run(NULL, argv);
}

#define HEAD "## service-names-port-numbers 2026-08-17\n\n"

Test(changes_markdown, is_a_section_for_each_severity_and_an_item_for_twins)
{
	static const char *const old[] = {"footnote|1|||||note=One",
	    "assigned|compressnet|2|2|tcp|Zip", "assigned|gone|3|3|tcp",
	    "assigned|a|4|4|tcp|A", "assigned|a|4|4|udp|A",
	    "assigned|m|5|5|udp|M", "alias|m_|5|5|udp||alias_of=m",
	    "reserved||7|7|tcp|Reserved", "withdrawn||8|8||Deprecated",
	    "unassigned||20|29||Unassigned",
	    "assigned|z|30|30|tcp|Z|reference=rfc:rfc1; draft:draft-x-01",
	    NULL};
	static const char *const new[] = {"footnote|1|||||note=Two",
	    "reserved||2|2|tcp|Reserved", "assigned|compressnet|||tcp|Zip",
	    "assigned|b|4|4|tcp|A", "assigned|b|4|4|udp|A",
	    "assigned|m|6|6|udp|M", "assigned|s|7|7|tcp|See (it).",
	    "alias|s_|7|7|tcp||alias_of=s", "private||9|9||For you",
	    "unassigned||19|19||Unassigned", "unassigned||21|27||Unassigned",
	    "reserved||20|20|udp|Reserved", "reserved||28|29|udp|Reserved",
	    "assigned|z|30|30|tcp|Zed|reference=rfc:rfc1; rfc:rfc2|note=N|"
	    "contact=Somebody",
	    "assigned|dnssd|||tcp|D", "assigned|dnssd|||udp|D",
	    "assigned|none||||N", NULL};
	struct run r = changes(old, new);

	cr_expect_eq(r.status, 0);
	cr_expect_str_eq(r.out,
	    HEAD
	    "6 breaking, 6 additive, 8 cosmetic, 0 metadata since 2026-02-13."
	    "\n\n"
	    "### Breaking: a look-up or a constant is not what it was\n\n"
	    "- `compressnet` 2/tcp: no longer assigned, but Reserved; the name "
	    "stays, without a number\n"
	    "- `gone` 3/tcp: withdrawn\n"
	    "- `a` 4/tcp, 4/udp: renamed to `b`\n"
	    "- `m` 5/udp: moved to 6/udp\n"
	    "- `m_` 5/udp: no longer an alias of `m`\n"
	    "\n### Added\n\n"
	    "- `s` 7/tcp: See (it).\n"
	    "- `s_` 7/tcp: alias of `s`\n"
	    "\n### Added, without a number\n\n"
	    "- `dnssd` tcp, udp: D\n"
	    "- `none`: N\n"
	    "\n### Descriptions, references, and what is free\n\n"
	    "- 8: was Deprecated\n"
	    "- 9: now For you\n"
	    "- `z` 30/tcp: description was Z, now Zed; reference was RFC 1 and "
	    "`draft-x-01`, now RFC 1 and RFC 2; note changed\n"
	    "- footnote `1`: note changed\n"
	    "- Reserved: 20/udp, 28-29/udp\n"
	    "- No longer unassigned: 20, 28-29\n"
	    "- Unassigned now: 19\n",
	    "%s", r.out);
}

Test(changes_markdown, says_when_there_is_nothing_to_say)
{
	static const char *const old[] = {"assigned|a|1|1|tcp", NULL};
	static const char *const new[] = {
	    "assigned|a|1|1|tcp||contact=C", NULL};

	cr_expect_str_eq(changes(old, old).out,
	    HEAD "0 breaking, 0 additive, 0 cosmetic, 0 metadata since "
		 "2026-02-13.\nNo record changed.\n");
	cr_expect_str_eq(changes(old, new).out,
	    HEAD "0 breaking, 0 additive, 0 cosmetic, 1 metadata since "
		 "2026-02-13.\nOnly contacts and dates changed.\n");
}

/* Text, and what it is in Markdown. */
static const char *const texts[][2] = {
    {"World Wide Web HTTP", "World Wide Web HTTP"},
    {"TACACSS (TLS), or so; see below.", "TACACSS (TLS), or so; see below."},
    {"Management Utility/Compression", "Management Utility/Compression"},
    {"FORT\303\211 Vision", "FORT\303\211 Vision"},
    {"9953", "9953"},
    {"1. A list", "`1. A list`"},
    {"3gpp", "`3gpp`"},
    {"- a list", "`- a list`"},
    {"@nobody", "`@nobody`"},
    {"see #1", "`see #1`"},
    {"*bold* _so_", "`*bold* _so_`"},
    {"[link](x)", "`[link](x)`"},
    {"<b>", "`<b>`"},
    {"a&lt;", "`a&lt;`"},
    {"https://example.org", "`https://example.org`"},
    {"www.example.org", "`www.example.org`"},
    {"a //b", "`a //b`"},
    {"one\ntwo", "`one two`"},
    {"`", "`` ` ``"},
    {"a`` b`", "``` a`` b` ```"},
    {" `a", "``  `a ``"},
    {"", ""},
    {"turn\342\200\256", "`turn?`"},
};

/* A quarter of what an item has of a text. */
#define QUARTER "0123456789012345678901234567890123456789"

/* References of a port before and after, and what its item says of them. */
static const char *const references[][3] = {
    {"rfc:rfc1", "uri:; uri:`<img src=x onerror=alert(1)>",
	"reference was RFC 1, now uri and `` `<img src=x onerror=alert(1)> ``"},
    {"note:", "note:; note:1", "reference was note, now note and note `1`"},
    {"rfc:", "text:a`", "reference was rfc, now `` a` ``"},
    {"rfc:rfc1#1", "rfc:rfc1#2",
	"reference was RFC 1, section 1, now RFC 1, section 2"},
    {"rfc:rfc1#8.1.2; rfc:rfc2", "draft:d#<b>",
	"reference was RFC 1, section `8.1.2` and RFC 2, now `d`, section "
	"`<b>`"},
    {"uri:" QUARTER QUARTER QUARTER QUARTER "1",
	"uri:" QUARTER QUARTER QUARTER QUARTER "2", "reference changed"},
};

/*
 * Whether a line has what is markup or HTML outside of code spans, which end
 * at the next run of as many backquotes as they begin with.
 */
static int
is_active(const char *line)
{
	const char *s = line, *end;
	size_t n, run;

	while (*(s += strcspn(s, "`<*[")) == '`') {
		n = strspn(s, "`");
		for (end = s + n; *(end += strcspn(end, "`")) != '\0';
		     end += run)
			if ((run = strspn(end, "`")) == n)
				break;
		if (*end == '\0')
			return 1;
		s = end + n;
	}
	return *s != '\0';
}

static void
expect_inert_references(const char *const which[3])
{
	const char *const old[] = {
	    format("assigned|foo|24|24|tcp|D|reference=%s", which[0]), NULL};
	const char *const new[] = {
	    format("assigned|foo|24|24|tcp|D|reference=%s", which[1]), NULL};
	struct run r = changes(old, new);
	const char *item = strstr(r.out, "\n- `foo` ");

	cr_assert_not_null(item, "%s", r.out);
	cr_expect_str_eq(
	    item + 1, format("- `foo` 24/tcp: %s\n", which[2]), "%s", item);
	cr_expect_not(is_active(item), "%s", item);
}

Test(changes_markdown, has_registry_text_inert)
{
	char longest[MARKDOWN_MOST + 10];
	struct buffer b = {0};
	size_t i;

	for (i = 0; i < sizeof(references) / sizeof(references[0]); i++)
		expect_inert_references(references[i]);
	markdown_put_code(&b, "");
	cr_expect_str_eq(buffer_string(&b), "nothing");
	for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		b.len = 0;
		markdown_put_text(&b, texts[i][0]);
		cr_expect_str_eq(
		    buffer_string(&b), texts[i][1], "%s", buffer_string(&b));
		cr_expect_not(is_active(buffer_string(&b)), "%s", texts[i][0]);
	}
	b.len = 0;
	memset(longest, 'x', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	markdown_put_text(&b, longest);
	cr_expect_eq(b.len, MARKDOWN_MOST + 3);
	cr_expect_str_eq(buffer_string(&b) + MARKDOWN_MOST, "...");
	buffer_free(&b);
}
