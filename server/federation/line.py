"""A line to another server, on which one request goes out: encrypted under https, cut in time.

What a name stands for is looked at before (`reach.py`), and that very number is connected to.
Proxies that the environment names are not used: they would resolve names themselves.
"""

import socket
import ssl
import time
from collections.abc import Generator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from importlib import metadata
from threading import Timer
from typing import Final
from urllib.parse import SplitResult

from server.federation.reach import Place, find_targets

_ACCEPT: Final = "application/sparql-results+json, application/sparql-results+xml;q=0.8"


class UnansweredError(Exception):
    """The other server gave no answer; the words go after its name. `late`: because of the time."""

    def __init__(self, what: str, *, late: bool = False) -> None:
        """Keep the words."""
        super().__init__(what)
        self.what = what
        self.late = late


@dataclass(slots=True)
class Clock:
    """The time that one answer may take; `expired` once it has hung up."""

    seconds: float
    until: float
    expired: bool = False

    @property
    def left(self) -> float:
        """Seconds that are left, and never none, which a socket would read as no limit."""
        return max(self.until - time.monotonic(), 0.001)

    @property
    def is_over(self) -> bool:
        """Whether the time is over."""
        return self.expired or time.monotonic() >= self.until

    def late(self) -> UnansweredError:
        """The error when it is over."""
        return UnansweredError(f"did not answer within {self.seconds:.2g} seconds", late=True)


@contextmanager
def connected(where: SplitResult, clock: Clock) -> Generator[HTTPConnection]:
    """A connection, which is cut when the time is over, whatever is being waited for."""
    targets = find_targets(where, clock.left)
    if targets is None:
        raise clock.late()
    # A second handle: under https the line is another object, from the first byte on.
    places = [(target.family, target.address) for target in targets]
    with connect(places, clock) as plain, plain.dup() as handle:
        timer = Timer(clock.left, cut, (handle, clock))
        timer.daemon = True
        timer.start()
        try:
            with wrapped(plain, where) as line:
                http = HTTPConnection(targets[0].host, targets[0].port)
                http.sock = line
                yield http
        finally:
            timer.cancel()
            timer.join()


def connect(places: Sequence[Place], clock: Clock) -> socket.socket:
    """A line to the first number that takes it; each has its share of the time.

    Raises:
        OSError: none did.
    """
    wrong: OSError = OSError("its name has no number")
    for tried, (family, address) in enumerate(places):
        line = socket.socket(family, socket.SOCK_STREAM)
        try:
            line.settimeout(clock.left / (len(places) - tried))
            line.connect(address)
        except OSError as error:
            line.close()
            wrong = error
        else:
            line.settimeout(clock.left)
            return line
    raise wrong


@contextmanager
def wrapped(plain: socket.socket, where: SplitResult) -> Generator[socket.socket]:
    """The line itself, or under https one that is encrypted to whoever proves the name."""
    if where.scheme != "https":
        yield plain
        return
    with ssl.create_default_context().wrap_socket(plain, server_hostname=where.hostname) as line:
        yield line


def cut(line: socket.socket, clock: Clock) -> None:
    """Hang up, so that whoever waits for this line waits no longer."""
    clock.expired = True
    with suppress(OSError):
        line.shutdown(socket.SHUT_RDWR)


def send(line: HTTPConnection, where: SplitResult, body: bytes) -> HTTPResponse:
    """Send the request, and read the head of what comes back."""
    path = (where.path or "/") + (f"?{where.query}" if where.query else "")
    headers = {
        "Host": where.netloc,
        "User-Agent": agent(),
        "Accept": _ACCEPT,
        "Accept-Encoding": "identity",
        "Content-Type": "application/x-www-form-urlencoded",
        "Connection": "close",
    }
    line.request("POST", path, body, headers)
    return line.getresponse()


def agent() -> str:
    """Who asks (https://foundation.wikimedia.org/wiki/Policy:User-Agent_policy)."""
    return f"Sitrep/{metadata.version('sitrep')} (SPARQL SERVICE; https://w3id.org/sitrep/)"


def in_plain_words(error: Exception) -> str:
    """What a socket or the HTTP library says of an error, without its numbers."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not valid: {error.verify_message}"
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
