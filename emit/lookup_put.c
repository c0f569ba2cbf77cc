/* SPDX-License-Identifier: MIT */
/* The tables of c-lookup as C. */
#include <inttypes.h>

#include "c_source.h"
#include "lookup_put.h"

enum {
	WIDTH = 76 /* of a line, before the last value */
};

/* An array of numbers. */
struct numbers {
	const char *name;
	const uint32_t *values;
	size_t n;
};

static unsigned
width_of(uint32_t most)
{
	return most <= UINT8_MAX ? 1 : most <= UINT16_MAX ? 2 : 4;
}

static unsigned
width(const struct numbers *a)
{
	uint32_t most = 0;
	size_t i;

	for (i = 0; i < a->n; i++)
		most = a->values[i] > most ? a->values[i] : most;
	return width_of(most);
}

/* C has no arrays of nothing. */
static size_t
length(const struct numbers *a)
{
	return a->n == 0 ? 1 : a->n;
}

/* The arrays in order; those of descriptions are last. */
static size_t
list_numbers(const struct lookup *l, struct numbers a[LOOKUP_TABLES])
{
	size_t n = 0;

	a[n++] = (struct numbers){"iana_seeds", l->seeds, l->n_seeds};
	a[n++] = (struct numbers){"iana_also", l->also, l->n_also};
	a[n++] = (struct numbers){"iana_pages", l->pages, l->n_pages};
	a[n++] = (struct numbers){"iana_ports", l->ports, l->n_ports};
	a[n++] = (struct numbers){"iana_portless", l->portless, l->n_portless};
	a[n++] = (struct numbers){"iana_shared", l->shared, l->n_shared};
	a[n++] = (struct numbers){"iana_shares", l->shares, l->n_shared};
	a[n++] = (struct numbers){"iana_starts", l->starts, l->n_states};
	a[n++] = (struct numbers){"iana_states", l->states, l->n_states};
	if (l->descriptions != NULL) {
		a[n++] = (struct numbers){
		    "iana_descriptions", l->descriptions, l->n_rows};
		a[n++] =
		    (struct numbers){"iana_various", l->various, l->n_various};
	}
	return n;
}

static unsigned
row_width(const struct lookup *l)
{
	uint32_t most = 0;
	size_t i;

	for (i = 0; i < l->n_rows; i++) {
		most = l->rows[i].name > most ? l->rows[i].name : most;
		most = l->rows[i].value > most ? l->rows[i].value : most;
	}
	return width_of(most) < 4 ? 2 : 4;
}

size_t
lookup_sizes(const struct lookup *l, struct lookup_size sizes[LOOKUP_TABLES])
{
	struct numbers a[LOOKUP_TABLES];
	size_t n = list_numbers(l, a), i, k = 0;

	sizes[k++] =
	    (struct lookup_size){"iana_names", l->names.len + C_PADDING};
	/* Two numbers, and two bytes that make two or four. */
	sizes[k++] =
	    (struct lookup_size){"iana_rows", l->n_rows * 3 * row_width(l)};
	for (i = 0; i < n; i++)
		sizes[k++] = (struct lookup_size){
		    a[i].name, length(&a[i]) * width(&a[i])};
	if (l->descriptions != NULL)
		sizes[k++] = (struct lookup_size){
		    "iana_texts", l->texts.len + C_PADDING};
	return k;
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
put_numbers(struct buffer *b, const struct numbers *a)
{
	size_t i, line;

	buffer_puts(b, "\nstatic const uint");
	c_put_number(b, 8 * width(a));
	buffer_puts(b, "_t ");
	buffer_puts(b, a->name);
	buffer_put(b, '[');
	c_put_number(b, (uint32_t)length(a));
	buffer_puts(b, "] = {\n");
	line = b->len;
	for (i = 0; i < length(a); i++) {
		wrap(b, &line);
		c_put_number(b, a->n == 0 ? 0 : a->values[i]);
		buffer_put(b, ',');
	}
	buffer_puts(b, "\n};\n");
}

static void
put_rows(struct buffer *b, const struct lookup *l)
{
	size_t i, line;

	buffer_puts(b, row_width(l) == 2
			   ? "\nstruct iana_row {\n\tuint16_t name, value;\n"
			   : "\nstruct iana_row {\n\tuint32_t name, value;\n");
	buffer_puts(b,
	    "\tuint8_t how, tag;\n};\n\n"
	    "static const struct iana_row iana_rows[IANA_ROWS] = {\n");
	line = b->len;
	for (i = 0; i < l->n_rows; i++) {
		const struct lookup_row *r = &l->rows[i];

		wrap(b, &line);
		buffer_put(b, '{');
		c_put_number(b, r->name);
		buffer_put(b, ',');
		c_put_number(b, r->value);
		buffer_put(b, ',');
		c_put_number(b, r->how);
		buffer_put(b, ',');
		c_put_number(b, r->tag);
		buffer_puts(b, "},");
	}
	buffer_puts(b, "\n};\n");
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
	put_count(b, "IANA_LONGEST", l->longest);
	snprintf(salt, sizeof(salt), "0x%016" PRIx64, l->salt);
	buffer_puts(b, "#define IANA_SALT UINT64_C(");
	buffer_puts(b, salt);
	buffer_puts(b, ")\n");
}

int
lookup_put(struct lookup *l, FILE *out)
{
	struct numbers a[LOOKUP_TABLES];
	struct buffer b = {0};
	size_t n = list_numbers(l, a), i;
	int failed;

	put_counts(&b, l);
	c_put_strings(&b, "iana_names", &l->names);
	put_rows(&b, l);
	for (i = 0; i < n; i++)
		put_numbers(&b, &a[i]);
	if (l->descriptions != NULL)
		c_put_strings(&b, "iana_texts", &l->texts);
	fwrite(b.data, 1, b.len, out);
	failed = b.failed;
	buffer_free(&b);
	return failed ? -1 : 0;
}
