"""Content encoding: answers as gzip, Brotli or Zstandard, as the client asks.

Specification: RFC 9110, 12.5.3, https://www.rfc-editor.org/rfc/rfc9110#field.accept-encoding
"""

import gzip
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from typing import Final, Protocol

import brotli  # type: ignore[import-untyped]  # pyright: ignore[reportMissingTypeStubs]
import zstandard
from flask import Response, request
from werkzeug.datastructures import Accept
from werkzeug.http import parse_accept_header

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


class _Piecewise(Protocol):
    """A compressor that is given an answer in pieces."""

    def compress(self, content: bytes, /) -> bytes: ...

    def flush(self) -> bytes: ...


class _BrotliCompressor(Protocol):
    """What the package, which has no types, makes."""

    def process(self, content: bytes, /) -> bytes: ...

    def flush(self) -> bytes: ...

    def finish(self) -> bytes: ...


class _Brotli:
    """Brotli's compressor under the names that the others have."""

    def __init__(self) -> None:
        """Begin."""
        self._inner: _BrotliCompressor = brotli.Compressor(quality=5)  # pyright: ignore[reportUnknownMemberType]

    def compress(self, content: bytes) -> bytes:
        """What can be sent when this has been given, which is all of it."""
        return self._inner.process(content) + self._inner.flush()

    def flush(self) -> bytes:
        """The end."""
        return self._inner.finish()


_PIECEWISE: Final[Mapping[str, Callable[[], _Piecewise]]] = {
    "zstd": lambda: zstandard.ZstdCompressor(level=6).compressobj(),
    "br": _Brotli,
    "gzip": lambda: zlib.compressobj(5, zlib.DEFLATED, 16 + zlib.MAX_WBITS),
}
_LONGEST_KNOWN: Final = 200


@dataclass(frozen=True, slots=True)
class Coding:
    """How an answer is to be encoded: empty is not at all; `forced` is even if it is short."""

    name: str
    forced: bool


def coding_for(header: str) -> Coding:
    """What an Accept-Encoding asks for.

    Raises:
        NotAcceptableError: none of ours, and not the plain bytes either.
    """
    return _known_coding(header) if len(header) < _LONGEST_KNOWN else _coding(header)


def _coding(header: str) -> Coding:
    accept = parse_accept_header(header, Accept)
    name = choose_coding(accept)
    if name is None:
        raise not_to_be_encoded(accept)
    return Coding("" if name == IDENTITY else name, forbidden(IDENTITY, accept))


_known_coding = lru_cache(256)(_coding)


def compress(name: str, content: bytes) -> bytes:
    """An answer in one of the codings."""
    return CODINGS[name](content)


def compress_pieces(name: str, pieces: Iterator[bytes]) -> Iterator[bytes]:
    """An answer in one of the codings as it comes; as it is when there is no name."""
    if not name:
        yield from pieces
        return
    by = _PIECEWISE[name]()
    for piece in pieces:
        if some := by.compress(piece):
            yield some
    yield by.flush()


def encode(response: Response) -> Response:
    """Encode an answer that is worth it, or say that it cannot be had as the client wants it."""
    if not may_encode(response):
        return response
    response.vary.add("Accept-Encoding")
    coding = choose_coding(request.accept_encodings)
    if response.status_code == HTTPStatus.NOT_MODIFIED:
        return weaken(response) if coding not in (None, IDENTITY) else response
    if coding is None:
        return (
            answer_problem(not_to_be_encoded(request.accept_encodings))
            if response.status_code == HTTPStatus.OK
            else response
        )
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


def not_to_be_encoded(accept: Accept) -> NotAcceptableError:
    """The error for a client that takes neither what can be given nor the plain bytes."""
    return NotAcceptableError(
        f"This answer cannot be encoded as {accept.to_header()}.",
        hint=f"It can be had as {', '.join(CODINGS)} or, without q=0 for it, as identity.",
    )
