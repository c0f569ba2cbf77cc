#!/bin/sh
# SPDX-License-Identifier: MIT
# Judge the logs of valgrind: the tests and the tools may read nothing that was
# never set, nor touch what is not theirs; the tools may not leak.  The shell,
# which starts some of them, is not ours.
#
# usage: valgrind.sh DIRECTORY

cd "$1" || exit 74

# The logs of programs whose name matches an expression.
of_program() {
	grep -rlE "Command: ([^ \\]|\\\\.)*($1)( |\$)" .
}

tools=$(of_program 'portreg-[a-z]+')
tests=$(of_program 'tests/all')
if [ -z "$tests" ]; then
	echo "valgrind: nothing was run"
	exit 1
fi
found=$(
	echo "$tools" "$tests" | xargs grep -lE 'Invalid|ninitialised'
	echo "$tools" | xargs -r grep -lE 'definitely lost: [1-9]'
)
if [ -n "$found" ]; then
	echo "$found" | sort -u | xargs cat
	echo "valgrind: findings in the logs"
	exit 1
fi
echo "valgrind: no finding in the logs of $(echo "$tests" | wc -l) tests" \
	"and $(echo "$tools" | grep -c .) tools"
