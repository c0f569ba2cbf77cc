#!/bin/sh
# SPDX-License-Identifier: MIT
# The C library's look-ups of services, by what is installed: the full file,
# that of the profile minimal, and nss_db, each in a mount namespace.
#
# usage: etc.sh BUILD DIST ROUNDS

set -eu
build=$(cd "$1" && pwd)
dist=$2
rounds=$3
emit="$build/portreg-emit -f"
data=data/service-names-port-numbers.csv
overlays='--overlay data/preferred.csv --overlay data/compat.csv'
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT

for name in services minimal nss_db; do
	mkdir "$dir/$name"
	echo 'services: files' >"$dir/$name/nsswitch.conf"
done
mkdir "$dir/db"
cp "$dist/services" "$dir/services/services"
# shellcheck disable=SC2086 # words
$emit services --profile minimal $overlays -o "$dir/minimal/services" $data
echo 'services: db' >"$dir/nss_db/nsswitch.conf"

if ! unshare -m mount --bind "$dir/services" /etc 2>/dev/null; then
	echo 'No right to mount: look-ups in /etc are not measured.'
	exit 0
fi
names='services minimal'
# shellcheck disable=SC2086 # words
if command -v makedb >/dev/null && [ -d /var/lib/misc ] &&
    $emit nss-db $overlays $data | makedb -o "$dir/db/services.db" - \
	2>/dev/null; then
	names="$names nss_db"
fi

printf '\n%-26s %9s %6s %9s %6s\n' 'glibc, one look-up' 'name, ns' ratio \
    'port, ns' ratio
for name in $names; do
	unshare -m sh -c "mount --bind '$dir/$name' /etc &&
	    { [ $name != nss_db ] ||
	    mount --bind '$dir/db' /var/lib/misc; } &&
	    exec '$build/tests/bench/etc' $rounds" >"$dir/ns"
	[ "$name" != services ] || cp "$dir/ns" "$dir/first"
	paste -d ' ' "$dir/ns" "$dir/first" | {
		read -r by_name by_port name_first port_first
		awk -v n="$name" -v a="$by_name" -v b="$by_port" \
		    -v x="$name_first" -v y="$port_first" 'BEGIN {
		    printf "%-26s %9d %6.3f %9d %6.3f\n", n, a, a / x, b, b / y
		}'
	}
done
