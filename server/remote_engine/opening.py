"""Looks at an engine before it is served: whether it answers, and which graphs it has."""

import hashlib
import os
from dataclasses import dataclass, replace
from threading import BoundedSemaphore
from typing import Final

from pyoxigraph import Literal, NamedNode

from ontology import PREFIXES, WIKIBASE
from server.config import Settings
from server.configure import SettingError
from server.errors import EngineError, NoEngineError
from server.evaluation.turns import Turns
from server.federation.services import services_of
from server.remote_engine.address import read_address
from server.remote_engine.elsewhere import Elsewhere, Manners
from server.remote_engine.engine import Engine, Graphs, reach
from server.remote_engine.line import clock
from server.remote_engine.sent import parameters
from server.remote_engine.statements import Statements

# Graphs that a request can name besides the default one.
MOST_GRAPHS: Final = 2000
# Counted though nobody needs the numbers: DISTINCT takes Virtuoso 20 s where this takes 10 ms.
_GRAPHS: Final = (
    f"SELECT ?g (COUNT(*) AS ?n) {{ GRAPH ?g {{ ?s ?p ?o }} }} GROUP BY ?g LIMIT {MOST_GRAPHS + 10}"
)
_DERIVED: Final = f"SELECT ?g {{ ?g <{PREFIXES['dcterms']}conformsTo> <{WIKIBASE}> }} LIMIT 100"
_SIZE: Final = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
_COUNT: Final = "SELECT (COUNT(DISTINCT ?x) AS ?n) {{ ?x a <{kind}> }}"
# Virtuoso's own, which nobody has loaded.
_SYSTEM: Final = (
    "http://www.openlinksw.com/",
    "http://www.w3.org/ns/ldp#",
    "http://localuriqaserver/",
)
# Questions at one time where the settings have no number.
_PLACES: Final = 64


@dataclass(frozen=True, slots=True)
class Opened:
    """An engine that answers: who asks it, its statements, what it is called, and its version."""

    ask: Elsewhere
    statements: Statements
    name: str
    version: str

    def count(self, kind: str) -> int:
        """How many things of a class there are; 0 if it takes too long to count."""
        return number(self.ask.engine, _COUNT.format(kind=kind))


def open_engine(settings: Settings) -> Opened:
    """Look at the engine of the settings.

    Raises:
        NoEngineError: it does not answer, or its address is none.
    """
    try:
        address = read_address(settings.engine, "--engine", os.environ)
        if settings.engine_default_graph:
            NamedNode(settings.engine_default_graph)
    except ValueError as error:
        raise NoEngineError(f"--engine-default-graph: {error}") from error
    except SettingError as error:
        raise NoEngineError(str(error)) from error
    engine = reach(address, settings.timeout, settings.max_answer)
    try:
        engine = replace(engine, graphs=find_graphs(engine, settings.engine_default_graph))
    except EngineError as error:
        raise NoEngineError(f"{error.detail} {error.hint or ''}".strip()) from error
    size = number(engine, _SIZE)
    known = f"{address.url} {size} {engine.graphs}"
    return Opened(
        ask=Elsewhere(engine, manners(settings)),
        statements=Statements(engine, size),
        name=address.host,
        version=hashlib.sha256(known.encode()).hexdigest(),
    )


def find_graphs(engine: Engine, default: str) -> Graphs:
    """Which graphs there are; without a name for the default graph they need not be named.

    Raises:
        EngineError: the engine does not answer.
    """
    dataset = parameters((default,), ()) if default else ()
    derived = names(engine, _DERIVED, dataset)
    if not default:
        return Graphs(derived=derived)
    found = [iri for iri in names(engine, _GRAPHS, ()) if not iri.startswith(_SYSTEM)]
    if default not in found and len(found) < MOST_GRAPHS:
        raise EngineError(
            f"The engine at {engine.address.url} has no graph <{default}>.",
            hint="Load one there, or leave --engine-default-graph out.",
        )
    named = tuple(sorted(iri for iri in found if iri != default))
    return Graphs(default, named if len(named) <= MOST_GRAPHS else None, derived)


def names(engine: Engine, query: str, dataset: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """The IRIs that a query finds under ?g.

    Raises:
        EngineError: the engine does not answer.
    """
    rows = engine.rows(query, dataset, clock(engine.timeout))
    found = (row.get("g") for row in rows)
    return tuple(sorted({term.value for term in found if isinstance(term, NamedNode)}))


def number(engine: Engine, query: str) -> int:
    """The number that a query counts; 0 if that takes the engine too long."""
    default = engine.graphs.default
    dataset = parameters((default,), ()) if default else ()
    try:
        rows = engine.rows(query, dataset, clock(engine.timeout))
    except EngineError:
        return 0
    found = rows[0].get("n") if rows else None
    return int(found.value) if isinstance(found, Literal) and found.value.isdecimal() else 0


def manners(settings: Settings) -> Manners:
    """What the settings allow."""
    places = settings.evaluators + settings.slow_evaluators if settings.evaluators else _PLACES
    return Manners(
        max_rows=settings.max_rows,
        max_answer=settings.max_answer,
        patience=settings.queue_wait,
        turns=Turns(settings.per_client, settings.queue_wait),
        places=BoundedSemaphore(places),
        services=services_of(settings),
    )
