/* SPDX-License-Identifier: MIT */
/* A server, what it serves, and where that goes to. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "scene.h"

struct scene
scene_make(const char *certificate)
{
	struct scene s;

	s.server = server_start(certificate);
	s.place = place_make();
	s.url = format("https://localhost:%u/", (unsigned)s.server->port);
	s.cacert = format("%s/ca.pem", s.server->dir);
	s.body = place_registry(PLACE_REGISTRY, "2026-03-09", 150);
	s.server->answer.status = 200;
	s.server->answer.body = s.body;
	s.server->answer.n = strlen(s.body);
	return s;
}

void
scene_free(struct scene *s)
{
	server_stop(s->server);
	place_free(&s->place);
	free(s->url);
	free(s->cacert);
	free(s->body);
}

struct run
scene_fetch(const struct scene *s, const char *option)
{
	const char *const more[] = {"--cacert", s->cacert, option, NULL};

	return place_fetch(&s->place, s->url, more);
}

void
scene_expect(const struct scene *s, const char *outcome)
{
	struct run r = scene_fetch(s, NULL);

	place_expect_run(&r, 0, "", outcome);
	cr_expect_str_eq(r.out, outcome);
	place_free_run(&r);
}
