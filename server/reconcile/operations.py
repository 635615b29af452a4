"""The reconciliation service as /openapi.json and /api tell of it."""

from collections.abc import Iterator
from typing import Final

from server.description.api_operations import Given, Operation, Schema
from server.reconcile.manifest import PATH

_TAG: Final = "reconciliation"
_JSON: Final = ("application/json",)
_TEXT: Final[Schema] = {"type": "string"}
_COUNT: Final[Schema] = {"type": "integer", "minimum": 0}
_ASKED: Final = (
    Given("queries", "A batch: a JSON object with a query at each key.", _TEXT),
    Given("query", "One query: a name, or a JSON object.", _TEXT),
    Given("extend", "Things and properties, as JSON: their values are the answer.", _TEXT),
)
_TOLD: Final = (
    "Reconciliation Service API 0.2, for OpenRefine and others: matches names with the things of "
    "the graph."
)
_ID: Final = Given("id", "The identifier of a thing.", _TEXT, needed=True)


def of_reconciliation() -> Iterator[Operation]:
    """Queries and extension by either method, and the services around them."""
    manifest = f"{_TOLD} Without a parameter the answer is the manifest."
    form = f"{_TOLD} One of the parameters is in a form."
    summary = "Match names with things, or have values of things"
    yield Operation("reconcile", PATH, summary, _TAG, _JSON, manifest, _ASKED, errors=(400,))
    yield Operation(
        id="reconcile-post",
        path=PATH,
        summary=f"{summary}, by a form",
        tag=_TAG,
        media=_JSON,
        description=form,
        given=_ASKED,
        method="post",
        errors=(400, 413, 415),
    )
    yield from of_services()


def of_services() -> Iterator[Operation]:
    """What the manifest names beside itself."""
    kind = Given("type", "A type: only the properties that its things have.", _TEXT)
    limit = Given("limit", "How many at most.", {"type": "integer", "minimum": 1})
    told = "What may be worth a column"
    path = f"{PATH}/properties"
    yield Operation("propose", path, told, _TAG, _JSON, given=(kind, limit), errors=(400,))
    sorts: Schema = {"enum": ["entity", "type", "property"]}
    sort = Given("sort", "What is looked for.", sorts, "path", needed=True)
    prefix = Given("prefix", "The letters typed so far.", _TEXT, needed=True)
    cursor = Given("cursor", "How many to leave out, as seen before.", _COUNT)
    told = "What may be meant by the first letters of a name"
    path, given = f"{PATH}/suggest/{{sort}}", (sort, prefix, cursor)
    yield Operation("suggest", path, told, _TAG, _JSON, given=given, errors=(400, 404))
    told = "What a suggestion is, for whoever points at it"
    path = f"{PATH}/flyout/{{sort}}"
    yield Operation("flyout", path, told, _TAG, _JSON, given=(sort, _ID), errors=(400, 404))
    for name, told in (("preview", "A thing in a few lines"), ("view", "The page of a thing")):
        path, html, errors = f"{PATH}/{name}", ("text/html",), (400, 404)
        yield Operation(name, path, told, _TAG, html, given=(_ID,), errors=errors)
