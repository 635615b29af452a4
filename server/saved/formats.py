"""The formats of a saved query's answer, by suffix and by Accept, and who writes each.

The engine writes tables. Beside them there is the answer as GeoJSON, where it has places to draw,
and as RDF: the result set itself, in the vocabulary in which the W3C's tests have theirs. And there
is the query, with the values in it, for whoever wants to ask it elsewhere.
"""

from typing import Final

from pyoxigraph import QueryResultsFormat
from werkzeug.datastructures import MIMEAccept

from queries import SavedQuery
from server.errors import NotAcceptableError, NotFoundError
from server.evaluation.engine import Ask, Question
from server.protocol import negotiate
from server.protocol.negotiate import (
    CSV,
    JSON,
    JSON_LD,
    N_TRIPLES,
    PAGE,
    RDF_XML,
    TSV,
    TURTLE,
    XML,
    Format,
)
from server.reading.table import tabulate
from server.saved.geojson import write_geojson
from server.saved.result_set import write_result_set

GEOJSON: Final = Format(("geojson",), ("application/geo+json",), None)
QUERY: Final = Format(("rq",), ("application/sparql-query",), None)
WKT: Final = "wkt"
_TABLES: Final = (JSON, XML, CSV, TSV)
_RDF: Final = (TURTLE, N_TRIPLES, RDF_XML, JSON_LD)


def data_formats(saved: SavedQuery) -> tuple[Format, ...]:
    """The formats for programs; GeoJSON only where there is something to draw."""
    return (*_TABLES, *((GEOJSON,) if WKT in saved.columns else ()), *_RDF, QUERY)


def choose(saved: SavedQuery, accept: MIMEAccept, suffix: str | None) -> tuple[Format, str]:
    """The format to answer in, and its media type; who accepts anything follows a link to a page.

    Raises:
        NotFoundError: the suffix is that of no format.
        NotAcceptableError: the answer cannot be given in the format asked for.
    """
    formats = (PAGE, *data_formats(saved))
    if suffix is None:
        return negotiate.choose(formats, accept, None)
    for form in formats[1:]:
        if suffix in form.names:
            return form, form.media[0]
    may = ", ".join(f".{form.names[0]}" for form in formats[1:])
    if suffix in GEOJSON.names:
        raise NotAcceptableError(
            "This answer has no places to draw: no column of it is ?wkt.",
            hint=f"It can be had as {may}.",
        )
    raise NotFoundError(f"No answer has the suffix .{suffix}.", hint=f"There are {may}.")


def write(ask: Ask, question: Question, form: Format) -> bytes:
    """Ask, and write the answer.

    Raises:
        Problem: whatever `ask` raises.
    """
    if form is QUERY:
        return f"{question.text}\n".encode()
    if isinstance(form.engine, QueryResultsFormat):
        return ask(question, form.engine)
    table = tabulate(ask, question)
    return write_geojson(table) if form.engine is None else write_result_set(table, form.engine)
