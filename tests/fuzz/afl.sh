#!/bin/sh
# SPDX-License-Identifier: MIT
# Run fuzz targets that are built for AFL++, with a fuzzer for each processor,
# and say what each found.
#
# usage: afl.sh DIRECTORY SECONDS TARGET...

set -u
dir=$1
seconds=$2
shift 2
findings=0
export AFL_SKIP_CPUFREQ=1 AFL_NO_UI=1 AFL_NO_AFFINITY=1
export AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1

# One fuzzer of a target, which shares what it finds: NAME -M|-S.
fuzz() {
	afl-fuzz "$2" "$1" -V "$seconds" -m none -t 1000 \
	    -x "tests/fuzz/$target.dict" -i "$seeds" -o "$out" -- \
	    "$dir/fuzz-$target" >"$dir/afl-$target-$1.log" 2>&1
}

for target; do
	seeds=$dir/seeds-$target
	out=$dir/out-$target
	rm -rf "$seeds" "$out"
	mkdir -p "$seeds"
	cp tests/fuzz/corpus/"$target"/* "$seeds"
	pids=
	for job in $(seq "$(nproc)"); do
		option=-S
		[ "$job" -ne 1 ] || option=-M
		fuzz "$job" "$option" &
		pids="$pids $!"
	done
	failed=0
	for pid in $pids; do
		wait "$pid" || failed=1
	done
	runs=$(cat "$out"/*/fuzzer_stats |
	    awk '$1 == "execs_done" { n += $3 } END { print n + 0 }')
	found=$(find "$out" -path '*/crashes/id*' -o -path '*/hangs/id*' |
	    wc -l)
	echo "afl $target: $runs runs, $found findings"
	if [ "$failed" -ne 0 ] || [ "$found" -ne 0 ]; then
		findings=$((findings + 1))
		echo "see $dir/afl-$target-*.log and $out"
	fi
done
[ "$findings" -eq 0 ]
