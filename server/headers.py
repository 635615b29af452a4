"""Headers on every answer: who may read it from where, and what a browser may do with it."""

from typing import Final

from flask import Flask, Response, request

# Everything that a page loads comes from here, and no other site may frame it.
_POLICY: Final = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "object-src 'none'"
)


def install(app: Flask) -> None:
    """Set the headers on whatever leaves, errors among them."""
    app.after_request(protect)
    app.after_request(share)


def protect(response: Response) -> Response:
    """Keep a browser from guessing types, running foreign code and telling where it was."""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def share(response: Response) -> Response:
    """Let pages of other sites read every answer (https://fetch.spec.whatwg.org/#http-cors-protocol)."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "")
        response.headers["Access-Control-Allow-Headers"] = "Accept, Content-Type"
        response.headers["Access-Control-Max-Age"] = "86400"
    return response
