
/*
 * The row of a port, which is less than 65536.  As pages lie over one another,
 * it may be another port's, which its value tells.
 */
static inline uint32_t
iana_port_row(uint32_t port)
{
	return iana_tables.ports[iana_tables.pages[port >> IANA_PAGE_SHIFT] +
				 (port & IANA_PAGE_MASK)];
}

/* The row of a port, or the last one if it has no entry. */
IANA_SELDOM uint32_t
iana_own_row(int port)
{
	uint32_t row;

	if (port < 0 || port > 65535)
		return IANA_ROWS - 1;
	row = iana_port_row((uint32_t)port);
	return (int)iana_tables.rows[row].value == port ? row : IANA_ROWS - 1;
}

/* The entry at a place of iana_shared. */
static uint32_t
iana_shared_entry(uint32_t i)
{
	return (uint32_t)(iana_tables.shared[i] + 1) << 3 |
	       (iana_tables.shares[i] & IANA_PROTOCOL);
}

/* The entry at a shared port that follows one, or the first after 0. */
IANA_SELDOM uint32_t
iana_shared_next(uint32_t row, int protocol, uint32_t entry)
{
	uint32_t i = iana_tables.rows[row].name, at;

	for (;; i++) {
		at = iana_shared_entry(i);
		if (entry == 0 && (protocol == IANA_ANY_PROTOCOL ||
				      (int)(at & IANA_PROTOCOL) == protocol))
			return at;
		if (at == entry)
			entry = 0;
		if ((iana_tables.shares[i] & IANA_SHARE_END) != 0)
			return 0;
	}
}

/* The first entry of a port's row, if it is not the one of that protocol. */
IANA_SELDOM uint32_t
iana_port_other(uint32_t row, int protocol)
{
	if (iana_kind(row) == IANA_SHARED)
		return iana_shared_next(row, protocol, 0);
	return iana_entry_any(row, iana_tables.rows[row].how, protocol);
}

IANA_SERVICES_API uint32_t
iana_by_port(int port, int protocol)
{
	uint32_t p = (uint32_t)port, over = (uint32_t)protocol, row;

	if (p > 65535)
		return 0;
	row = iana_port_row(p);
	if (!IANA_LIKELY(iana_tables.rows[row].value == p))
		return 0;
	if (IANA_LIKELY(over < IANA_ANY_PROTOCOL) &&
	    IANA_LIKELY(iana_tables.rows[row].how >> over & 1))
		return (row + 1) << 3 | over;
	return iana_port_other(row, protocol);
}

IANA_SERVICES_API uint32_t
iana_by_port_next(int port, int protocol, uint32_t entry)
{
	uint32_t row = iana_own_row(port);

	if (iana_row_of(entry) == NULL)
		return 0;
	if (iana_kind(row) == IANA_SHARED)
		return iana_shared_next(row, protocol, entry);
	if (row != (entry >> 3) - 1)
		return 0;
	/* The protocols of that row which come after the entry's. */
	return iana_entry(row,
	    iana_tables.rows[row].how & UINT32_C(0x1e) << (entry & 7),
	    protocol);
}

/* The first entry of a row, from a protocol on, which is moved to the next. */
IANA_SELDOM uint32_t
iana_walk_row(uint32_t row, uint32_t *protocol)
{
	uint32_t from = UINT32_C(0x1f) << *protocol;
	uint32_t entry = iana_entry(
	    row, iana_tables.rows[row].how & from, IANA_ANY_PROTOCOL);

	*protocol = (entry & 7) + 1;
	return entry;
}

/* The first entry at a shared port that starts there, from an item on. */
IANA_SELDOM uint32_t
iana_walk_shared(uint32_t row, uint32_t *item)
{
	uint32_t i;

	for (;;) {
		i = iana_tables.rows[row].name + *item;
		if (*item > 0 &&
		    (iana_tables.shares[i - 1] & IANA_SHARE_END) != 0)
			return 0;
		++*item;
		if ((iana_tables.shares[i] & IANA_CONTINUED) == 0)
			return iana_shared_entry(i);
	}
}

IANA_SERVICES_API uint32_t
iana_walk(struct iana_position *at)
{
	uint32_t row, entry;

	for (; at->port < 65536 + IANA_PORTLESS; at->port++, at->item = 0) {
		row = at->port < 65536 ? iana_own_row((int)at->port)
				       : iana_tables.portless[at->port - 65536];
		entry = iana_kind(row) == IANA_SHARED
			    ? iana_walk_shared(row, &at->item)
			    : iana_walk_row(row, &at->item);
		if (entry != 0)
			return entry;
	}
	return 0;
}
