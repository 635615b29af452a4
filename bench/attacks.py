"""Attacks: what hostile clients send, each in a process of its own so that it slows no client here.

`python -m bench.attacks NAME PORT SECONDS SINK SOURCE` runs one and ends by itself. Loopback only:
SOURCE is the address that it comes from, 127.0.0.1 if it is to be that of ordinary clients.
"""

import socket
import sys
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from threading import Thread
from typing import Final
from urllib.parse import quote_plus

from server.evaluation.scheduling import yield_to_all

_FORM: Final = {"Content-Type": "application/x-www-form-urlencoded"}
_SPARQL: Final = {"Content-Type": "application/sparql-query"}
_AT_ONCE: Final = 16
_SLOW: Final = 200
_IDLE: Final = 3000
_ADDRESSES: Final = 8
_DRIP_SECONDS: Final = 0.25
_HOST: Final = "127.0.0.1"
_START: Final = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\n"

_TWICE: Final = "?a ?b ?c . ?d ?e ?f"
_THRICE: Final = f"{_TWICE} . ?g ?h ?i"
_PATH: Final = "(!<x:y>|<x:y>)*"
QUERIES: Final[Mapping[str, str]] = {
    "cartesian product": f"SELECT (COUNT(*) AS ?n) {{ {_THRICE} FILTER (?c != ?i) }}",
    "paths over everything": f"SELECT (COUNT(*) AS ?n) {{ ?a {_PATH} ?b . ?b {_PATH} ?c }}",
    "regular expression": f"SELECT * {{ {_TWICE} "
    'FILTER REGEX(CONCAT(STR(?c), STR(?f)), "^((a|a)*|(.*.*)*)*x{1,500}y$", "i") }',
    "1 MB query": f"SELECT * {{ {'?s ?p ?o . ' * 95_000} }}",
    "5,000 parentheses": f"SELECT ({'(' * 5000}1{')' * 5000} AS ?x) {{}}",
    "10,000 rows of VALUES": "SELECT (COUNT(*) AS ?n) { VALUES ?x {"
    + " ".join(map(str, range(10_000)))
    + f" }} {_TWICE} FILTER (?x != ?c) }}",
    "huge GROUP_CONCAT": f"SELECT (GROUP_CONCAT(CONCAT(STR(?c), STR(?f))) AS ?x) {{ {_TWICE} }}",
    "huge ORDER BY": f"SELECT * {{ {_TWICE} }} ORDER BY ?c ?f",
    "huge answer": f"SELECT * {{ {_TWICE} }}",
}


@dataclass(frozen=True, slots=True)
class Target:
    """Where to send to, from which address, and until when."""

    port: int
    source: str
    until: float
    sink: str

    def goes_on(self) -> bool:
        """Whether there is time left."""
        return time.monotonic() < self.until

    def connect(self) -> socket.socket:
        """A connection from the hostile address."""
        return socket.create_connection((_HOST, self.port), 10, (self.source, 0))


def send(target: Target, body: bytes, headers: Mapping[str, str]) -> None:
    """Send one request and read the answer, whatever it is."""
    line = HTTPConnection(_HOST, target.port, 30, (target.source, 0))
    with suppress(OSError, HTTPException):
        line.request("POST", "/sparql", body, dict(headers))
        answer = line.getresponse()
        while target.goes_on() and answer.read(65536):
            pass
    line.close()


def at_once(target: Target, one: Callable[[], None], times: int = _AT_ONCE) -> None:
    """Do the same from many threads, again and again; late threads are left behind."""

    def again() -> None:
        while target.goes_on():
            one()

    for _ in range(times):
        Thread(target=again, daemon=True).start()
    while target.goes_on():
        time.sleep(0.05)


def ask(text: str) -> Callable[[Target], None]:
    """The attack that asks a query."""
    body = f"query={quote_plus(text)}".encode()
    return lambda target: at_once(target, lambda: send(target, body, _FORM))


def ask_from_many(target: Target) -> None:
    """Ask an endless query from many addresses, each within what one client may have."""
    body = f"query={quote_plus(QUERIES['cartesian product'])}".encode()
    sources = [f"127.0.0.{number}" for number in range(2, 2 + _ADDRESSES)]
    spread = [Target(target.port, source, target.until, target.sink) for source in sources]
    for each in spread[1:]:
        Thread(target=at_once, args=(each, lambda each=each: send(each, body, _FORM), 8)).start()
    at_once(spread[0], lambda: send(spread[0], body, _FORM), 8)


def not_utf8(target: Target) -> None:
    """Send bytes that are no text, by both ways of POST."""

    def one() -> None:
        send(target, b"query=%ff%fe%c3%28", _FORM)
        send(target, b"SELECT \xff\xfe\xc3\x28 {}", _SPARQL)

    at_once(target, one, 2)


def call_out(target: Target) -> None:
    """Try to make the server call the sink, or read a file."""
    sink = f"<{target.sink}>"
    for text in (
        f"SELECT * {{ SERVICE {sink} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ SERVICE SILENT {sink} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ trueSERVICE {sink} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ VALUES ?x {{ {sink} }} SERVICE ?x {{ ?s ?p ?o }} }}",
        f"SELECT * {{ FILTER (1<2#>\n) SERVICE {sink} {{ ?s ?p ?o }} }}",
        f"CONSTRUCT FROM {sink} WHERE {{ ?s ?p ?o }}",
        f"LOAD {sink}",
        "LOAD <file:///etc/passwd>",
    ):
        for name in ("query", "update"):
            send(target, f"{name}={quote_plus(text)}".encode(), _FORM)
        send(target, text.encode(), _SPARQL)
        send(target, text.encode(), {"Content-Type": "application/sparql-update"})


def drip(start: bytes) -> Callable[[Target], None]:
    """The attack that begins many requests and sends a byte of each now and then."""

    def attack(target: Target) -> None:
        lines = hold(target, _SLOW)
        for line in lines:
            with suppress(OSError):
                line.sendall(start)
        while target.goes_on():
            for line in lines:
                with suppress(OSError):
                    line.send(b"a")
            time.sleep(_DRIP_SECONDS)

    return attack


def hold(target: Target, number: int) -> list[socket.socket]:
    """Connections, as many as the server takes in time."""
    lines: list[socket.socket] = []
    while target.goes_on() and len(lines) < number:
        with suppress(OSError):
            lines.append(target.connect())
    return lines


def idle(target: Target) -> None:
    """Hold connections and say nothing."""
    lines = hold(target, _IDLE)
    while target.goes_on():
        time.sleep(0.05)
    for line in lines:
        line.close()


def close_half(target: Target) -> None:
    """Ask, close one's own half, and go away without reading."""

    def one() -> None:
        with suppress(OSError), target.connect() as line:
            line.sendall(b"GET /sparql?query=ASK%7B%7D HTTP/1.1\r\nHost: localhost\r\n\r\n")
            line.shutdown(socket.SHUT_WR)
            time.sleep(0.02)

    at_once(target, one)


def leave_unread(target: Target) -> None:
    """Ask for much, and read none of it."""
    text = quote_plus("SELECT * { ?s ?p ?o . ?s ?q ?r }")
    lines = hold(target, 64)
    for line in lines:
        with suppress(OSError):
            line.sendall(f"GET /sparql?query={text} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode())
    while target.goes_on():
        time.sleep(0.05)


ATTACKS: Final[Mapping[str, Callable[[Target], None]]] = {
    **{name: ask(text) for name, text in QUERIES.items()},
    "invalid UTF-8": not_utf8,
    "SERVICE and LOAD": call_out,
    "slow headers": drip(_START + b"X-Slow: "),
    "slow bodies": drip(
        _START + b"Content-Type: application/sparql-query\r\nContent-Length: 9999\r\n\r\n"
    ),
    "half-closed connections": close_half,
    "answers left unread": leave_unread,
    "idle connections": idle,
    "many addresses at once": ask_from_many,
}


if __name__ == "__main__":
    NAME, PORT, SECONDS, SINK, SOURCE = sys.argv[1:]
    UNTIL = time.monotonic() + float(SECONDS)
    yield_to_all(0)
    ATTACKS[NAME](Target(int(PORT), SOURCE, UNTIL, SINK))
