#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Let every step of each tool fail, one at a time, and look what is left.

usage: sweep.py BUILD REGISTRY SNAPSHOT calls|memory|limits|disks
       sweep.py BUILD OLD NEW formats

In the current directory, where memory.so is memory.c, and formats takes an
overlay from overlay.csv, and a file to verify of the kind that the snapshots
make, services or protocols, from that.  After each fault the target has its old bytes or
all the new ones, those if the status is 0, and no temporary file is left but
by SIGKILL.  Prints how many faults there were; the status is 1 if one of
them was not borne, each of which is named on standard error.
"""
import os
import re
import resource
import shutil
import subprocess
import sys

BUILD, REGISTRY, SNAPSHOT, WHAT = sys.argv[1:5]
CALLS = ["openat", "write", "fsync", "close", "rename"]
FAULTS = ["error=ENOSPC", "error=EIO", "error=EINTR", "signal=SIGKILL"]
OLD = b"old\n"
bad = 0
run_count = 0


def tool(name, *arguments):
    return [os.path.join(BUILD, "portreg-" + name), *arguments]


# Each tool, with the targets that it replaces in the directory "t".
TOOLS = {
    "parse": (tool("parse", "-o", "t/out", REGISTRY), ["out"]),
    "parse with a lock": (
        tool("parse", "-o", "t/out", "--lock", "t/lock", REGISTRY),
        ["out", "lock"],
    ),
    "parse with an export": (
        tool("parse", "-o", "t/out", "--against", "pair.csv", "pair.xml"),
        ["out"],
    ),
    "emit": (tool("emit", "-f", "json", "-o", "t/out", SNAPSHOT), ["out"]),
    "fetch": (
        tool(
            "fetch",
            *["-d", "t", "--url", "file://" + REGISTRY.replace(" ", "%20")],
            "protocol-numbers",
        ),
        ["protocol-numbers.xml"],
    ),
}
SIDECAR = "protocol-numbers.xml.meta"
LOCK = b"registry,url,updated,records,source_sha256,snapshot_sha256\n"


def prepare(targets):
    shutil.rmtree("t", ignore_errors=True)
    os.mkdir("t")
    for name in targets:
        with open("t/" + name, "wb") as file:
            file.write(LOCK if name == "lock" else OLD)


def read(path):
    with open(path, "rb") as file:
        return file.read()


def run(command, **more):
    return subprocess.run(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        check=False,
        **more,
    )


def complain(what, why, result):
    global bad
    bad += 1
    print(f"{what}: {why}: {result.returncode} {result.stderr}", file=sys.stderr)


def judge(what, result, targets, new, killed=False):
    global run_count
    run_count += 1
    status = result.returncode
    for name in targets:
        now = read("t/" + name)
        old = LOCK if name == "lock" else OLD
        if now != new[name] and (status == 0 or now != old):
            complain(what, name + " is neither old nor new", result)
    if not killed and any(n.startswith(".") for n in os.listdir("t")):
        complain(what, "a temporary file is left", result)
    # libgcrypt ends a program that it cannot work in.
    if status == -6 and re.search(b"libgcrypt|Fatal error", result.stderr):
        return
    if not killed and not (status == 0 or 64 <= status <= 75 or status == 127):
        complain(what, "a strange status", result)
    # The loader fails by itself, and says so in its own way; libxml2 adds
    # a line and an empty one about memory before it can be asked not to.
    if 64 <= status <= 75 and not re.fullmatch(
        rb"([ -~]*\n)*", result.stderr
    ):
        complain(what, "not clean lines", result)


def write_pair():
    """A registry of all kinds, with as many records as the least and a tag
    that no first buffer holds, and its export."""
    golden = os.path.dirname(__file__) + "/../golden/export/"
    head, tail = read(golden + "in.xml").decode().split("  <people>")
    rows = read(golden + "export.csv").decode().rstrip() + "\r\n"
    with open("pair.xml", "w") as xml, open("pair.csv", "w") as export:
        xml.write(head)
        xml.write(f"<note title='{'x' * 20000}'/>\n")
        export.write(rows)
        for i in range(13000):
            xml.write(
                f"<record><name>a{i}</name><protocol>tcp</protocol>"
                f"<number>{i}</number></record>\n"
            )
            export.write(f"a{i},{i},tcp,,,,,,,,,\r\n")
        xml.write("  <people>" + tail)


def each_tool():
    write_pair()
    for name, (command, targets) in TOOLS.items():
        prepare(targets)
        result = run(command)
        if result.returncode != 0:
            sys.exit(f"{name}: {result.stderr}")
        yield name, command, targets, {n: read("t/" + n) for n in targets}


def trace(call, fault, when):
    inject = f"{call}:{fault}:when={when}" if fault else None
    expression = ["-e", "inject=" + inject] if fault else ["-e", "trace=" + call]
    return ["strace", "-f", "-o", "log", *expression]


def calls():
    for name, command, targets, new in each_tool():
        for call in CALLS:
            prepare(targets)
            run(trace(call, None, 0) + command)
            n = read("log").count(call.encode() + b"(")
            for fault in FAULTS:
                for i in range(1, n + 1):
                    prepare(targets)
                    result = run(trace(call, fault, i) + command)
                    what = f"{name}, {call} {i} of {n}, {fault}"
                    judge(what, result, targets, new, "KILL" in fault)


def own_lines(result):
    """What the tool says, without what libraries say."""
    return re.findall(rb"^portreg-.*", result.stderr, re.M)


def starve(name, command, targets, new, most, good=(0, [])):
    """At most so many of its allocations fail, evenly, alone and with all
    that follow; if all is well, it has that status and says those lines."""
    environment = dict(os.environ, LD_PRELOAD="./memory.so")
    run(command, env=dict(environment, FAIL_COUNT="count"))
    n = int(read("count"))
    os.unlink("count")
    for more in {}, {"FAIL_ON": "1"}:
        for i in range(1, n + 1, max(1, n // most)):
            prepare(targets)
            more["FAIL_AT"] = str(i)
            result = run(command, env={**environment, **more})
            what = f"{name}, allocation {i} of {n}, {more}"
            judge(what, result, targets, new)
            said = own_lines(result)
            if result.returncode in (0, 65) and (result.returncode, said) != good:
                complain(what, "other words", result)
            # What is cut for lack of memory must not be called wrong.
            if result.returncode == 71 and len(set(said) - set(good[1])) > 1:
                complain(what, "more than one message", result)


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
    for one in each_tool():
        starve(*one, 600)
    for name, document in DOCUMENTS.items():
        with open(name + ".xml", "w") as file:
            file.write(document)
        command = tool("parse", "-o", "t/out", name + ".xml")
        prepare(["out"])
        result = run(command)
        good = result.returncode, own_lines(result)
        if not good[1]:
            sys.exit(f"{name}: nothing is said")
        new = {"out": read("t/out")}
        starve("parse of " + name, command, ["out"], new, 600, good)


# What some formats need or take, the first that one takes.
DEMANDS = [
    ["--ledger", "t/ledger", "--overlay", "overlay.csv"],
    ["--since", REGISTRY],
    ["--names", "svc-7", "--ports", "1-100", "--style", "json"],
    ["--overlay", "overlay.csv"],
    [],
]


def each_format():
    """Every way to emit, with what it makes."""
    names = run(tool("emit", "-l")).stdout.decode().split()
    ways = [(name, ["-f", name, *more]) for name in names for more in DEMANDS]
    kind = "services" if os.path.exists("services") else "protocols"
    ways.append(("--verify", ["-f", kind, "--verify", kind]))
    done = []
    for name, options in ways:
        command = tool("emit", *options, "-o", "t/out", SNAPSHOT)
        if "--verify" in options:
            command = [*command[:-1], "--against", SNAPSHOT]
        targets = ["out", "ledger"] if "--ledger" in options else ["out"]
        prepare(targets)
        result = run(command)
        if name not in done and result.returncode in (0, 1):
            done.append(name)
            yield name, command, targets, {n: read("t/" + n) for n in targets}
    print("", *done, "")


def formats():
    for one in each_format():
        starve(*one, 1000)


def limits():
    for name, command, targets, new in each_tool():
        for size in 0, 1, 512, 4096, 8192:
            prepare(targets)
            limit = (size, size)
            result = run(
                command,
                preexec_fn=lambda: resource.setrlimit(
                    resource.RLIMIT_FSIZE, limit
                ),
            )
            judge(f"{name}, files of {size} bytes", result, targets, new)
            if size < 100 and result.returncode != 74:
                complain(f"{name}, files of {size} bytes", "not 74", result)
        for closed in range(8):
            prepare(targets)
            shell = "exec \"$@\" " + " ".join(
                f"{fd}{'<' if fd == 0 else '>'}&-"
                for fd in range(3)
                if closed >> fd & 1
            )
            result = run(["/bin/sh", "-c", shell, "sh", *command])
            judge(f"{name}, descriptors {closed:03b}", result, targets, new)


def mounts(script):
    return ["unshare", "-m", "/bin/sh", "-c", script, "sh"]


FULL = """mount -t tmpfs -o size=64k none t && cp old/* t &&
{ cat /dev/zero >t/fill 2>/dev/null; "$@"; s=$?; rm t/fill;
cp -a t/. kept; exit $s; }"""
READ_ONLY = """mount -t tmpfs none t && cp old/* t && mount -o remount,ro t &&
{ "$@"; s=$?; cp -a t/. kept; exit $s; }"""


def disks():
    for name, command, targets, new in each_tool():
        for what, script, wanted in (
            ("a full disk", FULL, (74,)),
            ("a disk that is read-only", READ_ONLY, (73,)),
        ):
            for directory in "old", "kept":
                shutil.rmtree(directory, ignore_errors=True)
                os.mkdir(directory)
            prepare(targets)
            for target in targets:
                shutil.copy("t/" + target, "old")
            result = run(mounts(script) + command)
            shutil.rmtree("t")
            os.rename("kept", "t")
            judge(f"{name}, {what}", result, targets, new)
            if result.returncode not in wanted:
                complain(f"{name}, {what}", f"not {wanted}", result)


{
    "calls": calls,
    "memory": memory,
    "formats": formats,
    "limits": limits,
    "disks": disks,
}[WHAT]()
print(f"{run_count} faults, {bad} not borne")
sys.exit(bad > 0)
