#!/bin/sh
# SPDX-License-Identifier: MIT
# What "make bench" measures, against which bounds.  The environment says
# where things are: B, BENCH_XML and BENCH_OLD (may be empty), BENCH_ROUNDS,
# GROWTH.
#
# usage: run.sh REGISTRY:ARTIFACT:FORMAT:OVERLAY,OVERLAY...

set -eu
dir=$B/bench
ports=service-names-port-numbers
numbers=protocol-numbers
floor=$B/tests/bench/floor
enlarge=$B/tests/bench/enlarge
parse=$B/portreg-parse
artifacts=$*

# Take an argument apart.
split() {
	registry=${1%%:*} rest=${1#*:}
	artifact=${rest%%:*} rest=${rest#*:}
	format=${rest%%:*}
	emit="$B/portreg-emit -f $format"
	overlaid=$emit
	for overlay in $(printf '%s' "${rest#*:}" | tr , ' '); do
		overlaid="$overlaid --overlay $overlay"
	done
}

# All commands from the XML to the artifacts named.
chain() {
	printf '%s' "$parse -d $dir $BENCH_XML $dir/$numbers.xml"
	for line in $artifacts; do
		split "$line"
		case " $* " in
		*" $artifact "*)
			printf ' && %s' "$overlaid -o $dir/$artifact \
$dir/$registry.csv"
			;;
		esac
	done
}

# The commands from the XML to every artifact.
chain_all() {
	printf '%s' "$parse -d $dir $BENCH_XML $dir/$numbers.xml"
	before=
	for line in $artifacts; do
		split "$line"
		case " $before " in *" $registry "*) continue ;; esac
		before="$before $registry"
		printf ' && %s' "$B/portreg-emit -d $dir \
${overlaid#"$emit"} $dir/$registry.csv"
	done
}

# Times and memory of each tool, and of the tools together.
measure() {
	set -- "floor:-:-:-:$floor $BENCH_XML" \
	    "parse:2:12288:1.6:$parse $BENCH_XML" \
	    "parse -o:2:12288:1.6:$parse -o $dir/$ports.csv $BENCH_XML"
	for line in $artifacts; do
		split "$line"
		[ "$registry" = "$ports" ] || continue
		most=1.3
		[ "$format" != json ] || most=1.7
		[ "$format" != c-lookup ] || most=3.2
		[ "$format" != html ] || most=2.5
		set -- "$@" \
		    "emit $format:$most:16384:-:$overlaid data/$registry.csv"
	done
	set -- "$@" \
	    "XML to services, protocols:4:-:-:$(chain services protocols)" \
	    "XML to every artifact:7:-:-:$(chain_all)"
	"$B/tests/bench/bench" "$dir" "$BENCH_ROUNDS" "$@"
}

# Other formats of the same data, and verifying it, against services.
compare() {
	for line in $artifacts; do
		split "$line"
		[ "$format" != services ] || break
	done
	$overlaid -o "$dir/services" "data/$ports.csv"
	overlays=${overlaid#"$emit"}
	"$parse" -o "$dir/since.csv" "$BENCH_OLD" 2>/dev/null
	set -- "emit services:-:16384:-:$overlaid data/$ports.csv"
	for format in nss-db nmap dns-sd avahi; do
		set -- "$@" "emit $format:1.2:16384:1.2:$B/portreg-emit \
-f $format$overlays data/$ports.csv"
	done
	set -- "$@" \
	    "emit explain:1:16384:1:$B/portreg-emit -f explain --ports 643\
$overlays data/$ports.csv" \
	    "emit html:2.5:16384:2.5:$B/portreg-emit -f html$overlays \
data/$ports.csv" \
	    "emit changes:3:15700:3:$B/portreg-emit -f changes \
--since $dir/since.csv data/$ports.csv" \
	    "emit --verify:10:-:10:$emit --verify $dir/services"
	"$B/tests/bench/bench" "$dir" "$BENCH_ROUNDS" "$@"
}

# The same registry with each record 1, 10, ... GROWTH times.
grow() {
	factors=
	factor=1
	while [ "$factor" -le "$GROWTH" ]; do
		"$enlarge" data/$ports.csv $factor >"$dir/growth-$factor.xml"
		"$parse" -o "$dir/growth-$factor.csv" "$dir/growth-$factor.xml"
		factors="$factors $factor"
		factor=$((factor * 10))
	done
	set -- "floor:$floor $dir/growth-@.xml" \
	    "parse:$parse $dir/growth-@.xml"
	for line in $artifacts; do
		split "$line"
		[ "$registry" = "$ports" ] || continue
		set -- "$@" "emit $format:$emit $dir/growth-@.csv"
	done
	"$B/tests/bench/growth" 5 "$factors" "$@"
}

mkdir -p "$dir"
trap 'rm -f "$dir"/growth-*' EXIT
"$enlarge" data/$numbers.csv 1 >"$dir/$numbers.xml"
if [ -z "$BENCH_XML" ]; then
	BENCH_XML=$dir/$ports.xml
	"$enlarge" data/$ports.csv 1 >"$BENCH_XML"
fi
: "${BENCH_OLD:=$BENCH_XML}"
echo "Input: $BENCH_XML, $(wc -c <"$BENCH_XML") bytes."
measure
compare
grow
