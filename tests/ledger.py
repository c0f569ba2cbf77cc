#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Compare a ledger with the services file that it is of.

usage: ledger.py LEDGER SERVICES PROFILE

Each row that was emitted or became an alias is in the file, at all its ports
but those that a narrower range has; each name in the file has a row.
"""
import csv
import sys

MARKS = {"emitted", "alias"}


def read_services(path):
    """The names at (port, protocol), canonical ones and aliases alike."""
    slots = {}
    with open(path, encoding="ascii") as lines:
        for line in lines:
            words = line.partition("#")[0].split()
            if words:
                port, _, protocol = words[1].partition("/")
                names = slots.setdefault((int(port), protocol), set())
                names.update(words[:1] + words[2:])
    return slots


def main():
    """Print what does not agree; the exit status says whether all does."""
    slots = read_services(sys.argv[2])
    accounted = {}
    problems = []
    with open(sys.argv[1], encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["outcome"] not in MARKS:
                continue
            ports = range(int(row["first"]), int(row["last"]) + 1)
            there = [row["name"] in slots.get((p, row["protocol"]), ())
                     for p in ports]
            if not any(there):
                problems.append("not in the file: " + ",".join(row.values()))
            for port in ports:
                accounted.setdefault((port, row["protocol"]), set()).add(
                    row["name"])
            if row["outcome"] == "alias" and row["kind"] == "alias":
                # At all ports of the service that it is of.
                for key, names in slots.items():
                    if key[1] == row["protocol"] and row["detail"] in names:
                        accounted.setdefault(key, set()).add(row["name"])
    for key, names in slots.items():
        for name in names - accounted.get(key, set()):
            problems.append(f"no row for {name} {key[0]}/{key[1]}")
    print("\n".join(problems))
    return len(problems) > 0


if __name__ == "__main__":
    sys.exit(main())
