"""Kept answers: what is asked again in the very same words is answered without asking again.

It stands in front of Flask as WSGI middleware, so that a kept answer takes one look into a table.
Kept are answers to GET, by all that they depend on; the graph does not change while a process
runs, and a changed graph is a new process. What other servers were asked for, or depends on the
languages of the reader, is not kept. Nor is what was quick and is asked for the first time, which
most that is never asked again is. The table is bounded by bytes; what was asked for longest ago
goes first.

Every answer it may keep has an ETag, and a client that has it already gets 304 (RFC 9110, 13.1.2:
https://www.rfc-editor.org/rfc/rfc9110#field.if-none-match). A tag is made of what an answer depends
on and not of the answer, so that this takes no asking, whichever process gave it.
"""

import hashlib
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from importlib import metadata
from threading import Lock
from typing import TYPE_CHECKING, Final, NamedTuple

from flask import Flask

from server.protocol.headers import BY_LANGUAGE, on_data
from server.running.log import KEPT

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

    from server.state import State

# No answer may take more than this part of the table, or one would push out all others.
_LARGEST_PART: Final = 16
# What the objects around an answer take, about; its headers are mostly those of every other.
_AROUND: Final = 1500
# What took longer is kept when it is first asked for.
_DEAR_SECONDS: Final = 0.05
# So many are known to have been asked for once; then it is begun anew.
_MOST_SEEN: Final = 50_000
# On an answer that is not the graph's alone, and may be another the next time.
NOT_TO_BE_KEPT: Final = ("Cache-Control", "no-store")
_NOT_MODIFIED: Final = "304 Not Modified"
# What a 304 repeats of the headers of the 200 (RFC 9110, 15.4.5), and what pages elsewhere need.
_OF_304: Final = {
    "etag",
    "vary",
    "cache-control",
    "date",
    "access-control-allow-origin",
    "access-control-expose-headers",
}

Key = tuple[str, ...]
Headers = list[tuple[str, str]]


class Kept(NamedTuple):
    """An answer as it goes out; the last of its headers is its ETag."""

    headers: Headers
    body: bytes


def key_of(environ: "WSGIEnvironment") -> Key:
    """All that an answer depends on, beside the graph and the program."""
    get = environ.get
    return (
        environ["PATH_INFO"],
        get("QUERY_STRING", ""),
        get("HTTP_ACCEPT", ""),
        get("HTTP_ACCEPT_ENCODING", ""),
        get("HTTP_HOST", ""),
        get("wsgi.url_scheme", ""),
    )


def size_of(key: Key, answer: Kept) -> int:
    """About how many bytes an answer takes in the table."""
    return len(key[1]) + len(answer.body) + _AROUND


@dataclass(slots=True)
class Answers:
    """The table; the one thing in a server process that changes."""

    limit: int
    kept: OrderedDict[Key, Kept] = field(default_factory=OrderedDict[Key, Kept])
    size: int = 0
    seen: set[int] = field(default_factory=set[int])
    lock: Lock = field(default_factory=Lock)

    def comes_again(self, key: Key) -> bool:
        """Whether this was asked for before; the next time it was."""
        number = hash(key)
        with self.lock:
            if number in self.seen:
                return True
            if len(self.seen) >= _MOST_SEEN:
                self.seen.clear()
            self.seen.add(number)
            return False

    def get(self, key: Key) -> Kept | None:
        """The answer, which then counts as asked for last."""
        with self.lock:
            found = self.kept.get(key)
            if found is not None:
                self.kept.move_to_end(key)
            return found

    def keep(self, key: Key, answer: Kept) -> None:
        """Keep an answer, and let go of others until there is room."""
        size = size_of(key, answer)
        if size > self.limit // _LARGEST_PART:
            return
        with self.lock:
            if key in self.kept:
                return
            self.kept[key] = answer
            self.size += size
            while self.size > self.limit:
                self.size -= size_of(*self.kept.popitem(last=False))


@dataclass(frozen=True, slots=True)
class KeepAnswers:
    """An application with a table of answers in front of it; itself an application.

    `version` names the graph and the program: while it lasts, so does every answer.
    """

    app: "WSGIApplication"
    version: str
    answers: Answers

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        """Answer from the table, or let the application answer and keep what it says."""
        if environ["REQUEST_METHOD"] != "GET" or environ["PATH_INFO"] != "/sparql":
            return self.app(environ, start)
        key = key_of(environ)
        found = self.answers.get(key)
        if found is None:
            return self.ask_and_keep(environ, start, key)
        environ[KEPT] = True
        return send(found, environ, start)

    def ask_and_keep(
        self, environ: "WSGIEnvironment", start: "StartResponse", key: Key
    ) -> Iterable[bytes]:
        """Let the application answer; keep the answer if it is one."""
        tag = etag(self.version, key)
        asked = environ.get("HTTP_IF_NONE_MATCH", "")
        if asked and "*" not in asked and matches(asked, tag):
            return not_modified([*on_data(by_language=False), ("ETag", tag)], start)
        said: list[tuple[str, Headers]] = []

        def listen(status: str, headers: Headers, _: object = None) -> Callable[[bytes], object]:
            said.append((status, headers))
            return refuse_writing

        begun = time.perf_counter()
        given = self.app(environ, listen)
        status, headers = said[-1]
        if not status.startswith("200") or is_another_the_next_time(headers):
            start(status, headers)
            return given
        headers.append(("ETag", tag))
        if isinstance(given, list):
            answer = Kept(headers, b"".join(given))
            if self.answers.comes_again(key) or time.perf_counter() - begun > _DEAR_SECONDS:
                self.answers.keep(key, answer)
            return send(answer, environ, start)
        start(status, headers)
        return Passing(given, lambda body: self.answers.keep(key, Kept(headers, body)), self.most)

    @property
    def most(self) -> int:
        """Bytes of the longest answer that is kept."""
        return self.answers.limit // _LARGEST_PART


@dataclass(slots=True)
class Passing:
    """An answer in pieces on its way out; kept at its end if it is whole and not too long."""

    given: Iterable[bytes]
    keep: Callable[[bytes], None]
    most: int

    def __iter__(self) -> Iterator[bytes]:
        """The pieces."""
        held = bytearray()
        for piece in self.given:
            if len(held) <= self.most:
                held += piece
            yield piece
        if len(held) <= self.most and not getattr(self.given, "broken", False):
            self.keep(bytes(held))

    def close(self) -> None:
        """Close what it is given, as the server closes this (PEP 3333)."""
        getattr(self.given, "close", bool)()


def is_another_the_next_time(headers: Headers) -> bool:
    """Whether the same words may get another answer: a page, from elsewhere, for other readers."""
    for pair in headers:
        if pair[0] == "Content-Type":
            # A page is made anew each time: it names what it alone may run.
            if pair[1].startswith("text/html"):
                return True
        elif pair in (NOT_TO_BE_KEPT, BY_LANGUAGE):
            return True
    return False


def install(app: Flask, limit: int) -> None:
    """Put a table of `limit` bytes in front of an application; none at 0."""
    state: State = app.extensions["sitrep"]
    version = f"{state.version} {metadata.version('sitrep')}"
    if limit:
        # Flask documents this way to wrap it: https://flask.palletsprojects.com/en/stable/api/#flask.Flask.wsgi_app
        setattr(app, "wsgi_app", KeepAnswers(app.wsgi_app, version, Answers(limit)))  # noqa: B010 - a method to type checkers


def refuse_writing(_: bytes) -> object:
    """Stand in for the `write` of PEP 3333, which Flask does not use."""
    raise NotImplementedError


def send(answer: Kept, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
    """Send an answer, or that the client has it already."""
    asked = environ.get("HTTP_IF_NONE_MATCH", "")
    if asked and matches(asked, answer.headers[-1][1]):
        return not_modified(answer.headers, start)
    start("200 OK", answer.headers)
    return [answer.body]


def not_modified(headers: Headers, start: "StartResponse") -> Iterable[bytes]:
    """Say that the client has it already; `headers` are those of the answer."""
    start(_NOT_MODIFIED, [pair for pair in headers if pair[0].lower() in _OF_304])
    return []


def etag(version: str, key: Key) -> str:
    """A name for the answer: the version, and all that the answer depends on."""
    named = "\0".join((version, *key)).encode("utf-8", "surrogateescape")
    return f'"{hashlib.blake2b(named, digest_size=12).hexdigest()}"'


def matches(asked: str, tag: str) -> bool:
    """Whether an If-None-Match names this tag; the comparison is the weak one."""
    names = (name.strip().removeprefix("W/") for name in asked.split(","))
    return any(name in ("*", tag) for name in names)
