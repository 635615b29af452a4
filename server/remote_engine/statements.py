"""The statements of an engine elsewhere, as pages read them: by pattern, as from a store.

Pages look at one thing after the other, and over a network each look would be a journey. So what is
asked about a thing is asked about all of it, once, and with it about others that have been named
and will be looked at next; what came is kept in a store here, of bounded size. What a list would
take more than `MOST` statements for is not fetched: the page says so.
"""

import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from threading import RLock
from typing import Final, cast

from flask import g, has_request_context
from pyoxigraph import (
    BlankNode,
    DefaultGraph,
    Literal,
    NamedNode,
    Quad,
    QueryResultsFormat,
    QuerySolutions,
    Store,
    parse_query_results,
)

from server.errors import AnswerTooLongError, EngineError
from server.federation.line import Clock
from server.remote_engine.engine import Engine
from server.remote_engine.line import clock
from server.remote_engine.sent import declare, parameters

Node = NamedNode | BlankNode | Literal
Graph = NamedNode | BlankNode | DefaultGraph
# Statements that one look may bring, and those that are kept.
MOST: Final = 50_000
_KEPT: Final = 300_000
# Things that are looked at in one journey, and those that are remembered as named.
_TOGETHER: Final = 200
_NAMED: Final = 20_000
# A page may take so many times the seconds of one question.
_PAGE: Final = 3
_BASE: Final = "https://w3id.org/sitrep/"


@dataclass(slots=True)
class Shelf:
    """What has come: statements, what is known as a whole, and what was named and is not."""

    store: Store = field(default_factory=Store)
    brought: int = 0
    """How many statements have come; a store counts its own one by one."""
    subjects: set[str] = field(default_factory=set[str])
    graphs: set[str] = field(default_factory=set[str])
    patterns: set[str] = field(default_factory=set[str])
    named: dict[str, None] = field(default_factory=dict[str, None])
    named_graphs: dict[str, None] = field(default_factory=dict[str, None])


@dataclass(slots=True)
class Statements:
    """As much of `pyoxigraph.Store` as pages use, over an engine elsewhere."""

    engine: Engine
    size: int = 0
    shelf: Shelf = field(default_factory=Shelf)
    lock: RLock = field(default_factory=RLock)

    def __len__(self) -> int:
        """How many statements there were when they were counted; 0 if that took too long."""
        return self.size

    def __iter__(self) -> Iterator[Quad]:
        """Refuse: nobody fetches everything.

        Raises:
            AnswerTooLongError: always.
        """
        raise too_much("all statements")

    def quads_for_pattern(
        self,
        subject: Node | None,
        predicate: NamedNode | None,
        value: Node | None,
        graph: Graph | None = None,
    ) -> Iterator[Quad]:
        """The statements that fit; None fits all.

        Raises:
            EngineError: the engine did not answer.
            AnswerTooLongError: there are too many.
        """
        with self.lock:
            if self.shelf.brought > _KEPT:
                self.shelf = Shelf()
            if not isinstance(subject, Literal) and not any(
                isinstance(each, BlankNode) for each in (subject, value, graph)
            ):
                self.fetch(subject, predicate, value, graph)
            pattern = (subject, predicate, value, graph)
            return iter(list(self.shelf.store.quads_for_pattern(*pattern)))  # type: ignore[arg-type]  # no literal is a subject here

    def fetch(
        self,
        subject: "Node | None",
        predicate: NamedNode | None,
        value: "Node | None",
        graph: Graph | None,
    ) -> None:
        """Have what fits a pattern here."""
        shelf = self.shelf
        if subject is not None:
            if subject.value not in shelf.subjects:
                self.fetch_all("s", subject.value, shelf.named, shelf.subjects)
            return
        if isinstance(graph, NamedNode):
            if graph.value in shelf.graphs:
                return
            if graph.value in shelf.named_graphs:
                self.fetch_all("g", graph.value, shelf.named_graphs, shelf.graphs)
                return
        self.fetch_pattern(predicate, value, graph)

    def fetch_pattern(
        self, predicate: NamedNode | None, value: "Node | None", graph: Graph | None
    ) -> None:
        """Have what fits a pattern without a subject here."""
        triple = f"?s {predicate or '?p'} {value or '?o'}"
        key = f"{triple} {graph}"
        if key in self.shelf.patterns:
            return
        if graph is None:
            where = f"{{ {triple} }} UNION {{ GRAPH ?g {{ {triple} }} }}"
        elif isinstance(graph, DefaultGraph):
            where = triple
        else:
            where = f"GRAPH {graph} {{ {triple} }}"
        fixed = {"p": predicate, "o": value, "g": graph}
        rows = self.ask(f"SELECT * {{ {where} }} LIMIT {MOST + 1}", needs_graphs=graph is None)
        if len(rows) > MOST:
            raise too_much(f"what fits {{ {triple} }}")
        self.keep(rows, fixed)
        self.shelf.patterns.add(key)

    def fetch_all(self, name: str, iri: str, waiting: dict[str, None], known: set[str]) -> None:
        """Have all that is said about a thing, or in a graph, here; and about others that wait.

        Args:
            name: the variable for the thing: `s` or `g`.
            iri: the thing.
            waiting: things that have been named and were not looked at.
            known: those that are here.
        """
        others = [each for each in waiting if each != iri][: _TOGETHER - 1]
        for group in ([iri, *others], [iri]):
            values = " ".join(f"<{each}>" for each in group)
            inside = f"GRAPH ?g {{ ?s ?p ?o }} VALUES ?{name} {{ {values} }}"
            where = inside
            if name == "s":
                where = f"{{ ?s ?p ?o VALUES ?s {{ {values} }} }} UNION {{ {inside} }}"
            rows = self.ask(f"SELECT * {{ {where} }} LIMIT {MOST + 1}", needs_graphs=True)
            if len(rows) <= MOST:
                self.keep(rows, {})
                known.update(group)
                for each in group:
                    waiting.pop(each, None)
                return
        raise too_much(f"what is said about <{iri}>")

    def keep(
        self, rows: Iterable[Mapping[str, Node]], fixed: Mapping[str, Node | Graph | None]
    ) -> None:
        """Put what came on the shelf, and note what it names."""
        shelf, default = self.shelf, self.engine.graphs.default
        quads: list[Quad] = []
        for row in rows:
            found = {name: row.get(name) or fixed.get(name) for name in "spog"}
            graph = found["g"]
            if graph is None or (isinstance(graph, NamedNode) and graph.value == default):
                graph = DefaultGraph()
            quads.append(Quad(found["s"], found["p"], found["o"], graph))  # type: ignore[arg-type]  # as the engine gave them
        shelf.store.extend(quads)
        shelf.brought += len(quads)
        for quad in quads:
            if isinstance(quad.graph_name, NamedNode):
                note(shelf.named_graphs, quad.graph_name.value, shelf.graphs)
            for node in (quad.subject, quad.object):
                if isinstance(node, NamedNode):
                    note(shelf.named, node.value, shelf.subjects)

    def ask(self, query: str, *, needs_graphs: bool) -> list[Mapping[str, Node]]:
        """The rows of an answer, each with what is bound, by name."""
        graphs = self.engine.graphs
        dataset: tuple[tuple[str, str], ...] = ()
        if graphs.default:
            dataset = parameters((graphs.default,), (graphs.named or ()) if needs_graphs else ())
        return self.engine.rows(query, dataset, self.clock())

    def clock(self) -> Clock:
        """The time for one look: what is left of that for the page."""
        seconds = self.engine.timeout
        if has_request_context():
            if "engine_until" not in g:
                g.engine_until = time.monotonic() + _PAGE * seconds
            seconds = max(min(seconds, g.engine_until - time.monotonic()), 0.001)
        return clock(seconds)

    def query(self, query: str, *, prefixes: Mapping[str, str] | None = None) -> QuerySolutions:
        """The solutions of a query of ours; none where counting took the engine too long."""
        text = declare(query, _BASE) if prefixes else query
        graphs = self.engine.graphs
        dataset = parameters((graphs.default,), graphs.named or ()) if graphs.default else ()
        try:
            held = self.engine.whole(text, dataset, self.clock())
        except EngineError:
            if has_request_context():
                raise
            held = b'{"head":{"vars":[]},"results":{"bindings":[]}}'
        return cast("QuerySolutions", parse_query_results(held, QueryResultsFormat.JSON))


def note(waiting: dict[str, None], iri: str, known: set[str]) -> None:
    """Note that something was named, unless it is here, or too much was."""
    if iri not in known and len(waiting) < _NAMED:
        waiting[iri] = None


def too_much(what: str) -> AnswerTooLongError:
    """The error for what is too much to be fetched for a page."""
    return AnswerTooLongError(
        f"This page would need {what}, which is more than {MOST} statements.",
        hint="The engine holds more than a page can list; ask by a query at /sparql.",
    )
