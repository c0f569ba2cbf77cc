/* SPDX-License-Identifier: MIT */
/*
 * The tables of c-lookup as C: one object of bytes, so that its parts are at
 * fixed distances from one address, and the same for all machines.
 */
#include <inttypes.h>

#include "c_source.h"
#include "lookup/layout.h"
#include "lookup_put.h"

/* What a member holds. */
enum content {
	NUMBERS,
	ROWS,
	STRINGS
};

struct member {
	const char *name;
	enum content content;
	const uint32_t *values;	      /* of NUMBERS */
	const struct buffer *strings; /* of STRINGS */
	size_t n;		      /* numbers, rows or bytes */
	unsigned width;		      /* of a number, in bytes */
	struct buffer bytes;	      /* all of it, once it is made */
};

struct members {
	struct member at[LOOKUP_TABLES];
	size_t n;
};

static unsigned
width_of(uint32_t most)
{
	return most <= UINT8_MAX ? 1 : most <= UINT16_MAX ? 2 : 4;
}

/* Add an array.  C has none of nothing, so then it has one number. */
static void
add_numbers(
    struct members *m, const char *name, const uint32_t *values, size_t n)
{
	uint32_t most = 0;
	size_t i;

	for (i = 0; i < n; i++)
		most = values[i] > most ? values[i] : most;
	m->at[m->n++] = (struct member){.name = name,
	    .content = NUMBERS,
	    .values = values,
	    .n = n,
	    .width = width_of(most)};
}

static void
add_rows(struct members *m, const struct lookup *l)
{
	uint32_t most = UINT8_MAX + 1;
	size_t i;

	for (i = 0; i < l->n_rows; i++) {
		most = l->rows[i].name > most ? l->rows[i].name : most;
		most = l->rows[i].value > most ? l->rows[i].value : most;
	}
	m->at[m->n++] = (struct member){.name = "rows",
	    .content = ROWS,
	    .n = l->n_rows,
	    .width = width_of(most)};
}

static void
add_strings(struct members *m, const char *name, const struct buffer *strings)
{
	m->at[m->n++] = (struct member){.name = name,
	    .content = STRINGS,
	    .strings = strings,
	    .n = strings->len};
}

/* After strings there are as many bytes as are read at once. */
static size_t
size_of(const struct member *m)
{
	if (m->content == STRINGS)
		return m->n + IANA_WORDS;
	if (m->content == ROWS)
		return m->n * (2 * m->width + 2);
	return (m->n == 0 ? 1 : m->n) * m->width;
}

static void
list_members(struct members *m, const struct lookup *l)
{
	m->n = 0;
	add_numbers(m, "pages", l->pages, l->n_pages);
	add_numbers(m, "ports", l->ports, l->n_ports);
	add_numbers(m, "seeds", l->seeds, l->n_seeds);
	add_rows(m, l);
	add_numbers(m, "also", l->also, l->n_also);
	add_numbers(m, "portless", l->portless, l->n_portless);
	add_numbers(m, "shared", l->shared, l->n_shared);
	add_numbers(m, "starts", l->starts, l->n_states);
	add_numbers(m, "shares", l->shares, l->n_shared);
	add_numbers(m, "states", l->states, l->n_states);
	if (l->descriptions != NULL) {
		add_numbers(m, "descriptions", l->descriptions, l->n_rows);
		add_numbers(m, "various", l->various, l->n_various);
		add_strings(m, "texts", &l->texts);
	}
	add_strings(m, "names", &l->names);
}

size_t
lookup_sizes(const struct lookup *l, struct lookup_size sizes[LOOKUP_TABLES])
{
	struct members m;
	size_t i;

	list_members(&m, l);
	for (i = 0; i < m.n; i++)
		sizes[i] =
		    (struct lookup_size){m.at[i].name, size_of(&m.at[i])};
	return m.n;
}

/* Append a number, its lowest byte first. */
static void
pack(struct buffer *b, uint32_t value, unsigned width)
{
	for (; width > 0; width--, value >>= 8)
		buffer_put(b, (char)(value & 0xff));
}

static void
pack_row(struct buffer *b, const struct lookup_row *r, unsigned width)
{
	pack(b, r->name, width);
	pack(b, r->value, width);
	pack(b, r->how, 1);
	pack(b, r->tag, 1);
}

/* Make the bytes of a member. */
static void
pack_member(struct member *m, const struct lookup *l)
{
	size_t i;

	buffer_reserve(&m->bytes, size_of(m));
	if (m->content == STRINGS)
		buffer_add(&m->bytes, m->strings->data, m->n);
	for (i = 0; m->content == NUMBERS && i < m->n; i++)
		pack(&m->bytes, m->values[i], m->width);
	for (i = 0; m->content == ROWS && i < m->n; i++)
		pack_row(&m->bytes, &l->rows[i], m->width);
	while (!m->bytes.failed && m->bytes.len < size_of(m))
		buffer_put(&m->bytes, '\0');
}

static void
put_count(struct buffer *b, const char *name, size_t n)
{
	buffer_puts(b, "#define ");
	buffer_puts(b, name);
	buffer_puts(b, " UINT32_C(");
	c_put_number(b, (uint32_t)n);
	buffer_puts(b, ")\n");
}

static void
put_counts(struct buffer *b, const struct lookup *l)
{
	char salt[32];

	put_count(b, "IANA_SLOTS", l->n_slots);
	put_count(b, "IANA_ROWS", l->n_rows);
	put_count(b, "IANA_SEEDS", l->n_seeds);
	put_count(b, "IANA_ALSO", l->n_also);
	put_count(b, "IANA_PORTLESS", l->n_portless);
	put_count(b, "IANA_STATES", l->n_states);
	/* A compiler would warn of a comparison with 0. */
	put_count(b, "IANA_LONGEST", l->longest == 0 ? 1 : l->longest);
	snprintf(salt, sizeof(salt), "0x%016" PRIx64, l->salt);
	buffer_puts(b, "#define IANA_SALT UINT64_C(");
	buffer_puts(b, salt);
	buffer_puts(b, ")\n");
}

/* What the functions need to know of tables of numbers. */
static void
put_widths(struct buffer *b, const struct members *m)
{
	size_t i;

	for (i = 0; i < m->n; i++) {
		if (m->at[i].content == STRINGS)
			continue;
		buffer_puts(b, "#define IANA_WIDTH_");
		buffer_puts(b, m->at[i].name);
		buffer_put(b, ' ');
		c_put_number(b, m->at[i].width);
		buffer_put(b, '\n');
	}
}

static void
put_tables(struct buffer *b, const struct members *m)
{
	size_t i;

	buffer_puts(b, "\nstatic const struct {\n");
	for (i = 0; i < m->n; i++)
		c_declare_bytes(b, m->at[i].name, &m->at[i].bytes);
	buffer_puts(b, "} iana_tables = {\n");
	for (i = 0; i < m->n; i++) {
		c_put_bytes(b, &m->at[i].bytes);
		buffer_puts(b, i == m->n - 1 ? "\n};\n" : ",\n");
	}
}

int
lookup_put(const struct lookup *l, FILE *out)
{
	struct buffer b = {0};
	struct members m;
	int failed = 0;
	size_t i;

	list_members(&m, l);
	for (i = 0; i < m.n; i++) {
		pack_member(&m.at[i], l);
		failed |= m.at[i].bytes.failed;
	}
	if (!failed) {
		put_counts(&b, l);
		put_widths(&b, &m);
		put_tables(&b, &m);
		fwrite(b.data, 1, b.len, out);
		failed = b.failed;
	}
	buffer_free(&b);
	for (i = 0; i < m.n; i++)
		buffer_free(&m.at[i].bytes);
	return failed ? -1 : 0;
}
