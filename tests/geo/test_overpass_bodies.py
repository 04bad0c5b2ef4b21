"""Answers of Overpass that do not end, are too big, packed or cut off: one sentence, no file.

The server here is a connection on this machine on which any bytes can be played.
"""

import contextlib
import gzip
import socket
import threading
import time

import pytest

from geo.contract import InputError
from geo.overpass import OverpassSettings, fetch_roads
from tests.geo.test_overpass import GROUND, OK, fetch


def test_a_silent_server_is_given_up_after_the_timeout(tmp_path, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        mirror = f"http://127.0.0.1:{silent.getsockname()[1]}/api"
        settings = OverpassSettings(allowed=True, mirrors=(mirror,), timeout_s=0.2, attempts=1)
        with pytest.raises(InputError) as failed:
            fetch_roads(GROUND, tmp_path, settings)
    assert failed.value.code == "overpass_timeout"


def playing(script):
    """Play Overpass with raw bytes: `script` is given the connection once the request is read."""
    held = socket.socket()
    held.bind(("127.0.0.1", 0))
    held.listen()

    def serve():
        connection, _ = held.accept()
        with connection:
            connection.recv(65536)
            with contextlib.suppress(OSError):  # the other side has had enough
                script(connection)
                # closed with a part of the request unread, the answer would be lost on the way
                connection.settimeout(2)
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(65536):
                    pass

    thread = threading.Thread(target=serve)
    thread.start()
    return held, thread, f"http://127.0.0.1:{held.getsockname()[1]}/api"


def endless(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n" + b'{"elements": [')
    while True:
        connection.sendall(b" " * 4096)


def dripping(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:  # until the other side has had enough
        connection.sendall(b" ")
        time.sleep(0.05)


def dripping_head(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\nX-Slow: ")
    while True:
        connection.sendall(b"x")
        time.sleep(0.05)


def put_off(connection):
    connection.settimeout(2)
    while True:  # "go on", for ever
        connection.sendall(b"HTTP/1.1 100 Continue\r\n\r\n" * 100)


def silent_after_a_while(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    for _ in range(6):
        connection.sendall(b" ")
        time.sleep(0.1)
    while connection.recv(65536):  # says nothing more until the other side has gone
        pass


def cut_off(connection):
    body = OK[1]
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body[:-40])


def truncated(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n" + OK[1][:-40])


BOMB = gzip.compress(b" " * 50_000_000)


def bomb(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + BOMB)


def broken_pack(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nno gzip at all")


def page(connection):
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n<html>busy</html>")


@pytest.mark.parametrize(
    ("script", "code"),
    [
        (endless, "overpass_garbage"),
        (bomb, "overpass_garbage"),
        (dripping, "overpass_timeout"),
        (dripping_head, "overpass_timeout"),
        (put_off, "overpass_timeout"),
        (silent_after_a_while, "overpass_timeout"),
        (cut_off, "overpass_garbage"),
        (truncated, "overpass_garbage"),
        (broken_pack, "overpass_garbage"),
        (page, "overpass_garbage"),
    ],
)
def test_a_body_is_read_up_to_a_number_of_bytes_and_seconds(tmp_path, monkeypatch, script, code):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setattr("geo.overpass.MAX_BYTES", 2_000_000)
    held, thread, mirror = playing(script)
    # a busy machine is slow to read: only what never ends is cut off by the clock
    limit_s = 1 if code == "overpass_timeout" else 30
    settings = OverpassSettings(allowed=True, mirrors=(mirror,), timeout_s=limit_s, attempts=1)
    try:
        with pytest.raises(InputError) as failed:
            fetch_roads(GROUND, tmp_path, settings)
    finally:
        thread.join()
        held.close()
    assert failed.value.code == code
    assert list(tmp_path.iterdir()) == []


def test_a_packed_answer_is_read_like_any_other(tmp_path, monkeypatch):
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    packed = gzip.compress(OK[1])

    def script(connection):
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\n" + packed)

    held, thread, mirror = playing(script)
    try:
        found, _ = fetch(tmp_path, mirror)
    finally:
        thread.join()
        held.close()
    assert (found.way_count, found.node_count) == (1, 2)
