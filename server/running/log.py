"""Around every request: it is counted, and written to the access log if the operator wants one.

The outermost layer of WSGI, so that a kept answer is seen too, which Flask never hears of. A line
of the log is Apache's combined format and the seconds the request took:
https://httpd.apache.org/docs/2.4/logs.html#combined
"""

import ipaddress
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, NamedTuple
from urllib.parse import quote

from flask import Flask

from server.config import Settings
from server.running.metrics import FROM_KEPT, KINDS, STATUSES, Board

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

# What else than printable ASCII could end a line, end a field, or speak to a terminal.
_UNSAFE: Final = re.compile(r"[^ !#-\[\]-~]")
_LONGEST: Final = 200
# Stands in the environment of a request that was answered from the kept ones.
KEPT: Final = "sitrep.kept"
_KIND_OF: Final = {
    "": "page",
    "health": "probe",
    "metrics": "probe",
    "queries": "page",
    "problems": "page",
    **{kind: kind for kind in KINDS},
    "update": "sparql",
    "store": "sparql",
}


class Seen(NamedTuple):
    """A request that has been answered."""

    environ: "WSGIEnvironment"
    status: str
    size: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Watched:
    """An application that says of each request what became of it; itself an application."""

    app: "WSGIApplication"
    note: Callable[[Seen], None]

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        """Let the application answer; note the answer when it has gone out."""
        begun = time.perf_counter()
        statuses = ["500"]

        def listen(status: str, headers: list[tuple[str, str]], *error: object) -> object:
            statuses.append(status[:3])
            return start(status, headers, *error)  # type: ignore[arg-type]  # as it was given

        def done(size: int) -> None:
            self.note(Seen(environ, statuses[-1], size, time.perf_counter() - begun))

        try:
            body = self.app(environ, listen)  # type: ignore[arg-type]  # its result is passed on
        except BaseException:
            done(0)
            raise
        if isinstance(body, list):  # all there already, and the server sends it in one piece
            done(sum(map(len, body)))
            return body
        return Body(body, done)


@dataclass(slots=True)
class Body:
    """An answer's pieces, counted as they go out."""

    pieces: Iterable[bytes]
    done: Callable[[int], None]
    size: int = 0

    def __iter__(self) -> Iterator[bytes]:
        """The pieces."""
        for piece in self.pieces:
            self.size += len(piece)
            yield piece

    def close(self) -> None:
        """Close the answer, which the server does in any case (PEP 3333), and note it."""
        try:
            getattr(self.pieces, "close", bool)()
        finally:
            self.done(self.size)


def install(app: Flask, settings: Settings, board: Board) -> None:
    """Watch an application from outside; nothing may be put around it after this."""

    def note(seen: Seen) -> None:
        status = seen.status if seen.status in STATUSES else "other"
        column = ("requests", kind_of(seen.environ["PATH_INFO"]), status)
        if KEPT in seen.environ:
            board.add((FROM_KEPT, 1), (column, 1))
        else:
            board.add((column, 1))
        if settings.access_log:
            write(line(seen, client(seen.environ, believe=settings.forwarded)))

    # Flask documents this way to wrap it: https://flask.palletsprojects.com/en/stable/api/#flask.Flask.wsgi_app
    setattr(app, "wsgi_app", Watched(app.wsgi_app, note))  # noqa: B010 - a method to type checkers


def kind_of(path: str) -> str:
    """Which kind of address a path is; all that are not named are those of things."""
    return _KIND_OF.get(path[1:].partition("/")[0], "thing")


def client(environ: "WSGIEnvironment", *, believe: bool) -> str:
    """The client's address: the connection's, or what a proxy on this machine says it is.

    Only the last address of X-Forwarded-For is the proxy's own word; the client wrote the others.
    """
    peer = str(environ.get("REMOTE_ADDR") or "-")
    said = str(environ.get("HTTP_X_FORWARDED_FOR", "")).rpartition(",")[2].strip()
    if not believe or not said:
        return peer
    with suppress(ValueError):
        if ipaddress.ip_address(peer).is_loopback:
            return str(ipaddress.ip_address(said))
    return peer


def line(seen: Seen, address: str) -> str:
    """A request as a line of the log."""
    environ = seen.environ
    path = quote(
        str(environ.get("PATH_INFO", "")).encode("latin-1", "replace"), safe="/:@,;=~+$&!*'()"
    )
    query = str(environ.get("QUERY_STRING", ""))
    target = clean(path) + ("?" + clean(query) if query else "")
    request = f"{clean(environ['REQUEST_METHOD'])} {target} {clean(environ['SERVER_PROTOCOL'])}"
    referrer, agent = (
        clean(environ.get(f"HTTP_{name}") or "-") for name in ("REFERER", "USER_AGENT")
    )
    stamp = time.strftime("%d/%b/%Y:%H:%M:%S +0000", time.gmtime())
    return (
        f'{clean(address)} - - [{stamp}] "{request}" {seen.status} {seen.size or "-"} '
        f'"{referrer}" "{agent}" {seen.seconds:.6f}'
    )


def clean(text: str) -> str:
    """A text from outside as part of a line: cut, and escaped as Apache and nginx do."""
    cut = text if len(text) <= _LONGEST else f"{text[:_LONGEST]}..."
    return _UNSAFE.sub(lambda found: _escape(found.group()), cut)


def _escape(character: str) -> str:
    return "".join(f"\\x{byte:02X}" for byte in character.encode("utf-8", "surrogatepass"))


def write(text: str) -> None:
    """Write a line to standard output at once; that nobody reads it stops no answer."""
    with suppress(OSError, ValueError):
        sys.stdout.write(f"{text}\n")
        sys.stdout.flush()
