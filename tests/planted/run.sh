#!/bin/sh
# SPDX-License-Identifier: MIT
# Plant each bug of tests/planted in a copy of the tree and see that its judge
# finds it.  What precedes the diff of a patch says what the bug is and has two
# lines: "Judge:", the command that must fail, and "Finds:", an extended regular
# expression that its output must match, so that no other failure will do.
#
# usage: run.sh DIRECTORY [NAME...]
#
# DIRECTORY is where the copy goes, with what was built in B.

set -u
dir=$1
shift
B=${B:-build}
tree=$PWD
copy=$dir/tree
[ $# -gt 0 ] || set -- tests/planted/*.patch

field() {
	sed -n "s/^$1: //p" "$2"
}

# Leave a copy as it was, and newer than what was made with the bug.
pull_out() {
	patch -s -R -p1 <"$1" && sed -n 's|^+++ b/||p' "$1" | xargs touch
}

# Whether a bug is found; says why not.
judge() {
	bug=$tree/$1
	log=$dir/$(basename "$1" .patch).log
	if ! patch -s -p1 <"$bug" >"$log" 2>&1; then
		echo "does not apply, see $log"
		return 1
	fi
	sed -n 's|^+++ b/||p' "$bug" | xargs touch
	sh -c "$(field Judge "$bug")" >"$log" 2>&1
	status=$?
	pull_out "$bug" || exit 70
	if [ "$status" -eq 0 ]; then
		echo "not found by: $(field Judge "$bug")"
		return 1
	fi
	grep -qE "$(field Finds "$bug")" "$log" && return 0
	echo "another failure than expected, see $log"
	return 1
}

rm -rf "$dir"
mkdir -p "$copy/build"
dir=$(cd "$dir" && pwd)
copy=$dir/tree
# shellcheck disable=SC2086 # a list of names without blanks
tar -cf - ${FILES:?} | tar -xpf - -C "$copy"
for part in core parse emit fetch tests sanitize avahi names libportreg.a; do
	[ ! -e "$B/$part" ] || cp -Rp "$B/$part" "$copy/build"
done
cp -p "$B"/portreg-* "$copy/build"
[ ! -d dist ] || cp -Rp dist "$copy"
cd "$copy" || exit 74
unset MAKEFLAGS MFLAGS MAKELEVEL B DIST CFLAGS LDFLAGS WERROR ONLY

all=0 found=0
for bug; do
	all=$((all + 1))
	if why=$(judge "$bug"); then
		found=$((found + 1))
		echo "planted: $(basename "$bug" .patch) is found"
	else
		echo "planted: $(basename "$bug" .patch): $why" >&2
	fi
done
echo "planted: $found of $all bugs are found"
[ "$found" -eq "$all" ]
