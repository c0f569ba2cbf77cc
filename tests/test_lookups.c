/* SPDX-License-Identifier: MIT */
/*
 * The services and protocols files of the tree, as the C libraries read them.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "etc.h"
#include "sample.h"

/* A directory to lie over /etc, with what was emitted. */
static char *
make_etc(void)
{
	static const char nss[] = "services: files\nprotocols: files\n";
	char *etc = scratch(), *path = format("%s/nsswitch.conf", etc);
	struct run r;

	write_file(path, nss, sizeof(nss) - 1);
	r = emit("services", data_file("service-names-port-numbers.csv"),
	    "--overlay", data_file("preferred.csv"), "-o",
	    format("%s/services", etc), NULL);
	cr_assert_eq(r.status, 0, "%s", r.err);
	r = emit("protocols", data_file("protocol-numbers.csv"), "--overlay",
	    data_file("customary.csv"), "-o", format("%s/protocols", etc),
	    NULL);
	cr_assert_eq(r.status, 0, "%s", r.err);
	return etc;
}

/* Run the program over that directory, on questions with answers. */
static struct run
look_up(const char *program, const char *etc, const char *questions)
{
	char *input = format("%s/questions", scratch());

	write_file(input, questions, strlen(questions));
	return etc_run(program, etc, NULL, input);
}

/* A name or alias, and where it stands in the file. */
struct word {
	const char *name;
	const struct entry *entry;
};

static int
compare(const void *a, const void *b)
{
	const struct word *x = a, *y = b;
	int order = strcmp(x->name, y->name);

	if (order == 0)
		order = strcmp(x->entry->protocol, y->entry->protocol);
	if (order == 0)
		order = x->entry < y->entry ? -1 : x->entry > y->entry;
	return order;
}

/* All names and aliases, those of the same spelling in their order. */
static struct word *
index_words(const struct entries *e, size_t *n)
{
	struct word *words = calloc(2 * e->n + 64, sizeof(*words));
	size_t i, a;

	cr_assert_not_null(words);
	*n = 0;
	for (i = 0; i < e->n; i++) {
		words[(*n)++] = (struct word){e->at[i].name, &e->at[i]};
		for (a = 0; e->at[i].aliases[a] != NULL; a++)
			words[(*n)++] =
			    (struct word){e->at[i].aliases[a], &e->at[i]};
	}
	qsort(words, *n, sizeof(*words), compare);
	return words;
}

static int
is_same(const struct word *a, const struct word *b)
{
	return strcmp(a->name, b->name) == 0 &&
	       strcmp(a->entry->protocol, b->entry->protocol) == 0;
}

/*
 * Whether to ask for an entry: each of those that are odd in some way, and
 * of the others one in every so many.
 */
static int
is_asked(const struct entries *e, const struct entry *entry, size_t every)
{
	size_t i = (size_t)(entry - e->at);

	return i % every == 0 || entry->aliases[0] != NULL ||
	       strcmp(entry->name, "x11") == 0 ||
	       (i + 1 < e->n && entry[1].number == entry->number &&
		   strcmp(entry[1].protocol, entry->protocol) == 0);
}

/*
 * Questions with answers, on one in every so many entries: a name or alias,
 * with a protocol, is that of the first entry that has it, and so is a port.
 */
static char *
ask(const struct entries *e, size_t every, int (*is_known)(const char *))
{
	size_t n, i, size;
	struct word *words = index_words(e, &n);
	char *text = NULL;
	FILE *out = open_memstream(&text, &size);

	for (i = 0; i < n; i++) {
		const struct entry *at = words[i].entry;

		if (is_known(at->protocol) && is_asked(e, at, every) &&
		    (i == 0 || !is_same(&words[i - 1], &words[i])))
			fprintf(out, "service %s %s %d\n", words[i].name,
			    at->protocol, at->number);
	}
	for (i = 0; i < e->n; i++) {
		const struct entry *at = &e->at[i];

		if (is_known(at->protocol) && is_asked(e, at, every) &&
		    (i == 0 || at[-1].number != at->number ||
			strcmp(at[-1].protocol, at->protocol) != 0))
			fprintf(out, "port %d %s %s\n", at->number,
			    at->protocol, at->name);
	}
	cr_assert_eq(fclose(out), 0);
	return text;
}

static int
is_any(const char *protocol)
{
	return *protocol != '\0';
}

static int
is_tcp_or_udp(const char *protocol)
{
	return strcmp(protocol, "tcp") == 0 || strcmp(protocol, "udp") == 0;
}

static struct entries
read_entries(const char *etc, const char *name)
{
	return entries_read(read_file(format("%s/%s", etc, name), NULL));
}

Test(lookups, glibc_reads_each_service_as_it_is_written)
{
	char *program = etc_build_lookup("cc"), *etc = make_etc();
	struct entries e = read_entries(etc, "services");
	struct run r = look_up(program, etc, "all\n");
	char *text = NULL;
	size_t size, i, a;
	FILE *out = open_memstream(&text, &size);

	for (i = 0; i < e.n; i++) {
		fprintf(out, "%s %d/%s", e.at[i].name, e.at[i].number,
		    e.at[i].protocol);
		for (a = 0; e.at[i].aliases[a] != NULL; a++)
			fprintf(out, " %s", e.at[i].aliases[a]);
		fputc('\n', out);
	}
	cr_assert_eq(fclose(out), 0);
	cr_assert_eq(r.status, 0, "%s", r.err);
	cr_assert(strcmp(r.out, text) == 0);
}

static void
check_services(
    const char *compiler, size_t every, int (*is_known)(const char *))
{
	char *program = etc_build_lookup(compiler), *etc = make_etc();
	struct entries e = read_entries(etc, "services");
	struct run r = look_up(program, etc, ask(&e, every, is_known));

	cr_assert_eq(r.status, 0, "%.2000s%s", r.out, r.err);
}

Test(lookups, glibc_finds_each_service_by_name_and_by_port)
{
	check_services("cc", 1, is_any);
}

/* musl takes half a minute for all, and knows two protocols. */
Test(lookups, musl_finds_services_by_name_and_by_port)
{
	check_services("musl-gcc", 10, is_tcp_or_udp);
}

Test(lookups, glibc_finds_each_protocol_by_name_and_by_number)
{
	char *program = etc_build_lookup("cc"), *etc = make_etc(), *text = NULL;
	struct entries e = read_entries(etc, "protocols");
	size_t size, i, a;
	FILE *out = open_memstream(&text, &size);
	struct run r;

	for (i = 0; i < e.n; i++) {
		const struct entry *at = &e.at[i];

		fprintf(out, "number %d %s\nprotocol %s %d\n", at->number,
		    at->name, at->name, at->number);
		for (a = 0; at->aliases[a] != NULL; a++)
			fprintf(out, "protocol %s %d\n", at->aliases[a],
			    at->number);
	}
	cr_assert_eq(fclose(out), 0);
	r = look_up(program, etc, text);
	cr_assert_eq(r.status, 0, "%.2000s%s", r.out, r.err);
}

/* The description of a record whose line ends in an entry, from byte 127 on. */
#define PART   "ddddddddd "
#define THIRTY PART PART PART
#define TRAP   THIRTY THIRTY THIRTY PART "dddddddddd ssh 2222/tcp"

/* Take a file with that line, made by portreg or not, and ask for ssh. */
static void
check_trap(const char *compiler, int is_made, const char *port)
{
	static const char line[] = "good\t2001/tcp\t# " TRAP "\n";
	char *etc = make_etc(), *path = format("%s/services", etc);
	char *program = etc_build_lookup(compiler), *question;
	struct run r;

	write_file(path, line, sizeof(line) - 1);
	if (is_made) {
		r = emit("services",
		    sample_write("service-names-port-numbers",
			"assigned,good,2001,2001,tcp," TRAP ",,,,,,,,,\n"),
		    "-o", path, NULL);
		cr_assert_eq(r.status, 0, "%s", r.err);
	}
	question = format("service good tcp 2001\nservice ssh tcp %s\n", port);
	r = look_up(program, etc, question);
	cr_assert_eq(r.status, 0, "%s%s", r.out, r.err);
}

Test(lookups, no_description_defines_a_service)
{
	check_trap("cc", 1, "-");
	check_trap("musl-gcc", 1, "-");
}

/* Or the test before this one could not fail. */
Test(lookups, musl_takes_the_end_of_a_long_line_for_an_entry)
{
	check_trap("musl-gcc", 0, "2222");
}
