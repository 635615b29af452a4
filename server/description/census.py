"""Looks around in the store once, when the server starts: what is in it, and how much of each.

The engine counts, so that half a million triples take about a second.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, cast

from pyoxigraph import Literal, NamedNode, QuerySolutions, Store

from ontology import ONTOLOGY_GRAPH, PREFIXES
from server.names import ROOT

_CLASSES: Final = "SELECT ?iri (COUNT(*) AS ?n) { ?s a ?iri } GROUP BY ?iri"
_PROPERTIES: Final = "SELECT ?iri (COUNT(*) AS ?n) { ?s ?iri ?o } GROUP BY ?iri"
_GRAPHS: Final = "SELECT ?iri (COUNT(*) AS ?n) { GRAPH ?iri { ?s ?p ?o } } GROUP BY ?iri"
_OURS: Final = f'FILTER(STRSTARTS(STR(?iri), "{ROOT}"))'
_ENTITIES: Final = f"SELECT DISTINCT ?iri {{ ?iri ?p ?o {_OURS} }}"
_DEFINED: Final = f"SELECT DISTINCT ?iri {{ GRAPH ?g {{ ?iri ?p ?o {_OURS} }} }}"
# Such as the ontology, which stands in its own graph alone.
_ELSEWHERE: Final = """SELECT (COUNT(*) AS ?n) { SELECT DISTINCT ?s ?p ?o {
  GRAPH ?g { ?s ?p ?o } FILTER NOT EXISTS { ?s ?p ?o } } }"""
_SOURCES: Final = "SELECT DISTINCT ?iri { ?iri a nif:Context ; dcterms:title ?title }"
_TITLES: Final = "SELECT DISTINCT ?text { ?source a nif:Context ; dcterms:title ?text }"
_LICENCE: Final = f"<{ONTOLOGY_GRAPH}> dcterms:license ?iri"
_LICENCES: Final = (
    f"SELECT DISTINCT ?iri {{ {{ {_LICENCE} }} UNION {{ GRAPH ?g {{ {_LICENCE} }} }} }}"
)


@dataclass(frozen=True, slots=True)
class Census:
    """What the store holds.

    Of the default graph: `classes` are entities by class, `properties` triples by property,
    `entities` the things that have an IRI of ours. `graphs` are triples by named graph, `elsewhere`
    the different triples that stand in named graphs alone, where they were counted. `names` are all
    IRIs that something could be meant by, by namespace. `title`, `sources` and `licences` are what
    the graph itself says; a file of somebody else says nothing of them.
    """

    classes: Mapping[str, int]
    properties: Mapping[str, int]
    graphs: Mapping[str, int]
    entities: int
    elsewhere: int | None
    names: Mapping[str, Sequence[str]]
    title: str | None
    sources: Sequence[str]
    licences: Sequence[str]

    @property
    def triples(self) -> int:
        """The triples of the default graph: each has one property."""
        return sum(self.properties.values())


def take_census(store: Store, *, named: bool = True, elsewhere: bool = True) -> Census:
    """Count what a store holds.

    `named` and `elsewhere` say whether these are looked for: both take time and memory as the graph
    has quads. Without, there are no names, and `elsewhere` is None.
    """
    classes, properties = count(store, _CLASSES), count(store, _PROPERTIES)
    entities = list(find(store, _ENTITIES))
    names = {*entities, *find(store, _DEFINED), *classes, *properties} if named else set[str]()
    return Census(
        classes=classes,
        properties=properties,
        graphs=count(store, _GRAPHS),
        entities=len(entities),
        elsewhere=find_number(store, _ELSEWHERE) if elsewhere else None,
        names=by_namespace(names),
        title=find_title(store),
        sources=tuple(find(store, _SOURCES)),
        licences=tuple(find(store, _LICENCES)),
    )


def find_number(store: Store, query: str) -> int | None:
    """The number that a query counts; None where an engine elsewhere has taken too long."""
    return next((int(each.value) for each in solutions(store, query, "n")), None)


def find_title(store: Store) -> str | None:
    """What the graph itself calls its text; of several, how many they are."""
    found = {text.value for text in solutions(store, _TITLES, "text")}
    return f"{len(found)} battles" if len(found) > 1 else next(iter(found), None)


def solutions(store: Store, query: str, name: str) -> Iterator[NamedNode | Literal]:
    """One column of the answer to a query of ours."""
    for row in cast("QuerySolutions", store.query(query, prefixes=PREFIXES)):
        yield cast("NamedNode | Literal", row[name])


def find(store: Store, query: str) -> Iterator[str]:
    """The IRIs that a query finds, sorted."""
    found = solutions(store, query, "iri")
    yield from sorted(term.value for term in found if isinstance(term, NamedNode))


def count(store: Store, query: str) -> Mapping[str, int]:
    """What a query counts, by IRI, sorted; blank nodes have no name to be counted by."""
    rows = cast("QuerySolutions", store.query(query, prefixes=PREFIXES))
    found = {
        row["iri"].value: int(cast("Literal", row["n"]).value)
        for row in rows
        if isinstance(row["iri"], NamedNode)
    }
    return dict(sorted(found.items()))


def by_namespace(iris: set[str]) -> Mapping[str, Sequence[str]]:
    """IRIs by what stands before their last `#` or `/`, that included."""
    spaces = defaultdict[str, list[str]](list)
    for iri in sorted(iris):
        spaces[namespace(iri)].append(iri)
    return spaces


def namespace(iri: str) -> str:
    """What an IRI has in common with its siblings: all up to the last `#` or `/`."""
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]
