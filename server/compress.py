"""Content encoding: answers as gzip, Brotli or Zstandard, as the client asks.

Specification: RFC 9110, 12.5.3, https://www.rfc-editor.org/rfc/rfc9110#field.accept-encoding
"""

import gzip
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Final

import brotli  # type: ignore[import-untyped]  # pyright: ignore[reportMissingTypeStubs]
import zstandard
from flask import Response, request
from werkzeug.datastructures import Accept

from server.errors import NotAcceptableError
from server.problems import answer_problem

# What is shorter than this gains nothing: it fits into one packet either way.
SHORTEST: Final = 500
IDENTITY: Final = "identity"

_TEXTS: Final = ("text/",)
_SUFFIXES: Final = ("json", "xml", "javascript", "n-triples", "n-quads", "trig")


def _gzip(content: bytes) -> bytes:
    return gzip.compress(content, compresslevel=5, mtime=0)


def _brotli(content: bytes) -> bytes:
    return bytes(brotli.compress(content, quality=5))  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType]


def _zstd(content: bytes) -> bytes:
    return zstandard.ZstdCompressor(level=6).compress(content)


# In order of preference among what a client likes equally well. The levels are those at which an
# answer of 1 MB takes about 10 ms; no date goes into gzip, so that equal answers are equal bytes.
CODINGS: Final[Mapping[str, Callable[[bytes], bytes]]] = {
    "zstd": _zstd,
    "br": _brotli,
    "gzip": _gzip,
}


def encode(response: Response) -> Response:
    """Encode an answer that is worth it, or say that it cannot be had as the client wants it."""
    if not may_encode(response):
        return response
    response.vary.add("Accept-Encoding")
    coding = choose_coding(request.accept_encodings)
    if response.status_code == HTTPStatus.NOT_MODIFIED:
        return weaken(response) if coding not in (None, IDENTITY) else response
    if coding is None:
        return refuse() if response.status_code == HTTPStatus.OK else response
    response.direct_passthrough = False  # of a file, whose bytes are wanted here
    content = response.get_data()
    forced = forbidden(IDENTITY, request.accept_encodings)
    if coding == IDENTITY or (len(content) < SHORTEST and not forced):
        return response
    response.set_data(CODINGS[coding](content))
    response.content_encoding = coding
    return weaken(response)


def may_encode(response: Response) -> bool:
    """Whether an answer has bytes of a kind that shrinks, all at hand, and not encoded yet."""
    if response.status_code == HTTPStatus.NOT_MODIFIED:
        return "ETag" in response.headers
    if response.status_code in (HTTPStatus.NO_CONTENT, HTTPStatus.PARTIAL_CONTENT):
        return False
    at_hand = response.direct_passthrough or not response.is_streamed
    return (
        at_hand and "Content-Encoding" not in response.headers and shrinks(response.mimetype or "")
    )


def shrinks(media: str) -> bool:
    """Whether a media type is one of text."""
    return media.startswith(_TEXTS) or media.endswith(_SUFFIXES)


def choose_coding(accept: Accept) -> str | None:
    """The coding that a client likes best; `identity` is none; None when it takes none of ours.

    What it does not name it does not take, except `identity`, which it takes unless it says no.
    """
    liked = max(CODINGS, key=accept.quality)
    if accept.quality(liked) <= 0:
        return None if forbidden(IDENTITY, accept) else IDENTITY
    named = {name.lower() for name, _ in accept}
    better = IDENTITY in named and accept.quality(IDENTITY) > accept.quality(liked)
    return IDENTITY if better else liked


def forbidden(coding: str, accept: Accept) -> bool:
    """Whether a client says that it does not take a coding: q=0, for it or for all the rest."""
    qualities = {name.lower(): quality for name, quality in accept}
    return qualities.get(coding, qualities.get("*", 1)) <= 0


def weaken(response: Response) -> Response:
    """Make the ETag a weak one: the bytes differ from those of another coding."""
    tag, is_weak = response.get_etag()
    if tag and not is_weak:
        response.set_etag(tag, weak=True)
    return response


def refuse() -> Response:
    """The answer to a client that takes neither what can be given nor the plain bytes."""
    return answer_problem(
        NotAcceptableError(
            f"This answer cannot be encoded as {request.accept_encodings.to_header()}.",
            hint=f"It can be had as {', '.join(CODINGS)} or, without q=0 for it, as identity.",
        ),
    )
