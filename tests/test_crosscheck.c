/* SPDX-License-Identifier: MIT */
/* make update, where a registry has a CSV export. */
#include <criterion/criterion.h>
#include <stdlib.h>
#include <string.h>

#include "place.h"
#include "sample.h"

#define PORTS "service-names-port-numbers"

/* What is done to in/, with which settings, and what make says then. */
static const struct {
	const char *before;
	const char *settings;
	int status;
	const char *out;
	const char *err;
} steps[] = {
    {"sed -i 's/^sanity,643,udp/sanity,643,tcp/' in/*.csv", "", 2, "",
	", column 3 (Transport Protocol): 'tcp' instead of 'udp', line "},
    {":", "CROSSCHECK=no", 0, "2 cosmetic", ""},
    {"rm in/*.csv", "", 2, "",
	"in/" PORTS ".csv: cannot read\nupdate: no export of " PORTS
	" to compare with; CROSSCHECK=no does without it\n"},
    {":", "REGISTRIES=protocol-numbers", 0, "0 breaking", ""},
    {"python3 tests/export.py in/" PORTS ".xml >in/" PORTS ".csv", "", 0,
	PORTS ": export, ", ""},
};

Test(crosscheck, decides_on_an_update, .timeout = 600)
{
	char *copy = copy_tree(), *url = file_url(format("%s/in", copy));
	size_t i;

	if (!have("python3"))
		cr_skip("no python3");
	in_copy(copy, "mkdir in; cp -R data before");
	sample_xmlize(PORTS, format("%s/in/" PORTS ".xml", copy));
	sample_xmlize(
	    "protocol-numbers", format("%s/in/protocol-numbers.xml", copy));
	in_copy(copy,
	    "sed -i s/SANity/Sanity/ in/" PORTS ".xml; "
	    "python3 tests/export.py in/" PORTS ".xml >in/" PORTS ".csv");
	for (i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
		struct run r;

		in_copy(copy, steps[i].before);
		r = make_in(copy, format("-s update FETCH_URL=%s %s", url,
				      steps[i].settings));
		cr_expect_eq(r.status, steps[i].status, "%zu: %s", i, r.err);
		cr_expect_not_null(
		    strstr(r.out, steps[i].out), "%zu: %s", i, r.out);
		cr_expect_not_null(
		    strstr(r.err, steps[i].err), "%zu: %s", i, r.err);
		r = in_copy(copy, "diff -r before data");
		cr_expect_eq(
		    r.status, steps[i].status == 0, "%zu: %s", i, r.out);
		in_copy(copy, "rm -rf data; cp -R before data");
	}
}
