/* SPDX-License-Identifier: MIT */
/* Memory for what grows to megabytes. */
#ifndef MEMORY_H
#define MEMORY_H

#include <stddef.h>

/*
 * Grow memory, as realloc does, from old_size to size bytes.  Pages of a large
 * piece are asked for at once where the system can: to touch them one by one
 * costs ten times as much, and more than to parse what goes into them.
 * Returns the memory, to be freed, or NULL (ENOMEM) with the old as it was.
 */
void *memory_grow(void *old, size_t old_size, size_t size);

/*
 * Double the room of a list of items of size bytes: *room counts them, and is
 * 0, with old NULL, for a list that has none yet.
 * Returns the memory, to be freed, or NULL (ENOMEM) with all as it was.
 */
void *memory_double(void *old, size_t *room, size_t size);

#endif
