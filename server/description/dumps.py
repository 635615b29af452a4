"""The whole graph in one file, in every RDF format, with its size and its SHA-256.

The file that is served is handed out as it was read. The others are written when they are first
asked for: statements in one order, graph by graph, thing by thing, so that they are the same bytes
on every server.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, request
from pyoxigraph import DefaultGraph, Quad, RdfFormat, Triple

from server.errors import NotFoundError
from server.evaluation.engine import write_graph
from server.once import once
from server.pages.replies import WITH_GRAPHS
from server.state import State, current
from server.terms import term

routes = Blueprint("dumps", __name__)

SUMS: Final = "SHA256SUMS"
# Above, only the file itself is handed out: a page should not wait for all formats.
LARGEST: Final = 100_000
_SORTS: Final = {
    RdfFormat.TURTLE: "Turtle",
    RdfFormat.TRIG: "TriG",
    RdfFormat.N_QUADS: "N-Quads",
    RdfFormat.JSON_LD: "JSON-LD",
    RdfFormat.N_TRIPLES: "N-Triples",
    RdfFormat.RDF_XML: "RDF/XML",
}
_GRAPHS: Final = (*WITH_GRAPHS, RdfFormat.JSON_LD)


@dataclass(frozen=True, slots=True)
class Dump:
    """One file: its bytes, and what is to be known before one loads it."""

    name: str
    format: str
    media: str
    content: bytes
    sha256: str
    graphs: bool

    @property
    def size(self) -> int:
        """How many bytes it has."""
        return len(self.content)


@once
def dumps(state: State) -> dict[str, Dump]:
    """Every file by its name; first the one that is served."""
    if state.settings.engine:
        return {}  # what is elsewhere is not fetched as a whole
    served, stem = as_served(state), Path(state.name).stem
    found = [served] if served else []
    if state.quads <= LARGEST:
        quads = sorted(state.store, key=reading_order)
        kinds = [kind for kind, name in _SORTS.items() if not served or name != served.format]
        found += [dump(stem, kind, written(quads, kind)) for kind in kinds]
    return {each.name: each for each in found}


def as_served(state: State) -> Dump | None:
    """The file that the server was given, byte for byte; none where it was given a store."""
    path = state.settings.data
    kind = RdfFormat.from_extension(path.suffix.removeprefix("."))
    if kind is None or state.lease or state.settings.engine:
        return None
    known = dump(path.stem, kind, state.content)
    return replace(known, name=path.name, sha256=state.version)


def dump(stem: str, kind: RdfFormat, content: bytes) -> Dump:
    """One file, in one format."""
    return Dump(
        name=f"{stem}.{kind.file_extension}",
        format=_SORTS.get(kind, kind.name),
        media=kind.media_type.partition(";")[0],
        content=content,
        sha256=hashlib.sha256(content).hexdigest(),
        graphs=kind in _GRAPHS,
    )


def reading_order(quad: Quad) -> tuple[str, str, bool, str, str]:
    """Graph by graph, thing by thing; what a thing is comes before what is said of it."""
    property_ = quad.predicate
    is_type = property_ == term("rdf:type")
    return (
        str(quad.graph_name),
        str(quad.subject),
        not is_type,
        property_.value,
        str(quad.object),
    )


def written(quads: Sequence[Quad], kind: RdfFormat) -> bytes:
    """All quads, or those of the default graph where a format holds no graphs."""
    statements: Iterable[Quad] | Iterable[Triple] = quads
    if kind not in _GRAPHS:
        statements = [quad.triple for quad in quads if quad.graph_name == DefaultGraph()]
    return write_graph(statements, kind)


@routes.get("/data/<name>")
def data(name: str) -> Response:
    """One of the files, or the list of their sums.

    Raises:
        NotFoundError: no file is called so.
    """
    served = as_served(current())
    found = served if served and served.name == name else files().get(name)
    if found is None:
        raise NotFoundError(f"No data file is called {name}.", hint="See /dataset for all.")
    response = Response(found.content, mimetype=found.media)
    response.set_etag(found.sha256)
    return response.make_conditional(request)  # type: ignore[return-value]


@once
def files(_: State) -> dict[str, Dump]:
    """The files with the list of their sums, which `sha256sum --check` reads."""
    known = dumps()
    lines = "".join(f"{each.sha256}  {name}\n" for name, each in sorted(known.items()))
    content = lines.encode("utf-8")
    sums = Dump(
        SUMS, "sums", "text/plain", content, hashlib.sha256(content).hexdigest(), graphs=False
    )
    return known | {SUMS: sums}
