"""Health and metrics: /health for whoever restarts or routes, /metrics for Prometheus.

Specification: text format 0.0.4, https://prometheus.io/docs/instrumenting/exposition_formats/
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from http import HTTPStatus
from typing import TYPE_CHECKING, Final

from flask import Blueprint, Flask, Response, current_app, jsonify
from pyoxigraph import QueryResultsFormat

from server import problems
from server.errors import BusyError, Problem
from server.evaluation.engine import Answering, Question
from server.names import ROOT
from server.running.exposition import families, write
from server.running.metrics import RUNNING, Board
from server.state import State, current

if TYPE_CHECKING:
    from server.protocol.negotiate import Engine

routes = Blueprint("health", __name__)

_TEXT: Final = "text/plain; version=0.0.4; charset=utf-8"
_ALIVE: Final = "ASK {}"


@dataclass(frozen=True, slots=True)
class Timed:
    """A way to ask that counts and times what is asked."""

    ask: Answering
    board: Board

    def __call__(self, question: Question, engine: "Engine") -> bytes:
        """Ask, and count."""
        begun = self.begin()
        try:
            return self.ask(question, engine)
        finally:
            self.end(begun)

    def pieces(self, question: Question, engine: "Engine") -> Iterator[bytes]:
        """The same for an answer in pieces, to the last of them."""
        begun = self.begin()
        try:
            yield from self.ask.pieces(question, engine)
        finally:
            self.end(begun)

    def begin(self) -> float:
        """Count a question as running; gives when it began."""
        self.board.add((RUNNING, 1))
        return time.perf_counter()

    def end(self, begun: float) -> None:
        """Count it as running no more, and how long it took."""
        self.board.answered(time.perf_counter() - begun)


def measure(state: State, board: Board) -> State:
    """The state, with every question counted and timed."""
    return replace(state, ask=Timed(state.ask, board))


def install(app: Flask, board: Board) -> None:
    """Give an application the two addresses, and have its problems counted as they are said."""

    def count_and_say(problem: Problem) -> Response:
        board.count(("problems", problems.slug(type(problem))))
        return problems.answer_problem(problem)

    app.extensions["sitrep-board"] = board
    app.register_blueprint(routes)
    app.register_error_handler(Problem, count_and_say)


def current_board() -> Board:
    """The numbers of the application that answers the present request."""
    board: Board = current_app.extensions["sitrep-board"]
    return board


@routes.get("/health")
def health() -> Response:
    """Whether a query can be answered now: 200 and `ok`, or 503 and `busy` or `failing`."""
    state, status = current(), "ok"
    question = Question(_ALIVE, base=f"{ROOT}sparql")
    ask = state.ask.ask if isinstance(state.ask, Timed) else state.ask
    try:
        ask(question, QueryResultsFormat.JSON)
    except BusyError:
        status = "busy"
    except Problem:
        status = "failing"
    response = jsonify(
        status=status,
        version=state.version,
        triples=state.quads,
        uptime=round(time.monotonic() - current_board().born, 3),
    )
    response.status_code = HTTPStatus.OK if status == "ok" else HTTPStatus.SERVICE_UNAVAILABLE
    response.cache_control.no_store = True
    return response


@routes.get("/metrics")
def metrics() -> Response:
    """Every number, in the format that Prometheus reads."""
    text = "".join(map(write, families(current(), current_board())))
    response = Response(text, content_type=_TEXT)
    response.cache_control.no_store = True
    return response
