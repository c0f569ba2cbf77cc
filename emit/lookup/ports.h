
/*
 * The row of a port, which is less than 65536.  As pages lie over one another,
 * it may be another port's, which its value tells.
 */
static inline uint32_t
iana_port_row(uint32_t port)
{
	return IANA_GET(ports,
	    IANA_GET(pages, port >> IANA_PAGE_SHIFT) + (port & IANA_PAGE_MASK));
}

/* The row of a port, or the last one if it has no entry. */
IANA_SELDOM uint32_t
iana_own_row(int port)
{
	uint32_t row = iana_port_row((uint32_t)port & 0xffff);

	return iana_value(row) == (uint32_t)port ? row : IANA_ROWS - 1;
}

/* The entry at a place of shared. */
static uint32_t
iana_shared_entry(uint32_t i)
{
	return (IANA_GET(shared, i) + 1) << 3 |
	       (IANA_GET(shares, i) & IANA_PROTOCOL);
}

/* The entry of a port's row that follows one, or the first after 0. */
IANA_SELDOM uint32_t
iana_port_next(uint32_t row, int protocol, uint32_t entry)
{
	uint32_t i, at;

	if (iana_kind(row) != IANA_SHARED) {
		if (entry == 0)
			return iana_entry(row, iana_how(row), protocol);
		if (row != (entry >> 3) - 1)
			return 0;
		/* The protocols which come after the entry's. */
		return iana_entry(row,
		    iana_how(row) & UINT32_C(0x1e) << (entry & 7), protocol);
	}
	for (i = iana_number(iana_row(row), 0, IANA_WIDTH_rows);; i++) {
		at = iana_shared_entry(i);
		if (entry == 0 && (protocol == IANA_ANY_PROTOCOL ||
				      (int)(at & IANA_PROTOCOL) == protocol))
			return at;
		if (at == entry)
			entry = 0;
		if ((IANA_GET(shares, i) & IANA_SHARE_END) != 0)
			return 0;
	}
}

IANA_SERVICES_API uint32_t
iana_by_port(int port, int protocol)
{
	uint32_t row = iana_port_row((uint32_t)port & 0xffff);
	uint32_t over = (uint32_t)protocol;

	if (!IANA_LIKELY(iana_value(row) == (uint32_t)port))
		return 0;
	if (IANA_LIKELY(over < IANA_ANY_PROTOCOL) &&
	    IANA_LIKELY(iana_how(row) >> over & 1))
		return (row + 1) << 3 | over;
	return iana_port_next(row, protocol, 0);
}

IANA_SERVICES_API uint32_t
iana_by_port_next(int port, int protocol, uint32_t entry)
{
	if (iana_row_of(entry) == IANA_ROWS - 1)
		return 0;
	return iana_port_next(iana_own_row(port), protocol, entry);
}

/* The first entry at a shared port that starts there, from an item on. */
IANA_SELDOM uint32_t
iana_walk_shared(uint32_t row, uint32_t *item)
{
	uint32_t i;

	for (;;) {
		i = iana_number(iana_row(row), 0, IANA_WIDTH_rows) + *item;
		if (*item > 0 &&
		    (IANA_GET(shares, i - 1) & IANA_SHARE_END) != 0)
			return 0;
		++*item;
		if ((IANA_GET(shares, i) & IANA_CONTINUED) == 0)
			return iana_shared_entry(i);
	}
}

IANA_SERVICES_API uint32_t
iana_walk(struct iana_position *at)
{
	uint32_t row, entry;

	for (; at->port < 65536 + IANA_PORTLESS; at->port++, at->item = 0) {
		row = at->port < 65536 ? iana_own_row((int)at->port)
				       : IANA_GET(portless, at->port - 65536);
		if (iana_kind(row) == IANA_SHARED) {
			entry = iana_walk_shared(row, &at->item);
		} else {
			/* From a protocol on, which is moved to the next. */
			entry = iana_entry(row,
			    iana_how(row) & UINT32_C(0x1f) << at->item,
			    IANA_ANY_PROTOCOL);
			at->item = (entry & 7) + 1;
		}
		if (entry != 0)
			return entry;
	}
	return 0;
}
