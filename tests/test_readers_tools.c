/* SPDX-License-Identifier: MIT */
/*
 * The models of nmap and Wireshark equal the programs: nmap lists every port
 * that its services file has, and tshark names the ports of a capture.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "etc.h"
#include "nasty.h"
#include "scan.h"
#include "verify.h"

static struct nasty files[NASTY_MOST];
static struct verification v;

static void
model(const struct nasty *file)
{
	cr_assert_eq(verify_read(&v, database_find("services"),
			 (struct span){file->text, file->n}),
	    0);
}

/* Run a command for a shell in a namespace that has loopback. */
static struct run
run_apart(const char *command, const char *directory)
{
	return run_shell("%s sh -c 'cd \"$1\" && { ip link set lo up; %s; }' "
			 "sh '%s'",
	    etc_namespace(), command, directory);
}

/* The lines of a text, sorted. */
static char *
sort_lines(const char *text)
{
	char *path = format("%s/lines", scratch());

	write_file(path, text, strlen(text));
	return run_shell("sort '%s'", path).out;
}

/* What the model of nmap knows, as lines "PORT/PROTOCOL/NAME". */
static char *
nmap_model(void)
{
	const struct reading *reading = &v.readings[READER_NMAP];
	char *text = NULL;
	size_t size, n;
	FILE *out = open_memstream(&text, &size);
	uint32_t i;

	for (i = 1; i < reading->size; i++) {
		struct answer a = reading->answers[i];
		struct question q;
		const char *name;

		/* By default it leaves out port 0. */
		if (a.line == 0)
			continue;
		q = lexicon_question(&v.lexicon, i);
		name = words_get(&v.lexicon.words, a.value, &n);
		if (q.port == 0)
			continue;
		if (span_is(q.protocol, "tcp") || span_is(q.protocol, "udp") ||
		    span_is(q.protocol, "sctp"))
			fprintf(out, "%u/%.*s/%.*s\n", (unsigned)q.port,
			    (int)q.protocol.n, q.protocol.s, (int)n, name);
	}
	cr_assert_eq(fclose(out), 0);
	return sort_lines(text);
}

/* The same of nmap: the file it writes for grep has "|" for "/" in names. */
static char *
nmap_says(const char *directory, int *refused)
{
	struct run r;

	run_apart("nmap --servicedb services -n -Pn -sTUY -d3 --max-retries 0 "
		  "--min-rate 50000 -oG report 127.0.0.1 >messages 2>&1",
	    directory);

	*refused = run_shell("grep -q 'services:[0-9]* \\(contains\\|has\\) ' "
			     "'%s/messages'",
		       directory)
		       .status == 0;
	r = run_shell("sed -n 's/.*Ports: //p' '%s/report' | tr ',' '\\n' | "
		      "sed -n 's,^ *\\([0-9]*\\)/[^/]*/\\([^/]*\\)//"
		      "\\([^/][^/]*\\)/.*,\\1/\\2/\\3,p' | tr '|' '/' | sort",
	    directory);
	return r.out;
}

Test(readers, nmap_knows_what_its_model_knows)
{
	size_t n = nasty_files(files), i, lines = 0;
	int refused;

	if (!have("nmap") || !have("ip"))
		cr_skip("no nmap");
	for (i = 0; i < n; i++) {
		char *directory =
		    etc_make("services", files[i].text, files[i].n, "files");
		char *said = nmap_says(directory, &refused), *known;

		model(&files[i]);
		known = nmap_model();
		cr_expect_eq(refused, v.readings[READER_NMAP].refused != 0,
		    "%s: refused: %d", files[i].name, refused);
		cr_expect_str_eq(said, known, "%s: %.1000s\nnot\n%.1000s",
		    files[i].name, said, known);
		for (; *known != '\0'; known++)
			lines += *known == '\n';
		verify_free(&v);
	}
	cr_log_info("%zu ports named by nmap", lines);
}

enum {
	MOST_PORT = 65535,
	SOME_PORTS = 2300,
	TCP = 6,
	UDP = 17,
	SCTP = 132
};

static const struct {
	const char *name;
	unsigned char number, size; /* of the smallest header */
} transports[] = {{"tcp", TCP, 20}, {"udp", UDP, 8}, {"sctp", SCTP, 12}};

/* Write a number of two bytes, the high one first. */
static void
put_short(FILE *out, unsigned value)
{
	fputc((int)(value >> 8), out);
	fputc((int)(value & 255), out);
}

/* Write a packet from a port of localhost to another, as pcap has it. */
static void
put_packet(FILE *out, size_t transport, unsigned port)
{
	unsigned size = transports[transport].size, i;
	const uint32_t head[] = {0, 0, 20 + size, 20 + size};

	fwrite(head, sizeof(head), 1, out);
	put_short(out, 0x4500);
	put_short(out, 20 + size);
	put_short(out, 0);
	put_short(out, 0);
	put_short(out, 64 << 8 | transports[transport].number);
	put_short(out, 0);
	for (i = 0; i < 2; i++) {
		put_short(out, 127 << 8);
		put_short(out, 1);
	}
	put_short(out, port);
	put_short(out, MOST_PORT);
	for (i = 4; i < size; i++)
		fputc(transports[transport].number == TCP && i == 12  ? 0x50
		      : transports[transport].number == UDP && i == 5 ? 8
								      : 0,
		    out);
}

/* Write a capture with one packet from each port up to most. */
static void
write_capture(const char *path, unsigned most)
{
	static const uint32_t head[] = {
	    0xa1b2c3d4, 4 << 16 | 2, 0, 0, MOST_PORT, 101};
	FILE *out = fopen(path, "w");
	unsigned port;
	size_t t;

	cr_assert_not_null(out);
	fwrite(head, sizeof(head), 1, out);
	for (t = 0; t < sizeof(transports) / sizeof(transports[0]); t++)
		for (port = 1; port <= most; port++)
			put_packet(out, t, port);
	cr_assert_eq(fclose(out), 0);
}

/* Have all ports asked for, and the model read the file again. */
static void
ask_all(const struct nasty *file, unsigned most)
{
	const struct reader *reader = &readers[READER_WIRESHARK];
	struct reading *reading = &v.readings[READER_WIRESHARK];
	unsigned port;
	size_t t;

	for (t = 0; t < sizeof(transports) / sizeof(transports[0]); t++)
		for (port = 1; port <= most; port++)
			lexicon_by_port(&v.lexicon, port,
			    lexicon_word(
				&v.lexicon, (struct span){transports[t].name,
						strlen(transports[t].name)}));
	reading_free(reading);
	reader->read(reader, (struct span){file->text, file->n}, reading);
}

/* What the model has tshark print: a name or number for each packet. */
static char *
wireshark_model(unsigned most)
{
	char *text = NULL;
	size_t size, n, t;
	FILE *out = open_memstream(&text, &size);
	uint32_t word;
	unsigned port;

	for (t = 0; t < sizeof(transports) / sizeof(transports[0]); t++) {
		word =
		    lexicon_word(&v.lexicon, (struct span){transports[t].name,
						 strlen(transports[t].name)});
		for (port = 1; port <= most; port++) {
			struct answer a =
			    reading_answer(&v.readings[READER_WIRESHARK],
				lexicon_by_port(&v.lexicon, port, word));
			const char *name = "";

			n = 0;
			if (a.line != 0)
				name = words_get(
				    &v.lexicon.words, a.last_value, &n);
			if (a.line != 0)
				fprintf(out, "%.*s\n", (int)n, name);
			else
				fprintf(out, "%u\n", port);
		}
	}
	cr_assert_eq(fclose(out), 0);
	return text;
}

/* What tshark prints, with this as its personal file and no other. */
static struct run
wireshark_says(const struct nasty *file, const char *capture)
{
	char *directory = scratch(), *link = format("%s/capture", directory);
	struct run r = run_shell("mkdir '%s/wireshark' && ln -s '%s' '%s'",
	    directory, capture, link);

	cr_assert_eq(r.status, 0, "%s", r.err);
	write_file(
	    format("%s/wireshark/services", directory), file->text, file->n);
	return run_apart("mount --bind /dev/null /usr/share/wireshark/services;"
			 "HOME=. XDG_CONFIG_HOME=. tshark -r capture -N t -o "
			 "\"gui.column.format:\\\"a\\\",\\\"%rS\\\"\"",
	    directory);
}

Test(readers, wireshark_names_ports_as_its_model)
{
	size_t n = nasty_files(files), i;
	char *capture = format("%s/capture", scratch()), *known;
	unsigned most = 0;
	struct run r;

	/* Later versions have no file that could be put out of the way. */
	if (!have("tshark") ||
	    run_shell("test -f /usr/share/wireshark/services").status != 0)
		cr_skip("no tshark with a services file");
	for (i = 0; i < n; i++) {
		/* All ports for the first, which is ours. */
		if (i < 2) {
			most = i == 0 ? MOST_PORT - 1 : SOME_PORTS;
			write_capture(capture, most);
		}
		model(&files[i]);
		ask_all(&files[i], most);
		r = wireshark_says(&files[i], capture);
		known = wireshark_model(most);
		cr_expect_eq(r.status, 0, "%s: %s", files[i].name, r.err);
		cr_expect(strcmp(r.out, known) == 0, "%s: not as its model",
		    files[i].name);
		free(known);
		free(r.out);
		verify_free(&v);
	}
}
