
IANA_SERVICES_API const char *
iana_name(uint32_t entry)
{
	uint32_t row = iana_row_of(entry);

	return row == IANA_ROWS - 1 ? NULL : iana_row_name(row);
}

IANA_SERVICES_API int
iana_port(uint32_t entry)
{
	uint32_t row = iana_row_of(entry);

	return row == IANA_ROWS - 1 || iana_kind(row) == IANA_AT_NONE
		   ? -1
		   : (int)iana_value(row);
}

IANA_SERVICES_API int
iana_port_last(uint32_t entry)
{
	uint32_t row = iana_row_of(entry);

	return iana_kind(row) == IANA_AT_RANGE ? (int)iana_value(row + 1)
					       : iana_port(entry);
}

IANA_SERVICES_API int
iana_protocol(uint32_t entry)
{
	return iana_row_of(entry) == IANA_ROWS - 1 ? -1 : (int)(entry & 7);
}

IANA_SERVICES_API const char *
iana_alias(uint32_t entry, size_t i)
{
	uint32_t row = iana_row_of(entry), low = 0, high = IANA_ALSO, middle;

	if (row == IANA_ROWS - 1)
		return NULL;
	/* The first alias of the row: they are in the order of rows. */
	while (low < high) {
		middle = low + (high - low) / 2;
		if (iana_value(IANA_GET(also, middle)) < row)
			low = middle + 1;
		else
			high = middle;
	}
	for (; low != IANA_ALSO; low++) {
		high = IANA_GET(also, low);
		if (iana_value(high) != row)
			break;
		if ((iana_how(high) >> (entry & 7) & 1) != 0 && i-- == 0)
			return iana_row_name(high);
	}
	return NULL;
}

IANA_SERVICES_API const char *
iana_description(uint32_t entry)
{
#ifdef IANA_SERVICES_DESCRIPTIONS
	uint32_t row = iana_row_of(entry), at;

	at = IANA_GET(descriptions, row);
	if ((at & IANA_VARIOUS) != 0)
		at = IANA_GET(various, (at & ~IANA_VARIOUS) + (entry & 7));
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
		if ((int)IANA_GET(starts, middle) <= port)
			low = middle;
		else
			high = middle;
	}
	return IANA_GET(states, low);
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
