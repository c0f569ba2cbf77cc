/* SPDX-License-Identifier: MIT */
/* What overlays make of a services file, and the ledger's account of it. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "sample.h"

static const char id[] = "service-names-port-numbers";

#define HEADER "action,port,protocol,name,of,source,why\n"

static const char records[] = "assigned,nicname,43,43,tcp,Who Is,,,,,,,,,\n"
			      "assigned,http,80,80,tcp,Web,,,,,,,,,\n"
			      "assigned,www,80,80,tcp,Web,,,,,,,,,\n"
			      "alias,w_w,80,80,tcp,,www,,,,,,,,\n"
			      "assigned,login,513,513,tcp,,,,,,,,,,\n"
			      "assigned,who,513,513,udp,,,,,,,,,,\n"
			      "assigned,x11,6000,6002,tcp,,,,,,,,,,\n"
			      "unassigned,,7000,7001,,Unassigned,,,,,,,,,\n";

/* How the lines of a file start that no overlay changes. */
#define NICNAME "nicname\t43/tcp\t# Who Is\n"
#define HTTP	"http\t80/tcp\t# Web\nwww\t80/tcp\tw_w\t# Web\n"
#define REST                                            \
	"login\t513/tcp\nwho\t513/udp\nx11\t6000/tcp\n" \
	"x11\t6001/tcp\nx11\t6002/tcp\n"

static const struct {
	const char *what;
	const char *rows, *later; /* of two overlays; the second may be NULL */
	const char *lines;	  /* after the banner, or NULL */
	const char *message;	  /* part of it, if there are no lines */
} cases[] = {
    {"nothing", "", NULL, NICNAME HTTP REST, NULL},
    {"an alias", "alias,43,tcp,whois,nicname,RFC 3912,x\n", NULL,
	"nicname\t43/tcp\twhois\t# Who Is\n" HTTP REST, NULL},
    {"a service that becomes an alias, with its own",
	"alias,80,tcp,www,http,IANA,x\n", NULL,
	NICNAME "http\t80/tcp\tw_w www\t# Web\n" REST, NULL},
    {"an addition", "add,44,tcp,mine,,us,x\nadd,80,tcp,web,,us,x\n", NULL,
	NICNAME "mine\t44/tcp\nhttp\t80/tcp\t# Web\nweb\t80/tcp\n"
		"www\t80/tcp\tw_w\t# Web\n" REST,
	NULL},
    {"an addition that is preferred and has an alias",
	"add,80,tcp,web,,us,x\nprefer,80,tcp,web,,us,x\n"
	"alias,80,tcp,webb,web,us,x\n",
	NULL, NICNAME "web\t80/tcp\twebb\n" HTTP REST, NULL},
    {"what is dropped, with its aliases", "drop,80,tcp,www,,us,x\n", NULL,
	NICNAME "http\t80/tcp\t# Web\n" REST, NULL},
    {"an alias that is dropped", "drop,80,tcp,w_w,,us,x\n", NULL,
	NICNAME "http\t80/tcp\t# Web\nwww\t80/tcp\t# Web\n" REST, NULL},
    {"an alias that a later file drops", "alias,43,tcp,whois,nicname,a,x\n",
	"drop,43,tcp,whois,,us,x\n", NICNAME HTTP REST, NULL},
    {"an alias that a later file gives to another",
	"alias,80,tcp,web,http,a,x\n", "alias,80,tcp,web,www,a,x\n",
	NICNAME "http\t80/tcp\t# Web\nwww\t80/tcp\tw_w web\t# Web\n" REST,
	NULL},
    {"a preference that a later file changes", "prefer,80,tcp,www,,a,x\n",
	"prefer,80,tcp,http,,a,x\n", NICNAME HTTP REST, NULL},
    {"what is dropped and added again", "drop,43,tcp,nicname,,us,x\n",
	"add,43,tcp,whois,,us,x\n", "whois\t43/tcp\n" HTTP REST, NULL},
    {"an addition over an alias", "add,80,tcp,w_w,,us,x\n", NULL,
	NICNAME "http\t80/tcp\t# Web\nw_w\t80/tcp\nwww\t80/tcp\t# Web\n" REST,
	NULL},
    {"an addition over an alias of an earlier file",
	"alias,43,tcp,whois,nicname,a,x\n", "add,43,tcp,whois,,a,x\n",
	"nicname\t43/tcp\t# Who Is\nwhois\t43/tcp\n" HTTP REST, NULL},
    {"an addition that is made twice, with an alias",
	"add,44,tcp,x,,a,x\nalias,44,tcp,y,x,a,x\n", "add,44,tcp,x,,b,x\n",
	NICNAME "x\t44/tcp\ty\n" HTTP REST, NULL},
    {"a service that became an alias and is dropped",
	"alias,80,tcp,www,http,a,x\n", "drop,80,tcp,www,,b,x\n",
	NICNAME "http\t80/tcp\tw_w\t# Web\n" REST, NULL},
    {"a service that becomes an alias of an addition",
	"add,43,tcp,whois,,a,x\nalias,43,tcp,nicname,whois,a,x\n", NULL,
	"whois\t43/tcp\tnicname\n" HTTP REST, NULL},
    {"a range that is dropped by its first port", "drop,6000,tcp,x11,,a,x\n",
	NULL, NICNAME HTTP "login\t513/tcp\nwho\t513/udp\n", NULL},
    {"a port in a range that is dropped", "drop,6001,tcp,x11,,a,x\n", NULL,
	NULL, ":2: nothing to drop: 'x11'\n"},
    {"an alias at a port in a range", "alias,6001,tcp,x,x11,a,x\n", NULL, NULL,
	":2: no service that an alias can be of: 'x11'\n"},
    {"a drop that is made twice", "drop,43,tcp,nicname,,a,x\n",
	"drop,43,tcp,nicname,,b,x\n", NULL, ":2: nothing to drop: 'nicname'\n"},
    {"a drop of what a later file adds", "drop,44,tcp,zip,,a,x\n",
	"add,44,tcp,zip,,b,x\n", NULL, ":2: nothing to drop: 'zip'\n"},
    {"a preference for what was dropped", "drop,43,tcp,nicname,,a,x\n",
	"prefer,43,tcp,nicname,,b,x\n", NULL,
	":2: prefers what is not there: 'nicname'\n"},
    {"a preference for an alias",
	"alias,80,tcp,www,http,a,x\nprefer,80,tcp,www,,a,x\n", NULL, NULL,
	":3: contradicts line 2: 'www'\n"},
    {"an alias of what the same file drops",
	"alias,43,tcp,whois,nicname,a,x\ndrop,43,tcp,nicname,,a,x\n", NULL,
	NULL, ":3: contradicts line 2: 'nicname'\n"},
    {"an alias of a range", "alias,6000,tcp,x,x11,us,x\n", NULL,
	NICNAME HTTP "login\t513/tcp\nwho\t513/udp\nx11\t6000/tcp\tx\n"
		     "x11\t6001/tcp\tx\nx11\t6002/tcp\tx\n",
	NULL},
    {"an alias that shadows a service", "alias,43,tcp,login,nicname,us,x\n",
	NULL, NULL,
	":2: alias of 'nicname' would shadow 'login' at 513/tcp: 'login'\n"},
    {"an alias that shadows an alias", "alias,43,tcp,w_w,nicname,us,x\n", NULL,
	NULL, ":2: alias of 'nicname' would shadow 'www' at 80/tcp: 'w_w'\n"},
    {"an alias that is a name of another protocol",
	"alias,43,tcp,who,nicname,us,x\n", NULL,
	"nicname\t43/tcp\twho\t# Who Is\n" HTTP REST, NULL},
    {"an alias of what is not there", "alias,43,udp,whois,nicname,us,x\n", NULL,
	NULL, ":2: names no assigned record of the snapshot: 'nicname'\n"},
    {"an alias of what was dropped", "drop,43,tcp,nicname,,us,x\n",
	"alias,43,tcp,whois,nicname,us,x\n", NULL,
	":2: no service that an alias can be of: 'nicname'\n"},
    {"an alias of itself", "alias,43,tcp,nicname,nicname,us,x\n", NULL, NULL,
	":2: no service that an alias can be of: 'nicname'\n"},
    {"an addition that IANA has", "add,43,tcp,nicname,,us,x\n", NULL, NULL,
	":2: is assigned in the snapshot: 'nicname'\n"},
    {"a drop of what is not there", "drop,43,tcp,whois,,us,x\n", NULL, NULL,
	":2: names no assigned record of the snapshot: 'whois'\n"},
    {"an unknown action", "rename,43,tcp,whois,,us,x\n", NULL, NULL,
	":2: row 1: wrong action: 'rename'\n"},
    {"a port that is none", "add,65536,tcp,a,,us,x\n", NULL, NULL,
	":2: row 1: wrong port: '65536'\n"},
    {"port 0, for which musl never answers", "add,0,tcp,a,,us,x\n", NULL, NULL,
	":2: row 1: wrong port: '0'\n"},
    {"a name that is a negative number", "add,1,tcp,-811,,us,x\n", NULL, NULL,
	":2: row 1: wrong name: '-811'\n"},
    {"names that musl never gives for a port",
	"add,44,tcp,a23456789b123456,,us,x\nadd,45,tcp,45x,,us,x\n"
	"add,46,tcp,45y,,us,x\n",
	NULL,
	NICNAME
	"# a23456789b123456 44/tcp (long name)\n"
	"# 45x 45/tcp (name starts with its port)\n45y\t46/tcp\n" HTTP REST,
	NULL},
    {"a name with a blank", "add,1,tcp,a b,,us,x\n", NULL, NULL,
	":2: row 1: wrong name: 'a b'\n"},
    {"a name with a hash", "add,1,tcp,a#b,,us,x\n", NULL, NULL,
	":2: row 1: wrong name: 'a#b'\n"},
    {"an alias of nothing", "alias,43,tcp,whois,,us,x\n", NULL, NULL,
	":2: row 1: no of\n"},
    {"an addition of something", "add,1,tcp,a,b,us,x\n", NULL, NULL,
	":2: row 1: wrong of: 'b'\n"},
    {"a row without a source", "add,1,tcp,a,,,x\n", NULL, NULL,
	":2: row 1: no source\n"},
    {"a row without a reason", "add,1,tcp,a,,us,\n", NULL, NULL,
	":2: row 1: no why\n"},
    {"two preferences", "prefer,80,tcp,www,,a,x\nprefer,80,tcp,http,,a,x\n",
	NULL, NULL, ":3: contradicts line 2: 'http'\n"},
    {"one alias of two", "alias,80,tcp,a,www,a,x\nalias,80,tcp,a,http,a,x\n",
	NULL, NULL, ":3: contradicts line 2: 'a'\n"},
    {"an addition and a drop", "add,1,tcp,a,,a,x\ndrop,1,tcp,a,,a,x\n", NULL,
	NULL, ":3: contradicts line 2: 'a'\n"},
};

static char *
write_overlay(const char *dir, const char *name, const char *rows)
{
	char *path = format("%s/%s.csv", dir, name);
	char *text = format("%s%s", HEADER, rows);

	write_file(path, text, strlen(text));
	return path;
}

/* What ledger.py says of DIR/ledger and a services file. */
static void
expect_closed(const char *dir, const char *profile, const char *services,
    const char *what)
{
	char *path = format("%s/services", dir);
	struct run r;

	write_file(path, services, strlen(services));
	r = run_shell(
	    "python3 tests/ledger.py '%s/ledger' '%s' %s", dir, path, profile);
	cr_expect_eq(r.status, 0, "%s: %s%s", what, r.out, r.err);
}

Test(entries, are_what_overlays_make_of_the_registry)
{
	char *path = sample_write(id, records), *dir = scratch();
	size_t i;

	for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		char *first = write_overlay(dir, "first", cases[i].rows);
		char *second = write_overlay(dir, "second",
		    cases[i].later == NULL ? "" : cases[i].later);
		char *ledger = format("%s/ledger", dir);
		struct run r = emit("services", path, "--overlay", first,
		    "--overlay", second, "--ledger", ledger, NULL);

		cr_expect_eq(r.status, cases[i].lines == NULL ? 65 : 0,
		    "%s: %d %s", cases[i].what, r.status, r.err);
		if (cases[i].lines != NULL)
			expect_closed(dir, "portable", r.out, cases[i].what);
		if (cases[i].lines == NULL)
			cr_expect_not_null(strstr(r.err, cases[i].message),
			    "%s: %s", cases[i].what, r.err);
		else
			cr_expect_str_eq(sample_body(r.out), cases[i].lines,
			    "%s:\n%s", cases[i].what, sample_body(r.out));
	}
}

static const char ledger[] =
    "file,line,origin,kind,name,first,last,protocol,outcome,detail,by_file,by_"
    "line\n"
    "S,2,iana,registry,"
    "service-names-port-numbers,,,,filtered,registry,,\n"
    "S,3,iana,assigned,nicname,43,43,tcp,emitted,,,\n"
    "S,4,iana,assigned,http,80,80,tcp,emitted,,,\n"
    "S,5,iana,assigned,www,80,80,tcp,alias,http,,\n"
    "S,6,iana,alias,w_w,80,80,tcp,filtered,drop,O,5\n"
    "S,7,iana,assigned,login,513,513,tcp,filtered,--ports,,\n"
    "S,8,iana,assigned,who,513,513,udp,filtered,--ports,,\n"
    "S,9,iana,assigned,x11,6000,6002,tcp,filtered,--ports,,\n"
    "S,10,iana,unassigned,,7000,7001,,filtered,unassigned,,\n"
    "O,2,o,alias,www,80,80,tcp,alias,http,,\n"
    "O,3,o,alias,whois,43,43,tcp,alias,nicname,,\n"
    "O,4,o,prefer,http,80,80,tcp,applied,,,\n"
    "O,5,o,drop,w_w,80,80,tcp,applied,,,\n"
    "O,6,o,add,cl/1,44,44,tcp,unrepresentable,slash in a name,,\n"
    "O,7,o,add,far,5000,5000,tcp,filtered,--ports,,\n";

/* A ledger with each field that is a path replaced by a letter. */
static char *
shorten(char *s, const char *path, char letter)
{
	char *field =
	    strchr(path, ',') == NULL ? strdup(path) : format("\"%s\"", path);
	size_t n = strlen(field);
	char *at;

	while ((at = strstr(s, field)) != NULL) {
		*at = letter;
		memmove(at + 1, at + n, strlen(at + n) + 1);
	}
	free(field);
	return s;
}

Test(entries, have_an_account_of_every_row)
{
	char *path = sample_write(id, records), *dir = scratch();
	char *overlay = write_overlay(dir, "o",
	    "alias,80,tcp,www,http,IANA,x\nalias,43,tcp,whois,nicname,a,x\n"
	    "prefer,80,tcp,http,,a,x\ndrop,80,tcp,w_w,,a,x\n"
	    "add,44,tcp,cl/1,,a,x\nadd,5000,tcp,far,,a,x\n");
	char *file = format("%s/ledger", dir), *text;
	struct run r = emit("services", path, "--overlay", overlay, "--ledger",
	    file, "--ports", "0-100", "-v", NULL);

	cr_expect_eq(r.status, 0, "%s", r.err);
	text = shorten(read_file(file, NULL), path, 'S');
	cr_expect_str_eq(shorten(text, overlay, 'O'), ledger, "%s", text);
	cr_expect_str_eq(r.err,
	    "portreg-emit: 15 rows: 2 emitted, 3 alias, 7 filtered, "
	    "1 unrepresentable, 0 shadowed, 2 applied\n",
	    "%s", r.err);
}

static const char *const profiles[] = {
    "portable", "glibc", "musl", "bsd", "minimal"};

Test(entries, close_the_ledger_with_the_overlays_of_the_tree, .timeout = 600)
{
	static const char *const options[][2] = {{"--ports", "0-65535"},
	    {"--ports", "22,80,6001"}, {"--protocol", "udp,sctp"}};
	char *dir = scratch();
	size_t i, k;

	for (i = 0; i < 5; i++)
		for (k = 0; k < 3; k++) {
			struct run r = run_shell(
			    "'%s'/portreg-emit -f services --profile %s %s %s "
			    "--overlay data/preferred.csv --overlay "
			    "data/compat.csv --ledger '%s/ledger' "
			    "data/service-names-port-numbers.csv",
			    built(), profiles[i], options[k][0], options[k][1],
			    dir);

			cr_assert_eq(r.status, 0, "%s", r.err);
			expect_closed(dir, profiles[i], r.out, options[k][1]);
		}
}

/* Ranges and services that meet, and records that are there twice. */
static const char odd[] = "assigned,foo,10,10,tcp,,,,,,,,,,\n"
			  "assigned,foo,10,10,tcp,b,,,,,,,,,\n"
			  "alias,f_oo,10,10,tcp,,foo,,,,,,,,\n"
			  "assigned,f/o,10,10,sctp,,,,,,,,,,\n"
			  "assigned,foo,10,11,tcp,,,,,,,,,,\n"
			  "assigned,f/o,10,20,sctp,,,,,,,,,,\n"
			  "assigned,foo,11,11,tcp,,,,,,,,,,\n"
			  "assigned,bar,15,25,tcp,,,,,,,,,,\n"
			  "alias,b/r,15,25,tcp,,bar,,,,,,,,\n"
			  "assigned,bar,15,30,tcp,,,,,,,,,,\n";

Test(entries, close_the_ledger_where_ranges_meet)
{
	char *path = sample_write(id, odd), *dir = scratch(), *text;
	size_t i;

	for (i = 0; i < 5; i++) {
		struct run r = emit("services", path, "--profile", profiles[i],
		    "--ledger", format("%s/ledger", dir), NULL);

		cr_assert_eq(r.status, 0, "%s", r.err);
		expect_closed(dir, profiles[i], r.out, profiles[i]);
		text = shorten(
		    read_file(format("%s/ledger", dir), NULL), path, 'S');
		/* All its ports have a service of its name of their own. */
		cr_expect_not_null(strstr(
		    text, "\nS,7,iana,assigned,foo,10,11,tcp,shadowed,,S,"));
	}
}

Test(entries, make_a_ledger_that_closes_on_every_real_file, .timeout = 600)
{
	char **files = registry_files(".xml");
	char *dir = scratch();
	size_t i, n = 0;

	for (; *files != NULL; files++) {
		if (strstr(*files, "service-names") == NULL)
			continue;
		for (i = 0; i < 5; i++, n++) {
			struct run r = run_shell(
			    "set -e; cd '%s'; '%s'/portreg-parse -o s '%s' "
			    "2>/dev/null; '%s'/portreg-emit -f services -v "
			    "--profile %s --ledger l -o x s; tail -n +3 l | "
			    "wc -l; sed -n '2s/.*rows=\\([0-9]*\\) .*/\\1/p' s",
			    dir, built(), *files, built(), profiles[i]);
			char *end = r.out;

			cr_assert_eq(r.status, 0, "%s", r.err);
			cr_expect_eq(strtoul(r.out, &end, 10),
			    strtoul(end, NULL, 10), "%s", r.out);
		}
	}
	cr_expect_geq(n, 25);
}
