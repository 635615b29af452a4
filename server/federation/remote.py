"""One question to another server, within bounds: of time, of bytes, of whom it may reach.

The engine's own client has none of these. Here the name is resolved first, what it stands for is
looked at, and that very number is connected to, so a name that leads elsewhere the second time
gains nothing. Proxies that the environment names are not used: they would resolve names themselves.

Specification: https://www.w3.org/TR/sparql11-protocol/#query-operation
"""

import socket
import ssl
import time
from collections.abc import Generator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from importlib import metadata
from threading import Timer
from typing import Final
from urllib.parse import SplitResult, urlencode, urljoin, urlsplit

from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from server.federation.labels import Term
from server.federation.reach import Target, UnreachableError, find_targets
from server.federation.services import Services
from server.sizes import in_words

Row = tuple[Term | None, ...]

_TYPES: Final = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/xml": QueryResultsFormat.XML,
    "text/xml": QueryResultsFormat.XML,
}
_ACCEPT: Final = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
_OK: Final = 200
_ELSEWHERE: Final = (301, 302, 307, 308)
_MOST_STEPS: Final = 3
_BLOCK: Final = 65_536


class UnansweredError(Exception):
    """The other server gave no answer; the words go after its name. `late`: because of the time."""

    def __init__(self, what: str, *, late: bool = False) -> None:
        """Keep the words."""
        super().__init__(what)
        self.what = what
        self.late = late


@dataclass(frozen=True, slots=True)
class Answer:
    """The solutions that another server gave: names, and for each solution a row of terms."""

    names: tuple[str, ...]
    rows: Sequence[Row]


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


def ask_service(iri: str, query: str, services: Services) -> Answer:
    """Ask another server a query by POST, and read the solutions that it gives.

    Args:
        iri: its address, one of those that are allowed.
        query: a SELECT query.
        services: whom redirections may lead to, and the limits.

    Raises:
        UnansweredError: it gave none, or none that can be used.
    """
    # Half a second is kept, so that what happened can be said before the query is ended.
    seconds = min(services.timeout, services.until - time.monotonic() - 0.5)
    clock = Clock(seconds, time.monotonic() + seconds)
    if seconds <= 0:
        raise UnansweredError("could not be asked: the time of the query was over", late=True)
    body = urlencode({"query": query}).encode()
    for _ in range(_MOST_STEPS):
        found = ask_once(iri, body, services.size, clock)
        if isinstance(found, Answer):
            return found
        if found not in services.allowed:
            raise UnansweredError(f"leads to <{found}>, which is not allowed")
        iri = found
    raise UnansweredError("leads from one address to the next without end")


def ask_once(iri: str, body: bytes, size: int, clock: Clock) -> Answer | str:
    """One request: its answer, or the address that it leads to.

    Raises:
        UnansweredError: as `ask_service`.
    """
    where = urlsplit(iri)
    try:
        with connected(where, clock) as line, closing(send(line, where, body)) as response:
            if clock.is_over:
                raise clock.late()
            if response.status in _ELSEWHERE:
                return urljoin(iri, response.getheader("Location", ""))
            kind = check_head(response, size)
            return read(read_body(response, size, clock), kind)
    except RuntimeError as error:
        raise MemoryError from error  # there is no room for another thread
    except UnreachableError as error:
        raise UnansweredError(f"could not be reached: {error}") from error
    except (OSError, HTTPException, ValueError) as error:
        if clock.is_over or isinstance(error, TimeoutError):
            raise clock.late() from error
        raise UnansweredError(f"could not be reached: {in_plain_words(error)}") from error


@contextmanager
def connected(where: SplitResult, clock: Clock) -> Generator[HTTPConnection]:
    """A connection, which is cut when the time is over, whatever is being waited for."""
    targets = find_targets(where, clock.left)
    if targets is None:
        raise clock.late()
    # A second handle: under https the line is another object, from the first byte on.
    with connect(targets, clock) as plain, plain.dup() as handle:
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


def connect(targets: Sequence[Target], clock: Clock) -> socket.socket:
    """A line to the first number that takes it; each has its share of the time.

    Raises:
        OSError: none did.
    """
    wrong: OSError = OSError("its name has no number")
    for place, target in enumerate(targets):
        line = socket.socket(target.family, socket.SOCK_STREAM)
        try:
            line.settimeout(clock.left / (len(targets) - place))
            line.connect(target.address)
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


def check_head(response: HTTPResponse, size: int) -> QueryResultsFormat:
    """The format of an answer, by its head.

    Raises:
        UnansweredError: it is not an answer, or not one that can be used.
    """
    if response.status != _OK:
        raise UnansweredError(f"answered {response.status}")
    if response.getheader("Content-Encoding", "identity") != "identity":
        raise UnansweredError("sent its answer encoded, which was not asked for")
    kind = response.getheader("Content-Type", "").partition(";")[0].strip().lower()
    if kind not in _TYPES:
        raise UnansweredError(f"sent {kind[:60] or 'something'} instead of results")
    if (response.length or 0) > size:
        raise too_large(size)
    return _TYPES[kind]


def read_body(response: HTTPResponse, size: int, clock: Clock) -> bytes:
    """The whole body.

    Raises:
        UnansweredError: it is too large, or comes too slowly, or not to its end.
    """
    held = bytearray()
    # Of the two ways in which http.client reads this one does not tell of a body that breaks off.
    expected = response.length
    while piece := response.read1(_BLOCK):
        held += piece
        if len(held) > size:
            raise too_large(size)
        if clock.is_over:
            raise clock.late()
    if clock.is_over:
        raise clock.late()
    if expected is not None and len(held) < expected:
        raise UnansweredError("hung up in the middle of its answer")
    return bytes(held)


def too_large(size: int) -> UnansweredError:
    """The error for an answer beyond the limit."""
    return UnansweredError(f"sent more than {in_words(size)}")


def read(body: bytes, kind: QueryResultsFormat) -> Answer:
    """The solutions that a body holds.

    Raises:
        UnansweredError: it is not well-formed, or no solutions.
    """
    try:
        results = parse_query_results(body, kind)
        if not isinstance(results, QuerySolutions):
            raise UnansweredError("sent yes or no instead of results")
        names = tuple(variable.value for variable in results.variables)
        return Answer(names, [tuple(solution) for solution in results])
    except (SyntaxError, ValueError) as error:
        raise UnansweredError(f"sent results that cannot be read: {error}") from error


def in_plain_words(error: Exception) -> str:
    """What a socket or the HTTP library says of an error, without its numbers."""
    if isinstance(error, ssl.SSLCertVerificationError):
        return f"its certificate is not valid: {error.verify_message}"
    return getattr(error, "strerror", None) or str(error) or type(error).__name__
