"""The judge of what is written to a store: the shapes of the ontology, by the gate of the build.

It stands here because it needs rdflib, which the server never has: whoever writes is handed this
function, and calls it in the process that writes.
"""

from collections.abc import Iterator
from io import BytesIO

from pyoxigraph import DefaultGraph, NamedNode, RdfFormat, Store
from rdflib import Graph

import ontology
from graph.gates.shapes import violations as violations_of


def violations(store: Store) -> Iterator[str]:
    """What is wrong with the default graph of a store, by the shapes; each in one line."""
    data = graph_of(store, DefaultGraph())
    # The classes of classes, which shapes speak of.
    data += graph_of(store, NamedNode(ontology.ONTOLOGY_GRAPH))
    rules = Graph().parse(ontology.SHAPES)
    yield from sorted(set(violations_of(data, rules)))


def graph_of(store: Store, name: DefaultGraph | NamedNode) -> Graph:
    """A graph of a store as rdflib has it."""
    output = BytesIO()
    store.dump(output, RdfFormat.N_TRIPLES, from_graph=name)
    return Graph().parse(data=output.getvalue(), format="nt")
