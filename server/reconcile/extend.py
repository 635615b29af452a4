"""Data extension: what the graph says of things that were found, as further columns.

Specification: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/#data-extension-service
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from ontology import EDTF_DATATYPE, PREFIXES
from server.names import ROOT, Term
from server.reconcile.asked import check_count, is_list, is_object, read_json, wrong
from server.reconcile.manifest import Json, named
from server.reconcile.schema import Concept
from server.reconcile.service import Service
from server.reconcile.terms import WKT, label, nodes

_XSD: Final = PREFIXES["xsd"]
_RANGE: Final = NamedNode(PREFIXES["rdfs"] + "range")
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d")
_POINT: Final = re.compile(r"POINT\s*\(\s*(\S+)\s+(\S+?)\s*\)", re.IGNORECASE)
_HINT: Final = 'It is as in {"ids": ["bhamo/kia"], "properties": [{"id": "onSide"}]}.'


@dataclass(frozen=True, slots=True)
class Column:
    """A property that is asked for, by the identifier that was sent; 0 values are all."""

    sent: str
    property: Concept
    most: int = 0


@dataclass(frozen=True, slots=True)
class Extension:
    """Which properties of which things."""

    ids: tuple[str, ...]
    columns: tuple[Column, ...]


def read_extension(text: str, service: Service, most: int) -> Extension:
    """What is asked.

    Raises:
        BadRequestError: it is no such request, or too large, or has an unknown property.
    """
    sent = read_json(text, "extend")
    if not is_object(sent):
        raise wrong("extend", "an object", sent, _HINT)
    ids, properties = sent.get("ids"), sent.get("properties")
    if not is_list(ids):
        raise wrong("extend.ids", "a list of identifiers", ids, _HINT)
    if not is_list(properties):
        raise wrong("extend.properties", "a list of objects with an id", properties, _HINT)
    check_count("extend.ids", ids, most)
    check_count("extend.properties", properties, most)
    known = [written for written in ids if isinstance(written, str)]
    if len(known) != len(ids):
        raise wrong("extend.ids", "a list of identifiers", ids, _HINT)
    columns = (_read_column(entry, service, place) for place, entry in enumerate(properties))
    return Extension(tuple(known), tuple(columns))


def extend(service: Service, asked: Extension) -> Json:
    """The values, by thing and property; none where the thing is not known."""
    return {
        "meta": [_describe(service, column) for column in asked.columns],
        "rows": {
            written: {column.sent: _values(service, written, column) for column in asked.columns}
            for written in asked.ids
        },
    }


def propose(service: Service, kind: Concept | None, limit: int | None) -> Json:
    """The properties that things of a type have, the most usual first."""
    schema = service.gathered.schema
    used: Mapping[str, int] = schema.of_type.get(kind.iri, {}) if kind else {}
    listed = (
        [(used[iri], schema.properties[iri]) for iri in used]
        if kind
        else [(concept.used, concept) for concept in schema.properties.values()]
    )
    ranked = sorted(listed, key=lambda pair: (-pair[0], pair[1].id))
    proposed: Json = {"properties": [named(concept) for _, concept in ranked[:limit]]}
    if kind:
        proposed["type"] = kind.id
    if limit:
        proposed["limit"] = limit
    return proposed


def _read_column(entry: object, service: Service, place: int) -> Column:
    where = f"extend.properties[{place}]"
    if not is_object(entry) or not isinstance(written := entry.get("id"), str):
        raise wrong(where, "an object with an id", entry, _HINT)
    settings = entry.get("settings")
    limit = settings.get("limit") if is_object(settings) else None
    # OpenRefine sends what was typed, which is text.
    whole = int(limit) if isinstance(limit, str) and limit.isdecimal() else limit or 0
    if not isinstance(whole, int) or whole < 0:
        raise wrong(f"{where}.settings.limit", "a whole number, or 0 for all", limit)
    return Column(written, service.gathered.schema.property(written), whole)


def _describe(service: Service, column: Column) -> Json:
    described: Json = {"id": column.sent, "name": column.property.name}
    types = service.gathered.schema.types
    for node in nodes(service.store, NamedNode(column.property.iri), _RANGE):
        if node.value in types:
            described["type"] = named(types[node.value])
    return described


def _values(service: Service, written: str, column: Column) -> list[Json]:
    entity = service.entity(written)
    said = entity.said.get(column.property.iri, ()) if entity else ()
    ordered = sorted(said, key=_english_first)
    return [
        write_value(service, column.property, value) for value in ordered[: column.most or None]
    ]


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


def _english_first(value: Term) -> tuple[bool, str]:
    foreign = isinstance(value, Literal) and value.language not in ("en", None)
    return foreign, value.value if isinstance(value, Literal) else str(value)
