"""Data extension: what the graph says of things that were found, as further columns.

Specification: https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/#data-extension-service
"""

from dataclasses import dataclass
from typing import Final

from pyoxigraph import Literal, NamedNode

from ontology import PREFIXES
from server.names import Term
from server.reconcile.manifest import Json, named
from server.reconcile.schema import Concept
from server.reconcile.sent import check_count, is_list, is_object, read_json, wrong
from server.reconcile.service import Service
from server.reconcile.terms import nodes, told_by
from server.reconcile.values import write_value

_RANGE: Final = NamedNode(PREFIXES["rdfs"] + "range")
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
    every = {iri: concept.used for iri, concept in schema.properties.items()}
    used = dict(schema.of_type[kind.iri]) if kind else every
    ranked = sorted(used, key=lambda iri: (-used[iri], iri))
    proposed: Json = {"properties": [named(schema.properties[iri]) for iri in ranked[:limit]]}
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
    for node in nodes(told_by(service.store), NamedNode(column.property.iri), _RANGE):
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


def _english_first(value: Term) -> tuple[bool, str]:
    foreign = isinstance(value, Literal) and value.language not in ("en", None)
    return foreign, value.value if isinstance(value, Literal) else str(value)
