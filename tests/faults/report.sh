#!/bin/sh
# SPDX-License-Identifier: MIT
# Say of each row of catalogue.tsv whether what proves it passed.
#
# usage: report.sh filter          prints Criterion's pattern for its tests
#        report.sh RESULTS.tap     judges; the status is 1 unless all is borne
set -eu

here=$(dirname "$0")
awk -F'\t' -v here="$here" -v tap="$1" '
BEGIN {
	# How many rows of each letter there are.
	split("N 19 T 17 H 27 X 25 R 17 C 14 E 16 F 14 P 10 L 10", n, " ")
	for (i = 1; i in n; i += 2)
		for (k = 1; k <= n[i + 1]; k++) {
			wanted[n[i] k] = 1
			total++
		}
	while (tap != "filter" && (getline line < tap) > 0) {
		split(line, word, " ")
		test = word[1] == "not" ? word[4] : word[3]
		passed[test] = line ~ /^ok/ && line !~ /# SKIP/
		ran[test] = 1
		skipped[test] = line ~ /# SKIP/
	}
}
/^#/ { next }
!($1 in wanted) || $1 in seen {
	print "check-faults: a row too many: " $1
	bad++
	next
}
{ seen[$1] = 1 }
$3 ~ /^none: ./ { reasons++; next }
{
	count = split($3, proofs, " ")
	borne = count > 0
	for (i = 1; i <= count; i++) {
		proof = proofs[i]
		if (proof ~ /^refuse\//) {
			file = here "/../" proof ".err"
			if ((getline line < file) < 0) {
				print "check-faults: " $1 ": no " proof
				borne = 0
			}
			close(file)
			proof = "refuse::says_exactly_what_is_wrong"
		}
		if (tap == "filter") {
			sub(/::/, "/", proof)
			if (!(proof in named))
				list = list (list == "" ? "" : "|") proof
			named[proof] = 1
		} else if (!passed[proof]) {
			print "check-faults: " $1 ": " proof (skipped[proof] ? \
			    " was skipped" : ran[proof] ? " failed" : " did not run")
			borne = 0
		}
	}
	good += borne
}
END {
	if (tap == "filter") {
		print "@(" list ")"
		exit
	}
	for (row in wanted)
		if (!(row in seen)) {
			print "check-faults: no row " row
			bad++
		}
	print "check-faults: " good + reasons " of " total \
	    " faults are borne, " reasons " of them by a reason"
	exit bad > 0 || good + reasons != total
}' "$here/catalogue.tsv"
