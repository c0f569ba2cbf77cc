/* SPDX-License-Identifier: MIT */
/* The nss-db format: its keys, makedb, and what nss_db answers from it. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sample.h"

static const char id[] = "service-names-port-numbers";

#define RECORD(name, ports, protocol) \
	"assigned," name "," ports "," protocol ",text,,,,,,,,,\n"
#define ALIAS(name, ports, protocol, of) \
	"alias," name "," ports "," protocol ",," of ",,,,,,,,\n"

static const struct {
	const char *what;
	const char *records;
	const char *lines; /* after the banner, without those of Debian */
} cases[] = {
    {"a name and a port have keys with and without the protocol",
	RECORD("a", "1,1", "tcp"),
	":a/tcp a 1/tcp\n:a/ a 1/tcp\n=1/tcp a 1/tcp\n=1/ a 1/tcp\n"},
    {"keys without a protocol are those of the first, and TCP comes first",
	RECORD("a", "1,1", "tcp") RECORD("a", "1,1", "udp")
	    RECORD("a", "1,1", "sctp"),
	":a/tcp a 1/tcp\n:a/ a 1/tcp\n=1/tcp a 1/tcp\n=1/ a 1/tcp\n"
	":a/udp a 1/udp\n=1/udp a 1/udp\n"
	":a/sctp a 1/sctp\n=1/sctp a 1/sctp\n"},
    {"an alias has the keys of a name",
	RECORD("a", "1,1", "tcp") ALIAS("a/b", "1,1", "tcp", "a"),
	":a/tcp a 1/tcp a/b\n:a/ a 1/tcp a/b\n"
	":a/b/tcp a 1/tcp a/b\n:a/b/ a 1/tcp a/b\n"
	"=1/tcp a 1/tcp a/b\n=1/ a 1/tcp a/b\n"},
    {"a port is that of its first name, a name has its first port",
	RECORD("a", "1,1", "tcp") RECORD("b", "1,2", "tcp"),
	":a/tcp a 1/tcp\n:a/ a 1/tcp\n=1/tcp a 1/tcp\n=1/ a 1/tcp\n"
	":b/tcp b 1/tcp\n:b/ b 1/tcp\n=2/tcp b 2/tcp\n=2/ b 2/tcp\n"},
    {"what is no word, and what has no protocol, has no keys",
	RECORD("a b", "1,1", "tcp") RECORD("c", "1,1", ""), ""},
};

/* What follows the banner, without the lines for Debian's nss_db. */
static char *
body(const char *s)
{
	char *kept = NULL;
	size_t size, n;
	FILE *out = open_memstream(&kept, &size);

	for (; *s != '\0'; s += n) {
		n = strcspn(s, "\n") + 1;
		if (strchr("#.0", *s) == NULL)
			fwrite(s, 1, n, out);
	}
	cr_assert_eq(fclose(out), 0);
	return kept;
}

Test(nss_db, writes_each_key_once_and_the_first_entry_has_it)
{
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char *path = sample_write(id, cases[i].records);
		struct run r = emit("nss-db", path, NULL);

		cr_expect_eq(r.status, 0, "%s: %s", cases[i].what, r.err);
		cr_expect_str_eq(body(r.out), cases[i].lines, "%s:\n%s",
		    cases[i].what, r.out);
	}
}

Test(nss_db, writes_the_keys_of_debian_too)
{
	struct run r = emit("nss-db",
	    sample_write(id, RECORD("a", "1,1", "tcp") ALIAS("b", "1,1", "tcp",
				 "a") RECORD("a", "1,1", "udp")),
	    NULL);

	cr_expect_str_eq(strstr(r.out, "\n:") + 1,
	    ":a/tcp a 1/tcp b\n.a/tcp a 1/tcp b\n00 a 1/tcp b\n"
	    ":a/ a 1/tcp b\n.a/ a 1/tcp b\n"
	    ":b/tcp a 1/tcp b\n.b/tcp a 1/tcp b\n"
	    ":b/ a 1/tcp b\n.b/ a 1/tcp b\n"
	    "=1/tcp a 1/tcp b\n=1/ a 1/tcp b\n"
	    ":a/udp a 1/udp\n.a/udp a 1/udp\n01 a 1/udp\n=1/udp a 1/udp\n",
	    "%s", r.out);
}

Test(nss_db, has_a_ledger_that_names_what_no_look_up_finds)
{
	char *ledger = format("%s/ledger", scratch()), *text;
	struct run r = emit("nss-db",
	    sample_write(id,
		RECORD("a", "1,1", "tcp") RECORD("b", "1,1", "dccp")
		    RECORD("c", "1,1", "") RECORD("a", "2,3", "tcp")
			RECORD("z", "4,4", "tcp") RECORD("a b", "5,5", "tcp")),
	    "--ledger", ledger, NULL);

	cr_assert_eq(r.status, 0, "%s", r.err);
	text = read_file(ledger, NULL);
	cr_expect_not_null(strstr(text, "a,1,1,tcp,emitted,"), "%s", text);
	cr_expect_not_null(strstr(text, "b,1,1,dccp,emitted,"), "%s", text);
	cr_expect_not_null(strstr(text, "c,1,1,,unrepresentable,no transport"));
	cr_expect_not_null(strstr(text, "a,2,3,tcp,emitted,"), "%s", text);
	cr_expect_not_null(strstr(text, "a b,5,5,tcp,unrepresentable,name is"));
}

Test(nss_db, has_a_ledger_that_names_what_hides_a_row)
{
	static const char overlay[] = "port,protocol,name,why\n2,tcp,b,x\n";
	char *dir = scratch(), *ledger = format("%s/ledger", dir), *text;
	char *prefer = format("%s/prefer.csv", dir);
	struct run r;

	write_file(prefer, overlay, sizeof(overlay) - 1);
	r = emit("nss-db",
	    sample_write(id, RECORD("a", "1,1", "tcp") RECORD("a", "2,2", "tcp")
				 RECORD("b", "2,2", "tcp")),
	    "--overlay", prefer, "--ledger", ledger, NULL);
	cr_assert_eq(r.status, 0, "%s", r.err);
	text = read_file(ledger, NULL);
	cr_expect_not_null(strstr(text, "a,2,2,tcp,shadowed,"), "%s", text);
}

/* All that portreg knows, as it would be installed. */
static char *
make_full(const char *format_name, const char *profile)
{
	char *path = format("%s/full", scratch());
	struct run r = emit(format_name,
	    data_file("service-names-port-numbers.csv"), "--overlay",
	    data_file("preferred.csv"), "--overlay", data_file("compat.csv"),
	    "--profile", profile, "-o", path, NULL);

	cr_assert_eq(r.status, 0, "%s", r.err);
	return path;
}

Test(nss_db, has_no_key_twice_in_the_whole_registry)
{
	struct run r = run_shell("grep -v '^#' '%s' | cut -d' ' -f1 | "
				 "LC_ALL=C sort | uniq -d",
	    make_full("nss-db", "portable"));

	cr_expect_str_empty(r.out, "%s", r.out);
}

/* A directory with services.db, made by makedb without a word, or a skip. */
static char *
make_database(void)
{
	char *dir = scratch();
	struct run r;

	if (!have("makedb"))
		cr_skip("no makedb");
	r = run_shell("makedb -o '%s'/services.db '%s'", dir,
	    make_full("nss-db", "portable"));
	cr_assert_eq(r.status, 0, "%s", r.err);
	cr_expect_str_empty(r.out, "%s", r.out);
	cr_expect_str_empty(r.err, "%s", r.err);
	return dir;
}

Test(nss_db, is_what_makedb_takes_without_a_warning)
{
	make_database();
}

static int
has_name(const struct entry *e, const char *name)
{
	size_t i;

	for (i = 0; e->aliases[i] != NULL; i++)
		if (strcmp(e->aliases[i], name) == 0)
			return 1;
	return strcmp(e->name, name) == 0;
}

/* The first entry of that protocol with a name, or if it is NULL, a port. */
static const struct entry *
find(const struct entries *e, const char *name, int port, const char *protocol)
{
	const struct entry *at = e->at;

	while (strcmp(at->protocol, protocol) != 0 ||
	       (name != NULL ? !has_name(at, name) : at->number != port))
		at++;
	return at;
}

static void
put_service(FILE *out, const struct entries *e, const char *name,
    const struct entry *at)
{
	fprintf(out, "service %s %s %d\n", name, at->protocol,
	    find(e, name, 0, at->protocol)->number);
}

/* Questions with the answers that the services file has. */
static char *
ask(const struct entries *e)
{
	char *path = format("%s/questions", scratch());
	FILE *out = fopen(path, "w");
	size_t i, a;

	cr_assert_not_null(out);
	for (i = 0; i < e->n; i++) {
		const struct entry *at = &e->at[i];

		for (a = 0; at->aliases[a] != NULL; a++)
			put_service(out, e, at->aliases[a], at);
		if (i % 10 != 0 && a == 0)
			continue;
		put_service(out, e, at->name, at);
		fprintf(out, "port %d %s %s\n", at->number, at->protocol,
		    find(e, NULL, at->number, at->protocol)->name);
	}
	fputs("service nosuch tcp -\nport 65534 tcp -\n", out);
	cr_assert_eq(fclose(out), 0);
	return path;
}

/* Run a command with these directories over /etc and nss_db's, or skip. */
static struct run
run_over(const char *etc, const char *db, const char *command)
{
	struct run r =
	    run_shell("unshare -rm sh -c 'mount --bind \"$1\" /etc && "
		      "for d in /var/lib/misc /var/db; do test ! -d $d || "
		      "mount --bind \"$2\" $d || exit 99; done || exit 99; %s' "
		      "sh '%s' '%s'",
		command, etc, db);

	if (strstr(r.err, "unshare:") != NULL || strstr(r.err, "mount:"))
		cr_skip("no right to mount over /etc in a namespace");
	return r;
}

/* A directory to lie over /etc, in which nss_db has the services. */
static char *
make_etc(void)
{
	static const char nss[] = "services: db\n";
	char *etc = scratch();

	write_file(format("%s/nsswitch.conf", etc), nss, sizeof(nss) - 1);
	return etc;
}

Test(nss_db, answers_like_the_services_file)
{
	char *db = make_database(), *etc = make_etc();
	char *services = read_file(make_full("services", "glibc"), NULL);
	struct entries e = entries_read(services);
	char *program = format("%s/lookup", etc);
	struct run r;

	if (run_over(etc, db, "getent services 22").out_n == 0)
		cr_skip("no nss_db");
	r = run_shell("cc -o '%s' tests/consumers/lookup.c", program);
	cr_assert_eq(r.status, 0, "%s", r.err);
	r = run_over(etc, db, format("/etc/lookup < \"%s\"", ask(&e)));
	cr_expect_eq(r.status, 0, "%.2000s%s", r.out, r.err);
}

Test(nss_db, enumerates_each_entry_once)
{
	char *db = make_database(), *etc = make_etc();
	struct entries e =
	    entries_read(read_file(make_full("services", "glibc"), NULL));
	struct run r = run_over(etc, db,
	    "getent services | sort | uniq -d; "
	    "getent services | wc -l");

	if (strcmp(r.out, "0\n") == 0)
		cr_skip("no nss_db");
	cr_expect_str_eq(r.out, format("%zu\n", e.n), "%.2000s", r.out);
}
