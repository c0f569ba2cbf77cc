#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Let every step of each tool fail, one at a time, and look what is left.

usage: sweep.py BUILD REGISTRY SNAPSHOT calls|memory|limits|disks
       sweep.py BUILD OLD NEW formats|growth

In the current directory, where memory.so is memory.c, and formats and growth
take an overlay from overlay.csv, and a file to verify of the kind that the
snapshots make, services or protocols, from that.  REGISTRY and SNAPSHOT are
of the protocol numbers, and beside the snapshot is its lock.

After each fault each target has its old bytes or all the new ones, those if
the status is that of success, and that one is not 0 by mistake.  Where there
are several targets the new ones are the first of them, in the order in which
they are put in place: a ledger before what it accounts for, a registry before
its sidecar, a lock after its snapshots.  Some are new and some old only after
a signal, or if the message says that what failed is to put one in place, as
all are made before.  More is not promised of the set.

No temporary file is left but by SIGKILL, and a failure has one message.

Prints how many faults there were; the status is 1 if one of them was not
borne, each of which is named on standard error.
"""
import collections
import glob
import hashlib
import os
import re
import resource
import shutil
import subprocess
import sys
import time

BUILD, REGISTRY, SNAPSHOT, WHAT = sys.argv[1:5]
GOLDEN = os.path.dirname(__file__) + "/../golden/export/"
CALLS = ["openat", "read", "write", "fsync", "close", "rename"]
FAULTS = ["error=ENOSPC", "error=EIO", "error=EINTR", "signal=SIGKILL"]
OLD = b"old\n"
bad = 0
run_count = 0
left_before = set()


def tool(name, *arguments):
    return [os.path.join(BUILD, "portreg-" + name), *arguments]


def url(path):
    return "file://" + os.path.abspath(path).replace(" ", "%20")


# Each tool, with the targets that it replaces in the directory "t", in that
# order, and its status if that is not 0.
SIDECAR = "protocol-numbers.xml.meta"
TOOLS = {
    "parse": (tool("parse", "-o", "t/out", REGISTRY), ["out"]),
    "parse with a lock": (
        tool("parse", "-o", "t/out", "--lock", "t/lock", REGISTRY),
        ["out", "lock"],
    ),
    "parse into a directory": (
        tool(
            "parse",
            *["-d", "t", "--lock", "t/lock", "pair.xml", REGISTRY],
        ),
        ["service-names-port-numbers.csv", "protocol-numbers.csv", "lock"],
    ),
    "parse with an export": (
        tool("parse", "-o", "t/out", "--against", "pair.csv", "pair.xml"),
        ["out"],
    ),
    "emit": (tool("emit", "-f", "json", "-o", "t/out", SNAPSHOT), ["out"]),
    "emit into a directory": (
        tool("emit", "-d", "t", SNAPSHOT),
        ["iana_protocols.h", "protocols", "protocols.json"],
    ),
    "emit with a ledger": (
        tool(
            "emit",
            *["-f", "protocols", "--ledger", "t/ledger", "-o", "t/out"],
            SNAPSHOT,
        ),
        ["ledger", "out"],
    ),
    "emit --verify": (
        tool(
            "emit",
            *["-f", "protocols", "--verify", "good", "-o", "t/out"],
            *["--against", SNAPSHOT],
        ),
        ["out"],
    ),
    "emit --verify of a file with errors": (
        tool(
            "emit",
            *["-f", "protocols", "--verify", "wrong", "-o", "t/out"],
            *["--against", SNAPSHOT],
        ),
        ["out"],
        65,
    ),
    "emit --manifest": (
        tool(
            "emit",
            *["--manifest", os.path.dirname(SNAPSHOT) + "/registry.lock"],
            *["-o", "t/out", "made"],
        ),
        ["out"],
    ),
    "emit --check": (
        tool("emit", "-f", "protocols", "--check", "t/made", SNAPSHOT),
        ["made"],
    ),
    "emit --check of a file with a change": (
        tool("emit", "-f", "protocols", "--check", "t/changed", SNAPSHOT),
        ["changed"],
        1,
    ),
    "fetch": (
        tool("fetch", "-d", "t", "--url", url(REGISTRY), "protocol-numbers"),
        ["protocol-numbers.xml", SIDECAR],
    ),
    "fetch --export": (
        tool(
            "fetch",
            *["--export", "-d", "t", "--url", url(GOLDEN + "export.csv")],
            "service-names-port-numbers",
        ),
        ["service-names-port-numbers.csv"],
    ),
}
# What a target has before, if not OLD.
BEFORE = {
    "lock": b"registry,url,updated,records,source_sha256,snapshot_sha256\n"
}

# A run, with what it makes of its targets if all is well, its status then,
# and what it says.
Way = collections.namedtuple("Way", "name command new status said")


def read(path):
    with open(path, "rb") as file:
        return file.read()


def write(path, content):
    with open(path, "wb") as file:
        file.write(content)


def temporary():
    """The files that tools make, and those of tmpfile where it names them."""
    own = [name for name in os.listdir("t") if name.startswith(".")]
    return {*own, *glob.glob("/tmp/tmpf??????")}


def left():
    """What a tool left; the files of others are gone a second later."""
    names = temporary() - left_before
    if names:
        time.sleep(1)
    return names & temporary()


def prepare(targets):
    global left_before
    shutil.rmtree("t", ignore_errors=True)
    os.mkdir("t")
    for name in targets:
        write("t/" + name, BEFORE.get(name, OLD))
    left_before = temporary()


def run(command, **more):
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        check=False,
        **more,
    )


def run_well(name, command, targets):
    """The way that a run is if there is no fault."""
    prepare(targets)
    result = run(command)
    new = {target: read("t/" + target) for target in targets}
    return Way(name, command, new, result.returncode, own_lines(result))


def complain(what, why, result):
    global bad
    bad += 1
    print(f"{what}: {why}: {result.returncode} {result.stderr}", file=sys.stderr)


def own_lines(result):
    """What the tool says, without what libraries say."""
    return re.findall(rb"^portreg-.*", result.stderr, re.M)


def judge_set(what, way, result, done, killed):
    """done says of each target, in order, whether it is new."""
    if done != sorted(done, reverse=True):
        complain(what, "new before what is to be new first", result)
    if killed or len(set(done)) < 2:
        return
    if not re.search(rb"cannot put in place|not known", result.stderr):
        complain(what, "one was replaced before all were made", result)


def judge_targets(what, way, result, killed):
    done = []
    for name, new in way.new.items():
        now = read("t/" + name)
        old = BEFORE.get(name, OLD)
        if now != new and (result.returncode == way.status or now != old):
            complain(what, name + " is neither old nor new", result)
        if new != old:
            done.append(now == new)
    judge_set(what, way, result, done, killed)


def judge_words(what, way, result):
    # The loader fails by itself, and says so in its own way; libxml2 adds
    # a line and an empty one about memory before it can be asked not to.
    if not re.fullmatch(rb"([ -~]*\n)*", result.stderr):
        complain(what, "not clean lines", result)
    said = collections.Counter(own_lines(result))
    n = sum((said - collections.Counter(way.said)).values())
    # Each registry that cannot be parsed has its own.
    most = sum(word.endswith(".xml") for word in way.command)
    if not 1 <= n <= max(1, most):
        complain(what, "not one message", result)


def judge(what, way, result, killed=False, is_heard=True):
    global run_count
    run_count += 1
    status = result.returncode
    judge_targets(what, way, result, killed)
    if not killed and left():
        complain(what, "a temporary file is left", result)
    # libgcrypt ends a program that it cannot work in.
    if status == -6 and re.search(b"libgcrypt|Fatal error", result.stderr):
        return
    # What compares may lose diff, and not its own life.
    if killed and status not in (-9, 74):
        complain(what, "not killed", result)
    if status in (way.status, 127) or killed:
        return
    if not 64 <= status <= 75:
        complain(what, "a strange status", result)
    elif status == 65:
        complain(what, "data is called wrong", result)
    elif is_heard:
        judge_words(what, way, result)


REPLACES = (
    "IANA assigned this well-formed service name as a replacement for \"%s\"."
)
IS_ALIAS = "This entry is an alias to \"%s\"."


def write_pair():
    """A registry of all kinds, with as many records as the least, a tag that
    no first buffer holds and more aliases than a first list, and its
    export."""
    head, tail = read(GOLDEN + "in.xml").decode().split("  <people>")
    rows = read(GOLDEN + "export.csv").decode().rstrip() + "\r\n"
    with open("pair.xml", "w") as xml, open("pair.csv", "w") as export:

        def put(name, i, description="", note=""):
            xml.write(
                f"<record><name>{name}</name><protocol>tcp</protocol>"
                f"<description>{description}</description>"
                f"<number>{i}</number><note>{note}</note></record>\n"
            )
            described, noted = (
                '"' + s.replace('"', '""') + '"' if s else ""
                for s in (description, note)
            )
            export.write(f"{name},{i},tcp,{described},,,,,,,,{noted}\r\n")

        xml.write(head)
        xml.write(f"<note title='{'x' * 20000}'/>\n")
        export.write(rows)
        for i in range(300):
            put(f"a-{i}", i, REPLACES % f"a_{i}")
            put(f"a_{i}", i, "", IS_ALIAS % f"a-{i}")
        for i in range(13000):
            put(f"a{i}", i)
        xml.write("  <people>" + tail)


def write_old():
    """An older registry in place, with its sidecar."""
    old = read(REGISTRY).replace(b"2026-03-09", b"2026-03-08")
    records = old.count(b"<record>")
    BEFORE["protocol-numbers.xml"] = old
    BEFORE[SIDECAR] = (
        f"url: {url(REGISTRY)}\nsha256: {hashlib.sha256(old).hexdigest()}\n"
        f"records: {records}\nupdated: 2026-03-08\n"
    ).encode()


def write_made():
    """A file to check, one with a change, and two to verify."""
    run(tool("emit", "-f", "protocols", "-o", "made", SNAPSHOT))
    BEFORE["made"] = read("made")
    BEFORE["changed"] = BEFORE["made"] + b"x 300\n"
    write("good", b"tcp 6 TCP\n")
    write("wrong", b"tcp 6 TCP\ntcp 7 x\n")


def each_tool():
    write_pair()
    write_old()
    write_made()
    for name, (command, targets, *status) in TOOLS.items():
        way = run_well(name, command, targets)
        if way.status != sum(status):
            sys.exit(f"{name}: {way.status} {way.said}")
        yield way


def trace(expression, *more):
    which = ["-e", "trace=" + expression]
    return ["strace", "-f", "-o", "log", *which, *more]


def steps(way):
    """Its system calls, with their processes, and how many load the tool.
    Those that write what make coverage counts are not its own."""
    run(trace(",".join(CALLS)) + way.command)
    log = read("log").decode(errors="replace")
    log = re.split(r"^.*\.gcda", log, maxsplit=1, flags=re.M)[0]
    lines = re.findall(r"^(\d+) +(\w+\(.*)", log, re.M)
    loading = next(
        i
        for i, (_, line) in enumerate(lines)
        if line.startswith("openat(") and ".so" not in line
    )
    return lines, loading


def count(lines, call):
    """In the process that has most, as strace counts in each apart."""
    pids = [pid for pid, line in lines if line.startswith(call + "(")]
    return max(collections.Counter(pids).values(), default=0)


def calls():
    """A tool is loaded in the same way, whatever it does then: once will do."""
    loaded = set()
    for way in each_tool():
        prepare(way.new)
        lines, loading = steps(way)
        first = loading if way.command[0] in loaded else 0
        loaded.add(way.command[0])
        for call in CALLS:
            done, n = count(lines[:first], call), count(lines, call)
            for fault in FAULTS:
                for i in range(done + 1, n + 1):
                    prepare(way.new)
                    inject = f"inject={call}:{fault}:when={i}"
                    result = run(trace(call, "-e", inject) + way.command)
                    what = f"{way.name}, {call} {i} of {n}, {fault}"
                    judge(what, way, result, "KILL" in fault)


def count_allocations(way, environment):
    prepare(way.new)
    run(way.command, env={**environment, "FAIL_COUNT": "count"})
    n = int(read("count"))
    os.unlink("count")
    return n


LAST = 100


def starve_each(way, environment, n, every, kind):
    for i in range(1, n + 1):
        if i % every != 0 and i <= n - LAST:
            continue
        prepare(way.new)
        result = run(way.command, env={**environment, "FAIL_AT": str(i)})
        what = f"{way.name}, allocation {i} of {n}{kind}"
        judge(what, way, result)
        # What is cut for lack of memory must not be called wrong.
        outcome = result.returncode, own_lines(result)
        known = way.status, way.said
        if outcome[0] in (0, 65, way.status) and outcome != known:
            complain(what, "other words", result)


def starve_growth(way, most):
    """The same of those alone that let something grow."""
    growth = dict(os.environ, LD_PRELOAD="./memory.so", FAIL_GROWTH="1")
    n = count_allocations(way, growth)
    starve_each(way, growth, n, max(1, n // most), " that grow")


def starve(way, most):
    """Of its allocations so many fail, evenly, and the last, which are the
    tool's own rather than those of a library that starts, alone and with all
    that follow; if those are not all, what grows is apart, as it is rare."""
    alone = dict(os.environ, LD_PRELOAD="./memory.so")
    n = count_allocations(way, alone)
    every = max(1, n // most)
    starve_each(way, alone, n, every, "")
    starve_each(way, {**alone, "FAIL_ON": "1"}, n, every, " and all after it")
    if every > 1:
        starve_growth(way, most)


HEAD = (
    '<registry xmlns="http://www.iana.org/assignments" id="%s">'
    "<title>T</title><updated>2026-01-02</updated>"
)
ALONE = (
    "<record><name>a</name><protocol>tcp</protocol><number>1</number>"
    '<note>This entry is an alias to "b-b".</note></record>'
)
# What there is something to say about.
DOCUMENTS = {
    "alias": HEAD % "service-names-port-numbers" + ALONE + "</registry>",
    "attributes": HEAD % "protocol-numbers"
    + "<note %s/>" % " ".join(f"a{i}=''" for i in range(40))
    + "</registry>",
    "persons": HEAD % "protocol-numbers"
    + "".join(f"<record><value>{i}</value></record>" for i in range(149))
    + '<record><value>149</value><xref type="person" data="P;x"/></record>'
    + "</registry>",
}


def memory():
    for way in each_tool():
        starve(way, 400)
    for name, document in DOCUMENTS.items():
        write(name + ".xml", document.encode())
        command = tool("parse", "-o", "t/out", name + ".xml")
        way = run_well("parse of " + name, command, ["out"])
        if not way.said:
            sys.exit(f"{name}: nothing is said")
        starve(way, 400)


# What some formats need or take, the first that one takes.
DEMANDS = [
    ["--ledger", "t/ledger", "--overlay", "overlay.csv"],
    ["--since", REGISTRY],
    ["--names", "svc-7", "--ports", "1-100", "--style", "json"],
    ["--overlay", "overlay.csv"],
    [],
]
# Names of both registries; the comment is longer than a first line.
NAMES = b"svc-7\ncarp\n# " + 200 * b"x" + b"\nSVC-8\nudp\n"


def each_format():
    """Every way to emit, with what it makes."""
    names = run(tool("emit", "-l")).stdout.decode().split()
    ways = [(name, ["-f", name, *more]) for name in names for more in DEMANDS]
    kind = "services" if os.path.exists("services") else "protocols"
    write("names", NAMES)
    ways.append(("--names", ["-f", kind, "--names", "names", *DEMANDS[0]]))
    ways.append(("--verify", ["-f", kind, "--verify", kind]))
    done = []
    for name, options in ways:
        command = tool("emit", *options, "-o", "t/out", SNAPSHOT)
        if "--verify" in options:
            command = [*command[:-1], "--against", SNAPSHOT]
        targets = ["ledger", "out"] if "--ledger" in options else ["out"]
        if name in done:
            continue
        way = run_well(name, command, targets)
        if way.new["out"] != OLD:
            done.append(name)
            yield way
    print("", *done, "")


def formats():
    for way in each_format():
        starve(way, 1000)


def growth():
    for way in each_format():
        starve_growth(way, 1000)


def limits():
    for way in each_tool():
        for size in 0, 1, 512, 4096, 8192:
            prepare(way.new)
            limit = (size, size)
            result = run(
                way.command,
                preexec_fn=lambda: resource.setrlimit(
                    resource.RLIMIT_FSIZE, limit
                ),
            )
            what = f"{way.name}, files of {size} bytes"
            judge(what, way, result)
            if size < 100 and result.returncode != 74:
                complain(what, "not 74", result)
        for closed in range(8):
            prepare(way.new)
            shell = "exec \"$@\" " + " ".join(
                f"{fd}{'<' if fd == 0 else '>'}&-"
                for fd in range(3)
                if closed >> fd & 1
            )
            result = run(["/bin/sh", "-c", shell, "sh", *way.command])
            what = f"{way.name}, descriptors {closed:03b}"
            judge(what, way, result, is_heard=closed < 4)


def mounts(script):
    return ["unshare", "-m", "/bin/sh", "-c", script, "sh"]


FULL = """mount -t tmpfs -o size=64k none t && cp old/* t &&
{ cat /dev/zero >t/fill 2>/dev/null; "$@"; s=$?; rm t/fill;
cp -a t/. kept; exit $s; }"""
READ_ONLY = """mount -t tmpfs none t && cp old/* t && mount -o remount,ro t &&
{ "$@"; s=$?; cp -a t/. kept; exit $s; }"""


def disks():
    for way in each_tool():
        for what, script, wanted in (
            ("a full disk", FULL, (74,)),
            ("a disk that is read-only", READ_ONLY, (73,)),
        ):
            for directory in "old", "kept":
                shutil.rmtree(directory, ignore_errors=True)
                os.mkdir(directory)
            prepare(way.new)
            for target in way.new:
                shutil.copy("t/" + target, "old")
            result = run(mounts(script) + way.command)
            shutil.rmtree("t")
            os.rename("kept", "t")
            what = f"{way.name}, {what}"
            judge(what, way, result)
            # What is compared is written elsewhere.
            if "--check" in way.command:
                wanted = (way.status,)
            if result.returncode not in wanted:
                complain(what, f"not {wanted}", result)


{
    "calls": calls,
    "memory": memory,
    "formats": formats,
    "growth": growth,
    "limits": limits,
    "disks": disks,
}[WHAT]()
print(f"{run_count} faults, {bad} not borne")
sys.exit(bad > 0)
