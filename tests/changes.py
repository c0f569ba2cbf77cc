#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Check what portreg-emit says changed against what it makes of both sides.

usage: changes.py DIR

DIR holds old.json and new.json (-f json), events.json (-f changes --style
json), and for severities, if they are there, old.h and new.h (-f c-constants)
and old.services and new.services (-f services --profile glibc).

The events, applied to the old records, give the new ones: all of them, and
the set of free numbers.  Each constant or look-up that is lost has a breaking
event, and each breaking event has one.  Prints what does not agree; the exit
status says whether all does.
"""
import collections
import json
import os
import re
import sys


def read(directory, name):
    with open(os.path.join(directory, name), encoding="utf-8") as file:
        return json.load(file)


def numbers(record):
    for key in ("port", "number"):
        if key + "_first" in record:
            return range(record[key + "_first"], record[key + "_last"] + 1)
    return range(0)


def is_free(record):
    keys = set(record) - {"port_first", "port_last", "number_first",
                          "number_last"}
    return (keys == {"kind", "description"} and numbers(record)
            and record["kind"] == "unassigned"
            and record["description"] == "Unassigned")


class State:
    """Rows, however often each, and numbers that are free."""

    def __init__(self, document):
        self.rows = collections.Counter()
        self.free = set()
        for record in document["records"]:
            if is_free(record):
                self.free.update(numbers(record))
            else:
                self.rows[key(record)] += 1
        for name, note in document.get("footnotes", {}).items():
            self.rows[key({"kind": "footnote", "name": name,
                           "note": note})] += 1

    def apply(self, event):
        for ends in event.get("numbers", []):
            span = set(range(ends[0], ends[1] + 1))
            if event["event"] == "taken":
                if not span <= self.free:
                    raise ValueError("taken and not free: %s" % ends)
                self.free -= span
            else:
                if span & self.free:
                    raise ValueError("freed and free already: %s" % ends)
                self.free |= span
        if "old" in event and event["old"]["kind"] != "registry":
            self.rows[key(event["old"])] -= 1
        if "new" in event and event["new"]["kind"] != "registry":
            self.rows[key(event["new"])] += 1

    def compare(self, other):
        problems = []
        for row in self.rows | other.rows:
            if self.rows[row] != other.rows[row]:
                problems.append("%d instead of %d times: %s" % (
                    self.rows[row], other.rows[row], row))
        if self.free != other.free:
            problems.append("free: %s" % sorted(self.free ^ other.free))
        return problems


def key(record):
    return json.dumps(record, sort_keys=True, ensure_ascii=False)


def check_fields(event):
    if "old" in event and "new" in event:
        old, new = event["old"], event["new"]
        fields = [k for k in old.keys() | new.keys()
                  if old.get(k) != new.get(k)]
        if old["kind"] != "registry" and sorted(fields) != sorted(
                event["fields"]):
            return ["fields %s: %s" % (event["fields"], fields)]
    return []


def read_constants(path):
    with open(path, encoding="ascii") as file:
        return dict(re.findall(r"^#define (IANA_PORT_\w+) (\d+)", file.read(),
                               re.M))


def read_lookups(path):
    """The first answer to each name and to each port, of each protocol."""
    answers = {}
    with open(path, encoding="ascii") as lines:
        for line in lines:
            words = line.partition("#")[0].split()
            if not words:
                continue
            port, _, protocol = words[1].partition("/")
            for name in words[:1] + words[2:]:
                answers.setdefault((name, protocol), (port, words[0]))
            answers.setdefault((port, protocol), words[0])
    return answers


def lost(old, new):
    return {k for k in old if new.get(k) != old[k]}


def identifier(name):
    return re.sub(r"[^A-Z0-9]+", "_", name.upper()).strip("_")


class Event:
    """What a breaking event is about, as those who look things up say it."""

    def __init__(self, event):
        sides = [event[k] for k in ("old", "new") if k in event]
        self.event = event
        self.names = {r["name"] for r in sides if "name" in r}
        self.protocols = {r.get("protocol") for r in sides}
        self.numbers = {str(n) for r in sides for n in numbers(r)}
        self.constants = {"IANA_PORT_" + identifier(n) for n in self.names}

    def has_lookup(self, lookup):
        return lookup[1] in self.protocols and (
            lookup[0] in self.names or lookup[0] in self.numbers)

    def has_constant(self, constant):
        return any(constant == c or constant.startswith(c + "_")
                   for c in self.constants)

    def is_of_names(self):
        """Whether only the library looks for it, by a name without a port,
        or what is lost is not in a services file."""
        side = self.event.get("old", self.event.get("new"))
        return not numbers(side) or side["kind"] == "alias"


def check_severities(directory, events):
    files = [os.path.join(directory, n) for n in
             ("old.h", "new.h", "old.services", "new.services")]
    if not all(os.path.exists(f) for f in files):
        return []
    constants = lost(read_constants(files[0]), read_constants(files[1]))
    lookups = lost(read_lookups(files[2]), read_lookups(files[3]))
    breaking = [Event(e) for e in events if e["severity"] == "breaking"]
    problems = []
    for constant in sorted(constants):
        if not any(e.has_constant(constant) for e in breaking):
            problems.append("lost and not breaking: " + constant)
    for lookup in sorted(lookups):
        if not any(e.has_lookup(lookup) for e in breaking):
            problems.append("lost and not breaking: %s/%s" % lookup)
    for e in breaking:
        if not (e.is_of_names() or any(map(e.has_constant, constants))
                or any(map(e.has_lookup, lookups))):
            problems.append("breaking, and nothing is lost: " + key(e.event))
    return problems


def main():
    directory = sys.argv[1]
    changes = read(directory, "events.json")
    state = State(read(directory, "old.json"))
    problems = []
    for event in changes["events"]:
        state.apply(event)
        problems += check_fields(event)
    problems += state.compare(State(read(directory, "new.json")))
    problems += check_severities(directory, changes["events"])
    counts = collections.Counter(e["severity"] for e in changes["events"])
    if any(counts[s] != n for s, n in changes["counts"].items()):
        problems.append("counts: %s" % changes["counts"])
    print("\n".join(problems[:20]))
    return len(problems) > 0


if __name__ == "__main__":
    sys.exit(main())
