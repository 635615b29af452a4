"""The addresses under /reconcile: the manifest, queries, extension, suggestions, previews.

JSONP is optional in 0.2, since every answer here may be read from other sites (CORS). It is there
all the same, for clients that know nothing else.

Specification: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""

import json
import re
from http import HTTPStatus
from typing import Final

from flask import Blueprint, Response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from server.errors import BadRequestError, NotFoundError, UnknownMediaTypeError
from server.names import address
from server.reconcile.answers import write_candidates, write_types
from server.reconcile.asked import read_batch, read_single
from server.reconcile.entities import Entity
from server.reconcile.extend import extend, propose, read_extension
from server.reconcile.judge import Judge
from server.reconcile.manifest import PATH, Json, manifest
from server.reconcile.sent import read_limit
from server.reconcile.service import service
from server.reconcile.suggest import fly_out, suggest_concepts, suggest_entities
from server.state import current

_FORMS: Final = ("application/x-www-form-urlencoded", "multipart/form-data")
_ASKED: Final = ("queries", "query", "extend")
_CALLBACK: Final = re.compile(r"[A-Za-z_$][\w$]*(?:\.[A-Za-z_$][\w$]*)*", re.ASCII)
# A client shows a preview in a frame of its own; nothing in it runs, and it is sent nowhere.
_PREVIEW_POLICY: Final = (
    "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors *"
)

routes = Blueprint("reconcile", __name__)


@routes.after_app_request
def let_frame(response: Response) -> Response:
    """Let other sites frame a preview, and nothing else of ours.

    This runs after the headers of all answers are set, because it is installed before them.
    """
    if request.endpoint == "reconcile.preview":
        response.headers["Content-Security-Policy"] = _PREVIEW_POLICY
    return response


@routes.route(PATH, methods=["GET", "POST"])
def reconcile() -> Response:
    """The manifest; or the answer to queries, or to an extension.

    Raises:
        BadRequestError: it asks for two of them, or for none in a POST, or not as it should.
        UnknownMediaTypeError: a POST that is no form.
    """
    if request.method == "POST" and request.mimetype not in _FORMS:
        raise UnknownMediaTypeError(
            f"A POST here is a form, and this one is {request.mimetype or 'of no type'}.",
            hint="Send queries= or extend= as application/x-www-form-urlencoded.",
        )
    asked = [name for name in _ASKED if name in request.values]
    if len(asked) > 1:
        raise BadRequestError(f"A request has one of `{'`, `'.join(asked)}`, and not several.")
    if not asked and request.method == "POST":
        raise BadRequestError("The form has neither `queries` nor `extend`.")
    if not asked:
        most = current().settings.most_names
        return answer(manifest(service(), request.root_url, most))
    return answer(answer_to(asked[0], request.values[asked[0]]))


def answer_to(name: str, text: str) -> Json:
    """The answer to what a parameter asks."""
    made, most = service(), current().settings.most_names
    if name == "extend":
        return extend(made, read_extension(text, made, most))
    judge, schema = Judge(made), made.gathered.schema
    if name == "query":
        return write_candidates(made, judge.judge(read_single(text, schema)))
    batch = read_batch(text, schema, most)
    return {key: write_candidates(made, judge.judge(query)) for key, query in batch.items()}


@routes.get(f"{PATH}/properties")
def properties() -> Response:
    """The properties that may be worth a column, for things of a type."""
    made, written = service(), request.args.get("type")
    kind = made.gathered.schema.type(written) if written else None
    sent = request.args.get("limit")
    limit = read_limit(number(sent, "limit"), "limit", 0) if sent else None
    return answer(propose(made, kind, limit))


@routes.get(f"{PATH}/suggest/<any(entity, type, property):sort>")
def suggest(sort: str) -> Response:
    """What may be meant by the first letters of a name."""
    made, prefix = service(), request.args.get("prefix")
    if prefix is None:
        raise BadRequestError(
            "The parameter `prefix` is missing.", hint=f"As in {request.path}?prefix=ka."
        )
    cursor = number(request.args.get("cursor") or "0", "cursor")
    if sort == "entity":
        return answer(suggest_entities(made, prefix, cursor))
    schema = made.gathered.schema
    concepts = schema.types if sort == "type" else schema.properties
    return answer(suggest_concepts(concepts.values(), prefix, cursor))


@routes.get(f"{PATH}/flyout/<any(entity, type, property):sort>")
def fly(sort: str) -> Response:
    """What a suggestion is, for whoever points at it.

    Raises:
        BadRequestError: there is no `id`, or no such type or property.
        NotFoundError: there is no such thing.
    """
    schema = service().gathered.schema
    if sort == "entity":
        return answer(fly_out(asked_entity()))
    return answer(fly_out((schema.type if sort == "type" else schema.property)(asked_id())))


@routes.get(f"{PATH}/preview")
def preview() -> str:
    """A thing in a few lines, for a frame."""
    made, entity = service(), asked_entity()
    types = write_types(made, entity)
    return render_template(
        "reconcile_preview.html",
        entity=entity,
        href=address(entity.iri),
        types=[kind["name"] for kind in types],
        others=[name for name in entity.names if name != entity.name],
    )


@routes.get(f"{PATH}/view")
def view() -> AnyResponse:
    """To the page of a thing, for graphs whose things have no address in common."""
    entity = asked_entity()
    where = address(entity.iri)
    if where is None:
        raise NotFoundError(f"{entity.iri} has no page.")
    return redirect(where, HTTPStatus.SEE_OTHER)


def asked_entity() -> Entity:
    """The thing whose `id` was sent.

    Raises:
        BadRequestError: none was.
        NotFoundError: it is no thing of this graph.
    """
    written = asked_id()
    entity = service().entity(written)
    if entity is None:
        raise NotFoundError(f"Nothing here has the identifier {written}.")
    return entity


def asked_id() -> str:
    """The `id` that was sent.

    Raises:
        BadRequestError: none was.
    """
    if written := request.args.get("id"):
        return written
    raise BadRequestError("The parameter `id` is missing.")


def number(sent: str, where: str) -> int:
    """A parameter that is a whole number from 0.

    Raises:
        BadRequestError: it is not.
    """
    if not (sent.isascii() and sent.isdecimal()) or len(sent) > len(str(10**9)):
        raise BadRequestError(f"`{where}` should be a whole number, and is {sent[:60]!r}.")
    return int(sent)


def answer(members: Json) -> Response:
    """An answer as JSON, or as the script that a `callback` wants.

    Raises:
        BadRequestError: the callback is no name of a function.
    """
    callback = request.values.get("callback")
    if callback is None:
        text = json.dumps(members, ensure_ascii=False)
        return Response(text, mimetype="application/json")
    if not _CALLBACK.fullmatch(callback):
        raise BadRequestError(
            "`callback` should be the name of a function.",
            hint="Leave it out: every answer may be read from other sites.",
        )
    return Response(f"/**/{callback}({json.dumps(members)});", mimetype="text/javascript")
