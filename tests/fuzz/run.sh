#!/bin/sh
# SPDX-License-Identifier: MIT
# Run fuzz targets one after the other and say what each found.  The corpus
# of a target is kept beside it and grows from run to run.
#
# usage: run.sh DIRECTORY SECONDS TARGET...

set -u
dir=$1
seconds=$2
shift 2
findings=0

# Run a target; its words are those of the other snapshot readers if it has
# none of its own.
fuzz() {
	words=tests/fuzz/$1.dict
	[ -f "$words" ] || words=tests/fuzz/csv.dict
	kept=
	[ ! -d "tests/fuzz/corpus/$1" ] || kept=tests/fuzz/corpus/$1
	"$dir/fuzz-$1" -max_total_time="$seconds" -max_len=16384 -timeout=10 \
	    -report_slow_units=1 -print_final_stats=1 -dict="$words" \
	    -artifact_prefix="$dir/found-$1-" \
	    "$dir/corpus/$1" ${kept:+"$kept"} tests/golden tests/refuse \
	    tests/verify
}

for target; do
	log=$dir/fuzz-$target.log
	mkdir -p "$dir/corpus/$target"
	result='no finding'
	fuzz "$target" >"$log" 2>&1 || result="a finding, see $log"
	runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
	most=$(sed -n 's/^stat::slowest_unit_time_sec: *//p' "$log")
	kept=$(find "$dir/corpus/$target" -type f | wc -l)
	echo "fuzz $target: ${runs:-0} runs, the slowest took ${most:-0} s," \
	    "$kept inputs kept, $result"
	if [ "$result" != 'no finding' ]; then
		findings=$((findings + 1))
		grep -E 'demand|error:|ERROR:|SUMMARY:|written to' "$log"
	fi
done
[ "$findings" -eq 0 ]
