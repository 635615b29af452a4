"""Values as data extension writes them: things, numbers, days, truth, text.

Specification: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/#data-extension-responses
"""

import re
from collections.abc import Callable, Mapping
from typing import Final

from pyoxigraph import Literal, NamedNode

from ontology import EDTF_DATATYPE, PREFIXES
from server.names import ROOT, Term, label
from server.reconcile.manifest import Json
from server.reconcile.schema import Concept
from server.reconcile.service import Service
from server.reconcile.terms import WKT

_XSD: Final = PREFIXES["xsd"]
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_POINT: Final = re.compile(r"POINT\s*\(\s*(\S+)\s+(\S+?)\s*\)", re.IGNORECASE)


def write_value(service: Service, property_: Concept, value: Term) -> Json:
    """A value in the form that its sort has; what is none of ours is text."""
    if isinstance(value, NamedNode):
        if value.value in service.gathered.entities or value.value.startswith(ROOT):
            identifier = service.gathered.space.shorten(value.value)
            return {"id": identifier, "name": label(service.store, value)}
        return {"str": value.value}
    if not isinstance(value, Literal):
        return {"str": str(value)}
    if property_.iri == WKT.value:
        return {"str": latitude_first(value.value)}
    return write_literal(value)


def write_literal(value: Literal) -> Json:
    """A literal as number, date, truth or text, by its datatype; as text where it is none."""
    write = _BY_DATATYPE.get(value.datatype.value)
    try:
        return write(value.value) if write else {"str": value.value}
    except ValueError:
        return {"str": value.value}


def latitude_first(wkt: str) -> str:
    """A point as spreadsheets have it, latitude and longitude; other shapes as they are."""
    point = _POINT.fullmatch(wkt.strip())
    return f"{point.group(2)},{point.group(1)}" if point else wkt


def _date(text: str) -> Json:
    """A day, as the instant with which it begins: clients read times and not days."""
    return {"date": f"{text}T00:00:00+00:00"} if _DAY.fullmatch(text) else {"str": text}


def _whole(text: str) -> Json:
    return {"int": int(text)}


def _fraction(text: str) -> Json:
    number = float(text)
    # JSON has no infinity.
    return {"float": number} if abs(number) < float("inf") else {"str": text}


def _truth(text: str) -> Json:
    return {"bool": text in ("true", "1")}


_BY_DATATYPE: Final[Mapping[str, Callable[[str], Json]]] = {
    **{_XSD + name: _whole for name in ("integer", "int", "long", "short", "nonNegativeInteger")},
    **{_XSD + name: _whole for name in ("positiveInteger", "unsignedInt", "byte")},
    **{_XSD + name: _fraction for name in ("decimal", "double", "float")},
    _XSD + "boolean": _truth,
    _XSD + "date": _date,
    _XSD + "dateTime": lambda text: {"date": text},
    EDTF_DATATYPE: _date,
}
