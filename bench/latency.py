"""Latency: how long a server takes for one query, asked alone, each time in words new to it."""

import json
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from itertools import count
from statistics import median, quantiles
from typing import Final
from urllib.parse import quote

_ACCEPT: Final = {"Accept": "application/sparql-results+json"}
_OK: Final = 200
_NUMBERS: Final = count(time.time_ns())
_BLOCK: Final = 2**16
_FEW: Final = 3
_IN_TWENTY: Final = 20


@dataclass(frozen=True, slots=True)
class Bounds:
    """What measuring one query may take: times asked, seconds in all, and seconds for one answer.

    It is asked once at least, and another time only while the seconds in all are not over.
    """

    rounds: int
    seconds: float
    patience: float


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer: its seconds to the last byte, and its bytes; `wrong` is empty if it is whole."""

    seconds: float
    size: int
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Latency:
    """What a query took each time that it was answered, and why it was not if it never was."""

    seconds: tuple[float, ...]
    size: int
    wrong: str = ""

    @property
    def median(self) -> float:
        """The seconds in the middle."""
        return median(self.seconds)

    @property
    def high(self) -> float:
        """The 95th percentile, or the longest of a few."""
        if len(self.seconds) < _FEW:
            return max(self.seconds)
        return min(quantiles(self.seconds, n=_IN_TWENTY, method="inclusive")[-1], max(self.seconds))


def measure(port: int, path: str, text: str, bounds: Bounds) -> Latency:
    """Ask a query as often as the bounds allow; it ends with the first time it is not answered."""
    until = time.monotonic() + bounds.seconds
    replies: list[Reply] = []
    while len(replies) < bounds.rounds and (not replies or time.monotonic() < until):
        reply = ask_anew(port, path, text, bounds.patience)
        if reply.wrong:
            return Latency((), 0, reply.wrong)
        replies.append(reply)
    return Latency(tuple(each.seconds for each in replies), replies[-1].size)


def ask_anew(port: int, path: str, text: str, patience: float) -> Reply:
    """Ask a query with a comment that nobody sent before, so that no kept answer will do."""
    query = f"{text}\n# {next(_NUMBERS)}"
    return get(port, f"{path}?query={quote(query, safe='')}", patience)


def get(port: int, target: str, patience: float, headers: Sequence[tuple[str, str]] = ()) -> Reply:
    """Get what is at an address of a server on loopback; no answer within the patience is wrong."""
    return send(port, ("GET", target, None), patience, {**_ACCEPT, **dict(headers)})


def send(
    port: int,
    request: tuple[str, str, bytes | None],
    patience: float,
    headers: dict[str, str],
) -> Reply:
    """Send a request (method, target, body) and read the whole answer."""
    method, target, body = request
    started = time.monotonic()
    with closing(HTTPConnection("127.0.0.1", port, patience)) as line:
        try:
            line.request(method, target, body, headers)
            answer = line.getresponse()
            size, beginning = read(answer, started + patience)
        except TimeoutError:
            return Reply(time.monotonic() - started, 0, f"no answer in {patience:g} s")
        except (OSError, HTTPException):
            return Reply(time.monotonic() - started, 0, "broke off")
    wrong = "" if answer.status == _OK else name_of_problem(answer.status, beginning)
    return Reply(time.monotonic() - started, size, wrong)


def read(answer: HTTPResponse, until: float) -> tuple[int, bytes]:
    """Read an answer to its end; gives its bytes, and the first of them.

    Raises:
        TimeoutError: it takes too long.
        HTTPException: it breaks off.
    """
    beginning = block = answer.read(_BLOCK)
    size = len(block)
    while block:
        if time.monotonic() > until:
            raise TimeoutError
        block = answer.read(_BLOCK)
        size += len(block)
    return size, beginning


def name_of_problem(status: int, body: bytes) -> str:
    """What a problem is called (RFC 9457): the end of its type, or else the status alone."""
    try:
        type_ = json.loads(body)["type"]
    except (ValueError, KeyError, TypeError):
        return f"status {status}"
    return str(type_).rpartition("/")[2].rpartition("#")[2]
