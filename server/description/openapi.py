"""The operations as an OpenAPI document.

Specification: https://spec.openapis.org/oas/v3.1.1.html
"""

from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Final, TypeAlias

from server.description.api_operations import Given, Operation

Document: TypeAlias = dict[str, object]

_PROBLEM: Final = "#/components/schemas/Problem"
# RFC 9457, and what this server adds: where a query is broken, and what to do.
_PROBLEM_SCHEMA: Final[Mapping[str, object]] = {
    "type": "object",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "hint": {"type": "string"},
        "line": {"type": "integer"},
        "column": {"type": "integer"},
        "excerpt": {"type": "string"},
    },
}


def write_document(told: Iterable[Operation], root: str, title: str, version: str) -> Document:
    """The whole document; `root` is the server's own address as the client wrote it."""
    listed = list(told)
    paths: dict[str, dict[str, object]] = {}
    for operation in listed:
        paths.setdefault(operation.path, {})[operation.method] = write_operation(operation)
    shared = {given.key: given for operation in listed for given in operation.given if given.key}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": title,
            "version": version,
            "summary": "Questions about a battle, each answer with the sentence that it rests on.",
            "license": {"name": "CC BY 4.0", "identifier": "CC-BY-4.0"},
        },
        "servers": [{"url": root.rstrip("/")}],
        "tags": [{"name": tag} for tag in dict.fromkeys(each.tag for each in listed)],
        "paths": paths,
        "components": {
            "schemas": {"Problem": _PROBLEM_SCHEMA},
            "parameters": {key: write_parameter(given) for key, given in shared.items()},
        },
    }


def write_operation(operation: Operation) -> Document:
    """One operation."""
    written: Document = {
        "operationId": operation.id,
        "summary": operation.summary,
        "description": operation.description,
        "tags": [operation.tag],
        "parameters": [
            {"$ref": f"#/components/parameters/{given.key}"}
            if given.key
            else write_parameter(given)
            for given in operation.given
        ],
        "responses": write_responses(operation),
    }
    if operation.sent:
        written["requestBody"] = write_body(operation.sent)
    return written


def write_parameter(given: Given) -> Document:
    """One parameter."""
    return {
        "name": given.name,
        "in": given.place,
        "required": given.needed,
        "description": given.description,
        "schema": given.schema,
    }


def write_body(media: Iterable[str]) -> Document:
    """What is sent: the query itself, or a form that has it."""
    form: Document = {
        "type": "object",
        "required": ["query"],
        "properties": {"query": {"type": "string"}},
    }
    schemas = {kind: form if "form" in kind else {"type": "string"} for kind in media}
    return {"required": True, "content": {kind: {"schema": s} for kind, s in schemas.items()}}


def write_responses(operation: Operation) -> Document:
    """The answer in each of its types, and the problems that there can be instead."""
    schemas = {media: {"schema": schema_of(media)} for media in operation.media}
    written: Document = {"200": {"description": "The answer.", "content": schemas}}
    for status in sorted(operation.errors):
        problem = {"schema": {"$ref": _PROBLEM}}
        written[str(status)] = {
            "description": HTTPStatus(status).phrase,
            "content": {"application/problem+json": problem},
        }
    return written


def schema_of(media: str) -> Document:
    """The schema of an answer: JSON is an object, all else is text."""
    return {"type": "object" if media.endswith("json") and "ld+" not in media else "string"}
