/* SPDX-License-Identifier: MIT */
/* The server of the tests, by libmicrohttpd. */
#include <sys/socket.h>
#include <sys/stat.h>

#include <arpa/inet.h>
#include <criterion/criterion.h>
#include <fcntl.h>
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "run.h"
#include "server.h"

enum {
	BLOCK = 64 * 1024,
	PIECES = 20,
	PAUSE = 100 * 1000 * 1000, /* ns between pieces */
	HUGE_LENGTH = 1024 * 1024 * 1024
};

static size_t
sent_in_all(const struct answer *a)
{
	switch (a->sending) {
	case SEND_CUT:
	case SEND_SLOWLY_CUT:
	case SEND_CHUNKED_CUT:
	case SEND_CLOSED:
		return a->n / 2;
	case SEND_ENDLESS:
	case SEND_HUGE:
		return HUGE_LENGTH;
	default:
		return a->n;
	}
}

/* Give libmicrohttpd the next bytes of a body. */
static ssize_t
next_bytes(void *data, uint64_t pos, char *to, size_t most)
{
	static const struct timespec pause = {0, PAUSE};
	const struct answer *a = data;
	size_t left = sent_in_all(a) - (size_t)pos;
	size_t at = (size_t)pos % a->n;

	if (left == 0)
		return a->sending == SEND_CLOSED
			   ? MHD_CONTENT_READER_END_OF_STREAM
			   : MHD_CONTENT_READER_END_WITH_ERROR;
	if (a->sending == SEND_SLOWLY || a->sending == SEND_SLOWLY_CUT) {
		nanosleep(&pause, NULL);
		most = most < a->n / PIECES ? most : a->n / PIECES;
	}
	most = most < left ? most : left;
	most = most < a->n - at ? most : a->n - at;
	memcpy(to, a->body + at, most);
	return (ssize_t)most;
}

static uint64_t
announced(const struct answer *a)
{
	switch (a->sending) {
	case SEND_CUT:
	case SEND_SLOWLY:
	case SEND_SLOWLY_CUT:
		return a->n;
	case SEND_HUGE:
		return HUGE_LENGTH;
	default:
		return MHD_SIZE_UNKNOWN;
	}
}

/* A file of a folder, by its path; NULL if there is none. */
static struct MHD_Response *
file_response(const char *folder, const char *path)
{
	char *name = format("%s%s", folder, path);
	int fd = open(name, O_RDONLY);
	struct stat st;

	free(name);
	if (fd == -1)
		return NULL;
	if (fstat(fd, &st) == -1 || !S_ISREG(st.st_mode)) {
		close(fd);
		return NULL;
	}
	return MHD_create_response_from_fd((uint64_t)st.st_size, fd);
}

static struct MHD_Response *
make_response(struct answer *a)
{
	size_t n = a->sending == SEND_SHORT ? a->n / 2 : a->n;
	struct MHD_Response *r;

	if (a->sending == SEND_WHOLE || a->sending == SEND_SHORT)
		r = MHD_create_response_from_buffer(
		    n, (void *)a->body, MHD_RESPMEM_PERSISTENT);
	else
		r = MHD_create_response_from_callback(
		    announced(a), BLOCK, next_bytes, a, NULL);
	if (a->sending == SEND_CLOSED)
		MHD_set_response_options(
		    r, MHD_RF_HTTP_1_0_COMPATIBLE_STRICT, MHD_RO_END);
	return r;
}

static void
see(struct MHD_Connection *c, const char *name, char *to, size_t size)
{
	const char *value =
	    MHD_lookup_connection_value(c, MHD_HEADER_KIND, name);

	snprintf(to, size, "%s", value == NULL ? "" : value);
}

static enum MHD_Result
on_request(void *data, struct MHD_Connection *c, const char *url,
    const char *method, const char *version, const char *upload, size_t *n,
    void **state)
{
	struct server *s = data;
	struct answer *a = &s->answer;
	struct MHD_Response *r =
	    s->folder == NULL ? NULL : file_response(s->folder, url);
	unsigned status = r != NULL ? MHD_HTTP_OK : a->status;
	enum MHD_Result result;

	(void)method;
	(void)version;
	(void)upload;
	(void)n;
	(void)state;
	if (r == NULL)
		r = make_response(a);
	s->requests++;
	see(c, "User-Agent", s->seen.agent, sizeof(s->seen.agent));
	see(c, "If-None-Match", s->seen.if_none_match,
	    sizeof(s->seen.if_none_match));
	see(c, "If-Modified-Since", s->seen.if_modified_since,
	    sizeof(s->seen.if_modified_since));
	see(c, "Authorization", s->seen.authorization,
	    sizeof(s->seen.authorization));
	snprintf(s->seen.path, sizeof(s->seen.path), "%s", url);
	if (a->etag != NULL)
		MHD_add_response_header(r, "ETag", a->etag);
	if (a->last_modified != NULL)
		MHD_add_response_header(r, "Last-Modified", a->last_modified);
	if (a->location != NULL)
		MHD_add_response_header(r, "Location", a->location);
	result = MHD_queue_response(c, status, r);
	MHD_destroy_response(r);
	return result;
}

static void
make_certificates(struct server *s)
{
	struct run r;

	if (!have("openssl"))
		cr_skip("no openssl to make certificates with");
	r = run_shell("tests/certificates.sh '%s'", s->dir);
	cr_assert_eq(r.status, 0, "certificates.sh: %s", r.err);
	free(r.out);
	free(r.err);
}

static struct MHD_Daemon *
start_tls(struct server *s, struct sockaddr_in *address, const char *name)
{
	char *path = format("%s/%s.pem", s->dir, name);
	char *key_path = format("%s/key.pem", s->dir);
	char *certificate = read_file(path, NULL);
	char *key = read_file(key_path, NULL);
	struct MHD_Daemon *daemon =
	    MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD | MHD_USE_TLS, 0,
		NULL, NULL, on_request, s, MHD_OPTION_SOCK_ADDR, address,
		MHD_OPTION_HTTPS_MEM_CERT, certificate,
		MHD_OPTION_HTTPS_MEM_KEY, key, MHD_OPTION_END);

	free(path);
	free(key_path);
	free(certificate);
	free(key);
	return daemon;
}

struct server *
server_start(const char *certificate)
{
	struct server *s = calloc(1, sizeof(*s));
	struct sockaddr_in address = {.sin_family = AF_INET};
	const union MHD_DaemonInfo *info;

	cr_assert_not_null(s);
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	s->dir = scratch();
	if (certificate == NULL) {
		s->daemon = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD, 0,
		    NULL, NULL, on_request, s, MHD_OPTION_SOCK_ADDR, &address,
		    MHD_OPTION_END);
	} else {
		make_certificates(s);
		s->daemon = start_tls(s, &address, certificate);
	}
	cr_assert_not_null(s->daemon, "no server");
	info = MHD_get_daemon_info(s->daemon, MHD_DAEMON_INFO_BIND_PORT);
	cr_assert_not_null(info);
	s->port = info->port;
	return s;
}

void
server_close(struct server *s)
{
	if (s->daemon != NULL)
		MHD_stop_daemon(s->daemon);
	s->daemon = NULL;
}

void
server_stop(struct server *s)
{
	server_close(s);
	free(s->dir);
	free(s);
}
