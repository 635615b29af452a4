"""Answers other than those of the endpoint: a page, or RDF, of what has an address.

A page has no ETag: each brings a nonce of its own, so that no two are alike.
"""

from collections.abc import Iterable, Sequence
from typing import Final

from flask import Response, request
from pyoxigraph import DefaultGraph, Quad, RdfFormat, Triple

from server.evaluation.engine import write_graph
from server.protocol.negotiate import GRAPHS, PAGE, Format

DATA_FORMATS: Final[Sequence[Format]] = tuple(form for form in GRAPHS if form.engine)
# Unlike an answer of the endpoint: who accepts anything follows a link, and wants a page.
PAGE_OR_DATA: Final[Sequence[Format]] = (PAGE, *DATA_FORMATS)
WITH_GRAPHS: Final = (RdfFormat.TRIG, RdfFormat.N_QUADS)
_SEE_OTHER: Final = 303


def page(html: str) -> Response:
    """A page that is one of several forms of what has this address."""
    response = Response(html, mimetype="text/html")
    response.vary.add("Accept")
    return response


def rdf(quads: Iterable[Quad], engine: RdfFormat, media: str) -> Response:
    """Quads in a format; where it holds no named graphs, as `flat` has them."""
    statements: Iterable[Quad] | Iterable[Triple] = quads if engine in WITH_GRAPHS else flat(quads)
    return tagged(Response(write_graph(statements, engine), mimetype=media))


def flat(quads: Iterable[Quad]) -> list[Triple]:
    """The triples of the default graph.

    Of what it says nothing of, as of a statement in Wikidata's words, those of all graphs.
    """
    found = list(quads)
    told = [quad.triple for quad in found if quad.graph_name == DefaultGraph()]
    return told or list(dict.fromkeys(quad.triple for quad in found))


def tagged(response: Response) -> Response:
    """An answer whose bytes depend on nothing but what was asked: a client that has it gets 304."""
    response.vary.add("Accept")
    response.add_etag()
    return response.make_conditional(request)  # type: ignore[return-value]


def see_other(path: str) -> Response:
    """Where to look instead, on this very server (https://www.w3.org/TR/cooluris/#r303gendocument)."""
    response = Response(status=_SEE_OTHER)
    response.location = request.script_root + path
    response.vary.add("Accept")
    return response
