"""One article's part of a store: what the graph would be, had only this article been read.

Of the default graph and of the sentences it leaves out what stands in another article's folder,
and what speaks of that; what is everybody's stays in. Of this a match of a kind with Wikidata goes
too where only another article's table says it, by the record there.

A store is not looked through for each part. Once, all subjects and the names of all graphs are
sorted by folder; a part is then read subject by subject.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final, cast

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, QuerySolutions, Store

from server.names import Term
from server.parts.owners import SAME, folder_of, folders_in, titles
from server.terms import term

_SUBJECTS: Final = "SELECT DISTINCT ?s { ?s ?p ?o }"
_SOURCE, _TARGET = term("owl:annotatedSource"), term("owl:annotatedTarget")
_MATCHES: Final = frozenset(
    map(term, ("owl:sameAs", "skos:exactMatch", "skos:closeMatch", "skos:broadMatch"))
)


@dataclass(frozen=True, slots=True)
class Division:
    """A store with its subjects and graphs by their folders, and which of these are articles'."""

    store: Store
    articles: frozenset[str]
    subjects: Mapping[str, tuple[NamedNode, ...]]
    graphs: Mapping[str, tuple[NamedNode, ...]]

    def quads(self, slug: str) -> Iterator[Quad]:
        """The quads of one article's part; blank nodes as far as something in it leads to them."""
        apart = (self.articles | {SAME}) - {slug}
        met: list[BlankNode] = []
        for folder, subjects in self.subjects.items():
            if folder not in apart:
                for subject in subjects:
                    yield from self.about(subject, apart, met)
        seen = set[BlankNode]()
        while met:
            node = met.pop()
            if node not in seen:
                seen.add(node)
                yield from self.about(node, apart, met)
        for folder, graphs in self.graphs.items():
            if folder not in apart:
                for graph in graphs:
                    found = self.store.quads_for_pattern(None, None, None, graph)
                    yield from (quad for quad in found if not touches(quad, apart))

    def about(
        self, subject: NamedNode | BlankNode, apart: frozenset[str], met: list[BlankNode]
    ) -> Iterator[Quad]:
        """What the default graph says of a subject; blank nodes in it are put into `met`."""
        for quad in self.store.quads_for_pattern(subject, None, None, DefaultGraph()):
            if not (speaks_of(quad.object, apart) or self.is_anothers(quad, apart)):
                yield quad
                if isinstance(quad.object, BlankNode):
                    met.append(quad.object)

    def is_anothers(self, quad: Quad, apart: frozenset[str]) -> bool:
        """Whether a match of what is everybody's is on record with others alone."""
        if quad.predicate not in _MATCHES or not isinstance(quad.subject, NamedNode):
            return False
        if folder_of(quad.subject.value) in self.articles:
            return False
        ends = (
            (term("owl:annotatedSource"), quad.subject),
            (term("owl:annotatedTarget"), quad.object),
        )
        source, target = (
            {q.subject for q in self.store.quads_for_pattern(None, name, end, None)}
            for name, end in ends
        )
        by = {folder for record in source & target for folder in folders_in(record)}
        return bool(by) and by <= apart


def divide(store: Store) -> Division:
    """Sort a store's subjects and graphs by folder; takes one look at every quad."""
    subjects = defaultdict[str, list[NamedNode]](list)
    for row in cast("QuerySolutions", store.query(_SUBJECTS)):
        subject = row[0]
        if isinstance(subject, NamedNode):
            subjects[folder_of(subject.value)].append(subject)
    graphs = defaultdict[str, list[NamedNode]](list)
    for graph in store.named_graphs():
        if isinstance(graph, NamedNode):
            graphs[folder_of(graph.value)].append(graph)
    return Division(
        store,
        frozenset(titles(store)),
        {folder: tuple(found) for folder, found in subjects.items()},
        {folder: tuple(found) for folder, found in graphs.items()},
    )


def touches(quad: Quad, apart: frozenset[str]) -> bool:
    """Whether a quad says something of what stands in some folders, or by it."""
    return speaks_of(quad.subject, apart) or speaks_of(quad.object, apart)


def speaks_of(said: Term, apart: frozenset[str]) -> bool:
    """Whether a term names what stands in some folders."""
    return not apart.isdisjoint(folders_in(said))
