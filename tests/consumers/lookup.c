/* SPDX-License-Identifier: MIT */
/*
 * lookup: ask the C library for services and protocols.  Each line of
 * standard input is a question with its answer:
 *
 *	service NAME PROTOCOL PORT      port PORT PROTOCOL NAME
 *	protocol NAME NUMBER            number NUMBER NAME
 *
 * "-" stands for no answer.  Wrong answers are printed, and the exit status
 * is 1 then.  The line "all" prints every service.
 */
#include <arpa/inet.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	WORD = 128
};

static int
check(const char *question, const char *right, const char *answer)
{
	if (strcmp(right, answer) == 0)
		return 0;
	printf("%s: %s, not %s\n", question, answer, right);
	return 1;
}

/* Ask for w[1] of the kind w[0]; the answer is a string. */
static const char *
ask(char w[4][WORD])
{
	static char number[16];
	struct servent *s = NULL;
	struct protoent *p = NULL;

	if (strcmp(w[0], "service") == 0)
		s = getservbyname(w[1], w[2]);
	else if (strcmp(w[0], "port") == 0)
		s = getservbyport(htons((unsigned short)atoi(w[1])), w[2]);
	else if (strcmp(w[0], "protocol") == 0)
		p = getprotobyname(w[1]);
	else
		p = getprotobynumber(atoi(w[1]));
	if (s == NULL && p == NULL)
		return "-";
	if (w[0][0] == 'n' || strcmp(w[0], "port") == 0)
		return s != NULL ? s->s_name : p->p_name;
	snprintf(number, sizeof(number), "%d",
	    s != NULL ? ntohs((unsigned short)s->s_port) : p->p_proto);
	return number;
}

static void
print_all(void)
{
	struct servent *s;
	char **alias;

	while ((s = getservent()) != NULL) {
		printf("%s %d/%s", s->s_name, ntohs((unsigned short)s->s_port),
		    s->s_proto);
		for (alias = s->s_aliases; *alias != NULL; alias++)
			printf(" %s", *alias);
		putchar('\n');
	}
}

int
main(void)
{
	char line[4 * WORD], w[4][WORD];
	int wrong = 0, n;

	while (fgets(line, sizeof(line), stdin) != NULL) {
		line[strcspn(line, "\n")] = '\0';
		if (strcmp(line, "all") == 0) {
			print_all();
			continue;
		}
		n = sscanf(
		    line, "%127s %127s %127s %127s", w[0], w[1], w[2], w[3]);
		if (n < 3)
			return 2;
		wrong |= check(line, w[n - 1], ask(w));
	}
	return wrong;
}
