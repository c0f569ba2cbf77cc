
IANA_SERVICES_API const char *
iana_name(uint32_t entry)
{
	const struct iana_row *r = iana_row_of(entry);

	return r == NULL ? NULL : iana_row_name(r);
}

IANA_SERVICES_API int
iana_port(uint32_t entry)
{
	const struct iana_row *r = iana_row_of(entry);

	if (r == NULL || r->how >> IANA_KIND_SHIFT == IANA_AT_NONE)
		return -1;
	return (int)r->value;
}

IANA_SERVICES_API int
iana_port_last(uint32_t entry)
{
	const struct iana_row *r = iana_row_of(entry);

	if (r == NULL || r->how >> IANA_KIND_SHIFT != IANA_AT_RANGE)
		return iana_port(entry);
	return (int)r[1].value;
}

IANA_SERVICES_API int
iana_protocol(uint32_t entry)
{
	return iana_row_of(entry) == NULL ? -1 : (int)(entry & 7);
}

/* The first alias of a row in iana_tables.also, which is in the order of rows.
 */
IANA_SELDOM uint32_t
iana_also_first(uint32_t row)
{
	uint32_t low = 0, high = IANA_ALSO, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (iana_tables.rows[iana_tables.also[middle]].value < row)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

IANA_SERVICES_API const char *
iana_alias(uint32_t entry, size_t i)
{
	uint32_t row = (entry >> 3) - 1, k;
	const struct iana_row *r;

	if (iana_row_of(entry) == NULL)
		return NULL;
	for (k = iana_also_first(row); k != IANA_ALSO; k++) {
		r = &iana_tables.rows[iana_tables.also[k]];
		if (r->value != row)
			break;
		if ((r->how >> (entry & 7) & 1) != 0 && i-- == 0)
			return iana_row_name(r);
	}
	return NULL;
}

IANA_SERVICES_API const char *
iana_description(uint32_t entry)
{
#ifdef IANA_SERVICES_DESCRIPTIONS
	uint32_t at;

	if (iana_row_of(entry) == NULL)
		return NULL;
	at = iana_tables.descriptions[(entry >> 3) - 1];
	if ((at & IANA_VARIOUS) != 0)
		at = iana_tables.various[(at & ~IANA_VARIOUS) + (entry & 7)];
	return at == 0 ? NULL : (const char *)&iana_tables.texts + at;
#else
	(void)entry;
	return NULL;
#endif
}

IANA_SERVICES_API int
iana_port_class(int port)
{
	if (port < 0 || port > 65535)
		return IANA_NOT_A_PORT;
	if (port < 1024)
		return IANA_SYSTEM_PORT;
	return port < 49152 ? IANA_USER_PORT : IANA_DYNAMIC_PORT;
}

/* The protocols over which a port is reserved. */
IANA_SELDOM uint32_t
iana_reserved(int port)
{
	uint32_t low = 0, high = IANA_STATES, middle;

	/* Port 0 starts the first state. */
	while (high - low > 1) {
		middle = low + (high - low) / 2;
		if (iana_tables.starts[middle] <= port)
			low = middle;
		else
			high = middle;
	}
	return iana_tables.states[low];
}

IANA_SERVICES_API int
iana_port_state(int port, int protocol)
{
	if (port < 0 || port > 65535 || protocol < IANA_TCP ||
	    protocol > IANA_ANY_PROTOCOL)
		return IANA_UNASSIGNED;
	/* A port without a protocol is taken over all of them. */
	if (iana_by_port(port, protocol) != 0 ||
	    iana_by_port(port, IANA_NO_PROTOCOL) != 0)
		return IANA_ASSIGNED;
	if (iana_entry(0, iana_reserved(port), protocol) != 0)
		return IANA_RESERVED;
	return IANA_UNASSIGNED;
}

static const char iana_protocol_names[4][5] = {"tcp", "udp", "sctp", "dccp"};

IANA_SERVICES_API const char *
iana_protocol_name(int protocol)
{
	if (protocol < IANA_TCP || protocol > IANA_DCCP)
		return NULL;
	return iana_protocol_names[protocol];
}

IANA_SERVICES_API int
iana_protocol_find(const char *name)
{
	int protocol, i;

	for (protocol = IANA_TCP; name != NULL && protocol <= IANA_DCCP;
	     protocol++)
		for (i = 0; name[i] == iana_protocol_names[protocol][i]; i++)
			if (name[i] == '\0')
				return protocol;
	return -1;
}

IANA_SERVICES_API uint32_t
iana_services_date(void)
{
	return IANA_SERVICES_DATE;
}

IANA_SERVICES_API uint32_t
iana_services_entries(void)
{
	return IANA_SERVICES_ENTRIES;
}

IANA_SERVICES_API const char *
iana_services_version(void)
{
	return IANA_SERVICES_VERSION;
}
