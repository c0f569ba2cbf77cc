/* SPDX-License-Identifier: MIT */
/* The progress bar. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "progress.h"
#include "scene.h"

Test(fetch_progress, the_bar_waits_half_a_second)
{
	char *text = NULL;
	size_t n = 0;
	FILE *out = open_memstream(&text, &n);
	struct progress p = {.out = out, .name = "x", .start = 1000};

	progress_draw(&p, 1499, 10, 100);
	progress_stop(&p);
	fflush(out);
	cr_expect_eq(n, 0);
	progress_draw(&p, 1500, 50 * 1024, 100 * 1024);
	progress_draw(&p, 1599, 60 * 1024, 100 * 1024);
	fflush(out);
	cr_expect_str_eq(text, "\rx [###############               ]  50 %, "
			       "50 KiB\033[K");
	progress_draw(&p, 1600, 2048, 0);
	progress_stop(&p);
	fclose(out);
	cr_expect_not_null(strstr(text, "\rx 2 KiB\033[K\r\033[K"));
	free(text);
}

static struct run
fetch_on_a_terminal(const struct scene *s)
{
	return run_shell(
	    "script -qec \"'%s/portreg-fetch' --force -d '%s' --retry 0 "
	    "--cacert '%s' --url '%s' protocol-numbers\" /dev/null",
	    built(), s->place.dir, s->cacert, s->url);
}

Test(fetch_progress, shows_a_bar_to_a_person_who_waits)
{
	struct scene s = scene_make("good");
	struct run r;

	if (!have("script"))
		cr_skip("no script(1) to make a terminal with");
	s.server->answer.sending = SEND_SLOWLY;
	r = scene_fetch(&s, NULL);
	place_expect_run(&r, 0, "", "no terminal");
	place_free_run(&r);
	r = fetch_on_a_terminal(&s);
	cr_expect_eq(r.status, 0);
	cr_expect_not_null(strstr(r.out, "\rprotocol-numbers [####"));
	cr_expect_not_null(strstr(r.out, "\r\033[Kprotocol-numbers: 150"));
	place_free_run(&r);
	/* What is said takes the place of the bar. */
	s.server->answer.sending = SEND_SLOWLY_CUT;
	r = fetch_on_a_terminal(&s);
	cr_expect_eq(r.status, 69, "%d", r.status);
	cr_expect_not_null(
	    strstr(r.out, "KiB\033[K\r\033[Kportreg-fetch: "), "%s", r.out);
	place_free_run(&r);
	scene_free(&s);
}
