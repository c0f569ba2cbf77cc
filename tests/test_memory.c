/* SPDX-License-Identifier: MIT */
/* Memory for what grows. */
#include <criterion/criterion.h>
#include <errno.h>
#include <stdint.h>
#include <stdlib.h>

#include "memory.h"

Test(memory, a_list_has_room_for_more_and_then_for_twice_as_many)
{
	size_t room = 0, first;
	long *list = memory_double(NULL, &room, sizeof(*list));

	cr_assert(list != NULL && room > 0);
	first = room;
	list[first - 1] = 643;
	list = memory_double(list, &room, sizeof(*list));
	cr_assert_not_null(list);
	cr_expect_eq(room, 2 * first);
	cr_expect_eq(list[first - 1], 643);
	list[room - 1] = 1;
	free(list);
}

Test(memory, a_list_that_cannot_be_counted_is_left_as_it_is)
{
	static const size_t rooms[] = {
	    SIZE_MAX / 2 + 1, SIZE_MAX / 8, SIZE_MAX / 16 + 1};
	char *list = malloc(1);
	size_t i;

	cr_assert_not_null(list);
	for (i = 0; i < sizeof(rooms) / sizeof(rooms[0]); i++) {
		size_t room = rooms[i];

		errno = 0;
		cr_expect_null(memory_double(list, &room, 8));
		cr_expect_eq(errno, ENOMEM);
		cr_expect_eq(room, rooms[i]);
	}
	free(list);
}
