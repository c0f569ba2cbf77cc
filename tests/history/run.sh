#!/bin/sh
# SPDX-License-Identifier: MIT
# Replay dated files of registries, REGISTRY-YYYY-MM-DD.xml: each is parsed,
# no record is lost, what changed turns the one before it into it, and the
# ledger closes.  Prints a line for each, and goes on after one that fails;
# while a file is parsed, the one before it is checked.
#
# usage: run.sh BUILD FOLDER REGISTRY...

set -u
build=$1
folder=$2
shift 2
replay=$build/tests/history/replay
files=0
failed=0

# The format that keeps a ledger of a registry.
ledger_of() {
	case $1 in
	service-names-port-numbers) echo services ;;
	protocol-numbers) echo protocols ;;
	esac
}

# Check a snapshot of a file, since another one or without.
check() {
	id=$1 xml=$2 new=$3 old=$4
	format=$(ledger_of "$id")
	records=$(grep -c '<record[ >]' "$xml")
	printf '%s: %s records' "${xml##*/}" "$records"
	rows=$(awk -F, -v id="$id" '$1 == id { print $4 }' "$new.lock")
	if [ "$rows" != "$records" ]; then
		echo "$xml: $rows records are in the snapshot" >&2
		return 1
	fi
	"$replay" ${old:+"$old"} "$new" || return 1
	[ -n "$format" ] || return 0
	if ! "$build/portreg-emit" -f "$format" -o "$new.out" "$new" \
	    2>"$new.messages"; then
		cat "$new.messages" >&2
		return 1
	fi
	printf ', ledger closes'
}

# The end of the check that runs.
finish() {
	[ -n "$running" ] || return 0
	wait "$running" || failed=$((failed + 1))
	cat "$dir/said"
	echo
	running=
}

dir=$(mktemp -d "$build/history-XXXXXX") || exit 73
trap 'rm -rf "$dir"' EXIT
for id; do
	old=
	running=
	for xml in "$folder/$id"-[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9].xml; do
		[ -e "$xml" ] || continue
		files=$((files + 1))
		new=$dir/$files.csv
		if ! "$build/portreg-parse" -r "$id" --lock "$new.lock" \
		    -o "$new" "$xml" 2>"$dir/messages"; then
			finish
			cat "$dir/messages" >&2
			failed=$((failed + 1))
			continue
		fi
		finish
		check "$id" "$xml" "$new" "$old" >"$dir/said" &
		running=$!
		old=$new
	done
	finish
done
if [ "$files" -eq 0 ]; then
	echo "history: no REGISTRY-YYYY-MM-DD.xml in $folder" >&2
	exit 66
fi
echo "history: $((files - failed)) of $files files are good"
[ "$failed" -eq 0 ]
