"""The built graph in the formats that people load elsewhere, with a list of sums.

Made from the built file alone, so that what is handed out is what was built and checked.
"""

from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Final

from pyoxigraph import DefaultGraph, Quad, RdfFormat, Triple, parse, serialize

import ontology
from graph.paths import read_file
from graph.write import write_file

DATASETS: Final = (RdfFormat.N_QUADS, RdfFormat.TRIG, RdfFormat.JSON_LD)
TYPE: Final = f"{ontology.PREFIXES['rdf']}type"


def dump(built: Path, folder: Path) -> tuple[Path, ...]:
    """Write the built file to a folder as Turtle, N-Quads, TriG and JSON-LD, and SHA256SUMS.

    The Turtle file has the flat default graph, the others the sentence graphs and the ontology too.

    Raises:
        MissingFileError: the graph was not built yet.
        OutputError: a file cannot be written.
    """
    data = read_file(built, "run `sitrep build` first")
    quads = sorted(parse(data, format=RdfFormat.N_QUADS), key=reading_order)
    files = {f"{built.stem}.{name}": text for name, text in serialised(quads)}
    files["SHA256SUMS"] = sums(files)
    for name, content in files.items():
        write_file(folder / name, content)
    return tuple(folder / name for name in files)


def reading_order(quad: Quad) -> tuple[str, str, bool, str, str]:
    """Graph by graph, thing by thing; what a thing is comes before what is said of it."""
    term = quad.predicate.value
    return str(quad.graph_name), str(quad.subject), term != TYPE, term, str(quad.object)


def serialised(quads: list[Quad]) -> Iterator[tuple[str, bytes]]:
    """Each format's file extension and content."""
    flat = [quad.triple for quad in quads if quad.graph_name == DefaultGraph()]
    yield RdfFormat.TURTLE.file_extension, written(flat, RdfFormat.TURTLE)
    for syntax in DATASETS:
        yield syntax.file_extension, written(quads, syntax)


def written(statements: Sequence[Quad] | Sequence[Triple], syntax: RdfFormat) -> bytes:
    """Serialise with the prefixes of this project; the order given is the order written."""
    data = serialize(statements, format=syntax, prefixes=ontology.PREFIXES)
    # Without an output to write to, the result is always bytes.
    return data or b""


def sums(files: dict[str, bytes]) -> bytes:
    """A list that `sha256sum --check` reads."""
    lines = (f"{sha256(content).hexdigest()}  {name}\n" for name, content in sorted(files.items()))
    return "".join(lines).encode("ascii")
