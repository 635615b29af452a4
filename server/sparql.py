"""The SPARQL 1.1 Protocol for queries, at /sparql: gather → refuse → choose → ask → respond.

Who brings no query gets what the endpoint says of itself: a browser a form, a program RDF.

Specifications: https://www.w3.org/TR/sparql11-protocol/#query-operation and
https://www.w3.org/TR/sparql11-service-description/#accessing
"""

from collections.abc import Callable, Iterator
from typing import Final

from flask import Blueprint, Request, Response, current_app, request
from flask.blueprints import BlueprintSetupState
from pyoxigraph import RdfFormat, Triple

from server import negotiate
from server.answers import form_page, result_page
from server.census import Census, take_census
from server.describe import Description, describe_document, describe_service, write_description
from server.errors import BadRequestError, NotAcceptableError
from server.gather import Asked, brings_nothing, gather
from server.negotiate import GRAPHS, PAGE, SOLUTIONS
from server.refuse import refuse
from server.state import State, current
from server.tokens import query_form
from server.unknown import as_header, explain_empty, is_empty

HINT: Final = "Sitrep-Hint"
_CENSUS: Final = "sitrep-census"

routes = Blueprint("sparql", __name__)


@routes.record
def look_around(setup: BlueprintSetupState) -> None:
    """Count what the store holds, once for each application."""
    setup.app.extensions[_CENSUS] = take_census(setup.app.extensions["sitrep"].store)


def census() -> Census:
    """What the store of the present application holds."""
    found: Census = current_app.extensions[_CENSUS]
    return found


@routes.route("/sparql", methods=["GET", "POST"])
def endpoint() -> Response:
    """Answer a query; who sends none gets the description of the service, or the form."""
    state = current()
    if brings_nothing(request):
        return welcome(state, request)
    asked = gather(request, state.settings)
    refuse(asked.question.text, asked.question.tokens, state.settings)
    return respond(state, asked)


@routes.get("/.well-known/void")
def dataset() -> Response:
    """The dataset in VoID (https://www.w3.org/TR/void/#well-known)."""
    formats = tuple(form for form in GRAPHS if form.engine)
    form, media = negotiate.choose(formats, request.accept_mimetypes, request.args.get("format"))
    return described(current(), describe_document, form, media)


def respond(state: State, asked: Asked) -> Response:
    """Choose a format, ask, and send the answer in it."""
    formats = negotiate.formats_of(query_form(asked.question.tokens))
    form, media = negotiate.choose(formats, request.accept_mimetypes, asked.format)
    if form.engine is None:
        return result_page(state, asked.question, census())
    answer = state.ask(asked.question, form.engine)
    response = Response(answer, mimetype=media)
    response.vary.add("Accept")
    if is_empty(answer, form.engine):
        hints = explain_empty(state.store, census(), asked.question)
        if hints:
            response.headers[HINT] = as_header(hints)
    return response


def welcome(state: State, sent: Request) -> Response:
    """The form for a browser, the description of the service for everything else.

    Raises:
        BadRequestError: the client can read answers only, so it has lost its query.
        NotAcceptableError: it can read neither.
    """
    accept, name = sent.accept_mimetypes, sent.args.get("format")
    try:
        form, media = negotiate.choose(GRAPHS, accept, name)
    except NotAcceptableError:
        negotiate.choose(SOLUTIONS, accept, name)
        raise BadRequestError(
            "The parameter `query` is missing.",
            hint="Send a SPARQL query, as in /sparql?query=ASK%20%7B%7D.",
        ) from None
    return form_page() if form is PAGE else described(state, describe_service, form, media)


def described(
    state: State,
    describe: Callable[[Description], Iterator[Triple]],
    form: negotiate.Format,
    media: str,
) -> Response:
    """A description in the format that was chosen."""
    if not isinstance(form.engine, RdfFormat):
        raise TypeError(form)
    told = Description(
        root=request.root_url,
        file=state.settings.data.name,
        version=state.version,
        census=census(),
        questions=state.questions,
    )
    response = Response(write_description(describe(told), form.engine), mimetype=media)
    response.vary.add("Accept")
    return response
