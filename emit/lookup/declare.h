
#include <stddef.h>
#include <stdint.h>

/* Instead of the C library's functions: see the end of the declarations. */
#if defined(IANA_SERVICES_REPLACE) && !defined(IANA_SERVICES_SERVENT)
#define IANA_SERVICES_SERVENT
#endif
#ifdef IANA_SERVICES_SERVENT
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#endif

#ifdef __cplusplus
extern "C" {
#endif

#ifdef IANA_SERVICES_STATIC
#if defined(__GNUC__)
#define IANA_SERVICES_API static __attribute__((unused))
#else
#define IANA_SERVICES_API static
#endif
#else
#define IANA_SERVICES_API extern
#endif

/* Transport protocols.  Any other number is one that nothing is found for. */
enum iana_protocol {
	IANA_TCP,
	IANA_UDP,
	IANA_SCTP,
	IANA_DCCP,
	IANA_NO_PROTOCOL, /* entries for which IANA names none */
	IANA_ANY_PROTOCOL /* all of these, in this order */
};

/* Ranges of ports (RFC 6335, section 6). */
enum iana_port_class {
	IANA_NOT_A_PORT,
	IANA_SYSTEM_PORT, /* 0 to 1023 */
	IANA_USER_PORT,	  /* 1024 to 49151 */
	IANA_DYNAMIC_PORT /* 49152 to 65535 */
};

/* What the registry says of a port (RFC 6335, section 6). */
enum iana_port_state {
	IANA_UNASSIGNED,
	IANA_ASSIGNED,
	IANA_RESERVED /* or for private use */
};

/*
 * An entry is a service name at a port, at a range of ports or without one,
 * over one transport protocol or none: one record of the registry.  It is a
 * number that stays the same as long as this file does; 0 is no entry.
 */

/* The preferred entry of a port, and the one after an entry there. */
IANA_SERVICES_API uint32_t iana_by_port(int port, int protocol);
IANA_SERVICES_API uint32_t iana_by_port_next(
    int port, int protocol, uint32_t entry);

/*
 * The first entry of a name or alias of n bytes, exactly as it is spelled: the
 * one of the lowest port.
 */
IANA_SERVICES_API uint32_t iana_by_name_n(
    const char *name, size_t n, int protocol);

/* The same of a string; here, so that compilers count what they know. */
static inline uint32_t
iana_by_name(const char *name, int protocol)
{
	size_t n = 0;

	if (name == NULL)
		return 0;
#if defined(__GNUC__) && __STDC_HOSTED__
	n = __builtin_strlen(name);
#else
	while (name[n] != 0)
		n++;
#endif
	return iana_by_name_n(name, n, protocol);
}

/* How names are compared. */
enum iana_compare {
	IANA_EXACT,
	IANA_IGNORE_CASE /* of ASCII letters (RFC 6335, section 5.1) */
};

/* The entry of a name of n bytes after an entry; 0 is before the first. */
IANA_SERVICES_API uint32_t iana_find(
    const char *name, size_t n, int protocol, int compare, uint32_t entry);

/* All entries, by port, protocol, preference; at last those without a port. */
struct iana_position {
	uint32_t port, item;
};

/* The entry at a position, all zeros at first, which is moved to the next. */
IANA_SERVICES_API uint32_t iana_walk(struct iana_position *);

/* What an entry has: NULL and -1 for what it has not, and for no entry. */
IANA_SERVICES_API const char *iana_name(uint32_t entry);
IANA_SERVICES_API int iana_port(uint32_t entry);
IANA_SERVICES_API int iana_port_last(uint32_t entry);
IANA_SERVICES_API int iana_protocol(uint32_t entry);
IANA_SERVICES_API const char *iana_alias(uint32_t entry, size_t i);
IANA_SERVICES_API const char *iana_description(uint32_t entry);

/* What a port is, whether it has entries or not. */
IANA_SERVICES_API int iana_port_class(int port);
IANA_SERVICES_API int iana_port_state(int port, int protocol);

/* "tcp", "udp", "sctp", "dccp", or NULL, and the other way round, or -1. */
IANA_SERVICES_API const char *iana_protocol_name(int protocol);
IANA_SERVICES_API int iana_protocol_find(const char *name);

/* The three macros, as the implementation has them. */
IANA_SERVICES_API uint32_t iana_services_date(void);
IANA_SERVICES_API uint32_t iana_services_entries(void);
IANA_SERVICES_API const char *iana_services_version(void);

#ifdef IANA_SERVICES_SERVENT
/*
 * As getservbyname_r and getservbyport_r of glibc: 0 with *result set, to NULL
 * if nothing was found, or ERANGE if the buffer is too small.
 */
IANA_SERVICES_API int iana_getservbyname_r(const char *name, const char *proto,
    struct servent *, char *buffer, size_t size, struct servent **result);
IANA_SERVICES_API int iana_getservbyport_r(int port, const char *proto,
    struct servent *, char *buffer, size_t size, struct servent **result);
#endif
#ifdef IANA_SERVICES_REPLACE
#define getservbyname_r iana_getservbyname_r
#define getservbyport_r iana_getservbyport_r
#endif

#ifdef __cplusplus
}
#endif
