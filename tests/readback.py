# SPDX-License-Identifier: MIT
"""readback.py SNAPSHOT DOCUMENT: whether a JSON document says what its
snapshot says, in every row and column, with keys in the order of columns.

This is written from the documentation alone and shares nothing with portreg.
"""

import csv
import json
import re
import sys

NUMBERS = {
    "port_first", "port_last", "number_first", "number_last", "service_code",
}
FLAGS = {"ipv6_extension": {"Y": True, "N": False}}


def unescape(text):
    return re.sub(r"\\([;#|\\])", r"\1", text)


def items(text):
    return re.findall(r"((?:[^\\;]|\\.)+)(?:; )?", text)


def reference(item):
    parts = re.fullmatch(
        r"([^:]+):((?:[^\\#|]|\\.)*)"
        r"(?:#((?:[^\\|]|\\.)*))?(?:\|((?:[^\\]|\\.)*))?",
        item,
    )
    names = ("type", "data", "section", "text")
    return [
        (name, unescape(value))
        for name, value in zip(names, parts.groups())
        if value
    ]


def typed(column, text):
    if column in NUMBERS:
        return int(text)
    if column in FLAGS:
        return FLAGS[column][text]
    if column in ("assignee", "contact"):
        return [unescape(item) for item in items(text)]
    if column == "reference":
        return [reference(item) for item in items(text)]
    return text


def snapshot(path):
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, strict=True))
    columns = rows[0]
    return [
        [(c, typed(c, field)) for c, field in zip(columns, row) if field]
        for row in rows[1:]
    ]


def header(first):
    first = dict(first)
    return [
        ("registry", first["name"]),
        ("title", first["description"]),
        ("updated", first["modified"]),
        ("source", [
            ("url", dict(first["reference"][0])["data"]),
            ("sha256", first["note"].split("sha256=")[1]),
        ]),
        ("portreg-artifact", "json/1 %s sha256:%s" % (
            first["modified"], first["note"].split("sha256=")[1])),
    ]


def expected(rows):
    """The document as lists of pairs, as the JSON module gives it."""
    document = header(rows[0])
    kinds = [dict(row)["kind"] for row in rows]
    footnotes = [dict(r) for r, k in zip(rows, kinds) if k == "footnote"]
    people = [row for row, kind in zip(rows, kinds) if kind == "person"]
    if footnotes:
        pairs = [(note["name"], note["note"]) for note in footnotes]
        document.append(("footnotes", pairs))
    if people:
        document.append(("people", people))
    about = ("registry", "footnote", "person")
    records = [r for r, kind in zip(rows, kinds) if kind not in about]
    document.append(("records", records))
    return document


def main():
    wanted = expected(snapshot(sys.argv[1]))
    with open(sys.argv[2], encoding="utf-8") as file:
        got = json.load(file, object_pairs_hook=list)
    if got == wanted:
        print("%d records" % len(dict(wanted)["records"]))
        return 0
    for one, other in zip(dict(wanted)["records"], dict(got)["records"]):
        if one != other:
            print("%r is %r" % (one, other))
            break
    return 1


sys.exit(main())
