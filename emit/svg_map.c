/* SPDX-License-Identifier: MIT */
/*
 * svg-map: all ports as one picture, 256 a row; a state is one path, made of
 * runs of ports.
 */
#include <stdio.h>

#include "html.h"

enum {
	SIDE = 256,   /* cells of a row, and rows */
	SCALE = 4,    /* units of a cell */
	LEFT = 64,    /* units before the map */
	TOP = 48,     /* and above */
	LEGEND = 64,  /* and below */
	LABELLED = 16 /* rows from one number at the side to the next */
};

/* The states of a cell, in the order of what outdoes what. */
enum cell {
	CELL_NONE, /* no record */
	CELL_UNASSIGNED,
	CELL_PRIVATE,
	CELL_WITHDRAWN,
	CELL_RESERVED,
	CELL_ASSIGNED,
	CELL_COUNT
};

/* Its colours are those of html/style.css. */
static const struct {
	const char *label, *light, *dark;
} states[CELL_COUNT] = {
    [CELL_NONE] = {"no record", "#f3f3f1", "#26282b"},
    [CELL_UNASSIGNED] = {"unassigned", "#c9ccd1", "#4d5259"},
    [CELL_PRIVATE] = {"for private use", "#8a5fb5", "#b995dd"},
    [CELL_WITHDRAWN] = {"withdrawn or unnamed", "#9a3412", "#f0905f"},
    [CELL_RESERVED] = {"reserved", "#d08700", "#e0a63a"},
    [CELL_ASSIGNED] = {"assigned", "#1d5fa8", "#6aa9ec"},
};

static enum cell
cell_of(const struct record *r)
{
	switch ((enum kind)r->kind) {
	case KIND_ASSIGNED:
	case KIND_ALIAS:
		return CELL_ASSIGNED;
	case KIND_RESERVED:
		return CELL_RESERVED;
	case KIND_UNASSIGNED:
		return CELL_UNASSIGNED;
	case KIND_PRIVATE:
		return CELL_PRIVATE;
	default:
		return CELL_WITHDRAWN;
	}
}

/* Say of each port what the selected records make of it. */
static void
fill_cells(const struct emission *e, unsigned char cells[PAGE_PORTS])
{
	const struct table *t = e->table;
	size_t i;

	memset(cells, CELL_NONE, PAGE_PORTS);
	for (i = 0; i < t->n; i++) {
		const struct record *r = &t->records[i];
		unsigned char cell = (unsigned char)cell_of(r);
		int32_t port;

		if (!record_counts(r) || !is_selected(e, i) ||
		    r->first == NO_NUMBER)
			continue;
		for (port = r->first; port <= r->last; port++)
			if (cells[port] < cell)
				cells[port] = cell;
	}
}

static size_t
count(const unsigned char cells[PAGE_PORTS], enum cell state)
{
	size_t i, n = 0;

	for (i = 0; i < PAGE_PORTS; i++)
		n += cells[i] == state;
	return n;
}

/* The cells of a state, as one path. */
static void
put_path(const unsigned char cells[PAGE_PORTS], enum cell state, FILE *out)
{
	int port, n;

	fprintf(out, "<path class=\"c%d\" d=\"", (int)state);
	for (port = 0; port < PAGE_PORTS; port += n) {
		for (n = 0; cells[port + n] == state; n++)
			if ((port + n) % SIDE == SIDE - 1) {
				n++;
				break;
			}
		if (n > 0)
			fprintf(out, "M%d %dh%dv1h-%dz", port % SIDE,
			    port / SIDE, n, n);
		n += n == 0;
	}
	fputs("\"/>\n", out);
}

static void
put_style(FILE *out)
{
	int i;

	fputs("<style>text{font:13px sans-serif;fill:#222}", out);
	for (i = 0; i < CELL_COUNT; i++)
		fprintf(out, ".c%d{fill:%s}", i, states[i].light);
	fputs("rect{stroke:#777}\n@media (prefers-color-scheme:dark){"
	      "text{fill:#ddd}",
	    out);
	for (i = 0; i < CELL_COUNT; i++)
		fprintf(out, ".c%d{fill:%s}", i, states[i].dark);
	fputs("}</style>\n", out);
}

static void
put_legend(const unsigned char cells[PAGE_PORTS], FILE *out)
{
	static const int column = (LEFT + SIDE * SCALE) / 3;
	int i, at = 0;

	for (i = CELL_COUNT - 1; i >= 0; i--, at++) {
		int x = LEFT + at % 3 * column;
		int y = TOP + SIDE * SCALE + 14 + at / 3 * 24;

		fprintf(out,
		    "<rect class=\"c%d\" x=\"%d\" y=\"%d\" width=\"14\" "
		    "height=\"14\"/>"
		    "<text x=\"%d\" y=\"%d\">%s: %zu</text>\n",
		    i, x, y, x + 20, y + 12, states[i].label,
		    count(cells, (enum cell)i));
	}
}

/* The numbers at the side. */
static void
put_rulers(FILE *out)
{
	int row;

	for (row = 0; row < SIDE; row += LABELLED)
		fprintf(out,
		    "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%d</text>\n",
		    LEFT - 8, TOP + row * SCALE + 10, row * SIDE);
}

int
emit_svg_map(const struct emission *e, FILE *out, struct diag *diag)
{
	/* The cell after the last is of no state. */
	unsigned char cells[PAGE_PORTS + 1];
	struct buffer updated = {0}, label = {0};
	int i, failed;

	(void)diag;
	fill_cells(e, cells);
	cells[PAGE_PORTS] = CELL_COUNT;
	html_put_artifact(&label, e);
	html_put_text(&updated, e->header.updated);
	fprintf(out,
	    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" "
	    "role=\"img\" aria-labelledby=\"title desc\">\n%s"
	    "<title id=\"title\">The 65,536 port numbers, by IANA's registry "
	    "of %s</title>\n"
	    "<desc id=\"desc\">Each cell is a port, 256 a row, from 0 at the "
	    "top left; %zu are assigned.</desc>\n",
	    LEFT + SIDE * SCALE + 16, TOP + SIDE * SCALE + LEGEND,
	    buffer_string(&label), buffer_string(&updated),
	    count(cells, CELL_ASSIGNED));
	put_style(out);
	fprintf(out,
	    "<text x=\"%d\" y=\"30\">Port numbers, 256 a row, by "
	    "IANA's registry of %s</text>\n",
	    LEFT, buffer_string(&updated));
	put_rulers(out);
	fprintf(out, "<g transform=\"translate(%d %d) scale(%d)\">\n", LEFT,
	    TOP, SCALE);
	for (i = 0; i < CELL_COUNT; i++)
		put_path(cells, (enum cell)i, out);
	fputs("</g>\n", out);
	put_legend(cells, out);
	fputs("</svg>\n", out);
	failed = updated.failed | label.failed;
	buffer_free(&updated);
	buffer_free(&label);
	return failed ? STATUS_OS : STATUS_OK;
}
