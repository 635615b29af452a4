"""The search at /search: over names, questions and the article's words, as a page or as JSON."""

from collections.abc import Iterator
from itertools import islice
from typing import Final, cast

from flask import Blueprint, Response, jsonify, render_template, request
from pyoxigraph import DefaultGraph, Literal, NamedNode, Store

from server.borrowed import CLASSES
from server.errors import BadRequestError
from server.facts import types_of, values
from server.names import label
from server.negotiate import PAGE, Format, choose
from server.once import once
from server.replies import page, tagged
from server.search import LONGEST, Entry, Hit, Index, make_index, search, suggest
from server.shown import here_or_there
from server.state import State
from server.terms import term
from server.things import library
from server.vocabulary import read_terms

routes = Blueprint("finding", __name__)

# Each group with its heading, in the order in which they are shown.
GROUPS: Final = {
    "things": "Names",
    "questions": "Questions",
    "sentences": "In the article",
    "terms": "Terms of the ontology",
}
MOST_SHOWN: Final = 20
# Of a very large graph only so many things can be found by name here; SPARQL finds all.
MOST_THINGS: Final = 50_000
_FORMATS: Final = (PAGE, Format(("json",), ("application/json",), None))
_NAMING: Final = ("skos:prefLabel", "rdfs:label", "skos:altLabel", "skos:notation", ":cue")


@once
def the_index(state: State) -> Index:
    """Everything that can be found in the present graph."""
    questions = (
        Entry(
            group="questions",
            title=saved.summary,
            href=f"/queries/{saved.slug}",
            iri="",
            note=", ".join(saved.tags),
            names=(saved.summary,),
            text=f"{saved.description} {' '.join(saved.tags)}",
        )
        for saved in state.questions.values()
    )
    return make_index([*things(state.store), *questions, *sentences(), *terms(state.store)])


def things(store: Store) -> Iterator[Entry]:
    """Everything that has a name; the article is read by its sentences."""
    names = dict[NamedNode, dict[str, None]]()
    for property_ in _NAMING:
        for quad in store.quads_for_pattern(None, term(property_), None, DefaultGraph()):
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
                names.setdefault(quad.subject, {})[quad.object.value] = None
    for thing, code in codes(store):
        names.setdefault(thing, {})[code] = None
    for kind in CLASSES:
        for quad in store.quads_for_pattern(None, term("rdf:type"), kind, None):
            names.pop(cast("NamedNode", quad.subject), None)
    for thing in sorted(islice(names, MOST_THINGS), key=lambda each: label(store, each)):
        note = ", ".join(label(store, kind) for kind in types_of(store, thing))
        called = label(store, thing)
        href = here_or_there(store, thing) or ""
        yield Entry("things", called, href, thing.value, note, (called, *names[thing]))


def codes(store: Store) -> Iterator[tuple[NamedNode, str]]:
    """The numbers under which others know things."""
    for quad in store.quads_for_pattern(None, term("schema:identifier"), None, DefaultGraph()):
        if isinstance(quad.subject, NamedNode):
            for code in values(store, quad.object, "schema:value"):
                if isinstance(code, Literal):
                    yield quad.subject, code.value


def sentences() -> Iterator[Entry]:
    """Every sentence of every article."""
    for said in library().sentences.values():
        number = f"Sentence {said.number}"
        yield Entry("sentences", number, said.href, said.iri.value, said.section, (), said.text)


def terms(store: Store) -> Iterator[Entry]:
    """Every term of the ontology."""
    for found in read_terms(store):
        names = (found.shown.text, found.name)
        kind = "class" if found.is_class else "property"
        iri = term(f":{found.name}").value
        href = f"/ontology#{found.name}"
        yield Entry("terms", found.shown.text, href, iri, kind, names, found.definition)


@routes.get("/search")
def results() -> Response:
    """What a query finds.

    Raises:
        BadRequestError: the query is too long to be one.
    """
    query = request.args.get("q", "").strip()
    if len(query) > LONGEST:
        raise BadRequestError(
            f"A search may have {LONGEST} characters, and this one has {len(query)}.",
            hint="Search for a few words of a name or of a sentence.",
        )
    form, _ = choose(_FORMATS, request.accept_mimetypes, request.args.get("format"))
    hits = search(the_index(), query)
    groups = {name: [hit for hit in hits if hit.entry.group == name] for name in GROUPS}
    similar = suggest(the_index(), query) if query and not hits else []
    if form is not PAGE:
        return as_json(query, groups, similar)
    return page(
        render_template(
            "search.html",
            query=query,
            headings=GROUPS,
            groups=groups,
            similar=similar,
            most=MOST_SHOWN,
        )
    )


def as_json(query: str, groups: dict[str, list[Hit]], similar: list[str]) -> Response:
    """The same for programs, and for suggestions while one types."""
    return tagged(
        jsonify(
            query=query,
            total=sum(map(len, groups.values())),
            similar=similar,
            groups=[
                {
                    "group": name,
                    "title": GROUPS[name],
                    "total": len(hits),
                    "results": [as_result(hit) for hit in hits[:MOST_SHOWN]],
                }
                for name, hits in groups.items()
            ],
        )
    )


def as_result(hit: Hit) -> dict[str, object]:
    """One thing that was found."""
    return {
        "title": hit.entry.title,
        "path": hit.entry.href,
        "iri": hit.entry.iri or None,
        "note": hit.entry.note,
        "marked": [{"text": piece.text, "found": piece.found} for piece in hit.title],
        "snippet": [{"text": piece.text, "found": piece.found} for piece in hit.snippet],
    }


@routes.get("/opensearch.xml")
def opensearch() -> Response:
    """How a browser searches here from its own bar (https://github.com/dewitt/opensearch)."""
    xml = render_template("opensearch.xml", root=request.root_url)
    return Response(xml, mimetype="application/opensearchdescription+xml")
