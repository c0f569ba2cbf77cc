
#ifdef IANA_SERVICES_SERVENT

/* The bytes of a string, with its NUL. */
static size_t
iana_bytes(const char *s)
{
	size_t n = 0;

	while (s[n++] != '\0')
		continue;
	return n;
}

/* Copy a string to *at, and move that behind it.  Returns the copy. */
static char *
iana_copy(char **at, const char *s)
{
	char *copy = *at;

	do
		*(*at)++ = *s;
	while (*s++ != '\0');
	return copy;
}

/* Move *buffer to where a pointer can be, and take what this costs of *size. */
static int
iana_align(char **buffer, size_t *size)
{
	size_t over = (size_t)((uintptr_t)*buffer % sizeof(char *));
	size_t skip = over == 0 ? 0 : sizeof(char *) - over;

	if (*size < skip)
		return -1;
	*buffer += skip;
	*size -= skip;
	return 0;
}

/* How many aliases an entry has, with the bytes of them and all else. */
static size_t
iana_count_aliases(uint32_t entry, size_t *bytes)
{
	const char *alias;
	size_t n;

	*bytes = iana_bytes(iana_name(entry)) +
		 iana_bytes(iana_protocol_name(iana_protocol(entry)));
	for (n = 0; (alias = iana_alias(entry, n)) != NULL; n++)
		*bytes += iana_bytes(alias);
	*bytes += (n + 1) * sizeof(char *);
	return n;
}

/* Answer with an entry at a port. */
static int
iana_answer(uint32_t entry, int port, struct servent *s, char *buffer,
    size_t size, struct servent **result)
{
	size_t n, i, bytes;

	*result = NULL;
	if (entry == 0)
		return 0;
	n = iana_count_aliases(entry, &bytes);
	if (iana_align(&buffer, &size) != 0 || size < bytes)
		return ERANGE;
	s->s_aliases = (char **)(void *)buffer;
	buffer += (n + 1) * sizeof(char *);
	for (i = 0; i < n; i++)
		s->s_aliases[i] = iana_copy(&buffer, iana_alias(entry, i));
	s->s_aliases[n] = NULL;
	s->s_name = iana_copy(&buffer, iana_name(entry));
	s->s_port = htons((uint16_t)port);
	s->s_proto =
	    iana_copy(&buffer, iana_protocol_name(iana_protocol(entry)));
	*result = s;
	return 0;
}

/* The protocol of that name, or -1; NULL is any. */
static int
iana_protocol_of(const char *proto)
{
	return proto == NULL ? IANA_ANY_PROTOCOL : iana_protocol_find(proto);
}

/* Whether an entry can be a line of services(5). */
static int
iana_is_service(uint32_t entry)
{
	return iana_port(entry) >= 0 &&
	       iana_protocol(entry) != IANA_NO_PROTOCOL;
}

IANA_SERVICES_API int
iana_getservbyname_r(const char *name, const char *proto, struct servent *s,
    char *buffer, size_t size, struct servent **result)
{
	int protocol = iana_protocol_of(proto);
	size_t n = name == NULL ? 0 : iana_bytes(name) - 1;
	uint32_t e = 0;

	do
		e = iana_find(name, n, protocol, IANA_EXACT, e);
	while (e != 0 && !iana_is_service(e));
	return iana_answer(e, iana_port(e), s, buffer, size, result);
}

IANA_SERVICES_API int
iana_getservbyport_r(int port, const char *proto, struct servent *s,
    char *buffer, size_t size, struct servent **result)
{
	int protocol = iana_protocol_of(proto), host;
	uint32_t e;

	host = port < 0 || port > 65535 ? -1 : ntohs((uint16_t)port);
	e = iana_by_port(host, protocol);
	while (e != 0 && !iana_is_service(e))
		e = iana_by_port_next(host, protocol, e);
	return iana_answer(e, host, s, buffer, size, result);
}
#endif
