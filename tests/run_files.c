/* SPDX-License-Identifier: MIT */
/* Which files there are for tests: real registries, and cases. */
#include <criterion/criterion.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "run.h"

static char *
registry_dir(void)
{
	const char *dir = getenv("PORTREG_REGISTRY");

	return dir != NULL && *dir != '\0'
		   ? strdup(dir)
		   : format("%s/../shared/registry", tree());
}

char *
registry_file(const char *name)
{
	char *dir = registry_dir();
	char *path = format("%s/%s", dir, name);

	free(dir);
	if (access(path, R_OK) != 0)
		cr_skip("no real registry file %s", name);
	return path;
}

static int
ends_in(const char *s, const char *suffix)
{
	size_t n = strlen(s), want = strlen(suffix);

	return n >= want && strcmp(s + n - want, suffix) == 0;
}

static int
compare(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

char **
registry_files(const char *suffix)
{
	char *path = registry_dir();
	DIR *dir = opendir(path);
	struct dirent *entry;
	char **list = calloc(1, sizeof(*list));
	size_t n = 0;

	if (dir == NULL)
		cr_skip("no real registry files");
	while ((entry = readdir(dir)) != NULL) {
		if (!ends_in(entry->d_name, suffix))
			continue;
		list = realloc(list, (n + 2) * sizeof(*list));
		cr_assert_not_null(list);
		list[n++] = format("%s/%s", path, entry->d_name);
		list[n] = NULL;
	}
	closedir(dir);
	free(path);
	qsort(list, n, sizeof(*list), compare);
	return list;
}

size_t
list_cases(const char *name, const char *const suffixes[],
    char names[][RUN_NAME], size_t most)
{
	char *path = format("%s/tests/%s", tree(), name);
	DIR *dir = opendir(path);
	struct dirent *entry;
	size_t n = 0, i;

	while (dir != NULL && n < most && (entry = readdir(dir)) != NULL)
		for (i = 0; suffixes[i] != NULL; i++) {
			if (entry->d_name[0] == '.' ||
			    !ends_in(entry->d_name, suffixes[i]))
				continue;
			snprintf(names[n++], RUN_NAME, "%.63s", entry->d_name);
			break;
		}
	if (dir != NULL)
		closedir(dir);
	free(path);
	return n;
}
