/* SPDX-License-Identifier: MIT */
/* An HTTPS server on loopback that answers as badly as a test wants. */
#ifndef SERVER_H
#define SERVER_H

#include <stddef.h>
#include <stdint.h>

/* How the body of an answer is sent. */
enum sending {
	SEND_WHOLE,
	SEND_CUT,	  /* half of it, then the connection closes */
	SEND_CHUNKED_CUT, /* the same, in chunks */
	SEND_CLOSED,	  /* half of it; its end is that of the connection */
	SEND_SHORT,	  /* half of it, and no sign that there is more */
	SEND_SLOWLY,	  /* in 20 pieces of 100 ms, with a Content-Length */
	SEND_SLOWLY_CUT,  /* half of that */
	SEND_ENDLESS,	  /* again and again, in chunks */
	SEND_HUGE	  /* the same, with a Content-Length of 1 GiB */
};

struct answer {
	unsigned status;
	enum sending sending;
	const char *body;
	size_t n;
	const char *etag;
	const char *last_modified;
	const char *location;
};

/* What the last request said; "" is a header that it had not. */
struct request {
	char agent[128];
	char if_none_match[512];
	char if_modified_since[128];
	char authorization[128];
	char path[128];
};

struct server {
	struct answer answer; /* to every request from now on */
	const char *folder;   /* a request for a file of it gets that file */
	struct request seen;
	size_t requests;
	uint16_t port;
	char *dir; /* of ca.pem and the other certificates */
	struct MHD_Daemon *daemon;
};

/*
 * Start a server with one of the certificates of certificates.sh, "good",
 * "expired", "host" or "self"; with NULL, it speaks HTTP without TLS.  A test
 * that has no openssl(1) is skipped.  The strings of an answer must stay.
 */
struct server *server_start(const char *certificate);

/* Close the port, and keep the rest. */
void server_close(struct server *);

void server_stop(struct server *);

#endif
