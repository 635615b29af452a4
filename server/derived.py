"""The graphs that say again, in Wikidata's words, what the default graph says in ours.

They say of themselves that they conform to Wikidata's ontology. A query in Wikidata's idiom is
asked of them too (`queries/idiom.py`); a page has each fact once, and leaves them out.
"""

from collections.abc import Iterable
from typing import Final

from pyoxigraph import BlankNode, DefaultGraph, NamedNode, Quad, Store

from ontology import PREFIXES, WIKIBASE

_CONFORMS: Final = NamedNode(PREFIXES["dcterms"] + "conformsTo")
_WIKIBASE: Final = NamedNode(WIKIBASE)


def derived_graphs(store: Store) -> list[NamedNode]:
    """Their names, sorted; none in a file of somebody else, mostly."""
    found = store.quads_for_pattern(None, _CONFORMS, _WIKIBASE, DefaultGraph())
    return sorted((q.subject for q in found if isinstance(q.subject, NamedNode)), key=str)


def without_derived(store: Store, quads: Iterable[Quad]) -> list[Quad]:
    """Quads without those of such graphs; all of them where there are no others.

    So a statement of such a graph has a page too.
    """
    found = list(quads)
    return outside_derived(store, found) or found


def outside_derived(store: Store, quads: Iterable[Quad]) -> list[Quad]:
    """Quads without those of such graphs.

    The graphs of these quads are looked at: of many battles there are many such graphs.
    """
    found = list(quads)
    derived = {graph for graph in {quad.graph_name for quad in found} if is_derived(store, graph)}
    return [quad for quad in found if quad.graph_name not in derived]


def is_derived(store: Store, graph: NamedNode | BlankNode | DefaultGraph) -> bool:
    """Whether a graph is one of those."""
    if not isinstance(graph, NamedNode):
        return False
    quads = store.quads_for_pattern(graph, _CONFORMS, _WIKIBASE, DefaultGraph())
    return next(quads, None) is not None
