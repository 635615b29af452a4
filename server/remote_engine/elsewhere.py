"""Elsewhere: who answers questions by asking an engine over HTTP, within the limits of this server.

The engine is asked for a format that it writes and that can be read as it comes, and the answer is
written anew in the one that the client wants. So nothing goes out under a type that it is not, and
an answer that breaks off is found out.
"""

import io
import time
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import islice
from threading import BoundedSemaphore
from typing import IO, TYPE_CHECKING, Final, cast

from pyoxigraph import (
    QueryBoolean,
    QueryResultsFormat,
    RdfFormat,
    Triple,
    parse,
    parse_query_results,
    serialize,
)

from ontology import PREFIXES
from server.errors import AnswerTooLongError, BusyError, Problem
from server.evaluation.costly import Costly
from server.evaluation.engine import Question
from server.evaluation.turns import Turns
from server.federation.functions import Results
from server.federation.line import Clock, UnansweredError
from server.federation.services import Services
from server.remote_engine.engine import (
    Engine,
    drain,
    format_of_graph,
    format_of_solutions,
    reading,
)
from server.remote_engine.exchange import Answered
from server.remote_engine.line import clock
from server.remote_engine.sent import Sent, make_ready
from server.remote_engine.spool import Spool, spooled

if TYPE_CHECKING:
    from server.protocol.negotiate import Engine as Format

# Seconds after which a question stands back when it is asked again.
_COSTLY_SECONDS: Final = 1.0
# How Virtuoso says how many rows it gives at most; what it cuts off would pass for a whole answer.
_CUT_AT: Final = "x-sparql-maxrows"


@dataclass(frozen=True, slots=True)
class Manners:
    """What one answer may have, and how many questions may be asked at one time.

    `max_rows` is 0 for any number, `max_answer` in bytes, `patience` the seconds that a question
    waits for one of the `places`.
    """

    max_rows: int
    max_answer: int
    patience: float
    turns: Turns
    places: BoundedSemaphore
    services: Services


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Answers by an engine over HTTP."""

    engine: Engine
    manners: Manners
    costly: Costly = field(default_factory=Costly)

    def __call__(self, question: Question, engine: "Format") -> bytes:
        """The whole answer.

        Raises:
            Problem: as `pieces`.
        """
        return b"".join(self.pieces(question, engine))

    def pieces(self, question: Question, engine: "Format") -> Iterator[bytes]:
        """The answer as it comes.

        Raises:
            Problem: as `make_ready`; and
            EngineError: the engine gave no answer, or none that can be used.
            AnswerTooLongError: it is longer than an answer may be.
            BusyError, TooManyError: too many questions are in hand.
        """
        with self.turn(question):
            until, begun = clock(self.engine.timeout), time.monotonic()
            try:
                services = replace(self.manners.services, until=until.until)
                solve = partial(self.solve, until)
                sent = make_ready(question, self.engine.graphs, services, solve)
                write = partial(self.write, sent, engine, until)
                whole = bool(self.manners.max_rows)
                yield from spooled(write, self.manners.max_answer, whole=whole)
            except Problem as problem:
                problem.query = problem.query or question.text
                raise
            finally:
                self.learn(question, time.monotonic() - begun)

    @contextmanager
    def turn(self, question: Question) -> Generator[None]:
        """A place among all that are asked at one time; what was slow before needs a turn too."""
        if not self.costly.knows(question.text):
            with self.place():
                yield
            return
        with self.manners.turns.turn(question.client), self.place():
            yield

    @contextmanager
    def place(self) -> Generator[None]:
        """A place among all questions.

        Raises:
            BusyError: none was free in time.
        """
        manners = self.manners
        if not manners.places.acquire(timeout=manners.patience):
            raise BusyError(
                f"No place was free for {manners.patience:g} seconds: too many queries at once.",
                hint="Ask again in a few seconds.",
            )
        try:
            yield
        finally:
            manners.places.release()

    def learn(self, question: Question, seconds: float) -> None:
        """Note whether a question took long."""
        if seconds > min(_COSTLY_SECONDS, self.engine.timeout / 2):
            self.costly.remember(question.text)
        else:
            self.costly.forgive(question.text)

    def write(self, sent: Sent, form: "Format", until: Clock, output: Spool) -> None:
        """Ask, and write the answer down as it comes.

        Raises:
            EngineError, AnswerTooLongError: as `pieces`.
        """
        engine, is_graph = self.engine, isinstance(form, RdfFormat)
        with (
            engine.ask(sent.text, sent.dataset, until, is_graph=is_graph) as answered,
            reading(engine.address, until),
        ):
            body = self.counted(answered, is_graph=is_graph)
            if isinstance(form, RdfFormat):
                copy_graph(answered, body, form, output)
            else:
                copy_results(answered, body, form, output)
            drain(body)

    def counted(self, answered: Answered, *, is_graph: bool) -> IO[bytes]:
        """The body of an answer, with no more rows or triples than may be.

        To count them it has to be held, as a whole, so that none begins that will be too long.

        Raises:
            AnswerTooLongError: it has more.
            UnansweredError: the engine has cut it off.
        """
        limit, cut_at = self.manners.max_rows, answered.headers.get(_CUT_AT, "")
        if not limit and not cut_at.isdecimal():
            return cast("IO[bytes]", answered.body)
        held = answered.body.read()
        most = max(limit, int(cut_at) if cut_at.isdecimal() else 0)
        rows = count_rows(answered, held, most, is_graph=is_graph)
        if limit and rows > limit:
            raise AnswerTooLongError(
                f"The answer has more than {limit} rows.",
                hint=f"Add LIMIT {limit}, and OFFSET for the rest, or download the data.",
            )
        if cut_at.isdecimal() and rows >= int(cut_at):
            raise UnansweredError(f"cuts answers off at {cut_at} rows")
        return io.BytesIO(held)

    def solve(self, until: Clock, text: str) -> Results:
        """The answer to a query of ours, whole, for what goes along to another server."""
        address = self.engine.address
        with (
            self.engine.ask(text, (), until, is_graph=False) as answered,
            reading(address, until),
        ):
            return parse_query_results(answered.body.read(), format_of_solutions(answered))


def count_rows(answered: Answered, held: bytes, most: int, *, is_graph: bool) -> int:
    """How many rows or triples an answer has, or one more than `most`; a yes or no has none."""
    rows: Iterable[object]
    if is_graph:
        rows = parse(held, format_of_graph(answered))
    else:
        results = parse_query_results(held, format_of_solutions(answered))
        if isinstance(results, QueryBoolean):
            return 0
        rows = results
    return sum(1 for _ in islice(rows, most + 1))


def copy_results(
    answered: Answered, body: IO[bytes], form: QueryResultsFormat, output: Spool
) -> None:
    """Write solutions, or a yes or no, in another format.

    Raises:
        UnansweredError, SyntaxError, ValueError: there are none.
    """
    found = parse_query_results(body, format_of_solutions(answered))
    found.serialize(cast("IO[bytes]", output), form)


def copy_graph(answered: Answered, body: IO[bytes], form: RdfFormat, output: Spool) -> None:
    """Write a graph in another format, each triple once.

    Raises:
        UnansweredError, SyntaxError, ValueError: there is none.
    """
    quads = parse(body, format_of_graph(answered))
    triples: Iterator[Triple] = (quad.triple for quad in quads)
    serialize(triples, cast("IO[bytes]", output), form, prefixes=PREFIXES)
