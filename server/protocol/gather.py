"""Step 1 of answering a query: a request, by any of the protocol's three ways → a question.

Specifications: https://www.w3.org/TR/sparql11-protocol/#query-operation, and for `version`
https://www.w3.org/TR/sparql12-protocol/
"""

from binascii import a2b_qp
from codecs import BOM_UTF8
from collections import defaultdict
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import unquote_to_bytes

from flask import Request
from pyoxigraph import NamedNode
from werkzeug.sansio.utils import get_host

from server.config import Settings
from server.errors import (
    AddressTooLongError,
    BadRequestError,
    BodyTooLongError,
    ReadOnlyError,
    UnknownMediaTypeError,
)
from server.evaluation.engine import Question
from server.federation.labels import depends_on_reader
from server.running.log import client

FORM: Final = "application/x-www-form-urlencoded"
QUERY: Final = "application/sparql-query"
UPDATE: Final = "application/sparql-update"
VERSIONS: Final = ("1.1", "1.2", "1.2-basic")
GRAPHS: Final = ("default-graph-uri", "named-graph-uri")
# Whose part of the graph is asked: ours, as `format` is.
OF: Final = "of"
# Not `format`: it is none of the protocol's, and SPARQLWrapper sends all that it knows a format by.
_ONCE: Final = ("query", "version", OF)
# How many languages of a reader are looked at.
_LANGUAGES: Final = 10
_OF_UPDATES: Final = ("using-graph-uri", "using-named-graph-uri")

Parameters = Mapping[str, Sequence[str]]


class Asked(NamedTuple):
    """A question and the format that `format=` names, if any."""

    question: Question
    format: str | None


def gather(sent: Request, parameters: Parameters, settings: Settings) -> Asked:
    """The question of a request, with its parameters as `read` gives them.

    Raises:
        BadRequestError: a parameter is missing, sent twice, or not what it should be, or the text
            is not UTF-8.
        ReadOnlyError: an update was sent.
        UnknownMediaTypeError: a POST of another type than the protocol's.
        AddressTooLongError, BodyTooLongError: the query is longer than the settings allow.
    """
    check(parameters)
    text = parameters["query"][0]
    if len(text) > settings.longest_query:
        error = BodyTooLongError if sent.method == "POST" else AddressTooLongError
        raise error(f"A query has at most {settings.longest_query} characters here.")
    question = Question(
        text=text,
        base=base_of(sent),
        default_graphs=tuple(parameters.get("default-graph-uri", ())),
        named_graphs=tuple(parameters.get("named-graph-uri", ())),
        client=client(sent.environ, believe=settings.forwarded),
        spoken=spoken_by(sent) if depends_on_reader(text) else (),
        part=next(iter(parameters.get(OF, ())), ""),
    )
    return Asked(question, next(iter(parameters.get("format", ())), None))


def base_of(sent: Request) -> str:
    """The address of the endpoint as the client wrote it, against which IRIs are resolved."""
    host = _host(sent.scheme, sent.environ.get("HTTP_HOST"), sent.server)
    return f"{sent.scheme}://{host}{sent.root_path}{sent.path}"


@lru_cache(256)
def _host(scheme: str, header: str | None, server: tuple[str, int | None] | None) -> str:
    return get_host(scheme, header, server)


def spoken_by(sent: Request) -> tuple[str, ...]:
    """The languages of a reader, the best first; each with those that it is a kind of.

    As `my-mm`, `my` for my-MM (RFC 4647, 3.4: https://www.rfc-editor.org/rfc/rfc4647#section-3.4).
    """
    tags = [tag.lower() for tag, quality in sent.accept_languages if quality and tag != "*"]
    wider = (
        tag.rsplit("-", cut)[0] for tag in tags[:_LANGUAGES] for cut in range(tag.count("-") + 1)
    )
    return tuple(dict.fromkeys(wider))


def brings_nothing(sent: Request, parameters: Parameters) -> bool:
    """Whether a request has no query, and at most a format or an article: a visit."""
    return sent.method != "POST" and not parameters.keys() - {"format", OF}


def read(sent: Request) -> Parameters:
    """The parameters of a request, the query among them, by each of the protocol's three ways."""
    parameters = decode(sent.query_string)
    if sent.method != "POST":
        return parameters
    kind = sent.mimetype
    if kind == FORM:
        require_utf8(sent)
        for name, values in decode(sent.get_data()).items():
            parameters[name] += values
    elif kind == QUERY:
        require_utf8(sent)
        parameters["query"].append(as_text(sent.get_data()))
    elif kind == UPDATE:
        parameters["update"].append("")
    else:
        raise UnknownMediaTypeError(
            f"A POST of type {kind or 'unknown'} holds no query.",
            hint=f"Send {FORM} with a field `query`, or the query itself as {QUERY}.",
        )
    return parameters


def check(parameters: Parameters) -> None:
    """Let the parameters of one query pass, or say what is wrong with them."""
    refuse_updates(parameters)
    if "query" not in parameters:
        raise BadRequestError(
            "The parameter `query` is missing.",
            hint="Send a SPARQL query, as in /sparql?query=ASK%20%7B%7D.",
        )
    check_once(parameters)
    check_version(parameters)
    for name in GRAPHS:
        for iri in parameters.get(name, ()):
            check_iri(name, iri)


def refuse_updates(parameters: Parameters) -> None:
    """Refuse an update, and what can only belong to one."""
    if "update" in parameters and "query" in parameters:
        raise BadRequestError(
            "The request has both a query and an update.",
            hint="Send one of them in a request.",
        )
    if "update" in parameters:
        raise ReadOnlyError(
            "This endpoint is read-only: it takes no updates.",
            hint="Send a query in the parameter `query`.",
        )
    for name in _OF_UPDATES:
        if name in parameters:
            raise BadRequestError(
                f"The parameter `{name}` belongs to an update.",
                hint=f"The dataset of a query is named by `{GRAPHS[0]}` and `{GRAPHS[1]}`.",
            )


def check_once(parameters: Parameters) -> None:
    """Refuse a second value where one has to be chosen."""
    for name in _ONCE:
        if len(parameters.get(name, ())) > 1:
            raise BadRequestError(
                f"The parameter `{name}` was sent more than once.",
                hint="Send it once in a request.",
            )


def check_version(parameters: Parameters) -> None:
    """Refuse a version of SPARQL that the engine does not speak."""
    for version in parameters.get("version", ()):
        if version not in VERSIONS:
            raise BadRequestError(
                f"`{version}` is not a version of SPARQL that is spoken here.",
                hint=f"It may be {', '.join(VERSIONS[:-1])} or {VERSIONS[-1]}.",
            )


def check_iri(name: str, iri: str) -> None:
    """Refuse the name of a graph that is not an absolute IRI."""
    try:
        NamedNode(iri)
    except ValueError as error:
        raise BadRequestError(
            f"`{iri}` in `{name}` is not an absolute IRI.",
            hint="Write it in full, as in http://example.org/graph.",
        ) from error


def decode(sent: bytes) -> defaultdict[str, list[str]]:
    """Parameters as a form encodes them; unlike Werkzeug's, bad UTF-8 is an error.

    Specification: https://url.spec.whatwg.org/#urlencoded-parsing
    """
    found = defaultdict[str, list[str]](list)
    try:
        for pair in sent.removeprefix(BOM_UTF8).replace(b"+", b" ").split(b"&"):
            if pair:
                name, _, value = pair.partition(b"=")
                found[unquote(name).decode()].append(unquote(value).decode())
    except UnicodeDecodeError as error:
        raise not_utf8() from error
    return found


def unquote(sent: bytes) -> bytes:
    """Bytes without percent-encoding (RFC 3986, 2.1); what is no such code stays as it is.

    Quoted-printable, which has `=` for `%`, is decoded in C; the decoder for addresses is Python,
    and a query of 1 kB has hundreds of codes.
    """
    if b"%" not in sent:
        return sent
    if b"\n" in sent or b"\r" in sent:  # quoted-printable would join lines
        return unquote_to_bytes(sent)
    coded = sent.replace(b"=", b"=3D").replace(b"%", b"=")
    decoded = a2b_qp(coded)
    # Of three bytes each code leaves one. A sign that begins none takes fewer away, or nothing.
    if len(coded) - len(decoded) == 2 * coded.count(b"="):
        return decoded
    return unquote_to_bytes(sent)


def as_text(sent: bytes) -> str:
    """Bytes as text; a byte order mark before it is not part of it."""
    try:
        return sent.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise not_utf8() from error


def not_utf8() -> BadRequestError:
    """The error for bytes that are no text."""
    return BadRequestError("The request is not valid UTF-8.", hint="Encode the query as UTF-8.")


def require_utf8(sent: Request) -> None:
    """A body has to be UTF-8, and may say so (protocol, 2.1.3)."""
    charset = sent.mimetype_params.get("charset", "utf-8").lower()
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise UnknownMediaTypeError(f"A query is sent as UTF-8, not as {charset}.")
