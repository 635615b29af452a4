"""Linked data: every IRI of the graph, and the ontology, answered under our own address.

`/bhamo/kia` answers for `https://w3id.org/sitrep/bhamo/kia`: as a page, or as RDF by the Accept
header or by suffix (`/bhamo/kia.ttl`). The data behind a fact's sentence comes with TriG and
N-Quads, which alone can hold named graphs.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from flask import Blueprint, Response, render_template, request
from pyoxigraph import DefaultGraph, NamedNode, Quad, RdfFormat, Store, Triple

from ontology import NAMESPACE, ONTOLOGY_GRAPH
from server import facts, names, negotiate
from server.engine import write_graph
from server.errors import NotFoundError
from server.negotiate import GRAPHS, PAGE, Format
from server.shown import Shown, show, show_thing
from server.state import current

routes = Blueprint("things", __name__)

DATA_FORMATS: Final[Sequence[Format]] = tuple(form for form in GRAPHS if form.engine)
# Unlike an answer of the endpoint: who accepts anything follows a link, and wants a page.
PAGE_OR_DATA: Final[Sequence[Format]] = (PAGE, *DATA_FORMATS)
# A class may have thousands of instances; the page says when it leaves some out.
MOST_MENTIONS: Final = 300


@routes.get("/<any(bhamo, kind):part>")
@routes.get("/<any(bhamo, kind):part>.<suffix>")
@routes.get("/<any(bhamo, kind, ns):part>/<path:name>")
def thing(**_: str) -> Response:
    """A thing of the battle, a sentence of the article, a kind: whatever has this path."""
    return answer(request.path.removeprefix("/"))


@routes.get("/ns")
@routes.get("/ns.<suffix>")
def ontology(suffix: str | None = None) -> Response:
    """The ontology: its IRI, and those of all its terms, which end in a fragment."""
    store = current().store
    form, media = negotiate.choose(PAGE_OR_DATA, request.accept_mimetypes, suffix)
    if isinstance(form.engine, RdfFormat):
        return as_rdf(ontology_quads(store), form.engine, media)
    terms = list(show_terms(store))
    return page(
        render_template("ontology.html", terms=terms, iri=ONTOLOGY_GRAPH, suffixes=DATA_FORMATS),
    )


def answer(path: str) -> Response:
    """A thing by the path of its IRI, with or without a format's suffix."""
    store = current().store
    thing, suffix = find(store, path)
    form, media = negotiate.choose(PAGE_OR_DATA, request.accept_mimetypes, suffix)
    if isinstance(form.engine, RdfFormat):
        return as_rdf(facts.describe(store, thing), form.engine, media)
    return page(show_page(store, thing))


def find(store: Store, path: str) -> tuple[NamedNode, str | None]:
    """The thing at a path, and the suffix that was not part of its name.

    Raises:
        NotFoundError: nothing is said about it.
    """
    thing = names.own_iri(path)
    if thing and facts.is_known(store, thing):
        return thing, None
    stem, _, suffix = path.rpartition(".")
    thing = names.own_iri(stem)
    if thing and facts.is_known(store, thing) and any(suffix in f.names for f in GRAPHS):
        return thing, suffix
    raise NotFoundError(f"Nothing here is called {names.ROOT}{path}.")


def as_rdf(quads: Iterable[Quad], engine: RdfFormat, media: str) -> Response:
    """Quads in a format; where it holds no named graphs, those of the default graph."""
    statements: Iterable[Quad] | Iterable[Triple] = quads
    if engine not in (RdfFormat.TRIG, RdfFormat.N_QUADS):
        statements = [quad.triple for quad in quads if quad.graph_name == DefaultGraph()]
    response = Response(write_graph(statements, engine), mimetype=media)
    response.vary.add("Accept")
    return response


def page(html: str) -> Response:
    """A page that is one of several forms of what has this address."""
    response = Response(html, mimetype="text/html")
    response.vary.add("Accept")
    return response


def show_page(store: Store, thing: NamedNode) -> str:
    """The page of a thing: its facts by their sentences, and what points to it."""
    return render_template(
        "thing.html",
        iri=thing.value,
        path=names.address(thing.value),
        title=names.label(store, thing),
        types=[show_thing(store, kind) for kind in facts.types_of(store, thing)],
        sentence=facts.sentence(store, thing),
        says=show_facts(store, facts.said_in(store, thing)),
        groups=show_groups(store, facts.facts_about(store, thing)),
        mentions=show_groups(store, facts.mentions_of(store, thing), MOST_MENTIONS),
        suffixes=DATA_FORMATS,
    )


ShownFact = tuple[Shown, Shown, Shown]
ShownGroup = tuple[list[tuple[Shown, str]], list[ShownFact], int]


def show_groups(store: Store, groups: Sequence[facts.Group], most: int = 10**6) -> list[ShownGroup]:
    """For each group its sentences, its first facts, and how many more there are."""
    return [
        (
            [(show_thing(store, said.iri), said.text) for said in group.sentences],
            show_facts(store, group.facts[:most]),
            max(0, len(group.facts) - most),
        )
        for group in groups
    ]


def show_facts(store: Store, triples: Iterable[Triple]) -> list[ShownFact]:
    """Subject, property and value, by their labels."""
    return [
        (show_thing(store, f.subject), show_thing(store, f.predicate), show_thing(store, f.object))
        for f in triples
    ]


def ontology_quads(store: Store) -> Iterable[Quad]:
    """The ontology's own graph; where the file has none, what is said about its terms."""
    own = list(store.quads_for_pattern(None, None, None, NamedNode(ONTOLOGY_GRAPH)))
    if own:
        return [Quad(*quad.triple) for quad in own]
    default = store.quads_for_pattern(None, None, None, DefaultGraph())
    return [q for q in default if str(q.subject).startswith(f"<{ONTOLOGY_GRAPH}")]


def show_terms(store: Store) -> Iterable[tuple[str, Shown, list[tuple[Shown, Shown]]]]:
    """Each term of the ontology: its name after the #, its label, what is said about it."""
    quads = sorted(ontology_quads(store), key=str)
    terms = sorted({q.subject for q in quads if isinstance(q.subject, NamedNode)}, key=str)
    for term in terms:
        if term.value.startswith(NAMESPACE):
            said = [q for q in quads if q.subject == term]
            shown = [(show(q.predicate), show_thing(store, q.object)) for q in said]
            yield term.value.removeprefix(NAMESPACE), show_thing(store, term), shown
