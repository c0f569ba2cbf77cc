#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Write an XML document that is too large, deep or odd to be kept in a file.

usage: xml.py NAME > FILE
"""
import gzip
import sys

HEAD = (
    '<registry xmlns="http://www.iana.org/assignments" '
    'id="protocol-numbers">\n<title>T</title>\n'
    "<updated>2026-03-09</updated>\n"
)
TAIL = "</registry>\n"
MIB = 1 << 20
PROLOG = '<?xml version="%s" encoding="%s"?>\n'


def record(name, extra=""):
    return f"<record>{extra}<value>1</value><name>{name}</name></record>\n"


def many(fmt, n):
    return "".join(fmt % i for i in range(n))


RECORDS = "".join(
    f"<record><value>{i}</value><name>p{i}</name></record>\n"
    for i in range(150)
)
DOCUMENTS = {
    "depth-257": HEAD + "<a>" * 257 + "</a>" * 257 + TAIL,
    "depth-1M": HEAD + "<a>" * MIB,
    "attributes": HEAD + "<record " + many('a%d="" ', 200000) + "/>" + TAIL,
    "namespaces": HEAD
    + "<record "
    + many('xmlns:n%d="u" ', 50000)
    + "/>"
    + TAIL,
    "text": HEAD + record("x" * 11 * MIB) + TAIL,
    "lines": HEAD + record("123456789\n" * MIB) + TAIL,
    "attribute": HEAD + f'<record date="{"x" * 11 * MIB}"/>' + TAIL,
    "comment": HEAD + f'<!--{"x" * 11 * MIB}-->' + TAIL,
    "cdata": HEAD + record(f'<![CDATA[{"x" * 11 * MIB}]]>') + TAIL,
    "instruction": HEAD + f'<?x {"x" * 11 * MIB}?>' + TAIL,
    "element-name": HEAD + f'<{"x" * 60000}/>' + TAIL,
    "attribute-twice": HEAD + '<record date="1" date="2"/>' + TAIL,
    "elements": HEAD + "<b:a/>\n" * 3000000 + TAIL,
    "quadratic": "<!DOCTYPE r [<!ENTITY a '" + "x" * 30000 + "'>]>" + HEAD,
    "version-1.1": PROLOG % ("1.1", "UTF-8") + HEAD + TAIL,
    "version-9.9": PROLOG % ("9.9", "UTF-8") + HEAD + TAIL,
    "leading-blank": " " + PROLOG % ("1.0", "UTF-8") + HEAD + TAIL,
    "stylesheet": PROLOG % ("1.0", "UTF-8")
    + '<?xml-stylesheet href="file:///etc/hostname"?>\n'
    + '<?xml-model href="file:///etc/hostname"?>\n'
    + '<?oasis-xml-catalog catalog="file:///etc/hostname"?>\n'
    + HEAD
    + RECORDS
    + TAIL,
    "x-include": HEAD
    + '<i:include xmlns:i="http://www.w3.org/2001/XInclude" '
    + 'href="file:///etc/hostname"/>'
    + TAIL,
    "far": HEAD + "\n" * 70000 + "<odd/>\n" + TAIL,
    "external-dtd": '<!DOCTYPE r SYSTEM "file:///etc/hostname">' + HEAD + "&x;",
}
# Each has a million different names: what is around them, and each.
NAMES = {
    "instruction-names": ("%s", "<?z%d?>"),
    "attribute-names": ("%s", '<note z%d=""/>'),
    "element-names": ("%s", "<z%d/>"),
    "inner-names": ("<z>%s</z>", "<z%d/>"),
    "prefixes": ("%s", '<note xmlns:z%d="u"/>'),
}
ENCODED = {
    "utf-7": (PROLOG % ("1.0", "UTF-7") + HEAD).encode()
    + record("a").encode("utf-7")
    + TAIL.encode(),
    "ebcdic": (PROLOG % ("1.0", "IBM500") + HEAD + TAIL).encode("cp500"),
    "surrogate": HEAD.encode() + record("x").encode() + b"\xed\xa0\x80",
    "gzip": gzip.compress((HEAD + TAIL).encode(), mtime=0),
}

name = sys.argv[1]
if name in NAMES:
    around, each = NAMES[name]
    DOCUMENTS[name] = HEAD + around % many(each, 1000000) + TAIL
document = ENCODED.get(name) or DOCUMENTS[name].encode()
sys.stdout.buffer.write(document)
