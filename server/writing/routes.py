"""Writing over HTTP: SPARQL Update at /update, the Graph Store Protocol at /store.

Specifications: https://www.w3.org/TR/sparql11-protocol/#update-operation and
https://www.w3.org/TR/sparql11-http-rdf-update/
"""

import json
import uuid
from dataclasses import replace
from http import HTTPStatus
from typing import Final

from flask import Blueprint, Response, request
from pyoxigraph import NamedNode, RdfFormat
from werkzeug.datastructures import ETags
from werkzeug.exceptions import MethodNotAllowed

from server.errors import (
    BadRequestError,
    NotFoundError,
    RefusedError,
    UnknownMediaTypeError,
)
from server.evaluation.engine import Question
from server.protocol.gather import (
    FORM,
    UPDATE,
    Parameters,
    as_text,
    check_iri,
    decode,
    require_utf8,
)
from server.protocol.headers import VERSION
from server.protocol.kept import NOT_TO_BE_KEPT
from server.protocol.negotiate import GRAPHS, choose
from server.running.log import client
from server.state import State, current
from server.storage.log import LOG
from server.writing.ask import hand_in
from server.writing.desk import Desk
from server.writing.operations import refuse_update
from server.writing.steps import Condition, Drop, Outcome, Put, Step, Update, Write

routes = Blueprint("writing", __name__)

STORE: Final = "/store"
_METHODS: Final = ("GET", "HEAD", "PUT", "POST", "DELETE", "PATCH")
_DRY: Final = "dry-run"
_USING: Final = ("using-graph-uri", "using-named-graph-uri")
_QUERIES: Final = ("query", "default-graph-uri", "named-graph-uri")
_MULTIPART: Final = "multipart/form-data"
# A version's beginning that tells it from all others.
_SHORT: Final = 32


def desk_of(state: State) -> Desk:
    """Where writes go; there are no such addresses where there is none."""
    if state.desk is None:
        raise RefusedError("Nothing is written here.")
    return state.desk


@routes.route("/update", methods=["GET", "POST", "PUT", "DELETE", "PATCH"])
def update() -> Response:
    """Do a SPARQL Update, sent as a form or by itself.

    Raises:
        MethodNotAllowed: it was not sent by POST.
        Problem: it is not done, and why.
    """
    if request.method != "POST":  # else the address would be that of a thing
        raise MethodNotAllowed(["POST"])
    state = current()
    who = writer(state)
    parameters = read_update()
    text = one_update(parameters)
    refuse_update(text, state.settings)
    step = Update(
        text,
        f"{request.scheme}://{request.host}{request.root_path}{request.path}",
        tuple(parameters.get(_USING[0], ())),
        tuple(parameters.get(_USING[1], ())),
    )
    for name in _USING:
        for iri in parameters.get(name, ()):
            check_iri(name, iri)
    return told(submit(state, who, step, Condition(versions=versions(request.if_match))))


def writer(state: State) -> str:
    """The name of who writes; its request may be as long as a write may.

    Raises:
        NoTokenError, TooManyTriesError: it is not known who.
    """
    address = client(request.environ, believe=state.settings.forwarded)
    who = desk_of(state).who(request.headers.get("Authorization", ""), address)
    request.max_content_length = state.settings.largest_write
    request.max_form_memory_size = state.settings.largest_write
    return who


def read_update() -> Parameters:
    """The parameters of an update, by each of the protocol's two ways."""
    parameters = decode(request.query_string)
    if "update" in parameters:
        raise BadRequestError("An update is not sent in the address.", hint="Send it as the body.")
    if request.mimetype == FORM:
        require_utf8(request)
        for name, values in decode(request.get_data()).items():
            parameters[name] += values
    elif request.mimetype == UPDATE:
        require_utf8(request)
        parameters["update"].append(as_text(request.get_data()))
    else:
        raise UnknownMediaTypeError(
            f"A POST of type {request.mimetype or 'unknown'} holds no update.",
            hint=f"Send {FORM} with a field `update`, or the update itself as {UPDATE}.",
        )
    return parameters


def one_update(parameters: Parameters) -> str:
    """The update among the parameters.

    Raises:
        BadRequestError: there is none, or more than one, or what belongs to a query.
    """
    found = parameters.get("update", ())
    if len(found) != 1:
        said = "is missing" if not found else "was sent more than once"
        raise BadRequestError(f"The parameter `update` {said}.", hint="Send one in a request.")
    for name in _QUERIES:
        if name in parameters:
            raise BadRequestError(
                f"The parameter `{name}` belongs to a query.", hint="Send queries to /sparql."
            )
    return found[0]


def submit(state: State, who: str, step: Step, condition: Condition) -> Outcome:
    """Have a step done, or found out what it would do."""
    how = f"{request.method} {request.full_path.removesuffix('?')}"[:500]
    dry = _DRY in request.args and request.args[_DRY] not in ("0", "false", "off")
    return hand_in(Write(who, how, step, dry, condition), desk_of(state), state.settings)


def told(outcome: Outcome, status: HTTPStatus = HTTPStatus.OK) -> Response:
    """What a client is told of its write."""
    members: dict[str, object] = {
        "removed": outcome.removed,
        "added": outcome.added,
        "graphsDropped": outcome.dropped,
        "graphsCreated": outcome.created,
        "version": outcome.version,
        "entry": outcome.entry,
    }
    if _DRY in request.args:
        members |= {
            "dryRun": True,
            "removedQuads": outcome.removed_quads.splitlines(),
            "addedQuads": outcome.added_quads.splitlines(),
        }
    response = Response(
        json.dumps(members, ensure_ascii=False, indent=2) + "\n",
        status,
        mimetype="application/json",
    )
    response.headers[VERSION] = outcome.version
    response.headers.set(*NOT_TO_BE_KEPT)
    return response


def versions(tags: ETags) -> tuple[str, ...] | None:
    """The versions of the dataset that an If-Match names; None where it names none."""
    if not tags or tags.star_tag:
        return None
    # A tag begins with the version; what follows tells the formats of one version apart.
    return tuple(tag.partition("-")[0] for tag in tags.as_set())


@routes.route(STORE, methods=_METHODS)
@routes.route(f"{STORE}/", methods=_METHODS)
@routes.route(f"{STORE}/<path:_>", methods=_METHODS)
def graph_store(_: str = "") -> Response:
    """Read or write one graph."""
    state = current()
    if request.method in ("GET", "HEAD"):
        return read_graph(state, identified())
    who = writer(state)
    if request.method == "POST" and names_none():
        return make_graph(state, who)
    graph = identified()
    status = HTTPStatus.OK
    outcome = submit(state, who, step_for(graph), condition_of(request.if_match))
    if request.method in ("PUT", "POST") and not outcome.existed:
        status = HTTPStatus.CREATED
    return told(outcome, status)


def names_none() -> bool:
    """Whether the request is to the store itself, and to no graph."""
    return request.path.rstrip("/") == STORE and not {"graph", "default"} & {*request.args}


def identified() -> str:
    """The graph that a request is about, by `graph`, `default` or the address; empty for default.

    Raises:
        BadRequestError: it names none, or several, or one that has no such name.
    """
    names = request.args.getlist("graph")
    if len(names) + ("default" in request.args) > 1:
        raise BadRequestError("The request names more than one graph.", hint="Name one of them.")
    if "default" in request.args:
        return ""
    if not names and names_none():
        raise BadRequestError(
            "The request names no graph.", hint="Add ?graph= and its IRI, or ?default."
        )
    name = names[0] if names else f"{request.scheme}://{request.host}{request.path}"
    check_iri("graph", name)
    if name == LOG:
        raise RefusedError("The log is written by the server alone.")
    return NamedNode(name).value


def step_for(graph: str) -> Step:
    """What a request wants done with a graph."""
    if request.method == "DELETE":
        return Drop(graph)
    if request.method == "PATCH":
        return patch_of(graph)
    return Put(graph, documents(), replace=request.method == "PUT")


def patch_of(graph: str) -> Update:
    """The update of a PATCH.

    Raises:
        UnknownMediaTypeError: it is sent as something else.
        Problem: as `refuse_update`.
    """
    if request.mimetype != UPDATE:
        raise UnknownMediaTypeError(
            f"A PATCH of type {request.mimetype or 'unknown'} holds no update.",
            hint=f"Send the update as {UPDATE}.",
        )
    require_utf8(request)
    text = as_text(request.get_data())
    refuse_update(text, current().settings)
    return Update(text, graph or request.base_url, graph=graph)


def documents() -> tuple[tuple[str, bytes], ...]:
    """The documents of a request, each with its media type.

    Raises:
        UnknownMediaTypeError: one has no type that is RDF.
    """
    if request.mimetype == _MULTIPART:
        files = [each for _, each in request.files.items(multi=True)]
        found = [(each.mimetype, each.read()) for each in files]
    else:
        found = [(request.mimetype, request.get_data())]
    for media, _ in found:
        if RdfFormat.from_media_type(media) is None:
            raise UnknownMediaTypeError(
                f"Data of type {media or 'unknown'} are no RDF that is known here.",
                hint="Send text/turtle, application/n-triples, application/rdf+xml or "
                "application/ld+json.",
            )
    return tuple(found)


def condition_of(tags: ETags) -> Condition:
    """The conditions of a request."""
    exists = True if tags.star_tag else None
    if request.if_none_match.star_tag:
        exists = False
    return Condition(versions(tags), exists)


def make_graph(state: State, who: str) -> Response:
    """Make a graph with a new name, which is its address."""
    graph = f"{request.scheme}://{request.host}{STORE}/{uuid.uuid4()}"
    outcome = submit(state, who, Put(graph, documents(), replace=False), Condition())
    response = told(outcome, HTTPStatus.CREATED)
    response.location = graph
    return response


def read_graph(state: State, graph: str) -> Response:
    """One graph, in the format that is asked for.

    Raises:
        NotFoundError: there is none of this name.
        NotAcceptableError: not in this format.
    """
    if graph and not state.store.contains_named_graph(NamedNode(graph)):
        raise NotFoundError(f"There is no graph <{graph}>.")
    formats = tuple(form for form in GRAPHS if form.engine)
    form, media = choose(formats, request.accept_mimetypes, None)
    where = f"GRAPH <{graph}> {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
    question = Question(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {where} }}", request.base_url)
    response = Response(mimetype=media)
    response.set_etag(f"{state.version[:_SHORT]}-{media.replace('/', '.')}")
    response.headers[VERSION] = state.version
    response.vary.add("Accept")
    if request.if_none_match and request.if_none_match.contains(response.get_etag()[0] or ""):
        response.status_code = HTTPStatus.NOT_MODIFIED
    elif form.engine:
        asked = replace(question, client=client(request.environ, believe=state.settings.forwarded))
        response.set_data(state.ask(asked, form.engine))
    return response
