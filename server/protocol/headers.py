"""Headers on every answer: who may read it from where, and what a browser may do with it."""

import secrets
from http import HTTPStatus
from typing import Final

from flask import Flask, Response, g, request

from server.protocol.compress import encode

# Nothing that is no page loads or runs anything, should a browser be made to show it.
_POLICY: Final = (
    "default-src 'none'; base-uri 'none'; form-action 'none'; object-src 'none'; "
    "frame-ancestors 'none'"
)
# What a page loads comes from here. Scripts need the nonce of this very answer, so that no other
# file of this server, an answer to a query least of all, can be run as one; the editor's sheet,
# which CodeMirror makes as it runs, has the same nonce. 'self' is for the sheets that are files.
_PAGE_POLICY: Final = (
    "default-src 'self'; script-src 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
    "img-src 'self' data:; base-uri 'none'; form-action 'self'; object-src 'none'; "
    "frame-ancestors {framed}"
)
# What may stand in pages of others, when it is asked for with `?embed=1`.
_FRAMED: Final = ("saved.answer", "battle.battle")
# Files whose names change with what is in them: see `bundles.py`.
_HASHED: Final = "/static/built/"
# What a page of another site may read of an answer, and may send with a question.
HINT: Final = "Sitrep-Hint"
# The version of a dataset that may be written to, to be named as what a write builds on.
VERSION: Final = "Sitrep-Version"
_READABLE: Final = f"Content-Encoding, ETag, Retry-After, {HINT}, {VERSION}"
_SENDABLE: Final = "Accept, Content-Type, If-None-Match"


BY_LANGUAGE: Final = ("Vary", "Accept, Accept-Encoding, Accept-Language")
_ON_DATA: Final = (
    ("Vary", "Accept, Accept-Encoding"),
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", _POLICY),
    ("Referrer-Policy", "same-origin"),
    ("Access-Control-Allow-Origin", "*"),
    ("Access-Control-Expose-Headers", _READABLE),
)


def on_data(*, by_language: bool) -> tuple[tuple[str, str], ...]:
    """The headers of an answer to a query that is data and no page.

    `by_language` says that another reader may get another one.
    """
    return _ON_DATA if not by_language else (BY_LANGUAGE, *_ON_DATA[1:])


def install(app: Flask) -> None:
    """Set the headers on whatever leaves, errors among them."""
    # The last one named here is the first to run.
    app.after_request(protect)
    app.after_request(share)
    app.after_request(encode)


def protect(response: Response) -> Response:
    """Keep a browser from guessing types, running foreign code and telling where it was."""
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = policy(response)
    response.headers["Referrer-Policy"] = "same-origin"
    if response.status_code == HTTPStatus.OK and request.path.startswith(_HASHED):
        response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def nonce() -> str:
    """The nonce of the present answer, made when it is first asked for."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    found: str = g.nonce
    return found


def policy(response: Response) -> str:
    """What a browser may do with an answer (https://www.w3.org/TR/CSP3/)."""
    if response.mimetype != "text/html":
        return _POLICY
    framed = request.endpoint in _FRAMED and request.args.get("embed") == "1"
    return _PAGE_POLICY.format(nonce=nonce(), framed="*" if framed else "'none'")


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
