"""The judge of what is written to a store: the shapes of the ontology, by the gate of the build.

It stands here because it needs rdflib, which the server never has: whoever writes is handed this
function, and calls it in the process that writes.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING

from oxrdflib import OxigraphStore
from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store
from rdflib import BNode, Dataset, Graph

import ontology
from graph.gates.shapes import violations as violations_of
from graph.names import SH
from graph.quads import default_graph

if TYPE_CHECKING:
    from rdflib.term import Node

    from graph.quads import Triple


def violations(store: Store) -> Iterator[str]:
    """What is wrong with the default graph of a store, by the shapes; each in one line.

    Shapes that ask by SPARQL are asked of Oxigraph, in a fiftieth of the time that rdflib takes.
    """
    data, flat = Graph(), Store()
    # The ontology's graph has the classes of classes, which shapes speak of.
    for name in (DefaultGraph(), NamedNode(ontology.ONTOLOGY_GRAPH)):
        text = written(store, name)
        data.parse(data=text, format="nt")
        flat.load(text, RdfFormat.N_TRIPLES)
    plain = Graph().parse(ontology.SHAPES)
    by_query = without_others(plain)
    found = {*violations_of(data, plain)}
    found.update(violations_of(default_graph(Dataset(store=OxigraphStore(store=flat))), by_query))
    yield from sorted(found)


def without_others(rules: Graph) -> Graph:
    """Take the shapes that ask by SPARQL out of some shapes; gives them, with their prefixes."""
    taken = Graph()
    for shape in [*rules.subjects(SH.sparql)]:
        for triple in [*closure(rules, shape)]:
            taken.add(triple)
            rules.remove(triple)
    for declaring in rules.subjects(SH.declare):
        for triple in closure(rules, declaring):
            taken.add(triple)
    return taken


def closure(graph: Graph, node: "Node") -> "Iterator[Triple]":
    """What is said of a node, and of the blank nodes that are said of it."""
    for triple in graph.triples((node, None, None)):
        yield triple
        if isinstance(triple[2], BNode):
            yield from closure(graph, triple[2])


def written(store: Store, name: DefaultGraph | NamedNode) -> bytes:
    """A graph of a store as N-Triples."""
    output = BytesIO()
    store.dump(output, RdfFormat.N_TRIPLES, from_graph=name)
    return output.getvalue()
