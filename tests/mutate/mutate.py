# SPDX-License-Identifier: MIT
"""mutate.py TREE SEED COUNT LOG [FILE...]: how many of COUNT mutants of a
tree's C files the tests kill.  TREE is a copy that is built, and is changed;
its own tests pass first.

A mutant has one operator, number or statement changed, outside comments and
strings.  One that does not compile, or to the same code, is not counted.  LOG
gets a line for each, VERDICT: FILE:LINE: OLD -> NEW.  The status is 1 if fewer
than 90 % are killed.
"""

import glob
import os
import random
import re
import subprocess
import sys

SWAPS = [
    (r" < ", " <= "), (r" <= ", " < "), (r" > ", " >= "), (r" >= ", " > "),
    (r" == ", " != "), (r" != ", " == "), (r" && ", " || "),
    (r" \|\| ", " && "), (r" \+ ", " - "), (r" - ", " + "),
    (r" \+= ", " -= "), (r"\+\+", "--"), (r"\b0\b", "1"), (r"\b1\b", "0"),
    (r"\b([2-9]|[1-9][0-9]+)\b", r"(\1 + 1)"), (r"\(!", "("),
    (r"\bcontinue;", "break;"), (r"\bbreak;", ";"),
    (r"^\t+[a-z_0-9]+\([^;]*\);$", ";"),
    (r"^\t+(?!return|const|static)[^;()=]+ [|+-]?= [^;]*;$", ";"),
]
QUIET = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|//.*|/\*.*?\*/', re.S)
SECONDS = 600
PROCESSOR = "ulimit -t 30; "  # for each process; a loop without end needs more

# The judges that a mutant meets, after the tests that are named like its file;
# the quick ones first.  The tests of make, of
# documents and of fetch are left out for their time.
SLOW = "schemas|entries|verify|c_*|rng|emit|lookup*|roundtrip"
SLOWER = "faults_parse|faults_sweep|readers*|corpus|html"
SANITIZED = ("alias|golden|refuse|changes|json|overlay|services|output|emit_all|"
             "explain*|html|lookups|manifest|gate|nearest|verify")
QUICK = "!(make|update|readme|consumer*|fetch*|faults_wire|%s|%s)/*" % (
    SLOW, SLOWER)
NEAREST = "make check ONLY='@(golden|refuse|%s*)/*'"
JUDGES = [
    "make check ONLY='%s'" % QUICK,
    "make check ONLY='@(%s)/*'" % SLOW,
    "make check ONLY='@(%s)/*'" % SLOWER,
    "make sanitize ONLY='@(%s)/*'" % SANITIZED,
]


def blank(text):
    """Text with what is in comments and strings as underscores."""
    return QUIET.sub(lambda m: re.sub(r"[^\n]", "_", m[0]), text)


def sites(path):
    """Every (path, line number, new line) that differs in one place."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    for at, (line, seen) in enumerate(
            zip(text.split("\n"), blank(text).split("\n"))):
        if seen.startswith(("#", " *")):
            continue
        for pattern, new in SWAPS:
            for match in re.finditer(pattern, seen):
                yield (path, at, line[:match.start()] + match.expand(new)
                       + line[match.end():])


def run(command, log):
    """The exit status of a shell command; too slow is a failure."""
    with open(log, "wb") as out:
        child = subprocess.Popen(["sh", "-c", command], stdout=out,
                                 stderr=out, start_new_session=True)
        try:
            return child.wait(SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, 9)
            child.wait()
            return 124


def content(path):
    """The bytes of a file."""
    with open(path, "rb") as file:
        return file.read()


def code(obj):
    """The bytes of an object file without what is for debuggers."""
    subprocess.run(["strip", "-g", "-o", "mutant.o", obj], check=True)
    return content("mutant.o")


def judge(site, log):
    """"same", "no C", "killed" or "survived"."""
    path, at, new = site
    source = content(path)
    lines = source.decode().split("\n")
    lines[at] = new
    obj = "build/" + path[:-2] + ".o"
    try:
        with open(path, "w", encoding="utf-8") as file:
            file.write("\n".join(lines))
        before = code(obj)
        if run("make WERROR= " + obj, log) != 0:
            return "no C"
        if code(obj) == before:
            return "same"
        word = re.split(r"[_.]", os.path.basename(path))[0]
        killed = any(run(PROCESSOR + command, log)
                     for command in [NEAREST % word] + JUDGES)
        return "killed" if killed else "survived"
    finally:
        with open(path, "wb") as file:
            file.write(source)
        run("make " + obj, log)


def main():
    tree, seed, count, log = sys.argv[1:5]
    out = open(log, "w", encoding="utf-8")
    os.chdir(tree)
    os.environ["CRITERION_FAIL_FAST"] = "1"
    files = sys.argv[5:] or sorted(
        sum((glob.glob(d + "/*.c") for d in ("core", "parse", "emit")), []))
    for command in JUDGES:
        if run(PROCESSOR + command, "mutant.log") != 0:
            sys.exit("mutate: without a mutant, see mutant.log: " + command)
    every = [site for path in files for site in sites(path)]
    random.Random(int(seed)).shuffle(every)
    tally = {"killed": 0, "survived": 0, "no C": 0, "same": 0}
    for path, at, new in every:
        old = content(path).decode().split("\n")[at]
        verdict = judge((path, at, new), "mutant.log")
        tally[verdict] += 1
        print("%s: %s:%d: %s -> %s"
              % (verdict, path, at + 1, old.strip(), new.strip()), file=out,
              flush=True)
        if tally["killed"] + tally["survived"] == int(count):
            break
    counted = tally["killed"] + tally["survived"]
    print("mutate: %d of %d mutants killed (%.1f %%), of %d places; %d do not "
          "compile, %d are the same" % (
              tally["killed"], counted, 100 * tally["killed"] / max(counted, 1),
              len(every), tally["no C"], tally["same"]))
    return 10 * tally["killed"] < 9 * counted


if __name__ == "__main__":
    sys.exit(main())
