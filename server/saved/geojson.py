"""A table with a ?wkt column as GeoJSON: one feature a row, the other columns its properties.

Specifications: https://www.rfc-editor.org/rfc/rfc7946, https://docs.ogc.org/is/22-047r1/22-047r1.html
(8.5, WKT literals: longitude first, an IRI before the text names another reference system).
"""

import json
import math
import re
from collections.abc import Mapping
from contextlib import suppress
from typing import Final, TypeAlias

import pygeoif
from pygeoif.exceptions import WKTParserError
from pyoxigraph import Literal, NamedNode

from ontology import PREFIXES
from server.names import Term
from server.reading.table import Table

COLUMN: Final = "wkt"
Value: TypeAlias = str | int | float | bool | None
Geometry: TypeAlias = Mapping[str, object]

_CRS84: Final = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
_WITH_CRS: Final = re.compile(r"\s*<([^>]*)>\s*(.*)", re.DOTALL)
_XSD: Final = PREFIXES["xsd"]
_WHOLE: Final = {_XSD + name for name in ("integer", "int", "long", "nonNegativeInteger")}
_BROKEN: Final = {_XSD + name for name in ("decimal", "double", "float")}


def write_geojson(table: Table) -> bytes:
    """The table as a collection of features; a row whose place is not known has none."""
    place = table.columns.index(COLUMN)
    features = [
        {
            "type": "Feature",
            "geometry": read_wkt(row[place]),
            "properties": {
                name: plain(term)
                for name, term in zip(table.columns, row, strict=True)
                if name != COLUMN
            },
        }
        for row in table.rows
    ]
    whole = {"type": "FeatureCollection", "features": features}
    return json.dumps(whole, ensure_ascii=False).encode() + b"\n"


def read_wkt(term: Term | None) -> Geometry | None:
    """A geometry from a WKT literal; None for what is none, or in another reference system."""
    if not isinstance(term, Literal):
        return None
    text, told = term.value, _WITH_CRS.fullmatch(term.value)
    if told:
        if told[1] != _CRS84:
            return None
        text = told[2]
    with suppress(WKTParserError, ValueError):
        found = pygeoif.from_wkt(text)
        if found is not None:
            return without_bounds(dict(pygeoif.mapping(found)))
    return None


def without_bounds(geometry: dict[str, object]) -> Geometry:
    """The geometry without its bounding box, which says nothing that it does not say itself."""
    geometry.pop("bbox", None)
    return geometry


def plain(term: Term | None) -> Value:
    """A term as JSON has values: numbers and truth as such, all else as text."""
    if not isinstance(term, Literal):
        return None if term is None else term.value if isinstance(term, NamedNode) else str(term)
    kind = term.datatype.value
    with suppress(ValueError):
        if kind in _WHOLE:
            return int(term.value)
        if kind in _BROKEN and math.isfinite(float(term.value)):  # JSON has no infinity
            return float(term.value)
        if kind == _XSD + "boolean":
            return term.value in ("true", "1")
    return term.value
