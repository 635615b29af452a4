"""The SPARQL 1.1 Protocol for queries, at /sparql: gather → refuse → choose → ask → respond.

Specification: https://www.w3.org/TR/sparql11-protocol/#query-operation
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from flask import Blueprint, Request, Response, request

from server import negotiate
from server.answers import form_page, result_page
from server.config import Settings
from server.engine import Question
from server.errors import (
    AddressTooLongError,
    BadRequestError,
    BodyTooLongError,
    ReadOnlyError,
    UnknownMediaTypeError,
)
from server.refuse import refuse
from server.state import State, current
from server.tokens import query_form, tokenize

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"

routes = Blueprint("sparql", __name__)

Parameters = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question and the format that `format=` names, if any."""

    question: Question
    format: str | None


@routes.route("/sparql", methods=["GET", "POST"])
def endpoint() -> Response:
    """Answer a query; a browser that sends none gets the form to write one in."""
    state = current()
    asked = gather(request, state.settings)
    if asked is None:
        return form_page()
    refuse(asked.question.text, asked.question.tokens, state.settings)
    return respond(state, asked)


def respond(state: State, asked: Asked) -> Response:
    """Choose a format, ask, and send the answer in it."""
    formats = negotiate.formats_of(query_form(asked.question.tokens))
    form, media = negotiate.choose(formats, request.accept_mimetypes, asked.format)
    if form.engine is None:
        return result_page(state, asked.question)
    response = Response(state.ask(asked.question, form.engine), mimetype=media)
    response.vary.add("Accept")
    return response


def gather(sent: Request, settings: Settings) -> Asked | None:
    """The question of a request, or None when a browser came without one.

    Raises:
        BadRequestError: `query` is missing or sent more than once, or the text is not UTF-8.
        ReadOnlyError: an update was sent.
        UnknownMediaTypeError: a POST of another type than the protocol's.
        AddressTooLongError, BodyTooLongError: the query is longer than the settings allow.
    """
    parameters, queries = read(sent)
    if not queries and sent.method != "POST" and wants_page(sent):
        return None
    text = the_query(queries)
    if len(text) > settings.longest_query:
        error = BodyTooLongError if sent.method == "POST" else AddressTooLongError
        raise error(f"A query has at most {settings.longest_query} characters here.")
    question = Question(
        text=text,
        tokens=tokenize(text),
        base=sent.base_url,
        default_graphs=tuple(parameters.get("default-graph-uri", ())),
        named_graphs=tuple(parameters.get("named-graph-uri", ())),
    )
    return Asked(question, next(iter(parameters.get("format", ())), None))


def read(sent: Request) -> tuple[Parameters, Sequence[str]]:
    """The parameters of a request and the queries in it, by each of the protocol's three ways."""
    parameters = decode(sent.query_string)
    kind = sent.mimetype
    if sent.method == "POST" and kind == FORM:
        for name, values in decode(sent.get_data()).items():
            parameters[name] += values
    elif sent.method == "POST" and kind == QUERY:
        require_utf8(sent)
        parameters["query"].append(as_text(sent.get_data()))
    elif sent.method == "POST" and kind != UPDATE:
        raise UnknownMediaTypeError(
            f"A POST of type {kind or 'unknown'} holds no query.",
            hint=f"Send {FORM} with a field `query`, or the query itself as {QUERY}.",
        )
    if kind == UPDATE or "update" in parameters:
        raise ReadOnlyError(
            "This endpoint is read-only: it takes no updates.",
            hint="Send a query in the parameter `query`.",
        )
    return parameters, parameters["query"]


def the_query(queries: Sequence[str]) -> str:
    """The one query of a request."""
    if not queries:
        raise BadRequestError(
            "The parameter `query` is missing.",
            hint="Send a SPARQL query, as in /sparql?query=ASK%20%7B%7D.",
        )
    if len(queries) > 1:
        raise BadRequestError(
            "The parameter `query` was sent more than once.",
            hint="Send one query in a request.",
        )
    return queries[0]


def decode(sent: bytes) -> defaultdict[str, list[str]]:
    """Parameters as a form encodes them; unlike Werkzeug's, bad UTF-8 is an error."""
    found = defaultdict[str, list[str]](list)
    try:
        for name, value in parse_qsl(as_text(sent), keep_blank_values=True, errors="strict"):
            found[name].append(value)
    except UnicodeDecodeError as error:
        raise not_utf8() from error
    return found


def as_text(sent: bytes) -> str:
    """Bytes as text; a byte order mark before it is not part of it."""
    try:
        return sent.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise not_utf8() from error


def not_utf8() -> BadRequestError:
    """The error for bytes that are no text."""
    return BadRequestError("The request is not valid UTF-8.", hint="Encode the query as UTF-8.")


def require_utf8(sent: Request) -> None:
    """A query sent as it is has to be UTF-8, and may say so (protocol, 2.1.3)."""
    charset = sent.mimetype_params.get("charset", "utf-8").lower()
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise UnknownMediaTypeError(f"A query is sent as UTF-8, not as {charset}.")


def wants_page(sent: Request) -> bool:
    """Whether the client would rather read a page than anything a program reads."""
    form, _ = negotiate.choose(
        negotiate.SOLUTIONS,
        sent.accept_mimetypes,
        sent.args.get("format"),
    )
    return form is negotiate.PAGE
