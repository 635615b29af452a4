"""From an item of Wikidata to the thing here that it is: `/wikidata/Q836`, `/wikidata?uri=…`.

The way back stands in the graph, as `owl:sameAs` and the matches of SKOS. An item that is one thing
leads there at once; one that several things are like leads to a page that lists them.
"""

import re
from http import HTTPStatus
from typing import Final

from flask import Blueprint, Response, redirect, render_template, request
from pyoxigraph import NamedNode, Store
from werkzeug.wrappers import Response as Answer

from ontology import PREFIXES
from server import names
from server.errors import BadRequestError, NotFoundError
from server.parts.owners import battle_of, titles
from server.reading.shown import show_thing
from server.state import current

routes = Blueprint("wikidata", __name__)

# An item by any of the names under which people copy it; a path may have lost a slash of `https://`.
_ITEM: Final = re.compile(
    r"(?:wd:|wikidata:|(?:https?:)?/{0,2}(?:www\.|m\.)*wikidata\.org/"
    r"(?:entity/|wiki/(?:Special:EntityData/|Item:)?))?"
    r"(?P<code>Q[1-9]\d{0,19})(?:\.[a-z]+)?(?:[?#].*)?",
    re.IGNORECASE,
)
# How a thing here may belong to an item, the closest first; the first two say that it is the item.
_WAYS: Final = tuple(
    NamedNode(PREFIXES[prefix] + name)
    for prefix, name in (
        ("owl", "sameAs"),
        ("skos", "exactMatch"),
        ("skos", "closeMatch"),
        ("skos", "broadMatch"),
    )
)
_IDENTITY: Final = 2


@routes.get("/wikidata")
def by_uri() -> Answer:
    """The thing that an item is, by the item's address in `uri=`.

    Raises:
        BadRequestError: there is no `uri`.
        NotFoundError: as `lead`.
    """
    if "uri" not in request.args:
        raise BadRequestError(
            "The parameter `uri` is missing.",
            hint="Name an item of Wikidata, as in /wikidata/Q836 or /wikidata?uri=wd:Q836.",
        )
    return lead(request.args["uri"])


@routes.get("/wikidata/<path:name>")
def by_name(name: str) -> Answer:
    """The thing that an item is, by its code or its address."""
    return lead(name)


def lead(name: str) -> Answer:
    """Lead to the thing of an item, list several, or say that there is none.

    Raises:
        BadRequestError: that names no item of Wikidata.
        NotFoundError: no thing here is the item, or is like it.
    """
    found = _ITEM.fullmatch(name.strip())
    if not found:
        raise BadRequestError(
            f"`{name[:200]}` is not an item of Wikidata.",
            hint="An item has a Q and a number, as in /wikidata/Q836, or an address that ends so.",
        )
    code = found["code"].upper()
    identical, like = things_of(current().store, code)
    chosen = identical or like
    path = names.address(chosen[0].value) if len(chosen) == 1 else None
    if path and path.startswith("/"):
        # To the thing's own address, which has it in every format (RFC 9110, 15.4.4).
        return redirect(request.script_root + path, HTTPStatus.SEE_OTHER)
    if not chosen:
        return none_found(code)
    return listed(code, chosen, HTTPStatus.MULTIPLE_CHOICES)


def things_of(store: Store, code: str) -> tuple[list[NamedNode], list[NamedNode]]:
    """The things that are an item, and those that are only like it, wherever it is said."""
    item = NamedNode(PREFIXES["wd"] + code)
    found: dict[NamedNode, int] = {}
    for closeness, way in enumerate(_WAYS):
        for quad in store.quads_for_pattern(None, way, item, None):
            if isinstance(quad.subject, NamedNode) and names.address(quad.subject.value):
                found.setdefault(quad.subject, closeness)
    ordered = sorted(found, key=lambda thing: (found[thing], thing.value))
    identical = [thing for thing in ordered if found[thing] < _IDENTITY]
    return identical, [thing for thing in ordered if found[thing] >= _IDENTITY]


def none_found(code: str) -> Response:
    """Nothing here is the item; a page links to Wikidata, a problem names the address.

    Raises:
        NotFoundError: the client wants no page.
    """
    kinds = request.accept_mimetypes
    if kinds.best_match(["application/json", "text/html"]) == "text/html":
        return listed(code, [], HTTPStatus.NOT_FOUND)
    raise NotFoundError(
        f"Nothing here is linked with the item {code} of Wikidata.",
        hint=f"What it is, Wikidata tells: {page_of(code)}. What has no item yet is in the saved"
        " query not-linked-yet.",
    )


def listed(code: str, things: list[NamedNode], status: int) -> Response:
    """A page with the things of an item, and the way to Wikidata."""
    store = current().store
    battles = titles(store)
    shown = [(show_thing(store, thing), battle_of(thing, battles)) for thing in things]
    page = render_template("item.html", code=code, address=page_of(code), things=shown)
    response = Response(page, status, mimetype="text/html")
    response.vary.add("Accept")
    return response


def page_of(code: str) -> str:
    """Wikidata's own page of an item."""
    return f"https://www.wikidata.org/wiki/{code}"
