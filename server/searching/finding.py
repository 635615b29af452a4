"""The search at /search: over names, questions and the article's words, as a page or as JSON."""

from functools import partial
from typing import Final

from flask import Blueprint, Response, jsonify, render_template, request

from server.errors import BadRequestError
from server.pages.replies import page, tagged
from server.protocol.negotiate import PAGE, Format, choose
from server.searching.findable import note, the_index
from server.searching.search import LONGEST, Hit, search, suggest
from server.state import current

routes = Blueprint("finding", __name__)

# Each group with its heading, in the order in which they are shown.
GROUPS: Final = {
    "things": "Names",
    "questions": "Questions",
    "sentences": "In the article",
    "terms": "Terms of the ontology",
}
MOST_SHOWN: Final = 20
_FORMATS: Final = (PAGE, Format(("json",), ("application/json",), None))


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
            note=partial(note, current().store),
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
        "note": note(current().store, hit.entry),
        "marked": [{"text": piece.text, "found": piece.found} for piece in hit.title],
        "snippet": [{"text": piece.text, "found": piece.found} for piece in hit.snippet],
    }


@routes.get("/opensearch.xml")
def opensearch() -> Response:
    """How a browser searches here from its own bar (https://github.com/dewitt/opensearch)."""
    xml = render_template("opensearch.xml", root=request.root_url)
    return Response(xml, mimetype="application/opensearchdescription+xml")
