/* SPDX-License-Identifier: MIT */
/* A server, what it serves, and where that goes to. */
#ifndef SCENE_H
#define SCENE_H

#include "place.h"
#include "server.h"

/* What is printed of the registry that scene_make lets the server serve. */
#define SCENE_NEW	"protocol-numbers: 150 records, 2026-03-09, new\n"
#define SCENE_UNCHANGED "protocol-numbers: 150 records, 2026-03-09, unchanged\n"

struct scene {
	struct server *server;
	struct place place;
	char *url;    /* of the server's folder */
	char *cacert; /* the CA of its certificate */
	char *body;   /* a registry that passes; it is what is answered */
};

/* A scene with a server of that certificate; see server_start. */
struct scene scene_make(const char *certificate);
void scene_free(struct scene *);

/* Fetch, with one more option if it is not NULL. */
struct run scene_fetch(const struct scene *, const char *option);

/* Fetch; the test fails if another outcome is printed. */
void scene_expect(const struct scene *, const char *outcome);

#endif
