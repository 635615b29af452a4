"""The short way to an answer: WSGI in front of Flask, for queries that a program sends.

It goes the steps that `sparql.py` names and nothing else, because Flask's own way from the socket
to a view takes longer than most queries do. Pages, descriptions and problems are Flask's.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Final

from flask import Flask, Request
from werkzeug.exceptions import HTTPException

from server.errors import Problem
from server.evaluation.wire import BLOCK
from server.protocol.compress import SHORTEST, coding_for, compress
from server.protocol.headers import HINT, VERSION, on_data
from server.protocol.kept import NOT_TO_BE_KEPT
from server.protocol.sparql import PATH, Chosen, choose_answer, hints_for
from server.protocol.streamed import Streamed
from server.state import State

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_METHODS: Final = ("GET", "HEAD", "POST")
_OK: Final = "200 OK"

Headers = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Direct:
    """An application that answers queries by itself and leaves all else to Flask's."""

    flask: Flask
    app: "WSGIApplication"
    state: State

    def __call__(self, environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        """Answer a query; whatever goes wrong is said by Flask."""
        if environ["PATH_INFO"] != PATH or environ["REQUEST_METHOD"] not in _METHODS:
            return self.app(environ, start)
        sent = Request(environ)
        sent.max_content_length = self.state.settings.largest_body
        try:
            chosen = choose_answer(sent, self.state.settings)
            if chosen is not None:
                body = self.answer(chosen, environ, start)
                return body if environ["REQUEST_METHOD"] != "HEAD" else without(body)
        except (Problem, HTTPException) as problem:
            return self.say(problem, environ, start)
        if environ["REQUEST_METHOD"] == "POST":
            # What was read here is there to be read again.
            environ["wsgi.input"] = BytesIO(sent.get_data())
        return self.app(environ, start)

    def answer(
        self, chosen: Chosen, environ: "WSGIEnvironment", start: "StartResponse"
    ) -> Iterable[bytes]:
        """Ask, and send the answer: all at once when it is short, else as it comes."""
        coding = coding_for(environ.get("HTTP_ACCEPT_ENCODING", ""))
        pieces = self.state.ask.pieces(chosen.question, chosen.engine)
        first = next(pieces, b"")
        headers = [
            ("Content-Type", chosen.content_type),
            *on_data(by_language=chosen.question.depends_on_reader),
        ]
        if self.state.lease:
            headers.append((VERSION, self.state.version))
        if chosen.question.asks_elsewhere:
            headers.append(NOT_TO_BE_KEPT)
        if len(first) >= BLOCK:
            if coding.name:
                headers.append(("Content-Encoding", coding.name))
            start(_OK, headers)
            return Streamed(following(first, pieces), chosen.engine, coding.name)
        whole = b"".join((first, *pieces))
        if hints := hints_for(self.flask, chosen, whole):
            headers.append((HINT, hints))
        if coding.name and (len(whole) >= SHORTEST or coding.forced):
            whole = compress(coding.name, whole)
            headers.append(("Content-Encoding", coding.name))
        headers.append(("Content-Length", str(len(whole))))
        start(_OK, headers)
        return [whole]

    def say(
        self,
        problem: Problem | HTTPException,
        environ: "WSGIEnvironment",
        start: "StartResponse",
    ) -> Iterable[bytes]:
        """Have Flask say what is wrong, as it would had it happened there."""
        with self.flask.request_context(environ):
            response = self.flask.make_response(self.flask.handle_user_exception(problem))
            return self.flask.process_response(response)(environ, start)


def following(first: bytes, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """A piece that was read already, and those after it; closing this closes those."""
    yield first
    yield from pieces


def without(body: Iterable[bytes]) -> Iterable[bytes]:
    """What is sent of a body when its headers alone were asked for."""
    getattr(body, "close", bool)()
    return []


def install(app: Flask) -> None:
    """Put the short way in front of an application."""
    direct = Direct(app, app.wsgi_app, app.extensions["sitrep"])
    # Flask documents this way to wrap it: https://flask.palletsprojects.com/en/stable/api/#flask.Flask.wsgi_app
    setattr(app, "wsgi_app", direct)  # noqa: B010 - a method to type checkers
