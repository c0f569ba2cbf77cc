/* SPDX-License-Identifier: MIT */
/* Services and protocols files to try readers with. */
#include <criterion/criterion.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "nasty.h"
#include "run.h"

enum {
	MADE_UP = 12,
	LINES = 150
};

/* A number below most: xorshift, from a seed that is not 0. */
static unsigned
choose(uint32_t *state, unsigned most)
{
	*state ^= *state << 13;
	*state ^= *state >> 17;
	*state ^= *state << 5;
	return *state % most;
}

static const char *const names[] = {"a", "b", "name", "ssh", "22", "7x", "x/y",
    "+z", "-", "9", "B", "under_score", "a#b", "",
    "a23456789b123456789c123456789d12"};
static const char *const blanks[] = {
    " ", "\t", "  ", " \t", "\v", "\f", "\r", ""};
static const char *const ports[] = {"22", "7", "9", "007", "0x16", "65535",
    "65536", "65558", "4294967318", "99999999999999999999", "+22", "-1", "-22",
    "7-9", "9-7", "-9", "7-", "7,9", "", "0", "08", "22x", " 22", "0x",
    "7-9-22"};
static const char *const marks[] = {
    "/", "/", "/", "/", "/", "//", ",", " /", ""};
static const char *const protocols[] = {"tcp", "udp", "tcp", "udp", "tcp",
    "udp", "sctp", "dccp", "TCP", "tcp/udp", "udp/x/tcp", "tcpmux", "ddp", "",
    "\ttcp"};
static const char *const ends[] = {"", "", "", "", "", "", " alias", "\tb ssh",
    " # c", "#c", " #c/d", " c/d", " 1/2", " 0.5", " \\", "\\", "\r", " x\r",
    " # c\\", "\\# c", " 2/1", " #\xc3\xa9"};

#define PICK(list) list[choose(state, sizeof(list) / sizeof(list[0]))]

static void
put_line(uint32_t *state, FILE *out)
{
	unsigned n;

	if (choose(state, 8) == 0)
		fputs(PICK(blanks), out);
	fputs(PICK(names), out);
	/* Most lines are plain in all but one part. */
	fputs(choose(state, 5) == 0 ? PICK(blanks) : " ", out);
	if (choose(state, 2) == 0)
		fputs(PICK(ports), out);
	else
		fprintf(out, "%u", choose(state, 30));
	fputs(choose(state, 4) == 0 ? PICK(marks) : "/", out);
	fputs(choose(state, 3) == 0 ? PICK(protocols) : "tcp", out);
	for (n = choose(state, 12) == 0 ? choose(state, 40) : 0; n > 0; n--)
		fprintf(out, " %s", PICK(names));
	fputs(PICK(ends), out);
	if (choose(state, 40) == 0)
		fprintf(out, "%*s", (int)choose(state, 1100), "tail 9/udp");
	if (choose(state, 60) == 0)
		fputc('\0', out);
	if (choose(state, 40) != 0)
		fputc('\n', out);
}

static void
put_protocol(uint32_t *state, FILE *out)
{
	unsigned n;

	if (choose(state, 8) == 0)
		fputs(PICK(blanks), out);
	fputs(PICK(names), out);
	fputs(choose(state, 5) == 0 ? PICK(blanks) : " ", out);
	if (choose(state, 2) == 0)
		fputs(PICK(ports), out);
	else
		fprintf(out, "%u", choose(state, 300));
	for (n = choose(state, 12) == 0 ? choose(state, 60) : 0; n > 0; n--)
		fprintf(out, " %s", PICK(names));
	fputs(PICK(ends), out);
	if (choose(state, 20) == 0)
		fprintf(out, "%*s", (int)choose(state, 1300), "tail 9 end");
	if (choose(state, 60) == 0)
		fputc('\0', out);
	if (choose(state, 40) != 0)
		fputc('\n', out);
}

static void
make_up(struct nasty *file, uint32_t seed, void (*put)(uint32_t *, FILE *))
{
	FILE *out = open_memstream(&file->text, &file->n);
	int i;

	cr_assert_not_null(out);
	file->name = format("made up %u", (unsigned)seed);
	for (i = 0; i < LINES; i++)
		put(&seed, out);
	cr_assert_eq(fclose(out), 0);
}

static size_t
fill(struct nasty files[NASTY_MOST], const char *name,
    void (*put)(uint32_t *, FILE *))
{
	static char found[NASTY_MOST][RUN_NAME];
	const char *const suffixes[] = {format(".%s", name), NULL};
	size_t n = list_cases("verify", suffixes, found, NASTY_MOST), i, k = 0;
	char *path = format("%s/%s", getenv("PORTREG_DIST"), name);

	files[k].name = name;
	files[k].text = read_file(path, &files[k].n);
	k++;
	for (i = 0; i < n && k < NASTY_MOST - MADE_UP; i++, k++) {
		path = format("%s/tests/verify/%s", tree(), found[i]);
		files[k].name = found[i];
		files[k].text = read_file(path, &files[k].n);
	}
	for (i = 1; i <= MADE_UP; i++)
		make_up(&files[k++], (uint32_t)i, put);
	return k;
}

size_t
nasty_files(struct nasty files[NASTY_MOST])
{
	return fill(files, "services", put_line);
}

size_t
nasty_protocols(struct nasty files[NASTY_MOST])
{
	return fill(files, "protocols", put_protocol);
}
