"""Datasets on the Oxigraph store, and the graphs in them, without ever a union default graph.

With Oxigraph's union flag a triple counts once for each graph that holds it, so that sums come out
too high (https://github.com/oxigraph/oxigraph/issues/1919). The default graph here is a graph like
the others: what it holds is what was put there.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from re import sub
from typing import TypeAlias

from oxrdflib import OxigraphStore
from pyoxigraph import RdfFormat, Store
from rdflib import Dataset, Graph, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.term import Node

from graph.errors import TurtleError
from graph.paths import read_file

Triple: TypeAlias = tuple[Node, Node, Node]


def load(path: Path, syntax: RdfFormat) -> Dataset:
    """Read a file of triples or quads. Relative IRIs are faults: a file has no address of its own.

    Raises:
        MissingFileError: there is no such file.
        TurtleError: it is not well-formed, at this line and column.
    """
    store = Store()
    try:
        store.load(read_file(path), format=syntax)
    except SyntaxError as fault:
        said = sub(r"^Parser error at line .*?: ", "", fault.msg)
        raise TurtleError(path, fault.lineno or 1, fault.offset or 1, said) from fault
    return Dataset(store=OxigraphStore(store=store))


def read_turtle(path: Path) -> Graph:
    """Read a Turtle file as one graph; errors as in `load`."""
    return default_graph(load(path, RdfFormat.TURTLE))


def default_graph(dataset: Dataset) -> Graph:
    """The triples in no named graph, and they alone."""
    return Graph(store=dataset.store, identifier=DATASET_DEFAULT_GRAPH_ID)


def named_graph(dataset: Dataset, name: URIRef) -> Graph:
    """One named graph; looking at it does not bring it into being."""
    return Graph(store=dataset.store, identifier=name)


def graph_names(dataset: Dataset) -> tuple[URIRef, ...]:
    """The names of all named graphs, sorted."""
    names = {graph.identifier for graph in dataset.graphs()} - {DATASET_DEFAULT_GRAPH_ID}
    return tuple(sorted(URIRef(name) for name in names))


def add(graph: Graph, triples: Iterable[Triple]) -> None:
    """Add triples, which may have been asked of this very graph."""
    for triple in tuple(triples):
        graph.add(triple)


def flat_copy(*graphs: Graph) -> Graph:
    """Copy graphs into one in rdflib's own memory, for tools that change what they are given.

    By way of N-Triples, because Oxigraph hands out plain strings as typed ones, and rdflib holds
    `"a"` and `"a"^^xsd:string` for two literals where RDF 1.1 has one.
    """
    copy = Graph()
    for graph in graphs:
        copy.parse(data=graph.serialize(format="ox-ntriples"), format="nt")
    return copy


def climb(graph: Graph, node: Node, step: URIRef) -> set[Node]:
    """A node, and all that can be reached from it by a property, once or more often."""
    return {above for above in graph.transitive_objects(node, step) if above is not None}


def terms_of(graph: Graph) -> Iterator[Node]:
    """Every subject, predicate and object."""
    for triple in graph:
        yield from triple
