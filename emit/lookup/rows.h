/* Number i of a table whose numbers have so many bytes. */
static inline uint32_t
iana_number(const void *table, size_t i, int width)
{
	const unsigned char *at =
	    (const unsigned char *)table + i * (size_t)width;

	return width == 1   ? at[0]
	       : width == 2 ? iana_load2(at)
			    : iana_load4(at);
}

#define IANA_GET(table, i) \
	iana_number(&iana_tables.table, i, IANA_WIDTH_##table)

/* A row, and what it has. */
static inline const unsigned char *
iana_row(uint32_t row)
{
	return (const unsigned char *)&iana_tables.rows +
	       (size_t)row * (2 * IANA_WIDTH_rows + 2);
}

static inline uint32_t
iana_value(uint32_t row)
{
	return iana_number(iana_row(row), 1, IANA_WIDTH_rows);
}

/* How, and tag above it. */
static inline uint32_t
iana_marks(uint32_t row)
{
	return iana_load2(iana_row(row) + 2 * IANA_WIDTH_rows);
}

static inline uint32_t
iana_how(uint32_t row)
{
	return iana_marks(row) & 0xff;
}

static inline const char *
iana_row_name(uint32_t row)
{
	return (const char *)&iana_tables.names +
	       iana_number(iana_row(row), 0, IANA_WIDTH_rows) +
	       ((size_t)(iana_marks(row) & IANA_FAR << 8) << 1);
}

static inline int
iana_kind(uint32_t row)
{
	return (int)(iana_how(row) >> IANA_KIND_SHIFT);
}

/* The first entry of a row over some protocols, if it is as is asked for. */
IANA_SELDOM uint32_t
iana_entry(uint32_t row, uint32_t protocols, int protocol)
{
	uint32_t p = (uint32_t)protocol;

	protocols &= IANA_PROTOCOLS;
	if (p < IANA_ANY_PROTOCOL)
		protocols &= UINT32_C(1) << p;
	if (p > IANA_ANY_PROTOCOL || protocols == 0)
		return 0;
	for (p = IANA_TCP; (protocols >> p & 1) == 0;)
		p++;
	return (row + 1) << 3 | p;
}

/* The row of an entry, or the last one if it is none. */
IANA_SELDOM uint32_t
iana_row_of(uint32_t entry)
{
	uint32_t row = (entry >> 3) - 1, protocol = entry & 7, kind;

	if (row >= IANA_ROWS || protocol >= IANA_ANY_PROTOCOL)
		return IANA_ROWS - 1;
	kind = iana_how(row) >> IANA_KIND_SHIFT;
	if ((kind > IANA_AT_RANGE || kind == IANA_ALIAS) ||
	    (iana_how(row) >> protocol & 1) == 0)
		return IANA_ROWS - 1;
	return row;
}
