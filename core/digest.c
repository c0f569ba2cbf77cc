/* SPDX-License-Identifier: MIT */
/* SHA-256 by libgcrypt, which uses the processor's own instructions. */
#include <errno.h>
#include <gcrypt.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "digest.h"

enum {
	DIGEST_BYTES = 32
};

struct digest {
	gcry_md_hd_t md;
	int has_thread;
	pthread_t thread;
	pthread_mutex_t lock; /* of what follows */
	pthread_cond_t changed;
	const void *s; /* what the thread has to add, or NULL */
	size_t n;
	int stop;
};

struct digest *
digest_new(void)
{
	struct digest *d = calloc(1, sizeof(*d));

	if (d == NULL)
		return NULL;
	if (!gcry_control(GCRYCTL_INITIALIZATION_FINISHED_P)) {
		gcry_check_version(NULL);
		gcry_control(GCRYCTL_DISABLE_SECMEM, 0);
		gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0);
	}
	if (gcry_md_open(&d->md, GCRY_MD_SHA256, 0) != 0) {
		free(d);
		errno = ENOMEM;
		return NULL;
	}
	pthread_mutex_init(&d->lock, NULL);
	pthread_cond_init(&d->changed, NULL);
	return d;
}

/* The thread: add what there is, until it has to stop. */
static void *
run(void *data)
{
	struct digest *d = data;

	pthread_mutex_lock(&d->lock);
	for (;;) {
		while (d->s == NULL && !d->stop)
			pthread_cond_wait(&d->changed, &d->lock);
		if (d->s == NULL)
			break;
		pthread_mutex_unlock(&d->lock);
		gcry_md_write(d->md, d->s, d->n);
		pthread_mutex_lock(&d->lock);
		d->s = NULL;
		pthread_cond_signal(&d->changed);
	}
	pthread_mutex_unlock(&d->lock);
	return NULL;
}

/* Start the thread, where signals do not come to. */
static void
start(struct digest *d)
{
	sigset_t all, before;

	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	d->has_thread = pthread_create(&d->thread, NULL, run, d) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
}

/* Wait until the thread has nothing to do. */
static void
settle(struct digest *d)
{
	pthread_mutex_lock(&d->lock);
	while (d->s != NULL)
		pthread_cond_wait(&d->changed, &d->lock);
	pthread_mutex_unlock(&d->lock);
}

void
digest_add_beside(struct digest *d, const void *s, size_t n)
{
	if (!d->has_thread)
		start(d);
	if (!d->has_thread) {
		digest_add(d, s, n);
		return;
	}
	settle(d);
	pthread_mutex_lock(&d->lock);
	d->s = s;
	d->n = n;
	pthread_cond_signal(&d->changed);
	pthread_mutex_unlock(&d->lock);
}

void
digest_add(struct digest *d, const void *s, size_t n)
{
	settle(d);
	gcry_md_write(d->md, s, n);
}

void
digest_hex(struct digest *d, char hex[DIGEST_HEX + 1])
{
	gcry_md_hd_t copy;
	const unsigned char *bytes;
	int i;

	settle(d);
	hex[0] = '\0';
	if (gcry_md_copy(&copy, d->md) != 0)
		return;
	bytes = gcry_md_read(copy, GCRY_MD_SHA256);
	for (i = 0; i < DIGEST_BYTES; i++)
		snprintf(&hex[(size_t)i * 2], 3, "%02x", bytes[i]);
	gcry_md_close(copy);
}

void
digest_free(struct digest *d)
{
	if (d == NULL)
		return;
	if (d->has_thread) {
		pthread_mutex_lock(&d->lock);
		d->stop = 1;
		pthread_cond_signal(&d->changed);
		pthread_mutex_unlock(&d->lock);
		pthread_join(d->thread, NULL);
	}
	pthread_mutex_destroy(&d->lock);
	pthread_cond_destroy(&d->changed);
	gcry_md_close(d->md);
	free(d);
}
