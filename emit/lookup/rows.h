/* The name of a row. */
static inline const char *
iana_row_name(const struct iana_row *r)
{
	return (const char *)&iana_tables.names + r->name +
	       ((size_t)(r->tag & IANA_FAR) << 9);
}

static inline int
iana_kind(uint32_t row)
{
	return iana_tables.rows[row].how >> IANA_KIND_SHIFT;
}

/* The first entry of a row over any protocol, if that is what is meant. */
IANA_SELDOM uint32_t
iana_entry_any(uint32_t row, uint32_t protocols, int protocol)
{
	protocols &= IANA_PROTOCOLS;
	if (protocol != IANA_ANY_PROTOCOL || protocols == 0)
		return 0;
	for (protocol = IANA_TCP; (protocols >> protocol & 1) == 0;)
		protocol++;
	return (row + 1) << 3 | (uint32_t)protocol;
}

/* The entry of a row over a protocol, if it has it. */
static inline uint32_t
iana_entry(uint32_t row, uint32_t protocols, int protocol)
{
	if ((uint32_t)protocol >= IANA_ANY_PROTOCOL)
		return iana_entry_any(row, protocols, protocol);
	if ((protocols >> protocol & 1) == 0)
		return 0;
	return (row + 1) << 3 | (uint32_t)protocol;
}

static int
iana_is_entry(int kind)
{
	return kind == IANA_AT_PORT || kind == IANA_AT_NONE ||
	       kind == IANA_AT_RANGE;
}

/* The row of an entry, or NULL if it is none. */
static const struct iana_row *
iana_row_of(uint32_t entry)
{
	uint32_t row = (entry >> 3) - 1, protocol = entry & 7;

	if (row >= IANA_ROWS || protocol >= IANA_ANY_PROTOCOL ||
	    !iana_is_entry(iana_kind(row)) ||
	    (iana_tables.rows[row].how >> protocol & 1) == 0)
		return NULL;
	return &iana_tables.rows[row];
}
