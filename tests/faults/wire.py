#!/usr/bin/env python3
# SPDX-License-Identifier: MIT
"""Run COMMAND while a server on loopback gives wrong answers, byte by byte.

usage: wire.py DIR ANSWER,ANSWER... COMMAND...

DIR has the certificates of certificates.sh and strange.sh, and the registry
to serve as "body".  The first connection gets the first answer, and so on; the
last one is for all that come after.  An answer is a name of a function below,
with "-" for "_", of a certificate, or http-STATUS.  $PORT is the port.  At the
end, DIR/connections has the number of connections.  The status is COMMAND's.
"""
import os
import socket
import ssl
import struct
import subprocess
import sys
import threading
import time

CHUNK = 512
done = threading.Event()


def load(name):
    with open(os.path.join(sys.argv[1], name), "rb") as file:
        return file.read()


def head(*lines, status="200 OK"):
    return "\r\n".join(["HTTP/1.1 " + status, *lines, "", ""]).encode()


def length(n):
    return f"Content-Length: {n}"


CHUNKED = "Transfer-Encoding: chunked"


def chunk(data):
    return b"%x\r\n%s\r\n" % (len(data), data)


def reset(c):
    """End the connection with RST."""
    c.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    c.close()


# Before TLS: what is done with the bare connection.
class Bare:
    @staticmethod
    def close_at_once(c):
        c.close()

    @staticmethod
    def silent(c):
        done.wait()

    @staticmethod
    def banner(c):
        c.sendall(b"SSH-2.0-OpenSSH_9.2\r\n")
        done.wait(2)

    @staticmethod
    def plain_http(c):
        c.recv(CHUNK)
        c.sendall(head(length(0), status="400 Bad Request"))
        c.close()


# After the request was read; "body" is the registry.
class Answer:
    @staticmethod
    def good(c, body):
        c.sendall(head(length(len(body))) + body)

    @staticmethod
    def nothing(c, body):
        pass

    @staticmethod
    def reset_in_body(c, body):
        c.sendall(head(length(len(body))) + body[: len(body) // 2])
        time.sleep(0.2)
        reset(c)

    @staticmethod
    def cut_length(c, body):
        c.sendall(head(length(len(body))) + body[:500])

    @staticmethod
    def cut_in_chunk(c, body):
        c.sendall(head(CHUNKED) + chunk(body)[:500])

    @staticmethod
    def no_last_chunk(c, body):
        c.sendall(head(CHUNKED) + chunk(body))

    @staticmethod
    def close_delimited(c, body):
        c.sendall(head("Connection: close") + body[:500])

    @staticmethod
    def close_abruptly(c, body):
        c.sendall(head("Connection: close") + body[:500])
        os.close(c.detach())

    @staticmethod
    def slow(c, body):
        c.sendall(head(length(len(body))))
        for i in range(len(body)):
            if done.wait(0.1):
                break
            c.sendall(body[i : i + 1])

    @staticmethod
    def stall_before(c, body):
        done.wait()

    @staticmethod
    def stall_in_head(c, body):
        c.sendall(head(length(len(body)))[:20])
        done.wait()

    @staticmethod
    def stall_after_head(c, body):
        c.sendall(head(length(len(body))))
        done.wait()

    @staticmethod
    def endless(c, body):
        c.sendall(head(CHUNKED))
        piece = chunk(body * 1000)
        while not done.is_set():
            c.sendall(piece)

    @staticmethod
    def http_429_retry(c, body):
        c.sendall(
            head("Retry-After: 1", length(0), status="429 Too Many Requests")
        )

    @staticmethod
    def length_negative(c, body):
        c.sendall(head(length(-5)) + body)

    @staticmethod
    def length_junk(c, body):
        c.sendall(head(length("many")) + body)

    @staticmethod
    def length_huge(c, body):
        c.sendall(head(length(1 << 62)) + body)

    @staticmethod
    def length_short(c, body):
        c.sendall(head(length(500)) + body)

    @staticmethod
    def length_twice(c, body):
        c.sendall(head(length(len(body)), length(500)) + body)

    @staticmethod
    def chunk_junk(c, body):
        c.sendall(head(CHUNKED) + b"zz\r\n" + body)

    @staticmethod
    def chunk_overflow(c, body):
        c.sendall(head(CHUNKED) + b"f" * 20 + b"\r\n" + body)

    @staticmethod
    def gzip(c, body):
        data = b"\x1f\x8b\x08" + bytes(30)
        c.sendall(head("Content-Encoding: gzip", length(len(data))) + data)

    @staticmethod
    def long_header(c, body):
        c.sendall(head("X: " + "x" * 200000, length(len(body))) + body)

    @staticmethod
    def long_status(c, body):
        c.sendall(head(length(len(body)), status="200 " + "x" * 200000) + body)

    @staticmethod
    def many_headers(c, body):
        c.sendall(head(*["X: " + "x" * 90] * 40000, length(len(body))) + body)

    @staticmethod
    def endless_headers(c, body):
        c.sendall(b"HTTP/1.1 200 OK\r\n")
        while not done.is_set():
            c.sendall(b"X: x\r\n" * 100)

    @staticmethod
    def early_hints(c, body):
        c.sendall(head(status="103 Early Hints") * 2000)
        Answer.good(c, body)

    @staticmethod
    def http_0_9(c, body):
        c.sendall(body)

    @staticmethod
    def httq(c, body):
        c.sendall(b"HTTQ/1.1 200 OK\r\n\r\n" + body)

    @staticmethod
    def http_9_9(c, body):
        c.sendall(b"HTTP/9.9 200 OK\r\n\r\n" + body)

    @staticmethod
    def status_2x0(c, body):
        c.sendall(head(length(len(body)), status="2x0 OK") + body)

    @staticmethod
    def nul_in_header(c, body):
        c.sendall(head("X: a\0b", length(len(body))) + body)

    @staticmethod
    def escape_in_reason(c, body):
        c.sendall(head(length(0), status="404 \x1b[31mred"))

    @staticmethod
    def escape_in_location(c, body):
        c.sendall(
            head("Location: https://x/\x1b[31m", length(0), status="302 Found")
        )

    @staticmethod
    def login(c, body):
        c.sendall(
            head(
                'WWW-Authenticate: Basic realm="x"',
                length(0),
                status="401 Unauthorized",
            )
        )


def find(where, name):
    return getattr(where, name.replace("-", "_"), None)


def serve(c, name, body):
    """Give one connection its answer."""
    bare = find(Bare, name)
    if bare is not None:
        bare(c)
        return
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    answer, certificate = find(Answer, name), "good"
    if name.startswith("http-") and name[5:].isdigit():

        def answer(c, body):
            c.sendall(head(length(0), status=name[5:] + " Odd"))

    if answer is None:
        answer, certificate = Answer.good, name
        context.set_ciphers("ALL:@SECLEVEL=0")
    if name == "tls-1.2":
        certificate = "good"
        context.maximum_version = ssl.TLSVersion.TLSv1_2
    if name == "tls-1.1":
        certificate = "good"
        context.minimum_version = ssl.TLSVersion.TLSv1
        context.maximum_version = ssl.TLSVersion.TLSv1_1
    if name == "null-cipher":
        certificate = "good"
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        context.set_ciphers("NULL:@SECLEVEL=0")
    path = os.path.join(sys.argv[1], certificate + ".pem")
    key = os.path.join(sys.argv[1], certificate + "-key.pem")
    if not os.path.exists(key):
        key = os.path.join(sys.argv[1], "key.pem")
    context.load_cert_chain(path, key)
    with context.wrap_socket(c, server_side=True) as tls:
        request = b""
        while b"\r\n\r\n" not in request:
            data = tls.recv(CHUNK)
            if not data:
                return
            request += data
        answer(tls, body)
        if tls.fileno() >= 0:
            tls.unwrap()


def guard(c, name, body):
    """A client that goes away is what is tested, not an error here."""
    try:
        serve(c, name, body)
    except (OSError, ValueError):
        pass
    finally:
        c.close()


def accept(listener, names, body):
    n = 0
    while True:
        try:
            c, _ = listener.accept()
        except OSError:
            return
        if done.is_set():
            return
        name = names[min(n, len(names) - 1)]
        n += 1
        with open(os.path.join(sys.argv[1], "connections"), "w") as file:
            file.write(str(n))
        threading.Thread(
            target=guard, args=(c, name, body), daemon=True
        ).start()


def fill(listener):
    """Connections that wait to be accepted, so that no more can come."""
    listener.listen(0)
    waiting = []
    for _ in range(4):
        c = socket.socket()
        c.setblocking(False)
        c.connect_ex(listener.getsockname())
        waiting.append(c)
    return waiting


def main():
    names = sys.argv[2].split(",")
    listener = socket.create_server(("127.0.0.1", 0), backlog=16)
    if names == ["blackhole"]:
        full = fill(listener)
    else:
        full = []
        threading.Thread(
            target=accept, args=(listener, names, load("body")), daemon=True
        ).start()
    env = dict(os.environ, PORT=str(listener.getsockname()[1]))
    status = subprocess.call(sys.argv[3:], env=env)
    done.set()
    for c in full:
        c.close()
    return status if status >= 0 else 128 - status


sys.exit(main())
