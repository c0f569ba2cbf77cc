/*
 * The tables: what they hold, and how a name is found in them.  The emitter
 * that fills them is compiled with these lines too.
 */
#include <stddef.h>
#include <stdint.h>

/*
 * A name starts at one of IANA_SLOTS rows, by its hash, and a port at the row
 * that ports has for it.  The rows after the slots are what did not fit:
 * lists, and ports with several entries.  The last row is nobody's.
 *
 * A row is two numbers, name and value, and two bytes, how and tag.
 */
enum {
	IANA_AT_PORT,  /* an entry with one port, which is its value */
	IANA_AT_NONE,  /* an entry without a port */
	IANA_ALIAS,    /* an alias of the entry in the row that is its value */
	IANA_AT_RANGE, /* an entry with the ports from its value to the next's
			*/
	IANA_LIST,     /* of names: see the rows from the one of its value on */
	IANA_SHARED,   /* a port: see shared, from its name on */
	IANA_TAIL,     /* the last port of the range before it */

	IANA_KIND_SHIFT = 5,   /* how: one bit a protocol, and the kind */
	IANA_PROTOCOLS = 0x1f, /* these bits */
	IANA_TAG = 0x7f, /* tag: what iana_tag says of the name, in a slot */
	IANA_END = 0x01, /* tag: the list ends here, after the slots */
	IANA_FAR = 0x80, /* tag: 64 KiB are to be added to the name */
	IANA_PAGE_SHIFT = 5,   /* a page is 32 ports */
	IANA_PAGE_MASK = 0x1f, /* the port within its page */
	IANA_PROTOCOL = 0x07,  /* share: the protocol of an entry at a port */
	IANA_CONTINUED = 0x40, /* share: of a range that began before */
	IANA_SHARE_END = 0x80, /* share: the last one of the port */
	IANA_WORDS = 16	       /* bytes of a name that are read at once */
};

/*
 * What is so nearly always, and functions that are seldom called, are told to
 * compilers that take it; with others, code is a bit slower.
 */
#ifdef __GNUC__
#define IANA_LIKELY(x) __builtin_expect((x) != 0, 1)
#define IANA_SELDOM    static __attribute__((cold, noinline))
#else
#define IANA_LIKELY(x) (x)
#define IANA_SELDOM    static
#endif

/* A description that is not an offset but where one a protocol stands. */
#define IANA_VARIOUS UINT32_C(0x80000000)

/*
 * Numbers of 2 and 4 bytes, the lowest byte first, wherever they start.  This
 * is one step for compilers that say that they have them so.
 */
#if defined(__GNUC__) && defined(__BYTE_ORDER__) && \
    __BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__
static inline uint32_t
iana_load2(const unsigned char *s)
{
	uint16_t x;

	__builtin_memcpy(&x, s, sizeof(x));
	return x;
}

static inline uint32_t
iana_load4(const unsigned char *s)
{
	uint32_t x;

	__builtin_memcpy(&x, s, sizeof(x));
	return x;
}

static inline void
iana_store4(unsigned char *s, uint32_t x)
{
	__builtin_memcpy(s, &x, sizeof(x));
}
#else
static inline uint32_t
iana_load2(const unsigned char *s)
{
	return (uint32_t)s[0] | (uint32_t)s[1] << 8;
}

static inline uint32_t
iana_load4(const unsigned char *s)
{
	return iana_load2(s) | iana_load2(s + 2) << 16;
}

static inline void
iana_store4(unsigned char *s, uint32_t x)
{
	s[0] = (unsigned char)(x & 0xff);
	s[1] = (unsigned char)(x >> 8 & 0xff);
	s[2] = (unsigned char)(x >> 16 & 0xff);
	s[3] = (unsigned char)(x >> 24);
}
#endif

/* A name of 1 to 3 bytes where 4 can be read: a copy, which 0 follows. */
static inline const unsigned char *
iana_extend(const unsigned char *s, size_t n, unsigned char copy[4])
{
	iana_store4(copy, (uint32_t)s[0] | (uint32_t)s[n >> 1] << 8 * (n >> 1) |
			      (uint32_t)s[n - 1] << 8 * (n - 1));
	return copy;
}

/*
 * A name of n bytes, at least 4, is read by four: of up to IANA_WORDS bytes,
 * all; of more, the first and the last ones.  What is read overlaps in names
 * of less than 16, so that there is no branch on their length.  These are
 * where it starts but for the first and the last four.
 */
static inline size_t
iana_third(size_t n)
{
	return n < 8 ? 0 : n - 8;
}

static inline size_t
iana_second(size_t n)
{
	return n - 4 - iana_third(n);
}

/* Two words, in which letters have lost their case. */
static inline uint64_t
iana_pair(uint32_t low, uint32_t high)
{
	return (low | (uint64_t)high << 32) | UINT64_C(0x2020202020202020);
}

/*
 * The hash of a name of n bytes, at least 4, whatever the case of its letters.
 * The salt is odd, so that it spreads hashes anew, but makes none equal that
 * are not.  The last bytes, in which names most often differ, are low in the
 * tail, as what is high tells in few bits of a product.
 */
static inline uint64_t
iana_hash(const unsigned char *s, size_t n, uint64_t salt)
{
	uint64_t head =
	    iana_pair(iana_load4(s), iana_load4(s + iana_second(n)));
	uint64_t tail =
	    iana_pair(iana_load4(s + n - 4), iana_load4(s + iana_third(n)));

	return (head + n) * salt + tail * (salt * UINT64_C(0xd6e8feb86659fd93));
}

/* What is below the bits that choose the seed, where there are 2048. */
static inline uint32_t
iana_low(uint64_t h)
{
	return (uint32_t)(h >> 21 & UINT32_MAX);
}

/* The tag of a name: its length, of which 4 bits are kept, and some hash. */
static inline uint32_t
iana_tag(uint64_t h, size_t n)
{
	return (iana_low(h) & 0x70) | (uint32_t)(n & 0x0f);
}

/* A 32-bit number, scaled down to one below n. */
static inline uint32_t
iana_scale(uint32_t x, uint32_t n)
{
	return (uint32_t)((uint64_t)x * n >> 32);
}

/* Where in n seeds, a power of 2, that of a hash is. */
static inline uint32_t
iana_bucket(uint64_t h, uint32_t n)
{
	return iana_scale((uint32_t)(h >> 32), n);
}

/* Seeds have so many bits that one can send a hash to any of n slots. */
static inline int
iana_seed_bits(uint32_t n)
{
	return n <= 0x10000 ? 16 : 24;
}

/* To which of n slots a seed sends a hash. */
static inline uint32_t
iana_slot(uint64_t h, uint32_t seed, uint32_t n)
{
	return iana_scale(iana_low(h) + (seed << (32 - iana_seed_bits(n))), n);
}
