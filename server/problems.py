"""Says an error to the client: as problem details, as a page, or as plain text.

Specification: RFC 9457, https://www.rfc-editor.org/rfc/rfc9457
"""

import json
import re
from collections.abc import Iterator
from http import HTTPStatus

from flask import Flask, Response, render_template, request
from werkzeug.datastructures import WWWAuthenticate
from werkzeug.exceptions import HTTPException, MethodNotAllowed

from server.errors import HttpError, Problem
from server.names import ROOT

RETRY_AFTER_SECONDS = 5
_KINDS = ("application/problem+json", "application/json", "text/html", "text/plain")


def install(app: Flask) -> None:
    """Give every error of ours, and every one of Flask's, its answer."""
    app.register_error_handler(Problem, answer_problem)
    app.register_error_handler(HTTPException, answer_http_exception)


def every_problem(kind: type[Problem]) -> Iterator[type[Problem]]:
    """Every class of problem that has a name of its own."""
    for narrower in kind.__subclasses__():
        if narrower is not HttpError:
            yield narrower
            yield from every_problem(narrower)


def slug(kind: type[Problem]) -> str:
    """The name of a kind of problem in addresses: BrokenQueryError is broken-query."""
    return re.sub(r"(?<!^)(?=[A-Z])", "-", kind.__name__.removesuffix("Error")).lower()


def address(kind: type[Problem]) -> str:
    """The IRI of a kind of problem, which leads to /problems; Flask's own kinds have none."""
    return "about:blank" if kind is HttpError else f"{ROOT}problems#{slug(kind)}"


def details(problem: Problem) -> dict[str, str | int]:
    """The members of the JSON object; those of a place only where there is one."""
    members: dict[str, str | int] = {
        "type": address(type(problem)),
        "title": problem.title,
        "status": problem.status,
        "detail": problem.detail,
    }
    if problem.hint:
        members["hint"] = problem.hint
    if problem.spot:
        spot = problem.spot
        members |= {"line": spot.line, "column": spot.column, "excerpt": spot.excerpt}
    return members


def answer_problem(problem: Problem) -> Response:
    """The answer to a request that met a problem of ours."""
    kind = request.accept_mimetypes.best_match(_KINDS, default=_KINDS[0])
    response = Response(write(problem, kind), problem.status, mimetype=kind)
    response.vary.add("Accept")
    if problem.status == HTTPStatus.UNAUTHORIZED:
        response.www_authenticate = WWWAuthenticate("bearer", {"realm": "sitrep"})
    if problem.status in (HTTPStatus.SERVICE_UNAVAILABLE, HTTPStatus.TOO_MANY_REQUESTS):
        response.retry_after = RETRY_AFTER_SECONDS
    return response


def answer_http_exception(error: HTTPException) -> Response | HTTPException:
    """The answer to a request that Flask refuses; what it says of methods stays."""
    code, name = error.code or 500, error.name
    if code < HTTPStatus.BAD_REQUEST:
        return error
    response = answer_problem(HttpError(code, name, error.description or name))
    if isinstance(error, MethodNotAllowed) and error.valid_methods:
        response.allow.update(error.valid_methods)
    return response


def write(problem: Problem, kind: str) -> str:
    """A problem in one of the media types that it can be said in."""
    if kind == "text/html":
        return render_template("problem.html", problem=problem)
    if kind == "text/plain":
        return as_text(problem)
    return json.dumps(details(problem), ensure_ascii=False, indent=2) + "\n"


def as_text(problem: Problem) -> str:
    """A problem in a few lines: the sentence, the place, the hint."""
    lines = [f"{problem.title}: {problem.detail}"]
    if problem.spot:
        lines += [f"Line {problem.spot.line}, column {problem.spot.column}:", problem.spot.caret]
    return "\n".join([*lines, *filter(None, [problem.hint])]) + "\n"
