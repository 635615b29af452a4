"""The ontology as a page and as RDF: its terms in groups, its classes as a tree, the kinds.

Its IRI is `/ns`, and those of its terms end in a fragment: `/ns#Event` leads a browser to the page
`/ontology#Event`, and everybody else to the RDF that says what `Event` means.
"""

from dataclasses import dataclass

from flask import Blueprint, Response, render_template, request
from pyoxigraph import RdfFormat

from ontology import ONTOLOGY_GRAPH
from server.once import once
from server.pages.replies import DATA_FORMATS, PAGE_OR_DATA, page, rdf, see_other
from server.protocol import negotiate
from server.reading.kinds import Concept, read_kinds
from server.reading.shown import Shown
from server.reading.tree import HEIGHT, WIDTH, Tree, draw
from server.reading.vocabulary import Group, ontology_quads, read_groups, read_header
from server.state import State, current

routes = Blueprint("ontology", __name__)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All that the page shows."""

    header: list[tuple[Shown, Shown]]
    groups: tuple[Group, ...]
    trees: tuple[Tree, ...]
    kinds: tuple[Concept, ...]


@routes.get("/ns")
def namespace() -> Response:
    """The ontology's IRI, which is no document: it leads to the page or to the data."""
    form, _ = negotiate.choose(PAGE_OR_DATA, request.accept_mimetypes, None)
    return see_other("/ontology" if form.engine is None else f"/ns.{form.names[0]}")


@routes.get("/ns.<suffix>")
@routes.get("/ontology")
@routes.get("/ontology.<suffix>")
def ontology(suffix: str | None = None) -> Response:
    """The ontology, for people and as data."""
    form, media = negotiate.choose(PAGE_OR_DATA, request.accept_mimetypes, suffix)
    if isinstance(form.engine, RdfFormat):
        return rdf(ontology_quads(current().store), form.engine, media)
    suffixes = [form.names[0] for form in DATA_FORMATS]
    return page(
        render_template(
            "ontology.html",
            iri=ONTOLOGY_GRAPH,
            vocabulary=vocabulary(),
            box=(WIDTH, HEIGHT),
            suffixes=suffixes,
        )
    )


@once
def vocabulary(state: State) -> Vocabulary:
    """Read everything that the page shows."""
    store = state.store
    groups = read_groups(store)
    names = [found.name for group in groups for found in group.terms if found.is_class]
    return Vocabulary(read_header(store), groups, draw(store, names), read_kinds(store))
