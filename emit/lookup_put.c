/* SPDX-License-Identifier: MIT */
/*
 * The tables of c-lookup as C: one object, so that its parts are at fixed
 * distances from one address.  Wide members come first; so none needs padding
 * before it.
 */
#include <inttypes.h>

#include "c_source.h"
#include "lookup/layout.h"
#include "lookup_put.h"

enum {
	WIDTH = 76, /* of a line, before the last value */
	WIDEST = 4 /* bytes of a number, to a multiple of which all is padded */
};

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
	unsigned width;		      /* of a number */
	size_t padding;		      /* bytes, of STRINGS */
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
	    .n = strings->len,
	    .width = 1,
	    .padding = IANA_WORDS};
}

static size_t
size_of(const struct member *m)
{
	if (m->content == STRINGS)
		return m->n + m->padding;
	/* Two numbers, and two bytes that make two or four. */
	if (m->content == ROWS)
		return m->n * 3 * m->width;
	return (m->n == 0 ? 1 : m->n) * m->width;
}

/* Those whose numbers are wide first, else in the order they were added. */
static void
sort_members(struct members *m)
{
	struct member swap;
	size_t i, k;

	for (i = 1; i < m->n; i++)
		for (k = i; k > 0 && m->at[k - 1].width < m->at[k].width; k--) {
			swap = m->at[k];
			m->at[k] = m->at[k - 1];
			m->at[k - 1] = swap;
		}
}

/* List them; the strings at the end make the whole a multiple of WIDEST. */
static void
list_members(struct members *m, const struct lookup *l)
{
	size_t i, total = 0;

	m->n = 0;
	add_numbers(m, "pages", l->pages, l->n_pages);
	add_numbers(m, "ports", l->ports, l->n_ports);
	add_numbers(m, "seeds", l->seeds, l->n_seeds);
	add_rows(m, l);
	add_numbers(m, "also", l->also, l->n_also);
	add_numbers(m, "portless", l->portless, l->n_portless);
	add_numbers(m, "shared", l->shared, l->n_shared);
	add_numbers(m, "shares", l->shares, l->n_shared);
	add_numbers(m, "starts", l->starts, l->n_states);
	add_numbers(m, "states", l->states, l->n_states);
	if (l->descriptions != NULL) {
		add_numbers(m, "descriptions", l->descriptions, l->n_rows);
		add_numbers(m, "various", l->various, l->n_various);
		add_strings(m, "texts", &l->texts);
	}
	add_strings(m, "names", &l->names);
	sort_members(m);
	for (i = 0; i < m->n; i++)
		total += size_of(&m->at[i]);
	m->at[m->n - 1].padding += WIDEST - 1 - (total + WIDEST - 1) % WIDEST;
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

/* "uint16_t " and the like. */
static void
put_type(struct buffer *b, unsigned width)
{
	buffer_puts(b, "\tuint");
	c_put_number(b, 8 * width);
	buffer_puts(b, "_t ");
}

static void
declare_member(struct buffer *b, const struct member *m)
{
	if (m->content == STRINGS) {
		c_declare_strings(b, m->name, m->strings, m->padding);
		return;
	}
	if (m->content == ROWS)
		buffer_puts(b, "\tstruct iana_row ");
	else
		put_type(b, m->width);
	buffer_puts(b, m->name);
	buffer_put(b, '[');
	c_put_number(b, (uint32_t)(m->n == 0 ? 1 : m->n));
	buffer_puts(b, "];\n");
}

/* Start a new line if the one that starts at *line is full. */
static void
wrap(struct buffer *b, size_t *line)
{
	if (b->len - *line < WIDTH)
		return;
	buffer_put(b, '\n');
	*line = b->len;
}

static void
put_row(struct buffer *b, const struct lookup_row *r)
{
	buffer_put(b, '{');
	c_put_number(b, r->name);
	buffer_put(b, ',');
	c_put_number(b, r->value);
	buffer_put(b, ',');
	c_put_number(b, r->how);
	buffer_put(b, ',');
	c_put_number(b, r->tag);
	buffer_put(b, '}');
}

static void
put_member(struct buffer *b, const struct member *m, const struct lookup *l)
{
	size_t i, line;

	if (m->content == STRINGS) {
		c_put_strings(b, m->strings);
		return;
	}
	buffer_puts(b, "\t{\n");
	line = b->len;
	for (i = 0; i < m->n; i++) {
		wrap(b, &line);
		if (m->content == ROWS)
			put_row(b, &l->rows[i]);
		else
			c_put_number(b, m->values[i]);
		buffer_put(b, ',');
	}
	buffer_puts(b, m->n == 0 ? "0}" : "\n\t}");
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

static void
declare_tables(struct buffer *b, const struct members *m)
{
	unsigned width = 0;
	size_t i;

	for (i = 0; i < m->n; i++)
		if (m->at[i].content == ROWS)
			width = m->at[i].width;
	buffer_puts(b, "\nstruct iana_row {\n");
	put_type(b, width);
	buffer_puts(b, "name, value;\n\tuint8_t how, tag;\n};\n\n"
		       "static const struct {\n");
	for (i = 0; i < m->n; i++)
		declare_member(b, &m->at[i]);
	buffer_puts(b, "} iana_tables = {\n");
}

int
lookup_put(const struct lookup *l, FILE *out)
{
	struct buffer b = {0};
	struct members m;
	size_t i;
	int failed;

	list_members(&m, l);
	put_counts(&b, l);
	declare_tables(&b, &m);
	for (i = 0; i < m.n; i++) {
		put_member(&b, &m.at[i], l);
		buffer_puts(&b, i == m.n - 1 ? "\n};\n" : ",\n");
	}
	fwrite(b.data, 1, b.len, out);
	failed = b.failed;
	buffer_free(&b);
	return failed ? -1 : 0;
}
