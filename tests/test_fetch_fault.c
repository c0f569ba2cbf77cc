/* SPDX-License-Identifier: MIT */
/* portreg-fetch with a server that is wrong in many ways. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "scene.h"

#define COUNT(a) (sizeof(a) / sizeof((a)[0]))

#define OPENING                                                \
	"<registry xmlns=\"http://www.iana.org/assignments\" " \
	"id=\"protocol-numbers\">"

/* Answers that must fail; those without a body have the good one. */
static const struct {
	const char *what;
	struct answer answer;
	int status;
	const char *text;
} faults[] = {
    {"404", {.status = 404}, 69, "HTTP 404"},
    {"403", {.status = 403}, 69, "HTTP 403"},
    {"401", {.status = 401}, 69, "HTTP 401"},
    {"429", {.status = 429}, 75, "HTTP 429: try again later"},
    {"500", {.status = 500}, 75, "HTTP 500: try again later"},
    {"503", {.status = 503}, 75, "HTTP 503: try again later"},
    {"599", {.status = 599}, 75, "HTTP 599: try again later"},
    {"600", {.status = 600}, 69, "HTTP 600"},
    {"999", {.status = 999}, 69, "HTTP 999"},
    {"203", {.status = 203}, 69, "unexpected HTTP 203"},
    {"204", {.status = 204, .body = ""}, 69, "unexpected HTTP 204"},
    {"206", {.status = 206}, 69, "unexpected HTTP 206"},
    {"300 without a place", {.status = 300}, 69, "unexpected HTTP 300"},
    {"to http", {.status = 302, .location = "http://localhost/x"}, 69,
	"HTTP 302, a redirect, which is not followed: 'http://localhost/x'"},
    {"to a file", {.status = 301, .location = "file:///etc/passwd"}, 69,
	"HTTP 301, a redirect"},
    {"to another host", {.status = 307, .location = "https://other/x"}, 69,
	"HTTP 307, a redirect"},
    {"to a user", {.status = 302, .location = "https://me:secret@h/a@b?c#d"},
	69, "HTTP 302, a redirect, which is not followed: 'https://h/a@b?c#d'"},
    {"to a port that is too large",
	{.status = 302, .location = "https://u:p@h:99999999999999999999/"}, 69,
	"HTTP 302, a redirect, which is not followed\n"},
    {"to another's user", {.status = 302, .location = "ftp://secret@h/"}, 69,
	"HTTP 302, a redirect, which is not followed: 'ftp://h/'"},
    {"to the same host", {.status = 308, .location = "/x"}, 69,
	"HTTP 308, a redirect"},
    {"cut", {.status = 200, .sending = SEND_CUT}, 69, "truncated: got "},
    {"cut in chunks", {.status = 200, .sending = SEND_CHUNKED_CUT}, 69,
	"truncated after "},
    {"closed", {.status = 200, .sending = SEND_CLOSED}, 65,
	"truncated: no closing </registry>"},
    {"short length", {.status = 200, .sending = SEND_SHORT}, 65,
	"truncated: no closing </registry>"},
    {"endless", {.status = 200, .sending = SEND_ENDLESS}, 65,
	"larger than the limit of 64 MiB"},
    {"huge", {.status = 200, .sending = SEND_HUGE}, 65,
	"larger than the limit of 64 MiB"},
    {"empty", {.status = 200, .body = ""}, 65, "empty, not the registry"},
    {"blank", {.status = 200, .body = "\n\n"}, 65, "no closing </registry>"},
    {"HTML", {.status = 200, .body = "<!DOCTYPE html>\n<html>Log in</html>"},
	65, "HTML, not the registry (captive portal?)"},
    {"XHTML",
	{.status = 200, .body = "<?xml version='1.0'?>\n<HTML>Log in</HTML>"},
	65, "HTML, not the registry (captive portal?)"},
    {"gzip", {.status = 200, .body = "\x1f\x8b\x08"}, 65,
	"compressed, which was not asked for"},
    {"NUL", {.status = 200, .body = OPENING "\0</registry>", .n = 84}, 65,
	":1: NUL byte"},
    {"DOCTYPE", {.status = 200, .body = "<!DOCTYPE x>\n<x></registry>"}, 65,
	":1: DOCTYPE is not allowed"},
    {"not well-formed", {.status = 200, .body = OPENING "\n<a></registry>"}, 65,
	":2: not well-formed: "},
    {"wrong root",
	{.status = 200,
	    .body = "<x xmlns='http://www.iana.org/assignments'>"
		    "<registry></registry></x> </registry>"},
	65, ":1: the root is not <registry> of "},
    {"no namespace",
	{.status = 200, .body = "<registry id='protocol-numbers'></registry>"},
	65, ":1: the root is not <registry> of "},
    {"escape in the id",
	{.status = 200,
	    .body = "<registry xmlns='http://www.iana.org/assignments' "
		    "id='\xc2\x9b'></registry>"},
	65, ":1: another registry than 'protocol-numbers': '\\xc2\\x9b'"},
    {"few records",
	{.status = 200,
	    .body = OPENING "<updated>2026-03-09</updated></registry>"},
	65, "only 0 records, fewer than the least plausible 140"},
};

Test(fetch_fault, refuses_every_wrong_answer_and_leaves_all_as_it_was)
{
	struct scene s = scene_make("good"), empty = s;
	struct contents before, nothing = {0, NULL, NULL};
	struct answer *a = &s.server->answer;
	struct run r;
	size_t i;

	empty.place = place_make();
	a->etag = "\"good\"";
	scene_expect(&s, SCENE_NEW);
	before = place_read_both(&s.place);
	for (i = 0; i < COUNT(faults); i++) {
		*a = faults[i].answer;
		a->etag = "\"bad\"";
		a->body = a->body == NULL ? s.body : a->body;
		a->n = a->n == 0 ? strlen(a->body) : a->n;
		r = scene_fetch(&s, NULL);
		place_expect_run(
		    &r, faults[i].status, faults[i].text, faults[i].what);
		cr_expect_str_eq(r.out, "", "%s", faults[i].what);
		place_free_run(&r);
		place_expect(&s.place, &before, faults[i].what);
		r = scene_fetch(&empty, NULL);
		place_expect_run(
		    &r, faults[i].status, faults[i].text, faults[i].what);
		place_free_run(&r);
		place_expect(&empty.place, &nothing, faults[i].what);
	}
	contents_free(&before);
	place_free(&empty.place);
	scene_free(&s);
}
