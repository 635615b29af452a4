"""Headers on every answer: who may read it from where, and what a browser may do with it."""

from http import HTTPStatus
from typing import Final

from flask import Flask, Response, request

from server.compress import encode

# Everything that a page loads comes from here, and no other site may frame it.
_POLICY: Final = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "object-src 'none'"
)
# What a page of another site may read of an answer, and may send with a question.
_READABLE: Final = "Content-Encoding, ETag, Retry-After, Sitrep-Hint"
_SENDABLE: Final = "Accept, Content-Type, If-None-Match"


def install(app: Flask) -> None:
    """Set the headers on whatever leaves, errors among them."""
    # The last one named here is the first to run.
    app.after_request(protect)
    app.after_request(share)
    app.after_request(encode)


def protect(response: Response) -> Response:
    """Keep a browser from guessing types, running foreign code and telling where it was."""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = policy()
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def policy() -> str:
    """What a browser may do; a saved query that is asked for as such may be framed."""
    framed = request.endpoint == "saved.answer" and request.args.get("embed") == "1"
    return _POLICY.replace("frame-ancestors 'none'", "frame-ancestors *") if framed else _POLICY


def share(response: Response) -> Response:
    """Let pages of other sites read every answer (https://fetch.spec.whatwg.org/#http-cors-protocol)."""
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = _READABLE
    if request.method == "OPTIONS" and response.status_code == HTTPStatus.OK:
        allow_methods(response)
    return response


def allow_methods(response: Response) -> None:
    """Say which methods and headers a request may have; there is nothing else to say."""
    response.status_code = HTTPStatus.NO_CONTENT
    response.set_data(b"")
    del response.headers["Content-Type"]
    del response.headers["Content-Length"]
    response.headers["Access-Control-Allow-Methods"] = response.headers.get("Allow", "")
    response.headers["Access-Control-Allow-Headers"] = _SENDABLE
    response.headers["Access-Control-Max-Age"] = "86400"
