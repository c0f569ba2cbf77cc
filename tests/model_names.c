/* SPDX-License-Identifier: MIT */
/* What tests/consumers/services.c should print of names. */
#include <criterion/criterion.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "model.h"

enum {
	ANY = PROTOCOL_NONE + 1
};

/* A spelling that leads to an entry, in any case. */
struct word {
	const char *name;
	const struct model_entry *entry;
};

struct words {
	struct word *words;
	size_t n;
};

static int
compare(const void *a, const void *b)
{
	const struct word *x = a, *y = b;
	int order = strcasecmp(x->name, y->name);

	if (order == 0)
		order = (x->entry > y->entry) - (x->entry < y->entry);
	return order;
}

static int
compare_name(const void *key, const void *word)
{
	return strcasecmp(key, ((const struct word *)word)->name);
}

static struct words
make_words(const struct model *m, int aliases)
{
	struct words w = {calloc(m->n + m->n_aliases + 1, sizeof(*w.words)), 0};
	size_t i;

	cr_assert_not_null(w.words);
	for (i = 0; i < m->n; i++)
		w.words[w.n++] =
		    (struct word){m->entries[i].name, &m->entries[i]};
	for (i = 0; aliases && i < m->n_aliases; i++)
		w.words[w.n++] =
		    (struct word){m->aliases[i].name, m->aliases[i].entry};
	qsort(w.words, w.n, sizeof(*w.words), compare);
	return w;
}

/* Print the entries of a name, those from a word to the end of its kind. */
static void
put_entries(FILE *out, const struct words *w, const struct word *from,
    const char *name, int ignore_case, int protocol)
{
	const struct model_entry *before = NULL;
	int found = 0;

	for (; from < w->words + w->n && strcasecmp(from->name, name) == 0;
	     from++) {
		const struct model_entry *e = from->entry;

		if ((!ignore_case && strcmp(from->name, name) != 0) ||
		    (protocol != ANY && e->protocol != protocol) || e == before)
			continue;
		if (found++ == 0)
			fprintf(out, "%s %d/%d", name, ignore_case, protocol);
		fprintf(out, " %s:%d-%d/%d", e->name, (int)e->first,
		    (int)e->last, e->protocol);
		before = e;
	}
	if (found > 0)
		fputc('\n', out);
}

char *
model_names(const struct model *m, const char *names, int aliases)
{
	struct words w = make_words(m, aliases);
	char *text, *name;
	size_t size, n;
	FILE *out = open_memstream(&text, &size);
	int ignore_case, p;

	cr_assert_not_null(out);
	for (; *names != '\0'; names += n + 1) {
		const struct word *word;

		n = strcspn(names, "\n");
		name = strndup(names, n);
		cr_assert_not_null(name);
		word =
		    bsearch(name, w.words, w.n, sizeof(*w.words), compare_name);
		while (word != NULL && word > w.words &&
		       strcasecmp(word[-1].name, name) == 0)
			word--;
		for (ignore_case = 0; word != NULL && ignore_case < 2;
		     ignore_case++)
			for (p = 0; p <= ANY; p++)
				put_entries(
				    out, &w, word, name, ignore_case, p);
		free(name);
	}
	cr_assert_eq(fclose(out), 0);
	free(w.words);
	return text;
}
