"""The API for people and for programs: /api and /openapi.json, both of one list of operations."""

import json
from importlib import metadata
from typing import Final

from flask import Blueprint, Response, render_template, request

from server.description.api_fixed import of_endpoint, of_service, of_things
from server.description.api_operations import Operation, of_battles, of_question
from server.description.census import find_title
from server.description.openapi import write_document
from server.once import once
from server.reading.overview import overview
from server.reconcile.operations import of_reconciliation
from server.saved.questions import all_choices, lists
from server.saved.scope import articles
from server.state import State, current

routes = Blueprint("api", __name__)

_VERSION: Final = metadata.version("sitrep")


def told() -> list[Operation]:
    """The operations of the present application, the saved queries first.

    What there is to choose from is told of few battles; of many it is longer than all the rest.
    """
    choices = (all_choices() if overview().together else lists().choices(())).of("")
    battles = of_battles(articles())
    asked = [
        each
        for saved in current().questions.values()
        for each in of_question(saved, choices, battles)
    ]
    return [*asked, *of_endpoint(battles), *of_things(), *of_reconciliation(), *of_service()]


@once
def title(state: State) -> str:
    """What the API is called: after what the graph is about, where the graph says so."""
    about = find_title(state.store)
    return f"Sitrep: {about}" if about else "Sitrep"


@routes.get("/openapi.json")
def document() -> Response:
    """Every operation as OpenAPI 3.1."""
    written = write_document(told(), request.root_url, title(), _VERSION)
    text = json.dumps(written, ensure_ascii=False, indent=1) + "\n"
    response = Response(text, mimetype="application/json")
    response.add_etag()
    return response.make_conditional(request)  # type: ignore[return-value]


@routes.get("/api")
def page() -> str:
    """Every operation as a page."""
    tags: dict[str, list[Operation]] = {}
    for operation in told():
        tags.setdefault(operation.tag, []).append(operation)
    return render_template(
        "api.html", title=title(), tags=tags, root=request.root_url.rstrip("/"), version=_VERSION
    )
