"""One question to another server, within bounds: of time, of bytes, of whom it may reach.

The engine's own client has none of these. How it is connected to is in `line.py`.

Specification: https://www.w3.org/TR/sparql11-protocol/#query-operation
"""

import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from typing import Final
from urllib.parse import urlencode, urljoin, urlsplit

from pyoxigraph import QueryResultsFormat, QuerySolutions, parse_query_results

from server.federation.labels import Term
from server.federation.line import Clock, UnansweredError, connected, in_plain_words, send
from server.federation.reach import UnreachableError
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
_OK: Final = 200
_ELSEWHERE: Final = (301, 302, 307, 308)
_MOST_STEPS: Final = 3
_BLOCK: Final = 65_536


@dataclass(frozen=True, slots=True)
class Answer:
    """The solutions that another server gave: names, and for each solution a row of terms."""

    names: tuple[str, ...]
    rows: Sequence[Row]


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
