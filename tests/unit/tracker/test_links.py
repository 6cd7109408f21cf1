"""Links are asked with care: whom, how long, and what an answer means. Nothing leaves the machine."""

import socket
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from tracker import links

PUBLIC = "93.184.215.14"
PAGES = {
    "/": (200, None),
    "/refuses-heads": (200, None),
    "/for-people": (403, None),
    "/gone": (404, None),
    "/erased": (410, None),
    "/broken": (503, None),
    "/slash": (301, "/slash/"),
    "/slash/": (200, None),
    "/moved": (301, "/new"),
    "/new": (200, None),
    "/for-now": (302, "/new"),
    "/moved-and-gone": (308, "/gone"),
    "/once": (302, "/twice"),
    "/twice": (302, "/thrice"),
    "/thrice": (302, "/new"),
    "/round": (302, "/round"),
    "/inside": (302, "http://inside.example/"),
    "/secret": (302, "http://name:word@vereda.example/"),
    "/port": (302, "http://vereda.example:8080/"),
    "/file": (302, "file:///etc/passwd"),
    "/nowhere": (302, "http://[::1"),
}
ADDRESSES = {
    "vereda.example": [PUBLIC],
    "inside.example": [PUBLIC, "10.0.0.7"],
    "empty.example": [],
}


class Handler(BaseHTTPRequestHandler):
    asked = []

    def answer(self):
        self.asked.append((self.command, self.path, dict(self.headers)))
        status, location = PAGES.get(self.path, (404, None))
        if self.command == "HEAD" and self.path == "/refuses-heads":
            status = 405
        self.send_response(status)
        if location:
            self.send_header("Location", location)
        self.end_headers()

    do_GET = do_HEAD = answer

    def log_message(self, *_arguments):
        return None


@pytest.fixture
def world(monkeypatch):
    """A name server and an internet of one server, on this machine."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    opened = []

    def connect(address, port):
        opened.append((address, port))
        return socket.create_connection(server.server_address, 5)

    def resolve(host, port):
        return [(None, None, None, "", (address, port)) for address in ADDRESSES.get(host, [host])]

    monkeypatch.setattr(links, "_open", connect)
    monkeypatch.setattr(links, "_resolve", resolve)
    Handler.asked.clear()
    yield opened
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.mark.parametrize(
    ("path", "state"),
    [
        ("/", "answers"),
        ("", "answers"),
        ("/refuses-heads", "answers"),
        ("/for-people", "answers"),
        ("/gone", "gone"),
        ("/erased", "gone"),
        ("/broken", "no_answer"),
        ("/slash", "answers"),
        ("/moved", "moved"),
        ("/for-now", "answers"),
        ("/moved-and-gone", "gone"),
        ("/once", "answers"),
        ("/round", "no_answer"),
        ("/inside", "no_answer"),
        ("/secret", "no_answer"),
        ("/port", "no_answer"),
        ("/file", "no_answer"),
        ("/nowhere", "no_answer"),
        ("/ñandú?q=1#corte", "gone"),
    ],
)
def test_an_answer_has_a_meaning(world, path, state):
    assert links.ask(f"http://vereda.example{path}") == state
    assert {address for address, _port in world} == {PUBLIC}


@pytest.mark.parametrize(
    "url",
    [
        "http://inside.example/",
        "http://empty.example/",
        "http://127.0.0.1/",
        "http://0.0.0.0/",
        "http://10.0.0.7/",
        "http://169.254.169.254/latest/meta-data/",
        "http://100.64.0.1/",
        "http://224.0.0.1/",
        "http://[::1]/",
        "http://[fe80::1]/",
        "http://[fd00::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://vereda.example:22/",
        "http://vereda.example:99999/",
        "https://vereda.example:80/",
        "http://name:word@vereda.example/",
        "gopher://vereda.example/",
        "http:///",
        "http://" + "a" * 300 + "/",
    ],
)
def test_places_inside_are_never_asked(world, url):
    assert links.ask(url) == "no_answer"
    assert world == []
    assert Handler.asked == []


def test_nothing_of_ours_goes_along(world):
    links.ask("http://vereda.example/")
    method, _path, headers = Handler.asked[0]
    assert method == "HEAD"
    assert headers["Host"] == "vereda.example"
    assert set(headers) == {"Host", "User-Agent", "Accept", "Connection", "Accept-Encoding"}


def test_the_connection_goes_to_the_address_that_was_checked(world, monkeypatch):
    answers = iter([[PUBLIC], ["127.0.0.1"]])
    monkeypatch.setitem(ADDRESSES, "turning.example", None)
    monkeypatch.setattr(
        links, "_resolve", lambda host, port: [(0, 0, 0, "", (a, port)) for a in next(answers)]
    )
    assert links.ask("http://turning.example/moved") == "no_answer"
    assert world == [(PUBLIC, 80)]


def test_a_certificate_is_asked_for_by_name(world, monkeypatch):
    named = []

    class Context:
        def wrap_socket(self, sock, server_hostname):
            named.append(server_hostname)
            return sock

    monkeypatch.setattr(links.ssl, "create_default_context", Context)
    assert links.ask("https://vereda.example/") == "answers"
    assert named == ["vereda.example"]
    assert world == [(PUBLIC, 443)]


def test_a_server_that_drags_on_is_cut_off(monkeypatch):
    ours, theirs = socket.socketpair()
    monkeypatch.setattr(links, "TIMEOUT", 0.3)
    monkeypatch.setattr(links, "_open", lambda *_: ours)
    monkeypatch.setattr(links, "_resolve", lambda *_: [(0, 0, 0, "", (PUBLIC, 80))])
    stopped = threading.Event()

    def drip():
        while not stopped.wait(0.05):
            try:
                theirs.send(b"H")
            except OSError:
                return

    thread = threading.Thread(target=drip)
    thread.start()
    begun = time.monotonic()
    try:
        assert links.ask("http://vereda.example/") == "no_answer"
    finally:
        stopped.set()
        thread.join()
        theirs.close()
    assert time.monotonic() - begun < 5
