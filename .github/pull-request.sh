#!/bin/sh
# SPDX-License-Identifier: MIT
# Propose what make update changed: a commit of those files on top of HEAD, on
# a branch of its own, and a pull request by gh(1) with the report as its text.
#
# usage: pull-request.sh REMOTE BASE FILE...
#
# BASE may be empty: then it is the branch that is checked out.  The commit is
# made beside it, from an index of its own, so that branch, index and files of
# the user are never touched.

set -eu
remote=$1
base=$2
shift 2

most=60000 # bytes of a text; GitHub takes 65,536 characters

fail() {
	status=$1
	shift
	echo "pull-request: $*" >&2
	exit "$status"
}

# Without a pull request, the branch would keep the next run from making one.
pushed=no
clean_up() {
	trap '' HUP INT TERM
	rm -rf "$work"
	[ $pushed = no ] || git push -q "$remote" ":refs/heads/$branch" ||
		echo "pull-request: $branch stays at $remote: delete it" >&2
}
work=$(mktemp -d)
trap clean_up EXIT
trap 'exit 1' HUP INT TERM

head=$(git rev-parse -q --verify 'HEAD^{commit}') ||
	fail 66 'no commit of git to start from'
tree=$(GIT_INDEX_FILE=$work/index && export GIT_INDEX_FILE &&
	git read-tree "$head" && git add -- "$@" && git write-tree) ||
	fail 73 'git cannot add the data'
if [ "$tree" = "$(git rev-parse "$head^{tree}")" ]; then
	echo 'pull-request: the data has not changed'
	exit 0
fi

# The date is that of the newest registry that changed; the branch has all, and
# what tells two states of one date apart.
: >"$work/lock"
: >"$work/changes"
git cat-file -e "$head:./data/registry.lock" 2>/dev/null &&
	git show "$head:./data/registry.lock" >"$work/lock"
git cat-file -e "$head:./CHANGES-data.md" 2>/dev/null &&
	git show "$head:./CHANGES-data.md" >"$work/changes"
date=$(grep -vxFf "$work/lock" data/registry.lock |
	awk -F, '$3 ~ /^[0-9]/ && $3 > d { d = $3 } END { print d }')
entries=$(($(wc -l <CHANGES-data.md) - $(wc -l <"$work/changes")))
if [ -z "$date" ] || [ "$entries" -le 0 ]; then
	fail 65 'the data has changed, but not by make update'
fi
branch=registry$(awk -F, 'NR > 1 { printf "-%s", $3 }' data/registry.lock)
branch=$branch-$(git hash-object data/registry.lock | cut -c 1-8)

[ -n "$base" ] || base=$(git symbolic-ref -q --short HEAD) ||
	fail 64 'no branch is checked out: say BASE=branch'
command -v gh >/dev/null || fail 69 'there is no gh to open it with'
status=0
git ls-remote --exit-code "$remote" "refs/heads/$branch" >/dev/null ||
	status=$?
case $status in
0)
	echo "pull-request: $remote has $branch already"
	exit 0
	;;
2) ;;
*) fail 69 "cannot ask $remote for its branches" ;;
esac

# make update puts its entries below the three lines of the head.
title="Update registry data to $date"
tail -n +5 CHANGES-data.md | head -n $((entries - 1)) |
	awk -v most=$most '(n += length($0) + 1) > most {
		print "\nThere is more in CHANGES-data.md."
		exit
	}
	{ print }' >"$work/report"
commit=$({ printf '%s\n\n' "$title" && cat "$work/report"; } |
	git commit-tree "$tree" -p "$head") || fail 73 'git cannot commit'
git push -q "$remote" "$commit:refs/heads/$branch" ||
	fail 69 "cannot push $branch to $remote"
pushed=yes
gh pr create --title "$title" --body-file "$work/report" \
	--head "$branch" --base "$base" || fail 69 'gh opened no pull request'
pushed=no
