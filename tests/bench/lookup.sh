#!/bin/sh
# SPDX-License-Identifier: MIT
# Look-ups of iana_services.h beside other ways to do them: time, bytes,
# relocations, and what they cost a compiler.
#
# usage: lookup.sh BUILD DIST ROUNDS

set -eu
dir=$1/bench/lookup
dist=$2
rounds=$3
here=tests/bench
cc="${CC:-cc} -O2 -fPIC -D_POSIX_C_SOURCE=200809L -I$here -I$dist"
mkdir -p "$dir"

# "NAME PORT PROTOCOL" for each name and alias at each port; the protocol is
# that of the library.
entries() {
	awk 'BEGIN { n["udp"] = 1; n["sctp"] = 2; n["dccp"] = 3 }
	!/^#/ && NF {
		split($2, at, "/")
		print $1, at[1], n[at[2]] + 0
		for (i = 3; i <= NF && $i !~ /^#/; i++)
			print $i, at[1], n[at[2]] + 0
	}' "$dir/services"
}

# A table in Wireshark's shape, of sorted entries.
table() {
	echo '#include "peers.h"'
	echo "const struct peer $1[] = {"
	awk '{ printf "{\"%s\", %s, %s},\n", $1, $2, $3 }'
	echo '};'
}

# What gperf makes of the names takes half a minute, so it is kept.
# $1: what to call it, $2: type of a name, the rest: options
gperf_make() {
	what=$1 type=$2
	shift 2
	if ! cmp -s "$dir/names" "$dir/$what.names"; then
		echo "gperf takes half a minute for $what"
		{
			printf '%%{\n#include "peers.h"\n#include <string.h>\n%%}\n'
			printf 'struct %s { %s; unsigned short port; };\n%%%%\n' \
			    "$what" "$type"
			sed 's/$/, 80/' "$dir/names"
		} >"$dir/$what.gperf"
		gperf -t -T -L ANSI-C -C -D -k 1-12 -N "${what}_find" \
		    -H "${what}_hash" -W "${what}_list" "$@" \
		    "$dir/$what.gperf" >"$dir/$what.c"
		cp "$dir/names" "$dir/$what.names"
	fi
}

# Bytes that are loaded, and relocations, of a shared object of some objects.
weigh() {
	what=$1
	shift
	${CC:-cc} -shared -o "$dir/weighed.so" "$@"
	bytes=$(size -A "$dir/weighed.so" | awk '
	    $1 ~ /^\.(text|rodata|data|data\.rel\.ro|data\.rel\.ro\.local)$/ \
	    { n += $2 } END { print n }')
	relocs=$(readelf -rW "$dir/weighed.so" | grep -c _RELATIVE)
	empty=$(readelf -rW "$dir/empty.so" | grep -c _RELATIVE)
	relocs=$((relocs - empty))
	printf '%-26s %9d %11d\n' "$what" "$bytes" "$relocs"
	echo "{\"object\":\"$what\",\"bytes\":$bytes,\"relocations\":$relocs}" \
	    >>"$dir/objects.json"
}

"$1/portreg-emit" -f services --profile glibc --overlay data/preferred.csv \
    -o "$dir/services" data/service-names-port-numbers.csv
entries >"$dir/entries"
cut -d ' ' -f 1 "$dir/entries" | sort -u >"$dir/names"
sort -k 1,1 -k 3,3n -k 2,2n "$dir/entries" | table peers_by_name \
    >"$dir/by_name.c"
sort -k 2,2n -k 3,3n "$dir/entries" | table peers_by_port >"$dir/by_port.c"
printf '#include "peers.h"\nconst size_t n_peers = %d;\n' \
    "$(wc -l <"$dir/entries")" >"$dir/count.c"
gperf_make gperf_pointer 'const char *name'
gperf_make gperf_pool 'int name' -P -Q gperf_pool_strings
printf '#define IANA_SERVICES_IMPLEMENTATION\n#include "iana_services.h"\n' \
    >"$dir/library.c"
echo 'int main(void) { return 0; }' >"$dir/empty.c"

for name in by_name by_port count gperf_pointer gperf_pool library empty; do
	$cc -c -o "$dir/$name.o" "$dir/$name.c"
done
for name in peers_name peers_port variants lookup measure compile; do
	$cc -c -o "$dir/$name.o" \
	    "$here/$name.c"
done
(
	cd "$dir"
	${CC:-cc} -o lookup lookup.o variants.o measure.o peers_name.o \
	    peers_port.o by_name.o by_port.o count.o gperf_pointer.o gperf_pool.o \
	    library.o -lcdb
	${CC:-cc} -o compile compile.o measure.o
	${CC:-cc} -shared -o empty.so empty.o
)

# The C library reads the same file, where there is a right to mount it.
run="$dir/lookup $dir/cdb $rounds $dir/lookup.json"
etc=$(mktemp -d)
trap 'rm -rf "$etc"' EXIT
cp "$dir/services" "$etc"
echo 'services: files' >"$etc/nsswitch.conf"
if unshare -m mount --bind "$etc" /etc 2>/dev/null; then
	unshare -m sh -c "mount --bind '$etc' /etc && exec $run"
else
	echo 'No right to mount: getservby* reads what is in /etc.'
	$run
fi

printf '\n%-26s %9s %11s\n' 'read-only' bytes relocations
: >"$dir/objects.json"
weigh 'library, both directions' "$dir/library.o"
weigh 'bsearch, names' "$dir/by_name.o" "$dir/peers_name.o" "$dir/count.o"
weigh 'bsearch, ports' "$dir/by_port.o" "$dir/peers_port.o" "$dir/count.o"
weigh 'gperf, names' "$dir/gperf_pointer.o"
weigh 'gperf -P, names' "$dir/gperf_pool.o"
printf '%-26s %9d\n' 'tinycdb, file' "$(wc -c <"$dir/cdb")"
echo
cat "$dir/objects.json" >>"$dir/lookup.json"
"$dir/compile" $((2 * rounds)) "$dir/lookup.json" \
    "$cc -c -o $dir/timed.o $dir/empty.c" \
    "$cc -c -o $dir/timed.o $dir/library.c"
echo "Also in $dir/lookup.json, one object a line."
