"""The built graphs of several articles, as far as a table of what they share is held against them.

Each is looked at by itself, whatever else is in its file.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from pyoxigraph import RdfFormat
from rdflib import OWL, RDF, SKOS, Graph, URIRef

from graph.linkage import LINKABLE
from graph.names import BASE, SITREP, is_ours
from graph.quads import default_graph, load
from graph.reading.cells import ITEM
from graph.same.read import slug_of

_SORTS = {sort: classes for sort, classes in LINKABLE if sort not in ("kinds", "classes")}


@dataclass(frozen=True, slots=True)
class Thing:
    """What a graph says of a thing by which it can be known again.

    `label` is the name to show, `names` all names; `sort` is actors, places, materiel or events;
    `kinds` are what its kinds are called; `items` are those of Wikidata that it is.
    """

    iri: URIRef
    label: str
    names: frozenset[str]
    sort: str
    kinds: tuple[str, ...]
    items: frozenset[URIRef]

    @property
    def slug(self) -> str:
        """The article whose thing it is."""
        return slug_of(self.iri)


def read_things(paths: Iterable[Path]) -> Mapping[URIRef, Thing]:
    """The actors, places, pieces of materiel and events of some built graphs, by their IRIs.

    Raises:
        MissingFileError: a file is not there.
        TurtleError: it is no N-Quads.
    """
    found: dict[URIRef, Thing] = {}
    for path in paths:
        graph = default_graph(load(path, RdfFormat.N_QUADS))
        for sort, classes in _SORTS.items():
            for each in classes:
                for iri in graph.subjects(RDF.type, each):
                    if isinstance(iri, URIRef) and iri.startswith(BASE) and not is_ours(iri):
                        found[iri] = look_at(graph, iri, sort)
    return found


def look_at(graph: Graph, iri: URIRef, sort: str) -> Thing:
    """One thing."""
    labels = sorted(map(str, graph.objects(iri, SKOS.prefLabel)))
    others = map(str, graph.objects(iri, SKOS.altLabel))
    kinds = {
        str(name)
        for kind in graph.objects(iri, SITREP.kind)
        for name in graph.objects(kind, SKOS.prefLabel)
    }
    items = (item for item in graph.objects(iri, OWL.sameAs) if isinstance(item, URIRef))
    return Thing(
        iri=iri,
        label=labels[0] if labels else "",
        names=frozenset((*labels, *others)),
        sort=sort,
        kinds=tuple(sorted(kinds)),
        items=frozenset(item for item in items if ITEM.fullmatch(item)),
    )
