"""The SPARQL 1.1 Protocol for queries, at /sparql: gather → refuse → choose → ask.

Who brings no query gets what the endpoint says of itself: a browser a form, a program RDF. Programs
that bring one are answered before Flask, by `direct.py`, with the same steps.

Specifications: https://www.w3.org/TR/sparql11-protocol/#query-operation and
https://www.w3.org/TR/sparql11-service-description/#accessing
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Final, NamedTuple

from flask import Blueprint, Flask, Request, Response, request
from pyoxigraph import RdfFormat, Triple

from server.config import Settings
from server.description.census import Census, take_census
from server.description.describe import (
    Description,
    describe_document,
    describe_service,
    write_description,
)
from server.errors import BadRequestError, NotAcceptableError
from server.evaluation.engine import Question
from server.grammar.unknown import as_header, explain_empty, is_empty
from server.once import once
from server.pages.answers import form_page, result_page
from server.protocol import negotiate
from server.protocol.gather import OF, brings_nothing, gather, read
from server.protocol.kept import NOT_TO_BE_KEPT
from server.protocol.negotiate import GRAPHS, PAGE, SOLUTIONS
from server.protocol.refuse import refuse
from server.state import State, current

PATH: Final = "/sparql"
# Quads of a store on disk in which names are looked for that may have been meant.
LARGEST_FOR_HINTS: Final = 200_000
# Quads among which the different triples are counted: that takes some seconds, and memory.
LARGEST_TO_COUNT: Final = 1_000_000

routes = Blueprint("sparql", __name__)


@once
def census(state: State) -> Census:
    """What the store of the present application holds."""
    return take_census(
        state.store, named=gives_hints(state), elsewhere=state.quads <= LARGEST_TO_COUNT
    )


def gives_hints(state: State) -> bool:
    """Whether names are looked for that may have been meant; not in a large store on disk.

    To look through that takes minutes, again after each write, and nobody may wait so long for a
    hint.
    """
    return not state.lease or state.quads <= LARGEST_FOR_HINTS


def names_in(space: str) -> Sequence[str]:
    """The names in a namespace, to suggest one of."""
    return census().names.get(space, ()) if gives_hints(current()) else ()


class Chosen(NamedTuple):
    """A question that may be asked, and how its answer is to be written and called."""

    question: Question
    engine: negotiate.Engine
    media: str

    @property
    def content_type(self) -> str:
        """The media type; of text, with its encoding."""
        return f"{self.media}; charset=utf-8" if self.media.startswith("text/") else self.media


def choose_answer(sent: Request, settings: Settings) -> Chosen | None:
    """What a request asks, and the format of the answer; None when it wants a page.

    Raises:
        Problem: it is not what the protocol allows, or not what this endpoint runs.
    """
    parameters = read(sent)
    if brings_nothing(sent, parameters):
        return None
    asked = gather(sent, parameters, settings)
    refuse(asked.question.text, settings, asked.question.base)
    accept = sent.environ.get("HTTP_ACCEPT", "")
    form, media = negotiate.choose_by_header(asked.question.form, accept, asked.format)
    return Chosen(asked.question, form.engine, media) if form.engine else None


def hints_for(app: Flask, chosen: Chosen, answer: bytes) -> str:
    """What the header of an empty answer says of terms that are nowhere; mostly nothing."""
    if not is_empty(answer, chosen.engine):
        return ""
    with app.app_context():
        return as_header(explain_empty(current().store, names_in, chosen.question))


@routes.route(PATH, methods=["GET", "POST"])
def endpoint() -> Response:
    """The page with the answer to a query; without one, the description or the form."""
    state = current()
    parameters = read(request)
    if brings_nothing(request, parameters):
        return welcome(state, request)
    asked = gather(request, parameters, state.settings)
    refuse(asked.question.text, state.settings, asked.question.base)
    response = result_page(state, asked.question, names_in)
    if asked.question.asks_elsewhere:
        response.headers.set(*NOT_TO_BE_KEPT)
    if asked.question.depends_on_reader:
        response.vary.add("Accept-Language")
    return response


@routes.get("/.well-known/void")
def dataset() -> Response:
    """The dataset in VoID (https://www.w3.org/TR/void/#well-known)."""
    formats = tuple(form for form in GRAPHS if form.engine)
    form, media = negotiate.choose(formats, request.accept_mimetypes, request.args.get("format"))
    return described(current(), describe_document, form, media)


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
    return (
        form_page(sent.args.get(OF, ""))
        if form is PAGE
        else described(state, describe_service, form, media)
    )


def described(
    state: State,
    describe: Callable[[Description], Iterator[Triple]],
    form: negotiate.Format,
    media: str,
) -> Response:
    """A description in the format that was chosen."""
    if not isinstance(form.engine, RdfFormat):
        raise TypeError(form)
    response = Response(write_description(describe(told_of(state)), form.engine), mimetype=media)
    response.vary.add("Accept")
    return response


def told_of(state: State) -> Description:
    """What the endpoint says of itself and of its dataset, under the address that was asked."""
    return Description(
        root=request.root_url,
        file=state.name,
        version=state.version,
        census=census(),
        questions=state.questions,
        federates=bool(state.settings.allow_service),
    )
