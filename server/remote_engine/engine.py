"""What is asked of an engine, and of which of its graphs; and how its answers are read.

Specification: https://www.w3.org/TR/sparql11-protocol/#query-operation
"""

from collections.abc import Generator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO, Final, cast
from urllib.parse import urlencode

from pyoxigraph import (
    BlankNode,
    Literal,
    NamedNode,
    QueryResultsFormat,
    QuerySolutions,
    RdfFormat,
    parse_query_results,
)

from server.federation.line import Clock, UnansweredError
from server.remote_engine.address import Address
from server.remote_engine.exchange import Answered, Reached, Request, exchange, said_plainly
from server.remote_engine.line import Lines

_SOLUTIONS: Final = {
    "application/sparql-results+json": QueryResultsFormat.JSON,
    "application/json": QueryResultsFormat.JSON,
    "application/sparql-results+xml": QueryResultsFormat.XML,
    "application/xml": QueryResultsFormat.XML,
    "text/xml": QueryResultsFormat.XML,
}
_GRAPHS: Final = {
    "application/n-triples": RdfFormat.N_TRIPLES,
    "text/ntriples": RdfFormat.N_TRIPLES,
    "text/plain": RdfFormat.N_TRIPLES,
    "text/turtle": RdfFormat.TURTLE,
    "application/x-turtle": RdfFormat.TURTLE,
    "application/rdf+xml": RdfFormat.RDF_XML,
}
_ACCEPT_SOLUTIONS: Final = "application/sparql-results+json, application/sparql-results+xml;q=0.8"
_ACCEPT_GRAPHS: Final = "application/n-triples, text/turtle;q=0.8, application/rdf+xml;q=0.5"
# Virtuoso says in its head that it has given up with a part of the answer, under the status 200.
_GAVE_UP: Final = "S1TAT"

Row = Mapping[str, NamedNode | BlankNode | Literal]
Parameters = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Graphs:
    """Which graphs of an engine are asked.

    `default` is the graph that has the triples of the default graph; empty where the engine's own
    default graph does. `named` are all others, to be named with it; None where there are too many.
    `derived` are those of them in Wikidata's words.
    """

    default: str = ""
    named: tuple[str, ...] | None = ()
    derived: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine: how it is reached, its graphs, and the seconds and bytes an answer may take."""

    reached: Reached
    timeout: float
    largest: int
    graphs: Graphs = Graphs()

    @property
    def address(self) -> Address:
        """Where it is."""
        return self.reached.address

    @contextmanager
    def ask(
        self, query: str, dataset: Parameters, until: Clock, *, is_graph: bool
    ) -> Generator[Answered]:
        """Ask a query; the answer can be read to the end of the block.

        Raises:
            EngineError: there is no answer, or none that can be used.
        """
        accept = _ACCEPT_GRAPHS if is_graph else _ACCEPT_SOLUTIONS
        body = urlencode([("query", query), *dataset]).encode()
        headers = {"Accept": accept, "Content-Type": "application/x-www-form-urlencoded"}
        request = Request("POST", self.address.path, body, headers)
        with exchange(self.reached, request, until, self.largest) as answered:
            if _GAVE_UP in answered.headers.get("x-sql-state", ""):
                raise UnansweredError("gave up with a part of the answer", late=True)
            yield answered

    def whole(self, query: str, dataset: Parameters, until: Clock) -> bytes:
        """The answer to a SELECT of ours, in JSON as our own engine writes it.

        Raises:
            EngineError: as `ask`.
        """
        found = self.ask_all(query, dataset, until)
        return found.serialize(format=QueryResultsFormat.JSON) or b""

    def rows(self, query: str, dataset: Parameters, until: Clock) -> list[Row]:
        """The rows of the answer to a SELECT of ours: what is bound, by name.

        Raises:
            EngineError: as `ask`.
        """
        found = self.ask_all(query, dataset, until)
        names = [variable.value for variable in found.variables]
        return [
            {name: term for name, term in zip(names, row, strict=True) if term is not None}
            for row in found
        ]

    def ask_all(self, query: str, dataset: Parameters, until: Clock) -> QuerySolutions:
        """The answer to a SELECT of ours, which has come as a whole and is well-formed.

        Raises:
            EngineError: as `ask`.
        """
        with (
            self.ask(query, dataset, until, is_graph=False) as answered,
            reading(self.address, until),
        ):
            form = format_of_solutions(answered)
            held = answered.body.read()
            found = parse_query_results(held, form)
            if not isinstance(found, QuerySolutions):
                raise UnansweredError("sent yes or no instead of results")
            for _ in found:
                pass  # what is not well-formed is found here
            again = parse_query_results(held, form)
            return cast("QuerySolutions", again)


def reach(address: Address, timeout: float, largest: int) -> Engine:
    """An engine at an address, of which nothing is known yet."""
    return Engine(Reached(Lines(address)), timeout, largest)


@contextmanager
def reading(address: Address, until: Clock) -> Generator[None]:
    """Read the body of an answer, and say plainly what is wrong with it.

    Raises:
        EngineError: it is late, too long, broken off or not well-formed.
    """
    with said_plainly(address, until):
        try:
            yield
        except (SyntaxError, ValueError) as error:
            raise UnansweredError(f"sent an answer that cannot be read: {error}") from error


def format_of_solutions(answered: Answered) -> QueryResultsFormat:
    """The format of solutions, or of yes or no.

    Raises:
        UnansweredError: it is none.
    """
    found = _SOLUTIONS.get(answered.kind)
    if found is None:
        raise strange(answered)
    return found


def format_of_graph(answered: Answered) -> RdfFormat:
    """The format of a graph.

    Raises:
        UnansweredError: it is none.
    """
    found = _GRAPHS.get(answered.kind)
    if found is None:
        raise strange(answered)
    return found


def strange(answered: Answered) -> UnansweredError:
    """The error for an answer in a type that holds none, such as a page with status 200."""
    kind = answered.kind[:60] or "something without a media type"
    return UnansweredError(f"sent {kind} instead of an answer")


def drain(body: IO[bytes]) -> None:
    """Read what is behind an answer, so that its line can be used again."""
    while body.read(65_536):
        pass
