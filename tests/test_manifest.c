/* SPDX-License-Identifier: MIT */
/* portreg-emit --manifest, and what make writes with it. */
#include <criterion/criterion.h>
#include <string.h>

#include "emit.h"
#include "run.h"

/* Run the manifest of some files, with the tree's lock. */
static struct run
manifest(const char *files)
{
	return run_shell("'%s/portreg-emit' --manifest data/registry.lock %s",
	    built(), files);
}

/* What other programs find in the files is what the manifest says. */
Test(manifest, agrees_with_the_files)
{
	struct run r = run_shell(
	    "set -e; cd \"$PORTREG_DIST\"; jq -r '.artifacts[] | \"\\(.sha256) "
	    " \\(.file)\"'"
	    " MANIFEST.json | sha256sum -c --quiet; jq -r '.artifacts[] | "
	    "\"\\(.bytes) \\(.file)\"' MANIFEST.json >'%s/said'; "
	    "jq -r '.artifacts[].file' MANIFEST.json | xargs wc -c | "
	    "sed -e 's/^ *//' -e '$d' | cmp - '%s/said'; "
	    "jq '.artifacts | length' MANIFEST.json",
	    built(), built());
	size_t i, n = 0;

	cr_expect_eq(r.status, 0, "%s%s", r.out, r.err);
	for (i = 0; i < n_formats; i++)
		n += *formats[i].artifact != '\0';
	cr_expect_str_eq(r.out, format("%zu\n", n));
}

Test(manifest, says_what_each_was_made_of)
{
	struct run r = run_shell("%s",
	    "jq -c '[.licences, .portreg], (.artifacts[] | "
	    "[.file, .format, .version, .registry])' "
	    "\"$PORTREG_DIST/MANIFEST.json\" | "
	    "head -4; jq -r '.registries[] | [.registry, .source.url, "
	    ".updated, .records, .source.sha256, .snapshot_sha256] | "
	    "join(\",\")' \"$PORTREG_DIST/MANIFEST.json\" | diff - "
	    "data/registry.lock | "
	    "tail -n +2; sha256sum data/service-names-port-numbers.csv | "
	    "cut -c 1-64 | grep -c -f - \"$PORTREG_DIST/MANIFEST.json\"");

	cr_expect_str_eq(r.out,
	    "[{\"code\":\"MIT\",\"data\":\"CC0-1.0\"},\"0.1.0\"]\n"
	    "[\"iana_ports.h\",\"c-constants\",1,"
	    "\"service-names-port-numbers\"]\n"
	    "[\"iana_protocols.h\",\"c-constants\",1,\"protocol-numbers\"]\n"
	    "[\"iana_services.h\",\"c-lookup\",1,"
	    "\"service-names-port-numbers\"]\n"
	    "> registry,url,updated,records,source_sha256,snapshot_sha256\n"
	    "1\n",
	    "%s%s", r.out, r.err);
}

/* The last two have a format and a date that are none. */
Test(manifest, has_files_that_say_nothing_of_themselves)
{
	static const char *const lines[] = {"MIT License",
	    "portreg-artifact: j\377son/1 2026-03-09 sha256:",
	    "portreg-artifact: json/1 2026-0\377-09 sha256:"};
	char *file = format("%s/file", scratch());
	size_t i;

	for (i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
		struct run r;

		cr_assert_eq(
		    run_shell(
			"printf '%%s' '%s' >'%s' && sed -n "
			"'s/^protocol-numbers,.*,\\([^,]*\\),[^,]*$/\\1/p' "
			"data/registry.lock >>'%s'",
			lines[i], file, file)
			.status,
		    0);
		r = manifest(
		    format("'%s' | jq -c '.artifacts[] | keys'", file));
		cr_expect_str_eq(r.out, "[\"bytes\",\"file\",\"sha256\"]\n",
		    "%s %s", lines[i], r.err);
	}
}

static const struct {
	const char *files;
	int status;
	const char *message;
} refused[] = {
    {"a LICENSE b/a", 65,
	"portreg-emit: b/a: second artifact of its name: 'a'\n"},
    {"stale", 65,
	"portreg-emit: stale: made of data that is not in the lock: "
	"'2026-08-17'\n"},
    {"\"$(printf 'b\\377')\"", 65,
	"portreg-emit: b\\xff: not a name in JSON\n"},
    {"gone", 66,
	"portreg-emit: gone: cannot open: No such file or directory\n"},
    {"pipe", 66, "portreg-emit: pipe: not a regular file\n"},
    {"a -f json", 64,
	"portreg-emit: a manifest takes no option but -o: 'lock'\n"},
    {"a -v", 64, "portreg-emit: a manifest takes no option but -o: 'lock'\n"},
    {"a --prefix X_", 64,
	"portreg-emit: a manifest takes no option but -o: 'lock'\n"},
    {"a --ports 1", 64,
	"portreg-emit: a manifest takes no option but -o: 'lock'\n"},
    {"a -o a", 64, "portreg-emit: an input would be replaced: 'a'\n"},
    {"a -o lock", 64, "portreg-emit: an input would be replaced: 'lock'\n"},
    {"", 64, "portreg-emit: a manifest of what?\n"},
};

Test(manifest, needs_a_lock)
{
	struct run r = run_shell(
	    "'%s/portreg-emit' --manifest build/none LICENSE", built());

	cr_expect_eq(r.status, 66);
	cr_expect_str_eq(r.err,
	    "portreg-emit: build/none: cannot open: No such "
	    "file or directory\n");
	cr_expect_str_empty(r.out);
}

Test(manifest, refuses_what_it_cannot_say)
{
	const char *dir = scratch();
	size_t i;

	cr_assert_eq(
	    run_shell(
		"cp data/registry.lock LICENSE '%s' && cd '%s' && mkdir b && "
		"mkfifo pipe && "
		"mv registry.lock lock && echo 1 > a && echo 2 > b/a && "
		"echo 3 > \"$(printf 'b\\377')\" && "
		"echo 'portreg-artifact: json/1 2026-08-17 sha256:%064d' > "
		"stale",
		dir, dir, 0)
		.status,
	    0);
	for (i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		struct run r = run_shell("cd '%s' && '%s/portreg-emit' "
					 "--manifest lock %s",
		    dir, built(), refused[i].files);
		size_t n = strlen(refused[i].message);

		cr_expect_eq(
		    r.status, refused[i].status, "%s", refused[i].files);
		cr_expect(strncmp(r.err, refused[i].message, n) == 0, "%s: %s",
		    refused[i].files, r.err);
		cr_expect(r.status == 64 || r.err[n] == '\0');
		cr_expect_str_empty(r.out);
	}
	cr_expect_str_eq(run_shell("cat '%s/a'", dir).out, "1\n");
}
