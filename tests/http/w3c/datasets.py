"""Step 2: a dataset of the suites → an N-Quads file to serve."""

from collections.abc import Iterator
from pathlib import Path

from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, parse, serialize

from .manifests import Dataset, file_of

# A server serves no file without a triple. Where a case wants nothing, the file has one triple in a
# graph of its own, and the case asks for a default graph that nobody has.
NOWHERE = NamedNode("urn:x-sitrep:nowhere")
NOTHING = "urn:x-sitrep:nothing"


def quads_of(dataset: Dataset) -> Iterator[Quad]:
    """The quads of a dataset; blank nodes of different files are different."""
    for iri in dataset.default:
        yield from (Quad(*quad.triple, DefaultGraph()) for quad in parsed(iri))
    for name, iri in dataset.named:
        yield from (Quad(*quad.triple, NamedNode(name)) for quad in parsed(iri))


def parsed(iri: str) -> Iterator[Quad]:
    """The triples of a file, whose address is its base."""
    path = file_of(iri)
    kind = RdfFormat.from_extension(path.suffix.removeprefix("."))
    yield from parse(path=str(path), format=kind, base_iri=iri, rename_blank_nodes=True)


def write(dataset: Dataset, path: Path) -> bool:
    """Write a dataset down; False when it is empty and a placeholder was written."""
    quads = list(quads_of(dataset))
    serialize(quads or [Quad(NOWHERE, NOWHERE, NOWHERE, NOWHERE)], path, RdfFormat.N_QUADS)
    return bool(quads)
