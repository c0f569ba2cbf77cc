#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Write the CSV export that IANA would make of its XML.

usage: export.py FILE.xml [LF]

Rows end in CRLF as IANA's do, or in LF as in copies of them.  Line breaks
inside fields stay as they are in the XML; <br/> has no text.
"""
import csv
import sys
import xml.etree.ElementTree

IANA = "{http://www.iana.org/assignments}"
TITLES = ("Service Name,Port Number,Transport Protocol,Description,Assignee,"
          "Contact,Registration Date,Modification Date,Reference,Service Code,"
          "Unauthorized Use Reported,Assignment Notes").split(",")


def mention(xref):
    text = " ".join((xref.text or "").split())
    if not text:
        text = xref.get("data", "")
        if xref.get("type") == "rfc":
            text = text.upper()
    return "[" + text + "]"


def prose(element):
    if element is None:
        return ""
    parts = [element.text or ""]
    for child in element:
        if child.tag == IANA + "xref":
            parts.append(mention(child))
        elif child.tag == IANA + "paragraph":
            parts.append("\n" + prose(child) + "\n")
        parts.append(child.tail or "")
    return "".join(parts).strip()


def row(record):
    field = {name: (record.findtext(IANA + name) or "").strip()
             for name in ("name", "number", "protocol", "sc")}
    xrefs = record.findall(IANA + "xref")
    contact = "".join(mention(x) for x in xrefs if x.get("type") == "person")
    reference = "".join(mention(x) for x in xrefs
                        if x.get("type") != "person")
    assignee = "".join(mention(x) for x in
                       record.findall(IANA + "assignee/" + IANA + "xref"))
    return [field["name"], field["number"], field["protocol"],
            prose(record.find(IANA + "description")), assignee or contact,
            contact, record.get("date", ""), record.get("updated", ""),
            reference, field["sc"],
            prose(record.find(IANA + "unauthorized")),
            prose(record.find(IANA + "note"))]


def main():
    end = "\n" if sys.argv[2:] == ["LF"] else "\r\n"
    sys.stdout.reconfigure(encoding="utf-8", newline="")
    out = csv.writer(sys.stdout, lineterminator=end)
    out.writerow(TITLES)
    root = xml.etree.ElementTree.parse(sys.argv[1]).getroot()
    out.writerows(row(r) for r in root.iter(IANA + "record"))


main()
