#!/bin/sh
# SPDX-License-Identifier: MIT
# Run fuzz targets that are built for AFL++ and say what each found.
#
# usage: afl.sh DIRECTORY SECONDS TARGET...

set -u
dir=$1
seconds=$2
shift 2
findings=0
export AFL_SKIP_CPUFREQ=1 AFL_NO_UI=1 AFL_NO_AFFINITY=1
export AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1

for target; do
	seeds=$dir/seeds-$target
	out=$dir/out-$target
	log=$dir/afl-$target.log
	rm -rf "$seeds" "$out"
	mkdir -p "$seeds"
	cp tests/fuzz/corpus/"$target"/* "$seeds"
	status=0
	afl-fuzz -V "$seconds" -m none -t 10000 -x "tests/fuzz/$target.dict" \
	    -i "$seeds" -o "$out" -- "$dir/fuzz-$target" >"$log" 2>&1 ||
	    status=$?
	stats=$out/default/fuzzer_stats
	runs=$(sed -n 's/^execs_done *: *//p' "$stats")
	found=$(find "$out" -path '*/crashes/id*' -o -path '*/hangs/id*' |
	    wc -l)
	echo "afl $target: ${runs:-0} runs, $found findings"
	if [ "$status" -ne 0 ] || [ "$found" -ne 0 ]; then
		findings=$((findings + 1))
		echo "see $log and $out"
	fi
done
[ "$findings" -eq 0 ]
