"""Step 3 of answering a query: the format of the answer, by `format=` or by the Accept header.

Specification: RFC 9110, 12.5.1, https://www.rfc-editor.org/rfc/rfc9110#field.accept
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from pyoxigraph import QueryResultsFormat, RdfFormat
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header, parse_options_header

from server.errors import BadRequestError, NotAcceptableError

Engine = QueryResultsFormat | RdfFormat

# A longer header is read anew each time: nobody is to fill the memory with headers.
_LONGEST_KNOWN: Final = 300


@dataclass(frozen=True, slots=True)
class Format:
    """A way to write an answer.

    `names` are what a person may put after `format=`, the first being the file suffix; `media` are
    the media types under which it may be asked for, the first being its own; `engine` writes it,
    and is None for a page.
    """

    names: tuple[str, ...]
    media: tuple[str, ...]
    engine: Engine | None


def _format(engine: Engine, *names: str, also: Sequence[str] = ()) -> Format:
    # pyoxigraph gives text/csv with a charset, which no Accept header would match.
    return Format(names, (engine.media_type.partition(";")[0], *also), engine)


PAGE: Final = Format(("html",), ("text/html",), None)
JSON: Final = _format(QueryResultsFormat.JSON, "json", "srj", also=["application/json"])
XML: Final = _format(QueryResultsFormat.XML, "xml", "srx", also=["application/xml", "text/xml"])
CSV: Final = _format(QueryResultsFormat.CSV, "csv")
TSV: Final = _format(QueryResultsFormat.TSV, "tsv")
TURTLE: Final = _format(RdfFormat.TURTLE, "ttl", "turtle", also=["application/x-turtle"])
N_TRIPLES: Final = _format(RdfFormat.N_TRIPLES, "nt", "ntriples", also=["text/plain"])
RDF_XML: Final = _format(
    RdfFormat.RDF_XML,
    *("rdf", "xml", "rdfxml", "rdf+xml"),
    also=["application/xml", "text/xml"],
)
JSON_LD: Final = _format(
    RdfFormat.JSON_LD,
    *("jsonld", "json", "json-ld"),
    also=["application/json"],
)
TRIG: Final = _format(RdfFormat.TRIG, "trig")
N_QUADS: Final = _format(RdfFormat.N_QUADS, "nq", "nquads")

# In order of preference: what a client gets that accepts anything stands first.
SOLUTIONS: Final = (JSON, XML, CSV, TSV, PAGE)
GRAPHS: Final = (TURTLE, N_TRIPLES, RDF_XML, JSON_LD, TRIG, N_QUADS, PAGE)


def formats_of(query_form: str) -> tuple[Format, ...]:
    """The formats in which a query of this form (SELECT, …) can be answered."""
    return GRAPHS if query_form in ("CONSTRUCT", "DESCRIBE") else SOLUTIONS


def choose(formats: Sequence[Format], accept: MIMEAccept, name: str | None) -> tuple[Format, str]:
    """The format to answer in, and the media type to call it by.

    Args:
        formats: what can be given, the preferred first.
        accept: the request's Accept header; an empty one accepts anything.
        name: the value of `format=`, which goes before the header.

    Raises:
        BadRequestError: `name` is no format that this server knows.
        NotAcceptableError: the answer cannot be given in any format asked for.
    """
    if name is not None:
        found = by_name(formats, name)
        return found, found.media[0]
    if not accept:
        return formats[0], formats[0].media[0]
    wanted = MIMEAccept(_ranges(accept))
    # best_match() would give `a/b;q=0, */*` an a/b; quality() is that of the most specific range.
    best, found = max(
        _offers(formats), key=lambda offer: (wanted.quality(offer[0]), _named(wanted, offer[0]))
    )
    if not wanted.quality(best):
        raise NotAcceptableError(
            f"This answer cannot be given as {accept.to_header()}.",
            hint=f"It can be given as {', '.join(form.media[0] for form in formats)}.",
        )
    return found, best


def choose_by_header(form: str, header: str, name: str | None) -> tuple[Format, str]:
    """As `choose`, for an answer to a query of this form and an Accept header as it was sent."""
    if name is None and len(header) < _LONGEST_KNOWN:
        return _known_choice(form, header)
    return choose(formats_of(form), parse_accept_header(header, MIMEAccept), name)


@lru_cache(1024)
def _known_choice(form: str, header: str) -> tuple[Format, str]:
    return choose(formats_of(form), parse_accept_header(header, MIMEAccept), None)


def _ranges(accept: MIMEAccept) -> Iterator[tuple[str, float]]:
    """The ranges without parameters, of which a charset alone says something that matters here.

    All answers are UTF-8: a range that wants another charset is one that nothing here fits.
    """
    for range_, quality in accept:
        media, options = parse_options_header(range_)
        if options.get("charset", "utf-8").lower() in ("utf-8", "utf8", "us-ascii", "*"):
            yield media, quality


def _named(wanted: MIMEAccept, media: str) -> int:
    """How a client names a media type: 2 by its name, 1 by its type, 0 by nothing.

    Of what it wants as much, it is given what it named.
    """
    ranges = (media, f"{media.partition('/')[0]}/*")
    return max(
        (2 - range_.count("*") for range_, _ in wanted if range_.lower() in ranges), default=0
    )


def _offers(formats: Sequence[Format]) -> list[tuple[str, Format]]:
    """Every media type that can be given: first each format's own, then the other names."""
    own = [(form.media[0], form) for form in formats]
    return own + [(media, form) for form in formats for media in form.media[1:]]


def by_name(formats: Sequence[Format], name: str) -> Format:
    """The format that a person calls by this name."""
    for form in formats:
        if name.lower() in (*form.names, *form.media):
            return form
    hint = f"Choose one of {', '.join(form.names[0] for form in formats)}."
    if any(name.lower() in (*form.names, *form.media) for form in (*SOLUTIONS, *GRAPHS)):
        raise NotAcceptableError(f"This answer cannot be given as `{name}`.", hint=hint)
    raise BadRequestError(f"`{name}` is not a format that is known here.", hint=hint)
